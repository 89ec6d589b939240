"""Editions read from content/: one folder at a time, every problem a finding, everything readable returned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.edition import editionfile, frontmatter
from scripts.edition.catalogue import Bilingual, finding
from scripts.edition.files import leads_outside
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.edition.rules import Rules
from scripts.edition.urls import date_of, edition_folder, place_of


@dataclass(frozen=True, slots=True)
class ItemFile:
    """One item's file: its name, the path to show, page and order by its name, its text, and the item if readable.

    `lines` gives each front matter key's line, `body_line` the body's first, both from 1.
    """

    name: str
    path: str
    place: tuple[Label, int]
    text: str
    item: Item | None
    lines: dict[str, int]
    body_line: int


ReasonFor = Callable[[str, str], Bilingual | None]
"""What convert said when it asked for an entry: by the name of the item's file, and the entry."""


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """An edition as its files are: what edition.yml says (None without one), the items' files, what cannot be read.

    `others` are the names of files and folders that are neither; `folder` is where it lies, `path` how to show it.
    `reason` gives what convert said when it asked for an entry of an item's `review`, by the file's name and the entry.
    """

    date: dt.date
    folder: Path
    path: str
    about: editionfile.ParsedEdition | None
    items: tuple[ItemFile, ...]
    others: tuple[str, ...]
    findings: tuple[Finding, ...]
    rules: Rules = Rules()  # noqa: RUF009 - frozen
    reason: ReasonFor = lambda _name, _code: None

    def edition(self) -> Edition:
        """The edition of all that could be read; a page that edition.yml lacks is there without a name.

        Each item is where its file's name says: a copy whose front matter was not changed hides no other.
        """
        pages = {page.number: page for page in self.about.pages} if self.about else {}
        there = (
            replace(f.item, date=self.date, page=f.place[0], order=f.place[1]) for f in self.items if f.item is not None
        )
        items = sorted(there, key=lambda item: (item.page, item.order))
        for item in items:
            pages.setdefault(item.page, Page(item.page))
        in_order = tuple(pages[number] for number in sorted(pages))
        if self.about is None:
            return Edition(self.date, "", in_order, tuple(items))
        about = self.about
        more = (about.sections, about.label_digits, about.lead)
        return Edition(self.date, about.issue, in_order, tuple(items), *more)


_DISAGREES = {"date": "date-disagrees", "page": "page-disagrees", "order": "order-disagrees"}


def misplaced(file: ItemFile, date: dt.date) -> Iterator[Finding]:
    """Date, page and order must be those of the path: the path is the address, and addresses stay."""
    if file.item is None:
        return
    for key, by_path in zip(("date", "page", "order"), (date, *file.place), strict=True):
        written = getattr(file.item, key)
        if key in file.lines and written != by_path:
            yield finding(_DISAGREES[key], file.path, file.lines[key], key, key=key, written=written, by_path=by_path)


def edition_dates(content: Path) -> Iterator[dt.date]:
    """The dates that have a folder `YYYY/MM/DD` below content, oldest first."""
    for year in _numbered(content, 4):
        for month in _numbered(year, 2):
            for day in _numbered(month, 2):
                if date := date_of(day):
                    yield date


def load_files(content: Path, date: dt.date, root: Path | None = None) -> EditionFiles:
    """One edition's files. Paths to show are relative to `root` (default: content's parent)."""
    folder, base = content / edition_folder(date), root or content.parent
    shown = folder.relative_to(base).as_posix() if folder.is_relative_to(base) else folder.as_posix()
    findings: list[Finding] = []
    items: list[ItemFile] = []
    others: list[str] = []
    about = None
    if leads_outside(folder, content):
        return EditionFiles(date, folder, shown, None, (), (), (finding("link-outside", shown),))
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        name, path = entry.name, f"{shown}/{entry.name}"
        if entry.is_symlink() and leads_outside(entry, content):
            findings.append(finding("link-outside", path))
            continue
        place = place_of(name)
        if place is None and name != editionfile.NAME:
            others.append(name)
            continue
        text, problems = read_text(folder / name, path)
        findings += problems
        if place is None:
            about = editionfile.parse(text, path)
            findings += about.findings
            continue
        if problems:
            items.append(ItemFile(name, path, place, "", None, {}, 1))
            continue
        parsed = frontmatter.parse(text, path, (date, *place))
        findings += parsed.findings
        items.append(ItemFile(name, path, place, text, parsed.item, parsed.lines, parsed.body_line))
    return EditionFiles(date, folder, shown, about, tuple(items), tuple(others), tuple(findings))


def load_edition(content: Path, date: dt.date, root: Path | None = None) -> tuple[Edition, tuple[Finding, ...]]:
    """One edition, what of its files cannot be read, and which say another place than their path.

    What is unreadable is left out, the rest comes out whole.
    """
    files = load_files(content, date, root)
    misplacements = [finding for file in files.items for finding in misplaced(file, date)]
    return files.edition(), (*files.findings, *misplacements)


def read_text(path: Path, shown: str) -> tuple[str, tuple[Finding, ...]]:
    """A file's text, or "" and a finding that says which line is not UTF-8 or why the file cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return "", (finding("unreadable", shown, reason=reason),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", (finding("not-utf-8", shown, line),)


def _numbered(folder: Path, digits: int) -> list[Path]:
    if not folder.is_dir():
        return []
    names = (p for p in folder.iterdir() if len(p.name) == digits and p.name.isascii() and p.name.isdigit())
    return sorted(p for p in names if p.is_dir())
