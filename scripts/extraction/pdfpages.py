"""The pages of a PDF: raw text, layout, page picture, cut-outs, and what a person should know of each.

Two pages that were exported side by side come as two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from scripts.extraction.extracted import ExtractedPage, SourceError
from scripts.extraction.glyphs import Glyphs, read_glyphs
from scripts.extraction.graphics import Graphics, read_graphics
from scripts.extraction.pagepicture import cut_outs, page_image, page_picture
from scripts.extraction.pdfdoubts import cannot_open, doubts, page_finding, text_in_tree_alone
from scripts.extraction.pdflines import numbered, read_lines, turned
from scripts.extraction.recogniser import Recogniser
from scripts.extraction.scan import scan_cuts, scan_picture
from scripts.extraction.scanpages import READ_AT, added, read_image, read_note
from scripts.extraction.spreads import views_of
from scripts.pagetext.geometry import Box, Layout, Picture

NEEDS_OCR = frozenset({"pdf-no-text", "pdf-unreadable"})
"""What is said of a page whose text is to be had by OCR alone."""
WHOLE = 0.8
"""Share of a page from which a picture is the page's scan, and none that is printed on it."""
LACKS_TEXT = frozenset({"pdf-curves", "pdf-mostly-picture", "pdf-told-text"})
"""What is said of a page that has more text than its characters tell."""


def read_pages(path: Path, *, pictures: bool = False, recogniser: Recogniser | None = None) -> Iterator[ExtractedPage]:
    """The pages of a PDF, one at a time; with a recogniser, what only shows as a picture is read by it.

    Raises SourceError where the file cannot be opened.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise SourceError(cannot_open(path, error)) from error
    with document:
        for number in range(len(document)):
            try:
                page = document[number]
                yield from _read(page, path, number, pictures, recogniser)
                page.close()
            except pypdfium2.PdfiumError:
                yield ExtractedPage("", (page_finding("pdf-page-broken", path, number),))


def _read(
    page: pypdfium2.PdfPage, path: Path, number: int, pictures: bool, recogniser: Recogniser | None
) -> Iterator[ExtractedPage]:
    if min(page.get_size()) <= 0:  # its box lies outside of its sheet
        yield ExtractedPage("", (page_finding("pdf-page-broken", path, number),))
        return
    text_page = page.get_textpage()
    glyphs = read_glyphs(page, text_page)
    drawn = read_graphics(page, glyphs.frame)
    views, torn = views_of(glyphs, drawn)
    for view in views:
        text, layout = laid(text_page, view.glyphs, view.drawn)
        findings = doubts(
            path, number, text, view.glyphs, view.drawn, text_in_tree_alone(page, text) if len(views) == 1 else 0
        )
        if torn:
            findings = (*findings, page_finding("pdf-spread", path, number))
        picture, cuts = b"", tuple[bytes, ...]()
        if any(finding.code == "pdf-hidden-text" for finding in findings):
            layout = replace(layout, source="ocr")
        turn, straight = glyphs.frame.turn, None
        if recogniser and (codes := {finding.code for finding in findings}) & (NEEDS_OCR | LACKS_TEXT):
            image = page_image(page, turn, view.left, view.right, READ_AT)
            own = None if codes & NEEDS_OCR else (text, layout)
            text, layout, straight = _recognised(image, recogniser, own, layout)
            findings = tuple(finding for finding in findings if finding.code not in NEEDS_OCR | LACKS_TEXT)
            findings = (*findings, read_note(str(path), layout, number + 1))
        if pictures and text:
            picture = scan_picture(straight) if straight else page_picture(page, turn, view.left, view.right)
            shown = [placed.box for placed in layout.pictures]
            if straight:
                cuts = tuple(scan_cuts(straight, shown, layout.width, layout.height))
            else:
                cuts = tuple(cut_outs(page, [_on_sheet(box, view.left) for box in shown], turn))
        yield ExtractedPage(text, findings, layout, picture, cuts)
    text_page.close()


def _recognised(
    image: Image.Image, recogniser: Recogniser, own: tuple[str, Layout] | None, known: Layout
) -> tuple[str, Layout, Image.Image | None]:
    """A page as a recogniser reads it, with its picture set straight; where it has text of its own, only what stands
    beside that is added to it.
    """
    dots = image.width * 72 / max(1.0, known.width)
    text, read, straight = read_image(image, dots, recogniser, straight=own is None)
    if own:
        return *added(*own, text, read), None
    pictures = tuple(placed for placed in known.pictures if placed.box.area < WHOLE * known.width * known.height)
    if pictures or known.rules or known.boxes:  # what the file draws is surer than what its picture shows
        read = replace(read, pictures=pictures, rules=known.rules, boxes=known.boxes)
    return text, read, straight


def _on_sheet(box: Box, left: float) -> Box:
    return Box(box.left + left, box.top, box.right + left, box.bottom)


def read_page(page: pypdfium2.PdfPage) -> tuple[str, Layout]:
    """A page's raw text and its layout. Raises PdfiumError where the page is damaged."""
    text_page = page.get_textpage()
    glyphs = read_glyphs(page, text_page)
    return laid(text_page, glyphs, read_graphics(page, glyphs.frame))


def laid(text: pypdfium2.PdfTextPage, glyphs: Glyphs, drawn: Graphics) -> tuple[str, Layout]:
    """The raw text of characters, and the layout that goes by its lines."""
    rows = numbered(turned(list(read_lines(text, glyphs.characters))))
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


def page_count(path: Path) -> int:
    """How many pages a PDF has. Raises SourceError where the file cannot be opened."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise SourceError(cannot_open(path, error)) from error
