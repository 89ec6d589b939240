"""Where a page's items are: their areas, their pictures, and how many characters each has there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scripts.edition.model import Item
from scripts.edition.pagefile import Polygon
from scripts.pagetext.areas import areas_of
from scripts.pagetext.assemble import Place
from scripts.pagetext.clean import is_printing
from scripts.pagetext.geometry import Box, Layout, LineGeometry, around
from scripts.pagetext.printed.captions import match_pictures
from scripts.pagetext.reading import Piece


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as printed, by its items' orders: polygons in fractions of the page, characters that stand there, and the
    cut-out pictures (files beside the raw text) of photos.
    """

    layout: Layout
    areas: Mapping[int, tuple[Polygon, ...]] = field(default_factory=dict)
    characters: Mapping[int, int] = field(default_factory=dict)
    pictures: Mapping[int, str] = field(default_factory=dict)


def printed_of(
    raw_lines: Mapping[int, str], places: Mapping[Piece, Place], items: Sequence[Item], layout: Layout
) -> Printed:
    """Where the items of a page stand, from its raw lines by number and where each piece of them went."""
    boxes: dict[int, list[tuple[Box, float]]] = {}
    captions: dict[int, list[tuple[int, Box]]] = {}
    characters: dict[int, int] = {}
    for piece, place in places.items():
        if place.target != "item" or piece.line not in layout.lines or piece.line not in raw_lines:
            continue
        geometry = layout.lines[piece.line]
        raw = raw_lines[piece.line]
        box = _box(geometry, piece, len(raw))
        boxes.setdefault(place.order, []).append((box, geometry.size))
        captions.setdefault(place.order, []).append((piece.line, box))
        count = sum(map(is_printing, raw[piece.start : piece.end]))
        characters[place.order] = characters.get(place.order, 0) + count
    photos = [item for item in items if item.kind == "photo" and item.order in captions]
    shown = [(around([box for _, box in captions[p.order]]), p.body.replace("\\", "").strip()) for p in photos]
    sizes = sorted(size for of_item in boxes.values() for _, size in of_item)
    size = sizes[len(sizes) // 2] if sizes else 10.0
    small = [n for n, picture in enumerate(layout.pictures) if picture.box.area < 0.6 * layout.width * layout.height]
    matched = match_pictures(shown, [layout.pictures[n].box for n in small], size)
    pictures = {photos[n].order: layout.pictures[small[m]] for n, m in matched.items()}
    areas = areas_of(boxes, {order: (picture.box,) for order, picture in pictures.items()}, layout)
    files = {order: picture.file for order, picture in pictures.items() if picture.file}
    return Printed(layout, areas, characters, files)


def _box(geometry: LineGeometry, piece: Piece, length: int) -> Box:
    """The part of a line's box that a piece of it takes, by parts where they are known, else by characters."""
    box, end = geometry.box, length if piece.end is None else piece.end
    if (piece.start <= 0 and end >= length) or length <= 0:
        return box
    parts = [part for part in geometry.parts if piece.start <= part.start < end]
    if len(geometry.parts) > 1 and parts:
        return Box(parts[0].left, box.top, parts[-1].right, box.bottom)
    low, high = max(0.0, piece.start / length), min(1.0, end / length)
    if geometry.upright:
        return Box(box.left + low * box.width, box.top, box.left + high * box.width, box.bottom)
    return Box(box.left, box.top + low * box.height, box.right, box.top + high * box.height)
