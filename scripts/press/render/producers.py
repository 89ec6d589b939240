"""What the press makes, as an ordered table: each producer gives files for one scope of the site.

To publish something more (a feed, a sitemap, an EPUB), write a function and add a line here: what is stale, staging,
writing and deleting are the same for all. A producer sees one variant's desk and frozen views, and yields pairs of
site path and text or bytes; it reads and writes nothing. The names in PRODUCERS_OFF of pelicanconf.py are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from scripts.cms import producer as admin
from scripts.edition import urls
from scripts.edition.manifest import Manifest
from scripts.press.outputs import epub, feeds, machine, moved, opds, pdf, sitemaps
from scripts.press.outputs.citation import OFF as CITE
from scripts.press.outputs.citation import citations
from scripts.press.outputs.metadata import OFF as METADATA
from scripts.press.render import lists
from scripts.press.render.app import web_manifest
from scripts.press.render.desk import Desk, Run
from scripts.press.render.lists import EditionRow, ItemRow, Month
from scripts.press.render.redirect import redirect
from scripts.press.render.views import EditionView, ItemView, Link, ListView, MonthView, PageView, YearView

Scope = Literal["item", "inside", "edition", "month", "year", "list", "site"]
File = tuple[str, str | bytes]
"""A site path without the variant's prefix (`/2022/04/11/01/02/`, `/feed.xml`), and what stands there."""

RECENT, THIS_DAY = 7, 10
"""How many editions the front page names: the last week's, and those of the same day in other years."""


class Shelf(Protocol):
    """What a producer of the whole site may ask of the index: rows, never articles, each by an indexed query."""

    def latest(self, count: int) -> list[EditionRow]:
        """The newest editions, newest first."""

    def this_day(self, month: int, day: int, count: int) -> list[EditionRow]:
        """Editions of one day of the year, newest first."""

    def months(self) -> dict[Month, tuple[int, int]]:
        """Every month that has editions, with the number of editions and of items."""

    def editions_between(self, first: dt.date, last: dt.date) -> list[EditionRow]:
        """Editions of a range of dates, oldest first."""

    def corrected(self, since: dt.date, before: dt.date, count: int) -> list[tuple[ItemRow, str]]:
        """Items corrected on a date or later, of editions older than another: last corrected first, with the date."""

    def manifest(self, date: dt.date) -> Manifest | None:
        """One edition's manifest."""

    def manifests(self, first: dt.date, last: dt.date) -> Iterator[Manifest]:
        """The manifests of a range of dates, oldest first."""

    def list_totals(self, kind: urls.ListKind) -> list[tuple[str, int]]:
        """Every list of a kind by name with the number of its items, largest first."""


@dataclass(frozen=True, slots=True)
class Producer:
    """One line of the table.

    `make` takes the desk and what its scope says: item (EditionView, PageView, ItemView), inside (EditionView without
    its neighbours, Source), edition (EditionView), month (MonthView), year (YearView), list (ListView, site path), site
    (Shelf, and the newest edition's view or None). `deep` ones get one thing more: of a month its MonthSource, of a
    list its ListSource, of the site Texts, which reads items.

    `packages` are those beside the press's own whose versions decide how its files look.

    `template` is the one it prints, so that a change to another does not make its files stale. `own_only`: made once
    and not again for each variant. `reads`, for the site's scope, gives what it is made from, which decides whether it
    is stale; the newest edition itself always counts when `newest`.
    """

    name: str
    scope: Scope
    make: Callable[..., Iterable[File]]
    template: str = ""
    own_only: bool = False
    reads: Callable[[Shelf], object] | None = None
    newest: bool = False
    deep: bool = False
    packages: tuple[str, ...] = ()


def unknown(names: Iterable[str]) -> list[str]:
    """Of the names that PRODUCERS_OFF gives, those that nothing is called."""
    return sorted(set(names) - {p.name for p in PRODUCERS} - {METADATA, CITE})


def producers(scope: Scope, run: Run, variant: str) -> list[Producer]:
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


def home_link(desk: Desk) -> Link:
    """The first crumb."""
    return Link(desk.site.home, desk.site.name)


def _crumbs(desk: Desk, edition: EditionView) -> tuple[Link, ...]:
    return home_link(desk), edition.year, edition.month, Link(edition.url, edition.day.text)


def _item(desk: Desk, edition: EditionView, page: PageView, item: ItemView) -> Iterable[File]:
    date = edition.day.date
    url = urls.item_url(date, item.page, item.order)
    crumbs = (*_crumbs(desk, edition), Link(page.url, f"第{page.number}版 {page.name}".rstrip()))
    context = desk.context("item.html", url, item.title, item.summary, crumbs, date)
    yield url, desk.print(context, edition=edition, page=page, item=item, cite=citations(desk, edition, item))


def _pages(desk: Desk, edition: EditionView) -> Iterable[File]:
    date = edition.day.date
    for page in edition.pages:
        url = urls.page_url(date, page.number)
        title = f"第{page.number}版 {page.name}".rstrip()
        about = desk.text("；").join(item.title for item in page.items[:5])
        context = desk.context("page.html", url, f"{edition.day.text} {title}", about, _crumbs(desk, edition), date)
        yield url, desk.print(context, edition=edition, page=page)


def _edition(desk: Desk, edition: EditionView) -> Iterable[File]:
    date = edition.day.date
    url = urls.edition_url(date)
    context = desk.context(
        "edition.html", url, edition.day.text, _about(edition), (home_link(desk), edition.year, edition.month), date
    )
    yield url, desk.print(context, edition=edition)


def _whole(desk: Desk, edition: EditionView) -> Iterable[File]:
    date = edition.day.date
    url = urls.whole_url(date)
    context = desk.context("whole.html", url, f"{edition.day.text} 全文", _about(edition), _crumbs(desk, edition), date)
    yield url, desk.print(context, edition=edition)


def _about(edition: EditionView) -> str:
    return "；".join(page.items[0].title for page in edition.pages[:4] if page.items)


def _month(desk: Desk, month: MonthView) -> Iterable[File]:
    url = urls.month_url(month.year, month.month)
    title = f"{month.year}年{month.month}月"
    context = desk.context("month.html", url, title, "", (home_link(desk), lists.year_link(desk, month.year)))
    yield url, desk.print(context, month=month)


def _year(desk: Desk, year: YearView) -> Iterable[File]:
    url = urls.year_url(year.year)
    archive = Link(desk.site.archive, desk.phrase("往期"))
    context = desk.context("year.html", url, f"{year.year}年", "", (home_link(desk), archive))
    yield url, desk.print(context, year=year)


def _list(desk: Desk, items: ListView, url: str) -> Iterable[File]:
    archive = Link(desk.site.archive, desk.phrase("往期"))
    title = f"{items.name} {items.period}".rstrip()
    context = desk.context("list.html", url, title, "", (home_link(desk), archive))
    yield url, desk.print(context, list=items)


def _home(desk: Desk, shelf: Shelf, newest: EditionView | None) -> Iterable[File]:
    recent, same_day = _front(shelf)
    context = desk.context("home.html", urls.HOME, desk.site.name, desk.site.tagline)
    yield (
        urls.HOME,
        desk.print(
            context,
            edition=newest,
            recent=tuple(lists.edition_link(desk, row) for row in recent),
            this_day=tuple(lists.edition_link(desk, row) for row in same_day),
        ),
    )


def _front(shelf: Shelf) -> tuple[list[EditionRow], list[EditionRow]]:
    recent = shelf.latest(RECENT + 1)
    if not recent:
        return [], []
    newest = recent[0].date
    same_day = [row for row in shelf.this_day(newest.month, newest.day, THIS_DAY + 1) if row.date != newest]
    return recent[1:], same_day[:THIS_DAY]


def _archive(desk: Desk, shelf: Shelf, _newest: EditionView | None) -> Iterable[File]:
    def named(kind: urls.ListKind) -> tuple[tuple[Link, int], ...]:
        words = desk.name if kind == "author" else desk.text
        return tuple(
            (
                Link(desk.href(urls.list_url(kind, name)), words(name)),
                total,
            )
            for name, total in shelf.list_totals(kind)
        )

    context = desk.context("archive.html", urls.ARCHIVE, desk.phrase("往期"), "", (home_link(desk),))
    years = lists.year_summaries(desk, shelf.months())
    yield urls.ARCHIVE, desk.print(context, years=years, page_names=named("page_name"), authors=named("author"))


def _archive_reads(shelf: Shelf) -> object:
    months = sorted(shelf.months().items())
    return months, shelf.list_totals("page_name"), shelf.list_totals("author")


def _search(desk: Desk, _shelf: Shelf, _newest: EditionView | None) -> Iterable[File]:
    context = desk.context("search.html", urls.SEARCH, desk.phrase("搜索"), "", (home_link(desk),))
    yield urls.SEARCH, desk.print(context)


def _not_found(desk: Desk, shelf: Shelf, _newest: EditionView | None) -> Iterable[File]:
    context = desk.context("404.html", urls.NOT_FOUND, desk.phrase("找不到这一页"), "", (home_link(desk),))
    years = tuple(lists.year_link(desk, year) for year in _years(shelf))
    yield urls.NOT_FOUND, desk.print(context, years=years)


def _years(shelf: Shelf) -> list[int]:
    return sorted({year for year, _ in shelf.months()}, reverse=True)


def _app(desk: Desk, _shelf: Shelf, _newest: EditionView | None) -> Iterable[File]:
    yield urls.MANIFEST, web_manifest(desk)


def _to_main(desk: Desk, _shelf: Shelf, _newest: EditionView | None) -> Iterable[File]:
    yield urls.HOME, redirect(desk.href(urls.HOME), desk.variant)


def _nothing(_shelf: Shelf) -> object:
    return None


PRODUCERS: tuple[Producer, ...] = (
    Producer("item", "item", _item, "item.html"),
    Producer("pages", "edition", _pages, "page.html"),
    Producer("edition", "edition", _edition, "edition.html"),
    Producer("whole", "edition", _whole, "whole.html"),
    Producer("month", "month", _month, "month.html"),
    Producer("year", "year", _year, "year.html"),
    Producer("list", "list", _list, "list.html"),
    Producer("home", "site", _home, "home.html", reads=_front, newest=True),
    Producer("archive", "site", _archive, "archive.html", reads=_archive_reads),
    Producer("search", "site", _search, "search.html", reads=_nothing),
    Producer("not-found", "site", _not_found, "404.html", reads=_years),
    Producer("app", "site", _app, reads=_nothing),
    Producer("moved", "site", moved.moved),
    Producer("markdown", "inside", machine.markdown, own_only=True),
    Producer("edition-json", "inside", machine.edition_json, own_only=True),
    Producer("month-lines", "month", machine.month_lines, own_only=True, deep=True),
    Producer("llms", "site", machine.llms, own_only=True, reads=_nothing),
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
    Producer("robots", "site", sitemaps.robots, own_only=True, reads=_nothing),
)

YEAR_SITE: tuple[Producer, ...] = (
    *(p for p in PRODUCERS if p.scope in ("item", "inside", "edition") or p.name == "not-found"),
    Producer("to-main", "site", _to_main, reads=_nothing),
)
"""What a year's own site is made by (`MAIN_SITE` of its settings)."""
