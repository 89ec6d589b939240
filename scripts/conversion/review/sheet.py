"""The page's picture with the areas of its items, for the review report: all of it in the page, so that a report still
opens from a folder and loads nothing.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from scripts.conversion.review.asks import Crop
from scripts.edition.catalogue import words
from scripts.edition.finding import Language
from scripts.edition.label import Label
from scripts.edition.pagefile import PageFileError, page_file_name, read_page_file
from scripts.pagetext.geometry import Box, Layout

WIDTH = 1000
"""Units across the drawing."""
LONGEST = 1500
"""Pixels of the picture's longer side: headlines and crossheads can be read, body text nearly."""
QUALITY = 55
CROP_SCALE = 2.2
"""Pixels for a point in a part that is cut out of the page picture: type of 8 points can be read."""
CROP_WIDTH = 720
"""Pixels of the longer side of such a part."""
MARGIN = 12.0
"""Points shown beside a line; above and below it three times as much, two lines or so."""
NEAR_BY = 120.0
"""Points from top to bottom up to which two lines are shown in one part."""
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


def crops_of(folder: Path, label: Label, layout: Layout, questions: Sequence[Sequence[int]]) -> list[tuple[Crop, ...]]:
    """For each question, the parts of the page picture with its raw lines; none where there is no picture."""
    nothing: list[tuple[Crop, ...]] = [() for _ in questions]
    try:
        page = read_page_file(folder / page_file_name(label.file))
        if page.picture is None or not any(questions):
            return nothing
        with Image.open(folder / page.picture.file) as image:
            scale = min(1.0, CROP_SCALE * layout.width / image.width)
            image.draft("L", (round(image.width * scale), round(image.height * scale)))
            grey = image.convert("L")
    except (OSError, ValueError, PageFileError, Image.DecompressionBombError):
        return nothing
    return [tuple(_crop(grey, layout, box) for box in _places(layout, numbers)) for numbers in questions]


def _places(layout: Layout, numbers: Sequence[int]) -> list[Box]:
    """The boxes of some raw lines, those that lie near one another together."""
    boxes: list[Box] = []
    for number in numbers:
        if number not in layout.lines:
            continue
        box = layout.lines[number].box
        near = next((n for n, other in enumerate(boxes) if other.union(box).height <= NEAR_BY), None)
        if near is None or boxes[near].union(box).width > layout.width / 2:
            boxes.append(box)
        else:
            boxes[near] = boxes[near].union(box)
    return boxes[:2]


def _crop(grey: Image.Image, layout: Layout, box: Box) -> Crop:
    across, down = grey.width / layout.width, grey.height / layout.height
    edges = (
        max(0, round((box.left - MARGIN) * across)),
        max(0, round((box.top - 3 * MARGIN) * down)),
        min(grey.width, round((box.right + MARGIN) * across)),
        min(grey.height, round((box.bottom + 3 * MARGIN) * down)),
    )
    part = grey.crop(edges)
    part.thumbnail((CROP_WIDTH, CROP_WIDTH))
    buffer = io.BytesIO()
    part.save(buffer, "JPEG", quality=QUALITY)
    data = base64.b64encode(buffer.getvalue()).decode()
    return Crop(f"data:image/jpeg;base64,{data}", part.width, part.height)


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
