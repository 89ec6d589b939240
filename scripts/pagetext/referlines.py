"""Refers, and what surrounds the nameplate: rules over a whole reading, told by page references and by marks."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from scripts.pagetext.beside import BULLETS, SENTENCE, only_value
from scripts.pagetext.marks import line_mark
from scripts.pagetext.pagelabels import reference_behind
from scripts.pagetext.reading import HEAD_FIELDS, ItemReading, Reading
from scripts.pagetext.renumbered import with_items, without_items
from scripts.pagetext.texts import Texts

_IMPRINT = frozenset({"folio", "serial", "contact", "nameplate", "editors"})
"""Marks of lines around the nameplate (marks.py), which no news hangs on."""


def imprint(reading: Reading, texts: Texts) -> Reading:
    """An item of nothing but imprint is furniture."""
    gone = {
        at
        for at, item in enumerate(reading.items)
        if item.kind != "notice" and (values := list(item.values()))
        if all(line_mark(texts.of(value).text) in _IMPRINT for value in values)
    }
    furniture = [value for at in sorted(gone) for value in reading.items[at].values()]
    return without_items(replace(reading, furniture=(*reading.furniture, *furniture)), dict.fromkeys(gone))


def refer_of_one_line(reading: Reading, texts: Texts) -> Reading:
    """One line that is no sentence and ends with a page reference is a refer, whatever it was taken for."""
    items = list(reading.items)
    for at, item in enumerate(items):
        value = only_value(item)
        text = texts.of(value).text if value else ""
        behind = None if SENTENCE.search(text) else reference_behind(text)
        if behind is None or item.kind == "notice":
            continue
        words, jump = texts.cut(value, behind)
        items[at] = ItemReading("refer", headline=(words,), jump_to=(jump,))
    return replace(reading, items=tuple(items))


def glued_refers(reading: Reading, texts: Texts) -> Reading:
    """Lines of one refer of which an earlier one ends with a page reference are several refers."""
    items = list(reading.items)
    more: dict[int, list[ItemReading]] = {}
    for at, item in enumerate(items):
        lines = sorted((v for name in HEAD_FIELDS for v in item.field(name)), key=lambda value: value[0])
        ends = [n for n, v in enumerate(lines) if reference_behind(texts.of(v).text) is not None]
        if item.kind != "refer" or item.body or not ends or ends[0] == len(lines) - 1:
            continue
        refers = []
        for a, b in pairwise([0, *(n + 1 for n in ends), len(lines)]):
            heads = lines[a:b]
            if b - 1 in ends:
                words, jump = texts.cut(heads[-1], reference_behind(texts.of(heads[-1]).text) or 0)
                refers.append(ItemReading("refer", headline=(*heads[:-1], words), jump_to=(jump,)))
            elif heads:
                refers.append(ItemReading("refer", headline=tuple(heads), jump_to=item.jump_to))
        if item.jump_to and refers[-1].jump_to is not item.jump_to:
            continue
        items[at] = refers[0]
        more[at] = refers[1:]
    return with_items(replace(reading, items=tuple(items)), more)


def ornaments(reading: Reading, texts: Texts) -> Reading:
    """A bullet before a headline is no part of it, nor are the dots that lead from a refer to its page."""
    items = list(reading.items)
    furniture = list(reading.furniture)
    for at, item in enumerate(items):
        for name in ("kicker", "headline"):
            values = item.field(name)
            bullet = _ORNAMENT.match(texts.of(values[0]).text) if values else None
            leader = _LEADER.search(texts.of(values[-1]).text) if values and item.kind == "refer" else None
            if leader:
                words, dots = texts.cut(values[-1], leader.start())
                values = (*values[:-1], words)
                items[at] = replace(items[at], **{name: values})  # type: ignore[arg-type]
                furniture.append(dots)
            if bullet:
                ornament, words = texts.cut(values[0], bullet.end())
                items[at] = replace(items[at], **{name: (words, *values[1:])})  # type: ignore[arg-type]
                furniture.append(ornament)
    return replace(reading, items=tuple(items), furniture=tuple(furniture))


_LEADER = re.compile(r"\s*(?:[…⋯]+|[.．·]{3,})$")

_ORNAMENT = re.compile(rf"[{BULLETS}]+\s*(?=[\u3400-\u9fff“「《A-Za-z\d])")
