"""What is wrong with a picture that an item names: where it lies, whether it is there, whether browsers show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scripts.edition.finding import Severity
from scripts.edition.links import located
from scripts.edition.picturefile import fault, shown_by_name

IMAGES = "images"
"""The folder beside the items that holds their pictures: nothing else of an edition's folder is published."""

LARGE = 20_000_000
"""Bytes from which a picture weighs on the repository that holds content: what readers get is made small anyway."""


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
    if not shown_by_name(name.name):
        message = f"{name}: browsers do not show {file.suffix} pictures, save it as JPEG, PNG or WebP"
        yield Problem(
            "image-format", "error", message, f"{name}：浏览器不能显示 {file.suffix}，请另存为 JPEG、PNG 或 WebP"
        )
    elif wrong := _wrong(file, name.as_posix()):
        yield Problem(wrong[0], "error", wrong[1], wrong[2])
    if size > LARGE:
        message = f"{name} has {size / 1e6:.1f} MB: make it smaller, 4,000 pixels are enough"
        yield Problem("image-large", "warning", message, f"{name} 有 {size / 1e6:.1f} MB：请缩小，4000 像素足够")


def _wrong(file: Path, name: str) -> tuple[str, str, str] | None:
    try:
        data = file.read_bytes()
    except OSError as error:
        return "image-unreadable", f"{name} cannot be read: {error.strerror}", f"{name} 无法读取：{error.strerror}"
    return fault(data, name)


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
