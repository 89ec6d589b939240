"""Spreads: two pages that were exported side by side as one, cut where nothing runs across the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scripts.extraction.glyphs import Glyph, Glyphs
from scripts.extraction.graphics import Graphics
from scripts.pagetext.geometry import Box

WIDE = 1.25
"""Width by height from which a page may be two: a broadsheet is .68, two are 1.36; a tabloid .72, two 1.44."""
MIDDLE = (0.45, 0.55)
"""Shares of the width between which the cut is looked for."""
BAND = 0.022
"""Share of the width that is free at the cut: two inner margins, which are wider than a gutter of columns."""
BOTH = 0.15
"""Share of the characters that each page has at least."""


class View(NamedTuple):
    """One page of a sheet: its characters and graphics, and where on the sheet it begins and ends."""

    glyphs: Glyphs
    drawn: Graphics
    left: float
    right: float


def views_of(glyphs: Glyphs, drawn: Graphics) -> tuple[list[View], bool]:
    """The page, or the two that a sheet holds; and whether it looks like two that cannot be cut."""
    frame = glyphs.frame
    whole = View(glyphs, drawn, 0.0, frame.width)
    solid = [glyph for glyph in glyphs.characters if not glyph.generated and not glyph.text.isspace()]
    half = frame.width / 2
    before = sum(glyph.x < half for glyph in solid)
    if frame.width < WIDE * frame.height or not BOTH * len(solid) < before < (1 - BOTH) * len(solid):
        return [whole], False
    cut = _free_band(solid, drawn, frame.width)
    if cut is None:
        return [whole], True
    return [_side(glyphs, drawn, 0.0, cut), _side(glyphs, drawn, cut, frame.width)], False


def _free_band(solid: Sequence[Glyph], drawn: Graphics, width: float) -> float | None:
    """The middle of the widest free band about the sheet's middle, or None."""
    low, high = MIDDLE[0] * width, MIDDLE[1] * width
    spans = [(glyph.x, glyph.x + glyph.style.size) for glyph in solid if low - 200 < glyph.x < high + 200]
    things = (*drawn.pictures, *drawn.rules, *drawn.boxes)
    spans += [(box.left, box.right) for box in things if box.width < 0.9 * width]
    edge, best = low, (0.0, 0.0)
    for left, right in sorted(spans):
        if left > edge:
            best = max(best, (min(left, high) - edge, (edge + min(left, high)) / 2))
        edge = max(edge, right)
        if edge >= high:
            break
    else:
        best = max(best, (high - edge, (edge + high) / 2))
    return best[1] if best[0] >= BAND * width else None


def _side(glyphs: Glyphs, drawn: Graphics, left: float, right: float) -> View:
    characters: list[Glyph] = []
    inside = True
    for glyph in glyphs.characters:
        if glyph.generated:
            if inside:
                characters.append(glyph._replace(x=glyph.x - left))
            continue
        was, inside = inside, left <= glyph.x < right
        if inside:
            if not was and characters:
                characters.append(glyph._replace(text="\n", generated=True))
            characters.append(glyph._replace(x=glyph.x - left))
    frame = replace(glyphs.frame, width=right - left, e=glyphs.frame.e - left)
    clipped = Graphics(
        tuple(_clipped(drawn.rules, left, right)),
        tuple(_clipped(drawn.boxes, left, right)),
        tuple(_clipped(drawn.pictures, left, right)),
        drawn.letters // 2,
    )
    return View(Glyphs(frame, tuple(characters)), clipped, left, right)


def _clipped(boxes: Sequence[Box], left: float, right: float) -> list[Box]:
    out = []
    for box in boxes:
        low, high = max(box.left, left), min(box.right, right)
        if high > low:
            out.append(Box(low - left, box.top, high - left, box.bottom))
    return out
