"""Fill people.tsv: `python -m scripts people [DATE...]` adds the names in bylines and texts that a variant may break.

Each new line carries the form that would be printed, for an editor to confirm with `yes` in the column `checked`.
Lines that are there stay as they are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from scripts.commands import command_line, complain, day, say
from scripts.edition.content import edition_dates
from scripts.edition.files import write_atomic
from scripts.press.settings import variants_in
from scripts.press.settingshape import SettingsError
from scripts.variants import chain, names, people
from scripts.variants.convert import PEOPLE, Converter, converter
from scripts.variants.lang import Variant, is_traditional
from scripts.variants.passages import passages

VARIANTS: tuple[Variant, ...] = ("zh-Hant-TW", "zh-Hant-HK")


def collect(content: Path, dates: Iterable[dt.date], finder: Converter) -> Counter[str]:
    """How often each name occurs in the editions: authors, and names recognised in texts."""
    counts: Counter[str] = Counter()
    for date in dates:
        for file, texts in passages(content, date):
            authors = [name for name in (file.item.authors if file.item else ()) if names.is_name(name)]
            counts.update(authors)
            whole = "\n".join(passage.text for passage in texts)
            counts.update({name: whole.count(name) for name in finder.knowing(authors).names_in(whole)})
    return counts


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: people.tsv is complete; 2: the command line is wrong."""
    args = parser().parse_args(argv)
    try:
        dates = args.date or list(edition_dates(args.content))
        own, _ = variants_in(args.settings)
    except (ValueError, SettingsError) as error:
        complain(args.lang, error)
        return 2
    if is_traditional(own):
        complain(args.lang, say(args.lang, "people-no-list"))
        return 0
    ours = {variant: converter(variant, content=args.content) for variant in VARIANTS}
    counts = collect(args.content, dates, ours["zh-Hant-TW"])
    usual: dict[str, Callable[[str], str]] = {v: partial(_plainly, v) for v in VARIANTS}
    entries = people.proposals(counts, {v: c.name for v, c in ours.items()}, usual)
    path = args.content / PEOPLE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    text, count = people.merged_text(text, entries)
    if count and not args.dry_run:
        write_atomic(path, text)
    elif args.dry_run:
        sys.stdout.write(text)
    if not args.quiet:
        complain(args.lang, say(args.lang, "people-new", path=path, count=count))
    return 0


def _plainly(variant: Variant, name: str) -> str:
    return str(chain.plain("zh-Hans", variant).convert(name))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line("people", __doc__ or "", "content", "settings", "dry-run")
    parser.add_argument("date", nargs="*", type=day, help="editions, YYYY-MM-DD (default: all)")
    return parser
