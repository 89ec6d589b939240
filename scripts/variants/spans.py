"""Places in a text whose printed form is settled before OpenCC sees the rest: covered, and put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from scripts.variants.pieces import FILLER


@dataclass(slots=True)
class ConvertedSpan:
    """A place in a text whose printed form is settled before OpenCC sees it."""

    start: int
    end: int
    printed: str


_START = attrgetter("start")


def replaced(text: str, spans: Iterable[ConvertedSpan]) -> str:
    """The text with what is printed in each span's place; spans in order of place."""
    parts: list[str] = []
    last = 0
    for span in spans:
        parts += text[last : span.start], span.printed
        last = span.end
    return "".join([*parts, text[last:]])


def cover(text: str, spans: Sequence[ConvertedSpan]) -> str:
    """The text with a filler for each character of the spans: as long as before."""
    if not spans:
        return text
    return replaced(text, (ConvertedSpan(s.start, s.end, FILLER * (s.end - s.start)) for s in spans))


def printed_over(chars: list[str], spans: Iterable[ConvertedSpan]) -> list[str]:
    """What is printed for each character, with the spans' own: the first takes all of one of another length."""
    for span in spans:
        length = span.end - span.start
        if len(span.printed) == length:
            chars[span.start : span.end] = span.printed
        elif length:
            chars[span.start : span.end] = [span.printed, *[""] * (length - 1)]
    return chars


def without_overlap(spans: Iterable[ConvertedSpan]) -> list[ConvertedSpan]:
    """In order of place; of two that overlap, the one given first stays."""
    kept: list[ConvertedSpan] = []
    taken: set[int] = set()
    for span in spans:
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept, key=_START)
