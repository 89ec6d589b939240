"""Headlines break between words: never inside a number, never so that one character is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.press.render.phrases import phrases, with_breaks

LANGS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("六百一十二艘渔船昨夜全部回到鸥屿港", "zh-Hans", "六百一十二艘 渔船昨夜 全部 回到 鸥屿港"),
        ("刘涛在调研发制品产业发展时强调", "zh-Hans", "刘涛 在调研 发制品 产业 发展时 强调"),
        ("望潮桥今晨6时恢复步行", "zh-Hans", "望潮桥 今晨6时 恢复 步行"),
        ("优化产业结构加快转型升级", "zh-Hans", "优化 产业 结构 加快 转型 升级"),
        ("茶馆来了COVID-19疫苗", "zh-Hans", "茶馆 来了 COVID-19疫苗"),
        ("六百一十二艘漁船昨夜全部回到鷗嶼港", "zh-Hant-TW", "六百一十二艘 漁船 昨夜 全部 回到 鷗嶼港"),
    ],
)
def test_headlines(text: str, lang: str, expected: str) -> None:
    assert " ".join(phrases(text, lang)) == expected


@given(st.text(), st.sampled_from(LANGS))
def test_nothing_is_added_or_lost(text: str, lang: str) -> None:
    assert "".join(phrases(text, lang)) == text


@given(st.text("甲乙<>&\"'", max_size=30))
def test_what_is_marked_up_is_escaped(text: str) -> None:
    assert "<" not in with_breaks(text, "zh-Hans").replace("<wbr>", "")
