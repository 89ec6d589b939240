"""Benchmark pages that are PDFs, extracted and read by their layout: floors, and no harm by the order of drawing."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from benchmarks.scoring import Score, predicted_thing, score, true_thing
from scripts.edition.label import Label
from scripts.extraction.pdfpages import read_page
from scripts.pagetext import convert
from scripts.pagetext.geometry import Layout

FOLDER = os.environ.get("BANMIAN_PAGES")
FLOOR, LOWEST, REAL = 0.94, 0.91, 0.9
"""Items right over all pages, of the paper that is read worst, and of the real page."""
SHUFFLED = 0.03
"""What a random order of the blocks may cost."""
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="BANMIAN_PAGES does not name the benchmark pages"),
    pytest.mark.slow,
]
Extracted = tuple[str, str, Layout, list[dict[str, object]]]


@cache
def extracted(part: str) -> tuple[Extracted, ...]:
    """Name, text, layout and true items of each page."""
    folder = Path(str(FOLDER)) / part
    out: list[Extracted] = []
    done: set[str] = set()
    for file in sorted((folder / "truth").glob("*.json")):
        truth = json.loads(file.read_text("utf-8"))
        base, numbers = re.sub(r"\.[^.]+$", "", truth["page"]), truth.get("pages") or [1]
        for number in numbers:
            name = re.sub(r"-p\d+$", f"-p{number:02d}", base) if len(numbers) > 1 else base
            pdf = folder / "pdf" / f"{name}.pdf"
            if name in done or not pdf.exists():
                continue
            done.add(name)
            with pypdfium2.PdfDocument(pdf) as document:
                text, layout = read_page(document[0])
            out.append((name, text, layout, [i for i in truth["items"] if len(numbers) == 1 or i["page"] == number]))
    return tuple(out)


def shuffled(text: str, layout: Layout, seed: str) -> tuple[str, Layout]:
    """A page with its blocks of lines, which blank lines part, in a random order."""
    rows = text.split("\n")
    numbers = range(1, len(rows) + 1)
    blocks = [list(run) for held, run in groupby(numbers, lambda n: bool(rows[n - 1].strip())) if held]
    Random(seed).shuffle(blocks)
    out: list[str] = []
    places = {}
    for block in blocks:
        for number in block:
            out.append(rows[number - 1])
            if number in layout.lines:
                places[len(out)] = layout.lines[number]
        out.append("")
    return "\n".join(out), replace(layout, lines=places)


@cache
def figures(part: str, *, mix: bool = False) -> dict[str, Score]:
    """Scores by paper, and of all."""
    out: dict[str, Score] = defaultdict(Score)
    for name, printed, layout, items in extracted(part):
        text, places = shuffled(printed, layout, name) if mix else (printed, layout)
        pages = convert(text.encode(), date=dt.date(2022, 4, 11), page=Label(1), layout=places)
        assert all(page.conserved for page in pages), name
        things = [predicted_thing(item) for page in pages for item in page.items]
        furniture = [line for page in pages for line in (*page.page.furniture, *page.unplaced)]
        found = score([true_thing(item) for item in items], things, furniture, text)
        for group in ("all", name.split("-")[0]):
            out[group].update(found)
    return out


def right(part: str, paper: str = "all", *, mix: bool = False) -> float:
    """The share of items that are right."""
    return figures(part, mix=mix)[paper].share("segmentation") or 0.0


def test_items_of_typeset_pages_are_right() -> None:
    shares = {paper: right("pdf", paper) for paper in figures("pdf")}
    assert len(shares) == 6
    assert shares["all"] >= FLOOR, shares
    assert min(shares.values()) >= LOWEST, shares


def test_items_of_a_real_page_are_right_in_both_orders() -> None:
    assert right("real") >= REAL


@pytest.mark.parametrize("part", ["pdf", "real"])
def test_the_order_of_drawing_matters_little(part: str) -> None:
    assert right(part, mix=True) >= right(part) - SHUFFLED
