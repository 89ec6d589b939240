"""One raw line -> the text it represents: a named, ordered table of small fixers, each with its reason.

Every fixer is a pure `str -> str` that changes, drops or adds nothing but what its reason says. Apart from spaces and
characters without a glyph they map one character to one character (a ligature to its letters: `printed` counts), so
that the n-th printing character of a raw line is the n-th of its cleaned text: this is what the proof of conservation
and the trace of lines rest on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from scripts.edition.characters import LIGATURES, LONE_JOINER, RADICALS, with_zeros

_UPRIGHT = dict(
    zip("︐︑︒︓︔︕︖︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "，、。：；！？（）｛｝〔〕【】《》〈〉「」『』", strict=True)
)
"""Presentation forms for vertical text (Unicode, CJK Compatibility Forms and Vertical Forms)."""


def _single(first: int, last: int) -> dict[int, str]:
    """Compatibility mappings of one block that are one character long."""
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for code in range(first, last + 1))
    return {code: to for code, to in pairs if len(to) == 1 and to != chr(code)}


_COMPATIBILITY = _single(0xF900, 0xFAFF) | _single(0x2F800, 0x2FA1F)
_WIDTH = _single(0xFF10, 0xFF19) | _single(0xFF21, 0xFF3A) | _single(0xFF41, 0xFF5A)
_MARKS = _single(0xFF01, 0xFF5E)
_BETWEEN = re.compile("(?<=[０-９Ａ-Ｚａ-ｚ])\u0020*[．：／－＿＠＆＃＝＋？]+\u0020*(?=[０-９Ａ-Ｚａ-ｚ])")
_THOUSANDS = re.compile("(?<![０-９])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])")
_VERTICAL = {ord(a): b for a, b in _UPRIGHT.items()}

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Characters that show nothing and mean nothing: controls, soft hyphens, zero-width and direction marks."""

_UNSEEN = re.compile(INVISIBLE.pattern.replace("\u200b-\u200f", "\u200b\u200c\u200e\u200f"))
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f]")

HAN = "\u2e80-\u2fd5\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Inside a character class: Han characters and 〇 々."""

_PUNCT = "，。、；：！？“”‘’「」『』（）《》〈〉【】〔〕…—·～〖〗"
_WIDE = rf"{HAN}{_PUNCT}"
_SINGLES = re.compile(r"(?<![^\s])(\S)(?: +(?=\S(?:\s|$))|$)")
_AFTER_PUNCT = re.compile(rf"(?<=[{_PUNCT}]) +| +(?=[{_PUNCT}])")
_AT_LATIN = re.compile(rf"(?<=[{_WIDE}]) +(?=[0-9A-Za-z+\-.%℃‰])|(?<=[0-9A-Za-z+\-.%℃‰]) +(?=[{_WIDE}])")
_PADDED = re.compile(
    rf"(?:(?<![{HAN}])|(?<=[记記]者)|(?<=^者)|(?<=[讯訊][员員])|(?<=^[员員]))([{HAN}])\u3000+([{HAN}])"
    rf"(?:(?![{HAN}])|(?=[报報]道|[摄攝文图圖]|采写|採寫))"
)
"""A padded name after what stands before names (the line may break inside 记者, 通讯员) or after no character."""
_RUNS = re.compile(r" {2,}")


def _invisible(line: str) -> str:
    line = _UNSEEN.sub("", line)
    return LONE_JOINER.sub("", line) if "\u200d" in line else line


def _spaces(line: str) -> str:
    return _SPACES.sub(" ", line)


def _radicals(line: str) -> str:
    return line.translate(RADICALS)


def _compatibility(line: str) -> str:
    return line.translate(_COMPATIBILITY)


def _width(line: str) -> str:
    """Digits and letters; marks go with them where they stand between two, commas where they part thousands."""
    line = _THOUSANDS.sub(lambda match: match[0].replace("，", ","), line)
    return _BETWEEN.sub(lambda match: match[0].translate(_MARKS), line).translate(_WIDTH)


def _ligatures(line: str) -> str:
    return line.translate(LIGATURES)


def _vertical(line: str) -> str:
    return line.translate(_VERTICAL)


def spacing(line: str) -> float:
    """How much of a line is letter-spaced: the share of its printing characters with a space on both sides."""
    if line.count(" ") < 2:
        return 0.0
    words = line.split()
    total = sum(map(len, words))
    return sum(1 for t in words if len(t) == 1) / total if total else 0.0


def _letter_spacing(line: str) -> str:
    """Join words of one character; where the whole line is spaced out, digits and letters too."""
    words = line.replace("\u3000", " \u3000 ").split(" ")
    if len(words) < 3:
        return line
    whole = spacing(line) >= 0.5
    out: list[str] = []
    alone = False  # whether the last word is a single character
    gap = False
    for word in words:
        if not word:
            gap = True
            continue
        lone = len(word) == 1 and word != "\u3000" and (whole or not word.isascii())
        edge = bool(out) and (out[-1][-1:] in _PUNCT or word[0] in _PUNCT)
        if out and ((alone and (lone or edge)) or (lone and edge) or (whole and (alone or lone) and not gap)):
            out[-1] += word
            alone = alone or lone
        else:
            out.append(word)
            alone = lone
        gap = False
    return " ".join(out).replace(" \u3000 ", "\u3000").replace("\u3000 ", "\u3000").replace(" \u3000", "\u3000")


def _punctuation(line: str) -> str:
    return _AFTER_PUNCT.sub("", line)


def _latin(line: str) -> str:
    return _AT_LATIN.sub("", line)


def _padded(line: str) -> str:
    return _PADDED.sub(r"\1\2", line)


def _wide_spaces(line: str) -> str:
    return _RUNS.sub(" ", line.replace("\u3000", " ")).strip()


@dataclass(frozen=True, slots=True)
class Fixer:
    """A named rule over one line; `trigger` finds the lines that it can change at all."""

    name: str
    reason: str
    apply: Callable[[str], str]
    trigger: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Fix:
    """What one fixer did to one raw line (numbered from 1)."""

    line: int
    fixer: str
    before: str
    after: str


def _class(codes: dict[int, str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, map(chr, codes))) + "]")


_CLASSES = frozenset({"invisible", "spaces", "radicals", "compatibility", "width", "vertical", "ligatures", "zeros"})
"""The fixers whose trigger is a class of characters."""

FIXERS: tuple[Fixer, ...] = (
    Fixer("invisible", "controls, soft hyphens and zero-width marks show nothing", _invisible, INVISIBLE),
    Fixer("spaces", "tabs, NBSP and typographic spaces are spaces", _spaces, _SPACES),
    Fixer("radicals", "fonts map ⽉ (a radical) where 月 (a character) is meant", _radicals, _class(RADICALS)),
    Fixer(
        "compatibility",
        "compatibility ideographs stand for the usual ones",
        _compatibility,
        re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]"),
    ),
    Fixer("width", "full-width digits and letters are set for the grid, １５ is 15", _width, _class(_WIDTH)),
    Fixer("ligatures", "Latin type draws ﬁ as one glyph: two letters are meant", _ligatures, _class(LIGATURES)),
    Fixer("zeros", "一九九○年 has a circle where the zero 〇 is meant", with_zeros, re.compile("[○◯]")),
    Fixer("vertical", "presentation forms belong to vertical setting, ︵ is （", _vertical, _class(_VERTICAL)),
    Fixer("padded-names", "a name of two characters padded to three: 陈　静 is 陈静", _padded, re.compile("\u3000")),
    Fixer("letter-spacing", "justified lines: 会 议 听 取 is 会议听取", _letter_spacing, re.compile(r"(?:^|\s)\S\s")),
    Fixer("punctuation", "no space beside full-width punctuation: 亿元 ，占 is 亿元，占", _punctuation, _AFTER_PUNCT),
    Fixer("latin", "no space round digits and Latin: 4 月 8 日 is 4月8日", _latin, _AT_LATIN),
    Fixer("wide-spaces", "U+3000 is a space, an indent is none", _wide_spaces, re.compile("^\\s|\u3000|  |\\s$")),
)
"""In the order in which they run. Constants: none but the half of a line that makes it letter-spaced as a whole."""

_TOUCHED = re.compile(r"[\s" + "".join(f.trigger.pattern[1:-1] for f in FIXERS if f.name in _CLASSES) + "]")


@cache
def _fixers() -> tuple[tuple[str, Callable[[str], str], Callable[[str], object]], ...]:
    return tuple((f.name, f.apply, f.trigger.search) for f in FIXERS)


def clean_line(line: str, number: int = 0, fixes: list[Fix] | None = None) -> str:
    """The text of one raw line; what each fixer did is added to `fixes`."""
    if not _TOUCHED.search(line):
        return line
    for name, apply, search in _fixers():
        if search(line):
            after = apply(line)
            if after != line and fixes is not None:
                fixes.append(Fix(number, name, line, after))
            line = after
    return line


def is_printing(char: str) -> bool:
    """Whether a raw character is one that cleaning keeps."""
    return not char.isspace() and not INVISIBLE.match(char)


def printed(char: str) -> int:
    """How many printing characters of cleaned text a raw character becomes: one, none, or a ligature's letters."""
    return len(LIGATURES.get(ord(char), char)) if is_printing(char) else 0


_FOLDS = RADICALS | _COMPATIBILITY | _MARKS | _VERTICAL | LIGATURES | dict.fromkeys(map(ord, "○◯"), "〇")
_FOLDED = re.compile(
    "[○◯\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff5e\U0002f800-\U0002fa1f]"
)


def fold(text: str) -> str:
    """Printing characters of `text` as the fixers leave them, without spaces: what conservation counts."""
    text = "".join(text.split())
    if INVISIBLE.search(text):
        text = "".join(INVISIBLE.sub("", text).split())
    return text.translate(_FOLDS) if _FOLDED.search(text) else text
