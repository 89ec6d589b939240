"""Captions (图片说明) and their credits, made whole before stories are looked for.

A caption is set apart from the columns, often wider than they are and of one line: what tells paragraphs from display
type says little about it. Its credit does, which stands at its end or on the line below, now and then broken over both.
"""

from __future__ import annotations

import re

from scripts.pagetext.credits import find_credit, may_end_credit
from scripts.pagetext.elements import Element, join
from scripts.pagetext.lines import Line
from scripts.pagetext.marks import line_mark

_BEGINS = re.compile("[▲▼◀▶△▽◄►↑↓←→]|[图圖](?:为|為|[一二三四五六七八九十①-⑨\\d])|[（(][左右上下]图")
_FEWEST = 6
"""Characters of the shortest caption that is not marked as one."""
_SIMILAR = 0.75
"""A line of a caption that goes on is at least so wide as the line below it, which may be its last."""


def mend_captions(elements: list[Element]) -> list[Element]:
    """Elements with each caption that has a credit as one paragraph; the credit stays a line of its own where it is."""
    out: list[Element] = []
    for element in (part for whole in _columns_joined(elements) for part in _cut_behind(whole)):
        if element.kind in {"display", "para"} and _ends_with_credit(element.text):
            out.append(element)
            _make_caption(out)
            continue
        if element.kind == "credit" and out and out[-1].kind in {"display", "para"}:
            above = out[-1]
            if _broken(above, element):
                above.lines.extend(element.lines)
                above.text = join([above.text, element.text])
                _make_caption(out)
                continue
            if above.kind == "para" or _caption_like(above, element):
                _make_caption(out)
        out.append(element)
    return out


def _columns_joined(elements: list[Element]) -> list[Element]:
    """Columns of vertical setting that are one caption: it begins with a mark or 图为, or a credit ends it."""
    out: list[Element] = []
    run: list[Element] = []

    def flush(credit: Element | None) -> None:
        if len(run) > 1 and (_BEGINS.match(run[0].text) or (credit and any("，" in x.text for x in run))):
            out.append(_of("para", [line for x in run for line in x.lines], "vertical"))
        else:
            out.extend(run)
        run.clear()

    for element in elements:
        upright = bool(element.lines[0].parts) and all(line.parts for line in element.lines)
        if upright and element.kind in {"display", "para"}:
            if run and _BEGINS.match(element.text):
                flush(None)
            run.append(element)
            continue
        if run:
            flush(element if element.kind == "credit" else None)
        out.append(element)
    flush(None)
    return out


def _make_caption(out: list[Element]) -> None:
    """The last element is a caption: it leaves the paragraph that it was joined to and takes in where it begins."""
    caption = out.pop()
    for at in range(len(caption.lines) - 1, 0, -1):
        line = caption.lines[at]
        if _BEGINS.match(line.text) and (line.gap or caption.lines[at - 1].terminal):
            out.append(_of("para", caption.lines[:at], caption.rule))
            caption.lines = caption.lines[at:]
            caption.text = join([x.text for x in caption.lines])
            break
    if caption.kind == "display":
        caption.kind, caption.rule = "para", "caption"
    _absorb(out, caption)
    out.append(caption)


def _of(kind: str, lines: list[Line], rule: str) -> Element:
    return Element(kind, lines, join([x.text for x in lines]), rule)


def _cut_behind(element: Element) -> list[Element]:
    """A paragraph, cut behind a line that ends a caption with its credit."""
    if element.kind != "para" or len(element.lines) < 2:
        return [element]
    for count, line in enumerate(element.lines[:-1], 1):
        if may_end_credit(line.text) and _ends_with_credit(join([x.text for x in element.lines[:count]])):
            rest = element.lines[count:]
            behind = _of("para", rest, element.rule)
            if len(rest) == 1 and not rest[0].terminal:
                behind.kind = line_mark(rest[0].text) or "display"
            element.lines = element.lines[:count]
            element.text = join([x.text for x in element.lines])
            return [element, *_cut_behind(behind)]
    return [element]


def _ends_with_credit(text: str) -> bool:
    found = find_credit(text)
    return found is not None and found[0] >= _FEWEST


def _broken(above: Element, credit: Element) -> bool:
    """Whether a credit begins in the line above: `……　本报` over `记者 甲 摄`."""
    if credit.gap:
        return False
    found = find_credit(join([above.text, credit.text]))
    return found is not None and _FEWEST <= found[0] < len(above.text.rstrip())


def _caption_like(line: Element, credit: Element) -> bool:
    """Whether a display line above a credit is its caption and not a headline."""
    text = line.text
    if _BEGINS.match(text) or line.lines[0].terminal or text[-1] in "：；":
        return True
    return not credit.gap and len(text) >= _FEWEST and ("，" in text or not line.gap or len(text) >= 12)


def _absorb(out: list[Element], caption: Element) -> None:
    """Take the display lines above that a caption begins in: they run on into it without a blank line."""
    while out and out[-1].kind == "display" and not caption.gap and not _BEGINS.match(caption.text):
        above = out[-1]
        runs_on = not above.lines[-1].terminal and above.lines[-1].width >= _SIMILAR * caption.lines[0].width
        if not runs_on or not ("，" in above.text or _BEGINS.match(above.text) or above.lines[0].width >= 24):
            break
        out.pop()
        caption.lines[:0] = above.lines
        caption.text = join([above.text, caption.text])
