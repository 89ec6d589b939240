"""Small heads of one style over texts that have nothing in common: a newsletter's headlines, not crossheads.

By their looks alone they are one and the same. But crossheads part one story, or a few, whose parts speak of one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.roles import swapped
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.printed.styles import style_of
from scripts.pagetext.printed.subjects import subjects

LEAST = 5
"""Heads of one style, at least, to tell anything."""
IN_COMMON = 0.03
"""What texts under heads of one style have in common, on average, below which they are of different stories. Under
crossheads of simulated pages it was .038 and more, under a newsletter's heads .024.
"""


def retell_strangers(heads: Sequence[Head], text: Sequence[Column], odds: Sequence[float]) -> None:
    """Make headlines of likely crossheads whose style stands over texts that have nothing in common."""
    styles: dict[tuple[object, ...], list[Head]] = defaultdict(list)
    for head, odd in zip(heads, odds, strict=True):
        if odd < 0 and head.zone:
            styles[style_of(head)].append(head)
    if not any(len(some) >= LEAST for some in styles.values()):
        return
    seen = subjects([column.text for column in text])
    place = {id(column): n for n, column in enumerate(text)}
    for some in styles.values():
        rows = seen[[place[id(head.zone[0])] for head in some]]
        alike = rows @ rows.T
        apart = alike[np.triu_indices(len(some), 1)]
        if len(some) >= LEAST and round(float(apart.mean()), 4) < IN_COMMON:
            for head in some:
                for group in head.groups:
                    _retell(group.lines)


def _retell(lines: Sequence[Segment]) -> None:
    for line in lines:
        line.likely = swapped(line.likely, "crosshead", "headline")
