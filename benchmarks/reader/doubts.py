"""Fits how sure the reader may be of an item, on pages that the network was not trained on.

On every page both readings are made, and each item that either proposes is compared with the truth. Simulated pages are
papers that nobody knows; pages of our own papers are ones that the reading by tags was fitted to: a vote has to serve
both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.reader.imprint import Tag
from benchmarks.reader.labels import NONE, arrays, tags_of
from benchmarks.reader.simulate import Sheet as SimulatedSheet
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
from scripts.pagetext.reader.doubt import MEASURES, Sureness
from scripts.pagetext.reader.look import NAMES, PageLook
from scripts.pagetext.reader.network import Array
from scripts.pagetext.reader.read import CERTAIN, proposals_of, understood
from scripts.pagetext.reader.roles import HANGING, HEADS, ROLES, TEXT
from scripts.pagetext.reader.vote import (
    PAGE,
    WIDTH,
    Key,
    LinePlaces,
    Proposal,
    alone,
    candidates,
    chosen,
    key_of,
    knows,
    proposed,
)
from scripts.pagetext.reader.weights import NetworkWeights

FEWEST = 5
"""Lines of a simulated page that is worth judging."""
Right = Callable[[Proposal], bool]
Truth = Callable[[list[Line]], tuple[Right, Right]]
"""For a page's lines as they are read: whether an item's headline and text are right, and its other fields too."""
Page = tuple[str, PageModel, Truth]


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


def fields_of(kind: str, roles: Mapping[int, str], text: Sequence[int]) -> tuple[object, ...]:
    """What an editor would have to correct of an item: its kind, each field's lines, those of its text in order."""
    fields = {(n, "headline" if kind == "notice" and role in HEADS else role) for n, role in roles.items()}
    return kind, frozenset((n, role) for n, role in fields if role in HANGING), tuple(text)


def truth_fields(tags: Sequence[Tag], kinds: Sequence[str]) -> set[tuple[object, ...]]:
    """The same of the items of a simulated page, furniture apart."""
    roles: dict[int, dict[int, str]] = {}
    text: dict[int, list[tuple[int, int]]] = {}
    for n, tag in enumerate(tags):
        if tag.role != "furniture":
            roles.setdefault(tag.item, {})[n] = tag.role
            if tag.role in TEXT:
                text.setdefault(tag.item, []).append((tag.place, n))
    return {fields_of(kinds[k], some, [n for _, n in sorted(text.get(k, ()))]) for k, some in roles.items()}


def simulated(seeds: Iterable[int], stock: Stock, learned: NetworkWeights) -> Iterator[Page]:
    """Simulated pages with their truth."""
    for seed in seeds:
        sheet = simulate(seed, stock)
        page = page_model(sheet.lines)
        if len(page.lines) < FEWEST:
            continue
        yield f"simulated {seed}", page, partial(_truth_of, sheet, learned)


def _truth_of(sheet: SimulatedSheet, learned: NetworkWeights, lines: list[Line]) -> tuple[Right, Right]:
    tags = tags_of(lines, sheet.lines, sheet.segments)
    truth = truth_keys(arrays(lines, [""] * len(lines), tags, sheet.kinds, learned.alphabet))
    return partial(_known, truth), partial(_known_whole, truth_fields(tags, sheet.kinds))


def _known_whole(truth: set[tuple[object, ...]], proposal: Proposal) -> bool:
    return fields_of(proposal.draft.kind, proposal.roles, proposal.draft.text) in truth


def _known(truth: set[Key], proposal: Proposal) -> bool:
    return key_of(proposal) in truth


def told(folders: Iterable[Path]) -> Iterator[Page]:
    """Pages of folders with raw/ and truth/."""
    for folder in folders:
        for file in sorted((folder / "truth").glob("*.json")):
            truth = json.loads(file.read_text(encoding="utf-8"))
            items = {core(item) for item in truth["items"] if item["kind"] != "furniture"}
            whole = {(core(item), *_fields(item)) for item in truth["items"]}
            for first, raw in split_pages(decoded_text((folder / truth["raw"]).read_bytes()).text):
                page = page_model(raw, first)
                yield f"{truth['style']} {file.stem}", page, partial(_told_of, items, whole)


def _told_of(items: set[str], whole: set[tuple[str, ...]], lines: list[Line]) -> tuple[Right, Right]:
    return partial(_told, items, lines), partial(_told_whole, whole, lines)


FIELDS = ("kicker", "deck", "byline")


def _fields(item: dict[str, Any]) -> tuple[str, ...]:
    """Kind, kicker, deck and byline of an item of a truth file."""
    texts = (item.get(name) or () for name in FIELDS)
    return item["kind"], *(fold("".join([text] if isinstance(text, str) else text)) for text in texts)


def _told_whole(items: set[tuple[str, ...]], lines: list[Line], proposal: Proposal) -> bool:
    roles, notice = proposal.roles, proposal.draft.kind == "notice"
    of = {name: [n for n, role in roles.items() if role == name and not (notice and role in HEADS)] for name in FIELDS}
    fields = (fold("".join(lines[n].text for n in sorted(of[name]))) for name in FIELDS)
    return (written(proposal, lines), proposal.draft.kind, *fields) in items


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
    whole: Right
    lines: list[Line]

    def cases(self, weights: NDArray[np.float64]) -> Iterator[Case]:
        """Every item that either reading proposes, once."""
        for c in candidates(self.own, self.others, self.sure, weights.astype(np.float32)):
            yield Case(self.name, c.proposal.draft.kind, c.measures, c.own, self.right(c.proposal))

    def known(self, weights: NDArray[np.float64], known: Array) -> bool:
        """Whether the other reading seems to know the paper."""
        return knows(candidates(self.own, self.others, self.sure, weights.astype(np.float32)), known)

    def read(self, weights: Array, known: Array) -> Iterator[Case]:
        """Every item that is read in the end, with what `look` measures of it and whether nothing is wrong with it."""
        found = alone(self.own, self.sure, weights)
        if min((c.chance for c in found), default=1.0) < CERTAIN:
            found = candidates(self.own, self.others, self.sure, weights)
            found = chosen(found if knows(found, known) else [c for c in found if c.own])
        look = PageLook(self.lines, self.sure, found)
        for c in found:
            yield Case(self.name, c.proposal.draft.kind, look.measures(c), c.own, self.whole(c.proposal))


def sheets(pages: Iterable[Page], learned: NetworkWeights) -> Iterator[Sheet]:
    """Pages as both readers read them."""
    for name, page, truth in pages:
        lines, marks, _ = prepare(list(page.lines))
        lines, said, decoded = understood(lines, marks, learned)
        places = LinePlaces(lines)
        others = proposed(builtin.read_page(page), places)
        own = proposals_of(decoded, lines)
        yield Sheet(name, own, others, Sureness(said), *truth(lines), lines)


def knowing(pages: list[Sheet]) -> NDArray[np.float64]:
    """The weights of `vote.knows`: a simulated page is of a paper that nobody knows, ours the other was fitted to."""
    rows, ours = [], []
    for page in pages:
        found = candidates(page.own, page.others, page.sure, np.zeros((3, WIDTH + 1), np.float32))
        if found:
            rows.append(found[0].measures[len(MEASURES) + 1 :][: len(PAGE)])
            ours.append(not page.name.startswith("simulated"))
    x, y = np.stack(rows), np.array(ours)
    kept = np.arange(len(y)) % HELD == 0
    trial = fit(x[~kept], y[~kept])
    right = ((x[kept] @ trial[:-1] + trial[-1] > 0) == y[kept]).mean()
    print(f"pages: {len(y)}, of papers that the other reading knows {y.mean():.3f}; told rightly of {right:.3f}")
    return fit(x, y)


HELD = 4
"""Each so manyth case is kept to show how a fit holds."""


def looked(pages: list[Sheet], weights: Array, known: Array) -> NDArray[np.float64]:
    """The weights of `look.PageLook.chance`, fitted on all pages; each paper is shown by a fit on the others."""
    cases = [case for page in pages for case in page.read(weights, known)]
    x = np.stack([c.measures for c in cases])
    y = np.array([c.right for c in cases])
    papers = np.array([c.page.split()[0] for c in cases])
    chances = np.zeros(len(y))
    for paper in sorted(set(papers)):
        kept = papers == paper
        trial = fit(x[~kept], y[~kept])
        chances[kept] = 1 / (1 + np.exp(-np.clip(x[kept] @ trial[:-1] + trial[-1], -30, 30)))
    for name, some in (("simulated", papers == "simulated"), ("papers held back in turn", papers != "simulated")):
        if some.any():
            print(f"to look at, {name}: {some.sum()} items, {y[some].mean():.3f} need nothing")
            show(chances[some], y[some])
    weighed = fit(x, y)
    for name, value in zip((*NAMES, "all"), weighed, strict=True):
        print(f"  {name}: {value:.2f}")
    return weighed


def fitted(pages: list[Sheet], known: Array) -> NDArray[np.float64]:
    """The three rows of weights that `vote.candidates` takes, for a vote from pages whose paper the other one knows."""
    weights = np.zeros((3, WIDTH + 1))
    for row, own, vote in ((2, True, False), (0, True, True), (1, False, True)):
        asked = [page for page in pages if not vote or page.known(weights, known)]
        some = [c for page in asked for c in page.cases(weights) if c.own == own]
        x = np.stack([c.measures for c in some])
        if not vote:
            x[:, len(MEASURES) :] = 0
        y = np.array([c.right for c in some])
        kept = np.arange(len(y)) % HELD == 0
        trial = fit(x[~kept], y[~kept])
        print(f"{'own' if own else 'other'}{', with a vote' if vote else ''}: {len(y)} items, {y.mean():.3f} right")
        show(1 / (1 + np.exp(-(x[kept] @ trial[:-1] + trial[-1]))), y[kept])
        weights[row] = fit(x, y)
    return weights


def fit(x: NDArray[np.float32], y: NDArray[np.bool_], rounds: int = 60) -> NDArray[np.float64]:
    """Weights of a logistic regression by Newton's method, with a little ridge.

    A step that would make the fit worse is halved until it does not: from far off a whole one may lead ever farther.
    """
    x1 = np.concatenate([x, np.ones((len(x), 1), np.float32)], 1).astype(np.float64)
    sign = np.where(y, 1.0, -1.0)

    def loss(w: NDArray[np.float64]) -> float:
        return float(np.logaddexp(0, -sign * (x1 @ w)).sum() + 0.25 * w @ w)

    w = np.zeros(x1.shape[1])
    now = loss(w)
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x1 @ w, -30, 30)))
        slope = x1.T @ (p - y) + 0.5 * w
        bend = (x1 * (p * (1 - p))[:, None]).T @ x1 + 0.5 * np.eye(len(w))
        step = np.linalg.solve(bend, slope)
        while (after := loss(w - step)) > now and np.abs(step).max() > 1e-6:
            step /= 2
        w, now = w - step, min(now, after)
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
