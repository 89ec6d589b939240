"""Which bundles hold a pair of characters: a small sharded index, so that a rare word does not touch every year.

Keys have two characters: neighbours in the text, a single character and a space, or the first two characters of a word
(`partial.keys`). A shard is JSON: for each set of bundles, its keys joined. The set is two numbers in hexadecimal: bit
n of the first is the nth bundle, oldest first, that has the key anywhere, of the second one that has it in a headline,
kicker or deck.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from scripts.search.bundle import split_keys
from scripts.search.pack import packed

KEYS = 400
"""Keys of a shard at most on average, about 1 KB; the number of shards is a power of two. A query reads a shard for
nearly each of its pairs."""


WORD_SHARDS = 16
"""Shards of words, by their first character; read only where no whole word is found."""


def shards(bundles: Sequence[tuple[str, str]]) -> list[bytes]:
    """The shards, in order, from each bundle's keys anywhere and in headlines, oldest first.

    None where there are fewer than two bundles to choose from.
    """
    if len(bundles) < 2:
        return []
    anywhere: defaultdict[str, int] = defaultdict(int)
    head: defaultdict[str, int] = defaultdict(int)
    for number, (pairs, head_pairs) in enumerate(bundles):
        bit = 1 << number
        for key in split_keys(pairs):
            anywhere[key] |= bit
        for key in split_keys(head_pairs):
            head[key] |= bit
    count = 1
    while count * KEYS < len(anywhere):
        count *= 2
    groups: list[defaultdict[str, list[str]]] = [defaultdict(list) for _ in range(count)]
    for key in sorted(anywhere):
        groups[shard_of(key, count)][f"{anywhere[key]:x}.{head.get(key, 0):x}"].append(key)
    return [
        packed(json.dumps({bits: "".join(group[bits]) for bits in sorted(group)}, ensure_ascii=False).encode())
        for group in groups
    ]


def word_shards(bundles: Sequence[str]) -> list[bytes]:
    """All words of Latin letters and digits with the bundles that have them, from each bundle's words, oldest first.

    Pagefind finds whole words in a phrase; this index says which words begin with what the reader typed.
    """
    masks: defaultdict[str, int] = defaultdict(int)
    for number, words in enumerate(bundles):
        for word in words.split():
            masks[word] |= 1 << number
    groups: list[defaultdict[str, list[str]]] = [defaultdict(list) for _ in range(WORD_SHARDS)]
    for word in sorted(masks):
        groups[shard_of(word[0] + " ", WORD_SHARDS)][f"{masks[word]:x}"].append(word)
    return [
        packed(json.dumps({bits: " ".join(group[bits]) for bits in sorted(group)}, ensure_ascii=False).encode())
        for group in groups
    ]


def shard_of(key: str, count: int) -> int:
    """The shard of a key: its two code points, mixed."""
    return (ord(key[0]) * 31 + ord(key[1]) * 17) % count
