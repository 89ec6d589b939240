"""Pictures of whole pages from elsewhere (a library's scan): opened with care, made into page picture and cut-outs."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageFile

from scripts.extraction.pagepicture import (
    CUT_LONGEST,
    CUT_QUALITY,
    FLAT,
    LONGEST,
    QUALITY,
    SMALLEST_CUT,
    as_jpeg,
    spread_of,
)
from scripts.pagetext.geometry import Box

SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2", ".webp")
"""Pictures of pages by their names."""
MOST_PIXELS = 250_000_000
"""A broadsheet spread at 600 dots per inch is 200 million; a picture that claims more is none of a page."""
RESOLUTION = (50.0, 1300.0)
"""Dots per inch that a picture of a page may have; 1 or 72 stands in many that know nothing of theirs."""
UNKNOWN = frozenset({72, 96})
"""Dots per inch that programs write where they know none."""

_OF_TEXT = re.compile(r"alto|ocr|xml|text", re.IGNORECASE)
_OF_PICTURES = re.compile(r"im(?:g|age)|jp|tif|png|scan|pic|master|access|default|max|presentation", re.IGNORECASE)
"""Names of folders that libraries keep text and pictures in, side by side."""


class ScanError(ValueError):
    """A picture that cannot be opened; the message says why."""


def open_scan(path: Path) -> Image.Image:
    """The picture at `path`. Raises ScanError where it is none, or larger than any page."""
    most, cut_short = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours: broadsheets are larger than Pillow's
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # other libraries set it for the whole process
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")
            image = Image.open(file)
            if image.width * image.height > MOST_PIXELS:
                raise ScanError(f"{image.width} x {image.height} pixels are more than any page has")
            image.load()
    except ScanError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ScanError(why.replace(str(path), path.name) or "no picture") from error
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = most, cut_short
    return image


def resolution_of(image: Image.Image) -> float:
    """Dots per inch that a picture tells, 0 where it tells none that can be true."""
    dpi = image.info.get("dpi")
    try:
        dots = float(dpi[0]) if dpi else 0.0
    except (TypeError, ValueError, IndexError):
        return 0.0
    return dots if RESOLUTION[0] <= dots <= RESOLUTION[1] and round(dots) not in UNKNOWN else 0.0


def scan_picture(image: Image.Image) -> bytes:
    """The page picture of a scan, without any of its metadata."""
    small = image.convert("L") if image.mode in ("1", "L", "I", "I;16", "F") else image.convert("RGB")
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return as_jpeg(small, QUALITY)


def scan_cuts(image: Image.Image, boxes: Sequence[Box], width: float, height: float) -> list[bytes]:
    """A JPEG of each box of a page of `width` by `height` points; empty where it is too small or shows nothing."""
    out: list[bytes] = []
    wide, high = image.width / width, image.height / height
    for box in boxes:
        left, top = max(0, round(box.left * wide)), max(0, round(box.top * high))
        right, bottom = min(image.width, round(box.right * wide)), min(image.height, round(box.bottom * high))
        if min(box.width, box.height) < SMALLEST_CUT or right - left < 2 or bottom - top < 2:
            out.append(b"")
            continue
        cut = image.crop((left, top, right, bottom)).convert("RGB")
        cut.thumbnail((CUT_LONGEST, CUT_LONGEST), Image.Resampling.LANCZOS)
        out.append(b"" if spread_of(cut) < FLAT else as_jpeg(cut, CUT_QUALITY))
    return out


def lies_beside(path: Path, name: str = "") -> Path | None:
    """The picture of the page that a file describes: by the name that the file tells, else by its own, beside it or in
    a folder beside its folder (`alto/0001.xml`, `images/0001.jpg`).
    """
    file_name = name.replace("\\", "/").rpartition("/")[2].rpartition(":")[2]
    stems = [stem for stem in dict.fromkeys((Path(file_name).stem, path.stem)) if stem and not stem.startswith(".")]
    folders = [path.parent]
    if _OF_TEXT.search(path.parent.name):
        folders += sorted(
            folder for folder in path.parent.parent.iterdir() if folder.is_dir() and _OF_PICTURES.match(folder.name)
        )
    for folder in folders:
        for stem in stems:
            for suffix in SUFFIXES:
                for candidate in (folder / f"{stem}{suffix}", folder / f"{stem}{suffix.upper()}"):
                    if candidate.is_file():
                        return candidate
    return None
