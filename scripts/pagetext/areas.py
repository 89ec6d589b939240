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
"""Of a line's size, or of the item's usual one where that is less: what is left around text."""
FLOW = 1.3
"""Of a line's size: the gap between two lines of one column that is filled at once."""
GUTTER = 3.2
"""Ems between two parts of an item that are joined where nothing else is between them."""
ALIGNED = 1.8
"""Ems by which edges of an item's parts may differ and still become one straight edge."""
LARGER = 1.15
"""Times an item's usual size from where a part is of its head."""
LARGEST, MOST, FULL, OWN = 0.5, 0.8, 0.35, 0.95
"""Share of the page that a frame may be; of an item that must stand in it; of a frame, or of the rectangle around an
item where nothing else stands, that the item must fill to have the whole of it; of the text in a frame that is one
item's where the frame is that item's, however much of it is empty and wherever else the item goes on.
"""
_EPSILON = 0.05


def areas_of(
    lines: Mapping[int, Sequence[tuple[Box, float]]], pictures: Mapping[int, Sequence[Box]], layout: Layout
) -> dict[int, tuple[Polygon, ...]]:
    """The polygons of each item, in fractions of the page, from the boxes and sizes of its lines and its pictures."""
    sizes = {item: sorted(size for _, size in boxes)[len(boxes) // 2] for item, boxes in lines.items() if boxes}
    columns = {item: _columns(boxes, sizes[item]) for item, boxes in lines.items() if boxes}
    heads = {item: [size > LARGER * sizes[item] for _, size in found] for item, found in columns.items()}
    parts = {item: [box for box, _ in found] for item, found in columns.items()}
    for item, boxes in pictures.items():
        parts[item] = [*parts.get(item, []), *boxes]
    for item, frame in _framed(parts, lines, layout):
        parts[item].append(frame)
    out: dict[int, tuple[Polygon, ...]] = {}
    for item, boxes in parts.items():
        others = [box for other, around_it in parts.items() if other != item for box in around_it]
        em = sizes.get(item, 10.0)
        whole = around(boxes)
        filled = sum(box.area for box in boxes) > FULL * whole.area
        alone = filled and not any(whole.common(other) > _EPSILON for other in others)
        neat = [whole] if alone else _neat(boxes, heads.get(item, []), others, em)
        loops = _outline(neat, others, GUTTER * em)
        polygons = [_fractions(loop, layout) for loop in loops]
        out[item] = tuple(polygon for polygon in polygons if len(polygon) > 2)
    return {item: polygons for item, polygons in out.items() if polygons}


def _framed(
    parts: Mapping[int, Sequence[Box]], lines: Mapping[int, Sequence[tuple[Box, float]]], layout: Layout
) -> list[tuple[int, Box]]:
    """Frames and grounds in which one item stands alone: the reader sees them as its own."""
    whole = {item: sum(box.area for box in boxes) for item, boxes in parts.items()}
    out: list[tuple[int, Box]] = []
    for frame in layout.boxes:
        if frame.area > LARGEST * layout.width * layout.height:
            continue
        shares = {item: sum(box.common(frame) for box in boxes) for item, boxes in parts.items()}
        held = [item for item, share in shares.items() if share > _EPSILON * min(frame.area, whole[item] + 1)]
        if len(held) != 1:
            continue
        most = shares[held[0]] > MOST * whole[held[0]] and shares[held[0]] > FULL * frame.area
        if most or _own(frame, lines.get(held[0], ()), layout):
            out.append((held[0], frame))
    return out


def _own(frame: Box, lines: Iterable[tuple[Box, float]], layout: Layout) -> bool:
    """Whether what is printed in a frame is one item's, by its lines: furniture of the page counts against it."""
    printed = sum(line.box.common(frame) for line in layout.lines.values())
    return printed > 0 and sum(box.common(frame) for box, _ in lines) > OWN * printed


def _columns(lines: Iterable[tuple[Box, float]], em: float) -> list[tuple[Box, float]]:
    """Lines gathered into columns, each line with what is right above it, and the size of each; `em` is the size of
    most of them.
    """
    out: list[tuple[Box, float]] = []
    for box, size in sorted(lines, key=lambda entry: (entry[0].top, entry[0].left)):
        pad = PAD * min(size, em)
        padded = Box(box.left - pad, box.top - pad, box.right + pad, box.bottom + pad)
        for n, (other, large) in enumerate(out):
            common = min(padded.right, other.right) - max(padded.left, other.left)
            near = padded.top - other.bottom < FLOW * min(size, large)
            if near and common > 0.5 * min(padded.width, other.width) and max(size, large) < LARGER * min(size, large):
                out[n] = other.union(padded), large
                break
        else:
            out.append((padded, size))
    return out


def _neat(boxes: Sequence[Box], heads: Sequence[bool], others: Sequence[Box], em: float) -> list[Box]:
    """Boxes widened and set in line; `heads` tells of the first boxes which are of the item's head. What is widened
    once can reach the next column: hence twice.
    """
    out = list(boxes)
    for _ in range(2):
        out = _stretched(out, heads, others, em)
    return _aligned(_evened(out, heads, others, em), others, em)


def _stretched(boxes: Sequence[Box], heads: Sequence[bool], others: Sequence[Box], em: float) -> list[Box]:
    """Boxes, with those above several others, and a head's own below its first, widened to the width of these unless
    they would cover other items.
    """
    out = list(boxes)
    for n, box in enumerate(boxes):
        beside = [
            other
            for k, other in enumerate(boxes)
            if k != n
            and (
                -em < other.top - box.bottom < 4 * em
                or (max(k, n) < len(heads) and heads[k] and heads[n] and -em < box.top - other.bottom < 4 * em)
            )
            and other.left < box.right + 20 * em
            and other.right > box.left - 20 * em
        ]
        if not beside:
            continue
        whole = around([*beside, box])
        wide = Box(whole.left, box.top, whole.right, box.bottom)
        if not any(wide.common(other) > 0.02 * wide.area for other in others):
            out[n] = wide
    return out


def _evened(boxes: Sequence[Box], heads: Sequence[bool], others: Sequence[Box], em: float) -> list[Box]:
    """Boxes, with the parts of a head that stand one above the other as wide as the widest where that is free."""
    out = list(boxes)
    groups: list[list[int]] = []
    for n in sorted((n for n, head in enumerate(heads) if head), key=lambda n: (out[n].top, out[n].left)):
        if groups and _over(around([out[k] for k in groups[-1]]), out[n], em):
            groups[-1].append(n)
        else:
            groups.append([n])
    for group in groups:
        whole = around([out[n] for n in group])
        for n in group:
            wide = Box(whole.left, out[n].top, whole.right, out[n].bottom)
            if not any(wide.common(other) > 0.02 * wide.area for other in others):
                out[n] = wide
    return out


def _over(above: Box, below: Box, em: float) -> bool:
    common = min(above.right, below.right) - max(above.left, below.left)
    return -em < below.top - above.bottom < 4 * em and common > 0.5 * min(above.width, below.width)


def _aligned(boxes: Sequence[Box], others: Sequence[Box], em: float) -> list[Box]:
    """Boxes whose edges are nearly in line moved outwards to one line, where they cover no more of other items."""
    out = list(boxes)
    for side, outward in ((0, 1), (1, 1), (2, -1), (3, -1)):
        edge: float | None = None
        for n in sorted(range(len(out)), key=lambda k: (outward * out[k][side], k)):
            at = out[n][side]
            if edge is None or outward * (at - edge) > ALIGNED * em:
                edge = at
                continue
            moved = Box(*(edge if k == side else value for k, value in enumerate(out[n])))
            if all(moved.common(other) <= out[n].common(other) + _EPSILON for other in others):
                out[n] = moved
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
