"""What a person should know of a PDF's page: text that is missing or means nothing, and how much of it."""

from __future__ import annotations

import ctypes
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.extraction.glyphs import Glyphs
from scripts.extraction.graphics import Graphics

UNREADABLE = 0.2
"""Share of characters without a meaning from which a page's fonts are taken to lack a map to Unicode."""
FEW_UNMAPPED = 6
"""Characters without such a map from which it is told: a line of a headline. Ornaments have none, either."""
CURVES = 0.1
"""Shapes that look like letters, for each character of text, from which text is taken to be drawn as shapes."""
FEW_CURVES = 60
"""Such shapes that any page may have: ornaments, a logo."""
PICTURED = 0.55
"""Share of a page that pictures cover from which it is mostly a picture, where it has little text as well."""
LITTLE_TEXT = 200
HIDDEN = 0.5
"""Share of characters that are not drawn from which the text is the layer that OCR laid under a scan."""
MOST_ELEMENTS = 20_000


def doubts(path: Path, number: int, text: str, glyphs: Glyphs, drawn: Graphics, in_tree: int) -> tuple[Finding, ...]:
    """What is wrong with a page (`number` from 0); `in_tree` counts characters that only its structure tree has."""
    shown = sum(not char.isspace() for char in text)
    out: list[Finding] = []
    frame = glyphs.frame
    covered = sum(box.area for box in drawn.pictures) / max(1.0, frame.width * frame.height)
    if drawn.letters > FEW_CURVES and drawn.letters > CURVES * shown:
        out.append(page_finding("pdf-curves", path, number, count=drawn.letters))
    if not shown:
        return tuple(out) or (page_finding("pdf-no-text", path, number),)
    unreadable = doubt(path, number, text, glyphs.unmapped)
    if unreadable:
        out.append(unreadable)
    elif glyphs.unmapped * shown >= FEW_UNMAPPED:
        out.append(page_finding("pdf-font-unreadable", path, number, count=round(glyphs.unmapped * shown), shown=shown))
    if covered > PICTURED and shown < LITTLE_TEXT:
        out.append(page_finding("pdf-mostly-picture", path, number, count=shown, share=round(100 * min(1.0, covered))))
    solid = [glyph for glyph in glyphs.characters if not glyph.generated]
    if solid and sum(glyph.style.hidden for glyph in solid) > HIDDEN * len(solid):
        out.append(page_finding("pdf-hidden-text", path, number))
    if in_tree:
        out.append(page_finding("pdf-told-text", path, number, count=in_tree))
    return tuple(out)


def text_in_tree_alone(page: pypdfium2.PdfPage, text: str) -> int:
    """How many characters stand in the page's structure tree (/ActualText) and nowhere in its text.

    Programs that draw text with effects as shapes keep it there.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return 0
    known = "".join(text.split())
    missing = 0
    try:
        stack = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        left = MOST_ELEMENTS
        while stack and left:
            left -= 1
            element = stack.pop()
            if not element:
                continue
            actual = "".join(_actual_text(element).split())
            if actual and actual not in known:
                missing += len(actual)
            count = max(0, pdfium.FPDF_StructElement_CountChildren(element))
            stack += [pdfium.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(min(count, left))]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return missing


def _actual_text(element: object) -> str:
    size = pdfium.FPDF_StructElement_GetActualText(element, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetActualText(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def doubt(path: Path, number: int, text: str, unmapped: float = 0.0) -> Finding | None:
    """What is wrong with a page (`number` from 0) that has no text, or text that means nothing."""
    shown = [char for char in text if not char.isspace()]
    if not shown:
        return page_finding("pdf-no-text", path, number)
    unread = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in shown)
    share = max(unmapped, unread / len(shown))
    wrong = page_finding("pdf-unreadable", path, number, count=round(share * len(shown)), shown=len(shown))
    return wrong if share > UNREADABLE else None


def cannot_open(path: Path, error: Exception) -> Finding:
    """Why a file gives no page at all, and what to do."""
    if isinstance(error, OSError):
        return finding("pdf-missing", str(path))
    locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
    return finding("pdf-encrypted" if locked else "pdf-broken", str(path))


def page_finding(code: str, path: Path, number: int, **facts: Any) -> Finding:
    """A finding of one page (`number` from 0)."""
    return finding(code, str(path), page=number + 1, **facts)
