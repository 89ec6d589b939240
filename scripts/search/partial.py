"""The token document of one edition: all that bundles need of it, so that no Markdown is read twice.

A partial holds, for each token, the part of its posting list that this edition gives. A bundle's posting list is its
editions' parts one behind the other, which makes rebuilding a year a matter of a second or two.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scripts.search.document import BODY, HEAD, TITLE, Document, Names
from scripts.search.tokens import PARAGRAPH, STEP, Token, Tokenizer

ZONE_PLACES = {TITLE: 0, HEAD: 256, BODY: 1024}
"""The first place of each zone: a hit's place tells where it stands. What is too long for its zone goes to the body."""

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """What filters and lists of hits need of an item."""

    page: int
    order: int
    kind: str
    page_name: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partial:
    """One edition's tokens. `terms`, `first`, `last` and `tails` run side by side.

    `names` are what page names and authors are in other variants. `first` and `last` are the first and the last item
    that has the term, counted from 0; `tails` are posting lists behind the number of the first item. `pairs` are the
    two-character keys of all text (see `years`), `head_pairs` of headline, kicker and deck, both sorted and joined.
    """

    facts: tuple[Fact, ...]
    names: Names
    terms: Sequence[str]
    first: Sequence[int]
    last: Sequence[int]
    tails: Sequence[bytes]
    pairs: str
    head_pairs: str

    def dump(self) -> bytes:
        """The same bytes for the same edition."""
        about = {
            "format": FORMAT,
            "facts": [[f.page, f.order, f.kind, f.page_name, list(f.authors)] for f in self.facts],
            "names": {variant: dict(forms) for variant, forms in self.names.items()},
            "terms": " ".join(self.terms),
            "pairs": self.pairs,
            "head_pairs": self.head_pairs,
        }
        text = json.dumps(about, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        numbers = array("I", [*self.first, *self.last, *map(len, self.tails)])
        packed = b"".join(n.to_bytes(4, "little") for n in (len(text), *numbers))
        return zlib.compress(packed[:4] + text + packed[4:] + b"".join(self.tails), 6)

    @staticmethod
    def load(data: bytes) -> Partial | None:
        """What `dump` wrote, or None where it is broken or of another format."""
        try:
            raw = zlib.decompress(data)
            size = int.from_bytes(raw[:4], "little")
            about = json.loads(raw[4 : 4 + size])
            if about["format"] != FORMAT:
                return None
            terms = about["terms"].split(" ") if about["terms"] else []
            count = len(terms)
            at = 4 + size
            numbers = [int.from_bytes(raw[i : i + 4], "little") for i in range(at, at + 12 * count, 4)]
            at += 12 * count
            tails = []
            for length in numbers[2 * count :]:
                tails.append(raw[at : at + length])
                at += length
            facts = tuple(Fact(page, order, kind, name, tuple(by)) for page, order, kind, name, by in about["facts"])
            first, last = numbers[:count], numbers[count : 2 * count]
            return Partial(facts, about["names"], terms, first, last, tails, about["pairs"], about["head_pairs"])
        except (zlib.error, ValueError, KeyError, IndexError, TypeError):
            return None


def partial(
    documents: Sequence[Document], names: Names, tokenizer: Tokenizer, simplify: Callable[[Document], Sequence[str]]
) -> Partial:
    """The token document of an edition's items. `simplify` gives an item's texts as they are indexed."""
    places: dict[str, list[tuple[int, list[int]]]] = {}
    pairs: set[str] = set()
    head_pairs: set[str] = set()
    for number, document in enumerate(documents):
        tokens = placed(zip(document.zones, simplify(document), strict=True), tokenizer)
        for token, place in tokens:
            lists = places.setdefault(token, [])
            if not lists or lists[-1][0] != number:
                lists.append((number, []))
            lists[-1][1].append(place)
        pairs |= keys(tokens)
        head_pairs |= keys([token for token in tokens if token[1] < ZONE_PLACES[BODY]])
    terms = sorted(places)
    facts = tuple(Fact(d.page, d.order, d.kind, d.page_name, d.authors) for d in documents)
    return Partial(
        facts,
        names,
        terms,
        [places[term][0][0] for term in terms],
        [places[term][-1][0] for term in terms],
        [_tail(places[term]) for term in terms],
        "".join(sorted(pairs)),
        "".join(sorted(head_pairs)),
    )


def placed(texts: Iterable[tuple[int, str]], tokenizer: Tokenizer) -> list[Token]:
    """An item's tokens in order of place, each paragraph in its zone."""
    by_zone: dict[int, list[Token]] = {TITLE: [], HEAD: [], BODY: []}
    ends = {TITLE: ZONE_PLACES[HEAD], HEAD: ZONE_PLACES[BODY], BODY: 1 << 30}
    for asked, text in texts:
        for zone in (asked, BODY):
            found = by_zone[zone]
            place = found[-1][1] + STEP + PARAGRAPH if found else ZONE_PLACES[zone]
            tokens = tokenizer.tokens(text, place)
            if not tokens or tokens[-1][1] + STEP + PARAGRAPH < ends[zone]:
                found += tokens
                break
    return by_zone[TITLE] + by_zone[HEAD] + by_zone[BODY]


def keys(tokens: Sequence[Token]) -> set[str]:
    """Two-character keys: each pair of neighbouring single characters, each of them alone, each word's beginning."""
    found: set[str] = set()
    before, end = "", -1
    for token, place in tokens:
        if len(token) > 1 or token.isascii():
            found.add((token + " ")[:2])
            before = ""
            continue
        found.add(token + " ")
        if before and place == end:
            found.add(before + token)
        before, end = token, place + STEP
    return found


def varint(number: int) -> bytes:
    """A whole number of any size, seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def _tail(lists: list[tuple[int, list[int]]]) -> bytes:
    """Places of the first item, then for each other item the step to its number less one, and its places.

    A place is written as twice the step from the place before, plus one where another follows.
    """
    out = bytearray()
    before = lists[0][0]
    for number, places in lists:
        if number != before:
            out += varint(number - before - 1)
            before = number
        at = 0
        final = len(places) - 1
        for index, place in enumerate(places):
            step = (place - at) * 2 + (index < final)
            at = place
            if step < 128:
                out.append(step)
            else:
                out += varint(step)
    return bytes(out)
