"""Page labels (版次) in lines of a page: those that jump lines and references name."""

from __future__ import annotations

import re

from scripts.edition.label import Label
from scripts.edition.printed import chinese_number

_LABEL = re.compile(r"((?<![A-Za-z])[A-Za-z]{1,2}\s?)?(\d+)")
_CN_NUMBER = re.compile("[〇一二三四五六七八九十]+")


def label_in(text: str) -> Label | None:
    """The first page that a jump line names: `（下转第二版）` is 2, `A03版` is A03; None where there is none."""
    match = _LABEL.search(text)
    if match:
        return _sound((match[1] or "").strip().upper(), int(match[2]))
    number = _CN_NUMBER.search(text)
    return _sound("", chinese_number(number[0])) if number else None


def _sound(letters: str, number: int) -> Label | None:
    label = Label(number, letters)
    return label if label.fits else None
