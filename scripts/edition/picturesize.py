"""Sizes of pictures, read from their first bytes: PNG, JPEG, GIF, WebP and SVG.

The formats' headers are as in their specifications (PNG 11.2.2, JPEG B.2.2, GIF89a 18, WebP container, SVG 2 8.2).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

_SVG_TAG = re.compile(rb"<svg\b[^>]*>", re.S)
_SVG_LENGTH = rb"""\b%s\s*=\s*["']\s*([0-9.]+)(?:px)?\s*["']"""
_SVG_BOX = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)""")


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; (0, 0) if they cannot be determined."""
    for magic, read in _READERS:
        if magic.match(data):
            try:
                return read(data)
            except (struct.error, ValueError, IndexError):
                return 0, 0
    return 0, 0


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while True:
        marker, length = struct.unpack(">HH", data[at : at + 4])
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if marker < 0xFF01:
            return 0, 0
        at += 2 + length


def _webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if len(data) < (25 if kind == b"VP8L" else 30):
        raise ValueError("cut short")
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _svg(data: bytes) -> tuple[int, int]:
    tag = _SVG_TAG.search(data)
    if not tag:
        return 0, 0
    sizes = [re.search(_SVG_LENGTH % name, tag[0]) for name in (b"width", b"height")]
    if sizes[0] and sizes[1]:
        return round(float(sizes[0][1])), round(float(sizes[1][1]))
    box = _SVG_BOX.search(tag[0])
    return (round(float(box[1])), round(float(box[2]))) if box else (0, 0)


_READERS: tuple[tuple[re.Pattern[bytes], Callable[[bytes], tuple[int, int]]], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), _png),
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"RIFF....WEBP", re.S), _webp),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)"), _svg),
)
