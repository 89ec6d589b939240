"""Labelled lines -> elements: whole paragraphs, display lines and marks, in the order in which the page was drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from scripts.pagetext.blocks import PageHabit, Role, label_lines, page_habit, start_cost
from scripts.pagetext.clean import INVISIBLE, clean_line
from scripts.pagetext.lines import Line, depth, make_line, measure_lines, width_of
from scripts.pagetext.marks import JUMP_FROM, JUMP_TO, closing_names, cut_glued, line_mark

_LATIN_END = re.compile(r"[A-Za-z,.;)]$")
_LATIN_START = re.compile(r"^[A-Za-z(]")


@dataclass(slots=True)
class Element:
    """One paragraph (`para`), one display line (`display`) or one line with a mark (its name in `marks.line_mark`)."""

    kind: str
    lines: list[Line]
    text: str
    rule: str
    why: str = ""
    mid: bool = False
    """Whether a paragraph does not begin as one: it may go on from text that stands elsewhere."""
    inside: bool = False
    """Whether display type stood between two lines of the paragraph before it."""
    notes: list[str] = field(default_factory=list)

    @property
    def gap(self) -> bool:
        """Whether a blank line stood before it."""
        return self.lines[0].gap

    @property
    def open_end(self) -> bool:
        """Whether it breaks off inside a sentence."""
        return self.kind == "para" and not self.lines[-1].terminal and self.text[-1] not in "：:；;）)"


def join(parts: list[str]) -> str:
    """Lines of one paragraph as one text: nothing between Chinese, a space between Latin words."""
    out = ""
    for part in parts:
        if out and _LATIN_END.search(out) and _LATIN_START.search(part):
            out += " "
        out += part
    return out


def split_raw(line: Line, at: tuple[int, ...], *, in_place: bool = True) -> list[Line]:
    """The parts of a line cut at offsets of its text; the raw line is cut at the same printing characters.

    `in_place` says that the parts share one column: what follows stands as far in as what precedes is wide.
    """
    bounds = [0, *at, len(line.text)]
    raw = line.raw
    out: list[Line] = []
    begin = 0
    for low, high in pairwise(bounds):
        count = len(line.text[low:high].replace(" ", ""))
        end = begin
        while end < len(raw) and count:
            if make_visible(raw[end]):
                count -= 1
            end += 1
        if high == len(line.text):
            end = len(raw)
        part = make_line(line.number, raw[begin:end], gap=line.gap and not low)
        part.glued = True
        if low and in_place:
            part.indent = line.indent + width_of(raw[:begin])
        if part.text:
            out.append(part)
        begin = end
    return out


def make_visible(char: str) -> bool:
    """Whether a raw character is one that cleaning keeps."""
    return not char.isspace() and not INVISIBLE.match(char)


def unglue(lines: list[Line]) -> list[Line]:
    """Lines with jump lines and page references cut off the text that they are glued to."""
    out: list[Line] = []
    for index, line in enumerate(lines):
        cut = cut_glued(line.text)
        if cut:
            out.extend(split_raw(line, cut.at))
            continue
        at = _side_by_side(line, lines[index + 1 : index + 3]) or _before_caption(line)
        if at:
            out.extend(split_raw(line, (at,), in_place=False))
        else:
            out.append(line)
    return out


def _side_by_side(line: Line, below: list[Line]) -> int:
    """Where a line that is wider than its column comes apart: what follows a space is as wide as the lines below.

    Extractors glue a headline to the text that was drawn next to it. Returns the offset in `line.text`, or 0.
    """
    if not below or below[0].gap or line.spaced > 0.3 or " " not in line.raw.strip():
        return 0
    measure = max(x.width for x in below if not x.gap)
    if measure < 14 or line.width < measure + 5:
        return 0
    raw = line.raw
    for found in _SPACE.finditer(raw):
        left, right = raw[: found.start()].strip(), raw[found.end() :]
        if len(left) < 6 or _SENTENCE.search(left) or not _SENTENCE.search(right):
            continue
        if measure - 2.8 <= width_of(right) <= measure + 1.3:
            return len(clean_line(left)) if clean_line(raw).startswith(clean_line(left)) else 0
    return 0


def _before_caption(line: Line) -> int:
    """Where a headline ends that stands before a long caption on one line: at the only space between Han characters."""
    if line.width < 28 or line.spaced > 0.2 or not line.terminal:
        return 0
    match = _HEAD_AND_CAPTION.match(line.text)
    return match.end() if match else 0


_HEAD_AND_CAPTION = re.compile(r"[^，。；！？、：\s]{6,26}(?: [^，。；！？、：\s]{4,20})? (?=[^\s]{4,}[，。])")
_SPACE = re.compile(r"[ \u3000]+")
_SENTENCE = re.compile(r"[，。；！？]")


def stand_up(lines: list[Line]) -> list[Line]:
    """Vertical setting, a character a line, as one line: three or more such lines running."""
    out: list[Line] = []
    run: list[Line] = []

    def flush() -> None:
        if len(run) >= 3:
            whole = make_line(run[0].number, "".join(x.raw.strip() for x in run), gap=run[0].gap)
            whole.parts = tuple(run)
            out.append(whole)
        else:
            out.extend(run)
        run.clear()

    for line in lines:
        if len(line.text) == 1 and not line.glued:
            if run and line.gap and not run[-1].gap:
                flush()  # the next column
            run.append(line)
        else:
            flush()
            out.append(line)
    flush()
    return out


def find_elements(lines: list[Line]) -> tuple[list[Element], PageHabit]:
    """Elements of a page, and the habit by which its paragraphs were found."""
    lines = stand_up(unglue(lines))
    marks = [line_mark(line.text) for line in lines]
    for index in range(1, len(lines)):  # a dateline's byline on the next line is no byline of its own
        if marks[index] == "byline" and lines[index].text[0] in "（(" and lines[index - 1].text[-1] in "讯訊电電":
            marks[index] = ""
    measure_lines(lines)
    habit = page_habit(lines, marks)
    roles = label_lines(lines, marks, habit)
    elements = group(lines, marks, roles)
    for element in elements:
        if element.kind == "para":
            element.mid = start_cost(element.lines[0], habit) >= 2.3
    return elements, habit


def group(lines: list[Line], marks: list[str], roles: list[Role]) -> list[Element]:
    """Lines with their roles as elements."""
    out: list[Element] = []
    broken: Element | None = None  # the paragraph that an insert stands in
    for line, mark, role in zip(lines, marks, roles, strict=True):
        if role == "insert" and out:
            if broken is None:
                broken = out[-1]
            out.append(Element("display", [line], line.text, "insert", inside=True))
            continue
        if role == "more" and broken is not None:
            broken.lines.append(line)
            continue
        broken = None
        if mark == "credit" and not line.gap and out and _breaks_off(out[-1]):
            out[-1].kind = "para"
            out[-1].lines.append(line)
        elif role == "mark":
            out.append(Element(mark, [line], line.text, f"mark:{mark}"))
        elif role == "display":
            out.append(Element("display", [line], line.text, "display"))
        elif role == "start" or not out or out[-1].kind != "para":
            out.append(Element("para", [line], line.text, "paragraph"))
        else:
            out[-1].lines.append(line)
    out = _closers_back(out)
    for element in out:
        if element.kind == "para" and len(element.lines) > 1:
            element.text = join([x.text for x in element.lines])
    return _broken_jumps(out)


def _breaks_off(element: Element) -> bool:
    """Whether a caption's text goes on in the credit's line: `……　本报` above `记者 甲 摄`."""
    if element.kind == "para":
        return not element.lines[-1].terminal
    return element.kind == "display" and len(element.text) >= 12 and _SENTENCE.search(element.text) is not None


def _broken_jumps(elements: list[Element]) -> list[Element]:
    """A jump line that is broken over two lines (（下转第 / 四版）) comes off its paragraph."""
    out: list[Element] = []
    for element in elements:
        out.append(element)
        if element.kind != "para" or ("版" not in element.text[-8:] and "版" not in element.text[:14]):
            continue
        match = JUMP_FROM.match(element.text)
        if match and match.end() < len(element.text) and element.text[0] in "（(":
            body = cut_element(element, match.end())
            element.kind, element.rule = "jump-from", "mark:jump-from"
            out.append(body)
            element = body
        for match in JUMP_TO.finditer(element.text, max(0, len(element.text) - 24)):
            if match.end() == len(element.text) and match.start() and match[0][0] in "（(下":
                tail = cut_element(element, match.start())
                tail.kind, tail.rule = "jump-to", "mark:jump-to"
                out.append(tail)
    return out


def cut_element(element: Element, at: int) -> Element:
    """Cut a paragraph at an offset of its text: it keeps what is before, the rest comes back as a new paragraph."""
    count = len(element.text[:at].replace(" ", ""))
    keep: list[Line] = []
    rest: list[Line] = []
    for line in element.lines:
        size = len(line.text.replace(" ", ""))
        if rest or count <= 0:
            rest.append(line)
        elif size <= count:
            keep.append(line)
        else:
            offset = seen = 0
            while seen < count:
                seen += line.text[offset] != " "
                offset += 1
            first, second = split_raw(line, (offset,))
            keep.append(first)
            rest.append(second)
        count -= size
    new = Element("para", rest, join([x.text for x in rest]), element.rule)
    element.lines, element.text = keep, join([x.text for x in keep])
    return new


def _closers_back(elements: list[Element]) -> list[Element]:
    """`（甲 乙）` on a line of its own is the end of the paragraph above."""
    out: list[Element] = []
    for element in elements:
        text = element.lines[0].text
        lone = (
            len(element.lines) == 1
            and element.kind in {"display", "para", "byline"}
            and text[0] in "（("
            and text[-1] in "）)"
        )
        if lone and out and out[-1].kind == "para" and closing_names(text):
            out[-1].lines.extend(element.lines)
        else:
            out.append(element)
    return out


def unbalanced(text: str) -> int:
    """Brackets that `text` opens and does not close."""
    return depth(text)
