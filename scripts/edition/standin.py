"""A title for an item that the page printed none for: the first sentence of its text."""

from __future__ import annotations

import re

LONGEST = 40
"""Characters: a line and a half of a headline on a phone."""

_DATELINE = re.compile(r"^[^。]{0,30}?[（(][^（）()]*(?:记者|記者|通讯员|通訊員)[^（）()]*[）)]")

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash that Markdown takes away."""


def stand_in(text: str) -> str:
    """The first sentence without the dateline, cut after a clause where it is longer than LONGEST; "—" for no text."""
    text = _DATELINE.sub("", text) or text
    sentence = re.split(r"[。！？]", text, maxsplit=1)[0]
    if len(sentence) > LONGEST:
        short = ""
        for clause in re.split(r"(?<=[，；：])", sentence):
            if len(short) + len(clause) > LONGEST:
                break
            short += clause
        sentence = (short or sentence[:LONGEST]).rstrip("，；：")
    return sentence or text[:LONGEST] or "—"


def of_text(body: str, credit: str = "") -> str:
    """What an item that needs no headline is called in lists and links: its first sentence, else its credit."""
    blocks = (block.strip() for block in body.split("\n\n"))
    first = next((block for block in blocks if block and not block.startswith("![")), "")
    return stand_in(" ".join(_ESCAPE.sub(r"\1", first.replace("\\\n", "\n")).split()) or credit)
