"""How much of a page an extractor left readable: pages that nobody could put together again are no test.

The share of a truth's runs of twelve characters that stand in the raw text (spaces apart). A column's end breaks few of
them; columns read across, line by line, break nearly all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

RUN = 12
LEAST = 0.8  # below it, columns are read across each other: seen with pdfminer and poppler on pages with narrow gutters


def squeezed(text: str) -> str:
    """The text without spaces, code points folded."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def readable_share(paragraphs: Iterable[str], raw: str) -> float:
    """Share of the paragraphs' runs that the raw text holds."""
    flat = squeezed(raw)
    runs = found = 0
    for paragraph in map(squeezed, paragraphs):
        for start in range(0, len(paragraph) - RUN + 1, 3):
            runs += 1
            found += paragraph[start : start + RUN] in flat
    return found / runs if runs else 1.0
