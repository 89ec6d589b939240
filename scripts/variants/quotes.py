"""Quotation marks: “ ” ‘ ’ of simplified text, 「 」 『 』 of traditional text. Balanced pairs only, one for one.

A mark whose partner is missing in the same paragraph stays as it is, and so does the apostrophe between Latin letters.
A quotation over several paragraphs opens each of them anew and closes the last (GB/T 15834-2011, 4.8.3.5): an opening
mark goes on where the next paragraph begins with the same mark, and all are turned with the pair that ends it.
The outer pair is 「 」 and the inner one 『 』 in both traditional variants (CLREQ), so pairs are told by what they are
(double or single), never by depth: ‘ ’ that stands alone, without “ ” around it, becomes 『 』 too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

TO_CORNERS: Mapping[str, str] = {"“": "「", "”": "」", "‘": "『", "’": "』"}
TO_CURLED: Mapping[str, str] = {corner: curled for curled, corner in TO_CORNERS.items()}
_PARTNER = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSING = frozenset(_PARTNER.values())
_BEGINNING = re.compile(r"(?:[\s\u3000]|<[^>]*>)*")
"""What may come between a paragraph's end and the first mark of the next: line ends, indents, tags."""
_MARKS: dict[bool, re.Pattern[str]] = {True: re.compile("[“”‘’]"), False: re.compile("[「」『』]")}


def pairs(text: str, curled: bool = True) -> tuple[list[tuple[int, int]], list[int]]:
    """Positions of balanced pairs, and of marks without a partner; a pair never crosses a blank line or a NUL."""
    matched: list[tuple[int, int]] = []
    alone: list[int] = []
    open_: list[int] = []
    before: list[int] = []  # opening marks of paragraphs above that go on in this one
    last = 0

    def close(at: int) -> None:
        opener = open_.pop()
        matched.append((opener, at))
        if not open_:
            matched.extend((opener, at) for opener in before)
            before.clear()

    for match in _MARKS[curled].finditer(text):
        at, mark = match.start(), match[0]
        if (open_ or before) and "\n" in text[last:at]:
            goes_on = bool(open_) and _goes_on(text, last, [text[opener] for opener in open_])
            if not goes_on:
                alone += before
                before.clear()
            (before if goes_on else alone).extend(open_)
            open_.clear()
        last = at
        if mark == "’" and _is_apostrophe(text, at):
            continue
        if mark in _PARTNER:
            open_.append(at)
            continue
        if open_ and _PARTNER[text[open_[-1]]] == mark:
            close(at)
        elif any(_PARTNER[text[opener]] == mark for opener in open_):
            while _PARTNER[text[open_[-1]]] != mark:
                alone.append(open_.pop())
            close(at)
        else:
            alone.append(at)
    return matched, sorted(alone + open_ + before)


def _goes_on(text: str, last: int, marks: list[str]) -> bool:
    """Whether the paragraph after the one of `last` begins with these marks."""
    beginning = _BEGINNING.match(text, text.index("\n", last))
    return beginning is not None and text.startswith("".join(marks), beginning.end())


def replacements(text: str, table: Mapping[str, str]) -> dict[int, str]:
    """The marks to replace in a text, by position."""
    matched, _ = pairs(text, "“" in table)
    return {at: table[text[at]] for pair in matched for at in pair}


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isascii() and before.isalnum() and after.isascii() and (after.isalnum() or not after)
