"""How a page sets its paragraphs: with indents, with first lines that lost theirs, or flush."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from scripts.pagetext.lines import Line
from scripts.pagetext.marks import DATELINE

IndentHabit = Literal["indent", "lost", "none"]


@dataclass(frozen=True, slots=True)
class PageHabit:
    """How a page sets its paragraphs: `indent` (indents kept), `lost` (first lines two short) or `none` (flush)."""

    indent: IndentHabit
    gaps: float
    """Share of blank lines after the end of a sentence: near 1 they mean something, near 0 nothing."""


def page_habit(lines: list[Line], marks: list[str]) -> PageHabit:
    """Estimated from the lines of columns: indents and shortfalls of first lines."""
    kept = sum(1 for line in lines if line.indent >= 1.5 and line.measure >= 8)
    votes: Counter[str] = Counter()
    gaps = ended = 0
    for above, line, mark in zip(lines, lines[1:], marks[1:], strict=False):
        if line.gap:
            gaps += 1
            ended += above.terminal
        if mark or line.spaced >= 0.6 or abs(above.measure - line.measure) > 0.1:
            continue
        if above.terminal and above.shortfall > 1.6:
            off = line.off
            if -3.4 <= off <= -1.6:
                votes["lost"] += 1
            elif -1.1 <= off <= 0.6:
                votes["none"] += 1
    total = votes["lost"] + votes["none"]
    means = ended / gaps if gaps else 0.5
    if kept >= 4 and kept * 2 >= votes["lost"]:
        return PageHabit("indent", means)
    if votes["lost"] >= max(1, 0.4 * total):
        return PageHabit("lost", means)
    return PageHabit("none" if votes["none"] >= 2 else "lost", means)


_OPENING_WORD = re.compile("[讯訊电電记記消]")


def opens_story(text: str) -> bool:
    """Whether a line begins with a dateline or byline."""
    return _OPENING_WORD.search(text, 0, 36) is not None and DATELINE.match(text) is not None
