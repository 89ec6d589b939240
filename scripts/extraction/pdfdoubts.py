"""What a person should know of a PDF's page: text that is missing or means nothing, and how much of it."""

from __future__ import annotations

import ctypes
import unicodedata
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.edition.finding import Finding
from scripts.extraction.glyphs import Glyphs
from scripts.extraction.graphics import Graphics

UNREADABLE = 0.2
"""Share of characters without a meaning from which a page's fonts are taken to lack a map to Unicode."""
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


def doubts(path: Path, number: int, text: str, glyphs: Glyphs, drawn: Graphics, told: int) -> tuple[Finding, ...]:
    """What is wrong with a page (`number` from 0); `told` counts characters that only its structure tree has."""
    shown = sum(not char.isspace() for char in text)
    out: list[Finding] = []
    frame = glyphs.frame
    covered = sum(box.area for box in drawn.pictures) / max(1.0, frame.width * frame.height)
    if drawn.letters > FEW_CURVES and drawn.letters > CURVES * shown:
        out.append(page_finding("pdf-curves", path, number, count=drawn.letters))
    if not shown:
        return tuple(out) or (page_finding("pdf-no-text", path, number),)
    found = doubt(path, number, text)
    if found:
        out.append(found)
    if covered > PICTURED and shown < LITTLE_TEXT:
        out.append(page_finding("pdf-mostly-picture", path, number, count=shown, share=round(100 * min(1.0, covered))))
    solid = [one for one in glyphs.found if not one.made]
    if solid and sum(one.style.hidden for one in solid) > HIDDEN * len(solid):
        out.append(page_finding("pdf-hidden-text", path, number))
    if told:
        out.append(page_finding("pdf-told-text", path, number, count=told))
    return tuple(out)


def told_text(page: pypdfium2.PdfPage, text: str) -> int:
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


def doubt(path: Path, number: int, text: str) -> Finding | None:
    """What is wrong with a page (`number` from 0) that has no text, or text that means nothing."""
    shown = [char for char in text if not char.isspace()]
    if not shown:
        return page_finding("pdf-no-text", path, number)
    unread = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in shown)
    return page_finding("pdf-unreadable", path, number) if unread > UNREADABLE * len(shown) else None


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
    "pdf-curves": (
        "page {page} of the file: about {count} characters are drawn as shapes: export text as text, or use OCR",
        "文件的第 {page} 页：约有 {count} 个字转成了曲线，提取不到。请重新导出（文字不要转曲），或使用 OCR",
    ),
    "pdf-mostly-picture": (
        "page {page} of the file is mostly a picture ({share} %), {count} characters are text: the picture needs OCR",
        "文件的第 {page} 页大部分是图像（占 {share}%）：只有 {count} 个字是文字。图中的文字需要 OCR",
    ),
    "pdf-hidden-text": (
        "page {page} of the file is a scan with a hidden text layer: its text was read by OCR and may be wrong",
        "文件的第 {page} 页是带隐藏文字层的扫描件：文字出自 OCR，可能有误",
    ),
    "pdf-told-text": (
        "page {page} of the file: {count} characters are shapes that only its structure tells: copy them by hand",
        "文件的第 {page} 页：有 {count} 个字只见于结构树，版面上画成了图形。请手工补录，或去掉文字特效后重新导出",
    ),
    "pdf-spread": (
        "page {page} of the file looks like two pages, but something runs across the middle: it was kept as one",
        "文件的第 {page} 页像是两版相连，但有内容横跨中缝，按一版处理",
    ),
}
_SEVERE = frozenset({"pdf-missing", "pdf-encrypted", "pdf-broken", "pdf-page-broken", "pdf-no-text"})


def cannot_open(path: Path, error: Exception) -> Finding:
    """Why a file gives no page at all, and what to do."""
    if isinstance(error, OSError):
        return Finding("pdf-missing", "error", *_MESSAGES["pdf-missing"], path=str(path))
    locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
    code = "pdf-encrypted" if locked else "pdf-broken"
    return Finding(code, "error", *_MESSAGES[code], path=str(path))


def page_finding(code: str, path: Path, number: int, **facts: int) -> Finding:
    """A finding of one page (`number` from 0)."""
    english, chinese = (text.format(page=number + 1, **facts) for text in _MESSAGES[code])
    return Finding(code, "error" if code in _SEVERE else "warning", english, chinese, path=str(path))
