"""Fit the costs by which `scripts.pagetext.heads` tells kicker, headline and deck apart; judge them on other papers.

python -m benchmarks.heads_fit [--pages DIR ...] [--held-out]

From typeset pages with their truth it takes every head of two lines and more whose lines are found in the raw text,
and fits a log-linear model over the divisions of a head: how likely a way is falls with the cost of its
cues. Equal heads of several extractors count as one together. Printed is the table for `COSTS`, and how many heads
come out wholly right; with --held-out each paper's by costs fitted without it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.loglinear import Choice, arguments, tell
from scripts.pagetext.chunks import grams
from scripts.pagetext.clean import fold
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import Element, stand_up, unglue
from scripts.pagetext.headcues import HeadHabit, cues_of, divisions, views_of
from scripts.pagetext.lines import Line, read_lines

_PARTS = ("kicker", "headline", "deck")


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


def heads_of(pages: Path) -> Iterator[Choice]:
    """Every head of a folder's pages that has two lines and more."""
    for file in sorted((pages / "truth").glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        lines = lines_of((pages / truth["raw"]).read_bytes())
        wanted = [i for i in truth["items"] if i["kind"] in {"article", "refer"} and i.get("headline")]
        placed = [(item, found) for item in wanted if (found := _found(lines, item))]
        inner = [lines[at].gap for _, found in placed for at, _ in found[1:]]
        texts = Counter(lines[at].text for _, found in placed for at, _ in found)
        gaps = sum(line.gap for line in lines[1:]) >= 2 and not (len(inner) >= 3 and all(inner))
        habit = HeadHabit(gaps=gaps, repeated=frozenset(text for text, count in texts.items() if count > 1))
        for item, found in placed:
            if not 2 <= len(found) <= 9:
                continue
            elements = [Element("display", [lines[at]], lines[at].text, "display") for at, _ in found]
            body = set().union(*(grams(p) for p in item.get("paragraphs") or [] if isinstance(p, str)))
            views = views_of(elements, habit, body)
            ways = divisions(len(elements))
            parts = [{k: p for p in _PARTS for k in getattr(way, p)} for way in ways]
            true = dict(enumerate(part for _, part in found))
            if true in parts:
                cues = tuple(Counter(cues_of(views, way, habit)) for way in ways)
                key = (truth["page"].split(".")[0], *sorted(e.text for e in elements))
                yield Choice(truth["style"], cues, parts.index(true), key=key)


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and print."""
    args = arguments("benchmarks.heads_fit", __doc__.split("\n")[0], argv)
    tell("heads", [head for pages in args.pages for head in heads_of(pages)], held_out=args.held_out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
