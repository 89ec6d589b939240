"""Single rules of the reading by layout, each on a few lines by hand: captions, furniture, page references, tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from scripts.pagetext.geometry import Box, Layout
from scripts.pagetext.printed.captions import match_pictures
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.furniture import mark_furniture
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.page import PrintedPage
from scripts.pagetext.printed.pointers import give_pointer
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.printed.tables import find_tables
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.reading import Piece

SIZE = 10.0
LAYOUT = Layout(600, 800, "pdf", {})


def segment(number: int, text: str, left: float, top: float, size: float = SIZE, mark: str = "") -> Segment:
    box = Box(left, top, left + size * len(text), top + size)
    return Segment(Piece(number), text, box, box.bottom - 1, size, "Song", "#000000", True, number, mark)


def test_a_picture_is_of_one_caption_alone() -> None:
    pictures = [Box(0, 0, 100, 90)]
    captions = [(Box(0, 92, 100, 102), "麦子熟了。"), (Box(0, 108, 100, 118), "收割机下田。")]
    assert match_pictures(captions, pictures, SIZE) == {0: 0}


@pytest.mark.parametrize(
    ("text", "left", "top", "role"),
    [
        ("邮购 87654321", 300, 780, "furniture"),  # beside the imprint, on the page's last lines
        ("渡口的新船下水，票价不变", 300, 780, ""),  # a sentence
        ("邮购 87654321", 300, 740, ""),  # beside nothing that is about the paper
    ],
)
def test_what_stands_beside_the_imprint_is_of_it(text: str, left: float, top: float, role: str) -> None:
    lines = [segment(1, "热线 12345678", 20, 780, mark="contact"), segment(2, text, left, top)]
    mark_furniture([segment(0, "渡口修缮完工", 20, 400), *lines], LAYOUT, SIZE)
    assert [line.role for line in lines] == ["furniture", role]


def printed(*segments: Segment) -> PrintedPage:
    return PrintedPage(list(segments), LAYOUT, Walls(LAYOUT), SIZE, "Song", {})


@pytest.mark.parametrize(
    ("left", "top", "given"),
    [
        (150, 100, 0),  # on the line of its head
        (250, 116, 0),  # a little to the right of it and below
        (150, 200, None),  # far below both
        (150, 160, 1),
    ],
)
def test_a_page_reference_goes_to_the_head_that_it_stands_at(left: float, top: float, given: int | None) -> None:
    heads = [Head([Column([segment(n, "渡口修缮完工", 20, y, 14)]).measure()]) for n, y in ((1, 98), (2, 158))]
    pointer = segment(9, "▶2版", left, top)
    give_pointer(pointer, heads, [], printed(pointer))
    assert [n for n, head in enumerate(heads) if head.pointer is pointer] == ([] if given is None else [given])
    assert pointer.role == ("furniture" if given is None else "")


def cells(rows: Sequence[tuple[float, Sequence[tuple[float, str]]]]) -> tuple[list[Segment], dict[int, str]]:
    out = [(left, top, text) for top, row in rows for left, text in row]
    return [segment(n, text, left, top) for n, (left, top, text) in enumerate(out, 1)], {
        n: text for n, (_, _, text) in enumerate(out, 1)
    }


def test_a_table_leaves_the_column_beside_it_alone() -> None:
    table = [
        (100.0 + 15 * n, [(200.0, f"{n + 1}路"), (300.0, f"{n + 6}:10"), (400.0, f"{n + 20}:30")]) for n in range(5)
    ]
    beside = [(100.0 + 15 * 2, [(110.0, "新船下水")])]  # the last line of a column, level with a row
    segments, raw = cells([*table, *beside])
    (block,), rest = find_tables(segments, raw, SIZE)
    assert [[cell.text for cell in row] for row in block.rows][2] == ["3路", "8:10", "22:30"]
    assert [line.text for line in rest] == ["新船下水"]
