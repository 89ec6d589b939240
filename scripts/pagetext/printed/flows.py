"""Flows: which column of text goes on in which, and which head each story begins under, decided over the whole page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scripts.pagetext.bylines import names_at_end
from scripts.pagetext.marks import DATELINE, JUMP_FROM, JUMP_TO
from scripts.pagetext.printed.columns import Column, Walls
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.paragraphs import Habit, ends, goes_on, opens
from scripts.pagetext.printed.segments import share_along
from scripts.pagetext.printed.ties import assign
from scripts.pagetext.printed.zones import LEVEL

# Costs are about minus the logarithm of how often such a pair is one story; set by hand on the project's own pages.
NO_HEAD = 3.2
"""Of a column that begins a story without a headline."""
OPEN_LEFT = 3.0
"""Of a column that breaks off inside a sentence and goes on nowhere."""
TORN, MISFIT = 3.0, 2.2
"""Of an open end before a paragraph's beginning; of a closed end before the middle of a paragraph."""
MEND = -1.2
"""Of an open end before the middle of a paragraph: what columns of one story look like."""
CLOSED = 3.0
"""Of going on after a closing name or a jump line, or before a dateline."""
SKIPPED = 2.6
"""Of each column that lies between."""
LONE_HEAD = 2.6
"""Of a head with no text."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a column matters to its ties."""

    opens: bool | None
    ends: bool | None
    dateline: bool
    closed: bool
    starts_jump: bool


def sight_of(column: Column, habit: Habit) -> Sight:
    """Look at a column's first and last lines."""
    first, last = column.lines[0].text, column.lines[-1].text
    start = first + (column.lines[1].text if len(column.lines) > 1 else "")
    tail = "".join(line.text for line in column.lines[-2:])
    jump = JUMP_FROM.match(first)
    return Sight(
        opens(column, habit),
        ends(column),
        DATELINE.match(start) is not None,
        bool(JUMP_TO.search(last) and JUMP_TO.search(last).end() >= len(last) - 1) or bool(names_at_end(tail)),  # type: ignore[union-attr]
        bool(jump and (jump.end() == len(first) or first[0] in "（(")),
    )


@dataclass(slots=True)
class Flow:
    """One story's text: the head it stands under, if any, and its columns in the order of reading; `crossheads` are
    heads that turned out to stand inside, by the column before which they stand.
    """

    head: Head | None
    columns: list[Column]
    crossheads: dict[int, list[Head]]


def flows_of(
    columns: Sequence[Column], heads: Sequence[Head], habit: Habit, walls: Walls, size: float, cross: Sequence[float]
) -> tuple[list[Flow], list[Head]]:
    """The stories of a page, and the heads that have no text. `cross` is for each head what it costs as a crosshead."""
    columns = list(columns)
    seen = [sight_of(column, habit) for column in columns]
    count = len(columns)
    cost: dict[tuple[int, int], float] = {}
    zones = {id(c): (head, n) for head in heads for n, c in enumerate(head.zone)}
    for b in range(count):
        for a in range(count):
            if a != b:
                price = _goes_on(columns, a, b, seen, zones, heads, walls, size)
                if price is not None:
                    cost[a, b] = price
        for h, head in enumerate(heads):
            price = _begins(head, columns[b], seen[b])
            if price is not None:
                cost[count + h, b] = price
    lone = [NO_HEAD - 1.2 * s.dateline - 1.5 * s.starts_jump + (1.5 if s.opens is False else 0.0) for s in seen]
    unused = [OPEN_LEFT if s.ends is False and not s.closed else 0.0 for s in seen]
    unused += [min(LONE_HEAD, price) if head.zone else 0.0 for head, price in zip(heads, cross, strict=True)]
    leader = assign(count + len(heads), count, cost, lone, unused)
    leader = _uncircled(leader, count, cost)
    return _gathered(columns, heads, leader)


def _begins(head: Head, column: Column, sight: Sight) -> float | None:
    """What it costs that a column is the first under a head."""
    if column not in head.zone:
        return None
    place = head.zone.index(column)
    price = 0.0 if place == 0 else 1.6 + 0.8 * place
    if not head.along and place == len(head.zone) - 1 and column.left > head.box.right:
        price = min(price, 0.0 if place == 0 else 3.0)
    if sight.opens is False:
        price += MISFIT
    if sight.dateline or sight.starts_jump:
        price -= 0.5
    return price


def _goes_on(
    columns: Sequence[Column],
    a: int,
    b: int,
    seen: Sequence[Sight],
    zones: dict[int, tuple[Head, int]],
    heads: Sequence[Head],
    walls: Walls,
    size: float,
) -> float | None:
    """What it costs that column `b` goes on where `a` ends, or None where that cannot be."""
    one, other = columns[a], columns[b]
    place = _placed(columns, one, other, zones, heads, walls, size)
    if place is None:
        return None
    left, right = seen[a], seen[b]
    price = place
    if left.ends is False:
        price += TORN if right.opens else MEND
    elif left.ends is True:
        price += MISFIT if right.opens is False else 0.2
    else:
        price += 0.6 if right.opens is False else 0.3
    if goes_on(one.text[-200:], other.text[:200]):
        price -= 0.8
    if left.closed:
        price += CLOSED
    if right.dateline or right.starts_jump:
        price += CLOSED
    if abs(one.size - other.size) > 0.06 * size:
        price += 1.0
    if other.order > one.order and other.lines[0].piece.line - one.lines[-1].piece.line <= 2:
        price -= 0.3
    return price


def _placed(
    columns: Sequence[Column],
    one: Column,
    other: Column,
    zones: dict[int, tuple[Head, int]],
    heads: Sequence[Head],
    walls: Walls,
    size: float,
) -> float | None:
    """The part of the cost that places tell."""
    aside = other.left - one.right
    measure = abs((one.right - one.left) - (other.right - other.left)) / size
    price = min(1.6, 0.35 * measure) if measure > 1.5 else 0.0
    zone, under = zones.get(id(one)), zones.get(id(other))
    if under and under[1] == 0 and (zone is None or zone[0] is not under[0]):
        price += 1.2  # it has a head of its own
    elif under and zone and zone[0] is not under[0]:
        price += 2.0
    if aside > -1.5 * size:  # to the right
        same = zone is not None and under is not None and zone[0] is under[0]
        if same and zone and under and under[1] == zone[1] + 1:
            return price - 1.0
        if aside > 60 * size:
            return None
        level = abs(one.top - other.top) < LEVEL * one.pitch
        meets = min(one.bottom, other.bottom) - max(one.top, other.top)
        price += 0.8 if level else 1.4 if meets > 0 else 3.0
        price += min(2.5, max(0.0, aside / size - 4.0) * 0.12)
        price += SKIPPED * _between(columns, one, other)
        if walls.beside(one.box, other.box):
            price += 1.0
        if walls.box_of(one.box) != walls.box_of(other.box):
            price += 1.5
        return price
    if share_along(one.box, other.box) > 0.5:
        if other.top < one.bottom - 0.5 * size:
            return None
        gap = (other.top - one.bottom) / one.pitch
        price += 0.5 + min(2.5, 0.06 * max(0.0, gap - 2))
        price += 1.6 * _stacked_between(columns, one, other)
        price += sum(0.5 for head in heads if head.along and _head_between(head, one, other))
        if walls.between(one.box, other.box):
            price += 1.5
        if walls.box_of(one.box) != walls.box_of(other.box):
            price += 1.5
        return price
    if other.top > one.top + 2 * one.pitch and other.right < one.left + 1.5 * size:  # back to the left, lower down
        price += 3.0 + 0.8 * _between(columns, other, one)
        price += 0.0 if other.top > one.bottom - one.pitch else 1.5
        return price
    return None


def _between(columns: Sequence[Column], one: Column, other: Column) -> int:
    """Columns that lie between two that stand side by side, at a height that both have or the second has."""
    top, bottom = max(one.top, other.top), min(one.bottom, other.bottom)
    if bottom - top < one.pitch:
        top, bottom = other.top, other.bottom
    found = 0
    for column in columns:
        if column is one or column is other:
            continue
        if column.left >= one.right - one.size and column.right <= other.left + one.size:
            found += min(column.bottom, bottom) - max(column.top, top) > 0.5 * one.pitch
    return found


def _stacked_between(columns: Sequence[Column], one: Column, other: Column) -> int:
    return sum(
        column is not one
        and column is not other
        and share_along(column.box, other.box) > 0.5
        and column.top >= one.bottom - one.size
        and column.bottom <= other.top + one.size
        for column in columns
    )


def _head_between(head: Head, one: Column, other: Column) -> bool:
    box = head.box
    return box.top >= one.bottom - one.size and box.bottom <= other.top + one.size and share_along(box, other.box) > 0.3


def _uncircled(leader: list[int], count: int, cost: dict[tuple[int, int], float]) -> list[int]:
    """Leaders with each circle cut at its dearest tie."""
    out = list(leader)
    for start in range(count):
        path: list[int] = []
        at = start
        while 0 <= at < count and at not in path:
            path.append(at)
            at = out[at]
        if 0 <= at < count:
            circle = path[path.index(at) :]
            worst = max(circle, key=lambda b: (cost[out[b], b], b))
            out[worst] = -1
    return out


def _gathered(columns: list[Column], heads: Sequence[Head], leader: list[int]) -> tuple[list[Flow], list[Head]]:
    count = len(columns)
    following = {a: b for b, a in enumerate(leader) if 0 <= a < count}
    flows: list[Flow] = []
    used: set[int] = set()
    for b, a in enumerate(leader):
        if 0 <= a < count:
            continue
        head = heads[a - count] if a >= count else None
        if head is not None:
            used.add(id(head))
        chain = [b]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        flows.append(Flow(head, [columns[n] for n in chain], {}))
    owner = {id(column): (flow, n) for flow in flows for n, column in enumerate(flow.columns)}
    bare: list[Head] = []
    for head in heads:
        if id(head) in used:
            continue
        first = head.zone[0] if head.zone else None
        flow, place = owner[id(first)] if first is not None else (None, 0)
        if flow is not None and place > 0 and len(head.zone) == 1 and head.along:
            flow.crossheads.setdefault(place, []).append(head)
        else:
            bare.append(head)
    return flows, bare
