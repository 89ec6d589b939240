"""Pages set downwards, read as if they lay on their side: drawn as PDFs a character at a time, extracted and read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from scripts.extraction.pdfpages import read_page
from scripts.pagetext.geometry import Box, Layout, LineGeometry
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.printed.turning import lines_down, nameplate, read, turned_layout
from tests.pdfs import Line, draw_pdf
from tests.test_pagetext_printed import EXPECTED, TWO_STORIES, told

HEIGHT = 800
"""Of the sheets that `draw_pdf` makes, in points."""
PLATE = [("麦城商报", 590, 780, 20), ("民国三十六年四月二十日", 570, 780, 9), ("第三千七百十二号", 556, 780, 9)]
FRAME = "1 w 550 600 50 190 re S"


def downwards(lines: Sequence[Line]) -> list[Line]:
    """Lines of a page set along as they run down from the right on one that is set so, a character each."""
    return [
        (char, y - 150, HEIGHT - x - (n + 1) * size, size) for text, x, y, size in lines for n, char in enumerate(text)
    ]


def down(text: str, x: float, y: float, size: float) -> list[Line]:
    return [(char, x - size, y - (n + 1) * size, size) for n, char in enumerate(text)]


def model_of(path: Path, lines: Sequence[Line], content: str = "") -> PageModel:
    with pypdfium2.PdfDocument(draw_pdf(path, lines, content)) as document:
        text, layout = read_page(document[0])
    return page_model(text.split("\n"), layout=layout)


def raw_of(model: PageModel) -> dict[int, str]:
    return {line.number: line.raw for line in model.lines}


def test_columns_that_run_down_go_under_their_heads(tmp_path: Path) -> None:
    model = model_of(tmp_path / "a.pdf", downwards(TWO_STORIES))
    assert told(read(model), raw_of(model)) == EXPECTED


def test_the_nameplate_in_the_corner_takes_no_lines_from_the_columns(tmp_path: Path) -> None:
    plate = [char for line in PLATE for char in down(*line)]
    model = model_of(tmp_path / "a.pdf", [*plate, *((t, x - 25, y, s) for t, x, y, s in downwards(TWO_STORIES))], FRAME)
    reading = read(model)
    raw = raw_of(model)
    assert ["".join(raw[piece.line] for piece in value) for value in reading.furniture] == [text for text, *_ in PLATE]
    assert told(reading, raw) == EXPECTED


def test_a_boxed_notice_set_along_is_read_by_itself(tmp_path: Path) -> None:
    box = [
        ("遗失启事", 60, 160, 14),
        ("兹遗失华丰银行支票一纸，计国币", 80, 135, 10),
        ("八十万元，除挂失外声明作废。", 60, 120, 10),
    ]
    lines = [(text, x, y + 60, size) for text, x, y, size in downwards(TWO_STORIES)]
    model = model_of(tmp_path / "a.pdf", [*lines, *box], "1 w 50 110 200 75 re S")
    *stories, notice = told(read(model), raw_of(model))
    assert stories == EXPECTED
    assert notice[1:] == ("遗失启事", ["兹遗失华丰银行支票一纸，计国币八十万元，除挂失外声明作废。"])


@pytest.mark.parametrize(("chars", "set_down"), [(4, False), (16, True)])
def test_a_headline_that_runs_down_does_not_turn_the_page(chars: int, set_down: bool) -> None:
    text = ["一" * chars, "本报讯今年的麦子早熟了", "。"]
    places = {
        1: LineGeometry(Box(500, 10, 520, 10 + 20 * chars), 0, 20, upright=False),
        2: LineGeometry(Box(10, 10, 120, 20), 19, 10),
        3: LineGeometry(Box(10, 25, 20, 35), 34, 10),
    }
    layout = Layout(600, 800, lines=places)
    assert lines_down(page_model(text, layout=layout), layout) == ({1, 3} if set_down else set())
    assert not nameplate(page_model(text, layout=layout), layout, frozenset({1}))


def test_what_ran_down_from_the_right_runs_along_from_the_top() -> None:
    line = LineGeometry(Box(560, 40, 570, 240), 0, 10, upright=False)
    turned = turned_layout(Layout(600, 800, lines={1: line}, rules=(Box(0, 400, 600, 401),)))
    assert (turned.width, turned.height) == (800, 600)
    assert turned.lines[1].box == Box(40, 30, 240, 40)
    assert turned.lines[1].upright
    assert turned.rules == (Box(400, 0, 401, 600),)
