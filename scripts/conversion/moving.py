"""Moving raw lines in an edition: the page's reading as it is, with the lines moved, written beside the raw file."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from scripts.conversion import record as records
from scripts.conversion.moved import ItemPart, holder, together, with_doubts, with_lines_moved
from scripts.conversion.pristine import Pristine
from scripts.conversion.readers import FileReader, ReaderJob, by_hand, converted_pages
from scripts.conversion.record import EditionRecord, RecordError
from scripts.conversion.settle import Shelf, orders_of
from scripts.conversion.sources import RawFile, discover, read, shown
from scripts.edition.catalogue import UserError, words
from scripts.edition.files import write_atomic
from scripts.edition.label import Label, LabelError
from scripts.edition.urls import edition_folder, item_name
from scripts.pagetext import ConvertedPage
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import Reading
from scripts.pagetext.readingform import NAME, dump

_LINES = re.compile(r"([A-Za-z]{0,2}\d{1,3}):(\d+)(?:-(\d+))?")
_ITEM = re.compile(r"([A-Za-z]{0,2}\d{1,3})-(\d{1,3})(?:\.md)?")
NEW, FURNITURE = "new", "furniture"


class MoveError(UserError):
    """Lines that cannot be moved as asked, and what to do."""


@dataclass(frozen=True, slots=True)
class LineMove:
    """Raw lines of a page, from `first` to `last`, that go to `to`: an item (`04-03`), `new` or `furniture`."""

    page: Label
    first: int
    last: int
    to: str
    part: ItemPart = "text"


def move_typed(lines: str, to: str, part: ItemPart) -> LineMove:
    """What was typed: `04:273-275` and `04-03`. Raises MoveError."""
    match = _LINES.fullmatch(lines)
    try:
        page = Label.parse(match[1]) if match else None
        item = _ITEM.fullmatch(to)
        to = item_name(Label.parse(item[1]), int(item[2])) if item else to
    except LabelError:
        page = None
    if match is None or page is None:
        raise MoveError(words("move-lines", word=lines))
    if to not in (NEW, FURNITURE) and not item:
        raise MoveError(words("move-to", word=to))
    first, last = int(match[2]), int(match[3] or match[2])
    return LineMove(page, min(first, last), max(first, last), to, part)


class _Kept(FileReader):
    """A reader that keeps what it read."""

    def __init__(self, file: RawFile, data: bytes, folder: Path) -> None:
        super().__init__(file, data, ReaderJob(), folder)
        self.pages: list[tuple[PageModel, Reading]] = []

    def __call__(self, page: PageModel) -> Reading:
        reading = super().__call__(page)
        self.pages.append((page, reading))
        return reading


def moved(raw: Path, content: Path, date: dt.date, move: LineMove) -> tuple[RawFile, Path, str]:
    """The raw file of a page, the place of its reading by hand, and that reading with lines moved. Raises MoveError."""
    folder = content / edition_folder(date)
    record = _record(folder)
    known = record.pages.get(move.page)
    files = [f for f in discover([raw / edition_folder(date)]) if isinstance(f, RawFile)]
    name = known.raw if known else ""
    file = next((f for f in files if f.path.name == name), next((f for f in files if f.number == move.page), None))
    if file is None:
        raise MoveError(words("move-no-raw", page=move.page, folder=shown(raw / edition_folder(date))))
    data, problem = read(file)
    if problem:
        raise MoveError(words("move-no-raw", page=move.page, folder=file.shown))
    reader = _Kept(file, data, folder)
    pages = {page.page.number: page for page in converted_pages(file, data, reader)}
    page, reading = together(reader.pages)
    doubts = (doubt for _, one in reader.pages for doubt in one.doubts)
    reading = with_doubts(reading, doubts, pages.values())
    there = [line.number for line in page.lines if move.first <= line.number <= move.last and line.text.strip()]
    of_page = {line.number for line in pages[move.page].lines if line.text.strip()} if move.page in pages else set()
    if not there or not set(there) <= of_page:
        limits = sorted(of_page) or [0]
        raise MoveError(words("move-no-line", page=move.page, file=file.shown, first=limits[0], last=limits[-1]))
    to = _target(move, reading, pages, Shelf(folder, date, Pristine(content, date)), record)
    new = with_lines_moved(reading, page, there, to, move.part)
    place = by_hand(file) or file.path.with_name(file.path.name.removesuffix(file.path.suffix) + NAME)
    return file, place, dump(new, page)


def _target(
    move: LineMove, reading: Reading, pages: dict[Label, ConvertedPage], shelf: Shelf, record: EditionRecord
) -> int | None:
    """The index of the item that the lines go to; the number of items for a new one, None for furniture."""
    if move.to == FURNITURE:
        return None
    if move.to == NEW:
        return len(reading.items)
    letters, _, order = move.to.rpartition("-")
    label = Label.parse(letters)
    page = pages.get(label)
    if page is None:
        raise MoveError(words("move-other-file", to=move.to, page=move.page))
    known = record.pages[label].items if label in record.pages else {}
    orders = orders_of(shelf, label, page.items, known)
    number = next((item.order for item, on_disk in zip(page.items, orders, strict=True) if on_disk == int(order)), 0)
    spans = [line.number for line in page.lines for s in line.spans if s.target == "item" and s.order == number]
    index = holder(reading, spans) if number else None
    if index is None:
        raise MoveError(words("move-no-item", to=move.to))
    return index


def write(place: Path, text: str) -> None:
    """Put the reading in its place. Raises OSError."""
    write_atomic(place, text)


def _record(folder: Path) -> EditionRecord:
    try:
        return records.load((folder / records.NAME).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, RecordError):
        return EditionRecord()
