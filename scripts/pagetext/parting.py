"""Items that are several, or parts of their neighbours: rules over a whole reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scripts.pagetext.beside import BULLETS, ENDS, SENTENCE, item_above, item_below
from scripts.pagetext.reading import HEAD_FIELDS, Block, ItemReading, Reading
from scripts.pagetext.renumbered import with_items, without_items
from scripts.pagetext.texts import Texts


def notice_date(reading: Reading, texts: Texts) -> Reading:
    """A date below the name that signs a notice is the notice's, at a page's foot too."""
    items = list(reading.items)
    furniture = list(reading.furniture)
    for at, item in enumerate(items):
        last = item.body[-1] if item.kind == "notice" and item.body else None
        if last is None or last.kind != "paragraph" or not last.value or texts.of(last.value).text[-1:] in ENDS:
            continue
        below = texts.beside(last.value[-1].line, 1)
        date = next((v for v in furniture if v[0].line == below and _DATE.fullmatch(texts.of(v).text)), None)
        if date is not None:
            furniture.remove(date)
            items[at] = replace(item, body=(*item.body, Block("paragraph", date)))
    return replace(reading, items=tuple(items), furniture=tuple(furniture))


_DATE = re.compile(
    "(?:\\d{4}|[〇一二三四五六七八九○零]{4})年[\\d一二三四五六七八九十]{1,2}月[\\d一二三四五六七八九十]{1,3}日"
)


def without_text(reading: Reading, texts: Texts) -> Reading:
    """An article without text: its bylines are a neighbour's, its headline is a refer's."""
    items = list(reading.items)
    furniture = list(reading.furniture)
    joined: dict[int, int | None] = {}
    for at, item in enumerate(items):
        if item.kind != "article" or item.body or not any(item.values()):
            continue
        heads = tuple(value for name in HEAD_FIELDS for value in item.field(name))
        if heads:
            items[at] = replace(item, kind="refer", headline=item.headline or heads[:1])
            if not item.headline:
                name = next(name for name in HEAD_FIELDS if item.field(name))
                items[at] = replace(items[at], **{name: item.field(name)[1:]})  # type: ignore[arg-type]
            continue
        owner = item_below(items, item, texts)
        if owner is None or owner in joined:
            owner = item_above(items, item, texts)
        if item.byline and owner is not None and owner not in joined and items[owner].kind == "article":
            items[owner] = replace(items[owner], byline=(*items[owner].byline, *item.byline))
            rest = [v for v in item.values() if v not in item.byline]
        else:
            owner, rest = None, list(item.values())
        furniture += rest
        joined[at] = owner
    return without_items(replace(reading, items=tuple(items), furniture=tuple(furniture)), joined)


def further_poems(reading: Reading, texts: Texts) -> Reading:
    """诗二首, 冬夜（外一首）: the poems that follow without a byline are of the same item, each under its title."""
    items = list(reading.items)
    joined: dict[int, int | None] = {}
    for at, item in enumerate(items):
        head = "".join(texts.of(value).text for value in item.headline)
        if at in joined or not _POEMS.search(head) or not any(block.kind == "verse" for block in item.body):
            continue
        while (owner := item_below(items, item, texts)) is not None and owner not in joined:
            poem = items[owner]
            kinds = {block.kind for block in poem.body}
            if poem.byline or poem.kind != "article" or kinds - {"verse", "crosshead"} or "verse" not in kinds:
                break
            body = poem.body
            if not poem.headline:  # the title was taken for the first line
                body = (Block("crosshead", body[0].value), *body[1:])
            titles = tuple(Block("crosshead", value) for name in ("kicker", "headline") for value in poem.field(name))
            item = replace(item, body=(*item.body, *titles, *body))
            items[at] = item
            joined[owner] = at
    return without_items(replace(reading, items=tuple(items)), joined)


_POEMS = re.compile(
    "[（(]外[一二三四五六七八九]首[）)]|[诗詩词詞][二两兩三四五六七八九][首章则則]|[二两兩三四五六七八九]首$"
)


def briefs(reading: Reading, texts: Texts) -> Reading:
    """Bulleted paragraphs that begin with a headline before a space are items, two of them at least."""
    places = {
        (at, n): cut
        for at, item in enumerate(reading.items)
        if item.kind == "article"
        for n, block in enumerate(item.body)
        if block.kind == "paragraph" and (cut := _headline_end(item, n, texts)) is not None
    }
    if len(places) < _FEWEST_BRIEFS:
        return reading
    items = list(reading.items)
    more: dict[int, list[ItemReading]] = {}
    for at in sorted({at for at, _ in places}):
        item = reading.items[at]
        starts = [n for n in range(len(item.body)) if (at, n) in places]
        bounds = list(zip(starts, [*starts[1:], len(item.body)], strict=True))
        parts = [(item.body[a:b], places[at, a]) for a, b in bounds]
        if item.headline and any(_runs_on(body, cut, texts) for body, cut in parts):
            heads = {a for a, (body, cut) in zip(starts, parts, strict=True) if _is_whole(body[0], cut, texts)}
            body = (replace(b, kind="crosshead") if n in heads else b for n, b in enumerate(item.body))
            items[at] = replace(item, body=tuple(body))
            continue
        briefs = [_brief(body, cut, texts) for body, cut in parts]
        if not starts[0] and not any(item.field(name) for name in ("kicker", "headline", "deck")):
            first = briefs.pop(0)
            items[at] = replace(item, headline=first.headline, body=first.body)
        else:
            items[at] = replace(item, body=item.body[: starts[0]])
        more[at] = briefs
    return with_items(replace(reading, items=tuple(items)), more)


def _runs_on(body: Sequence[Block], cut: int, texts: Texts) -> bool:
    """Whether what stands below a bulleted line is a section of a story: several paragraphs."""
    return _is_whole(body[0], cut, texts) and len(body) > _LONGEST_BRIEF


def _is_whole(block: Block, cut: int, texts: Texts) -> bool:
    """Whether the bulleted words are all that the block holds."""
    return cut >= len(texts.of(block.value).text)


_LONGEST_BRIEF = 2
"""Blocks of a brief whose headline the reader parted from its text."""
_FEWEST_BRIEFS = 2

_BRIEF_HEADLINE = re.compile(rf"[{BULLETS}]\s*[^，。；！？]{{4,26}}")

_BRIEF = re.compile(rf"[{BULLETS}]\s*(?P<head>[^，。；！？]{{4,26}}?)\s(?P<text>.*[，。].*)")
"""A bullet, a headline, a space, a text that is a sentence."""


def _headline_end(item: ItemReading, at: int, texts: Texts) -> int | None:
    """Where the headline of a bulleted brief ends that begins with a block of the item, None for what is none."""
    lines = texts.of(item.body[at].value).lines
    text = " ".join(line.text for line in lines[:1])
    match = _BRIEF.match(text)
    if match:
        return match.end("head")
    below = item.body[at + 1 : at + 2]  # the reader parted the headline from its text
    sentence = below and below[0].kind == "paragraph" and SENTENCE.search(texts.of(below[0].value).text)
    return len(text) if sentence and len(lines) == 1 and _BRIEF_HEADLINE.fullmatch(text) else None


def _brief(body: Sequence[Block], cut: int, texts: Texts) -> ItemReading:
    head, text = texts.cut(body[0].value, cut)
    rest = (Block("paragraph", text),) if text else ()
    return ItemReading("article", headline=(head,), body=(*rest, *body[1:]))
