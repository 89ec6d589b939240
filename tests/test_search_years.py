"""The years' index: which bundles hold a pair of characters, anywhere and in a headline, and which words they have."""

from __future__ import annotations

import gzip
import json

import pytest

from scripts.search.years import KEYS, WORD_SHARDS, shard_of, shards, word_shards


def read(shard: bytes) -> dict[str, str]:
    value: dict[str, str] = json.loads(gzip.decompress(shard))
    return value


def masks(key: str, files: list[bytes]) -> tuple[int, int]:
    """The bundles that have a pair anywhere, and in a headline, as bits."""
    for bits, pairs in read(files[shard_of(key, len(files))]).items():
        if key in [pairs[at : at + 2] for at in range(0, len(pairs), 2)]:
            anywhere, head = bits.split(".")
            return int(anywhere, 16), int(head, 16)
    return 0, 0


def test_a_pair_names_every_bundle_that_has_it() -> None:
    files = shards([("渡口春茶", "渡口"), ("渡口", ""), ("渡口春茶", "渡口春茶")])
    assert masks("渡口", files) == (0b111, 0b101)
    assert masks("春茶", files) == (0b101, 0b100)
    assert masks("口春", files) == (0, 0)


@pytest.mark.parametrize("count", [0, 1])
def test_one_bundle_needs_no_index(count: int) -> None:
    assert shards([("渡口", "渡口")] * count) == []


def test_many_pairs_are_parted_and_each_is_in_its_own_shard() -> None:
    every = [chr(0x4E00 + n % 200) + chr(0x5E00 + n // 200) for n in range(KEYS + 1)]
    files = shards([("".join(every), ""), (every[0], every[0])])
    assert len(files) == 2
    assert masks(every[0], files) == (0b11, 0b10)
    assert {masks(key, files) for key in every[1:]} == {(0b1, 0)}


def test_a_word_names_every_bundle_that_has_it() -> None:
    files = word_shards(["tea ferry", "tea", "tram"])
    assert len(files) == WORD_SHARDS
    found = {word: int(bits, 16) for file in files for bits, words in read(file).items() for word in words.split()}
    assert found == {"tea": 0b11, "ferry": 0b1, "tram": 0b100}
    assert "tram" in " ".join(read(files[shard_of("t ", WORD_SHARDS)]).values())
