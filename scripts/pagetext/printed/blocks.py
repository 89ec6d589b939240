"""Blocks of lines by what they are: display type, verse, labels, text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.marks import DATELINE
from scripts.pagetext.names import is_name
from scripts.pagetext.notices import is_tail
from scripts.pagetext.printed.columns import RAG, Column
from scripts.pagetext.printed.page import DISPLAY, SENTENCE, PrintedPage
from scripts.pagetext.printed.paragraphs import MOST_OF_VERSE, is_verse, stops
from scripts.pagetext.printed.segments import Segment, alike

LABEL = 10
"""Characters of the longest label in a box of its own."""


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


def _cut_below_heads(blocks: Sequence[Column], font: str) -> list[Column]:
    """Columns cut below lines at their top that are of another font than text and no sentence: a head of text's size.

    Not where lines in that type stand inside columns too, for those are crossheads; and a crosshead may come to stand
    at a column's top, so that a type is a head's only where datelines follow half of its lines there, or decks lines
    that are larger than the text. Where a byline follows it is one. A deck below the head is cut off with it.
    """
    inside = {
        _type(line)
        for block in blocks
        for above, line, below in zip(block.lines, block.lines[1:], block.lines[2:], strict=False)
        if above.font == below.font == font != line.font
    }
    counts = [_lines_of_head(block, font) for block in blocks]
    cut = [(block, count) for block, count in zip(blocks, counts, strict=True) if count]
    types = Counter(_type(block.lines[0]) for block, _ in cut)
    dated = Counter(_type(block.lines[0]) for block, count in cut if _opens(block, count))
    out: list[Column] = []
    for block, count in zip(blocks, counts, strict=True):
        kind = _type(block.lines[0])
        signed = block.lines[count].mark == "byline"
        if count and (signed or (kind not in inside and 2 * dated[kind] >= types[kind])):
            head, rest = block.lines[:count], block.lines[count:]
            out.append(Column(head).measure())
            if _is_deck(block, count):
                out.append(Column(rest[:1], role=DECK).measure())
                rest = rest[1:]
            if rest:
                out.append(Column(rest).measure())
        else:
            out.append(block)
    return out


def _lines_of_head(block: Column, font: str) -> int:
    """How many lines at a column's top may be a head in type of the text's size; 0 for none."""
    lines = block.lines
    count = next((n for n, line in enumerate(lines) if line.font == font), 0)
    words = "".join(line.text for line in lines[:count])
    if not 0 < count <= _MOST_OF_HEAD or len(words) < _LEAST_OF_HEAD:
        return 0
    if any(line.mark or names_of_line(line.text) for line in lines[:count]):
        return 0
    sure = _is_larger(block, count) or lines[count].mark == "byline"
    short = sure or all(block.short_by(n) + block.in_by(n) > 1 for n in range(count))
    same = all(line.font == font for line in lines[count : count + 2])
    return count if short and same and not SENTENCE.search(words) and words[-1] not in "。！？，、：；" else 0


def _opens(block: Column, count: int) -> bool:
    """Whether what follows a line at a column's top is a story's beginning."""
    deck = _is_deck(block, count)
    first = block.lines[count + deck :][:1]
    return (deck and _is_larger(block, count)) or any(DATELINE.match(line.text) for line in first)


def _is_larger(block: Column, count: int) -> bool:
    """Whether the first lines of a column are larger than the others."""
    return block.lines[0].size > LARGER * median(line.size for line in block.lines[count:])


def _is_deck(block: Column, place: int) -> bool:
    """Whether a line below a head of the text's size is its deck: few words and no sentence, the last line or one that
    leaves room behind it where a text follows, not more lines as short.
    """
    line, words = block.lines[place], block.lines[place].text
    if len(words) < _LEAST_OF_HEAD or words[-1] in "。！？，、：；" or SENTENCE.search(words):
        return False
    if place + 1 < len(block.lines):
        short, into = block.short_by(place), block.in_by(place)
        text = block.short_by(place + 1) < RAG or stops(block.lines[place + 1].text)
        if short + into < SHORT or short < _LEAST_SHORT or not text:
            return False
    return not (line.mark or names_of_line(words) or is_name(words.replace(" ", "")) or DATELINE.match(words))


DECK = "deck"
"""The role of a column that is known to be a deck before heads are put together."""
LARGER = 1.06
"""Of the size of the text below it: what a head in nearly that size has."""
SHORT, _LEAST_SHORT = 3.0, 1.5
"""Ems that a deck in the text's type leaves free in its column, and of these behind it, at least."""


def _type(line: Segment) -> tuple[str, int]:
    return line.font, round(math.log(line.size) / _ONE_TYPE)


_ONE_TYPE = 0.03
"""Share by which sizes of one type may differ."""
_MOST_OF_HEAD, _LEAST_OF_HEAD = 2, 4
"""Lines at most, and characters at least, of a head in type of the text's size."""


def without_bylines(blocks: Sequence[Column], font: str) -> list[Column]:
    """Columns with a byline that opens them as a block of its own: mostly it stands over several columns."""
    out: list[Column] = []
    for block in _cut_below_heads(_cut_at_titles(blocks), font):
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


def by_type(blocks: Sequence[Column], page: PrintedPage) -> tuple[list[Column], list[Column]]:
    """Blocks of display type, and of text."""
    display: list[Column] = []
    text: list[Column] = []
    for block in blocks:
        ratio = block.size / page.size
        words = block.text
        running = len(block.lines) >= 2 and stops(words) and len(words) / len(block.lines) >= 8
        running = running or (len(block.lines) >= 3 and bool(SENTENCE.search(words)) and "。" in words)
        running = running or (
            len(words) >= LEAST_PROSE and bool(_GOES_ON.search(words) or ("，" in words and stops(words)))
        )
        plain = len(block.lines) <= 2 and not SENTENCE.search(words) and not stops(words)
        plain = plain and not (block.lines[0].mark == "byline" or is_name(words.replace(" ", "")))
        title = len(block.lines) == 1 and block.lines[0].mark == "notice" and len(words) <= 16
        if block.role == DECK:
            block.role = "text"
            display.append(block)
            continue
        if (ratio >= DISPLAY and not (running and ratio < 2)) or (plain and _other_font(block, page)) or title:
            display.append(block)
        else:
            text.append(block)
    beside = [block for block in text if _goes_with_head(block, display, text, page)]
    return [*display, *beside], [block for block in text if block not in beside]


def _goes_with_head(block: Column, display: Sequence[Column], text: Sequence[Column], page: PrintedPage) -> bool:
    """Whether a line in type of the text's size is a kicker or deck: no sentence, on a head's axis."""
    words, size = block.text, page.size
    if len(block.lines) > 2 or words[-1] in "。，；：、！？" or len(words) < 4 or block.role != "text":
        return False
    if block.lines[0].mark or names_of_line(words) or is_tail(words):
        return False
    plain = alike(block.size, size) and abs(block.size - size) < 0.04 * size and block.lines[0].font == page.font
    begins = any(
        other is not block
        and abs(other.left - block.box.left) < 0.6 * size
        and 0 < other.top - block.bottom < 3.2 * size
        and len(other.text) > 3
        for other in text
    )
    if plain and begins:
        return False  # it stands where a column begins
    for head in display:
        gap = max(block.top - head.bottom, head.top - block.bottom)
        if not -0.3 * size < gap < 1.8 * size or head.size < 1.3 * size:
            continue
        middle = abs((head.box.left + head.box.right) - (block.box.left + block.box.right)) / 2
        if middle < 1.5 * size or abs(head.box.left - block.box.left) < 0.8 * size:
            return True
    return False


def _other_font(block: Column, page: PrintedPage) -> bool:
    return bool(page.font) and all(line.font != page.font for line in block.lines)
