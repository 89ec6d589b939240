"""Tables: short cells that stand in rows and, one under the other, in columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median

from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.segments import Segment, alike, cells_of

FEWEST_ROWS = 3
FEWEST_CELLS = 3
LONGEST = 18
"""Characters of the longest cell."""
TYPICAL = 7.5
"""Characters that half of the cells do not exceed: columns of text are ten wide and more."""
APART = 22.0
"""Ems between two cells of a row, at most."""
_SENTENCE = re.compile("[，。；！？]")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十]")

Row = list[Segment]


def find_tables(segments: Sequence[Segment], raw: Mapping[int, str], size: float) -> tuple[list[Column], list[Segment]]:
    """The tables of a page as blocks whose `rows` are filled, and the segments that are in none."""
    rows = _rows(segments, raw, size)
    out: list[Column] = []
    taken: set[int] = set()
    used: set[int] = set()
    for place in range(len(rows)):
        if place in used:
            continue
        run = [place]
        for other in range(place + 1, len(rows)):
            if other in used:
                continue
            step = rows[other][0].baseline - rows[run[-1]][0].baseline
            if step > 3.2 * size:
                break
            if step > 0.8 * size and _aligned(rows[run[-1]], rows[other], size):
                run.append(other)
        table = _trimmed([rows[n] for n in run], size)
        if _is_table(table):
            used.update(run)
            cells = [cell for row in table for cell in row]
            taken.update(cell.piece.line for cell in cells)
            column = Column(cells).measure()
            column.left = min(cell.box.left for cell in cells)
            column.right = max(cell.box.right for cell in cells)
            column.pitch = 1.45 * size
            column.role = "table"
            column.rows = table
            out.append(column)
    if not out:
        return [], list(segments)
    inside = {id(cell) for column in out for cell in column.lines}
    pieces = {(cell.piece.line, cell.piece.start) for column in out for cell in column.lines}
    rest = [s for s in segments if id(s) not in inside and (s.piece.line, s.piece.start) not in pieces]
    return out, rest


def _rows(segments: Sequence[Segment], raw: Mapping[int, str], size: float) -> list[Row]:
    """Cells by baseline, those that stand near each other in one row, from the top down."""
    cells = [
        cell
        for segment in segments
        if segment.along and segment.size < 1.25 * size
        for cell in cells_of(segment, raw[segment.piece.line])
    ]
    cells.sort(key=lambda cell: (cell.baseline, cell.box.left))
    lines: list[Row] = []
    for cell in cells:
        if lines and abs(lines[-1][0].baseline - cell.baseline) < 0.25 * size:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    rows: list[Row] = []
    for line in lines:
        line.sort(key=lambda cell: cell.box.left)
        run: Row = []
        for cell in line:
            fits = len(cell.text) <= LONGEST and not _SENTENCE.search(cell.text) and not cell.mark
            if not fits:
                rows.append(run)
                run = []
                continue
            if run and (cell.box.left - run[-1].box.right > APART * size or not alike(cell.size, run[-1].size)):
                rows.append(run)
                run = []
            run.append(cell)
        rows.append(run)
    return [row for row in rows if len(row) >= FEWEST_CELLS]


def _aligned(above: Row, below: Row, size: float) -> bool:
    """Whether most cells of a row stand under one of the row above: by their left edge, middle or right edge."""
    aligned = 0
    for cell in below:
        aligned += any(
            min(abs(cell.box.left - o.box.left), abs(cell.middle - o.middle), abs(cell.box.right - o.box.right))
            < 0.6 * size
            for o in above
        )
    return aligned >= max(FEWEST_CELLS - 1, 0.6 * max(len(below), len(above)))


def _trimmed(rows: list[Row], size: float) -> list[Row]:
    """Rows without cells at their ends that stand under nothing of the others: a short line of the column beside."""

    def stands(cell: Segment, row: Row) -> bool:
        lined = sum(
            any(
                min(abs(cell.box.left - o.box.left), abs(cell.middle - o.middle), abs(cell.box.right - o.box.right))
                < 0.6 * size
                for o in other
            )
            for other in rows
            if other is not row
        )
        return lined >= max(1, 0.35 * (len(rows) - 1))

    out: list[Row] = []
    for row in rows:
        kept = list(row)
        while len(kept) > 1 and not stands(kept[-1], row):
            kept.pop()
        while len(kept) > 1 and not stands(kept[0], row):
            kept.pop(0)
        out.append(kept)
    return out


def _is_table(rows: Sequence[Row]) -> bool:
    if len(rows) < FEWEST_ROWS:
        return False
    texts = [cell.text for row in rows for cell in row]
    figures = sum(_FIGURE.search(text) is not None for text in texts)
    return median(len(text) for text in texts) <= TYPICAL and figures >= 0.2 * len(texts)
