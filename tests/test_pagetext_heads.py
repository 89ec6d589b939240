"""Kicker, headline and deck told apart, line by line and by a page's habit."""

from __future__ import annotations

import pytest

from scripts.pagetext.chunks import grams
from scripts.pagetext.elements import Element
from scripts.pagetext.headcosts import COSTS
from scripts.pagetext.headcues import HeadHabit, cues_of, divisions, views_of
from scripts.pagetext.heads import divide_head, divide_heads
from scripts.pagetext.lines import make_line


def elements(*texts: str) -> list[Element]:
    """Display lines; a text that begins with | has a blank line before it."""
    lines = [make_line(n, t.lstrip("|"), gap=t.startswith("|")) for n, t in enumerate(texts)]
    return [Element("display", [line], line.text, "display") for line in lines]


def divided(*texts: str, body: str = "", gaps: bool = False) -> tuple[list[str], list[str], list[str]]:
    heads = divide_head(elements(*texts), gaps, grams(body))
    return tuple([x.text for x in part] for part in (heads.kicker, heads.headline, heads.deck))  # type: ignore[return-value]


CASES = [
    (["陈静在调研防汛工作时强调", "压实责任 确保安全度汛"], 1, 0),
    (["陳靜主持召開專題會議", "壓實責任", "確保安全度汛"], 1, 0),
    (["新春走基层", "山里来了放映队"], 1, 0),
    (["聚焦防汛", "压实责任 确保安全度汛"], 1, 0),
    (["全市教育工作会议召开", "王利辉 高伟山出席会议"], 0, 1),
    (["山里来了放映队", "——三岔镇文化下乡见闻"], 0, 1),
    (["今年新增就业岗位逾万", "涉及制造、物流等7个方面"], 0, 1),
    (["“一季度进行时”系列报道之二", "工业生产平稳开局", "——三岔镇采访记"], 1, 1),
    (["【新思想引领新征程】", "加快建设数字乡村", "推进农业农村现代化"], 0, 0),
    (["三岔镇与白杨县携手共建", "（石门）产业园"], 0, 0),
]


@pytest.mark.parametrize(("texts", "kickers", "decks"), CASES)
def test_words_of_the_trade(texts: list[str], kickers: int, decks: int) -> None:
    kicker, headline, deck = divided(*texts)
    assert (len(kicker), len(deck)) == (kickers, decks)
    assert [*kicker, *headline, *deck] == texts


def test_a_label_that_shares_no_word_with_the_story_is_a_kicker() -> None:
    body = "三岔镇的电影放映队上周来到前洼村，山里来了放映队的消息传遍全村。"
    assert divided("光影年华", "山里来了放映队", body=body)[0] == ["光影年华"]


def test_blank_lines_part_the_three() -> None:
    assert divided("白杨县教育工作会议", "|压实各方责任", "办好每所学校", gaps=True)[0] == ["白杨县教育工作会议"]


def test_a_page_that_draws_headlines_first_does_so_in_every_head() -> None:
    pages = [
        (elements("压实责任 确保安全度汛", "陈静在调研防汛工作时强调"), grams("")),
        (elements("山里来了放映队", "新春走基层"), grams("")),
        (elements("工业生产平稳开局", "系列报道之二"), grams("")),
    ]
    assert [h.kicker[0].text for h in divide_heads(pages, gaps=False)] == [
        "陈静在调研防汛工作时强调",
        "新春走基层",
        "系列报道之二",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 9, 40])
def test_every_division_holds_every_line_once(size: int) -> None:
    for division in divisions(size):
        assert sorted([*division.kicker, *division.headline, *division.deck]) == list(range(size))
        assert division.headline


def test_every_cue_has_a_cost_and_every_cost_a_cue() -> None:
    """A cue without a cost would be a typing error; a cost without a cue dead weight."""
    texts = (
        "【甲乙",
        "——丙丁，",
        "戊己庚辛壬癸 子丑",
        "（寅卯）",
        "12个部门：",
        "聚焦",
        "陈静强调",
        "出席会议",
        "abc，d",
    )
    bodies = ("", "甲乙丙丁", "".join(texts))
    seen: set[str] = set()
    for a in texts:
        for b in texts:
            for c in texts:
                for gaps in (False, True):
                    lines = elements(a, "|" + b, c, b)
                    habit = HeadHabit(gaps=gaps, repeated=frozenset({b}))
                    for body in bodies:
                        views = views_of(lines, habit, grams(body))
                        for division in divisions(len(lines)):
                            seen.update(cues_of(views, division, habit))
    assert seen <= COSTS.keys()
