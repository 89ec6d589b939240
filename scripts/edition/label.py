"""A page's label (版次): 1, 12, A1, A16, B03, T2 - one to three digits after at most two Latin letters.

Papers that number pages by section (叠) put the section's letters first. A label is a value: it has an order, it can be
a key, and its parts are plain. How it is written depends on where: `01` and `A01` in file names and addresses, `1` and
`A01` in front matter and JSON, and in print with or without the zero, as the paper does it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import total_ordering

LAST = 999
"""The highest number: three digits, in every command and file."""
MOST_LETTERS = 2
FORM = "(?:[A-Z]{1,2})?(?:0[1-9]|[1-9][0-9]{1,2})"
"""A label in a file name or address, as a regular expression."""
EXAMPLES = "1, 12, A1, B03"

LETTERS = re.compile(r"[A-Za-z]{1,2}")
"""What stands for a section."""

_TEXT = re.compile(r"([A-Za-z]{0,2})([0-9]{1,3})")
_SECTION = 1000
_ALPHABET = 26


class LabelError(ValueError):
    """Text that is not a label: `reason` and `reason_zh` say what is wrong, and give an example of one."""

    def __init__(self, text: str, reason: str, reason_zh: str) -> None:
        super().__init__(f"{text} ({reason})")
        self.text, self.reason, self.reason_zh = text, reason, reason_zh


@total_ordering
@dataclass(frozen=True, slots=True)
class Label:
    """A page's number, and the letters of its section ("" in a paper without sections; capitals)."""

    number: int
    letters: str = ""

    @classmethod
    def parse(cls, text: str) -> Label:
        """The label that a text is, whatever its case, width and leading zeros. Raises LabelError."""
        plain = _narrow(text)
        match = _TEXT.fullmatch(plain)
        if not match or not int(match[2]):
            raise LabelError(text.strip(), *_reason(plain))
        return cls(int(match[2]), match[1].upper())

    @classmethod
    def of(cls, value: object) -> Label:
        """The label that JSON or YAML holds as a number or as text. Raises LabelError."""
        return cls.parse(str(value))

    @classmethod
    def from_code(cls, code: int) -> Label:
        """The label of a `code`."""
        section, number = divmod(code, _SECTION)
        letters = ""
        while section:
            section, letter = divmod(section - 1, _ALPHABET)
            letters = chr(ord("A") + letter) + letters
        return cls(number, letters)

    @property
    def code(self) -> int:
        """The label as a whole number in the same order: its number, and a thousand for each section before it."""
        section = 0
        for letter in self.letters:
            section = section * _ALPHABET + ord(letter) - ord("A") + 1
        return section * _SECTION + self.number

    @property
    def value(self) -> int | str:
        """The label for JSON: a number where it is one, else text such as `A01`."""
        return self.file if self.letters else self.number

    @property
    def file(self) -> str:
        """The label in file names and addresses: at least two digits, as `01` and `A01`."""
        return f"{self.letters}{self.number:02d}"

    def printed(self, digits: int = 2) -> str:
        """The label as a paper prints it: `1`, and with letters `A1` or, by two digits, `A01`."""
        return f"{self.letters}{self.number:0{digits}d}" if self.letters else str(self.number)

    def after(self, pages: int) -> Label:
        """The label so many pages further in the same section. It may be past LAST: whoever counts on asks `fits`."""
        return Label(self.number + pages, self.letters)

    @property
    def fits(self) -> bool:
        """Whether the number is one that addresses have room for, 1 to LAST."""
        return 1 <= self.number <= LAST

    def __str__(self) -> str:
        return str(self.value)

    def __lt__(self, other: Label) -> bool:
        return self._key() < other._key()

    def _key(self) -> tuple[int, str, int]:
        """Pages without letters first, then by letter, those with two letters last; in a section by number."""
        return len(self.letters), self.letters, self.number


def digits_of(text: str) -> int | None:
    """The digits of a paper's labels, by one that it printed: 1 for A1, 2 for A01, None where that does not tell."""
    match = _TEXT.fullmatch(_narrow(text))
    return min(len(match[2]), 2) if match and match[1] and 1 <= int(match[2]) <= 9 else None


def _narrow(text: str) -> str:
    """A text as it is typed on an ASCII keyboard: Ａ０１ is A01."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def _reason(text: str) -> tuple[str, str]:
    """Why a text is not a label, in English and Chinese, with an example."""
    for pattern, reason, reason_zh in _REASONS:
        if re.fullmatch(pattern, text):
            return f"{reason}, as {EXAMPLES}", f"{reason_zh}，如 {EXAMPLES}"
    return f"a label is one to three digits after at most two letters, as {EXAMPLES}", (
        f"版次是至多两个字母加一至三位数字，如 {EXAMPLES}"
    )


_REASONS = (
    (r"[A-Za-z]*", "the page's number is missing", "缺少数字"),
    (r"[A-Za-z]*0+", "pages count from 1", "版次从 1 起"),
    (r"[0-9]+[A-Za-z]+[0-9]*", "letters come first", "字母在前"),
    (r"[A-Za-z]{3,}[0-9]+", f"at most {MOST_LETTERS} letters", f"字母至多 {MOST_LETTERS} 个"),
    (r"[A-Za-z]{0,2}[0-9]{4,}", f"numbers go up to {LAST}", f"数字至多到 {LAST}"),
)
"""Ordered: the first that a text matches says why it is not a label."""
