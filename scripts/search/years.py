"""The years' index: which bundles can have a phrase, told by a few small files however long the archive is.

Its bundles are in up to three segments, so that an edition makes only the smallest anew: those of closed years (`old`),
those of the newest year's other months (`year`), those of the newest month (`month`).

A segment is cut into shards by the upper bits of grams (`grams`). In a shard each gram has rows by its lower bits, one
bit for each bundle. Other grams may have the same row: a bit says that a bundle may have the gram, no bit that it has
not. That is a Bloom filter for each bundle, laid out row by row, as COBS and BitFunnel do. A shard is two numbers of
two bytes, the rows of what stands anywhere and of what stands in headline, kicker or deck, and these rows.

Words of Latin letters and digits are listed by how they begin, so that the browser finds those a reader began to type.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scripts.search.bundle import BundlePeriod
from scripts.search.grams import PARTS, Numbers, read_parts, read_sizes
from scripts.search.pack import packed, packed_bits

SEGMENTS = ("old", "year", "month")

HASHES = (3, 2, 1, 2)
"""Rows of a gram of each kind (`Grams.kinds`). A query of one or two tokens has a single gram to ask for; one of four
asks for that and for its first three."""

SALTS = (1, 0x9E3779B1, 0x85EBCA77)
"""What a gram is multiplied by for each of its rows."""

SPARSE = 8
"""Bits of a bundle for each of its grams' rows. So one in nine is set, and three of other grams look like a gram
that is not there one time in 700."""

SHARD = 6000
"""Bytes of a shard before compression at most on average, about half as many after."""

LARGEST = 3
"""How many times as large a shard may be: all grams that begin with three very frequent characters are in one. There
rows are shared by more grams, and other grams of a phrase tell more."""

WORDS = 1500
"""Words of a list at most on average, about 4 KB."""

MOST_SHARDS = 1 << 16

LAYOUT = repr((HASHES, SALTS, SPARSE, SHARD, LARGEST, WORDS))
"""What else than its bundles decides a segment's bytes."""


@dataclass(frozen=True, slots=True)
class IndexSegment:
    """Some bundles that stand one behind the other: from number `start` to before `end`."""

    name: str
    start: int
    end: int


def segments(periods: Sequence[BundlePeriod]) -> list[IndexSegment]:
    """Which bundles are indexed together, oldest first, from their days alone. None for fewer than two."""
    if len(periods) < 2:
        return []
    newest = periods[-1]
    month = newest.end.replace(day=1)
    year = next(number for number, period in enumerate(periods) if period.start.year == newest.start.year)
    within = next(number for number, period in enumerate(periods) if period.start >= month or period is newest)
    made = zip(SEGMENTS, (0, year, within), (year, within, len(periods)), strict=True)
    return [IndexSegment(name, start, end) for name, start, end in made if start < end]


def shard_count(files: Sequence[Path]) -> int:
    """How many shards the grams of some bundles take, a power of two."""
    held = np.array([read_sizes(path) for path in files], np.int64).sum(0)
    size = int(held @ np.array(HASHES)) * SPARSE // len(files) * -(-len(files) // 8)
    count = 1
    while count * SHARD < size and count < MOST_SHARDS:
        count *= 2
    return count


def shards(files: Sequence[Path], count: int) -> Iterator[bytes]:
    """The shards of a segment in order, from its bundles' files of grams, oldest first. Raises OSError."""
    step = max(1, PARTS // count)
    shift = 32 - (count.bit_length() - 1)
    for first in range(0, PARTS, step):
        found = [read_parts(path, first, first + step) for path in files]
        begins = first * count // PARTS
        held = max(1, count // PARTS)
        anywhere = _rows(found, (0, 1, 2), shift, begins, held)
        head = _rows(found, (3,), shift, begins, held)
        for one, other in zip(anywhere, head, strict=True):
            sizes = np.array([len(one), len(other)], "<u2").tobytes()
            yield packed_bits(sizes + one.tobytes() + other.tobytes())


def _rows(
    found: Sequence[Sequence[Numbers]], kinds: Sequence[int], shift: int, begins: int, held: int
) -> Iterator[NDArray[np.uint8]]:
    """The rows of `held` shards from number `begins` on, from the grams of each bundle."""
    bundles = len(found)
    rows = [_in_shards(shift, begins, np.concatenate([grams[kind] for grams in found])) for kind in kinds]
    counts = sum(
        np.bincount(shard, minlength=held) * HASHES[kind] for kind, (shard, _) in zip(kinds, rows, strict=True)
    )
    width = -(-bundles // 8) * 8
    sizes = np.clip(-(-counts * SPARSE // bundles), 1, LARGEST * SHARD * 8 // width).astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    bits = np.zeros((int(starts[-1]), width), np.uint8)
    for kind, (shard, grams) in zip(kinds, rows, strict=True):
        bundle = np.repeat(np.arange(bundles), [len(one[kind]) for one in found])
        for salt in SALTS[: HASHES[kind]]:
            row = starts[shard] + (_lower(grams, salt) * sizes[shard] >> 16)
            bits[row, bundle] = 1
    packed_rows = np.packbits(bits, axis=1, bitorder="little")
    for number in range(held):
        yield packed_rows[starts[number] : starts[number + 1]]


def _in_shards(shift: int, begins: int, grams: Numbers) -> tuple[NDArray[np.int64], Numbers]:
    return (grams.astype(np.int64) >> shift) - begins, grams


def _lower(grams: Numbers, salt: int) -> NDArray[np.int64]:
    """The sixteen bits of grams that choose one of their rows."""
    if salt == 1:
        return (grams & np.uint32(0xFFFF)).astype(np.int64)
    return (grams * np.uint32(salt) >> np.uint32(16)).astype(np.int64)


def word_count(words: Sequence[str]) -> int:
    """How many lists some words take, a power of two."""
    count = 1
    while count * WORDS < len(words):
        count *= 2
    return count


def word_shards(words: Sequence[str], count: int) -> list[bytes]:
    """Words, sorted, in lists by their first two characters, each with spaces between."""
    lists: list[list[str]] = [[] for _ in range(count)]
    for word in words:
        lists[word_shard_of(word, count)].append(word)
    return [packed(json.dumps(" ".join(one), ensure_ascii=False).encode()) for one in lists]


def word_shard_of(word: str, count: int) -> int:
    """The list of a word: the code points of its first two characters, mixed."""
    begins = word + " "
    return (ord(begins[0]) * 31 + ord(begins[1]) * 17) % count
