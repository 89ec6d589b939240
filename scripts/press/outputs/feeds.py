"""Feeds with full text, Atom and JSON Feed, in every variant: which there are, and what is in them.

The paper's feed has the newest two editions and what was corrected since in older ones, a list's (a page name, a
reporter) its newest items. Ids are tag URIs
(RFC 4151) of date, page and order under SITE_AUTHORITY: they hold when the address changes. A corrected item keeps
its id and gets a later `updated`, with the correction told in its text. Feeds need SITEURL; without it there are none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup, escape

from scripts.edition import urls
from scripts.press.items.pictures import undressed
from scripts.press.items.texts import ItemTexts, ListSource
from scripts.press.outputs.feed_files import Feed, FeedEntry, WrittenEntry, files, tell, written_before
from scripts.press.outputs.times import corrected, published
from scripts.press.render.desk import Desk
from scripts.press.render.follow import ATOM, FORMATS, JSON
from scripts.press.render.views import EditionView, ItemView, Link, ListView, PageContext, SiteFile
from scripts.press.store.siteindex import ItemRow, SiteIndex

EDITIONS = 2
"""Editions in the paper's feed: today's, and yesterday's for those who did not look since."""

CORRECTED = 20
"""Corrected items of older editions in the paper's feed, at most."""

ITEMS: Mapping[str, int] = {"page_name": 20, "author": 10}
"""Items in a list's feed: about two editions' pages, and about a month of a reporter's work."""

_LINKED = re.compile(r'\b(src|href)="([^"]*)"')


def paper_feed(desk: Desk, shelf: SiteIndex, newest: EditionView | None, texts: ItemTexts) -> Iterator[SiteFile]:
    """The paper's own feed."""
    rows = shelf.latest(EDITIONS)
    if not desk.paper.address or newest is None:
        return
    dates = [row.date for row in rows[1:] if desk.run.has(desk.variant, row.date)]
    editions = [newest, *(texts.edition(desk, date) for date in dates)]
    items = [item for edition in editions for page in edition.pages for item in page.items]
    for row, _ in _corrected(shelf):
        if desk.run.has(desk.variant, row.date):
            corrected_item = texts.item(desk, row.date, (row.page, row.order), row.page_name)
            items += [corrected_item] if corrected_item is not None else []
    entries = [tell(entry(desk, item)) for item in items if _stands_alone(item)]
    yield from files(_feed(desk, desk.site.name, urls.HOME, entries), urls.HOME)


def paper_reads(shelf: SiteIndex) -> object:
    """What the paper's feed is made from."""
    rows = shelf.latest(EDITIONS)
    older = [(row.date, row.page, row.order, last) for row, last in _corrected(shelf)]
    dates = dict.fromkeys((*(row.date for row in rows), *(correction[0] for correction in older)))
    return [(date, correction.digest) for date in dates if (correction := shelf.manifest(date))], older


def _corrected(shelf: SiteIndex) -> list[tuple[ItemRow, str]]:
    """What was corrected in older editions since the oldest that the paper's feed has whole."""
    rows = shelf.latest(EDITIONS)
    return shelf.corrected(rows[-1].date, rows[-1].date, CORRECTED) if rows else []


def list_feed(desk: Desk, items: ListView, url: str, source: ListSource) -> Iterator[SiteFile]:
    """A page name's or a reporter's feed, beside the list's own address.

    Entries that did not change are taken from the published feed: reading and converting them again is expensive.
    """
    if not items.follow:  # a page by year or month, or a list too short to be followed
        return
    before: dict[str, WrittenEntry] = {}
    if source.changed is not None:
        before = written_before(*(source.published(desk.place(url) + name) for name in (ATOM, JSON)))
    entries: list[WrittenEntry] = []
    for link in items.items:
        if link.kind == "refer" or not desk.run.has(desk.variant, link.date):
            continue
        ident = tag(desk, link.date, urls.item_url(link.date, link.page, link.order))
        if ident in before and source.changed is not None and link.date not in source.changed:
            entries.append(before[ident])
        else:
            item = source.texts.item(desk, link.date, (link.page, link.order), link.page_name)
            entries += [source.texts.once(desk, item, _written)] if item is not None and _stands_alone(item) else []
        if len(entries) == ITEMS[items.kind]:
            break
    yield from files(_feed(desk, f"{items.name} - {desk.site.name}", url, entries), url)


def _written(desk: Desk, item: ItemView) -> WrittenEntry:
    """An item in both formats."""
    return tell(entry(desk, item))


def links(desk: Desk, context: PageContext, views: Mapping[str, Any]) -> Iterator[Markup]:
    """The feeds that a page's readers may follow, in its head: on the pages that change."""
    if context.template not in ("home.html", "edition.html", "list.html", "archive.html"):
        return
    shown: ListView | None = views.get("list")
    if shown is not None:
        yield from _alternates(shown.follow, f"{shown.name} - {desk.site.name}")
    yield from _alternates(desk.site.follow, desk.site.name)


def _alternates(follow: Iterable[Link], title: str) -> Iterator[Markup]:
    line = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
    for link, (_, _, mime) in zip(follow, FORMATS, strict=False):
        yield line.format(mime, title, link.url)


def _stands_alone(item: ItemView) -> bool:
    """A refer has no text, and the end of a jump is read with its beginning."""
    return item.kind != "refer" and not (item.jump_from and item.jump_link)


def _feed(desk: Desk, title: str, url: str, entries: Iterable[WrittenEntry]) -> Feed:
    folder = desk.absolute(desk.href(url))
    return Feed(
        tag(desk, None, url),
        title,
        desk.site.tagline,
        folder,
        folder,
        desk.site.lang,
        desk.site.name,
        tuple(entries),
    )


def tag(desk: Desk, date: dt.date | None, path: str) -> str:
    """`tag:example.org,2022-04-11:zh-Hans/2022/04/11/01/02/`; 2005 where there is no date."""
    authority = desk.paper.authority or "localhost"
    return f"tag:{authority},{date.isoformat() if date else '2005'}:{desk.site.lang}{urls.href(path)}"


def entry(desk: Desk, item: ItemView) -> FeedEntry:
    """An item as an entry of a feed."""
    date, zone = item.day.date, desk.paper.zone
    return FeedEntry(
        tag(desk, date, urls.item_url(date, item.page, item.order)),
        item.address,
        item.title,
        tuple(Link(desk.absolute(author.url), author.text) for author in item.authors),
        _LINKED.sub(lambda match: f'{match[1]}="{urljoin(item.address, match[2])}"', _html(desk, item)),
        item.summary,
        item.page_name,
        published(zone, date),
        corrected(zone, date, [correction.day.date for correction in item.corrections]),
    )


def _html(desk: Desk, item: ItemView) -> str:
    parts = [f"<p>{escape(line)}</p>\n" for line in (item.kicker, item.deck) if line]
    if item.image:
        caption = f"<figcaption>{escape(item.credit)}</figcaption>" if item.credit else ""
        image = f'<img src="{escape(item.image.url)}" alt="{escape(item.image.alt)}">'
        parts.append(f"<figure>{image}{caption}</figure>\n")
    if item.byline:
        parts.append(f"<p>{escape(item.byline)}</p>\n")
    parts += [undressed(str(item.body)), undressed(str(item.jumped))]
    if item.corrections:
        word = desk.site.ui.get("corrections") or desk.phrase("更正")
        parts += [
            f"<p>{escape(word)} {correction.day.iso} {escape(correction.text)}</p>\n" for correction in item.corrections
        ]
    return "".join(parts)
