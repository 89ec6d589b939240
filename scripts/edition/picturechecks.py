"""What is wrong with a picture that an item names: where it lies, whether it is there, whether browsers show it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.links import located
from scripts.edition.picturefile import fault, shown_by_name

IMAGES = "images"
"""The folder beside the items that holds their pictures: nothing else of an edition's folder is published."""

LARGE = 20_000_000
"""Bytes from which a picture weighs on the repository that holds content: what readers get is made small anyway."""


def problems(folder: Path, image: str) -> Iterator[Finding]:
    """What is wrong with a picture by the path that an item of this folder gives: findings without a place."""
    name = PurePosixPath(image)
    if name.is_absolute() or ".." in name.parts or ":" in image or name.parts[:1] != (IMAGES,):
        yield finding("image-outside", image=image)
        return
    file = located(folder, name.as_posix())
    if file is None and (folder / name).is_symlink() and (folder / name).exists():
        yield finding("link-outside", case="picture", image=name)
        return
    if file is None:
        other = _by_another_case(folder, name)
        yield finding("image-case", image=name, other=other) if other else finding("image-missing", image=name)
        return
    size = file.stat().st_size
    if not shown_by_name(name.name):
        yield finding("image-format", image=name, suffix=file.suffix)
    elif wrong := _wrong(file, name.as_posix()):
        yield wrong
    if size > LARGE:
        yield finding("image-large", image=name, size=f"{size / 1e6:.1f}")


def _wrong(file: Path, name: str) -> Finding | None:
    try:
        data = file.read_bytes()
    except OSError as error:
        return finding("image-unreadable", case="system", image=name, reason=error.strerror or error)
    return fault(data, name)


def _by_another_case(folder: Path, name: PurePosixPath) -> str:
    """The picture that a file system without small and capital letters (Windows, macOS) would take for this one."""
    there = (path.relative_to(folder).as_posix() for path in sorted((folder / IMAGES).rglob("*")) if path.is_file())
    return next((path for path in there if path.casefold() == name.as_posix().casefold()), "")
