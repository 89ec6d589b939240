"""Where on a page its words occur: how many of them two stretches of lines share.

A word is a pair of neighbouring characters, which needs no dictionary. What many lines hold counts less.
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


class Words:
    """Where on the page each pair of characters occurs, to ask how many words two stretches of lines share."""

    def __init__(self, lines: list[Line]) -> None:
        self.of: list[list[str]] = []
        self.at: dict[str, list[int]] = {}
        at = self.at
        for index, line in enumerate(lines):
            flat = _NO_WORD.sub("", line.text)
            own = list(map(add, flat, flat[1:]))
            self.of.append(own)
            for gram in own:
                places = at.get(gram)
                if places is None:
                    at[gram] = [index]
                elif places[-1] != index:
                    places.append(index)
        self.cohesion = self._cohesion(len(lines))

    def shares(self, index: int, looks: list[bool], reach: tuple[int, int]) -> tuple[float, float, float]:
        """Share of a display line's words that the text below, the text above, and the rest of the page hold.

        `reach` are the first line of the text above and the last of the text below: a lead may stand far above.
        """
        own = dict.fromkeys(self.of[index])  # in order: sums of shares must not depend on how a set is walked
        if not own:
            return 0.0, 0.0, 0.0
        below = above = else_ = 0.0
        first, last = min(reach[0], index - _NEAR), max(reach[1], index + _NEAR)
        for gram in own:
            places = self.at[gram]
            if len(places) == 1:
                continue
            here = bisect_left(places, index)
            weight = 1.0 if len(places) <= 4 else 0.7 if len(places) <= 8 else 0.4
            hit = False
            for place in places[here + 1 : here + 4]:
                if place > last:
                    break
                if not looks[place]:
                    below += weight
                    hit = True
                    break
            for place in reversed(places[max(0, here - 3) : here]):
                if place < first:
                    break
                if not looks[place]:
                    above += weight
                    hit = True
                    break
            if not hit and any(not looks[p] for p in places if p != index):
                else_ += weight
        size = max(3.0, len(own))
        return below / size, above / size, else_ / size

    def _cohesion(self, size: int) -> list[float]:
        """For each line, how many rare words cross the boundary above it, for the length of the text around."""
        steps = [0.0] * (size + 2)
        for places in self.at.values():
            count = len(places)
            if count < 2 or count > 8:
                continue
            for upper, lower in pairwise(places):
                if 1 < lower - upper <= 24:
                    steps[upper + 1] += 1.0
                    steps[lower + 1] -= 1.0
        out: list[float] = []
        level = 0.0
        for index in range(size):
            level += steps[index]
            out.append(level)
        return out
