"""Photos and the stories that they are of, where the place tells (inside a story's columns, or in one box with it), or
the words do: a caption that speaks of what one story alone on the page speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.reading import ItemReading, Value

INSIDE = 0.85
"""Share of a photo that must stand inside a story's rectangle."""
SHARED = 0.15
"""Share that may stand inside another's: there the place does not tell."""
TOLD, FEWEST, RUNNER_UP = 0.22, 4, 1 / 3
"""Share of a caption's pairs of characters that one story alone has, and their least number, for it to be that story's
photo; of that, what the next story may have. On eleven pages of ten papers photos of a story had .28 to .69, all others
at most .1; captions of typeset pages have next to nothing in common with the stories there.
"""
_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")


def belonging(
    items: Sequence[tuple[Box, ItemReading]], walls: Walls, raw: Mapping[int, str]
) -> tuple[ItemReading, ...]:
    """The items of a page in their order, photos with the index of their story where that is plain; `raw` are the
    page's lines by number.
    """
    stories = [(n, box) for n, (box, item) in enumerate(items) if item.kind == "article" and item.headline]
    out = [item for _, item in items]
    words = [(n, _pairs(items[n][1], raw)) for n, _ in stories] if any(item.kind == "photo" for item in out) else []
    counts = Counter(pair for _, pairs in words for pair in pairs)
    own = [(n, {pair for pair in pairs if counts[pair] == 1}) for n, pairs in words]
    for n, (box, item) in enumerate(items):
        if item.kind != "photo" or box.area <= 0:
            continue
        story = _around(box, stories)
        if story is None:
            story = _boxed(box, stories, walls)
        if story is None:
            story = _sharing(_pairs(item, raw), own)
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


def _sharing(said: set[str], stories: Sequence[tuple[int, set[str]]]) -> int | None:
    """The one story that has much of what the caption says, by the pairs that it alone has."""
    counts = sorted(((len(said & pairs), -n) for n, pairs in stories), reverse=True)
    if not counts or counts[0][0] < max(FEWEST, TOLD * len(said)):
        return None
    return None if len(counts) > 1 and counts[1][0] > RUNNER_UP * counts[0][0] else -counts[0][1]


def _pairs(item: ItemReading, raw: Mapping[int, str]) -> set[str]:
    """Pairs of characters that follow each other in an item's headline and body."""
    values = [*item.headline, *(value for block in item.body for value in block.values())]
    words = [word for value in values for word in _WORDS.findall(_text(value, raw))]
    return {word[n : n + 2] for word in words for n in range(len(word) - 1)}


def _text(value: Value, raw: Mapping[int, str]) -> str:
    return "".join("".join(raw.get(piece.line, "")[piece.start : piece.end].split()) for piece in value)
