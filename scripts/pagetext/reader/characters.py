"""Characters as the network knows them: folded to simplified script, digits and letters by class, rare ones together.

A line becomes numbers: its first and last characters, so that a long line costs no more than a column's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

FIRST, LAST = 20, 12
"""Characters of a line that are looked at: so many of its beginning, so many of its end."""
SEEN = FIRST + LAST
PAD, UNKNOWN_HAN, UNKNOWN, DIGIT, UPPER, LOWER, SPACE = range(7)
RESERVED = 7
"""Numbers that are not characters: padding, Han not in the table, other signs, classes of ASCII."""


class Alphabet:
    """The characters that have a number of their own (`known`, in order) and which traditional ones stand for them."""

    def __init__(self, known: str, folds: dict[str, str]) -> None:
        self.known, self.folds = known, folds
        table = {c: RESERVED + n for n, c in enumerate(known)}
        for other, plain in folds.items():
            if plain in table:
                table[other] = table[plain]
        for n in range(10):
            table[chr(48 + n)] = table[chr(0xFF10 + n)] = DIGIT
        for n in range(26):
            table[chr(65 + n)] = table[chr(0xFF21 + n)] = UPPER
            table[chr(97 + n)] = table[chr(0xFF41 + n)] = LOWER
        table[" "] = table["\u3000"] = table["\t"] = SPACE
        self._table = table

    def __len__(self) -> int:
        return RESERVED + len(self.known)

    def number(self, char: str) -> int:
        """The number of one character; unknown ones are remembered by class."""
        number = self._table.get(char)
        if number is None:
            number = UNKNOWN_HAN if "\u3400" <= char <= "\u9fff" or char > "\U0001ffff" else UNKNOWN
            self._table[char] = number
        return number

    def numbers(self, text: str) -> list[int]:
        """The numbers of a line's characters, all of them."""
        table, number = self._table, self.number
        return [table[c] if c in table else number(c) for c in text]

    def page(self, texts: Iterable[list[int]]) -> NDArray[np.int32]:
        """An array lines by SEEN: beginnings from the left, ends from the right, padding between."""
        rows = list(texts)
        out = np.zeros((len(rows), SEEN), np.int32)
        for row, codes in zip(out, rows, strict=True):
            size = len(codes)
            if size <= SEEN:
                half = min(size, FIRST)
                row[:half] = codes[:half]
                if size > half:
                    row[SEEN - (size - half) :] = codes[half:]
            else:
                row[:FIRST] = codes[:FIRST]
                row[FIRST:] = codes[-LAST:]
        return out


def plain(char: str) -> str:
    """A character by its meaning (NFKC), where that is one character."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char
