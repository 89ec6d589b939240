"""Whether a picture is sound, by its first and last bytes: what `check` asks of each, without decoding any."""

from __future__ import annotations

from pathlib import PurePosixPath

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.picturesize import size_of
from scripts.edition.picturetypes import NAMES, kind_by_name, kind_of
from scripts.edition.svg import SvgError, clean

SHOWN = ("jpg", "png", "webp", "avif", "gif", "svg")
"""What browsers show."""

MOST_PIXELS = 120_000_000
"""What a picture may have decoded: a broadsheet scanned at 400 dpi has 58 million. One of 300 million takes 900 MB."""


def shown_by_name(name: str) -> str:
    """The kind that a file's name says, or "" where browsers do not show it."""
    kind = kind_by_name(PurePosixPath(name).name)
    return kind if kind in SHOWN else ""


def fault(data: bytes, name: str) -> Finding | None:
    """What is wrong with the file of a picture, as a finding without a place; None: nothing."""
    kind, said = kind_of(data), shown_by_name(name)
    if not kind:
        return finding("image-unreadable", image=name)
    if kind not in SHOWN:
        return finding("image-type", image=name, kind=NAMES[kind])
    if kind != said:
        other = PurePosixPath(name).with_suffix(f".{kind}").name
        return finding("image-type", case="shown", image=name, kind=NAMES[kind], name=other, said=NAMES[said])
    width, height = size_of(data)
    if width * height > MOST_PIXELS:
        return finding("image-huge", image=name, width=width, height=height)
    if kind == "svg":
        return _of_drawing(data, name)
    if _cut_short(kind, data):
        return finding("image-unreadable", case="cut", image=name)
    return None


def _of_drawing(data: bytes, name: str) -> Finding | None:
    try:
        removed = clean(data).removed
    except SvgError as error:
        return finding("image-unreadable", case="system", image=name, reason=error)
    if not removed:
        return None
    return finding("image-active", image=name, what=removed[0])


def _cut_short(kind: str, data: bytes) -> bool:
    """Whether the mark is missing that ends it (JPEG B.1.1.3, PNG 5.6, GIF89a 27), or what its head counts (RIFF)."""
    if kind == "jpg":  # cameras write more behind the end of the picture: a preview, a film
        return b"\xff\xd9" not in data[2:]
    if kind == "png":
        return b"IEND" not in data[-(1 << 16) :]
    if kind == "gif":
        return b"\x3b" not in data[-64:]
    return kind == "webp" and int.from_bytes(data[4:8], "little") + 8 > len(data)
