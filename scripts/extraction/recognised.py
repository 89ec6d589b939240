"""Lines that a recogniser (OCR, or what made a library's ALTO) told, as raw text and layout.

What a recogniser does not tell is estimated here: the size of the type from the boxes, in classes, since what readers
of a page go by is which lines are of one size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.extraction.pdflines import ASCENT, PdfLine, numbered
from scripts.pagetext.geometry import Box, Layout, LineGeometry, Part, Picture, Source

INK = 0.93
"""Ems that the ink of a line of Chinese is high: most characters fill nine tenths of their square, brackets more."""
NARROWEST = 0.55
"""Of the size by a line's height that the size by its length is at least, before it is taken for a wrong box."""
CLASS = 1.15
"""How many times the smallest size of a class its largest is: sizes by boxes scatter by a twentieth either way."""
MOST_CLASSES = 40
_HALF_WIDTH = range(0x21, 0x7F)


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line as it was told: `box` is None where its place is unknown, `size` 0 where that is; `upright` is False for
    one that runs down. `names` are the IDs that its file knows it and its blocks by.
    """

    text: str
    box: Box | None
    size: float = 0.0
    font: str = ""
    colour: str = ""
    upright: bool = True
    confidence: float = 1.0
    parts: tuple[Part, ...] = ()
    baseline: float | None = None
    names: tuple[str, ...] = ()


def ems(text: str) -> float:
    """How many ems a text is long when it is set without spaces between its characters."""
    return sum(0.5 if ord(char) in _HALF_WIDTH or char == " " else 1.0 for char in text)


def estimated_size(line: RecognisedLine) -> float:
    """The size of a line's type by its box: by its height (its width where it runs down), and no more than its length
    allows.
    """
    if line.size or line.box is None:
        return line.size
    across, along = (line.box.height, line.box.width) if line.upright else (line.box.width, line.box.height)
    by_height, count = across / INK, ems(line.text.strip())
    if count < 2:
        return max(by_height, along / max(1.0, count)) if count == 1 else by_height
    return max(min(by_height, along / count), NARROWEST * by_height)


def settled_sizes(sizes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The sizes of lines put into classes, the heaviest first: each becomes the weighted median of its class."""
    out = list(sizes)
    left = sorted((n for n, size in enumerate(sizes) if size > 0), key=lambda n: sizes[n])
    for _ in range(MOST_CLASSES):
        if not left:
            break
        best, weight, high, total = (0, 0), -1.0, 0, 0.0
        for low, first in enumerate(left):
            high = max(high, low)
            while high < len(left) and sizes[left[high]] <= CLASS * sizes[first]:
                total += weights[left[high]]
                high += 1
            if total > weight + 1e-9:
                best, weight = (low, high), total
            total -= weights[first]
        members = left[best[0] : best[1]]
        middle = _median(members, sizes, weights)
        for n in members:
            out[n] = middle
        left = left[: best[0]] + left[best[1] :]
    return out


def _median(members: Sequence[int], sizes: Sequence[float], weights: Sequence[float]) -> float:
    half, seen = sum(weights[n] for n in members) / 2, 0.0
    for n in members:
        seen += weights[n]
        if seen >= half:
            return sizes[n]
    return sizes[members[-1]]


def laid_recognised(
    lines: Sequence[RecognisedLine],
    width: float,
    height: float,
    source: Source,
    *,
    pictures: Sequence[Box] = (),
    rules: Sequence[Box] = (),
    boxes: Sequence[Box] = (),
) -> tuple[str, Layout]:
    """The raw text of lines in their order, and the layout that goes by its lines."""
    printing = [line for line in lines if line.text.strip()]
    sizes = settled_sizes([estimated_size(line) for line in printing], [ems(line.text) for line in printing])
    rows = numbered(list(_placed(printing, sizes)))
    layout = Layout(
        width,
        height,
        source,
        {number: place for number, (_, place) in enumerate(rows, 1) if place},
        tuple(map(Picture, pictures)),
        tuple(rules),
        tuple(boxes),
    )
    return "\n".join(text for text, _ in rows), layout


def _placed(lines: Sequence[RecognisedLine], sizes: Sequence[float]) -> list[PdfLine]:
    out: list[PdfLine] = []
    for line, size in zip(lines, sizes, strict=True):
        box, text = line.box, one_line(line.text)
        if box is None:  # it goes on where the last one ended
            before = out[-1] if out else PdfLine("", 0, 0, 0, size or 10.0)
            out.append(PdfLine(text, before.left, before.right, before.y - before.size, size or before.size))
            continue
        size = max(size, 0.5)
        baseline = line.baseline if line.baseline is not None else box.bottom - (1 - ASCENT) * size
        place = LineGeometry(
            box, baseline, size, line.font, line.colour, line.upright, line.parts, min(1.0, max(0.0, line.confidence))
        )
        top = -box.top if not line.upright else -baseline
        out.append(PdfLine(text, box.left, box.right, top, size, not line.upright, place))
    return out


def one_line(text: str) -> str:
    """A text without characters that would break its line, or that no text has."""
    clean = "".join(" " if char.isspace() and char != "\u3000" else char for char in text if _sound(char))
    return clean.rstrip()


def _sound(char: str) -> bool:
    return not 0xD800 <= ord(char) < 0xE000 and (ord(char) >= 32 or char.isspace())


def finite(value: float, most: float = 1e6) -> bool:
    """Whether a number that a file gave can be a length."""
    return math.isfinite(value) and abs(value) <= most
