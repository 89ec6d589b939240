"""The pictures beside an edition's items, read from its folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from scripts.edition import urls
from scripts.edition.links import EditionFile, file_of, located, target
from scripts.edition.urls import edition_folder
from scripts.press.items import images
from scripts.press.render.addresses import Site, link

IMAGES = "images"


class Pictures:
    """The pictures beside an edition's items: which there are, their sizes and addresses.

    `image_of` takes a file's name, as front matter has it; `in_body` and `link_of` what was typed in a body.
    """

    def __init__(self, content: Path, site: Site, date: dt.date) -> None:
        self._content, self._site, self._date = content, site, date
        self._folder = content / edition_folder(date)
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
        file = located(self._folder, path.as_posix())
        if file is None:
            return None
        address = urls.href(urls.file_url(self._date, path.as_posix()), self._site.base)
        return address, *images.size_of(file.read_bytes())

    def in_body(self, typed: str) -> tuple[str, int, int] | None:
        """The same for a picture in a body, by its address as typed: beside the item, or another edition's."""
        found = target(typed, self._date, self._site.base, self._site.address)
        if not isinstance(found, EditionFile):
            return None
        pictures = self if found.date == self._date else Pictures(self._content, self._site, found.date)
        return pictures.image_of(file_of(self._content / edition_folder(found.date), typed, found))

    def link_of(self, typed: str) -> str:
        """What `href` has for a link in a body."""
        return link(typed, self._date, self._site)

    def read(self, name: str) -> bytes | None:
        """The bytes of `images/03.jpg`, or None where it does not lie there."""
        file = located(self._folder, name) if self.image_of(name) else None
        return file.read_bytes() if file else None

    def files(self) -> list[tuple[str, Path]]:
        """Everything below images/ that is not hidden, by name; names are composed, however the disk spells them."""
        found = sorted((self._folder / IMAGES).rglob("*"))
        names = ((path.relative_to(self._folder), path) for path in found if path.is_file())
        return [
            (normalize("NFC", name.as_posix()), path)
            for name, path in names
            if not any(p.startswith(".") for p in name.parts)
        ]
