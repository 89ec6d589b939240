"""The years' index: which bundles may have a gram, anywhere and in a headline, and which words there are."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.search import grams
from scripts.search.bundle import BundlePeriod
from scripts.search.grams import Grams, gram_number, read_parts, read_sizes
from scripts.search.partial import STOP, ZONE_WORDS
from scripts.search.tokens import gap, spelled
from scripts.search.years import (
    HASHES,
    LARGEST,
    SALTS,
    SHARD,
    IndexSegment,
    segments,
    shard_count,
    shards,
    word_shard_of,
    word_shards,
)


def page(text: str, title: str = "") -> str:
    """An item of single characters as Pagefind reads it."""
    head = [*title, *[STOP] * (ZONE_WORDS[2] - len(title))]
    return " ".join([*head, *text])


def files(folder: Path, *bundles: Sequence[str]) -> list[Path]:
    made = []
    for number, pages in enumerate(bundles):
        path = folder / f"{number}.grams"
        path.write_bytes(Grams.of([pages]).dump())
        made.append(path)
    return made


def may_have(tokens: str, made: Sequence[bytes], bundles: int, *, head: bool = False) -> list[int]:
    """The bundles that may have a gram, as theme/static/js/search/grams.js tells it."""
    gram = gram_number(tokens)
    data = gzip.decompress(made[gram * len(made) >> 32])
    anywhere, titles = np.frombuffer(data[:4], "<u2")
    width = -(-bundles // 8)
    begins, rows = (4 + int(anywhere) * width, int(titles)) if head else (4, int(anywhere))
    hashes = HASHES[3] if head else (3, 3, 2, 1)[len(tokens) - 1]
    lower = [gram & 0xFFFF if salt == 1 else (gram * salt & 0xFFFFFFFF) >> 16 for salt in SALTS[:hashes]]
    starts = [begins + (one * rows >> 16) * width for one in lower]
    return [n for n in range(bundles) if all(data[start + n // 8] >> n % 8 & 1 for start in starts)]


def test_a_gram_names_every_bundle_that_has_it(tmp_path: Path) -> None:
    bundles = [page("渡口春茶", "渡口"), page("渡口"), page("渡口春茶上市", "渡口春茶")]
    held = files(tmp_path, *[[one] for one in bundles])
    count = shard_count(held)
    made = list(shards(held, count))
    assert len(made) == count
    assert may_have("渡口", made, 3) == [0, 1, 2]
    assert may_have("渡口", made, 3, head=True) == [0, 2]
    assert may_have("渡口春茶", made, 3) == [0, 2]
    assert may_have("口春茶上", made, 3) == [2]
    assert may_have("茶上市", made, 3) == [2]


@given(st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=12), min_size=2, max_size=20), st.data())
def test_no_bundle_that_has_a_gram_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    held = files(tmp_path_factory.mktemp("grams"), *[[page(text)] for text in texts])
    text = data.draw(st.sampled_from(texts))
    at = data.draw(st.integers(0, len(text) - 1))
    gram = text[at : at + data.draw(st.integers(1, grams.LONGEST))]
    for count in (1, 2, 64, 128):
        made = list(shards(held, count))
        assert len(made) == count
        assert {n for n, text in enumerate(texts) if gram in text} <= set(may_have(gram, made, len(texts)))


def test_few_bundles_look_like_having_what_they_lack(tmp_path: Path) -> None:
    """A reader opens each bundle that may have a phrase, so a false one costs some 10 KB."""
    every = [chr(0x4E00 + n) for n in range(3000)]
    texts = ["".join(every[n::40]) for n in range(40)]
    held = files(tmp_path, *[[page(text)] for text in texts])
    made = list(shards(held, shard_count(held)))
    false = [len(may_have(one + other, made, 40)) for one, other in pairwise(every)]
    assert sum(false) / len(false) < 40 / 100


def test_a_frequent_beginning_makes_no_large_file(tmp_path: Path) -> None:
    every = [chr(0x4E00 + n) for n in range(20_000)]
    text = STOP.join(f"本报讯{one}" for one in every)
    held = files(tmp_path, [page("渡口")], [page(text)])
    made = list(shards(held, shard_count(held)))
    assert max(len(gzip.decompress(one)) for one in made) <= 4 + 2 * LARGEST * SHARD
    assert all(1 in may_have(f"本报讯{one}", made, 2) for one in every[:50])


def test_grams_end_at_punctuation_and_at_an_items_end() -> None:
    made = Grams.of([[f"甲 乙 {gap('丙')} 丙 {STOP} 丁", "戊"]])
    assert set(made.short) == {gram_number(one) for one in ("甲", "乙", "丙", "丁", "戊", "甲乙")}
    assert len(made.three) == len(made.four) == 0


def test_words_are_tokens_like_characters() -> None:
    made = Grams.of([[" ".join(map(spelled, ("建", "5g", "基", "站")))]])
    assert gram_number([spelled("5g"), "基"]) in made.short
    assert gram_number(["建", spelled("5g"), "基", "站"]) in made.four


def test_a_file_of_grams_is_read_by_parts(tmp_path: Path) -> None:
    made = Grams.of([[page("".join(chr(0x4E00 + n % 997) for n in range(5000)), "渡口修缮完工")]])
    path = tmp_path / "grams"
    path.write_bytes(made.dump())
    assert read_sizes(path) == [len(kind) for kind in made.kinds()]
    for step in (1, 16, 64):
        parts = [read_parts(path, first, first + step) for first in range(0, 64, step)]
        for kind, whole in enumerate(made.kinds()):
            assert np.array_equal(np.concatenate([part[kind] for part in parts]), whole)


def period(name: str, start: dt.date, end: dt.date) -> BundlePeriod:
    return BundlePeriod(name, start, end)


def test_what_is_past_is_not_indexed_anew_with_each_edition() -> None:
    closed = [period(str(year), dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2021, 2022, 2023)]
    months = [period(f"2024-0{n}", dt.date(2024, n, 1), dt.date(2024, n, 28)) for n in (1, 2)]
    weeks = [period(f"2024-03-w{n}", dt.date(2024, 3, 7 * n - 6), dt.date(2024, 3, 7 * n)) for n in (1, 2)]
    every = [*closed, *months, *weeks]
    assert segments(every) == [IndexSegment("old", 0, 3), IndexSegment("year", 3, 5), IndexSegment("month", 5, 7)]
    assert segments([*closed, *months]) == [
        IndexSegment("old", 0, 3),
        IndexSegment("year", 3, 4),
        IndexSegment("month", 4, 5),
    ]
    assert segments(closed) == [IndexSegment("old", 0, 2), IndexSegment("month", 2, 3)]
    assert segments(months) == [IndexSegment("year", 0, 1), IndexSegment("month", 1, 2)]
    assert segments(weeks) == [IndexSegment("month", 0, 2)]
    assert segments(closed[:1]) == segments([]) == []


def test_words_are_listed_by_how_they_begin() -> None:
    words = ["5g", "covid", "cow", "t", "tram"]
    made = [json.loads(gzip.decompress(one)).split() for one in word_shards(words, 8)]
    assert sorted(word for one in made for word in one) == words
    assert {"covid", "cow"} <= set(made[word_shard_of("co", 8)])
    assert "t" in made[word_shard_of("t", 8)]
