"""Data for others: `python -m scripts export YEAR` joins published months, `--alto PATH...` writes ALTO XML."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, complain, say
from scripts.conversion.altoexport import pages_as_alto
from scripts.edition.show_findings import as_text
from scripts.press.settings import paper_of, read_settings
from scripts.press.settingshape import SettingsError
from scripts.publishing.yeartext import LICENCES, YearError, put_together


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: written. 1: a month is not there as it was published, or a page cannot be written as ALTO. 2: the
    command line or a setting is wrong.
    """
    options = parser()
    args = options.parse_args(argv)
    if bool(args.year) == bool(args.alto):
        options.error(say(args.lang, "export-what"))
    return _alto(args) if args.alto else _years(args)


def _alto(args: argparse.Namespace) -> int:
    done = pages_as_alto(args.alto, args.to)
    if done.findings or not args.quiet:
        sys.stderr.write(as_text(done.findings, args.lang))
    if not args.quiet:
        print(say(args.lang, "export-alto-done", path=args.to, pages=done.pages))
    return 1 if done.findings else 0


def _years(args: argparse.Namespace) -> int:
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
    options.add_argument("year", nargs="*", type=_year, help="which years: 2024 2025")
    options.add_argument(
        "--alto",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="raw pages with a layout, or folders of them, as ALTO XML 4 with their page pictures",
    )
    options.add_argument(
        "--to",
        type=Path,
        default=Path("export"),
        metavar="DIR",
        help="a folder a year below it; for ALTO, YYYY/MM/DD below it (export)",
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
