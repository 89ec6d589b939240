"""The text of a PDF's pages in drawing order, laid out so that the converter can tell blocks and paragraphs apart.

PDFium reads the characters. Which stand in one line it knows well; which columns follow each other it does not guess,
and neither do we: drawing order is kept. What the raw text would otherwise lose is written with blanks alone: an empty
line where the next line is not below the last one or is of another size, and two U+3000 before a line that the page
indents. docs/extractors.md has the scores that this was chosen by.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.edition.finding import Finding

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
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})  # PDFium's marks for a hyphen at a line's end


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
            out[-1] = replace(before, text=before.text + line.text, upright=True)
        else:
            out.append(line)
        foot = line.y
    return out


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
    return "\n\n".join("\n".join(_shown(block)) for block in blocks(lines))


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
    """One page's text, and what a person should know of it."""

    text: str
    finding: Finding | None = None


def read_pages(path: Path) -> Iterator[PdfPage]:
    """The pages of a PDF, one at a time. Raises PdfError where the file cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(_cannot_open(path, error)) from error
    with document:
        for number in range(len(document)):
            try:
                lines = turned(list(_lines(document[number].get_textpage())))
            except pypdfium2.PdfiumError:
                yield PdfPage("", _finding("pdf-page-broken", path, number))
                continue
            text = laid_out(lines)
            yield PdfPage(text, doubt(path, number, text))


def page_count(path: Path) -> int:
    """How many pages a PDF has. Raises PdfError where the file cannot be opened."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PdfError(_cannot_open(path, error)) from error


@dataclass(frozen=True, slots=True)
class _Char:
    """A character with its origin and size in points; PDFium makes up the breaks and some of the spaces (`made`)."""

    text: str
    x: float
    y: float
    size: float
    made: bool


def _characters(page: pypdfium2.PdfTextPage) -> Iterator[_Char]:
    """A page's characters in drawing order, placed as they read: text that is turned on the page, or on a page that is
    turned, gets coordinates along its own lines. A font's size is the page's when multiplied by the text's matrix.
    """
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    for index in range(page.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(page, index)).translate(_HYPHENS)
        made = pdfium.FPDFText_IsGenerated(page, index) == 1
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        known = pdfium.FPDFText_GetMatrix(page, index, matrix)
        scale, along = (math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b)) if known else (1.0, 0.0)
        right, up = (matrix.a / along, matrix.b / along) if along else (1.0, 0.0)
        place = x.value * right + y.value * up, y.value * right - x.value * up
        yield _Char(text, *place, pdfium.FPDFText_GetFontSize(page, index) * scale or 1.0, made)


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[PdfLine]:
    """The lines as PDFium breaks them, and parted where type of another size follows a gap; none of blanks alone."""
    line: list[_Char] = []
    for char in _characters(page):
        ends = char.text in "\r\n"
        if ends or (line and line[-1].made and not char.made and _other_type(line, char)):
            yield from _line(line)
            line = []
        if not ends:
            line.append(char)
    yield from _line(line)


def _other_type(line: Sequence[_Char], char: _Char) -> bool:
    """Whether a character differs in size from the line's last one."""
    last = next((c for c in reversed(line) if not c.made), char)
    return abs(last.size - char.size) > SAME_SIZE * char.size


def _line(chars: Sequence[_Char]) -> Iterator[PdfLine]:
    solid = [char for char in chars if not char.text.isspace() and not char.made]
    if solid:
        text = "".join(char.text for char in chars).rstrip()
        first = solid[0]
        yield PdfLine(text, first.x, max(char.x for char in solid) + first.size, first.y, first.size)


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
