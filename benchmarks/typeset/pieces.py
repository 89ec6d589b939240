"""Text with its place on the page: what is laid out, and drawn in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from benchmarks.typeset.setting import Line, Setter, Widths

Face = Literal["serif", "bold", "sans"]
HEAD_PARTS = ("kicker", "headline", "deck")


@dataclass(frozen=True, slots=True)
class Spot:
    """A character on the page, in points from the upper left; `y` is its baseline."""

    x: float
    y: float
    char: str


@dataclass(slots=True)
class Piece:
    """A part of an item that is drawn in one go: `part` is kicker, headline, deck, byline, body-0, jump, caption, …"""

    story: int
    part: str
    face: Face
    size: float
    spots: list[Spot] = field(default_factory=list)


@dataclass(slots=True)
class Box:
    """An item laid out at the origin: its height and pieces."""

    height: float
    pieces: list[Piece]

    def moved(self, x: float, y: float) -> list[Piece]:
        """The pieces with their places on the page."""
        for piece in self.pieces:
            piece.spots = [Spot(s.x + x, s.y + y, s.char) for s in piece.spots]
        return self.pieces


def spots_of(line: Line, x: float, y: float, size: float) -> list[Spot]:
    """A line's characters on the page, from `x` on."""
    return [Spot(x + g.x * size, y, g.char) for g in line]


def line_piece(index: int, text: str, widths: Widths, size: float, x: float, y: float) -> Piece:
    """One printed line of furniture."""
    setter = Setter(widths, "none", justify=False)
    piece = Piece(index, "furniture", "serif", size)
    piece.spots = spots_of(setter.lines(text, lambda _: 1e9)[0], x, y, size)
    return piece
