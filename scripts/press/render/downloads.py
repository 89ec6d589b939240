"""The files of an edition that a reader can take away, as links: for the edition's end, and for its head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from scripts.edition import urls
from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, Link, PageContext

EPUB, VERTICAL_EPUB, PDF = "epub", "epub-vertical", "pdf"
"""The producers that make them."""

TYPES = {"epub": "application/epub+zip", "pdf": "application/pdf"}


def book_url(date: dt.date, vertical: bool = False) -> str:
    """`/2022/04/11/2022-04-11.epub`: a name that still says what it is among a reader's downloads."""
    return f"{urls.edition_url(date)}{date.isoformat()}{'-vertical' if vertical else ''}.epub"


def pdf_url(date: dt.date) -> str:
    """`/2022/04/11/2022-04-11.pdf`"""
    return f"{urls.edition_url(date)}{date.isoformat()}.pdf"


def downloads(desk: Desk, date: dt.date) -> tuple[Link, ...]:
    """The downloads made of an edition in this variant."""
    return tuple(_downloads(desk, date))


def type_of(download: Link) -> str:
    """The media type of a file to take away."""
    return TYPES[download.url.rpartition(".")[2]]


def alternates(_desk: Desk, context: PageContext, views: Mapping[str, Any]) -> Iterator[Markup]:
    """The same for programs, in the edition's head."""
    edition: EditionView | None = views.get("edition")
    if edition is not None and context.template == "edition.html":
        line = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
        for book in edition.books:
            yield line.format(type_of(book), book.text, book.url)


def _downloads(desk: Desk, date: dt.date) -> Iterator[Link]:
    off = desk.paper.off
    if EPUB not in off:
        yield Link(desk.href(book_url(date)), "EPUB")
    if VERTICAL_EPUB not in off and "Hant" in desk.variant:
        yield Link(desk.href(book_url(date, vertical=True)), desk.phrase("EPUB（直排）"))
    if PDF not in off and not desk.paper.preview:
        yield Link(desk.href(pdf_url(date)), "PDF")
