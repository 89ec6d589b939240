"""Headlines, decks, photos' titles and crossheads that a reader took for something else: rules over a whole reading."""

from __future__ import annotations

import re
from dataclasses import replace

from scripts.pagetext.beside import ENDS, SENTENCE, first_line, only_value
from scripts.pagetext.marks import line_mark
from scripts.pagetext.reading import ItemReading, Reading
from scripts.pagetext.renumbered import without_items
from scripts.pagetext.texts import Texts


def deck_below_headline(reading: Reading, texts: Texts) -> Reading:
    """A line between a story's headline and its text is its deck, however much it looks like a folio."""
    items = list(reading.items)
    furniture = list(reading.furniture)
    for value in reading.furniture:
        text = texts.of(value).text
        if len(text) < _SHORTEST_DECK or line_mark(text):
            continue
        above, below = texts.beside(value[0].line, -1), texts.beside(value[-1].line, 1)
        for at, item in enumerate(items):
            head = (item.headline + item.deck)[-1:]
            if item.kind != "article" or not head or head[0][-1].line != above or _text_begins(item) != below:
                continue
            items[at] = replace(item, deck=(*item.deck, value))
            furniture.remove(value)
            break
    return replace(reading, items=tuple(items), furniture=tuple(furniture))


_SHORTEST_DECK = 6
"""Characters of a deck, at least."""


def _text_begins(item: ItemReading) -> int:
    """The first line of an item's text and bylines."""
    values = [*item.byline, *(block.value for block in item.body[:1])]
    return min((piece.line for value in values for piece in value), default=0)


def headline_below_series(reading: Reading, texts: Texts) -> Reading:
    """A series' name in brackets is no headline by itself: the line of words below it is the rest of it."""
    items = list(reading.items)
    for at, item in enumerate(items):
        lone = item.kind == "article" and len(item.headline) == 1 and len(item.body) > 1
        first = item.body[0] if lone and _SERIES.fullmatch(texts.of(item.headline[0]).text) else None
        if first is None or first.kind != "paragraph" or len(first.value) != 1:
            continue
        title = texts.of(first.value).text
        if len(title) <= _LONGEST_HEADLINE and title[-1] not in "。；，、：":
            items[at] = replace(item, headline=(*item.headline, first.value), body=item.body[1:])
    return replace(reading, items=tuple(items))


_SERIES = re.compile("[【〖][^】〗]{2,14}[】〗]")

_LONGEST_HEADLINE = 32
"""Characters of a headline on one line, at most."""


def enacting_deck(reading: Reading, texts: Texts) -> Reading:
    """The bracket below the title of an act or a list that says who passed it, and when, is its deck."""
    items = list(reading.items)
    for at, item in enumerate(items):
        first = item.body[0] if item.headline and not item.deck and len(item.body) > 1 else None
        if first is not None and first.kind == "paragraph" and _ENACTED.fullmatch(texts.of(first.value).text):
            items[at] = replace(item, deck=(first.value,), body=item.body[1:])
    return replace(reading, items=tuple(items))


_ENACTED = re.compile(
    "[（(][^（）()]*(?:通[过過]|公布|公佈|[发發]布|批准|[笔筆][画畫劃]|[决決]定|修[订訂正])[^（）()]*[）)]"
)


def crosshead_series(reading: Reading, texts: Texts) -> Reading:
    """Where a story has a crosshead of the form 任教：写满黑板, its like alone between two paragraphs is one too."""
    items = list(reading.items)
    for at, item in enumerate(items):
        forms = {_form(texts.of(block.value).text) for block in item.body if block.kind == "crosshead"} - {0}
        if item.kind != "article" or not forms:
            continue
        body = list(item.body)
        for n in range(1, len(body) - 1):
            above, block, below = body[n - 1 : n + 2]
            if not all(b.kind == "paragraph" for b in (above, block, below)) or len(block.value) != 1:
                continue
            if (
                _form(texts.of(block.value).text) in forms
                and texts.of(above.value).text[-1:] in ENDS
                and texts.of(below.value).text[-1:] in ENDS
            ):
                body[n] = replace(block, kind="crosshead")
        items[at] = replace(item, body=tuple(body))
    return replace(reading, items=tuple(items))


def _form(text: str) -> int:
    """The characters of the word before the colon of a crosshead such as 任教：写满黑板, 0 for any other line."""
    match = _CROSSHEAD.fullmatch(text)
    return len(match["word"]) if match else 0


_CROSSHEAD = re.compile("(?P<word>[\u3400-\u9fff]{2,4})[：:][^，。；：！？、（）()…]{4,16}")


def photo_title(reading: Reading, texts: Texts) -> Reading:
    """A few words straight above a photo's caption, taken for a caption of their own, are its headline."""
    items = list(reading.items)
    below = {first_line(item): at for at, item in enumerate(items) if item.kind == "photo" and not item.headline}
    joined: dict[int, int | None] = {}
    for at, item in enumerate(items):
        value = only_value(item)
        text = texts.of(value).text if value else ""
        if item.kind != "photo" or not text or len(text) > _LONGEST_TITLE or SENTENCE.search(text) or line_mark(text):
            continue
        owner = below.get(texts.beside(value[-1].line, 1) or 0, at)
        if owner == at or owner in joined or text[-1] in _ARROWS or text[0] in _ARROWS:
            continue
        if SENTENCE.search(texts.of(items[owner].body[0].value).text if items[owner].body else ""):
            items[owner] = replace(items[owner], headline=(value,))
            joined[at] = owner
    return without_items(replace(reading, items=tuple(items)), joined)


_LONGEST_TITLE = 20
"""Characters of the longest title over a caption."""

_ARROWS = "▲▼◀▶△▽↑↓←→"
