"""Where a page's lines, pictures, rules and boxes stand: the layout (版式) as values.

Lengths are in points, the origin is the page's top left corner and y grows downwards. The text itself is not here: a
line is known by its number in the raw text file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Source = Literal["pdf", "alto", "ocr"]
SOURCES: tuple[Source, ...] = ("pdf", "alto", "ocr")

UNSURE = 0.85
"""Confidence below which a person should look at a line. Of 880 lines of typeset pages that RapidOCR read, scan-like
ones too, two were below .92, and the wrong ones, few as they were, above: it does not know them. Libraries' OCR of old
print tells .5 to .9 where it is wrong.
"""


class Box(NamedTuple):
    """A rectangle in points; `bottom` is below `top`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """In square points; never negative."""
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def common(self, other: Box) -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def around(boxes: list[Box]) -> Box:
    """The smallest box around some boxes. Raises ValueError where there is none."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Part(NamedTuple):
    """A stretch of a line that wide gaps part from the rest: its first character in the raw line (from 0) and edges."""

    start: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class LineGeometry:
    """A line's place. `size` is its type's in points, `colour` is `#rrggbb` or "", `upright` says that it runs along
    (False: it runs down, a character below the other). `parts` are given where wide gaps part a line, else empty.
    `confidence` is how sure a recogniser was of the line's text, from 0 to 1; 1 where the text is the file's own.
    """

    box: Box
    baseline: float
    size: float
    font: str = ""
    colour: str = ""
    upright: bool = True
    parts: tuple[Part, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page; `file` names the picture that was cut out of it, beside the raw text, or is empty."""

    box: Box
    file: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's layout. `lines` go by raw line number, from 1; `rules` are thin lines (as boxes), `boxes` are filled or
    framed areas; `picture` names the page picture beside the raw text, or is empty.
    """

    width: float
    height: float
    source: Source = "pdf"
    lines: Mapping[int, LineGeometry] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    rules: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    picture: str = ""
