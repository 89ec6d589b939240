"""Readings as things that can be changed: values in slots, for the time of a repair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from scripts.pagetext.reading import FIELDS, Block, BlockKind, ItemReading, Piece, Reading, Value


@dataclass(eq=False, slots=True)
class Slot:
    """A value under repair: which item (None: furniture), and its field or kind of block."""

    item: ItemSlots | None
    role: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class BlockSlots:
    """A block under repair: its slots are its value, or its cells."""

    kind: BlockKind
    slots: list[Slot]
    stanza: bool = False


@dataclass(eq=False, slots=True)
class ItemSlots:
    """An item under repair."""

    source: ItemReading
    fields: dict[str, list[Slot]] = field(default_factory=dict)
    parts: list[BlockSlots] = field(default_factory=list)

    @classmethod
    def of(cls, source: ItemReading, slot: Callable[[ItemSlots | None, str, Value], Slot]) -> ItemSlots:
        """An item with its values in slots that `slot` makes."""
        item = cls(source)
        for name in FIELDS:
            item.fields[name] = [slot(item, name, value) for value in source.field(name)]
        for block in source.body:
            item.parts.append(BlockSlots(block.kind, [slot(item, block.kind, v) for v in block.values()], block.stanza))
        return item

    @classmethod
    def empty(cls, source: ItemReading) -> ItemSlots:
        """An item of the same kind without anything in it."""
        return cls(replace(source, belongs_to=None), {name: [] for name in FIELDS})

    def slots(self) -> Iterator[Slot]:
        """All slots."""
        for slots in self.fields.values():
            yield from slots
        for part in self.parts:
            yield from part.slots

    def place_of(self, line: int) -> int:
        """The index at which a line's block belongs: after the last block that has a line above it."""
        above = [n for n, part in enumerate(self.parts) for slot in part.slots for p in slot.pieces if p.line < line]
        return max(above) + 1 if above else 0

    def reading(self) -> ItemReading:
        """The item as a value; what has no pieces is left out."""
        body = []
        for part in self.parts:
            values = tuple(tuple(slot.pieces) for slot in part.slots)
            if any(values):
                row = part.kind == "row"
                body.append(Block(part.kind, () if row else values[0], values if row else (), stanza=part.stanza))
        item = ItemReading(self.source.kind, body=tuple(body), belongs_to=self.source.belongs_to)
        fields = {name: tuple(tuple(s.pieces) for s in slots if s.pieces) for name, slots in self.fields.items()}
        return replace(item, **fields)  # type: ignore[arg-type]


def values_of(reading: Reading) -> Iterator[tuple[int | None, str, Block | None, Value]]:
    """Every value with its item (None: furniture), its field or kind of block, and the block."""
    for index, item in enumerate(reading.items):
        for name in FIELDS:
            for value in item.field(name):
                yield index, name, None, value
        for block in item.body:
            for value in block.values():
                yield index, block.kind, block, value
    for value in reading.furniture:
        yield None, "furniture", None, value
