"""Which files are pages to extract: PDFs, a library's ALTO by its METS or loose, pictures of pages; dates by names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label, LabelError
from scripts.edition.printed import label_of
from scripts.extraction.altopages import read_mets
from scripts.extraction.extracted import SourceError
from scripts.extraction.metsarticles import MetsArticle, on_file
from scripts.extraction.safexml import kind_of
from scripts.extraction.scan import SUFFIXES, lies_beside

SourceKind = Literal["pdf", "alto", "scan"]
_DATE = re.compile(r"(?<!\d)(\d{4})[-_/.年]?(\d{1,2})[-_/.月]?(\d{1,2})(?!\d)")
_LABEL = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{0,2}\d{1,3})版?$")
_PAGE = re.compile(r"(?<![A-Za-z0-9])(?:page|pg|p)[-_. ]?(\d{1,3})$", re.I)
"""The word page before a number, which is no section P: jinghai-p03."""
_NAMED = re.compile(
    r"(?<![A-Za-z0-9])(?P<label>[A-Za-z]{0,2}\d{1,3})版|第?(?P<words>[一二三四五六七八九十]{1,3})版"
    r"|^\W*(?P<first>[A-Za-z]{0,2}\d{1,3})[-_–—\s]+(?=[\u3400-\u9fff])"
)
"""A label before the page's name, or in characters: 01版 要闻, 第二版, A03-城事."""
_TWO = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2}\d{1,3}|0\d|\d{1,3}(?=\D+\d+版))[-_–—~、]([A-Za-z]{0,2})(\d{1,3})版?$"
)
"""A spread of two pages: A02-A03, A02-03, 02-03, 第2-3版."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file with pages: what kind it is, and what is known of it: its date, its label if it has one page, its scan,
    the articles that a library marked on it (with the blocks of this file alone).
    """

    path: Path
    kind: SourceKind
    date: dt.date | None = None
    label: Label | None = None
    image: Path | None = None
    articles: tuple[MetsArticle, ...] = ()


def date_in(path: Path) -> dt.date | None:
    """The date in a file's name or folders: 2022-04-11, 20220411, 2022/04/11; None where there is none."""
    for match in reversed(list(_DATE.finditer(path.resolve().with_suffix("").as_posix()))):
        with suppress(ValueError):
            return dt.date(*map(int, match.groups()))
    return None


def label_in(path: Path) -> Label | None:
    """The page's label that a file's name ends in, or has before the page's name, its date apart, or None; of a spread
    (A02-A03) the first.
    """
    name = _DATE.sub("-", path.stem)
    two, match = _TWO.search(name), _LABEL.search(name)
    try:
        if page := _PAGE.search(name):
            return Label.parse(page[1])
        if two and (first := Label.parse(two[1])).after(1) == Label(int(two[3]), two[2].upper() or first.letters):
            return first
        if match:
            return Label.parse(match[1])
    except LabelError:
        return None
    named = _NAMED.search(name)
    return label_of(named["label"] or named["words"] or named["first"]) if named else None


def sources_at(path: Path, *, pictures: bool, findings: list[Finding]) -> list[SourceFile]:
    """The sources at a path: a file itself, or those below a folder in the order of their names.

    `pictures` says that pictures of pages are wanted as well. What cannot be read is added to `findings`.
    """
    if not path.is_dir():
        return list(_of_file(path, findings))
    files = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
    kinds = {file: _kind_of(file) for file in files}
    out: list[SourceFile] = []
    taken: set[Path] = set()
    for file in files:
        if kinds[file] == "mets":
            pages = list(_issue(file, findings))
            taken |= {source.path for source in pages} | {source.image for source in pages if source.image}
            out += pages
    alto = [SourceFile(file, "alto") for file in files if kinds[file] == "alto" and file not in taken]
    beside = {(source.path.parent, source.path.stem) for source in (*out, *alto)}
    for file in files:
        if kinds[file] == "pdf" and (file.parent, file.stem) in beside:
            findings.append(finding("pdf-beside-alto", file.as_posix()))
        elif kinds[file] == "pdf":
            out.append(SourceFile(file, "pdf"))
    out += alto
    if pictures:
        scans = {image for source in alto if (image := lies_beside(source.path)) is not None} | taken
        names = {(source.path.parent, source.path.stem) for source in out}
        loose = [file for file in files if kinds[file] == "scan" and file not in scans]
        out += [SourceFile(file, "scan") for file in loose if (file.parent, file.stem) not in names]
    return out


def holds_pictures(path: Path) -> bool:
    """Whether there is a picture below a folder."""
    return path.is_dir() and any(file.suffix.lower() in SUFFIXES for file in path.rglob("*"))


def _of_file(path: Path, findings: list[Finding]) -> Iterator[SourceFile]:
    kind = _kind_of(path) or ("pdf" if path.suffix.lower() != ".xml" else "")
    if kind == "mets":
        yield from _issue(path, findings)
    elif kind in ("pdf", "alto", "scan"):
        yield SourceFile(path, kind)  # type: ignore[arg-type]
    else:
        findings.append(finding("xml-unknown", str(path)) if path.exists() else finding("pdf-missing", str(path)))


def _kind_of(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return "pdf"
    if suffix in SUFFIXES:
        return "scan"
    if suffix != ".xml":
        return ""
    with suppress(OSError):
        kind = kind_of(path)
        return kind if kind in ("alto", "mets") else ""
    return ""


def _issue(path: Path, findings: list[Finding]) -> Iterator[SourceFile]:
    """The pages of a METS file's issue; without a date of its own it has its path's."""
    try:
        issue = read_mets(path)
    except SourceError as error:
        findings.append(error.finding)
        return
    for page in issue.pages:
        alto = _file_in(path.parent, page.alto)
        if alto is None:
            findings.append(finding("mets-file-missing", str(path), file=page.alto))
        else:
            image = _file_in(path.parent, page.image) if page.image else None
            marked = on_file(issue.articles, page.name)
            yield SourceFile(alto, "alto", issue.date or date_in(path), page.label, image, marked)


def _file_in(folder: Path, name: str) -> Path | None:
    """A file by its path from a folder, or by its name alone; never one outside of the folder."""
    for candidate in (folder / name, folder / name.rpartition("/")[2]):
        if candidate.is_file() and candidate.resolve().is_relative_to(folder.resolve()):
            return candidate
    return None


def with_labels_by_name(sources: Sequence[SourceFile], one_page: Iterable[SourceFile]) -> list[SourceFile]:
    """The sources, with labels by their names where each has one page and all their names end in different labels."""
    single = set(one_page)
    named = [(source.date, source.label or label_in(source.path)) for source in sources]
    if all(label for _, label in named) and len(set(named)) == len(named) and single.issuperset(sources):
        return [replace(source, label=label) for source, (_, label) in zip(sources, named, strict=True)]
    return list(sources)
