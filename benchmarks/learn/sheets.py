"""Makes training pages: typeset to PDFs, read by extractors, written with their truth as `benchmarks/pages` are.

It needs what `benchmarks/typeset` needs (its `requirements.txt`, PDFBox, poppler, the Noto CJK fonts).
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.learn.stock import Stock, composers_of
from benchmarks.learn.varied import REORDERED, mixture, reordered, varied
from benchmarks.typeset.__main__ import keep, truth_of
from benchmarks.typeset.drawing import advances, pdf
from benchmarks.typeset.extractors import prepare
from benchmarks.typeset.houses import HOUSES, House
from benchmarks.typeset.orders import drawn
from benchmarks.typeset.pages import sheet

FIRST_DATE = dt.date(2020, 1, 1)
NUMBERS = range(1, 7)  # a page's number: page 1 has a nameplate
READERS = ("pymupdf", "pdfium", "pypdf", "poppler-raw", "extract")
"""Extractors that keep the order of drawing, as PDFBox does: one of them beside it for each page."""
BLOCKS = ("pdfminer", "poppler")
"""Extractors that make blocks of their own: they take turns."""


def page(number: int, seed: int, houses: Sequence[House], stock: Stock) -> tuple[str, bytes, dict[str, Any]]:
    """The name, the PDF and the truth of one training page; the same for the same number and seed."""
    key = f"mixed-{seed}-{number:04d}"
    random = Random(key)
    mixed = mixture(key, random, houses)
    house, date = mixed.house, FIRST_DATE + dt.timedelta(days=7 * number + seed)
    table = advances(house.script)
    composers = varied(composers_of(stock), mixed.pageless)
    made = sheet(house, random.choice(NUMBERS), date, lambda char: table.get(char, 1.0), key, composers)
    head_of = next((n for n, story in enumerate(made.stories) if story.kind != "furniture"), 0)
    pieces = drawn(made.pieces, house.order, house.furniture, head_of, random)
    if random.random() < REORDERED:
        pieces = reordered(pieces, random)
    made = replace(made, pieces=tuple(pieces))
    papers = sorted({*mixed.papers, *stock.papers})
    return key, pdf([made], house), {**truth_of(house, [made], date), "mixed_of": papers, "order": house.order}


def make(out: Path, count: int, seed: int, without: Sequence[str], stock: Stock) -> int:
    """Write `count` pages, each as three extractors read it, to `raw/` and `truth/`; comes back how many were made.

    A page that the fonts lack a character for, or that an extractor fails on, is told and left out.
    """
    for name in ("raw", "truth"):
        (out / name).mkdir(parents=True, exist_ok=True)
    houses = [house for house in HOUSES if house.key not in without]
    made: list[tuple[str, Path, dict[str, Any]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            try:
                key, data, truth = page(number, seed, houses, stock)
            except LookupError as error:
                print(f"page {number} left out: {error}")
                continue
            path = Path(folder) / f"{key}.pdf"
            path.write_bytes(data)
            made.append((key, path, truth))
        if made:
            prepare([path for _, path, _ in made])
        for number, (key, path, truth) in enumerate(made):
            for extractor in ("pdfbox", Random(key).choice(READERS), BLOCKS[number % len(BLOCKS)]):
                try:
                    keep(out, key, extractor, path, truth)
                except Exception as error:  # whatever a PDF library raises
                    print(f"{key}.{extractor} left out: {error}")
    return len(made)
