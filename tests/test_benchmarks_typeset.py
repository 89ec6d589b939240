from __future__ import annotations

import datetime as dt
from random import Random

import pytest

from benchmarks.typeset.bylines import BYLINES, Scene
from benchmarks.typeset.houses import HOUSES, House
from benchmarks.typeset.orders import ORDERS, drawn
from benchmarks.typeset.pages import sheet
from benchmarks.typeset.readable import readable_share
from benchmarks.typeset.setting import NO_END, NO_START, Setter
from benchmarks.typeset.stories import COMPOSERS
from benchmarks.typeset.story import Block
from benchmarks.typeset.topics import parse, topics

DATE = dt.date(2022, 4, 11)


def width(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def test_lines_are_filled_to_the_measure_and_broken_where_print_allows() -> None:
    text = "他说：“今年收了12345斤麦子，比去年（2021年）多。”大家都笑了，谁也没想到会这么好，真的。"
    lines = Setter(width, "none").lines(text, lambda _: 10.0)
    shown = ["".join(glyph.char for glyph in line) for line in lines]
    assert "".join(shown) == text
    assert all(line[0] not in NO_START and line[-1] not in NO_END for line in shown)
    assert any("12345" in line for line in shown)
    for line in lines[:-1]:
        assert line[-1].x + width(line[-1].char) == pytest.approx(10.0)


def test_an_indent_is_either_set_or_left_empty() -> None:
    block = [Block("麦子熟了")]
    (typed,) = Setter(width, "em").body(block, lambda _: 10.0)
    (left,) = Setter(width, "gap").body(block, lambda _: 10.0)
    assert typed.glyphs[0].char == "　"
    assert (left.glyphs[0].char, left.glyphs[0].x) == ("麦", 2.0)


def test_topics_tell_their_threads_apart() -> None:
    (topic,) = parse(
        "# 天气\nhead[雨]: 下雨\nhead[晴]: 天晴\nlead[雨]: 雨来了。\nlead[晴]: 晴了。\nsay: 都好。\nsay[雨]: 带伞。\n"
    )
    assert topic.threads == ("雨", "晴")
    assert topic.of("晴")["say"] == ("都好。",)
    assert topic.of("雨")["lead"] == ("雨来了。",)
    with pytest.raises(ValueError, match="no part"):
        parse("# 天气\nheadline: 下雨\n")


@pytest.mark.parametrize("name", sorted(BYLINES))
def test_a_byline_prints_its_authors(name: str) -> None:
    byline = BYLINES[name](Scene(Random(name), "青泽", DATE))
    printed = byline.opening + byline.line + byline.closing
    assert all(author in printed for author in byline.authors)


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.key)
def test_every_house_fills_a_page_the_same_way_each_time(house: House) -> None:
    one, again = (sheet(house, 2, DATE, width, "seed") for _ in range(2))
    assert one == again
    assert set(house.menu) <= set(COMPOSERS)
    news = [story for story in one.stories if story.kind != "furniture"]
    assert len(news) >= 4
    pieces = drawn(one.pieces, house.order, house.furniture, 0, Random(1))
    assert sorted(map(id, pieces)) == sorted(map(id, one.pieces))
    printed = "".join(spot.char for piece in pieces for spot in piece.spots).replace("　", "").replace(" ", "")
    assert "|" not in printed
    for story in news:
        for line in story.headline:
            assert line.replace(" ", "").replace("　", "") in printed


def test_there_is_a_topic_for_every_story_of_a_page() -> None:
    assert len(topics(("city", "country", "culture", "economy", "world", "harbour"))) >= 25
    assert {house.order for house in HOUSES} <= set(ORDERS)


def test_columns_read_across_are_not_readable() -> None:
    columns = ["春眠不觉晓处处闻啼鸟夜来风雨声花落知多少", "白日依山尽黄河入海流欲穷千里目更上一层楼"]
    across = "".join(a + b for a, b in zip(*columns, strict=False))
    assert readable_share(columns, "\n".join(columns)) == 1.0
    assert readable_share(columns, across) == 0.0
