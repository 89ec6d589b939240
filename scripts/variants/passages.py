"""The passages of an edition's files that readers see, each with its place: what reports on variants go through."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.edition.content import ItemFile, load_files
from scripts.edition.frontmatter import normalised

FIELDS = ("kicker", "title", "deck", "byline", "credit", "image_alt")

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


@dataclass(frozen=True, slots=True)
class Passage:
    """A field or a paragraph: its text, and the file, line (from 1) and field ("" for the body) it stands in."""

    text: str
    path: str
    line: int
    field: str = ""


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def passages(content: Path, date: dt.date) -> Iterator[tuple[ItemFile, list[Passage]]]:
    """Each item of an edition with its passages in reading order; code is left out of bodies."""
    for file in load_files(content, date).items:
        if file.item is None:
            continue
        texts = ((name, getattr(file.item, name)) for name in FIELDS)
        passages_of_item = [Passage(text, file.path, file.lines.get(name, 1), name) for name, text in texts if text]
        body = _CODE.sub(_blank, "\n".join(normalised(file.text).split("\n")[file.body_line - 1 :]))
        for match in _PARAGRAPH.finditer(body):
            line = file.body_line + body.count("\n", 0, match.start())
            passages_of_item.append(Passage(match[0], file.path, line))
        yield file, passages_of_item
