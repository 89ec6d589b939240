"""Where a line may belong instead: other readings of what is doubted, each with the command that makes it so."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from scripts.conversion.accepting import PROGRAM
from scripts.edition.catalogue import Bilingual, catalogue, words
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.urls import item_name

_HEADS = ("kicker", "headline", "deck")
MOST = 3
"""Other readings shown for a doubt: more would be a menu, not a proposal."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another reading, in words, and the command that makes it so."""

    said: Bilingual
    command: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The printed raw lines of a page in order, and for each the item (0: none) and the part that it went to."""

    date: dt.date
    page: Label
    review: str
    lines: Sequence[int]
    went: Mapping[int, tuple[int, str]]

    def beside(self, line: int, step: int) -> int:
        """The printed line before or after one; 0 for none."""
        at = self.lines.index(line) + step if line in self.went else -1
        return self.lines[at] if 0 <= at < len(self.lines) else 0

    def order(self, line: int) -> int:
        """The item that a line went to; 0 for none."""
        return self.went.get(line, (0, ""))[0]


def proposals(finding: Finding, order: int, last: int, at: Whereabouts) -> tuple[OtherReading, ...]:
    """Other readings of what is doubted of an item; `last` is the raw line at which its text ends, 0 if unknown."""
    case, numbers = _case(finding)
    kind = f"{finding.code}/{case}" if case else finding.code
    return tuple(dict.fromkeys(_proposed(kind, numbers or [finding.line or 0], order, last, at)))[:MOST]


def _proposed(kind: str, numbers: Sequence[int], order: int, last: int, at: Whereabouts) -> Iterator[OtherReading]:
    line, other = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if kind == "unsure/goes-on":
        yield from _head_of_next(line, order, at)
        yield _move(at, _run(line, order, at), "new", "")
    elif kind == "unsure/headline":
        yield from _head_of_next(line, order, at)
        yield from _other_heads(line, order, at)
        yield _move(at, (line, line), "furniture", "")
    elif kind == "unsure/ends" and other in at.went and other > line:  # a line above would come before its text
        yield _move(at, _run(other, at.order(other), at), order, "text")
    elif kind == "unsure/headline-elsewhere" and other in at.went:
        yield _move(at, (other, other), order, "headline")
    elif kind == "unsure/headline-part":
        yield from _other_heads(line, order, at)
    elif kind == "title-missing":  # the rest of the item before it, most likely
        before = at.beside(line, -1)
        if before and at.order(before) not in (0, order):
            yield _move(at, _run(line, order, at), at.order(before), "text")
    elif kind == "unsure/text":
        now = _field(at.went.get(line, (0, ""))[1])
        yield from (_move(at, (line, line), order, part) for part in ("crosshead", "credit") if part != now)
        yield _move(at, (line, line), "furniture", "")
    elif kind == "breaks-off" and last:
        after = at.beside(last, 1)
        if after and at.order(after) != order:
            yield _move(at, _run(after, at.order(after), at), order, "text")
    elif kind in ("begins-inside", "unsure/begins"):
        before = at.beside(line, -1)
        if before and at.order(before) != order:
            yield _move(at, (before, before), order, "text")


def _other_heads(line: int, order: int, at: Whereabouts) -> Iterator[OtherReading]:
    """The line as each part of the item's head that it is not now."""
    now = _field(at.went.get(line, (0, ""))[1])
    yield from (_move(at, (line, line), order, part) for part in _HEADS if part != now)


def _head_of_next(line: int, order: int, at: Whereabouts) -> Iterator[OtherReading]:
    """The line as a headline of the item whose lines come next."""
    after = at.beside(line, 1)
    if after and at.order(after) not in (0, order):
        yield _move(at, (line, line), at.order(after), "headline")


def _run(line: int, order: int, at: Whereabouts) -> tuple[int, int]:
    """The line, and those after it that went to the same item."""
    last = line
    while (after := at.beside(last, 1)) and at.order(after) == order:
        last = after
    return line, last


def _move(at: Whereabouts, lines: tuple[int, int], to: int | str, part: str) -> OtherReading:
    first, last = lines
    span = str(first) if first == last else f"{first}-{last}"
    target = item_name(at.page, to) if isinstance(to, int) else to
    as_part = f" --part {part}" if part not in ("", "text") else ""
    review = f" --review {shlex.quote(at.review)}" if at.review else ""
    command = f"{PROGRAM} move {at.date.isoformat()} {at.page.file}:{span} {target}{as_part}{review}"
    name = f"report-move-{part or to}"
    return OtherReading(words(name, lines=span, order=to), command)


def _field(part: str) -> str:
    return "headline" if part == "title" else part


def _case(finding: Finding) -> tuple[str, list[int]]:
    """Which wording of its code a finding has, and the raw lines that it names there: `at`, then `other`."""
    for name, pattern in _patterns(finding.code):
        if match := pattern.match(finding.message_zh):
            found = match.groupdict()
            return name, [int(found[key]) for key in ("at", "other") if found.get(key)]
    return "", []


@cache
def _patterns(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entry = catalogue().get(code)
    out = []
    for name, case in (entry.cases if entry else {}).items():
        text = re.escape(case.text.zh)
        for key, inner in (("at", r"\d+"), ("other", r"\d+"), ("seen", ".*?"), ("there", ".*?")):
            text = text.replace(re.escape(f"{{{key}}}"), f"(?P<{key}>{inner})", 1)
        out.append((name, re.compile(text)))
    return tuple(out)
