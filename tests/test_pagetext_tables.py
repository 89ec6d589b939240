"""Tables of cells a line each: rows that are alike, with a cell here and there that is not."""

from __future__ import annotations

import pytest

from scripts.pagetext.lines import make_line
from scripts.pagetext.tables import table_at

HEAD = ["镇", "去年", "今年", "增减"]
ROWS = [
    ["三岔", "120", "131", "+11"],
    ["石门", "98", "90", "-8"],
    ["前洼", "75", "80", "+5"],
    ["云肩", "60", "66", "+6"],
]


def rows_of(rows: list[list[str]]) -> list[tuple[str, ...]]:
    cells = [cell for row in rows for cell in row]
    table = table_at([make_line(n, text, gap=False) for n, text in enumerate(cells)])
    return [] if table is None else list(table.rows)


def test_rows_with_the_same_pattern_are_a_table() -> None:
    assert rows_of([HEAD, *ROWS]) == [tuple(row) for row in (HEAD, *ROWS)]


@pytest.mark.parametrize("column", [1, 2, 3])
def test_a_word_among_the_figures_of_a_row_does_not_end_the_table(column: int) -> None:
    rows = [list(row) for row in ROWS]
    rows[2][column] = "停测"
    assert rows_of([HEAD, *rows]) == [tuple(row) for row in (HEAD, *rows)]


def test_two_of_them_do() -> None:
    rows = [list(row) for row in ROWS]
    rows[3][1] = rows[3][2] = "停测"
    assert rows_of([HEAD, *rows]) == [tuple(row) for row in (HEAD, *rows[:3])]
