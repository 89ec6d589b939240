"""What a line shows by itself: how full it is, how it begins and ends, and whether it looks like display type."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.pagetext.habit import PageHabit, opens_story
from scripts.pagetext.lines import NO_START, Line
from scripts.pagetext.marks import LIST_ITEM, SPEAKER, closing_names

_LAST = {
    **dict.fromkeys("。！？!?", "stop"),
    **dict.fromkeys("”’」』", "quote"),
    **dict.fromkeys("，、,", "comma"),
    **dict.fromkeys("：:", "colon"),
    **dict.fromkeys("；;", "semi"),
    **dict.fromkeys("）)", "paren"),
    **dict.fromkeys("】》〉〕", "bracket"),
    **dict.fromkeys("（「『“《【〔", "open"),
    **dict.fromkeys("…—", "dash"),
    **dict.fromkeys("摄攝影", "shot"),
    **dict.fromkeys("版", "page"),
}
_FIRST = {
    **dict.fromkeys(NO_START, "never"),
    **dict.fromkeys("“「『‘", "quote"),
    **dict.fromkeys("（(", "paren"),
    **dict.fromkeys("【〔[", "bracket"),
    **dict.fromkeys("《〈", "title"),
    **dict.fromkeys("—-－─", "dash"),
    **dict.fromkeys("▲▼◀▶△▽", "arrow"),
    **dict.fromkeys("■□●○◆◇★☆◎▪•►·", "mark"),
    **dict.fromkeys("图圖", "picture"),
    **dict.fromkeys("本", "our"),
}
_OFFS = (-15.0, -8.0, -4.6, -3.5, -2.6, -1.6, -1.1, -0.35, 0.35, 0.6, 1.1, 1.6)
_SIZES = (2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 28, 32, 40)


def bucket(value: float, bounds: Sequence[float]) -> int:
    """How many of `bounds` are below `value`."""
    return bisect_left(bounds, value)


def last_class(text: str) -> str:
    """The class of a line's last character."""
    char = text[-1]
    return _LAST.get(char) or ("digit" if char.isdigit() else "latin" if char.isascii() else "han")


def first_class(text: str) -> str:
    """The class of a line's first character."""
    char = text[0]
    return _FIRST.get(char) or ("digit" if char.isdigit() else "latin" if char.isascii() else "han")


@dataclass(slots=True)
class Seen:
    """What a line shows by itself, computed once and used for its neighbours too."""

    off: str
    fill: str
    size: int
    last: str
    first: str
    mark: str
    terminal: bool
    opens: bool
    signed: bool
    looks: bool
    """Whether it looks like display type: short of its measure, no full stop."""
    start: str


def _fill(line: Line) -> str:
    if line.spaced >= 0.6:
        return "spaced"
    off = line.off
    if off < -4.6:
        return "short"
    if off < -3.5:
        return "three"
    if off < -1.6:
        return "two"
    if off < -1.1:
        return "one"
    return "full" if off <= 1.1 else "over"


_FULL = frozenset({"full", "one", "spaced"})
_FIRST_LINE = frozenset({"full", "one", "spaced", "two"})
_INDENTED = 1.5
"""Ems of the smallest indent of a paragraph's first line."""
_HEADING = 5
"""Lines of the longest headline."""
_SENTENCE = re.compile("[，。；]")


def look(lines: Sequence[Line], marks: Sequence[str], habit: PageHabit) -> list[Seen]:
    """What each line of a page shows, with its neighbours: lines that run on in a column are no display type.

    Nor are indented lines where a page indents its paragraphs.
    """
    seen = [_see(line, mark) for line, mark in zip(lines, marks, strict=True)]
    if habit.indent == "indent":
        for line, line_seen in zip(lines, seen, strict=True):
            line_seen.looks = line_seen.looks and line.indent < _INDENTED
    begin = 0
    for i, line_seen in enumerate(seen):
        if i + 1 < len(seen) and _runs_on(lines[i], line_seen, lines[i + 1], seen[i + 1]):
            continue
        chain = range(begin, i + 1)
        begin = i + 1
        if len(chain) > 1 and (len(chain) > _HEADING or any(_SENTENCE.search(lines[k].text) for k in chain)):
            for k in chain:
                if seen[k].fill in _FIRST_LINE:
                    seen[k].looks = False
    return seen


def _runs_on(line: Line, upper: Seen, below: Line, lower: Seen) -> bool:
    """Whether a line is full and ends no sentence, and the next of its column does not begin as a paragraph does."""
    if upper.terminal or upper.mark or lower.mark or upper.fill not in _FIRST_LINE:
        return False
    if lower.fill in ("over", "two") or lower.opens or below.indent >= _INDENTED:
        return False
    return abs(line.measure - below.measure) <= 0.1


def _see(line: Line, mark: str) -> Seen:
    text = line.text
    off = "sp" if line.spaced >= 0.6 else str(bucket(line.off, _OFFS))
    fill = _fill(line)
    size = len(text)
    terminal = line.terminal
    opens = opens_story(text)
    looks = (
        not mark
        and not terminal
        and not opens
        and (size <= 26 or fill in ("short", "over"))
        and "。" not in text
        and text[-1] not in "，、；"
    )
    start = ""
    if opens:
        start = "dateline"
    elif LIST_ITEM.match(text):
        start = "list"
    elif SPEAKER.match(text):
        start = "speaker"
    signed = terminal and text[-1] in "）)" and bool(closing_names(text))
    return Seen(
        off,
        fill,
        bucket(size, _SIZES),
        last_class(text),
        first_class(text),
        mark,
        terminal,
        opens,
        signed,
        looks,
        start,
    )
