"""Short texts under small heads: stories of a newsletter, or the parts of one story."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from scripts.pagetext.elements import prepare
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.mend import RULES

STORIES = [
    ("卫生站增加夜门诊", "从六月一日起，每周二四晚上开夜门诊，请带好病历。"),
    ("孩子们种的番茄开花了", "小菜园第三畦的番茄本周开花，负责的是五个小学生。"),
    ("河边垂钓请守约", "南岸设钓位二十个，每人限一根竿，鱼线请自己带走。"),
    ("谁家会修缝纫机", "缝补角有三台老式机器，两台跳线，一台踏板断了。"),
]
PARTS = [
    ("先看水", "渡口的水位降了三米，渡口的船工说今年水位比往年低。"),
    ("再看船", "船工检修了渡口的两条渡船，水位再降渡船就要停航。"),
    ("后看人", "渡口的乘客说，渡船停航以后要绕行，水位什么时候能升。"),
    ("还要看天", "气象台说本月少雨，渡口的水位还要降，渡船可能停航。"),
]


def drafts_of(parts: Sequence[tuple[str, str]], lead: str = "") -> list[tuple[list[str], list[str]]]:
    """Heads and text of each draft that the rule leaves, from one article with these parts under crossheads."""
    rows = [*([lead] if lead else []), *(row for part in parts for row in part)]
    lines, _, _ = prepare(list(page_model(rows).lines))
    roles = [*(["start"] if lead else []), *(role for _ in parts for role in ("crosshead", "start"))]
    drafts = [ItemDraft(text=list(range(len(rows))))]
    next(rule for rule in RULES if rule.name == "newsletter").apply(drafts, roles, lines)
    return [([lines[n].text for n in d.heads], [lines[n].text for n in d.text]) for d in drafts]


def test_texts_that_speak_of_different_things_are_stories() -> None:
    assert drafts_of(STORIES) == [([title], [text]) for title, text in STORIES]


@pytest.mark.parametrize("parts", [PARTS, STORIES[:3]], ids=["one story", "too few to tell"])
def test_parts_of_one_story_stay_together(parts: Sequence[tuple[str, str]]) -> None:
    assert drafts_of(parts) == [([], [row for part in parts for row in part])]


def test_what_stands_before_the_first_head_stays_as_it_is() -> None:
    first = "三号楼的楼道堆了十几年，两个星期搬空了。"
    assert drafts_of(STORIES, first)[0] == ([], [first])
    assert len(drafts_of(STORIES, first)) == 1 + len(STORIES)
