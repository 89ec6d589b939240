"""A reading (解读): what a reader decides of a page. Which lines play which role in which item, and no text of its own.

A reader is any callable from a `PageModel` to a `Reading`; whoever it was, `assemble` makes the items. Text is named by
pieces of raw lines, so that nothing can be invented, and what no piece names is seen to be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from scripts.pagetext.lines import Line
from scripts.pagetext.pagemodel import PageModel

ItemKind = Literal["article", "photo", "refer", "notice"]
BlockKind = Literal["paragraph", "crosshead", "verse", "row"]
ReaderName = Literal["built-in", "model", "hand"]

ITEM_KINDS: tuple[ItemKind, ...] = ("article", "photo", "refer", "notice")
HEAD_FIELDS = ("kicker", "headline", "deck")
FIELDS = (*HEAD_FIELDS, "byline", "credit", "jump_from", "jump_to")
"""The fields of an item that hold values, each a printed line; the body apart."""


class Piece(NamedTuple):
    """Characters of one raw line: its number in the text file (from 1) and a slice of it, `end` None for its end."""

    line: int
    start: int = 0
    end: int | None = None


Value = tuple[Piece, ...]
"""One paragraph, one printed line of a headline, one cell: pieces that are joined in this order."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a body. A row has `cells` and no value; rows that follow one another are a table.

    `stanza` marks a line of verse that begins a stanza.
    """

    kind: BlockKind
    value: Value = ()
    cells: tuple[Value, ...] = ()
    stanza: bool = False

    def values(self) -> tuple[Value, ...]:
        """What the block holds, cells apart from one another."""
        return self.cells if self.kind == "row" else (self.value,)


@dataclass(frozen=True, slots=True)
class ItemReading:
    """One item: the values of its fields, each a printed line, and its body.

    `jump_from` and `jump_to` are jump lines as printed; `belongs_to` is the index of the story that a photo is of.
    """

    kind: ItemKind
    kicker: tuple[Value, ...] = ()
    headline: tuple[Value, ...] = ()
    deck: tuple[Value, ...] = ()
    byline: tuple[Value, ...] = ()
    credit: tuple[Value, ...] = ()
    jump_from: tuple[Value, ...] = ()
    jump_to: tuple[Value, ...] = ()
    body: tuple[Block, ...] = ()
    belongs_to: int | None = None

    def field(self, name: str) -> tuple[Value, ...]:
        """The values of a field of `FIELDS`."""
        values: tuple[Value, ...] = getattr(self, name)
        return values

    def values(self) -> Iterator[Value]:
        """All values: the fields in the order of `FIELDS`, then the body."""
        for name in FIELDS:
            yield from self.field(name)
        for block in self.body:
            yield from block.values()


class ReadingDoubt(NamedTuple):
    """Where a reader is not sure: a code of edition/reviews.py, and how sure it is, 0 to 1; `item` is an index.

    `line` is the raw line at which to look, one of the item's own; `why` names a wording of the code in the catalogue
    that says what may be wrong there, with `other` as the second raw line that it speaks of.
    """

    code: str
    item: int | None = None
    line: int | None = None
    sure: float = 0.0
    why: str = ""
    other: int | None = None


class Reason(NamedTuple):
    """By which rule a reader read a line so, and why, for `convert --explain`."""

    rule: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a page. Items stand in the order of the page; a furniture value is a printed line.

    Every printing character of the page belongs to one piece; what belongs to none is unplaced. `reasons` go by line
    and start of a piece and may be left out; `agreed` are items that another reading has the same, or that
    the reader is sure of: what they look like is no doubt then.
    """

    items: tuple[ItemReading, ...] = ()
    furniture: tuple[Value, ...] = ()
    doubts: tuple[ReadingDoubt, ...] = ()
    reader: ReaderName = "built-in"
    reasons: Mapping[tuple[int, int], Reason] = field(default_factory=dict)
    agreed: frozenset[int] = frozenset()

    def values(self) -> Iterator[Value]:
        """All values, furniture last."""
        for item in self.items:
            yield from item.values()
        yield from self.furniture


Reader = Callable[[PageModel], Reading]


def piece_of(line: Line) -> Piece:
    """A line, or the part of a glued line, as a piece."""
    return Piece(line.number, line.start, line.end)
