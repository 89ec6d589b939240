"""Raw pages with their layouts written as ALTO XML, with the page picture beside each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.conversion.layouts import layout_of
from scripts.conversion.sources import RawFile, discover, read, shown
from scripts.edition.catalogue import finding
from scripts.edition.files import write_if_changed
from scripts.edition.finding import Finding
from scripts.edition.urls import edition_folder
from scripts.extraction.altowrite import as_alto
from scripts.pagetext.decode import decode


@dataclass(frozen=True, slots=True)
class AltoExport:
    """How many pages were written, and what is to be said of the others."""

    pages: int
    findings: tuple[Finding, ...]


def pages_as_alto(paths: Iterable[Path], folder: Path) -> AltoExport:
    """Write the raw pages below the paths as `folder/YYYY/MM/DD/LABEL.xml`, each with its page picture."""
    findings: list[Finding] = []
    pages = 0
    places: dict[Path, int] = {}
    for file in discover(paths):
        if not isinstance(file, RawFile):
            findings.append(file.finding)
            continue
        data, problem = read(file)
        layout, doubts = (None, (problem,)) if problem else layout_of(file, data)
        findings += doubts
        if layout is None:
            findings += () if doubts else (finding("alto-no-layout", file.shown),)
            continue
        target = folder / edition_folder(file.date)
        places[target] = places.get(target, 0) + 1
        rows = decode(data).text.split("\n")
        document = as_alto(rows, layout, printed=file.number.printed(), number=places[target])
        try:
            write_if_changed(target / f"{file.number.file}.xml", document)
            pages += 1
            if layout.picture:
                write_if_changed(target / layout.picture, file.path.with_name(layout.picture).read_bytes())
        except OSError as error:
            where = error.filename or target
            findings.append(finding("not-written", shown(Path(where)), reason=error.strerror or error))
    return AltoExport(pages, tuple(findings))
