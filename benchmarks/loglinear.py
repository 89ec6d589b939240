"""Fits costs of named cues: how likely a way is falls with the cost of its cues (a log-linear model over ways).

`heads_fit` and `links_fit` say what the choices are; this fits them, and tells how many come out right.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gate import PAGES

Costs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Settings:
    """Steps of gradient ascent, their size (Adagrad), and how strongly costs are held near 0."""

    steps: int = 90
    rate: float = 0.3
    shrink: float = 0.3


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to decide on a page of `paper`: the cues of every way to decide it, and which way is true.

    Choices of one `key` are one thing seen several times, and count as one together.
    """

    paper: str
    cues: tuple[Counter[str], ...]
    true: int
    weight: float = 1.0
    key: tuple[str, ...] = ()


def _cost(costs: Costs, cues: Mapping[str, int]) -> float:
    return sum(costs.get(cue, 0.0) * count for cue, count in cues.items())


def fit(choices: Sequence[Choice], settings: Settings = Settings()) -> dict[str, float]:
    """The costs under which the true ways are likeliest."""
    alike = Counter(choice.key for choice in choices if choice.key)
    costs: dict[str, float] = defaultdict(float)
    seen: dict[str, float] = defaultdict(lambda: 1e-6)
    for _ in range(settings.steps):
        pull: dict[str, float] = defaultdict(float)
        for choice in choices:
            weight = choice.weight / alike.get(choice.key, 1)
            scores = [-_cost(costs, cues) for cues in choice.cues]
            top = max(scores)
            shares = [math.exp(score - top) for score in scores]
            total = sum(shares)
            for cue, count in choice.cues[choice.true].items():
                pull[cue] -= weight * count
            for cues, share in zip(choice.cues, shares, strict=True):
                for cue, count in cues.items():
                    pull[cue] += weight * share / total * count
        for cue, slope in pull.items():
            slope -= settings.shrink * costs[cue]
            seen[cue] += slope * slope
            costs[cue] += settings.rate * slope / math.sqrt(seen[cue])
    return dict(costs)


def right(choices: Sequence[Choice], costs: Costs) -> float:
    """The share of choices that come out as is true."""
    hits = sum(min(range(len(c.cues)), key=lambda k: _cost(costs, c.cues[k])) == c.true for c in choices)
    return hits / max(1, len(choices))


def arguments(program: str, about: str, argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line of a fit: `pages`, the folders to learn from, and `held_out`."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=about)
    parser.add_argument("--pages", type=Path, nargs="+", default=[PAGES], help="folders with raw/ and truth/")
    parser.add_argument("--held-out", action="store_true", help="judge each paper by costs fitted without it")
    return parser.parse_args(argv)


def tell(name: str, choices: Sequence[Choice], *, held_out: bool, settings: Settings = Settings()) -> None:
    """Fit and print the costs, and how many choices come out right; each paper's by costs fitted without it too."""
    costs = fit(choices, settings)
    print(f"{len(choices)} {name}, {right(choices, costs):.1%} right by costs fitted to them")
    for cue, cost in sorted(costs.items()):
        print(f'    "{cue}": {cost:.1f},')
    for paper in sorted({choice.paper for choice in choices}) if held_out else ():
        rest = fit([choice for choice in choices if choice.paper != paper], settings)
        own = [choice for choice in choices if choice.paper == paper]
        print(f"{paper:12}{len(own):5} {name}, {right(own, rest):.1%} right by costs fitted without it")
