"""The page's picture with the areas of its items, for the review report: all of it in the page, so that a report still
opens from a folder and loads nothing.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from scripts.edition.catalogue import words
from scripts.edition.finding import Language
from scripts.edition.label import Label
from scripts.edition.pagefile import PageFileError, page_file_name, read_page_file

WIDTH = 1000
"""Units across the drawing."""
LONGEST = 1500
"""Pixels of the picture's longer side: headlines and crossheads can be read, body text nearly."""
QUALITY = 55
SOURCES = {"pdf": "PDF", "alto": "ALTO"}


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A page's picture as an address of its own data, its height for a width of `WIDTH`, where its text came from, and
    the corners of each item's areas, by the item's order.
    """

    picture: str
    height: int
    source: str
    areas: tuple[tuple[int, tuple[str, ...]], ...]


def sheet_of(folder: Path, label: Label, language: Language = "zh") -> ReviewSheet | None:
    """The sheet of a page of an edition; None where it has no page picture that can be shown."""
    try:
        page = read_page_file(folder / page_file_name(label.file))
        if page.picture is None:
            return None
        with Image.open(folder / page.picture.file) as image:
            image.draft("L", (LONGEST, LONGEST))
            small = image.convert("L")
        small.thumbnail((LONGEST, LONGEST))
    except (OSError, ValueError, PageFileError, Image.DecompressionBombError):
        return None
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=QUALITY)
    height = round(WIDTH * small.height / small.width)
    areas = []
    for area in page.areas:
        letters, _, order = area.item.rpartition("-")
        if letters == label.file and order.isdigit():
            points = (
                " ".join(f"{round(x * WIDTH)},{round(y * height)}" for x, y in polygon) for polygon in area.polygons
            )
            areas.append((int(order), tuple(points)))
    data = base64.b64encode(buffer.getvalue()).decode()
    source = words("report-source-ocr").within(language) if page.source == "ocr" else SOURCES.get(page.source, "")
    return ReviewSheet(f"data:image/jpeg;base64,{data}", height, source, tuple(areas))
