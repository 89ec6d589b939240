"""Text to search tokens: one for each Han character, one for each Latin word or number, none for punctuation.

The browser does the same in theme/static/js/search/text.js; `PATTERNS` is the one place where both take the classes of
characters from. Places are numbered so that a reader of the index can tell what stands between two tokens: a token
takes two, a run of spaces and punctuation one more, the end of a paragraph four more. So 2 means side by side, 3 means
punctuation between, and nothing else gives either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

STEP, GAP, PARAGRAPH = 2, 1, 4

WORD = (
    "0-9a-z\u00df-\u00f6\u00f8-\u02af\u0370-\u0386\u0388-\u0587\u05d0-\u05f2\u0620-\u064a\u0660-\u0669\u066e-\u06d3"
    "\u0904-\u0939\u0985-\u0dff\u10a0-\u10ff\u1e00-\u1fff"
)
"""Characters that make words, after normalisation."""

SINGLE = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4c6\uac00-\ud7a3\ue000-\ufaff"
    "\u0e01-\u0e3a\u0e40-\u0eff\U00020000-\U0003ffff"
    "%‰#&@+=<>$~*·\u00a2-\u00a5\u00a9\u00ae-\u00b1\u00d7\u00f7\u20a0-\u20cf\u2100-\u22ff\u2600-\u27bf\u2900-\u2bff"
    "\U0001f000-\U0001faff"
)
"""Characters that are tokens of their own: Han, kana, syllables, and signs that mean something (%, +, ·, emoji)."""

HAN = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters beside which a space is typesetting: 通　知 reads 通知, 使用 AI reads 使用AI."""

JOINERS = "-/_':"
"""Marks that are tokens between two characters of words, and punctuation elsewhere: COVID-19, 19:30, 24/7."""

PATTERNS: Mapping[str, str] = {
    "number": "[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:[.][0-9]+)?[" + WORD + "]*",
    "word": "(?:[" + WORD + "]*[0-9][.](?=[0-9]))*[" + WORD + "]+",
    "single": "[" + SINGLE + "]",
    "gap": "[^" + WORD + SINGLE + "]+",
    "zeros": "(?<=[一二三四五六七八九〇])[○◯]+",
    "thousands": "(?<![0-9])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])",
    "space": "(?<=["
    + HAN
    + "])[ \\t\\n\\r]+(?=["
    + HAN
    + WORD
    + "])|(?<=["
    + WORD
    + "])[ \\t\\n\\r]+(?=["
    + HAN
    + "])",
    "joiner": "(?<=[" + WORD + "])[" + JOINERS + "](?=[" + WORD + "])",
}
"""Regular expressions that Python and JavaScript read alike. First what the eye reads as another character is made that
one: circles after a Chinese numeral are zeros, full-width commas that part thousands are commas; spaces beside Han are
taken out. Then joiners are moved to the private use area, where they are characters of their own, and number, word,
single and gap are tried in this order."""

_ZEROS, _THOUSANDS, _SPACE, _JOINER = (re.compile(PATTERNS[name]) for name in ("zeros", "thousands", "space", "joiner"))
_TOKEN = re.compile("|".join(PATTERNS[kind] for kind in ("number", "word", "single", "gap")))
_MEANS = re.compile("[" + WORD + SINGLE + "]")
KEPT = {"，": "，", "：": ":", "’": "'", "・": "·", "‧": "·", "•": "·", "･": "·", "\u0387": "·", "～": "~", "〜": "~",
        "∼": "~", "∶": ":", "꞉": ":", "−": "-", "‐": "-", "‑": "-", "‒": "-", "–": "-", "∕": "/", "⁄": "/",
        "′": "'"}  # fmt: skip
"""Characters whose normal form is not NFKC's: a full-width comma is punctuation, dots inside names are one sign, and
mathematics' colons, dashes and strokes (比分3∶0) are those that people type."""

_LATIN = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")


def normalised_character(character: str) -> str:
    """One character as it is compared: half-width, small letters, no accents; "" where it is invisible."""
    if character in KEPT:
        return KEPT[character]
    if unicodedata.category(character) in ("Mn", "Cf", "Cc") and character not in "\t\n\r":
        return ""
    text = unicodedata.normalize("NFKC", character).lower()
    if _LATIN.search(text):
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return text


Token = tuple[str, int]
"""A token and its place."""


def _joined(match: re.Match[str]) -> str:
    return chr(0xE000 + ord(match[0]))


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = normal = normalised_character(chr(code))
        return normal


class Tokenizer:
    """Tokens of text, folded by a table of single characters."""

    def __init__(self, single: Mapping[str, str]) -> None:
        self._table = _Table()
        self._known: dict[str, str] = {}
        for traditional, simplified in single.items():
            self._table[ord(traditional)] = simplified

    def normalise(self, text: str) -> str:
        """Text as it is compared."""
        text = text.translate(self._table)
        if "○" in text or "◯" in text:
            text = _ZEROS.sub(lambda match: "〇" * len(match[0]), text)
        if "，" in text:
            text = _THOUSANDS.sub(lambda match: match[0].replace("，", ","), text)
        return _JOINER.sub(_joined, _SPACE.sub("", text))

    def tokens(self, text: str, place: int = 0) -> list[Token]:
        """The tokens of one paragraph, the first at `place` or, after leading punctuation, just behind it."""
        tokens: list[Token] = []
        known = self._known
        for run in _TOKEN.findall(self.normalise(text)):
            token = known.get(run)
            if token is None:
                token = known[run] = self._token(run)
            if token:
                tokens.append((token, place))
                place += STEP
            else:
                place += GAP
        return tokens

    def paragraphs(self, texts: Iterable[str], place: int) -> list[Token]:
        """The tokens of several paragraphs, from `place` on; no two paragraphs come near each other."""
        tokens: list[Token] = []
        for text in texts:
            tokens += self.tokens(text, place)
            place = (tokens[-1][1] + STEP if tokens else place) + PARAGRAPH
        return tokens

    @staticmethod
    def _token(run: str) -> str:
        """What is indexed for a run, "" for punctuation."""
        if not _MEANS.match(run):
            return ""
        return run.replace(",", "") if len(run) > 3 else run


GAPS = 64
"""Kinds of gap tokens. One kind would be a list of every comma; this many add 0.1 MB to 1,000 items."""


def spelled(token: str) -> str:
    """A token as Pagefind is given it: in characters that it neither splits, drops nor merges with others.

    Han characters and the letters a-z stand for themselves; digits become Yi syllables, because Pagefind parts words
    between digits and letters; any other character becomes its number, written in the same syllables.
    """
    if len(token) == 1 and (0x3400 <= ord(token) <= 0x9FFF or ord(token) >= 0x20000):
        return token
    return "".join(map(_letter, token))


def gap(token: str) -> str:
    """The distance of two tokens with punctuation between them, for phrases that may step over it."""
    return chr(0xA100 + ord(token[0]) % GAPS)


def is_gap(spelled_token: str) -> bool:
    """Whether a token among those that Pagefind is given tells of a distance, and of nothing that stands in a text."""
    return len(spelled_token) == 1 and 0xA100 <= ord(spelled_token) < 0xA100 + GAPS


def _letter(character: str) -> str:
    if "a" <= character <= "z":
        return character
    if "0" <= character <= "9":
        return chr(0xA000 + int(character))
    return "\ua010" + "".join(chr(0xA000 + int(digit, 16)) for digit in f"{ord(character):05x}")
