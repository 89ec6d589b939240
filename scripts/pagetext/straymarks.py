"""Marks that a reader gave to the wrong item, set right by what they say themselves: rules over a whole reading.

Page references and jump lines are recognised by their words. Where a reader has put one in an impossible place, the
order of the page's lines says where it belongs. What a reader has put consistently is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.pagetext.marks import JUMP_TO, line_mark
from scripts.pagetext.reading import FIELDS, HEAD_FIELDS, ItemReading, Reading, Value
from scripts.pagetext.readingrules import ReadingRule, applied
from scripts.pagetext.renumbered import with_items
from scripts.pagetext.texts import Texts


def _references(reading: Reading, texts: Texts) -> Reading:
    """Each page reference closes its refer, or opens it: refers in sequence are separated by them.

    Only where a refer was given two references, or one as a line of its head, and there are enough for all.
    """
    items = list(reading.items)
    more: dict[int, list[ItemReading]] = {}
    for run in _runs_of_refers(items):
        values = sorted((pair for at in run for pair in _named(items[at])), key=lambda pair: _begin(pair[1]))
        marks = [_is_reference(value, texts) for _, value in values]
        if sum(marks) < len(run) or marks[0] == marks[-1] or all(_is_sound(items[at], texts) for at in run):
            continue
        groups = _parted(values, marks)
        if all(len(group) > 1 for group in groups):
            refers = [_refer(items[run[0]], group, texts) for group in groups]
            for at, refer in zip(run, refers, strict=False):
                items[at] = refer
            more[run[-1]] = refers[len(run) :]
    return with_items(replace(reading, items=tuple(items)), more)


def _is_reference(value: Value, texts: Texts) -> bool:
    return line_mark(texts.of(value).text) == "pointer"


def _is_sound(refer: ItemReading, texts: Texts) -> bool:
    """Whether a refer has one reference, and it is no line of its head."""
    places = [name for name, value in _named(refer) if _is_reference(value, texts)]
    return places == ["jump_to"]


def _parted(values: Sequence[tuple[str, Value]], marks: Sequence[bool]) -> list[list[tuple[str, Value]]]:
    """Lines of refers, a list for each: if a reference comes first, references open refers, else they close them."""
    groups: list[list[tuple[str, Value]]] = [[]]
    for pair, is_reference in zip(values, marks, strict=True):
        if is_reference and marks[0] and groups[-1]:
            groups.append([])
        groups[-1].append(pair)
        if is_reference and not marks[0]:
            groups.append([])
    return [group for group in groups if group]


def _runs_of_refers(items: Sequence[ItemReading]) -> Iterator[list[int]]:
    """Indices of refers without a body and with no other item's line between their lines, in the order of the page."""
    places = sorted(
        (_begin(value), at, item.kind == "refer" and not item.body)
        for at, item in enumerate(items)
        for value in item.values()
        if value
    )
    run: list[int] = []
    for _, at, is_refer in places:
        if is_refer and at not in run:
            run.append(at)
        elif not is_refer and run:
            yield run
            run = []
    if run:
        yield run


def _refer(item: ItemReading, group: Sequence[tuple[str, Value]], texts: Texts) -> ItemReading:
    """A refer of these values: the reference apart, the first of the others its headline where none was."""
    fields: dict[str, list[Value]] = {name: [] for name in FIELDS}
    for name, value in group:
        fields["jump_to" if _is_reference(value, texts) else name].append(value)
    if not fields["headline"]:
        first = next((name for name in HEAD_FIELDS if fields[name]), "")
        if first:
            fields["headline"].append(fields[first].pop(0))
    return replace(item, **{name: tuple(values) for name, values in fields.items()})  # type: ignore[arg-type]


def _second_reference(reading: Reading, texts: Texts) -> Reading:
    """Of two references that one refer was given, the other goes to a refer without one that stands between the two."""
    items = list(reading.items)
    bare = {at for at, item in enumerate(items) if item.kind == "refer" and not item.jump_to and any(item.values())}
    for at, item in enumerate(items):
        references = sorted((value for value in item.jump_to if _is_reference(value, texts)), key=_begin)
        if item.kind != "refer" or len(references) < 2:
            continue
        for reference in references[1:]:
            between = [n for n in bare if _begin(references[0]) < _last_of_head(items[n]) < _begin(reference)]
            if between:
                owner = max(between, key=lambda n: _last_of_head(items[n]))
                bare.remove(owner)
                items[at] = _without(items[at], [reference])
                items[owner] = replace(items[owner], jump_to=(reference,))
    return replace(reading, items=tuple(items))


def _last_of_head(item: ItemReading) -> tuple[int, int]:
    return max((_begin(value) for name in HEAD_FIELDS for value in item.field(name) if value), default=(0, 0))


def _second_jump(reading: Reading, texts: Texts) -> Reading:
    """Of two jump lines that one article was given, the one that stands at another's text is that one's."""
    items = list(reading.items)
    first = {_begin(text)[0]: at for at, item in enumerate(items) if (text := _end_of_text(item, 0))}
    last = {_end(text)[0]: at for at, item in enumerate(items) if (text := _end_of_text(item, -1))}
    for name, beside, step in (("jump_from", first, 1), ("jump_to", last, -1)):
        for at, item in enumerate(items):
            for value in item.field(name) if len(item.field(name)) > 1 else ():
                line = _end(value)[0] if step > 0 else _begin(value)[0]
                owner = beside.get(texts.beside(line, step) or 0, at)
                if owner != at and not items[owner].field(name):
                    items[at] = _without(items[at], [value])
                    items[owner] = replace(items[owner], **{name: (value,)})  # type: ignore[arg-type]
    return replace(reading, items=tuple(items))


def _end_of_text(item: ItemReading, at: int) -> Value:
    """An article's first or last paragraph."""
    texts = [block.value for block in item.body if block.kind == "paragraph" and block.value]
    return texts[at] if item.kind == "article" and texts else ()


def _end(value: Value) -> tuple[int, int]:
    return max((piece.line, piece.start) for piece in value)


def _jump_across_lines(reading: Reading, texts: Texts) -> Reading:
    """A jump line that breaks at the measure (下转第 / 四版) is one, and its item's, though its end was given away."""
    items = list(reading.items)
    ends = {
        value[0].line: (at, value)
        for at, item in enumerate(items)
        for value in item.jump_to
        if len(value) == 1 and not JUMP_TO.search(texts.of(value).text)
    }
    for at, item in enumerate(items):
        last = item.body[-1].value if item.kind == "article" and item.body and not item.jump_to else ()
        if not last or last[-1].line + 1 not in ends:
            continue
        owner, end = ends[last[-1].line + 1]
        whole = (*last, *end)
        if owner == at or _closing_jump(texts.of(whole).text) is None:
            continue
        items[owner] = _without(items[owner], [end])
        items[at] = replace(items[at], body=(*item.body[:-1], replace(item.body[-1], value=whole)))
    return replace(reading, items=tuple(items))


def _closing_jump(text: str) -> int | None:
    """Where the jump line begins with which a text ends."""
    return next((m.start() for m in JUMP_TO.finditer(text, max(0, len(text) - 24)) if m.end() == len(text)), None)


def _named(item: ItemReading) -> Iterator[tuple[str, Value]]:
    for name in FIELDS:
        yield from ((name, value) for value in item.field(name) if value)


def _begin(value: Value) -> tuple[int, int]:
    return min((piece.line, piece.start) for piece in value)


def _without(item: ItemReading, values: Sequence[Value]) -> ItemReading:
    """An item without some values of its fields."""
    fields = {name: tuple(value for value in item.field(name) if value not in values) for name in FIELDS}
    return replace(item, **fields)  # type: ignore[arg-type]


RULES: tuple[ReadingRule, ...] = (
    ReadingRule("references", "老人用餐最低六元 / >>>6版 / 城市书房亮起一盏灯 / （见5版）", _references),
    ReadingRule(
        "second-reference", "老人用餐最低六元 / >>>6版 / …… / 城市书房亮起一盏灯 / …… / （见5版）", _second_reference
    ),
    ReadingRule("second-jump", "（上接八版） / 要坚持一个中国原则……", _second_jump),
    ReadingRule("jump-across-lines", "……待挖掘的“富矿”。下转第 / 四版", _jump_across_lines),
)
"""In the order in which they are applied."""


def set_right(reading: Reading, texts: Texts) -> Reading:
    """The reading with every rule applied; what a person read stays as it is."""
    return applied(RULES, reading, texts)
