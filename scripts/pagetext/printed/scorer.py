"""How likely one thing on a page goes on in another: small networks over what `sights` sees.

Three networks of one kind tell a pair's worth, a thing's worth as a beginning, and as an end. `benchmarks/printed` fits
them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.printed.sights import Scene
from scripts.pagetext.printed.subjects import Floats

Reals = TypeVar("Reals", NDArray[np.float32], NDArray[np.float64])

FILE = "ties.npz"
NETS = ("pairs", "starts", "ends")
_DIGITS = 4
"""Decimals of a cost, so that the last bits of a processor's sums choose nothing."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What each choice costs: minus the logarithm of how likely it is."""

    pairs: Mapping[tuple[int, int], float]
    lone: tuple[float, ...]
    unused: tuple[float, ...]


Net = tuple[tuple[Floats, Floats], ...]


@cache
def nets() -> Mapping[str, tuple[Net, ...]]:
    """The networks of each kind, one of each training, as layers of matrix and bias, from the fit's file."""
    data = files(__package__).joinpath(FILE).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        trainings = sorted({name.partition(".")[0] for name in kept.files})
        return {
            name: tuple(
                tuple((_read(kept, f"{one}.{name}.{n}.w"), _read(kept, f"{one}.{name}.{n}.b")) for n in range(3))
                for one in trainings
            )
            for name in NETS
        }


def _read(kept: Mapping[str, Floats], name: str) -> Floats:
    found: Floats = kept[name].astype(np.float64)
    return found


def run_all(networks: Sequence[Net], seen: Floats) -> Floats:
    """The worth of each row, on average over the trainings."""
    return sum((run(net, seen) for net in networks), np.zeros(len(seen))) / len(networks)


def run(net: Net, seen: Floats) -> Floats:
    """The network's worth of each row."""
    for place, (weights, bias) in enumerate(net):
        seen = seen @ weights + bias
        if place < len(net) - 1:
            seen = np.maximum(seen, 0.1 * seen)
    return seen[:, 0]


def costs_of(scene: Scene) -> Costs:
    """The costs of a page's choices: of every pair as its follower and its leader see it, together."""
    known = nets()
    worth, starts, ends = (
        run_all(known["pairs"], scene.of_pairs),
        run_all(known["starts"], scene.of_starts),
        run_all(known["ends"], scene.of_ends),
    )
    leader, follower = scene.pairs[:, 0], scene.pairs[:, 1]
    by_follower, by_leader = total_of(worth, follower, starts), total_of(worth, leader, ends)
    price = np.round(by_follower[follower] + by_leader[leader] - 2 * worth, _DIGITS)
    return Costs(
        {(int(a), int(b)): float(p) for (a, b), p in zip(scene.pairs, price, strict=True)},
        tuple(float(p) for p in np.round(by_follower - starts, _DIGITS)),
        tuple(float(p) for p in np.round(by_leader - ends, _DIGITS)),
    )


def total_of(worth: Reals, place: NDArray[np.int64], alone: Reals) -> Reals:
    """The logarithm of the sum of all choices of each thing, in the precision of the worths."""
    top = alone.copy()
    np.maximum.at(top, place, worth)
    total = np.exp(alone - top)
    np.add.at(total, place, np.exp(worth - top[place]))
    result: Reals = top + np.log(total)
    return result
