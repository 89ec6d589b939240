"""The token document of one edition: all that bundles need of it, so that no Markdown is read twice.

A partial holds each item as Pagefind reads it: single Han characters and whole words with spaces between.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scripts.edition.label import Label
from scripts.search.document import BODY, HEAD, TITLE, Document, Names
from scripts.search.tokens import GAP, PARAGRAPH, STEP, Token, Tokenizer, gap, spelled

ZONE_PLACES = {TITLE: 0, HEAD: 256, BODY: 1024}
"""The first place of each zone, so that a hit's place gives its zone. Text too long for its zone goes to the body."""

ZONE_WORDS = {TITLE: 0, HEAD: 192, BODY: 768}
"""The same in Pagefind's count, where a token takes one and a gap one: at most two thirds of a place's number."""

STOP = "。"

FORMAT = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """What filters and lists of hits need of an item."""

    page: Label
    order: int
    kind: str
    page_name: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partial:
    """One edition's tokens.

    `names` are what page names and authors are in other variants. `pages` has each item's tokens as Pagefind reads
    them. `words` are the words of Latin letters and digits, sorted, with spaces between. `label_digits` is as in
    `Edition`.
    """

    facts: tuple[Fact, ...]
    names: Names
    pages: Sequence[str]
    words: str
    label_digits: int = 2

    def dump(self) -> bytes:
        """The same bytes for the same edition."""
        about = {
            "format": FORMAT,
            "facts": [[f.page.code, f.order, f.kind, f.page_name, list(f.authors)] for f in self.facts],
            "names": {variant: dict(forms) for variant, forms in self.names.items()},
            "pages": list(self.pages),
            "words": self.words,
            "label_digits": self.label_digits,
        }
        return zlib.compress(json.dumps(about, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode(), 6)

    @staticmethod
    def load(data: bytes) -> Partial | None:
        """What `dump` wrote, or None where it is broken or of another format."""
        try:
            about = json.loads(zlib.decompress(data))
            if about["format"] != FORMAT:
                return None
            facts = tuple(
                Fact(Label.from_code(page), order, kind, name, tuple(by))
                for page, order, kind, name, by in about["facts"]
            )
            names, pages = about["names"], tuple(about["pages"])
            return Partial(facts, names, pages, about["words"], about["label_digits"])
        except (zlib.error, ValueError, KeyError, TypeError):
            return None


def partial(
    documents: Sequence[Document],
    names: Names,
    tokenizer: Tokenizer,
    simplify: Callable[[Document], Sequence[str]],
    label_digits: int = 2,
) -> Partial:
    """The token document of an edition's items. `simplify` gives an item's texts as they are indexed."""
    pages: list[str] = []
    words: set[str] = set()
    for document in documents:
        tokens = placed(zip(document.zones, simplify(document), strict=True), tokenizer)
        pages.append(laid_out(tokens))
        words.update(token for token, _ in tokens if is_word(token))
    facts = tuple(Fact(d.page, d.order, d.kind, d.page_name, d.authors) for d in documents)
    return Partial(facts, names, tuple(pages), " ".join(sorted(words)), label_digits)


def laid_out(tokens: Sequence[Token]) -> str:
    """An item's tokens with spaces between, each zone beginning at its word (`ZONE_WORDS`).

    Pagefind counts a word of punctuation alone and does not index it. So a full stop ends a paragraph, which no phrase
    crosses, and as many as needed fill a zone: the place of a hit tells its zone, and that costs nothing.
    """
    out: list[str] = []
    end = 0
    for token, place in tokens:
        begins = max((start for zone, start in ZONE_WORDS.items() if place >= ZONE_PLACES[zone]), default=0)
        if len(out) < begins:
            out += [STOP] * (begins - len(out))
        elif out and place == end + GAP:
            out.append(gap(token))
        elif out and place != end:
            out.append(STOP)
        out.append(spelled(token))
        end = place + STEP
    return " ".join(out)


def placed(texts: Iterable[tuple[int, str]], tokenizer: Tokenizer) -> list[Token]:
    """An item's tokens in order of place, each paragraph in its zone."""
    by_zone: dict[int, list[Token]] = {TITLE: [], HEAD: [], BODY: []}
    ends = {TITLE: ZONE_PLACES[HEAD], HEAD: ZONE_PLACES[BODY], BODY: 1 << 30}
    for asked, text in texts:
        for zone in (asked, BODY):
            zone_tokens = by_zone[zone]
            place = zone_tokens[-1][1] + STEP + PARAGRAPH if zone_tokens else ZONE_PLACES[zone]
            tokens = tokenizer.tokens(text, place)
            if not tokens or tokens[-1][1] + STEP + PARAGRAPH < ends[zone]:
                zone_tokens += tokens
                break
    return by_zone[TITLE] + by_zone[HEAD] + by_zone[BODY]


def is_word(token: str) -> bool:
    """Whether a token is a word of its own, not one of the characters that are tokens each."""
    return len(token) > 1 or token.isascii()
