"""Zones: the columns of text that a head stands over, flush with or beside."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.columns import RAG, Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.roles import share
from scripts.pagetext.printed.walls import Walls

LEVEL = 1.3
"""Lines by which the tops of columns under one head may differ."""
REACH = 45.0
"""Ems of text between a head and the text under it, at most: a picture may stand between."""
GUTTER = 5.0
"""Ems between two columns that stand side by side."""
OFF = 2.2
"""Ems by which a head may stand off the middle, or the edge, of its columns."""


def ceilings(columns: Sequence[Column], heads: Sequence[Head]) -> dict[int, Head | Column | None]:
    """What stands right above each column of text, by the column's identity: a head, another column or nothing."""
    things: list[Head | Column] = [*heads, *columns]
    if not columns:
        return {}
    boxes = np.array([thing.box for thing in things], dtype=np.float64)
    left, bottom, right = boxes[:, 0], boxes[:, 3], boxes[:, 2]
    rooms = rooms_of(columns)
    out: dict[int, Head | Column | None] = {}
    for n, column in enumerate(columns):
        box = rooms[id(column)]
        common = np.minimum(right, box.right) - np.maximum(left, box.left)
        over = (bottom <= box.top + 0.6 * column.size) & (common >= column.size)
        over &= common >= 0.3 * np.minimum(box.width, right - left)
        over[len(heads) + n] = False
        best = int(np.argmax(np.where(over, bottom, -np.inf)))
        out[id(column)] = things[best] if over[best] else None
    return out


def rooms_of(columns: Sequence[Column]) -> dict[int, Box]:
    """For each column of text the room that it is set in: short lines (verse, lists, a last line) take less than the
    page's measure; to the right the room ends before the next column.
    """
    widths = sorted(c.right - c.left for c in columns if len(c.lines) > 2 and c.role == "text" for _ in c.lines)
    usual = widths[len(widths) // 2] if widths else 0.0
    boxes = [column.box for column in columns]
    sides = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    left, top, bottom = np.array([column.left for column in columns]), sides[:, 1], sides[:, 3]
    out: dict[int, Box] = {}
    for n, column in enumerate(columns):
        box = boxes[n]
        filled = sum(column.short_by(place) < RAG for place in range(len(column.lines)))
        right = box.right if column.role == "text" and filled > 1 else max(box.right, box.left + usual)
        if right > box.right:
            beside = (top < box.bottom + 3 * column.size) & (bottom > box.top - 3 * column.size)
            beside &= left > box.left + column.size
            if beside.any():
                right = min(right, max(box.right, float(left[beside].min()) - column.size))
        out[id(column)] = Box(box.left, box.top, right, box.bottom)
    return out


def find_zones(columns: Sequence[Column], heads: Sequence[Head], walls: Walls, size: float) -> None:
    """Fill the zones of heads."""
    above = ceilings(columns, heads)
    rooms = rooms_of(columns)
    for head in heads:
        if head.along:
            head.zone = _under(head, columns, above, rooms, walls, size)
        else:
            head.zone = _beside(head, columns, above, walls, size)


def _under(
    head: Head,
    columns: Sequence[Column],
    above: dict[int, Head | Column | None],
    rooms: dict[int, Box],
    walls: Walls,
    size: float,
) -> list[Column]:
    box = head.box
    under = [c for c in columns if above[id(c)] is head and c.top - box.bottom < REACH * size]
    far = bool(under) and min(c.top for c in under) - box.bottom > 9 * size
    nearer = _aslant(box, columns, above, size) if far else []
    if nearer:
        under = nearer
    if not under:  # a short head in the middle stands over a gutter
        middle = (box.left + box.right) / 2
        under = [
            c
            for c in columns
            if -0.5 * size < c.top - box.bottom < 9 * size
            and rooms[id(c)].left - 2.5 * size < middle < rooms[id(c)].right + 2.5 * size
            and not (isinstance(above[id(c)], Head) and above[id(c)].box.top > box.top)  # type: ignore[union-attr]
        ]
        if not under:  # or over columns that the text does not fill
            under = _aslant(box, columns, above, size)
        if not under:
            return []
        first = min(c.top for c in under)
        under = [c for c in under if _level(c, first)]
    top = min(c.top for c in under)
    row = sorted((c for c in columns if _level(c, top)), key=lambda c: c.left)
    held = {id(c) for c in under}
    core = [c for c in row if id(c) in held]
    if not core:
        return sorted(under, key=lambda c: c.left)[:1]
    first, last = row.index(core[0]), row.index(core[-1])
    low, high = first, last
    while (
        low > 0
        and _next_to(rooms[id(row[low - 1])], rooms[id(row[low])], walls, size)
        and _free(row[low - 1], head, above)
    ):
        low -= 1
    while (
        high + 1 < len(row)
        and _next_to(rooms[id(row[high])], rooms[id(row[high + 1])], walls, size)
        and _free(row[high + 1], head, above)
    ):
        high += 1
    inner = walls.box_of(box)
    best: tuple[float, int, int, int] | None = None
    for i in range(low, first + 1):
        for j in range(last, high + 1):
            left, right = row[i].left, rooms[id(row[j])].right
            if inner >= 0 and any(walls.box_of(c.box) != inner for c in row[i : j + 1]):
                continue
            off = abs((left + right) / 2 - (box.left + box.right) / 2)
            flush = abs(left - box.left)
            # a centred head tells more than a flush one: many a head is flush by chance where columns are narrow
            worth = min(off / size, flush / size + 0.8)
            key = (round(worth, 1) if worth > 0.5 * OFF else 0.0, i - j, i, j)
            if best is None or key < best:
                best = key
    if best is None:
        return core
    if best[0] > OFF * 2.5:
        return row[first : last + 1]
    return row[best[2] : best[3] + 1]


def _aslant(box: Box, columns: Sequence[Column], above: dict[int, Head | Column | None], size: float) -> list[Column]:
    """The column that begins close under a head but to its left: text that leaves room for a picture at its right, or
    that does not fill its columns.
    """
    found = [
        c
        for c in columns
        if -0.5 * size < c.top - box.bottom < 6 * size
        and c.left < box.right
        and c.right > box.left - 40 * size
        and not (isinstance(above[id(c)], Head) and above[id(c)].box.bottom > box.top)  # type: ignore[union-attr]
    ]
    return sorted(found, key=lambda c: c.left)[:1]


def find_introductions(columns: Sequence[Column], heads: Sequence[Head], font: str, walls: Walls, size: float) -> None:
    """Set apart introductions: what stands alone under a head, in other type, in a box or wide, over a row of columns.

    The head's zone is then that row.
    """
    above = ceilings(columns, heads)
    rooms = rooms_of(columns)
    widths = sorted(c.right - c.left for c in columns if len(c.lines) > 2)
    usual = widths[len(widths) // 2] if widths else 0.0
    for head in heads:
        if len(head.zone) != 1 or not head.along:
            continue
        first = head.zone[0]
        other_type = first.size > 1.07 * size or (font and all(line.font != font for line in first.lines))
        other_type = other_type or share(first.lines, "introduction") > 0.5
        boxed = walls.box_of(first.box) != walls.box_of(head.box)
        wide = first.right - first.left > 1.4 * usual
        if first.role != "text" or len(first.lines) > 9 or not (other_type or boxed or wide):
            continue
        under = [c for c in columns if above[id(c)] is first and -0.5 * size < c.top - first.bottom < 4 * size]
        under = [c for c in under if c.role == "text" and walls.box_of(c.box) == walls.box_of(head.box)]
        if not under or (len(under) == 1 and not other_type and not boxed):
            continue
        top = min(c.top for c in under)
        box = first.box
        row = sorted((c for c in columns if _level(c, top) and c in under), key=lambda c: c.left)
        inside = [c for c in row if box.left - 3 * size < c.left and rooms[id(c)].right < box.right + 3 * size]
        if inside:
            head.introduction = first
            head.zone = inside


def _level(column: Column, top: float) -> bool:
    return abs(column.top - top) < LEVEL * column.pitch


def _next_to(left: Box, right: Box, walls: Walls, size: float) -> bool:
    return right.left - left.right < GUTTER * size and not walls.beside(left, right)


def _free(column: Column, head: Head, above: dict[int, Head | Column | None]) -> bool:
    """Whether nothing nearer than the head stands over a column that may be under it."""
    thing = above[id(column)]
    if thing is head or thing is None:
        return True
    return thing.box.bottom < head.box.top + 0.5 * head.size


def _beside(
    head: Head,
    columns: Sequence[Column],
    above: dict[int, Head | Column | None],
    walls: Walls,
    size: float,
) -> list[Column]:
    """The columns beside a headline that runs down: those that begin about where it does, to its right or left."""
    box = head.box
    level = [c for c in columns if c.top < box.top + 4 * size and c.bottom > box.top + 1.5 * size]
    level = [c for c in level if c.top > box.top - 5 * size]
    right = sorted((c for c in level if c.left >= box.right - size), key=lambda c: c.left)
    left = sorted((c for c in level if c.right <= box.left + size), key=lambda c: -c.right)
    to_right = right[0].left - box.right if right else 1e9
    to_left = box.left - left[0].right if left else 1e9
    side = right if to_right <= max(to_left, 6 * size) and right else left
    out: list[Column] = []
    for column in side:
        if isinstance(above[id(column)], Head) and above[id(column)].box.bottom > box.top:  # type: ignore[union-attr]
            break
        if out:
            near = column.left - out[-1].right if side is right else out[-1].left - column.right
            if near > GUTTER * size or abs(column.top - out[0].top) > LEVEL * column.pitch:
                break
            pair = (out[-1], column) if side is right else (column, out[-1])
            if walls.beside(pair[0].box, pair[1].box):
                break
        out.append(column)
    return sorted(out, key=lambda c: c.left)
