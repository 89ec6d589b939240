"""Pagefind's index cut into smaller pieces: the same words and lists, in files of a few kilobytes.

Pagefind puts 20,000 places into a file and has no setting for that. Words of European languages share few files; here
nearly each character of a query is in a file of its own, so 22 KB each is most of what a search fetches. Only where one
file ends and the next begins is changed, and the table of contents accordingly: both are CBOR (RFC 8949), of which the
few kinds that Pagefind 1.5 writes are read here. What is not as expected raises ValueError, and the bundle is then
published as Pagefind made it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

SIGNATURE = b"pagefind_dcd"

CHUNK = 14 * 1024
"""Bytes of a piece before compression, about 6 KB after; a longer list has a piece of its own."""


def packed(data: bytes) -> bytes:
    """Compressed, the same bytes at any time."""
    return gzip.compress(data, 9, mtime=0)


def digest(data: bytes) -> str:
    """A file's name from its bytes: 40 bits, among the some thousand files of one bundle."""
    return blake2b(data, digest_size=5).hexdigest()


def cut(meta: bytes, chunks: Mapping[str, bytes], size: int = CHUNK) -> tuple[bytes, dict[str, bytes]]:
    """The table of contents and the files of words by name, anew; all as they are served, compressed."""
    plain = _opened(meta)
    fields = list(_parts(plain, 0))
    if len(fields) < 3:
        raise ValueError("a table of contents of another form")
    names = [_text(plain, next(_last(plain, start))) for start, _ in _parts(plain, fields[2][0])]
    if sorted(names) != sorted(chunks):
        raise ValueError("a table of contents of other files")
    made: dict[str, bytes] = {}
    table: list[bytes] = []
    for first, last, data in _pieces((_opened(chunks[name]) for name in names), size):
        served = packed(SIGNATURE + data)
        name = digest(served)
        made[name] = served
        table.append(_head(4, 3) + _string(first) + _string(last) + _string(name))
    start, end = fields[2]
    body = plain[:start] + _head(4, len(table)) + b"".join(table) + plain[end:]
    return packed(SIGNATURE + body), made


def _pieces(chunks: Iterable[bytes], size: int) -> Iterator[tuple[str, str, bytes]]:
    """First word, last word and bytes of each piece."""
    for data in chunks:
        held: list[bytes] = []
        words: list[str] = []
        length = 0
        lists = next(_parts(data, 0))[0]
        for start, end in _parts(data, lists):
            if held and length + end - start > size:
                yield words[0], words[-1], _head(4, 1) + _head(4, len(held)) + b"".join(held)
                held, words, length = [], [], 0
            held.append(data[start:end])
            words.append(_text(data, next(_parts(data, start))[0]))
            length += end - start
        if held:
            yield words[0], words[-1], _head(4, 1) + _head(4, len(held)) + b"".join(held)


def _opened(served: bytes) -> bytes:
    data = gzip.decompress(served)
    if not data.startswith(SIGNATURE):
        raise ValueError("not a file of Pagefind's")
    return data[len(SIGNATURE) :]


def _read(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind and number of the head at a place, and where it ends."""
    try:
        kind, low = data[at] >> 5, data[at] & 31
    except IndexError:
        raise ValueError("ends too early") from None
    if low < 24:
        return kind, low, at + 1
    if low > 27:
        raise ValueError("of no fixed length")
    end = at + 1 + (1 << (low - 24))
    return kind, int.from_bytes(data[at + 1 : end], "big"), end


def _skip(data: bytes, at: int) -> int:
    """Where the value at a place ends."""
    left = 1
    while left:
        left -= 1
        low = data[at] & 31
        if low < 24 and data[at] < 0x40:  # most are small numbers
            at += 1
            continue
        kind, number, at = _read(data, at)
        if kind in (2, 3):
            at += number
        elif kind == 4:
            left += number
        elif kind > 4:
            raise ValueError("neither number, text nor list")
    return at


def _parts(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Start and end of each value of the list at a place."""
    kind, count, at = _read(data, at)
    if kind != 4:
        raise ValueError("not a list")
    for _ in range(count):
        end = _skip(data, at)
        yield at, end
        at = end


def _last(data: bytes, at: int) -> Iterator[int]:
    yield list(_parts(data, at))[-1][0]


def _text(data: bytes, at: int) -> str:
    kind, length, at = _read(data, at)
    if kind != 3:
        raise ValueError("not text")
    return data[at : at + length].decode()


def _head(kind: int, number: int) -> bytes:
    for low, width in ((24, 1), (25, 2), (26, 4)):
        if number < 24:
            return bytes([kind << 5 | number])
        if number < 1 << (8 * width):
            return bytes([kind << 5 | low]) + number.to_bytes(width, "big")
    raise ValueError("too many")


def _string(text: str) -> bytes:
    data = text.encode()
    return _head(3, len(data)) + data
