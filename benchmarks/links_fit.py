"""Fit the costs by which `scripts.pagetext.links` joins columns to what they go on with; judge them on other papers.

python -m benchmarks.links_fit [--pages DIR ...] [--held-out]

From typeset pages with their truth it takes every column that goes on with a text from elsewhere, as the true tags
show it, with all texts of the page that it may go on with, and fits a log-linear model over these and over none.
Printed is the table for `COSTS`, and how many columns find what they go on with; with --held-out each paper's by costs
fitted without it.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gate import PAGES
from benchmarks.learn.align import Place, align
from benchmarks.learn.documents import FEWEST, Source, sources
from benchmarks.learn.gold import gold
from scripts.pagetext.clean import fold
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import prepare
from scripts.pagetext.lines import Line, read_lines
from scripts.pagetext.links import Page, cues_of, ends_of, kins_of, place_of
from scripts.pagetext.stories import gather
from scripts.pagetext.story import Story

STEPS, RATE, SHRINK = 150, 0.3, 0.1
"""Steps of gradient ascent, their size (Adagrad), and how strongly costs are held near 0."""
FEW = 4
NONE = "none"
Costs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its page, the cues of every text that it may go on with (the last: none), and which is true."""

    paper: str
    weight: float
    """A page's columns count as one where there are many: they are no page to learn from."""
    cues: tuple[Counter[str], ...]
    true: int


def _edges(story: Story) -> tuple[Line, Line] | None:
    lines = [line for chunk in story.chunks for para in chunk.paras for line in para.lines]
    return (lines[0], lines[-1]) if lines else None


def _nearness(above: Place | None, line: Line, below: Place | None) -> tuple[int, ...]:
    """How nearly the line at `below` is the next of its item after `line`, which is at `above`; empty: another item."""
    if above is None or below is None or above.item != below.item or above.part == "byline":
        return ()
    end = above.offset + len(fold(line.text))
    if (above.paragraph, end) == (below.paragraph, below.offset):
        return (3,)
    if below.offset == 0 and below.paragraph == above.paragraph + 1:
        return (2,)
    before = (above.paragraph, end) <= (below.paragraph, below.offset)
    return (int(before), above.paragraph, end) if before else (0, -above.paragraph, -end)


def columns_of(source: Source) -> Iterator[Column]:
    """Every column of a file's pages."""
    data = (source.folder / source.truth["raw"]).read_bytes()
    for first, raw_lines in split_pages(decode(data).text):
        lines, marks, _ = prepare(read_lines(raw_lines, first, []))
        if len(lines) < FEWEST:
            continue
        texts = [line.text for line in lines]
        items = source.truth["items"]
        drafts = gather(lines, marks, gold(texts, marks, items))
        places = {id(line): place for line, place in zip(lines, align(texts, items), strict=True)}
        ends = ends_of(drafts.stories, drafts.fragments)
        page = Page([*drafts.stories, *(f.story for f in drafts.fragments)])
        for fragment in drafts.fragments:
            kins = kins_of(ends, fragment, page)
            most = max(kins, default=0.0)
            begin, at = _edges(fragment.story), place_of(ends, fragment)
            cues: list[Counter[str]] = []
            true = -1
            nearest: tuple[int, ...] = ()
            for end, kin in zip(ends, kins, strict=True):
                edges = _edges(end.story)
                if end.story is fragment.story or edges is None or begin is None:
                    continue
                near = _nearness(places[id(edges[1])], edges[1], places[id(begin[0])])
                if near > nearest:
                    true, nearest = len(cues), near
                cues.append(Counter(cues_of(end, fragment, at, page, kin, most)))
            if cues:
                cues.append(Counter([NONE]))
                yield Column(
                    source.paper, 1 / max(FEW, len(drafts.fragments)), tuple(cues), true if true >= 0 else len(cues) - 1
                )


def _cost(costs: Costs, cues: Mapping[str, int]) -> float:
    return sum(costs.get(cue, 0.0) * count for cue, count in cues.items())


def fit(columns: Sequence[Column]) -> dict[str, float]:
    """The costs under which the true ways are likeliest."""
    costs: dict[str, float] = defaultdict(float)
    seen: dict[str, float] = defaultdict(lambda: 1e-6)
    for _ in range(STEPS):
        pull: dict[str, float] = defaultdict(float)
        for column in columns:
            scores = [-_cost(costs, cues) for cues in column.cues]
            top = max(scores)
            shares = [math.exp(score - top) for score in scores]
            total = sum(shares)
            for cue, count in column.cues[column.true].items():
                pull[cue] -= column.weight * count
            for cues, share in zip(column.cues, shares, strict=True):
                for cue, count in cues.items():
                    pull[cue] += column.weight * share / total * count
        for cue, slope in pull.items():
            slope -= SHRINK * costs[cue]
            seen[cue] += slope * slope
            costs[cue] += RATE * slope / math.sqrt(seen[cue])
    return dict(costs)


def right(columns: Sequence[Column], costs: Costs) -> float:
    """The share of columns that find what they go on with."""
    hits = sum(min(range(len(c.cues)), key=lambda k: _cost(costs, c.cues[k])) == c.true for c in columns)
    return hits / max(1, len(columns))


def main(argv: list[str] | None = None) -> int:
    """Fit and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.links_fit", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, nargs="+", default=[PAGES], help="folders with raw/ and truth/")
    parser.add_argument("--held-out", action="store_true", help="judge each paper by costs fitted without it")
    args = parser.parse_args(argv)
    columns = [column for source in sources(args.pages) for column in columns_of(source)]
    costs = fit(columns)
    print(f"{len(columns)} columns, {right(columns, costs):.1%} right by costs fitted to them")
    for cue, cost in sorted(costs.items()):
        print(f'    "{cue}": {cost:.1f},')
    for paper in sorted({column.paper for column in columns}) if args.held_out else ():
        rest = fit([column for column in columns if column.paper != paper])
        own = [column for column in columns if column.paper == paper]
        print(f"{paper:12}{len(own):5} columns, {right(own, rest):.1%} right by costs fitted without it")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
