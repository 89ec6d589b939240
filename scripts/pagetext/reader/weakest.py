"""Where an item is least sure: the decision about its lines that is likeliest to be wrong, for an editor to look at.

The chance of an item (`doubt`) is made of many; a person wants to know which line to look at, and for what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from scripts.pagetext.lines import Line
from scripts.pagetext.reader.doubt import Sureness
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.linking import NONE
from scripts.pagetext.reader.roles import HEADS, KIND, ROLE

FIRM = 0.9
"""Chance from which a decision is not worth a look: the item is doubted for what the page as a whole is like."""


class WeakPoint(NamedTuple):
    """A decision about an item that may be wrong.

    `why` is a case of `unsure` in the catalogue, `line` and `other` are indices of prepared lines (`other` -1 where
    there is none), `chance` is that of the decision being right.
    """

    why: str
    line: int
    other: int
    chance: float


def weak_points(sure: Sureness, draft: ItemDraft, roles: Mapping[int, str]) -> Iterator[WeakPoint]:
    """Every decision about an item that can be looked at, with its chance."""
    text, heads = draft.text, sorted(draft.heads)
    own = {*text, *heads, *draft.hanging}
    for above, n in pairwise(text):
        yield WeakPoint("goes-on", n, above, float(sure.above[n, above]))
    if text:
        yield WeakPoint("begins", text[0], -1, float(sure.above[text[0], NONE]))
        after, chance = _likeliest(sure.above[:, text[-1]] * sure.as_text, own)
        yield WeakPoint("ends", text[-1], after, 1 - chance)
        elsewhere, chance = _likeliest(sure.anchor[:, text].sum(1) * sure.as_head, own)
        yield WeakPoint("headline-elsewhere", text[0], elsewhere, 1 - chance)
    for n in heads:
        belongs = float(sure.anchor[n, text].sum()) if text else float(sure.anchor[n, NONE])
        yield WeakPoint("headline", n, -1, belongs)
        role = roles[n]
        named = float(sure.role[n, ROLE[role]])
        is_head = float(sure.as_head[n])
        if role in HEADS and is_head > named and len(heads) > 1:  # one line can only be the headline
            yield WeakPoint("headline-part", n, -1, 1 - (is_head - named))
    for n in text:
        yield WeakPoint("text", n, -1, float(sure.as_text[n]))
    lines = [*text, *heads]
    if lines:
        yield WeakPoint("kind", min(lines), -1, float(sure.kind[lines, KIND[draft.kind]].mean()))


def _likeliest(chances: np.typing.NDArray[np.float32], own: set[int]) -> tuple[int, float]:
    """The line outside of an item with the highest chance, and that chance."""
    others = chances.copy()
    others[sorted(own)] = 0
    at = int(others.argmax())
    return at, float(others[at])


def weakest(sure: Sureness, draft: ItemDraft, roles: Mapping[int, str]) -> WeakPoint | None:
    """The decision about an item that is likeliest to be wrong; None where each by itself is firm."""
    point = min(weak_points(sure, draft, roles), key=lambda point: point.chance, default=None)
    return point if point is not None and point.chance < FIRM else None


def raw_lines(point: WeakPoint, lines: Sequence[Line]) -> tuple[int, int | None]:
    """The raw lines that a weak point speaks of."""
    return lines[point.line].number, lines[point.other].number if point.other >= 0 else None
