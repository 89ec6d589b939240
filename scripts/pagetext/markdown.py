"""Text of a page -> CommonMark that renders to the same text.

Every character that could mean something to a CommonMark reader (with tables) is escaped where it could, and nowhere
else, so that editors see the page's text and not backslashes.
"""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*\[\]<>&|]")
_UNDERSCORE = re.compile(r"_")
_WIDE_HEADING = re.compile(r"＃[＃#]")
_LINE_START = re.compile(r"(?:[#+=~-]|\d{1,9}[.)])")


def _underscore(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    return "_" if left.isalnum() and right.isalnum() else r"\_"


def escape(text: str) -> str:
    """One line of text as inline Markdown, for use anywhere in a line except at its start."""
    if not _INLINE.search(text) and "_" not in text:
        return text
    return _UNDERSCORE.sub(_underscore, _INLINE.sub(r"\\\g<0>", text))


def escape_line(text: str) -> str:
    """One line of text as a line of a paragraph."""
    text = " ".join(text.split())
    if _WIDE_HEADING.match(text):
        return "&#65283;" + escape(text[1:])
    escaped = escape(text)
    match = _LINE_START.match(text)
    if match:
        at = match.end() - 1
        return escaped[:at] + "\\" + escaped[at:]
    return escaped


def paragraph(text: str) -> str:
    """A paragraph; it has no line breaks of its own."""
    return escape_line(text.replace("\n", " "))


def crosshead(text: str) -> str:
    """A heading inside a body (小标题)."""
    return "## " + escape(" ".join(text.split())).replace("#", r"\#")


def verse(lines: list[str]) -> str:
    """Lines of a poem: one paragraph with hard line breaks."""
    return "\\\n".join(escape_line(line) for line in lines)


def table(rows: list[list[str]]) -> str:
    """A table whose first row is its head; all rows have the same number of cells."""
    cells = [[escape(" ".join(cell.split())) for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    lines.insert(1, "|" + " --- |" * len(cells[0]))
    return "\n".join(lines)


def body(blocks: list[str]) -> str:
    """Blocks of Markdown, a blank line between them."""
    return "\n\n".join(b for b in blocks if b)
