"""The display lines of one story -> kicker, headline and deck (引题, 主题, 副题).

Text alone does not show type sizes. What does show: blank lines between the three, the words of the trade at the
end of a kicker (…时强调, 系列报道), the dash or the verbs of a deck (——, 出席, 侧记), brackets that must not be cut,
and that a headline's lines are of a length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.pagetext.elements import Element
from scripts.pagetext.lines import NO_START, depth

_SAYS = re.compile(
    r"(?:强调|強調|指出|要求|提出|宣布|宣佈)$|系列(?:报道|報道|報導|評論|评论|访谈)|[（(]?之[一二三四五六七八九十]+[）)]?$"
    r"|^[市省县縣区區州全国國]{0,2}(?:委|人大|政协|政協|政府|纪委|国务院|國務院)[^，]{0,8}(?:召开|召開|视察|視察|调研|調研|审议|審議|举行|舉行)"
    r"|主持(?:召开|召開)|[·•].{2,12}篇$"
)
"""Ends of a line that names the occasion or the series: a kicker's."""
_LABEL = re.compile(
    r"(?:专栏|專欄|追踪|追蹤|见闻|見聞|特稿|专访|專訪|观察|觀察|纪事|紀事|进行时|進行時|快讯|快訊|评论|評論|解读|解讀)$|^(?:聚焦|关注|關注|直击|直擊)"
)
_DECK = re.compile(
    r"(?:出席|参加|參加|陪同|列席|致辞|致辭)(?:会议|會議|活动|活動|调研|調研|座谈|座談|仪式|儀式)?$|(?:出席|参加|參加|陪同).{0,12}(?:调研|調研|会议|會議|活动|活動)$"
    r"|(?:发表|發表|作).{0,6}(?:讲话|講話|致辞|致辭|报告|報告)$|实地(?:察看|查看|调研)|^记.{4,}|^記.{4,}|(?:侧记|側記|综述|綜述|纪实|紀實|采访记|採訪記|述评|述評|纪行|紀行)$|^(?:涉及|专家|專家|预计|預計|首日|力争|力爭|目标|目標)"
    r"|^\d+(?:个|個)?(?:部门|部門|单位|單位|省|市)|\d+(?:个|個)?(?:方面|成|项|項)$"
)
"""Words of a line that adds who came, how many, what follows: a deck's."""
_DIGITS = re.compile(r"\d")
_DASH = ("——", "──", "—", "－－", "--")


def is_deck(text: str) -> bool:
    """Whether a line says by its words that it is a deck."""
    return text.startswith(_DASH) or bool(_DECK.search(text))


def is_kicker(text: str) -> bool:
    """Whether a line says by its words that it is a kicker."""
    return bool(_SAYS.search(text) or (_LABEL.search(text) and len(text) <= 10))


@dataclass(frozen=True, slots=True)
class Heads:
    """Display lines dealt out; `doubt` is the cost by which the second best way was worse."""

    kicker: tuple[Element, ...]
    headline: tuple[Element, ...]
    deck: tuple[Element, ...]
    doubt: float


def _kicker_cost(line: Element, headline: list[Element], parted: bool, gaps: bool) -> float:
    text = line.text
    cost = 1.5
    if _SAYS.search(text):
        cost -= 3.0
    elif _LABEL.search(text) and len(text) <= 10:
        cost -= 1.8
    if gaps:
        cost += -1.5 if parted else 3.0
    longest = max(len(x.text) for x in headline)
    if len(headline) >= 2 and len(text) >= 1.5 * longest:
        cost -= 0.8 if gaps or len(text) < 1.8 * longest else 1.6
    elif len(text) <= 6 and longest >= len(text) + 4:
        cost -= 0.5
    if headline[0].text[0] == "【":
        cost -= 1.5
    if line.lines[0].spaced >= 0.6:
        cost += 1.0
    if text[0] == "【" or text.startswith(_DASH):
        cost += 2.5
    if text[-1] in "，、：:":
        cost += 2.0
    return cost


def _deck_cost(line: Element, headline: list[Element], parted: bool, gaps: bool) -> float:
    text = line.text
    cost = 2.0
    if text.startswith(_DASH):
        cost -= 5.0
    elif _DECK.search(text):
        cost -= 2.7
    if gaps:
        cost += -0.6 if parted else 0.1
    if line.lines[0].spaced >= 0.6:
        cost += 1.0
    if _DIGITS.search(text) and not any(_DIGITS.search(x.text) for x in headline):
        cost -= 0.7
    longest = max(len(x.text) for x in headline)
    if len(text) >= longest + 4:
        cost -= 0.5
    elif len(text) < longest:
        cost += 0.3
    if text[0] == "【":
        cost += 2.5
    return cost


def _headline_cost(lines: list[Element]) -> float:
    cost = 0.2 * max(0, len(lines) - 3)
    level = 0
    for index, line in enumerate(lines):
        text = line.text
        if index:
            if line.gap:
                cost += 1.3
            if text[0] == "【" and level == 0 and not lines[index - 1].text.startswith("【"):
                cost += 2.5
            if text.startswith(_DASH) and level == 0:
                cost += 5.0
            if level > 0 or text[0] in NO_START:
                cost -= 1.0
        level += depth(text)
    if level:
        cost += 2.0
    if len(lines) == 1 and lines[0].text.startswith("【") and lines[0].text.endswith("】"):
        cost += 2.5
    plain = [len(x.text) for x in lines if x.text[0] != "【"]
    if len(plain) >= 2 and max(plain) > 2.1 * min(plain):
        cost += 0.7
    return cost


def deal_heads(lines: list[Element], gaps: bool, shares: Sequence[float] = ()) -> Heads:
    """The cheapest way to deal display lines out, in printed order.

    `gaps`: whether the page has blank lines at all. `shares`: for each line, how much of its words the body holds.
    """
    size = len(lines)
    if size <= 1:
        return Heads((), tuple(lines), (), 9.0)
    options: list[tuple[float, int, int]] = []
    for first in range(min(2, size - 1) + 1):
        for last in range(max(first + 1, size - 2), size + 1):
            headline = lines[first:last]
            cost = _headline_cost(headline)
            for line in lines[:first]:
                cost += _kicker_cost(line, headline, lines[first].gap, gaps)
            for line, share in zip(lines[:first], () if gaps else shares, strict=False):
                cost += (-1.4 if len(line.text) <= 9 else -0.7) if share < 0.02 else 0.5 if share > 0.5 else 0.0
            for share in () if gaps else shares[last:]:
                cost += -0.4 if share < 0.02 else -0.3 if 0.1 < share < 0.3 else 0.9 if share > 0.65 else 0.0
            if first == 2:
                cost += 3.0
            for k, line in enumerate(lines[last:]):
                cost += _deck_cost(line, headline, lines[last].gap, gaps)
                if k:
                    cost += 1.3 + (3.0 if line.text.startswith(_DASH) else 0.0)
            options.append((cost, first, last))
    if size <= 5 and (_SAYS.search(lines[-1].text) or (_LABEL.search(lines[-1].text) and len(lines[-1].text) <= 9)):
        rest = deal_heads(lines[:-1], gaps, shares[:-1])
        if not rest.kicker and not is_deck(lines[-1].text):
            return Heads((lines[-1],), rest.headline, rest.deck, 1.0)
    options.sort()
    _, first, last = options[0]
    doubt = options[1][0] - options[0][0]
    return Heads(tuple(lines[:first]), tuple(lines[first:last]), tuple(lines[last:]), doubt)
