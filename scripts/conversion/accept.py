"""Accepting review entries: they are removed from an edition's files and remembered in its record.

A file that only convert has written still counts as convert's own afterwards, so that a better conversion replaces it;
one that an editor changed stays the editor's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from scripts.conversion import record as records
from scripts.conversion.pristine import Pristine
from scripts.conversion.record import EditionRecord, PageRecord, RecordError, text_id
from scripts.conversion.sources import shown
from scripts.edition import editionfile, frontmatter
from scripts.edition.catalogue import Bilingual, finding
from scripts.edition.check import acceptance, check_edition
from scripts.edition.files import write_if_changed
from scripts.edition.finding import Finding
from scripts.edition.label import Label, LabelError
from scripts.edition.reviewlist import entries_in, without
from scripts.edition.rules import Rules
from scripts.edition.tally import OPEN
from scripts.edition.urls import edition_folder, place_of


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """One open entry: the file, its title, what is asked, and the line of the raw page at which to look.

    `raw` is the raw page's file and `why` what convert said about the item; both are empty if the record has nothing.
    `warning`: it is no entry, but a warning of check.
    """

    path: Path
    title: str
    code: str
    raw: str = ""
    line: int = 0
    why: Bilingual = Bilingual("", "")  # noqa: RUF009 - frozen
    warning: bool = False

    @property
    def page(self) -> str:
        """The page's label as its files have it: `01`, `A01`."""
        return self.path.stem.rpartition("-")[0]


def label_in_files(label: str) -> str:
    """A page's label as file names have it (`1` -> `01`, `a3` -> `A03`), or "" if it is not a label."""
    try:
        return Label.parse(label).file
    except LabelError:
        return ""


def open_entries(content: Path, date: dt.date) -> Iterator[OpenEntry]:
    """All open entries of an edition, in the order of its files."""
    folder = content / edition_folder(date)
    pages = _pages_recorded(folder)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        place = place_of(path.name)
        if place is None:
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # which check reports
        for code in entries_in(text):
            item = frontmatter.parse(text, "", (date, *place)).item
            yield OpenEntry(path, item.title if item else "", code, *_asked(pages, place, code))


def open_warnings(content: Path, date: dt.date, rules: Rules) -> list[OpenEntry]:
    """The warnings of check about an edition that nobody has accepted; of the edition's own the path is edition.yml."""
    folder = content / edition_folder(date)
    return [
        OpenEntry(
            folder / (f.path.rpartition("/")[2]), "", f.code, why=Bilingual(f.message, f.message_zh), warning=True
        )
        for f in check_edition(content, date, rules=rules)
        if f.severity == "warning" and f.code not in OPEN
    ]


def accept_warnings(content: Path, date: dt.date, warnings: Iterable[OpenEntry]) -> list[Finding]:
    """Remember in edition.yml that these warnings may stand. Returns findings about what failed. Raises OSError."""
    path = content / edition_folder(date) / editionfile.NAME
    names = [acceptance(warning.path.name, warning.code) for warning in warnings]
    if not names:
        return []
    if not path.exists():
        return [finding("edition-missing", shown(path))]
    text = path.read_bytes().decode("utf-8", "replace")
    before = editionfile.parse(text)
    new = editionfile.with_accepted(text, dict.fromkeys((*before.accepted, *names)))
    if new is None or "\ufffd" in text:
        return [finding("review-by-hand", shown(path))]
    write_if_changed(path, new)
    return []


class Reasons:
    """What convert said when it asked for an edition's review entries; the record is read at the first question."""

    def __init__(self, content: Path, date: dt.date) -> None:
        self._folder = content / edition_folder(date)

    @cached_property
    def _pages(self) -> Mapping[Label, PageRecord]:
        return _pages_recorded(self._folder)

    def __call__(self, name: str, code: str) -> Bilingual | None:
        """The reason for an entry of this item's file, with the raw line; None if there is none on record."""
        place = place_of(name)
        raw, line, said = _asked(self._pages, place, code) if place else ("", 0, Bilingual("", ""))
        return Bilingual(f"{said.en} ({raw}:{line})", f"{said.zh}（{raw}:{line}）") if said.en else None


def _pages_recorded(folder: Path) -> Mapping[Label, PageRecord]:
    """The pages of an edition's record; none if there is no record or it cannot be read, which convert reports."""
    try:
        return _load(folder).pages
    except (OSError, UnicodeDecodeError, RecordError):
        return {}


def _asked(pages: Mapping[Label, PageRecord], place: tuple[Label, int], code: str) -> tuple[str, int, Bilingual]:
    """The raw file and line at which convert asked for an entry of an item, and what it said; empty where unknown."""
    page = pages.get(place[0])
    item = page.items.get(place[1]) if page else None
    line = item.asked.get(code, 0) if item else 0
    if page is None or not line:
        return "", 0, Bilingual("", "")
    said = next((f for f in page.findings if (f.code, f.line) == (code, line)), None)
    return page.raw, line, Bilingual(said.message, said.message_zh) if said else Bilingual("", "")


def accept(content: Path, date: dt.date, wanted: Callable[[OpenEntry], bool]) -> tuple[list[OpenEntry], list[Finding]]:
    """Remove the wanted entries and remember them. Returns them, and findings about what failed. Raises OSError."""
    folder = content / edition_folder(date)
    chosen: dict[Path, list[OpenEntry]] = {}
    for entry in open_entries(content, date):
        if wanted(entry):
            chosen.setdefault(entry.path, []).append(entry)
    if not chosen:
        return [], []
    try:
        record = _load(folder)
    except RecordError as error:
        name = shown(folder / records.NAME)
        return [], [finding("record-broken", name, error.line, name=name)]
    done: list[OpenEntry] = []
    problems: list[Finding] = []
    texts: dict[str, str] = {}
    for path, entries in sorted(chosen.items()):
        codes = [entry.code for entry in entries]
        text = path.read_bytes().decode("utf-8")
        new = without(text, codes)
        if new is None:
            problems.append(finding("review-by-hand", shown(path)))
            continue
        record = _remembered(record, path.name, codes, text_id(text), text_id(new))
        texts[text_id(new)] = frontmatter.normalised(new)
        write_if_changed(path, new)
        done += entries
    if record.pages:
        write_if_changed(folder / records.NAME, records.dump(record))
        Pristine(content, date).keep(texts, record.blobs())
    return done, problems


def _load(folder: Path) -> EditionRecord:
    path = folder / records.NAME
    return records.load(path.read_text(encoding="utf-8")) if path.exists() else EditionRecord()


def _remembered(record: EditionRecord, name: str, codes: list[str], before: str, after: str) -> EditionRecord:
    place = place_of(name)
    page = record.pages.get(place[0]) if place else None
    item = page.items.get(place[1]) if place and page else None
    if place is None or page is None or item is None:
        return record  # a person's own item: there is nothing that would ask again
    written = after if item.written == before else item.written
    item = replace(item, written=written, accepted=tuple(dict.fromkeys((*item.accepted, *codes))))
    items: Mapping[int, records.ItemRecord] = {**page.items, place[1]: item}
    return record.with_page(replace(page, items=items))
