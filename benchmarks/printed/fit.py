"""Fits the networks of `scorer`: the leader of each thing, and the follower of each leader, are a choice.

The loss is the negative logarithm of the true choices of both kinds. Adam, a rate that falls to nothing, a tenth of the
first layer left out at random; on one core a minute or two.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.printed.scenes import Seen, missed
from scripts.pagetext.printed.scorer import total_of

Matrix = NDArray[np.float32]
RATE, DECAY, DROP = 3e-3, 1e-3, 0.1
PAGES = 16
"""Pages of a step."""
HIDDEN = {"pairs": (48, 24), "starts": (24, 12), "ends": (24, 12)}


@dataclass(slots=True)
class Batch:
    """Pages as one: rows of each network, and what is true of them."""

    rows: dict[str, Matrix]
    leader: NDArray[np.int64]
    follower: NDArray[np.int64]
    true: NDArray[np.bool_]
    starts: Matrix
    ends: Matrix
    by_follower: Matrix
    by_leader: Matrix


def batch_of(pages: Sequence[Seen]) -> Batch:
    """Pages put together. A choice whose true way is no candidate does not count."""
    leaders, followers, true, starts, ends, by_follower, by_leader = ([] for _ in range(7))
    count = 0
    for page in pages:
        leaders.append(page.pairs[:, 0] + count)
        followers.append(page.pairs[:, 1] + count)
        true.append(page.leaders[page.pairs[:, 1]] == page.pairs[:, 0])
        begins, finishes = page.leaders < 0, np.ones(len(page.leaders), dtype=bool)
        finishes[page.leaders[page.leaders >= 0]] = False
        lost = missed(page)
        one, other = page.weights.copy(), page.weights.copy()
        one[lost] = 0
        other[page.leaders[lost]] = 0
        starts.append(begins)
        ends.append(finishes)
        by_follower.append(one)
        by_leader.append(other)
        count += len(page.leaders)
    rows = {name: np.concatenate([getattr(page, f"of_{name}") for page in pages]).astype(np.float32) for name in HIDDEN}
    whole = [np.concatenate(parts) for parts in (leaders, followers, true)]
    told = [np.concatenate(parts).astype(np.float32) for parts in (starts, ends, by_follower, by_leader)]
    return Batch(rows, whole[0], whole[1], whole[2], *told)


class Network:
    """Three layers, with the sums that Adam keeps of each."""

    def __init__(self, wide: int, hidden: tuple[int, int], random: np.random.Generator) -> None:
        sizes = (wide, *hidden, 1)
        self.weights: list[Matrix] = []
        for above, below in itertools.pairwise(sizes):
            self.weights.append(random.normal(0, np.sqrt(2 / above), (above, below)).astype(np.float32))
            self.weights.append(np.zeros(below, dtype=np.float32))
        self.means = [np.zeros_like(one) for one in self.weights]
        self.squares = [np.zeros_like(one) for one in self.weights]
        self.steps = 0
        self.random = random
        self.kept: list[Matrix] = []

    def forward(self, rows: Matrix, drop: float = 0.0) -> Matrix:
        """The worth of each row; what the way back needs is kept."""
        w = self.weights
        first = rows @ w[0] + w[1]
        mask = np.ones_like(first)
        if drop:
            mask = ((self.random.random(first.shape) > drop) / (1 - drop)).astype(np.float32)
        one = np.maximum(first, 0.1 * first) * mask
        second = one @ w[2] + w[3]
        other = np.maximum(second, 0.1 * second)
        self.kept = [rows, first, mask, one, second, other]
        worth: Matrix = (other @ w[4] + w[5])[:, 0]
        return worth

    def learn(self, slope: Matrix, rate: float) -> None:
        """One step against the slope of each row's worth."""
        rows, first, mask, one, second, other = self.kept
        w, by = self.weights, slope[:, None]
        at_second = (by @ w[4].T) * np.where(second > 0, np.float32(1), np.float32(0.1))
        at_first = (at_second @ w[2].T) * mask * np.where(first > 0, np.float32(1), np.float32(0.1))
        slopes = (
            rows.T @ at_first, at_first.sum(0), one.T @ at_second, at_second.sum(0), other.T @ by, by.sum(0),
        )  # fmt: skip
        self.steps += 1
        for place, found in enumerate(slopes):
            self.means[place] = 0.9 * self.means[place] + 0.1 * found
            self.squares[place] = 0.999 * self.squares[place] + 0.001 * found * found
            mean = self.means[place] / (1 - 0.9**self.steps)
            square = self.squares[place] / (1 - 0.999**self.steps)
            shrink = DECAY * w[place] if found.ndim == 2 else 0.0
            w[place] -= (rate * (mean / (np.sqrt(square) + 1e-8) + shrink)).astype(np.float32)


def slopes_of(batch: Batch, pairs: Matrix, starts: Matrix, ends: Matrix) -> tuple[float, dict[str, Matrix]]:
    """The loss, and its slope at every worth."""
    by_follower, by_leader = total_of(pairs, batch.follower, starts), total_of(pairs, batch.leader, ends)
    one, other = batch.by_follower, batch.by_leader
    count = max(1.0, float(one.sum() + other.sum()))
    near, far = pairs - by_follower[batch.follower], pairs - by_leader[batch.leader]
    loss = -(near * one[batch.follower] + far * other[batch.leader])[batch.true].sum()
    loss -= ((starts - by_follower) * batch.starts * one).sum() + ((ends - by_leader) * batch.ends * other).sum()
    of_pairs = (np.exp(near) - batch.true) * one[batch.follower] + (np.exp(far) - batch.true) * other[batch.leader]
    return float(loss) / count, {
        "pairs": (of_pairs / count).astype(np.float32),
        "starts": ((np.exp(starts - by_follower) - batch.starts) * one / count).astype(np.float32),
        "ends": ((np.exp(ends - by_leader) - batch.ends) * other / count).astype(np.float32),
    }


def right(batch: Batch, worth: Matrix, starts: Matrix) -> float:
    """The share of things whose leader is right."""
    best = starts.copy()
    np.maximum.at(best, batch.follower, worth)
    found = np.zeros(len(starts), dtype=bool)
    found[batch.follower[(worth >= best[batch.follower]) & batch.true]] = True
    found |= (starts >= best) & (batch.starts > 0)
    return float(found.mean())


def fit(pages: Sequence[Seen], rounds: int, held: Sequence[Seen] = (), seed: int = 1) -> dict[str, Matrix]:
    """The weights of all networks, by name as `scorer` reads them; the same for the same pages and seed."""
    random = np.random.default_rng(seed)
    whole = batch_of(pages)
    middles = {name: rows.mean(0) for name, rows in whole.rows.items()}
    spreads = {
        name: np.where(rows.std(0) < 1e-3, 1, rows.std(0)).astype(np.float32) for name, rows in whole.rows.items()
    }
    networks = {name: Network(whole.rows[name].shape[1], hidden, random) for name, hidden in HIDDEN.items()}
    judged = batch_of(held) if held else None

    def worths(batch: Batch, drop: float) -> dict[str, Matrix]:
        return {
            name: network.forward((batch.rows[name] - middles[name]) / spreads[name], drop if name == "pairs" else 0)
            for name, network in networks.items()
        }

    steps = rounds * -(-len(pages) // PAGES)
    step = 0
    for turn in range(1, rounds + 1):
        order = random.permutation(len(pages))
        for low in range(0, len(pages), PAGES):
            batch = batch_of([pages[n] for n in order[low : low + PAGES]])
            _, slopes = slopes_of(batch, **worths(batch, DROP))
            for name, network in networks.items():
                network.learn(slopes[name], RATE * (1 - step / steps) + 1e-5)
            step += 1
        if judged and (turn % 10 == 0 or turn == rounds):
            told = worths(judged, 0)
            print(
                f"{turn:4} {slopes_of(judged, **told)[0]:.4f} {right(judged, told['pairs'], told['starts']):.4f}",
                flush=True,
            )
    out: dict[str, Matrix] = {}
    for name, network in networks.items():
        first = network.weights[0] / spreads[name][:, None]
        layers = [
            (first, network.weights[1] - middles[name] @ first),
            tuple(network.weights[2:4]),
            tuple(network.weights[4:6]),
        ]
        for place, (weights, bias) in enumerate(layers):
            out[f"{name}.{place}.w"], out[f"{name}.{place}.b"] = weights, bias
    return out


def write(weights: dict[str, Matrix], path: Path) -> None:
    """The weights as the file that `scorer` or `roles` reads."""
    np.savez(path, **weights)  # type: ignore[arg-type]
