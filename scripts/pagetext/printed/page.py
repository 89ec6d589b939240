"""What is known of a page while it is read, and its parts that are glued together cut apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.pagetext.geometry import Layout
from scripts.pagetext.marks import cut_glued
from scripts.pagetext.printed.dropcaps import with_drop_caps
from scripts.pagetext.printed.paragraphs import Habit
from scripts.pagetext.printed.segments import POINTING, Segment, alike, cut, text_size
from scripts.pagetext.printed.walls import Walls

DISPLAY = 1.16
"""Of the text's size: from there on type is for headlines, unless it runs on in sentences."""


SENTENCE = re.compile("[，。；]")
_PAGE_BEFORE = re.compile(
    r"(?:[A-Z]0?\d{1,2}版?|0\d版?|第?[A-Z]?\d{1,2}版)(?=[ 　]?[“「《【\u3400-\u9fff][^，。]{4,27}$)(?![年月日个個名人])"
)
"""A page's number before a headline, in a list of what other pages have."""
_PAGE_BEHIND = re.compile(r"(?<=[^，。；：！？、]) [【（(]?(?:[A-Z]{1,2}0?\d{1,2}|第?[A-Z]?\d{1,2}[版頁页])[】）)]?$")
"""A page's number behind a headline, parted from it by space alone."""


@dataclass(slots=True)
class PrintedPage:
    """What is known of a page while it is read."""

    segments: list[Segment]
    layout: Layout
    walls: Walls
    size: float
    font: str
    raw: dict[int, str]
    habit: Habit = field(default_factory=lambda: Habit(indents=True, spaces=False))
    tails: dict[int, list[Segment]] = field(default_factory=dict)


def text_font(segments: Sequence[Segment], size: float) -> str:
    """The font that most of the text is set in."""
    fonts: Counter[str] = Counter()
    for segment in segments:
        if alike(segment.size, size):
            fonts[segment.font] += len(segment.text)
    return max(fonts, key=lambda font: (fonts[font], font)) if fonts else ""


def unglued(segments: Sequence[Segment], raw: dict[int, str]) -> list[Segment]:
    """Segments with page references cut off the headlines that they are glued to; jump lines stay in their columns."""
    out: list[Segment] = []
    for segment in segments:
        found = cut_glued(segment.text.translate(POINTING)) if not segment.mark else None
        page = None if segment.mark or found or SENTENCE.search(segment.text) else _PAGE_BEHIND.search(segment.text)
        if found and found.rule == "pointer" and 0 < found.at[0] < len(segment.text):
            out += cut(segment, raw[segment.piece.line], found.at[0])
        elif before := _PAGE_BEFORE.match(segment.text) if not segment.mark and not found else None:
            out += cut(segment, raw[segment.piece.line], before.end())
        elif page:
            out += cut(segment, raw[segment.piece.line], page.start())
        else:
            out.append(segment)
    out = [segment for segment in out if segment.text]
    out = with_drop_caps(out, text_size([segment for segment in out if segment.along]))
    for place, segment in enumerate(out):
        segment.order = place
    return out
