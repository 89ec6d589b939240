"""A flow as an item: its fields, paragraphs, crossheads, verse and rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.geometry import Box, around
from scripts.pagetext.marks import DATELINE, LIST_ITEM, SPEAKER, cut_glued
from scripts.pagetext.notices import is_tail
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.flows import Flow
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.page import SENTENCE, PrintedPage
from scripts.pagetext.printed.paragraphs import SPACED, ends, find_starts, notice_starts, opens, stops
from scripts.pagetext.printed.roles import share
from scripts.pagetext.printed.segments import Segment, cut
from scripts.pagetext.reading import Block, ItemReading, Value


def values_of(lines: Sequence[Segment]) -> tuple[Value, ...]:
    """Lines as values."""
    return tuple((line.piece,) for line in lines)


def article_of(
    flow: Flow, bylines: dict[int, list[Segment]], tails: dict[int, list[Segment]], page: PrintedPage
) -> tuple[Box, ItemReading]:
    """An article or notice of a flow, and the box around it."""
    kicker, headline, deck = flow.head.parts() if flow.head else ([], [], [])
    byline = list(flow.head.byline) if flow.head else []
    notice = bool(headline) and (any(line.mark == "notice" for line in headline) or _is_framed_notice(flow, page))
    jump_from: list[Segment] = []
    jump_to: list[Segment] = []
    blocks: list[Block] = []
    run: list[Segment] = []
    boxes = [flow.head.box] if flow.head else []

    def close() -> None:
        if run:
            pieces = [piece for line in run for piece in (line.before, line.piece) if piece is not None]
            blocks.append(Block("paragraph", tuple(pieces)))
            run.clear()

    columns = list(flow.columns)
    crossheads = dict(flow.crossheads)
    for n, column in enumerate(columns):
        boxes.append(column.box)
        for head in crossheads.get(n, []):
            close()
            byline += head.byline
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
        if n and n not in crossheads and n + 1 not in crossheads and _stands_apart(columns, n, page):
            close()
            blocks.append(Block("crosshead", tuple(line.piece for line in column.lines)))
            continue
        find_starts(column, page.habit)
        if notice:
            notice_starts(column)
        if n and crossheads.get(n) is None and opens(column, page.habit) is None:
            column.starts[0] = not run or ends(columns[n - 1]) is not False
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
        kicker=values_of(kicker),
        headline=values_of(headline),
        deck=values_of(deck),
        byline=values_of(byline),
        jump_from=values_of(jump_from),
        jump_to=values_of(jump_to),
        body=tuple(blocks),
    )
    return around(boxes), item


def _is_framed_notice(flow: Flow, page: PrintedPage) -> bool:
    """Whether a story is a notice by its frame and its end: it stands in one, opens as no news and ends with a
    sender, an address or a telephone number.
    """
    frame = page.walls.box_of(flow.head.box) if flow.head else -1
    if frame < 0 or any(column.role != "text" or page.walls.box_of(column.box) != frame for column in flow.columns):
        return False
    lines = [line for column in flow.columns for line in column.lines]
    if len(lines) < 2 or DATELINE.match(lines[0].text) or sum(len(line.text) for line in lines) > _LONGEST_NOTICE:
        return False
    return is_tail(lines[-1].text)


_LONGEST_NOTICE = 300
"""Characters of a notice that has no notice's title."""


def _without_jumps(line: Segment, page: PrintedPage, jump_from: list[Segment], jump_to: list[Segment]) -> Segment:
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


def _line_kinds(column: Column, page: PrintedPage, *, first: bool, last: bool) -> list[str]:
    """For each line of a column what it is beside text: crosshead, byline, a jump line, or ""."""
    lines = column.lines
    kinds = ["" for _ in lines]
    for place, line in enumerate(lines):
        if line.mark in ("jump-from", "jump-to"):
            kinds[place] = line.mark
        elif _is_byline_line(column, place, first=first, last=last):
            kinds[place] = "byline"
        elif _is_crosshead(column, place, page, first=first):
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


def _stands_apart(columns: Sequence[Column], n: int, page: PrintedPage) -> bool:
    """Whether a column inside a story is a crosshead: likely, or a line or two in the text's type that space sets
    apart, between a text that has ended and one that begins with a paragraph.
    """
    column = columns[n]
    if not 0 < n < len(columns) - 1 or len(column.lines) > 2:
        return False
    if share(column.lines, "crosshead") > 0.5:
        return True
    before, after = columns[n - 1], columns[n + 1]
    if not column.role == before.role == after.role == "text" or not stops(before.lines[-1].text):
        return False
    near = 0 < after.top - column.bottom < _APART * page.size
    return near and opens(after, page.habit) is True and _is_phrase(column.lines, page)


def _is_phrase(lines: Sequence[Segment], page: PrintedPage) -> bool:
    """Whether lines in the text's type have the words of a crosshead: few, no sentence, no name, no item of a list."""
    words = "".join(line.text for line in lines)
    if not _LEAST <= len(words) <= _MOST or stops(words) or words[-1] in "，、；：" or SENTENCE.search(words[-1:]):
        return False
    if any(line.mark or names_of_line(line.text) or id(line) in page.tails for line in lines):
        return False
    return not (is_tail(words) or LIST_ITEM.match(words) or SPEAKER.match(words))


_LEAST, _MOST = 4, 24
"""Characters of a crosshead in type of the text's size."""
_APART = 4.0
"""Ems of text between such a crosshead and its text, at most."""


def _is_crosshead(column: Column, place: int, page: PrintedPage, *, first: bool) -> bool:
    """Whether a line inside a column is a crosshead: likely, or by the space around it."""
    line = column.lines[place]
    if place + 1 >= len(column.lines):
        return False
    if share([line], "crosshead") > 0.5:
        return True
    if (place and not stops(column.lines[place - 1].text)) or not column.starts[place + 1]:
        return False
    return _set_off(column, place) and not (first and not place) and not page.habit.spaces and _is_phrase([line], page)


def _set_off(column: Column, place: int) -> bool:
    """Whether space parts a line from the one below it, and from the one above where there is one."""
    lines = column.lines[max(0, place - 1) : place + 2]
    return all(b.baseline - a.baseline > SPACED * column.pitch for a, b in pairwise(lines))


def refer_of(head: Head) -> ItemReading:
    """A refer of a head that a page reference stands at."""
    kicker, headline, deck = head.parts()
    assert head.pointer is not None
    return ItemReading(
        "refer",
        kicker=values_of(kicker),
        headline=values_of(headline),
        deck=values_of(deck),
        byline=values_of(head.byline),
        jump_to=((head.pointer.piece,),),
    )


def lone_of(head: Head) -> ItemReading:
    """What a head without text is taken for: a refer."""
    kicker, headline, deck = head.parts()
    return ItemReading(
        "refer",
        kicker=values_of(kicker),
        headline=values_of(headline),
        deck=values_of(deck),
        byline=values_of(head.byline),
    )
