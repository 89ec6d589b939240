"""The page picture (版面图) and pictures cut out of a PDF page, as JPEG made from pixels: no metadata can survive."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from scripts.pagetext.geometry import Box

LONGEST = 2400
"""Pixels of the page picture's longer side: body text of 9 points on a broadsheet is 12 pixels high."""
QUALITY = 72
CUT_QUALITY = 82
CUT_LONGEST = 1600
"""Pixels of a cut-out's longer side, at most."""
CUT_SCALE = 200 / 72
"""Pixels a point of a cut-out: newspapers print pictures at 150 to 200 dpi."""
SMALLEST_CUT = 48.0
"""Points that a picture measures at least both ways to be cut out."""
MOST_DRAWN = 12_000
"""Pixels of a sheet's longer side that are drawn at most, whatever size its page claims."""
FLAT = 6.0
"""Standard deviation of a picture's grey values below which it shows nothing."""
COLOURLESS = 6
"""Difference of a pixel's colours, of 255, up to which it is grey."""


def page_picture(page: pypdfium2.PdfPage, turn: int, left: float, right: float) -> bytes:
    """The page as JPEG, grey where the page is grey; `turn` counts quarter turns to the left, after which the page
    goes from `left` to `right` of the sheet.
    """
    width, height = page.get_size()
    if turn % 2:
        width, height = height, width
    return as_jpeg(page_image(page, turn, left, right, 72 * LONGEST / max(right - left, height)), QUALITY)


def page_image(page: pypdfium2.PdfPage, turn: int, left: float, right: float, dots: float) -> Image.Image:
    """The page from `left` to `right` of its sheet drawn at so many dots per inch, turned to be seen upright."""
    width, height = page.get_size()
    if turn % 2:
        width, height = height, width
    scale = min(dots / 72, MOST_DRAWN / max(width, height))
    image = _turned(page.render(scale=scale, may_draw_forms=False).to_pil(), turn)
    if right - left < width - 1:
        image = image.crop((round(left * scale), 0, min(image.width, round(right * scale)), image.height))
    return image


def cut_outs(page: pypdfium2.PdfPage, boxes: Sequence[Box], turn: int) -> list[bytes]:
    """A JPEG of each box of the page, as printed; empty where it is too small or shows nothing."""
    out: list[bytes] = []
    width, height = page.get_size()
    for box in boxes:
        if min(box.width, box.height) < SMALLEST_CUT:
            out.append(b"")
            continue
        left, top, right, bottom = _turned_back(box, turn, width, height)
        crop = tuple(max(0.0, edge) for edge in (left, height - bottom, width - right, top))
        scale = min(CUT_SCALE, CUT_LONGEST / max(right - left, bottom - top))
        image = _turned(page.render(scale=scale, crop=crop, may_draw_forms=False).to_pil(), turn)
        out.append(b"" if spread_of(image) < FLAT else as_jpeg(image, CUT_QUALITY))
    return out


def _turned(image: Image.Image, turn: int) -> Image.Image:
    ways = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    way = ways[turn % 4]
    return image.transpose(way) if way is not None else image


def _turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of the turned page on the page as PDFium draws it, which is `width` by `height`."""
    left, top, right, bottom = box
    return (
        box,
        Box(width - bottom, left, width - top, right),
        Box(width - right, height - bottom, width - left, height - top),
        Box(top, height - right, bottom, height - left),
    )[turn % 4]


def spread_of(image: Image.Image) -> float:
    """The standard deviation of a picture's grey values: near 0 where it shows nothing."""
    return float(ImageStat.Stat(image.convert("L")).stddev[0])


def as_jpeg(image: Image.Image, quality: int) -> bytes:
    """A picture as JPEG, grey where it has no colour; made from its pixels alone."""
    image = image.convert("RGB")
    if _is_grey(image):
        image = image.convert("L")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _is_grey(image: Image.Image) -> bool:
    """Whether no part of a picture has a colour, looked at in squares of some pixels."""
    small = image.reduce(max(1, min(image.size) // 200)) if min(image.size) > 200 else image
    red, green, blue = small.split()
    worst = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(red, blue))
    return not worst.point([int(value > COLOURLESS) for value in range(256)]).getbbox()
