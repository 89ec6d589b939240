from __future__ import annotations

import gzip
import json

import pytest

from scripts.search.fold import dictionary, fold
from scripts.search.textfile import patch
from scripts.variants import converter

TEXT = "发展中国家的干部了解计划，后来在里面反复说：“著名的台湾面条。”"


PAIRS = "發发 髮发 裏里 裡里 後后 羣群 群群 峯峰 臺台 說说 説说 為为 爲为 麵面 麪面 衞卫 衛卫 線线 綫线 啓启 啟启 温温"


@pytest.mark.parametrize("pair", PAIRS.split())
def test_each_form_of_a_character_is_one(pair: str) -> None:
    traditional, simplified = tuple(pair)
    assert traditional == simplified or fold().single[traditional] == simplified


@pytest.mark.parametrize(
    ("character", "forms"), [("乾", "干乾"), ("著", "着著"), ("瞭", "瞭了"), ("覆", "覆复"), ("畫", "画划")]
)
def test_a_doubtful_form_tries_each(character: str, forms: str) -> None:
    assert "".join(fold().several[character]) == forms


def test_simplified_text_is_left_alone() -> None:
    assert all(fold().single.get(c, c) == c for c in "后里干台面发松谷征复著乾沈于余范郁岳丰云准")


def test_words_that_are_other_words() -> None:
    assert fold().phrases["軟體"] == "软件"


@pytest.mark.parametrize("variant", ["zh-Hant-TW", "zh-Hant-HK"])
def test_prediction_and_patch_give_the_variant(variant: str) -> None:
    printed = converter(variant, source="zh-Hans").text(TEXT)
    predicted = fold().predict(TEXT, "zh-Hans", variant)
    changed = patch(predicted, printed)
    assert isinstance(changed, str)
    assert len(changed) < 12


def test_a_variant_of_another_length_is_written_out() -> None:
    assert patch("甲乙\n丙", "甲乙丁\n丙") == ["甲乙丁", "丙"]
    assert patch("甲乙", "甲1") == ["甲1"]
    assert patch("甲乙丙丁", "子乙丑寅") == "0子1丑寅"
    assert patch("甲乙", "甲乙") == ""


def test_the_table_is_small() -> None:
    text = json.dumps(fold().compact(), ensure_ascii=False).encode()
    assert len(gzip.compress(text, 9)) <= 21_000


@pytest.mark.parametrize("variant", ["zh-Hant-TW", "zh-Hant-HK"])
def test_what_a_variant_prints_folds_back(variant: str) -> None:
    """Each phrase that OpenCC knows, printed in a variant and typed from there, finds the simplified text again."""
    table = fold()
    phrases = [p for p in dictionary("STPhrases") if p.encode("gb2312", "ignore").decode("gb2312") == p]
    printed = converter(variant, source="zh-Hans").texts(phrases)
    lost = []
    for simplified, typed in zip(phrases, printed, strict=True):
        ways = [typed]
        for traditional, other in table.phrases.items():
            ways.append(ways[0].replace(traditional, other))
        if not any(
            len(way) == len(simplified)
            and all(
                table.single.get(s, s) in table.several.get(t, (table.single.get(t, t),))
                for s, t in zip(simplified, way, strict=True)
            )
            for way in set(ways)
        ):
            lost.append(f"{simplified} {typed}")
    assert lost in ([], ["家俱 家具"])  # a variant that prints another spelling than the paper's
