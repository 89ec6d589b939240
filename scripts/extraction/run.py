"""An extraction: sources with their dates in, raw pages with layouts and pictures out, one page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from scripts.edition.catalogue import finding
from scripts.edition.files import write_atomic, write_if_changed
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.urls import edition_folder
from scripts.extraction.altopages import read_alto
from scripts.extraction.extracted import ExtractedPage, SourceError
from scripts.extraction.folio import printed_date
from scripts.extraction.labelling import WAIT, Labeller
from scripts.extraction.ledger import ExtractionLedger
from scripts.extraction.pdfpages import page_count, read_pages
from scripts.extraction.rawfiles import write_layout
from scripts.extraction.recogniser import Recogniser
from scripts.extraction.scanpages import read_scan
from scripts.extraction.sources import SourceFile, date_in, with_labels_by_name
from scripts.pagetext.readingform import NAME as READING


@dataclass(slots=True)
class Extraction:
    """What a run does and has done. `pictures` says that page pictures are wanted, `recogniser` reads scans."""

    raw: Path
    first: Label | None = None
    pictures: bool = True
    recogniser: Recogniser | None = None
    findings: list[Finding] = field(default_factory=list)
    written: int = 0
    unchanged: int = 0
    kept: int = 0
    _peeked: dict[Path, list[ExtractedPage]] = field(default_factory=dict)

    def dated(self, sources: Sequence[SourceFile], date: dt.date | None) -> tuple[list[SourceFile], list[SourceFile]]:
        """The sources with their dates: the one given, else METS's, else the path's, else what the first pages print;
        and those that have none. Of what cannot be opened to look, the finding says why.
        """
        out: list[SourceFile] = []
        undated: list[SourceFile] = []
        for source in sources:
            try:
                day = date or source.date or date_in(source.path) or self._printed_date(source)
            except SourceError as error:
                self.findings.append(error.finding)
                continue
            if day is None:
                undated.append(source)
            else:
                out.append(replace(source, date=day))
        return out, undated

    def run(self, sources: Sequence[SourceFile], progress: Callable[[int, int], None]) -> None:
        """Extract the sources, each with its date. Raises OSError where the raw folder cannot be written."""
        counts: dict[SourceFile, int] = {}
        for source in sources:
            try:
                counts[source] = page_count(source.path) if source.kind == "pdf" else 1
            except SourceError as error:
                self.findings.append(error.finding)
        opened = [source for source in sources if source in counts]
        total, done = sum(counts.values()), 0
        labelled = opened if self.first else with_labels_by_name(opened, [s for s, n in counts.items() if n == 1])
        ledger = ExtractionLedger(self.raw)
        labellers: dict[dt.date, Labeller] = {}

        def pages_of(group: Iterable[SourceFile]) -> Iterator[tuple[Label | None, ExtractedPage]]:
            nonlocal done
            for source in group:
                for number, page in enumerate(self._pages(source)):
                    yield source.label if number == 0 else None, page
                    done = min(done + 1, total)
                    progress(done, total)

        try:
            for date in sorted({source.date for source in labelled if source.date}):
                labeller = labellers.setdefault(date, Labeller(self.first))
                group = [source for source in labelled if source.date == date]
                for label, page in labeller.labelled(pages_of(group)):
                    self._write(date, label, page, ledger)
        finally:
            ledger.save()
        for date, labeller in labellers.items():
            if labeller.printed:
                labels = ", ".join(label.printed() for label in labeller.printed)
                self.findings.append(finding("labels-by-folio", edition_folder(date).as_posix(), labels=labels))

    def _pages(self, source: SourceFile) -> Iterator[ExtractedPage]:
        """A source's pages; why there are none is a finding."""
        if source.path in self._peeked:
            yield from self._peeked.pop(source.path)
            return
        try:
            yield from self._read(source, self.pictures)
        except SourceError as error:
            self.findings.append(error.finding)

    def _read(self, source: SourceFile, pictures: bool) -> Iterator[ExtractedPage]:
        if source.kind == "alto":
            return read_alto(source.path, image=source.image, pictures=pictures, articles=source.articles)
        if source.kind == "scan":
            return read_scan(source.path, self.recogniser, pictures=pictures)
        return read_pages(source.path, pictures=pictures, recogniser=self.recogniser)

    def _printed_date(self, source: SourceFile) -> dt.date | None:
        pages = list(islice(self._read(source, self.pictures and source.kind == "scan"), WAIT))
        if source.kind == "scan":  # to read it took long
            self._peeked[source.path] = pages
        return next((date for page in pages if (date := printed_date(page))), None)

    def _write(self, date: dt.date, label: Label, page: ExtractedPage, ledger: ExtractionLedger) -> None:
        self.findings.extend(page.findings)
        if not page.text:
            return
        name = (edition_folder(date) / f"{label.file}.txt").as_posix()
        path, data = self.raw / name, f"{page.text}\n".encode("utf-8", "surrogatepass")
        stands = path.read_bytes() if path.exists() else None
        if stands is not None and stands != data and not ledger.wrote(name, stands):
            self.findings.append(finding("raw-edited", path.as_posix()))
            self.kept += 1
            return
        if stands == data:
            self.unchanged += 1
        else:
            write_atomic(path, data)
            self.written += 1
        ledger.note(name, data)
        write_layout(path, page)
        if page.reading:
            self._write_reading(path.with_name(f"{label.file}{READING}"), page.reading.encode(), ledger)

    def _write_reading(self, path: Path, data: bytes, ledger: ExtractionLedger) -> None:
        """A library's articles, unless a person wrote the reading that lies there."""
        name = path.relative_to(self.raw).as_posix()
        stands = path.read_bytes() if path.exists() else None
        if stands is not None and stands != data and not ledger.wrote(name, stands):
            self.findings.append(finding("raw-edited", path.as_posix()))
            return
        write_if_changed(path, data)
        ledger.note(name, data)
