"""A list of headlines assigned to the texts of its page.

Papers that list their headlines (all first, all last) list them in the order of the texts, or nearly: `assign_in_order`
finds the cheapest assignment in that order, `_assign_freely` one in whatever order the shared words ask for, and
`assign_list` takes the cheaper of the two. Costs are nats, as those of `match.Ties`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from scripts.pagetext.elements import Element
from scripts.pagetext.headwords import is_deck, is_kicker
from scripts.pagetext.match import Ties, halves
from scripts.pagetext.story import Story

LONE = 1.6
"""Cost of a line that is nobody's headline: it becomes a refer."""
BARE = {"article": 2.5, "photo": 0.2, "notice": 2.0}
"""Cost of a text that gets none of the page's loose headlines."""
_MERGE, _SPLIT = 0.4, 0.5
"""Cost of taking two headlines for one, and of taking one apart."""
FIT = 0.12
"""The share of a loose headline's words that a text holds at least for it to be its."""


def is_extra(group: list[Element]) -> bool:
    """Whether display lines are a kicker or a deck by their words, so that a headline is still to come."""
    return all(is_kicker(line.text) or is_deck(line.text) for line in group)


@dataclass(slots=True)
class _Step:
    """The cheapest assignment of some lines to some stories: its cost, and where its last head begins."""

    cost: float
    start: int  # first line of the head, or -1 where the last line is nobody's


def assign_list(groups: list[list[Element]], takers: list[Story], ties: Ties) -> list[list[Element]]:
    """Assign a list of headlines to the texts: in order, unless shared words clearly ask for another.

    Sets the heads of `takers`. Returns the groups of lines that no text got.
    """
    cost, alone = assign_in_order(groups, takers, ties)
    free, pairs = _assign_freely(groups, takers, ties)
    if free >= cost:
        return alone
    for taker in takers:
        taker.heads = []
    for number, place in pairs.items():
        takers[place].heads = groups[number]
        takers[place].side = "listed"
    return [group for number, group in enumerate(groups) if number not in pairs]


def _assign_freely(groups: list[list[Element]], takers: list[Story], ties: Ties) -> tuple[float, dict[int, int]]:
    """The cost of assigning headlines in whatever order fits best, the best pair first, and each headline's text.

    Headlines and texts are numbers of `groups` and `takers`.
    """
    costs = [[sum(ties.cost(line, taker) for line in group) for taker in takers] for group in groups]
    gains = sorted(
        (costs[n][k] - BARE[taker.kind] - LONE * len(group), abs(n - k), n, k)
        for n, group in enumerate(groups)
        for k, taker in enumerate(takers)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    total = sum(BARE[taker.kind] for taker in takers) + sum(LONE * len(group) for group in groups)
    for gain, _, n, k in gains:
        if gain < 0 and n not in pairs and k not in taken:
            pairs[n] = k
            taken.add(k)
            total += gain
    order = [pairs[n] for n in sorted(pairs)]
    total += _CROSSED * sum(earlier > later for earlier, later in combinations(order, 2))
    return total, pairs


_CROSSED = 0.3
"""Cost of two headlines listed in another order than their texts."""


def assign_in_order(groups: list[list[Element]], takers: list[Story], ties: Ties) -> tuple[float, list[list[Element]]]:
    """Assign a list of headlines to the texts, both in their order, by a dynamic programme.

    What was read as a headline may be several, and several may be one. Sets the heads of `takers`. Returns the cost and
    the groups of lines that no text got.
    """
    lines: list[Element] = []
    opens: list[bool] = []
    for group in groups:
        parts = [part for line in group for part in halves(line)]
        lines += parts
        opens += [n == 0 for n in range(len(parts))]
    size = len(lines)
    ends = [_WRONG_END if is_kicker(line.text) and not is_deck(line.text) else 0.0 for line in lines]
    starts = [_WRONG_END if is_deck(line.text) and not is_kicker(line.text) else 0.0 for line in lines]
    seam = [_SPLIT if not first else 0.0 for first in opens] + [0.0]
    best = [_Step(0.0, -1)]
    for k in range(size):
        best.append(_Step(best[k].cost + LONE, -1))
    steps: list[list[_Step]] = []
    costs = [w.cost for w in best]
    for taker in takers:
        row = [ties.cost(line, taker) for line in lines]
        for first, last in _parts(opens):
            some = lines[first:last]
            if not is_extra(some) and max(ties.share(line, taker) for line in some) < FIT:
                row[first] += _STRANGER
        fresh = [_Step(costs[k] + BARE[taker.kind], k) for k in range(size + 1)]
        for start in range(size):
            cost = costs[start] + seam[start]
            for end in range(start + 1, min(size, start + 7) + 1):
                cost += row[end - 1] + (_MERGE if end - 1 > start and opens[end - 1] else 0.0)
                total = cost + starts[start] + ends[end - 1] + (seam[end] if end < size else 0.0)
                if total < fresh[end].cost:
                    fresh[end] = _Step(total, start)
        for end in range(1, size + 1):
            if fresh[end - 1].cost + LONE < fresh[end].cost:
                fresh[end] = _Step(fresh[end - 1].cost + LONE, -1)
        steps.append(fresh)
        costs = [w.cost for w in fresh]
    end = size
    alone: set[int] = set()
    for taker, fresh in zip(reversed(takers), reversed(steps), strict=True):
        while fresh[end].start == -1:
            end -= 1
            alone.add(end)
        start = fresh[end].start
        if start < end:
            taker.heads = lines[start:end]
            taker.side = "listed"
        end = start
    alone.update(range(end))
    out: list[list[Element]] = []
    for n in sorted(alone):
        if out and not opens[n] and n - 1 in alone:
            out[-1].append(lines[n])
        else:
            out.append([lines[n]])
    return costs[-1], out


def _parts(opens: list[bool]) -> list[tuple[int, int]]:
    """First line, and the line after the last, of each headline of a list."""
    starts = [n for n, first in enumerate(opens) if first]
    return list(zip(starts, [*starts[1:], len(opens)], strict=True))


_STRANGER = 0.9
"""Cost of a headline, not a kicker or deck by its words, that shares no word with the text."""
_WRONG_END = 0.5
"""Cost of a kicker below the rest of a head, and of a deck above it."""
