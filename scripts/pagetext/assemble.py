"""Stories -> items with all their fields, furniture and what found no place; and the trace of every raw line."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any

from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Item, Page
from scripts.pagetext import markdown
from scripts.pagetext.bylines import BRACKETED, names_at_start, names_of_line, parse
from scripts.pagetext.chunks import grams
from scripts.pagetext.elements import Element, join
from scripts.pagetext.folio import credited, page_name
from scripts.pagetext.heads import Heads, deal_page
from scripts.pagetext.marks import (
    byline_names,
    closing_names,
    credit_of,
)
from scripts.pagetext.names import is_name
from scripts.pagetext.pagelabels import label_in
from scripts.pagetext.pairs import mend as mend_parts
from scripts.pagetext.review import Case, as_finding, doubts_of, doubts_of_notice, sight_of
from scripts.pagetext.settle import settle
from scripts.pagetext.stories import Drafts
from scripts.pagetext.story import Story


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line went: `target` (item, furniture, unplaced), the item's order, the part, the rule."""

    target: str
    order: int
    part: str
    rule: str
    reason: str = ""


@dataclass(slots=True)
class Assembled:
    """One page put together."""

    items: list[Item] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    name: str = ""
    unplaced: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Every text as it was placed, for the proof."""
    places: dict[int, Place] = field(default_factory=dict)
    """By the identity of a `Line`."""


_PAREN_SPACE = re.compile(r"[（(][^（）()]{0,10}(?:记者|記者) ")


class _Maker:
    def __init__(self, date: dt.date, page: Label, stories: list[Story], *, spaced_bylines: bool, gaps: bool) -> None:
        self.date, self.page, self.spaced_bylines = date, page, spaced_bylines
        self.out = Assembled()
        mend_parts(stories)
        for story in stories:
            if story.kind == "article":
                restore_dateline(story)
        self.bylines = {id(s): self.bare_bylines(s) for s in stories if s.kind == "article"}
        self.sight = sight_of(stories)
        headed = [s for s in stories if s.kind != "notice"]
        dealt = deal_page([(s.heads, words_of(s)) for s in headed], gaps=gaps)
        self.dealt: dict[int, Heads] = {id(s): heads for s, heads in zip(headed, dealt, strict=True)}

    def place(self, elements: list[Element], order: int, part: str, target: str = "item") -> None:
        for element in elements:
            for line in element.lines:
                self.out.places[id(line)] = Place(target, order, part, element.rule, element.why)

    def keep(self, *texts: str) -> None:
        self.out.kept.extend(texts)

    # ---- kinds -------------------------------------------------------------------------------------------------
    def item(self, story: Story) -> Item:
        order = len(self.out.items) + 1
        if story.kind == "refer":
            return self.refer(story, order)
        if story.kind == "notice":
            return self.notice(story, order)
        if story.kind == "photo":
            return self.photo(story, order)
        return self.article(story, order)

    def headed(self, story: Story, order: int) -> tuple[dict[str, Any], list[str]]:
        """Kicker, title and deck of a story, and what a person should look at."""
        shares = shares_of(story)
        dealt = self.dealt[id(story)]
        out: dict[str, Any] = {}
        for part, lines in (("kicker", dealt.kicker), ("title", dealt.headline), ("deck", dealt.deck)):
            if lines:
                out[part] = " ".join(x.text for x in lines)
                self.place(list(lines), order, part)
        self.keep(*out.values())
        doubts = doubts_of(Case(story, dealt, tuple(shares), "title" in out, self.sight))
        shown = out.get("title", "") or next((p.text for c in story.chunks for p in c.paras), "")
        for code in doubts:
            if not (story.kind == "photo" and code == "title-missing"):
                self.out.findings.append(as_finding(code, first_line(story), shown))
        return out, list(doubts)

    def refer(self, story: Story, order: int) -> Item:
        fields, review = self.headed(story, order)
        jump: Label | None = None
        if story.pointer is not None:
            jump = label_in(story.pointer.text)
            self.place([story.pointer], order, "jump")
            self.keep(story.pointer.text)
        return Item(self.date, self.page, order, "refer", jump_to=jump, review=tuple(review), **fields)

    def notice(self, story: Story, order: int) -> Item:
        self.place(story.heads, order, "title")
        self.place(story.body, order, "body")
        title = " ".join(x.text for x in story.heads)
        texts = [e.text for e in story.body]
        self.keep(title, *texts)
        review = doubts_of_notice(story) if title else ("title-missing", *doubts_of_notice(story))[:2]
        self.out.findings.extend(as_finding(code, first_line(story), title) for code in review)
        return Item(
            self.date,
            self.page,
            order,
            "notice",
            title=title or stand_in(texts[0] if texts else ""),
            body=markdown.body([markdown.paragraph(t) for t in texts]),
            review=review,
        )

    def photo(self, story: Story, order: int) -> Item:
        fields, review = self.headed(story, order)
        authors: list[str] = []
        credit = ""
        blocks: list[str] = []
        first = ""
        for chunk in story.chunks:
            for para in chunk.paras:
                text = para.text
                found = credit_of(text)
                if found and not credit:
                    start, credit, names = found
                    authors.extend(names)
                    text = text[:start].rstrip()
                    self.keep(credit)
                self.place([para], order, "caption")
                if text:
                    blocks.append(markdown.paragraph(text))
                    self.keep(text)
                    first = first or text
            for closer in chunk.closers:
                self.keep(closer.text)
                self.place([closer], order, "credit")
                found = credit_of(closer.text)
                credit = " ".join(x for x in (credit, closer.text) if x)
                authors.extend(found[2] if found else byline_names(closer.text))
            for opener in chunk.openers:
                self.keep(opener.text)
                self.place([opener], order, "byline")
                fields["deck"] = " ".join(x for x in (fields.get("deck", ""), opener.text) if x)
        return self.finish(
            Item(
                self.date,
                self.page,
                order,
                "photo",
                authors=tuple(dict.fromkeys(authors)),
                credit=credit,
                body=markdown.body(blocks),
                **fields,
            ),
            first or credit,
            review,
        )

    def article(self, story: Story, order: int) -> Item:
        bylines = self.bylines[id(story)]
        fields, review = self.headed(story, order)
        authors: list[str] = []
        printed: list[str] = []
        jump_to = jump_from = None
        for element, names in bylines:
            printed.append(element.text)
            authors.extend(names)
            self.place([element], order, "byline")
        blocks: list[str] = []
        first = ""
        for index, chunk in enumerate(story.chunks):
            for lines in crossheads_of(story.crossheads.get(index, [])):
                text = join([x.text for x in lines])
                blocks.append(markdown.crosshead(text))
                self.keep(text)
                self.place(lines, order, "crosshead")
            for opener in chunk.openers:
                if opener.kind == "jump-from":
                    jump_from = label_in(opener.text)
                    self.place([opener], order, "jump")
                    self.keep(opener.text)
                else:
                    printed.append(opener.text)
                    authors.extend(byline_names(opener.text) or bare_names(opener.text))
                    self.place([opener], order, "byline")
            if chunk.kind == "verse":
                for stanza in stanzas(chunk.paras):
                    blocks.append(markdown.verse(stanza))
                    self.keep(*stanza)
                first = first or chunk.paras[0].text
                self.place(chunk.paras, order, "verse")
            if chunk.kind == "table":
                rows = [row.text.split("\t") for row in chunk.paras]
                blocks.append(markdown.table(rows))
                self.keep(*(cell for row in rows for cell in row))
                first = first or " ".join(rows[0])
                self.place(chunk.paras, order, "table")
            for para in chunk.paras if chunk.kind == "text" else ():
                text = self.dateline(para.text)
                blocks.append(markdown.paragraph(text))
                self.keep(text)
                first = first or text
                self.place([para], order, "body")
                if para is chunk.paras[0]:
                    authors.extend(names_at_start(para.text))
            if chunk.paras and chunk.kind != "table":
                authors.extend(closing_names(chunk.paras[-1].text))
            for closer in chunk.closers:
                self.place([closer], order, "jump" if closer.kind == "jump-to" else "byline")
                if closer.kind == "jump-to":
                    jump_to = label_in(closer.text)
                    self.keep(closer.text)
                else:
                    printed.append(closer.text)
                    authors.extend(byline_names(closer.text))
        byline = " ".join(printed)
        self.keep(byline)
        item = Item(
            self.date,
            self.page,
            order,
            "article",
            authors=tuple(dict.fromkeys(authors)),
            byline=byline,
            jump_to=jump_to,
            jump_from=jump_from,
            body=markdown.body(blocks),
            **fields,
        )
        return self.finish(item, first, review)

    def bare_bylines(self, story: Story) -> list[tuple[Element, tuple[str, ...]]]:
        """Display lines of a story that are nothing but its byline: the last of its head. They leave it."""
        found: list[tuple[Element, tuple[str, ...]]] = []
        while len(story.heads) >= 2:
            last = story.heads[-1]
            names = names_of_line(last.text)
            if not names and story.side == "before" and len(last.text) <= 12 and not found:
                names = bare_names(last.text)
            if not names:
                break
            story.heads.pop()
            found.insert(0, (last, names))
        return found

    def dateline(self, text: str) -> str:
        """A dateline's byline with the spaces between names that letter-spacing or the extractor took."""
        match = BRACKETED.search(text, 0, 160)
        if not match or match.start() > 40:
            return text
        body = match["body"]
        if "、" in body or "，" in body:
            return text
        names = parse(body).names
        flat = body.replace(" ", "")
        if not names or (len(names) == 1 and not self.spaced_bylines):
            return text
        out, at = "", 0
        for name in names:
            found = flat.find(name, at)
            if found < 0:
                return text
            out += (" " if out else "") + (flat[at:found] + " " if found > at else "") + name
            at = found + len(name)
        out += flat[at:]
        return text[: match.start("body")] + out + text[match.end("body") :]

    def finish(self, item: Item, first: str, review: list[str]) -> Item:
        return replace(item, title=item.title or stand_in(first), review=tuple(review))


def bare_names(text: str) -> tuple[str, ...]:
    """The names in a line of names and nothing else, at most three."""
    names = tuple(text.split())
    return names if names and len(names) <= 3 and all(is_name(n) for n in names) else ()


def restore_dateline(story: Story) -> None:
    """A dateline that stands among the display lines (a blank line parted it from its paragraph) goes back."""
    chunk = next((c for c in story.chunks if c.kind == "text" and c.paras), None)
    if chunk is None or not story.heads or not _DATELINE_ALONE.fullmatch(story.heads[-1].text):
        return
    line, para = story.heads.pop(), chunk.paras[0]
    para.lines[:0] = line.lines
    para.text = join([line.text, para.text])


_DATELINE_ALONE = re.compile(
    r"[【〔（(]?(?:据)?(?:[\u3400-\u9fff]{1,6}社|本报|本報|中新网|央视网)[^，。；：！？]{0,14}(?:日电|日電|讯|訊|专电|專電)[】〕）)]?"
)


def stanzas(verses: list[Element]) -> list[list[str]]:
    """Verses in stanzas: a blank line parts them, unless the extractor left one between any two lines."""
    gaps = sum(x.gap for x in verses[1:])
    parted = gaps * 2 < len(verses)
    out: list[list[str]] = []
    for line in verses:
        if not out or (parted and line.gap):
            out.append([])
        out[-1].append(line.text.replace("\t", " "))
    return out


def first_line(story: Story) -> int | None:
    """The first raw line of a story."""
    elements = [*story.heads, *story.body, *(e for c in story.chunks for e in (*c.paras, *c.openers, *c.closers))]
    return min((line.number for e in elements for line in e.lines), default=None)


def words_of(story: Story) -> set[str]:
    """The pairs of neighbouring characters of a story's running text: a table's cells say nothing of its head."""
    return set().union(*(c.grams for c in story.chunks if c.kind != "table"))


def shares_of(story: Story) -> list[float]:
    """For each display line of a story, the share of its pairs of characters that the body holds."""
    body = words_of(story)
    if not body:
        return []
    words = [grams(x.text) for x in story.heads]
    return [len(w & body) / max(3, len(w)) for w in words]


def crossheads_of(lines: list[Element]) -> list[list[Element]]:
    """Crossheads in lines: one that filled its column goes on in the next line."""
    if len(lines) == 2 and abs(lines[0].lines[0].shortfall) <= 1.6:
        return [lines]
    return [[x] for x in lines]


def stand_in(text: str) -> str:
    """A title for an item that has none: its first sentence without the dateline, at most 40 characters."""
    text = re.sub(r"^[^。]{0,30}?[（(][^（）()]*(?:记者|記者|通讯员|通訊員)[^（）()]*[）)]", "", text) or text
    sentence = re.split(r"[。！？]", text, maxsplit=1)[0]
    if len(sentence) > 40:
        clauses = re.split(r"(?<=[，；：])", sentence)
        short = ""
        for clause in clauses:
            if len(short) + len(clause) > 40:
                break
            short += clause
        sentence = (short or sentence[:40]).rstrip("，；：")
    return sentence or text[:40] or "—"


def assemble(drafts: Drafts, date: dt.date, page: Label, name: str) -> tuple[Assembled, Page]:
    """Everything of one page, from its drafts."""
    stories = settle(drafts)
    elements = drafts.elements
    spaced = any(_PAREN_SPACE.search(e.text) for e in elements if e.kind == "para")
    gaps = sum(e.gap for e in elements[1:]) >= 2
    maker = _Maker(date, page, stories, spaced_bylines=spaced, gaps=gaps)
    for story in stories:
        maker.out.items.append(maker.item(story))
    out = maker.out
    for element in drafts.furniture:
        out.furniture.append(element.text)
        maker.keep(element.text)
        maker.place([element], 0, element.kind, "furniture")
        out.editors.extend(credited(element.text))
        name = name or (page_name(element.text) if element.kind == "folio" else "")
    return out, Page(page, name, tuple(dict.fromkeys(out.editors)), tuple(out.furniture))
