"""What a model is asked: instructions in the project's words, a page's numbered lines, and a schema for the answer."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from scripts.pagetext.clean import INVISIBLE
from scripts.pagetext.credits import find_credit
from scripts.pagetext.elements import unglue
from scripts.pagetext.geometry import LineGeometry
from scripts.pagetext.lines import Line
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import Piece
from scripts.pagetext.readingfaults import Fault

_INSTRUCTIONS = Path(__file__).with_name("instructions.txt")


@cache
def instructions() -> str:
    """The words for a model, whatever its page, with an example."""
    return _INSTRUCTIONS.read_text(encoding="utf-8")


_RANGES = {"type": "string", "pattern": "^[0-9:,|+ #~-]*$"}
"""Nothing but ranges of lines: where an endpoint holds a model to the schema, it cannot write any text."""
_FIELDS = ("kicker", "headline", "deck", "byline", "text", "credit", "jump_from", "jump_to")
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "enum": ["article", "photo", "refer", "notice", "furniture"]},
                    **dict.fromkeys(_FIELDS, _RANGES),
                },
                "required": ["kind"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["items"],
    "additionalProperties": False,
}
"""The answer's JSON schema, for endpoints that take one."""

LAYOUT_NOTE = """\
Before each line ‹left-right top size› says where it stands on the page, in points from the top left corner, and how
large its type is. It says more than the order of the lines: what stands in one column, below one headline, belongs
together.
"""
REMINDER = 'Answer with JSON only: {"items": [...]}'
MOST_LINES = 500
"""Lines in one request, at most: about 12,000 tokens, which small models of one's own still take."""
SHOWN_FAULTS = 20
"""Faults that are named when a model is asked again."""
_PARTED = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
"""A space that parts Chinese from Chinese: the others are typesetting's."""
_WIDE = 16.0
"""Ems from which a line is likely to hold two things that a space parts."""
_MOST_PARTS = 4
_LEAST_PART = 2
_LETTER_SPACED = 0.3

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """One question: a page, or a part of a long one. `lines` are those of `page` that it shows."""

    page: PageModel
    part: int = 1
    parts: int = 1

    def messages(self) -> list[Message]:
        """System and user message, in the chat interface's form."""
        note = f"\n{LAYOUT_NOTE}" if self.page.layout else ""
        return [
            {"role": "system", "content": f"{instructions()}{note}"},
            {"role": "user", "content": self.question()},
        ]

    def question(self) -> str:
        """The page's lines, with their numbers."""
        numbers = [line.number for line in self.page.lines]
        which = f"lines {numbers[0]} to {numbers[-1]}" if numbers else "no lines"
        part = f" (part {self.part} of {self.parts}: what begins or goes on outside it is not shown)"
        shown = "\n".join(numbered(self.page))
        return f"The page, {which}{part if self.parts > 1 else ''}:\n\n{shown}\n\n{REMINDER}"

    def again(self, answer: str, faults: Sequence[Fault]) -> list[Message]:
        """The same conversation after an answer with faults: they are named, and a whole answer is asked for."""
        listed = "\n".join(f"- {fault.message()}" for fault in faults[:SHOWN_FAULTS])
        more = f"\n- and {len(faults) - SHOWN_FAULTS} more" if len(faults) > SHOWN_FAULTS else ""
        return [
            *self.messages(),
            {"role": "assistant", "content": answer[:_MOST_ANSWER]},
            {
                "role": "user",
                "content": f"That is not right yet:\n{listed}{more}\n\nGive the whole answer again. {REMINDER}",
            },
        ]

    def key(self, model: str) -> str:
        """What an answer is kept by: a digest of the model's name, the instructions, the schema and the lines."""
        text = json.dumps([model, self.messages(), SCHEMA], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_MOST_ANSWER = 20_000
"""Characters of a faulty answer that are sent back."""


def requests_of(page: PageModel, most: int = MOST_LINES) -> list[Request]:
    """A page's requests: one, or several where it has more lines than one should hold."""
    lines = page.lines
    count = max(1, -(-len(lines) // most))
    cuts = [0]
    for n in range(1, count):
        cuts.append(_cut_near(lines, len(lines) * n // count, cuts[-1] + 1))
    bounds = [*cuts, len(lines)]
    return [
        Request(PageModel(lines[low:high], page.layout, page.page), n + 1, count)
        for n, (low, high) in enumerate(pairwise(bounds))
    ]


def _cut_near(lines: Sequence[Line], at: int, low: int) -> int:
    """Where a long page is best cut near a line: behind a sentence's end, before a blank line if there is one."""
    window = range(max(low, at - _WINDOW), min(len(lines), at + _WINDOW))
    return min(window, key=lambda n: (2 * (not lines[n - 1].terminal) + (not lines[n].gap), abs(n - at)), default=at)


_WINDOW = 25


def numbered(page: PageModel) -> Iterator[str]:
    """The lines as a model sees them: number, place where it is known, text, likely parts. Blank lines stay blank."""
    for line in page.lines:
        if line.gap and line is not page.lines[0]:
            yield ""
        place = page.layout.lines.get(line.number) if page.layout else None
        where = f"{_where(place)} " if place else ""
        parts = parts_of(line)
        hint = f" ‹{' '.join(_span(part, len(line.raw)) for part in parts)}›" if parts else ""
        yield f"{line.number} {where}{_shown(line.raw)}{hint}"


def _where(place: LineGeometry) -> str:
    return f"‹{place.box.left:.0f}-{place.box.right:.0f} {place.box.top:.0f} {place.size:.0f}›"


def _shown(raw: str) -> str:
    """A raw line, character for character: what cannot be shown is a dot, so that characters can be counted."""
    return INVISIBLE.sub("·", raw).replace("\t", " ").rstrip()


def _span(part: Piece, size: int) -> str:
    return f"{part.start + 1}-{size if part.end is None else part.end}"


def parts_of(line: Line) -> list[Piece]:
    """The likely parts of a line that may hold several things, else none: by marks, wide spaces, a credit behind."""
    cut = unglue([line])
    spans = [(part.start, len(line.raw.rstrip()) if part.end is None else part.end) for part in cut]
    if len(spans) < 2 and line.width >= _WIDE and line.spaced < _LETTER_SPACED:
        text = line.raw.rstrip()
        inside = (match.end() for match in _PARTED.finditer(text, len(text) - len(text.lstrip())))
        parts: list[tuple[int, int]] = []
        for low, high in pairwise([0, *inside, len(text)]):
            if parts and len(text[low:high].strip()) < _LEAST_PART:
                parts[-1] = parts[-1][0], high
            else:
                parts.append((low, high))
        if 2 <= len(parts) <= _MOST_PARTS:
            spans = parts
    credit = find_credit(line.text)
    if credit and credit[0]:
        at = _raw_offset(line, credit[0])
        spans = [(low, high) for low, high in spans if high <= at] + [
            (low, at) for low, high in spans if low < at < high
        ]
        spans.append((at, len(line.raw.rstrip())))
    out = []
    for low, high in spans:
        text = line.raw[low:high]
        low += len(text) - len(text.lstrip())
        high -= len(text) - len(text.rstrip())
        if low < high:
            out.append(Piece(line.number, low, high))
    return out if len(out) > 1 else []


def _raw_offset(line: Line, at: int) -> int:
    """Where in the raw line an offset of its cleaned text is."""
    count = sum(not char.isspace() for char in line.text[:at])
    for n, char in enumerate(line.raw):
        if not count:
            return n
        count -= not char.isspace() and not INVISIBLE.match(char)
    return len(line.raw)
