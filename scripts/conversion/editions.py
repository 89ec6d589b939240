"""One edition converted: its raw files read, their pages settled against what is on disk, written, recorded, told.

The edition is the unit of the work, because its pages share edition.yml and the record. An edition's result depends on
its own files alone, so editions can be converted in any number of processes with the same outcome.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts import pagetext
from scripts.conversion import record as records
from scripts.conversion.outcomes import told
from scripts.conversion.pristine import Pristine
from scripts.conversion.record import EditionRecord, PageRecord, RecordError, blob_id, text_id
from scripts.conversion.report import ItemReport, PageReport
from scripts.conversion.settle import BESIDE, Shelf, settle_page
from scripts.conversion.sources import RawFile, Unread, read, shown
from scripts.edition import editionfile
from scripts.edition.finding import Finding
from scripts.edition.urls import edition_folder, item_file
from scripts.pagetext.decode import decode

LAST_PAGE = 999
UNPLACED_LIMIT = 64 * 1024
"""Bytes of a file that is no text up to which what text it has is listed."""


@dataclass(frozen=True, slots=True)
class Job:
    """An edition to convert. `again` converts pages that have not changed too; `restore` writes deleted items again."""

    date: dt.date
    files: tuple[RawFile, ...]
    content: Path
    converter: str
    again: bool = False
    restore: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was converted now, with what its report needs."""

    raw: RawFile
    page: pagetext.ConvertedPage
    record: PageRecord
    report: PageReport


def convert_edition(job: Job) -> list[PageReport]:
    """Convert what has changed of an edition and write it. Every problem is a finding of the page it concerns."""
    reports, _ = convert_and_trace(job)
    return reports


def convert_and_trace(job: Job) -> tuple[list[PageReport], list[Made]]:
    """`convert_edition`, and the pages that were converted, with their traces, for the review report."""
    folder = job.content / edition_folder(job.date)
    try:
        record = _load_record(folder)
    except RecordError as error:
        name = shown(folder / records.NAME)
        finding = told("record-broken", name, name, line=error.line)
        return [_report(file, file.number, conserved=False).failed(finding) for file in job.files], []
    chosen, reports = _one_file_a_page(job.files)
    clash = {file.number: file.shown for file in chosen}
    made: list[Made] = []
    for file in chosen:
        data, problem = read(file)
        if problem:
            reports.append(_unusable(file, data, problem))
            continue
        digest = blob_id(data)
        same = [p for p in record.pages.values() if p.is_from(file.path.name, digest, job.converter)]
        numbers = {p.page.number for p in same}
        if not job.again and file.number in numbers and not any(n in clash for n in numbers - {file.number}):
            reports += [_unchanged(file, page, folder) for page in same]
            continue
        fresh, rejected = _converted(file, data, digest, job, clash)
        lost = {p.page.number for p in record.pages.values() if p.raw == file.path.name}
        lost -= {m.page.page.number for m in fresh} | set(clash)
        reports += rejected
        if fresh:
            gone = tuple(told("page-gone", file.shown, file.path.name, number) for number in sorted(lost))
            fresh[0] = replace(fresh[0], report=replace(fresh[0].report, findings=fresh[0].report.findings + gone))
        made += fresh
    if made:
        reports += _write(job, folder, record, made)
    return sorted(reports, key=lambda r: (r.page, r.raw)), made


def unread_report(one: Unread) -> PageReport:
    """The report of a file that has no place; its text is listed, so that nothing goes unseen."""
    file = RawFile(one.path, one.shown, dt.date.min, 0, "")
    data, problem = read(file)
    report = _report(file, 0).failed(one.finding)
    if problem:
        return replace(report, date="", conserved=problem.code == "empty")
    return replace(report, date="", unplaced=_lines(data), encoding=decode(data).encoding)


def _one_file_a_page(files: Iterable[RawFile]) -> tuple[list[RawFile], list[PageReport]]:
    """One file for each page, the named (01-要闻.txt) before the unnamed (01.txt); the others are reported."""
    chosen: dict[int, RawFile] = {}
    reports = []
    for file in sorted(files, key=lambda f: (f.number, not f.name, f.shown)):
        first = chosen.setdefault(file.number, file)
        if first is not file:
            data, problem = read(file)
            if problem:
                reports.append(_unusable(file, data, problem))
            elif data == read(first)[0]:
                reports.append(
                    replace(_report(file, file.number), findings=(told("place-twice-same", file.shown, first.shown),))
                )
            else:
                found = told("place-twice", file.shown, first.shown, file.number)
                reports.append(_report(file, file.number, unplaced=_lines(data)).failed(found))
    return list(chosen.values()), reports


def _converted(
    file: RawFile, data: bytes, digest: str, job: Job, claimed: dict[int, str]
) -> tuple[list[Made], list[PageReport]]:
    """The pages of one file, and reports of those that cannot have their place."""
    made: list[Made] = []
    rejected: list[PageReport] = []
    try:
        pages = pagetext.convert(data, date=job.date, page=file.number, name=file.name)
    except Exception as error:  # a fault of ours in one page must not stop an archive
        found = told("converter-failed", file.shown, f"{type(error).__name__}: {error}")
        return [], [_report(file, file.number, unplaced=_lines(data)).failed(found)]
    for page in pages:
        number = page.page.number
        findings = tuple(replace(f, path=f.path or file.shown) for f in page.findings)
        report = replace(
            _report(file, number, unplaced=page.unplaced, conserved=page.conserved),
            findings=findings,
            encoding=page.encoding,
        )
        first_line = page.lines[0].number if page.lines else None
        if number > LAST_PAGE or (number != file.number and number in claimed):
            code = "page-number" if number > LAST_PAGE else "page-overlap"
            values = (number,) if number > LAST_PAGE else (claimed[number], number)
            text = tuple(line.text for line in page.lines if line.text.strip())
            rejected.append(
                _report(file, number, unplaced=text).failed(told(code, file.shown, *values, line=first_line))
            )
            continue
        claimed.setdefault(number, file.shown)
        if not page.conserved:
            lost = page.conservation
            missing, added = ("".join(c * n for c, n in counted) for counted in (lost.missing, lost.added))
            report = replace(report, missing=missing, added=added)
            if not any(f.severity == "error" for f in findings):
                report = report.failed(told("not-conserved", file.shown, len(missing), len(added)))
        if not page.items and not page.unplaced and not findings:
            report = replace(report, findings=(told("only-furniture", file.shown),))
        kept = tuple(replace(f, path="") if f.path == file.shown else f for f in report.findings)
        about = PageRecord(
            file.path.name, digest, job.converter, page.page, {}, page.unplaced, kept, page.conserved, page.encoding
        )
        made.append(Made(file, page, about, report))
    return made, rejected


def _write(job: Job, folder: Path, before: EditionRecord, made: Sequence[Made]) -> list[PageReport]:
    """Settle and write the pages, then edition.yml, then the record: what is cut off is done again by the next run."""
    pristine = Pristine(job.content, job.date)
    shelf = Shelf(folder, job.date, pristine)
    record, reports = before, []
    for one in made:
        page = one.page.page
        known = record.pages[page.number].items if page.number in record.pages else {}
        if job.restore:
            known = {n: replace(i, state="gone") if i.state == "deleted" else i for n, i in known.items()}
        try:
            settled = settle_page(shelf, page.number, one.page.items, known)
        except OSError as error:
            reports.append(one.report.failed(told("not-written", shown(folder), error.strerror or str(error))))
            continue
        report = replace(
            one.report,
            items=settled.items,
            unplaced=one.report.unplaced + settled.unplaced,
            findings=one.report.findings + settled.findings,
        )
        done = not any(f.severity == "error" for f in report.findings)
        reports.append(replace(report, status="converted" if done else "failed"))
        digest = one.record.digest if done else ""  # without a digest it is converted again the next time
        record = record.with_page(replace(one.record, items=settled.record, unplaced=report.unplaced, digest=digest))
    if record is not before:
        reports[0] = _write_about(job.date, shelf, before, record, reports[0])
    return reports


def _write_about(
    date: dt.date, shelf: Shelf, before: EditionRecord, record: EditionRecord, first: PageReport
) -> PageReport:
    """Write edition.yml and the record; what there is to tell of it goes to the first page's report."""

    def base_of(blob: str) -> str | None:
        text = before.edition_text(date)  # what was written can be made again from the record
        return text if text_id(text) == blob else shelf.pristine.text(blob)

    known = before.about if editionfile.NAME in shelf.names else None
    try:
        decision, finding = shelf.settle(editionfile.NAME, record.edition_text(date), known, _reads_as_edition, base_of)
        record = replace(record, about=decision.record)
        shelf.write(records.NAME, records.dump(record))
    except OSError as error:
        return first.failed(told("not-written", shown(shelf.folder), error.strerror or str(error)))
    shelf.pristine.keep(shelf.texts_written, record.blobs())
    return replace(first, findings=(*first.findings, finding)) if finding else first


def _reads_as_edition(text: str) -> bool:
    return not editionfile.parse(text).findings


def _unchanged(file: RawFile, page: PageRecord, folder: Path) -> PageReport:
    """The report of a page that was not converted again: the record's, and what still waits for a person."""
    items, findings = [], []
    for order in sorted(page.items):
        path, item = folder / item_file(page.page.number, order), page.items[order]
        if item.state == "here" and path.exists():
            items.append(ItemReport(shown(path), order, "", "", "unchanged"))
            if item.offered and path.with_name(path.name + BESIDE).exists():
                findings.append(told("merge-pending", shown(path), shown(path) + BESIDE))
    return PageReport(
        file.shown,
        file.date.isoformat(),
        page.page.number,
        "unchanged",
        tuple(items),
        page.unplaced,
        page.conserved,
        tuple(replace(f, path=f.path or file.shown) for f in page.findings) + tuple(findings),
        page.encoding,
    )


def _unusable(file: RawFile, data: bytes, problem: Finding) -> PageReport:
    """The report of a file that holds no page. What little text is in it is listed, so that nothing goes unseen."""
    if problem.code == "empty" or (data and len(data) <= UNPLACED_LIMIT):
        return _report(file, file.number, _lines(data)).failed(problem)
    return _report(file, file.number, conserved=False).failed(problem)


def _report(file: RawFile, page: int, unplaced: tuple[str, ...] = (), conserved: bool = True) -> PageReport:
    return PageReport(file.shown, file.date.isoformat(), page, "converted", (), unplaced, conserved)


def _lines(data: bytes) -> tuple[str, ...]:
    """The lines of a file that have something in them."""
    return tuple(line for line in decode(data).text.splitlines() if line.strip())


def _load_record(folder: Path) -> EditionRecord:
    """The edition's record; raises RecordError where it cannot be used."""
    try:
        text = (folder / records.NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return EditionRecord()
    except (OSError, UnicodeDecodeError):
        raise RecordError(1) from None
    return records.load(text)
