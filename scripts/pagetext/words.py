"""Where on a page its words occur: how many of them two stretches of lines share.

A word is a pair of neighbouring characters, which needs no dictionary. What many lines hold counts less: on a page
about the budget, 预算 stands in every story and tells none of them from the others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from operator import add

from scripts.pagetext.lines import Line

_NO_WORD = re.compile("[^0-9A-Za-z\u3400-\u9fff]+")
_NEAR = 14
"""Lines that count as a display line's neighbourhood at least: about a brief's length."""
_LOOKED_AT = 3
"""Lines with a pair, above and below a display line, that are looked at: if these are display too, the text is far."""
_RARE, _USUAL, _COMMON = 1.0, 0.7, 0.4
"""What a pair counts that up to four lines hold, up to eight, or more. Set by hand; what shares weigh is learned."""
_FEWEST = 3.0
"""Pairs by which a line's shares are divided at least: of a heading of two characters, one pair is not all."""
_MOST_LINES, _FARTHEST = 8, 24
"""Lines that hold a pair, and from one of them to the next, at most, for it to hold together what lies between."""


class Words:
    """Where on the page each pair of characters occurs, to ask how many words two stretches of lines share."""

    def __init__(self, lines: list[Line]) -> None:
        self.pairs: list[list[str]] = []
        """The pairs of each line, in order."""
        self.lines_with: dict[str, list[int]] = {}
        """The lines that hold a pair, from the top."""
        lines_with = self.lines_with
        for index, line in enumerate(lines):
            flat = _NO_WORD.sub("", line.text)
            own = list(map(add, flat, flat[1:]))
            self.pairs.append(own)
            for pair in own:
                places = lines_with.get(pair)
                if places is None:
                    lines_with[pair] = [index]
                elif places[-1] != index:
                    places.append(index)
        self.cohesion = self._cohesion(len(lines))

    def shares(self, index: int, looks: list[bool], reach: tuple[int, int]) -> tuple[float, float, float]:
        """Share of a display line's words that the text below, the text above, and the rest of the page hold.

        `reach` are the first line of the text above and the last of the text below: a lead may stand far above.
        """
        own = dict.fromkeys(self.pairs[index])  # in order: sums of shares must not depend on how a set is walked
        if not own:
            return 0.0, 0.0, 0.0
        below = above = elsewhere = 0.0
        first, last = min(reach[0], index - _NEAR), max(reach[1], index + _NEAR)
        for pair in own:
            places = self.lines_with[pair]
            if len(places) == 1:
                continue
            here = bisect_left(places, index)
            weight = _RARE if len(places) <= 4 else _USUAL if len(places) <= 8 else _COMMON
            hit = False
            for place in places[here + 1 : here + 1 + _LOOKED_AT]:
                if place > last:
                    break
                if not looks[place]:
                    below += weight
                    hit = True
                    break
            for place in reversed(places[max(0, here - _LOOKED_AT) : here]):
                if place < first:
                    break
                if not looks[place]:
                    above += weight
                    hit = True
                    break
            if not hit and any(not looks[p] for p in places if p != index):
                elsewhere += weight
        size = max(_FEWEST, len(own))
        return below / size, above / size, elsewhere / size

    def _cohesion(self, size: int) -> list[float]:
        """For each line, how many rare words cross the boundary above it, for the length of the text around."""
        steps = [0.0] * (size + 2)
        for places in self.lines_with.values():
            count = len(places)
            if count < 2 or count > _MOST_LINES:
                continue
            for upper, lower in pairwise(places):
                if 1 < lower - upper <= _FARTHEST:
                    steps[upper + 1] += 1.0
                    steps[lower + 1] -= 1.0
        out: list[float] = []
        level = 0.0
        for index in range(size):
            level += steps[index]
            out.append(level)
        return out
