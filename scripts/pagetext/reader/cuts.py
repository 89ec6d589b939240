"""Two stories' headlines on one line: extractors glue what was drawn side by side.

Where a story is left without a head, lines of head type are cut at their spaces and the page is judged again. A
headline that is one after all is not changed by that: its lines are joined by a space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scripts.pagetext.cutting import split_raw
from scripts.pagetext.lines import Line, measure_lines
from scripts.pagetext.marks import line_mark
from scripts.pagetext.reader.decode import DecodedPage
from scripts.pagetext.reader.roles import HEADS

_PART = re.compile(r"[^，。；]{4,26}")
_INSIDE = re.compile(r"(?<=[^\s，。；：、·—]) (?=[^\s，。；：、·—])")


def bare(decoded: DecodedPage) -> int:
    """How many stories have no head line."""
    return sum(1 for draft in decoded.drafts if draft.kind == "article" and draft.text and not draft.heads)


@dataclass(frozen=True, slots=True)
class CutLines:
    """A page's lines with some of them cut, their marks, and which line of before each is of."""

    lines: list[Line]
    marks: list[str]
    origin: list[int]

    def apart(self, decoded: DecodedPage) -> frozenset[int]:
        """The lines of before whose parts are read as different items' heads."""
        owner = {n: k for k, draft in enumerate(decoded.drafts) for n in draft.heads}
        near = pairwise(range(len(self.lines)))
        return frozenset(
            self.origin[a]
            for a, b in near
            if self.origin[a] == self.origin[b] and a in owner and b in owner and owner[a] != owner[b]
        )


def may_cut(lines: Sequence[Line], marks: Sequence[str], decoded: DecodedPage) -> frozenset[int]:
    """The lines of head type that have spaces at which they may be two."""
    rows = zip(lines, marks, decoded.roles, strict=True)
    return frozenset(n for n, (line, mark, role) in enumerate(rows) if role in HEADS and not mark and _places(line))


def cut_lines(lines: Sequence[Line], marks: Sequence[str], which: frozenset[int]) -> CutLines:
    """The page with these lines cut at their spaces."""
    out = CutLines([], [], [])
    for n, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        parts = split_raw(line, _places(line), in_place=False) if n in which else [replace(line)]
        out.lines.extend(parts)
        out.marks.extend([line_mark(part.text) for part in parts] if n in which else [mark])
        out.origin.extend([n] * len(parts))
    measure_lines(out.lines)
    return out


def _places(line: Line) -> tuple[int, ...]:
    """Offsets in the line's text at which it may be two: all of its spaces, where what they part is long enough."""
    if line.parts or line.spaced > _SPACED:
        return ()
    at = tuple(space.start() for space in _INSIDE.finditer(line.text))
    bounds = [0, *at, len(line.text)]
    parts = [line.text[a:b].strip() for a, b in pairwise(bounds)]
    return at if at and all(map(_PART.fullmatch, parts)) else ()


_SPACED = 0.3
"""Share of a line that is letter-spaced: its spaces part nothing."""
