"""Lines unglued and marked, and elements: whole paragraphs, display lines and marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.pagetext.clean import clean_line
from scripts.pagetext.columns import columns_apart
from scripts.pagetext.cutting import offsets_of, split_raw
from scripts.pagetext.habit import PageHabit, page_habit
from scripts.pagetext.lines import CLOSE, OPEN, Line, join, make_line, measure_lines, width_of
from scripts.pagetext.marks import cut_glued, line_mark
from scripts.pagetext.tables import table_at


@dataclass(slots=True)
class Element:
    """One paragraph (`para`), one display line (`display`) or one line with a mark (its name in `marks.line_mark`)."""

    kind: str
    lines: list[Line]
    text: str
    rule: str
    why: str = ""

    @property
    def gap(self) -> bool:
        """Whether a blank line stood before it."""
        return self.lines[0].gap

    @property
    def open_end(self) -> bool:
        """Whether it breaks off inside a sentence."""
        return self.kind == "para" and not self.lines[-1].terminal and self.text[-1] not in "：:；;）)"


def unglue(lines: list[Line]) -> list[Line]:
    """Lines cut where one of several columns ends, and where a jump line or a page reference is glued to the text."""
    out: list[Line] = []
    lines = columns_apart(lines)
    for index, line in enumerate(lines):
        if line.glued:
            out.append(line)
            continue
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
    for space in _SPACE.finditer(raw):
        left, right = raw[: space.start()].strip(), raw[space.end() :]
        if len(left) < 6 or _SENTENCE.search(left) or not _SENTENCE.search(right) or _unclosed(left):
            continue
        if measure - 2.8 <= width_of(right) <= measure + 1.3:
            return len(clean_line(left)) if clean_line(raw).startswith(clean_line(left)) else 0
    return 0


def _before_caption(line: Line) -> int:
    """Where a headline before a long caption on the same line ends: at the only space between Han characters."""
    if line.width < 28 or line.spaced > 0.2:
        return 0
    match = _HEAD_AND_CAPTION.match(line.text)
    if match is None:
        return 0
    if _unclosed(match[0]):
        return 0
    ends = line.terminal or line.width >= 40 or line.text[match.end()] in "图圖▲▼◀▶"
    return match.end() if ends else 0


def _unclosed(text: str) -> bool:
    """Whether a bracket is open at the end of the text, as in `本报讯（记者 甲）……` cut at its space."""
    return sum(map(text.count, OPEN)) > sum(map(text.count, CLOSE))


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


def prepare(lines: list[Line]) -> tuple[list[Line], list[str], PageHabit]:
    """Lines unglued and measured, the mark of each ("" for none), and the page's habit of setting."""
    lines = stand_up(unglue(lines))
    marks = [line_mark(line.text) for line in lines]
    for index in range(1, len(lines)):  # a dateline's byline on the next line is no byline of its own
        if marks[index] == "byline" and lines[index].text[0] in "（(" and lines[index - 1].text[-1] in "讯訊电電":
            marks[index] = ""
    _mark_rows(lines, marks)
    measure_lines(lines)
    return lines, marks, page_habit(lines, marks)


_AHEAD = 120
"""Lines looked at for a table."""


def _mark_rows(lines: list[Line], marks: list[str]) -> None:
    """Mark the lines of tables `row`."""
    index, size = 0, len(lines)
    while index < size - 2:
        text = lines[index].text
        may = not marks[index] and len(text) <= 60 and (" " in text or len(text) <= 8)
        if may and len(lines[index + 1].text) <= 60:
            table = table_at(lines[index : index + _AHEAD])
            if table is not None:
                marks[index : index + table.size] = ["row"] * table.size
                index += table.size
                continue
        index += 1


def cut_element(element: Element, at: int) -> Element:
    """Cut a paragraph at an offset of its text: it keeps the text before, and the rest is returned as a new one."""
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
            first, second = split_raw(line, offsets_of(line.text, [count]))
            keep.append(first)
            rest.append(second)
        count -= size
    new = Element("para", rest, join([x.text for x in rest]), element.rule)
    element.lines, element.text = keep, join([x.text for x in keep])
    return new
