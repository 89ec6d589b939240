"""LABEL.page.json: a page's picture (版面图) and the areas (热区) that its items cover on it.

The file lies in the edition's folder beside the items and belongs to the tool: convert writes it, nobody edits it.
An item is known by its file's name without `.md` (`A01-02`). Polygons are in fractions of the page, the origin at its
top left, clockwise; an item has several where the page parts it. docs/schema/page.schema.json says the same.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = 1
SUFFIX = ".page.json"
DIGITS = 4
"""Decimals of a fraction: a tenth of a millimetre on a broadsheet."""

Point = tuple[float, float]
Polygon = tuple[Point, ...]

_ITEM = re.compile(r"[A-Z]{0,2}[0-9]{2,3}-[0-9]{2,3}")
_FILE = re.compile(r"(?:[^/\\\x00-\x1f.][^/\\\x00-\x1f]*/)*[^/\\\x00-\x1f.][^/\\\x00-\x1f]*")
_SOURCES = ("pdf", "alto", "ocr")


class PageFileError(ValueError):
    """Text that is not a page file; the message says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The page's picture: its path from the edition's folder, its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Area:
    """What an item covers; `characters` counts the printing characters that stood there when it was drawn, so that an
    item whose text has moved away or grown can be distinguished from one that only had a word corrected.
    """

    item: str
    polygons: tuple[Polygon, ...]
    characters: int = 0


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page: its label, its size in points, where its layout came from, its picture, and the areas by item."""

    label: str
    width: float
    height: float
    source: str = "pdf"
    picture: PagePicture | None = None
    areas: tuple[Area, ...] = ()

    def area_of(self, item: str) -> Area | None:
        """The area of an item by its file's name without `.md`."""
        return next((area for area in self.areas if area.item == item), None)


def page_file_name(label: str) -> str:
    """`A01.page.json`, from the label as file names have it."""
    return f"{label}{SUFFIX}"


def picture_name(label: str, suffix: str = ".jpg") -> str:
    """`A01.page.jpg`: the page picture beside the raw text; the edition has it as `images/A01.page.jpg`."""
    return f"{label}.page{suffix}"


def as_json(page: PageFile) -> str:
    """The file's text: an area a line, so that a difference shows which item's area changed."""
    head: dict[str, Any] = {
        "version": VERSION,
        "label": page.label,
        "width": _number(page.width, 2),
        "height": _number(page.height, 2),
        "source": page.source,
    }
    if page.picture:
        head["picture"] = {"file": page.picture.file, "width": page.picture.width, "height": page.picture.height}
    lines = [f"  {_compact(key)}: {_compact(value)}" for key, value in head.items()]
    areas = ",\n".join(f"    {_compact(_area(area))}" for area in page.areas)
    lines.append(f'  "areas": [\n{areas}\n  ]' if areas else '  "areas": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _area(area: Area) -> dict[str, Any]:
    polygons = [[[_number(x), _number(y)] for x, y in polygon] for polygon in area.polygons]
    return {"item": area.item, "characters": area.characters, "polygons": polygons}


def _number(value: float, digits: int = DIGITS) -> float:
    short = round(value, digits)
    return int(short) if short == int(short) else short


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def read_page_file(path: Path) -> PageFile:
    """Read the page file at `path`. Raises PageFileError if it is not one, OSError if it cannot be read."""
    return parse(path.read_text(encoding="utf-8", errors="replace"))


def parse(text: str) -> PageFile:
    """A page file's text as values. Raises PageFileError, which names the field and what it should be."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PageFileError(f"no JSON: {error}") from error
    if not isinstance(data, dict):
        raise PageFileError("no page file: not an object")
    if data.get("version") != VERSION:
        raise PageFileError(f"version: {data.get('version')!r} is not {VERSION}: convert the page again")
    areas = data.get("areas", [])
    if not isinstance(areas, list):
        raise PageFileError("areas: not a list")
    source = data.get("source", "pdf")
    if source not in _SOURCES:
        raise PageFileError(f"source: none of {', '.join(_SOURCES)}")
    return PageFile(
        label=_text(data, "label", "label"),
        width=_positive(data.get("width"), "width"),
        height=_positive(data.get("height"), "height"),
        source=source,
        picture=_picture(data.get("picture")),
        areas=tuple(_parsed_area(area, f"areas[{place}]") for place, area in enumerate(areas)),
    )


def _picture(data: object) -> PagePicture | None:
    if data is None:
        return None
    if not isinstance(data, dict):
        raise PageFileError("picture: not an object")
    file = _text(data, "file", "picture.file")
    if not _FILE.fullmatch(file):
        raise PageFileError("picture.file: not a path below the edition's folder")
    width, height = (_positive(data.get(key), f"picture.{key}") for key in ("width", "height"))
    return PagePicture(file, int(width), int(height))


def _parsed_area(data: object, where: str) -> Area:
    if not isinstance(data, dict):
        raise PageFileError(f"{where}: not an object")
    item = _text(data, "item", f"{where}.item")
    if not _ITEM.fullmatch(item):
        raise PageFileError(f"{where}.item: {item!r} is no item's name, such as A01-02")
    polygons = data.get("polygons")
    if not isinstance(polygons, list) or not polygons:
        raise PageFileError(f"{where}.polygons: no list of polygons")
    characters = data.get("characters", 0)
    if not isinstance(characters, int) or isinstance(characters, bool) or characters < 0:
        raise PageFileError(f"{where}.characters: not a number from 0")
    return Area(
        item, tuple(_polygon(polygon, f"{where}.polygons[{n}]") for n, polygon in enumerate(polygons)), characters
    )


def _polygon(data: object, where: str) -> Polygon:
    if not isinstance(data, list) or len(data) < 3:
        raise PageFileError(f"{where}: not three points or more")
    points: list[Point] = []
    for point in data:
        if not isinstance(point, list) or len(point) != 2 or not all(map(_is_fraction, point)):
            raise PageFileError(f"{where}: a point is two numbers from 0 to 1")
        points.append((float(point[0]), float(point[1])))
    return tuple(points)


def _is_fraction(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _positive(value: object, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value) or value <= 0:
        raise PageFileError(f"{where}: not a number above 0")
    return float(value)


def _text(data: Mapping[str, object], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise PageFileError(f"{where}: no text")
    return value


def as_path(polygon: Polygon, width: float, height: float) -> str:
    """A polygon as an SVG path in a view box of `width` by `height`."""
    points = [f"{_number(x * width, 1)} {_number(y * height, 1)}" for x, y in polygon]
    return "M" + "L".join(points) + "Z"


def covered(polygons: tuple[Polygon, ...]) -> float:
    """The share of the page that polygons cover, taken one by one (shoelace formula)."""
    total = 0.0
    for polygon in polygons:
        following = (*polygon[1:], polygon[0])
        total += abs(sum(x * v - u * y for (x, y), (u, v) in zip(polygon, following, strict=True))) / 2
    return total
