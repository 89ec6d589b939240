"""Raw page text -> items: pure functions over values, no files, no settings.

`convert` is the whole road: decode, lines, marks, what is seen, tags, stories, items, and the proof of conservation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Item, Page
from scripts.pagetext.assemble import Place, assemble
from scripts.pagetext.clean import INVISIBLE, Fix
from scripts.pagetext.conserve import Conservation, prove
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import Element, prepare
from scripts.pagetext.features import Sight
from scripts.pagetext.folio import page_folio
from scripts.pagetext.lines import Line, read_lines
from scripts.pagetext.stories import gather
from scripts.pagetext.tags import Weights, read

__all__ = ["Conservation", "ConvertedPage", "Fix", "LineTrace", "Span", "convert"]


class Span(NamedTuple):
    """A part of a raw line and where it went: `target` is item, furniture, unplaced or blank."""

    text: str
    target: str
    order: int
    part: str
    rule: str
    reason: str = ""


class LineTrace(NamedTuple):
    """One raw line (its number in the file, from 1) with its spans; several where a glued line was split."""

    number: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ConvertedPage:
    """One page converted, with the proof of conservation and the trace of every line."""

    page: Page
    items: tuple[Item, ...]
    unplaced: tuple[str, ...]
    findings: tuple[Finding, ...]
    conserved: bool
    conservation: Conservation
    lines: tuple[LineTrace, ...]
    encoding: str
    fixes: tuple[Fix, ...]


def convert(
    data: bytes, *, date: dt.date, page: Label, name: str = "", weights: Weights | None = None
) -> tuple[ConvertedPage, ...]:
    """Raw bytes of one file -> its pages (several where form feeds separate them: A1, A2, …).

    `date` and `page` are the file's place; `name` is the first page's name where the file name gives it; `weights` are
    others than those that come with the package. Never raises on any bytes.
    """
    decoded = decode(data)
    out = []
    for offset, (first, raw_lines) in enumerate(split_pages(decoded.text)):
        first_name = name if not offset else ""
        out.append(_page(raw_lines, first, date, page.after(offset), first_name, decoded.encoding, weights))
    return tuple(out)


def _page(
    raw_lines: list[str],
    first: int,
    date: dt.date,
    number: Label,
    name: str,
    encoding: str,
    weights: Weights | None,
) -> ConvertedPage:
    fixes: list[Fix] = []
    lines, marks, habit = prepare(read_lines(raw_lines, first, fixes))
    _mark_folios(lines, marks, number)
    drafts = gather(lines, marks, read(Sight(lines, marks, habit), weights))
    elements = drafts.elements
    made, page = assemble(drafts, date, number, name)
    proof = prove("\n".join(raw_lines), [*made.kept, *made.unplaced])
    traces = tuple(_traces(raw_lines, first, elements, made.places))
    return ConvertedPage(
        page,
        tuple(made.items),
        tuple(made.unplaced),
        tuple(made.findings),
        proof.holds,
        proof,
        traces,
        encoding,
        tuple(fixes),
    )


_EDGE = 4
"""Lines from either end of a page within which a bare folio stands."""


def _mark_folios(lines: list[Line], marks: list[str], number: Label) -> None:
    """Mark lines at the page's edges that are nothing but its number and name."""
    for at in {*range(min(_EDGE, len(lines))), *range(max(0, len(lines) - _EDGE), len(lines))}:
        if not marks[at] and page_folio(lines[at].text, number, edge=True):
            marks[at] = "folio"


def _traces(raw_lines: list[str], first: int, elements: list[Element], places: dict[int, Place]) -> Iterator[LineTrace]:
    by_number: dict[int, list[tuple[Line, Place | None]]] = {}
    for element in elements:
        for line in element.lines:
            for part in line.parts or (line,):
                by_number.setdefault(part.number, []).append((part, places.get(id(part)) or places.get(id(line))))
    for offset, raw in enumerate(raw_lines):
        number = first + offset
        shown = INVISIBLE.sub("", raw) if INVISIBLE.search(raw) else raw
        spans = []
        for part, place in by_number.get(number, []):
            if place is None:
                spans.append(Span(part.raw, "unplaced", 0, "", ""))
            else:
                spans.append(Span(part.raw, place.target, place.order, place.part, place.rule, place.reason))
        if not spans:
            spans = [Span(shown, "blank", 0, "", "")]
        yield LineTrace(number, shown, tuple(spans))
