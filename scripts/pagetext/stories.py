"""Tagged lines -> stories: paragraphs, headlines and marks gathered as their tags say, in the order of the page.

One pass over the lines builds drafts; what its tag hangs on something that stands elsewhere (a column that goes on, a
headline without its text) is kept apart, and placed afterwards (`settle`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.pagetext.chunks import Chunk
from scripts.pagetext.elements import Element, cut_element
from scripts.pagetext.lines import Line, join
from scripts.pagetext.marks import JUMP_FROM, JUMP_TO
from scripts.pagetext.pointers import point
from scripts.pagetext.story import Story
from scripts.pagetext.storybuilder import Drafts, StoryBuilder
from scripts.pagetext.tables import table_at

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_SIGNER = re.compile(
    r"[^，。：；、？！\s]{2,18}(?:公司|董事[会會]|[监監]事[会會]|委[员員][会會]|居委[会會]|村委[会會]|筹备组|籌備組|指[挥揮]部|派出所|合作社|法院|[检檢]察院"
    r"|管理[局处處所]|分局|公安局|人民政府)"
)
"""Who signs a notice, on a line of their own; no headline ends so."""
_DISPLAY = frozenset({"Hn", "Hp", "HeB", "He", "RS", "RC", "X0", "Xh"})


def gather(lines: Sequence[Line], marks: Sequence[str], tags: Sequence[str]) -> Drafts:
    """Drafts of a page from its lines and their tags."""
    builder = StoryBuilder()
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
        builder.step(line, mark, tag, tags[index + 1 : index + 6])
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
