"""One edition converted: its raw files read, their pages settled against what is on disk, written and recorded.

The edition is the unit of the work, because its pages share edition.yml and the record. An edition's result depends on
its own files alone, so editions can be converted in any number of processes with the same outcome.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.conversion import record as records
from scripts.conversion.accepting import Online
from scripts.conversion.doubts import asked_at
from scripts.conversion.layouts import write_page_file
from scripts.conversion.pages import (
    PageConversion,
    beside,
    converted,
    one_file_a_page,
    page_report,
    unchanged,
    unusable,
    with_open,
)
from scripts.conversion.pristine import Pristine
from scripts.conversion.readers import FileReader, ReaderJob, by_hand, converted_pages, digest_of
from scripts.conversion.record import EditionRecord, PageRecord, RecordError, text_id
from scripts.conversion.report import PageReport
from scripts.conversion.settle import BESIDE, Shelf, orders_of, settle_page
from scripts.conversion.sources import RawFile, read, shown
from scripts.edition import editionfile
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding, Language
from scripts.edition.rules import Rules
from scripts.edition.urls import edition_folder

if TYPE_CHECKING:
    from scripts.conversion.ranking import PageRow


@dataclass(frozen=True, slots=True)
class ConversionJob:
    """An edition to convert.

    `again` converts pages that have not changed too, `restore` writes deleted items again, `review` is the folder of
    the review report and `language` the one it speaks, `online` the repository that its links lead to, `rules` the
    warnings that are switched off; `reader` says who reads its pages.
    """

    date: dt.date
    files: tuple[RawFile, ...]
    content: Path
    converter: str
    again: bool = False
    restore: bool = False
    review: Path | None = None
    online: Online = Online()  # noqa: RUF009 - frozen
    rules: Rules = Rules()  # noqa: RUF009 - frozen
    language: Language = "zh"
    reader: ReaderJob = ReaderJob()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class EditionOutcome:
    """The result of converting an edition: its pages for the report, and for the index of the review report with what
    check found in the edition's other files.
    """

    reports: tuple[PageReport, ...]
    rows: tuple[PageRow, ...] = ()
    rest: tuple[Finding, ...] = ()


def convert_edition(job: ConversionJob) -> EditionOutcome:
    """Convert what has changed of an edition and write it. Every problem is a finding of the page it concerns."""
    try:
        with _seldom_collected():
            reports, conversions = _converted_edition(job)
        reports.sort(key=lambda report: (report.page, report.raw))
        accepted = _accepted(job.content / edition_folder(job.date) / editionfile.NAME)
        for number, report in enumerate(reports):
            wanted = (f for f in job.rules.wanted(report.findings) if f.severity == "error" or f.code not in accepted)
            reports[number] = replace(report, findings=tuple(wanted))
        if job.review is None:
            return EditionOutcome(tuple(reports))
        from scripts.conversion.review import write_pages  # its templates and Markdown take longer to load than a page

        try:
            return EditionOutcome(
                tuple(reports),
                *write_pages(
                    job.review, job.content, job.date, reports, conversions, job.online, job.rules, job.language
                ),
            )
        except OSError as error:
            reports[0] = reports[0].failed(finding("not-written", shown(job.review), reason=error.strerror or error))
            return EditionOutcome(tuple(reports))
    except Exception as error:  # a fault of ours in one edition must not stop an archive
        why = f"{type(error).__name__}: {error}"
        failed = (page_report(file, file.number, conserved=False) for file in job.files)
        return EditionOutcome(
            tuple(report.failed(finding("converter-failed", report.raw, error=why)) for report in failed)
        )


def _accepted(path: Path) -> frozenset[str]:
    """The warnings that somebody has accepted for an edition as a whole; none where edition.yml cannot be read."""
    try:
        return frozenset(editionfile.parse(path.read_bytes().decode("utf-8")).accepted)
    except (OSError, UnicodeDecodeError):
        return frozenset()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for garbage in cycles less often: a page makes thousands of objects that live as long as it, and none."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


_SELDOM = 50_000
"""New objects after which it is looked: about four pages' (Python's own is 700); saves a twentieth of the time."""


def _converted_edition(job: ConversionJob) -> tuple[list[PageReport], list[PageConversion]]:
    """The reports of all pages, and the conversions of those that hold text."""
    folder = job.content / edition_folder(job.date)
    try:
        record = _load_record(folder)
    except RecordError as error:
        name = shown(folder / records.NAME)
        broken = finding("record-broken", name, error.line, name=name)
        return [page_report(file, file.number, conserved=False).failed(broken) for file in job.files], []
    chosen, reports = one_file_a_page(beside(job.files))
    claimed = {file.number: file.shown for file in chosen}
    wanted = {file.file for file in job.files}
    reports = [report for report in reports if report.raw in {file.shown for file in job.files}]
    shelf = Shelf(folder, job.date, Pristine(job.content, job.date))
    conversions: list[PageConversion] = []
    kept: list[PageConversion] = []
    failed: set[str] = set()
    for file in chosen:
        if file.file not in wanted:
            continue
        data, problem = read(file)
        if problem:
            reports.append(unusable(file, data, problem))
            continue
        digest = digest_of(file, data)
        name = "hand" if by_hand(file) else job.reader.name
        of_file = [p for p in record.pages.values() if p.raw == file.path.name]
        same = [p for p in of_file if p.is_from(file.path.name, digest, job.converter, name)]
        numbers = {p.page.number for p in same}
        sound = file.number in numbers and all(p.digest for p in of_file)
        if not job.again and sound and not numbers & set(claimed) - {file.number}:
            pages = _kept(file, data, same, shelf, job)
        else:
            reader = FileReader(file, data, job.reader, folder)
            pages, rejected = converted(file, data, digest, job.converter, claimed, reader)
            reports += rejected
            if rejected:
                failed.add(file.path.name)
        gone = {p.page.number for p in of_file if shelf.orders_on(p.page.number)}
        gone -= {page.record.page.number for page in pages} | set(claimed)
        if pages and gone:
            told = (finding("page-gone", file.shown, file=file.path.name, page=number) for number in sorted(gone))
            first = replace(pages[0].report, findings=(*pages[0].report.findings, *told))
            pages[0] = replace(pages[0], report=first)
        if pages and pages[0].report.status == "unchanged":
            kept += pages
        else:
            conversions += pages
    conversions = _write(job, shelf, record, conversions, failed) + kept
    if conversions and (withdrawn := _withdrawn(job, shelf, record)):
        told_of = replace(conversions[0].report, findings=(*conversions[0].report.findings, *withdrawn))
        conversions[0] = replace(conversions[0], report=told_of)
    if kept and len(kept) == len(conversions) and (waits := _about_waits(shelf, record)):
        first = replace(kept[0].report, findings=(*kept[0].report.findings, waits))
        conversions[0] = replace(kept[0], report=first)
    return reports + [conversion.report for conversion in conversions], conversions


def _withdrawn(job: ConversionJob, shelf: Shelf, record: EditionRecord) -> tuple[Finding, ...]:
    """What is to be said of pages whose raw file is gone while their items stay."""
    present = {file.path.name for file in beside(job.files)}
    return tuple(
        finding("raw-gone", shelf.shown, file=page.raw, page=number)
        for number in sorted(page.page.number for page in record.pages.values())
        if (page := record.pages[number]).raw not in present and shelf.orders_on(number)
    )


def _about_waits(shelf: Shelf, record: EditionRecord) -> Finding | None:
    """What is to be said of a new edition.yml that still lies beside the edited one."""
    waits = editionfile.NAME + BESIDE
    if not record.about.offered or not {editionfile.NAME, waits} <= shelf.names:
        return None
    return finding("merge-pending", f"{shelf.shown}/{editionfile.NAME}", new=f"{shelf.shown}/{waits}")


def _kept(
    file: RawFile, data: bytes, pages: Sequence[PageRecord], shelf: Shelf, job: ConversionJob
) -> list[PageConversion]:
    """The pages of a file that has not changed; they are read again only for the review report."""
    reader = FileReader(file, data, job.reader, shelf.folder)
    again = converted_pages(file, data, reader) if job.review else ()
    texts = {text.page.number: text for text in again}
    conversions = []
    for page in pages:
        number, text = page.page.number, texts.get(page.page.number)
        orders = orders_of(shelf, number, text.items, page.items) if text else ()
        conversions.append(PageConversion(text, page, unchanged(file, page, shelf), tuple(orders)))
    return conversions


def _write(
    job: ConversionJob,
    shelf: Shelf,
    before: EditionRecord,
    conversions: Sequence[PageConversion],
    failed: Iterable[str],
) -> list[PageConversion]:
    """Settle and write the pages, then edition.yml, then the record: what is cut off is done again by the next run.

    So is a file of which any page failed, `failed` by name or here: its pages are recorded without a digest.
    """
    record = before
    troubled = set(failed)
    done: list[PageConversion] = []
    for conversion in conversions:
        assert conversion.page is not None
        page = conversion.record.page
        known = record.pages[page.number].items if page.number in record.pages else {}
        if job.restore:
            known = {n: replace(i, state="gone") if i.state == "deleted" else i for n, i in known.items()}
        try:
            settled = settle_page(shelf, page.number, conversion.page.items, known, asked_at(conversion.page))
            numbers = {item.order: order for item, order in zip(conversion.page.items, settled.orders, strict=True)}
            write_page_file(shelf.folder, conversion.raw or Path(conversion.record.raw), conversion.page, numbers)
        except OSError as error:
            report = conversion.report.failed(
                finding("not-written", shown(shelf.folder), reason=error.strerror or error)
            )
            done.append(replace(conversion, report=report, page=None))
            troubled.add(conversion.record.raw)
            continue
        report = replace(
            conversion.report,
            items=settled.items,
            unplaced=conversion.report.unplaced + settled.unplaced,
            findings=conversion.report.findings + settled.findings,
        )
        sound = not any(f.severity == "error" for f in report.findings)
        report = replace(report, status="converted" if sound else "failed")
        if not sound:
            troubled.add(conversion.record.raw)
        record = record.with_page(replace(conversion.record, items=settled.record, unplaced=report.unplaced))
        report = with_open(report, Shelf(shelf.folder, job.date, shelf.pristine), settled.record)
        done.append(replace(conversion, report=report, orders=settled.orders))
    for conversion in done:
        page_record = record.pages.get(conversion.record.page.number)
        if page_record and page_record.raw in troubled:
            record = record.with_page(replace(page_record, digest=""))
    if record is not before:
        done[0] = replace(done[0], report=_write_about(job.date, shelf, before, record, done[0].report))
    return done


def _write_about(
    date: dt.date, shelf: Shelf, before: EditionRecord, record: EditionRecord, first: PageReport
) -> PageReport:
    """Write edition.yml and the record; findings about them go into the first page's report."""

    def base_of(blob: str) -> str | None:
        text = before.edition_text(date)  # what was written can be made again from the record
        return text if text_id(text) == blob else shelf.pristine.text(blob)

    known = before.about if editionfile.NAME in shelf.names else None
    try:
        decision, note = shelf.settle(
            editionfile.NAME, record.edition_text(date), known, _reads_as_edition, base_of, _accepted_apart
        )
        record = replace(record, about=decision.record)
        shelf.write(records.NAME, records.dump(record))
    except OSError as error:
        return first.failed(finding("not-written", shown(shelf.folder), reason=error.strerror or error))
    shelf.pristine.keep(shelf.texts_written, record.blobs())
    return replace(first, findings=(*first.findings, note)) if note else first


def _accepted_apart(text: str) -> tuple[str, Callable[[str], str]]:
    """edition.yml without what was accepted, which is no page's: so it is in the way of no merge."""
    bare, names = editionfile.apart(text)
    return bare, lambda other: (editionfile.with_accepted(other, names) or other) if names else other


def _reads_as_edition(text: str) -> bool:
    return not editionfile.parse(text).findings


def _load_record(folder: Path) -> EditionRecord:
    """The edition's record; raises RecordError where it cannot be used."""
    try:
        text = (folder / records.NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return EditionRecord()
    except (OSError, UnicodeDecodeError):
        raise RecordError(1) from None
    return records.load(text)
