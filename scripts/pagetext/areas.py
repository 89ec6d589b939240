"""Areas (热区): what each item covers on its page, as clean polygons.

An item's lines are gathered into columns, its headline stretched over the columns below it, and the gaps between its
own parts filled where no other item stands. What then touches is one polygon; an item that the page parts has several.
Whoever read the page, its lines and their places are all that is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from scripts.edition.pagefile import Point, Polygon
from scripts.pagetext.geometry import Box, Layout, around

PAD = 0.25
"""Of a line's size: what is left around text."""
FLOW = 1.3
"""Of a line's size: the gap between two lines of one column that is filled at once."""
GUTTER = 3.2
"""Ems between two parts of an item that are joined where nothing else is between them."""
_EPSILON = 0.05


def areas_of(
    lines: Mapping[int, Sequence[tuple[Box, float]]], pictures: Mapping[int, Sequence[Box]], layout: Layout
) -> dict[int, tuple[Polygon, ...]]:
    """The polygons of each item, in fractions of the page, from the boxes and sizes of its lines and its pictures."""
    parts = {item: _columns(boxes) for item, boxes in lines.items() if boxes}
    for item, boxes in pictures.items():
        parts[item] = [*parts.get(item, []), *boxes]
    for item, frame in _framed(parts, layout):
        parts[item].append(frame)
    sizes = {item: sorted(size for _, size in boxes)[len(boxes) // 2] for item, boxes in lines.items() if boxes}
    out: dict[int, tuple[Polygon, ...]] = {}
    for item, boxes in parts.items():
        others = [box for other, around_it in parts.items() if other != item for box in around_it]
        em = sizes.get(item, 10.0)
        whole = around(boxes)
        filled = sum(box.area for box in boxes) > FULL * whole.area
        alone = filled and not any(whole.common(other) > _EPSILON for other in others)
        stretched = [whole] if alone else _stretched(boxes, others, em)
        loops = _outline(stretched, others, GUTTER * em)
        polygons = [_fractions(loop, layout) for loop in loops]
        out[item] = tuple(polygon for polygon in polygons if len(polygon) > 2)
    return {item: polygons for item, polygons in out.items() if polygons}


def _framed(parts: Mapping[int, Sequence[Box]], layout: Layout) -> list[tuple[int, Box]]:
    """Frames and grounds in which one item stands alone, all or most of it: the reader sees them as its own."""
    whole = {item: sum(box.area for box in boxes) for item, boxes in parts.items()}
    out: list[tuple[int, Box]] = []
    for frame in layout.boxes:
        if frame.area > LARGEST * layout.width * layout.height:
            continue
        shares = {item: sum(box.common(frame) for box in boxes) for item, boxes in parts.items()}
        held = [item for item, share in shares.items() if share > _EPSILON * min(frame.area, whole[item] + 1)]
        if len(held) == 1 and shares[held[0]] > MOST * whole[held[0]] and shares[held[0]] > FULL * frame.area:
            out.append((held[0], frame))
    return out


LARGEST, MOST, FULL = 0.5, 0.8, 0.35
"""Share of the page that a frame may be; of an item that must stand in it; of a frame, or of the rectangle around an
item where nothing else stands, that the item must fill to have the whole of it.
"""


def _columns(lines: Iterable[tuple[Box, float]]) -> list[Box]:
    """Lines gathered into columns: each line with what is right above it."""
    out: list[tuple[Box, float]] = []
    for box, size in sorted(lines, key=lambda entry: (entry[0].top, entry[0].left)):
        padded = Box(box.left - PAD * size, box.top - PAD * size, box.right + PAD * size, box.bottom + PAD * size)
        for n, (other, large) in enumerate(out):
            common = min(padded.right, other.right) - max(padded.left, other.left)
            near = padded.top - other.bottom < FLOW * min(size, large)
            if near and common > 0.5 * min(padded.width, other.width) and max(size, large) < 1.25 * min(size, large):
                out[n] = other.union(padded), large
                break
        else:
            out.append((padded, size))
    return [box for box, _ in out]


def _stretched(boxes: Sequence[Box], others: Sequence[Box], em: float) -> list[Box]:
    """Boxes, with those above several others widened to the width of these unless they would cover other items."""
    out = list(boxes)
    for n, box in enumerate(boxes):
        below = [
            lower
            for lower in boxes
            if lower is not box
            and -em < lower.top - box.bottom < 4 * em
            and lower.left < box.right + 20 * em
            and lower.right > box.left - 20 * em
        ]
        if not below:
            continue
        whole = around([*below, box])
        wide = Box(whole.left, box.top, whole.right, box.bottom)
        if not any(wide.common(other) > 0.02 * wide.area for other in others):
            out[n] = wide
    return out


def _outline(boxes: Sequence[Box], others: Sequence[Box], reach: float) -> list[list[Point]]:
    """The outlines of boxes that touch or are near each other, their gaps filled where they are empty."""
    xs = sorted({x for box in boxes for x in (box.left, box.right)})
    ys = sorted({y for box in boxes for y in (box.top, box.bottom)})
    wide, high = len(xs) - 1, len(ys) - 1
    if wide < 1 or high < 1:
        return []
    at_x, at_y = {x: n for n, x in enumerate(xs)}, {y: n for n, y in enumerate(ys)}
    full = [[False] * wide for _ in range(high)]
    for box in boxes:
        for row in range(at_y[box.top], at_y[box.bottom]):
            for column in range(at_x[box.left], at_x[box.right]):
                full[row][column] = True
    near = [o for o in others if o.right > xs[0] and o.left < xs[-1] and o.bottom > ys[0] and o.top < ys[-1]]

    def free(row: int, column: int) -> bool:
        cell = Box(xs[column], ys[row], xs[column + 1], ys[row + 1])
        return not any(cell.common(o) > _EPSILON * max(1.0, cell.area) for o in near)

    for _ in range(2):
        for row in range(high):
            _fill(full, [(row, column) for column in range(wide)], xs, reach, free)
        for column in range(wide):
            _fill(full, [(row, column) for row in range(high)], ys, reach * 1.4, free)
    return _traced(full, xs, ys)


def _fill(
    full: list[list[bool]],
    cells: Sequence[tuple[int, int]],
    edges: Sequence[float],
    reach: float,
    free: Callable[[int, int], bool],
) -> None:
    """Fill the gaps of a row or column of cells that are shorter than `reach` and free."""
    held = [n for n, (row, column) in enumerate(cells) if full[row][column]]
    for low, high in pairwise(held):
        gap = edges[high] - edges[low + 1]
        if high - low > 1 and gap < reach and all(free(*cells[n]) for n in range(low + 1, high)):
            for row, column in cells[low + 1 : high]:
                full[row][column] = True


def _traced(full: Sequence[Sequence[bool]], xs: Sequence[float], ys: Sequence[float]) -> list[list[Point]]:
    """The outer loops around filled cells, clockwise; holes are left out."""
    high, wide = len(full), len(full[0])

    def held(row: int, column: int) -> bool:
        return 0 <= row < high and 0 <= column < wide and full[row][column]

    following: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in range(high):
        for column in range(wide):
            if not full[row][column]:
                continue
            if not held(row - 1, column):
                following.setdefault((column, row), []).append((column + 1, row))
            if not held(row, column + 1):
                following.setdefault((column + 1, row), []).append((column + 1, row + 1))
            if not held(row + 1, column):
                following.setdefault((column + 1, row + 1), []).append((column, row + 1))
            if not held(row, column - 1):
                following.setdefault((column, row + 1), []).append((column, row))
    loops: list[list[Point]] = []
    while following:
        start = min(following)
        loop, at, way = [start], start, (1, 0)
        while True:
            ends = following[at]
            ends.sort(key=lambda end: _turn(way, (end[0] - at[0], end[1] - at[1])))
            end = ends.pop(0)
            if not ends:
                del following[at]
            way, at = (end[0] - at[0], end[1] - at[1]), end
            if at == start:
                break
            loop.append(at)
        corners = _corners(loop)
        if _area(corners) > 0:
            loops.append([(xs[x], ys[y]) for x, y in corners])
    return loops


def _turn(way: tuple[int, int], step: tuple[int, int]) -> int:
    """Right turns first, so that cells which touch at a corner alone are apart."""
    cross = way[0] * step[1] - way[1] * step[0]
    return {1: 0, 0: 1, -1: 2}[(cross > 0) - (cross < 0)]


def _corners(loop: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    count = len(loop)
    out = []
    for n, point in enumerate(loop):
        before, after = loop[n - 1], loop[(n + 1) % count]
        if (point[0] - before[0]) * (after[1] - point[1]) != (point[1] - before[1]) * (after[0] - point[0]):
            out.append(point)
    return out


def _area(loop: Sequence[tuple[int, int]]) -> int:
    """Twice the area; positive where the loop runs clockwise on a page whose y grows downwards."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(loop, [*loop[1:], *loop[:1]], strict=True))


def _fractions(loop: Sequence[Point], layout: Layout) -> Polygon:
    out: list[Point] = []
    for x, y in loop:
        point = min(1.0, max(0.0, x / layout.width)), min(1.0, max(0.0, y / layout.height))
        rounded = round(point[0], 4), round(point[1], 4)
        if not out or out[-1] != rounded:
            out.append(rounded)
    return tuple(out)
