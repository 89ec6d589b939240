"""An item in the making: a reading's item with the texts of its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scripts.pagetext.reading import HEAD_FIELDS, Block, ItemKind
from scripts.pagetext.texts import Text


@dataclass(frozen=True)
class Draft:
    """`fields` by the names of `reading.FIELDS`; `body` pairs each block with its texts (a row's cells, else one)."""

    kind: ItemKind
    fields: Mapping[str, tuple[Text, ...]]
    body: tuple[tuple[Block, tuple[Text, ...]], ...] = ()

    @cached_property
    def heads(self) -> tuple[Text, ...]:
        """Kicker, headline and deck, each a printed line."""
        return tuple(text for name in HEAD_FIELDS for text in self.fields.get(name, ()))

    @cached_property
    def headline(self) -> str:
        """The headline, its lines joined by a space."""
        return " ".join(text.text for text in self.fields.get("headline", ()))

    @cached_property
    def paragraphs(self) -> tuple[Text, ...]:
        """The body's paragraphs."""
        return tuple(texts[0] for block, texts in self.body if block.kind == "paragraph")

    @cached_property
    def running(self) -> tuple[Text, ...]:
        """The body's running text: paragraphs and verse, for a table's cells say nothing of its head."""
        return tuple(texts[0] for block, texts in self.body if block.kind in ("paragraph", "verse"))

    @cached_property
    def segments(self) -> tuple[tuple[Text, ...], ...]:
        """Paragraphs, or verses, that run on: what crossheads and tables part."""
        out: list[list[Text]] = []
        last = ""
        for block, texts in self.body:
            if block.kind in ("paragraph", "verse"):
                if block.kind != last:
                    out.append([])
                out[-1].append(texts[0])
            last = block.kind
        return tuple(map(tuple, out))

    @cached_property
    def all_texts(self) -> tuple[Text, ...]:
        """Every text of the item, fields first."""
        fields = (text for values in self.fields.values() for text in values)
        return (*fields, *(text for _, texts in self.body for text in texts))

    @property
    def first_line(self) -> int | None:
        """The first raw line of the item."""
        return min((line.number for text in self.all_texts for line in text.lines), default=None)

    @property
    def is_text(self) -> bool:
        """Whether it has a body that a headline can be missing from."""
        return self.kind == "article" and bool(self.body) and self.body[0][0].kind in ("paragraph", "crosshead")
