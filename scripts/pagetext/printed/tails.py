"""What stands behind or below the last words of a column: a byline, a credit, a jump line."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.page import DISPLAY, PrintedPage
from scripts.pagetext.printed.segments import Segment, alike

_TAILS = frozenset({"jump-to", "byline", "credit"})


def tails_of(segments: Sequence[Segment], size: float) -> dict[int, list[Segment]]:
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
        near = [segment for n in (row - 1, row, row + 1) for segment in rows.get(n, [])]
        before = [
            neighbour
            for neighbour in near
            if neighbour is not tail
            and abs(neighbour.baseline - tail.baseline) < 0.4 * size
            and -0.5 * size < tail.box.left - neighbour.box.right < 45 * size
            and alike(neighbour.size, size)
            and neighbour.mark not in _TAILS
        ]
        if not before:
            continue
        host = max(before, key=lambda neighbour: neighbour.box.right)
        above = [
            upper
            for n in range(row - 4, row + 1)
            for upper in rows.get(n, [])
            if 0.5 * size < host.baseline - upper.baseline < 2.8 * size
            and upper.box.left < host.box.right
            and upper.box.right > tail.box.left + size
        ]
        if above:
            tail.role = "tail"
            out.setdefault(id(host), []).append(tail)
    return out


def tails_below(text: Sequence[Column], page: PrintedPage) -> tuple[dict[int, list[Segment]], list[Column]]:
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


def jump_lines(text: Sequence[Column], tails: dict[int, list[Segment]], page: PrintedPage) -> list[Column]:
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
