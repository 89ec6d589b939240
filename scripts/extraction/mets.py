"""METS: which files of a library's folder are the pages of an issue, in which order, with which labels and date.

METS is the Library of Congress's format for the parts of a digital object (https://www.loc.gov/standards/mets/). Of its
structure the physical one is read; where pages are of no type, as some libraries have it, the parts without parts are
the pages. docs/layout.md tells what is read of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from scripts.edition.label import Label, LabelError
from scripts.edition.printed import dates_in, label_of, labels_in
from scripts.extraction.metsarticles import MetsArticle, read_articles
from scripts.extraction.safexml import XmlElement, attribute, below, children, local

_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LAST_NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{0,2}\d{1,3})(?!\d)")
_PICTURE = re.compile(r"image/|\.(?:jpe?g|png|tiff?|jp2|webp)$", re.IGNORECASE)
_TEXT = re.compile(r"xml|alto", re.IGNORECASE)
_BEST_PICTURE = ("DEFAULT", "REFERENCE", "SERVICE", "MAX", "PRESENTATION", "IMAGE", "MASTER", "ARCHIVE", "ORIGINAL")
"""Uses of groups of files whose pictures are preferred, as libraries name them; thumbnails come last."""


@dataclass(frozen=True, slots=True)
class MetsPage:
    """A page of the issue: its ALTO file and its picture as paths from the METS file's folder ("" where there is
    none), the label that it is given, None where that is none, and the ID of the ALTO file.
    """

    alto: str
    image: str = ""
    label: Label | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class MetsIssue:
    """An issue: its date where it is told, its pages in order, and its articles where the library marked them."""

    date: dt.date | None
    pages: tuple[MetsPage, ...]
    articles: tuple[MetsArticle, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    picture: bool
    use: str


def read_issue(root: XmlElement) -> MetsIssue:
    """What a METS document tells of an issue; without pages where it names none that have ALTO."""
    files = dict(_files(root))
    numbers = _numbers_by_section(root)
    pages = []
    for division in _pages(root, files):
        own_files = [files[name] for name in _file_names(division) if name in files]
        name = next((name for name in _file_names(division) if name in files and not files[name].picture), "")
        alto = files[name].path if name else ""
        pictures = sorted((file for file in own_files if file.picture), key=_rank)
        if alto:
            label = _label(division, numbers)
            pages.append((_order(division), MetsPage(alto, pictures[0].path if pictures else "", label, name)))
    ordered = [page for _, page in sorted(pages, key=lambda entry: entry[0])]
    labels = [page.label for page in ordered]
    if len(set(labels)) < len(labels):  # the same label twice tells nothing
        ordered = [replace(page, label=None) for page in ordered]
    return MetsIssue(_date(root), tuple(ordered), read_articles(root))


def _files(root: XmlElement) -> Iterator[tuple[str, _File]]:
    for section in below(root, "fileSec"):
        for file in below(section, "file"):
            place = next(iter(children(file, "FLocat")), None)
            path = _local_path(attribute(place, "href")) if place is not None else ""
            if not path:
                continue
            use = attribute(file, "USE") or _use_of_group(file)
            kind = attribute(file, "MIMETYPE")
            picture = bool(_PICTURE.search(kind) or (not kind and _PICTURE.search(path)))
            if picture or _TEXT.search(kind or path):
                yield attribute(file, "ID"), _File(path, picture, use.upper())


def _use_of_group(file: XmlElement) -> str:
    group = file.getparent()
    while group is not None and local(group) == "fileGrp":
        if use := attribute(group, "USE") or attribute(group, "ID"):
            return use
        group = group.getparent()
    return ""


def _local_path(href: str) -> str:
    """A path below the METS file's folder; "" for an address elsewhere, or a path that leads out of the folder."""
    parts = urlsplit(href.replace("\\", "/"))
    if parts.scheme not in ("", "file") or parts.netloc not in ("", ".", "localhost"):
        return ""
    names = [name for name in unquote(parts.path).split("/") if name not in ("", ".")]
    absolute = parts.path.startswith("/") and parts.scheme == ""
    if absolute or ".." in names or any("\0" in name for name in names) or not names:
        return ""
    return "/".join(names)


def _rank(file: _File) -> tuple[int, str]:
    if "THUMB" in file.use:
        return len(_BEST_PICTURE) + 1, file.path
    return next((n for n, use in enumerate(_BEST_PICTURE) if use in file.use), len(_BEST_PICTURE)), file.path


def _pages(root: XmlElement, files: Mapping[str, _File]) -> list[XmlElement]:
    maps = children(root, "structMap")
    physical = [structure for structure in maps if attribute(structure, "TYPE").upper() == "PHYSICAL"] or maps
    for structure in physical:
        divisions = below(structure, "div")
        pages = [div for div in divisions if attribute(div, "TYPE").lower().rpartition(":")[2].endswith("page")]
        if not pages:
            pages = [div for div in divisions if not below(div, "div")]
        with_text = [div for div in pages if any(not files[n].picture for n in _file_names(div) if n in files)]
        if with_text:
            return with_text
    return []


def _file_names(division: XmlElement) -> list[str]:
    return [name for pointer in below(division, "fptr", "area") if (name := attribute(pointer, "FILEID"))]


def _order(division: XmlElement) -> float:
    try:
        return float(attribute(division, "ORDER") or "inf")
    except ValueError:
        return float("inf")


def _label(division: XmlElement, numbers: Mapping[str, str]) -> Label | None:
    """The label by ORDERLABEL, LABEL, or the number in the descriptive section that the page refers to."""
    candidates = [attribute(division, "ORDERLABEL"), attribute(division, "LABEL")]
    candidates += [numbers[name] for name in attribute(division, "DMDID").split() if name in numbers]
    for text in candidates:
        if (label := label_in_words(text)) is not None:
            return label
    return None


def label_in_words(text: str) -> Label | None:
    """The label that a library's words hold: `A1`, `[3]`, `第3版`, `Page 12`, `Seite 4`; None where there is none."""
    plain = text.strip().strip("[]() ")
    with suppress(LabelError):
        return Label.parse(plain)
    labels = [label for words in labels_in(plain) if (label := label_of(words)) and label.fits]
    if labels:
        return labels[0]
    numbers = _LAST_NUMBER.findall(plain)
    with suppress(LabelError):
        return Label.parse(numbers[-1]) if len(numbers) == 1 else None
    return None


def _numbers_by_section(root: XmlElement) -> dict[str, str]:
    """Numbers of pages by the ID of the descriptive section (MODS) that has them."""
    out = {}
    for section in children(root, "dmdSec"):
        for detail in below(section, "detail"):
            if "page" in attribute(detail, "type").lower():
                number = next((element.text or "" for element in below(detail, "number")), "")
                out[attribute(section, "ID")] = number
    return out


def _date(root: XmlElement) -> dt.date | None:
    """The issue's date: the one that MODS calls issued, else one in the logical structure, else in the title."""
    issued = [element.text or "" for element in below(root, "dateIssued")]
    issued += [element.text or "" for part in below(root, "part") for element in children(part, "date")]
    for structure in children(root, "structMap"):
        if attribute(structure, "TYPE").upper() == "LOGICAL":
            for division in below(structure, "div"):
                if attribute(division, "TYPE").lower() in ("day", "issue", "newspaper", "newspaperissue"):
                    issued += [attribute(division, "ORDERLABEL"), attribute(division, "LABEL")]
    issued.append(attribute(root, "LABEL"))
    for text in issued:
        if (date := date_in_words(text)) is not None:
            return date
    return None


def date_in_words(text: str) -> dt.date | None:
    """The day that a text tells, as 1931-09-19, 19310919 or 1931年9月19日; None where it tells none, or only a year."""
    for match in _ISO.finditer(text):
        with suppress(ValueError):
            return dt.date(*map(int, match.groups()))
    return next(dates_in(text), None)
