"""Catalogues of the editions as books: OPDS 2.0 (JSON) and, for readers that know no other, OPDS 1.2 (Atom).

The root has the newest editions and leads to a catalogue a month, which lies in the month's folder and is made from the
month's rows: a finished month's is never written again. Needs SITEURL and the EPUBs.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from scripts.edition import urls
from scripts.edition.picturetypes import kind_by_name
from scripts.press.outputs.feeds import tag
from scripts.press.outputs.times import published
from scripts.press.render.desk import Desk
from scripts.press.render.downloads import EPUB, downloads, type_of
from scripts.press.render.views import EditionView, MonthView, SiteFile
from scripts.press.store.siteindex import Month, SiteIndex

ROOT2, ROOT1, MONTH2, MONTH1 = "/opds.json", "/opds.xml", "opds.json", "opds.xml"
NEWEST = 14
TYPE2 = "application/opds+json"
OPEN = "http://opds-spec.org/acquisition/open-access"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ICONS = (("icon-512.png", "image/png"), ("icon-192.png", "image/png"), ("icon.svg", "image/svg+xml"))

Book = tuple[dt.date, str, str]
"""An edition's date, its lead headline in this variant, and the address of its first page as a picture ("": none)."""


def root(desk: Desk, shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """The newest editions, and links to each month's catalogue."""
    if not _wanted(desk):
        return
    oldest = desk.run.first.get(desk.variant)
    if oldest is None:
        return
    books = [(row.date, desk.text(row.lead), row.cover.picture if row.cover else "") for row in shelf.latest(NEWEST)]
    months = [m for m in sorted(shelf.months(), reverse=True) if m >= (oldest.year, oldest.month)]
    yield from _files(desk, (ROOT2, ROOT1), desk.site.name, _present(desk, books), months)


def root_reads(shelf: SiteIndex) -> object:
    """What the root is made from."""
    return shelf.latest(NEWEST), sorted(shelf.months())


def month(desk: Desk, view: MonthView) -> Iterator[SiteFile]:
    """A month's editions, newest first."""
    if not _wanted(desk):
        return
    books = _present(
        desk, [(row.day.date, row.lead, row.cover.picture if row.cover else "") for row in reversed(view.editions)]
    )
    url = urls.month_url(view.year, view.month)
    title = f"{desk.site.name} {view.year}年{view.month}月"
    if books:
        yield from _files(desk, (url + MONTH2, url + MONTH1), title, books, [])


def _wanted(desk: Desk) -> bool:
    return bool(desk.paper.address) and EPUB not in desk.paper.off


def _present(desk: Desk, books: Iterable[Book]) -> list[Book]:
    return [book for book in books if desk.run.has(desk.variant, book[0]) and book[0].year not in desk.paper.year_sites]


def _files(
    desk: Desk, addresses: tuple[str, str], title: str, books: Sequence[Book], months: Sequence[Month]
) -> Iterator[SiteFile]:
    yield addresses[0], _json(desk, addresses[0], title, books, months)
    yield addresses[1], _atom(desk, addresses[1], title, books, months)


def _here(desk: Desk, url: str) -> str:
    return desk.absolute(desk.href(url))


def _book_title(desk: Desk, date: dt.date) -> str:
    return f"{desk.site.name} {desk.day(date).text}"


def _json(desk: Desk, url: str, title: str, books: Sequence[Book], months: Sequence[Month]) -> str:
    data: dict[str, Any] = {
        "metadata": {"title": title},
        "links": [
            {"rel": "self", "href": _here(desk, url), "type": TYPE2},
            {"rel": "start", "href": _here(desk, ROOT2), "type": TYPE2},
        ],
    }
    if months:
        data["navigation"] = [
            {"title": f"{year}年{number}月", "href": _here(desk, urls.month_url(year, number) + MONTH2), "type": TYPE2}
            for year, number in months
        ]
    if books:
        data["publications"] = [_publication(desk, *book) for book in books]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _publication(desk: Desk, date: dt.date, lead: str, cover: str) -> dict[str, Any]:
    icons = [
        {"href": desk.absolute(desk.site.assets[name]), "type": kind}
        for name, kind in ICONS
        if name in desk.site.assets
    ]
    return {
        "metadata": {
            "@type": "http://schema.org/PublicationIssue",
            "identifier": tag(desk, date, urls.edition_url(date)),
            "title": _book_title(desk, date),
            "author": desk.site.name,
            "publisher": desk.site.name,
            "language": desk.site.lang,
            "published": date.isoformat(),
            "description": lead,
            "belongsTo": {"series": desk.site.name},
        },
        "links": [
            *(
                {"rel": OPEN, "href": desk.absolute(book.url), "type": type_of(book), "title": book.text}
                for book in downloads(desk, date)
            ),
            {"rel": "alternate", "href": _here(desk, urls.edition_url(date)), "type": "text/html"},
        ],
        "images": [{"href": desk.absolute(cover), "type": _picture_type(cover)}] if cover else icons,
    }


def _picture_type(address: str) -> str:
    return f"image/{kind_by_name(address).replace('jpg', 'jpeg')}"


def _atom(desk: Desk, url: str, title: str, books: Sequence[Book], months: Sequence[Month]) -> str:
    updated = published(desk.paper.zone, max((date for date, _, _ in books), default=dt.date(1970, 1, 1)))
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:dc="http://purl.org/dc/terms/" xml:lang="{desk.site.lang}">\n'
        f"<id>{escape(tag(desk, None, url))}</id>\n<title>{escape(title)}</title>\n"
        f"<updated>{updated.isoformat()}</updated>\n<author><name>{escape(desk.site.name)}</name></author>\n"
        f'<link rel="self" href={quoteattr(_here(desk, url))} type="{ACQUISITION}"/>\n'
        f'<link rel="start" href={quoteattr(_here(desk, ROOT1))} type="{ACQUISITION}"/>\n'
    )
    out = [head]
    for year, number in months:
        address = quoteattr(_here(desk, urls.month_url(year, number) + MONTH1))
        out.append(
            f'<link rel="http://opds-spec.org/facet" href={address} type="{ACQUISITION}" title="{year}年{number}月"/>\n'
        )
    for date, lead, cover in books:
        when = published(desk.paper.zone, date).isoformat()
        out.append(
            f"<entry><id>{escape(tag(desk, date, urls.edition_url(date)))}</id><title>"
            f"{escape(_book_title(desk, date))}</title><updated>{when}</updated><published>{when}</published>"
            f"<author><name>{escape(desk.site.name)}</name></author><dc:language>{desk.site.lang}</dc:language>"
            f"<dc:issued>{date.isoformat()}</dc:issued><summary>{escape(lead)}</summary>"
            + (
                f'<link rel="http://opds-spec.org/image" href={quoteattr(desk.absolute(cover))} '
                f'type="{_picture_type(cover)}"/>'
                if cover
                else ""
            )
            + "".join(
                f'<link rel="{OPEN}" href={quoteattr(desk.absolute(book.url))} type="{type_of(book)}" '
                f'title="{escape(book.text)}"/>'
                for book in downloads(desk, date)
            )
            + "</entry>\n"
        )
    return "".join(out) + "</feed>\n"
