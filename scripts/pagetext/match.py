"""Heads that stand apart from their bodies -> the bodies that they belong to, by the words they share."""

from __future__ import annotations

from scripts.pagetext.chunks import Chunk, Overlap
from scripts.pagetext.elements import Element, split_raw
from scripts.pagetext.heads import deal_heads, is_deck, is_kicker
from scripts.pagetext.story import Story

_RELATION = ((0.0, 1.6), (0.05, 1.1), (0.15, -0.3), (0.25, -1.0), (0.4, -1.5), (0.6, -2.6), (0.9, -3.4))
"""Overlap and what it says: minus the log of how much more often a line shares so many words with its own story than
with another (counted over 1,300 display lines of typeset pages)."""

_LONE_LINE, _HEADLESS = 1.6, 2.5
_FAR = 1.0
_HELD = -1.0
"""A run of lines that shares more than this with its story stays there."""
_MOST_LINES = 7


def relation(overlap: float) -> float:
    """Cost of taking a display line and a body for one story, from the words that they share; negative is evidence."""
    below = _RELATION[0]
    for point in _RELATION:
        if overlap <= point[0]:
            span = point[0] - below[0]
            share = (overlap - below[0]) / span if span else 0.0
            return below[1] + share * (point[1] - below[1])
        below = point
    return below[1]


class _Ties:
    """Overlap of display lines with whole stories."""

    def __init__(self, overlap: Overlap, chunks: list[Chunk]) -> None:
        self.overlap = overlap
        self.index = {id(chunk): k for k, chunk in enumerate(chunks)}

    def __call__(self, line: Element, story: Story) -> float:
        places = (self.index[id(c)] for c in story.chunks if id(c) in self.index)
        return max((self.overlap(line.text, k) for k in places), default=0.0)

    def cost(self, lines: list[Element], story: Story) -> float:
        """Cost of `lines` as the head of `story`."""
        return sum(min(relation(self(x, story)), 0.9) for x in lines)


def deal_in_order(
    lines: list[Element], stories: list[Story], overlap: Overlap, chunks: list[Chunk]
) -> tuple[float, list[list[Element]]]:
    """Deal a list of heads out to the stories, both in their order; heads go into `stories`.

    Returns the cost and the runs of lines that found no story. Dynamic programme over (lines dealt, stories served).
    """
    ties = _Ties(overlap, chunks)
    takers = [s for s in stories if s.is_text and not s.heads]
    lines = [part for line in lines for part in halves(line)]
    size = len(lines)
    table = [[min(relation(ties(line, s)), 1.1) for line in lines] for s in takers]
    best = [_LONE_LINE * k for k in range(size + 1)]
    choice: list[list[tuple[int, int]]] = []
    for row in table:
        fresh = [best[k] + _HEADLESS for k in range(size + 1)]
        picked = [(k, k) for k in range(size + 1)]  # (lines dealt before, first line of this story's head)
        for start in range(size):
            cost = best[start]
            for end in range(start + 1, min(size, start + _MOST_LINES) + 1):
                tied = end - 1 > start and lines[end - 1].lines[0].number == lines[end - 2].lines[0].number
                cost += min(row[end - 1], 0.0) if tied else row[end - 1]
                cost += (0.2 if end - start > 4 else 0.0) + (0.2 if end == start + 1 and row[start] > 1.0 else 0.0)
                if cost < fresh[end]:
                    fresh[end], picked[end] = cost, (start, start)
        for end in range(1, size + 1):  # lines after a head that belong to nobody
            if fresh[end - 1] + _LONE_LINE < fresh[end]:
                fresh[end], picked[end] = fresh[end - 1] + _LONE_LINE, (-1, end - 1)
        choice.append(picked)
        best = fresh
    end, alone = size, []
    for taker, picked in zip(reversed(takers), reversed(choice), strict=True):
        while picked[end][0] == -1:
            end -= 1
            alone.append(lines[end])
        start = picked[end][0]
        if start < end:
            taker.heads = lines[start:end]
            taker.side = "listed"
        end = start
    alone.extend(reversed(lines[:end]))
    alone.reverse()
    return best[size], _runs(alone, lines)


def halves(line: Element) -> list[Element]:
    """The parts of a display line that a space parts: on a page that lists its heads two may stand side by side."""
    words = line.text.split(" ")
    if len(words) < 2 or any(len(w) < 4 for w in words):
        return [line]
    at, cuts = 0, []
    for word in words[:-1]:
        at += len(word) + 1
        cuts.append(at)
    parts = split_raw(line.lines[0], tuple(cuts), in_place=False)
    if len(parts) != len(words):
        return [line]
    line.lines[0].parts = tuple(parts)
    return [Element(line.kind, [part], part.text, line.rule) for part in parts]


def _runs(some: list[Element], of: list[Element]) -> list[list[Element]]:
    """Elements of `some` in runs of neighbours in `of`."""
    at = {id(x): k for k, x in enumerate(of)}
    runs: list[list[Element]] = []
    for x in some:
        if runs and at[id(runs[-1][-1])] + 1 == at[id(x)]:
            runs[-1].append(x)
        else:
            runs.append([x])
    return runs


def settle_heads(stories: list[Story], overlap: Overlap, chunks: list[Chunk]) -> None:
    """Move display lines that share nothing with what they stand at to a story without a head that they fit.

    Each round makes the one move that gains most; a move takes a run of lines from a story, a photo or lone lines.
    """
    ties = _Ties(overlap, chunks)
    for _ in range(24):
        takers = [s for s in stories if s.is_text and not s.heads]
        if not takers:
            return
        best: tuple[float, int, int, Story, Story] | None = None
        for giver in stories:
            if giver.pointer is not None or not giver.heads or giver.kind == "notice":
                continue
            if giver.chunks and giver.chunks[0].kind == "verse":
                continue
            here = [_stay(x, giver, ties) for x in giver.heads]
            for taker in takers:
                there = [min(relation(ties(x, taker)), 0.9) for x in giver.heads]
                for start in range(len(here)):
                    gain = _HEADLESS - _FAR
                    for end in range(start, min(len(here), start + _MOST_LINES)):
                        gain += here[end] - there[end]
                        whole = end - start + 1 == len(here)
                        value = gain - (_HEADLESS if whole and giver.is_text else 0.0)
                        value += 1.5 if whole and giver.kind == "refer" else 0.0
                        if giver.is_text and sum(here[start : end + 1]) < _HELD * (end + 1 - start):
                            continue  # it fits where it is
                        if min(there[start : end + 1]) < -0.5 and value > 0.8 and (best is None or value > best[0]):
                            best = (value, start, end + 1, giver, taker)
        if best is None:
            return
        _, start, end, giver, taker = best
        taker.heads = giver.heads[start:end]
        giver.heads = giver.heads[:start] + giver.heads[end:]
        taker.side = "apart"
        if giver.kind == "refer" and not giver.heads:
            stories.remove(giver)


def settle_extras(stories: list[Story], overlap: Overlap, chunks: list[Chunk], *, gaps: bool) -> None:
    """Deal kickers, decks and photos' headlines that were drawn apart from the rest of their heads.

    Extractors that sort a page by rows bring the kickers of two stories side by side, then their headlines. A story
    that got two kickers gives one on; a lone line goes where its words fit.
    """
    ties = _Ties(overlap, chunks)
    bare: dict[int, bool] = {}

    def lacks_kicker(story: Story) -> bool:
        if id(story) not in bare:
            bare[id(story)] = bool(story.heads) and not deal_heads(story.heads, gaps).kicker
        return bare[id(story)]

    for place, giver in enumerate(list(stories)):
        if not giver.heads or giver.pointer is not None or giver.kind == "notice" or giver.kind == "photo":
            continue
        if giver.kind == "refer":
            loose = list(giver.heads) if len(giver.heads) == 1 else []
        else:
            dealt = deal_heads(giver.heads, gaps)
            loose = list(dealt.kicker) if len(dealt.kicker) > 1 else []
            if len(loose) < 2 and dealt.kicker and not is_kicker(dealt.kicker[0].text):
                loose = [dealt.kicker[0]]
        options: list[tuple[float, int, Element, Story]] = []
        for line in loose:
            cued, deck = is_kicker(line.text), is_deck(line.text)
            keep = relation(ties(line, giver)) if giver.is_text else 0.9
            for at, taker in enumerate(stories):
                if taker is giver or abs(at - place) > 6:
                    continue
                bond = relation(ties(line, taker))
                if taker.kind == "photo" and not taker.heads and not cued and bond < -0.9:
                    options.append((bond + 0.3 - keep, at, line, taker))
                elif taker.is_text and taker.heads and cued and not deck and lacks_kicker(taker):
                    way = 0.15 * abs(at - place) - (0.2 if at > place else 0.0)
                    options.append((min(bond, 0.6) + way - keep, at, line, taker))
                elif taker.is_text and taker.heads and deck and bond < -0.2 and giver.kind == "refer":
                    options.append((bond + 0.15 * abs(at - place) - keep, at, line, taker))
        if not options:
            continue
        gain, _, line, taker = min(options, key=lambda o: (o[0], o[1]))
        limit = 0.9 if len(loose) > 1 else -0.2
        if gain > limit:
            continue
        giver.heads = [x for x in giver.heads if x is not line]
        if is_deck(line.text) and not is_kicker(line.text):
            taker.heads = [*taker.heads, line]
        else:
            taker.heads = [line, *taker.heads]
        bare.pop(id(taker), None)
        if giver.kind == "refer" and not giver.heads:
            stories.remove(giver)


def _stay(line: Element, story: Story, ties: _Ties) -> float:
    """Cost of a display line where it is."""
    if story.is_text:
        return min(relation(ties(line, story)), 0.9)
    return 0.2 if story.kind == "refer" else 0.6
