"""What can be wrong with a reading, for people and for a model; the words of each code are in the catalogue.

A fault is data. `parse` of the written form and `check` of a reading give them all at once, not the first alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.edition.catalogue import Bilingual, words

CODES = (
    "not-json",
    "not-a-list",
    "not-an-item",
    "unknown-kind",
    "unknown-field",
    "wrong-field",
    "not-words",
    "bad-word",
    "no-such-line",
    "backwards",
    "past-the-end",
    "twice",
    "missing",
    "missing-part",
    "empty-item",
    "all-furniture",
    "too-long",
)
"""What can be wrong; the catalogue says it in words (`reading-…`)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its code, the item (its index in the list, from 0) and field if it has one.

    `line` is the raw line on the page that it concerns.
    """

    code: str
    values: tuple[object, ...] = ()
    item: int | None = None
    field: str = ""
    line: int | None = None

    @property
    def text(self) -> Bilingual:
        """The fault in words, with the item counted from 1."""
        message = words(f"reading-{self.code}", **dict(zip("abc", self.values, strict=False)))
        if self.item is None:
            return message
        number, field = self.item + 1, self.field
        english = f"item {number}{', ' if field else ''}{field}: {message.en}"
        return Bilingual(english, f"第 {number} 项{' ' if field else ''}{field}：{message.zh}")

    def message(self) -> str:
        """The fault in English, for a message to a model."""
        return self.text.en
