"""The benchmark's floors: what was reached once is kept."""

import pytest

from benchmarks.variants.__main__ import many_names, names, phrases
from scripts.variants import chain, converter
from scripts.variants.lang import Variant


@pytest.mark.parametrize("variant", ["zh-Hant-TW", "zh-Hant-HK"])
def test_names_and_phrases_are_as_good_as_ever_and_better_than_plain(variant: Variant) -> None:
    ours, plain = converter(variant, content="/nonexistent").text, chain.plain("zh-Hans", variant).convert
    for score, floor in ((names, 408), (many_names, 7238), (phrases, 668)):
        total, right, _ = score(ours, variant)
        assert total >= 300
        assert right >= floor
        assert right > score(plain, variant)[1]
