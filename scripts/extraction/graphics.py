"""What a PDF page draws beside text: rules, filled or framed boxes, pictures; and how much of it is shapes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.extraction.glyphs import Frame
from scripts.pagetext.geometry import Box

THIN = 3.0
"""Points up to which a drawn shape is a rule: heavy rules of newspapers are a millimetre."""
LONG = 14.0
"""Points from which a thin shape is a rule and no ornament of a letter."""
LARGE = 10.0
"""Points that a box measures at least both ways: less is a bullet."""
SMALLEST_PICTURE = 24.0
"""Points that a picture measures at least both ways: less is an ornament."""
PALE = 250
"""Of 255: a fill whose parts are all at least this is paper, not a tint."""
CURVED = 8
"""Segments of a path from which it may be a letter that was turned into a shape."""
LETTER = (4.0, 140.0)
"""Points that such a letter measures."""
MOST = 60_000
"""Objects looked at on one page; a map drawn of more is left at that."""
_DEPTH = 6
_CLIPS = 64
_CLIP_POINTS = 2000
_TOUCH = 1.5
"""Points between two pictures that are strips of one."""


@dataclass(frozen=True, slots=True)
class Graphics:
    """What is drawn on a page; `letters` counts shapes that look like letters turned into curves."""

    rules: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    letters: int = 0


def read_graphics(page: pypdfium2.PdfPage, frame: Frame) -> Graphics:
    """The rules, boxes and pictures of a page, in the page's coordinates, each cut at the page's edges."""
    rules: list[Box] = []
    boxes: list[Box] = []
    pictures: list[Box] = []
    letters = 0
    for kind, thing, matrix in _things(page):
        box = _cut(_box(thing, matrix, frame), frame)
        if box is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            seen = _clipped(box, thing, matrix, frame)
            if seen and min(seen.width, seen.height) >= SMALLEST_PICTURE:
                pictures.append(seen)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            if min(box.width, box.height) >= LARGE:
                boxes.append(box)
        elif min(box.width, box.height) <= THIN:
            if max(box.width, box.height) >= LONG and _seen(thing):
                rules.append(box)
        else:
            segments = pdfium.FPDFPath_CountSegments(thing)
            if segments >= CURVED and LETTER[0] <= box.height <= LETTER[1] and box.width <= LETTER[1]:
                letters += 1
            elif segments < CURVED * 4 and min(box.width, box.height) >= LARGE and _seen(thing):
                boxes.append(box)
    return Graphics(tuple(dict.fromkeys(rules)), tuple(dict.fromkeys(boxes)), tuple(_whole(pictures)), letters)


Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _things(page: pypdfium2.PdfPage) -> Iterator[tuple[int, object, Matrix]]:
    """Paths, shadings and pictures, those inside forms too, with the matrix that brings them to the page."""
    left = MOST
    stack = [(_ONE, 0, iter([pdfium.FPDFPage_GetObject(page, n) for n in range(min(MOST, page_objects(page)))]))]
    while stack and left:
        matrix, depth, things = stack[-1]
        thing = next(things, None)
        if thing is None:
            stack.pop()
            continue
        left -= 1
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEPTH:
                count = min(left, max(0, pdfium.FPDFFormObj_CountObjects(thing)))
                inner = iter([pdfium.FPDFFormObj_GetObject(thing, n) for n in range(count)])
                stack.append((_times(_matrix(thing), matrix), depth + 1, inner))
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            yield kind, thing, matrix


def page_objects(page: pypdfium2.PdfPage) -> int:
    """How many objects a page draws itself."""
    return max(0, int(pdfium.FPDFPage_CountObjects(page)))


def _matrix(thing: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _ONE
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _box(thing: object, matrix: Matrix, frame: Frame) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    a, b, c, d, e, f = matrix
    corners = [
        frame.point(a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _clipped(box: Box, thing: object, matrix: Matrix, frame: Frame) -> Box | None:
    """What shows of a picture that is cropped where it is placed, as typesetting programs do it: by clipping paths."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    shown: Box | None = box
    for n in range(min(_CLIPS, pdfium.FPDFClipPath_CountPaths(clip) if clip else 0)):
        points = list(_clip_points(clip, n, matrix, frame))
        if len(points) > 1 and shown:
            xs, ys = zip(*points, strict=True)
            shown = _common(shown, Box(min(xs), min(ys), max(xs), max(ys)))
    return shown


def _clip_points(clip: object, number: int, matrix: Matrix, frame: Frame) -> Iterator[tuple[float, float]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(min(_CLIP_POINTS, pdfium.FPDFClipPath_CountPathSegments(clip, number))):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, n)
        if segment and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)


def _common(box: Box, other: Box) -> Box | None:
    left, top = max(box.left, other.left), max(box.top, other.top)
    right, bottom = min(box.right, other.right), min(box.bottom, other.bottom)
    return Box(left, top, right, bottom) if left <= right and top <= bottom else None


def _cut(box: Box | None, frame: Frame) -> Box | None:
    """The part of a box that is on the page, or None."""
    if box is None:
        return None
    return _common(box, Box(0.0, 0.0, frame.width, frame.height))


def _seen(path: object) -> bool:
    """Whether a path is stroked, or filled with more than the colour of paper."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return False
    if stroke.value:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not fill.value or not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
        return bool(fill.value)
    return alpha.value > 0 and min(red.value, green.value, blue.value) < PALE


def _whole(pictures: list[Box]) -> list[Box]:
    """Pictures with those joined that are strips of one: as wide (or high) and touching."""
    out: list[Box] = []
    for box in sorted(dict.fromkeys(pictures)):
        for place, other in enumerate(out):
            stacked = abs(box.left - other.left) < _TOUCH and abs(box.right - other.right) < _TOUCH
            beside = abs(box.top - other.top) < _TOUCH and abs(box.bottom - other.bottom) < _TOUCH
            near_down = box.top <= other.bottom + _TOUCH and other.top <= box.bottom + _TOUCH
            near_along = box.left <= other.right + _TOUCH and other.left <= box.right + _TOUCH
            if (stacked and near_down) or (beside and near_along):
                out[place] = other.union(box)
                break
        else:
            out.append(box)
    return out
