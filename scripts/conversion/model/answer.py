"""What a model answers -> a reading: read as data, checked, mended by rules. No text of an answer is ever used."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scripts.conversion.model.prompt import Request
from scripts.pagetext.clean import is_printing
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import ItemReading, Reading, Value
from scripts.pagetext.readingfaults import Fault
from scripts.pagetext.readingform import Parsed, parse_data
from scripts.pagetext.repair import Checked, repair

LONGEST = 200_000
"""Characters of an answer that are looked at: a page of 500 lines is answered in 3,000."""
ASK_AGAIN = 0.02
"""Share of a page's characters that an answer may have wrong without being asked again."""
GIVE_UP = 0.25
"""Share from which an answer is not mended: the page goes to the built-in reader."""
MOST_FURNITURE = 0.6
"""Share of a page that may be furniture: more, and the answer hides the news."""

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```(?:json)?[ \t]*\n(.*?)```", re.DOTALL | re.IGNORECASE)


def parse_answer(text: str, page: PageModel) -> Parsed:
    """An answer as a reading. What a model writes round its JSON (thoughts, fences, a greeting) is passed over."""
    nothing = Reading(reader="model")
    bare = without_thoughts(text).removeprefix("\ufeff")
    if len(bare) > LONGEST:
        return Parsed(nothing, (Fault("too-long"),))
    last = Parsed(nothing, (Fault("not-json", ("no JSON in it",)),))
    for candidate in _candidates(bare):
        try:
            data = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        parsed = parse_data(data, page, "model")
        if parsed.reading.items or parsed.reading.furniture:
            return parsed
        last = parsed
    return last


def _candidates(text: str) -> Iterable[str]:
    """Where the JSON of an answer may be: all of it, a fenced part, from the first bracket to the last."""
    yield text
    yield from (match[1].strip() for match in _FENCE.finditer(text))
    for opening, closing in ("{}", "[]"):
        low, high = text.find(opening), text.rfind(closing)
        if 0 <= low < high:
            yield text[low : high + 1]
    cut = _closed(text)
    if cut:
        yield cut


def _closed(text: str) -> str:
    """An answer that was cut off, closed behind its last whole item; "" where there is none."""
    low, high = text.find("["), text.rfind("}")
    if low < 0 or high < low:
        return ""
    return text[low : high + 1] + "]"


def without_thoughts(text: str) -> str:
    """An answer without what a model thought before it; what is far too long to be one is cut."""
    return _THOUGHT.sub("", text[: 10 * LONGEST]).strip()[: LONGEST + 1]


@dataclass(frozen=True, slots=True)
class Judged:
    """A page's answer after checks: `usable` says whether its reading may be taken."""

    checked: Checked
    faults: tuple[Fault, ...]

    @property
    def usable(self) -> bool:
        """Whether rules could mend it."""
        return self.checked.wrong <= GIVE_UP

    @property
    def good(self) -> bool:
        """Whether there is nothing to ask again for."""
        return self.checked.wrong <= ASK_AGAIN


def judge(page: PageModel, parsed: Sequence[Parsed], guide: Reading) -> Judged:
    """The answers to a page's requests put together, checked and mended; `guide` is the built-in reading."""
    reading = stitched([part.reading for part in parsed], guide)
    checked = repair(page, reading, guide, snap=True)
    faults = [fault for part in parsed for fault in part.faults]
    if _furniture_share(page, reading) > MOST_FURNITURE:
        faults.append(Fault("all-furniture"))
        checked = replace(checked, wrong=1.0)
    distinct = dict.fromkeys([*faults, *checked.faults])
    return Judged(checked, tuple(distinct))


def judge_part(request: Request, parsed: Parsed, guide: Reading) -> Judged:
    """One answer alone, to decide whether it is asked for again."""
    return judge(request.page, [parsed], within(guide, request.page))


def _furniture_share(page: PageModel, reading: Reading) -> float:
    lines = page.by_number()
    total = sum(sum(map(is_printing, line.raw)) for line in page.lines)
    if len(page.lines) < _FEW_LINES:
        return 0.0
    named = sum(
        sum(map(is_printing, lines[piece.line].raw[piece.start : piece.end]))
        for value in reading.furniture
        for piece in value
        if piece.line in lines
    )
    return named / max(1, total)


_FEW_LINES = 40
"""Lines of a page that may be nothing but furniture: a section's cover."""


def within(reading: Reading, page: PageModel) -> Reading:
    """What a reading says of a page's lines, other lines left out."""
    numbers = set(page.by_number())

    def kept(values: Iterable[Value]) -> tuple[Value, ...]:
        parts = (tuple(piece for piece in value if piece.line in numbers) for value in values)
        return tuple(value for value in parts if value)

    items: list[ItemReading] = []
    places: dict[int, int] = {}
    for index, item in enumerate(reading.items):
        body = []
        for block in item.body:
            if block.kind == "row":
                cells = tuple(tuple(p for p in cell if p.line in numbers) for cell in block.cells)
                body += [replace(block, cells=cells)] if any(cells) else []
            else:
                body += [replace(block, value=value) for value in kept([block.value])]
        fields = {
            name: kept(item.field(name))
            for name in ("kicker", "headline", "deck", "byline", "credit", "jump_from", "jump_to")
        }
        rest = replace(item, body=tuple(body), **fields)  # type: ignore[arg-type]
        if any(True for _ in rest.values()):
            places[index] = len(items)
            items.append(rest)
    items = [
        item if item.belongs_to is None else replace(item, belongs_to=places.get(item.belongs_to)) for item in items
    ]
    doubts = tuple(
        doubt._replace(item=places[doubt.item])
        for doubt in reading.doubts
        if doubt.item in places and doubt.item is not None
    )
    return replace(
        reading, items=tuple(items), furniture=kept(reading.furniture), doubts=doubts, reasons=reading.reasons
    )


def stitched(readings: Sequence[Reading], guide: Reading) -> Reading:
    """Readings of the parts of a long page as one: a story goes on over a cut where it does so in the guide."""
    items: list[ItemReading] = []
    furniture: list[Value] = []
    owner = {piece.line: n for n, item in enumerate(guide.items) for value in item.values() for piece in value}
    inside = {
        (above.line, other.line)
        for value in guide.values()
        for above, other in pairwise(value)
        if above.line != other.line
    }
    for reading in readings:
        more = list(reading.items)
        furniture += reading.furniture
        places = {index: index + len(items) for index in range(len(more))}
        if items and more and _goes_on(items, more[0], owner):
            at = _before(items, more[0], owner)
            items[at] = _joined(items[at], more.pop(0), inside)
            places = {index: place - 1 for index, place in places.items()} | {0: at}
        items += (
            replace(item, belongs_to=None if item.belongs_to is None else places[item.belongs_to]) for item in more
        )
    return Reading(tuple(items), tuple(furniture), reader="model")


def _goes_on(items: Sequence[ItemReading], first: ItemReading, owner: dict[int, int]) -> bool:
    return first.kind == "article" and not first.headline and _before(items, first, owner) >= 0


def _before(items: Sequence[ItemReading], first: ItemReading, owner: dict[int, int]) -> int:
    """The last article that the guide has in one item with the beginning of another; -1 where there is none."""
    start = next((value[0].line for value in first.values() if value), None)
    for at in range(len(items) - 1, -1, -1):
        ends = [value[-1].line for block in items[at].body for value in block.values() if value]
        if items[at].kind == "article" and ends and start in owner and owner.get(ends[-1]) == owner[start]:
            return at
    return -1


def _joined(item: ItemReading, more: ItemReading, inside: set[tuple[int, int]]) -> ItemReading:
    body, rest = list(item.body), list(more.body)
    if body and rest and body[-1].kind == rest[0].kind == "paragraph":
        last, other = body[-1].value, rest[0].value
        if last and other and (last[-1].line, other[0].line) in inside:
            body[-1] = replace(body[-1], value=last + other)
            rest.pop(0)
    return replace(
        item,
        body=(*body, *rest),
        deck=item.deck + more.kicker + more.deck,
        byline=item.byline + more.byline,
        credit=item.credit + more.credit,
        jump_from=item.jump_from + more.jump_from,
        jump_to=item.jump_to + more.jump_to,
    )
