"""How likely a head heads a story, and does not stand inside one as a crosshead."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scripts.pagetext.printed.heads import Head
from scripts.pagetext.printed.roles import share

LEAST = 0.002
"""What is told as less likely counts as that."""


def odds_of(heads: Sequence[Head]) -> list[float]:
    """How much more likely each head heads a story than stands inside one (log odds), by its largest lines."""
    out: list[float] = []
    for head in heads:
        lines = max(head.groups, key=lambda group: group.size).lines
        above, inside = share(lines, "headline", "kicker", "deck", "title"), share(lines, "crosshead")
        out.append(math.log((above + LEAST) / (inside + LEAST)))
    return out
