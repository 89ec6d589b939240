"""The layout beside a raw page on the way in, and its page file and pictures beside the items on the way out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image

from scripts import pagetext
from scripts.conversion.following import followed, items_on_disk, text_of
from scripts.conversion.sources import RawFile, shown
from scripts.edition.catalogue import finding
from scripts.edition.files import write_if_changed
from scripts.edition.finding import Finding
from scripts.edition.model import Item
from scripts.edition.pagefile import Area, PageFile, PagePicture, as_json, page_file_name
from scripts.edition.urls import item_file
from scripts.extraction.layoutfile import LayoutError, layout_path, read_layout
from scripts.pagetext.decode import decode
from scripts.pagetext.geometry import Layout
from scripts.pagetext.placing import Printed

FITTING = 0.98
"""Share of a page's lines that its layout knows, and the other way round, for the two to be of one making."""
IMAGES = "images"
"""Folder of an edition's pictures."""


def layout_of(file: RawFile, data: bytes) -> tuple[Layout | None, tuple[Finding, ...]]:
    """The layout of a raw file, and what is wrong with it; None where there is none that fits."""
    path = layout_path(file.path)
    if not path.is_file():
        return None, ()
    try:
        layout = read_layout(path)
    except (OSError, LayoutError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return None, (finding("layout-broken", shown(path), reason=why),)
    rows = decode(data).text.split("\n")
    printed = {number for number, row in enumerate(rows, 1) if row.strip()}
    both = len(printed & layout.lines.keys())
    if both < FITTING * max(len(printed), len(layout.lines)):
        return None, (finding("layout-stale", shown(path)),)
    return layout, ()


def with_pictures(page: pagetext.ConvertedPage) -> pagetext.ConvertedPage:
    """A page whose photos name the pictures that were cut out of it."""
    if page.printed is None or not page.printed.pictures:
        return page
    files = page.printed.pictures
    items: list[Item] = [
        replace(item, image=f"{IMAGES}/{files[item.order]}") if item.order in files else item for item in page.items
    ]
    return replace(page, items=tuple(items))


def write_page_file(folder: Path, raw: Path, page: pagetext.ConvertedPage, orders: Mapping[int, int]) -> None:
    """Write a page's areas beside its items and copy its pictures there; `orders` are the items' numbers on disk.

    Where files were edited, areas follow their text. Raises OSError where the place cannot be written.
    """
    if page.printed is None:
        return
    label = page.page.number
    printed = _by_disk(page.printed, orders)
    items = items_on_disk(folder, label)
    if _edited(page, orders, items):
        printed = followed(page, orders, items) or printed
    picture = _copied(raw.with_name(printed.layout.picture), folder / IMAGES) if printed.layout.picture else None
    for name in page.printed.pictures.values():
        _copied(raw.with_name(name), folder / IMAGES)
    areas = []
    for order, polygons in sorted(printed.areas.items()):
        name = item_file(label, order).removesuffix(".md")
        areas.append(Area(name, polygons, printed.characters.get(order, 0)))
    file = PageFile(
        label.file, printed.layout.width, printed.layout.height, printed.layout.source, picture, tuple(areas)
    )
    write_if_changed(folder / page_file_name(label.file), as_json(file))


def _by_disk(printed: Printed, orders: Mapping[int, int]) -> Printed:
    """What is known by the items' orders as converted, by those on disk."""
    areas = {orders[order]: polygons for order, polygons in printed.areas.items() if order in orders}
    return replace(
        printed, areas=areas, characters={orders[n]: c for n, c in printed.characters.items() if n in orders}
    )


def _edited(page: pagetext.ConvertedPage, orders: Mapping[int, int], items: Mapping[int, Item]) -> bool:
    """Whether the files of a page say something else than its conversion, or are others."""
    texts = {orders[item.order]: text_of(item) for item in page.items if item.order in orders}
    return texts != {order: text_of(item) for order, item in items.items()}


def _copied(source: Path, folder: Path) -> PagePicture | None:
    """Copy a picture into the edition, and tell its size; None where there is none that can be read."""
    try:
        data = source.read_bytes()
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    write_if_changed(folder / source.name, data)
    return PagePicture(f"{IMAGES}/{source.name}", width, height)
