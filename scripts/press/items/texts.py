"""Items' own texts for what crosses editions and needs more than the index: feeds, the month's lines of text.

An item is read from its own file alone, so that a reporter's feed costs what its items cost and not their editions;
only an item with a jump needs its edition to find the other part. `ItemTexts` lives as long as one batch of jobs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from scripts.edition import frontmatter
from scripts.edition.content import read_text
from scripts.edition.label import Label
from scripts.edition.manifest import Manifest
from scripts.edition.model import Edition, Page
from scripts.edition.urls import ItemPlace, edition_folder, item_file
from scripts.press.items import compose
from scripts.press.items.history import History, corrected
from scripts.press.items.loading import as_set, load
from scripts.press.items.pictures import EditionPictures
from scripts.press.items.prepare import Prepared, prepare
from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, ItemView
from scripts.press.settings import Paper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EditionSource:
    """What an edition was made from: the edition as content has it, and the bytes of its pictures by name."""

    edition: Edition
    picture: Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class MonthSource:
    """A month's manifests, oldest first, and what was published of its editions by site path (None: nothing)."""

    manifests: tuple[Manifest, ...]
    published: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class ListSource:
    """What a list may be told from: items as content has them, what was published by site path (None: nothing), and the
    dates whose items differ from that (None: all may).
    """

    texts: ItemTexts
    published: Callable[[str], str | None]
    changed: frozenset[dt.date] | None


class ItemTexts:
    """Reads items and editions from content/, each once, and keeps what is made of an item in each variant."""

    def __init__(
        self, content: Path, paper: Paper, history: History, open_pictures: Callable[[dt.date], EditionPictures]
    ) -> None:
        self._content, self._paper, self._history, self._open = content, paper, history, open_pictures
        self._editions: dict[dt.date, tuple[Edition, dict[ItemPlace, Prepared], EditionPictures]] = {}
        self._items: dict[
            tuple[dt.date, Label, int], tuple[Edition, dict[ItemPlace, Prepared], EditionPictures] | None
        ] = {}
        self._views: dict[tuple[str, dt.date, Label, int], ItemView] = {}
        self._source_of: dict[tuple[object, str, dt.date, Label, int], Any] = {}

    def edition(self, desk: Desk, date: dt.date) -> EditionView:
        """A whole edition without its neighbours."""
        edition, prepared, pictures = self._whole(date)
        return compose.edition_view(desk, edition, prepared, pictures.image_of)

    def item(self, desk: Desk, date: dt.date, place: ItemPlace, page_name: str) -> ItemView | None:
        """One item, without its neighbours; None where it cannot be read."""
        key = (date, *place)
        if key not in self._items:
            self._items[key] = self._read(date, place)
        loaded = self._items[key]
        if loaded is None or place not in loaded[1]:
            return None
        edition, prepared, pictures = loaded
        shown = (desk.variant, *key)
        if shown not in self._views:  # a page name's feed and a reporter's contain the same item
            self._views[shown] = compose.single_item(
                desk, prepared, place, page_name, edition.label_digits, pictures.image_of
            )
        return self._views[shown]

    def once(self, desk: Desk, item: ItemView, make: Callable[[Desk, ItemView], T]) -> T:
        """What `make` makes of an item: asked for again, the same again."""
        key = (make, desk.variant, item.day.date, item.page, item.order)
        if key not in self._source_of:
            self._source_of[key] = make(desk, item)
        result: T = self._source_of[key]
        return result

    def _read(
        self, date: dt.date, place: ItemPlace
    ) -> tuple[Edition, dict[ItemPlace, Prepared], EditionPictures] | None:
        text, _ = read_text(self._content / edition_folder(date) / item_file(*place), "")
        item = frontmatter.parse(text, "", (date, *place)).item if text else None
        if item is None:
            return None
        if item.jump_to or item.jump_from:
            return self._whole(date)
        edition = Edition(date, "", (Page(place[0]),), (replace(item, date=date, page=place[0], order=place[1]),))
        edition = corrected(edition, self._history.get(date, {}))
        return self._prepare(as_set(edition, self._paper.label_digits))

    def _whole(self, date: dt.date) -> tuple[Edition, dict[ItemPlace, Prepared], EditionPictures]:
        if date not in self._editions:
            edition, _ = load(self._content, date, self._history, self._paper.label_digits)
            self._editions[date] = self._prepare(edition)
        return self._editions[date]

    def _prepare(self, edition: Edition) -> tuple[Edition, dict[ItemPlace, Prepared], EditionPictures]:
        pictures = self._open(edition.date)
        return edition, prepare(edition, pictures), pictures
