"""Photos and the stories that they are of, where the place tells: inside a story's columns, or in one box with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.reading import ItemReading

INSIDE = 0.85
"""Share of a photo that must stand inside a story's rectangle."""
SHARED = 0.15
"""Share that may stand inside another's: there the place does not tell."""


def belonging(items: Sequence[tuple[Box, ItemReading]], walls: Walls) -> tuple[ItemReading, ...]:
    """The items of a page in their order, photos with the index of their story where that is plain."""
    stories = [(n, box) for n, (box, item) in enumerate(items) if item.kind == "article" and item.headline]
    out = [item for _, item in items]
    for n, (box, item) in enumerate(items):
        if item.kind != "photo" or box.area <= 0:
            continue
        story = _around(box, stories)
        if story is None:
            story = _boxed(box, stories, walls)
        if story is not None:
            out[n] = replace(item, belongs_to=story)
    return tuple(out)


def _around(photo: Box, stories: Sequence[tuple[int, Box]]) -> int | None:
    shares = [(photo.common(box) / photo.area, n) for n, box in stories]
    inside = [n for share, n in shares if share >= INSIDE]
    if len(inside) == 1 and all(n in inside or share <= SHARED for share, n in shares):
        return inside[0]
    return None


def _boxed(photo: Box, stories: Sequence[tuple[int, Box]], walls: Walls) -> int | None:
    """The one story that stands in the same frame or on the same ground."""
    frame = walls.box_of(photo)
    if frame < 0:
        return None
    held = [n for n, box in stories if walls.box_of(box) == frame]
    return held[0] if len(held) == 1 else None
