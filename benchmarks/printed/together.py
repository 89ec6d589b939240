"""Fits roles and ties on the same pages: ties see roles as they are on pages that the roles were not fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from unittest.mock import patch

import numpy as np

from benchmarks.printed import rolefit
from benchmarks.printed.fit import Matrix
from benchmarks.printed.fit import fit as fit_ties
from benchmarks.printed.pages import Example, altered
from benchmarks.printed.scenes import Seen, missed, seen_of
from scripts.pagetext.printed import roles

Weights = dict[str, Matrix]


def fit_both(
    pages: Sequence[Example], held: Sequence[Example], rounds: int, tie_rounds: int
) -> tuple[Weights, Weights]:
    """The weights of roles and of ties.

    Each page is learned from twice, as it is and altered. Roles are fitted on either half of the pages for the ties of
    the other half, and then on all of them.
    """
    random = Random("altered")
    both = [(page, altered(page, random)) for page in pages]
    lines = [[rolefit.lines_of(one) for one in pair] for pair in both]
    judged = [rolefit.lines_of(page) for page in held]
    halves = [rolefit.fit([one for pair in lines[half::2] for one in pair], max(1, rounds * 2 // 3)) for half in (0, 1)]
    told = rolefit.fit([one for pair in lines for one in pair], rounds, judged)
    scenes: list[Seen] = []
    for number, (page, other) in enumerate(both):
        shown = ((page, other), (page,), (other,))[number % 3]
        scenes += _scenes(shown, halves[1 - number % 2])
    lost = sum(int(missed(one).sum()) for one in scenes)
    print(f"{len(scenes)} pages, {sum(int((one.leaders >= 0).sum()) for one in scenes)} links, {lost} not seen")
    return told, fit_ties(scenes, tie_rounds, _scenes(held, told))


def _scenes(pages: Sequence[Example], told: Weights) -> list[Seen]:
    """Pages as a reader with such roles shows them to the ties."""
    known = {name: weight.astype(np.float64) for name, weight in told.items()}
    with patch.object(roles, "weights", lambda: known):
        return [seen for page in pages if (seen := seen_of(page)) is not None]
