"""Sitemaps: one a month with every variant of each address, an index over them, news of the last two days, robots.txt.

A month's sitemap lies in the month's own folder, so that it may speak for what is below it, and is made from manifests:
a finished month's is never written again. Each variant has its own index; robots.txt names them all. The news sitemap
has the newest edition and the day before it, by the paper's dates and not by the clock, at most 1,000 items.
Everything here needs SITEURL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape

from scripts.edition import urls
from scripts.edition.manifest import ItemEntry, Manifest
from scripts.press.items.texts import MonthSource
from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, MonthView, SiteFile
from scripts.press.store.siteindex import SiteIndex

INDEX, NEWS, SITE, MONTH = "/sitemap.xml", "/sitemap-news.xml", "/sitemap-site.xml", "sitemap.xml"
NEWS_LIMIT = 1000
NEWS_LANGS = {"zh-Hans": "zh-cn", "zh-Hant": "zh-tw", "zh-Hant-TW": "zh-tw", "zh-Hant-HK": "zh-tw"}
"""The news sitemap knows two kinds of Chinese."""

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_URLSET = f'{_HEAD}<urlset xmlns="{_SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'


def month(desk: Desk, view: MonthView, source: MonthSource) -> Iterator[SiteFile]:
    """A month's editions, pages and items."""
    if not desk.paper.address or view.year in desk.paper.year_sites:
        return
    lines: list[str] = []
    for manifest in source.manifests:
        if desk.run.has(desk.variant, manifest.date):
            lines += _edition(desk, manifest)
    if lines:
        url = urls.month_url(view.year, view.month) + MONTH
        yield url, f"{_URLSET}{''.join(lines)}</urlset>\n"


def _edition(desk: Desk, manifest: Manifest) -> Iterator[str]:
    date = manifest.date
    variants = [variant for variant in desk.paper.variants if desk.run.has(variant, date)]
    corrected = max((item.corrected for item in manifest.items), default="")
    yield _url(desk, urls.edition_url(date), variants, max(corrected, date.isoformat()))
    for page in manifest.pages:
        yield _url(desk, urls.page_url(date, page.number), variants, date.isoformat())
    for item in manifest.items:
        url = urls.item_url(date, item.page, item.order)
        yield _url(desk, url, variants, max(item.corrected, date.isoformat()))


def _url(desk: Desk, url: str, variants: Iterable[str], changed: str = "") -> str:
    names = list(variants)
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{name}" href="{escape(_in_variant(desk, url, name))}"/>'
        for name in names
        if len(names) > 1
    )
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{_here(desk, url)}</loc>{lastmod}{others}</url>\n"


def _here(desk: Desk, url: str) -> str:
    return escape(desk.absolute(desk.href(url)))


def _in_variant(desk: Desk, url: str, variant: str) -> str:
    return desk.absolute(urls.href(urls.in_variant(url, variant, desk.paper.lang), desk.paper.base))


def index(desk: Desk, shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """The index of a variant's sitemaps."""
    if not desk.paper.address:
        return
    oldest = desk.run.first.get(desk.variant)
    since = (oldest.year, oldest.month) if oldest else (9999, 12)
    off = desk.paper.off
    addresses = [] if "sitemap-site" in off else [SITE]
    addresses += [NEWS] if "sitemap-news" not in off and any(_news(desk, shelf)) else []
    if "sitemap" not in off:
        months = [month for month in sorted(shelf.months()) if month >= since and month[0] not in desk.paper.year_sites]
        addresses += [urls.month_url(*month) + MONTH for month in months]
    lines = "".join(f"<sitemap><loc>{_here(desk, url)}</loc></sitemap>\n" for url in addresses)
    if lines:
        yield INDEX, f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{lines}</sitemapindex>\n'


def index_reads(shelf: SiteIndex) -> object:
    """What the index is made from."""
    return sorted(shelf.months()), [
        manifest.date for manifest in _last_two_days(shelf) if any(map(_is_news, manifest.items))
    ]


def site(desk: Desk, shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """The front page, the archive, years, months, and every list's own address."""
    if not desk.paper.address:
        return
    months = sorted(shelf.months())
    addresses = [urls.HOME, urls.ARCHIVE, *(urls.year_url(year) for year in sorted({year for year, _ in months}))]
    addresses += [urls.month_url(*month) for month in months]
    addresses += [urls.list_url("page_name", name) for name, _ in sorted(shelf.list_totals("page_name"))]
    addresses += [urls.list_url("author", name) for name, _ in sorted(shelf.list_totals("author"))]
    yield SITE, f"{_URLSET}{''.join(_url(desk, url, desk.paper.variants) for url in addresses)}</urlset>\n"


def site_reads(shelf: SiteIndex) -> object:
    """What it is made from: names, not how much there is of each."""
    names = [sorted(name for name, _ in shelf.list_totals(kind)) for kind in urls.LIST_KINDS]
    return sorted(shelf.months()), names


def news(desk: Desk, shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """The last two days' articles and photos, newest first."""
    if not desk.paper.address:
        return
    entries = [
        f"<url><loc>{_here(desk, urls.item_url(date, item.page, item.order))}</loc><news:news>"
        f"<news:publication><news:name>{escape(desk.site.name)}</news:name>"
        f"<news:language>{NEWS_LANGS[desk.site.lang]}</news:language></news:publication>"
        f"<news:publication_date>{date.isoformat()}</news:publication_date>"
        f"<news:title>{escape(desk.text(item.title))}</news:title></news:news></url>\n"
        for date, item in islice(_news(desk, shelf), NEWS_LIMIT)
    ]
    if entries:
        space = "http://www.google.com/schemas/sitemap-news/0.9"
        yield (
            NEWS,
            (f'{_HEAD}<urlset xmlns="{_SPACE}" xmlns:news="{space}">\n{"".join(entries)}</urlset>\n'),
        )


def news_reads(shelf: SiteIndex) -> object:
    """What it is made from."""
    return [(manifest.date, manifest.digest) for manifest in _last_two_days(shelf)]


def _news(desk: Desk, shelf: SiteIndex) -> Iterator[tuple[dt.date, ItemEntry]]:
    """The articles and photos of the last two days that the variant has."""
    for manifest in reversed(_last_two_days(shelf)):
        if desk.run.has(desk.variant, manifest.date):
            yield from ((manifest.date, item) for item in manifest.items if _is_news(item))


def _is_news(item: ItemEntry) -> bool:
    return item.kind in ("article", "photo")


def _last_two_days(shelf: SiteIndex) -> list[Manifest]:
    newest = shelf.latest(1)
    return list(shelf.manifests(newest[0].date - dt.timedelta(days=1), newest[0].date)) if newest else []


def robots(desk: Desk, _shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """Everyone may read all but answers to queries; where the sitemaps are. Valid at the root of a host alone."""
    base = desk.paper.base
    lines = ["User-agent: *", f"Disallow: {base}/search/?"]
    if desk.paper.address and "sitemap-index" not in desk.paper.off:
        lines += [f"Sitemap: {_in_variant(desk, INDEX, variant)}" for variant in desk.paper.variants]
    yield "/robots.txt", "\n".join(lines) + "\n"
