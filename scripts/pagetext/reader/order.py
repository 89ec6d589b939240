"""Heads that are drawn apart from their texts, all of a page together, mostly come in the order of the texts.

The network weighs each head line against each text by what they say; it cannot count. Here the order is weighed for a
page as a whole: how much less likely the heads' texts become when they are dealt in order is set against how few such
deals there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.reader.network import Array

FEWEST = 3
"""Groups of head lines that stand together, and texts without a head beside them, from which there is an order."""
LEAST = -5.0
"""Nats below which a head line's belonging to a text counts no less: the network is surer than it is right."""
TWICE = 3.0
"""Nats that a headline costs that shares its text with the group before it."""
ASTRAY = 4.0
"""Nats by which a head is held to the order, once a page keeps it: about one head in fifty stands out of it."""


def clusters(groups: Sequence[Sequence[int]], text: Mapping[int, int]) -> Iterator[list[int]]:
    """Runs of groups (their numbers) that no text parts; `text` says which text a line is in."""
    ranked = sorted(range(len(groups)), key=lambda k: groups[k][0])
    run: list[int] = []
    for k in ranked:
        if run and any(n in text for n in range(max(groups[run[-1]]), groups[k][0])):
            yield run
            run = []
        run.append(k)
    if run:
        yield run


def in_order(
    groups: Sequence[Sequence[int]],
    owner: Mapping[int, int],
    fits: Mapping[int, Array],
    texts: Sequence[Sequence[int]],
    bare: Sequence[float],
    headed: Sequence[bool],
) -> dict[int, tuple[int, float]]:
    """For each head line of a page that keeps an order, the text that the order gives it and the nats that this weighs.

    `owner` is how the groups of head lines are dealt without an order (a text, or a number from `len(texts)` on for
    none), `fits` each line's logarithm of belonging to each text and to none, `bare` what each text costs without a
    head; `headed` says which groups have a headline among them.
    """
    inside = {n: k for k, lines in enumerate(texts) for n in lines}
    taken: set[int] = set()
    runs = [run for run in clusters(groups, inside) if len(run) >= FEWEST]
    apart = {k for run in runs for k in run}
    for k, group in enumerate(groups):
        if k not in apart:
            taken.add(owner[group[0]])
    out: dict[int, tuple[int, float]] = {}
    for run in runs:
        rest = sorted((k for k in range(len(texts)) if k not in taken), key=lambda k: texts[k][0])
        if len(rest) < FEWEST:
            continue
        gain = np.stack([np.maximum(np.mean([fits[n] for n in groups[k]], 0), LEAST)[[*rest, len(texts)]] for k in run])
        costs = np.array([bare[k] for k in rest])
        kept, assignment = aligned(gain, costs, np.array([TWICE * headed[k] for k in run]))
        place = {k: n for n, k in enumerate(rest)}
        columns = [place.get(owner[groups[k][0]], len(rest)) for k in run]
        free = float(gain[range(len(run)), columns].sum())
        free -= float(costs[[n for n in range(len(rest)) if n not in columns]].sum())
        if kept + _ways(len(run), len(rest)) <= free:
            continue
        for k, column in zip(run, assignment, strict=True):
            if column < len(rest):
                out.update((n, (rest[column], ASTRAY / len(groups[k]))) for n in groups[k])
                taken.add(rest[column])
    return out


def _ways(heads: int, texts: int) -> float:
    """Nats by which deals in any order outnumber those in order: the logarithm of the orders of so many heads."""
    return lgamma(min(heads, texts) + 1) - log(2)


def aligned(gain: Array, costs: Array, twice: Array) -> tuple[float, list[int]]:
    """The best deal of heads to texts in one order, and what it is worth: each head one text or none (the last column).

    `costs` is what each text costs without a head, `twice` what each head costs that shares the text of the one before.
    """
    heads, texts = len(gain), len(costs)
    spent = np.concatenate([[0.0], np.cumsum(costs)])
    # best[j]: heads so far, the last text that has one is j - 1
    best = np.full(texts + 1, -np.inf)
    best[0] = 0.0
    back: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for h in range(heads):
        fresh = best + gain[h, texts]  # of no text
        came = np.arange(texts + 1)
        took = np.full(texts + 1, texts)
        for j in range(1, texts + 1):
            earlier = best[:j] - (spent[j - 1] - spent[:j])  # texts between stay bare
            k = int(earlier.argmax())
            start = max((float(earlier[k]), k), (float(best[j] - twice[h]), j))  # a new text, or the one before goes on
            value = start[0] + gain[h, j - 1]
            if value > fresh[j]:
                fresh[j], came[j], took[j] = value, start[1], j - 1
        back.append((came, took))
        best = fresh
    final = best - (spent[texts] - spent)
    j = int(final.argmax())
    total = float(final[j])
    out: list[int] = []
    for came, took in reversed(back):
        out.append(int(took[j]))
        j = int(came[j])
    return total, out[::-1]
