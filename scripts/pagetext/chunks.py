"""Chunks: paragraphs that run on without an interruption, with the marks that open and close them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from math import fsum
from operator import add

from scripts.pagetext.elements import Element
from scripts.pagetext.marks import DATELINE, closing_names

_HAN = re.compile("[0-9A-Za-z\u3400-\u9fff]+")


@dataclass(slots=True)
class Chunk:
    """Paragraphs that run on, with the marks at either end."""

    paras: list[Element] = field(default_factory=list)
    openers: list[Element] = field(default_factory=list)
    closers: list[Element] = field(default_factory=list)
    kind: str = "text"  # text, photo, verse
    grams: set[str] = field(default_factory=set)
    opened: bool = False
    """Whether it begins as a story begins: dateline, byline, 上接."""
    closed: bool = False
    """Whether it ends as a story ends: a name in brackets, 下转."""
    signed: bool = False
    """Whether its last paragraph ends with a name in brackets."""
    measure: float = 0.0

    @property
    def open_end(self) -> bool:
        """Whether it breaks off inside a sentence."""
        return bool(self.paras) and self.paras[-1].open_end and not self.closers

    def settle(self) -> None:
        """Fill in what is asked of it often, once its paragraphs are known."""
        self.opened = bool(self.openers) or bool(self.paras and DATELINE.match(self.paras[0].text))
        self.signed = bool(self.paras and closing_names(self.paras[-1].text))
        self.closed = self.signed or bool(self.closers)
        widths = Counter(line.measure for para in self.paras for line in para.lines)
        self.measure = widths.most_common(1)[0][0] if widths else 0.0
        for para in self.paras:
            self.grams |= grams(para.text)


def grams(text: str) -> set[str]:
    """Pairs of neighbouring characters, punctuation apart."""
    flat = "".join(_HAN.findall(text))
    return set(map(add, flat, flat[1:]))


class Overlap:
    """How much of a display line's words a chunk holds; words that many chunks hold count less."""

    def __init__(self, chunks: list[Chunk]) -> None:
        self.chunks = chunks
        self.spread: Counter[str] = Counter()
        for chunk in chunks:
            self.spread.update(chunk.grams)
        self._seen: dict[tuple[str, int], float] = {}
        self._words: dict[str, set[str]] = {}

    def __call__(self, text: str, index: int) -> float:
        """Between 0 and 1."""
        key = (text, index)
        share = self._seen.get(key)
        if share is None:
            words = self._words.get(text)
            if words is None:
                words = self._words[text] = grams(text)
            spread = self.spread
            weight = fsum(spread[w] ** -0.5 for w in words & self.chunks[index].grams)  # exact: a set has no order
            share = self._seen[key] = min(1.0, weight / max(3.0, len(words)))
        return share

    def kinship(self, first: int, second: int) -> float:
        """Kinship of two chunks."""
        return kinship(self.chunks[first].grams, self.chunks[second].grams, self.spread)


def kinship(first: set[str], second: set[str], spread: Counter[str]) -> float:
    """How many rare words two bodies share for their size: about 0 for strangers, above 0.06 for kin."""
    small = min(len(first), len(second))
    if not small:
        return 0.0
    return sum(1 for w in first & second if spread[w] <= 4) / (20 + small)
