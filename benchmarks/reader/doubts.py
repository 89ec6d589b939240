"""Fits how sure the reader may be of an item, on pages that the network was not trained on.

On every page both readings are made, and each item that either proposes is compared with the truth. Simulated pages are
papers that nobody knows; pages of our own papers are ones that the reading by tags was fitted to: a vote has to serve
both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.reader.labels import NONE, arrays, tags_of
from benchmarks.reader.simulate import simulate
from benchmarks.reader.stock import Stock
from benchmarks.reader.train import roots
from scripts.pagetext import builtin
from scripts.pagetext.clean import fold
from scripts.pagetext.credits import find_credit
from scripts.pagetext.decode import decode as decoded_text
from scripts.pagetext.decode import split_pages
from scripts.pagetext.elements import prepare
from scripts.pagetext.lines import Line
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reader.decode import decode
from scripts.pagetext.reader.doubt import MEASURES, Sureness
from scripts.pagetext.reader.headparts import mended
from scripts.pagetext.reader.read import judged, proposals_of
from scripts.pagetext.reader.roles import ROLES
from scripts.pagetext.reader.vote import WIDTH, Key, LinePlaces, Proposal, candidates, key_of
from scripts.pagetext.reader.weights import NetworkWeights

Right = Callable[[Proposal], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """One proposed item: where from, its measures, whether it is the network's, whether it is right."""

    page: str
    kind: str
    measures: NDArray[np.float32]
    own: bool
    right: bool


def truth_keys(example: Any) -> set[Key]:
    """The items of a simulated page, furniture apart, as (headline lines, lines of the text in order)."""
    after = {int(above): n for n, above in enumerate(example.above) if above >= 0}
    role = [ROLES[r] for r in example.role]
    group = roots(example.above)
    texts: dict[int, list[int]] = {}
    heads: dict[int, list[int]] = {}
    for n, name in enumerate(role):
        if name == "headline":
            first = int(example.anchor[n])
            heads.setdefault(first if first >= 0 else -2 - int(group[n]), []).append(n)
        elif example.above[n] == NONE and name not in ("kicker", "deck"):
            run = [n]
            while run[-1] in after:
                run.append(after[run[-1]])
            texts[n] = run
    out = {(frozenset(heads.pop(first, ())), tuple(run)) for first, run in texts.items()}
    return out | {(frozenset(lines), ()) for lines in heads.values()}


def simulated(seeds: Iterable[int], stock: Stock, learned: NetworkWeights) -> Iterator[tuple[str, PageModel, Right]]:
    """Simulated pages with their truth."""
    for seed in seeds:
        sheet = simulate(seed, stock)
        page = page_model(sheet.lines)
        lines, marks, _ = prepare(list(page.lines))
        if len(lines) < 5:
            continue
        tags = tags_of(lines, sheet.lines, sheet.segments)
        truth = truth_keys(arrays(lines, marks, tags, sheet.kinds, learned.alphabet))
        yield f"simulated {seed}", page, partial(_known, truth)


def _known(truth: set[Key], proposal: Proposal) -> bool:
    return key_of(proposal) in truth


def told(folders: Iterable[Path]) -> Iterator[tuple[str, PageModel, Right]]:
    """Pages of folders with raw/ and truth/."""
    for folder in folders:
        for file in sorted((folder / "truth").glob("*.json")):
            truth = json.loads(file.read_text(encoding="utf-8"))
            items = {core(item) for item in truth["items"] if item["kind"] != "furniture"}
            for first, raw in split_pages(decoded_text((folder / truth["raw"]).read_bytes()).text):
                page = page_model(raw, first)
                lines, _, _ = prepare(list(page.lines))
                yield f"{truth['style']} {file.stem}", page, partial(_told, items, lines)


def _told(items: set[str], lines: list[Line], proposal: Proposal) -> bool:
    return written(proposal, lines) in items


def core(item: dict[str, Any]) -> str:
    """Headline and body of an item of a truth file, folded, without spaces."""
    body = (b if isinstance(b, str) else b["crosshead"] for b in item.get("paragraphs") or ())
    return fold("".join([*(item.get("headline") or ()), *body]))


def written(proposal: Proposal, lines: list[Line]) -> str:
    """The same of a proposed item; a credit behind a caption is not its text."""
    head, text = key_of(proposal)
    said = "".join(lines[n].text for n in (*sorted(head), *text))
    if proposal.draft.kind == "photo":
        found = find_credit(said)
        said = said[: found[0]] if found else said
    return fold(said)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that both have read: the proposals of either, and which are right."""

    name: str
    own: list[Proposal]
    others: list[Proposal]
    sure: Sureness
    right: Right

    def cases(self, weights: NDArray[np.float64]) -> Iterator[Case]:
        """Every item that either reading proposes, once."""
        for c in candidates(self.own, self.others, self.sure, weights.astype(np.float32)):
            yield Case(self.name, c.proposal.draft.kind, c.measures, c.own, self.right(c.proposal))


def sheets(pages: Iterable[tuple[str, PageModel, Right]], learned: NetworkWeights) -> Iterator[Sheet]:
    """Pages as both readers read them."""
    for name, page, right in pages:
        lines, marks, _ = prepare(list(page.lines))
        said = judged(lines, marks, learned)
        places = LinePlaces(lines)
        others = [places.proposal(item) for item in builtin.read_page(page).items]
        yield Sheet(name, proposals_of(mended(said, decode(said), lines), lines), others, Sureness(said), right)


def fitted(pages: list[Sheet], held: int = 4) -> NDArray[np.float64]:
    """The three rows of weights that `vote.candidates` takes; each `held`-th item is kept to show how they hold."""
    weights = np.zeros((3, WIDTH + 1))
    for row, own, vote in ((2, True, False), (0, True, True), (1, False, True)):
        some = [c for page in pages for c in page.cases(weights) if c.own == own]
        x = np.stack([c.measures for c in some])
        if not vote:
            x[:, len(MEASURES) :] = 0
        y = np.array([c.right for c in some])
        kept = np.arange(len(y)) % held == 0
        trial = fit(x[~kept], y[~kept])
        print(f"{'own' if own else 'other'}{', with a vote' if vote else ''}: {len(y)} items, {y.mean():.3f} right")
        show(1 / (1 + np.exp(-(x[kept] @ trial[:-1] + trial[-1]))), y[kept])
        weights[row] = fit(x, y)
    return weights


def fit(x: NDArray[np.float32], y: NDArray[np.bool_], rounds: int = 60) -> NDArray[np.float64]:
    """Weights of a logistic regression by Newton's method, with a little ridge."""
    x1 = np.concatenate([x, np.ones((len(x), 1), np.float32)], 1).astype(np.float64)
    w = np.zeros(x1.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x1 @ w, -30, 30)))
        slope = x1.T @ (p - y) + 0.5 * w
        bend = (x1 * (p * (1 - p))[:, None]).T @ x1 + 0.5 * np.eye(len(w))
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def show(p: NDArray[np.float64], y: NDArray[np.bool_]) -> None:
    """How well chances hold, and how many of the wrong items are among the least sure."""
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)):
        some = (p >= low) & (p < high)
        if some.any():
            print(f"  chance {low:.2f}-{min(high, 1):.2f}: {some.sum():5d} items, {y[some].mean():.3f} right")
    order = np.argsort(p)
    wrong = ~y[order]
    for share in (0.8, 0.9, 0.95):
        n = int(np.searchsorted(np.cumsum(wrong), share * wrong.sum())) + 1
        print(
            f"  {share:.2f} of the wrong are among the {n / len(p):.3f} least sure"
            f" (below {p[order][min(n, len(p) - 1)]:.3f})"
        )
