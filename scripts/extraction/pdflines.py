"""The lines of a PDF page in drawing order, laid out so that the converter can tell blocks and paragraphs apart.

PDFium reads the characters. Which stand in one line it knows well; which columns follow each other it does not guess,
and neither do we: drawing order is kept. What the raw text would otherwise lose is written with blanks alone: an empty
line where the next line is not below the last one or is of another size, and two U+3000 before a line that the page
indents. docs/extractors.md has the scores that this was chosen by. Each line keeps its place on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2

from scripts.extraction.breaking import SAME_SIZE, broken, solid
from scripts.extraction.glyphs import Glyph, right_edge
from scripts.pagetext.geometry import Box, LineGeometry, Part

NEXT_LINE = (0.5, 2.0)
"""Ems from one baseline to the next inside a block: newspapers are set with 1.2 to 1.8."""
NEXT_UPRIGHT = (0.8, 1.3)
"""Ems from one character to the next below it in upright text; rows of a table stand further apart."""
INDENT = (1.5, 2.6)
"""Ems by which a first line is set in: two, less what a hung bracket takes, or with justification more."""
INDENT_DOWN = (0.7, 2.6)
"""The same of text that runs down: one em is usual there, as in papers of the 1940s."""
SHORT = 1.5
"""Ems that a line may lack on the right and still be full: two hung marks, or a break before a bracket."""
ASCENT = 0.88
"""Of a type's size: what stands above the baseline (the em box of Chinese fonts)."""
WIDE_GAP = 1.2
"""Ems between two characters from which they stand in two parts of a line: a space of a headline is an em."""
SURE_GAP = 2.2
"""The same where all gaps of the line are as wide: cells of a table; names are padded, and titles spaced, by less."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text and its place in points, from the page's lower left: `left` to `right` on the baseline `y`."""

    text: str
    left: float
    right: float
    y: float
    size: float
    upright: bool = False
    place: LineGeometry | None = None

    def follows(self, block: Sequence[PdfLine]) -> bool:
        """Whether this line goes on a block; upright lines go on to the left."""
        above = block[-1]
        if not self.size_of(above):
            return False
        if above.upright and (self.upright or len(self.text) == 1):
            step = (above.left - self.left) / self.size
            return abs(above.y - self.y) < INDENT_DOWN[1] * self.size and NEXT_LINE[0] < step < NEXT_LINE[1]
        return NEXT_LINE[0] < (above.y - self.y) / self.size < NEXT_LINE[1]

    def size_of(self, other: PdfLine) -> bool:
        """Whether both are of one size."""
        return abs(self.size - other.size) <= SAME_SIZE * self.size


def turned(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines with upright text, which comes a character a line, written along (家, 门, 口 is 家门口)."""
    out: list[PdfLine] = []
    foot = 0.0  # the baseline of the last line's last character
    for line in lines:
        before = out[-1] if out else None
        if before and (line.upright or len(line.text) == 1) and _goes_down(before, line, foot):
            out[-1] = replace(before, text=before.text + line.text, upright=True, place=_down(before.place, line.place))
        else:
            out.append(line)
        foot = line.y - (line.place.box.height - line.size if line.upright and line.place else 0.0)
    return out


def _down(above: LineGeometry | None, below: LineGeometry | None) -> LineGeometry | None:
    """The place of a line that runs down, with one more character at its foot."""
    if above is None or below is None:
        return None
    return replace(above, box=above.box.union(below.box), baseline=below.baseline, upright=False)


def _goes_down(line: PdfLine, char: PdfLine, foot: float) -> bool:
    """Whether a character stands right below an upright line, or below a single character that may open one."""
    down = (foot - char.y) / char.size
    opens = line.upright or (len(line.text) == 1 and not (line.text.isdigit() and char.text.isdigit()))
    return (
        opens
        and line.size_of(char)
        and abs(line.left - char.left) < char.size / 2
        and NEXT_UPRIGHT[0] < down < NEXT_UPRIGHT[1]
    )


def laid_out(lines: Sequence[PdfLine]) -> str:
    """The lines with an empty line between blocks, and indents as U+3000."""
    return "\n".join(text for text, _ in numbered(lines))


def numbered(lines: Sequence[PdfLine]) -> list[tuple[str, LineGeometry | None]]:
    """The raw text's lines, blank ones too, each with its place: the first is line 1."""
    out: list[tuple[str, LineGeometry | None]] = []
    for block in blocks(lines):
        if out:
            out.append(("", None))
        for line, shown in zip(block, _shown(block), strict=True):
            out.append((shown, _shifted(line.place, len(shown) - len(line.text))))
    return out


def _shifted(place: LineGeometry | None, by: int) -> LineGeometry | None:
    """A place whose parts count characters from an indent on that was put before the line."""
    if place is None or not by or not place.parts:
        return place
    return replace(place, parts=tuple(part._replace(start=part.start + by) for part in place.parts))


def blocks(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Lines that follow each other on the page: each a line below the last and of its size."""
    out: list[list[PdfLine]] = []
    for line in lines:
        if out and line.follows(out[-1]):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _shown(block: Sequence[PdfLine]) -> Iterator[str]:
    for place, line in enumerate(block):
        near = [*block[max(0, place - 1) : place], *block[place + 1 : place + 2]]
        yield "　　" + line.text if _indented(line, near) else line.text


def _indented(line: PdfLine, near: Sequence[PdfLine]) -> bool:
    """Whether a full line begins two ems to the right of its neighbours."""
    if not near or line.text.startswith("　"):
        return False
    if line.upright:
        return _indented_down(line, near)
    step = (line.left - min(other.left for other in near)) / line.size
    full = line.right >= max(other.right for other in near) - SHORT * line.size
    return full and INDENT[0] < step < INDENT[1]


def _indented_down(line: PdfLine, near: Sequence[PdfLine]) -> bool:
    """The same of a line that runs down: whether it begins below its neighbours and ends where they do."""
    step = (max(other.y for other in near) - line.y) / line.size
    feet = [other.place.box.bottom for other in (line, *near) if other.place is not None]
    full = len(feet) == len(near) + 1 and feet[0] >= max(feet[1:]) - SHORT * line.size
    return full and INDENT_DOWN[0] < step < INDENT_DOWN[1]


def read_lines(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph]) -> Iterator[PdfLine]:
    """The lines as they are broken, none of blanks alone."""
    for line in broken(glyphs):
        yield from _line(page, line)


def _line(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph]) -> Iterator[PdfLine]:
    printing = solid(glyphs)
    if printing:
        text = "".join(glyph.text for glyph in glyphs).rstrip()
        first, size = printing[0], printing[0].style.size
        right = max(glyph.along for glyph in printing) + size
        place = placed(page, glyphs, printing)
        runs_down = first.style.quarter == 0 and not place.upright
        yield PdfLine(text, first.along, right, -first.down, size, runs_down, place)


def placed(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph], printing: Sequence[Glyph]) -> LineGeometry:
    """Where a line stands on the page, and which parts wide gaps make of it."""
    style = Counter(glyph.style for glyph in printing).most_common(1)[0][0]
    size = max(glyph.style.size for glyph in printing)
    left = min(glyph.along for glyph in printing)
    last = max(printing, key=lambda glyph: glyph.along)
    right = right_edge(page, last)
    downs = [glyph.down for glyph in printing]
    top, bottom = min(downs) - ASCENT * size, max(downs) + (1 - ASCENT) * size
    box = (
        Box(left, top, right, bottom),
        Box(-bottom, left, -top, right),
        Box(-right, -bottom, -left, -top),
        Box(top, -right, bottom, -left),
    )[style.quarter]
    runs_down = len(printing) > 1 and max(downs) - min(downs) > max(0.75 * size, last.along - left)
    parts = _parts(page, glyphs) if style.quarter == 0 and not runs_down else ()
    upright = style.quarter % 2 == 0 and not runs_down
    baseline = printing[-1].y if runs_down else printing[0].y
    return LineGeometry(box, baseline, style.size, style.font, style.colour, upright, parts)


def _parts(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph]) -> tuple[Part, ...]:
    """The stretches of a line that gaps part which are wide and wider than the others, or none."""
    printing = [
        (place, glyph) for place, glyph in enumerate(glyphs) if not glyph.text.isspace() and not glyph.generated
    ]
    gaps = [after.along - before.along - before.advance for (_, before), (_, after) in pairwise(printing)]
    if not gaps or max(gaps) < WIDE_GAP * printing[0][1].style.size:
        return ()
    usual = sorted(gaps)[len(gaps) // 2]
    cuts = [
        n + 1
        for n, gap in enumerate(gaps)
        if gap >= max(WIDE_GAP * printing[n][1].style.size, min(2 * usual, SURE_GAP * printing[n][1].style.size))
    ]
    out = []
    for low, high in pairwise([0, *cuts, len(printing)]):
        (start, first), (_, last) = printing[low], printing[high - 1]
        out.append(Part(start, first.along, right_edge(page, last)))
    return tuple(out) if len(out) > 1 else ()
