"""What single lines say about themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scripts.edition.label import Label
from scripts.pagetext.folio import page_folio
from scripts.pagetext.marks import cut_glued, line_mark

MARKS = """
01／重点|folio
02 社区|folio
A3 社會 2021年9月12日（星期日） 責任編輯：雲長河|folio
2022年6月30日 浮光 01|folio
第6433期 2022年10月 本期四版 第1版：校园新闻|folio
2025年3月5日在北京召开|
周四|
星期四|folio
10分钟|
中共明州市委主管主办|serial
信息真伪请自行核实 本报不承担连带责任|serial
职工维权热线：82647192|contact
总值班：欧阳承志|editors
本版责编：吕立秋 黄禾苗|editors
A05版|pointer
▶▶05版|pointer
（详见第3版）|pointer
下转第五版|jump-to
（上接A2版）|jump-from
遗 失 声 明|notice
旺铺转让|notice
记者 王利辉 文/图|byline
□ 陈静|byline
作者：陈静|byline
（陈静 摄）|credit
记者从市教育局获悉|
"""


@pytest.mark.parametrize("case", MARKS.strip().splitlines())
def test_line_mark(case: str) -> None:
    text, mark = case.split("|")
    assert line_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("首饰店人流不减7版", ["首饰店人流不减", "7版"]),
        ("东萨里同美隆恢复通航 A05版", ["东萨里同美隆恢复通航", "A05版"]),
        ("本报4月9日第4版", ["本报4月9日第4版"]),
        (
            "话剧《渡口》剧照。 杨守田/摄 下四十摄氏度也能正常工作。",
            ["话剧《渡口》剧照。 杨守田/摄", "下四十摄氏度也能正常工作。"],
        ),
    ],
)
def test_what_is_glued_comes_apart(text: str, parts: list[str]) -> None:
    cut = cut_glued(text)
    at = [0, *(cut.at if cut else ()), len(text)]
    assert [text[a:b].strip() for a, b in pairwise(at)] == parts


@pytest.mark.parametrize(
    ("text", "found"), [("3生活", True), ("要闻 3", True), ("3个月", False), ("2生活", False), ("3年级学生", False)]
)
def test_a_page_knows_its_folio(text: str, found: bool) -> None:
    assert page_folio(text, Label(3), edge=True) is found
    assert not page_folio(text, Label(3), edge=False)
