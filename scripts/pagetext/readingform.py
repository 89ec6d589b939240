"""The written form of a reading: a list of items, each field a string of line ranges. By hand, and a model's answer.

    {"kind": "article", "kicker": "466", "headline": "467-468", "text": "12-15,19-22 23:1-12 #130 79|103"}

A word is a paragraph, or a printed line of a headline. In a word `12-15` are lines, `,` joins, `23:1-12` are characters
(from 1, the last included) of a line, `23:13-` those to its end; blank lines in a range do not count. `#130` is a
crosshead, `79|103` a row of a table with its cells, `~12-15` a stanza of which each line is a line of verse (`12+13`
joins two).
Furniture is an item of the kind `furniture`, a word a printed line. `belongs_to` of a photo is a line of its story.
`doubts` of an item are those that nobody has looked into yet, `breaks-off:264 unsure:60:goes-on:59`: a code of
`review`, the raw line, and what may be wrong there with which other line.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import (
    FIELDS,
    HEAD_FIELDS,
    ITEM_KINDS,
    Block,
    ItemReading,
    Piece,
    ReaderName,
    Reading,
    ReadingDoubt,
    Value,
)
from scripts.pagetext.readingfaults import Fault

NAME = ".reading.json"
"""What the name of a reading by hand ends with, beside the raw text: `A01.reading.json`."""
MOST_WORDS = 20_000
"""Ranges and cells in one reading, at most: a page has about 400 lines, thirty pages in one file 12,000."""

_RANGE = re.compile(r"([0-9]{1,7})(?:(?::([0-9]{1,6})-([0-9]{1,6})?)|(?::([0-9]{1,6}))|(?:-([0-9]{1,7})))?")
_DASHES = re.compile("[–—−~～](?=[0-9])|(?<=[0-9])[–—−]")
_COMMAS = re.compile("[，、;；]")
_SPACED = re.compile(r"\s*[,+]\s*|(?<=[0-9])\s+\|\s+(?=[0-9])")
"""Spaces at marks within a word."""
_LINE_FIELDS = frozenset({"byline", "credit", "jump_from", "jump_to", *HEAD_FIELDS})
_DOUBT = re.compile(r"([a-z]+(?:-[a-z]+)*)(?::([0-9]{1,7}))?(?::([a-z-]*)(?::([0-9]{1,7}))?)?")
_UNREAD = frozenset({"authors", "order", "page", "note", "notes", "comment"})
"""Fields that say nothing to the program: names are read from the page, and people may leave notes."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A reading as it was written, and what is wrong with its form; what could be read is in the reading."""

    reading: Reading
    faults: tuple[Fault, ...] = ()


def parse(text: str, page: PageModel, reader: ReaderName = "hand") -> Parsed:
    """A reading from its written form. Faulty parts are reported and left out; nothing is raised."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except RecursionError:
        return Parsed(Reading(reader=reader), (Fault("not-json", ("nested too deeply",)),))
    except ValueError as error:
        return Parsed(Reading(reader=reader), (Fault("not-json", (_shown_error(error),)),))
    return parse_data(data, page, reader)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _shown_error(error: ValueError) -> str:
    return f"{error.msg}: line {error.lineno}" if isinstance(error, json.JSONDecodeError) else str(error)[:60]


def parse_data(data: object, page: PageModel, reader: ReaderName = "hand") -> Parsed:
    """The same from JSON that was read already: a list of items, or an object with `items`."""
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        data = data["items"]
    if not isinstance(data, list):
        return Parsed(Reading(reader=reader), (Fault("not-a-list"),))
    return _Parser(page, reader).reading(data)


class _Parser:
    def __init__(self, page: PageModel, reader: ReaderName) -> None:
        self.reader = reader
        self.numbers = [line.number for line in page.lines]
        self.faults: list[Fault] = []
        self.room = MOST_WORDS
        self.item = 0
        self.field = ""

    def fault(self, code: str, *values: object, line: int | None = None) -> None:
        self.faults.append(Fault(code, values, self.item, self.field, line))

    def reading(self, data: Sequence[object]) -> Parsed:
        items: list[ItemReading] = []
        furniture: list[Value] = []
        doubts: list[ReadingDoubt] = []
        photos: list[tuple[int, int]] = []  # a photo's index and a line of its story
        for self.item, entry in enumerate(data):
            self.field = ""
            if not isinstance(entry, dict):
                self.fault("not-an-item")
                continue
            kind = entry.get("kind")
            if kind == "furniture":
                for name, value in entry.items():
                    if name != "kind":
                        furniture += self.furniture(name, value)
                continue
            if kind not in ITEM_KINDS:
                self.fault("unknown-kind", str(kind)[:20])
                kind = "article"
            item = self.item_reading(kind, entry)
            self.field = ""
            if not any(True for _ in item.values()):
                self.fault("empty-item")
                continue
            line = _line_number(entry.get("belongs_to"))
            if line is not None:
                photos.append((len(items), line))
            if self.reader == "hand":
                doubts += _doubts(entry.get("doubts"), len(items))
            items.append(item)
        owner = {piece.line: n for n, item in enumerate(items) for value in item.values() for piece in value}
        for index, line in photos:
            story = owner.get(line)
            if story is not None and story != index:
                items[index] = replace(items[index], belongs_to=story)
        return Parsed(Reading(tuple(items), tuple(furniture), tuple(doubts), self.reader), tuple(self.faults))

    def furniture(self, name: str, value: object) -> Iterator[Value]:
        self.field = str(name)[:20]
        for word in self.words(value):
            pieces = tuple(piece for part in word.lstrip("#~").split("|") for piece in self.value(part))
            if pieces:
                yield pieces

    def item_reading(self, kind: str, data: dict[str, object]) -> ItemReading:
        fields: dict[str, tuple[Value, ...]] = {}
        body: tuple[Block, ...] = ()
        for name, given in data.items():
            self.field = str(name)[:20]
            if name in ("kind", "belongs_to", "doubts") or name in _UNREAD or given is None or name.endswith("_text"):
                continue
            if name in ("jump_from", "jump_to") and isinstance(given, int):
                continue  # the page's number alone, which is on the page as well
            if name == "text":
                body = tuple(self.body(given))
            elif name in _LINE_FIELDS:
                values = (self.value(word.lstrip("#~")) for word in self.words(given))
                fields[name] = tuple(value for value in values if value)
            else:
                self.fault("unknown-field", self.field)
        return ItemReading(kind=kind, body=body, **fields)  # type: ignore[arg-type]

    def words(self, value: object) -> list[str]:
        """The words of a field; lists of strings and bare numbers are taken for what they mean."""
        if isinstance(value, bool) or not isinstance(value, str | int | list):
            if value is not None:
                self.fault("not-words", str(value)[:20])
            return []
        if isinstance(value, int):
            return [str(value)]
        if isinstance(value, list):
            return [word for part in value[:MOST_WORDS] for word in self.words(part)]
        text = _COMMAS.sub(",", value[: 16 * MOST_WORDS])
        return _SPACED.sub(lambda match: match[0].strip(), text).split()

    def body(self, value: object) -> Iterator[Block]:
        for word in self.words(value):
            if word.startswith("#"):
                if pieces := self.value(word.lstrip("#")):
                    yield Block("crosshead", pieces)
            elif word.startswith("~"):
                yield from self.stanza(word.lstrip("~"))
            elif "|" in word:
                cells = tuple(self.value(cell) for cell in word.removesuffix("|").split("|"))
                if any(cells):
                    yield Block("row", cells=cells)
            elif pieces := self.value(word):
                yield Block("paragraph", pieces)

    def stanza(self, word: str) -> Iterator[Block]:
        first = True
        for part in word.split(","):
            pieces = self.value(part.replace("+", ","))
            for value in [pieces] if "+" in part and pieces else [(piece,) for piece in pieces]:
                yield Block("verse", value, stanza=first)
                first = False

    def value(self, word: str) -> Value:
        """The pieces of a word; what is not a range is reported and left out."""
        out: list[Piece] = []
        for part in _DASHES.sub("-", word).split(","):
            if not part:
                continue
            match = _RANGE.fullmatch(part)
            if match is None:
                self.fault("bad-word", part[:20])
                continue
            self.room -= 1
            if self.room < 0:
                if self.room == -1:
                    self.fault("too-long")
                continue
            out += self.pieces(part, match)
        return tuple(out)

    def pieces(self, part: str, match: re.Match[str]) -> list[Piece]:
        number, first, last, only, end = (int(group) if group else 0 for group in match.groups())
        if match[2] or match[4]:
            first, last = (first, last) if match[2] else (only, only)
            if number not in self.numbers[bisect_left(self.numbers, number) :][:1]:
                self.fault("no-such-line", number)
                return []
            if (last and last < first) or not first:
                self.fault("backwards", part)
                first, last = (max(1, last), first) if last else (1, 0)
            return [Piece(number, first - 1, last or None)]
        if match[5] is None:
            end = number
        if end < number:
            self.fault("backwards", part)
            number, end = end, number
        numbers = self.numbers[bisect_left(self.numbers, number) : bisect_right(self.numbers, end)]
        if not numbers or numbers[0] != number or numbers[-1] != end:
            absent = [n for n in dict.fromkeys((number, end)) if n not in (numbers[:1] + numbers[-1:])]
            limits = (self.numbers[0], self.numbers[-1]) if self.numbers else (1, 0)
            for n in absent:
                if not limits[0] <= n <= limits[1] or not numbers:  # a blank line at a range's end is no fault
                    self.fault("no-such-line", n)
        self.room -= len(numbers)
        return [Piece(n) for n in numbers] if self.room >= 0 else []


def _line_number(value: object) -> int | None:
    match = re.match("[0-9]{1,7}", str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else None
    return int(match[0]) if match else None


def _doubts(value: object, item: int) -> Iterator[ReadingDoubt]:
    for word in value[:2000].split() if isinstance(value, str) else ():
        if match := _DOUBT.fullmatch(word):
            line, other = (int(match[n]) if match[n] else None for n in (2, 4))
            yield ReadingDoubt(match[1], item, line, 0.0, match[3] or "", other)


def _doubt(doubt: ReadingDoubt) -> str:
    parts = (doubt.code, str(doubt.line or ""), doubt.why, str(doubt.other or ""))
    return ":".join(parts).rstrip(":")


def dump(reading: Reading, page: PageModel) -> str:
    """The written form of a reading, an item a line; `parse` gives the same items, furniture and doubts back."""
    places = {line.number: n for n, line in enumerate(page.lines)}
    out: list[dict[str, str]] = []
    for index, item in enumerate(reading.items):
        entry: dict[str, str] = {"kind": item.kind}
        for name in FIELDS:
            if values := item.field(name):
                entry[name] = " ".join(_word(value, places) for value in values)
        if item.body:
            entry["text"] = " ".join(_body(item.body, places))
        if item.belongs_to is not None:
            story = reading.items[item.belongs_to]
            entry["belongs_to"] = str(next((value[0].line for value in story.values() if value), ""))
        if doubts := [_doubt(doubt) for doubt in reading.doubts if doubt.item == index]:
            entry["doubts"] = " ".join(doubts)
        out.append(entry)
    if reading.furniture:
        out.append({"kind": "furniture", "text": " ".join(_word(value, places) for value in reading.furniture)})
    return "[\n" + ",\n".join(json.dumps(entry) for entry in out) + "\n]\n"


def _body(blocks: Sequence[Block], places: dict[int, int]) -> Iterator[str]:
    verses: list[str] = []
    for block in blocks:
        if verses and (block.kind != "verse" or block.stanza):
            yield "~" + ",".join(verses)
            verses = []
        if block.kind == "crosshead":
            yield "#" + _word(block.value, places)
        elif block.kind == "row":
            cells = "|".join(_word(cell, places) for cell in block.cells)
            yield cells + ("|" if len(block.cells) == 1 or not block.cells[-1] else "")
        elif block.kind == "verse":
            verses.append(_word(block.value, places, joined="+"))
        else:
            yield _word(block.value, places)
    if verses:
        yield "~" + ",".join(verses)


def _word(value: Value, places: dict[int, int], joined: str = ",") -> str:
    """A value as a word: whole lines that follow one another as a range."""
    words: list[str] = []
    whole = [(n, piece) for n, piece in enumerate(value)]
    for _, group in groupby(whole, key=lambda entry: _run_key(entry[0], entry[1], places, joined)):
        pieces = [piece for _, piece in group]
        first, last = pieces[0], pieces[-1]
        if first.start or first.end is not None:
            words.append(f"{first.line}:{first.start + 1}-{'' if first.end is None else first.end}")
        else:
            words.append(str(first.line) if first is last else f"{first.line}-{last.line}")
    return joined.join(words)


def _run_key(n: int, piece: Piece, places: dict[int, int], joined: str) -> tuple[int, int]:
    """The same for whole lines that follow one another, and for no others."""
    if piece.start or piece.end is not None or joined == "+":
        return (1, n)
    return (0, places.get(piece.line, -1) - n) if piece.line in places else (1, n)
