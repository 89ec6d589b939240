"""Heads of one style are of one kind: a paper does not print its headlines and its crossheads alike.

The networks see each head by itself, and where small heads stand between short texts, as in newsletters, they take all
but the first of a column for crossheads. One that is surely none tells what the others are, unless some surely are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.scorer import Costs
from scripts.pagetext.printed.things import Thing

DOUBTED = 6.5
"""Nats below which it is not sure that a head of a style goes on from a text. True crossheads of our own simulated
pages stand from there to 14, a newsletter's headlines at 3 to 6."""
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
            styles[style_of(thing)].append(n)
    starts: set[int] = set()
    for heads in styles.values():
        evidence = [cheapest.get(n, NEVER) - costs.lone[n] for n in heads]
        if -DOUBTED < min(evidence) < 0 and max(evidence) > DOUBTED:
            starts.update(heads)
    if not starts:
        return costs
    pairs = {
        (leader, follower): price
        for (leader, follower), price in costs.pairs.items()
        if follower not in starts or isinstance(things[leader], Head)
    }
    return replace(costs, pairs=pairs)


def style_of(head: Head) -> tuple[object, ...]:
    """What makes two heads of one style: font, size, colour and direction of the largest line."""
    line = max(head.groups, key=lambda group: group.size).lines[0]
    return line.font, round(math.log(line.size) / _CLASSES), line.colour, head.along
