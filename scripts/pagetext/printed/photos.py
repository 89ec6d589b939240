"""Photos: their captions, credits and heads."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scripts.pagetext.credits import find_credit
from scripts.pagetext.geometry import Box, around
from scripts.pagetext.lines import join
from scripts.pagetext.printed.articles import values_of
from scripts.pagetext.printed.captions import cut_at_arrows, is_caption, is_credit_line, picture_at, shows
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.page import DISPLAY, SENTENCE, PrintedPage
from scripts.pagetext.printed.paragraphs import stops
from scripts.pagetext.printed.roles import share
from scripts.pagetext.printed.segments import Segment, cut, share_along, share_down
from scripts.pagetext.reading import Block, ItemReading, Value


def captions_of(text: Sequence[Column], page: PrintedPage) -> tuple[list[list[Column]], list[Column]]:
    """Captions, each with a credit that stands on a line of its own, and the text that is left."""
    pictures = page.walls.pictures
    found: list[list[Column]] = []
    rest: list[Column] = []
    lines: list[Column] = []
    for block in (part for column in text for part in cut_at_arrows(column)):
        if block.size > DISPLAY * page.size:
            rest.append(block)
        elif len(block.lines) == 1 and is_credit_line(block.text) and block.lines[0].mark != "byline":
            lines.append(block)
        elif len(block.lines) == 1 and block.lines[0].mark == "byline" and block.text[:1] not in "▲▼◀▶":
            rest.append(block)
        elif is_caption(block) or _is_credited(block, page):
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
        elif picture_at(box, pictures, page.size) is not None:
            found.append([credit])
        else:
            rest.append(credit)
    return found, rest


def captions_down(heads: Sequence[Head]) -> tuple[list[list[Column]], list[Head]]:
    """Captions of the lines that run down, known by their words, and the headlines that are left."""
    found: list[list[Column]] = []
    rest: list[Head] = []
    for head in heads:
        text = head.groups[0].text
        if shows(text) or find_credit(text) or is_credit_line(text):
            found.append([head.groups[0]])
        else:
            rest.append(head)
    return found, rest


def _is_credited(block: Column, page: PrintedPage) -> bool:
    """Whether a credit stands behind a block's last line."""
    return any(tail.mark == "credit" for tail in page.tails.get(id(block.lines[-1]), []))


def heads_of_photos(
    heads: Sequence[Head], captions: Sequence[Sequence[Column]], text: Sequence[Column], page: PrintedPage
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
        if not near:
            near = _at_picture(box, heads, taken, page)
        if near:
            head = heads[min(near)[1]]
            out[n] = head
            taken.add(id(head))
    return out, [head for head in heads if id(head) not in taken]


def _is_credit(line: Segment) -> bool:
    """Whether a caption's last line is likely its credit, and nothing else."""
    return len(line.text) <= LONGEST_CREDIT and share([line], "credit") > SURE and not SENTENCE.search(line.text[:-1])


LONGEST_CREDIT = 16
SURE = 0.8
"""Characters of a credit's line, at most, and how likely it must be one."""


def _may_be_title(head: Head) -> bool:
    """Whether a head may be a photo's: likely, or not so likely a story's."""
    lines = head.groups[0].lines
    unsure = share(lines, "headline") < SURE and share(lines, "crosshead") < 1 - SURE
    return share(lines, "title") > 0.5 or (unsure and len(head.groups) == 1)


def _at_picture(
    caption: Box, heads: Sequence[Head], taken: Collection[int], page: PrintedPage
) -> list[tuple[float, int]]:
    """Heads that are likely a photo's and stand at the picture that the caption is of."""
    at = picture_at(caption, page.walls.pictures, page.size)
    return [
        (abs(head.box.top - caption.top), k)
        for k, head in enumerate(heads)
        if at is not None
        and id(head) not in taken
        and _may_be_title(head)
        and picture_at(head.box, page.walls.pictures, page.size) == at
    ]


def photo_of(caption: Sequence[Column], head: Head | None, page: PrintedPage) -> tuple[Box, ItemReading]:
    """A photo of its caption and head, and the box around both and the picture."""
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
        while len(lines) > 1 and _is_credit(lines[-1]) and find_credit(join(texts)) is None:
            credit.insert(0, (lines.pop().piece,))
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
        credit += values_of(head.byline)
        boxes.append(head.box)
        headline = [line for group in head.groups for line in group.lines]
    return around(boxes), ItemReading("photo", headline=values_of(headline), credit=tuple(credit), body=tuple(blocks))
