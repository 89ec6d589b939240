"""Which pages of a run a model is asked about: not what a person read, and not what would not be converted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.conversion import record as records
from scripts.conversion.layouts import layout_of
from scripts.conversion.model.asking import PageQuestion
from scripts.conversion.model.prompt import requests_of
from scripts.conversion.readers import ReaderJob, by_hand, digest_of
from scripts.conversion.record import EditionRecord, RecordError
from scripts.conversion.sources import RawFile, read
from scripts.edition.urls import edition_folder
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.pagemodel import page_model


def questions(
    files: Iterable[RawFile], content: Path, converter: str, job: ReaderJob, *, again: bool = False
) -> Iterator[tuple[RawFile, list[PageQuestion]]]:
    """Every raw file with its questions, none where its pages would not be converted; `again`: unchanged ones too."""
    last: tuple[Path, EditionRecord] | None = None
    for file in files:
        folder = content / edition_folder(file.date)
        if last is None or last[0] != folder:
            last = folder, _record(folder)
        data, problem = read(file)
        if problem or by_hand(file) is not None or not (again or _changed(file, data, last[1], converter, job)):
            yield file, []
        else:
            yield file, list(questions_of(file, data, job.settings.lines, folder))


def _record(folder: Path) -> EditionRecord:
    try:
        return records.load((folder / records.NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, RecordError):
        return EditionRecord()


def _changed(file: RawFile, data: bytes, record: EditionRecord, converter: str, job: ReaderJob) -> bool:
    page = record.pages.get(file.number)
    return page is None or not page.is_from(file.path.name, digest_of(file, data), converter, job.name)


def questions_of(file: RawFile, data: bytes, lines: int, folder: Path) -> Iterator[PageQuestion]:
    """What a model is asked about a raw file, page by page."""
    pages = split_pages(decode(data).text)
    layout = layout_of(file, data)[0] if len(pages) == 1 else None
    for offset, (first, raw_lines) in enumerate(pages):
        page = page_model(raw_lines, first, page=file.number.after(offset), layout=layout)
        if page.lines:
            for request in requests_of(page, lines):
                yield PageQuestion(request, folder, f"{file.path.name}#{first}.{request.part}")
