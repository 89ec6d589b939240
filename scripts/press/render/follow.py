"""The feeds that a page's readers may follow, as links: their addresses are known before any feed is made."""

from __future__ import annotations

from collections.abc import Callable

from scripts.edition import urls
from scripts.press.render.views import Link
from scripts.press.settings import Paper

PAPER, LISTS = "feed", "list-feeds"
"""The producers that make the paper's feeds and the lists'."""

ATOM, JSON = "feed.xml", "feed.json"
FORMATS = ((ATOM, "Atom", "application/atom+xml"), (JSON, "JSON Feed", "application/feed+json"))
"""Each feed's file name beside the page it belongs to, its name for readers, and its media type."""


def paper_feeds(paper: Paper, href: Callable[[str], str]) -> tuple[Link, ...]:
    """The paper's own feeds; none without SITEURL, which feeds need."""
    return _feeds(paper, href, urls.HOME, PAPER)


def list_feeds(paper: Paper, href: Callable[[str], str], url: str) -> tuple[Link, ...]:
    """The feeds of the list at a site path."""
    return _feeds(paper, href, url, LISTS)


def _feeds(paper: Paper, href: Callable[[str], str], url: str, producer: str) -> tuple[Link, ...]:
    if not paper.address or paper.main_site or producer in paper.off:
        return ()
    return tuple(Link(href(url + name), title) for name, title, _ in FORMATS)
