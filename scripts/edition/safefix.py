"""What `check --fix` may mend by itself: changes that no editor would want to look at.

An ordered table of pure functions over a file's text. None touches a word, a mark of punctuation or a line's place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from scripts.edition.characters import LIGATURES, LONE_JOINER, RADICALS, with_zeros
from scripts.edition.frontmatter import BY_NAME, normalised

_TRAILING = re.compile(r"(?<=\S)[ \t]+$", re.M)
_BLANK = re.compile(r"^[ \t]+$", re.M)
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_HEAD = re.compile(r"---[ \t]*\n.*?^---[ \t]*$", re.M | re.S)
_WIDE_COLON = re.compile(rf"^({'|'.join(BY_NAME)})[ \u00a0\u3000]*：[ \u00a0\u3000]*", re.M)
_RADICAL = re.compile(r"[\u2e80-\u2fd5]")


def _head_without_tabs(text: str) -> str:
    head = _HEAD.match(text)
    return head[0].replace("\t", "  ") + text[head.end() :] if head else text


def _head_with_colons(text: str) -> str:
    head = _HEAD.match(text)
    return _WIDE_COLON.sub(r"\1: ", head[0]) + text[head.end() :] if head else text


@dataclass(frozen=True, slots=True)
class SafeFix:
    """A named change of a whole file's text."""

    name: str
    reason: str
    apply: Callable[[str], str]


FIXES: tuple[SafeFix, ...] = (
    SafeFix("line-ends", "editors on Windows save CRLF and a byte order mark", normalised),
    SafeFix(
        "invisible",
        "soft hyphens and zero-width spaces break search; joiners are for emoji",
        lambda s: LONE_JOINER.sub("", _INVISIBLE.sub("", s)),
    ),
    SafeFix(
        "radicals",
        "a radical looks like the character and is not found by it",
        lambda s: s.translate(RADICALS) if _RADICAL.search(s) else s,
    ),
    SafeFix("ligatures", "a ligature is one character where two letters are meant", lambda s: s.translate(LIGATURES)),
    SafeFix("zeros", "a circle among Chinese numerals is not found as a zero", with_zeros),
    SafeFix(
        "composed", "decomposed letters look the same and sort elsewhere", lambda s: unicodedata.normalize("NFC", s)
    ),
    SafeFix("tabs", "tabs in front matter are spaces here, and to other programs a fault", _head_without_tabs),
    SafeFix("colons", "input methods type a full-width colon after a key", _head_with_colons),
    SafeFix("blank-lines", "a line of spaces is a blank line", lambda s: _BLANK.sub("", s)),
    SafeFix(
        "trailing", "spaces at a line's end mean nothing here (a break is a backslash)", lambda s: _TRAILING.sub("", s)
    ),
    SafeFix("last-line", "a file ends with one line end", lambda s: s.rstrip("\n") + "\n"),
)


def fixed(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with all FIXES applied, and the names of those that changed it. Fixing twice is fixing once."""
    done = []
    for fix in FIXES:
        new = fix.apply(text)
        if new != text:
            done.append(fix.name)
        text = new
    return text, tuple(done)
