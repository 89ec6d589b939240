"""Blocks of lines by what they are: display type, verse, labels, text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from scripts.pagetext.names import is_name
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.page import PrintedPage
from scripts.pagetext.printed.paragraphs import MOST_OF_VERSE, is_verse
from scripts.pagetext.printed.roles import HEADS, best, share
from scripts.pagetext.printed.segments import Segment, alike

LABEL = 10
"""Characters of the longest label in a box of its own."""


MAYBE_LABEL = 0.3
"""How likely a label must be furniture by its looks."""
LEAST_PROSE = 24
"""Characters from which display type that runs on in sentences is an introduction, not a headline."""
_GOES_ON = re.compile("[，；][^。]*。.")


def mark_verse(text: Sequence[Column], page: PrintedPage) -> None:
    """Give the role `verse` to columns of it, and to stanzas too short to tell that stand over or under one."""
    for column in text:
        if is_verse(column):
            column.role = "verse"
    for column in text:
        if (
            column.role == "text"
            and len(column.lines) <= 3
            and not any(len(s.text) > MOST_OF_VERSE for s in column.lines)
        ):
            for other in text:
                gap = max(other.top - column.bottom, column.top - other.bottom)
                if other.role == "verse" and abs(other.left - column.left) < 0.5 * page.size and gap < 3 * page.size:
                    column.role = "verse"
                    break


def mark_labels(segments: Sequence[Segment], page: PrintedPage) -> None:
    """Give the role `furniture` to labels: a few characters alone in a box of their own."""
    inside: dict[int, list[Segment]] = {}
    for segment in segments:
        inside.setdefault(page.walls.box_of(segment.box), []).append(segment)
    for n, held in inside.items():
        if n < 0 or len(held) > 2:
            continue
        box = page.walls.boxes[n]
        line = held[0]
        if any(one.likely for one in held) and share(held, "furniture") < MAYBE_LABEL:
            continue
        if box.height < 3.2 * line.size * len(held) and all(len(one.text) <= LABEL for one in held):
            for one in held:
                one.role = "furniture"


def _cut_at_titles(blocks: Sequence[Column]) -> list[Column]:
    """Columns cut before and behind a notice's title that stands in type of their size."""
    out: list[Column] = []
    for block in blocks:
        run: list[Segment] = []
        for place, line in enumerate(block.lines):
            other = place + 1 < len(block.lines) and line.font != block.lines[place + 1].font
            if line.mark == "notice" and len(line.text) <= 16 and (other or block.in_by(place) > 2.5):
                out += [Column(part).measure() for part in (run, [line]) if part]
                run = []
            else:
                run.append(line)
        if run:
            out.append(Column(run).measure() if len(run) < len(block.lines) else block)
    return out


def _cut_by_roles(blocks: Sequence[Column], font: str, size: float) -> list[Column]:
    """Columns cut where what their lines likely are changes: heads, introductions and captions apart from text.

    A crosshead inside text stays; one at a column's top or foot is a block of its own, so that ties decide on it.
    """
    out: list[Column] = []
    for block in blocks:
        kinds = _kinds(block, font, size)
        if len(set(kinds)) == 1:
            out.append(block)
            continue
        inside = [n for n, kind in enumerate(kinds) if kind == "text"]
        if inside:
            for n in range(inside[0], inside[-1]):
                kinds[n] = "text" if kinds[n] == "crosshead" else kinds[n]
        start = 0
        for n in range(1, len(kinds) + 1):
            if n == len(kinds) or kinds[n] != kinds[start]:
                part = Column(block.lines[start:n]).measure()
                if kinds[start] == "text":
                    part.left, part.right, part.pitch = block.left, block.right, block.pitch
                out.append(part)
                start = n
    return out


def _kinds(block: Column, font: str, size: float) -> list[str]:
    """What each line of a block likely is; a run of one style that is not the text's is of one kind."""
    kinds: list[str] = []
    lines = block.lines
    for _, run in groupby(lines, key=lambda line: (line.font, line.colour, round(20 * line.size / size))):
        some = list(run)
        plain = some[0].font == font and alike(some[0].size, size)
        apart = plain or len(some) > RUN
        kinds += [_kind([line], plain=plain) for line in some] if apart else [_kind(some, plain=plain)] * len(some)
    return kinds


RUN = 6
"""Lines of a head, at most."""


def _kind(lines: Sequence[Segment], *, plain: bool) -> str:
    if share(lines, *HEADS) > (PLAIN if plain else 0.5):
        return best(lines, HEADS)
    rest = {"introduction": share(lines, "introduction"), "caption": share(lines, "caption", "credit")}
    kind = max(rest, key=lambda name: rest[name])
    return kind if rest[kind] > 0.5 else "text"


def without_bylines(blocks: Sequence[Column], font: str, size: float) -> list[Column]:
    """Columns with a byline that opens them as a block of its own: mostly it stands over several columns."""
    out: list[Column] = []
    for block in _cut_by_roles(_cut_at_titles(blocks), font, size):
        first = block.lines[0]
        if len(block.lines) > 1 and _is_byline(first, block):
            rest = Column(block.lines[1:]).measure()
            rest.raised = first.box.top
            out += [Column([first]).measure(), rest]
        else:
            out.append(block)
    return out


def _is_byline(line: Segment, block: Column) -> bool:
    if line.text[0] in "【〔（(" and block.in_by(0) < 3:
        return False  # it opens the first paragraph
    if line.mark == "byline":
        return True
    aside = block.short_by(0) > 1.5 or block.in_by(0) > 3
    return len(line.text) <= 5 and is_name(line.text.replace(" ", "")) and aside


def by_type(blocks: Sequence[Column], font: str, size: float) -> tuple[list[Column], list[Column]]:
    """Blocks of display type, and of text, by what their lines likely are; few lines of large type are display."""
    display: list[Column] = []
    for block in blocks:
        plain = block.lines[0].font == font and alike(block.size, size)
        large = block.size > LARGE * size and len(block.lines) <= 3
        if large or share(block.lines, *HEADS) > (PLAIN if plain else 0.5):
            display.append(block)
    shown = {id(block) for block in display}
    return display, [block for block in blocks if id(block) not in shown]


LARGE, PLAIN = 1.6, 0.7
"""Of the text's size: type that few lines of are display whatever their words. How likely display in the text's own
type must be.
"""
