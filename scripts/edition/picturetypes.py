"""What a picture's file is by its first bytes, whatever it is called.

Magic numbers as in the formats' specifications: PNG 5.2, JPEG B.1.1.2, GIF89a 17, RIFF for WebP, TIFF 6.0 section 2,
ISO 14496-12 brands for AVIF and HEIC.
"""

from __future__ import annotations

import re

NAMES = {
    "jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WebP", "svg": "SVG", "avif": "AVIF", "heic": "HEIC",
    "tiff": "TIFF", "bmp": "BMP", "pdf": "PDF", "html": "HTML",
}  # fmt: skip
"""The formats that are recognised, by their usual file extension."""

SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tif": "tiff", "heif": "heic"}
"""Other endings of the same."""

_SVG = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b"
_MAGIC: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("jpg", re.compile(rb"\xff\xd8\xff")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.S)),
    ("avif", re.compile(rb"....ftypavi[fs]", re.S)),
    ("heic", re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.S)),
    ("tiff", re.compile(rb"II\*\x00|MM\x00\*")),
    ("bmp", re.compile(rb"BM.{4}\x00\x00\x00\x00", re.S)),
    ("pdf", re.compile(rb"%PDF-")),
    ("svg", re.compile(_SVG, re.S)),
    ("html", re.compile(rb"\s*<(?:!doctype html|html|head|body)\b", re.I)),
)


def kind_of(data: bytes) -> str:
    """The ending that a picture of these first bytes should have, "" where they tell nothing."""
    return next((kind for kind, magic in _MAGIC if magic.match(data)), "")


def kind_by_name(name: str) -> str:
    """The kind that a file's name says."""
    ending = name.rpartition(".")[2].lower()
    return SAME.get(ending, ending)
