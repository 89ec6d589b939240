"""Heads of one style are of one kind: a paper does not print its headlines and its crossheads alike.

The networks see each head by itself, and where small heads stand between short texts, as in newsletters, they take all
but the first of a column for crossheads. How surely the surest head of a style is one or the other decides for all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.scorer import Costs
from scripts.pagetext.printed.things import Thing

SURER = 3.0
"""Nats by which the surest head of a style must be surer than the surest one of the other kind."""
NEVER = 30.0
"""What going on from a text costs a head that stands under none."""
_CLASSES = 0.05
"""Share by which sizes of one style may differ."""


def agreed(costs: Costs, things: Sequence[Thing]) -> Costs:
    """The costs with heads no longer going on from texts where their style is a headline's."""
    cheapest: dict[int, float] = {}
    for (leader, follower), price in costs.pairs.items():
        if isinstance(things[follower], Head) and not isinstance(things[leader], Head):
            cheapest[follower] = min(cheapest.get(follower, NEVER), price)
    styles: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, thing in enumerate(things):
        if isinstance(thing, Head):
            styles[_style(thing)].append(n)
    starts: set[int] = set()
    for heads in styles.values():
        evidence = [cheapest.get(n, NEVER) - costs.lone[n] for n in heads]
        if min(evidence) < 0 and max(evidence) + min(evidence) > SURER:
            starts.update(heads)
    if not starts:
        return costs
    pairs = {
        (leader, follower): price
        for (leader, follower), price in costs.pairs.items()
        if follower not in starts or isinstance(things[leader], Head)
    }
    return replace(costs, pairs=pairs)


def _style(head: Head) -> tuple[object, ...]:
    line = max(head.groups, key=lambda group: group.size).lines[0]
    return line.font, round(math.log(line.size) / _CLASSES), line.colour, head.along
