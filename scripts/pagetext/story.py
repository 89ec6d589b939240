"""A story: one item in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from scripts.pagetext.chunks import Chunk
from scripts.pagetext.elements import Element


@dataclass(slots=True)
class Story:
    """Display lines in printed order, and chunks. `kind` is a model kind."""

    kind: str
    heads: list[Element] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    crossheads: dict[int, list[Element]] = field(default_factory=dict)
    """Display lines by the number of the chunk (in this story) that follows them."""
    body: list[Element] = field(default_factory=list)
    """The elements of a notice."""
    pointer: Element | None = None
    side: str = ""
    """Where its head stood: before, after, or elsewhere."""
    doubts: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether it has a body that a headline can be missing from."""
        return self.kind == "article" and bool(self.chunks) and self.chunks[0].kind == "text"
