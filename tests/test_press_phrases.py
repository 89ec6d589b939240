"""Headlines break between words: never inside a number, never so that one character is left alone."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.press.render.phrases import phrases, settled, with_breaks

LANGS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("六百一十二艘渔船昨夜全部回到鸥屿港", "zh-Hans", "六百一十二艘 渔船昨夜 全部 回到 鸥屿港"),
        ("刘涛在调研发制品产业发展时强调", "zh-Hans", "刘涛 在调研 发制品 产业 发展时 强调"),
        ("望潮桥今晨6时恢复步行", "zh-Hans", "望潮桥 今晨6时 恢复 步行"),
        ("优化产业结构加快转型升级", "zh-Hans", "优化 产业 结构 加快 转型 升级"),
        ("茶馆来了COVID-19疫苗", "zh-Hans", "茶馆 来了 COVID-19疫苗"),
        ("《四点一刻》排练", "zh-Hans", "《四点一刻》 排练"),
        ("一楼的老赵先签了字", "zh-Hans", "一楼的 老赵 先签了字"),
        ("一个钢琴上没有的音", "zh-Hans", "一个 钢琴上 没有的音"),
        ("六百一十二艘漁船昨夜全部回到鷗嶼港", "zh-Hant-TW", "六百一十二艘 漁船 昨夜 全部 回到 鷗嶼港"),
    ],
)
def test_headlines(text: str, lang: str, expected: str) -> None:
    assert " ".join(phrases(text, lang)) == expected


@pytest.mark.parametrize(
    ("text", "around", "expected"),
    [
        ("雾岭春茶开采过半", "今年春茶开采早，春茶一斤卖到九十六元，开采已过半。", "雾岭 春茶开采 过半"),
        (
            "岚汀至沄州动车今起增开两对",
            "岚汀与沄州之间，沄州站加开动车，动车票当日可改。",
            "岚汀至 沄州动车 今起 增开两对",
        ),
        ("望潮桥今晚重新亮灯", "", "望潮桥今晚重新 亮灯"),
    ],
)
def test_a_text_tells_the_words_of_its_headline(text: str, around: str, expected: str) -> None:
    assert " ".join(settled(text, "zh-Hans", around)) == expected


@given(st.text(), st.sampled_from(LANGS), st.text())
def test_nothing_is_added_or_lost(text: str, lang: str, around: str) -> None:
    assert "".join(phrases(text, lang)) == text
    assert "".join(settled(text, lang, around)) == text


@given(st.text("江上有船的了一", max_size=20), st.text("江上有船的了一", max_size=60))
def test_no_line_is_left_empty(text: str, around: str) -> None:
    assert all(settled(text, "zh-Hans", around))


@given(st.text("甲乙<>&\"'", max_size=30))
def test_what_is_marked_up_is_escaped(text: str) -> None:
    assert "<" not in with_breaks(text, "zh-Hans").replace("<wbr>", "")


@pytest.mark.parametrize("seed", range(40))
def test_breaks_that_are_moved_stay_in_order_and_leave_no_character_alone(seed: int) -> None:
    """The text around holds many pairs of the headline's characters often, so that most breaks have to move."""
    chance = Random(seed)
    words = ("渔船", "回到", "港", "春茶", "开采", "过半", "的", "动车", "增开", "两对", "今晚", "江上", "有", "了")
    for _ in range(25):
        text = "".join(chance.choices(words, k=chance.randint(3, 9)))
        pairs = [text[at : at + 2] for at in range(len(text) - 1)]
        around = "，".join(pair for pair in pairs for _ in range(chance.choice((0, 0, 3, 9))))
        before, after = phrases(text, "zh-Hans"), settled(text, "zh-Hans", around)
        assert "".join(after) == text
        assert all(after)
        assert len(after[0]) > 1 or after[0] == before[0]
        assert len(after[-1]) > 1 or after[-1] == before[-1]
