"""Heads: display lines stacked over a text (kicker, headline, deck), or a headline that runs down beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scripts.pagetext.geometry import Box, around
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.roles import HEADS, best
from scripts.pagetext.printed.segments import Segment, alike, share_along
from scripts.pagetext.printed.walls import Walls

STACK = 1.15
"""Of the larger type: the gap up to which two display lines are one head."""
SMALLER = 0.8
"""Of the largest line: below it what stands over a headline is a kicker, and what stands under it a deck."""
EVEN = 1.6
"""Ems of text by which middles or left edges may differ and count as one axis."""


@dataclass(slots=True, eq=False)
class Head:
    """Display lines that are one head; `zone` are the columns of text under or beside it, from left to right; `byline`
    are the bylines that stand below it.
    """

    groups: list[Column]
    along: bool = True
    zone: list[Column] = field(default_factory=list)
    pointer: Segment | None = None
    introduction: Column | None = None
    byline: list[Segment] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Around all its lines."""
        return around([line.box for group in self.groups for line in group.lines])

    @property
    def size(self) -> float:
        """Of its largest type."""
        return max(group.size for group in self.groups)

    @property
    def text(self) -> str:
        """All of its lines."""
        return " ".join(line.text for group in self.groups for line in group.lines)

    @property
    def order(self) -> int:
        """Its first line's place in the raw text."""
        return min(group.order for group in self.groups)

    def parts(self) -> tuple[list[Segment], list[Segment], list[Segment]]:
        """Kicker, headline and deck, by what their lines likely are; where none is a headline the largest is."""
        kinds = [self._kind(group) for group in self.groups]
        if "headline" not in kinds:
            kinds[max(range(len(kinds)), key=lambda n: (self.groups[n].size, -n))] = "headline"
        main = [n for n, kind in enumerate(kinds) if kind == "headline"]
        largest = max(main, key=lambda n: (self.groups[n].size, -n))
        for n in main:
            if self.groups[n].size < SMALLER * self.groups[largest].size:
                kinds[n] = "kicker" if n < largest else "deck"
        found: dict[str, list[Segment]] = {"kicker": [], "headline": [], "deck": []}
        for kind, group in zip(kinds, self.groups, strict=True):
            found[kind] += group.lines
        return found["kicker"], found["headline"], found["deck"]

    @staticmethod
    def _kind(group: Column) -> str:
        if group.lines[0].text.startswith("—"):
            return "deck"  # a dash opens a deck, whatever its size
        kind = best(group.lines, HEADS)
        return kind if kind in ("kicker", "deck") else "headline"


def stacked(display: Sequence[Column], others: Sequence[Column], walls: Walls, size: float) -> list[Head]:
    """Display blocks gathered into heads, from the top of the page down."""
    down = sorted(_paired(display, size), key=lambda block: (block.top, block.left))
    heads: list[Head] = []
    for block in down:
        fitting = [head for head in heads if _goes_under(block, head, others, walls, size)]
        if fitting:
            nearest = min(fitting, key=lambda head: (block.top - head.box.bottom, abs(_middle(head.box, block))))
            nearest.groups.append(block)
        else:
            heads.append(Head([block]))
    return heads


def _paired(display: Sequence[Column], size: float) -> list[Column]:
    """Display blocks with those joined that stand side by side as the two halves of one line, over a third in their
    middle.
    """
    out = list(display)
    boxes = {id(block): block.box for block in display}
    single = sorted(
        (block for block in display if len(block.lines) == 1),
        key=lambda block: (block.lines[0].baseline, block.lines[0].box.left),
    )
    baselines = [block.lines[0].baseline for block in single]
    tops = sorted(display, key=lambda block: boxes[id(block)].top)
    edges = [boxes[id(block)].top for block in tops]
    for one in display:
        if len(one.lines) > 1:
            continue
        level, box = one.lines[0].baseline, boxes[id(one)]
        low, high = bisect_left(baselines, level - 0.3 * one.size), bisect_right(baselines, level + 0.3 * one.size)
        for other in single[low:high]:
            beside = boxes[id(other)]
            if one is other or not alike(one.size, other.size):
                continue
            if not 0 < beside.left - box.right < max(HALVES * size, OWN * one.size):
                continue
            middle = (box.left + beside.right) / 2
            first = bisect_left(edges, box.bottom - 0.3 * max(box.height, one.size))
            under = [
                block
                for block in tops[first : bisect_right(edges, box.bottom + FARTHEST_UNDER * one.size)]
                if _is_under(block, boxes[id(block)], one, middle, size)
                and boxes[id(block)].left < box.right
                and boxes[id(block)].right > beside.left
            ]
            if under and one in out and other in out:
                pair = Column([one.lines[0], other.lines[0]])
                pair.left, pair.right, pair.size, pair.pitch = one.left, other.right, one.size, one.pitch
                out = [b for b in out if b is not one and b is not other] + [pair]
    return out


HALVES, OWN = 6.0, 4.0
"""Ems of text, and of their own type, between the halves of one line, at most."""
UNDER = 1.5
"""Of the larger type: the gap from two halves to the line below them, whose middle tells more than nearness."""
FARTHEST_UNDER = 6.0
"""Of the halves' size: the gap to the line below them, at most, however large that is."""


def _is_under(block: Column, box: Box, upper: Column, middle: float, size: float) -> bool:
    near = -0.3 * block.size < block.top - upper.bottom < UNDER * max(block.size, upper.size)
    return near and abs((box.left + box.right) / 2 - middle) < EVEN * size


def _middle(box: Box, block: Column) -> float:
    return (box.left + box.right) / 2 - (block.box.left + block.box.right) / 2


def _goes_under(block: Column, head: Head, others: Sequence[Column], walls: Walls, size: float) -> bool:
    box, upper = block.box, head.box
    if _is_second_half(block, head, size):
        return True
    gap = box.top - upper.bottom
    largest = max(block.size, head.groups[-1].size)
    if not -0.5 * largest < gap < STACK * largest:
        return False
    even = abs(_middle(upper, block)) < EVEN * size or abs(upper.left - box.left) < EVEN * size
    inside = upper.left - EVEN * size <= box.left and box.right <= upper.right + EVEN * size
    around_it = box.left - EVEN * size <= upper.left and upper.right <= box.right + EVEN * size
    if not (even or (share_along(box, upper) > 0.6 and (inside or around_it))):
        return False
    if walls.between(upper, box) or walls.box_of(upper) != walls.box_of(box):
        return False
    if head.pointer is not None or _is_next(head.groups[-1], block, gap):
        return False
    between = Box(max(box.left, upper.left), upper.bottom, min(box.right, upper.right), box.top)
    return not any(other.box.common(between) > 0.2 * other.size**2 for other in others)


def _is_second_half(block: Column, head: Head, size: float) -> bool:
    """Whether a line stands beside the last one of a head, alike, under a wider line: a deck in two halves."""
    last, most = head.groups[-1], max(head.groups, key=lambda group: group.size)
    if last is most or len(block.lines) + len(last.lines) > 2 or not alike(last.size, block.size):
        return False
    level = abs(last.lines[0].baseline - block.lines[0].baseline) < 0.3 * block.size
    beside = 0 < block.box.left - last.box.right < HALVES * size and block.lines[0].font == last.lines[0].font
    return level and beside and block.box.right < most.box.right + EVEN * size


def _is_next(above: Column, below: Column, gap: float) -> bool:
    """Whether two blocks of one style are heads one after the other, by the space between them."""
    same = alike(above.size, below.size) and above.lines[-1].font == below.lines[0].font
    return same and gap > NEXT * below.size


NEXT = 0.6
"""Of their size: the gap from which two headlines of one style are not one. Ties may join them all the same."""


def with_single(upright: Sequence[Segment], others: Sequence[Segment]) -> list[Segment]:
    """What runs down, with single characters right below or above it: alone they do not tell which way they run."""
    out = list(upright)
    for segment in others:
        if segment.along and len(segment.text) == 1 and not segment.role:
            for line in upright:
                gap = max(segment.box.top - line.box.bottom, line.box.top - segment.box.bottom)
                if abs(line.middle - segment.middle) < 0.4 * line.size and 0 < gap < PART * line.size:
                    out.append(replace(segment, along=False))
                    break
    return out


def down_heads(upright: Sequence[Segment]) -> list[Head]:
    """What runs down: lines side by side from right to left, each of parts one below the other."""
    heads: list[Head] = []
    for segment in sorted(upright, key=lambda s: (-round(s.box.right), s.box.top)):
        for head in heads:
            if _goes_on_down(head.groups[0].lines, segment):
                head.groups[0].lines.append(segment)
                break
        else:
            column = Column([segment])
            column.size, column.left, column.right = segment.size, segment.box.left, segment.box.right
            column.pitch = segment.size
            heads.append(Head([column], along=False))
    return heads


def _goes_on_down(lines: Sequence[Segment], segment: Segment) -> bool:
    last = lines[-1]
    if not alike(last.size, segment.size):
        return False
    if abs(last.middle - segment.middle) < 0.4 * segment.size:
        return 0 < segment.box.top - last.box.bottom < PART * segment.size
    level = min(abs(line.box.top - segment.box.top) for line in lines)
    return -0.5 * segment.size < last.box.left - segment.box.right < segment.size and level < 2 * segment.size


PART = 2.5
"""Ems between two parts of one line that runs down: a space, or a mark of half a character."""
