"""The pictures beside an edition's items, read from its folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePosixPath

from scripts.edition import urls
from scripts.press.items import images

IMAGES = "images"


class Pictures:
    """The pictures beside an edition's items: which there are, their sizes and addresses."""

    def __init__(self, folder: Path, base: str, date: dt.date) -> None:
        self._folder, self._base, self._date = folder, base, date
        self._known: dict[str, tuple[str, int, int] | None] = {}

    def image_of(self, name: str) -> tuple[str, int, int] | None:
        """Address, width and height of `images/03.jpg`, or None where it does not lie there."""
        if name not in self._known:
            self._known[name] = self._look(name)
        return self._known[name]

    def _look(self, name: str) -> tuple[str, int, int] | None:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts or path.parts[0] != IMAGES:
            return None
        try:
            data = (self._folder / path).read_bytes()
        except (OSError, ValueError):
            return None
        return urls.href(urls.file_url(self._date, path.as_posix()), self._base), *images.size_of(data)

    def read(self, name: str) -> bytes | None:
        """The bytes of `images/03.jpg`, or None where it does not lie there."""
        return (self._folder / name).read_bytes() if self.image_of(name) else None

    def files(self) -> list[tuple[str, Path]]:
        """Everything below images/ that is not hidden, by name."""
        found = sorted((self._folder / IMAGES).rglob("*"))
        names = ((path.relative_to(self._folder), path) for path in found if path.is_file())
        return [(name.as_posix(), path) for name, path in names if not any(p.startswith(".") for p in name.parts)]
