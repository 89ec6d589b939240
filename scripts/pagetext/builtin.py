"""Reading by tags: the likeliest tags of a page's lines, stories settled from them, and these as a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scripts.edition.label import Label
from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.chunks import grams
from scripts.pagetext.cutting import offsets_of, split_raw
from scripts.pagetext.elements import Element, prepare
from scripts.pagetext.features import PageFeatures
from scripts.pagetext.fields import bare_names
from scripts.pagetext.folio import page_folio
from scripts.pagetext.heads import Heads, divide_heads
from scripts.pagetext.lines import Line, join
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.pairs import mend as mend_parts
from scripts.pagetext.printed import turning as printed
from scripts.pagetext.reading import Block, ItemReading, Piece, Reading, ReadingDoubt, Reason, Value, piece_of
from scripts.pagetext.settle import settle
from scripts.pagetext.stories import gather
from scripts.pagetext.story import Story
from scripts.pagetext.storybuilder import Drafts
from scripts.pagetext.tags import Weights, read
from scripts.pagetext.texts import coalesced

_EDGE = 4
"""Lines from either end of a page within which a bare folio may be."""


def read_page(page: PageModel, weights: Weights | None = None) -> Reading:
    """The built-in reading of a page; `weights` are others than those that come with the package.

    A page whose layout is known is read by that.
    """
    if page.layout is not None and page.layout.lines:
        return printed.read(page)
    lines, marks, habit = prepare(list(page.lines))
    _mark_folios(lines, marks, page.page)
    return reading_of(gather(lines, marks, read(PageFeatures(lines, marks, habit), weights)))


def _mark_folios(lines: Sequence[Line], marks: list[str], number: Label | None) -> None:
    """Mark lines at the page's edges that are nothing but its number and name."""
    for at in {*range(min(_EDGE, len(lines))), *range(max(0, len(lines) - _EDGE), len(lines))}:
        if number and not marks[at] and page_folio(lines[at].text, number, edge=True):
            marks[at] = "folio"


def reading_of(drafts: Drafts) -> Reading:
    """Settle drafts, and return the stories as a reading."""
    stories = settle(drafts)
    gaps = sum(e.gap for e in drafts.elements[1:]) >= 2
    mend_parts(stories)
    for story in stories:
        if story.kind == "article":
            restore_dateline(story)
    bylines = {id(s): bare_bylines(s) for s in stories if s.kind == "article"}
    headed = [s for s in stories if s.kind != "notice"]
    divided = divide_heads([(s.heads, _words_of(s)) for s in headed], gaps=gaps)
    heads = {id(s): head for s, head in zip(headed, divided, strict=True)}
    items = []
    doubts: list[ReadingDoubt] = []
    reasons: dict[tuple[int, int], Reason] = {}
    for number, story in enumerate(stories):
        items.append(_item(story, heads.get(id(story)), bylines.get(id(story), [])))
        doubts += (ReadingDoubt(code, number) for code in close_calls(story, heads.get(id(story))))
        _explain(_elements(story, bylines.get(id(story), [])), reasons)
    _explain(drafts.furniture, reasons)
    furniture = tuple(value for value in map(_value, drafts.furniture) if value)
    return Reading(tuple(items), furniture, tuple(doubts), "built-in", reasons)


def _pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    for line in lines:
        yield from map(piece_of, line.parts or (line,))


def _value(element: Element) -> Value:
    return coalesced(_pieces(element.lines))


def _values(elements: Iterable[Element]) -> tuple[Value, ...]:
    return tuple(map(_value, elements))


def _explain(elements: Iterable[Element], reasons: dict[tuple[int, int], Reason]) -> None:
    for element in elements:
        for piece in _pieces(element.lines):
            reasons[piece.line, piece.start] = Reason(element.rule, element.why)


def _elements(story: Story, bylines: Sequence[Element]) -> Iterator[Element]:
    yield from (*story.heads, *bylines, *story.body, *([story.pointer] if story.pointer else []))
    for number, chunk in enumerate(story.chunks):
        yield from (*story.crossheads.get(number, ()), *chunk.openers, *chunk.paras, *chunk.closers)


def _item(story: Story, heads: Heads | None, bylines: Sequence[Element]) -> ItemReading:
    if heads is None:
        body = tuple(Block("paragraph", _value(element)) for element in story.body)
        return ItemReading("notice", headline=_values(story.heads), body=body)
    marks: Mapping[str, list[Element]] = {"byline": list(bylines), "jump-from": [], "jump-to": [], "credit": []}
    for chunk in story.chunks:
        for mark in (*chunk.openers, *chunk.closers):
            marks[mark.kind if mark.kind in marks else "byline"].append(mark)
    if story.pointer is not None:
        marks["jump-to"].append(story.pointer)
    return ItemReading(
        story.kind,  # type: ignore[arg-type]  # a model kind
        kicker=_values(heads.kicker),
        headline=_values(heads.headline),
        deck=_values(heads.deck),
        byline=_values(marks["byline"]),
        credit=_values(marks["credit"]),
        jump_from=_values(marks["jump-from"]),
        jump_to=_values(marks["jump-to"]),
        body=tuple(_body(story)),
    )


def _body(story: Story) -> Iterator[Block]:
    for number, chunk in enumerate(story.chunks):
        for lines in _crossheads(story.crossheads.get(number, [])):
            yield Block("crosshead", coalesced(piece for x in lines for piece in _pieces(x.lines)))
        if chunk.kind == "table" or any(para.rule == "table" for para in chunk.paras):
            for row in chunk.paras:
                yield Block("row", cells=_cells(row))
        elif chunk.kind == "verse":
            stanzas = [n for n, first in enumerate(_stanza_starts(chunk.paras)) if first]
            for n, line in enumerate(chunk.paras):
                yield Block("verse", _value(line), stanza=n in stanzas)
        else:
            for para in chunk.paras:
                yield Block("paragraph", _value(para))


def _cells(row: Element) -> tuple[Value, ...]:
    """A row's cells: a line each, or what spaces part in its line."""
    cells = row.text.split("\t")
    lines = [part for line in row.lines for part in (line.parts or (line,))]
    if len(lines) == 1 and len(cells) > 1:
        sizes = [sum(not char.isspace() for char in cell) for cell in cells[:-1]]
        lines = split_raw(lines[0], offsets_of(lines[0].text, sizes), in_place=False)
    return tuple((piece_of(line),) for line in lines)


def _stanza_starts(verses: Sequence[Element]) -> list[bool]:
    """Which verses begin a stanza: a blank line parts them, unless the extractor left one between any two lines."""
    gaps = sum(x.gap for x in verses[1:])
    parted = gaps * 2 < len(verses)
    return [n == 0 or (parted and line.gap) for n, line in enumerate(verses)]


def _crossheads(lines: list[Element]) -> list[list[Element]]:
    """Crossheads in lines: one that filled its column goes on in the next line."""
    if len(lines) == 2 and abs(lines[0].lines[0].shortfall) <= 1.6:
        return [lines]
    return [[x] for x in lines]


def bare_bylines(story: Story) -> list[Element]:
    """Remove from a story's head the last display lines that are only its byline, and return them."""
    bylines: list[Element] = []
    while len(story.heads) >= 2:
        last = story.heads[-1]
        names = names_of_line(last.text)
        if not names and story.side == "before" and len(last.text) <= 12 and not bylines:
            names = bare_names(last.text)
        if not names:
            break
        bylines.insert(0, story.heads.pop())
    return bylines


def restore_dateline(story: Story) -> None:
    """Return a dateline that is among the display lines (a blank line parted it from its paragraph) to its text."""
    chunk = next((c for c in story.chunks if c.kind == "text" and c.paras), None)
    if chunk is None or not story.heads or not _DATELINE_ALONE.fullmatch(story.heads[-1].text):
        return
    line, para = story.heads.pop(), chunk.paras[0]
    para.lines[:0] = line.lines
    para.text = join([line.text, para.text])


_DATELINE_ALONE = re.compile(
    r"[【〔（(]?(?:据)?(?:[\u3400-\u9fff]{1,6}社|本报|本報|中新网|央视网)[^，。；：！？]{0,14}(?:日电|日電|讯|訊|专电|專電)[】〕）)]?"
)


def _words_of(story: Story) -> set[str]:
    """The pairs of neighbouring characters of a story's running text: a table's cells say nothing of its head."""
    return set().union(*(c.grams for c in story.chunks if c.kind != "table"))


def close_calls(story: Story, heads: Heads | None) -> Iterator[str]:
    """Codes of this reader's own close decisions; `review` has those that apply to any reading."""
    yield from story.doubts
    if heads is None:
        return
    texts = [c for c in story.chunks if c.kind == "text"]
    if heads.doubt < _CLOSE:
        yield "headline-parts"
    shares = _shares(story)
    if story.side == "apart" and shares and max(shares) < _STRANGE:
        yield "headline-moved"
    if any(c.opened for c in texts[1:]) or any(c.signed for c in texts[:-1]):
        yield "two-stories"
    if len({c.measure for c in texts}) > 1:
        yield "columns"


_CLOSE = 1.6
"""Nats by which the second cheapest division of a head costs more."""
_STRANGE = 0.5
"""Share of a moved headline's words that its text holds, below which it is doubted."""


def _shares(story: Story) -> list[float]:
    """For each display line of a story, the share of its pairs of characters that the body holds."""
    body = _words_of(story)
    if not body:
        return []
    words = [grams(x.text) for x in story.heads]
    return [len(w & body) / max(3, len(w)) for w in words]
