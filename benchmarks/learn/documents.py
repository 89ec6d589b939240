"""Pages with their truth as examples to learn from: what is seen of each line, and the tag that is right."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.learn.gold import gold, way_of
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import prepare
from scripts.pagetext.features import PageFeatures
from scripts.pagetext.lines import read_lines

FEWEST = 3  # lines of a page that there is something to learn from


@dataclass(frozen=True, slots=True)
class Document:
    """One page: features and tag of each line, features of the page and the way in which it was drawn."""

    page: str
    lines: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...]
    about: tuple[str, ...]
    way: str


@dataclass(frozen=True, slots=True)
class Source:
    """A truth file with the folder that its raw text is in, and the papers whose style or news are in the page."""

    folder: Path
    file: Path
    truth: dict[str, Any]

    @property
    def paper(self) -> str:
        """The paper whose page it is."""
        return str(self.truth.get("style") or "")

    @property
    def papers(self) -> frozenset[str]:
        """Its paper, and for a page of mixed style those that it was mixed of."""
        return frozenset((self.paper, *self.truth.get("mixed_of", ())))


def sources(folders: Sequence[Path]) -> Iterator[Source]:
    """The truth files of folders with `raw/` and `truth/`, in the order of the folders and of their names."""
    for folder in folders:
        for file in sorted((folder / "truth").glob("*.json")):
            yield Source(folder, file, json.loads(file.read_text(encoding="utf-8")))


def without(found: Sequence[Source], papers: Collection[str]) -> list[Source]:
    """Those that nothing of the papers is in."""
    return [source for source in found if source.papers.isdisjoint(papers)]


def documents(found: Sequence[Source]) -> Iterator[Document]:
    """The pages of these files, seen as `convert` sees them."""
    for source in found:
        data = (source.folder / source.truth["raw"]).read_bytes()
        for first, raw_lines in split_pages(decode(data).text):
            lines, marks, habit = prepare(read_lines(raw_lines, first, []))
            if len(lines) < FEWEST:
                continue
            tags = gold([line.text for line in lines], marks, source.truth["items"])
            sight, way = PageFeatures(lines, marks, habit), way_of(tags)
            seen = tuple(map(tuple, sight.lines(way)))
            yield Document(source.truth["page"], seen, tuple(tags), tuple(sight.page()), way)
