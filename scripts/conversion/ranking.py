"""Which pages need a person most, over an archive of any size."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.tally import Tally, tally


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page in the index.

    `codes` are the open review entries of its items; `tally` counts them and what else there is to look at.
    """

    date: dt.date
    page: Label
    name: str
    raw: str
    href: str
    items: int
    edited: int
    codes: tuple[str, ...]
    tally: Tally
    unplaced: int
    conserved: bool
    status: str
    why: str = ""

    @property
    def weight(self) -> tuple[int, ...]:
        """How much a page needs a person: lost text first, then pages that failed, errors, unplaced text, the rest."""
        errors = self.tally.errors + self.tally.failures
        return (not self.conserved, self.status == "failed", errors, self.unplaced, self.tally.total)


@dataclass(frozen=True, slots=True)
class RankedEdition:
    """An edition in the index: `tally` is what check and convert count of it, `codes` its open review entries.

    `rest` is what check found in its files that belong to no page of the report: edition.yml, a page without raw text.
    """

    date: dt.date
    href: str
    pages: int
    tally: Tally
    unplaced: int = 0
    codes: tuple[str, ...] = ()
    rest: tuple[Finding, ...] = ()


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

    def add(self, rows: Sequence[PageRow], rest: Sequence[Finding] = ()) -> None:
        """Take in the pages of an edition, and what was found in its other files."""
        for row in rows:
            self.pages += 1
            self.failed += row.status == "failed"
            self.differing += not row.conserved
            self.unplaced += row.unplaced
            entry = (row.weight, (-row.date.toordinal(), -row.page.code), -self.pages, row)
            (heapq.heappush if len(self._heap) < self._size else heapq.heappushpop)(self._heap, entry)
        if rows:
            href = next((row.href for row in rows if row.href), "")
            codes = tuple(code for row in rows for code in row.codes)
            every = sum((row.tally for row in rows), tally(rest))
            unplaced = sum(row.unplaced for row in rows)
            self.editions.append(RankedEdition(rows[0].date, href, len(rows), every, unplaced, codes, tuple(rest)))

    def first(self) -> list[PageRow]:
        """The pages, those that need most first, then by date and page."""
        return [entry[-1] for entry in sorted(self._heap, reverse=True)]
