"""Rules over a whole reading: a table of them is applied in its order, and never to what a person read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.pagetext.reading import Reading
from scripts.pagetext.texts import Texts


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A named rule with the lines of text that call for it."""

    name: str
    example: str
    apply: Callable[[Reading, Texts], Reading]


def applied(rules: Iterable[ReadingRule], reading: Reading, texts: Texts) -> Reading:
    """The reading with every rule applied; what a person read stays as it is."""
    if reading.reader == "hand":
        return reading
    for rule in rules:
        reading = rule.apply(reading, texts)
    return reading
