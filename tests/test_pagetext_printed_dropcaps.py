"""Drop caps: a text's first character over two lines or more."""

from __future__ import annotations

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.dropcaps import with_drop_caps
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.reading import Piece

TEXT = ("午七点四十分物理实验中心的走", "廊还没有亮灯有人已经开了门", "他先给每台仪器开一次机。")


def line(text: str, y: float, size: float = 10.0, left: float = 0.0) -> Segment:
    """A line of text that ends at `y`."""
    box = Box(left, y - 0.9 * size, left + size * len(text), y + 0.1 * size)
    return Segment(Piece(1), text, box, y, size, "Song", "#000000", True, 1)


def test_a_drop_cap_is_the_first_character_of_its_text() -> None:
    cap = line("上", 27, 24)
    rows = [*(line(text, 15.0 * n, left=26) for n, text in enumerate(TEXT[:2], 1)), line(TEXT[2], 45)]
    out = with_drop_caps([cap, *rows], 10)
    assert [one.text for one in out] == ["上" + TEXT[0], *TEXT[1:]]
    assert out[0].before == cap.piece
    assert [one.before for one in out[1:]] == [None, None]
    assert [one.box.left for one in out] == [0, 0, 0]


def test_a_large_character_with_no_text_beside_it_stays() -> None:
    rows = [line(text, 15.0 * n, left=26) for n, text in enumerate(TEXT, 1)]
    for cap in (line("上", 200, 24), line("上", 27, 12), line("■", 27, 24)):
        assert with_drop_caps([cap, *rows], 10) == [cap, *rows]
