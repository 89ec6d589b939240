"""A library's articles on one page as a reading of it: which raw lines play which role in which item.

It is written beside the raw page (`LABEL.reading.json`) and wins there, as a reading by hand does: a person at the
library told these stories apart, or a program that a person looked after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scripts.extraction.metsarticles import MetsArticle, MetsPart
from scripts.pagetext.geometry import Layout
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.reading import Block, ItemReading, Piece, Reading, Value
from scripts.pagetext.readingform import dump

ENOUGH = 0.7
"""Share of a page's characters that must stand in articles: with less, the library marked some of them only."""
DISPLAY = 1.16
"""Of the text's size: from there on the first lines of an article that has no headline marked are one."""
EDGES = (0.08, 0.95)
"""Shares of the page's height above and below which blocks that are in no article are about the page."""
BRIEF = 60
"""Characters that such a block has at most."""
INDENT = "　"


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page's raw text and layout, the raw lines of each of its blocks by ID, and the articles that are on it."""

    text: str
    layout: Layout
    blocks: Mapping[str, Sequence[int]]
    articles: tuple[MetsArticle, ...]


def reading_of(page: MarkedPage) -> tuple[str, float]:
    """The reading as it is written, and the share of the page's characters that the articles have; no reading where
    that is too little.
    """
    raw = dict(enumerate(page.text.split("\n"), 1))
    counts = {number: len("".join(text.split())) for number, text in raw.items() if text.strip()}
    items, taken = _items(page, raw)
    share = sum(counts[number] for number in taken) / max(1, sum(counts.values()))
    if share < ENOUGH:
        return "", share
    furniture, rest = _left(page, counts, taken)
    reading = Reading((*items, *(_rest(numbers, raw) for numbers in rest)), furniture)
    return dump(reading, page_model(page.text.split("\n"), layout=page.layout)), share


def _items(page: MarkedPage, raw: Mapping[int, str]) -> tuple[list[ItemReading], set[int]]:
    """The items that have lines on the page, and these lines; what is marked twice is the first's."""
    taken: set[int] = set()
    items: list[ItemReading] = []
    places: dict[int, int] = {}
    for at, article in enumerate(page.articles):
        parts: list[tuple[MetsPart, list[int]]] = []
        for part in article.parts:
            marked = [number for _, name in part.blocks for number in page.blocks.get(name, ())]
            numbers = [number for number in dict.fromkeys(marked) if number not in taken]
            taken.update(numbers)
            if numbers:
                parts.append((part, numbers))
        if parts:
            places[at] = len(items)
            items.append(_item(article, _with_headline(parts, page.layout), raw))
    for at, place in places.items():
        if (story := places.get(page.articles[at].of)) is not None:
            items[place] = replace(items[place], belongs_to=story)
    return items, taken


def _item(article: MetsArticle, parts: Sequence[tuple[MetsPart, list[int]]], raw: Mapping[int, str]) -> ItemReading:
    fields: dict[str, list[Value]] = {"kicker": [], "headline": [], "deck": [], "byline": [], "credit": []}
    body: list[Block] = []
    for plain, group in groupby(parts, key=lambda entry: entry[0].role == "text" and not entry[0].whole):
        run = list(group)
        if plain:
            body += _paragraphs([numbers for _, numbers in run], raw)
            continue
        for part, numbers in run:
            if part.role in fields:
                fields[part.role] += ((Piece(number),) for number in numbers)
            else:
                body.append(Block("crosshead" if part.role == "crosshead" else "paragraph", tuple(map(Piece, numbers))))
    values = {name: tuple(lines) for name, lines in fields.items()}
    return ItemReading(kind=article.kind, body=tuple(body), **values)  # type: ignore[arg-type]


def _with_headline(parts: Sequence[tuple[MetsPart, list[int]]], layout: Layout) -> Sequence[tuple[MetsPart, list[int]]]:
    """Parts of an article of which none is its headline, with the larger lines that it begins with as that."""
    if any(part.role != "text" for part, _ in parts):
        return parts
    sizes = {number: layout.lines[number].size for _, numbers in parts for number in numbers if number in layout.lines}
    usual = sorted(sizes.values())[len(sizes) // 2] if sizes else 0.0
    numbers = [number for _, of_part in parts for number in of_part]
    count = next((n for n, number in enumerate(numbers) if sizes.get(number, 0.0) < DISPLAY * usual), 0)
    if not count:
        return parts
    large = set(numbers[:count])
    rest = [(part, left) for part, of_part in parts if (left := [n for n in of_part if n not in large])]
    return [(MetsPart("headline", ()), numbers[:count]), *rest]


def _paragraphs(blocks: Sequence[Sequence[int]], raw: Mapping[int, str]) -> list[Block]:
    """The lines of blocks as paragraphs: from indent to indent where the page sets them in, else a block each."""
    set_in = any(raw[number].startswith(INDENT) for block in blocks for number in block[1:])
    set_in = set_in or sum(raw[block[0]].startswith(INDENT) for block in blocks) > 1
    groups: list[list[int]] = []
    for block in blocks:
        for place, number in enumerate(block):
            if not groups or (raw[number].startswith(INDENT) if set_in else place == 0):
                groups.append([])
            groups[-1].append(number)
    return [Block("paragraph", tuple(map(Piece, group))) for group in groups]


def _left(page: MarkedPage, counts: Mapping[int, int], taken: set[int]) -> tuple[tuple[Value, ...], list[list[int]]]:
    """What stands in no article: lines about the page, at its edges, and the other blocks."""
    furniture: list[Value] = []
    rest: list[list[int]] = []
    seen = set(taken)
    lone = [[number] for number in counts]
    for numbers in [*page.blocks.values(), *lone]:
        mine = [number for number in numbers if number in counts and number not in seen]
        seen.update(mine)
        if not mine:
            continue
        boxes = [page.layout.lines[number].box for number in mine if number in page.layout.lines]
        high, low = EDGES[0] * page.layout.height, EDGES[1] * page.layout.height
        at_edge = all(box.bottom < high or box.top > low for box in boxes)
        if at_edge and sum(counts[number] for number in mine) <= BRIEF:
            furniture += ((Piece(number),) for number in mine)
        else:
            rest.append(mine)
    return tuple(sorted(furniture)), sorted(rest)


def _rest(numbers: Sequence[int], raw: Mapping[int, str]) -> ItemReading:
    return ItemReading("article", body=tuple(_paragraphs([numbers], raw)))
