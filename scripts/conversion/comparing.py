"""Two readings of one page compared: a person should look where they differ, and need not where they agree."""

from __future__ import annotations

from dataclasses import replace

from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import ItemReading, Reading, ReadingDoubt

_SAME = 0.98
"""Share of an item's lines that both readings have in it for its text to be the same."""


def compared(page: PageModel, reading: Reading, other: Reading) -> Reading:
    """The first reading, with a doubt about each item that the other reads differently; the others count as agreed."""
    del page
    theirs = [(_heads(item), _body(item), item.kind) for item in other.items]
    doubts = [doubt for doubt in reading.doubts if doubt.item is None]
    agreed: list[int] = []
    for index, item in enumerate(reading.items):
        heads, body, kind = _heads(item), _body(item), item.kind
        best = max(theirs, key=lambda parts: _overlap(parts[0] | parts[1], heads | body), default=None)
        if best is None or not _overlap(best[0] | best[1], heads | body):
            doubts.append(ReadingDoubt("readers-differ", index))
        elif best[0] == heads and _overlap(best[1], body) >= _SAME and best[2] == kind:
            agreed.append(index)
        else:
            doubts.append(ReadingDoubt("readers-differ", index))
    return replace(reading, doubts=tuple(doubts), agreed=frozenset(agreed))


def _heads(item: ItemReading) -> frozenset[int]:
    return frozenset(p.line for name in ("kicker", "headline", "deck") for value in item.field(name) for p in value)


def _body(item: ItemReading) -> frozenset[int]:
    return frozenset(piece.line for block in item.body for value in block.values() for piece in value)


def _overlap(lines: frozenset[int], other: frozenset[int]) -> float:
    """The share of lines that both have, 0 to 1; 1 if neither has any."""
    return len(lines & other) / len(lines | other) if lines or other else 1.0
