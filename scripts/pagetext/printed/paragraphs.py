"""Paragraphs of a column: which of its lines begin one, and how its first and last line stand to their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.pagetext.lines import CLOSE, NO_START, depth
from scripts.pagetext.marks import LIST_ITEM, SPEAKER
from scripts.pagetext.notices import is_tail
from scripts.pagetext.printed.columns import INDENT, RAG, Column

_END = re.compile(f"[。！？!?…：；][{re.escape(CLOSE)}’]*$|[。！？][”」』]?[（(][^（）()]{{2,24}}[）)]$|[）)]$")
_STOP = re.compile(f"[。！？!?…][{re.escape(CLOSE)}’]*$|[。！？][”」』]?\\s?[（(][^（）()]{{2,24}}[）)]$")
INDENTING = 0.03
"""Share of lines that are set in from which a page indents its paragraphs."""
SPACED = 1.22
"""Of the usual pitch: space between paragraphs."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How a page sets paragraphs: whether it indents them, whether it leaves space between them."""

    indents: bool
    spaces: bool


def habit_of(columns: Sequence[Column]) -> Habit:
    """The habit of a page, from its columns of text."""
    lines = indented = gaps = spaced = 0
    for column in columns:
        if len(column.lines) < 3:
            continue
        for place, line in enumerate(column.lines):
            lines += 1
            indented += INDENT[0] < column.in_by(place) < INDENT[1] and column.short_by(place) < RAG
            if place and _STOP.search(column.lines[place - 1].text):
                gaps += 1
                spaced += line.baseline - column.lines[place - 1].baseline > SPACED * column.pitch
    return Habit(indented > INDENTING * max(1, lines), spaced > 0.25 * max(4, gaps))


def is_verse(column: Column) -> bool:
    """Whether a column is verse: short lines of no one measure, few of which end as prose does."""
    lines = column.lines
    if len(lines) < 3 or any(len(line.text) > MOST_OF_VERSE for line in lines):
        return False
    plain = sum(line.text[-1] not in "，。；：！？、”」』…）" for line in lines)
    widths = sorted(line.width for line in lines)
    full = sum(line.width > widths[-1] - RAG * column.size for line in lines)
    inner = sum(line.text[:-1].count("，") + line.text[:-1].count("。") for line in lines)
    return plain >= 0.6 * len(lines) and full <= 0.5 * len(lines) and inner <= 0.15 * len(lines)


MOST_OF_VERSE = 20
"""Characters of the longest line of verse."""


def notice_starts(column: Column) -> None:
    """Fill `starts` of a notice: beside what begins paragraphs anywhere, lines that stand for themselves there."""
    texts = [line.text for line in column.lines]
    for place in range(1, len(texts)):
        before = texts[place - 1]
        if is_tail(texts[place]) or is_tail(before) or _CLOSES.search(before):
            column.starts[place] = True


_CLOSES = re.compile("(?:作废|作廢|挂失|掛失|为准|為準|面议|面議)[。！]?$|(?:声明|聲明)[。！]$")


def stops(text: str) -> bool:
    """Whether a sentence ends with a line."""
    return _STOP.search(text) is not None


def find_starts(column: Column, habit: Habit) -> None:
    """Fill `starts` of a column; its first line is taken to begin one unless it plainly goes on."""
    lines = column.lines
    column.starts = []
    for place, line in enumerate(lines):
        if place == 0:
            column.starts.append(opens(column, habit) is not False)
        else:
            before = lines[place - 1]
            ended = _END.search(before.text) is not None
            short = column.short_by(place - 1)
            into = column.in_by(place)
            wide = line.baseline - before.baseline > SPACED * column.pitch
            mark = LIST_ITEM.match(line.text) or SPEAKER.match(line.text)
            column.starts.append(_starts(habit, line.text, into, short, ended, wide, mark is not None))


def _starts(habit: Habit, text: str, into: float, short: float, ended: bool, wide: bool, mark: bool) -> bool:
    if text[0] in NO_START:
        return False
    if INDENT[0] < into < INDENT[1] + 0.6 and habit.indents:
        return ended or short > 0.5 or into > 1.6
    if habit.spaces and wide:
        return True
    if habit.indents:
        return ended and short > 2.5 and (mark or short > 4)
    if mark and ended:
        return True
    if habit.spaces:
        return False
    return ended and short > RAG


def opens(column: Column, habit: Habit) -> bool | None:
    """Whether a column's first line begins a paragraph: True, False, or None where nothing tells."""
    first = column.lines[0]
    if first.text[0] in NO_START:
        return False
    if not habit.indents:
        return None
    into = column.in_by(0)
    if INDENT[0] < into < INDENT[1] + 0.6:
        return True
    if len(column.lines) < 2 and into < INDENT[0]:
        return None
    if LIST_ITEM.match(first.text) or SPEAKER.match(first.text):
        return None
    return False


def ends(column: Column) -> bool | None:
    """Whether a paragraph ends with a column's last line: True, False, or None where nothing tells."""
    last = column.lines[-1]
    short = column.short_by(-1) if len(column.lines) > 1 else 0.0
    if stops(last.text):
        return True if short > RAG else None
    if short > 3 and len(column.lines) > 2:
        return True if _END.search(last.text) else None
    return False if len(last.text) > 3 else None


def goes_on(before: str, after: str) -> bool:
    """Whether a bracket or quote that the one text leaves open is closed in the other."""
    return depth(before) > 0 and depth(after) < 0
