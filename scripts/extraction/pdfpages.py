"""The pages of a PDF: raw text, layout, page picture, cut-outs, and what a person should know of each.

Two pages that were exported side by side come as two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2

from scripts.edition.finding import Finding
from scripts.extraction.glyphs import Glyphs, read_glyphs
from scripts.extraction.graphics import Graphics, read_graphics
from scripts.extraction.pagepicture import cut_outs, page_picture
from scripts.extraction.pdfdoubts import cannot_open, doubts, page_finding, told_text
from scripts.extraction.pdflines import numbered, read_lines, turned
from scripts.extraction.spreads import views_of
from scripts.pagetext.geometry import Box, Layout, Picture


class PdfError(Exception):
    """A file that gives no text at all; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its text, layout, picture (JPEG) and one JPEG for each picture of the layout, empty where none was
    cut out.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    layout: Layout | None = None
    picture: bytes = b""
    cuts: tuple[bytes, ...] = ()


def read_pages(path: Path, *, pictures: bool = False) -> Iterator[PdfPage]:
    """The pages of a PDF, one at a time. Raises PdfError where the file cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(cannot_open(path, error)) from error
    with document:
        for number in range(len(document)):
            try:
                page = document[number]
                yield from _read(page, path, number, pictures)
                page.close()
            except pypdfium2.PdfiumError:
                yield PdfPage("", (page_finding("pdf-page-broken", path, number),))


def _read(page: pypdfium2.PdfPage, path: Path, number: int, pictures: bool) -> Iterator[PdfPage]:
    if min(page.get_size()) <= 0:  # its box lies outside of its sheet
        yield PdfPage("", (page_finding("pdf-page-broken", path, number),))
        return
    text_page = page.get_textpage()
    glyphs = read_glyphs(page, text_page)
    drawn = read_graphics(page, glyphs.frame)
    views, torn = views_of(glyphs, drawn)
    for view in views:
        text, layout = laid(text_page, view.glyphs, view.drawn)
        findings = doubts(path, number, text, view.glyphs, view.drawn, told_text(page, text) if len(views) == 1 else 0)
        if torn:
            findings = (*findings, page_finding("pdf-spread", path, number))
        picture, cuts = b"", tuple[bytes, ...]()
        if pictures and text:
            turn = glyphs.frame.turn
            picture = page_picture(page, turn, view.left, view.right)
            cuts = tuple(cut_outs(page, [_on_sheet(one.box, view.left) for one in layout.pictures], turn))
        yield PdfPage(text, findings, layout, picture, cuts)
    text_page.close()


def _on_sheet(box: Box, left: float) -> Box:
    return Box(box.left + left, box.top, box.right + left, box.bottom)


def read_page(page: pypdfium2.PdfPage) -> tuple[str, Layout]:
    """A page's raw text and its layout. Raises PdfiumError where the page is damaged."""
    text_page = page.get_textpage()
    glyphs = read_glyphs(page, text_page)
    return laid(text_page, glyphs, read_graphics(page, glyphs.frame))


def laid(text: pypdfium2.PdfTextPage, glyphs: Glyphs, drawn: Graphics) -> tuple[str, Layout]:
    """The raw text of characters, and the layout that goes by its lines."""
    rows = numbered(turned(list(read_lines(text, glyphs.found))))
    layout = Layout(
        glyphs.frame.width,
        glyphs.frame.height,
        "pdf",
        {number: place for number, (_, place) in enumerate(rows, 1) if place},
        tuple(Picture(box) for box in drawn.pictures),
        drawn.rules,
        drawn.boxes,
    )
    return "\n".join(shown for shown, _ in rows), layout


def named(page: PdfPage, stem: str) -> tuple[Layout, dict[str, bytes]]:
    """A page's layout with its pictures named after the raw page's `stem`, and the pictures by name."""
    assert page.layout is not None
    files: dict[str, bytes] = {}
    shown: list[Picture] = []
    for place, one in enumerate(page.layout.pictures):
        data = page.cuts[place] if place < len(page.cuts) else b""
        name = f"{stem}.picture-{len(shown) + 1}.jpg" if data else ""
        if data:
            files[name] = data
        shown.append(replace(one, file=name))
    picture = f"{stem}.page.jpg" if page.picture else ""
    if page.picture:
        files[picture] = page.picture
    return replace(page.layout, pictures=tuple(shown), picture=picture), files


def page_count(path: Path) -> int:
    """How many pages a PDF has. Raises PdfError where the file cannot be opened."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(cannot_open(path, error)) from error
