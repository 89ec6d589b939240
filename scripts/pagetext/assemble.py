"""A reading -> items with all their fields, furniture, what found no place, and where every raw character went.

The same for every reader. Text that a reader left out is not lost: it is listed as unplaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Item, Page, needs_headline
from scripts.edition.standin import of_text, stand_in
from scripts.edition.urls import item_name
from scripts.pagetext import markdown
from scripts.pagetext.clean import is_printing
from scripts.pagetext.credits import find_credit
from scripts.pagetext.draft import Draft
from scripts.pagetext.fields import SPACED_BYLINE, authors_of, byline_authors, dateline, jump_line, page_named
from scripts.pagetext.finish import finish
from scripts.pagetext.folio import credited, page_folio, page_name, standing_name
from scripts.pagetext.marks import line_mark
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import FIELDS, Block, ItemReading, Piece, Reading, Reason, Value
from scripts.pagetext.review import as_finding, doubts_of, sight_of
from scripts.pagetext.texts import Text, Texts


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece went: `target` (item, furniture, unplaced), the item's order, the part, the rule."""

    target: str
    order: int
    part: str
    rule: str
    reason: str = ""


@dataclass(slots=True)
class Assembled:
    """One page put together."""

    items: list[Item] = field(default_factory=list)
    page: Page = field(default_factory=lambda: Page(Label(1)))
    unplaced: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Every text that was placed, for the proof; jump lines as printed."""
    places: dict[Piece, Place] = field(default_factory=dict)


_PARTS = {"headline": "title", "jump_from": "jump", "jump_to": "jump"}
_BLOCK_PARTS = {"paragraph": "body", "crosshead": "crosshead", "verse": "verse", "row": "table"}


class _Assembler:
    def __init__(self, page: PageModel, reading: Reading, date: dt.date, number: Label) -> None:
        self.texts = Texts(page)
        self.reading = finish(reading, self.texts)
        self.date, self.number = date, number
        self.out = Assembled()
        self.drafts = [self.draft(item) for item in self.reading.items]
        self.sight = sight_of(self.drafts)
        self.spaced = any(SPACED_BYLINE.search(text.text) for draft in self.drafts for text in draft.paragraphs)

    def draft(self, item: ItemReading) -> Draft:
        """An item with its texts; blocks in which nothing is printed are left out."""
        fields = {name: self.texts.all(item.field(name)) for name in FIELDS}
        body = []
        for block in item.body:
            texts = tuple(self.texts.of(value) for value in block.values())
            if any(text.text for text in texts):
                body.append((block, texts))
        return Draft(item.kind, fields, tuple(body))

    def place(self, value: Value, part: str, order: int = 0, target: str = "item") -> None:
        for piece in value:
            reason = self.reading.reasons.get((piece.line, piece.start)) or Reason(f"reader:{self.reading.reader}")
            self.out.places[piece] = Place(target, order, part, reason.rule, reason.why)

    def item(self, index: int, draft: Draft) -> Item:
        order = len(self.out.items) + 1
        for name in FIELDS:
            for text in draft.fields[name]:
                self.place(text.value, _PARTS.get(name, name), order)
                self.out.kept.append(text.text)
        words = {name: " ".join(text.text for text in draft.fields[name]) for name in FIELDS}
        blocks = [*self.strays(draft, "jump_from"), *self.body(draft, order), *self.strays(draft, "credit", "jump_to")]
        first = self.first(draft) or words["credit"]
        review = self.review(index, draft)
        body = markdown.body(blocks)
        needed = needs_headline(draft.kind, continued=page_named(draft.fields["jump_from"]) is not None)
        derived = not needed and not words["headline"]
        title = of_text(body, words["credit"]) if derived else words["headline"] or stand_in(first)
        return Item(
            self.date,
            self.number,
            order,
            draft.kind,
            title=title,
            kicker=words["kicker"],
            deck=words["deck"],
            authors=tuple(dict.fromkeys(self.authors(draft))),
            byline=words["byline"],
            credit=words["credit"] if draft.kind == "photo" else "",
            jump_from=page_named(draft.fields["jump_from"]),
            jump_to=page_named(draft.fields["jump_to"]),
            review=review,
            body=body,
            title_is_derived=derived,
        )

    def body(self, draft: Draft, order: int) -> Iterable[str]:
        """The body as blocks of Markdown."""
        part = "caption" if draft.kind == "photo" else "body"
        rows: list[tuple[Text, ...]] = []
        stanza: list[str] = []
        for block, texts in [*draft.body, (Block("paragraph"), ())]:
            if rows and block.kind != "row":
                yield from _table(rows)
                rows = []
            if stanza and (block.kind != "verse" or block.stanza):
                yield markdown.verse(stanza)
                stanza = []
            for text in texts:
                self.place(text.value, part if block.kind == "paragraph" else _BLOCK_PARTS[block.kind], order)
                self.out.kept.append(text.text)
            if block.kind == "row":
                rows.append(texts)
            elif block.kind == "verse":
                stanza.append(texts[0].text)
            elif block.kind == "crosshead":
                yield markdown.crosshead(texts[0].text)
            elif texts:
                yield markdown.paragraph(self.shown(draft, texts[0].text))

    def shown(self, draft: Draft, text: str) -> str:
        """A paragraph as it is written."""
        return dateline(text, spaced=self.spaced) if draft.kind == "article" else text

    def strays(self, draft: Draft, *names: str) -> Iterable[str]:
        """What no key of front matter will hold, as paragraphs: a credit of what is no photo, jump lines that are none.

        A jump line is not written anywhere: its label stands for it. So whatever else a reader took for one is text.
        """
        for name in names:
            texts = draft.fields[name]
            if name != "credit":
                texts = tuple(text for text in texts if text is not jump_line(texts))
            elif draft.kind == "photo":
                continue
            for text in texts:
                yield markdown.paragraph(text.text)

    def first(self, draft: Draft) -> str:
        """The text from which a stand-in title is made."""
        for block, texts in draft.body:
            if block.kind == "row":
                return " ".join(cell.text for cell in texts)
            if block.kind != "crosshead":
                return self.shown(draft, texts[0].text)
        return ""

    def authors(self, draft: Draft) -> Iterable[str]:
        if draft.kind == "photo":
            for text in draft.fields["credit"]:
                credit = find_credit(text.text)
                yield from credit[2] if credit else byline_authors(text.text)
            for text in draft.fields["byline"]:
                yield from byline_authors(text.text)
        elif draft.kind == "article":
            begin = min((line.number for text in draft.paragraphs for line in text.lines[:1]), default=0)
            bylines = draft.fields["byline"]
            before = [text for text in bylines if text.lines[0].number <= begin]
            after = [text for text in bylines if text.lines[0].number > begin]
            yield from authors_of(before, draft.segments, after)

    def review(self, index: int, draft: Draft) -> tuple[str, ...]:
        """Codes of what a person should look at; each becomes a finding too."""
        doubted = [doubt for doubt in self.reading.doubts if doubt.item == index]
        doubts = doubts_of(
            draft,
            self.sight,
            doubted,
            sure=index in self.reading.agreed,
            by_hand=self.reading.reader == "hand",
        )
        shown = draft.headline or next((text.text for _, texts in draft.body for text in texts), "")
        self.out.findings.extend(as_finding(doubt, draft.first_line, shown, self.texts.lines) for doubt in doubts)
        return tuple(doubt.code for doubt in doubts)

    def furniture(self, name: str) -> Page:
        out: list[str] = []
        editors: list[str] = []
        alone = ""
        for value in self.reading.furniture:
            text = self.texts.of(value)
            words = " ".join(line.text for line in text.lines) if _same_line(value) else text.text
            if not words:
                continue
            kind = "folio" if page_folio(words, self.number, edge=True) else line_mark(words) or "rubric"
            out.append(words)
            self.out.kept.append(words)
            self.place(value, kind, target="furniture")
            editors.extend(credited(words))
            name = name or (page_name(words) if kind == "folio" else "")
            alone = alone or standing_name(words)
        return Page(self.number, name or alone, tuple(dict.fromkeys(editors)), tuple(out))

    def leftovers(self, page: PageModel) -> None:
        """What no piece names."""
        taken: dict[int, list[Piece]] = {}
        for piece in self.out.places:
            taken.setdefault(piece.line, []).append(piece)
        for line in page.lines:
            for piece in gaps(line.raw, taken.get(line.number, ()), line.number):
                self.out.unplaced.append(self.texts.of((piece,)).text)


def _same_line(value: Value) -> bool:
    return len(value) > 1 and len({piece.line for piece in value}) == 1


def _table(rows: Sequence[Sequence[Text]]) -> Iterable[str]:
    """Rows as a table, or, where they do not have the same number of cells, a line each."""
    if len({len(row) for row in rows}) == 1 and len(rows[0]) > 1:
        yield markdown.table([[cell.text for cell in row] for row in rows])
    else:
        yield markdown.verse([" ".join(cell.text for cell in row if cell.text) for row in rows])


def gaps(raw: str, pieces: Iterable[Piece], number: int) -> list[Piece]:
    """The parts of a raw line, with something printed in them, that no piece takes."""
    out: list[Piece] = []
    at = 0
    for _, start, end in [*sorted(pieces, key=lambda piece: piece.start), Piece(number, len(raw), len(raw))]:
        if start > at and any(map(is_printing, raw[at:start])):
            out.append(Piece(number, at, start if start < len(raw) else None))
        at = max(at, len(raw) if end is None else end)
    return out


def assemble(page: PageModel, reading: Reading, date: dt.date, number: Label, name: str = "") -> Assembled:
    """Everything of one page; `number` and `name` are the page's own, the name from its folio where it is empty."""
    assembler = _Assembler(page, reading, date, number)
    out = assembler.out
    orders: dict[int, int] = {}  # of a reading's items
    for index, draft in enumerate(assembler.drafts):
        if draft.all_texts:
            out.items.append(assembler.item(index, draft))
            orders[index] = len(out.items)
    for index, item in enumerate(assembler.reading.items):
        if item.kind == "photo" and item.belongs_to in orders and index in orders:
            story = item_name(number, orders[item.belongs_to])
            out.items[orders[index] - 1] = replace(out.items[orders[index] - 1], belongs_to=story)
    out.page = assembler.furniture(name)
    assembler.leftovers(page)
    return out
