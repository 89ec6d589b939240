"""What a body's HTML tells: columns of figures, editors' alignment, lines that sign."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.markdown import render, summary_of, text_of
from scripts.press.items.bodies import dressed

TIDES = """| 日期 | 高潮 | 潮高 | 备注 |
|---|---|---|---|
| 4月19日 | 01:12 | 486cm | 大潮 |
| 4月20日 | — | 1,204.5 | |
"""


def classes(markdown: str, kind: str = "article") -> list[str]:
    return re.findall(r'<t[hd](?: class="(\w+)")?>', dressed(render(markdown), kind))


def test_a_column_of_figures_is_one_from_its_head_down() -> None:
    assert classes(TIDES) == ["", "number", "number", ""] * 3


def test_one_word_makes_a_column_of_words() -> None:
    assert classes("| a | b |\n|---|---|\n| 3 | 4 |\n| 5 | 同上 |\n") == ["number", ""] * 3
    assert classes("| a | b |\n|---|---|\n| | — |\n") == [""] * 4


def test_an_editors_alignment_needs_no_style() -> None:
    html = dressed(render("| a | b | c |\n|:-|:-:|-:|\n| 1 | 2 | 3 |\n"), "article")
    assert "style" not in html
    assert classes("| a | b | c |\n|:-|:-:|-:|\n| 1 | 2 | 3 |\n") == ["start", "center", "end"] * 2


def signatures(markdown: str, kind: str) -> list[str]:
    return re.findall(r'<p class="signed">(.*?)</p>', dressed(render(markdown), kind))


@pytest.mark.parametrize(
    ("markdown", "kind", "expected"),
    [
        ("桥上禁止机动车驶入。\n\n市文物保护中心\n\n2025年4月18日", "notice", ["市文物保护中心", "2025年4月18日"]),
        ("请来信。\n\n机车厂二村 老赵\n\n二〇二五年四月十八日", "article", ["机车厂二村 老赵", "二〇二五年四月十八日"]),
        ("遗失证件一本，声明作废。\n\n岚汀轮渡公司", "notice", ["岚汀轮渡公司"]),
        ("昨夜有雨。\n\n渡船停航", "article", []),
        ("2025年4月18日", "notice", []),
        ("诗一行\n又一行\n\n2025年4月18日", "article", ["2025年4月18日"]),
        ("他走了。\n\n共四人，今日到岗。\n\n2025年4月18日", "article", ["2025年4月18日"]),
    ],
)
def test_what_signs(markdown: str, kind: str, expected: list[str]) -> None:
    assert signatures(markdown, kind) == expected


@given(st.text("甲乙。|-:12\n ", max_size=80), st.sampled_from(["article", "notice"]))
def test_not_a_character_is_added_or_lost(markdown: str, kind: str) -> None:
    html = render(markdown)
    assert text_of(dressed(html, kind)) == text_of(html)


def test_a_summary_leaves_signatures_out() -> None:
    assert summary_of(dressed(render("停水。\n\n自来水公司\n\n2025年4月18日"), "notice")) == "停水。"
