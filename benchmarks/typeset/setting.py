"""Sets text in lines: where lines may break, how they are justified, and at which place each character stands.

All lengths are in ems of the type's size, so that a line can be drawn at any size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from benchmarks.typeset.story import Block

NO_START = set("，。、；：？！）」』”’》】〕…—％℃")
NO_END = set("（「『“‘《【〔")
_TOKEN = re.compile(r"[A-Za-z0-9.:%/+\-]+|.", re.S)
_LATIN = re.compile(r"[A-Za-z0-9.:%/+\-]")

Widths = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its distance from the line's start."""

    x: float
    char: str


Line = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a body: its glyphs, and what kind of block it belongs to (`line`: to none; `gap`: an empty line)."""

    glyphs: Line
    kind: Literal["paragraph", "crosshead", "verse", "line", "gap"]
    opens: bool = False  # a paragraph's first line


@dataclass(frozen=True, slots=True)
class Setter:
    """The habits of setting. `indent` of a first line: `em`, two U+3000; `gap`, two ems left empty; or `none`.

    `autospace` is the gap between Chinese and Latin; `keep_numbers` keeps runs of digits and Latin whole; with
    `hang_open` an opening mark at a line's start hangs half an em to the left.
    """

    width: Widths
    indent: Literal["em", "gap", "none"]
    autospace: float = 0.0
    keep_numbers: bool = True
    hang_open: bool = False
    justify: bool = True
    centre_verse: bool = False

    def _tokens(self, text: str) -> list[str]:
        return _TOKEN.findall(text) if self.keep_numbers else list(text)

    def _gap(self, left: str, right: str) -> float:
        """Space that the setting puts between two characters."""
        if not self.autospace or " " in (left, right) or "　" in (left, right):
            return 0.0
        one, other = bool(_LATIN.match(left)), bool(_LATIN.match(right))
        punctuation = NO_START | NO_END
        return self.autospace if one != other and not {left, right} & punctuation else 0.0

    def _place(self, tokens: Sequence[str], measure: float | None, start: float) -> Line:
        """Glyphs of a line; spread to `measure` where one is given."""
        glyphs: list[tuple[float, str, bool]] = []
        x, before = start, ""
        for token in tokens:
            for number, char in enumerate(token):
                if before:
                    x += self._gap(before, char)
                glyphs.append((x, char, number == 0))
                x += self.width(char)
                before = char
        stretch = 0.0
        joints = sum(first for _, _, first in glyphs) - 1
        if measure is not None and joints > 0:
            stretch = (measure - x) / joints
        out: list[Glyph] = []
        passed = -1
        for place, char, first in glyphs:
            passed += first
            out.append(Glyph(place + stretch * max(passed, 0), char))
        if self.hang_open and out and out[0].char in NO_END and start == 0:
            out[0] = Glyph(-0.5, out[0].char)
        return tuple(out)

    def lines(self, text: str, measure: Callable[[int], float], *, first: float = 0.0, at: int = 0) -> list[Line]:
        """The text broken at the measure; `measure` tells it for the line's number, counted from `at`."""
        tokens = self._tokens(text)
        out: list[Line] = []
        line: list[str] = []
        start, used = first, first
        for token in tokens:
            size = sum(map(self.width, token)) + (self._gap(line[-1][-1], token[0]) if line else 0.0)
            limit = measure(at + len(out))
            if line and used + size > limit + 1e-6:
                if token in NO_START and used + size / 2 <= limit + 1e-6:
                    line.append(token)  # its right half is empty: it may end the line
                    used += size
                    continue
                carry = [token]
                while len(line) > 1 and (carry[0] in NO_START or line[-1] in NO_END):
                    carry.insert(0, line.pop())
                out.append(self._place(line, limit if self.justify else None, start))
                line, start, used = carry, 0.0, self._natural(carry)
            else:
                line.append(token)
                used += size
        if line:
            out.append(self._place(line, None if used <= measure(at + len(out)) else measure(at + len(out)), start))
        return out

    def _natural(self, tokens: Sequence[str]) -> float:
        text = "".join(tokens)
        return sum(map(self.width, text)) + sum(self._gap(a, b) for a, b in pairwise(text))

    def body(self, blocks: Sequence[Block], measure: Callable[[int], float]) -> list[SetLine]:
        """A body in lines; crossheads and verse stand as they are, rows are set apart by who draws the table."""
        out: list[SetLine] = []
        for block in blocks:
            if block.kind == "stanza":
                out.append(SetLine((), "gap"))
            elif block.kind == "crosshead":
                room = measure(len(out))
                lines = [line for part in block.text.split("\n") for line in self.lines(part, _constant(room - 2))]
                for line in lines:
                    shift = (room - (line[-1].x + 1)) / 2
                    out.append(SetLine(tuple(Glyph(g.x + shift, g.char) for g in line), "crosshead"))
            elif block.kind == "verse":
                share = 0.5 if self.centre_verse else 0.0
                out += [_moved(line, measure(len(out)), share) for line in self.lines(block.text, measure, at=len(out))]
            elif block.kind == "signer":
                out += [
                    _moved(line, measure(len(out)), 1.0, "line")
                    for line in self.lines(block.text, measure, at=len(out))
                ]
            else:
                text = ("　　" if self.indent == "em" else "") + block.text
                first = 2.0 if self.indent == "gap" else 0.0
                lines = self.lines(text, measure, first=first, at=len(out))
                out += [SetLine(line, "paragraph", number == 0) for number, line in enumerate(lines)]
        return out


def _moved(line: Line, room: float, share: float, kind: Literal["verse", "line"] = "verse") -> SetLine:
    """A line with so much of the free room before it: a half centres it."""
    shift = max(0.0, room - (line[-1].x + 1)) * share if line else 0.0
    return SetLine(tuple(Glyph(g.x + shift, g.char) for g in line), kind)


def _constant(measure: float) -> Callable[[int], float]:
    """The same measure for every line."""
    return lambda _: measure
