"""Which line goes on from which: a consistent choice for all lines of a page at once, each from at most one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.reader.network import Array

NONE = -1
NEVER = np.float32(-1e9)


def linked(score: Array, members: Sequence[int]) -> dict[int, int]:
    """For each member the one that it goes on from, or NONE; no two go on from the same, and no circle.

    `score` is lines by lines and one: the last column says none. Conflicts go to whoever would lose most.
    """
    if not members:
        return {}
    index = np.array(members)
    size = len(index)
    sub = np.full((size, size + 1), NEVER, np.float32)
    sub[:, :size] = score[np.ix_(index, index)]
    sub[:, size] = score[index, -1]
    top = sub.max(1, keepdims=True)
    sub -= top + np.log(np.exp(sub - top).sum(1, keepdims=True))
    choice = assigned(sub)
    _open_circles(choice, sub)
    return {int(index[n]): (int(index[c]) if c < size else NONE) for n, c in enumerate(choice)}


def assigned(gain: Array) -> NDArray[np.int64]:
    """For each row a column, each column but the last at most once: those who would lose most by it choose first.

    Rows whose choice is taken by one who would lose more take their next best, until nothing changes.
    """
    rows, columns = gain.shape
    none = columns - 1
    left = gain.copy()
    choice: NDArray[np.int64] = left.argmax(1).astype(np.int64)
    owner: dict[int, int] = {}
    waiting = list(range(rows))
    turns = 0
    while waiting and turns < 40 * rows + 100:
        turns += 1
        row = waiting.pop()
        best = int(left[row].argmax())
        if best == none:
            choice[row] = none
            continue
        value = left[row, best]
        left[row, best] = NEVER
        second = left[row].max()
        left[row, best] = value
        regret = value - second
        held = owner.get(best)
        if held is None:
            owner[best] = row
            choice[row] = best
            continue
        mine = left[held, best]
        left[held, best] = NEVER
        theirs = mine - left[held].max()
        left[held, best] = mine
        if regret > theirs:
            owner[best] = row
            choice[row] = best
            left[held, best] = NEVER
            waiting.append(held)
        else:
            left[row, best] = NEVER
            waiting.append(row)
    return choice


def _open_circles(choice: NDArray[np.int64], gain: Array) -> None:
    """Cut each circle of links where that costs least."""
    size = len(choice)
    state = np.zeros(size, np.int8)
    for start in range(size):
        path: list[int] = []
        at = start
        while at < size and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(choice[at])
        if at < size and state[at] == 1:
            circle = path[path.index(at) :]
            weakest = max(circle, key=lambda n: gain[n, size] - gain[n, choice[n]])
            choice[weakest] = size
        for n in path:
            state[n] = 2


def chains(links: dict[int, int]) -> list[list[int]]:
    """Lists of members, each in its order, in the order of their first members."""
    after = {above: member for member, above in links.items() if above != NONE}
    out = []
    for member, above in sorted(links.items()):
        if above == NONE:
            run = [member]
            while run[-1] in after:
                run.append(after[run[-1]])
            out.append(run)
    return out
