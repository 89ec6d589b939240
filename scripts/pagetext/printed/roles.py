"""What each printed line is: a small network's judgement, of each line by itself and then among its neighbours.

`benchmarks/printed` fits it on simulated pages. The first look sees a line's traits; the second sees, too, what the
first took the lines around it and the others of its style for, so that a page's lines are told together.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from scripts.pagetext.geometry import Layout
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.printed.subjects import Floats
from scripts.pagetext.printed.traits import Traits, traits_of
from scripts.pagetext.printed.walls import Walls

ROLES = (
    "body", "headline", "kicker", "deck", "crosshead", "byline", "introduction", "caption", "credit", "title", "jump",
    "furniture", "table",
)  # fmt: skip
"""A photo's headline is `title`; `jump` is every line that names another page."""
FILE = "roles.npz"
_DIGITS = 4
"""Decimals of a likelihood, so that the last bits of a processor's sums choose nothing."""


@cache
def weights() -> Mapping[str, Floats]:
    """The layers of both networks, from the file that the fit wrote."""
    data = files(__package__).joinpath(FILE).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        return {name: kept[name].astype(np.float64) for name in kept.files}


HEADS = ("headline", "kicker", "deck", "title", "crosshead")
"""Roles of display type."""
_PLACE = {name: place for place, name in enumerate(ROLES)}


def share(lines: Sequence[Segment], *names: str) -> float:
    """How likely lines are of one of some roles, on average; 0 where nothing was told of them."""
    told = [line.likely for line in lines if line.likely]
    places = [_PLACE[name] for name in names]
    return sum(likely[place] for likely in told for place in places) / max(1, len(told))


def swapped(told: tuple[float, ...], one: str, other: str) -> tuple[float, ...]:
    """Likelihoods with those of two roles exchanged."""
    out = list(told)
    if out:
        out[_PLACE[one]], out[_PLACE[other]] = out[_PLACE[other]], out[_PLACE[one]]
    return tuple(out)


def likely(lines: Sequence[Segment]) -> list[float]:
    """How likely lines are of each of ROLES, on average."""
    told = [line.likely for line in lines if line.likely]
    return [sum(column) / len(told) for column in zip(*told, strict=True)] if told else [0.0] * len(ROLES)


def best(lines: Sequence[Segment], names: Sequence[str]) -> str:
    """Which of some roles lines have most likely."""
    return max(names, key=lambda name: share(lines, name))


def tell(segments: Sequence[Segment], layout: Layout, walls: Walls, size: float, font: str) -> None:
    """Fill `likely` of a page's lines."""
    for segment, row in zip(segments, roles_of(segments, layout, walls, size, font).tolist(), strict=True):
        segment.likely = tuple(row)


def roles_of(segments: Sequence[Segment], layout: Layout, walls: Walls, size: float, font: str) -> Floats:
    """For each line how likely it is of each of ROLES."""
    if not segments:
        return np.zeros((0, len(ROLES)))
    return np.round(run(traits_of(segments, layout, walls, size, font), weights()), _DIGITS)


def run(traits: Traits, known: Mapping[str, Floats]) -> Floats:
    """The judgement of both looks."""
    trainings = sorted({name.partition(".")[0] for name in known if name[0].isdigit()})
    if not trainings:
        return softmax(_layers(mixed(traits, first_guess(traits, known)), "second", known))
    told = np.zeros((len(traits.seen), len(ROLES)))
    for one in trainings:
        own = {name.partition(".")[2]: w for name, w in known.items() if name.startswith(f"{one}.")}
        told += softmax(_layers(mixed(traits, first_guess(traits, own)), "second", own))
    return told / len(trainings)


def first_guess(traits: Traits, known: Mapping[str, Floats]) -> Floats:
    """The judgement of the first look."""
    return softmax(_layers(traits.seen, "first", known))


def mixed(traits: Traits, guess: Floats) -> Floats:
    """What the second look sees: traits, and the first look's guesses of the line, its style and its neighbours."""
    style = traits.style
    many = style.max(initial=0) + 1
    total, count = np.zeros((many, guess.shape[1])), np.bincount(style, minlength=many)[:, None]
    np.add.at(total, style, guess)
    others = (total[style] - guess + guess.mean(0) * 0.5) / (count[style] - 0.5)
    parts = [traits.seen, guess, others]
    for near in traits.around:
        parts.append(np.where((near >= 0)[:, None], guess[near], 0.0))
    for near in traits.around[:2]:
        second = np.where(near >= 0, near[near], -1)
        parts.append(np.where((second >= 0)[:, None], guess[second], 0.0))
    out: Floats = np.concatenate(parts, axis=1)
    return out


def _layers(seen: Floats, name: str, known: Mapping[str, Floats]) -> Floats:
    for n in range(3):
        seen = seen @ known[f"{name}.{n}.w"] + known[f"{name}.{n}.b"]
        if n < 2:
            seen = np.maximum(seen, 0.1 * seen)
    return seen


def softmax(worth: Floats) -> Floats:
    """Shares of each row that add up to one."""
    shifted = np.exp(worth - worth.max(axis=1, keepdims=True))
    out: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return out
