"""The site's pages as HTML: each function prints one scope's documents by the theme's templates."""

from __future__ import annotations

from collections.abc import Iterable

from scripts.edition import urls
from scripts.press.outputs.citation import citations
from scripts.press.outputs.leaves import page_title
from scripts.press.render import lists
from scripts.press.render.app import web_manifest
from scripts.press.render.desk import Desk
from scripts.press.render.nameindex import name_groups
from scripts.press.render.redirect import redirect
from scripts.press.render.views import EditionView, ItemView, Link, ListView, MonthView, PageView, SiteFile, YearView
from scripts.press.store.siteindex import EditionRow, SiteIndex, is_short

RECENT, THIS_DAY = 7, 10
"""How many editions the front page names: the last week's, and those of the same day in other years."""

COVERS = 7
"""How many of the newest editions the archive shows."""

NAMES = 300
"""Up to so many lists of a kind the archive names all: as many as one looks through."""


OPTIONAL = (("</li>\n", "\n"), ("</p>\n<p>", "\n<p>"), ("</p>\n<p ", "\n<p "), ("</body>\n</html>", ""))
"""End tags that HTML does without, and what is left of them: before the next of their kind, and at the end of all."""


def lean(html: str) -> str:
    """An item's page without end tags that it does not need: items are most of a site, in every variant.

    Text in a page has no tags of its own (`<` is written &lt;), so that nothing else can look like them.
    """
    for tags, left in OPTIONAL:
        html = html.replace(tags, left)
    return html


def home_link(desk: Desk) -> Link:
    """The first crumb."""
    return Link(desk.site.home, desk.site.name)


def _crumbs(desk: Desk, edition: EditionView) -> tuple[Link, ...]:
    return home_link(desk), edition.year, edition.month, Link(edition.url, edition.day.text)


def item(desk: Desk, edition: EditionView, page: PageView, item: ItemView) -> Iterable[SiteFile]:
    """An item's own page."""
    date = edition.day.date
    url = urls.item_url(date, item.page, item.order)
    if item.kind == "refer":
        yield url, redirect(item.url, desk.variant)
        return
    crumbs = (*_crumbs(desk, edition), Link(page.url, page_title(page)))
    context = desk.context("item.html", url, item.title, item.summary, crumbs, date)
    yield url, lean(desk.print(context, edition=edition, page=page, item=item, cite=citations(desk, edition, item)))


def pages(desk: Desk, edition: EditionView) -> Iterable[SiteFile]:
    """The pages of an edition."""
    date = edition.day.date
    for page in edition.pages:
        url = urls.page_url(date, page.number)
        title = page_title(page)
        about = desk.text("；").join(item.title for item in page.items[:5])
        context = desk.context("page.html", url, f"{edition.day.text} {title}", about, _crumbs(desk, edition), date)
        yield url, desk.print(context, edition=edition, page=page)


def edition(desk: Desk, edition: EditionView) -> Iterable[SiteFile]:
    """An edition's contents, page by page."""
    date = edition.day.date
    url = urls.edition_url(date)
    context = desk.context(
        "edition.html", url, edition.day.text, _about(edition), (home_link(desk), edition.year, edition.month), date
    )
    yield url, desk.print(context, edition=edition)


def whole(desk: Desk, edition: EditionView) -> Iterable[SiteFile]:
    """An edition in one document, to read through or print."""
    date = edition.day.date
    url = urls.whole_url(date)
    context = desk.context("whole.html", url, f"{edition.day.text} 全文", _about(edition), _crumbs(desk, edition), date)
    yield url, desk.print(context, edition=edition)


def _about(edition: EditionView) -> str:
    leads = (next((item.title for item in page.items if not item.is_tail), "") for page in edition.pages[:4])
    return "；".join(filter(None, leads))


def month(desk: Desk, month: MonthView) -> Iterable[SiteFile]:
    """A month's calendar."""
    url = urls.month_url(month.year, month.month)
    title = f"{month.year}年{month.month}月"
    context = desk.context("month.html", url, title, "", (home_link(desk), lists.year_link(desk, month.year)))
    yield url, desk.print(context, month=month)


def year(desk: Desk, year: YearView) -> Iterable[SiteFile]:
    """A year's calendars."""
    url = urls.year_url(year.year)
    archive = Link(desk.site.archive, desk.phrase("往期"))
    context = desk.context("year.html", url, f"{year.year}年", "", (home_link(desk), archive))
    yield url, desk.print(context, year=year)


def list_page(desk: Desk, items: ListView, url: str) -> Iterable[SiteFile]:
    """One page of a list: all that a page name or a reporter had in a month or year."""
    archive = Link(desk.site.archive, desk.phrase("往期"))
    title = f"{items.name} {items.period}".rstrip()
    context = desk.context("list.html", url, title, "", (home_link(desk), archive))
    yield url, desk.print(context, list=items)


def home(desk: Desk, index: SiteIndex, newest: EditionView | None) -> Iterable[SiteFile]:
    """The front page: the newest edition, the week before it, and the same day in other years."""
    recent, same_day = home_reads(index)
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


def home_reads(index: SiteIndex) -> tuple[list[EditionRow], list[EditionRow]]:
    """The editions that the front page names: of the last week, and of the same day in other years."""
    recent = index.latest(RECENT + 1)
    if not recent:
        return [], []
    newest = recent[0].date
    same_day = [row for row in index.this_day(newest.month, newest.day, THIS_DAY + 1) if row.date != newest]
    return recent[1:], same_day[:THIS_DAY]


def archive(desk: Desk, index: SiteIndex, _newest: EditionView | None) -> Iterable[SiteFile]:
    """The archive: the newest editions, years and months, page names, reporters; what is above lists leads there."""

    def named(kind: urls.ListKind) -> tuple[tuple[Link, int], ...]:
        words = desk.name if kind == "author" else desk.text
        return tuple(
            (
                Link(desk.href(urls.list_url(kind, name)), words(name)),
                total,
            )
            for name, total in archived_lists(index, kind)
        )

    context = desk.context("archive.html", urls.ARCHIVE, desk.phrase("往期"), "", (home_link(desk),))
    years = lists.year_summaries(desk, index.months())
    authors = name_groups(named("author"), "Hant" in desk.variant)
    recent = tuple(lists.edition_link(desk, row) for row in index.latest(COVERS))
    yield urls.ARCHIVE, desk.print(context, recent=recent, years=years, page_names=named("page_name"), authors=authors)
    yield urls.lists_url("page_name"), redirect(f"{desk.site.archive}#page-names", desk.variant)
    yield urls.lists_url("author"), redirect(f"{desk.site.archive}#authors", desk.variant)


def archive_reads(index: SiteIndex) -> object:
    """What the archive is made from."""
    months = sorted(index.months().items())
    return months, index.latest(COVERS), archived_lists(index, "page_name"), archived_lists(index, "author")


def archived_lists(index: SiteIndex, kind: urls.ListKind) -> list[tuple[str, int]]:
    """The lists that the archive names, largest first: of many, not those of people who wrote once or twice."""
    totals = index.list_totals(kind)
    if len(totals) <= NAMES:
        return totals
    return [(name, total) for name, total in totals if not is_short(kind, total)]


def search(desk: Desk, _index: SiteIndex, _newest: EditionView | None) -> Iterable[SiteFile]:
    """The search page."""
    context = desk.context("search.html", urls.SEARCH, desk.phrase("搜索"), "", (home_link(desk),))
    yield urls.SEARCH, desk.print(context)


def not_found(desk: Desk, index: SiteIndex, _newest: EditionView | None) -> Iterable[SiteFile]:
    """What a host shows for an address where nothing is."""
    context = desk.context("404.html", urls.NOT_FOUND, desk.phrase("找不到这一页"), "", (home_link(desk),))
    years = tuple(lists.year_link(desk, year) for year in not_found_reads(index))
    yield urls.NOT_FOUND, desk.print(context, years=years)


def not_found_reads(index: SiteIndex) -> list[int]:
    """The years that it offers, newest first."""
    return sorted({year for year, _ in index.months()}, reverse=True)


def app(desk: Desk, _index: SiteIndex, _newest: EditionView | None) -> Iterable[SiteFile]:
    """The web app manifest."""
    yield urls.MANIFEST, web_manifest(desk)


def to_main(desk: Desk, _index: SiteIndex, _newest: EditionView | None) -> Iterable[SiteFile]:
    """The front page of a year's own site, which leads to the main one."""
    yield urls.HOME, redirect(desk.href(urls.HOME), desk.variant)


def nothing(_index: SiteIndex) -> object:
    """What documents that follow from the settings alone are made from."""
    return None
