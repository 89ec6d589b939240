"""What stands beside an item on its page, and signs that rules over neighbouring items share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.pagetext.reading import ItemReading, Value
from scripts.pagetext.texts import Texts

SENTENCE = re.compile("[，。；！？]")

BULLETS = "●■◆▲★◎○□▪•►▶"

ENDS = "。！？”』」…"


def only_value(item: ItemReading) -> Value:
    """The item's only value, () where it has several."""
    values = list(item.values())
    return values[0] if len(values) == 1 and not (item.byline or item.jump_from or item.jump_to) else ()


def first_line(item: ItemReading) -> int:
    """The number of the first raw line that an item names, 0 for none."""
    return min((piece.line for value in item.values() for piece in value), default=0)


def last_line(item: ItemReading) -> int:
    """The number of the last raw line that an item names, 0 for none."""
    return max((piece.line for value in item.values() for piece in value), default=0)


def item_above(items: Sequence[ItemReading], item: ItemReading, texts: Texts) -> int | None:
    """The index of the item that ends on the line above the item's first, None where none does."""
    before = texts.beside(first_line(item), -1)
    return next((n for n, other in enumerate(items) if other is not item and last_line(other) == before), None)


def item_below(items: Sequence[ItemReading], item: ItemReading, texts: Texts) -> int | None:
    """The index of the item that begins on the line below the item's last, None where none does."""
    after = texts.beside(last_line(item), 1)
    return next((n for n, other in enumerate(items) if other is not item and first_line(other) == after), None)
