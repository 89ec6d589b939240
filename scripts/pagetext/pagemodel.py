"""The page as every reader gets it: its numbered lines, and where they are if there is a layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.edition.label import Label
from scripts.pagetext.clean import Fix
from scripts.pagetext.geometry import Layout
from scripts.pagetext.lines import Line, read_lines


@dataclass(frozen=True, slots=True)
class PageModel:
    """One page. `lines` are those with text, in the order of the raw text and numbered as there (from 1).

    `layout` is None where geometry is unknown. `page` is the page's label, None where it is unknown.
    """

    lines: tuple[Line, ...]
    layout: Layout | None = None
    page: Label | None = None

    def by_number(self) -> Mapping[int, Line]:
        """The lines by their numbers in the raw text."""
        return {line.number: line for line in self.lines}


def page_model(
    raw_lines: Sequence[str],
    first: int = 1,
    *,
    page: Label | None = None,
    layout: Layout | None = None,
    fixes: list[Fix] | None = None,
) -> PageModel:
    """The model of a page from its raw lines, of which the first has the number `first`.

    What the fixers of single lines did is added to `fixes`.
    """
    lines = read_lines(list(raw_lines), first, fixes if fixes is not None else [])
    return PageModel(tuple(lines), layout, page)
