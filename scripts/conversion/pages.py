"""Raw files of one edition -> pages to be settled and reports of those that cannot be: every file accounted for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scripts import pagetext
from scripts.conversion.doubts import still_asked
from scripts.conversion.layouts import with_pictures
from scripts.conversion.readers import FileReader, converted_pages
from scripts.conversion.record import ItemRecord, PageRecord, ReadBy, text_id
from scripts.conversion.report import ItemReport, PageReport
from scripts.conversion.settle import BESIDE, Shelf
from scripts.conversion.sources import RawFile, Unread, discover, read
from scripts.conversion.unsure import with_unsure
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.printed import disagreements
from scripts.edition.urls import item_file
from scripts.pagetext.decode import CHINESE, NAMES, decode

NO_LABEL = Label(0)
"""Stands in reports for the label of a file whose name gives none."""
PAGE_LETTERS = ("P", "PG")
"""Letters that stand for "page" in many programs' file names, where they are small."""
UNPLACED_LIMIT = 64 * 1024
"""Size in bytes up to which the text inside a file that is not a text file is listed."""


@dataclass(frozen=True, slots=True)
class PageConversion:
    """A page that was converted now, with what its report needs; `orders` are its items' numbers on disk, `raw` is the
    file that it came from.
    """

    page: pagetext.ConvertedPage | None
    record: PageRecord
    report: PageReport
    orders: tuple[int, ...] = ()
    raw: Path | None = None


def beside(files: Iterable[RawFile]) -> list[RawFile]:
    """The files, and the other pages in their folders: who has a place does not depend on what a run was asked for."""
    known = {file.file: file for file in files}
    folders = dict.fromkeys(file.path.parent for file in known.values())
    there = (file for file in discover(folders) if isinstance(file, RawFile))
    return list(({file.file: file for file in there} | known).values())


def one_file_a_page(files: Iterable[RawFile]) -> tuple[list[RawFile], list[PageReport]]:
    """One file for each page, the named (01-要闻.txt) before the unnamed (01.txt); the others are reported."""
    chosen: dict[Label, RawFile] = {}
    reports = []
    for file in sorted(files, key=lambda f: (f.number, not f.name, f.shown)):
        first = chosen.setdefault(file.number, file)
        if first is not file:
            data, problem = read(file)
            if problem:
                reports.append(unusable(file, data, problem))
            elif data == read(first)[0]:
                same = finding("place-twice-same", file.shown, other=first.shown)
                reports.append(replace(page_report(file, file.number), findings=(same,)))
            else:
                differing = finding("place-twice", file.shown, other=first.shown, page=file.number)
                reports.append(page_report(file, file.number, unplaced=_lines(data)).failed(differing))
    return list(chosen.values()), reports


def converted(
    file: RawFile, data: bytes, digest: str, converter: str, claimed: dict[Label, str], reader: FileReader
) -> tuple[list[PageConversion], list[PageReport]]:
    """The pages of one file, and reports of those that cannot have their place."""
    conversions: list[PageConversion] = []
    rejected: list[PageReport] = []
    try:
        pages = converted_pages(file, data, reader)
    except Exception as error:  # a fault of ours in one page must not stop an archive
        failure = finding("converter-failed", file.shown, error=f"{type(error).__name__}: {error}")
        return [], [page_report(file, file.number, unplaced=_lines(data)).failed(failure)]
    for page in map(with_unsure, map(with_pictures, pages)):
        number = page.page.number
        findings = tuple(replace(f, path=f.path or file.shown) for f in (*page.findings, *reader.findings(number)))
        read_by = reader.read_by.get(number, ReadBy())
        report = replace(
            page_report(file, number, unplaced=page.unplaced, conserved=page.conserved),
            findings=findings,
            encoding=page.encoding,
            read_by=read_by,
        )
        first_line = page.lines[0].number if page.lines else None
        if not number.fits or (number != file.number and number in claimed):
            problem = (
                finding("page-overlap", file.shown, first_line, other=claimed[number], page=number)
                if number.fits
                else finding("page-number", file.shown, first_line, page=number)
            )
            text = tuple(line.text for line in page.lines if line.text.strip())
            rejected.append(page_report(file, number, unplaced=text).failed(problem))
            continue
        claimed.setdefault(number, file.shown)
        if not page.conserved:
            lost = page.conservation
            missing, added = ("".join(c * n for c, n in counted) for counted in (lost.missing, lost.added))
            report = replace(report, missing=missing, added=added)
            if not any(f.severity == "error" for f in findings):
                report = report.failed(finding("not-conserved", file.shown, missing=len(missing), added=len(added)))
        report = replace(report, findings=report.findings + tuple(_about_the_file(file, page)))
        kept = tuple(replace(f, path="") if f.path == file.shown else f for f in report.findings)
        about = PageRecord(
            file.path.name,
            digest,
            converter,
            page.page,
            {},
            page.unplaced,
            kept,
            page.conserved,
            page.encoding,
            read_by,
        )
        conversions.append(PageConversion(page, about, report, raw=file.path))
    return conversions, rejected


def _about_the_file(file: RawFile, page: pagetext.ConvertedPage) -> Iterator[Finding]:
    """What is to be said of a page as a file: its encoding, its place, and whether there is any news on it."""
    first_line = page.lines[0].number if page.lines else None
    lost = [(line.number, line.text.count("\ufffd")) for line in page.lines if "\ufffd" in line.text]
    if lost:
        yield finding("undecoded", file.shown, lost[0][0], count=sum(count for _, count in lost))
    if not page.encoding.startswith("utf-8"):
        name = NAMES.get(page.encoding, page.encoding.upper())
        if page.encoding.startswith(CHINESE):
            yield finding("not-utf-8", file.shown, first_line, case="guessed", encoding=name)
        else:
            yield finding("not-chinese", file.shown, first_line, encoding=name)
    yield from disagreements([page.page], file.date, file.shown)
    label = page.page.number
    if label.letters in PAGE_LETTERS and file.path.name[: len(label.letters)].islower():
        right = f"{Label(file.number.number).file}{file.path.name[len(file.path.stem.partition('-')[0]) :]}"
        letters, number = label.letters, label.number
        yield finding("label-of-page", file.shown, page=label, letters=letters, number=number, right=right)
    if not page.items and not page.unplaced:
        yield finding("only-furniture", file.shown, first_line)


def unchanged(file: RawFile, page: PageRecord, shelf: Shelf) -> PageReport:
    """The report of a page that was not converted again: the record's, and what still waits for a person."""
    items, findings = [], []
    for order in sorted(page.items):
        name, item = item_file(page.page.number, order), page.items[order]
        if item.state == "here" and name in shelf.names:
            items.append(ItemReport(f"{shelf.shown}/{name}", order, "", "", "unchanged"))
            if item.offered and name + BESIDE in shelf.names:
                findings.append(finding("merge-pending", f"{shelf.shown}/{name}", new=f"{shelf.shown}/{name}{BESIDE}"))
    report = PageReport(
        file.shown,
        file.date.isoformat(),
        page.page.number,
        "unchanged",
        tuple(items),
        page.unplaced,
        page.conserved,
        tuple(replace(f, path=f.path or file.shown) for f in page.findings) + tuple(findings),
        page.encoding,
        read_by=page.read_by,
    )
    return with_open(report, shelf, page.items)


def with_open(report: PageReport, shelf: Shelf, record: Mapping[int, ItemRecord]) -> PageReport:
    """A page's report with what is still open in its files as they stand now, and which of them a person changed."""
    still_open = shelf.reviews_on(report.page)

    def is_edited(order: int) -> bool:
        text = shelf.text(item_file(report.page, order))
        return text is not None and order in record and text_id(text) != record[order].written

    return replace(
        report,
        items=tuple(
            replace(item, review=still_open.get(item.order, ()), edited=is_edited(item.order)) for item in report.items
        ),
        findings=tuple(still_asked(report.findings, record, still_open)),
        open=sum(map(len, still_open.values())),
    )


def unusable(file: RawFile, data: bytes, problem: Finding) -> PageReport:
    """The report of a file that holds no page. What little text is in it is listed, so that nothing goes unseen."""
    if problem.code == "empty" or (data and len(data) <= UNPLACED_LIMIT):
        return page_report(file, file.number, _lines(data)).failed(problem)
    return page_report(file, file.number, conserved=False).failed(problem)


def page_report(file: RawFile, page: Label, unplaced: tuple[str, ...] = (), conserved: bool = True) -> PageReport:
    """A page's report before anything is known of its items."""
    return PageReport(file.shown, file.date.isoformat(), page, "converted", (), unplaced, conserved)


def _lines(data: bytes) -> tuple[str, ...]:
    """The lines of a file that have something in them."""
    return tuple(line for line in decode(data).text.splitlines() if line.strip())


def unread_report(unread: Unread) -> PageReport:
    """The report of a file that has no place; its text is listed, so that nothing goes unseen."""
    file = RawFile(os.path.abspath(unread.path), dt.date.min, NO_LABEL, "")  # noqa: PTH100 - as `shown` has it
    data, problem = read(file)
    report = page_report(file, NO_LABEL).failed(unread.finding)
    if problem:
        return replace(report, date="", conserved=problem.code == "empty")
    return replace(report, date="", unplaced=_lines(data), encoding=decode(data).encoding)
