"""What a line can be: its role in an item, and the item's kind."""

from __future__ import annotations

ROLES = (
    "furniture", "kicker", "headline", "deck", "byline", "credit", "jump_from", "jump_to", "start", "cont", "crosshead",
    "crosshead+", "verse", "row",
)  # fmt: skip
"""`start` begins a paragraph, `cont` goes on with one; `crosshead+` is the second line of a crosshead."""
KINDS = ("article", "photo", "refer", "notice", "furniture")
ROLE = {name: n for n, name in enumerate(ROLES)}
KIND = {name: n for n, name in enumerate(KINDS)}
HEADS = frozenset({"kicker", "headline", "deck"})
TEXT = frozenset({"start", "cont", "crosshead", "crosshead+", "verse", "row"})
"""Roles of an item's running text: each line but the first goes on from another."""
HANGING = frozenset({"kicker", "headline", "deck", "byline", "credit", "jump_from", "jump_to"})
"""Roles of lines that belong to an item by its text."""
