"""A page model with a layout -> a Reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.geometry import Box, Layout, around
from scripts.pagetext.marks import cut_glued
from scripts.pagetext.names import is_name
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.printed.captions import is_caption, is_credit_line, picture_at
from scripts.pagetext.printed.columns import Column, Walls, columns_of
from scripts.pagetext.printed.flows import Flow, flows_of
from scripts.pagetext.printed.furniture import mark_furniture
from scripts.pagetext.printed.heads import Head, stacked
from scripts.pagetext.printed.paragraphs import Habit, ends, find_starts, habit_of, opens, stops
from scripts.pagetext.printed.segments import Segment, alike, cut, segments_of, share_along, text_size
from scripts.pagetext.printed.zones import find_zones
from scripts.pagetext.reading import Block, ItemReading, Reading, Value

DISPLAY = 1.16
"""Of the text's size: from there on type is for headlines, unless it runs on in sentences."""
_SENTENCE = re.compile("[，。；]")


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
    out: list[Segment] = []
    for segment in segments:
        found = cut_glued(segment.text) if not segment.mark else None
        rest = segment
        done = 0
        for at in found.at if found else ():
            if not 0 < at - done < len(rest.text):
                continue
            head, rest = cut(rest, raw[segment.piece.line], at - done)
            done = at
            out.append(head)
        out.append(rest)
    for place, segment in enumerate(out):
        segment.order = place
    return [segment for segment in out if segment.text]


def _read(page: Page) -> Reading:
    free = [s for s in page.segments if not s.role]
    pointers = [s for s in free if s.mark == "pointer"]
    for pointer in pointers:
        pointer.role = "pointer"
    upright = [s for s in free if not s.along]
    along = [s for s in free if s.along and not s.role]
    blocks = _without_bylines(columns_of(along, page.walls))
    page.habit = habit_of([b for b in blocks if alike(b.size, page.size)])
    display, text = _sorted(blocks, page)
    display = _cut_at_pointers(display, pointers)
    captions, text = _captions(text, page)
    heads = stacked(display, text, page.walls, page.size)
    heads += _down_heads(upright)
    bylines, text, heads = _bylines(text, heads, page)
    for pointer in pointers:
        _give_pointer(pointer, heads, text, page)
    refers = [head for head in heads if head.pointer is not None]
    rest = [head for head in heads if head.pointer is None]
    photo_heads, rest = _photo_heads(rest, captions, page)
    find_zones(text, rest, page.walls, page.size)
    cross = _cross_costs(rest, page)
    flows, bare = flows_of(text, rest, page.habit, page.walls, page.size, cross)
    items: list[tuple[Box, ItemReading]] = []
    for flow in flows:
        items.append(_article(flow, bylines, page))
    for head in refers:
        items.append((head.box, _refer(head)))
    for n, caption in enumerate(captions):
        items.append(_photo(caption, photo_heads.get(n), page))
    for head in bare:
        items.append((head.box, _lone(head)))
    unit = 3 * page.size
    items.sort(key=lambda one: (round(one[0].top / unit), one[0].left))
    furniture = tuple((s.piece,) for s in page.segments if s.role == "furniture")
    return Reading(tuple(item for _, item in items), furniture)


def _without_bylines(blocks: Sequence[Column]) -> list[Column]:
    """Columns with a byline that opens them as a block of its own: mostly it stands over several columns."""
    out: list[Column] = []
    for block in blocks:
        first = block.lines[0]
        if len(block.lines) > 1 and _is_byline(first, block):
            out.append(Column([first]).measure())
            out.append(Column(block.lines[1:]).measure())
        else:
            out.append(block)
    return out


def _is_byline(line: Segment, block: Column) -> bool:
    if line.mark == "byline":
        return True
    return len(line.text) <= 5 and is_name(line.text.replace(" ", "")) and block.short_by(0) > 1.5


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
        if (ratio >= DISPLAY and not (running and ratio < 2)) or (plain and _other_font(block, page)):
            display.append(block)
        else:
            text.append(block)
    return display, text


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
        if len(block.lines) == 1 and is_credit_line(block.text):
            lines.append(block)
        elif is_caption(block, pictures, page.size, page.font):
            found.append([block])
        else:
            rest.append(block)
    for credit in lines:
        box = credit.box
        near = []
        for n, column in enumerate(rest):
            down, aside = box.top - column.bottom, box.left - column.right
            beside = -0.5 * page.size < down < 2.0 * page.size and aside < 40 * page.size
            if len(column.lines) <= 8 and beside and box.right > column.left:
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
        if len(block.lines) == 1 and (line.mark == "byline" or names_of_line(line.text) or len(line.text) <= 4):
            near = [
                (block.top - head.box.bottom, n)
                for n, head in enumerate(heads)
                if -0.5 * page.size < block.top - head.box.bottom < 4 * page.size
                and head.box.left - 12 * page.size < line.middle < head.box.right + 12 * page.size
            ]
            if near:
                out.setdefault(id(heads[min(near)[1]]), []).append(line)
                continue
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
    heads: Sequence[Head], captions: Sequence[Sequence[Column]], page: Page
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
        if near:
            head = heads[min(near)[1]]
            out[n] = head
            taken.add(id(head))
    return out, [head for head in heads if id(head) not in taken]


def _cross_costs(heads: Sequence[Head], page: Page) -> list[float]:
    """What each head costs as a crosshead: little for small type in a column, much where its like heads stories."""
    styles: dict[tuple[int, str], list[Head]] = {}
    for head in heads:
        styles.setdefault(_style(head, page), []).append(head)
    out: list[float] = []
    for head in heads:
        ratio = head.size / page.size
        price = -1.2 + 4.2 * max(0.0, ratio - 1.0) if ratio < 1.5 else 0.9 + 2.5 * (ratio - 1.5)
        peers = styles[_style(head, page)]
        if any(len(peer.zone) > 1 for peer in peers):
            price += 2.0
        if len(head.groups) > 1:
            price += 1.5
        if len(head.zone) > 1 or not head.along:
            price += 4.0
        out.append(price)
    return out


def _style(head: Head, page: Page) -> tuple[int, str]:
    return round(8 * (head.size / page.size)), head.groups[0].lines[0].font


def _values(lines: Sequence[Segment]) -> tuple[Value, ...]:
    return tuple((line.piece,) for line in lines)


def _article(flow: Flow, bylines: dict[int, list[Segment]], page: Page) -> tuple[Box, ItemReading]:
    kicker, headline, deck = flow.head.parts() if flow.head else ([], [], [])
    byline = list(bylines.get(id(flow.head), [])) if flow.head else []
    jump_from: list[Segment] = []
    jump_to: list[Segment] = []
    blocks: list[Block] = []
    run: list[Segment] = []
    boxes = [flow.head.box] if flow.head else []

    def close() -> None:
        if run:
            blocks.append(Block("paragraph", tuple(line.piece for line in run)))
            run.clear()

    for n, column in enumerate(flow.columns):
        boxes.append(column.box)
        for head in flow.crossheads.get(n, []):
            close()
            lines = [line for group in head.groups for line in group.lines]
            blocks.append(Block("crosshead", tuple(line.piece for line in lines)))
        find_starts(column, page.habit)
        if n and flow.crossheads.get(n) is None and opens(column, page.habit) is None:
            column.starts[0] = ends(flow.columns[n - 1]) is not False
        kinds = _line_kinds(column, page, first=n == 0, last=n == len(flow.columns) - 1)
        for place, line in enumerate(column.lines):
            kind = kinds[place]
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
        "article",
        kicker=_values(kicker),
        headline=_values(headline),
        deck=_values(deck),
        byline=_values(byline),
        jump_from=_values(jump_from),
        jump_to=_values(jump_to),
        body=tuple(blocks),
    )
    return around(boxes), item


def _line_kinds(column: Column, page: Page, *, first: bool, last: bool) -> list[str]:
    """For each line of a column what it is beside text: crosshead, byline, a jump line, or ""."""
    lines = column.lines
    kinds = ["" for _ in lines]
    for place, line in enumerate(lines):
        if line.mark in ("jump-from", "jump-to"):
            kinds[place] = line.mark
        elif line.mark == "byline" and place in (0, 1, len(lines) - 1) and (first or last):
            kinds[place] = "byline"
        elif _is_crosshead(column, place, page):
            kinds[place] = "crosshead"
    return kinds


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
    credit: list[Segment] = []
    boxes = [column.box for column in caption]
    at = picture_at(boxes[0], page.walls.pictures, page.size)
    if at is not None:
        boxes.append(page.walls.pictures[at])
    for column in caption:
        if len(column.lines) == 1 and is_credit_line(column.text):
            credit.append(column.lines[0])
        else:
            lines = list(column.lines)
            if len(lines) > 1 and is_credit_line(lines[-1].text):
                credit.append(lines.pop())
            blocks.append(Block("paragraph", tuple(line.piece for line in lines)))
    headline: list[Segment] = []
    if head is not None:
        boxes.append(head.box)
        headline = [line for group in head.groups for line in group.lines]
    return around(boxes), ItemReading("photo", headline=_values(headline), credit=_values(credit), body=tuple(blocks))
