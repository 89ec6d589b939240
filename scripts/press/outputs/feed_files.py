"""A feed as files: Atom (RFC 4287) through feedgenerator, and JSON Feed 1.1.

An entry is put into words once, in both formats (`WrittenEntry`); a feed is those of its entries, each on its own line.
So a published feed can be taken apart again, and entries that did not change need not be written again.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator  # type: ignore[import-untyped]

from scripts.press.render.follow import ATOM, JSON
from scripts.press.render.views import Link, SiteFile

_ID = re.compile(r"<id>([^<]*)</id>")
_UPDATED = re.compile(r"<updated>([^<]*)</updated>")
_LINE = re.compile(r'\{"id":"([^"\\]*)"')


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item as an entry of a feed; all addresses in it are absolute."""

    id: str
    url: str
    title: str
    authors: tuple[Link, ...]
    html: str
    summary: str
    section: str
    published: dt.datetime
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry in words: a line of JSON, and an element of Atom."""

    updated: dt.datetime
    json: str
    atom: str


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
    entries: tuple[WrittenEntry, ...]


def files(feed: Feed, url: str) -> Iterator[SiteFile]:
    """Both files, beside the page at `url`."""
    yield url + ATOM, atom(feed)
    yield url + JSON, json_feed(feed)


def tell(entry: FeedEntry) -> WrittenEntry:
    """An entry in both formats."""
    return WrittenEntry(entry.updated, _json(_json_item(entry)), _atom_entry(entry))


def written_before(atom_text: str | None, json_text: str | None) -> dict[str, WrittenEntry]:
    """The entries of a feed that `files` wrote, by id; an entry that was changed since is left out."""
    if not atom_text or not json_text:
        return {}
    lines = {match[1]: line for line in json_text.splitlines() if (match := _LINE.match(line))}
    entries = {}
    for chunk in atom_text.split("\n<entry>")[1:]:
        ident, updated, end = _ID.search(chunk), _UPDATED.search(chunk), chunk.find("</entry>")
        if ident and updated and end >= 0 and ident[1] in lines:
            element = f"<entry>{chunk[:end]}</entry>"
            entries[ident[1]] = WrittenEntry(
                dt.datetime.fromisoformat(updated[1]), lines[ident[1]].removesuffix(","), element
            )
    return entries


class _Atom(Atom1Feed):  # type: ignore[misc]
    """feedgenerator's Atom with several authors an entry, entries in words already, and no look at the clock."""

    written: tuple[WrittenEntry, ...] = ()

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """One entry; further authors beside the first."""
        super().add_item_elements(handler, item)
        for name, address in item["others"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")

    def write_items(self, handler: Any) -> None:
        """The entry given to `add_item`, or else those already written, each on a new line."""
        super().write_items(handler)
        for entry in self.written:
            handler.ignorableWhitespace(f"\n{entry.atom}")  # which is how a SAX handler is made to write as it is

    def latest_post_date(self) -> dt.datetime:
        """The newest entry's time; 1970 in a feed without entries."""
        return max((entry.updated for entry in self.written), default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


def atom(feed: Feed) -> str:
    """The feed as Atom."""
    writer = _Atom(
        title=feed.title,
        link=feed.home,
        description=feed.subtitle,
        language=feed.lang,
        author_name=feed.paper,
        feed_url=feed.folder + ATOM,
        feed_guid=feed.id,
    )
    writer.written = feed.entries
    out = io.StringIO()
    writer.write(out, "utf-8")
    return out.getvalue() + "\n"


def _atom_entry(entry: FeedEntry) -> str:
    authors = [(author.text, author.url) for author in entry.authors]
    writer = _Atom("", "", "")
    writer.add_item(
        title=entry.title,
        link=entry.url,
        description=None,
        content=entry.html,
        unique_id=entry.id,
        pubdate=entry.published,
        updateddate=entry.updated,
        author_name=authors[0][0] if authors else None,
        author_link=authors[0][1] if authors else None,
        others=authors[1:],
        categories=[entry.section] if entry.section else [],
    )
    out = io.StringIO()
    writer.write_items(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True))
    return out.getvalue()


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed 1.1, one entry a line."""
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.folder + JSON,
        "description": feed.subtitle,
        "language": feed.lang,
        "authors": [{"name": feed.paper}],
    }
    items = ",\n".join(entry.json for entry in feed.entries)
    head = {key: value for key, value in head.items() if value}
    return f'{_json(head)[:-1]},"items":[\n{items}\n]}}\n'


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": author.text, "url": author.url} for author in entry.authors],
        "tags": [entry.section] if entry.section else [],
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
