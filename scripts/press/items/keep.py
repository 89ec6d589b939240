"""Renditions of pictures, kept between builds by a digest of the picture and of the recipe: each is made once.

A file for each picture; it is written beside its place and moved there, so that two processes may make the same one.
The folder may be deleted at any time: the next build makes what it needs again.
"""

from __future__ import annotations

import os
from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path

import cbor2

from scripts.edition.picturefile import shown_by_name
from scripts.press.items.derive import PAGE_BYTES, PAGE_RECIPE, Derived, DerivedPicture, PictureError, derive, encoder
from scripts.press.settings import Recipe


class Keep:
    """Renditions of pictures; without a folder they are made each time."""

    def __init__(self, folder: Path | None, recipe: Recipe) -> None:
        self._folder, self._recipe = folder, recipe

    def derived(self, data: bytes, name: str, of_page: bool = False) -> Derived:
        """What readers get of a picture, or of a page picture. Raises PictureError, the same one each time."""
        recipe, most = (PAGE_RECIPE, PAGE_BYTES) if of_page else (self._recipe, 0)
        place = self._place(data, name, of_page)
        if place is None:
            return derive(data, name, recipe, most)
        kept = _read(place)
        if kept is None:
            try:
                kept = derive(data, name, recipe, most)
            except PictureError as error:
                kept = str(error)
            _write(place, cbor2.dumps(kept if isinstance(kept, str) else astuple(kept)))
        if isinstance(kept, str):
            raise PictureError(kept)
        return kept

    def is_kept(self, data: bytes, name: str, of_page: bool = False) -> bool:
        """Whether the renditions of a picture (or the reason why it has none) are kept."""
        place = self._place(data, name, of_page)
        return place is not None and place.exists()

    def _place(self, data: bytes, name: str, of_page: bool) -> Path | None:
        if self._folder is None:
            return None
        recipe, most = (PAGE_RECIPE, PAGE_BYTES) if of_page else (self._recipe, 0)
        key = blake2b(data, digest_size=16)
        key.update(f"{recipe.key()} {most} {shown_by_name(name)} {encoder()}".encode())
        digest = key.hexdigest()
        return self._folder / digest[:2] / digest[2:]


def _read(place: Path) -> Derived | str | None:
    """The renditions kept there, or the reason why there are none; None where the file is missing or unreadable."""
    try:
        kept = cbor2.loads(place.read_bytes())
        if isinstance(kept, str):
            return kept
        width, height, own, webp, plain = kept
        return Derived(
            width,
            height,
            DerivedPicture(*own),
            tuple(DerivedPicture(*rendition) for rendition in webp),
            DerivedPicture(*plain) if plain else None,
        )
    except (OSError, ValueError, TypeError, EOFError, cbor2.CBORDecodeError):
        return None


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(place)
