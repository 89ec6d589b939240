"""A page model with a layout -> a Reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.credits import find_credit
from scripts.pagetext.geometry import Box, Layout, around
from scripts.pagetext.lines import join
from scripts.pagetext.marks import cut_glued
from scripts.pagetext.names import is_name
from scripts.pagetext.notices import is_tail
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.printed.captions import is_caption, is_credit_line, picture_at
from scripts.pagetext.printed.columns import Column, Walls, columns_of
from scripts.pagetext.printed.flows import Flow, flows_of
from scripts.pagetext.printed.furniture import mark_furniture
from scripts.pagetext.printed.heads import Head, stacked
from scripts.pagetext.printed.paragraphs import (
    MOST_OF_VERSE,
    Habit,
    ends,
    find_starts,
    habit_of,
    is_verse,
    notice_starts,
    opens,
    stops,
)
from scripts.pagetext.printed.segments import Segment, alike, cut, segments_of, share_along, share_down, text_size
from scripts.pagetext.printed.tables import find_tables
from scripts.pagetext.printed.zones import find_introductions, find_zones
from scripts.pagetext.reading import Block, ItemReading, Reading, Value

DISPLAY = 1.16
"""Of the text's size: from there on type is for headlines, unless it runs on in sentences."""
_SENTENCE = re.compile("[，。；]")
_HAN = re.compile("[\u3400-\u9fff]{2,4}")


@dataclass(slots=True)
class Page:
    """What is known of a page while it is read."""

    segments: list[Segment]
    layout: Layout
    walls: Walls
    size: float
    font: str
    raw: dict[int, str]
    habit: Habit = field(default_factory=lambda: Habit(indents=True, spaces=False))
    tails: dict[int, list[Segment]] = field(default_factory=dict)


def read(model: PageModel) -> Reading:
    """Read a page by its layout. Raises ValueError where it has none."""
    if model.layout is None:
        raise ValueError("a page without layout")
    segments, _ = segments_of(model)
    raw = {line.number: line.raw for line in model.lines}
    segments = _unglued(segments, raw)
    size = text_size([s for s in segments if s.along])
    font = _text_font(segments, size)
    page = Page(segments, model.layout, Walls(model.layout), size, font, raw)
    mark_furniture(segments, model.layout, size)
    return _read(page)


def _text_font(segments: Sequence[Segment], size: float) -> str:
    fonts: Counter[str] = Counter()
    for segment in segments:
        if alike(segment.size, size):
            fonts[segment.font] += len(segment.text)
    return max(fonts, key=lambda font: (fonts[font], font)) if fonts else ""


def _unglued(segments: Sequence[Segment], raw: dict[int, str]) -> list[Segment]:
    """Segments with page references cut off the headlines that they are glued to; jump lines stay in their columns."""
    out: list[Segment] = []
    for segment in segments:
        found = cut_glued(segment.text) if not segment.mark else None
        if found and found.rule == "pointer" and 0 < found.at[0] < len(segment.text):
            out += cut(segment, raw[segment.piece.line], found.at[0])
        else:
            out.append(segment)
    for place, segment in enumerate(out):
        segment.order = place
    return [segment for segment in out if segment.text]


_TAILS = frozenset({"jump-to", "byline", "credit"})


def _tails_of(segments: Sequence[Segment], size: float) -> dict[int, list[Segment]]:
    """What stands behind the last words of a column on their line: a byline, a credit, a jump line; by the identity of
    the segment that it stands behind. A line above that reaches over both tells that they are in one column.
    """
    out: dict[int, list[Segment]] = {}
    rows: dict[int, list[Segment]] = {}
    for segment in segments:
        rows.setdefault(round(segment.baseline / (0.8 * size)), []).append(segment)
    for tail in segments:
        if tail.mark not in _TAILS or not tail.along or tail.size > DISPLAY * size:
            continue
        row = round(tail.baseline / (0.8 * size))
        near = [one for n in (row - 1, row, row + 1) for one in rows.get(n, [])]
        before = [
            one
            for one in near
            if one is not tail
            and abs(one.baseline - tail.baseline) < 0.4 * size
            and -0.5 * size < tail.box.left - one.box.right < 45 * size
            and alike(one.size, size)
            and one.mark not in _TAILS
        ]
        if not before:
            continue
        host = max(before, key=lambda one: one.box.right)
        above = [
            one
            for n in range(row - 4, row + 1)
            for one in rows.get(n, [])
            if 0.5 * size < host.baseline - one.baseline < 2.8 * size
            and one.box.left < host.box.right
            and one.box.right > tail.box.left + size
        ]
        if above:
            tail.role = "tail"
            out.setdefault(id(host), []).append(tail)
    return out


def _read(page: Page) -> Reading:
    free = [s for s in page.segments if not s.role]
    pointers = [s for s in free if s.mark == "pointer"]
    for pointer in pointers:
        pointer.role = "pointer"
    upright = [s for s in free if not s.along]
    along = [s for s in free if s.along and not s.role]
    page.tails = _tails_of(along, page.size)
    along = [s for s in along if not s.role]
    tables, along = find_tables(along, page.raw, page.size)
    _mark_labels(along, page)
    along = [s for s in along if not s.role]
    blocks = _without_bylines(columns_of(along, page.walls))
    page.habit = habit_of([b for b in blocks if alike(b.size, page.size)])
    captions, blocks = _captions(blocks, page)
    display, text = _sorted(blocks, page)
    display = _cut_at_pointers(display, pointers)
    _mark_verse(text, page)
    text = sorted([*text, *tables], key=lambda column: (column.top, column.left))
    tails, text = _tails(text, page)
    text = _jump_lines(text, tails, page)
    heads = stacked(display, text, page.walls, page.size)
    heads += _down_heads(upright)
    bylines, text, heads = _bylines(text, heads, page)
    for pointer in pointers:
        _give_pointer(pointer, heads, text, page)
    refers = [head for head in heads if head.pointer is not None]
    rest = [head for head in heads if head.pointer is None]
    photo_heads, rest = _photo_heads(rest, captions, text, page)
    find_zones(text, rest, page.walls, page.size)
    find_introductions(text, rest, page.font, page.walls, page.size)
    introductions = {id(head.introduction) for head in rest if head.introduction}
    text = [column for column in text if id(column) not in introductions]
    odds = _odds(rest, text, page)
    flows, bare = flows_of(text, rest, page.habit, page.walls, page.size, odds)
    items: list[tuple[Box, ItemReading]] = []
    strays: list[Segment] = []
    for flow in flows:
        box, item = _article(flow, bylines, tails, page)
        if item.body or item.headline:
            items.append((box, item))
        else:
            strays += [line for column in flow.columns for line in column.lines]
    for head in refers:
        items.append((head.box, _refer(head)))
    for n, caption in enumerate(captions):
        items.append(_photo(caption, photo_heads.get(n), page))
    for head in bare:
        items.append((head.box, _lone(head)))
    unit = 3 * page.size
    items.sort(key=lambda one: (round(one[0].top / unit), one[0].left))
    furniture = tuple((s.piece,) for s in page.segments if s.role == "furniture" or s in strays)
    return Reading(tuple(item for _, item in items), furniture)


def _mark_verse(text: Sequence[Column], page: Page) -> None:
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


def _mark_labels(segments: Sequence[Segment], page: Page) -> None:
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


LABEL = 10
"""Characters of the longest label in a box of its own."""


def _tails(text: Sequence[Column], page: Page) -> tuple[dict[int, list[Segment]], list[Column]]:
    """Bylines at the right end of a column's last line, or alone below it at the right: by the column's identity."""
    out: dict[int, list[Segment]] = {}
    rest: list[Column] = []
    for block in text:
        line = block.lines[0]
        if len(block.lines) == 1 and block.role == "text" and (line.mark == "byline" or names_of_line(line.text)):
            ended = [
                c
                for c in text
                if c is not block
                and abs(c.lines[-1].baseline - line.baseline) < 0.4 * page.size
                and c.left - page.size < line.box.left < c.right + page.size
                and c.lines[-1].box.right <= line.box.left + 0.5 * page.size
                and len(c.lines) > 1
            ]
            if ended:
                out.setdefault(id(ended[0]), []).append(line)
                continue
        rest.append(block)
    return out, rest


def _jump_lines(text: Sequence[Column], tails: dict[int, list[Segment]], page: Page) -> list[Column]:
    """Text without jump lines that stand alone: these go with the column right above (or, from another page, below)."""
    rest: list[Column] = []
    for block in text:
        line = block.lines[0]
        host: Column | None = None
        if len(block.lines) == 1 and line.mark in ("jump-to", "jump-from"):
            near: list[tuple[float, int]] = []
            for n, other in enumerate(text):
                gap = block.top - other.bottom if line.mark == "jump-to" else other.top - block.bottom
                beside = other.left - page.size < line.middle < other.right + page.size
                if other is not block and beside and -0.6 * page.size < gap < 3 * page.size:
                    near.append((gap, n))
            host = text[min(near)[1]] if near else None
        if host is None:
            rest.append(block)
        else:
            tails.setdefault(id(host), []).append(line)
    return rest


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


def _without_bylines(blocks: Sequence[Column]) -> list[Column]:
    """Columns with a byline that opens them as a block of its own: mostly it stands over several columns."""
    out: list[Column] = []
    for block in _cut_at_titles(blocks):
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


def _sorted(blocks: Sequence[Column], page: Page) -> tuple[list[Column], list[Column]]:
    """Blocks of display type, and of text."""
    display: list[Column] = []
    text: list[Column] = []
    for block in blocks:
        ratio = block.size / page.size
        words = block.text
        running = len(block.lines) >= 2 and stops(words) and len(words) / len(block.lines) >= 8
        running = running or (len(block.lines) >= 3 and bool(_SENTENCE.search(words)) and "。" in words)
        plain = len(block.lines) <= 2 and not _SENTENCE.search(words) and not stops(words)
        plain = plain and not (block.lines[0].mark == "byline" or is_name(words.replace(" ", "")))
        title = len(block.lines) == 1 and block.lines[0].mark == "notice" and len(words) <= 16
        if (ratio >= DISPLAY and not (running and ratio < 2)) or (plain and _other_font(block, page)) or title:
            display.append(block)
        else:
            text.append(block)
    beside = [block for block in text if _goes_with_head(block, display, text, page)]
    return [*display, *beside], [block for block in text if block not in beside]


def _goes_with_head(block: Column, display: Sequence[Column], text: Sequence[Column], page: Page) -> bool:
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


def _other_font(block: Column, page: Page) -> bool:
    return bool(page.font) and all(line.font != page.font for line in block.lines)


def _cut_at_pointers(display: Sequence[Column], pointers: Sequence[Segment]) -> list[Column]:
    """Display blocks cut below every line that a page reference stands beside or right under."""
    out: list[Column] = []
    for block in display:
        run: list[Segment] = []
        for line in block.lines:
            run.append(line)
            if any(_points(pointer, line) for pointer in pointers):
                out.append(Column(run).measure())
                run = []
        if run:
            out.append(Column(run).measure())
    return out


def _points(pointer: Segment, line: Segment) -> bool:
    if abs(pointer.baseline - line.baseline) < 0.4 * line.size:
        return line.box.right - line.size <= pointer.box.left < line.box.right + 25 * line.size
    return False


def _give_pointer(pointer: Segment, heads: Sequence[Head], text: Sequence[Column], page: Page) -> None:
    """Give a page reference to the head that it stands beside or right under."""
    best: tuple[float, int] | None = None
    for n, head in enumerate(heads):
        box, last = head.box, head.groups[-1].lines[-1]
        if head.pointer is not None or not head.along or pointer.box.right < box.left:
            continue
        down = max(0.0, pointer.box.top - box.bottom)
        aside = max(0.0, pointer.box.left - box.right)
        if pointer.box.bottom < last.box.top or down > 2.2 * page.size or aside > 40 * page.size:
            continue
        way = Box(min(box.right, pointer.box.left), last.box.top, pointer.box.left, pointer.box.bottom)
        crossed = sum(c.box.common(way) > page.size**2 for c in text)
        under = any(share_along(c.box, box) > 0.5 and 0 < c.top - box.bottom < 3 * page.size for c in text)
        key = down + 0.1 * aside + 4 * page.size * (crossed + under) + max(0.0, head.size - 1.3 * page.size)
        if best is None or key < best[0]:
            best = key, n
    if best is not None and best[0] < 12 * page.size:
        heads[best[1]].pointer = pointer
    else:
        pointer.role = "furniture"


def _captions(text: Sequence[Column], page: Page) -> tuple[list[list[Column]], list[Column]]:
    """Captions, each with a credit that stands on a line of its own, and the text that is left."""
    pictures = page.walls.pictures
    found: list[list[Column]] = []
    rest: list[Column] = []
    lines: list[Column] = []
    for block in text:
        if block.size > DISPLAY * page.size:
            rest.append(block)
        elif len(block.lines) == 1 and is_credit_line(block.text):
            lines.append(block)
        elif is_caption(block, pictures, page.size, page.font) or _is_credited(block, page):
            found.append([block])
        else:
            rest.append(block)
    for credit in lines:
        box = credit.box
        near = []
        for n, column in enumerate(rest):
            down, aside = box.top - column.bottom, box.left - column.right
            beside = -0.5 * page.size < down < 2.0 * page.size and aside < 40 * page.size
            if len(column.lines) <= 8 and beside and box.right > column.left and column.size < DISPLAY * page.size:
                near.append((max(0.0, down) + 0.1 * max(0.0, aside), n))
        closed = [
            (box.top - c[0].bottom, n)
            for n, c in enumerate(found)
            if -page.size < box.top - c[0].bottom < 2 * page.size
            and c[0].left - page.size < box.right
            and box.left < c[0].right + 40 * page.size
            and len(c) == 1
        ]
        if near and (not closed or min(near)[0] <= min(closed)[0]):
            n = min(near)[1]
            found.append([rest[n], credit])
            del rest[n]
        elif closed:
            found[min(closed)[1]].append(credit)
        else:
            found.append([credit])
    return found, rest


def _is_credited(block: Column, page: Page) -> bool:
    """Whether a credit stands behind a block's last line."""
    return any(tail.mark == "credit" for tail in page.tails.get(id(block.lines[-1]), []))


def _down_heads(upright: Sequence[Segment]) -> list[Head]:
    """Headlines that run down: lines side by side, from right to left."""
    heads: list[Head] = []
    for segment in sorted(upright, key=lambda s: (-s.box.right, s.box.top)):
        for head in heads:
            last = head.groups[-1].lines[-1]
            apart = last.box.left - segment.box.right
            if (
                alike(last.size, segment.size)
                and apart < segment.size
                and abs(last.box.top - segment.box.top) < 2 * segment.size
            ):
                head.groups[-1].lines.append(segment)
                break
        else:
            column = Column([segment])
            column.size, column.left, column.right = segment.size, segment.box.left, segment.box.right
            column.pitch = segment.size
            heads.append(Head([column], along=False))
    return heads


def _bylines(
    text: Sequence[Column], heads: Sequence[Head], page: Page
) -> tuple[dict[int, list[Segment]], list[Column], list[Head]]:
    """Bylines on lines of their own between a head and its text: by the identity of the head."""
    out: dict[int, list[Segment]] = {}
    rest: list[Column] = []
    for block in text:
        line = block.lines[0]
        short = len(line.text) <= 5 and not stops(line.text)
        if (
            len(block.lines) > 1
            or block.role == "table"
            or not (line.mark == "byline" or names_of_line(line.text) or short)
        ):
            rest.append(block)
            continue
        near: list[tuple[float, int]] = []
        owners: list[Head | Column] = []
        things: list[Head | Column] = [*heads, *text]
        for thing in things:
            if thing is block:
                continue
            box = thing.box
            if isinstance(thing, Head):
                gap = block.top - box.bottom
                fits = -0.5 * page.size < gap < 4 * page.size and thing.along
                fits = fits and box.left - 12 * page.size < line.middle < box.right + 12 * page.size
            else:
                gap = thing.lines[0].box.top - block.bottom
                fits = -0.5 * page.size < gap < 2.8 * page.size and box.left - page.size < line.middle < box.right
                bare = not any(
                    c is not block
                    and 0 <= block.top - c.bottom < 2.5 * page.size
                    and share_along(c.box, block.box) > 0.3
                    for c in text
                )
                name = _HAN.fullmatch(line.text.replace(" ", "")) is not None and bare
                fits = fits and (not short or is_name(line.text.replace(" ", "")) or thing.role == "verse" or name)
            if fits:
                near.append((gap, len(owners)))
                owners.append(thing)
        if near:
            owner = owners[min(near)[1]]
            out.setdefault(id(owner), []).append(line)
            if isinstance(owner, Column):
                owner.raised = line.box.top
        else:
            rest.append(block)
    kept: list[Head] = []
    for head in heads:
        group = head.groups[-1]
        if len(head.groups) > 1 and len(group.lines) == 1 and names_of_line(group.lines[0].text):
            out.setdefault(id(head), []).append(group.lines[0])
            head.groups.pop()
        kept.append(head)
    return out, rest, kept


def _photo_heads(
    heads: Sequence[Head], captions: Sequence[Sequence[Column]], text: Sequence[Column], page: Page
) -> tuple[dict[int, Head], list[Head]]:
    """Headlines that stand right over a caption: by the caption's place."""
    out: dict[int, Head] = {}
    taken: set[int] = set()
    for n, caption in enumerate(captions):
        box = around([column.box for column in caption])
        near = [
            (box.top - head.box.bottom, k)
            for k, head in enumerate(heads)
            if id(head) not in taken
            and head.along
            and -0.5 * page.size < box.top - head.box.bottom < 2.2 * page.size
            and share_along(box, head.box) > 0.5
            and head.box.width < 1.3 * max(box.width, 8 * page.size)
        ]
        if not near:
            near = [
                (gap, k)
                for k, head in enumerate(heads)
                if id(head) not in taken and head.along and len(head.groups) == 1
                for gap in [max(box.left - head.box.right, head.box.left - box.right)]
                if -page.size < gap < 5 * page.size
                and share_down(box, head.box) > 0.6
                and not any(
                    -0.5 * page.size < c.top - head.box.bottom < 4 * page.size and share_along(c.box, head.box) > 0.3
                    for c in text
                )
            ]
        if near:
            head = heads[min(near)[1]]
            out[n] = head
            taken.add(id(head))
    return out, [head for head in heads if id(head) not in taken]


def _odds(heads: Sequence[Head], text: Sequence[Column], page: Page) -> list[float]:
    """How much more likely each head heads a story than stands inside one (log odds): by its size beside the text's
    and beside that of heads over several columns, the space above it, a rule, what stands around its column.
    """
    sure = [
        head
        for head in heads
        if len(head.zone) > 1
        or not all(alike(group.size, head.size) for group in head.groups)
        or not head.along
        or head.groups[0].lines[0].mark == "notice"
    ]
    styles = {_style(head, page) for head in sure if len(head.groups) == 1 or len(head.zone) > 1}
    least = min((head.size for head in sure if len(head.zone) > 1), default=0.0)
    out: list[float] = []
    for head in heads:
        if head in sure:
            out.append(6.0)
            continue
        ratio = head.size / page.size
        odd = 3.0 * (ratio - 1.42)
        if _style(head, page) in styles:
            odd += 2.5
        elif least and head.size < 0.85 * least:
            odd -= 0.8
        box = head.box
        above = [c for c in text if c.bottom <= box.top + 0.5 * page.size and share_along(c.box, box) > 0.5]
        near = max(above, key=lambda c: c.bottom, default=None)
        first = head.zone[0] if head.zone else None
        if near is None:
            odd += 1.0
        else:
            gap = (box.top - near.bottom) / page.size
            odd += -2.6 if gap < 0.75 else -1.0 if gap < 1.2 else 0.0 if gap < 1.8 else 1.6
            if page.walls.between(near.box, box):
                odd += 2.5
            odd += _by_feet(near, first, heads)
            if first is not None:
                differs = abs((near.right - near.left) - (first.right - first.left)) / page.size
                odd += 1.0 if differs > 2 and len(near.lines) > 2 and len(first.lines) > 2 else -0.3
        if len(head.text) > 16:
            odd += 0.8
        if _SENTENCE.search(head.text):
            odd -= 0.3
        out.append(odd)
    return out


def _by_feet(above: Column, below: Column | None, heads: Sequence[Head]) -> float:
    """What the feet of the columns beside tell of a head between two columns: the columns of one story end level."""
    zone = next((head.zone for head in heads if above in head.zone), [])
    feet = [column.bottom for column in zone if column is not above]
    if not feet or below is None:
        return 0.0
    lowest, lines = max(feet), above.pitch
    if abs(above.bottom - lowest) < 1.6 * lines:
        return 1.5
    if above.bottom < lowest - 2.5 * lines and below.top < lowest and below.bottom < lowest + 2.5 * lines:
        return -2.5 if above is not zone[-1] else -1.2
    return 0.0


def _style(head: Head, page: Page) -> tuple[int, str]:
    return round(8 * (head.size / page.size)), head.groups[0].lines[0].font


def _values(lines: Sequence[Segment]) -> tuple[Value, ...]:
    return tuple((line.piece,) for line in lines)


def _article(
    flow: Flow, bylines: dict[int, list[Segment]], tails: dict[int, list[Segment]], page: Page
) -> tuple[Box, ItemReading]:
    kicker, headline, deck = flow.head.parts() if flow.head else ([], [], [])
    byline = list(bylines.get(id(flow.head), [])) if flow.head else []
    notice = bool(headline) and any(line.mark == "notice" for line in headline)
    jump_from: list[Segment] = []
    jump_to: list[Segment] = []
    blocks: list[Block] = []
    run: list[Segment] = []
    boxes = [flow.head.box] if flow.head else []

    def close() -> None:
        if run:
            blocks.append(Block("paragraph", tuple(line.piece for line in run)))
            run.clear()

    columns = list(flow.columns)
    crossheads = dict(flow.crossheads)
    if flow.head and flow.head.introduction:
        columns.insert(0, flow.head.introduction)
        crossheads = {n + 1: found for n, found in crossheads.items()}
    for n, column in enumerate(columns):
        boxes.append(column.box)
        for head in crossheads.get(n, []):
            close()
            lines = [line for group in head.groups for line in group.lines]
            blocks.append(Block("crosshead", tuple(line.piece for line in lines)))
        byline += bylines.get(id(column), [])
        for tail in tails.get(id(column), []):
            {"jump-to": jump_to, "jump-from": jump_from}.get(tail.mark, byline).append(tail)
        if column.role == "table":
            close()
            blocks += [Block("row", cells=tuple((cell.piece,) for cell in row)) for row in column.rows]
            continue
        if column.role == "verse":
            close()
            blocks += _verse(column, first=n == 0)
            continue
        find_starts(column, page.habit)
        if notice:
            notice_starts(column)
        if n and crossheads.get(n) is None and opens(column, page.habit) is None:
            column.starts[0] = ends(columns[n - 1]) is not False
        kinds = _line_kinds(column, page, first=n == 0, last=n == len(columns) - 1)
        for place, line in enumerate(column.lines):
            kind = kinds[place]
            for tail in page.tails.get(id(line), []):
                (jump_to if tail.mark == "jump-to" else byline).append(tail)
            if kind == "":
                line = _without_jumps(line, page, jump_from, jump_to)
            if kind == "jump-from":
                jump_from.append(line)
            elif kind == "jump-to":
                jump_to.append(line)
            elif kind == "byline":
                byline.append(line)
            elif kind == "crosshead":
                if not (place and kinds[place - 1] == "crosshead"):
                    close()
                    blocks.append(Block("crosshead", (line.piece,)))
                else:
                    last = blocks[-1]
                    blocks[-1] = Block("crosshead", (*last.value, line.piece))
            else:
                if column.starts[place] or (place and kinds[place - 1]):
                    close()
                run.append(line)
        if column.lines and kinds[-1] == "":
            pass
    close()
    item = ItemReading(
        "notice" if notice else "article",
        kicker=_values(kicker),
        headline=_values(headline),
        deck=_values(deck),
        byline=_values(byline),
        jump_from=_values(jump_from),
        jump_to=_values(jump_to),
        body=tuple(blocks),
    )
    return around(boxes), item


def _without_jumps(line: Segment, page: Page, jump_from: list[Segment], jump_to: list[Segment]) -> Segment:
    """A line without the jump lines that are glued to its start or end; these go to their lists."""
    found = cut_glued(line.text)
    if not found or found.rule not in ("jump-from", "jump-to") or not 0 < found.at[0] < len(line.text):
        return line
    head, rest = cut(line, page.raw[line.piece.line], found.at[0])
    if found.rule == "jump-from":
        jump_from.append(head)
        return rest
    jump_to.append(rest)
    return head


def _verse(column: Column, *, first: bool) -> list[Block]:
    """Lines of verse; a wider gap than usual, or a new column, begins a stanza."""
    out: list[Block] = []
    for place, line in enumerate(column.lines):
        wide = place > 0 and line.baseline - column.lines[place - 1].baseline > 1.3 * column.pitch
        out.append(Block("verse", (line.piece,), stanza=wide or (place == 0 and not first)))
    return out


def _line_kinds(column: Column, page: Page, *, first: bool, last: bool) -> list[str]:
    """For each line of a column what it is beside text: crosshead, byline, a jump line, or ""."""
    lines = column.lines
    kinds = ["" for _ in lines]
    for place, line in enumerate(lines):
        if line.mark in ("jump-from", "jump-to"):
            kinds[place] = line.mark
        elif _is_byline_line(column, place, first=first, last=last):
            kinds[place] = "byline"
        elif _is_crosshead(column, place, page):
            kinds[place] = "crosshead"
    return kinds


def _is_byline_line(column: Column, place: int, *, first: bool, last: bool) -> bool:
    """Whether a line of a column is a byline on a line of its own: the first of a story, or the last at the right."""
    line = column.lines[place]
    if line.mark != "byline" and not names_of_line(line.text):
        return False
    if line.text[0] in "【〔（(" and column.in_by(place) < 3:
        return False
    if place == len(column.lines) - 1 and last:
        before = column.lines[place - 1] if place else None
        return before is None or stops(before.text)
    return place in (0, 1) and first


def _is_crosshead(column: Column, place: int, page: Page) -> bool:
    line = column.lines[place]
    if place + 1 >= len(column.lines) or stops(line.text) or _SENTENCE.search(line.text[-1:]) or len(line.text) > 30:
        return False
    before = column.lines[place - 1] if place else None
    if before is not None and not stops(before.text):
        return False
    into, short = column.in_by(place), column.short_by(place)
    centred = into > 0.8 and short > 0.8 and abs(into - short) < max(1.6, 0.3 * into)
    other = line.font != column.lines[place + 1].font and line.font != page.font
    follows = column.starts[place + 1]
    if not follows:
        return False
    if other and short > 0.3:
        return True
    return centred and (not page.habit.indents or into > 2.6 or into < 1.2) and into + short > 3


def _refer(head: Head) -> ItemReading:
    kicker, headline, deck = head.parts()
    assert head.pointer is not None
    return ItemReading(
        "refer",
        kicker=_values(kicker),
        headline=_values(headline),
        deck=_values(deck),
        jump_to=((head.pointer.piece,),),
    )


def _lone(head: Head) -> ItemReading:
    kicker, headline, deck = head.parts()
    return ItemReading("refer", kicker=_values(kicker), headline=_values(headline), deck=_values(deck))


def _photo(caption: Sequence[Column], head: Head | None, page: Page) -> tuple[Box, ItemReading]:
    blocks: list[Block] = []
    credit: list[Value] = []
    boxes = [column.box for column in caption]
    at = picture_at(boxes[0], page.walls.pictures, page.size)
    if at is not None:
        boxes.append(page.walls.pictures[at])
    for column in caption:
        lines = list(column.lines)
        if len(lines) == 1 and is_credit_line(lines[0].text):
            credit.append((lines[0].piece,))
            continue
        texts = [line.text for line in lines]
        if len(lines) > 1 and is_credit_line(texts[-1]) and stops(texts[-2]):
            credit.append((lines.pop().piece,))
            texts.pop()
        for line in lines:
            credit += [(tail.piece,) for tail in page.tails.get(id(line), [])]
        whole = join(texts)
        found = None if credit else find_credit(whole)
        pieces = [line.piece for line in lines]
        if found and found[0]:
            at = found[0]
            for n, line in enumerate(lines):
                if at < len(line.text):
                    head_part, tail_part = cut(line, page.raw[line.piece.line], at) if at else (None, line)
                    credit.append((tail_part.piece, *pieces[n + 1 :]))
                    pieces = [*pieces[:n], *([head_part.piece] if head_part else [])]
                    break
                at -= len(line.text)
        blocks.append(Block("paragraph", tuple(pieces)))
    headline: list[Segment] = []
    if head is not None:
        boxes.append(head.box)
        headline = [line for group in head.groups for line in group.lines]
    return around(boxes), ItemReading("photo", headline=_values(headline), credit=tuple(credit), body=tuple(blocks))
