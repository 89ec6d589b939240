"""One item while it is put together, as indices of a page's prepared lines."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ItemDraft:
    """One item while it is put together: indices of the lines of its text in order, its heads, and what hangs on it."""

    text: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    hanging: list[int] = field(default_factory=list)
    kind: str = "article"

    def lines(self) -> list[int]:
        """All its lines."""
        return [*self.heads, *self.hanging, *self.text]
