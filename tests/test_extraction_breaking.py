"""Characters of a PDF page broken into lines where PDFium tells two lines in turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts.extraction.breaking import broken
from scripts.extraction.glyphs import Glyph, Style

LARGE, SMALL = Style(33.0), Style(11.0)
BREAK = "\n"


def glyph_at(text: str, along: float, down: float, style: Style) -> Glyph:
    return Glyph(text, along, down, style, text == BREAK, 0)


def glyphs(text: str, along: float, down: float, style: Style) -> list[Glyph]:
    return [glyph_at(char, along + n * style.size, down, style) for n, char in enumerate(text)]


def lines(page: list[Glyph]) -> list[str]:
    return ["".join(glyph.text for glyph in line).rstrip() for line in broken(page)]


def in_turn(*rows: list[Glyph]) -> list[Glyph]:
    """The characters as they stand across the page, with a break where the line changes."""
    out: list[Glyph] = []
    for glyph in sorted((glyph for row in rows for glyph in row), key=lambda glyph: glyph.along):
        if out and out[-1].style != glyph.style:
            out.append(glyph_at(BREAK, out[-1].along, out[-1].down, out[-1].style))
        out.append(glyph)
    return out


def test_a_headline_and_the_line_close_under_it_are_two_lines() -> None:
    headline = glyphs("菜价没涨", 100, 115, LARGE) + glyphs("脚下不再泥泞", 241, 115, LARGE)
    deck = glyphs("摊主最盼延长收市时间，管理方：下周起试行", 142, 132, SMALL)
    assert lines(in_turn(headline, deck)) == ["菜价没涨 脚下不再泥泞", "摊主最盼延长收市时间，管理方：下周起试行"]


def test_columns_beside_each_other_and_small_type_in_a_line_stay_as_they_are() -> None:
    left, right = glyphs("昨天清晨五点半", 0, 50, SMALL), glyphs("卖豆腐的老周已", 120, 50, SMALL)
    breaks = [glyph_at(BREAK, 0, 50, SMALL)]
    assert lines([*left, *breaks, *right]) == ["昨天清晨五点半", "卖豆腐的老周已"]
    assert lines([*glyphs("价格", 0, 50, LARGE), *glyphs("元", 66, 50, SMALL), *glyphs("一斤", 77, 50, LARGE)]) == [
        "价格元一斤"
    ]


@given(
    st.lists(st.tuples(st.sampled_from("甲乙 \n"), st.integers(0, 300), st.integers(0, 60), st.booleans()), max_size=40)
)
def test_no_character_is_lost_or_made(told: list[tuple[str, int, int, bool]]) -> None:
    page = [glyph_at(text, along, down, LARGE if large else SMALL) for text, along, down, large in told]
    kept = "".join("".join(line.split()) for line in lines(page))
    assert sorted(kept) == sorted(text for text, *_ in told if text not in " \n")
