"""What the press makes, as an ordered table: each producer gives files for one scope of the site.

To publish something more (a feed, a sitemap, an EPUB), write a function and add a line here: what is stale, staging,
writing and deleting are the same for all. A producer sees one variant's desk and frozen views, and yields pairs of
site path and text or bytes; it reads and writes nothing. The names in PRODUCERS_OFF of pelicanconf.py are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from scripts.press.outputs import (
    admin,
    documents,
    epub,
    feeds,
    iiif,
    machine,
    moved,
    opds,
    pdf,
    redirects_file,
    sitemaps,
)
from scripts.press.outputs.citation import OFF as CITE
from scripts.press.outputs.metadata import OFF as METADATA
from scripts.press.render.desk import BuildContext
from scripts.press.render.views import SiteFile
from scripts.press.store.siteindex import SiteIndex

Scope = Literal["item", "inside", "edition", "month", "year", "list", "site"]


@dataclass(frozen=True, slots=True)
class Producer:
    """One line of the table.

    `make` takes the desk and what its scope says: item (EditionView, PageView, ItemView), inside (EditionView without
    its neighbours, Source), edition (EditionView), month (MonthView), year (YearView), list (ListView, site path), site
    (SiteIndex, and the newest edition's view or None). `deep` ones get one thing more: of a month its MonthSource, of a
    list its ListSource, of the site Texts, which reads items.

    `packages` are those beside the press's own whose versions decide how its files look.

    `template` is the one it prints, so that a change to another does not make its files stale. `own_only`: made once
    and not again for each variant. `reads`, for the site's scope, gives what it is made from, which decides whether it
    is stale; the newest edition itself always counts when `newest`.
    """

    name: str
    scope: Scope
    make: Callable[..., Iterable[SiteFile]]
    template: str = ""
    own_only: bool = False
    reads: Callable[[SiteIndex], object] | None = None
    newest: bool = False
    deep: bool = False
    packages: tuple[str, ...] = ()


def unknown(names: Iterable[str]) -> list[str]:
    """Of the names that PRODUCERS_OFF gives, those that nothing is called."""
    return sorted(set(names) - {p.name for p in PRODUCERS} - {METADATA, CITE})


def producers(scope: Scope, run: BuildContext, variant: str) -> list[Producer]:
    """The producers of a scope to run for a variant, in order: switched on, and the theme has their template.

    A year's own site has editions, and for the rest leads to the main site.
    """
    table = YEAR_SITE if run.paper.main_site else PRODUCERS
    return [
        p
        for p in table
        if p.scope == scope
        and p.name not in run.paper.off
        and (variant == run.paper.lang or not p.own_only)
        and (not p.template or p.template in run.templates)
    ]


PRODUCERS: tuple[Producer, ...] = (
    Producer("item", "item", documents.item, "item.html"),
    Producer("pages", "edition", documents.pages, "page.html"),
    Producer("edition", "edition", documents.edition, "edition.html"),
    Producer("whole", "edition", documents.whole, "whole.html"),
    Producer("month", "month", documents.month, "month.html"),
    Producer("year", "year", documents.year, "year.html"),
    Producer("list", "list", documents.list_page, "list.html"),
    Producer("home", "site", documents.home, "home.html", reads=documents.home_reads, newest=True),
    Producer("archive", "site", documents.archive, "archive.html", reads=documents.archive_reads),
    Producer("search", "site", documents.search, "search.html", reads=documents.nothing),
    Producer("not-found", "site", documents.not_found, "404.html", reads=documents.not_found_reads),
    Producer("app", "site", documents.app, reads=documents.nothing),
    Producer("moved", "site", moved.moved),
    Producer("redirects-file", "site", redirects_file.redirects_file, own_only=True, reads=redirects_file.reads),
    Producer("markdown", "inside", machine.markdown, own_only=True),
    Producer("edition-json", "inside", machine.edition_json, own_only=True),
    Producer("month-lines", "month", machine.month_lines, own_only=True, deep=True),
    Producer("iiif", "inside", iiif.manifest, own_only=True),
    Producer("iiif-month", "month", iiif.month, own_only=True),
    Producer("llms", "site", machine.llms, own_only=True, reads=documents.nothing),
    Producer("epub", "inside", epub.horizontal),
    Producer("epub-vertical", "inside", epub.vertical),
    Producer("pdf", "inside", pdf.printed, packages=("weasyprint", "pydyf", "fonttools", "pillow")),
    Producer("opds-month", "month", opds.month),
    Producer("opds", "site", opds.root, reads=opds.root_reads),
    Producer("feed", "site", feeds.paper_feed, reads=feeds.paper_reads, newest=True, deep=True),
    Producer("list-feeds", "list", feeds.list_feed, deep=True),
    Producer("sitemap", "month", sitemaps.month, deep=True),
    Producer("sitemap-index", "site", sitemaps.index, reads=sitemaps.index_reads),
    Producer("sitemap-site", "site", sitemaps.site, reads=sitemaps.site_reads),
    Producer("sitemap-news", "site", sitemaps.news, reads=sitemaps.news_reads),
    Producer("admin", "site", admin.page, own_only=True, reads=admin.page_reads),
    Producer("admin-program", "site", admin.program, own_only=True, reads=admin.program_reads),
    Producer("robots", "site", sitemaps.robots, own_only=True, reads=documents.nothing),
)

YEAR_SITE: tuple[Producer, ...] = (
    *(p for p in PRODUCERS if p.scope in ("item", "inside", "edition") or p.name == "not-found"),
    Producer("to-main", "site", documents.to_main, reads=documents.nothing),
)
"""What a year's own site is made by (`MAIN_SITE` of its settings)."""
