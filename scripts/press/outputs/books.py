"""The files of an edition that a reader can take away, as links: for the edition's end, and for its head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from scripts.press.outputs.epub import EPUB, VERTICAL_EPUB, book_url
from scripts.press.outputs.pdf import PDF, pdf_url
from scripts.press.render.views import EditionView, Link, PageContext

if TYPE_CHECKING:
    from scripts.press.render.desk import Desk

TYPES = {"epub": "application/epub+zip", "pdf": "application/pdf"}


def books(desk: Desk, date: dt.date) -> tuple[Link, ...]:
    """What is made of an edition in this variant."""
    return tuple(_books(desk, date))


def type_of(book: Link) -> str:
    """The media type of a file to take away."""
    return TYPES[book.url.rpartition(".")[2]]


def alternates(_desk: Desk, context: PageContext, views: Mapping[str, Any]) -> Iterator[Markup]:
    """The same for programs, in the edition's head."""
    edition: EditionView | None = views.get("edition")
    if edition is not None and context.template == "edition.html":
        line = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
        for book in edition.books:
            yield line.format(type_of(book), book.text, book.url)


def _books(desk: Desk, date: dt.date) -> Iterator[Link]:
    off = desk.paper.off
    if EPUB not in off:
        yield Link(desk.href(book_url(date)), "EPUB")
    if VERTICAL_EPUB not in off and "Hant" in desk.variant:
        yield Link(desk.href(book_url(date, vertical=True)), desk.phrase("EPUB（直排）"))
    if PDF not in off and not desk.paper.preview:
        yield Link(desk.href(pdf_url(date)), "PDF")
