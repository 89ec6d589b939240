"""The characters of a PDF page broken into lines: as PDFium breaks them, and where its lines are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.extraction.glyphs import Glyph

SAME_SIZE = 0.1
"""Of a type's size: what two lines of one block may differ by (kerning and rounding; headlines differ by a half)."""
APART_DOWN = 1.25
"""Ems from a character to the next beside it that stands in another column of text running down."""


def broken(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters of each line, parted where type of another size follows a gap; none of blanks alone.

    On a page set downwards they are stretches of columns, from the right.
    """
    lines = [line for line in _between_breaks(glyphs) if solid(line)]
    if 2 * sum(_runs_down(solid(line)) for line in lines) > len(lines):
        return _from_the_right([part for line in lines for part in _columns_apart(line) or _types_apart(line)])
    return _disentangled([part for line in lines for part in _types_apart(line)])


def solid(line: Sequence[Glyph]) -> list[Glyph]:
    """The characters that print."""
    return [glyph for glyph in line if not glyph.text.isspace() and not glyph.generated]


def _runs_down(printing: Sequence[Glyph]) -> bool:
    """Whether characters stand below each other; one alone does."""
    places = [glyph.along for glyph in printing]
    return max(places) - min(places) < printing[0].style.size / 2


def _from_the_right(parts: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Characters of neighbouring columns at one height, which PDFium tells from the left, told from the right."""
    out: list[list[Glyph]] = []
    for part in parts:
        place = len(out)
        printing = solid(part)
        while len(printing) == 1 and place and len(before := solid(out[place - 1])) == 1:
            level = abs(before[0].down - printing[0].down) < before[0].style.size / 2
            if not level or before[0].along >= printing[0].along:
                break
            place -= 1
        out.insert(place, part)
    return out


def _between_breaks(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters from line break to line break."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text in "\r\n":
            yield line
            line = []
        else:
            line.append(glyph)
    yield line


def _types_apart(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and line[-1].generated and not glyph.generated and _other_type(line, glyph):
            yield line
            line = []
        line.append(glyph)
    yield line


def _disentangled(parts: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The parts with those put together that PDFium tells in turn.

    Where a line of small type stands close under a large one, it takes their characters as they stand across the page:
    菜价 / 摊主最 / 没 / 盼延长 / 涨.
    """
    rows: list[list[Glyph]] = []
    recent = -1
    for part in parts:
        places = [place for place in range(max(0, len(rows) - 2), len(rows)) if place != recent]
        before = next((place for place in places if _goes_on_behind(rows[place], rows[recent], part)), None)
        if before is None:
            rows.append(list(part))
            recent = len(rows) - 1
        else:
            row = rows[before]
            last = solid(row)[-1]
            del row[row.index(last) + 1 :]
            if solid(part)[0].along - last.along > (1 + BETWEEN_WORDS) * last.style.size:
                row.append(last._replace(text=" ", generated=True))
            row += part
            recent = before
    return rows


BETWEEN_WORDS = 0.15
"""Ems from which what stands between two characters is a space: fonts have them a quarter of an em wide."""
FARTHEST_BEHIND = 2.5
"""Ems between two characters of one line that others part, at most."""


def _goes_on_behind(row: Sequence[Glyph], between: Sequence[Glyph], part: Sequence[Glyph]) -> bool:
    """Whether a part goes on from a row although another one, of another type and on a line close by, came between."""
    last, other, first = solid(row)[-1], solid(between)[-1], solid(part)[0]
    size = last.style.size
    if abs(size - first.style.size) > SAME_SIZE * size or abs(last.down - first.down) > 0.2 * size:
        return False
    near = 0.2 * size < abs(other.down - first.down) < 1.5 * max(size, other.style.size)
    return near and _other_type(between, first) and 0 < first.along - last.along < FARTHEST_BEHIND * size


def _columns_apart(line: Sequence[Glyph]) -> list[list[Glyph]]:
    """A line of a page set downwards where PDFium runs on from column to column, as it does where a character of one is
    as high as one of the next (the 。 that ends one and the 近 that begins the other): its stretches. Empty where it is
    a line.
    """
    printing = solid(line)
    out = [[printing[0]]]
    for glyph in printing[1:]:
        if _goes_on(out[-1], glyph):
            out[-1].append(glyph)
        else:
            out.append([glyph])
    level = max(glyph.down for glyph in printing) - min(glyph.down for glyph in printing) < printing[0].style.size / 2
    if len(out) == 1 or (level and len(out) < len(printing)):
        return []
    return out


def _goes_on(stretch: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a character stands beside or below the last one, as that does to the one before it."""
    last, size = stretch[-1], stretch[-1].style.size
    if abs(size - glyph.style.size) > SAME_SIZE * size:
        return False
    down = abs(glyph.along - last.along) < size / 2
    beside = abs(glyph.down - last.down) < size / 2 and 0 < glyph.along - last.along <= APART_DOWN * size
    if len(stretch) == 1:
        return down or beside
    runs_down = abs(last.along - stretch[-2].along) < size / 2
    return down if runs_down else beside


def _other_type(line: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a character differs in size from the line's last one."""
    last = next((before for before in reversed(line) if not before.generated), glyph)
    return abs(last.style.size - glyph.style.size) > SAME_SIZE * glyph.style.size
