"""Lines with their places as segments: what stands together on a line; and the size of the page's text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scripts.pagetext.clean import INVISIBLE, clean_line
from scripts.pagetext.geometry import Box, Layout, LineGeometry, Part
from scripts.pagetext.marks import line_mark
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import Piece

APART = 2.8
"""Ems between two parts of a raw line from which they are two segments; justification and spaces stay below."""
APART_LARGE = 1.7
"""The same for display type, from `LARGE` times the text's size on: two headlines side by side are nearer in ems."""
LARGE = 1.3
SAME_SIZE = 0.14
"""What two sizes of one class may differ by: sizes on real pages are off by up to 7 % either way."""
POINTING = str.maketrans("›»", ">>")
"""Marks before a page's number that stand for others."""
_BIN = 0.03
_INDENT = re.compile("[\u3000\u2003]{2}|\\s{4}")


@dataclass(slots=True, eq=False)
class Segment:
    """What stands together on one line: its piece of the raw text, cleaned text, place and type.

    `along` says that it runs from left to right; `mark` is what `line_mark` says of its words; `order` is its place in
    the raw text. `likely` says how likely it is of each of `roles.ROLES`; `before` is the drop cap that its text begins
    with. `role` is filled by the stations after this one: "" for text that is not decided yet.
    """

    piece: Piece
    text: str
    box: Box
    baseline: float
    size: float
    font: str
    colour: str
    along: bool
    order: int
    mark: str = ""
    role: str = ""
    parts: tuple[Part, ...] = ()
    likely: tuple[float, ...] = ()
    before: Piece | None = None

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.box.right - self.box.left

    @property
    def middle(self) -> float:
        """Its middle across the page."""
        return (self.box.left + self.box.right) / 2


def segments_of(model: PageModel) -> tuple[list[Segment], list[Piece]]:
    """The segments of a page's lines, and the lines whose place is not known."""
    assert model.layout is not None
    usual = class_of((place.size, place.box.width / place.size) for place in model.layout.lines.values())
    out: list[Segment] = []
    strays: list[Piece] = []
    for line in model.lines:
        place = model.layout.lines.get(line.number)
        if place is None:
            strays.append(Piece(line.number))
            continue
        for start, end, box in _stretches(line.raw, place, usual, model.layout):
            raw = line.raw[start:end]
            text = clean_line(raw)
            if text:
                piece = Piece(line.number, start, end)
                out.append(
                    Segment(
                        piece,
                        text,
                        box,
                        place.baseline,
                        place.size,
                        place.font,
                        place.colour,
                        place.upright,
                        len(out),
                        parts=tuple(p for p in place.parts if start <= p.start and (end is None or p.start < end)),
                    )
                )
    for segment in out:
        segment.mark = line_mark(segment.text.translate(POINTING))
    return out, strays


def _stretches(raw: str, place: LineGeometry, usual: float, layout: Layout) -> Iterable[tuple[int, int | None, Box]]:
    """The parts of a line that stand far apart, as characters of the raw line and boxes."""
    apart = APART if place.size < LARGE * usual else APART_LARGE
    cuts = [
        n
        for n in range(1, len(place.parts))
        if place.parts[n].start < len(raw)
        and (
            place.parts[n].left - place.parts[n - 1].right >= apart * place.size
            or _over_gutter(place, place.parts[n - 1].right, place.parts[n].left, usual, layout)
        )
    ]
    spaced = len(place.parts) == len(raw.split()) == len("".join(raw.split()))  # a title, a character a part
    if not cuts or (spaced and place.size >= LARGE * usual):
        yield 0, None, place.box
        return
    bounds = [0, *cuts, len(place.parts)]
    for low, high in pairwise(bounds):
        first, last = place.parts[low], place.parts[high - 1]
        start = first.start if low else 0
        end = place.parts[high].start if high < len(place.parts) else None
        yield start, end, Box(first.left, place.box.top, last.right, place.box.bottom)


def _over_gutter(place: LineGeometry, right: float, left: float, usual: float, layout: Layout) -> bool:
    """Whether a gap in a line of text is a gutter: lines near it begin where it ends, and none runs across it."""
    if left - right < LEAST_GUTTER * place.size or place.size >= LARGE * usual:
        return False
    begins = 0
    for line in layout.lines.values():
        if line is place or abs(line.baseline - place.baseline) > NEAR * place.size or not line.upright:
            continue
        begins += abs(line.box.left - left) < 0.35 * place.size
        if line.box.left < right - 2 * place.size and line.box.right > left + 2 * place.size:
            return False
    return begins >= BEGINNING


LEAST_GUTTER, NEAR, BEGINNING = 1.1, 8.0, 2
"""Ems of the narrowest gutter; ems up and down in which lines tell of it; lines that must begin at its right."""


def cells_of(segment: Segment, raw: str) -> list[Segment]:
    """A segment as the cells of a row: its parts, however near they stand."""
    if len(segment.parts) < 2:
        return [segment]
    out: list[Segment] = []
    for place, part in enumerate(segment.parts):
        start = part.start if place else segment.piece.start
        end = segment.parts[place + 1].start if place + 1 < len(segment.parts) else segment.piece.end
        text = clean_line(raw[start:end])
        box = Box(part.left, segment.box.top, part.right, segment.box.bottom)
        if text:
            piece = Piece(segment.piece.line, start, end)
            out.append(replace(segment, piece=piece, text=text, box=box, mark=line_mark(text), parts=()))
    return out


def cut(segment: Segment, raw: str, at: int) -> tuple[Segment, Segment]:
    """A segment in two, at an offset of its text; its box is shared by characters."""
    count = len(segment.text[:at].replace(" ", ""))
    start = place = segment.piece.start
    end = len(raw) if segment.piece.end is None else segment.piece.end
    while place < end and count:
        count -= not (raw[place].isspace() or INVISIBLE.match(raw[place]) is not None)
        place += 1
    share = at / max(1, len(segment.text))
    box = segment.box
    x = box.left + share * box.width
    y = box.top + share * box.height
    if segment.along:
        one, other = Box(box.left, box.top, x, box.bottom), Box(x, box.top, box.right, box.bottom)
    else:
        one, other = Box(box.left, box.top, box.right, y), Box(box.left, y, box.right, box.bottom)
    head, tail = segment.text[:at].strip(), segment.text[at:].strip()
    return (
        replace(segment, piece=Piece(segment.piece.line, start, place), text=head, box=one, mark=line_mark(head)),
        replace(
            segment,
            piece=Piece(segment.piece.line, place, segment.piece.end),
            text=tail,
            box=other,
            mark=line_mark(tail),
        ),
    )


def text_size(segments: Sequence[Segment]) -> float:
    """The size of the page's text: of the sizes, taken in classes, the one that most characters have.

    A size counts with its neighbours in a window as wide as the noise, so that it need not be exact.
    """
    return class_of((segment.size, float(len(segment.text))) for segment in segments)


def class_of(sizes: Iterable[tuple[float, float]]) -> float:
    """The middle of the class of sizes that weighs most, from sizes and their weights; 10 where there is none."""
    weights: dict[int, float] = {}
    for size, weight in sizes:
        place = round(math.log(max(size, 0.1)) / _BIN)
        weights[place] = weights.get(place, 0.0) + weight
    if not weights:
        return 10.0
    reach = round(math.log(1 + SAME_SIZE / 2) / _BIN)
    total = {place: sum(weights.get(place + n, 0.0) for n in range(-reach, reach + 1)) for place in weights}
    best = max(total, key=lambda place: (total[place], -place))
    near = [(weights.get(best + n, 0.0), math.exp((best + n) * _BIN)) for n in range(-reach, reach + 1)]
    return sum(weight * size for weight, size in near) / sum(weight for weight, _ in near)


def alike(one: float, other: float) -> bool:
    """Whether two sizes are of one class."""
    return max(one, other) <= (1 + SAME_SIZE) * min(one, other)


def share_along(one: Box, other: Box) -> float:
    """The share of the narrower box's width that both have, side to side."""
    common = min(one.right, other.right) - max(one.left, other.left)
    return max(0.0, common) / max(0.1, min(one.width, other.width))


def share_down(one: Box, other: Box) -> float:
    """The share of the lower box's height that both have, top to bottom."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, common) / max(0.1, min(one.height, other.height))
