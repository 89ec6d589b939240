"""Page references -> the refers that they belong to, over the whole page.

A reference mostly stands right below its refer. Extractors that sort a page by blocks bring several refers and then
their references, or one of them far away; both keep the order of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from scripts.pagetext.elements import Element
from scripts.pagetext.story import Story

_NO_REFERENCE = 0.9
"""Cost of a refer that names no page: there are papers that never do."""
_LONE = 3.0
"""Cost of a reference that belongs to no refer."""
_AFTER, _BEFORE = 0.3, 1.2
"""Cost of a reference somewhere below its refer, and of one above it."""
_FAR, _FARTHEST = 0.01, 1.0
"""Cost of every line between the two, and the most that it comes to."""


def _cost(refer: Story, pointer: Element) -> float:
    first, last = refer.heads[0].lines[0].number, refer.heads[-1].lines[-1].number
    at = pointer.lines[0].number
    if last <= at <= last + 2:  # the same line, cut in two, the next, or the one below a blank one
        return 0.0
    away = at - last if at > last else first - at
    return (_AFTER if at > last else _BEFORE) + min(_FARTHEST, _FAR * away)


def point(refers: Sequence[Story], pointers: Sequence[Element]) -> list[Element]:
    """Give each refer its page reference, both in the order of the page, at the least cost; what is left over."""
    table = [[n * _LONE for n in range(len(pointers) + 1)]]
    for refer in refers:
        above = table[-1]
        row = [above[0] + _NO_REFERENCE]
        for n, pointer in enumerate(pointers):
            row.append(min(above[n + 1] + _NO_REFERENCE, row[n] + _LONE, above[n] + _cost(refer, pointer)))
        table.append(row)
    left: list[Element] = []
    k, n = len(refers), len(pointers)
    while k or n:
        here = table[k][n]
        if k and n and here == table[k - 1][n - 1] + _cost(refers[k - 1], pointers[n - 1]):
            k, n = k - 1, n - 1
            refers[k].pointer = pointers[n]
        elif n and here == table[k][n - 1] + _LONE:
            n -= 1
            left.append(pointers[n])
        else:
            k -= 1
    return left[::-1]
