"""Raw page text -> items: pure functions over values, no files, no settings.

`convert` is the whole road: decode, lines, a reader, items from its reading, and the proof of conservation.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Item, Page
from scripts.pagetext import builtin
from scripts.pagetext.assemble import Place, assemble
from scripts.pagetext.clean import INVISIBLE, Fix, is_printing
from scripts.pagetext.conserve import Conservation, prove
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.geometry import Layout
from scripts.pagetext.language import foreign
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.placing import Printed, printed_of
from scripts.pagetext.reader import read as network
from scripts.pagetext.reading import Piece, Reader, Reading
from scripts.pagetext.tags import Weights

__all__ = ["Conservation", "ConvertedPage", "Fix", "LineTrace", "Span", "convert", "read_page"]


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
    printed: Printed | None = None


def read_page(page: PageModel) -> Reading:
    """The built-in reader, as the package is set up."""
    return network.read_page(page)


def convert(
    data: bytes,
    *,
    date: dt.date,
    page: Label,
    name: str = "",
    weights: Weights | None = None,
    reader: Reader | None = None,
    layout: Layout | None = None,
) -> tuple[ConvertedPage, ...]:
    """Raw bytes of one file -> its pages (several where form feeds separate them: A1, A2, …).

    `date` and `page` are the file's place; `name` is the first page's name where the file name gives it; `reader` is
    another than the built-in one; with `weights` pages are read by tags alone, and by these; `layout` is that of a file
    of one page. Never raises on any bytes, unless the reader does.
    """
    decoded = decode(data)
    reads = reader or (partial(builtin.read_page, weights=weights) if weights else read_page)
    out = []
    pages = split_pages(decoded.text)
    for offset, (first, raw_lines) in enumerate(pages):
        first_name = name if not offset else ""
        known = layout if len(pages) == 1 else None
        out.append(_page(raw_lines, first, date, page.after(offset), first_name, decoded.encoding, reads, known))
    return tuple(out)


def _page(
    raw_lines: list[str],
    first: int,
    date: dt.date,
    number: Label,
    name: str,
    encoding: str,
    reader: Reader,
    layout: Layout | None,
) -> ConvertedPage:
    fixes: list[Fix] = []
    page = page_model(raw_lines, first, page=number, layout=layout, fixes=fixes)
    assembled = assemble(page, reader(page), date, number, name)
    proof = prove("\n".join(raw_lines), [*assembled.kept, *assembled.unplaced])
    traces = tuple(_traces(raw_lines, first, assembled.places))
    return ConvertedPage(
        assembled.page,
        tuple(assembled.items),
        tuple(assembled.unplaced),
        (*assembled.findings, *_language("\n".join(raw_lines))),
        proof.holds,
        proof,
        traces,
        encoding,
        tuple(fixes),
        printed_of({line.number: line.raw for line in page.lines}, assembled.places, assembled.items, layout)
        if layout
        else None,
    )


_LANGUAGES = {"ja": "日本語", "ko": "한국어", "latin": "ABC", "other": "…"}


def _language(text: str) -> tuple[Finding, ...]:
    """What to say of a page that is not Chinese."""
    language = foreign(text)
    return (finding("other-language", language=_LANGUAGES[language]),) if language else ()


def _traces(raw_lines: Sequence[str], first: int, places: Mapping[Piece, Place]) -> Iterator[LineTrace]:
    """Where each raw line went, part by part; spaces between two parts belong to the one before them."""
    by_number: dict[int, list[tuple[int, int, Place]]] = {}
    for (number, start, end), place in places.items():
        by_number.setdefault(number, []).append((start, sys.maxsize if end is None else end, place))
    for offset, raw in enumerate(raw_lines):
        number = first + offset
        claims = sorted(by_number.get(number, ()), key=itemgetter(0, 1))
        spans: list[Span] = []
        at = 0
        for n, (start, end, place) in enumerate(claims):
            if any(map(is_printing, raw[at:start])):
                spans.append(Span(_shown(raw[at:start]), "unplaced", 0, "", ""))
                at = start
            until = claims[n + 1][0] if n + 1 < len(claims) else len(raw)
            if any(map(is_printing, raw[end:until])):
                until = end
            spans.append(Span(_shown(raw[at:until]), place.target, place.order, place.part, place.rule, place.reason))
            at = until
        if any(map(is_printing, raw[at:])):
            spans.append(Span(_shown(raw[at:]), "unplaced", 0, "", ""))
        yield LineTrace(number, _shown(raw), tuple(spans) or (Span(_shown(raw), "blank", 0, "", ""),))


def _shown(raw: str) -> str:
    return INVISIBLE.sub("", raw) if INVISIBLE.search(raw) else raw
