"""The `review` entries of an item's file, and the file without some of them: nothing else in it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

import yaml

from scripts.edition import frontmatter
from scripts.edition.label import Label
from scripts.edition.yamltext import YamlError, compose, entries, quoted

_ANY_DAY = (dt.date(2000, 1, 1), Label(1), 1)


def entries_in(text: str) -> tuple[str, ...]:
    """The entries that stand in a file; none where it cannot be read as an item."""
    if "review" not in text:
        return ()
    item = frontmatter.parse(text, "", _ANY_DAY).item
    return item.review if item else ()


def without(text: str, codes: Collection[str]) -> str | None:
    """The file's text with these entries taken out, or None where that cannot be done safely.

    Line ends, comments, unknown keys and the order of keys stay as they are.
    """
    before = frontmatter.parse(text, "", _ANY_DAY)
    if before.item is None:
        return None
    left = tuple(code for code in before.item.review if code not in codes)
    if left == before.item.review:
        return text
    span = _lines_of_review(text)
    if span is None:
        return None
    lines = text.splitlines(keepends=True)
    end = next((mark for mark in ("\r\n", "\n", "\r") if lines[span[0]].endswith(mark)), "\n")
    lines[span[0] : span[1]] = [f"review: [{', '.join(map(quoted, left))}]{end}"] if left else []
    new = "".join(lines)
    after = frontmatter.parse(new, "", _ANY_DAY)
    return new if after.item == replace(before.item, review=left) else None


def _lines_of_review(text: str) -> tuple[int, int] | None:
    """First line of the key and the line after its value, from 0; line ends of any kind count once."""
    lines = text.splitlines()
    fences = [number for number, line in enumerate(lines) if line.lstrip("\ufeff").rstrip() == "---"][:2]
    if len(fences) < 2:
        return None
    first = fences[0] + 1
    try:
        node = compose("\n".join(lines[first : fences[1]]).replace("\t", "  ") + "\n")
    except YamlError:
        return None
    for key, value, line in entries(node):
        if key == "review":
            last = value.value[-1] if isinstance(value, yaml.SequenceNode) and not value.flow_style else value
            return first + line - 1, first + last.end_mark.line + 1
    return None
