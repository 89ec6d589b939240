"""Pagefind's index packed for the way: the same words, items and places, in columns and in small files.

Pagefind puts 20,000 places into a file and has no setting for that. Words of European languages share few files; here
nearly each character of a query is in a file of its own, so 22 KB each would be most of what a search fetches. So its
lists are cut between words into pieces of some 2 KB, and in each piece what is alike stands together (numbers of items,
distances between them, places), which compresses to three quarters. Pages are renumbered in the order of the bundle's
items, and need no names then. `theme/static/js/search/unpack.js` gives Pagefind what it reads.

This is the one place where Pagefind's format is read (CBOR, RFC 8949). What is not as expected raises ValueError, and
the bundle is then published as Pagefind made it.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from operator import sub
from typing import Any

import cbor2

from scripts.search.partial import ZONE_WORDS

SIGNATURE = b"pagefind_dcd"

PIECE = 3000
"""Bytes of a piece before compression, about 2 KB after; a longer list has a piece of its own. Half as much again
fetches a tenth more for a query."""

PLACES = 1 << 20
"""Places are counted from the first word of an item's text, modulo this, so that most take one or two bytes."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The lists of a bundle: each piece's first word and its bytes as they are served, and the last word of all."""

    first: tuple[str, ...]
    files: tuple[bytes, ...]
    last: str


def packed(data: bytes) -> bytes:
    """Compressed, the same bytes at any time."""
    return gzip.compress(data, 9, mtime=0)


def packed_bits(data: bytes) -> bytes:
    """The same of bytes that never repeat in rows: by their frequencies alone, 20 times as fast and a tenth smaller."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS, 9, zlib.Z_HUFFMAN_ONLY)
    made = packing.compress(data) + packing.flush()
    return made[:9] + b"\xff" + made[10:]  # without the system that it was made on


def digest(*data: bytes) -> str:
    """A name from bytes: 40 bits, among the some thousand files of one site's search."""
    hasher = blake2b(digest_size=5)
    for part in data:
        hasher.update(part)
    return hasher.hexdigest()


def pieces(meta: bytes, chunks: Mapping[str, bytes], numbers: Mapping[str, int], size: int = PIECE) -> Pieces:
    """Pagefind's table of contents and files of words, both as it wrote them, in pieces.

    `numbers` has the number of each item by the name that Pagefind gave its page.
    """
    try:
        words = sorted(_words(meta, chunks, numbers), key=lambda word: word.words[0].encode())
    except (cbor2.CBORDecodeError, TypeError, KeyError, IndexError) as error:
        raise ValueError("an index of another form") from error
    first: list[str] = []
    files: list[bytes] = []
    piece = _Piece()
    for word in words:
        if piece.words and len(piece) + len(word) > size:
            files.append(piece.served())
            piece = _Piece()
        if not piece.words:
            first += word.words
        piece.extend(word)
    if piece.words:
        files.append(piece.served())
    return Pieces(tuple(first), tuple(files), words[-1].words[0] if words else "")


def _words(meta: bytes, chunks: Mapping[str, bytes], numbers: Mapping[str, int]) -> Iterator[_Piece]:
    _, pages, table, *_ = _opened(meta)
    order = [numbers[name] for name, _ in pages]
    if len(set(order)) != len(numbers) or {name for _, _, name in table} != chunks.keys():
        raise ValueError("a table of contents of other files")
    for data in chunks.values():
        (words,) = _opened(data)
        for word, entries, variants in words:
            page = 0
            postings: list[tuple[int, list[int]]] = []
            for step, places, in_fields in entries:
                page += step
                plain = places[1:] if places[0] < 0 else places  # a weight, the same for all
                if variants or in_fields or not plain or min(plain) < 0:
                    raise ValueError("more than words and their places")
                postings.append((order[page], plain))
            postings.sort()
            yield _Piece.of(word, postings)


def _opened(served: bytes) -> Any:
    data = gzip.decompress(served)
    if not data.startswith(SIGNATURE):
        raise ValueError("not a file of Pagefind's")
    return cbor2.loads(data[len(SIGNATURE) :])


@dataclass(slots=True)
class _Piece:
    """Columns of numbers: items of each word; then for all words the steps from item to item, the numbers of places
    in each, and the places, the first by itself and the others as steps.
    """

    words: list[str] = field(default_factory=list)
    items: bytes = b""
    steps: bytes = b""
    counts: bytes = b""
    places: bytes = b""

    @staticmethod
    def of(word: str, postings: Sequence[tuple[int, list[int]]]) -> _Piece:
        """One word's list, from the items that have it, in order, and the places in each."""
        items = [item for item, _ in postings]
        places: list[int] = []
        for _, (first, *steps) in postings:
            places.append((first - ZONE_WORDS[2]) % PLACES)
            places += steps  # they are steps in Pagefind's files too
        return _Piece(
            [word],
            _numbers([len(postings)]),
            _numbers([items[0], *map(sub, items[1:], items)]),
            _numbers([len(places_in_item) for _, places_in_item in postings]),
            _numbers(places),
        )

    def extend(self, other: _Piece) -> None:
        self.words += other.words
        self.items += other.items
        self.steps += other.steps
        self.counts += other.counts
        self.places += other.places

    def __len__(self) -> int:
        return sum(map(len, self.words)) * 3 + len(self.items) + len(self.steps) + len(self.counts) + len(self.places)

    def served(self) -> bytes:
        head = " ".join(self.words).encode() + b"\n"
        return packed(head + self.items + self.steps + self.counts + self.places)


def _numbers(numbers: list[int]) -> bytes:
    """Numbers in as few bytes as they need, seven bits in each, the low ones first."""
    short = _short()
    try:
        return b"".join(map(short.__getitem__, numbers))
    except IndexError:
        return b"".join([short[n] if n < len(short) else bytes([n & 127 | 128]) + _numbers([n >> 7]) for n in numbers])


@cache
def _short() -> list[bytes]:
    """The numbers of one and two bytes, which are nearly all."""
    return [bytes([n]) if n < 128 else bytes([n & 127 | 128, n >> 7]) for n in range(1 << 14)]
