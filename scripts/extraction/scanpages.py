"""Pictures of pages read by OCR, where it is asked for. docs/layout.md has its cost and its errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.extraction.alto import LOWEST, RESOLUTIONS, TALLEST
from scripts.extraction.extracted import ExtractedPage, SourceError
from scripts.extraction.gutters import apart, tightened
from scripts.extraction.recognised import RecognisedLine, laid_recognised, settled_sizes
from scripts.extraction.recogniser import Recogniser, SeenText, slant_of, straightened
from scripts.extraction.scan import ScanError, open_scan, resolution_of, scan_cuts, scan_picture
from scripts.extraction.scangraphics import scan_graphics
from scripts.pagetext.geometry import UNSURE, Box, Layout, Source

READ_AT = 250.0
"""Dots per inch at which a page is read: body text of 9 points is 31 pixels high."""
NEXT_LINE = 1.1
"""Ems between a line's foot and the head of the next line of its column, at most."""
SAME_COLUMN = 0.5
"""Share of the narrower line that two lines of one column have in common."""


def read_scan(path: Path, recogniser: Recogniser | None, *, pictures: bool = False) -> Iterator[ExtractedPage]:
    """The page of a picture. Raises SourceError where it is none, or nothing is there to read it with."""
    if recogniser is None:
        raise SourceError(finding("scan-needs-ocr", str(path)))
    try:
        image = open_scan(path)
    except ScanError as error:
        raise SourceError(finding("scan-broken", str(path), reason=error)) from error
    dots = resolution_of(image) or likely_resolution(image.height)
    text, layout, straight = read_image(image, dots, recogniser)
    if not text:
        yield ExtractedPage("", (read_note(str(path), layout),))
        return
    note = read_note(str(path), layout)
    if not pictures:
        yield ExtractedPage(text, (note,), layout)
        return
    cuts = tuple(scan_cuts(straight, [picture.box for picture in layout.pictures], layout.width, layout.height))
    yield ExtractedPage(text, (note,), layout, scan_picture(straight), cuts)


def read_note(path: str, layout: Layout, page: int = 1) -> Finding:
    """What is to be said of a page that was read by OCR."""
    if not layout.lines:
        return finding("ocr-no-text", path, page=page)
    unsure = sum(line.confidence < UNSURE for line in layout.lines.values())
    return finding("page-by-ocr", path, page=page, unsure=unsure, lines=len(layout.lines))


def likely_resolution(height: int) -> float:
    """Dots per inch of a picture of a page that tells none: the usual ones that make it as high as papers are."""
    fitting = [dots for dots in RESOLUTIONS if LOWEST <= height * 72 / dots <= TALLEST]
    return fitting[0] if fitting else max(50.0, height * 72 / TALLEST)


def read_image(
    image: Image.Image, dots: float, recogniser: Recogniser, *, straight: bool = True
) -> tuple[str, Layout, Image.Image]:
    """The raw text and layout of a picture of `dots` per inch, and the picture as it was read: set `straight`."""
    grey = image.convert("L")
    if dots > READ_AT:
        grey = grey.resize((round(image.width * READ_AT / dots), round(image.height * READ_AT / dots)))
    scale = 72 / dots * image.width / grey.width
    seen = recogniser(grey)
    if straight and (slant := slant_of(seen)):
        turned, seen = straightened(grey, seen, slant)
        image = image.convert("L" if image.mode in ("1", "L") else "RGB").rotate(
            slant, Image.Resampling.BICUBIC, fillcolor=255 if image.mode in ("1", "L") else (255, 255, 255)
        )
        grey = turned
    pixels = np.asarray(grey)
    seen = [tightened(text, pixels) for text in apart(seen, pixels)]
    lines = [line for text in seen if (line := _line(text, scale)) is not None]
    width, height = grey.width * scale, grey.height * scale
    drawn = scan_graphics(grey, width, height, [line.box for line in lines if line.box])
    text, layout = laid_recognised(
        in_columns(lines), width, height, "ocr", pictures=drawn.pictures, rules=drawn.rules, boxes=drawn.boxes
    )
    return text, layout, image


def added(text: str, layout: Layout, more: str, read: Layout) -> tuple[str, Layout]:
    """A page's own text with those lines of a reading of its picture that stand where it has none."""
    rows, out, lines = more.split("\n"), text.split("\n") if text else [], dict(layout.lines)
    new = [(n, line) for n, line in sorted(read.lines.items()) if not _stands(line.box, layout)]
    for place, (number, line) in enumerate(new):
        if out and (place == 0 or number != new[place - 1][0] + 1):
            out.append("")
        out.append(rows[number - 1])
        lines[len(out)] = line
    source: Source = "ocr" if len(new) > len(layout.lines) else layout.source
    return "\n".join(out), replace(layout, lines=lines, source=source)


def _stands(box: Box, layout: Layout) -> bool:
    """Whether a page has text of its own at a place."""
    return any(line.box.common(box) > 0.3 * min(box.area, line.box.area) for line in layout.lines.values())


def _line(seen: SeenText, scale: float) -> RecognisedLine | None:
    """A line in points; its height is that of its own slant, not of the box around it."""
    xs, ys = [x * scale for x, _ in seen.corners], [y * scale for _, y in seen.corners]
    if not seen.text.strip() or max(xs) <= min(xs) or max(ys) <= min(ys):
        return None
    middle, high = sum(ys) / 4, min(max(ys) - min(ys), seen.height * scale)
    down = max(ys) - min(ys) > 1.5 * (max(xs) - min(xs)) and len(seen.text.strip()) > 1
    if down:
        return RecognisedLine(
            seen.text, Box(min(xs), min(ys), max(xs), max(ys)), upright=False, confidence=seen.confidence
        )
    box = Box(max(0.0, min(xs)), max(0.0, middle - high / 2), max(xs), middle + high / 2)
    return RecognisedLine(seen.text, box, confidence=seen.confidence)


def in_columns(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Lines as columns have them: each with those right below it, the columns from the top, then from the left."""
    heights = [(line.box.height if line.upright else line.box.width) if line.box else 0.0 for line in lines]
    sizes = settled_sizes(heights, [float(len(line.text)) for line in lines])
    order = sorted(range(len(lines)), key=lambda n: (_top(lines[n]), _left(lines[n])))
    open_columns: list[list[int]] = []
    columns: list[list[int]] = []
    for n in order:
        box = lines[n].box
        if box is None:
            columns.append([n])
            continue
        open_columns = [column for column in open_columns if _reaches(lines[column[-1]].box, box, sizes[column[-1]])]
        best = None
        for column in open_columns:
            last = lines[column[-1]].box
            assert last is not None
            common = min(last.right, box.right) - max(last.left, box.left)
            alike = (
                abs(sizes[n] - sizes[column[-1]]) <= 0.12 * sizes[n] and lines[n].upright and box.top >= last.middle[1]
            )
            if alike and common > SAME_COLUMN * min(last.width, box.width):
                best = column
        if best is not None:
            best.append(n)
        else:
            columns.append([n])
            open_columns.append(columns[-1])
    columns.sort(key=lambda column: (_top(lines[column[0]]), _left(lines[column[0]])))
    return [lines[n] for column in columns for n in column]


def _reaches(last: Box | None, box: Box, size: float) -> bool:
    return last is not None and box.top - last.bottom < NEXT_LINE * size


def _top(line: RecognisedLine) -> float:
    return round(line.box.top, 1) if line.box else 0.0


def _left(line: RecognisedLine) -> float:
    return round(line.box.left, 1) if line.box else 0.0
