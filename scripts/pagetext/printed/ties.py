"""Ties: which things follow which, decided at once over the page at the least cost.

An assignment: every follower takes at most one leader, every leader at most one follower, each pair has a cost, and
what stays alone has one too. Solved exactly by augmenting along cheapest paths; the candidates are few.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

Cost = Mapping[tuple[int, int], float]


def assign(leaders: int, followers: int, cost: Cost, lone: Sequence[float], unused: Sequence[float]) -> list[int]:
    """For each follower its leader, or -1: the cheapest choice over all.

    `cost` of (leader, follower) pairs that may be; `lone` what a follower without leader costs; `unused` what a leader
    without follower costs. Among equal choices the first pairs in order win, so that the result is the same each time.
    """
    options: list[list[tuple[int, float]]] = [[] for _ in range(followers)]
    for (leader, follower), price in sorted(cost.items()):
        options[follower].append((leader, price - unused[leader]))
    for follower in range(followers):  # a leader of its own that means: none
        options[follower].append((leaders + follower, lone[follower]))
    taken: list[int] = [-1] * (leaders + followers)
    chosen: list[int] = [-1] * followers
    low = min((price for leaders_of in options for _, price in leaders_of), default=0.0)
    shift = -min(0.0, low)
    rise: list[float] = [0.0] * followers
    fall: list[float] = [0.0] * (leaders + followers)
    for start in range(followers):
        far: dict[int, float] = {}
        via: dict[int, int] = {}
        done: dict[int, float] = {}
        heap: list[tuple[float, int]] = []
        follower, base = start, 0.0
        while True:
            for leader, price in options[follower]:
                if leader in done:
                    continue
                way = base + price + shift - rise[follower] - fall[leader]
                if way < far.get(leader, float("inf")) - 1e-12:
                    far[leader] = way
                    via[leader] = follower
                    heapq.heappush(heap, (way, leader))
            while True:
                base, end = heapq.heappop(heap)
                if end not in done:
                    break
            done[end] = base
            if taken[end] < 0:
                break
            follower = taken[end]
        for leader, way in done.items():
            fall[leader] += way - base
            if taken[leader] >= 0 and leader != end:
                rise[taken[leader]] += base - way
        rise[start] += base
        while True:
            follower = via[end]
            taken[end], chosen[follower], end = follower, end, chosen[follower]
            if follower == start:
                break
    return [leader if leader < leaders else -1 for leader in chosen]
