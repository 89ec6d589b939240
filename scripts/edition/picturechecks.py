"""What is wrong with a picture that an item names: where it lies, whether it is there, whether browsers show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scripts.edition.finding import Severity
from scripts.edition.links import located
from scripts.edition.picturetypes import NAMES, kind_by_name, kind_of

IMAGES = "images"
"""The folder beside the items that holds their pictures: nothing else of an edition's folder is published."""

SHOWN = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")
"""What browsers show."""

LARGE = 3_000_000
"""Bytes from which a picture is heavy on a phone: some thirty times what an item's page weighs otherwise."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about a picture, without the place where it is named."""

    code: str
    severity: Severity
    message: str
    message_zh: str


def problems(folder: Path, image: str) -> Iterator[Problem]:
    """What is wrong with a picture by the path that an item of this folder gives."""
    name = PurePosixPath(image)
    if name.is_absolute() or ".." in name.parts or ":" in image or name.parts[:1] != (IMAGES,):
        message, zh = (
            f"{image}: must lie in {IMAGES}/, as {IMAGES}/03.jpg",
            f"{image}：须放在 {IMAGES}/ 里，如 {IMAGES}/03.jpg",
        )
        yield Problem("image-outside", "error", message, zh)
        return
    file = located(folder, name.as_posix())
    if file is None:
        yield _missing(folder, name)
        return
    size = file.stat().st_size
    with file.open("rb") as opened:
        yield from _another_kind(name, opened.read(512))
    if file.suffix.lower() not in SHOWN:
        message = f"{name}: browsers do not show {file.suffix} pictures, save it as JPEG, PNG or WebP"
        yield Problem(
            "image-format", "error", message, f"{name}：浏览器不能显示 {file.suffix}，请另存为 JPEG、PNG 或 WebP"
        )
    if size > LARGE:
        message = f"{name} has {size / 1e6:.1f} MB: make it smaller, 2,000 pixels are enough"
        yield Problem("image-large", "warning", message, f"{name} 有 {size / 1e6:.1f} MB：请缩小，2000 像素足够")


def _another_kind(name: PurePosixPath, start: bytes) -> Iterator[Problem]:
    """A file whose first bytes are another kind's than its name says: programs go by the one or by the other."""
    kind, said = kind_of(start), kind_by_name(name.name)
    if f".{said}" not in SHOWN or kind == said:
        return
    if not kind:
        message = f"{name} is no picture that can be read: put a sound {NAMES.get(said, said)} in its place"
        zh = f"{name} 不是能读的图片：请换成完好的 {NAMES.get(said, said)}"
        yield Problem("image-unreadable", "error", message, zh)
    elif f".{kind}" in SHOWN:
        message = f"{name} is a {NAMES[kind]}: name it {name.stem}.{kind}, or save it as {NAMES[said]}"
        zh = f"{name} 其实是 {NAMES[kind]}：请改名为 {name.stem}.{kind}，或另存为 {NAMES[said]}"
        yield Problem("image-type", "warning", message, zh)
    else:
        message = f"{name} is a {NAMES[kind]}, which browsers do not show: save it as JPEG, PNG or WebP"
        zh = f"{name} 其实是 {NAMES[kind]}，浏览器不能显示：请另存为 JPEG、PNG 或 WebP"
        yield Problem("image-type", "error", message, zh)


def _missing(folder: Path, name: PurePosixPath) -> Problem:
    other = _by_another_case(folder, name)
    if other:
        message = f"{name} is not there, {other} is: small and capital letters differ on the web; write it as it is"
        return Problem("image-case", "error", message, f"没有 {name}，只有 {other}：网上区分大小写，请写成一样")
    message = f"{name} is not there: add the picture, or delete the line"
    return Problem("image-missing", "error", message, f"没有图片 {name}：请放入图片，或删除此行")


def _by_another_case(folder: Path, name: PurePosixPath) -> str:
    """The picture that a file system without small and capital letters (Windows, macOS) would take for this one."""
    there = (path.relative_to(folder).as_posix() for path in sorted((folder / IMAGES).rglob("*")) if path.is_file())
    return next((one for one in there if one.casefold() == name.as_posix().casefold()), "")
