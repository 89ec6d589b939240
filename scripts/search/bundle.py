"""Bundles: a year's editions in one index, small enough to open and large enough to need few.

A bundle is a file that says what it holds, and its index in chunks of a few kilobytes, so that a query fetches little
more than the posting lists it needs. Every file but the manifest is named by the digest of its bytes.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from scripts.search.partial import Partial, varint

LIMIT = 6000
"""Items above which a year is split into quarters, and a quarter into months: about 15 KB of facts to fetch."""

CHUNK = 6 * 1024
"""Bytes of a chunk before compression; a longer posting list has a chunk of its own. Of 4, 6, 8 and 16 KB, this fetched
least for queries of two to eight characters at 5,000 items."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days of one bundle, both ends included."""

    name: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's files by name, which of them says what it holds, and its two-character keys, sorted and joined."""

    files: Mapping[str, bytes]
    about: str
    items: int
    pairs: str
    head_pairs: str


def periods(counts: Mapping[dt.date, int]) -> list[Period]:
    """Which days go into one bundle, oldest first, from the number of items of each edition and nothing else."""
    found: list[Period] = []
    for year in sorted({date.year for date in counts}):
        whole = Period(f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31))
        found += _split(whole, counts, (3, 1))
    return found


def _split(period: Period, counts: Mapping[dt.date, int], months: Sequence[int]) -> list[Period]:
    held = sum(count for date, count in counts.items() if period.start <= date <= period.end)
    if held <= LIMIT or not months:
        return [period] if any(period.start <= date <= period.end for date in counts) else []
    size, *smaller = months
    parts: list[Period] = []
    for month in range(period.start.month, period.end.month + 1, size):
        start = dt.date(period.start.year, month, 1)
        after = dt.date(start.year + (month + size > 12), (month + size - 1) % 12 + 1, 1)
        name = f"{start:%Y-%m}" if size == 1 else f"{start.year:04d}-q{(month + 2) // 3}"
        parts += _split(Period(name, start, after - dt.timedelta(days=1)), counts, smaller)
    return parts


def bundle(editions: Iterable[tuple[dt.date, Partial]]) -> Bundle:
    """One bundle of editions, which come oldest first."""
    lists: defaultdict[str, bytearray] = defaultdict(bytearray)
    last: dict[str, int] = {}
    pairs: set[str] = set()
    head_pairs: set[str] = set()
    facts = _Facts()
    for date, part in editions:
        base = facts.items
        for term, first, final, tail in zip(part.terms, part.first, part.last, part.tails, strict=True):
            found = lists[term]
            found += varint(base + first - last.get(term, -1) - 1)
            found += tail
            last[term] = base + final
        pairs.update(split_keys(part.pairs))
        head_pairs.update(split_keys(part.head_pairs))
        facts.add(date, part)
    files: dict[str, bytes] = {}
    starts: list[str] = []
    names: list[str] = []
    for start, data in _chunks(lists):
        name = _put(files, "i", data)
        starts.append(start)
        names.append(name)
    about = facts.value() | {"starts": " ".join(starts), "chunks": "".join(names)}
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    return Bundle(
        files, _put(files, "b", packed(text)), facts.items, "".join(sorted(pairs)), "".join(sorted(head_pairs))
    )


def packed(data: bytes) -> bytes:
    """Compressed, the same bytes at any time."""
    return gzip.compress(data, 9, mtime=0)


def digest(data: bytes) -> str:
    """A file's name from its bytes: 40 bits, among the some thousand files of one bundle."""
    return blake2b(data, digest_size=5).hexdigest()


def _put(files: dict[str, bytes], kind: str, data: bytes) -> str:
    name = digest(kind.encode() + data)
    files[f"{name}.bin"] = data
    return name


def split_keys(joined: str) -> Iterable[str]:
    """The two-character keys that were joined."""
    return map("".join, zip(joined[::2], joined[1::2], strict=True))


def _chunks(lists: Mapping[str, bytes | bytearray]) -> Iterable[tuple[str, bytes]]:
    """First term and bytes of each chunk; terms in the order in which JavaScript compares strings."""
    terms: list[str] = []
    size = 0
    for term in sorted(lists, key=lambda t: t.encode("utf-16-be", "surrogatepass")):
        length = len(lists[term]) + 4
        if terms and size + length > CHUNK:
            yield terms[0], _chunk(terms, lists)
            terms, size = [], 0
        terms.append(term)
        size += length
    if terms:
        yield terms[0], _chunk(terms, lists)


def _chunk(terms: Sequence[str], lists: Mapping[str, bytes | bytearray]) -> bytes:
    out = bytearray(varint(len(terms)))
    for term in terms:
        text = term.encode("utf-8", "surrogatepass")
        out += varint(len(text)) + text + varint(len(lists[term]))
    for term in terms:
        out += lists[term]
    return packed(bytes(out))


class _Facts:
    """Columns of what is known of each item, by its number in the bundle."""

    def __init__(self) -> None:
        self.items = 0
        self._days: list[str] = []
        self._runs: list[list[int]] = []
        self._kinds: list[str] = []
        self._names: dict[str, int] = {}
        self._authors: dict[str, int] = {}
        self._by: list[list[int]] = []
        self._forms: dict[str, dict[str, str]] = {}

    def add(self, date: dt.date, part: Partial) -> None:
        runs: list[int] = []
        page, order = -1, -1
        for fact in part.facts:
            name = self._names.setdefault(fact.page_name, len(self._names))
            if fact.page == page and fact.order == order + 1:
                runs[-1] += 1
            else:
                runs += [fact.page, name, fact.order, 1]
            page, order = fact.page, fact.order
            self._kinds.append(fact.kind[:1])
            self._by.append([self._authors.setdefault(author, len(self._authors)) for author in fact.authors])
        self.items += len(part.facts)
        self._days.append(date.isoformat())
        self._runs.append(runs)
        for variant, forms in part.names.items():
            self._forms.setdefault(variant, {}).update(forms)

    def value(self) -> dict[str, object]:
        named = {*self._names, *self._authors}
        return {
            "days": self._days,
            "runs": self._runs,
            "kinds": "".join(self._kinds),
            "names": list(self._names),
            "authors": list(self._authors),
            "by": self._by,
            "forms": {
                variant: {name: form for name, form in sorted(forms.items()) if name in named}
                for variant, forms in sorted(self._forms.items())
            },
        }
