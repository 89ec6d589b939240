"""Editions with page pictures as IIIF Presentation 3.0 manifests, which the viewers of libraries open.

A canvas is a printed page (版) with its picture. Each item's areas are annotations that lead to the item's own page,
and ranges of the contents. A month's collection names its editions. Needs SITEURL: a manifest's ids are addresses.
https://iiif.io/api/presentation/3.0/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from scripts.edition import urls
from scripts.edition.picturetypes import kind_by_name
from scripts.press.outputs.leaves import page_title
from scripts.press.render.desk import Desk
from scripts.press.render.downloads import type_of
from scripts.press.render.views import AreaView, EditionView, MonthView, PageContext, PageView, SheetView, SiteFile

IIIF = "iiif"
"""The producer's name."""
NAME = "iiif.json"
CONTEXT = "http://iiif.io/api/presentation/3/context.json"
TYPE = f'application/ld+json;profile="{CONTEXT}"'
FORMATS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "svg": "image/svg+xml", "gif": "image/gif"}


def manifest(desk: Desk, edition: EditionView, _source: object) -> Iterator[SiteFile]:
    """An edition's manifest, where the paper has an address and the edition a page picture."""
    pictured = [page for page in edition.pages if page.sheet]
    if not desk.paper.address or not pictured:
        return
    url = urls.edition_url(edition.day.date) + NAME
    here = desk.absolute(desk.href(url))
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "id": here,
        "type": "Manifest",
        "label": _words(desk, f"{desk.site.name} {edition.day.text}"),
        "metadata": [
            _pair(desk, "日期", "Date", edition.day.iso),
            *([_pair(desk, "期号", "Issue", edition.issue)] if edition.issue else []),
        ],
        "navDate": f"{edition.day.iso}T00:00:00Z",
        "provider": [
            {
                "id": desk.absolute(desk.site.home),
                "type": "Agent",
                "label": _words(desk, desk.site.name),
                "homepage": [_text(desk, desk.site.home, desk.site.name)],
            }
        ],
        "homepage": [_text(desk, edition.url, edition.day.text)],
        "rendering": [
            {
                "id": desk.absolute(book.url),
                "type": "Text",
                "label": _words(desk, book.text),
                "format": type_of(book),
            }
            for book in edition.books
        ],
        "thumbnail": [_thumbnail(desk, pictured[0].sheet)],
        "items": [_canvas(desk, page, page.sheet) for page in pictured if page.sheet],
        "structures": [_contents(desk, edition, pictured, here)],
    }
    yield url, _file(data)


def month(desk: Desk, view: MonthView) -> Iterator[SiteFile]:
    """A month's editions that have a manifest (known by their covers), oldest first."""
    if not desk.paper.address or view.year in desk.paper.year_sites:
        return
    pictured = [edition for edition in view.editions if edition.cover]
    if not pictured:
        return
    url = urls.month_url(view.year, view.month)
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "id": desk.absolute(desk.href(url + NAME)),
        "type": "Collection",
        "label": _words(desk, f"{desk.site.name} {view.year}年{view.month}月"),
        "homepage": [_text(desk, desk.href(url), f"{view.year}年{view.month}月")],
        "items": [
            {
                "id": desk.absolute(edition.url + NAME),
                "type": "Manifest",
                "label": _words(desk, edition.day.text),
                "navDate": f"{edition.day.iso}T00:00:00Z",
            }
            for edition in pictured
        ],
    }
    yield url + NAME, _file(data)


def links(desk: Desk, context: PageContext, views: Mapping[str, Any]) -> Iterable[Markup]:
    """The manifest's address in the head of an edition that has one."""
    edition: EditionView | None = views.get("edition")
    if context.template != "edition.html" or edition is None or IIIF in desk.paper.off or not desk.paper.address:
        return
    if desk.is_own and any(page.sheet for page in edition.pages):
        yield Markup('<link rel="alternate" type="{}" title="IIIF" href="{}">').format(TYPE, edition.url + NAME)


def _canvas(desk: Desk, page: PageView, sheet: SheetView) -> dict[str, Any]:
    here = _canvas_id(desk, page)
    width, height = sheet.full
    canvas: dict[str, Any] = {
        "id": here,
        "type": "Canvas",
        "label": _words(desk, page_title(page)),
        "width": width,
        "height": height,
        "thumbnail": [_thumbnail(desk, sheet)],
        "homepage": [_text(desk, page.url, page_title(page))],
        "items": [
            {
                "id": f"{here}/picture",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{here}/picture/1",
                        "type": "Annotation",
                        "motivation": "painting",
                        "body": _image(desk, sheet.sharp, width, height),
                        "target": here,
                    }
                ],
            }
        ],
    }
    if sheet.areas:
        annotations = [_area(desk, sheet, area, points, here) for area in sheet.areas for points in area.points]
        for number, annotation in enumerate(annotations, 1):
            annotation["id"] = f"{here}/items/{number}"
        canvas["annotations"] = [{"id": f"{here}/items", "type": "AnnotationPage", "items": annotations}]
    return canvas


def _area(desk: Desk, sheet: SheetView, area: AreaView, points: str, canvas: str) -> dict[str, Any]:
    """An item's area: its headline, and where it is read. A rectangle is a part of the canvas, other shapes are SVG."""
    corners = _corners(sheet, points)
    target: object = f"{canvas}#xywh={_box(corners)}"
    if not _is_rectangle(corners):
        path = "M" + "L".join(f"{x},{y}" for x, y in corners) + "z"
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{path}"/></svg>'
        target = {"type": "SpecificResource", "source": canvas, "selector": {"type": "SvgSelector", "value": svg}}
    return {
        "id": "",
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "TextualBody", "value": area.title, "language": desk.site.lang, "format": "text/plain"},
            {"id": desk.absolute(area.url), "type": "Text", "format": "text/html", "language": [desk.site.lang]},
        ],
        "target": target,
    }


def _contents(desk: Desk, edition: EditionView, pages: Iterable[PageView], here: str) -> dict[str, Any]:
    """The edition's pages and, in each, its items where they stand."""

    def items(page: PageView, sheet: SheetView) -> list[dict[str, Any]]:
        canvas = _canvas_id(desk, page)
        return [
            {
                "id": desk.absolute(area.url) + "#range",
                "type": "Range",
                "label": _words(desk, area.title),
                "items": [
                    {"id": f"{canvas}#xywh={_box(_corners(sheet, points))}", "type": "Canvas"} for points in area.points
                ],
            }
            for area in sheet.areas
        ]

    return {
        "id": f"{here}#contents",
        "type": "Range",
        "label": _words(desk, edition.day.text),
        "items": [
            {
                "id": desk.absolute(page.url) + "#range",
                "type": "Range",
                "label": _words(desk, page_title(page)),
                "items": [{"id": _canvas_id(desk, page), "type": "Canvas"}, *items(page, page.sheet)],
            }
            for page in pages
            if page.sheet
        ],
    }


def _canvas_id(desk: Desk, page: PageView) -> str:
    return desk.absolute(page.url) + "canvas"


def _corners(sheet: SheetView, points: str) -> list[tuple[int, int]]:
    """An area's corners in pixels of the canvas."""
    width, height = sheet.full
    pairs = (tuple(map(int, corner.split(","))) for corner in points.split())
    return [(round(x * width / 1000), round(y * height / sheet.grid)) for x, y in pairs]


def _box(corners: list[tuple[int, int]]) -> str:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return f"{min(across)},{min(down)},{max(max(across) - min(across), 1)},{max(max(down) - min(down), 1)}"


def _is_rectangle(corners: list[tuple[int, int]]) -> bool:
    return len(set(corners)) == 4 and len({x for x, _ in corners}) == len({y for _, y in corners}) == 2


def _image(desk: Desk, url: str, width: int, height: int) -> dict[str, Any]:
    kind = FORMATS.get(kind_by_name(url), "image/jpeg")
    return {"id": desk.absolute(url), "type": "Image", "format": kind, "width": width, "height": height}


def _thumbnail(desk: Desk, sheet: SheetView | None) -> dict[str, Any]:
    assert sheet
    return _image(desk, sheet.thumb, sheet.thumb_width, sheet.thumb_height)


def _text(desk: Desk, url: str, words: str) -> dict[str, Any]:
    return {"id": desk.absolute(url), "type": "Text", "label": _words(desk, words), "format": "text/html"}


def _pair(desk: Desk, name: str, english: str, value: str) -> dict[str, Any]:
    return {"label": {desk.site.lang: [desk.phrase(name)], "en": [english]}, "value": {"none": [value]}}


def _words(desk: Desk, text: str) -> dict[str, list[str]]:
    return {desk.site.lang: [text]}


def _file(data: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False, indent=1) + "\n"
