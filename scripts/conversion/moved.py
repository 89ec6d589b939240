"""Raw lines moved within a reading: to another item, to a new one, to furniture, or to another part. Pure.

An editor who sees in the report that a line is in the wrong place puts it right with one command; what comes out is a
reading by hand, which wins over any other reader on its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, get_args

from scripts.conversion.doubts import asked_at
from scripts.pagetext import ConvertedPage
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import FIELDS, Block, ItemReading, Piece, Reading, ReadingDoubt, Value

ItemPart = Literal["text", "crosshead", "kicker", "headline", "deck", "byline", "credit"]
PARTS: tuple[ItemPart, ...] = get_args(ItemPart)
_ENDS = "。！？!?…：；”」』）)》"
"""Marks at which a paragraph may end."""


def together(pages: Sequence[tuple[PageModel, Reading]]) -> tuple[PageModel, Reading]:
    """The pages of a raw file as one model and one reading, as a reading by hand has them."""
    items: list[ItemReading] = []
    furniture: list[Value] = []
    for _, reading in pages:
        first = len(items)
        items += [
            item if item.belongs_to is None else replace(item, belongs_to=item.belongs_to + first)
            for item in reading.items
        ]
        furniture += reading.furniture
    lines = tuple(line for page, _ in pages for line in page.lines)
    return PageModel(lines), Reading(tuple(items), tuple(furniture), reader="hand")


def with_doubts(reading: Reading, known: Iterable[ReadingDoubt], pages: Iterable[ConvertedPage]) -> Reading:
    """The reading with all that is asked about its items, by readers (`known`) or by rule: nobody has looked yet."""
    by_place = {(doubt.code, doubt.line): doubt for doubt in known}
    doubts: list[ReadingDoubt] = []
    for page in pages:
        asked = asked_at(page)
        lines: dict[int, list[int]] = {}
        for line in page.lines:
            for span in line.spans:
                lines.setdefault(span.order if span.target == "item" else 0, []).append(line.number)
        for item in page.items:
            index = holder(reading, lines.get(item.order, ()))
            for code in item.review if index is not None else ():
                at = asked.get((item.order, code))
                doubts.append(by_place.get((code, at), ReadingDoubt(code, index, at))._replace(item=index))
    return replace(reading, doubts=tuple(doubts))


def holder(reading: Reading, lines: Sequence[int]) -> int | None:
    """The index of the item that holds most of these raw lines; None for none."""
    counts = [sum(piece.line in set(lines) for piece in _pieces(item)) for item in reading.items]
    best = max(range(len(counts)), key=lambda n: counts[n], default=None)
    return best if best is not None and counts[best] else None


def with_lines_moved(
    reading: Reading, page: PageModel, lines: Sequence[int], to: int | None, part: ItemPart
) -> Reading:
    """The reading with whole raw lines put into an item: `to` is its index, or the number of items for a new article,
    or None for furniture. Doubts about items that are left as they were stay.
    """
    gone = set(lines)
    blocks = _blocks_of(reading, lines) if part == "text" else ()
    items = [_without(item, gone) for item in reading.items]
    furniture = tuple(value for value in (_kept(value, gone) for value in reading.furniture) if value)
    if to is None:
        furniture += tuple((Piece(number),) for number in lines)
    elif to == len(items):
        if len(blocks) > 1 and blocks[0].kind == "crosshead":  # what looked like a crosshead is the headline
            made = ItemReading("article", headline=(blocks[0].value,))
            items.append(_with(made, page, lines, part, blocks[1:]))
        else:
            items.append(_with(ItemReading("article"), page, lines, part, blocks))
    else:
        items[to] = _with(items[to], page, lines, part, blocks)
    left = [n for n, item in enumerate(items) if any(_pieces(item))]
    place = {old: new for new, old in enumerate(left)}
    items = [
        items[n] if items[n].belongs_to is None else replace(items[n], belongs_to=place.get(items[n].belongs_to or 0))
        for n in left
    ]
    touched = {n for n, item in enumerate(reading.items) if n == to or any(p.line in gone for p in _pieces(item))}
    doubts = tuple(
        doubt._replace(item=place[doubt.item])
        for doubt in reading.doubts
        if doubt.item in place and doubt.item is not None and doubt.item not in touched
    )
    return replace(reading, items=tuple(items), furniture=furniture, doubts=doubts, reader="hand")


def _pieces(item: ItemReading) -> Iterator[Piece]:
    return (piece for value in item.values() for piece in value)


def _kept(value: Value, gone: set[int]) -> Value:
    return tuple(piece for piece in value if piece.line not in gone)


def _without(item: ItemReading, gone: set[int]) -> ItemReading:
    fields = {name: tuple(v for v in (_kept(v, gone) for v in item.field(name)) if v) for name in FIELDS}
    blocks = (
        replace(block, value=_kept(block.value, gone), cells=tuple(_kept(cell, gone) for cell in block.cells))
        for block in item.body
    )
    body = tuple(block for block in blocks if block.value or any(block.cells))
    return replace(item, body=body, **fields)  # type: ignore[arg-type]


def _blocks_of(reading: Reading, lines: Sequence[int]) -> tuple[Block, ...]:
    """The lines as they were parted where they stood in a text; those from elsewhere a paragraph a run."""
    split = {piece.line for item in reading.items for piece in _pieces(item) if piece.start or piece.end is not None}
    wanted, others = set(lines) - split, set(lines)  # of a line that stood in two places the whole goes
    blocks: list[Block] = []
    for block in (block for item in reading.items for block in item.body):
        left = {piece.line for value in block.values() for piece in value} - wanted
        inside = replace(block, value=_kept(block.value, left), cells=tuple(_kept(cell, left) for cell in block.cells))
        if inside.value or any(inside.cells):
            blocks.append(inside)
            others -= {piece.line for value in inside.values() for piece in value}
    run: list[int] = []
    for number in [*(n for n in lines if n in others), None]:
        if run and (number is None or lines.index(number) != lines.index(run[-1]) + 1):
            blocks.append(Block("paragraph", tuple(map(Piece, run))))
            run = []
        run += [number] if number is not None else []
    return tuple(sorted(blocks, key=_first_line))


def _first_line(block: Block) -> int:
    return min(piece.line for value in block.values() for piece in value)


def _with(
    item: ItemReading, page: PageModel, lines: Sequence[int], part: ItemPart, blocks: Sequence[Block] = ()
) -> ItemReading:
    if part == "text":
        body = item.body
        for block in blocks:
            body = _with_text(body, page, block.value) if block.kind == "paragraph" else _inserted(body, block)
        return replace(item, body=body)
    if part == "crosshead":
        return replace(item, body=_inserted(item.body, Block("crosshead", tuple(map(Piece, lines)))))
    values = sorted((*item.field(part), *((Piece(number),) for number in lines)), key=lambda value: value[0])
    return replace(item, **{part: tuple(values)})  # type: ignore[arg-type]


def _with_text(body: tuple[Block, ...], page: PageModel, value: Value) -> tuple[Block, ...]:
    """A paragraph in its place; one with the paragraph before or after where a sentence goes on."""
    text = {line.number: line.text.strip() for line in page.lines}
    printed = [line.number for line in page.lines if line.text.strip()]
    at = {number: n for n, number in enumerate(printed)}

    def goes_on(first: Value, second: Value) -> bool:
        """Whether two values are on lines that follow one another, and the first does not end a sentence."""
        above, below = first[-1].line, second[0].line
        follows = at.get(below, -1) - at.get(above, -9) == 1
        return follows and not text.get(above, "").endswith(tuple(_ENDS))

    blocks = list(body)
    before = next((n for n, b in enumerate(blocks) if b.kind == "paragraph" and goes_on(b.value, value)), None)
    if before is not None:
        value = (*blocks.pop(before).value, *value)
    after = next((n for n, b in enumerate(blocks) if b.kind == "paragraph" and goes_on(value, b.value)), None)
    if after is not None:
        value = (*value, *blocks.pop(after).value)
    if before is not None:
        place = before - (after is not None and after < before)
        return (*blocks[:place], Block("paragraph", value), *blocks[place:])
    return _inserted(tuple(blocks), Block("paragraph", value))


def _inserted(body: tuple[Block, ...], new: Block) -> tuple[Block, ...]:
    """A body with a block in its place by raw lines: before the first block that begins further down."""
    first = _first_line(new)
    place = next((n for n, block in enumerate(body) if _first_line(block) > first), len(body))
    return (*body[:place], new, *body[place:])
