"""Text cut into pieces that are converted as one and put back where they were.

A word may be cut by an inline tag or a line's end (头<em>发</em>); converted piece by piece it comes out wrong. So a
block's pieces are joined, converted as one string of the same length, and cut again at the same places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
FILLER = "\ue000"
"""Stands for what OpenCC must not see, one for each character: no dictionary has it, so words end before it."""

_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_WIDE = re.compile(rf"{HAN}|[\u3000-\u303f\uff00-\uff60“”‘’…—·]")


def _is_wide(text: str, at: int) -> bool:
    return 0 <= at < len(text) and _WIDE.match(text, at) is not None


@dataclass(slots=True)
class MarkupPiece:
    """A part of the joined text, and what is printed for it: the converted slice, or `literal` if that is set."""

    joined: str
    literal: str | None = None


@dataclass(slots=True)
class MarkupBlock:
    """Pieces that read as one run of text."""

    pieces: list[MarkupPiece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The run of text."""
        return "".join(piece.joined for piece in self.pieces)

    def add(self, text: str) -> list[MarkupPiece]:
        """Add text; its single line ends vanish between wide characters. Returns the pieces made."""
        if "\n" not in text:
            self.pieces.append(MarkupPiece(text))
            return self.pieces[-1:]
        pieces: list[MarkupPiece] = []
        last = 0
        for match in _LINE_END.finditer(text):
            pieces.append(MarkupPiece(text[last : match.start()]))
            between = _is_wide(text, match.start() - 1) and _is_wide(text, match.end())
            pieces.append(MarkupPiece("" if between else " ", match[0]))
            last = match.end()
        pieces.append(MarkupPiece(text[last:]))
        self.pieces += pieces
        return pieces
