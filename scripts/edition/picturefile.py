"""Whether a picture is sound, by its first and last bytes: what `check` asks of each, without decoding any."""

from __future__ import annotations

from pathlib import PurePosixPath

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


def fault(data: bytes, name: str) -> tuple[str, str, str] | None:
    """What is wrong with the file of a picture, as a finding's code and words in English and Chinese; None: nothing."""
    kind, said = kind_of(data), shown_by_name(name)
    if not kind:
        return (
            "image-unreadable",
            f"{name} is no picture that can be read: put a sound {NAMES[said]} in its place",
            f"{name} 不是能读的图片：请换成完好的 {NAMES[said]}",
        )
    if kind not in SHOWN:
        return (
            "image-type",
            f"{name} is a {NAMES[kind]}, which browsers do not show: save it as JPEG, PNG or WebP",
            f"{name} 其实是 {NAMES[kind]}，浏览器不能显示：请另存为 JPEG、PNG 或 WebP",
        )
    if kind != said:
        other = PurePosixPath(name).with_suffix(f".{kind}").name
        return (
            "image-type",
            f"{name} is a {NAMES[kind]}: name it {other}, or save it as {NAMES[said]}",
            f"{name} 其实是 {NAMES[kind]}：请改名为 {other}，或另存为 {NAMES[said]}",
        )
    width, height = size_of(data)
    if width * height > MOST_PIXELS:
        return (
            "image-huge",
            f"{name} has {width} x {height} pixels: make it smaller, 4,000 are enough",
            f"{name} 有 {width}×{height} 像素：请缩小，4000 像素足够",
        )
    if kind == "svg":
        return _of_drawing(data, name)
    if _cut_short(kind, data):
        return (
            "image-unreadable",
            f"{name} is cut short: put the picture there again",
            f"{name} 不完整：请重新放入图片",
        )
    return None


def _of_drawing(data: bytes, name: str) -> tuple[str, str, str] | None:
    try:
        removed = clean(data).removed
    except SvgError as error:
        return "image-unreadable", f"{name} cannot be read: {error}", f"{name} 无法读取：{error}"
    if not removed:
        return None
    return (
        "image-active",
        f"{name} holds {removed[0]}, which is not published: save it as a plain SVG, or as PNG",
        f"{name} 含有 {removed[0]}，不会发布：请另存为普通 SVG 或 PNG",
    )


def _cut_short(kind: str, data: bytes) -> bool:
    """Whether the mark is missing that ends it (JPEG B.1.1.3, PNG 5.6, GIF89a 27), or what its head counts (RIFF)."""
    if kind == "jpg":  # cameras write more behind the end of the picture: a preview, a film
        return b"\xff\xd9" not in data[2:]
    if kind == "png":
        return b"IEND" not in data[-(1 << 16) :]
    if kind == "gif":
        return b"\x3b" not in data[-64:]
    return kind == "webp" and int.from_bytes(data[4:8], "little") + 8 > len(data)
