"""Fits the weights: a conditional random field over the lines of pages, a maximum entropy model over whole pages.

CRFsuite does the fitting (limited-memory BFGS). Same pages in the same order, same bytes.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.learn.documents import Document

Table = Mapping[str, Mapping[str, int]]
"""Whole weights of 1/256 nat by feature and label, or by pairs of labels."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How strongly weights are held near zero (`c1` makes most of them nothing, `c2` the others small), how long the
    fit goes on, and how often a feature has to occur to be learned from.
    """

    c1: float
    c2: float
    iterations: int
    fewest: int


LINES = Settings(c1=1.0, c2=1.0, iterations=100, fewest=3)
"""Strong, because pages of one paper are alike: with c1 = 0.3 papers of the fit scored higher and unseen ones lower."""
PAGES = Settings(c1=0.1, c2=1.0, iterations=200, fewest=3)
"""One example a page, so there is less to learn from, and each feature counts."""
SCALE = 256
SMALLEST = 3  # of a weight that is kept: about a hundredth of a nat; smaller ones decide nothing and fill the file
FOLLOWED = 3  # times that a tag has stood below another in the pages, for it to be allowed there


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learned: weights of lines' features for tags, of pairs of tags, of pages' features for ways."""

    lines: Table
    pairs: Table
    pages: Table

    @property
    def features(self) -> int:
        """Features that have a weight."""
        return len(self.lines) + len(self.pages)

    @property
    def weights(self) -> int:
        """Weights, the pairs' included."""
        return sum(map(len, (*self.lines.values(), *self.pairs.values(), *self.pages.values())))

    def text(self) -> str:
        """The weights as their file, which `tags.parse` reads."""
        rows = [_row(("=", name), row) for name, row in sorted(self.pages.items())]
        rows += [
            f">\t{above}\t{below}\t{weight}"
            for above, row in sorted(self.pairs.items())
            for below, weight in sorted(row.items())
        ]
        rows += [_row((name,), row) for name, row in sorted(self.lines.items())]
        return "\n".join(rows) + "\n"


def _row(names: Sequence[str], row: Mapping[str, int]) -> str:
    return "\t".join([*names, *(f"{label}\t{weight}" for label, weight in sorted(row.items()))])


def whole(weights: Mapping[tuple[str, str], float]) -> dict[str, dict[str, int]]:
    """Weights by (feature, label) as whole numbers by feature, small ones left out."""
    out: dict[str, dict[str, int]] = {}
    for (name, label), weight in sorted(weights.items()):
        rounded = round(weight * SCALE)
        if abs(rounded) >= SMALLEST:
            out.setdefault(name, {})[label] = rounded
    return out


def followed(documents: Iterable[Document]) -> list[tuple[str, str]]:
    """Pairs of tags that stand one below the other often enough, in order."""
    seen = Counter(pair for document in documents for pair in pairwise(document.tags))
    return sorted(pair for pair, count in seen.items() if count >= FOLLOWED)


def _train(examples: Iterable[tuple[Sequence[Any], Sequence[str]]], settings: Settings) -> Any:
    """What CRFsuite learned from chains of features with their labels (its tables of weights by name)."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels in examples:
        trainer.append(features, labels)
    trainer.set_params(
        {
            "c1": settings.c1,
            "c2": settings.c2,
            "max_iterations": settings.iterations,
            "feature.minfreq": settings.fewest,
            "feature.possible_transitions": False,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "model")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        return tagger.info()


def fit(documents: Sequence[Document]) -> Fitted:
    """Learn from pages; needs `requirements.txt` beside this file."""
    lines = _train(((document.lines, document.tags) for document in documents), LINES)
    pages = _train((([dict(Counter(document.about))], [document.way]) for document in documents), PAGES)
    pairs: dict[str, dict[str, int]] = {}
    for above, below in followed(documents):
        pairs.setdefault(above, {})[below] = round(lines.transitions.get((above, below), 0.0) * SCALE)
    return Fitted(whole(lines.state_features), pairs, whole(pages.state_features))
