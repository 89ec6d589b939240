"""Quotation marks: “ ” ‘ ’ of simplified text, 「 」 『 』 of traditional text. Balanced pairs only, one for one.

A mark whose partner is missing in the same paragraph stays as it is, and so does the apostrophe between Latin letters.
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
_MARKS: dict[bool, re.Pattern[str]] = {True: re.compile("[“”‘’]"), False: re.compile("[「」『』]")}


def pairs(text: str, curled: bool = True) -> tuple[list[tuple[int, int]], list[int]]:
    """Positions of balanced pairs, and of marks without a partner; a pair never crosses a blank line or a NUL."""
    matched: list[tuple[int, int]] = []
    alone: list[int] = []
    open_: list[int] = []
    last = 0
    for match in _MARKS[curled].finditer(text):
        at, mark = match.start(), match[0]
        if open_ and "\n" in text[last:at]:
            alone += open_
            open_ = []
        last = at
        if mark == "’" and _is_apostrophe(text, at):
            continue
        if mark in _PARTNER:
            open_.append(at)
            continue
        if open_ and _PARTNER[text[open_[-1]]] == mark:
            matched.append((open_.pop(), at))
        elif any(_PARTNER[text[one]] == mark for one in open_):
            while _PARTNER[text[open_[-1]]] != mark:
                alone.append(open_.pop())
            matched.append((open_.pop(), at))
        else:
            alone.append(at)
    return matched, sorted(alone + open_)


def replacements(text: str, table: Mapping[str, str]) -> dict[int, str]:
    """The marks to replace in a text, by position."""
    matched, _ = pairs(text, "“" in table)
    return {at: table[text[at]] for pair in matched for at in pair}


def _is_apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isascii() and before.isalnum() and after.isascii() and (after.isalnum() or not after)
