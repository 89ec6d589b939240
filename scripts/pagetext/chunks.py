"""Elements -> chunks: paragraphs that run on without an interruption, with the marks that open and close them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum

from scripts.pagetext.elements import Element, join
from scripts.pagetext.marks import DATELINE, closing_names, credit_of
from scripts.pagetext.names import likelihood

_HAN = re.compile("[0-9A-Za-z\u3400-\u9fff]+")


@dataclass(slots=True)
class Chunk:
    """Paragraphs that run on, with the marks at either end. `before` are the display lines that stand before it."""

    paras: list[Element] = field(default_factory=list)
    before: list[Element] = field(default_factory=list)
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
    def mid(self) -> bool:
        """Whether its first paragraph does not begin as one."""
        return bool(self.paras) and self.paras[0].mid

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
    return {a + b for a, b in pairwise(flat)}


def mend(elements: list[Element]) -> list[Element]:
    """Paragraphs that an interruption (furniture, a notice) had broken in mid-sentence, made whole."""
    out: list[Element] = []
    for element in elements:
        above = out[-1] if out else None
        if (
            above is not None
            and above.kind == element.kind == "para"
            and above.open_end
            and not DATELINE.match(element.text)
            and element.lines[0].indent < 1.5
            and above.lines[-1].shortfall < 1.6
            and abs(above.lines[-1].measure - element.lines[0].measure) <= 1
        ):
            above.lines.extend(element.lines)
            above.text = join([above.text, element.text])
        else:
            out.append(element)
    return out


def chunks_of(elements: list[Element]) -> tuple[list[Chunk], list[Element]]:
    """Chunks in order with the display lines before each; the display lines after the last come back apart."""
    chunks: list[Chunk] = []
    waiting: list[Element] = []
    openers: list[Element] = []
    current: Chunk | None = None

    def begin(kind: str = "text") -> Chunk:
        nonlocal waiting, openers
        chunk = Chunk(before=waiting, openers=openers, kind=kind)
        waiting, openers = [], []
        chunks.append(chunk)
        return chunk

    for index, element in enumerate(elements):
        kind = element.kind
        if kind == "display" and waiting and _bare_byline(element, elements[index + 1 : index + 2]):
            kind = element.kind = "byline"
        if kind == "para":
            if credit_of(element.text) is not None:
                begin("photo").paras.append(element)
                current = None
                continue
            fresh = current is None or bool(waiting) or bool(openers)
            if current is not None and not fresh:
                fresh = bool(DATELINE.match(element.text) or closing_names(current.paras[-1].text))
            if fresh or current is None:
                current = begin()
            current.paras.append(element)
        elif kind == "jump-to" and chunks and chunks[-1].kind == "text":
            chunks[-1].closers.append(element)
            current = None
        elif kind == "jump-from":
            openers.append(element)
        elif kind == "byline":
            below = elements[index + 1].kind if index + 1 < len(elements) else ""
            if below in {"para", "jump-from"} or current is None or waiting:
                openers.append(element)
            else:
                current.closers.append(element)
                current = None
        elif kind == "credit":
            caption: Element | None = None
            if current is not None and not waiting and not openers and current.paras:
                caption = current.paras.pop()
                if not current.paras:
                    chunks.remove(current)
                    waiting, openers = current.before, current.openers
            elif waiting and len(waiting[-1].text) >= 12 and not element.gap:
                caption = waiting.pop()
            photo = begin("photo")
            if caption is not None:
                photo.paras.append(caption)
            photo.closers.append(element)
            current = None
        else:
            waiting.append(element)
    waiting.extend(openers)
    for chunk in chunks:
        chunk.settle()
    return chunks, waiting


def _bare_byline(element: Element, below: list[Element]) -> bool:
    """Whether a display line under a headline and above a paragraph is nothing but a reporter's name."""
    names = element.text.split()
    return bool(below and below[0].kind == "para") and len(names) <= 3 and all(likelihood(n) < 0.3 for n in names)


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
        found = self._seen.get(key)
        if found is None:
            words = self._words.get(text)
            if words is None:
                words = self._words[text] = grams(text)
            spread = self.spread
            weight = fsum(spread[w] ** -0.5 for w in words & self.chunks[index].grams)  # exact: a set has no order
            found = self._seen[key] = min(1.0, weight / max(3.0, len(words)))
        return found

    def kinship(self, one: int, other: int) -> float:
        """Kinship of two chunks."""
        return kinship(self.chunks[one].grams, self.chunks[other].grams, self.spread)


def kinship(one: set[str], other: set[str], spread: Counter[str]) -> float:
    """How many rare words two bodies share for their size: about 0 for strangers, above 0.06 for kin."""
    small = min(len(one), len(other))
    if not small:
        return 0.0
    return sum(1 for w in one & other if spread[w] <= 4) / (20 + small)
