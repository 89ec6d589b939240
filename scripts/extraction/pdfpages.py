"""The text of a PDF's pages in drawing order, laid out so that the converter can tell blocks and paragraphs apart.

PDFium reads the characters. Which stand in one line it knows well; which columns follow each other it does not guess,
and neither do we: drawing order is kept. What the raw text would otherwise lose is written with blanks alone: an empty
line where the next line is not below the last one or is of another size, and two U+3000 before a line that the page
indents. docs/extractors.md has the scores that this was chosen by.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.edition.finding import Finding
from scripts.extraction.glyphs import Glyph, read_glyphs, right_edge
from scripts.extraction.graphics import read_graphics
from scripts.pagetext.geometry import Box, Layout, LineGeometry, Part, Picture

SAME_SIZE = 0.1
"""Of a type's size: what two lines of one block may differ by (kerning and rounding; headlines differ by a half)."""
NEXT_LINE = (0.5, 2.0)
"""Ems from one baseline to the next inside a block: newspapers are set with 1.2 to 1.8."""
NEXT_UPRIGHT = (0.8, 1.3)
"""Ems from one character to the next below it in upright text; rows of a table stand further apart."""
INDENT = (1.5, 2.6)
"""Ems by which a first line is set in: two, less what a hung bracket takes, or with justification more."""
SHORT = 1.5
"""Ems that a line may lack on the right and still be full: two hung marks, or a break before a bracket."""
UNREADABLE = 0.2
"""Share of characters without a meaning from which a page's fonts are taken to lack a map to Unicode."""
ASCENT = 0.88
"""Of a type's size: what stands above the baseline (the em box of Chinese fonts)."""
WIDE_GAP = 1.2
"""Ems between two characters from which they stand in two parts of a line: a space of a headline is an em."""


class PdfError(Exception):
    """A file that gives no text at all; `finding` says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text and its place in points, from the page's lower left: `left` to `right` on the baseline `y`."""

    text: str
    left: float
    right: float
    y: float
    size: float
    upright: bool = False
    place: LineGeometry | None = None

    def follows(self, block: Sequence[PdfLine]) -> bool:
        """Whether this line goes on a block; upright lines go on to the left."""
        above = block[-1]
        if not self.size_of(above):
            return False
        if self.upright and above.upright:
            step = (above.left - self.left) / self.size
            return abs(above.y - self.y) < self.size and NEXT_LINE[0] < step < NEXT_LINE[1]
        return NEXT_LINE[0] < (above.y - self.y) / self.size < NEXT_LINE[1]

    def size_of(self, other: PdfLine) -> bool:
        """Whether both are of one size."""
        return abs(self.size - other.size) <= SAME_SIZE * self.size


def turned(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines with upright text, which comes a character a line, written along (家, 门, 口 is 家门口)."""
    out: list[PdfLine] = []
    foot = 0.0  # the baseline of the last line's last character
    for line in lines:
        before = out[-1] if out else None
        if before and len(line.text) == 1 and _goes_down(before, line, foot):
            out[-1] = replace(before, text=before.text + line.text, upright=True, place=_down(before.place, line.place))
        else:
            out.append(line)
        foot = line.y
    return out


def _down(above: LineGeometry | None, below: LineGeometry | None) -> LineGeometry | None:
    """The place of a line that runs down, with one more character at its foot."""
    if above is None or below is None:
        return None
    return replace(above, box=above.box.union(below.box), baseline=below.baseline, upright=False)


def _goes_down(line: PdfLine, char: PdfLine, foot: float) -> bool:
    """Whether a character stands right below an upright line, or below a single character that may open one."""
    down = (foot - char.y) / char.size
    opens = line.upright or (len(line.text) == 1 and not (line.text.isdigit() and char.text.isdigit()))
    return (
        opens
        and line.size_of(char)
        and abs(line.left - char.left) < char.size / 2
        and NEXT_UPRIGHT[0] < down < NEXT_UPRIGHT[1]
    )


def laid_out(lines: Sequence[PdfLine]) -> str:
    """The lines with an empty line between blocks, and indents as U+3000."""
    return "\n".join(text for text, _ in numbered(lines))


def numbered(lines: Sequence[PdfLine]) -> list[tuple[str, LineGeometry | None]]:
    """The raw text's lines, blank ones too, each with its place: the first is line 1."""
    out: list[tuple[str, LineGeometry | None]] = []
    for block in blocks(lines):
        if out:
            out.append(("", None))
        for line, shown in zip(block, _shown(block), strict=True):
            out.append((shown, _shifted(line.place, len(shown) - len(line.text))))
    return out


def _shifted(place: LineGeometry | None, by: int) -> LineGeometry | None:
    """A place whose parts count characters from an indent on that was put before the line."""
    if place is None or not by or not place.parts:
        return place
    return replace(place, parts=tuple(part._replace(start=part.start + by) for part in place.parts))


def blocks(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Lines that follow each other on the page: each a line below the last and of its size."""
    out: list[list[PdfLine]] = []
    for line in lines:
        if out and line.follows(out[-1]):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _shown(block: Sequence[PdfLine]) -> Iterator[str]:
    for place, line in enumerate(block):
        near = [*block[max(0, place - 1) : place], *block[place + 1 : place + 2]]
        yield "　　" + line.text if _indented(line, near) else line.text


def _indented(line: PdfLine, near: Sequence[PdfLine]) -> bool:
    """Whether a full line begins two ems to the right of its neighbours."""
    if not near or line.text.startswith("　"):
        return False
    step = (line.left - min(other.left for other in near)) / line.size
    full = line.right >= max(other.right for other in near) - SHORT * line.size
    return full and INDENT[0] < step < INDENT[1]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page's text, its layout, and what a person should know of it."""

    text: str
    finding: Finding | None = None
    layout: Layout | None = None


def read_pages(path: Path) -> Iterator[PdfPage]:
    """The pages of a PDF, one at a time. Raises PdfError where the file cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(_cannot_open(path, error)) from error
    with document:
        for number in range(len(document)):
            try:
                text, layout = read_page(document[number])
            except pypdfium2.PdfiumError:
                yield PdfPage("", _finding("pdf-page-broken", path, number))
                continue
            yield PdfPage(text, doubt(path, number, text), layout)


def read_page(page: pypdfium2.PdfPage) -> tuple[str, Layout]:
    """A page's raw text and its layout. Raises PdfiumError where the page is damaged."""
    text = page.get_textpage()
    glyphs = read_glyphs(page, text)
    rows = numbered(turned(list(_lines(text, glyphs.found))))
    drawn = read_graphics(page, glyphs.frame)
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
    """How many pages a PDF has. Raises PdfError where the file cannot be opened."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(_cannot_open(path, error)) from error


def _lines(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph]) -> Iterator[PdfLine]:
    """The lines as PDFium breaks them, and parted where type of another size follows a gap; none of blanks alone."""
    line: list[Glyph] = []
    for glyph in glyphs:
        ends = glyph.text in "\r\n"
        if ends or (line and line[-1].made and not glyph.made and _other_type(line, glyph)):
            yield from _line(page, line)
            line = []
        if not ends:
            line.append(glyph)
    yield from _line(page, line)


def _other_type(line: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a character differs in size from the line's last one."""
    last = next((one for one in reversed(line) if not one.made), glyph)
    return abs(last.style.size - glyph.style.size) > SAME_SIZE * glyph.style.size


def _line(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph]) -> Iterator[PdfLine]:
    solid = [glyph for glyph in glyphs if not glyph.text.isspace() and not glyph.made]
    if solid:
        text = "".join(glyph.text for glyph in glyphs).rstrip()
        first, size = solid[0], solid[0].style.size
        right = max(glyph.along for glyph in solid) + size
        yield PdfLine(text, first.along, right, -first.down, size, place=placed(page, glyphs, solid))


def placed(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph], solid: Sequence[Glyph]) -> LineGeometry:
    """Where a line stands on the page, and which parts wide gaps make of it."""
    style = Counter(glyph.style for glyph in solid).most_common(1)[0][0]
    size = max(glyph.style.size for glyph in solid)
    left = min(glyph.along for glyph in solid)
    last = max(solid, key=lambda glyph: glyph.along)
    right = right_edge(page, last)
    downs = [glyph.down for glyph in solid]
    top, bottom = min(downs) - ASCENT * size, max(downs) + (1 - ASCENT) * size
    box = (
        Box(left, top, right, bottom),
        Box(-bottom, left, -top, right),
        Box(-right, -bottom, -left, -top),
        Box(top, -right, bottom, -left),
    )[style.quarter]
    parts = _parts(page, glyphs) if style.quarter == 0 else ()
    return LineGeometry(
        box, solid[0].y, style.size, style.font, style.colour, upright=style.quarter % 2 == 0, parts=parts
    )


def _parts(page: pypdfium2.PdfTextPage, glyphs: Sequence[Glyph]) -> tuple[Part, ...]:
    """The stretches of a line that gaps part which are wide and wider than the others, or none."""
    solid = [(place, one) for place, one in enumerate(glyphs) if not one.text.isspace() and not one.made]
    gaps = [after.along - one.along - one.advance for (_, one), (_, after) in pairwise(solid)]
    if not gaps or max(gaps) < WIDE_GAP * solid[0][1].style.size:
        return ()
    usual = sorted(gaps)[len(gaps) // 2]
    cuts = [n + 1 for n, gap in enumerate(gaps) if gap >= max(WIDE_GAP * solid[n][1].style.size, 2 * usual)]
    out = []
    for low, high in pairwise([0, *cuts, len(solid)]):
        (start, first), (_, last) = solid[low], solid[high - 1]
        out.append(Part(start, first.along, right_edge(page, last)))
    return tuple(out) if len(out) > 1 else ()


def doubt(path: Path, number: int, text: str) -> Finding | None:
    """What is wrong with a page (`number` from 0) that has no text, or text that means nothing."""
    shown = [char for char in text if not char.isspace()]
    if not shown:
        return _finding("pdf-no-text", path, number)
    unread = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in shown)
    return _finding("pdf-unreadable", path, number) if unread > UNREADABLE * len(shown) else None


_MESSAGES = {
    "pdf-missing": ("no such file", "没有这个文件"),
    "pdf-encrypted": (
        "the PDF asks for a password: save it without one, then extract again",
        "PDF 设有密码：请另存为无密码的文件后再提取",
    ),
    "pdf-broken": (
        "this is no PDF, or a damaged one: open it in a viewer and save it again",
        "不是 PDF 或文件已损坏：请用阅读器打开并另存后再试",
    ),
    "pdf-page-broken": (
        "page {page} of the file is damaged and was left out",
        "文件的第 {page} 页已损坏，未提取",
    ),
    "pdf-no-text": (
        "page {page} of the file has no text, it is a picture (a scan): it needs OCR first",
        "文件的第 {page} 页没有文字，只有图像（扫描件）：请先做文字识别（OCR）",
    ),
    "pdf-unreadable": (
        "page {page} of the file: its fonts lack a map to Unicode, the text is wrong. Export the PDF anew or use OCR",
        "文件的第 {page} 页：字体缺少 Unicode 对照表，提取的文字有误。请重新导出 PDF，或使用 OCR",
    ),
}


def _cannot_open(path: Path, error: Exception) -> Finding:
    if isinstance(error, OSError):
        return Finding("pdf-missing", "error", *_MESSAGES["pdf-missing"], path=str(path))
    locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
    code = "pdf-encrypted" if locked else "pdf-broken"
    return Finding(code, "error", *_MESSAGES[code], path=str(path))


def _finding(code: str, path: Path, number: int) -> Finding:
    english, chinese = (text.format(page=number + 1) for text in _MESSAGES[code])
    return Finding(code, "warning" if code == "pdf-unreadable" else "error", english, chinese, path=str(path))
