"""The heads and columns of a page as arrays: their places, types and words, and what stands between them.

Lengths are ems of the page's text. Nothing here knows in which order a page was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.bylines import names_at_end
from scripts.pagetext.marks import DATELINE, JUMP_FROM, JUMP_TO
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.paragraphs import Habit, ends, opens
from scripts.pagetext.printed.roles import ROLES, likely
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.printed.subjects import Floats, Places, subjects
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.printed.zones import ceilings, rooms_of

Flags = NDArray[np.bool_]
Thing = Head | Column

NEAREST = (4, 7, 4, 3)
"""Candidates for what goes before a thing: above it, to its left, heads, and to its right higher up. On simulated pages
1 true link of 100 is not among them."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a thing matters to its ties."""

    opens: bool | None
    ends: bool | None
    dateline: bool
    closed: bool
    starts_jump: bool


def sight_of(column: Column, habit: Habit) -> Sight:
    """Look at a column's first and last lines."""
    if column.role != "text":
        return Sight(None, None, dateline=False, closed=False, starts_jump=False)
    first, last = column.lines[0].text, column.lines[-1].text
    start = first + (column.lines[1].text if len(column.lines) > 1 else "")
    tail = "".join(line.text for line in column.lines[-2:])
    jump, onward = JUMP_FROM.match(first), JUMP_TO.search(last)
    return Sight(
        opens(column, habit),
        ends(column),
        DATELINE.match(start) is not None,
        bool(onward and onward.end() >= len(last) - 1) or bool(names_at_end(tail)),
        bool(jump and (jump.end() == len(first) or first[0] in "（(")),
    )


class Things:
    """A page's heads and columns, heads first, once the heads have zones; `odds` say how likely each heads a story (log
    odds).
    """

    def __init__(
        self,
        heads: Sequence[Head],
        columns: Sequence[Column],
        habit: Habit,
        walls: Walls,
        size: float,
        odds: Sequence[float],
    ) -> None:
        self.things: tuple[Thing, ...] = (*heads, *columns)
        self.heads, self.columns, self.walls, self.size = heads, columns, walls, size
        count, first = len(self.things), len(heads)
        self.first = first
        boxes = np.array([thing.box for thing in self.things], dtype=np.float64).reshape(count, 4) / size
        rooms = rooms_of(columns)
        right = (
            np.array([*(h.box.right for h in heads), *(rooms[id(c)].right for c in columns)], dtype=np.float64) / size
        )
        self.left, self.top, self.right, self.bottom = boxes.T
        self.top = self.top.copy()
        for n, column in enumerate(columns):
            self.top[first + n] = column.top / size
        self.room = right
        self.pitch = np.array([*(1.45 for _ in heads), *(max(0.5, c.pitch / size) for c in columns)])
        self.large = np.log(np.array([thing.size / size for thing in self.things]))
        self.long = np.log(
            np.array([*(len(h.text) for h in heads), *(len(c.lines) for c in columns)], dtype=np.float64)
        )
        self.is_head = np.arange(count) < first
        self.down = np.array([*(not h.along for h in heads), *(False for _ in columns)], dtype=bool)
        self.role = [*("head" for _ in heads), *(c.role for c in columns)]
        seen = [sight_of(column, habit) for column in columns]
        blank = Sight(None, None, dateline=False, closed=False, starts_jump=False)
        self.seen = [*(blank for _ in heads), *seen]
        self.odds = np.array([*odds, *(0.0 for _ in columns)]) / 5
        self.likely = np.array([likely(self._lines(thing)) for thing in self.things]).reshape(count, len(ROLES))
        self.boxed = np.array([walls.box_of(thing.box) for thing in self.things])
        at = {id(thing): n for n, thing in enumerate(self.things)}
        above = ceilings(columns, heads)
        self.ceiling = np.array(
            [*(-1 for _ in heads), *(at[id(t)] if (t := above[id(c)]) is not None else -1 for c in columns)],
            dtype=np.int64,
        )
        self.zone = np.full(count, -1)
        self.index = np.full(count, -1)
        for h, head in enumerate(heads):
            for n, column in enumerate(head.zone):
                self.zone[at[id(column)]], self.index[at[id(column)]] = h, n
        self.lead = np.full(count, -1)
        for h, head in enumerate(heads):
            if head.introduction is not None and id(head.introduction) in at:
                self.lead[at[id(head.introduction)]] = h
        self.texts = [thing.text for thing in self.things]
        told = [
            thing.text + "".join(column.text for column in thing.zone[:1]) if isinstance(thing, Head) else thing.text
            for thing in self.things
        ]
        self.subject = subjects(told)
        fonts = {name: n for n, name in enumerate(sorted({self._font(thing) for thing in self.things}))}
        self.font = np.array([fonts[self._font(thing)] for thing in self.things])
        self.habit = habit

    @staticmethod
    def _lines(thing: Thing) -> Sequence[Segment]:
        return max(thing.groups, key=lambda group: group.size).lines if isinstance(thing, Head) else thing.lines

    @staticmethod
    def _font(thing: Thing) -> str:
        return (thing.groups[-1] if isinstance(thing, Head) else thing).lines[0].font

    def candidates(self) -> Places:
        """The nearest things of each kind that may go before each thing."""
        count = len(self.things)
        found: list[tuple[int, int]] = []
        for b in range(count):
            wide = np.minimum(self.right, self.room[b]) - np.maximum(self.left, self.left[b])
            share = wide / np.maximum(0.5, np.minimum(self.right - self.left, self.right[b] - self.left[b]))
            gap = self.top[b] - self.bottom
            aside = self.left[b] - self.right
            miss = np.maximum(0.0, np.maximum(self.top[b] - self.bottom, self.top - self.bottom[b]))
            ways = (
                np.where((share > 0.15) & (gap > -1.5), gap, np.inf),
                np.where(
                    aside > -1.5, np.maximum(aside, 0) + 0.7 * miss + 0.2 * np.abs(self.top - self.top[b]), np.inf
                ),
                np.where(
                    self.is_head & (self.top < self.bottom[b]),
                    np.maximum(0, gap) + 0.5 * np.maximum(0, np.maximum(aside, self.left - self.right[b])),
                    np.inf,
                ),
                np.where(
                    (self.left - self.right[b] > -1.5) & (gap < 3) & (self.top < self.top[b] - 1.5),
                    np.abs(gap) + 0.3 * (self.left - self.right[b]),
                    np.inf,
                ),
            )
            some: set[int] = set()
            for way, most in zip(ways, NEAREST, strict=True):
                way[b] = np.inf
                near = np.argsort(way, kind="stable")[:most]
                some.update(int(a) for a in near if np.isfinite(way[a]))
            if self.zone[b] >= 0:
                some.add(int(self.zone[b]))
            if self.lead[b] >= 0:
                some.add(int(self.lead[b]))
            some.discard(b)
            found += [(a, b) for a in sorted(some)]
        return np.array(found, dtype=np.int64).reshape(-1, 2)

    def between(self, a: Places, b: Places) -> tuple[Floats, Floats, Floats]:
        """Columns beside, columns stacked and heads stacked between each pair."""
        beside, stacked, heads = (np.zeros(len(a)) for _ in range(3))
        step = max(1, 2_000_000 // max(1, len(self.things)))
        for low in range(0, len(a), step):
            one, other = a[low : low + step, None], b[low : low + step, None]
            top = np.maximum(self.top[one], self.top[other])
            bottom = np.minimum(self.bottom[one], self.bottom[other])
            flat = bottom - top < 1.4
            top, bottom = np.where(flat, self.top[other], top), np.where(flat, self.bottom[other], bottom)
            common = np.minimum(self.bottom, bottom) - np.maximum(self.top, top)
            inside = (self.left >= self.right[one] - 1) & (self.right <= self.left[other] + 1)
            beside[low : low + step] = (inside & (common > 0.7) & ~self.is_head).sum(axis=1)
            wide = np.minimum(self.right, self.right[other]) - np.maximum(self.left, self.left[other])
            share = wide / np.maximum(0.5, np.minimum(self.right - self.left, self.right[other] - self.left[other]))
            under = (self.top >= self.bottom[one] - 1) & (self.bottom <= self.top[other] + 1) & (share > 0.3)
            itself = np.arange(len(self.things))
            under &= (itself != one) & (itself != other)
            stacked[low : low + step] = (under & ~self.is_head).sum(axis=1)
            heads[low : low + step] = (under & self.is_head).sum(axis=1)
        return beside, stacked, heads

    def filled(self, a: Places, b: Places) -> Floats:
        """Whether a picture stands between each pair, one over the other."""
        boxes = np.array(self.walls.pictures, dtype=np.float64).reshape(-1, 4) / self.size
        if not len(boxes):
            return np.zeros(len(a))
        left, top, right, bottom = (side[None, :] for side in boxes.T)
        wide = np.minimum(right, self.right[b][:, None]) - np.maximum(left, self.left[b][:, None])
        share = wide / np.maximum(0.5, np.minimum(right - left, (self.right - self.left)[b][:, None]))
        held = (share > 0.3) & (top > self.top[a][:, None]) & (bottom < self.bottom[b][:, None])
        found: Floats = held.any(axis=1).astype(np.float64)
        return found

    def kinds(self) -> tuple[Flags, ...]:
        """Heads, heads that run down, text, verse, tables."""
        return self.is_head, self.down, self.is_a("text"), self.is_a("verse"), self.is_a("table")

    def is_a(self, role: str) -> Flags:
        """Which things have that role."""
        return np.array([one == role for one in self.role], dtype=bool)

    def told(self, name: str, value: bool) -> Floats:
        """Which things begin (or end) as told: with a paragraph, or in the middle of one."""
        return np.array([getattr(one, name) is value for one in self.seen], dtype=np.float64)

    def flag(self, name: str) -> Floats:
        """Which things have that mark."""
        return np.array([getattr(one, name) for one in self.seen], dtype=np.float64)

    def words(self, a: int, b: int) -> float:
        """The share of a head's pairs of characters that a text has."""
        if not self.is_head[a] or self.is_head[b]:
            return 0.0
        title = "".join(char for char in self.texts[a] if char.isalnum())
        grams = {title[n : n + 2] for n in range(len(title) - 1)}
        return sum(gram in self.texts[b] for gram in grams) / max(4, len(grams))

    def cohere(self, a: Places, b: Places) -> Floats:
        """How much of what two things are about is the same."""
        found: Floats = np.einsum("ij,ij->i", self.subject[a], self.subject[b])
        return found

    def nearest(self, gap: Floats, fits: Flags, by: Places) -> Flags:
        """Whether a pair is the nearest one of all that have the same follower (or leader)."""
        far = np.where(fits & (gap > -1.5), gap, np.inf)
        best = np.full(len(self.things), np.inf)
        np.minimum.at(best, by, far)
        near: Flags = np.isfinite(far) & (far <= best[by] + 0.05)
        return near

    def nearest_above(self) -> tuple[Floats, Places]:
        """How far the nearest thing above each is, and whether that is a head (0), text (1), or none (-1)."""
        return self._stacked(up=True)

    def nearest_below(self) -> tuple[Floats, Places]:
        """The same for what is below."""
        return self._stacked(up=False)

    def _stacked(self, *, up: bool) -> tuple[Floats, Places]:
        count = len(self.things)
        near, kind = np.full(count, 40.0), np.full(count, -1)
        for n in range(count):
            wide = np.minimum(self.right, self.right[n]) - np.maximum(self.left, self.left[n])
            gap = self.top[n] - self.bottom if up else self.top - self.bottom[n]
            fits = (wide > 1.0) & (gap > -1.5)
            fits[n] = False
            if fits.any():
                far = np.where(fits, gap, np.inf)
                best = int(np.argmin(far))
                near[n], kind[n] = max(0.0, far[best]), int(not self.is_head[best])
        return near, kind
