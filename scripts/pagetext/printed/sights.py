"""What can be seen of two things on a page, one of which may go on in the other: as numbers, for `scorer`.

Lengths are ems of the page's text, in two scales: near and far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.paragraphs import Habit, goes_on
from scripts.pagetext.printed.subjects import Floats, Places
from scripts.pagetext.printed.things import Flags, Thing, Things
from scripts.pagetext.printed.walls import Walls


@dataclass(frozen=True, slots=True)
class Scene:
    """A page's things, heads first, and which of them may follow which: `pairs` of places (leader, follower)."""

    things: tuple[Thing, ...]
    pairs: Places
    of_pairs: Floats
    of_starts: Floats
    of_ends: Floats


def scene_of(
    heads: Sequence[Head], columns: Sequence[Column], habit: Habit, walls: Walls, size: float, odds: Sequence[float]
) -> Scene:
    """Look at a page whose heads have their zones. `odds` say how likely each head heads a story (log odds)."""
    page = Things(heads, columns, habit, walls, size, odds)
    pairs = page.candidates()
    return Scene(page.things, pairs, of_pairs(page, pairs), of_starts(page), of_ends(page))


def of_pairs(page: Things, pairs: Places) -> Floats:
    """What can be seen of each pair, leader and follower."""
    a, b = pairs[:, 0], pairs[:, 1]
    wide = np.minimum(page.right[a], page.right[b]) - np.maximum(page.left[a], page.left[b])
    tall = np.minimum(page.bottom[a], page.bottom[b]) - np.maximum(page.top[a], page.top[b])
    widths, heights = np.maximum(0.5, page.right - page.left), np.maximum(0.5, page.bottom - page.top)
    along = np.clip(wide / np.minimum(widths[a], widths[b]), -1, 1)
    side = np.clip(tall / np.minimum(heights[a], heights[b]), -1, 1)
    gap, aside, back = page.top[b] - page.bottom[a], page.left[b] - page.right[a], page.left[a] - page.right[b]
    lines = gap / np.minimum(page.pitch[a], page.pitch[b])
    level = np.abs(page.top[a] - page.top[b])
    feet = np.abs(page.bottom[a] - page.bottom[b])
    middle = np.abs(page.left[a] + page.right[a] - page.left[b] - page.right[b]) / 2
    beside, stacked, heads = page.between(a, b)
    opens_yes, opens_no = page.told("opens", True)[b], page.told("opens", False)[b]
    ends_yes, ends_no = page.told("ends", True)[a], page.told("ends", False)[a]
    head_a, head_b = page.is_head[a], page.is_head[b]
    boxes = [thing.box for thing in page.things]
    rule_across = [
        page.walls.between(boxes[i], boxes[j]) if wide[n] > 0 and gap[n] > -1 else False
        for n, (i, j) in enumerate(pairs)
    ]
    rule_down = [
        page.walls.beside(boxes[i], boxes[j]) if side[n] > 0 and along[n] <= 0.2 else False
        for n, (i, j) in enumerate(pairs)
    ]
    words = [page.words(int(i), int(j)) for i, j in pairs]
    quoted = [
        not page.is_head[i] and not page.is_head[j] and goes_on(page.texts[i][-200:], page.texts[j][:200])
        for i, j in pairs
    ]
    same_zone = (page.zone[a] >= 0) & (page.zone[a] == page.zone[b])
    owner = np.where(head_a, a, page.zone[a])
    columns = (
        head_a,
        page.down[a],
        page.is_a("text")[a],
        page.is_a("verse")[a],
        page.is_a("table")[a],
        head_b,
        page.down[b],
        page.is_a("text")[b],
        page.is_a("verse")[b],
        page.is_a("table")[b],
        np.clip(page.left[b] - page.left[a], -40, 40) / 10,
        np.clip(page.left[b] - page.left[a], -3, 3),
        np.clip(page.right[b] - page.right[a], -40, 40) / 10,
        np.clip(page.right[b] - page.right[a], -3, 3),
        np.clip(gap, -40, 40) / 10,
        np.clip(gap, -2, 5),
        np.clip(lines, -1, 4),
        np.clip(page.top[b] - page.top[a], -40, 40) / 10,
        level < 1.9,
        level < 4,
        np.clip(page.bottom[b] - page.bottom[a], -40, 40) / 10,
        feet < 1.9,
        feet < 4,
        np.clip(aside, -30, 60) / 10,
        np.clip(aside, -2, 6),
        np.clip(back, -2, 60) / 10,
        along,
        side,
        np.clip(middle, 0, 30) / 10,
        np.clip(middle, 0, 3),
        np.clip(np.log(widths[b] / widths[a]), -2, 2),
        np.abs(widths[a] - widths[b]) < 1.2,
        np.clip(widths[a], 0, 60) / 20,
        np.clip(widths[b], 0, 60) / 20,
        page.large[a],
        page.large[b],
        np.clip(np.abs(page.large[a] - page.large[b]), 0, 0.3) * 5,
        page.long[a],
        page.long[b],
        opens_yes,
        opens_no,
        ends_yes,
        ends_no,
        ends_no * opens_no,
        ends_no * opens_yes,
        ends_yes * opens_no,
        ends_yes * opens_yes,
        page.flag("closed")[a],
        page.flag("dateline")[b],
        page.flag("starts_jump")[b],
        np.array(quoted),
        np.array(rule_across),
        np.array(rule_down),
        page.boxed[a] == page.boxed[b],
        page.boxed[a] >= 0,
        page.boxed[b] >= 0,
        page.filled(a, b),
        np.minimum(beside, 3),
        np.minimum(stacked, 3),
        np.minimum(heads, 3),
        page.nearest(gap, along > 0.3, b),
        page.nearest(gap, along > 0.3, a),
        page.nearest(aside, side > 0.2, b),
        page.nearest(aside, side > 0.2, a),
        page.ceiling[b] == a,
        (page.ceiling[a] >= 0) & (page.ceiling[a] == page.ceiling[b]),
        (page.ceiling[b] >= 0)
        & (page.ceiling[b] < page.first)
        & (page.ceiling[b] != a)
        & (page.ceiling[b] != page.ceiling[a]),
        head_a & (page.zone[b] == a) & (page.index[b] == 0),
        head_a & (page.zone[b] == a) & (page.index[b] > 0),
        same_zone & (page.index[b] == page.index[a] + 1),
        same_zone & (page.index[b] != page.index[a] + 1),
        (page.zone[b] >= 0) & (page.zone[b] != owner) & (page.index[b] == 0),
        (page.zone[b] >= 0) & (page.zone[b] != owner) & (page.index[b] > 0),
        (page.zone[a] >= 0) & (page.zone[b] < 0),
        page.lead[b] == np.where(head_a, a, -2),
        (page.lead[a] >= 0) & (page.lead[a] == page.zone[b]) & (page.index[b] == 0),
        page.odds[a],
        page.odds[b],
        np.array(words),
        page.font[a] == page.font[b],
        np.abs(page.pitch[a] - page.pitch[b]) < 0.08,
        np.full(len(a), page.habit.spaces),
        np.full(len(a), page.habit.indents),
        np.minimum(page.cohere(a, b), 0.3) * 5,
        *page.likely[a].T,
        *page.likely[b].T,
        _often(gap, ~head_a & ~head_b & (along > 0.7) & (np.abs(page.left[a] - page.left[b]) < 1) & (gap < 3)),
    )
    return _stack(*columns)


def _often(gap: Floats, fits: Flags) -> Floats:
    """How many other pairs of a page stand as far apart: space between paragraphs is of one width."""
    out = np.zeros(len(gap))
    held = np.sort(gap[fits])
    count = np.searchsorted(held, gap[fits] + ALIKE) - np.searchsorted(held, gap[fits] - ALIKE)
    out[fits] = np.minimum(count - 1, 8) / 4
    return out


ALIKE = 0.08
"""Ems by which two gaps of one width differ."""


def of_starts(page: Things) -> Floats:
    """What tells that a thing begins a story, or stands alone."""
    return _stack(
        *_of_each(page, page.nearest_above(), "opens"),
        page.flag("dateline"),
        page.flag("starts_jump"),
        page.index == 0,
        page.index > 0,
        page.lead >= 0,
        page.ceiling < 0,
    )


def of_ends(page: Things) -> Floats:
    """What tells that nothing goes on after a thing."""
    last = np.zeros(len(page.things))
    empty = np.array([*(not h.zone for h in page.heads), *(False for _ in page.columns)], dtype=bool)
    at = {id(thing): n for n, thing in enumerate(page.things)}
    for head in page.heads:
        if head.zone:
            last[at[id(head.zone[-1])]] = 1.0
    return _stack(
        *_of_each(page, page.nearest_below(), "ends"),
        page.flag("closed"),
        last,
        empty,
        np.array([*(0.0 for _ in page.heads), *(min(c.short_by(-1), 12.0) / 6 for c in page.columns)]),
    )


def _of_each(page: Things, nearest: tuple[Floats, Places], edge: str) -> tuple[Floats | Flags, ...]:
    """What beginnings and ends have in common: what a thing is, what is nearest on the side in question (how far, of
    which kind), and how its paragraph stands at that `edge`, its "opens" or its "ends".
    """
    near, kind = nearest
    return (
        *page.kinds(),
        np.full(len(page.things), page.habit.spaces),
        page.told(edge, True),
        page.told(edge, False),
        page.large,
        page.long,
        page.odds,
        np.clip(near, 0, 12) / 4,
        np.clip(near, 0, 3),
        kind == 0,
        kind == 1,
        kind < 0,
        page.boxed >= 0,
        np.clip(page.right - page.left, 0, 60) / 20,
        *page.likely.T,
    )


def _stack(*columns: Floats | Flags) -> Floats:
    """Columns of numbers side by side, a row for each thing."""
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)
