"""A change between two versions of an item is told as a reader would want to read it, and only what a reader sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.press.items.changes import correction_text

BODY = "云肩村的茶农上了山，每只竹篓装三斤鲜叶。\n\n村里有茶园六百亩。\n\n鲜叶当天进厂。"
ITEM = Item(dt.date(2025, 4, 20), Label(1), 1, title="谷雨前后采春茶", authors=("林晚",), body=BODY)

CASES = [
    ({"title": "谷雨之前采春茶"}, "标题“谷雨前后采春茶”改为“谷雨之前采春茶”。"),
    ({"deck": "今年早四天"}, "副题加上“今年早四天”。"),
    ({"authors": ("林晚", "陆知遥")}, "作者“林晚”改为“林晚、陆知遥”。"),
    ({"authors": ()}, "作者删去“林晚”。"),
    ({"body": BODY.replace("三斤", "四斤")}, "第1段“篓装三斤鲜”改为“篓装四斤鲜”。"),
    ({"body": BODY.replace("六百", "六百二十")}, "第2段“六百亩”改为“六百二十亩”。"),
    ({"body": BODY.replace("\n\n鲜叶当天进厂。", "")}, "删去原第3段。"),
    ({"body": BODY + "\n\n今年春茶比去年早开采四天。"}, "增加第4段。"),
    (
        {"body": "从前这里种稻子一年两熟后来才改种了别的一直种到今天没有停过。\n\n" + BODY.split("\n\n", 1)[1]},
        "第1段有改动。",
    ),
    ({"body": BODY.replace("三斤", "**三斤**"), "review": ("short",), "image_alt": "茶山"}, ""),
    ({"body": BODY.replace("。\n\n", "。\n\n\n")}, ""),
    ({"body": BODY.replace("三斤", "-{三斤}-")}, ""),
]


@pytest.mark.parametrize(("changes", "line"), CASES)
def test_what_changed_is_told(changes: dict[str, object], line: str) -> None:
    assert correction_text(ITEM, replace(ITEM, **changes)) == line  # type: ignore[arg-type]


def test_many_changes_are_counted() -> None:
    other = replace(ITEM, title="春茶", kicker="甲", deck="乙", byline="丙", credit="丁")
    assert correction_text(ITEM, other).endswith("等5处。")


def test_a_paper_in_traditional_script_is_told_in_it() -> None:
    assert (
        correction_text(ITEM, replace(ITEM, title="採茶"), traditional=True) == "標題「谷雨前后采春茶」改為「採茶」。"
    )


@given(st.text(), st.text())
def test_any_two_bodies_can_be_compared(one: str, other: str) -> None:
    line = correction_text(replace(ITEM, body=one), replace(ITEM, body=other))
    assert line == "" or line.endswith("。")
    assert correction_text(replace(ITEM, body=one), replace(ITEM, body=one)) == ""
