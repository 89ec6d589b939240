"""Tagged lines -> stories: paragraphs, headlines and marks gathered as their tags say, in the order of the page.

One pass over the lines builds drafts; what its tag hangs on something that stands elsewhere (a column that goes on, a
headline without its text) is kept apart, and placed afterwards (`settle`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.pagetext.chunks import Chunk
from scripts.pagetext.credits import find_credit, may_end_credit
from scripts.pagetext.elements import Element, cut_element
from scripts.pagetext.lines import Line, join
from scripts.pagetext.links import Fragment
from scripts.pagetext.marks import JUMP_FROM, JUMP_TO
from scripts.pagetext.pointers import point
from scripts.pagetext.story import Story
from scripts.pagetext.tables import table_at
from scripts.pagetext.tags import MEANINGS


@dataclass(slots=True)
class Drafts:
    """What one pass over a page's lines finds, in the order of the page."""

    stories: list[Story] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    loose: list[tuple[int, list[Element]]] = field(default_factory=list)
    """Headlines whose text is elsewhere, each with the number of stories before it."""
    furniture: list[Element] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


class _Builder:
    """The state of the pass."""

    def __init__(self) -> None:
        self.out = Drafts()
        self.heads: list[Element] = []
        self.openers: list[Element] = []
        self.now: Story | None = None  # the article, photo or notice that is being filled
        self.text: Story | None = None  # the last article
        self.titles: list[Element] = []  # lines of a notice's title
        self.pointers: list[tuple[int, Element]] = []
        """Page references whose refer is still to be found, each with the number of stories before it."""
        self.tag = ""  # of the line at hand
        self.last = ""  # of the line above, furniture apart

    # ---- small steps -----------------------------------------------------------------------------------------------
    def element(self, kind: str, line: Line) -> Element:
        element = Element(kind, [line], line.text, f"tag:{self.tag}", MEANINGS[self.tag])
        self.out.elements.append(element)
        return element

    def begin(self, kind: str, chunk: str = "text") -> Story:
        """A new draft, with the heads and openers that were waiting."""
        story = Story(kind)
        if kind != "notice":
            story.chunks.append(Chunk(kind=chunk))
            story.chunks[0].openers = self.openers
            self.openers = []
        story.heads = self.heads
        if self.heads:
            story.side = "before"
        self.heads = []
        self.out.stories.append(story)
        self.now = story
        if kind == "article":
            self.text = story
        return story

    def flush(self) -> None:
        """Heads that waited for a text that did not come."""
        if self.titles:
            self.out.loose.append((len(self.out.stories), self.titles))
            self.titles = []
        if self.heads:
            self.out.loose.append((len(self.out.stories), self.heads))
            self.heads = []

    def para(self, line: Line) -> None:
        """A new paragraph in the draft at hand."""
        assert self.now is not None
        self.now.chunks[-1].paras.append(self.element("para", line))

    def more(self, line: Line) -> None:
        """The paragraph at hand goes on."""
        assert self.now is not None
        paras = self.now.chunks[-1].paras
        if not paras:
            self.para(line)
        else:
            paras[-1].lines.append(line)

    # ---- tags ------------------------------------------------------------------------------------------------------
    def start(self, line: Line) -> None:
        self.begin("article")
        self.para(line)

    def paragraph(self, line: Line) -> None:
        if self.heads or self.openers or self.text is None:
            self.start(line)
            return
        self.now = self.text
        if self.now is not None and self.now.chunks[-1].kind == "verse":
            self.now.chunks.append(Chunk())
        self.para(line)

    def goes_on(self, line: Line) -> None:
        if self.text is None or self.heads or (self.openers and self.last[:1] != "C"):
            self.start(line)
            return
        self.now = self.text
        self.more(line)

    def resume(self, line: Line, *, mid: bool) -> None:
        self.flush()
        story = Story("article", chunks=[Chunk()])
        story.chunks[0].openers, self.openers = self.openers, []
        self.out.fragments.append(Fragment(story, mid, len(self.out.stories)))
        self.now = self.text = story
        self.para(line)

    def crosshead(self, line: Line) -> None:
        if self.text is None:
            self.heads.append(self.element("display", line))
            return
        self.now = self.text
        element = self.element("display", line)
        if self.last[:1] == "X" and self.now.chunks[-1].paras == []:
            self.now.crossheads[len(self.now.chunks) - 1].append(element)
            return
        self.now.chunks.append(Chunk())
        self.now.crossheads[len(self.now.chunks) - 1] = [element]

    def verse(self, line: Line, *, first: bool) -> None:
        if first or self.text is None or self.text.chunks[-1].kind != "verse":
            last = self.out.stories[-1] if self.out.stories else None
            if last is not None and self.last in ("RS", "RC") and last.kind == "refer" and last.pointer is None:
                self.heads = self.out.stories.pop().heads  # the title of a table is no refer
            self.begin("article", "verse")
        self.now = self.text
        self.para(line)

    def caption(self, line: Line, *, first: bool) -> None:
        if first or self.now is None or self.now.kind != "photo":
            self.begin("photo", "photo")
            self.para(line)
        else:
            self.more(line)

    def credit(self, line: Line) -> None:
        if self.now is not None and self.now.kind == "photo" and self.last in ("PS", "PC") and not line.gap:
            paras = self.now.chunks[-1].paras
            if paras and not paras[-1].lines[-1].terminal and paras[-1].lines[-1].text[-1] not in "：:":
                paras[-1].lines.append(line)  # `……　本报` above `记者 甲 摄`
                return
        element = self.element("credit", line)
        if self.now is None or self.now.kind != "photo" or self.heads:
            self.begin("photo", "photo")
        assert self.now is not None
        self.now.chunks[-1].closers.append(element)

    def refer(self, line: Line, *, first: bool) -> None:
        self.flush()
        last = self.out.stories[-1] if self.out.stories else None
        element = self.element("display", line)
        if not first and last is not None and last.kind == "refer" and last.pointer is None:
            last.heads.append(element)
            return
        self.out.stories.append(Story("refer", heads=[element]))
        self.now = None

    def pointing(self, line: Line) -> None:
        element = self.element("pointer", line)
        out = self.out
        if self.last in ("HeB", "He") and out.loose and not any(s.kind == "refer" for s in out.stories[-1:]):
            out.stories.append(Story("refer", heads=out.loose.pop()[1], pointer=element))
        elif self.heads:
            out.stories.append(Story("refer", heads=self.heads, pointer=element))
            self.heads = []
        else:
            self.pointers.append((len(out.stories), element))

    def notice(self, line: Line, tag: str) -> None:
        now = self.now if self.now is not None and self.now.kind == "notice" else None
        if tag == "NT":
            if self.last != "NT":
                self.flush()
            self.titles.append(self.element("notice", line))
            return
        if now is None or self.titles:
            titles, self.titles = self.titles, []
            if titles and self.heads:
                self.out.loose.append((len(self.out.stories), self.heads))
                self.heads = []
            now = self.begin("notice")
            now.heads = titles or now.heads
        if tag == "NB" or not now.body:
            now.body.append(self.element("para", line))
        else:
            now.body[-1].lines.append(line)

    def byline(self, line: Line, below: Sequence[str]) -> None:
        element = self.element("byline", line)
        following = next((t for t in below if t not in ("Y", "JF", "F")), "")
        opens = following[:1] in ("S", "Q") or (following and following[0] in "BC" and bool(self.heads))
        if opens or self.text is None or self.heads:
            self.openers.append(element)
        else:
            self.text.chunks[-1].closers.append(element)

    def headline(self, line: Line, tag: str) -> None:
        element = self.element("display", line)
        if tag == "Hn":
            self.heads.append(element)
        elif tag == "Hp":
            self.flush()
            if self.now is None or self.now.kind == "notice":
                self.out.loose.append((len(self.out.stories), [element]))
                return
            self.now.heads.append(element)
            self.now.side = "after"
        elif tag == "Hw" and self.text is not None:
            self.text.heads.append(element)
            self.text.side = "within"
        else:
            self.flush()
            if tag == "He" and self.last in ("HeB", "He") and self.out.loose:
                self.out.loose[-1][1].append(element)
            else:
                self.out.loose.append((len(self.out.stories), [element]))

    def jump(self, line: Line, tag: str) -> None:
        if tag == "JF":
            self.openers.append(self.element("jump-from", line))
        elif self.text is not None:
            self.text.chunks[-1].closers.append(self.element("jump-to", line))
        else:
            self.out.furniture.append(self.element("folio", line))


_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_SIGNER = re.compile(
    r"[^，。：；、？！\s]{2,18}(?:公司|董事[会會]|[监監]事[会會]|委[员員][会會]|居委[会會]|村委[会會]|筹备组|籌備組|指[挥揮]部|派出所|合作社|法院|[检檢]察院"
    r"|管理[局处處所]|分局|公安局|人民政府)"
)
"""Who signs a notice, on a line of their own; no headline ends so."""
_DISPLAY = frozenset({"Hn", "Hp", "HeB", "He", "RS", "RC", "X0", "Xh"})


def gather(lines: Sequence[Line], marks: Sequence[str], tags: Sequence[str]) -> Drafts:
    """Drafts of a page from its lines and their tags."""
    builder = _Builder()
    for index, (line, mark, tag) in enumerate(zip(lines, marks, tags, strict=True)):
        if mark == "row":  # a table is known by its own rule
            tag = "V0" if index and marks[index - 1] == "row" else "Q0"
        elif tag == "F" and not mark and marks[index + 1 : index + 2] == ["row"]:
            tag = "Hn"  # the title of a table
        elif tag == "F" and builder.last in ("NB", "NC") and _DATE.fullmatch(line.text):
            tag = "NB"  # the date below a notice
        elif tag in _DISPLAY and builder.last in ("NB", "NC") and _SIGNER.fullmatch(line.text):
            tag = "NB"  # who gave the notice
        if builder.titles and tag[0] not in "NF":
            builder.flush()
        builder.tag = tag
        _step(builder, line, mark, tag, tags[index + 1 : index + 6])
        if tag != "F":
            builder.last = tag
    builder.flush()
    if builder.openers and builder.text is not None:
        builder.text.chunks[-1].closers.extend(builder.openers)
    elif builder.openers:
        builder.out.loose.append((len(builder.out.stories), builder.openers))
    out = builder.out
    _point(out, builder.pointers)
    for element in out.elements:
        if len(element.lines) > 1:
            element.text = join([line.text for line in element.lines])
    for story in [*out.stories, *(f.story for f in out.fragments)]:
        for chunk in story.chunks:
            out.elements += _cut_jumps(chunk)
        _tidy(story)
    return out


def _point(out: Drafts, pointers: Sequence[tuple[int, Element]]) -> None:
    """Give page references to their refers; one that is left over becomes a refer itself."""
    places = {id(element): at for at, element in pointers}
    refers = [story for story in out.stories if story.kind == "refer" and story.pointer is None]
    for element in reversed(point(refers, [element for _, element in pointers])):
        at = places[id(element)]
        element.kind = "display"
        out.stories.insert(at, Story("refer", heads=[element]))
        out.loose = [(n + (n > at), group) for n, group in out.loose]
        for fragment in out.fragments:
            fragment.at += fragment.at > at


def _cut_jumps(chunk: Chunk) -> list[Element]:
    """Jump lines that are broken over two lines (（下转第 / 四版）) come off their paragraphs; the new elements."""
    jumps: list[Element] = []
    if chunk.kind != "text":
        return jumps
    for place, para in enumerate(chunk.paras):
        if "版" not in para.text[-8:] and "版" not in para.text[:14]:
            continue
        match = JUMP_FROM.match(para.text)
        if match and match.end() < len(para.text) and para.text[0] in "（(":
            body = cut_element(para, match.end())
            para.kind, para.rule = "jump-from", "mark:jump-from"
            chunk.openers.append(para)
            chunk.paras[place] = para = body
            jumps.append(body)
        for match in JUMP_TO.finditer(para.text, max(0, len(para.text) - 24)):
            if match.end() == len(para.text) and match.start() and match[0][0] in "（(下":
                tail = cut_element(para, match.start())
                tail.kind, tail.rule = "jump-to", "mark:jump-to"
                chunk.closers.append(tail)
                jumps.append(tail)
    return jumps


def _tidy(story: Story) -> None:
    """Leave out chunks that stayed empty, make tables of rows; fill in what is asked of the others."""
    kept: list[Chunk] = []
    crossheads: dict[int, list[Element]] = {}
    for number, chunk in enumerate(story.chunks):
        heads = story.crossheads.get(number)
        if heads:
            crossheads[len(kept)] = heads
        for part in _tabulated(chunk):
            if heads or part.paras or part.closers or part.openers:
                kept.append(part)
                part.settle()
    story.chunks, story.crossheads = kept, crossheads


def _tabulated(chunk: Chunk) -> list[Chunk]:
    """Lines read as verse or rows: as a table where they begin with one, and the rest as verse."""
    lines = [line for para in chunk.paras for line in para.lines]
    table = table_at(lines) if chunk.kind == "verse" and len(lines) >= 3 else None
    if table is None:
        return [chunk]
    rest = chunk.paras[table.size :] if len(chunk.paras) == len(lines) else []
    if table.size + len(rest) < len(lines):
        return [chunk]
    chunk.paras = [
        Element("row", list(some), "\t".join(cells), "table")
        for cells, some in zip(table.rows, table.lines, strict=True)
    ]
    chunk.kind = "table" if table.even else "verse"
    if not rest:
        return [chunk]
    below = Chunk(paras=rest, closers=chunk.closers)
    chunk.closers = []
    return [chunk, below]


def _is_caption(text: str) -> bool:
    """Whether a line among paragraphs is a caption with its credit: no paragraph of a story ends with one."""
    credit = find_credit(text) if may_end_credit(text) else None
    return credit is not None and credit[0] >= _CAPTION


_CAPTION = 4
"""Characters of the shortest caption."""


def _step(builder: _Builder, line: Line, mark: str, tag: str, below: Sequence[str]) -> None:
    kind = tag[0]
    if tag == "F":
        builder.out.furniture.append(builder.element(mark or "rubric", line))
    elif kind == "S":
        builder.start(line)
    elif kind == "B" and not builder.heads and not builder.openers and _is_caption(line.text):
        builder.caption(line, first=True)
    elif kind == "B":
        builder.paragraph(line)
    elif kind == "C":
        builder.goes_on(line)
    elif tag[:2] in ("Rm", "Rp"):
        builder.resume(line, mid=tag[1] == "m")
    elif kind == "X":
        builder.crosshead(line)
    elif kind in "QV":
        builder.verse(line, first=kind == "Q")
    elif kind == "P":
        builder.caption(line, first=tag == "PS")
    elif kind == "K":
        builder.credit(line)
    elif kind == "R":
        builder.refer(line, first=tag == "RS")
    elif tag == "JP":
        builder.pointing(line)
    elif kind == "N":
        builder.notice(line, tag)
    elif tag == "Y":
        builder.byline(line, below)
    elif kind == "H":
        builder.headline(line, tag)
    else:
        builder.jump(line, tag)
