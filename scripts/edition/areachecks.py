"""Whether the areas (热区) of a page's picture fit its items: there, not overlapping, and of the text that is there.

An area keeps how many characters stood in it when it was drawn. What an editor corrects changes a few; a story whose
text went to another item, or took another's in, is recognised by its count of characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from scripts.edition.catalogue import finding
from scripts.edition.content import EditionFiles, ItemFile
from scripts.edition.finding import Finding
from scripts.edition.model import Item
from scripts.edition.pagefile import SUFFIX, PageFile, PageFileError, Polygon, read_page_file
from scripts.edition.picturechecks import problems

MOVED = 0.3
"""Share of an area's characters that its item may have more or fewer: corrections, a headline written, a name left
out stay below. On 92 items of 12 typeset pages conversion itself differs by .01 at most where they have 100 characters
or more; page references and stand-in titles are a fifth of shorter ones.
"""
FEW = 25
"""Characters that it may differ by in any case."""
SHARED = 0.08
"""Share of the smaller of two areas that both may cover: on those pages up to .045 was, where pads met."""
GRID = 160
"""Cells across and down in which overlaps are looked for."""


def areas(files: EditionFiles) -> Iterator[Finding]:
    """What is wrong with the areas of an edition's pages."""
    by_page: dict[str, dict[str, ItemFile]] = {}
    for file in files.items:
        by_page.setdefault(file.place[0].file, {})[file.name.removesuffix(".md")] = file
    for name in files.others:
        if not name.endswith(SUFFIX):
            continue
        path, label = f"{files.path}/{name}", name.removesuffix(SUFFIX)
        try:
            page = read_page_file(files.folder / name)
        except (OSError, PageFileError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            yield finding("areas-broken", path, reason=why)
            continue
        if page.label != label:
            yield finding("areas-broken", path, reason=f"label: {page.label}")
            continue
        yield from _picture(page, files.folder, path)
        yield from _fitting(page, by_page.get(label, {}), path)
        yield from _overlapping(page, path)


def _picture(page: PageFile, folder: Path, path: str) -> Iterator[Finding]:
    if page.picture is not None and any(True for _ in problems(folder, page.picture.file)):
        yield finding("page-picture-missing", path, picture=page.picture.file)


def _fitting(page: PageFile, items: Mapping[str, ItemFile], path: str) -> Iterator[Finding]:
    """Areas without an item, items without an area, and those whose text is another by now."""
    for area in page.areas:
        if area.item not in items:
            yield finding("area-without-item", path, item=area.item)
    for name, file in items.items():
        line, drawn = file.lines.get("title", 1), page.area_of(name)
        if drawn is None:
            if page.areas:
                yield finding("area-missing", file.path, line, item=name)
        elif file.item is not None and drawn.characters:
            now, then = characters_of(file.item), drawn.characters
            if abs(now - then) > max(FEW, MOVED * then):
                yield finding(
                    "area-stale", file.path, line, case="grown" if now > then else "shrunk", then=then, now=now
                )


def characters_of(item: Item) -> int:
    """How many printing characters an item has: its fields and its body, without what only Markdown put there."""
    titled = () if item.title_is_derived or "title-missing" in item.review else (item.title,)
    fields = (*titled, item.kicker, item.deck, item.byline, item.credit, item.body)
    return sum(_prints(char) for text in fields for char in text)


def _prints(char: str) -> bool:
    return not char.isspace() and char not in "#|\\*" and unicodedata.category(char) not in ("Cf", "Cc")


def _overlapping(page: PageFile, path: str) -> Iterator[Finding]:
    """Pairs of areas that cover the same place: a click could open either story."""
    cells = {area.item: _cells(area.polygons) for area in page.areas}
    for area, other in combinations([area for area in page.areas if cells[area.item]], 2):
        both = len(cells[area.item] & cells[other.item])
        if both > SHARED * min(len(cells[area.item]), len(cells[other.item])) + 1:
            share = round(100 * both / min(len(cells[area.item]), len(cells[other.item])))
            yield finding("areas-overlap", path, item=area.item, other=other.item, share=share)


def _cells(polygons: Sequence[Polygon]) -> set[tuple[int, int]]:
    """The cells of the page whose middles polygons hold, by the crossings of each row."""
    out: set[tuple[int, int]] = set()
    for polygon in polygons:
        edges = list(zip(polygon, (*polygon[1:], polygon[0]), strict=True))
        low, high = (int(GRID * pick(y for _, y in polygon)) for pick in (min, max))
        for row in range(low, min(GRID, high + 1)):
            y = (row + 0.5) / GRID
            crossings = sorted(
                x + (y - v) * (u - x) / (w - v) for (x, v), (u, w) in edges if (v <= y < w) or (w <= y < v)
            )
            for begin, end in zip(crossings[::2], crossings[1::2], strict=False):
                first = max(0, int(begin * GRID + 0.5))
                out.update((row, column) for column in range(first, min(GRID, int(end * GRID + 0.5))))
    return out
