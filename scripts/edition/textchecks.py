"""What a text itself can show to be wrong: one named pattern each, with the reason to look.

The table is ordered by weight. Each check finds at most `MOST` places in one text: an editor who sees three knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scripts.edition.characters import CIRCLES, LONE_JOINER

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MOST = 3

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ODD = re.compile(
    rf"{LONE_JOINER.pattern}|"
    r"[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u2e80-\u2fdf\ue000-\uf8ff\ufb00-\ufb06\ufeff\ufff9-\ufffd"
    r"\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_SPACED = re.compile(
    rf"(?<![^\s])[{HAN}](?:[ \u3000][{HAN}，。、；：]){{3,}}(?![{HAN}])|\A[{HAN}](?:[ \u3000]+[{HAN}])+\Z"
)
"""Four characters and more spaced out, or a whole headline: 通　知."""
_STRAY = re.compile(rf"[{HAN}] +[，。、；：！？）》」』”]|[（《「『“] +[{HAN}]|[{HAN}] +\d+ +[{HAN}]")
_INDENT = re.compile(rf"(?:(?<=\n\n)|\A)\u3000+[{HAN}“‘「『（《【]{{1,6}}")
_ASCII_QUOTES = re.compile(
    rf'(?<=[{HAN}，。：；！？、])["＂][^"＂\n]{{1,60}}["＂]|(?<![0-9A-Za-z])["＂][{HAN}《“][^"＂\n]{{0,60}}["＂]'
)
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "《": "》", "【": "】"}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A named check over one text: yields offset and what it saw, which the finding of its code shows as {seen}."""

    code: str
    find: Callable[[str], Iterator[tuple[int, str]]]


def _matches(
    pattern: re.Pattern[str], show: Callable[[str], str] = lambda s: s
) -> Callable[[str], Iterator[tuple[int, str]]]:
    def find(text: str) -> Iterator[tuple[int, str]]:
        for match in pattern.finditer(text):
            yield match.start(), show(match[0])

    return find


def code_point(char: str) -> str:
    """`U+2F00 KANGXI RADICAL ONE`"""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()


def unbalanced(text: str) -> Iterator[tuple[int, str]]:
    """Quotes and brackets that have no partner in their paragraph, and closers that close something else.

    A quotation that runs over several paragraphs opens each of them anew and closes the last: an opener left open at a
    paragraph's end is forgiven where the next paragraph begins with the same mark.
    """
    start = 0
    paragraphs = text.split("\n\n")
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        open_marks: list[tuple[int, str]] = []
        for offset, char in enumerate(paragraph):
            if char in _PAIRS:
                open_marks.append((offset, char))
            elif char in _CLOSERS and not (char == "’" and _is_apostrophe(paragraph, offset)):
                if open_marks and open_marks[-1][1] == _CLOSERS[char]:
                    open_marks.pop()
                else:
                    yield start + offset, char
        for offset, char in open_marks:
            if not following.lstrip().startswith(char):
                yield start + offset, char
        start += len(paragraph) + 2


def _is_apostrophe(text: str, offset: int) -> bool:
    return offset > 0 and text[offset - 1].isascii() and text[offset - 1].isalnum()


TEXT_CHECKS: tuple[TextCheck, ...] = (
    TextCheck("control-character", _matches(_CONTROL, code_point)),
    TextCheck("odd-character", _matches(_ODD, code_point)),
    TextCheck("zero-circle", _matches(CIRCLES)),
    TextCheck("letter-spacing", _matches(_SPACED)),
    TextCheck("stray-space", _matches(_STRAY)),
    TextCheck("quotes-half-width", _matches(_ASCII_QUOTES)),
    TextCheck("indent", _matches(_INDENT, lambda s: s.lstrip("\u3000"))),
    TextCheck("unbalanced", unbalanced),
)
