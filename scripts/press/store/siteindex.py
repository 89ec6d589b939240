"""What is known of the whole archive without opening an article: rows of the index, and what can be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from scripts.edition.label import Label
from scripts.edition.manifest import Cover, Manifest
from scripts.edition.urls import ListKind

Month = tuple[int, int]
Period = tuple[int, ...]
"""(year,) or (year, month); () is the list's own address."""

LIST_LENGTH = 50
"""Items on a list's own address: about what one scrolls through; all of them stand under their month or year."""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition as the index knows it."""

    date: dt.date
    issue: str
    page_count: int
    item_count: int
    lead: str
    cover: Cover | None = None


class ItemRow(NamedTuple):
    """An item as the index knows it; a tuple, of which hundreds are made for a page of a list.

    `label` is its page's as printed; `summary` and `picture`, an address, are "" on the pages of months and years.
    """

    date: dt.date
    page: Label
    label: str
    order: int
    kind: str
    title: str
    summary: str
    page_name: str
    picture: str = ""


SHORT_LIST = 3
"""A list of so few items stands whole on its own address, and nobody follows it: no pages by year, no feeds. Most names
under which a paper prints anything are of people who wrote once or twice; each list cost more than the item."""


def is_short(kind: ListKind, total: int) -> bool:
    """Whether a list has its own address alone."""
    return kind == "author" and total <= SHORT_LIST


class SiteIndex(Protocol):
    """What a document of the whole site may ask of the index: rows, never articles, each by an indexed query."""

    def latest(self, count: int) -> list[EditionRow]:
        """The newest editions, newest first."""

    def this_day(self, month: int, day: int, count: int) -> list[EditionRow]:
        """Editions of one day of the year, newest first."""

    def months(self) -> dict[Month, tuple[int, int]]:
        """Every month that has editions, with the number of editions and of items."""

    def editions_between(self, first: dt.date, last: dt.date) -> list[EditionRow]:
        """Editions of a range of dates, oldest first."""

    def corrected(self, since: dt.date, before: dt.date, count: int) -> list[tuple[ItemRow, str]]:
        """Items corrected on a date or later, of editions older than another: last corrected first, with the date."""

    def manifest(self, date: dt.date) -> Manifest | None:
        """One edition's manifest."""

    def manifests(self, first: dt.date, last: dt.date) -> Iterator[Manifest]:
        """The manifests of a range of dates, oldest first."""

    def lettered(self) -> list[Label]:
        """The labels with letters that any edition has, in order."""

    def list_totals(self, kind: ListKind) -> list[tuple[str, int]]:
        """Every list of a kind by name with the number of its items, largest first."""
