"""What layout analysers make of a page's rows: boxes joined by nearness, and rows of columns put on one line."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.reader.imprint import LEADING, Block, Row


def clustered(blocks: list[Block]) -> list[Block]:
    """Nearest boxes are grouped first, groups are sorted by corners (as pdfminer does with boxes_flow 0.5)."""
    nodes: list[tuple[tuple[float, float, float, float], list[Block]]] = [
        ((b.x0, b.y0 * LEADING, b.x1, b.y1 * LEADING), [b]) for b in blocks
    ]

    def area(box: tuple[float, float, float, float]) -> float:
        return (box[2] - box[0]) * (box[3] - box[1])

    def union(
        a: tuple[float, float, float, float], b: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))

    alive = dict(enumerate(nodes))
    pairs = [
        (area(union(nodes[i][0], nodes[j][0])) - area(nodes[i][0]) - area(nodes[j][0]), i, j)
        for i in range(len(nodes))
        for j in range(i + 1, len(nodes))
    ]
    pairs.sort(reverse=True)
    fresh = len(nodes)
    heap = pairs[::-1]
    heapq.heapify(heap)
    while heap and len(alive) > 1:
        _, i, j = heapq.heappop(heap)
        if i not in alive or j not in alive:
            continue
        a, b = alive.pop(i), alive.pop(j)
        box = union(a[0], b[0])
        children = sorted((a, b), key=lambda node: 0.5 * node[0][0] + 1.5 * (node[0][1] + node[0][3]))
        made = (box, [x for node in children for x in node[1]])
        for k, node in alive.items():
            heapq.heappush(heap, (area(union(box, node[0])) - area(box) - area(node[0]), k, fresh))
        alive[fresh] = made
        fresh += 1
    return [x for node in alive.values() for x in node[1]]


@dataclass(frozen=True, slots=True)
class _Box:
    """A run of rows that an analyser takes for one box; places in ems."""

    block: Block
    x0: float
    y0: float
    x1: float
    y1: float


def _width(row: Row, size: float) -> float:
    text = "".join(text for text, _ in row.segments)
    latin = len(text.encode("ascii", "ignore"))
    return (len(text) - latin * 0.5) * size


def _rows_of(block: Block, centred: bool) -> list[tuple[float, float]]:
    """Where each row of a block begins and ends, in ems; a line within a paragraph is set to the full measure."""
    out = []
    for n, row in enumerate(block.rows):
        room = max(block.x1 - block.x0, 1.0)
        width = min(_width(row, block.size), room)
        left = block.x0 + (2.0 if row.opens else 0.0)
        role = row.segments[0][1].role
        if centred and role.startswith("crosshead"):
            left = (block.x0 + block.x1 - width) / 2
        below = block.rows[n + 1].segments[0][1].role if n + 1 < len(block.rows) else ""
        whole = role in ("start", "cont") and (below == "cont" or (not below and width > 0.9 * room - 2))
        out.append((left, block.x1 if whole else left + width))
    return out


def boxes_of(blocks: list[Block], random: Random) -> list[_Box]:
    """The boxes that pdfminer makes of a page's lines: neighbours that share an edge or their middle.

    A paragraph's last line mostly shares none with the next one's first, so that a box ends there.
    """
    centred, cross_apart = random.random() < 0.6, random.random() < 0.6
    stray = random.choice((0.0, 0.0, 0.5))
    wide = random.random() < 0.06  # lines so far apart that each is a box
    out: list[_Box] = []
    for block in blocks:
        places = _rows_of(block, centred)
        height = (block.y1 - block.y0) / max(1, len(block.rows))
        cuts = [0]
        for n in range(1, len(block.rows)):
            (a0, a1), (b0, b1) = places[n - 1], places[n]
            role, above = block.rows[n].segments[0][1].role, block.rows[n - 1].segments[0][1].role
            cross = role.startswith("crosshead") != above.startswith("crosshead")
            near = min(abs(a0 - b0), abs(a1 - b1), abs(a0 + a1 - b0 - b1) / 2) < block.size / 2
            lone = b1 - b0 <= 3 and role == "cont" and random.random() < stray
            if not near or wide or lone or (cross and cross_apart):
                cuts.append(n)
        for first, end in zip(cuts, [*cuts[1:], len(block.rows)], strict=True):
            y0 = block.y0 + first * height
            part = replace(block, rows=block.rows[first:end], y0=y0, y1=y0 + (end - first) * height, number=len(out))
            some = places[first:end]
            out.append(
                _Box(part, min(p[0] for p in some), y0 * LEADING, max(p[1] for p in some), part.y1 * LEADING - 0.5)
            )
    return out


MOST_BOXES = 120
"""Boxes of a page that are ordered by pairs, at most: their number grows with the square."""


def boxed(blocks: list[Block], random: Random) -> list[Block]:
    """Pdfminer's boxes in its order: the two that waste least room between them are joined first.

    Two between which a third lies are joined late (`LTLayoutContainer.group_textboxes`); a pair comes in the order of
    its corners, with boxes_flow at 0.5.
    """
    boxes = boxes_of(blocks, random)
    if len(boxes) > MOST_BOXES:
        return clustered([box.block for box in boxes])
    most = 2 * len(boxes)
    place = np.zeros((most, 4))
    place[: len(boxes)] = [(b.x0, b.y0, b.x1, b.y1) for b in boxes]
    alive = np.zeros(most, bool)
    alive[: len(boxes)] = True
    leaves: dict[int, list[Block]] = {n: [box.block] for n, box in enumerate(boxes)}

    def union(i: int, others: NDArray[np.int64]) -> NDArray[np.float64]:
        low = np.minimum(place[i, :2], place[others, :2])
        return np.concatenate([low, np.maximum(place[i, 2:], place[others, 2:])], 1)

    def area(box: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray((box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1]))

    def pairs(i: int, others: NDArray[np.int64]) -> Iterator[tuple[bool, float, int, int]]:
        waste = area(union(i, others)) - area(place[i]) - area(place[others])
        yield from ((False, float(w), min(i, int(k)), max(i, int(k))) for w, k in zip(waste, others, strict=True))

    heap = [pair for i in range(len(boxes)) for pair in pairs(i, np.arange(i + 1, len(boxes)))]
    heapq.heapify(heap)
    fresh = len(boxes)
    while heap:
        skip, waste, i, j = heapq.heappop(heap)
        if not (alive[i] and alive[j]):
            continue
        both = union(i, np.array([j]))[0]
        if not skip:
            inside = alive & (place[:, 0] < both[2]) & (place[:, 2] > both[0])
            inside &= (place[:, 1] < both[3]) & (place[:, 3] > both[1])
            inside[[i, j]] = False
            if inside.any():
                heapq.heappush(heap, (True, waste, i, j))
                continue
        alive[[i, j]] = False
        first, second = sorted((i, j), key=lambda k: 0.5 * place[k, 0] + 1.5 * (place[k, 1] + place[k, 3]))
        leaves[fresh] = leaves.pop(first) + leaves.pop(second)
        place[fresh] = both
        for pair in pairs(fresh, np.flatnonzero(alive)):
            heapq.heappush(heap, pair)
        alive[fresh] = True
        fresh += 1
    return [block for some in leaves.values() for block in some]


def glued(blocks: list[Block], random: Random) -> list[Block]:
    """Rows of columns side by side on one line, as poppler leaves them where the gutter is narrow.

    Blocks of a band, from left to right; what stands above it stays before, what stands below after.
    """
    share = random.choice((0.1, 0.3, 0.7))
    whole = random.random() < 0.4
    out = list(blocks)
    for block in blocks:
        if block not in out or block.size != 1.0 or len(block.rows) < 2 or random.random() >= share:
            continue
        chain = [block]
        while len(chain) < 4:
            last = chain[-1]
            beside = [
                b for b in out if b.size == 1.0 and 0 <= b.x0 - last.x1 <= 2.2 and b.y0 < last.y1 and b.y1 > last.y0
                and len(b.rows) > 1
            ]  # fmt: skip
            if not beside:
                break
            chain.append(min(beside, key=lambda b: (b.x0, b.y0)))
        if len(chain) > 1:
            _glue(chain, out, random, whole=whole)
    return out


def _glue(chain: list[Block], out: list[Block], random: Random, *, whole: bool) -> None:
    """Put a band of rows of these blocks on common lines, in place."""
    top, bottom = max(b.y0 for b in chain), min(b.y1 for b in chain)
    if bottom - top < 1:
        return
    if not whole:
        top = random.uniform(top, bottom - 1)
        bottom = min(bottom, top + random.choice((1, 1, 2, 4, 9)))
    rows: list[tuple[int, int, Row]] = []
    rest: list[tuple[Block, Block]] = []
    for column, block in enumerate(chain):
        height = (block.y1 - block.y0) / len(block.rows)
        first = max(0, round((top - block.y0) / height))
        end = min(len(block.rows), max(first, round((bottom - block.y0) / height)))
        rows += [(round(block.y0 + n * height), column, block.rows[n]) for n in range(first, end)]
        rest.append((
            replace(block, rows=block.rows[:first], y1=block.y0 + first * height),
            replace(block, rows=block.rows[end:], y0=block.y0 + end * height),
        ))  # fmt: skip
    rows.sort(key=lambda row: row[:2])
    band: list[Row] = []
    level = -1
    for y, _, row in rows:
        if band and y == level and random.random() < 0.9:
            tag = row.segments[0][1]
            band[-1] = Row((*band[-1].segments, (" ", tag), *row.segments), band[-1].opens)
        else:
            band.append(row)
        level = y
    at = out.index(chain[0])
    between = replace(chain[0], rows=band, y0=top, y1=bottom)
    pieces = [rest[0][0], between, rest[0][1]]
    out[at : at + 1] = [b for b in pieces if b.rows]
    for block, (above, below) in zip(chain[1:], rest[1:], strict=True):
        here = out.index(block)
        parts = [b for b in (above, below) if b.rows]
        if above.rows and here > out.index(between):  # what stands above the band is read before it
            out[here : here + 1] = parts[1:]
            out.insert(out.index(between), above)
        else:
            out[here : here + 1] = parts
