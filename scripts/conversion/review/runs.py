"""A page's raw lines in runs, each with where it went: the left side of its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scripts.conversion.explain import part_in_words
from scripts.edition.finding import Finding, Language
from scripts.pagetext import LineTrace, Span


@dataclass(frozen=True, slots=True)
class LineSegment:
    """A part of a raw line that went to one place; `chip` is where, said only where it changes."""

    text: str
    order: int
    target: str
    chip: str
    rule: str


@dataclass(frozen=True, slots=True)
class RawLine:
    """A raw line by its number in the file, with the findings about it."""

    number: int
    segments: tuple[LineSegment, ...]
    findings: tuple[tuple[int, Finding], ...] = ()


@dataclass(frozen=True, slots=True)
class TextRun:
    """Consecutive lines that went to one place.

    `order` is 0 and `mixed` true where a line went to several; `first` marks an item's first run on the page.
    """

    target: str
    order: int
    label: str
    lines: tuple[RawLine, ...]
    mixed: bool = False
    first: bool = False


def runs_of(
    lines: Iterable[LineTrace],
    places: Mapping[int, int],
    findings: Mapping[int, Sequence[tuple[int, Finding]]],
    language: Language,
) -> Iterable[TextRun]:
    """Lines gathered as long as they go to one place; a blank line stays with the run that it interrupts."""
    gathered: list[RawLine] = []
    key: tuple[str, int, str] | None = None
    seen = {0}

    def run() -> TextRun:
        target, order, label = key or ("blank", 0, "")
        first = order not in seen
        seen.add(order)
        return TextRun(target, order, label, tuple(gathered), mixed=target == "mixed", first=first)

    for line in lines:
        segments = tuple(segment_of(span, places, language) for span in line.spans if span.text.strip()) or ()
        findings_here = tuple(findings.get(line.number, ()))
        raw = RawLine(line.number, segments or (LineSegment("", 0, "blank", "", ""),), findings_here)
        kinds = {(s.target, s.order, s.chip) for s in segments}
        here = key if not kinds else kinds.pop() if len(kinds) == 1 else ("mixed", 0, "")
        if gathered and (here != key or here == ("mixed", 0, "")):
            yield run()
            gathered = []
        key = here
        gathered.append(raw)
    if gathered:
        yield run()


def segment_of(span: Span, places: Mapping[int, int], language: Language) -> LineSegment:
    """A span with where it went, in words, and by which rule."""
    order = places.get(span.order, span.order) if span.target == "item" else 0
    part = span.part if span.target == "item" else span.target
    named = part_in_words(part, language)
    chip = f"{order} {named}" if order else named
    reason = f"{span.rule}: {span.reason}" if span.reason else span.rule
    return LineSegment(span.text, order, span.target, chip, reason)
