"""The pages of a library's ALTO files, with the scan that lies beside them where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.extraction.alto import AltoPage, alto_pages
from scripts.extraction.articlelines import MarkedPage, reading_of
from scripts.extraction.extracted import ExtractedPage, SourceError
from scripts.extraction.mets import MetsIssue, label_in_words, read_issue
from scripts.extraction.metsarticles import MetsArticle
from scripts.extraction.recognised import laid_recognised
from scripts.extraction.safexml import XmlElement, XmlError, below, local, read_xml
from scripts.extraction.scan import ScanError, lies_beside, open_scan, resolution_of, scan_cuts, scan_picture

LEAST_PLACED = 0.98
"""Share of a page's lines that must have a place for a layout to be written, as convert asks for it."""


def read_alto(
    path: Path, *, image: Path | None = None, pictures: bool = False, articles: tuple[MetsArticle, ...] = ()
) -> Iterator[ExtractedPage]:
    """The pages of an ALTO file; `image` is the scan where it is known, `articles` are those marked on it. Raises
    SourceError where it is no ALTO.
    """
    root = _root(path, "alto")
    file_name = next((element.text or "" for element in below(root, "fileName")), "")
    image = image or lies_beside(path, file_name.strip())
    scan, doubts = _opened(image)
    pages = alto_pages(root, _resolution(root, scan))
    if not pages:
        raise SourceError(finding("alto-broken", str(path), reason="Page: 0"))
    for page in pages:
        text, layout = laid_recognised(
            page.lines,
            page.width,
            page.height,
            "alto",
            pictures=page.pictures,
            rules=page.rules,
            boxes=page.boxes,
        )
        if not text:
            yield ExtractedPage("", (finding("alto-empty", str(path)), *doubts))
            continue
        findings = list(doubts)
        lines = sum(bool(line.text.strip()) for line in page.lines)
        if page.unplaced:
            findings.append(finding("alto-no-place", str(path), count=page.unplaced, lines=lines))
        reading = ""
        if any(article.parts for article in articles) and len(pages) == 1:
            reading, share = reading_of(MarkedPage(text, layout, _lines_by_block(page, text), articles))
            if not reading:
                findings.append(finding("mets-articles-few", str(path), share=f"{100 * share:.0f}"))
        shown = pictures and scan is not None and len(pages) == 1
        yield ExtractedPage(
            text,
            tuple(findings),
            layout if page.unplaced <= (1 - LEAST_PLACED) * lines else None,
            scan_picture(scan) if shown and scan else b"",
            _cuts(scan, page) if shown and scan else (),
            label_in_words(page.printed),
            reading,
        )


def _lines_by_block(page: AltoPage, text: str) -> dict[str, list[int]]:
    """The raw lines of each block by its ID; inner ones after those that hold them."""
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    lines = [line for line in page.lines if line.text.strip()]
    out: dict[str, list[int]] = {}
    for number, line in zip(numbers, lines, strict=False):
        for name in line.names:
            if name:
                out.setdefault(name, []).append(number)
    return out


def _cuts(scan: Image.Image, page: AltoPage) -> tuple[bytes, ...]:
    return tuple(scan_cuts(scan, page.pictures, page.width, page.height))


def _opened(image: Path | None) -> tuple[Image.Image | None, Sequence[Finding]]:
    if image is None:
        return None, ()
    try:
        return open_scan(image), ()
    except ScanError as error:
        return None, (finding("scan-broken", str(image), reason=error),)


def _resolution(root: XmlElement, scan: Image.Image | None) -> float:
    """Dots per inch of the file's pixels, by the scan's own and its size; 0 where that is not known."""
    dots = resolution_of(scan) if scan else 0.0
    page = next(iter(below(root, "Page")), None)
    try:
        width = float(page.get("WIDTH") or 0) if page is not None else 0.0
    except ValueError:
        width = 0.0
    return dots * width / scan.width if dots and scan and width > 0 else dots


def read_mets(path: Path) -> MetsIssue:
    """What a METS file tells of an issue. Raises SourceError where it is no METS, or names no page with ALTO."""
    issue = read_issue(_root(path, "mets"))
    if not issue.pages:
        raise SourceError(finding("mets-no-pages", str(path)))
    return issue


def _root(path: Path, name: str) -> XmlElement:
    code = "mets-broken" if name == "mets" else "alto-broken"
    try:
        root = read_xml(path)
    except (XmlError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(finding(code, str(path), reason=why)) from error
    if local(root) != name:
        raise SourceError(finding(code, str(path), reason=f"<{local(root)}>"))
    return root
