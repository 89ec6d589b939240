"""What the reader sees of simulated pages, with what is true of it: which thing goes before each."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from benchmarks.printed.pages import Example, Mark
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.reader import parted
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.printed.subjects import Floats, Places
from scripts.pagetext.printed.things import Flags, Thing

HEADS = {"mark": 0, "label": 0, "kicker": 1, "headline": 1, "deck": 1, "byline": 2, "jump": 2, "introduction": 3}
BODY, AFTER = 10, 50
PURE = 0.9
"""Share of a thing's characters that must be of one story for it to count in full."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as `sights` shows it; `leaders` are places of what goes before, or -1; `weights` how much each counts."""

    pairs: Places
    of_pairs: Floats
    of_starts: Floats
    of_ends: Floats
    leaders: Places
    weights: Floats


def seen_of(example: Example) -> Seen | None:
    """A page with its truth; None where it has nothing to decide."""
    model = page_model(example.text.split("\n"), layout=example.layout)
    scene = parted(model).scene
    if not len(scene.pairs):
        return None
    leaders = np.full(len(scene.things), -1, dtype=np.int64)
    weights = np.zeros(len(scene.things))
    stories: dict[int, list[tuple[tuple[int, float], int]]] = defaultdict(list)
    for place, thing in enumerate(scene.things):
        story, order, pure = _true(thing, example.marks)
        weights[place] = 1.0 if pure >= PURE else 0.2
        if story is not None and example.kinds[story] != "furniture":
            stories[story].append((order, place))
    for parts in stories.values():
        parts.sort()
        for (_, before), (_, after) in itertools.pairwise(parts):
            leaders[after] = before
    return Seen(scene.pairs, scene.of_pairs, scene.of_starts, scene.of_ends, leaders, weights)


def _true(thing: Thing, marks: tuple[Mark, ...]) -> tuple[int | None, tuple[int, float], float]:
    """The story that most of a thing is of, its place in that story, and how much of it is."""
    segments = [line for group in thing.groups for line in group.lines] if isinstance(thing, Head) else thing.lines
    votes: Counter[int] = Counter()
    orders: dict[int, tuple[int, float]] = {}
    for segment in segments:
        for mark in marks:
            if _is_of(segment, mark):
                votes[mark.story] += len(segment.text)
                orders[mark.story] = min(orders.get(mark.story, (99, 0.0)), (_rank(mark.part), mark.baseline))
    if not votes:
        return None, (0, 0.0), 0.0
    story, most = votes.most_common(1)[0]
    return story, orders[story], most / votes.total()


def _is_of(segment: Segment, mark: Mark) -> bool:
    common = min(mark.right, segment.box.right) - max(mark.left, segment.box.left)
    if segment.along:
        return abs(mark.baseline - segment.baseline) < 1.6 and common > 0
    return segment.box.top - 1 < mark.baseline < segment.box.bottom + 2 and common > 0.3 * segment.size


def _rank(part: str) -> int:
    if part.startswith("body-"):
        return BODY + int(part.removeprefix("body-"))
    return HEADS.get(part, AFTER)


def missed(seen: Seen) -> Flags:
    """Which things have a true leader that is no candidate."""
    known = {(int(a), int(b)) for a, b in seen.pairs}
    return np.array([a >= 0 and (int(a), b) not in known for b, a in enumerate(seen.leaders)])
