"""The truth of the sample pages: what a careful editor reads from each raw page, written by hand in tests/sample/.

A block of a body is a paragraph (a string), {"crosshead": text}, {"verse": [lines]} or {"table": [rows of cells]}.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scripts.edition.label import Label

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "tests" / "sample").glob("*.yml"))

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def load(path: Path) -> dict[str, Any]:
    """One page's truth, its date as a date and its page as a label."""
    truth: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return truth | {"date": dt.date.fromisoformat(truth["date"]), "page": Label.of(truth["page"])}


def plain(value: object) -> object:
    """A field's value as YAML has it."""
    if isinstance(value, Label):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def blocks(markdown: str) -> list[Any]:
    """A body's blocks in the form of the truth. A paragraph with hard line breaks is verse."""
    out: list[Any] = []
    heading = False
    row: list[str] | None = None
    table: list[list[str]] | None = None
    for token in _MARKDOWN.parse(markdown):
        match token.type:
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "table_open":
                table = []
                out.append({"table": table})
            case "table_close":
                table = None
            case "tr_open" if table is not None:
                row = []
                table.append(row)
            case "inline" if table is not None and row is not None:
                row.append(_lines(token)[0])
            case "inline":
                lines = _lines(token)
                out.append({"crosshead": lines[0]} if heading else {"verse": lines} if len(lines) > 1 else lines[0])
    return out


def _lines(token: Token) -> list[str]:
    text = "".join("\n" if t.type in ("hardbreak", "softbreak") else t.content for t in token.children or ())
    return text.split("\n")
