"""The pages of an edition as pictures: which there are, with the areas that their items cover on them.

They come from the page files beside the items (`A01.page.json`). A file that cannot be read, or whose picture is
missing, gives no sheet: `check` says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.edition.label import Label
from scripts.edition.pagefile import PageFile, PageFileError, Polygon, page_file_name, read_page_file
from scripts.press.items.pictures import EditionPictures, PublishedPicture

GRID = 1000
"""Into how many parts the width of a page is divided to say where an area's corners stand."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's picture, and for each of its items, by order, the corners of its areas as SVG's `points` has them.

    Corners are on a grid of `GRID` parts across and `height` down. `by_machine` says that the page's text was read by
    OCR, a library's or ours.
    """

    picture: PublishedPicture
    height: int
    areas: tuple[tuple[int, tuple[str, ...]], ...]
    pdf: str = ""
    by_machine: bool = False


def sheets_of(folder: Path, labels: list[Label], pictures: EditionPictures) -> Mapping[Label, Sheet]:
    """The sheets of an edition's folder, by label."""
    sheets = {}
    for label in labels:
        try:
            page = read_page_file(folder / page_file_name(label.file))
        except (OSError, PageFileError):
            continue
        shown = pictures.image_of(page.picture.file) if page.picture else None
        if shown:
            height = round(GRID * shown.height / shown.width)
            pdf = pictures.file_of(f"images/{label.file}.page.pdf")
            sheets[label] = Sheet(shown, height, _areas(page, label, height), pdf, page.source != "pdf")
    return sheets


def _areas(page: PageFile, label: Label, height: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
    areas = []
    for area in page.areas:
        letters, _, order = area.item.rpartition("-")
        points = tuple(_points(polygon, height) for polygon in area.polygons if len(polygon) > 2)
        if letters == label.file and order.isdigit() and points:
            areas.append((int(order), points))
    return tuple(areas)


def _points(polygon: Polygon, height: int) -> str:
    return " ".join(f"{round(x * GRID)},{round(y * height)}" for x, y in polygon)


def room_of(sheets: Mapping[Label, Sheet]) -> dict[tuple[Label, int], float]:
    """What share of its page each item takes, by place: the sum of its polygons (Gauss's area formula)."""
    return {
        (label, order): sum(_surface(polygon) for polygon in points) / (GRID * sheet.height)
        for label, sheet in sheets.items()
        for order, points in sheet.areas
    }


def _surface(points: str) -> float:
    corners = [tuple(map(int, corner.split(","))) for corner in points.split()]
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
