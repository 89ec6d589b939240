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
    if column.role != "text":
        return Sight(None, None, dateline=False, closed=False, starts_jump=False)
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
    columns: Sequence[Column], heads: Sequence[Head], habit: Habit, walls: Walls, size: float, odds: Sequence[float]
) -> tuple[list[Flow], list[Head]]:
    """The stories of a page, and the heads that have no text. `odds` say for each head how much more likely it heads a
    story than stands inside one as a crosshead (log odds).
    """
    columns = list(columns)
    seen = [sight_of(column, habit) for column in columns]
    count = len(columns)
    cost: dict[tuple[int, int], float] = {}
    piles = _piles(columns, heads, odds, walls, size)
    zones = {id(piece): (head, n) for head in heads for n, c in enumerate(head.zone) for piece in piles.get(id(c), [c])}
    order = {id(piece): (pile, n) for pile in piles.values() for n, piece in enumerate(pile)}
    place = Places(columns, heads, walls, size, zones, order)
    for b in range(count):
        for a in range(count):
            if a != b:
                price = _goes_on(place, columns[a], columns[b], seen[a], seen[b])
                if price is not None:
                    cost[a, b] = price
        for h, head in enumerate(heads):
            price = _begins(head, columns[b], seen[b], size)
            if price is not None:
                cost[count + h, b] = price + max(0.0, -odds[h])
    lone = [NO_HEAD - 1.2 * s.dateline - 1.5 * s.starts_jump + (1.5 if s.opens is False else 0.0) for s in seen]
    unused = [OPEN_LEFT if s.ends is False and not s.closed else 0.0 for s in seen]
    unused += [min(LONE_HEAD, max(0.0, odd)) if head.zone else 0.0 for head, odd in zip(heads, odds, strict=True)]
    leader = assign(count + len(heads), count, cost, lone, unused)
    leader = _uncircled(leader, count, cost)
    return _gathered(columns, heads, odds, leader)


def _begins(head: Head, column: Column, sight: Sight, size: float) -> float | None:
    """What it costs that a column is the first under a head."""
    if column not in head.zone:
        return None
    place = head.zone.index(column)
    price = 0.0 if place == 0 else 1.6 + 0.8 * place
    if not head.along and place == len(head.zone) - 1 and column.left > head.box.right:
        price = min(price, 0.0 if place == 0 else 3.0)
    if head.along and head.introduction is None:
        price += min(1.5, 0.04 * max(0.0, (column.top - head.box.bottom) / size - 9))
    if sight.opens is False:
        price += MISFIT
    if sight.dateline or sight.starts_jump:
        price -= 0.5
    return price


Pile = list[Column]


@dataclass(frozen=True, slots=True)
class Places:
    """What places tell: the zone of a head that a column is in, and the pile of columns that it is part of."""

    columns: Sequence[Column]
    heads: Sequence[Head]
    walls: Walls
    size: float
    zones: dict[int, tuple[Head, int]]
    order: dict[int, tuple[Pile, int]]


def _piles(
    columns: Sequence[Column], heads: Sequence[Head], odds: Sequence[float], walls: Walls, size: float
) -> dict[int, Pile]:
    """Columns of one measure that stand one over the other, with nothing between them but a crosshead or a picture: by
    the first of each.
    """
    out: dict[int, Pile] = {}
    firm = [head for head, odd in zip(heads, odds, strict=True) if odd > 1.0 and head.along]
    for column in sorted(columns, key=lambda c: (c.top, c.left)):
        near = None
        for pile in out.values():
            last = pile[-1]
            if abs(last.left - column.left) > size or (column.top <= last.top):
                continue
            if abs(last.right - column.right) > 2 * size and min(len(last.lines), len(column.lines)) > 1:
                continue
            if not -size < column.top - last.bottom < PILE * last.pitch or abs(last.size - column.size) > 0.08 * size:
                continue
            if walls.between(last.lines[-1].box, column.lines[0].box):
                continue
            if walls.box_of(last.box) != walls.box_of(column.box):
                continue
            if any(_head_between(head, last, column) for head in firm):
                continue
            if column.top - last.bottom > BLANK * last.pitch and not _filled(last, column, heads, walls):
                continue
            near = pile
        if near is not None:
            near.append(column)
        else:
            out[id(column)] = [column]
    return out


BLANK = 0.9
"""Lines of blank between two columns from which something must explain it, or the second is another story's."""


def _filled(one: Column, other: Column, heads: Sequence[Head], walls: Walls) -> bool:
    """Whether a head or a picture stands between two columns."""
    if any(head.along and _head_between(head, one, other) for head in heads):
        return True
    return any(
        share_along(box, other.box) > 0.3 and box.top > one.top and box.bottom < other.bottom for box in walls.pictures
    )


PILE = 4.5
"""Lines between two columns of one pile: a crosshead in two lines with space around it."""


def _goes_on(place: Places, one: Column, other: Column, left: Sight, right: Sight) -> float | None:
    """What it costs that a column goes on where another ends, or None where that cannot be."""
    found = _placed(place, one, other)
    if found is None:
        return None
    price = found
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
    if abs(one.size - other.size) > 0.06 * place.size:
        price += 1.0
    if other.order > one.order and other.lines[0].piece.line - one.lines[-1].piece.line <= 2:
        price -= 0.3
    return price


def _placed(place: Places, one: Column, other: Column) -> float | None:
    """The part of the cost that places tell."""
    columns, heads, walls, size, zones = place.columns, place.heads, place.walls, place.size, place.zones
    pile, at = place.order[id(one)]
    other_pile, other_at = place.order[id(other)]
    if pile is other_pile:
        return -0.4 if other_at == at + 1 else (2.5 if other_at > at else None)
    inside = (at < len(pile) - 1) + (other_at > 0)  # it leaves a pile, or enters one, in the middle
    aside = other.left - one.right
    measure = abs((one.right - one.left) - (other.right - other.left)) / size
    price = 1.8 * inside + (min(1.6, 0.35 * measure) if measure > 1.5 else 0.0)
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
        first, second = pile[0], other_pile[0]
        level = abs(first.top - second.top) < LEVEL * one.pitch
        meets = min(one.bottom, other_pile[-1].bottom) - max(first.top, second.top)
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
        verse = one.role == other.role == "verse" and gap < 3
        if gap > BLANK and not verse and not _filled(one, other, heads, walls):
            price += min(3.0, 1.2 + 1.2 * gap)
        price += 1.6 * _stacked_between(columns, one, other)
        price += sum(0.4 for head in heads if head.along and _head_between(head, one, other))
        price -= 0.6 * (one.role == other.role == "verse")
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


def _gathered(
    columns: list[Column], heads: Sequence[Head], odds: Sequence[float], leader: list[int]
) -> tuple[list[Flow], list[Head]]:
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
    for head, odd in zip(heads, odds, strict=True):
        if id(head) in used:
            continue
        if not head.zone and odd < 2.0 and head.along and _at_foot(head, owner):
            continue
        first = head.zone[0] if head.zone else None
        flow, place = owner[id(first)] if first is not None else (None, 0)
        if flow is not None and place > 0 and len(head.zone) == 1 and head.along:
            flow.crossheads.setdefault(place, []).append(head)
        else:
            bare.append(head)
    return flows, bare


def _at_foot(head: Head, owner: dict[int, tuple[Flow, int]]) -> bool:
    """Take a head that stands right below a column, and over nothing, as a crosshead before the next column."""
    box = head.box
    for flow, place in owner.values():
        column = flow.columns[place]
        near = -0.5 * column.size < box.top - column.bottom < 2.5 * column.size
        if near and share_along(box, column.box) > 0.7 and place + 1 < len(flow.columns):
            flow.crossheads.setdefault(place + 1, []).insert(0, head)
            return True
    return False
