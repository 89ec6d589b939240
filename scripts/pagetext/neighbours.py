"""Neighbouring items that words of the trade join, part or name otherwise: rules over a whole reading.

A photo's title above its caption, a bulleted brief with its headline before a space, the second poem of 诗二首, the
imprint under the nameplate: each is told by the words of a line and by what stands on the next. A rule holds for any
reader but a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scripts.pagetext.marks import line_mark
from scripts.pagetext.pagelabels import reference_behind
from scripts.pagetext.reading import HEAD_FIELDS, Block, ItemReading, Reading, Value
from scripts.pagetext.renumbered import with_items, without_items
from scripts.pagetext.texts import Texts

_SENTENCE = re.compile("[，。；！？]")
_BULLETS = "●■◆▲★◎○□▪•►▶"
_IMPRINT = frozenset({"folio", "serial", "contact", "nameplate", "editors"})
"""Marks of lines around the nameplate (marks.py), which no news hangs on."""


@dataclass(frozen=True, slots=True)
class NeighbourRule:
    """A named rule with the lines of text that call for it."""

    name: str
    example: str
    apply: Callable[[Reading, Texts], Reading]


def _imprint(reading: Reading, texts: Texts) -> Reading:
    """An item of nothing but imprint is furniture."""
    gone = {
        at
        for at, item in enumerate(reading.items)
        if item.kind != "notice" and (values := list(item.values()))
        if all(line_mark(texts.of(value).text) in _IMPRINT for value in values)
    }
    furniture = [value for at in sorted(gone) for value in reading.items[at].values()]
    return without_items(replace(reading, furniture=(*reading.furniture, *furniture)), dict.fromkeys(gone))


def _deck_below_headline(reading: Reading, texts: Texts) -> Reading:
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


def _refer_of_one_line(reading: Reading, texts: Texts) -> Reading:
    """One line that is no sentence and ends with a page reference is a refer, whatever it was taken for."""
    items = list(reading.items)
    for at, item in enumerate(items):
        value = _only_value(item)
        text = texts.of(value).text if value else ""
        behind = None if _SENTENCE.search(text) else reference_behind(text)
        if behind is None or item.kind == "notice":
            continue
        words, jump = texts.cut(value, behind)
        items[at] = ItemReading("refer", headline=(words,), jump_to=(jump,))
    return replace(reading, items=tuple(items))


def _glued_refers(reading: Reading, texts: Texts) -> Reading:
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


def _crosshead_series(reading: Reading, texts: Texts) -> Reading:
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
                and texts.of(above.value).text[-1:] in _ENDS
                and texts.of(below.value).text[-1:] in _ENDS
            ):
                body[n] = replace(block, kind="crosshead")
        items[at] = replace(item, body=tuple(body))
    return replace(reading, items=tuple(items))


def _form(text: str) -> int:
    """The characters of the word before the colon of a crosshead such as 任教：写满黑板, 0 for any other line."""
    match = _CROSSHEAD.fullmatch(text)
    return len(match["word"]) if match else 0


_CROSSHEAD = re.compile("(?P<word>[\u3400-\u9fff]{2,4})[：:][^，。；：！？、（）()…]{4,16}")
_ENDS = "。！？”』」…"


def _notice_date(reading: Reading, texts: Texts) -> Reading:
    """A date below the name that signs a notice is the notice's, at a page's foot too."""
    items = list(reading.items)
    furniture = list(reading.furniture)
    for at, item in enumerate(items):
        last = item.body[-1] if item.kind == "notice" and item.body else None
        if last is None or last.kind != "paragraph" or not last.value or texts.of(last.value).text[-1:] in _ENDS:
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


def _headline_below_series(reading: Reading, texts: Texts) -> Reading:
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


def _enacting_deck(reading: Reading, texts: Texts) -> Reading:
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


def _only_value(item: ItemReading) -> Value:
    """The item's only value, () where it has several."""
    values = list(item.values())
    return values[0] if len(values) == 1 and not (item.byline or item.jump_from or item.jump_to) else ()


def _photo_title(reading: Reading, texts: Texts) -> Reading:
    """A few words straight above a photo's caption, taken for a caption of their own, are its headline."""
    items = list(reading.items)
    below = {_first_line(item): at for at, item in enumerate(items) if item.kind == "photo" and not item.headline}
    joined: dict[int, int | None] = {}
    for at, item in enumerate(items):
        value = _only_value(item)
        text = texts.of(value).text if value else ""
        if item.kind != "photo" or not text or len(text) > _LONGEST_TITLE or _SENTENCE.search(text) or line_mark(text):
            continue
        owner = below.get(texts.beside(value[-1].line, 1) or 0, at)
        if owner == at or owner in joined or text[-1] in _ARROWS or text[0] in _ARROWS:
            continue
        if _SENTENCE.search(texts.of(items[owner].body[0].value).text if items[owner].body else ""):
            items[owner] = replace(items[owner], headline=(value,))
            joined[at] = owner
    return without_items(replace(reading, items=tuple(items)), joined)


_LONGEST_TITLE = 20
"""Characters of the longest title over a caption."""
_ARROWS = "▲▼◀▶△▽↑↓←→"


def _first_line(item: ItemReading) -> int:
    return min((piece.line for value in item.values() for piece in value), default=0)


def _further_poems(reading: Reading, texts: Texts) -> Reading:
    """诗二首, 冬夜（外一首）: the poems that follow without a byline are of the same item, each under its title."""
    items = list(reading.items)
    joined: dict[int, int | None] = {}
    for at, item in enumerate(items):
        head = "".join(texts.of(value).text for value in item.headline)
        if at in joined or not _POEMS.search(head) or not any(block.kind == "verse" for block in item.body):
            continue
        while (owner := _below(items, item, texts)) is not None and owner not in joined:
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


def _below(items: Sequence[ItemReading], item: ItemReading, texts: Texts) -> int | None:
    """The index of the item that begins on the line below the item's last, None where none does."""
    last = max((piece.line for value in item.values() for piece in value), default=0)
    after = texts.beside(last, 1)
    return next((n for n, other in enumerate(items) if other is not item and _first_line(other) == after), None)


def _briefs(reading: Reading, texts: Texts) -> Reading:
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
        briefs = [_brief(item.body[a:b], places[at, a], texts) for a, b in bounds]
        if not starts[0] and not any(item.field(name) for name in ("kicker", "headline", "deck")):
            first = briefs.pop(0)
            items[at] = replace(item, headline=first.headline, body=first.body)
        else:
            items[at] = replace(item, body=item.body[: starts[0]])
        more[at] = briefs
    return with_items(replace(reading, items=tuple(items)), more)


_FEWEST_BRIEFS = 2
_BRIEF_HEADLINE = re.compile(rf"[{_BULLETS}]\s*[^，。；！？]{{4,26}}")
_BRIEF = re.compile(rf"[{_BULLETS}]\s*(?P<head>[^，。；！？]{{4,26}}?)\s(?P<text>.*[，。].*)")
"""A bullet, a headline, a space, a text that is a sentence."""


def _headline_end(item: ItemReading, at: int, texts: Texts) -> int | None:
    """Where the headline of a bulleted brief ends that begins with a block of the item, None for what is none."""
    lines = texts.of(item.body[at].value).lines
    text = " ".join(line.text for line in lines[:1])
    match = _BRIEF.match(text)
    if match:
        return match.end("head")
    below = item.body[at + 1 : at + 2]  # the reader parted the headline from its text
    sentence = below and below[0].kind == "paragraph" and _SENTENCE.search(texts.of(below[0].value).text)
    return len(text) if sentence and len(lines) == 1 and _BRIEF_HEADLINE.fullmatch(text) else None


def _brief(body: Sequence[Block], cut: int, texts: Texts) -> ItemReading:
    head, text = texts.cut(body[0].value, cut)
    rest = (Block("paragraph", text),) if text else ()
    return ItemReading("article", headline=(head,), body=(*rest, *body[1:]))


def _ornaments(reading: Reading, texts: Texts) -> Reading:
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
_ORNAMENT = re.compile(rf"[{_BULLETS}]+\s*(?=[\u3400-\u9fff“「《A-Za-z\d])")

RULES: tuple[NeighbourRule, ...] = (
    NeighbourRule("imprint", "乙巳年十月初九 / 中共某县委机关报", _imprint),
    NeighbourRule("deck-below-headline", "渡口大桥通车 / 全长1,200米　双向四车道 / 本报讯", _deck_below_headline),
    NeighbourRule("refer-of-one-line", "▶副刊：白龙江的冬天 4版", _refer_of_one_line),
    NeighbourRule("glued-refers", "教授退而不休 ……3版 / 运动会夺十二金 ……4版", _glued_refers),
    NeighbourRule("crosshead-series", "求学：三次北上 / 任教：写满黑板", _crosshead_series),
    NeighbourRule("notice-date", "特此公告。 / 某某大学 / 2025年11月26日", _notice_date),
    NeighbourRule(
        "headline-below-series", "【青春面对面】 / 休学一年，值吗？ / 路遥远休学一年。", _headline_below_series
    ),
    NeighbourRule("enacting-deck", "常务委员名单 / （2024年12月26日市政协六届四次会议通过）", _enacting_deck),
    NeighbourRule("photo-title", "渔港新貌 / 昨日，游客在渔港观光。本报记者 甲 摄", _photo_title),
    NeighbourRule("briefs", "●两条公交线路调整 因道路施工，18路临时改道。", _briefs),
    NeighbourRule("ornaments", "■市图书馆新馆试运行", _ornaments),
    NeighbourRule("further-poems", "冬夜（外一首） / 雪落在屋顶上 / 炉火 / 你把一根柴", _further_poems),
)
"""In the order in which they are applied."""


def settle(reading: Reading, texts: Texts) -> Reading:
    """The reading with every rule applied; what a person read stays as it is."""
    if reading.reader == "hand":
        return reading
    for rule in RULES:
        reading = rule.apply(reading, texts)
    return reading
