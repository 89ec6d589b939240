"""A line cut into parts: of its text and of the raw line at the same printing characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scripts.pagetext.clean import is_printing
from scripts.pagetext.lines import Line, make_line, width_of


def split_raw(line: Line, at: tuple[int, ...], *, in_place: bool = True) -> list[Line]:
    """The parts of a line cut at offsets of its text; the raw line is cut at the same printing characters.

    `in_place` says that the parts share one column: each is indented by the width of those before it.
    """
    bounds = [0, *at, len(line.text)]
    raw = line.raw
    out: list[Line] = []
    begin = 0
    for low, high in pairwise(bounds):
        count = len(line.text[low:high].replace(" ", ""))
        end = begin
        while end < len(raw) and count:
            if is_printing(raw[end]):
                count -= 1
            end += 1
        if high == len(line.text):
            end = len(raw)
        part = make_line(line.number, raw[begin:end], gap=line.gap and not low)
        part.glued = True
        part.start = line.start + begin
        part.end = line.end if end == len(raw) else line.start + end
        if low and in_place:
            part.indent = line.indent + width_of(raw[:begin])
        if part.text:
            out.append(part)
        begin = end
    return out


def offsets_of(text: str, sizes: Sequence[int]) -> tuple[int, ...]:
    """Where in a text parts of these sizes end, one after the other, its spaces not counted."""
    out: list[int] = []
    at = 0
    for size in sizes:
        while at < len(text) and size:
            size -= text[at] != " "
            at += 1
        out.append(at)
    return tuple(out)
