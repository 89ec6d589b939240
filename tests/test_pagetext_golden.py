"""Pages of invented papers and the items that a good editor makes of them, as files a person can read.

A case is a title, the raw page and the items, parted by lines with a single dot.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.pagetext import ConvertedPage, convert

FOLDER = Path(__file__).parent / "golden" / "pagetext"
READER = MarkdownIt("commonmark", {"html": False}).enable("table")


def cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        parts = path.read_text(encoding="utf-8").split("\n.\n")
        for index in range(0, len(parts) - 2, 3):
            found.append((f"{path.stem}: {parts[index].strip()}", parts[index + 1], parts[index + 2]))
    return found


def plain(body: str) -> list[str]:
    """A body as it reads: two spaces and the text, crossheads with ##, verses with /, a table's rows with |."""
    lines, heading = [], False
    row: list[str] | None = None
    for token in READER.parse(body):
        if token.type in {"heading_open", "heading_close"}:
            heading = token.type == "heading_open"
        elif token.type in {"tr_open", "tr_close"}:
            if row:
                lines.append("  | " + " | ".join(row) + " |")
            row = [] if token.type == "tr_open" else None
        elif token.type == "inline" and row is not None:
            row.append(token.content)
        elif token.type == "inline":
            text = "".join(" / " if c.type == "hardbreak" else c.content for c in token.children or [])
            lines.append(("  ## " if heading else "  ") + text)
    return lines


def shown(item: Item) -> list[str]:
    lines = [f"[{item.kind}] {item.title if item.title_is_printed else '-'}"]
    for name in ("kicker", "deck", "byline", "credit", "jump_to", "jump_from"):
        if getattr(item, name):
            lines.append(f"{name}: {getattr(item, name)}")
    if item.authors:
        lines.append(f"authors: {', '.join(item.authors)}")
    return lines + plain(item.body)


def as_text(pages: tuple[ConvertedPage, ...]) -> str:
    lines = [line for page in pages for item in page.items for line in shown(item)]
    lines += [f"[furniture] {text}" for page in pages for text in page.page.furniture]
    return "\n".join(lines)


KNOWN_FAILURES = {
    "kinds: A poem in stanzas, an interview": "on a page of a few lines a verse is taken for a headline",
    "habits: Heads after their bodies, indents lost, letter-spacing, a refer glued before a caption": (
        "the refer is taken for one more line of the headline above it"
    ),
    "kinds: Jumps both ways, one glued to the text and one broken over two lines": (
        "a text of two lines of which one is a paragraph's first is cut"
    ),
}
"""Case -> what the converter does not do yet. Strict: a case that comes out right must leave this table."""


def parameters() -> list[Any]:
    return [
        pytest.param(
            raw,
            want,
            id=title,
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[title], raises=AssertionError, strict=True)]
            if title in KNOWN_FAILURES
            else [],
        )
        for title, raw, want in cases()
    ]


@pytest.mark.parametrize(("raw", "expected"), parameters())
def test_case(raw: str, expected: str) -> None:
    pages = convert(raw.encode(), date=dt.date(2024, 3, 5), page=Label(3))
    assert as_text(pages) == expected
    assert all(page.conserved for page in pages)
