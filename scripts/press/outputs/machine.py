"""Text for machines, in the paper's own script: an item as Markdown, an edition as JSON, a month as lines of JSON.

`/2022/04/11/01/02/index.md` has front matter and CommonMark; `/2022/04/11/edition.json` has the edition with its pages
and items, an item a line; `/2022/04/items.jsonl` is those lines of a whole month, so that it is joined and not made
again, with its SHA-256 beside it. `llms.txt` tells where they are. docs/schema/ has their schemas.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from scripts.edition import frontmatter, urls
from scripts.edition.model import Item
from scripts.edition.urls import ItemPlace
from scripts.press.items.texts import EditionSource, MonthSource
from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, ItemView, MonthView, SiteFile
from scripts.press.store.siteindex import SiteIndex

MARKDOWN, EDITION, LINES = "index.md", "edition.json", "items.jsonl"
_FIELDS = ("kicker", "deck", "byline", "credit")


def markdown(desk: Desk, edition: EditionView, source: EditionSource) -> Iterator[SiteFile]:
    """Every item as an editor's file has it, with its address, without what only editors need."""
    views = _views(edition)
    for item in source.edition.items:
        view = views[item.page, item.order]
        extra = {"paper": desk.site.name, "page_name": view.page_name, "url": _address(desk, view)}
        text = replace(
            item,
            title=view.title,
            kicker=view.kicker,
            deck=view.deck,
            review=(),
            image=f"../../{item.image}" if item.image else "",
            body=desk.text(item.body),
            extra={key: value for key, value in extra.items() if value},
        )
        yield urls.item_url(item.date, item.page, item.order) + MARKDOWN, frontmatter.dump(text)


def edition_json(desk: Desk, edition: EditionView, source: EditionSource) -> Iterator[SiteFile]:
    """The edition; its items are lines by themselves, as the month's file takes them."""
    views = _views(edition)
    date = source.edition.date
    head: dict[str, Any] = {
        "paper": desk.site.name,
        "language": desk.site.lang,
        "date": date.isoformat(),
        "issue": edition.issue,
        "url": desk.absolute(edition.url),
        "pages": [
            {
                "number": page.number.value,
                "name": page.name,
                "url": desk.absolute(page.url),
                "editors": list(page.editors),
            }
            for page in edition.pages
        ],
    }
    if edition.sections:
        head["sections"] = [
            {"letters": section.letters, "name": section.name} for section in edition.sections if section.letters
        ]
    items = ",\n".join(_line(_item(desk, item, views[item.page, item.order])) for item in source.edition.items)
    yield urls.edition_url(date) + EDITION, f'{_line(head)[:-1]},"items":[\n{items}\n]}}\n'


def month_lines(desk: Desk, month: MonthView, source: MonthSource) -> Iterator[SiteFile]:
    """A month's items, one a line, oldest first, and the file's SHA-256 as `sha256sum` checks it."""
    if "edition-json" in desk.paper.off or month.year in desk.paper.year_sites:
        return
    lines: list[str] = []
    for manifest in source.manifests:
        text = source.published(urls.edition_url(manifest.date) + EDITION) or ""
        lines += [line.removesuffix(",") for line in text.splitlines()[1:-1]]
    if lines:
        url = urls.month_url(month.year, month.month) + LINES
        data = ("\n".join(filter(None, lines)) + "\n").encode()
        yield url, data
        yield url + ".sha256", f"{sha256(data).hexdigest()}  {LINES}\n"


def llms(desk: Desk, _shelf: SiteIndex, _newest: EditionView | None) -> Iterator[SiteFile]:
    """llms.txt (llmstxt.org): what the paper is, and where programs find its text."""
    site = desk.absolute(desk.site.home)
    off = desk.paper.off
    rows = [
        ("markdown", "Item", "YYYY/MM/DD/PP/OO/index.md", "one item as Markdown; PP is the page, OO its order there"),
        ("edition-json", "Edition", "YYYY/MM/DD/edition.json", "pages and items of one date"),
        ("month-lines", "Month", "YYYY/MM/items.jsonl", "all items, one JSON object a line; .sha256 beside it"),
        ("feed", "Feed", "feed.json", "the newest two editions with full text"),
        ("sitemap-index", "Sitemap", "sitemap.xml", "every address, by month"),
    ]
    lines = [f"# {desk.site.name}", "", *([f"> {desk.site.tagline}", ""] if desk.site.tagline else [])]
    lines += ["A newspaper by edition, page and item. Addresses never change.", "", "## Text", ""]
    lines += [f"- {name}: {site}{path}: {about}" for key, name, path, about in rows if key not in off]
    yield "/llms.txt", "\n".join(lines) + "\n"


def _item(desk: Desk, item: Item, view: ItemView) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": f"{item.date:%Y/%m/%d}/{item.page.file}/{item.order:02d}",
        "url": _address(desk, view),
        "date": item.date.isoformat(),
        "page": item.page.value,
        "page_name": view.page_name,
        "order": item.order,
        "kind": item.kind,
        "title": view.title,
        "title_is_printed": view.title_is_printed,
        "authors": [author.text for author in view.authors],
    }
    data |= {name: getattr(view, name) for name in _FIELDS if getattr(view, name)}
    jumps = {"jump_to": item.jump_to, "jump_from": item.jump_from}
    data |= {name: page.value for name, page in jumps.items() if page}
    if view.image:
        data["image"] = {"url": desk.absolute(view.image.url), "alt": view.image.alt}
    if item.corrections:
        data["corrections"] = [{"date": correction.day.iso, "text": correction.text} for correction in view.corrections]
    data["markdown"] = desk.text(item.body)
    return data


def _address(desk: Desk, view: ItemView) -> str:
    return desk.absolute(view.url)


def _views(edition: EditionView) -> dict[ItemPlace, ItemView]:
    return {(item.page, item.order): item for page in edition.pages for item in page.items}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028").replace(
        "\u2029", "\\u2029"
    ).replace("\x85", "\\u0085")  # fmt: skip
