from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scoring import (
    Thing,
    blocks_of,
    common_length,
    edit_distance,
    match,
    predicted_thing,
    score,
    squeeze,
    true_thing,
)
from scripts.edition.label import Label
from scripts.edition.model import Item

TEXT = st.text(alphabet="甲乙丙丁ab", max_size=20)


def slow_common(one: str, other: str) -> int:
    row = [0] * (len(other) + 1)
    for a in one:
        new = [0]
        for place, b in enumerate(other):
            new.append(row[place] + 1 if a == b else max(row[place + 1], new[-1]))
        row = new
    return row[-1]


def slow_distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for number, a in enumerate(one, 1):
        new = [number]
        for place, b in enumerate(other):
            new.append(min(row[place] + (a != b), row[place + 1] + 1, new[-1] + 1))
        row = new
    return row[-1]


@given(TEXT, TEXT)
def test_common_length_is_that_of_the_textbook(one: str, other: str) -> None:
    assert common_length(one, other) == slow_common(one, other)


@given(TEXT, TEXT)
def test_edit_distance_is_that_of_the_textbook(one: str, other: str) -> None:
    assert edit_distance(one, other) == slow_distance(one, other)


def test_a_body_is_read_as_a_reader_sees_it() -> None:
    body = "一段\n续行\n\n## 小标题\n\n1. 甲\n2. 乙\n\n诗行  \n又一行\n\n| 品名 | 价 |\n|---|---|\n| 鸡蛋 | 4 |\n"
    assert blocks_of(body) == (
        (False, "一段 续行"),
        (True, "小标题"),
        (False, "1.甲"),
        (False, "2.乙"),
        (False, "诗行"),
        (False, "又一行"),
        (False, "品名 价"),
        (False, "鸡蛋 4"),
    )


def test_a_stand_in_title_is_no_headline() -> None:
    item = Item(
        date=dt.date(2022, 4, 11),
        page=Label(1),
        order=1,
        title="开头一句",
        review=("title-missing",),
        body="开头一句。",
    )
    assert predicted_thing(item).headline == ""


def test_fields_are_compared_without_what_only_print_needs() -> None:
    assert Thing("photo", credit="（王一 摄）").value("credit") == "王一摄"
    assert Thing("article", deck="——某地见闻").value("deck") == "某地见闻"
    assert squeeze("Ａ１ 版") == "A1版"


def test_things_are_matched_one_to_one() -> None:
    truth = [Thing("article", headline="甲乙丙丁戊"), Thing("article", headline="子丑寅卯辰")]
    found = [
        Thing("article", headline="子丑寅卯"),
        Thing("article", headline="甲乙丙丁"),
        Thing("article", headline="己庚辛"),
    ]
    assert match(truth, found) == {0: 1, 1: 0}


TRUTH = [
    true_thing({"kind": "furniture", "paragraphs": ["某某日报"]}),
    true_thing(
        {
            "kind": "article",
            "headline": ["麦子熟了", "收割机来了"],
            "authors": ["王一"],
            "paragraphs": ["本报讯（记者 王一）麦子熟了。", {"crosshead": "抢收"}, "机器连夜开进村里。"],
            "jump_to": 2,
        }
    ),
    true_thing({"kind": "photo", "credit": "李二 摄", "authors": ["李二"], "paragraphs": ["图为麦田里的收割机。"]}),
]
RAW = (
    "某某日报 麦子熟了 收割机来了 本报讯（记者 王一）麦子熟了。抢收 机器连夜开进村里。（下转2版）"
    "图为麦田里的收割机。李二 摄"
)


def test_a_perfect_page_scores_one_in_every_column() -> None:
    result = score(TRUTH, TRUTH[1:], ["某某日报", "（下转版）"], RAW)
    for column in result.den:
        if column not in ("invented", "furniture"):
            assert result.share(column) == 1.0, column
    assert result.share("invented") == 0.0


def test_what_is_wrong_shows_in_its_column() -> None:
    split = [
        Thing(
            "article",
            headline="麦子熟了 收割机来了",
            authors=("王一",),
            blocks=((False, "本报讯（记者 王一）麦子熟了。"),),
        ),
        Thing("notice", headline="抢收", blocks=((False, "机器连夜开进村里。"),)),
        Thing("article", blocks=((False, "图为麦田里的收割机。李二 摄"),)),
    ]
    result = score(TRUTH, split, ["某某日报"], RAW)
    assert result.share("segmentation") == 0.0
    assert result.share("headline") == 1.0
    assert result.share("headline_null") == 1.0
    assert result.share("kind") == 0.5
    assert result.share("crossheads") == 0.0
    assert result.share("jump_to") == 0.0
    assert result.share("furniture") == 1.0
    assert result.share("authors") == pytest.approx(0.5)


def test_invented_text_is_counted() -> None:
    found = [Thing("article", headline="麦子熟了", blocks=((False, "天上掉下来的字"),))]
    result = score([TRUTH[1]], found, [], "麦子熟了")
    assert result.num["invented"] == 7
    assert result.share("conservation") == 1.0
