"""Where each line of a raw page stands in the page's truth.

A truth tells items, not lines: extractors break lines where the print did, and a short line (`记者 甲`, half of a
headline) stands in several places. So lines that fit one place only are placed first, the others where their
neighbours are, and at last those that something else is glued to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.pagetext.clean import fold

Item = Mapping[str, Any]
"""An item as a truth file tells it (`benchmarks/pages/README.md`)."""

SURE = 4
"""Characters that a line needs to be placed by itself: two or three are soon the same by chance."""
ENOUGH = 3
"""The score from which a place is taken before the last round: two neighbours of its item and the whole of its text, or
one line that it runs on from."""
ROUNDS = 3
GLUED = 3
"""Characters that a line needs for a part of it to be looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line's place: the number of its item, which part of it, the paragraph's number, and how far into its text."""

    item: int
    part: str
    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Target:
    item: int
    part: str
    paragraph: int
    text: str


def targets(items: Sequence[Item]) -> list[_Target]:
    """The texts that lines can stand in, folded as lines are."""
    out: list[_Target] = []

    def add(number: int, part: str, text: str, paragraph: int = 0) -> None:
        if folded := fold(text):
            out.append(_Target(number, part, paragraph, folded))

    for number, item in enumerate(items):
        body = item.get("paragraphs") or ()
        if item["kind"] == "furniture":
            for line in [*(item.get("headline") or ()), *body]:
                add(number, "furniture", line if isinstance(line, str) else line["crosshead"])
            continue
        add(number, "kicker", item.get("kicker") or "")
        add(number, "deck", item.get("deck") or "")
        add(number, "headline", "".join(item.get("headline") or ()))
        add(number, "byline", item.get("byline") or "")
        add(number, "credit", item.get("credit") or "")
        add(number, "jump", item.get("jump_to_text") or "")
        add(number, "jump", item.get("jump_from_text") or "")
        for place, block in enumerate(body):
            if isinstance(block, str):
                add(number, "body", block, place)
            else:
                add(number, "crosshead", block["crosshead"], place)
    return out


class _Aligner:
    """Lines and targets while places are given out; `used` says which characters of a target have their line."""

    def __init__(self, texts: Sequence[str], goals: Sequence[_Target]) -> None:
        self.texts, self.goals = texts, goals
        self.used = [bytearray(len(goal.text)) for goal in goals]
        self.found: list[tuple[int, int] | None] = [None] * len(texts)

    def everywhere(self, text: str) -> list[tuple[int, int]]:
        """Every place that holds the whole of a line: number of the target, offset."""
        out: list[tuple[int, int]] = []
        if not text:
            return out
        for number, goal in enumerate(self.goals):
            at = goal.text.find(text)
            while at >= 0:
                out.append((number, at))
                at = goal.text.find(text, at + 1)
        return out

    def free(self, number: int, at: int, size: int) -> bool:
        return not any(self.used[number][at : at + size])

    def take(self, index: int, number: int, at: int, size: int) -> None:
        self.used[number][at : at + size] = b"\1" * size
        self.found[index] = (number, at)

    def runs_on(self, index: int, number: int, at: int) -> bool:
        """Whether the line above ends where this place begins."""
        above = self.found[index - 1] if index else None
        return above is not None and above[0] == number and above[1] + len(self.texts[index - 1]) == at

    def score(self, index: int, number: int, at: int) -> int:
        """How well a place fits with where the lines around stand."""
        size, goal, used = len(self.texts[index]), self.goals[number], self.used[number]
        above = self.found[index - 1] if index else None
        below = self.found[index + 1] if index + 1 < len(self.found) else None
        score = 4 * self.runs_on(index, number, at) + 2 * (size == len(goal.text))
        score += 4 * (below == (number, at + size))
        score += bool(used[at + size : at + size + 1].count(1)) + bool(at and used[at - 1])
        for near in (above, below):
            score += near is not None and self.goals[near[0]].item == goal.item
        return score

    def whole(self) -> None:
        """Place the lines that stand in the truth as they are."""
        options = [self.everywhere(text) for text in self.texts]
        for index, some in enumerate(options):
            if len(some) == 1 and len(self.texts[index]) >= SURE:
                self.take(index, *some[0], len(self.texts[index]))
        for turn in range(ROUNDS):
            for index, some in enumerate(options):
                if self.found[index] is not None:
                    continue
                size = len(self.texts[index])
                left = [place for place in some if self.free(*place, size)]
                if not left:
                    continue
                best = max(left, key=lambda place, index=index: self.score(index, *place))  # type: ignore[misc]
                if len(left) == 1 or turn == ROUNDS - 1 or self.score(index, *best) >= ENOUGH:
                    self.take(index, *best, size)

    def glued(self) -> None:
        """Place lines by their beginnings, where something else is glued to them."""
        for index, text in enumerate(self.texts):
            if self.found[index] is not None or len(text) < GLUED:
                continue
            best: tuple[int, int, int, int] | None = None  # score, target, offset, size
            for number, goal in enumerate(self.goals):
                for size in range(len(text) - 1, min(SURE, len(text) - 1) - 1, -1):
                    at = goal.text.find(text[:size])
                    while at >= 0 and not self.free(number, at, size):
                        at = goal.text.find(text[:size], at + 1)
                    if at < 0:
                        continue
                    score = size + 3 * (at + size == len(goal.text)) + 4 * self.runs_on(index, number, at)
                    if best is None or score > best[0]:
                        best = (score, number, at, size)
                    break
            if best is not None:
                self.take(index, *best[1:])


def align(texts: Sequence[str], items: Sequence[Item]) -> list[Place | None]:
    """The place of each line of a page, None where the truth does not hold it."""
    goals = targets(items)
    aligner = _Aligner([fold(text) for text in texts], goals)
    aligner.whole()
    aligner.glued()
    out: list[Place | None] = []
    for found in aligner.found:
        goal = goals[found[0]] if found else None
        out.append(Place(goal.item, goal.part, goal.paragraph, found[1]) if goal and found else None)
    return out
