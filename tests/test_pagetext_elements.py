"""Lines that an extractor glued together come apart where what follows is as wide as the column below."""

from __future__ import annotations

import pytest

from scripts.pagetext.elements import unglue
from scripts.pagetext.lines import make_line

HEADLINE = "望潮桥渡船停航检修"
TEXT = "船工说甲板要重铺，轮渡公司安排了接驳的小船，乘客凭旧票上船。"
BELOW = "望潮桥边的老渡船本月停航检修，全部工"
"""A full line of a column of 18 characters."""


def parts(first: str, *below: str) -> list[str]:
    lines = [make_line(n, text, gap=False) for n, text in enumerate((first, *below), 1)]
    return [line.text for line in unglue(lines)]


@pytest.mark.parametrize(
    ("width", "comes_apart"), [(14, False), (15, False), (16, True), (18, True), (19, True), (20, False), (24, False)]
)
def test_a_headline_beside_a_line_as_wide_as_those_below_comes_apart(width: int, comes_apart: bool) -> None:
    """Up to 2.8 characters narrower (punctuation at its end hangs out) and 1.3 wider than the column."""
    glued = f"{HEADLINE} {TEXT[:width]}"
    expected = [HEADLINE, TEXT[:width]] if comes_apart else [glued]
    assert parts(glued, BELOW, BELOW)[: len(expected)] == expected


@pytest.mark.parametrize(
    "glued",
    [
        f"渡船停航 {TEXT[:18]}",
        f"渡船停航，检修 {TEXT[:18]}",
        f"{HEADLINE} {TEXT[3:8]}{TEXT[9:21]}",
    ],
    ids=["four characters are no headline", "nor is a clause", "without punctuation it is no running text"],
)
def test_what_is_no_headline_beside_a_text_stays_in_its_line(glued: str) -> None:
    assert parts(glued, BELOW, BELOW)[0] == glued


def test_a_narrow_column_says_nothing_of_the_line_above() -> None:
    narrow = BELOW[:13]
    glued = f"{HEADLINE} {TEXT[:13]}"
    assert parts(glued, narrow, narrow)[0] == glued
