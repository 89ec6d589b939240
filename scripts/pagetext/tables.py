"""Tables: runs of lines that are rows of short cells, or one cell a line, and which cells form a row.

Extractors leave a table in one of three ways: a row a line, its cells parted by spaces; a cell a line, row by row;
or a cell a line, column by column with a blank line between the columns. All three are read back into rows. A table
has numbers in it: runs of short lines without any are verse, names or headlines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.pagetext.clean import clean_line
from scripts.pagetext.lines import Line

_FEWEST_ROWS = 3
_MOST_CELLS = 12
_WIDEST = 16.0
"""Ems of the widest cell."""
_SENTENCE = re.compile("[，。；！？]")
_WIDE_GAP = re.compile("\\s{2,}|\u3000+|\t")
_FIGURE = re.compile(
    r"[↑↓↗↘▲▼+\-−±≈<>]?[¥$]?\d[\d,.:：/%％‰—–~\-+日月时時点點分元人个個次号號#()（）]*[℃°㎡\u3400-\u9fff]{0,2}|[—–\-/]|平|无|無"
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with the lines of each row; `size` is how many of the lines looked at it takes.

    `even` says that all rows have the same number of cells: only then are they known.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[tuple[Line, ...], ...]
    size: int

    @property
    def even(self) -> bool:
        """Whether all rows have the same number of cells."""
        return len({len(row) for row in self.rows}) == 1


def cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a line: what wide gaps part, or else what any space parts."""
    raw = line.raw.strip()
    wide = _WIDE_GAP.split(raw)
    words = wide if len(wide) >= 3 else raw.split()
    return tuple(cell for cell in map(clean_line, words) if cell)


def _row(line: Line) -> tuple[str, ...]:
    """The cells of a line that may be a row, else ()."""
    if _SENTENCE.search(line.text):
        return ()
    cells = cells_of(line)
    if not 3 <= len(cells) <= _MOST_CELLS or any(len(c) > _WIDEST for c in cells):
        return ()
    if all(len(c) == 1 and not c.isdigit() for c in cells):
        return ()  # a letter-spaced heading
    return cells


def _figures(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if _FIGURE.fullmatch(cell))


def table_at(lines: Sequence[Line]) -> Table | None:
    """The table that begins with the first of `lines`, if one does."""
    first = lines[0]
    if first.width > 40 or first.terminal:
        return None
    if " " in first.raw.strip() or "\u3000" in first.raw.strip():
        table = _rows_a_line(lines)
        if table:
            return table
    if first.width <= 10 and len(lines) >= 2 and lines[1].width <= _WIDEST:
        return _cells_a_line(lines)
    return None


def _rows_a_line(lines: Sequence[Line]) -> Table | None:
    rows: list[tuple[str, ...]] = []
    for line in lines:
        cells = _row(line)
        if not cells:
            break
        rows.append(cells)
    if len(rows) < _FEWEST_ROWS:
        return None
    usual = Counter(len(row) for row in rows).most_common(1)[0][0]
    if abs(len(rows[0]) - usual) > 1:
        return None
    size = 1
    while size < len(rows) and abs(len(rows[size]) - usual) <= 1:
        size += 1
    rows = rows[:size]
    below = rows[1:]
    if size < _FEWEST_ROWS or sum(1 for row in below if _figures(row)) * 3 < 2 * len(below):
        return None
    return Table(tuple(rows), tuple((line,) for line in lines[:size]), size)


def _cells_a_line(lines: Sequence[Line]) -> Table | None:
    """Cells a line each: by columns where blank lines part blocks of one length, else by rows of one pattern."""
    cells: list[Line] = []
    ends: list[int] = []  # for each cell, how many of the lines are used when it is the last
    for number, line in enumerate(lines):
        parts = line.parts or (line,)
        if line.width > _WIDEST or line.terminal or _SENTENCE.search(line.text) or len(line.text.split()) > 2:
            break
        cells.extend(parts)
        ends.extend([number + 1] * len(parts))
    if len(cells) < 3 * _FEWEST_ROWS:
        return None
    return _by_columns(cells, ends) or _by_rows(cells, ends)


def _table(rows: list[list[Line]], ends: list[int], count: int) -> Table:
    texts = tuple(tuple(cell.text for cell in row) for row in rows)
    return Table(texts, tuple(tuple(row) for row in rows), ends[count - 1])


def _by_columns(cells: list[Line], ends: list[int]) -> Table | None:
    blocks: list[list[Line]] = []
    for cell in cells:
        if not blocks or cell.gap:
            blocks.append([])
        blocks[-1].append(cell)
    height = len(blocks[0])
    width = 1
    while width < len(blocks) and len(blocks[width]) == height:
        width += 1
    if height < _FEWEST_ROWS or not 2 <= width <= _MOST_CELLS:
        return None
    columns = blocks[:width]
    counted = [_figures([c.text for c in column[1:]]) for column in columns]
    if not any(n * 3 >= 2 * (height - 1) for n in counted) or any(_figures([c[0].text]) for c in columns):
        return None
    rows = [[column[k] for column in columns] for k in range(height)]
    count = height * width
    if count < len(cells) and ends[count] == ends[count - 1]:
        return None  # it would end inside a line
    return _table(rows, ends, count)


def _by_rows(cells: list[Line], ends: list[int]) -> Table | None:
    kinds = [_FIGURE.fullmatch(cell.text) is not None for cell in cells]
    best: tuple[float, int, int] | None = None
    for width in range(3, min(_MOST_CELLS, len(cells) // _FEWEST_ROWS) + 1):
        if any(kinds[:width]):
            break  # the head of a column is a word
        pattern = kinds[width : 2 * width]
        if not any(pattern) or all(pattern):
            continue
        height = 2
        while (height + 1) * width <= len(cells):
            row = kinds[height * width : (height + 1) * width]
            if sum(a != b for a, b in zip(row, pattern, strict=True)) * 4 > width:
                break
            height += 1
        count = height * width
        if height < _FEWEST_ROWS + 1 or (count < len(cells) and ends[count] == ends[count - 1]):
            continue
        left = len(cells) - count
        if best is None or (-left, width) > best[:2]:
            best = (-left, width, height)
    if best is None:
        return None
    _, width, height = best
    rows = [cells[k * width : (k + 1) * width] for k in range(int(height))]
    return _table(rows, ends, width * height)
