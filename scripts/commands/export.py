"""A year's text as data: `python -m scripts export YEAR` joins the published months, with checksums and a licence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, complain, say
from scripts.press.settings import SettingsError, paper_of, read_settings
from scripts.publishing.yeartext import LICENCES, YearError, put_together


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: written. 1: a month is not there as it was published. 2: the command line or a setting is wrong."""
    args = parser().parse_args(argv)
    try:
        settings = read_settings(args.settings)
        paper = paper_of(settings)
    except (SettingsError, OSError) as error:
        complain(args.lang, error)
        return 2
    licence = args.licence or str(settings.get("TEXT_LICENCE", ""))
    for year in args.year:
        try:
            done = put_together(args.output, year, args.to / f"{year:04d}", paper.name, licence)
        except YearError as error:
            complain(args.lang, error)
            return 1
        if not args.quiet:
            facts = {
                "path": done.folder,
                "editions": done.editions,
                "items": done.items,
                "size": f"{done.size / 1e3:,.0f}",
            }
            print(say(args.lang, "export-done", **facts))
    if not licence and not args.quiet:
        complain(args.lang, say(args.lang, "export-no-licence"))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("export", __doc__ or "", "output", "settings")
    options.add_argument("year", nargs="+", type=_year, help="which years: 2024 2025")
    options.add_argument(
        "--to", type=Path, default=Path("export"), metavar="DIR", help="a folder a year below it (export)"
    )
    known = ", ".join(LICENCES)
    options.add_argument(
        "--licence", metavar="NAME", help=f"{known}, an address, or words (TEXT_LICENCE of the settings)"
    )
    return options


def _year(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise argparse.ArgumentTypeError(f"{text}: not a year such as 2025")
    return int(text)
