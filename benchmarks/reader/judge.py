"""How right readings are on pages with their truth: by paper and extractor, for the network, the tags and the vote."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.reader.doubts import core, written
from scripts.pagetext import builtin
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import prepare
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.reader.read import read
from scripts.pagetext.reader.vote import LinePlaces
from scripts.pagetext.reader.weights import NetworkWeights, unpack, weights
from scripts.pagetext.reading import Reader


def readers(learned: NetworkWeights) -> dict[str, Reader]:
    """What is compared."""
    return {
        "network": partial(read, learned=learned),
        "tags": builtin.read_page,
        "vote": partial(read, learned=learned, other=builtin.read_page),
    }


def counts(folder: Path, read_page: Reader) -> Iterator[tuple[str, str, int, int, int]]:
    """For each file: paper, extractor, items of the truth, items read, items right (to the letter)."""
    for file in sorted((folder / "truth").glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        told = Counter(core(item) for item in truth["items"] if item["kind"] != "furniture")
        found: Counter[str] = Counter()
        for first, raw in split_pages(decode((folder / truth["raw"]).read_bytes()).text):
            page = page_model(raw, first)
            lines, _, _ = prepare(list(page.lines))
            places = LinePlaces(lines)
            found.update(written(places.proposal(item), lines) for item in read_page(page).items)
        yield truth["style"], truth["extractor"], told.total(), found.total(), (told & found).total()


def judge(folders: Sequence[Path], file: Path | None) -> None:
    """Print the share of items right (F1) of each reader, by paper and extractor."""
    learned = unpack(file.read_bytes()) if file else weights()
    for folder in folders:
        for name, read_page in readers(learned).items():
            sums: dict[str, Counter[str]] = defaultdict(Counter)
            for paper, extractor, told, found, right in counts(folder, read_page):
                for key in ("all", paper, extractor):
                    sums[key].update(all=told + found, right=2 * right)
            shown = (f"{key} {total['right'] / max(1, total['all']):.3f}" for key, total in sums.items())
            print(f"{folder.name} {name}: " + "  ".join(shown))
