"""Features -> one tag for each line: the cheapest reading of a page as a chain of tags (Viterbi).

A tag says what a line is and how it relates to the lines around it: `Sh` begins a story whose headline is above,
`S0` one whose headline comes later or never, `Hp` is a headline line of the text before it. The weights are learned
from pages with their truth (`python -m benchmarks.learn` makes `weights.txt`): each feature speaks for or against each
tag, each pair of neighbouring tags costs something, and what never follows in any page never follows here.

Weights are whole numbers. A feature's weights for all tags are packed into one big integer, a field for each tag, so
that adding up the evidence of a line is a handful of additions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from struct import Struct

from scripts.pagetext.features import PageFeatures

MEANINGS: dict[str, str] = {
    "Sh": "begins a story, its headline above",
    "S0": "begins a story, its headline elsewhere or none",
    "Bh": "begins a paragraph",
    "B0": "begins a paragraph",
    "Ch": "goes on",
    "C0": "goes on",
    "Rmh": "goes on with text that stood elsewhere, in mid-paragraph",
    "Rm0": "goes on with text that stood elsewhere, in mid-paragraph",
    "Rph": "goes on with text that stood elsewhere, with a new paragraph",
    "Rp0": "goes on with text that stood elsewhere, with a new paragraph",
    "Xh": "crosshead",
    "X0": "crosshead",
    "Qh": "begins verse or rows",
    "Q0": "begins verse or rows",
    "Vh": "a line of verse or a row",
    "V0": "a line of verse or a row",
    "PS": "begins a caption",
    "PC": "caption",
    "K": "credit",
    "RS": "begins a refer",
    "RC": "refer",
    "NT": "title of a notice",
    "NB": "begins a paragraph of a notice",
    "NC": "notice",
    "Y": "byline",
    "JF": "jump from another page",
    "JTh": "jump to another page",
    "JT0": "jump to another page",
    "JP": "page reference",
    "F": "furniture",
    "Hn": "headline of the text below",
    "Hp": "headline of the text above",
    "Hw": "headline between two columns of its text",
    "HeB": "begins a headline whose text stands elsewhere",
    "He": "headline whose text stands elsewhere",
}
"""Every tag. `h` and `0` at the end carry along the page whether the story's headline has been seen."""

TAGS = tuple(MEANINGS)
_FIELD = 32
_ZERO = 1 << 20
"""What every field starts at, so that none goes below zero; common to all tags, it does not change their order."""
_BEAM = 1200
"""Readings that are so much worse than the best one so far are given up (a weight of 256 is one nat)."""
_PLAIN = 8
"""Features of a line that plainly goes on, at most."""


DRAWN: dict[str, str] = {
    "n": "headlines before their texts",
    "p": "headlines after their texts",
    "w": "headlines between the columns of their texts",
    "f": "all headlines first",
    "l": "all headlines last",
    "x": "in no one way",
}
"""The ways in which pages are drawn: one page has one habit more often than not."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: packed weights by feature; for each tag the tags that may follow it, with their weights."""

    features: dict[str, int]
    below: tuple[tuple[tuple[int, int], ...], ...]
    pages: dict[str, dict[str, int]]
    """Weights of a page's features for the ways to draw it."""


def parse(text: str) -> Weights:
    """Weights from their file, tab-parted lines: `= feature way weight …` of pages, `> above below weight` of pairs of
    tags, `feature tag weight …` of lines.
    """
    index = {tag: n for n, tag in enumerate(TAGS)}
    below: list[list[tuple[int, int]]] = [[] for _ in TAGS]
    features: dict[str, int] = {}
    pages: dict[str, dict[str, int]] = {}
    shift = [1 << (_FIELD * n) for n in range(len(TAGS))]
    for line in text.splitlines():
        parts = line.split("\t")
        if parts[0] == "=":
            pages[parts[1]] = {w: int(n) for w, n in zip(parts[2::2], parts[3::2], strict=True)}
        elif parts[0] == ">":
            below[index[parts[1]]].append((index[parts[2]], int(parts[3])))
        elif parts[0]:
            features[parts[0]] = sum(int(w) * shift[index[t]] for t, w in zip(parts[1::2], parts[2::2], strict=True))
    return Weights(features, tuple(map(tuple, below)), pages)


@cache
def learned() -> Weights:
    """The weights that come with the package."""
    return parse(files(__package__).joinpath("weights.txt").read_text(encoding="utf-8"))


_BASE = sum(_ZERO << (_FIELD * n) for n in range(len(TAGS)))
_UNPACK = Struct(f"<{len(TAGS)}I")


def evidence(features: Sequence[str], weights: Weights) -> tuple[int, ...]:
    """For each tag what the features of one line say for it, above a common zero."""
    total = sum(map(weights.features.get, features, repeat(0)), _BASE)
    return _UNPACK.unpack(total.to_bytes(_UNPACK.size, "little"))


def way_drawn(features: Sequence[str], weights: Weights) -> list[tuple[int, str]]:
    """The ways in which a page may have been drawn, the likeliest first, each with its score."""
    scores = dict.fromkeys(DRAWN, 0)
    for name in features:
        for way, weight in weights.pages.get(name, _NONE).items():
            scores[way] += weight
    return sorted(((score, way) for way, score in scores.items()), reverse=True)


_NONE: dict[str, int] = {}


def read(sight: PageFeatures, weights: Weights | None = None) -> list[str]:
    """The most likely tag of every line of a page."""
    if not sight.seen:
        return []
    weights = weights or learned()
    drawn = way_drawn(sight.page(), weights)[0][1]
    return chain(sight.lines(drawn), weights)


def chain(observed: Sequence[Sequence[str]], weights: Weights) -> list[str]:
    """The best chain of tags (Viterbi with a beam: only readings near the best one are carried on)."""
    known: dict[tuple[str, ...], tuple[int, ...]] = {}  # lines that plainly go on are much alike
    own: list[tuple[int, ...]] = []
    for features in observed:
        if len(features) > _PLAIN:
            own.append(evidence(features, weights))
            continue
        key = tuple(features)
        row = known.get(key)
        if row is None:
            row = known[key] = evidence(features, weights)
        own.append(row)
    below = weights.below
    alive = [(score, tag) for tag, score in enumerate(own[0])]
    limit = max(alive)[0] - _BEAM
    alive = [a for a in alive if a[0] >= limit]
    back: list[dict[int, int]] = []
    for row in own[1:]:
        fresh: dict[int, int] = {}
        via: dict[int, int] = {}
        for score, before in alive:
            for tag, cost in below[before]:
                total = score + cost + row[tag]
                if tag not in fresh or total > fresh[tag]:
                    fresh[tag] = total
                    via[tag] = before
        if not fresh:  # no tag can follow: start again, whatever came before
            top = max(alive)[1]
            fresh, via = dict(enumerate(row)), dict.fromkeys(range(len(TAGS)), top)
        limit = max(fresh.values()) - _BEAM
        alive = [(score, tag) for tag, score in fresh.items() if score >= limit]
        back.append(via)
    tag = max(alive)[1]
    out = [TAGS[tag]]
    for via in reversed(back):
        tag = via[tag]
        out.append(TAGS[tag])
    return out[::-1]
