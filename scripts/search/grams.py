"""Grams: one to four tokens side by side as numbers of 32 bits, by which the years' index knows what is in a bundle.

The browser makes the same numbers of a query (`theme/static/js/search/grams.js`). A token's is FNV-1a over the code
points of what Pagefind is given for it; a gram's takes up its tokens one by one, mixed as MurmurHash3 does. The upper
half of the number names the shard. A gram of four tokens has the upper half of its first three, so that one file tells
of both.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scripts.search.partial import STOP, ZONE_WORDS
from scripts.search.tokens import is_gap

Numbers = NDArray[np.uint32]

LONGEST = 4
"""Tokens of a gram at most. Of phrases of five to eight characters in 19,000 real articles four tell a bundle of 2,600
items that lacks them in 96 cases of 100, three in 80, two in 50."""

PARTS = 64
"""Parts of a file of grams, by their upper bits, so that the index of many bundles is made in little memory."""

_FNV, _PRIME = 2166136261, 16777619
_FILLED = f"{STOP} " * 32
_HALF = np.uint32(0xFFFF)


@dataclass(frozen=True, slots=True)
class Grams:
    """What stands in a bundle, as sorted numbers without repetition.

    `short` has grams of one and two tokens anywhere, `three` and `four` the longer ones, `head` all of headline, kicker
    and deck.
    """

    short: Numbers
    three: Numbers
    four: Numbers
    head: Numbers

    def kinds(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """The kinds in order."""
        return self.short, self.three, self.four, self.head

    @classmethod
    def of(cls, days: Iterable[Sequence[str]]) -> Self:
        """The grams of items as Pagefind reads them (`Partial.pages`), edition by edition."""
        ids = _Ids()
        found: list[list[Numbers]] = [[], [], [], []]
        for pages in days:
            heads = (" ".join(page.split(" ", ZONE_WORDS[2])[: ZONE_WORDS[2]]) for page in pages)
            one, two, three, four = _grams(ids, _tokens(pages))
            found[0] += [one, two]
            found[1].append(three)
            found[2].append(four)
            found[3] += _grams(ids, _tokens(heads))
        return cls(*map(_distinct, found))

    def dump(self) -> bytes:
        """For a file from which `read_part` takes one part at a time."""
        chunks: list[bytes] = []
        for kind in self.kinds():
            for part in np.split(kind, _cuts(kind)):
                steps = np.diff(part, prepend=np.uint32(0)).astype("<u4")
                planes = steps.view(np.uint8).reshape(-1, 4).T.tobytes()
                chunks.append(zlib.compress(planes, 1))
        sizes = np.array([[len(kind) for kind in self.kinds()]], "<u4").tobytes()
        return sizes + np.array(list(map(len, chunks)), "<u4").tobytes() + b"".join(chunks)


def read_sizes(path: Path) -> list[int]:
    """How many grams of each kind a file has. Raises OSError."""
    with path.open("rb") as file:
        return [int(size) for size in np.frombuffer(file.read(16), "<u4")]


def read_parts(path: Path, first: int, last: int) -> list[Numbers]:
    """The grams of each kind whose upper bits name the parts from `first` to before `last`. Raises OSError."""
    kinds: list[Numbers] = []
    with path.open("rb") as file:
        file.seek(16)
        ends = np.concatenate(([0], np.cumsum(np.frombuffer(file.read(16 * PARTS), "<u4").astype(np.int64))))
        start = 16 + 16 * PARTS
        for kind in range(4):
            parts: list[Numbers] = []
            for part in range(kind * PARTS + first, kind * PARTS + last):
                file.seek(start + int(ends[part]))
                planes = zlib.decompress(file.read(int(ends[part + 1] - ends[part])))
                steps = np.frombuffer(planes, np.uint8).reshape(4, -1).T.copy().view("<u4")[:, 0]
                parts.append(np.cumsum(steps, dtype=np.uint32))
            kinds.append(np.concatenate(parts))
    return kinds


def token_number(token: str) -> int:
    """A token's number; `token` as it is spelled for Pagefind."""
    number = _FNV
    for character in token:
        number = (number ^ ord(character)) * _PRIME & 0xFFFFFFFF
    return number or 1


class _Ids(dict[str, int]):
    """Numbers of tokens; 0 where a gram ends."""

    def __missing__(self, token: str) -> int:
        self[token] = number = 0 if token in (STOP, "") or is_gap(token) else token_number(token)
        return number


def _tokens(pages: Iterable[str]) -> list[str]:
    """The tokens of pages one behind the other, without most of what fills a zone."""
    return f" {STOP} ".join(pages).replace(_FILLED, "").split(" ")


def _distinct(found: Sequence[Numbers]) -> Numbers:
    """Sorted, each once (np.unique goes by a hash table, which takes six times as long)."""
    numbers = np.sort(np.concatenate([np.empty(0, np.uint32), *found]))
    new = np.ones(len(numbers), np.bool_)
    new[1:] = numbers[1:] != numbers[:-1]
    return numbers[new]


def _grams(ids: _Ids, tokens: Sequence[str]) -> list[Numbers]:
    """The grams of one, two, three and four tokens in a text."""
    numbers = np.fromiter(map(ids.__getitem__, tokens), np.uint32, len(tokens))
    stands = numbers != 0
    gram = _taken_up(np.full(len(numbers), 1, np.uint32), numbers)
    found: list[Numbers] = []
    third = gram
    for length in range(1, LONGEST + 1):
        found.append((_with_shard(gram, third) if length == LONGEST else gram)[stands])
        third, ended = gram[:-1], stands[:-1]
        stands = ended & (numbers[length:] != 0)
        gram = _taken_up(third, numbers[length:])
    return found


def _with_shard(gram: Numbers, third: Numbers) -> Numbers:
    return (third & ~_HALF) | (gram & _HALF)


def _taken_up(gram: Numbers, token: Numbers) -> Numbers:
    """A gram and the token behind it."""
    mixed = (gram ^ token) * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    return mixed ^ (mixed >> np.uint32(16))


def gram_number(tokens: Sequence[str]) -> int:
    """The number of one gram of one to four tokens."""
    found = _grams(_Ids(), tokens)[len(tokens) - 1]
    return int(found[0])


def _cuts(kind: Numbers) -> list[int]:
    edges = (np.arange(1, PARTS, dtype=np.uint64) << np.uint64(26)).astype(np.uint32)
    return [int(cut) for cut in np.searchsorted(kind, edges)]
