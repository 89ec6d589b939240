"""The proof that nothing is lost: every printing character of the raw page is in an item, in furniture or unplaced."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from scripts.pagetext.clean import fold


@dataclass(frozen=True, slots=True)
class Conservation:
    """Printing characters counted after normalisation. `missing` and `added` name characters with their numbers."""

    raw: int
    kept: int
    missing: tuple[tuple[str, int], ...] = ()
    added: tuple[tuple[str, int], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the raw page's characters and the output's are the same."""
        return not self.missing and not self.added


def prove(raw: str, kept: list[str]) -> Conservation:
    """Compare the raw text of a page with all texts made from it (jump lines as printed included)."""
    before = fold(raw)
    after = fold("".join(kept))
    if before == after:
        return Conservation(len(before), len(after))
    have, want = Counter(after), Counter(before)
    if dict.__eq__(have, want):
        return Conservation(len(before), len(after))
    return Conservation(
        len(before), len(after), tuple(sorted((want - have).items())), tuple(sorted((have - want).items()))
    )
