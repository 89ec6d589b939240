"""Page labels (版次) in lines of a page: those that jump lines and references name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from scripts.edition.label import Label

_CN = "〇一二三四五六七八九"
_LABEL = re.compile(r"((?<![A-Za-z])[A-Za-z]{1,2}\s?)?(\d+)")
_CN_NUMBER = re.compile(f"[{_CN}十]+")


def label_in(text: str) -> Label | None:
    """The first page that a jump line names: `（下转第二版）` is 2, `A03版` is A03; None where there is none."""
    match = _LABEL.search(text)
    if match:
        return _sound((match[1] or "").strip().upper(), int(match[2]))
    number = _CN_NUMBER.search(text)
    return _sound("", _chinese(number[0])) if number else None


def _sound(letters: str, number: int) -> Label | None:
    label = Label(number, letters)
    return label if label.fits else None


def _chinese(word: str) -> int:
    """A Chinese number up to 99, as pages are counted; 0 for what is none."""
    if "十" in word:
        tens, _, ones = word.partition("十")
        if len(ones) > 1 or len(tens) > 1:
            return 0
        return (_CN.index(tens) if tens else 1) * 10 + (_CN.index(ones) if ones else 0)
    return int("".join(str(_CN.index(c)) for c in word))


def printed_labels(lines: Iterable[str], page: Label) -> Iterator[str]:
    """A page's own label wherever its furniture prints it: A2 in `A2 要聞 星期五`, A05 in `责编：甲 A05`."""
    for line in lines:
        for match in _LABEL.finditer(unicodedata.normalize("NFKC", line)):
            text = match[0]
            if match[1] and _sound(match[1].strip().upper(), int(match[2])) == page:
                yield text
