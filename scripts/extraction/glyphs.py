"""The characters of a PDF page in drawing order, each with its place on the page as it is seen.

Points, the origin at the page's top left, y downwards: the page's box, its rotation and a sheet that was set sideways
are taken into account here, once.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.pagetext.geometry import Box

_HYPHENS = {"\ufffe": "-", "\x02": "-"}  # PDFium's marks for a hyphen at a line's end
_BREAKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
"""Characters that would break a line of the raw text, or a page."""
_FINE = 4096
"""Units a point in which PDFium, which answers in whole numbers, is asked where a point lies."""
SIDEWAYS = 0.6
"""Share of a page's characters that run in one direction from which the page is read in it."""
_INVISIBLE = 3  # PDF 32000-1, table 106: neither fill nor stroke
SAMPLED = 3
"""Every so many characters one is asked for its map to Unicode: a font lacks it as a whole."""
_HALF = frozenset(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Frame:
    """From PDF's coordinates to the page's: x' = a·x + c·y + e, y' = b·x + d·y + f. `turn` counts quarter turns to the
    left by which the page is seen turned beside its own rotation.
    """

    width: float
    height: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    turn: int = 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the PDF on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the PDF on the page."""
        (x, y), (u, v) = self.point(left, bottom), self.point(right, top)
        return Box(min(x, u), min(y, v), max(x, u), max(y, v))

    def quarter(self, x: float, y: float) -> int:
        """The quarter turns, clockwise on the page, by which a direction of the PDF differs from left to right."""
        return round(math.atan2(self.b * x + self.d * y, self.a * x + self.c * y) / (math.pi / 2)) % 4

    def turned(self, quarters: int) -> Frame:
        """The frame in which what ran `quarters` turns clockwise runs from left to right."""
        frame = self
        for _ in range(quarters % 4):  # one turn to the left: (x, y) becomes (y, width - x)
            frame = Frame(
                frame.height,
                frame.width,
                frame.b,
                -frame.a,
                frame.d,
                -frame.c,
                frame.f,
                frame.width - frame.e,
                frame.turn + 1,
            )
        return frame


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """The frame of a page as a viewer shows it."""
    width, height = page.get_size()
    fine = max(1, min(_FINE, int(2**30 / max(width, height, 1))))
    wide, high = round(width * fine), round(height * fine)
    x, y = ctypes.c_int(), ctypes.c_int()

    def at(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, px, py, x, y)
        return x.value / fine, y.value / fine

    reach = 100.0
    (e, f), (ax, ay), (cx, cy) = at(0, 0), at(reach, 0), at(0, reach)
    return Frame(width, height, (ax - e) / reach, (ay - f) / reach, (cx - e) / reach, (cy - f) / reach, e, f)


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is drawn: its size in points, its font's name, its colour (`#rrggbb`), its direction in
    quarter turns clockwise, and whether it is hidden (the text layer of a scan).
    """

    size: float
    font: str = ""
    colour: str = ""
    quarter: int = 0
    hidden: bool = False


class Glyph(NamedTuple):
    """A character with its origin on the page; `generated` says that PDFium made it up (a break, a space)."""

    text: str
    x: float
    y: float
    style: Style
    generated: bool
    number: int

    @property
    def along(self) -> float:
        """How far along its own line it stands, whichever way the line runs."""
        return (self.x, self.y, -self.x, -self.y)[self.style.quarter]

    @property
    def down(self) -> float:
        """How far down from line to line it stands."""
        return (self.y, -self.x, -self.y, self.x)[self.style.quarter]

    @property
    def advance(self) -> float:
        """Points that it takes, about: a Latin letter half of what a Han character does."""
        return self.style.size * (0.5 if self.text in _HALF else 1.0)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A page's characters and the frame in which they stand; `unmapped` is the share of them whose font does not tell
    which characters they are.
    """

    frame: Frame
    characters: tuple[Glyph, ...]
    unmapped: float = 0.0


def read_glyphs(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Glyphs:
    """A page's characters; a sheet that was set sideways is turned so that its text runs from left to right."""
    frame = frame_of(page)
    characters = _glyphs(text, frame)
    ways = Counter(glyph.style.quarter for glyph in characters if not glyph.generated)
    way, count = ways.most_common(1)[0] if ways else (0, 0)
    if way and count >= SIDEWAYS * ways.total():
        frame = frame.turned(way)
        characters = _glyphs(text, frame)
    return Glyphs(frame, tuple(characters), _unmapped(text, characters))


def _unmapped(page: pypdfium2.PdfTextPage, characters: Sequence[Glyph]) -> float:
    """The share of characters without a map to Unicode, by every so many of them."""
    solid = [glyph.number for glyph in characters if not glyph.generated and not glyph.text.isspace()][::SAMPLED]
    lacking: int = sum(pdfium.FPDFText_HasUnicodeMapError(page, n) == 1 for n in solid)
    return lacking / max(1, len(solid))


def _glyphs(page: pypdfium2.PdfTextPage, frame: Frame) -> list[Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    styles: dict[int | None, Style] = {}
    style = Style(1.0)
    out: list[Glyph] = []
    raw = page.raw
    get_unicode, is_generated = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    get_object, get_origin = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetCharOrigin
    a, b, c, d, e, f = frame.a, frame.b, frame.c, frame.d, frame.e, frame.f
    for index in range(page.count_chars()):
        code = get_unicode(raw, index)
        char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        generated = is_generated(raw, index) == 1
        if not generated:
            drawn = get_object(raw, index)
            key = ctypes.cast(drawn, ctypes.c_void_p).value
            if key not in styles:
                styles[key] = _style(page, index, drawn, frame)
            style = styles[key]
        get_origin(raw, index, x, y)
        char = _HYPHENS.get(char, " " if char in _BREAKS else char)
        px, py = x.value, y.value
        out.append(Glyph(char, a * px + c * py + e, b * px + d * py + f, style, generated, index))
    return out


def _style(page: pypdfium2.PdfTextPage, index: int, drawn: object, frame: Frame) -> Style:
    matrix = pdfium.FS_MATRIX()
    known = pdfium.FPDFText_GetMatrix(page, index, matrix)
    scale = math.hypot(matrix.c, matrix.d) if known else 1.0
    along = (matrix.a, matrix.b) if known and (matrix.a or matrix.b) else (1.0, 0.0)
    size = abs(pdfium.FPDFText_GetFontSize(page, index) * scale * math.hypot(frame.a, frame.b)) or 1.0
    return Style(
        min(size, 10_000.0),
        _font(drawn),
        _colour(drawn),
        frame.quarter(*along),
        pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE,
    )


def _font(drawn: object) -> str:
    """A font's name without the tag of a subset: `ABCDEF+SongTi` is SongTi."""
    font = pdfium.FPDFTextObj_GetFont(drawn)
    if not font:
        return ""
    name = ctypes.create_string_buffer(128)
    size = pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    shown = name.raw[: max(0, min(size, len(name)) - 1)].decode("utf-8", "replace")
    head, plus, rest = shown.partition("+")
    return rest if plus and len(head) == 6 and head.isupper() else shown


def _colour(drawn: object) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha):
        return ""
    return f"#{red.value & 255:02x}{green.value & 255:02x}{blue.value & 255:02x}"


def right_edge(page: pypdfium2.PdfTextPage, glyph: Glyph) -> float:
    """Where a character ends along its line."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(page, glyph.number, box):
        wide = abs(box.right - box.left) if glyph.style.quarter % 2 == 0 else abs(box.top - box.bottom)
        if 0 < wide <= 2 * glyph.style.size:
            return float(glyph.along + wide)
    return glyph.along + glyph.advance
