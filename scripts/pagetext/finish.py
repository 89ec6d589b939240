"""Marks that a reader left in the text around them, taken out by their own rules: the last change to any reading.

A jump line before the first or behind the last paragraph, the credit behind a caption, the page that a refer names
behind its words, and a rubric alone on its line are told by words of the trade that need no reader. Each rule is a
function from one item to the item; where a reader gave a field already, nothing is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from scripts.pagetext.credits import find_credit, is_credit
from scripts.pagetext.marks import JUMP_FROM, JUMP_TO, line_mark
from scripts.pagetext.neighbours import settle
from scripts.pagetext.pagelabels import reference, reference_before, reference_behind
from scripts.pagetext.reading import FIELDS, Block, ItemReading, Reading, Value
from scripts.pagetext.straymarks import set_right
from scripts.pagetext.texts import Texts

_TAIL = 24
"""Characters at a paragraph's end within which its jump line is looked for."""

_JUMP_BEGINS = re.compile(r"(?:[（(【〔][▲▼▶►→⇒↓\s]*(?:下(?:转|轉)?|转|轉)?|[▲▼▶►→⇒↓]*下(?:转|轉))\s*第?$")
"""A jump line as far as the end of its line; without a bracket its two first characters tell."""


_CREDIT_BEGINS = re.compile(r"\s*[（(]?(?:本[报報]|新[华華]社)\s?(?:特[约約]|首席)?(?:[记記]者|通[讯訊][员員])?\s*$")
"""Words of a credit as far as the end of its first line."""


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
        text = texts.of(value)
        credit = find_credit(text.text)
        last = text.lines[-1].text if len(text.lines) > 1 else ""
        if credit:
            caption, cut_credit = texts.cut(value, credit[0])
        elif last and is_credit(last):  # a line of its own below a caption without a full stop
            above = text.text[: len(text.text) - len(last)]
            caption, cut_credit = texts.cut(value, len(_CREDIT_BEGINS.sub("", above)))
        else:
            continue
        return replace(item, credit=(cut_credit,), body=_with(item, at, Block("paragraph", caption)))
    return item


def _broken_jump(item: ItemReading, texts: Texts) -> ItemReading:
    places = _paragraphs(item)[-1:]
    if item.kind != "article" or not item.jump_to or not places:
        return item
    value = item.body[places[0]].value
    text = texts.of(value).text
    begins = _JUMP_BEGINS.search(text, max(0, len(text) - _TAIL))
    if begins is None or not JUMP_TO.fullmatch(begins[0] + texts.of(item.jump_to[0]).text):
        return item
    rest, tail = texts.cut(value, begins.start())
    jump = (tail + item.jump_to[0], *item.jump_to[1:])
    return replace(item, jump_to=jump, body=_with(item, places[0], Block("paragraph", rest)))


def _refer(item: ItemReading, texts: Texts) -> ItemReading:
    if item.kind != "refer" or item.jump_to:
        return item
    for name in ("deck", "headline"):
        values: tuple[Value, ...] = getattr(item, name)
        if not values:
            continue
        text = texts.of(values[-1]).text
        if len(values) > 1 and reference(text, rubric=0) is not None:
            return replace(item, jump_to=values[-1:], **{name: values[:-1]})  # type: ignore[arg-type]  # fields of values
        at = reference_behind(text)
        if at is not None:
            words, jump = texts.cut(values[-1], at)
            return replace(item, jump_to=(jump,), **{name: (*values[:-1], words)})  # type: ignore[arg-type]
    return item


def _page_first(items: list[ItemReading], texts: Texts) -> list[ItemReading]:
    """The page before a refer's words taken out: of an index, and where 版 or a sign says that it is one."""
    found: dict[int, int] = {}
    for n, item in enumerate(items):
        if item.kind == "refer" and not item.jump_to and item.headline:
            at = reference_before(texts.of(item.headline[0]).text)
            if at is not None:
                found[n] = at
    out = list(items)
    for n, at in found.items():
        first, *rest = items[n].headline
        if (
            len(found) >= _INDEX
            or not texts.of(first).text[at - 1].isalnum()
            or texts.of(first).text[at - 1] in "版頁页"
        ):
            jump, words = texts.cut(first, at)
            out[n] = replace(items[n], jump_to=(jump,), headline=(words, *rest))
    return out


_INDEX = 3
"""Refers that begin with a page, from which they are an index."""


def _lone_reference(item: ItemReading, texts: Texts) -> ItemReading:
    last = item.body[-1] if item.body else None
    if item.kind not in ("article", "refer") or item.jump_to or last is None or last.kind != "paragraph":
        return item
    if reference(texts.of(last.value).text, rubric=0) is None or not (item.headline or item.body[:-1]):
        return item
    return replace(item, jump_to=(last.value,), body=item.body[:-1])


RULES: tuple[FinishingRule, ...] = (
    FinishingRule("jump-from", "（上接第一版）据了解，", _jump_from),
    FinishingRule("jump-to", "……会议强调（下转第二版）", _jump_to),
    FinishingRule("broken-jump", "……会议强调（下转第 / 四版）", _broken_jump),
    FinishingRule("refer", "渡轮停航三天（3版）", _refer),
    FinishingRule("lone-reference", ">>>6版", _lone_reference),
    FinishingRule("credit", "图为采茶现场。 本报记者 甲 摄", _credit),
)
"""In the order in which they are applied."""


def _without_rubrics(item: ItemReading, texts: Texts) -> tuple[ItemReading, list[Value]]:
    """The item without the lines that say no more than 导读, and these; an item of nothing else stays as it is."""
    fields = {name: item.field(name) for name in FIELDS}
    blocks = [block.value for block in item.body if block.value]
    rubrics = [v for v in (*chain(*fields.values()), *blocks) if line_mark(texts.of(v).text) == "rubric"]
    if not rubrics or len(rubrics) == sum(map(len, fields.values())) + len(item.body):
        return item, []
    kept = {name: tuple(v for v in values if v not in rubrics) for name, values in fields.items()}
    body = tuple(block for block in item.body if block.value not in rubrics)
    return replace(item, body=body, **kept), rubrics  # type: ignore[arg-type]  # fields of values


def finish(reading: Reading, texts: Texts) -> Reading:
    """The reading with stray marks set right, every rule applied to every item, and rubrics among its furniture."""
    reading = settle(set_right(reading, texts), texts)
    items = []
    furniture = list(reading.furniture)
    for item in reading.items:
        item, rubrics = _without_rubrics(item, texts)
        furniture += rubrics
        for rule in RULES:
            item = rule.apply(item, texts)
        items.append(item)
    return replace(reading, items=tuple(_page_first(items, texts)), furniture=tuple(furniture))
