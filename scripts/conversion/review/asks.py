"""What a person is asked about a page, each with what is needed to answer it here: the lines around the doubted one and
where each went, and the words that accept it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scripts.conversion.review.proposals import OtherReading
from scripts.edition.catalogue import Bilingual
from scripts.edition.finding import Finding
from scripts.pagetext import LineTrace, Span

BESIDE = 2
"""Raw lines shown before and after a doubted one."""
MOST_DOUBTED = 4
"""Raw lines that one question can speak of."""
_SAID = re.compile(r"第 (\d+) 行")
HEAD, TAIL = 46, 30
"""Characters of an item's text that are shown beside a question: of its beginning and of its end."""


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A raw line beside a question: `chip` says where it went, `order` to which item; `gap`: lines were left out.

    `raw` is false for a line of the item's file, which stands there shortened.
    """

    number: int
    text: str
    order: int
    chip: str
    doubted: bool
    gap: bool
    raw: bool = True


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of the page picture: an address of its own data, and its size in pixels."""

    data: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing for a person to look at: what, which line of which file to edit, and the command that accepts it.

    `order` is the item's (0: none), `chosen` are the words after the edition's date that accept it.
    """

    severity: str
    said: Bilingual
    file: str
    line: int | None
    anchor: str
    code: str
    accept: str = ""
    order: int = 0
    chosen: str = ""
    context: tuple[ContextLine, ...] = ()
    crops: tuple[Crop, ...] = ()
    proposals: tuple[OtherReading, ...] = ()

    @property
    def weight(self) -> tuple[int, int, int, str]:
        """Sort key: errors first and notes last, else down the page."""
        first = self.context[0].number if self.context else 0
        return ("error", "warning", "note").index(self.severity), self.order, first, self.code

    @property
    def doubted(self) -> tuple[int, ...]:
        """The raw lines in question."""
        return tuple(line.number for line in self.context if line.doubted and line.raw)


def ask_of(finding: Finding, anchor: str, order: int = 0) -> Ask:
    """The question that a finding puts."""
    said = Bilingual(finding.message, finding.message_zh or finding.message)
    return Ask(finding.severity, said, finding.path, finding.line, anchor, finding.code, order=order)


def doubted_lines(finding: Finding) -> list[int]:
    """The raw lines that a finding speaks of: its own first."""
    numbers = [finding.line or 0, *map(int, _SAID.findall(finding.message_zh))]
    return [number for number in dict.fromkeys(numbers) if number][:MOST_DOUBTED]


def last_line(order: int, body: str, lines: Sequence[LineTrace], went: Callable[[Span], tuple[int, str]]) -> int:
    """The raw line at which an item's text ends, 0 if it has none: where it breaks off, that is the place to look."""
    end = "".join(body.split())
    spans = [
        (line.number, "".join(span.text.split())) for line in lines for span in line.spans if went(span)[0] == order
    ]
    ending = [number for number, text in spans if text and end.endswith(text)]
    return max(ending, default=max((number for number, _ in spans), default=0))


def context(
    doubted: Sequence[int], lines: Sequence[LineTrace], went: Callable[[Span], tuple[int, str]]
) -> tuple[ContextLine, ...]:
    """The raw lines in question with the printed ones beside them; `went` gives a span's item and part."""
    full = [line for line in lines if line.text.strip()]
    place = {line.number: index for index, line in enumerate(full)}
    wanted = {
        index
        for number in doubted
        if number in place
        for index in range(max(0, place[number] - BESIDE), min(len(full), place[number] + BESIDE + 1))
    }
    return tuple(_lines(full, sorted(wanted), set(doubted), went))


def _lines(
    full: Sequence[LineTrace], wanted: Sequence[int], doubted: set[int], went: Callable[[Span], tuple[int, str]]
) -> Iterator[ContextLine]:
    before = None
    for index in wanted:
        line = full[index]
        spans = [span for span in line.spans if span.text.strip()]
        order, _ = went(spans[0]) if spans else (0, "")
        chip = " / ".join(dict.fromkeys(went(span)[1] for span in spans))
        gap = before is not None and index != before + 1
        yield ContextLine(line.number, line.text.strip(), order, chip, line.number in doubted, gap)
        before = index


def in_file(text: str, number: int, *, body: bool) -> tuple[ContextLine, ...]:
    """The line of an item's file that a warning of check is about, shortened, and in the `body` the one after it."""
    lines = list(enumerate(text.splitlines(), 1))
    here = next((line for n, line in lines if n == number), "").strip()
    after = next(((n, line.strip()) for n, line in lines if n > number and line.strip() not in ("", "---")), None)
    if not here or here == "---":
        return ()
    shown = here if len(here) <= HEAD + TAIL else f"{here[:TAIL]}……{here[-HEAD:]}"
    out = [ContextLine(number, shown, 0, "", doubted=True, gap=False, raw=False)]
    if after and body:
        rest = after[1] if len(after[1]) <= HEAD else f"{after[1][:HEAD]}……"
        out.append(ContextLine(after[0], rest, 0, "", doubted=False, gap=False, raw=False))
    return tuple(out)


def brief(body: str) -> tuple[str, str, int]:
    """The beginning and the end of an item's text, and how many characters it has; no end where all is shown."""
    text = re.sub(r"\s+", " ", re.sub(r"^#+ ", "", body, flags=re.MULTILINE)).strip()
    count = len(text.replace(" ", ""))
    if len(text) <= HEAD + TAIL:
        return text, "", count
    return text[:HEAD], text[-TAIL:], count
