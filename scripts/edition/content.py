"""Editions read from content/: one folder at a time, every problem a finding, everything readable returned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from scripts.edition import editionfile, frontmatter
from scripts.edition.finding import Finding
from scripts.edition.model import Edition, Item, Page
from scripts.edition.urls import date_of, edition_folder, place_of


def edition_dates(content: Path) -> Iterator[dt.date]:
    """The dates that have a folder `YYYY/MM/DD` below content, oldest first."""
    for year in _numbered(content, 4):
        for month in _numbered(year, 2):
            for day in _numbered(month, 2):
                if date := date_of(day):
                    yield date


def load_edition(content: Path, date: dt.date, root: Path | None = None) -> tuple[Edition, tuple[Finding, ...]]:
    """One edition and what is wrong with its files.

    Paths in findings are relative to `root` (default: content's parent). Items whose front matter cannot be read at
    all are findings and left out; the others come out whole.
    """
    folder = content / edition_folder(date)
    base = root or content.parent
    findings: list[Finding] = []
    items: list[Item] = []
    issue, pages = "", {}
    about = folder / editionfile.NAME
    if about.exists():
        text, found = read_text(about, _shown(about, base))
        findings += found
        parsed = editionfile.parse(text, _shown(about, base))
        findings += parsed.findings
        issue, pages = parsed.issue, {page.number: page for page in parsed.pages}
    for path in sorted(folder.glob("*.md")):
        shown = _shown(path, base)
        place = place_of(path.name)
        if place is None:
            continue
        text, found = read_text(path, shown)
        findings += found
        if found:
            continue
        one = frontmatter.parse(text, shown, (date, *place))
        findings += one.findings
        if one.item is not None:
            items.append(one.item)
    for item in items:
        pages.setdefault(item.page, Page(item.page))
    ordered = tuple(sorted(items, key=lambda item: (item.page, item.order)))
    return Edition(date, issue, tuple(pages[number] for number in sorted(pages)), ordered), tuple(findings)


def read_text(path: Path, shown: str) -> tuple[str, tuple[Finding, ...]]:
    """A file's text, or "" and a finding that says which line is not UTF-8 or why the file cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return "", (Finding("unreadable", "error", f"cannot be read: {reason}", f"无法读取：{reason}", shown),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "not UTF-8 text: save the file as UTF-8"
        return "", (Finding("not-utf-8", "error", message, "不是 UTF-8 文本：请以 UTF-8 编码另存", shown, line),)


def _shown(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()


def _numbered(folder: Path, digits: int) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        p for p in folder.iterdir() if len(p.name) == digits and p.name.isascii() and p.name.isdigit() and p.is_dir()
    )
