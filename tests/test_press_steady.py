"""What a line does not part: dates, measures and telephone numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.markdown import text_of
from scripts.press.render.steady import steady, steady_telephones

SPAN = re.compile(r'<span class="steady">(.*?)</span>')


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4月18日傍晚，渔船陆续驶入", ["4月18日"]),
        ("全程最快1小时26分，每天19对", ["26分"]),
        ("明天谷雨，气温13℃～18℃。", ["13℃～18℃"]),
        ("全县开采茶园4.7万亩，占53.4%", ["4.7万亩", "53.4%"]),
        ("电话：0600-8806217，或400-880-1234。", ["0600-8806217", "400-880-1234"]),
        ("昨晚7时18分，雨停了", ["7时18分"]),
        ("9路公交，LT20190417号，十四条渡船", []),
    ],
)
def test_dates_measures_and_telephone_numbers_stay_whole(text: str, kept: list[str]) -> None:
    assert SPAN.findall(steady(text)) == kept


def test_in_a_body_telephone_numbers_alone_and_never_inside_a_tag() -> None:
    html = '<p>4月18日 <a href="/0600-8806217/">0600-8806217</a></p>'
    assert steady_telephones(html) == html.replace(">0600-8806217<", '><span class="steady">0600-8806217</span><')


@given(st.text(alphabet='4月18日0600-8806217<&">～℃万亩，。', max_size=60))
def test_no_text_is_lost_or_made_markup(text: str) -> None:
    assert text_of(steady(text)) == text
    assert SPAN.sub(r"\1", steady(text)).count("<") == 0
