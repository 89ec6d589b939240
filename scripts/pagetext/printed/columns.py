"""Columns: segments of text that stand below each other, a line the next's neighbour, as blocks with their edges.

A block is a stretch of one column: nothing stands between its lines, they are of one size and one measure. Which
blocks are one story is decided later.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from scripts.pagetext.geometry import Box, around
from scripts.pagetext.printed.segments import SAME_SIZE, Segment, alike, share_along
from scripts.pagetext.printed.walls import Walls

PITCH = (0.55, 2.75)
"""Ems from one baseline to the next inside a column: text is set with 1.2 to 1.9, verse with up to 2.6."""
LOOSE = 1.62
"""Of the usual pitch: from there on a gap parts blocks; space between paragraphs is up to half a line."""
STEP = 2.6
"""Ems by which the edge of lines must differ above and below for a change of measure; hung marks differ less."""
RAG = 1.3
"""Ems that a line may end before the column's edge and still be full: two hung marks, a break before a bracket."""
INDENT = (1.2, 3.4)
"""Ems by which a first line is set in: two, less a hung bracket, more with justification."""


@dataclass(slots=True, eq=False)
class Column:
    """A stretch of one column, its lines from top to bottom; `left` and `right` are its edges, `pitch` of lines."""

    lines: list[Segment]
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    pitch: float = 0.0
    starts: list[bool] = field(default_factory=list)
    """For each line whether a paragraph begins with it; filled by `paragraphs`."""
    role: str = "text"
    raised: float | None = None
    """Where the column would begin if the byline that stood over its first line were text."""
    rows: list[list[Segment]] = field(default_factory=list)
    """Of a table: its cells by rows."""

    @property
    def box(self) -> Box:
        """Around its lines, to its edges."""
        box = around([line.box for line in self.lines])
        return Box(min(box.left, self.left), box.top, max(box.right, self.right), box.bottom)

    @property
    def top(self) -> float:
        """Of its first line, or of the byline over it."""
        top = self.lines[0].box.top
        return top if self.raised is None else min(top, self.raised)

    @property
    def bottom(self) -> float:
        """Of its last line."""
        return self.lines[-1].box.bottom

    @property
    def text(self) -> str:
        """All of its lines, run together."""
        return "".join(line.text for line in self.lines)

    @property
    def order(self) -> int:
        """Its first line's place in the raw text."""
        return self.lines[0].order

    def measure(self) -> Column:
        """Edges, size and pitch taken anew from its lines."""
        size = self.size = median(line.size for line in self.lines)
        lefts = sorted(line.box.left for line in self.lines)
        self.left = _edge(lefts, size)
        rights = sorted((line.box.right for line in self.lines), reverse=True)
        self.right = rights[min(len(rights) // 12, 3)] if len(rights) > 3 else rights[0]
        steps = [b.baseline - a.baseline for a, b in pairwise(self.lines)]
        self.pitch = median(steps) if steps else 1.45 * size
        return self

    def short_by(self, place: int) -> float:
        """Ems that a line lacks to the column's right edge."""
        return (self.right - self.lines[place].box.right) / self.size

    def in_by(self, place: int) -> float:
        """Ems that a line begins to the right of the column's left edge."""
        return (self.lines[place].box.left - self.left) / self.size


def _edge(lefts: Sequence[float], size: float) -> float:
    """The leftmost place where a good part of the lines begin: a hung mark, and indents, are not the edge."""
    need = max(1, round(len(lefts) * 0.2))
    for left in lefts:
        near = [x for x in lefts if left - 0.1 <= x <= left + 0.7 * size]
        if len(near) >= need:
            return median(near)
    return lefts[0]


def columns_of(segments: Sequence[Segment], walls: Walls) -> list[Column]:
    """The blocks of some segments, by their tops; every segment is in one."""
    following = _neighbours(segments, walls)
    led = set(following.values())
    loose = _loose(segments, following)
    by_id = {id(segment): segment for segment in segments}
    out: list[Column] = []
    for segment in segments:
        if id(segment) in led:
            continue
        run = [segment]
        while id(run[-1]) in following:
            run.append(by_id[following[id(run[-1])]])
        out += _parted(run, loose)
    return _rejoined(sorted(out, key=lambda column: (column.top, column.left)), walls, loose)


def _loose(segments: Sequence[Segment], following: dict[int, int]) -> float:
    """From which gap, of the usual pitch, blocks part: more on a page that sets paragraphs apart by space.

    Such a page has many gaps of one width, each behind the end of a sentence.
    """
    by_id = {id(segment): segment for segment in segments}
    steps = [
        ((by_id[below].baseline - by_id[above].baseline) / by_id[above].size, by_id[above].text)
        for above, below in following.items()
        if max(len(by_id[above].text), len(by_id[below].text)) >= PROSE
    ]
    if len(steps) < 12:
        return LOOSE
    usual = median(step for step, _ in steps)
    wide = [(step / usual, text) for step, text in steps if 1.3 * usual < step < WIDEST_SPACE * usual]
    ended = [step for step, text in wide if text[-1:] in "。！？”」』）…：；"]
    if len(ended) < max(3, 0.02 * len(steps)) or len(ended) < 0.5 * len(wide):
        return LOOSE
    middle = median(ended)
    return max(LOOSE, middle + 0.15)


PROSE = 12
"""Characters from which a line is no verse."""
WIDEST_SPACE = 2.05
"""Of the usual pitch: the widest space that papers set between paragraphs."""


def _rejoined(columns: list[Column], walls: Walls, loose: float) -> list[Column]:
    """Blocks joined that are one column: a last short line and the indented one below it have nothing in common."""
    firsts = sorted((column.lines[0].baseline, n) for n, column in enumerate(columns))
    lasts: list[tuple[float, int]] = []
    out: dict[int, Column] = {}
    for n, column in enumerate(columns):
        top, reach = column.lines[0].baseline, PITCH[1] * column.size * (1 + SAME_SIZE)
        near = lasts[bisect_left(lasts, (top - reach, -1)) : bisect_right(lasts, (top, len(columns)))]
        above = [place for _, place in near if _continues(out[place], column, walls, loose)]
        if len(above) == 1 and _followers(out[above[0]], columns, firsts, walls, loose) == 1:
            upper = out[above[0]]
            lasts.remove((upper.lines[-1].baseline, above[0]))
            column = Column([*upper.lines, *column.lines]).measure()
            out[above[0]] = column
            insort(lasts, (column.lines[-1].baseline, above[0]))
        else:
            out[n] = column
            insort(lasts, (column.lines[-1].baseline, n))
    return sorted(out.values(), key=lambda column: (column.top, column.left))


def _followers(
    above: Column, columns: Sequence[Column], firsts: Sequence[tuple[float, int]], walls: Walls, loose: float
) -> int:
    """How many of the blocks stand right below one."""
    last = above.lines[-1].baseline
    low = bisect_left(firsts, (last, -1))
    high = bisect_right(firsts, (last + PITCH[1] * above.size, len(columns)))
    return sum(_continues(above, columns[n], walls, loose) for _, n in firsts[low:high])


def _continues(above: Column, below: Column, walls: Walls, loose: float) -> bool:
    """Whether a block stands right below another in the same column."""
    if above is below or not alike(above.size, below.size):
        return False
    last, first = above.lines[-1], below.lines[0]
    step = first.baseline - last.baseline
    pitch = above.pitch if len(above.lines) > 1 else below.pitch
    if not PITCH[0] * above.size < step < min(loose * pitch, PITCH[1] * above.size):
        return False
    size = above.size
    few = min(len(above.lines), len(below.lines))
    same = abs(above.left - below.left) < size and abs(above.right - below.right) < RAG * size
    wide, narrow = (above, below) if above.right - above.left >= below.right - below.left else (below, above)
    inside = wide.left - size < narrow.left and narrow.right < wide.right + size
    if not same and not (inside and len(narrow.lines) <= 2 and (few < 3)):
        return False
    one = Box(above.left, last.box.top, above.right, last.box.bottom)
    other = Box(below.left, first.box.top, below.right, first.box.bottom)
    return not walls.between(one, other) and walls.box_of(one) == walls.box_of(other)


def _neighbours(segments: Sequence[Segment], walls: Walls) -> dict[int, int]:
    """For each segment the one right below it in its column, by identity: each the only nearest of the other."""
    down = sorted(segments, key=lambda segment: segment.baseline)
    baselines = [segment.baseline for segment in down]
    below: dict[int, Segment] = {}
    above: dict[int, Segment] = {}
    for one in down:
        low = bisect_left(baselines, one.baseline + PITCH[0] * one.size)
        high = bisect_right(baselines, one.baseline + PITCH[1] * one.size * 1.1)
        found = _only(one, down[low:high], 0.5 * one.size)
        if found is not None:
            below[id(one)] = found
    most = max((segment.size for segment in segments), default=0.0)
    for other in down:
        low = bisect_left(baselines, other.baseline - PITCH[1] * most * 1.1)
        high = bisect_right(baselines, other.baseline - PITCH[0] * min(other.size, most) * 0.2)
        over = (
            one
            for one in reversed(down[low:high])
            if PITCH[0] * one.size <= other.baseline - one.baseline <= PITCH[1] * one.size * 1.1
        )
        found = _only(other, over, ALMOST * other.size)
        if found is not None:
            above[id(other)] = found
    out: dict[int, int] = {}
    for one in segments:
        other_one = below.get(id(one))
        if other_one is None or above.get(id(other_one)) is not one:
            continue
        step = other_one.baseline - one.baseline
        if not alike(one.size, other_one.size) or step > PITCH[1] * min(one.size, other_one.size):
            continue
        if walls.between(one.box, other_one.box) or walls.box_of(one.box) != walls.box_of(other_one.box):
            continue
        out[id(one)] = id(other_one)
    return out


ALMOST = 0.1
"""Ems by which two lines above another must differ for the nearer one to be the only nearest."""


def _only(one: Segment, others: Iterable[Segment], near: float) -> Segment | None:
    """The first of others, nearest first, that a segment shares its column with; None where another is as near."""
    first: Segment | None = None
    for other in others:
        if first is not None and abs(abs(other.baseline - one.baseline) - abs(first.baseline - one.baseline)) >= near:
            break
        if other.box.left >= one.box.right or other.box.right <= one.box.left or one is other:
            continue
        if share_along(one.box, other.box) < 0.15:
            continue
        if first is not None:
            return None
        first = other
    return first


def _parted(run: list[Segment], loose: float) -> list[Column]:
    """A run of lines cut where the gap or the measure changes."""
    steps = [b.baseline - a.baseline for a, b in pairwise(run)]
    usual = sorted(steps)[len(steps) // 3] if steps else 0.0
    pieces: list[list[Segment]] = [[run[0]]]
    for step, segment in zip(steps, run[1:], strict=True):
        if len(steps) > 1 and step > loose * usual:
            pieces.append([])
        pieces[-1].append(segment)
    out: list[Column] = []
    for piece in pieces:
        out += _by_measure(piece)
    return out


def _by_measure(lines: list[Segment]) -> list[Column]:
    """Lines cut where they grow wider or narrower for good."""
    size = median(line.size for line in lines)
    best: tuple[float, int] | None = None
    for at in range(3, len(lines) - 2):
        upper, lower = lines[max(0, at - 6) : at], lines[at : at + 6]
        right = _full(upper, 1) - _full(lower, 1)
        left = _full(upper, -1) - _full(lower, -1)
        change = max(abs(right), abs(left)) / size
        if change < STEP:
            continue
        wider, narrower = (upper, lower) if right > 0 or left < 0 else (lower, upper)
        edge = _full(narrower, 1)
        full = sum(edge - line.box.right < RAG * size for line in narrower)
        first = _full(narrower, -1)
        begun = sum(line.box.left - first < RAG * size for line in narrower)
        need = max(3, len(narrower) // 2 + 1)
        own = _full(wider, 1)
        wide = sum(own - line.box.right < RAG * size for line in wider)
        if full >= need and begun >= need and wide >= max(2, len(wider) // 2) and (best is None or change > best[0]):
            best = change, at
    if best is None:
        return [Column(lines).measure()]
    at = best[1]
    return [*_by_measure(lines[:at]), *_by_measure(lines[at:])]


def _full(lines: Sequence[Segment], side: int) -> float:
    """The right edge of lines (or, with -1, the left one)."""
    return max(line.box.right for line in lines) if side > 0 else min(line.box.left for line in lines)
