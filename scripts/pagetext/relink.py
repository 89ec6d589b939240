"""Columns of one story that other text was drawn between, joined again.

A chunk that breaks off inside a sentence wants a continuation; a chunk that does not begin as a paragraph begins is
one. Which belongs to which is told by the measure of the column, by the words of the two bodies, by the pair of
characters at the junction (does it occur elsewhere on the page?) and by the order: what broke off first goes on first.
"""

from __future__ import annotations

from collections import Counter

from scripts.pagetext.chunks import Chunk, kinship
from scripts.pagetext.elements import Element, join

_FAR = 3.0
"""The cost above which two chunks are left apart."""


def relink(chunks: list[Chunk], tail: list[Element]) -> tuple[list[Chunk], list[Element]]:
    """Chunks with their continuations joined to them; display lines that stood before a continuation move on."""
    if not any(c.open_end for c in chunks) or not any(c.mid for c in chunks):
        return chunks, tail
    spread: Counter[str] = Counter()
    for chunk in chunks:
        spread.update(chunk.grams)
    everything = "\n".join(para.text for chunk in chunks for para in chunk.paras)
    out: list[Chunk] = []
    waiting: list[Element] = []
    for chunk in chunks:
        if waiting:
            chunk.before = waiting + chunk.before
            waiting = []
        if chunk.kind == "text" and chunk.mid and not chunk.openers:
            open_ones = [c for c in out if c.kind == "text" and c.open_end]
            scored = [
                (_distance(one, chunk, everything, spread, age), -age, one)
                for age, one in enumerate(reversed(open_ones))
            ]
            best = min(scored, key=lambda s: s[:2], default=None)
            if best is not None and best[0] < _FAR:
                _join(best[2], chunk)
                waiting = chunk.before
                continue
        out.append(chunk)
    return out, waiting + tail


def _distance(one: Chunk, other: Chunk, everything: str, spread: Counter[str], age: int) -> float:
    """How unlikely it is that `other` goes on where `one` breaks off."""
    last, first = one.paras[-1], other.paras[0]
    cost = 1.5 - 0.15 * min(age, 4)
    width = abs(last.lines[-1].measure - first.lines[0].measure)
    cost += 0.0 if width <= 1 else 1.5 if width <= 2 else 3.0
    if last.lines[-1].shortfall > 1.8:
        cost += 2.0
    seam = last.text[-1] + first.text[0]
    cost += -1.6 if seam in everything else 0.3
    kin = kinship(one.grams, other.grams, spread)
    cost += 0.8 if kin < 0.01 else 0.0 if kin < 0.04 else -1.0 if kin < 0.08 else -1.8
    return cost


def _join(one: Chunk, other: Chunk) -> None:
    last, first = one.paras[-1], other.paras[0]
    last.lines.extend(first.lines)
    last.text = join([last.text, first.text])
    one.paras.extend(other.paras[1:])
    one.closers.extend(other.closers)
    one.settle()
