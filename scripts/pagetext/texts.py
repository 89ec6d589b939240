"""Values of a reading as text: pieces of raw lines cleaned and joined, and values cut at a place of their text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from scripts.pagetext.clean import clean_line, is_printing, printed
from scripts.pagetext.lines import Line, join, make_line
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import Piece, Value

_UPRIGHT = 3
"""Pieces of one character each that are a line set vertically."""


@dataclass(frozen=True, slots=True)
class Text:
    """A value with its text and the lines (or parts of lines) that it was made of."""

    value: Value
    text: str
    lines: tuple[Line, ...]

    @property
    def open_end(self) -> bool:
        """Whether it breaks off inside a sentence."""
        return bool(self.lines) and not self.lines[-1].terminal and self.text[-1:] not in "：:；;）)"


class Texts:
    """What the values of one page say. Pieces of lines that the page does not have say nothing."""

    def __init__(self, page: PageModel) -> None:
        self.lines = page.by_number()

    def raw(self, piece: Piece) -> str:
        """The raw characters of a piece."""
        line = self.lines.get(piece.line)
        return line.raw[piece.start : piece.end] if line else ""

    def line(self, piece: Piece) -> Line | None:
        """A piece as a line, None where nothing is printed in it."""
        whole = self.lines.get(piece.line)
        if whole is None:
            return None
        if not piece.start and (piece.end is None or piece.end >= len(whole.raw)):
            return whole
        part = make_line(piece.line, whole.raw[piece.start : piece.end], gap=whole.gap and not piece.start)
        part.start, part.end = piece.start, piece.end
        return part if part.text else None

    def of(self, value: Value) -> Text:
        """A value's text."""
        lines = tuple(line for piece in value if (line := self.line(piece)) is not None)
        if len(lines) >= _UPRIGHT and all(len(line.text) == 1 for line in lines):
            return Text(value, clean_line("".join(line.raw.strip() for line in lines)), lines)
        return Text(value, join([line.text for line in lines]), lines)

    def all(self, values: Iterable[Value]) -> tuple[Text, ...]:
        """Texts of those values in which something is printed."""
        return tuple(text for text in map(self.of, values) if text.text)

    def beside(self, number: int, step: int) -> int | None:
        """The next line below (`step` 1) or above (-1) a line in which something is printed; None at the page's end."""
        numbers = sorted(number for number, line in self.lines.items() if line.text)
        at = bisect_right(numbers, number) if step > 0 else bisect_left(numbers, number) - 1
        return numbers[at] if 0 <= at < len(numbers) else None

    def cut(self, value: Value, at: int) -> tuple[Value, Value]:
        """A value cut at an offset of its text: what is before it, and the rest."""
        count = sum(is_printing(char) for char in self.of(value).text[:at])
        before: list[Piece] = []
        after: list[Piece] = []
        for piece in value:
            raw = self.raw(piece)
            end = 0
            while end < len(raw) and count:
                count -= printed(raw[end])
                end += 1
            rest = piece.start + end
            if not end:
                after.append(piece)
            elif not any(map(is_printing, raw[end:])):
                before.append(piece)
            else:
                before.append(Piece(piece.line, piece.start, rest))
                after.append(Piece(piece.line, rest, piece.end))
        return tuple(before), tuple(after)


def coalesced(pieces: Iterable[Piece]) -> Value:
    """Pieces with those that follow on in one raw line put together."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last is not None and last.line == piece.line and last.end is not None and last.end == piece.start:
            out[-1] = Piece(last.line, last.start, piece.end)
        else:
            out.append(piece)
    return tuple(out)
