"""Draws laid-out pages into a PDF, character by character, in subsets of the Noto CJK fonts."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pymupdf
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

from benchmarks.typeset.houses import House
from benchmarks.typeset.pages import Sheet

FONTS = Path("/usr/share/fonts/opentype/noto")
FACES = {"serif": "NotoSerifCJK-Regular.ttc", "bold": "NotoSansCJK-Bold.ttc"}
REGIONS = {"zh-Hans": "SC", "zh-HK": "HK", "zh-TW": "TC"}


def _member(face: str, script: str) -> TTFont:
    """The font of the collection that is drawn for the script."""
    for font in TTCollection(FONTS / FACES[face], lazy=True).fonts:
        if font["name"].getDebugName(1).endswith(f"CJK {REGIONS[script]}"):
            return font
    raise LookupError(f"{FACES[face]} holds no font for {script}")


@cache
def advances(script: str) -> dict[str, float]:
    """Advance of every character of the text face, in ems."""
    font = _member("serif", script)
    metrics, units = font["hmtx"], font["head"].unitsPerEm
    return {chr(code): metrics[name][0] / units for code, name in font.getBestCmap().items()}


def _font(face: str, script: str, text: str) -> pymupdf.Font:
    font = _member(face, script)
    options = subset.Options(layout_features=[], notdef_outline=True, name_IDs=[1, 2, 4, 6])
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return pymupdf.Font(fontbuffer=buffer.getvalue())


@cache
def _radicals() -> dict[str, str]:
    """Characters and the Kangxi radicals that look the same: a font may name such a glyph by either."""
    return {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}


def pdf(sheets: Sequence[Sheet], house: House) -> bytes:
    """A PDF with one page for each sheet, pieces drawn in their order, in the house's characters."""
    script = house.script
    names = dict(_radicals()) if house.radicals else {}
    names |= {" ": "\N{NO-BREAK SPACE}"} if house.hard_spaces else {}
    texts: dict[str, set[str]] = {face: {" "} for face in FACES}
    for piece in _pieces(sheets):
        texts[piece.face].update(names.get(spot.char, spot.char) for spot in piece.spots)
    missing = sorted(set().union(*texts.values()) - advances(script).keys())
    if missing:
        raise LookupError(f"the font lacks {''.join(missing)!r}")
    fonts = {face: _font(face, script, "".join(sorted(chars))) for face, chars in texts.items()}
    document = pymupdf.open()
    for sheet in sheets:
        page = document.new_page(width=sheet.width, height=sheet.height)
        for piece in sheet.pieces:
            writer = pymupdf.TextWriter(page.rect)
            for spot in piece.spots:
                char = names.get(spot.char, spot.char)
                writer.append((spot.x, spot.y), char, font=fonts[piece.face], fontsize=piece.size)
            writer.write_text(page)
    _describe(document)
    data: bytes = document.tobytes(garbage=3, deflate=True)
    return data


def _describe(document: pymupdf.Document) -> None:
    """Give the subsets the box and cap height of a whole font: PDFBox takes a line's height from them."""
    for number in range(1, document.xref_length()):
        if document.xref_get_key(number, "Type") == ("name", "/FontDescriptor"):
            document.xref_set_key(number, "FontBBox", "[-1000 -1050 3000 1800]")
            document.xref_set_key(number, "CapHeight", "733")


def _pieces(sheets: Sequence[Sheet]) -> Iterable:  # type: ignore[type-arg]
    return (piece for sheet in sheets for piece in sheet.pieces)
