"""Areas that follow an editor's hand: a story's text that was moved to another item takes its place on the page along.

The reading says which item each line is of. Where items were edited since, each line is of the item whose file has its
text now; what stands in no file, or in several, stays where the reading put it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from scripts.edition import frontmatter
from scripts.edition.content import read_text
from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.edition.urls import place_of
from scripts.pagetext import ConvertedPage
from scripts.pagetext.assemble import Place
from scripts.pagetext.clean import clean_line
from scripts.pagetext.placing import Printed, printed_of
from scripts.pagetext.reading import Piece

LONG = 6
"""Characters that a line has at least to be known by its text: less stands in many stories."""


def items_on_disk(folder: Path, page: Label) -> dict[int, Item]:
    """The items of a page as their files stand, by order; those that cannot be read are left out."""
    items = {}
    for path in sorted(folder.glob(f"{page.file}-*.md")):
        place = place_of(path.name)
        if place is None or place[0] != page:
            continue
        text, problems = read_text(path, path.name)
        item = None if problems else frontmatter.parse(text, path.name).item
        if item is not None:
            items[place[1]] = replace(item, page=page, order=place[1])
    return items


def followed(page: ConvertedPage, orders: Mapping[int, int], items: Mapping[int, Item]) -> Printed | None:
    """Where the items of a page stand as their files are now, by their orders there; None without a layout.

    `orders` are the numbers on disk of the items as converted.
    """
    if page.printed is None:
        return None
    texts = {order: text_of(item) for order, item in items.items()}
    raw = {line.number: line.text for line in page.lines}
    places: dict[Piece, Place] = {}
    last: dict[int, int] = {}  # where the line before of the same story went
    for piece, place, text in _pieces(page):
        own = orders.get(place.order, 0)
        known = _plain(text)
        order = _home(known, own, texts)
        if order is None and last.get(own) in texts and known in texts[last[own]] and known not in texts.get(own, ""):
            order = last[own]
        order = own if order is None else order
        last[own] = order
        if order in items:
            places[piece] = replace(place, order=order)
    return printed_of(raw, places, list(items.values()), page.printed.layout)


def _pieces(page: ConvertedPage) -> Iterator[tuple[Piece, Place, str]]:
    """The parts of lines that went to items."""
    for line in page.lines:
        at = 0
        for span in line.spans:
            if span.target == "item":
                piece = Piece(line.number, at, at + len(span.text))
                yield piece, Place(span.target, span.order, span.part, span.rule, span.reason), span.text
            at += len(span.text)


def _home(line: str, own: int, texts: Mapping[int, str]) -> int | None:
    """The item that has a line's text where its own has it no more; None where none has, or several, or it is short."""
    if line in texts.get(own, ""):
        return own
    if len(line) < LONG:
        return None
    holders = [order for order, text in texts.items() if line in text]
    return holders[0] if len(holders) == 1 else None


def text_of(item: Item) -> str:
    """All that an item's file prints, without spaces and without what only Markdown put there."""
    fields = (item.kicker, item.title, item.deck, item.byline, item.body.replace("\\", ""), item.credit)
    return "\n".join(_plain(text) for text in fields)


def _plain(text: str) -> str:
    return "".join("".join(clean_line(line).split()) for line in text.split("\n")).translate(_MARKS)


_MARKS = {ord(mark): None for mark in "#|*"}
