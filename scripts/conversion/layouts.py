"""The layout beside a raw page on the way in, and its page file and pictures beside the items on the way out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image

from scripts import pagetext
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

    Raises OSError where the place cannot be written.
    """
    printed = page.printed
    if printed is None:
        return
    label = page.page.number
    picture = _copied(raw.with_name(printed.layout.picture), folder / IMAGES) if printed.layout.picture else None
    for name in printed.pictures.values():
        _copied(raw.with_name(name), folder / IMAGES)
    areas = []
    for order, polygons in sorted(printed.areas.items(), key=lambda one: orders.get(one[0], one[0])):
        if order in orders:
            name = item_file(label, orders[order]).removesuffix(".md")
            areas.append(Area(name, polygons, printed.characters.get(order, 0)))
    file = PageFile(
        label.file, printed.layout.width, printed.layout.height, printed.layout.source, picture, tuple(areas)
    )
    write_if_changed(folder / page_file_name(label.file), as_json(file))


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
