"""Feeds with full text: Atom (RFC 4287) through feedgenerator, and JSON Feed 1.1, in every variant.

The paper's feed has the newest two editions and what was corrected since in older ones, a list's (a page name, a
reporter) its newest items. Ids are tag URIs
(RFC 4151) of date, page and order under SITE_AUTHORITY: they hold when the address changes. A corrected item keeps
its id and gets a later `updated`, with the correction told in its text. Feeds need SITEURL; without it there are none.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from scripts.edition import urls
from scripts.press.outputs.times import corrected, published
from scripts.press.views import EditionView, ItemView, Link, ListView, PageContext

if TYPE_CHECKING:
    from scripts.press.desk import Desk
    from scripts.press.lists import ItemRow
    from scripts.press.producers import File, Shelf
    from scripts.press.texts import ListSource, Texts

PAPER, LISTS = "feed", "list-feeds"
EDITIONS = 2
"""Editions in the paper's feed: today's, and yesterday's for those who did not look since."""

CORRECTED = 20
"""Corrected items of older editions in the paper's feed, at most."""

ITEMS: Mapping[str, int] = {"page_name": 20, "author": 10}
"""Items in a list's feed: about two editions' pages, and about a month of a reporter's work."""

ATOM, JSON = "feed.xml", "feed.json"
_LINKED = re.compile(r'\b(src|href)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as feeds tell it; `html` has absolute addresses."""

    id: str
    url: str
    title: str
    authors: tuple[Link, ...]  # addresses are absolute here
    html: str
    summary: str
    section: str
    published: dt.datetime
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `home` is the page it follows, `folder` the absolute address that its files lie below."""

    id: str
    title: str
    subtitle: str
    home: str
    folder: str
    lang: str
    paper: str
    entries: tuple[Entry, ...]


def paper_feed(desk: Desk, shelf: Shelf, newest: EditionView | None, texts: Texts) -> Iterator[File]:
    """The paper's own feed."""
    rows = shelf.latest(EDITIONS)
    if not desk.paper.address or newest is None:
        return
    dates = [row.date for row in rows[1:] if desk.run.has(desk.variant, row.date)]
    editions = [newest, *(texts.edition(desk, date) for date in dates)]
    items = [item for edition in editions for page in edition.pages for item in page.items]
    for row, _ in _corrected(shelf):
        if desk.run.has(desk.variant, row.date):
            one = texts.item(desk, row.date, (row.page, row.order), row.page_name)
            items += [one] if one is not None else []
    feed = _feed(desk, desk.site.name, urls.HOME, [entry(desk, item) for item in items if _stands_alone(item)])
    yield from _files(feed, urls.HOME)


def paper_reads(shelf: Shelf) -> object:
    """What the paper's feed is made from."""
    rows = shelf.latest(EDITIONS)
    older = [(row.date, row.page, row.order, last) for row, last in _corrected(shelf)]
    dates = dict.fromkeys((*(row.date for row in rows), *(one[0] for one in older)))
    return [(date, one.digest) for date in dates if (one := shelf.manifest(date))], older


def _corrected(shelf: Shelf) -> list[tuple[ItemRow, str]]:
    """What was corrected in older editions since the oldest that the paper's feed has whole."""
    rows = shelf.latest(EDITIONS)
    return shelf.corrected(rows[-1].date, rows[-1].date, CORRECTED) if rows else []


def list_feed(desk: Desk, items: ListView, url: str, source: ListSource) -> Iterator[File]:
    """A page name's or a reporter's feed, beside the list's own address.

    What did not change since is taken from the feed as it was published: reading and converting it anew is dear.
    """
    if items.period or not desk.paper.address:
        return
    before = {} if source.changed is None else read_entries(source.published(desk.place(url) + JSON))
    found: list[Entry] = []
    for link in items.items:
        if link.kind == "refer" or not desk.run.has(desk.variant, link.date):
            continue
        ident = tag(desk, link.date, urls.item_url(link.date, link.page, link.order))
        if ident in before and source.changed is not None and link.date not in source.changed:
            found.append(before[ident])
        else:
            one = source.texts.item(desk, link.date, (link.page, link.order), link.page_name)
            found += [entry(desk, one)] if one is not None and _stands_alone(one) else []
        if len(found) == ITEMS[items.kind]:
            break
    yield from _files(_feed(desk, f"{items.name} - {desk.site.name}", url, found), url)


_KINDS = ((ATOM, "Atom", "application/atom+xml"), (JSON, "JSON Feed", "application/feed+json"))


def paper_follow(desk: Desk) -> tuple[Link, ...]:
    """The paper's feeds, for readers to see."""
    return _follow(desk, urls.HOME, PAPER)


def list_follow(desk: Desk, url: str) -> tuple[Link, ...]:
    """A list's feeds, for readers to see."""
    return _follow(desk, url, LISTS)


def _follow(desk: Desk, url: str, producer: str) -> tuple[Link, ...]:
    paper = desk.paper
    if not paper.address or paper.main_site or producer in paper.off:
        return ()
    return tuple(Link(desk.href(url + name), title) for name, title, _ in _KINDS)


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
    for link, (_, _, mime) in zip(follow, _KINDS, strict=False):
        yield line.format(mime, title, link.url)


def _stands_alone(item: ItemView) -> bool:
    """A refer has no text, and the end of a jump is read with its beginning."""
    return item.kind != "refer" and not (item.jump_from and item.jump_link)


def _feed(desk: Desk, title: str, url: str, entries: Iterable[Entry]) -> Feed:
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


def entry(desk: Desk, item: ItemView) -> Entry:
    """An item as feeds tell it."""
    date, zone = item.day.date, desk.paper.zone
    return Entry(
        tag(desk, date, urls.item_url(date, item.page, item.order)),
        item.address,
        item.title,
        tuple(Link(desk.absolute(author.url), author.text) for author in item.authors),
        _LINKED.sub(lambda match: f'{match[1]}="{urljoin(item.address, match[2])}"', _html(desk, item)),
        item.summary,
        item.page_name,
        published(zone, date),
        corrected(zone, date, [one.day.date for one in item.corrections]),
    )


def _html(desk: Desk, item: ItemView) -> str:
    parts = [f"<p>{escape(line)}</p>\n" for line in (item.kicker, item.deck) if line]
    if item.image:
        caption = f"<figcaption>{escape(item.credit)}</figcaption>" if item.credit else ""
        image = f'<img src="{escape(item.image.url)}" alt="{escape(item.image.alt)}">'
        parts.append(f"<figure>{image}{caption}</figure>\n")
    if item.byline:
        parts.append(f"<p>{escape(item.byline)}</p>\n")
    parts += [str(item.body), str(item.jumped)]
    word = desk.site.ui.get("corrections", desk.text("更正"))
    parts += [f"<p>{escape(word)} {one.day.iso} {escape(one.text)}</p>\n" for one in item.corrections]
    return "".join(parts)


def _files(feed: Feed, url: str) -> Iterator[File]:
    yield url + ATOM, atom(feed)
    yield url + JSON, json_feed(feed)


class _Atom(Atom1Feed):  # type: ignore[misc]
    """feedgenerator's Atom with several authors an entry and with dates that never come from the clock."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """One entry; further authors beside the first."""
        super().add_item_elements(handler, item)
        for name, address in item["others"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")

    def latest_post_date(self) -> dt.datetime:
        """The newest entry's; the beginning of time where there is none."""
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


def atom(feed: Feed) -> str:
    """The feed as Atom."""
    made = _Atom(
        title=feed.title,
        link=feed.home,
        description=feed.subtitle,
        language=feed.lang,
        author_name=feed.paper,
        feed_url=feed.folder + ATOM,
        feed_guid=feed.id,
    )
    for one in feed.entries:
        authors = [(author.text, author.url) for author in one.authors]
        made.add_item(
            title=one.title,
            link=one.url,
            description=None,
            content=one.html,
            unique_id=one.id,
            pubdate=one.published,
            updateddate=one.updated,
            author_name=authors[0][0] if authors else None,
            author_link=authors[0][1] if authors else None,
            others=authors[1:],
            categories=[one.section] if one.section else [],
        )
    out = io.StringIO()
    made.write(out, "utf-8")
    return out.getvalue() + "\n"


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed 1.1, one entry a line."""
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.folder + JSON,
        "language": feed.lang,
        "authors": [{"name": feed.paper}],
    }
    items = ",\n".join(_json(_json_item(one)) for one in feed.entries)
    return f'{_json(head)[:-1]},"items":[\n{items}\n]}}\n'


def _json_item(one: Entry) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": one.id,
        "url": one.url,
        "title": one.title,
        "content_html": one.html,
        "summary": one.summary,
        "date_published": one.published.isoformat(),
        "date_modified": one.updated.isoformat(),
        "authors": [{"name": author.text, "url": author.url} for author in one.authors],
        "tags": [one.section] if one.section else [],
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def read_entries(feed: str | None) -> dict[str, Entry]:
    """The entries of a feed that `json_feed` wrote, by id; none where there is no such feed."""
    try:
        items = json.loads(feed or "{}").get("items", [])
        return {one["id"]: _entry_of(one) for one in items}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # not as we wrote it: told anew


def _entry_of(one: dict[str, Any]) -> Entry:
    return Entry(
        one["id"],
        one["url"],
        one["title"],
        tuple(Link(author["url"], author["name"]) for author in one.get("authors", ())),
        one.get("content_html", ""),
        one.get("summary", ""),
        next(iter(one.get("tags", ())), ""),
        dt.datetime.fromisoformat(one["date_published"]),
        dt.datetime.fromisoformat(one["date_modified"]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
