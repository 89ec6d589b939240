"""Page references and the heads that they stand at: these are refers."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.page import PrintedPage
from scripts.pagetext.printed.segments import Segment, share_along


def cut_at_pointers(display: Sequence[Column], pointers: Sequence[Segment]) -> list[Column]:
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


def give_pointer(pointer: Segment, heads: Sequence[Head], text: Sequence[Column], page: PrintedPage) -> None:
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
