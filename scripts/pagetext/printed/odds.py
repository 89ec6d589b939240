"""How likely a head heads a story, and does not stand inside one as a crosshead."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.page import SENTENCE, PrintedPage
from scripts.pagetext.printed.segments import alike, share_along


def odds_of(heads: Sequence[Head], text: Sequence[Column], page: PrintedPage) -> list[float]:
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
        if SENTENCE.search(head.text):
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


def _style(head: Head, page: PrintedPage) -> tuple[int, str]:
    return round(8 * (head.size / page.size)), head.groups[0].lines[0].font
