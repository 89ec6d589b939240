"""Lines -> what each is within its run: the start of a paragraph, its continuation, or display type.

One dynamic programme over the lines of a page (Viterbi; three states, and a fourth for lines that a mark has already
named). What it weighs: how full the line above is against the measure, whether it ends a sentence or leaves a bracket
open, the indent or the two characters by which a first line falls short, blank lines, and how like a headline a line
reads. Costs are negative log likelihoods rounded to what a person can keep in mind, calibrated by counting typeset
and real pages: 98 % of the lines inside a paragraph stand within -1.1..+0.5 ems of the measure; of first lines that
lost their indent 80 % stand 1.6 to 3.4 ems short.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from scripts.pagetext.lines import NO_START, Line, depth
from scripts.pagetext.marks import DATELINE, LIST_ITEM, SPEAKER

Role = Literal["start", "more", "display", "mark", "insert"]
Habit = Literal["indent", "lost", "none"]

START, MORE, DISPLAY, MARK, INSERT = range(5)
_ROLES: tuple[Role, ...] = ("start", "more", "display", "mark", "insert")
_NEVER = 1e6
_COLUMN_END = 3.0
_INSERT = 3.6
"""Cost of display type inside a paragraph; leaving a sentence open costs 7."""
_RUN = 1.2
"""What a display line after another saves: headlines come in lines."""


@dataclass(frozen=True, slots=True)
class PageHabit:
    """How a page sets its paragraphs: `indent` (indents kept), `lost` (first lines two short) or `none` (flush)."""

    indent: Habit
    gaps: float
    """Share of blank lines that stand where a sentence has ended: near 1 they mean something, near 0 nothing."""


def page_habit(lines: list[Line], marks: list[str]) -> PageHabit:
    """Estimated over the lines that stand in a column: their first lines' indents and shortfalls."""
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


def start_cost(line: Line, habit: PageHabit) -> float:
    """A paragraph's first line by its own shape."""
    off = line.off
    first = line.text[0]
    if first in NO_START:
        return 8.0
    cost = 0.0
    if opens_story(line.text):
        cost -= 2.0
    elif LIST_ITEM.match(line.text) or line.text[0] in "▲▼◀▶△▽":
        cost -= 1.0
    elif habit.indent != "none" and SPEAKER.match(line.text):
        cost -= 0.3
    if habit.indent == "indent":
        if line.indent >= 1.5:
            return cost
        return cost + (1.5 if line.indent else 3.5)
    if line.indent >= 1.5:
        return cost
    if line.spaced >= 0.6:
        return cost + 1.0
    if cost <= -2.0:
        return cost + 0.3
    if habit.indent == "lost":
        if -3.6 <= off <= -1.6:
            return cost
        if off > -1.6:
            return cost + (0.8 if off > 1.5 else 2.4)
        if off >= -4.6:
            return cost + (0.9 if line.terminal else 1.3)
        return cost + (1.0 if line.terminal else 3.5)
    if off >= -1.6:
        return cost + 0.3
    return cost + (0.8 if line.terminal else 2.5)


def _display_cost(line: Line, below: Line | None, habit: PageHabit) -> float:
    """How unlike display type a line reads: headlines are short, without full stops, seldom with commas."""
    text = line.text
    cost = 1.7
    if text[0] in NO_START:
        return 12.0
    if line.terminal:
        cost += 3.0 if text[-1] in "。”」』）" or "。" in text else 1.0
    elif text[-1] in "，、；,":
        cost += 2.0 if text[-1] == "、" else 3.5
    elif text[-1] in "：:":
        cost += 1.0
    if "。" in text[:-1]:
        cost += 4.0
    if "，" in text[:-1]:
        cost += 1.3
    if line.width > 24:
        cost += 1.0 if line.width <= 32 else 3.0
    if line.spaced < 0.6 and -1.1 <= line.off <= 0.6:
        cost += 1.0
    if line.gap:
        cost -= 0.7
    if below is None or below.gap:
        cost -= 0.7
    if habit.indent == "indent" and line.indent >= 1.5:
        cost += 3.0
    if text[0] in "【—" or text.startswith("──"):
        cost -= 1.0
    if opens_story(text):
        cost += 4.0
    return cost


def _end_cost(line: Line, level: int, *, gap: bool) -> float:
    """A paragraph that ends with this line, `level` brackets open in it; `gap` says that a blank line follows.

    A full line that breaks off before a blank line is a column's end: the paragraph goes on elsewhere on the page.
    """
    cost = 3.0 if level > 0 else 0.0
    if line.terminal:
        return cost
    full = line.shortfall < 1.6
    if gap and full:
        return _COLUMN_END + cost / 2
    if line.text[-1] in "：:；;":
        return cost + 1.5
    if line.text[-1] in "）)】":
        return cost + 1.2
    if line.text[-1] in "，、,（“「《":
        return cost + 8.0
    return cost + (7.0 if full else 6.0 if line.shortfall < 4 else 4.5)


_NUMBERED = re.compile(
    r"[①-⑳]|\d{1,2}[.、．]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
)


def label_lines(lines: list[Line], marks: list[str], habit: PageHabit) -> list[Role]:
    """The cheapest reading of a page's lines. `marks` names the lines that are already known, "" elsewhere.

    States: start, more, display, mark, insert; an insert is display type between two lines of one paragraph (a
    headline drawn between the columns of its body), and only `more` or another insert may follow it.
    """
    costs = [0.0, _NEVER, 0.0, 0.0, _NEVER]
    inside = [0, 0]  # brackets left open by the paragraph in state start and more
    held = 0
    back: list[tuple[int, int, int, int, int]] = []
    above: Line | None = None
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else None
        leave = costs[:4]
        if above is not None:
            most = 1.0 if _NUMBERED.match(line.text) else 20.0  # items of a list need no full stop
            leave[START] += min(most, _end_cost(above, inside[0], gap=line.gap))
            leave[MORE] += min(most, _end_cost(above, inside[1], gap=line.gap))
        best = min(range(4), key=leave.__getitem__)
        if marks[index]:
            back.append((best, best, best, best, best))
            costs, inside, above = [_NEVER, _NEVER, _NEVER, leave[best], _NEVER], [0, 0], line
            continue
        shown = _display_cost(line, below, habit)
        start = leave[best] + start_cost(line, habit)
        display_from = DISPLAY if leave[DISPLAY] - _RUN <= leave[best] else best
        display = leave[display_from] - (_RUN if display_from == DISPLAY else 0.0) + shown
        more_from, more = START, _NEVER
        insert_from, insert = INSERT, costs[INSERT] - _RUN + shown
        level = depth(line.text)
        if above is not None:
            first, further = _break_costs(above, line, habit, inside)
            more = costs[START] + first
            via_more = costs[MORE] + further
            if via_more < more:
                more_from, more = MORE, via_more
            via_insert = costs[INSERT] + _resume_cost(line, habit)
            if via_insert < more:
                more_from, more = INSERT, via_insert
            if not above.terminal and above.shortfall < 1.6:
                body = START if costs[START] < costs[MORE] else MORE
                enter = costs[body] + _INSERT + shown
                if enter < insert:
                    insert_from, insert = body, enter
                    held = inside[0] if body == START else inside[1]
        carried = held if more_from == INSERT else inside[more_from]
        inside = [max(0, level), max(0, carried + level)]
        costs = [start, more, display, _NEVER, insert]
        back.append((best, more_from, display_from, best, insert_from))
        above = line
    if above is not None:
        costs[START] += _end_cost(above, inside[0], gap=True)
        costs[MORE] += _end_cost(above, inside[1], gap=True)
    state = min(range(4), key=costs.__getitem__)
    roles: list[Role] = []
    for step in reversed(back):
        roles.append(_ROLES[state])
        state = step[state]
    return roles[::-1]


def _resume_cost(line: Line, habit: PageHabit) -> float:
    """A paragraph that goes on with this line after an insert: a line like any inside a column."""
    if line.text[0] in NO_START:
        return -2.0
    off = line.off
    cost = 6.0 if line.indent >= 1.5 or opens_story(line.text) else 0.3
    if line.spaced < 0.6:
        cost += 2.0 if off > 1.6 else 0.0 if off > -1.6 or line.terminal else 2.0
    if habit.indent == "lost" and -3.4 <= off <= -1.6:
        cost += 2.5
    elif habit.indent == "none":
        cost += 1.0
    return cost


_LATIN_WORD = re.compile(r"[0-9A-Za-z.%,/:-]+")


def _break_costs(above: Line, line: Line, habit: PageHabit, inside: list[int]) -> tuple[float, float]:
    """A paragraph that runs on from the line above to this one: where that was its first line, and where not."""
    first = line.text[0]
    if first in NO_START:
        return -3.0, -3.0
    if habit.indent == "indent" and line.indent >= 1.5:
        return 6.0, 6.0
    cost = 0.0
    short = above.shortfall
    if short > 1.3 and first < "\x7f":  # a number or a word that did not fit leaves the line above short
        latin = _LATIN_WORD.match(line.text)
        short = max(1.0, short - 0.5 * len(latin[0])) if latin else short
    elif short < -1.6:
        cost += 1.0
    if line.spaced < 0.6:
        if line.off > 1.6:
            cost += 3.0
        if above.terminal and above.text[-1] in "）)摄攝":
            cost += 2.5 if above.text[-1] in "）)" else 6.0
        if abs(above.measure - line.measure) > 1.0:
            cost += 2.0
    if line.gap:
        cost += 0.3 + (1.2 * habit.gaps if above.terminal else 0.0)
    if opens_story(line.text):
        cost += 5.0
    if first in "▲▼◀▶△▽◆■□●★":
        cost += 6.0
    elif first == "—" and line.text[:2] == "——" and short > 1.3:
        cost += 1.5
    indented = above.terminal and line.spaced < 0.6 and habit.indent == "lost" and -3.6 <= line.off <= -1.6
    first_cost = cost + (2.2 if indented and inside[0] <= 0 else 0.0)
    more_cost = cost + (2.2 if indented and inside[1] <= 0 else 0.0) + _short_cost(above, short, inside[1])
    opening = short - 3.0 if short > 1.3 and opens_story(above.text) else short
    if habit.indent == "lost" and above.indent < 1.5 and opening <= 4.6:
        first_cost += 0.9 if opening > 3.6 else 0.0
    else:
        first_cost += _short_cost(above, opening, inside[0])
    return first_cost, more_cost


def _short_cost(above: Line, short: float, level: int) -> float:
    """A line inside a paragraph that stops short of the measure: hardly ever, unless a bracket is open."""
    if short <= 1.3:
        return 0.0
    cost = min(7.5, 2.4 * (short - 1.1))
    if above.terminal:
        cost += 1.5
    elif above.text[-1] in "，、,":
        cost -= 2.0
    return cost * 0.5 if level > 0 else cost
