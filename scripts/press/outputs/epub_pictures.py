"""The pictures that a book carries: which it can, under which names, and with what beside those that some cannot show.

Readers' programs older than EPUB 3.3 know no WebP, and some show no SVG. Where a JPEG or PNG of the same name lies
beside such a picture (`map.svg`, `map.png`), both are carried and the reader's program takes what it can; where there
is none, the picture goes alone with its alternative text. An SVG that runs scripts or asks for anything outside itself
is left out. Names in a book are numbers: content's own may be in any script, and say another kind than
the file is: a picture goes under its true type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from markupsafe import escape

from scripts.edition.picturetypes import kind_by_name, kind_of

TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "svg": "image/svg+xml",
         "webp": "image/webp"}  # fmt: skip
"""Core media types for pictures (EPUB 3.3, 3.2); other pictures are left out."""

PACKED = tuple(f".{ending}" for ending in TYPES if ending != "svg")
"""Endings of what is packed already."""

_NEED_HELP, _HELP = ("webp", "svg"), ("jpg", "jpeg", "png")
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = {f"{_SVG}{name}" for name in ("script", "foreignObject", "handler", "iframe", "audio", "video")}
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!\s*['\"]?#)", re.I)


class BookPictures:
    """Gathers a book's pictures while its documents are made; `files` has them by their names in the book.

    `start` is how addresses of the edition's own files begin, `read` gives a file's bytes by its name in content.
    """

    def __init__(self, start: str, read: Callable[[str], bytes | None]) -> None:
        self._start, self._read = start, read
        self._placed: dict[str, str | None] = {}
        self.files: dict[str, bytes] = {}

    def markup(self, src: str, alt: str) -> str | None:
        """A picture as an element of a document, with `alt` as plain text; None where no book can carry it."""
        first, second = self._both(src)
        shown = second or first
        if shown is None:
            return None
        image = f'<img src="{shown}" alt="{escape(alt)}"/>'
        if first is None or second is None:
            return image
        return f'<picture><source srcset="{first}" type="{type_of(first)}"/>{image}</picture>'

    def best(self, src: str) -> str | None:
        """The name of a picture for programs that show all kinds; None where no book can carry it."""
        first, second = self._both(src)
        return first or second

    def _both(self, src: str) -> tuple[str | None, str | None]:
        if not src.startswith(self._start):
            return None, None
        name = unquote(src.removeprefix(self._start))
        stem, _, ending = name.rpartition(".")
        first = self._place(name)
        others = (self._place(f"{stem}.{other}") for other in _HELP if ending.lower() in _NEED_HELP)
        return first, next(filter(None, others), None)

    def _place(self, name: str) -> str | None:
        if name not in self._placed:
            data = self._read(name) if kind_by_name(name) in TYPES else None
            ending = kind_of(data) if data else ""
            if data is None or ending not in TYPES or (ending == "svg" and not _is_still(data)):
                self._placed[name] = None
            else:
                place = f"images/{len(self.files) + 1:03d}.{ending}"
                self._placed[name], self.files[place] = place, data
        return self._placed[name]


def type_of(name: str) -> str:
    """The media type of a picture in the book."""
    return TYPES[name.rpartition(".")[2]]


def _is_still(data: bytes) -> bool:
    """Whether an SVG parses, runs no script and loads nothing from elsewhere."""
    try:
        if re.search(r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", data.decode()):
            return False
        root = ET.fromstring(data)  # noqa: S314 - no document type is let in, so no entity
    except (ET.ParseError, ValueError):
        return False
    if root.tag != f"{_SVG}svg":
        return False
    for element in root.iter():
        if element.tag in _ACTIVE or (element.tag == f"{_SVG}style" and _OUTSIDE.search(element.text or "")):
            return False
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2].lower()
            if local.startswith("on") or _OUTSIDE.search(value):
                return False
            if local in ("href", "src") and not value.strip().startswith(("#", "data:image/")):
                return False
    return True
