"""Bylines on lines of their own between a head and its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.names import is_name
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.page import PrintedPage
from scripts.pagetext.printed.paragraphs import stops
from scripts.pagetext.printed.segments import Segment, share_along

_HAN = re.compile("[\u3400-\u9fff]{2,4}")


def bylines_of(
    text: Sequence[Column], heads: Sequence[Head], page: PrintedPage
) -> tuple[dict[int, list[Segment]], list[Column]]:
    """Bylines on lines of their own above a column, by its identity, and the text that is left; those below a head
    become its own.
    """
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
    for head in heads:
        head.byline = out.pop(id(head), [])
        group = head.groups[-1]
        if len(head.groups) > 1 and len(group.lines) == 1 and names_of_line(group.lines[0].text):
            head.byline.append(group.lines[0])
            head.groups.pop()
    left = {id(block) for block in rest}
    for block in text:  # a byline that was given to a byline is text
        if id(block) not in left and id(block) in out:
            rest += [Column([line]).measure() for line in out.pop(id(block))]
    return out, rest
