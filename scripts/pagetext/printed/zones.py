"""Zones: the columns of text that a head stands over, flush with or beside."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.columns import Column, Walls
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.segments import share_along

LEVEL = 1.3
"""Lines by which the tops of columns under one head may differ."""
REACH = 9.0
"""Ems of text between a head and the text under it: a byline or a deck's gap between."""
GUTTER = 5.0
"""Ems between two columns that stand side by side."""
OFF = 2.2
"""Ems by which a head may stand off the middle, or the edge, of its columns."""


def ceilings(columns: Sequence[Column], heads: Sequence[Head]) -> dict[int, Head | Column | None]:
    """What stands right above each column of text, by the column's identity: a head, another column or nothing."""
    out: dict[int, Head | Column | None] = {}
    things: list[tuple[Box, Head | Column]] = [(head.box, head) for head in heads]
    things += [(column.box, column) for column in columns]
    for column in columns:
        box = column.box
        best: tuple[float, Head | Column] | None = None
        for other, thing in things:
            if thing is column or other.bottom > box.top + 0.6 * column.size:
                continue
            common = min(other.right, box.right) - max(other.left, box.left)
            if common < 0.3 * min(box.width, other.width) or (common < column.size):
                continue
            if best is None or other.bottom > best[0]:
                best = other.bottom, thing
        out[id(column)] = best[1] if best else None
    return out


def find_zones(columns: Sequence[Column], heads: Sequence[Head], walls: Walls, size: float) -> None:
    """Fill the zones of heads."""
    above = ceilings(columns, heads)
    for head in heads:
        if head.along:
            head.zone = _under(head, columns, above, walls, size)
        else:
            head.zone = _beside(head, columns, above, walls, size)


def _under(
    head: Head,
    columns: Sequence[Column],
    above: dict[int, Head | Column | None],
    walls: Walls,
    size: float,
) -> list[Column]:
    box = head.box
    under = [c for c in columns if above[id(c)] is head and c.top - box.bottom < REACH * size]
    if not under:
        return []
    top = min(c.top for c in under)
    row = sorted((c for c in columns if _level(c, top)), key=lambda c: c.left)
    core = [c for c in row if above[id(c)] is head and share_along(c.box, box) > 0.3]
    if not core:
        return sorted(under, key=lambda c: c.left)[:1]
    first, last = row.index(core[0]), row.index(core[-1])
    low, high = first, last
    while low > 0 and _next_to(row[low - 1], row[low], walls, size) and _free(row[low - 1], head, above):
        low -= 1
    while high + 1 < len(row) and _next_to(row[high], row[high + 1], walls, size) and _free(row[high + 1], head, above):
        high += 1
    inner = walls.box_of(box)
    best: tuple[float, int, int, int] | None = None
    for i in range(low, first + 1):
        for j in range(last, high + 1):
            left, right = row[i].left, row[j].right
            if inner >= 0 and any(walls.box_of(c.box) != inner for c in row[i : j + 1]):
                continue
            off = abs((left + right) / 2 - (box.left + box.right) / 2)
            flush = abs(left - box.left)
            # a centred head tells more than a flush one: many a head is flush by chance where columns are narrow
            worth = min(off / size, flush / size + 0.8)
            key = (round(worth if worth > OFF else 0.3 * worth, 2), i - j, i, j)
            if best is None or key < best:
                best = key
    if best is None:
        return core
    if best[0] > OFF * 2.5:
        return row[first : last + 1]
    return row[best[2] : best[3] + 1]


def _level(column: Column, top: float) -> bool:
    return abs(column.top - top) < LEVEL * column.pitch


def _next_to(left: Column, right: Column, walls: Walls, size: float) -> bool:
    return right.left - left.right < GUTTER * size and not walls.beside(left.box, right.box)


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
