"""What machines read in a page's head: canonical address, variants, schema.org, Open Graph, citation_*, DC.type.

schema.org: NewsArticle has printPage, printSection and printEdition; the edition is a PublicationIssue of a Newspaper.
`citation_*` (Highwire) is what Zotero's embedded metadata reads; DC.type NewsItem tells it that this is a newspaper
article and not a journal's. The rest of Dublin Core would only say it again. The description, which is Open Graph's
too, stands in base.html.
Without SITEURL there are no absolute addresses, and what needs one is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, ItemView, PageContext, PageView, SheetView

OFF = "metadata"
"""The name by which PRODUCERS_OFF leaves this out; canonical and variants' addresses stay."""

SITEMAP = "sitemap"
"""The name by which PRODUCERS_OFF leaves the sitemap of items out."""

LOCALES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "zh-Hant-TW": "zh_TW", "zh-Hant-HK": "zh_HK"}
"""Open Graph knows territories and not scripts."""

NEWS = ("article", "photo")
"""Kinds that are NewsArticle; a notice is a CreativeWork, and a refer has no page."""

NOT_INDEXED = ("404.html",)

ICON = "icon-512.png"
"""What is shown of a page without a picture where it is shared."""

Json = dict[str, Any]
_SCRIPT = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def addresses(desk: Desk, context: PageContext, views: Mapping[str, Any]) -> Iterator[Markup]:
    """Canonical address and the same page in each variant; what is not to be found by search engines says so.

    An item's variants are told by its month's sitemap, which search engines take as well: on the page they are a
    twentieth of it, in every variant.
    """
    if context.template in NOT_INDEXED:
        yield Markup('<meta name="robots" content="noindex">')
        return
    if not desk.paper.address:
        return
    item: ItemView | None = views.get("item")
    whole = item.jump_link if item is not None and item.is_tail else None  # the story is read whole at its beginning
    address = desk.absolute(whole.url) if whole else context.address
    yield Markup(f'<link rel="canonical" href="{escape(address)}">')  # noqa: S704 - escaped here
    if whole or (item is not None and SITEMAP not in desk.paper.off):
        return
    for variant in context.variants:
        if variant.url:
            yield _alternate(variant.lang, desk.absolute(variant.url))
            if variant.lang == desk.paper.lang:
                yield _alternate("x-default", desk.absolute(variant.url))


def metadata(desk: Desk, context: PageContext, views: Mapping[str, Any]) -> Iterator[Markup]:
    """Open Graph and JSON-LD for every page, citation_* and DC.type for items."""
    if OFF in desk.paper.off or context.template in NOT_INDEXED:
        return
    item: ItemView | None = views.get("item")
    cited = [*_citation(desk, views["edition"], item), ("DC.type", "NewsItem")] if item is not None else []
    yield from _metas(_open_graph(desk, context, item, _front(views)), cited)
    yield json_ld(_graph(desk, context, views))


def json_ld(data: object) -> Markup:
    """A data block that cannot end early, whatever a headline says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - no < is left in it


def _alternate(lang: str, address: str) -> Markup:
    """Put together by hand, as the other lines are: Markup.format took a third of a page's head."""
    return Markup(f'<link rel="alternate" hreflang="{lang}" href="{escape(address)}">')  # noqa: S704 - escaped here


def _metas(properties: Iterable[tuple[str, str]], names: Iterable[tuple[str, str]]) -> Iterator[Markup]:
    """Open Graph's properties and citation programs' names; what has both is one element, which each reads as its own.

    (HTML gives `name` to one and RDFa `property` to the other; Zotero takes `property` only where there is no `name`.)
    """
    left = [(name, content) for name, content in names if content]
    for known, content in properties:
        if not content:
            continue
        same = next((pair for pair in left if pair[1] == content), None)
        if same:
            left.remove(same)
        also = f'name="{same[0]}" ' if same else ""
        yield Markup(f'<meta {also}property="{known}" content="{escape(content)}">')  # noqa: S704 - escaped here
    for name, content in left:
        yield Markup(f'<meta name="{name}" content="{escape(content)}">')  # noqa: S704 - escaped here


def _front(views: Mapping[str, Any]) -> SheetView | None:
    """The printed page that represents a document: the page's own, or the edition's first."""
    page = views.get("page")
    edition = views.get("edition")
    pages = [page] if page is not None else (edition.pages if edition is not None else ())
    sheet: SheetView | None = pages[0].sheet if pages else None
    return sheet


def _open_graph(
    desk: Desk, context: PageContext, item: ItemView | None, front: SheetView | None
) -> Iterator[tuple[str, str]]:
    yield "og:type", "article" if item else "website"
    yield "og:title", context.title
    yield "og:site_name", desk.site.name
    yield "og:locale", LOCALES[desk.site.lang]
    if desk.paper.address:
        yield "og:url", context.address
    pictured = item is not None and item.image is not None
    if desk.paper.address and item is None and front is not None:
        yield "og:image", desk.absolute(front.plain)
    elif desk.paper.address and not pictured and ICON in desk.site.assets:
        yield "og:image", desk.absolute(desk.site.assets[ICON])
    if item is None:
        return
    yield "article:published_time", item.day.iso
    if item.corrections:
        yield "article:modified_time", max(correction.day.iso for correction in item.corrections)
    yield "article:section", item.page_name
    if item.image and desk.paper.address:
        yield "og:image", desk.absolute(item.image.url)
        yield "og:image:alt", item.image.alt


def _citation(desk: Desk, edition: EditionView, item: ItemView) -> Iterator[tuple[str, str]]:
    yield "citation_title", item.title
    for author in item.authors:
        yield "citation_author", author.text
    yield "citation_publication_date", item.day.iso.replace("-", "/")
    yield "citation_journal_title", desk.site.name
    yield "citation_issue", edition.issue
    yield "citation_firstpage", item.label
    yield "citation_language", desk.site.lang
    if desk.paper.address:
        yield "citation_public_url", item.address


def _graph(desk: Desk, context: PageContext, views: Mapping[str, Any]) -> Json:
    item: ItemView | None = views.get("item")
    page: PageView | None = views.get("page")
    edition: EditionView | None = views.get("edition")
    if item and edition:
        main = article(desk, edition, item)
    elif page and edition:
        main = _work(desk, context, "CollectionPage") | {"isPartOf": issue_of(desk, edition)}
    elif context.template == "home.html":
        main = website(desk, context)
    elif edition:
        main = issue_of(desk, edition)
    else:
        main = _work(desk, context, "CollectionPage")
    graph = [main, *([_breadcrumb(desk, context)] if context.breadcrumb else [])]
    return {"@context": "https://schema.org", "@graph": graph} if len(graph) > 1 else {
        "@context": "https://schema.org", **main
    }  # fmt: skip


def article(desk: Desk, edition: EditionView, item: ItemView) -> Json:
    """An item as NewsArticle, with where it was printed."""
    about = " ".join(filter(None, (item.kicker, item.deck)))
    kind = "NewsArticle" if item.kind in NEWS else "CreativeWork"
    data: Json = {
        "@type": kind,
        "headline": item.title,
        "alternativeHeadline": about,
        "description": item.summary,
        "author": [
            {"@type": "Person", "name": author.text, "url": desk.absolute(author.url) if desk.paper.address else ""}
            for author in item.authors
        ],
        "datePublished": item.day.iso,
        "dateModified": max((item.day.iso, *(correction.day.iso for correction in item.corrections))),
        "inLanguage": desk.site.lang,
        "isAccessibleForFree": True,
        "correction": [
            {"@type": "CorrectionComment", "datePublished": correction.day.iso, "text": correction.text}
            for correction in item.corrections
        ],
        "publisher": _publisher(desk),
        "isPartOf": issue_of(desk, edition),
    }
    if kind == "NewsArticle":
        data |= {
            "printPage": item.label,
            "printSection": item.page_name,
            "printEdition": edition.issue or item.day.iso,
            "articleSection": item.page_name,
        }
    if item.image:
        data["image"] = _image(desk, item)
    if desk.paper.address:
        data["url"] = item.address
    return _filled(data)


def _image(desk: Desk, item: ItemView) -> Json:
    assert item.image
    return _filled(
        {
            "@type": "ImageObject",
            "contentUrl": desk.absolute(item.image.url) if desk.paper.address else "",
            "width": f"{item.image.width} px" if item.image.width else "",
            "height": f"{item.image.height} px" if item.image.height else "",
            "caption": item.image.alt or (item.title if item.kind == "photo" else ""),
            "creditText": item.credit,
        }
    )


def issue_of(desk: Desk, edition: EditionView) -> Json:
    """An edition as an issue of the paper."""
    return _filled(
        {
            "@type": "PublicationIssue",
            "name": edition.day.text,
            "issueNumber": edition.issue,
            "datePublished": edition.day.iso,
            "url": desk.absolute(edition.url) if desk.paper.address else "",
            "isPartOf": _newspaper(desk),
        }
    )


def website(desk: Desk, context: PageContext) -> Json:
    """The front page: the site, its paper and its search."""
    data = _work(desk, context, "WebSite") | {"about": _newspaper(desk), "publisher": _publisher(desk)}
    if desk.paper.address:
        target = desk.absolute(desk.site.search) + "?q={search_term_string}"
        data["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
        }
    return _filled(data)


def _work(desk: Desk, context: PageContext, kind: str) -> Json:
    return _filled(
        {
            "@type": kind,
            "name": context.title,
            "description": context.description,
            "inLanguage": desk.site.lang,
            "url": context.address if desk.paper.address else "",
        }
    )


def _newspaper(desk: Desk) -> Json:
    return {"@type": "Newspaper", "name": desk.site.name}


def _publisher(desk: Desk) -> Json:
    data = {"@type": "NewsMediaOrganization", "name": desk.site.name}
    return data | ({"url": desk.absolute(desk.site.home)} if desk.paper.address else {})


def _breadcrumb(desk: Desk, context: PageContext) -> Json:
    crumbs: list[Json] = []
    for link in context.breadcrumb:
        crumb: Json = {"@type": "ListItem", "position": len(crumbs) + 1, "name": link.text}
        crumbs.append(crumb | ({"item": desk.absolute(link.url)} if desk.paper.address else {}))
    if context.template != "item.html":  # whose headline is the article's: a trail may end before the page itself
        crumbs.append({"@type": "ListItem", "position": len(crumbs) + 1, "name": context.title})
    return {"@type": "BreadcrumbList", "itemListElement": crumbs}


def _filled(data: Json) -> Json:
    return {key: value for key, value in data.items() if value not in ("", [], None)}
