"""What printed lines are: roles as blocks, crossheads, pointers and drop caps use them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from scripts.pagetext.geometry import Box, Layout
from scripts.pagetext.printed.blocks import by_type, without_bylines
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.dropcaps import with_drop_caps
from scripts.pagetext.printed.furniture import mark_furniture
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.odds import odds_of
from scripts.pagetext.printed.page import unglued
from scripts.pagetext.printed.pointers import is_pointer
from scripts.pagetext.printed.roles import ROLES, roles_of, share
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.printed.subjects import subjects
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.reading import Piece

TEXT = ("本报讯 东线铁路昨晨因信号故障", "一度受阻最长延误九分钟事故列车", "已入厂检查，今晨恢复。")


def line(text: str, y: float, role: str = "", size: float = 10.0, left: float = 0.0, font: str = "Song") -> Segment:
    """A line at `y` that is surely of a role."""
    likely = tuple(float(name == role) for name in ROLES) if role else ()
    box = Box(left, y - 0.9 * size, left + size * len(text), y + 0.1 * size)
    return Segment(Piece(1), text, box, y, size, font, "#000000", True, 1, likely=likely)


def column(*rows: tuple[str, str]) -> Column:
    """A column of lines with their roles, 15 points apart."""
    return Column([line(text, 15.0 * n, role) for n, (text, role) in enumerate(rows, 1)]).measure()


BODY = tuple((text, "body") for text in TEXT)


@pytest.mark.parametrize(
    ("rows", "cut"),
    [
        ((("铁路昨误点九分钟", "headline"), *BODY), [1, 3]),
        ((("铁路昨误点九分钟", "headline"), ("乘客改乘巴士上班", "deck"), *BODY), [1, 1, 3]),
        ((*BODY, ("野猪闯进幼稚园", "crosshead"), *BODY), [7]),
        ((("野猪闯进幼稚园", "crosshead"), *BODY), [1, 3]),
        ((*BODY, ("野猪闯进幼稚园", "headline"), *BODY), [3, 1, 3]),
        ((("编者按", "introduction"), *BODY), [1, 3]),
        (BODY, [3]),
    ],
)
def test_columns_are_cut_where_roles_change(rows: Sequence[tuple[str, str]], cut: list[int]) -> None:
    assert [len(one.lines) for one in without_bylines([column(*rows)], "Song", 10)] == cut


def test_display_is_told_by_role_and_large_type_by_size() -> None:
    head, text = column(("铁路昨误点九分钟", "headline")), column(*BODY)
    large = Column([line("休学一年，值吗？", 15, "body", size=21)]).measure()
    display, rest = by_type([text, head, large], "Song", 10)
    assert display == [head, large]
    assert rest == [text]


def test_odds_tell_headlines_from_crossheads() -> None:
    above, inside = (Head([column(("野猪闯进幼稚园", role))]) for role in ("headline", "crosshead"))
    assert odds_of([above])[0] > 5
    assert odds_of([inside])[0] < -5


def test_parts_of_a_head_go_by_role_and_by_size() -> None:
    groups = [
        Column([line("绿色生活在身边", 20, "kicker", 12)]).measure(),
        Column([line("垃圾分类积分可换鸡蛋", 50, "headline", 26)]).measure(),
        Column([line("解放路投放点全部撤桶", 70, "headline", 13)]).measure(),
    ]
    parts = [[one.text for one in part] for part in Head(groups).parts()]
    assert parts == [["绿色生活在身边"], ["垃圾分类积分可换鸡蛋"], ["解放路投放点全部撤桶"]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("小学门口彩虹跑道护学记 A05", ["小学门口彩虹跑道护学记", "A05"]),
        ("A05小学门口彩虹跑道护学记", ["A05", "小学门口彩虹跑道护学记"]),
        ("A05 小学门口彩虹跑道护学记", ["A05", "小学门口彩虹跑道护学记"]),
        ("市民可乘坐公交线路，到达 A05", ["市民可乘坐公交线路，到达 A05"]),
        ("3月起小学门口有彩虹跑道", ["3月起小学门口有彩虹跑道"]),
    ],
)
def test_page_numbers_are_cut_off_headlines(text: str, parts: list[str]) -> None:
    assert [one.text for one in unglued([line(text, 15)], {1: text})] == parts


def test_a_likely_page_number_is_a_pointer() -> None:
    assert is_pointer(line("P03", 15, "jump"))
    assert not is_pointer(line("P03", 15, "body"))
    assert not is_pointer(line("续篇", 15, "jump"))


def test_a_drop_cap_is_the_first_character_of_its_text() -> None:
    cap = line("上", 27, size=24)
    rows = [line(text, 15.0 * n, left=26) for n, text in enumerate(TEXT, 1)]
    rows[2] = line(TEXT[2], 45)
    out = with_drop_caps([cap, *rows], 10)
    assert [one.text for one in out] == ["上" + TEXT[0], *TEXT[1:]]
    assert out[0].before == cap.piece
    assert [one.box.left for one in out] == [0, 0, 0]
    alone = line("上", 200, size=24)
    assert with_drop_caps([alone, *rows], 10) == [alone, *rows]


def test_a_head_beside_the_nameplate_is_no_furniture() -> None:
    plate = line("2024年12月27日 星期五 第1832期", 40, "furniture", left=0)
    plate.mark = "folio"
    head = line("抓住农闲窗口补齐水网短板", 38, "headline", size=30, left=300)
    weather = line("今日天气", 36, "headline", size=10, left=700)
    mark_furniture([plate, head, weather], Layout(1000, 1500), 10)
    assert [one.role for one in (plate, head, weather)] == ["furniture", "", "furniture"]


def test_texts_of_one_subject_have_more_in_common() -> None:
    rows = ("望海市港口今年吞吐货物增加", "港口吞吐货物比去年增加两成", "社区里的猫又生了四只小猫")
    seen = subjects(rows)
    assert seen[0] @ seen[1] > 3 * seen[0] @ seen[2]
    assert np.allclose(np.linalg.norm(seen, axis=1), 1)


def test_a_page_without_lines_has_no_roles() -> None:
    layout = Layout(100, 100)
    assert roles_of([], layout, Walls(layout), 10, "").shape == (0, len(ROLES))
    assert share([line("甲乙丙丁", 15)], "body") == 0


def test_a_line_alone_on_its_page_has_a_role() -> None:
    layout = Layout(100, 100)
    told = roles_of([line("甲乙丙丁", 15)], layout, Walls(layout), 10, "Song")
    assert told.sum() == pytest.approx(1, abs=0.01)
