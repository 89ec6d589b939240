"""One printed thing as a value: what is printed, and so what is true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

BlockKind = Literal["paragraph", "crosshead", "verse", "stanza", "row", "signer"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a body; a table's row has its cells parted by `|`."""

    text: str
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Story:
    """One printed thing with its truth. `kind` is a model kind or furniture (one printed line in `body`)."""

    kind: str
    kicker: str = ""
    headline: tuple[str, ...] = ()
    deck: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    credit: str = ""
    jump_to: int | None = None
    jump_to_text: str = ""
    jump_from: int | None = None
    jump_from_text: str = ""
    marks: tuple[str, ...] = ()  # furniture printed with the item: a column's logo, 导读

    def truth(self, order: int, page: int) -> dict[str, Any]:
        """The item as the truth file records it, its marks apart."""
        paragraphs: list[Any] = []
        for block in self.body:
            if block.kind == "crosshead":
                paragraphs.append({"crosshead": block.text})
            elif block.kind != "stanza":
                paragraphs.append(block.text.replace("|", " "))
        fields = {
            "kind": self.kind,
            "kicker": self.kicker,
            "headline": list(self.headline),
            "deck": self.deck,
            "authors": list(self.authors),
            "byline": self.byline,
            "credit": self.credit,
            "paragraphs": paragraphs,
            "jump_to": self.jump_to,
            "jump_to_text": self.jump_to_text,
            "jump_from": self.jump_from,
            "jump_from_text": self.jump_from_text,
            "order": order,
            "page": page,
        }
        return {name: value for name, value in fields.items() if value}

    def mapped(self, change: Callable[[str], str]) -> Story:
        """The story with every text changed, such as into traditional script."""
        return replace(
            self,
            kicker=change(self.kicker),
            headline=tuple(map(change, self.headline)),
            deck=change(self.deck),
            byline=change(self.byline),
            authors=tuple(map(change, self.authors)),
            body=tuple(Block(change(block.text), block.kind) for block in self.body),
            credit=change(self.credit),
            jump_to_text=change(self.jump_to_text),
            jump_from_text=change(self.jump_from_text),
            marks=tuple(map(change, self.marks)),
        )


def furniture(text: str) -> Story:
    """One printed line about the page."""
    return Story("furniture", body=(Block(text),))
