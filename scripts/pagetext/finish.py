"""Marks that a reader left in the text around them, taken out by their own rules: the last change to any reading.

A jump line before the first or behind the last paragraph, and the credit behind a caption, are told by words of the
trade that need no reader. Each rule is a function from one item to the item; none takes from a field what a reader put
into it, and where a reader gave the field already nothing is looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scripts.pagetext.credits import find_credit
from scripts.pagetext.marks import JUMP_FROM, JUMP_TO
from scripts.pagetext.reading import Block, ItemReading, Reading
from scripts.pagetext.texts import Texts

_TAIL = 24
"""Characters at a paragraph's end in which its jump line stands."""


@dataclass(frozen=True, slots=True)
class FinishingRule:
    """A named rule with the line of text that calls for it."""

    name: str
    example: str
    apply: Callable[[ItemReading, Texts], ItemReading]


def _paragraphs(item: ItemReading) -> list[int]:
    return [n for n, block in enumerate(item.body) if block.kind == "paragraph"]


def _with(item: ItemReading, at: int, *blocks: Block) -> tuple[Block, ...]:
    """The body with the block at `at` replaced by those of `blocks` that hold something."""
    kept = tuple(block for block in blocks if block.value)
    return item.body[:at] + kept + item.body[at + 1 :]


def _jump_from(item: ItemReading, texts: Texts) -> ItemReading:
    places = _paragraphs(item)[:1]
    if item.kind != "article" or item.jump_from or not places:
        return item
    value = item.body[places[0]].value
    text = texts.of(value).text
    match = JUMP_FROM.match(text)
    if not match or (text[0] not in "（(【〔" and match.end() < len(text)):
        return item
    jump, rest = texts.cut(value, match.end())
    return replace(item, jump_from=(jump,), body=_with(item, places[0], Block("paragraph", rest)))


def _jump_to(item: ItemReading, texts: Texts) -> ItemReading:
    places = _paragraphs(item)[-1:]
    if item.kind != "article" or item.jump_to or not places:
        return item
    value = item.body[places[0]].value
    text = texts.of(value).text
    for match in JUMP_TO.finditer(text, max(0, len(text) - _TAIL)):
        if match.end() == len(text) and match[0][0] in "（(【〔下▼":
            rest, jump = texts.cut(value, match.start())
            return replace(item, jump_to=(jump,), body=_with(item, places[0], Block("paragraph", rest)))
    return item


def _credit(item: ItemReading, texts: Texts) -> ItemReading:
    if item.kind != "photo" or item.credit:
        return item
    for at in _paragraphs(item):
        value = item.body[at].value
        credit = find_credit(texts.of(value).text)
        if credit:
            caption, cut_credit = texts.cut(value, credit[0])
            return replace(item, credit=(cut_credit,), body=_with(item, at, Block("paragraph", caption)))
    return item


RULES: tuple[FinishingRule, ...] = (
    FinishingRule("jump-from", "（上接第一版）据了解，", _jump_from),
    FinishingRule("jump-to", "……会议强调（下转第二版）", _jump_to),
    FinishingRule("credit", "图为采茶现场。 本报记者 甲 摄", _credit),
)
"""In the order in which they are applied."""


def finish(reading: Reading, texts: Texts) -> Reading:
    """The reading with every rule applied to every item."""
    items = []
    for item in reading.items:
        for rule in RULES:
            item = rule.apply(item, texts)
        items.append(item)
    return replace(reading, items=tuple(items))
