"""Page references and the heads that they stand at: these are refers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.page import SENTENCE, PrintedPage
from scripts.pagetext.printed.roles import share
from scripts.pagetext.printed.segments import Segment, share_along

_PAGE = re.compile(r"[A-Z]?\d|[一二三四五六七八九十][版頁页]")


def is_pointer(segment: Segment) -> bool:
    """Whether a line, or part of one, is a page reference: by its words, or as a page's number that is likely one."""
    if segment.mark == "pointer":
        return True
    short = len(segment.text) <= LONGEST and segment.mark not in ("jump-to", "jump-from")
    return short and share([segment], "jump") > 0.5 and _PAGE.search(segment.text) is not None


LONGEST = 10
"""Characters of a page reference that its words alone do not tell."""


def cut_at_pointers(display: Sequence[Column], pointers: Sequence[Segment]) -> list[Column]:
    """Display blocks cut below every line that a page reference stands beside or right under."""
    out: list[Column] = []
    for block in display:
        run: list[Segment] = []
        for place, line in enumerate(block.lines):
            run.append(line)
            below = block.lines[place + 1] if place + 1 < len(block.lines) else None
            if any(_points(pointer, line) or (below and _parts(pointer, line, below)) for pointer in pointers):
                out.append(Column(run).measure())
                run = []
        if run:
            out.append(Column(run).measure())
    return out


def listed_with_pages(blocks: Sequence[Column], pointers: Sequence[Segment]) -> tuple[list[Column], list[Column]]:
    """Blocks most of whose lines have a page reference beside them and are no sentences, and the others: lists of what
    other pages have, whatever their type.
    """
    listed: list[Column] = []
    rest: list[Column] = []
    for block in blocks:
        lines = block.lines
        count = sum(any(_points(pointer, line) for pointer in pointers) for line in lines) if pointers else 0
        plain = not any(SENTENCE.search(line.text) for line in lines)
        (listed if plain and count >= max(2, MOSTLY * len(lines)) else rest).append(block)
    return listed, rest


MOSTLY = 0.6
"""Share of a block's lines that must have a page reference beside them."""


def _points(pointer: Segment, line: Segment) -> bool:
    """Whether a page reference stands right of a line (or just left of it, in lists that begin with the page)."""
    if abs(pointer.baseline - line.baseline) < 0.4 * line.size:
        behind = line.box.right - line.size <= pointer.box.left < line.box.right + 25 * line.size
        return behind or 0 <= line.box.left - pointer.box.right + 0.3 * line.size < 2.5 * line.size
    return False


def _parts(pointer: Segment, above: Segment, below: Segment) -> bool:
    """Whether a page reference stands between two lines, at the right of their left edge."""
    inside = above.baseline + 0.3 * above.size < pointer.baseline < below.baseline - 0.3 * below.size
    return inside and above.box.left < pointer.box.left < max(above.box.right, below.box.right) + 12 * above.size


def give_pointer(pointer: Segment, heads: Sequence[Head], text: Sequence[Column], page: PrintedPage) -> None:
    """Give a page reference to the head that it stands beside or right under."""
    best: tuple[float, int] | None = None
    for n, head in enumerate(heads):
        box, last = head.box, head.groups[-1].lines[-1]
        first = head.groups[0].lines[0]
        before = abs(pointer.baseline - first.baseline) < 0.4 * first.size and _points(pointer, first)
        if head.pointer is not None or not head.along or (pointer.box.right < box.left and not before):
            continue
        down = max(0.0, pointer.box.top - box.bottom)
        aside = max(0.0, pointer.box.left - box.right)
        if (pointer.box.bottom < last.box.top and not before) or down > 2.2 * page.size or aside > 40 * page.size:
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
