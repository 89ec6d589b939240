"""Which pages need a person most, over an archive of any size."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.edition.label import Label


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page in the index.

    `codes` are the open review entries of its items; `errors` and `warnings` count what else there is to look at, by
    the converter and by check.
    """

    date: dt.date
    page: Label
    name: str
    raw: str
    href: str
    items: int
    edited: int
    codes: tuple[str, ...]
    warnings: int
    errors: int
    unplaced: int
    conserved: bool
    status: str
    why: str = ""

    @property
    def open(self) -> int:
        """Open review entries: what check, convert and stats count too."""
        return len(self.codes)

    @property
    def asks(self) -> int:
        """All that a person should look at."""
        return self.open + self.warnings + self.errors

    @property
    def weight(self) -> tuple[int, ...]:
        """How much a page needs a person: lost text first, then pages that failed, errors, unplaced text, the rest."""
        return (not self.conserved, self.status == "failed", self.errors, self.unplaced, self.asks)


@dataclass(frozen=True, slots=True)
class RankedEdition:
    """An edition in the index."""

    date: dt.date
    href: str
    pages: int
    asks: int
    trouble: int
    codes: tuple[str, ...] = ()

    @property
    def open(self) -> int:
        """Open review entries."""
        return len(self.codes)


class Ranking:
    """The pages that need a person most, and every edition in a line: what the index needs, and no more memory.

    `failed` counts the pages that could not be converted, `differing` those whose proof failed, `unplaced` the lines
    in no item: of all pages, not of the first ones alone.
    """

    def __init__(self, size: int = 500) -> None:
        self._size = size
        self._heap: list[tuple[tuple[int, ...], tuple[int, int], int, PageRow]] = []
        self.editions: list[RankedEdition] = []
        self.pages = self.failed = self.differing = self.unplaced = 0

    def add(self, rows: Sequence[PageRow]) -> None:
        """Take in the pages of an edition."""
        for row in rows:
            self.pages += 1
            self.failed += row.status == "failed"
            self.differing += not row.conserved
            self.unplaced += row.unplaced
            entry = (row.weight, (-row.date.toordinal(), -row.page.code), -self.pages, row)
            (heapq.heappush if len(self._heap) < self._size else heapq.heappushpop)(self._heap, entry)
        if rows:
            trouble = sum(row.errors + row.unplaced + (not row.conserved) for row in rows)
            asks = sum(row.asks for row in rows)
            href = next((row.href for row in rows if row.href), "")
            codes = tuple(code for row in rows for code in row.codes)
            self.editions.append(RankedEdition(rows[0].date, href, len(rows), asks, trouble, codes))

    def first(self) -> list[PageRow]:
        """The pages, those that need most first, then by date and page."""
        return [entry[-1] for entry in sorted(self._heap, reverse=True)]
