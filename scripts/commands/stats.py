"""An edition at a glance: `python -m scripts stats [DATE]` shows pages, items, characters and what is open."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from scripts.commands import command_line, complain, day, say
from scripts.edition.content import edition_dates, load_edition
from scripts.edition.finding import Language
from scripts.edition.model import KIND_NAMES, KINDS, Edition, Item
from scripts.edition.reviews import what_to_look_at
from scripts.edition.urls import item_file


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: shown. 1: there is no such edition. 2: the command line is wrong."""
    args = parser().parse_args(argv)
    dates = list(edition_dates(args.content))
    date = args.date or (dates[-1] if dates else None)
    if date not in dates:
        known = {"path": args.content, "date": date}
        complain(args.lang, say(args.lang, "stats-no-edition" if date else "stats-none", **known))
        return 1
    edition, _ = load_edition(args.content, date)
    console = Console()
    console.print(table(edition, args.lang))
    for line in lines(edition, args.lang):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("stats", __doc__ or "", "content")
    options.add_argument("date", nargs="?", type=day, help="the edition (default: the newest)")
    return options


COLUMNS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("版", "稿件", *KIND_NAMES.values(), "字数", "配图", "待核"),
    "en": ("page", "items", *KINDS, "chars", "images", "open"),
}
"""The heads of the table: the page's, then those of `counts`."""


def counts(items: Sequence[Item]) -> tuple[int, ...]:
    """What COLUMNS names, of some items: how many, by kind, characters of text, with a picture, open review entries."""
    kinds: Counter[str] = Counter(item.kind for item in items)
    characters = sum(len("".join(item.body.split())) for item in items)
    pictures, reviews = sum(1 for item in items if item.image), sum(len(item.review) for item in items)
    return len(items), *(kinds[kind] for kind in KINDS), characters, pictures, reviews


def lines(edition: Edition, language: Language) -> Iterator[str]:
    """A line an item: the file, its kind, how long it is, its headline, and what is open in it."""
    for item in edition.items:
        size = f"{len(''.join(item.body.split())):,}"
        title = item.title if len(item.title) <= 24 else item.title[:23] + "…"
        looks_at = (what_to_look_at(code).within(language).rstrip("。.") for code in item.review)
        entries = ("；" if language == "zh" else "; ").join(looks_at)
        looks = f"  ⚑ {entries}" if entries else ""
        kind = KIND_NAMES[item.kind] if language == "zh" else f"{item.kind:<7}"
        picture = "▣ " if item.image else ""
        yield f"{item_file(item.page, item.order)[:-3]:<7} {kind} {size:>6}  {picture}{title}{looks}"


def table(edition: Edition, language: Language) -> Table:
    """One row a page: its items by kind, characters, pictures, and open reviews."""
    pages = [(page, edition.items_on(page.number)) for page in edition.pages]
    rows = [counts(items) for _, items in pages]
    totals = [sum(column) for column in zip(*rows, strict=True)] or [0] * (len(COLUMNS[language]) - 1)
    issue = f" · {edition.issue}" if edition.issue else ""
    out = Table(title=f"{edition.date:%Y-%m-%d}{issue}", title_justify="left", show_footer=True)
    page_column, *columns = COLUMNS[language]
    out.add_column(page_column, no_wrap=True)
    for name, total in zip(columns, totals, strict=True):
        out.add_column(name, f"{total:,}", justify="right")
    for (page, _), row in zip(pages, rows, strict=True):
        out.add_row(f"{page.number.printed(edition.label_digits)} {page.name}", *(f"{n:,}" if n else "·" for n in row))
    return out
