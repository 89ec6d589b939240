"""Fit the costs by which `scripts.pagetext.heads` tells kicker, headline and deck apart; judge them on other papers.

python -m benchmarks.heads_fit [--pages DIR ...] [--held-out]

From typeset pages with their truth it takes every head of two lines and more whose lines are found in the raw text,
and fits a log-linear model over the ways to deal a head's lines out: how likely a way is falls with the cost of its
cues. Equal heads of several extractors count as one together. Printed is the table for `COSTS`, and how many heads
come out wholly right; with --held-out each paper's by costs fitted without it.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gate import PAGES
from scripts.pagetext.chunks import grams
from scripts.pagetext.clean import fold
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import Element, stand_up, unglue
from scripts.pagetext.heads import Habit, cues_of, deals, views_of
from scripts.pagetext.lines import Line, read_lines

STEPS, RATE, SHRINK = 90, 0.3, 0.3
"""Steps of gradient ascent, their size (Adagrad), and how strongly costs are held near 0."""
_PARTS = ("kicker", "headline", "deck")
Costs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Head:
    """One head: the cues of every way to deal it out, which way is true, and its weight among its like."""

    paper: str
    key: tuple[str, ...]
    cues: tuple[Counter[str], ...]
    true: int


def lines_of(raw: bytes) -> list[Line]:
    """Lines of all pages of a file, as the converter reads them."""
    pages = split_pages(decode(raw).text)
    return [line for first, text in pages for line in stand_up(unglue(read_lines(text, first, [])))]


def _run(lines: Sequence[Line], target: str, near: int) -> range:
    """The run of lines that together are `target`, the nearest to line `near`; empty where there is none."""
    runs = []
    for start in range(len(lines)):
        text, end = "", start
        while end < len(lines) and target.startswith(text + fold(lines[end].text)) and len(text) < len(target):
            text += fold(lines[end].text)
            end += 1
        if text == target:
            runs.append(range(start, end))
    return min(runs, key=lambda run: abs(run.start - near), default=range(0))


def _found(lines: Sequence[Line], item: Mapping[str, Any]) -> list[tuple[int, str]]:
    """The lines of an item's head in raw order, each with its part; nothing where one is not found."""
    texts = {"kicker": item.get("kicker"), "headline": "".join(item.get("headline") or []), "deck": item.get("deck")}
    main = _run(lines, fold(texts["headline"] or ""), 0) if texts["headline"] else range(0)
    out: list[tuple[int, str]] = []
    for part in _PARTS:
        run = main if part == "headline" else _run(lines, fold(texts[part] or ""), main.start) if texts[part] else None
        if run is not None and not run:
            return []
        out += [(at, part) for at in run or ()]
    return sorted(out)


def heads_of(pages: Path) -> Iterator[Head]:
    """Every head of a folder's pages that has two lines and more."""
    for file in sorted((pages / "truth").glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        lines = lines_of((pages / truth["raw"]).read_bytes())
        wanted = [i for i in truth["items"] if i["kind"] in {"article", "refer"} and i.get("headline")]
        placed = [(item, found) for item in wanted if (found := _found(lines, item))]
        inner = [lines[at].gap for _, found in placed for at, _ in found[1:]]
        texts = Counter(lines[at].text for _, found in placed for at, _ in found)
        gaps = sum(line.gap for line in lines[1:]) >= 2 and not (len(inner) >= 3 and all(inner))
        habit = Habit(gaps=gaps, repeated=frozenset(text for text, count in texts.items() if count > 1))
        for item, found in placed:
            if not 2 <= len(found) <= 9:
                continue
            elements = [Element("display", [lines[at]], lines[at].text, "display") for at, _ in found]
            body = set().union(*(grams(p) for p in item.get("paragraphs") or [] if isinstance(p, str)))
            views = views_of(elements, habit, body)
            ways = deals(len(elements))
            parts = [{k: p for p in _PARTS for k in getattr(way, p)} for way in ways]
            true = dict(enumerate(part for _, part in found))
            if true in parts:
                cues = tuple(Counter(cues_of(views, way, habit)) for way in ways)
                key = (truth["page"].split(".")[0], *sorted(e.text for e in elements))
                yield Head(truth["style"], key, cues, parts.index(true))


def _cost(costs: Costs, cues: Mapping[str, int]) -> float:
    return sum(costs.get(cue, 0.0) * count for cue, count in cues.items())


def fit(heads: Sequence[Head]) -> dict[str, float]:
    """The costs under which the true ways are likeliest."""
    alike = Counter(head.key for head in heads)
    costs: dict[str, float] = defaultdict(float)
    seen: dict[str, float] = defaultdict(lambda: 1e-6)
    for _ in range(STEPS):
        pull: dict[str, float] = defaultdict(float)
        for head in heads:
            weight = 1 / alike[head.key]
            scores = [-_cost(costs, cues) for cues in head.cues]
            top = max(scores)
            shares = [math.exp(score - top) for score in scores]
            total = sum(shares)
            for cue, count in head.cues[head.true].items():
                pull[cue] -= weight * count
            for cues, share in zip(head.cues, shares, strict=True):
                for cue, count in cues.items():
                    pull[cue] += weight * share / total * count
        for cue, slope in pull.items():
            slope -= SHRINK * costs[cue]
            seen[cue] += slope * slope
            costs[cue] += RATE * slope / math.sqrt(seen[cue])
    return dict(costs)


def right(heads: Sequence[Head], costs: Costs) -> float:
    """The share of heads that come out wholly right."""
    hits = sum(min(range(len(h.cues)), key=lambda k: _cost(costs, h.cues[k])) == h.true for h in heads)
    return hits / max(1, len(heads))


def main(argv: list[str] | None = None) -> int:
    """Fit and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.heads_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, nargs="+", default=[PAGES], help="folders with raw/ and truth/")
    parser.add_argument("--held-out", action="store_true", help="judge each paper by costs fitted without it")
    args = parser.parse_args(argv)
    heads = [head for pages in args.pages for head in heads_of(pages)]
    costs = fit(heads)
    print(f"{len(heads)} heads, {right(heads, costs):.1%} right by costs fitted to them")
    for cue, cost in sorted(costs.items()):
        print(f'    "{cue}": {cost:.1f},')
    for paper in sorted({head.paper for head in heads}) if args.held_out else ():
        rest = fit([head for head in heads if head.paper != paper])
        own = [head for head in heads if head.paper == paper]
        print(f"{paper:12}{len(own):5} heads, {right(own, rest):.1%} right by costs fitted without it")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
