"""Fits the networks of `roles`: what each printed line is, by itself and then among its neighbours' first guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.printed.pages import Example, Mark
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.printed.page import text_font, unglued
from scripts.pagetext.printed.roles import ROLES, first_guess, mixed, softmax
from scripts.pagetext.printed.segments import Segment, segments_of, text_size
from scripts.pagetext.printed.traits import Traits, traits_of
from scripts.pagetext.printed.walls import Walls

Matrix = NDArray[np.float32]
HIDDEN = (72, 32)
BLIND = 0.05
"""Share of what is seen of a line that is left out while learning."""
SMOOTH = 0.03
"""Doubt that every line's role is learned with, so that no page is told too surely."""
RATE, DECAY, DROP, BATCH = 2e-3, 3e-3, 0.12, 1024
NAMES = {
    "mark": "furniture", "label": "furniture", "verse": "body", "signer": "body", "pointer": "jump", "title": "title",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """A page's lines as seen, and what each is: a place in ROLES, or -1 where that is not known."""

    traits: Traits
    role: NDArray[np.int64]


def lines_of(example: Example) -> Lines:
    """A simulated page's lines with their roles."""
    model = page_model(example.text.split("\n"), layout=example.layout)
    segments, _ = segments_of(model)
    segments = unglued(segments, {line.number: line.raw for line in model.lines})
    size = text_size([s for s in segments if s.along])
    font = text_font(segments, size)
    traits = traits_of(segments, example.layout, Walls(example.layout), size, font)
    marks = sorted(example.marks, key=lambda mark: mark.baseline)
    levels = np.array([mark.baseline for mark in marks])
    roles = [_role(one, example, marks, levels) for one in segments]
    return Lines(traits, np.array(roles, dtype=np.int64))


def _role(segment: Segment, example: Example, marks: Sequence[Mark], levels: NDArray[np.float64]) -> int:
    if segment.mark in ("jump-to", "jump-from", "pointer"):
        return ROLES.index("jump")
    votes: Counter[str] = Counter()
    if segment.along:
        low, high = np.searchsorted(levels, (segment.baseline - 1.6, segment.baseline + 1.6))
    else:
        low, high = np.searchsorted(levels, (segment.box.top - 1, segment.box.bottom + 2))
    for mark in marks[low:high]:
        common = min(mark.right, segment.box.right) - max(mark.left, segment.box.left)
        if common > (0 if segment.along else 0.3 * segment.size):
            votes[name_of(mark, example.kinds[mark.story])] += max(1, round(100 * common))
    if not votes:
        return -1
    return ROLES.index(votes.most_common(1)[0][0])


def name_of(mark: Mark, kind: str) -> str:
    """The role of a printed line that is so marked, in a story of that kind."""
    if mark.crosshead:
        return "crosshead"
    if kind == "furniture":
        return "furniture"
    part = mark.role or mark.part
    if part.startswith("body") or part == "verse":
        return "caption" if kind == "photo" else "body"
    if part == "headline" and kind == "photo":
        return "title"
    return NAMES.get(part, part)


def fit(pages: Sequence[Lines], rounds: int, held: Sequence[Lines] = (), seed: int = 1) -> dict[str, Matrix]:
    """The weights of both networks, by name as `roles` reads them."""
    random = np.random.default_rng(seed)
    seen = np.concatenate([page.traits.seen for page in pages]).astype(np.float32)
    role = np.concatenate([page.role for page in pages])
    out = _fitted("first", seen, role, rounds, random)
    first = {name: weight.astype(np.float64) for name, weight in out.items()}
    guesses = [first_guess(page.traits, first) for page in pages]
    both = np.concatenate([mixed(page.traits, guess) for page, guess in zip(pages, guesses, strict=True)]).astype(
        np.float32
    )
    out |= _fitted("second", both, role, rounds, random)
    if held:
        judge(out, held)
    return out


def _fitted(
    name: str, seen: Matrix, role: NDArray[np.int64], rounds: int, random: np.random.Generator
) -> dict[str, Matrix]:
    known = role >= 0
    seen, role = seen[known], role[known]
    middle, spread = seen.mean(0), seen.std(0)
    spread = np.where(spread < 1e-3, 1, spread).astype(np.float32)
    seen = (seen - middle) / spread
    body = np.flatnonzero(role == ROLES.index("body"))
    rest = np.flatnonzero(role != ROLES.index("body"))
    sizes = (seen.shape[1], *HIDDEN, len(ROLES))
    weights: list[Matrix] = []
    for above, below in pairwise(sizes):
        weights += [
            random.normal(0, np.sqrt(2 / above), (above, below)).astype(np.float32),
            np.zeros(below, np.float32),
        ]
    means, squares = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    step, some = 0, len(rest) + len(body) // THIN
    total = rounds * -(-some // BATCH)
    for turn in range(rounds):
        order = random.permutation(np.concatenate([rest, random.choice(body, len(body) // THIN, replace=False)]))
        loss = 0.0
        for low in range(0, len(order), BATCH):
            at = order[low : low + BATCH]
            rows, true = seen[at], role[at]
            rows = rows * (random.random(rows.shape) > BLIND).astype(np.float32)
            heavy = np.where(true == ROLES.index("body"), np.float32(THIN), np.float32(1.0))
            a = rows @ weights[0] + weights[1]
            mask = ((random.random(a.shape) > DROP) / (1 - DROP)).astype(np.float32)
            one = np.maximum(a, 0.1 * a) * mask
            b = one @ weights[2] + weights[3]
            two = np.maximum(b, 0.1 * b)
            told = softmax(two @ weights[4] + weights[5]).astype(np.float32)
            loss -= float((heavy * np.log(told[np.arange(len(at)), true] + 1e-9)).sum())
            told -= np.float32(SMOOTH / len(ROLES))
            told[np.arange(len(at)), true] -= np.float32(1 - SMOOTH)
            told *= (heavy / heavy.sum())[:, None]
            at_b = (told @ weights[4].T) * np.where(b > 0, np.float32(1), np.float32(0.1))
            at_a = (at_b @ weights[2].T) * mask * np.where(a > 0, np.float32(1), np.float32(0.1))
            slopes = (rows.T @ at_a, at_a.sum(0), one.T @ at_b, at_b.sum(0), two.T @ told, told.sum(0))
            step += 1
            rate = RATE * (1 - step / total) + 1e-5
            for n, slope in enumerate(slopes):
                means[n] = 0.9 * means[n] + 0.1 * slope
                squares[n] = 0.999 * squares[n] + 0.001 * slope * slope
                move = means[n] / (1 - 0.9**step) / (np.sqrt(squares[n] / (1 - 0.999**step)) + 1e-8)
                weights[n] -= (rate * (move + (DECAY * weights[n] if slope.ndim == 2 else 0))).astype(np.float32)
        print(f"{name} {turn + 1} {loss / len(order):.4f}", flush=True)
    first = weights[0] / spread[:, None]
    layers = ((first, weights[1] - middle @ first), (weights[2], weights[3]), (weights[4], weights[5]))
    return {
        f"{name}.{n}.{k}": w.astype(np.float32)
        for n, pair in enumerate(layers)
        for k, w in zip("wb", pair, strict=True)
    }


THIN = 4
"""Of the lines of text one in so many is learned from at a time, with that weight."""


def judge(weights: dict[str, Matrix], pages: Sequence[Lines]) -> None:
    """Print how well roles are told."""
    known = {name: weight.astype(np.float64) for name, weight in weights.items()}
    table = np.zeros((len(ROLES), len(ROLES)), dtype=int)
    for true, told in _told(known, pages):
        np.add.at(table, (true, told), 1)
    print(f"{'':13}" + "".join(f"{name[:6]:>7}" for name in ROLES) + "   found  right")
    for n, name in enumerate(ROLES):
        found, right = table[n, n] / max(1, table[n].sum()), table[n, n] / max(1, table[:, n].sum())
        print(f"{name:13}" + "".join(f"{v:7}" for v in table[n]) + f"  {found:6.3f} {right:6.3f}")


def _told(
    known: dict[str, NDArray[np.float64]], pages: Sequence[Lines]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from scripts.pagetext.printed.roles import run

    for page in pages:
        told = run(page.traits, known)
        fits = page.role >= 0
        yield page.role[fits], told[fits].argmax(1)
