"""What is not a story is taken aside first: furniture, references to other pages, notices, tables."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.pagetext.captions import mend_captions
from scripts.pagetext.chunks import Chunk
from scripts.pagetext.elements import Element, join
from scripts.pagetext.folio import page_folio
from scripts.pagetext.lines import Line
from scripts.pagetext.marks import is_notice_text, page_number
from scripts.pagetext.notices import Notice, is_small, is_tail, likeness, notice_of
from scripts.pagetext.story import Story
from scripts.pagetext.tables import table_at

FURNITURE = frozenset({"folio", "serial", "contact", "editors", "nameplate", "rubric"})


@dataclass(slots=True)
class Aside:
    """The elements that remain for stories, and what was taken aside."""

    rest: list[Element] = field(default_factory=list)
    furniture: list[Element] = field(default_factory=list)
    taken: list[tuple[int, Story]] = field(default_factory=list)
    """Finished stories, each with the number of elements of `rest` that stood before it."""


def take_aside(elements: list[Element], page: int = 0) -> Aside:
    """One pass over a page's elements; `page` is its number, by which a bare folio is known."""
    out = Aside()
    queue = deque(mend_captions(elements))
    seen = 0
    while queue:
        element = queue.popleft()
        seen += 1
        kind = element.kind
        edge = seen <= _EDGE or len(queue) < _EDGE
        if kind == "display" and page_folio(element.text, page, edge=edge):
            element.kind, element.rule = "folio", "page-number"
            out.furniture.append(element)
        elif kind == "notice":
            _notice(element, queue, out)
        elif kind == "pointer" and _own_page(element.text, page):
            element.kind, element.rule = "folio", "page-number"
            out.furniture.append(element)
        elif kind == "pointer":
            _pointer(element, queue, out)
        elif kind in FURNITURE:
            out.furniture.append(element)
            if kind == "rubric":
                element.notes.append("rubric")
                out.rest.append(Element("stop", element.lines, "", "rubric"))
        elif kind in {"display", "para"} and _table(element, queue, out):
            pass
        else:
            out.rest.append(element)
    out.rest = _without_stops(out)
    return out


_EDGE = 4
"""Elements from either end of a page within which a folio stands."""


def _notice(title: Element, queue: deque[Element], out: Aside) -> None:
    """A notice with the lines below its title or, where titles are drawn last, above it; else a display line."""
    lines, kinds = _flat(queue)
    below = notice_of(title.text, lines, kinds)
    held = _above(out.rest, small=is_small(title.text))
    lines, kinds = _flat(held)
    above = notice_of(title.text, lines, kinds) if held else None
    if above and above.size == len(lines) and _rather(title.text, above, below):
        del out.rest[-len(held) :]
        _take_notice(title, above, out)
    elif below:
        _drop(queue, below.size)
        _take_notice(title, below, out)
    else:
        title.kind = "display"
        title.notes.append("notice-title")
        out.rest.append(title)


def _rather(title: str, above: Notice, below: Notice | None) -> bool:
    """Whether the text above a title is its notice rather than the text below."""
    up = likeness(title, above.text)
    return up > (likeness(title, below.text) if below else 0)


def _take_notice(title: Element, notice: Notice, out: Aside) -> None:
    story = Story("notice", heads=[title])
    story.body = [Element("para", list(p), join([x.text for x in p]), "notice") for p in notice.paras]
    out.taken.append((len(out.rest), story))


def _above(before: list[Element], *, small: bool) -> list[Element]:
    """The elements directly above that may be a notice: declarations, or a paragraph with what is signed below it."""
    held: list[Element] = []
    for element in reversed(before[-_MOST_ABOVE:]):
        if small:
            if element.kind != "para" or not is_notice_text(element.text):
                break
        elif not is_tail(element.text):
            if element.kind == "para":
                held.append(element)
            break
        held.append(element)
    return held[::-1]


_MOST_ABOVE = 16


def _own_page(text: str, page: int) -> bool:
    """Whether a bare page number (A3版) is the page's own: a folio."""
    return text[-1:] == "版" and text[0].isalnum() and page_number(text) == page


def _pointer(element: Element, queue: deque[Element], out: Aside) -> None:
    """A page reference with the display lines above it, or else below; several running go with as many heads above."""
    further: list[Element] = []
    while len(further) < len(queue) and queue[len(further)].kind == "pointer":
        further.append(queue[len(further)])
    groups = _groups_above(out.rest, len(further) + 1) if further else []
    if groups:
        for _ in further:
            queue.popleft()
        del out.rest[len(out.rest) - sum(map(len, groups)) :]
        for heads, pointer in zip(groups, [element, *further], strict=True):
            out.taken.append((len(out.rest), Story("refer", heads=heads, pointer=pointer)))
        return
    group = _refer_lines(out.rest)
    if group:
        del out.rest[len(out.rest) - len(group) :]
    else:
        while queue and queue[0].kind == "display" and len(group) < 2:
            group.append(queue.popleft())
    if group:
        out.taken.append((len(out.rest), Story("refer", heads=group, pointer=element)))
        return
    element.kind = "display"
    out.rest.append(element)


def _table(first: Element, queue: deque[Element], out: Aside) -> bool:
    """A table that begins with this element, with the display lines above it as its head."""
    queue.appendleft(first)
    lines, _ = _flat(queue)
    table = table_at(lines)
    if table is None:
        queue.popleft()
        return False
    _drop(queue, table.size)
    rows = [
        Element("row", list(lines), "\t".join(cells), "table")
        for cells, lines in zip(table.rows, table.lines, strict=True)
    ]
    heads = _refer_lines(out.rest)[-3:]
    if heads:
        del out.rest[len(out.rest) - len(heads) :]
    chunk = Chunk(paras=rows, kind="table" if table.even else "verse")
    out.taken.append((len(out.rest), Story("article", heads=heads, chunks=[chunk], side="before")))
    return True


def _flat(queue: Iterable[Element]) -> tuple[list[Line], list[str]]:
    """The next lines of the page and the kinds of the elements that hold them, a "+" where one begins."""
    lines: list[Line] = []
    kinds: list[str] = []
    for element in queue:
        if len(lines) >= _AHEAD:
            break
        lines.extend(element.lines)
        kinds.append(element.kind + "+")
        kinds.extend([element.kind] * (len(element.lines) - 1))
    return lines, kinds


_AHEAD = 120
"""Lines looked at for a notice or a table."""


def _drop(queue: deque[Element], count: int) -> None:
    """Take `count` lines off the queue; of an element that is cut, what is left stays."""
    while count:
        element = queue.popleft()
        size = len(element.lines)
        if size > count:
            rest = element.lines[count:]
            queue.appendleft(Element(element.kind, rest, join([x.text for x in rest]), element.rule, mid=True))
            return
        count -= size


def _without_stops(out: Aside) -> list[Element]:
    """`rest` without the rubrics' place marks; the places of what was taken move with it."""
    keep = [e.kind != "stop" for e in out.rest]
    upto = [0]
    for flag in keep:
        upto.append(upto[-1] + flag)
    out.taken = [(upto[min(at, len(keep))], story) for at, story in out.taken]
    return [e for e, flag in zip(out.rest, keep, strict=True) if flag]


def _groups_above(before: list[Element], count: int) -> list[list[Element]]:
    """The last `count` heads above, each parted from the next by a blank line; none where there are fewer."""
    groups: list[list[Element]] = []
    current: list[Element] = []
    for element in reversed(before):
        if element.kind != "display":
            break
        current.insert(0, element)
        if element.gap:
            groups.insert(0, current)
            current = []
            if len(groups) == count:
                return groups
    return []


def _refer_lines(before: list[Element]) -> list[Element]:
    """The display lines above a page reference that belong to it: back to a blank line, at most four."""
    group: list[Element] = []
    crossed = False
    for element in reversed(before):
        if element.kind != "display" or len(group) == 4:
            break
        group.insert(0, element)
        if element.gap:
            if crossed or len(group) >= 1:
                break
            crossed = True
    return group
