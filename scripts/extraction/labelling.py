"""Which label each page of an edition gets where files' names say nothing: what its folio prints, else the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.edition.label import Label
from scripts.extraction.extracted import ExtractedPage
from scripts.extraction.folio import printed_label

WAIT = 4
"""Pages that are held until one has a folio: a front page has none, and tells by the second whether it is 1 or A1."""
LEAP = 12
"""Pages that a folio may be ahead of the count: parts that are not in the file. More is a misreading."""


class Labeller:
    """Labels the pages of one edition, file after file; no label is given twice."""

    def __init__(self, first: Label | None = None) -> None:
        self._counted = first is not None
        self._next = first or Label(1)
        self._taken: set[Label] = set()
        self.printed: list[Label] = []

    def labelled(self, pages: Iterable[tuple[Label | None, ExtractedPage]]) -> Iterator[tuple[Label, ExtractedPage]]:
        """The pages with their labels, in order: the one that is known of a page (by its file's name, by METS), else
        what it printed where that can be, else the next.
        """
        held: list[ExtractedPage] = []
        for known, page in pages:
            if known is not None:
                yield from self._first(held, None)
                held = []
                self._next = known
                yield self._assign(None), page
                continue
            folio = None if self._counted else page.printed or printed_label(page)
            if self._taken or self._counted:
                yield self._assign(folio), page
                continue
            held.append(page)
            if folio is not None or len(held) == WAIT:
                yield from self._first(held, folio)
                held = []
        yield from self._first(held, None)

    def _first(self, held: list[ExtractedPage], folio: Label | None) -> Iterator[tuple[Label, ExtractedPage]]:
        """The first pages of an edition: counted back from the one that told its label, the last of them."""
        before = len(held) - 1
        if folio is not None and folio.number > before:
            self._next = Label(folio.number - before, folio.letters)
        for place, page in enumerate(held):
            yield self._assign(folio if place == before else None), page

    def _assign(self, folio: Label | None) -> Label:
        if folio is not None and folio not in self._taken and self._likely(folio):
            self.printed.append(folio)
            label = folio
        else:
            label = self._next
            while label in self._taken and label.fits:
                label = label.after(1)
        self._taken.add(label)
        self._next = label.after(1)
        return label

    def _likely(self, folio: Label) -> bool:
        """Whether a folio can be right: a new section, or a page at most so many ahead of the last."""
        same = [label.number for label in self._taken if label.letters == folio.letters]
        return not same or -LEAP <= folio.number - max(same) <= LEAP
