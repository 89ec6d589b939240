"""The extractors whose text people have: each reads a PDF file and gives its pages' text. A named table."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from scripts.extraction.pdfpages import read_pages

JARS = ":".join(f"/usr/share/java/{name}.jar" for name in ("pdfbox2", "fontbox2", "commons-logging"))


def _poppler(path: Path) -> str:
    return _program("pdftotext", "-enc", "UTF-8", str(path), "-")


def _poppler_raw(path: Path) -> str:
    return _program("pdftotext", "-raw", "-enc", "UTF-8", str(path), "-")


def _program(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode().removesuffix("\f")


def _pdfbox(path: Path) -> str:
    out = Path(f"{path}.txt")
    if not out.exists():
        raise FileNotFoundError(f"run `prepare` before: {out}")
    return out.read_text(encoding="utf-8")


def prepare(paths: list[Path]) -> None:
    """Has PDFBox read all files at once: Java starts slowly."""
    stripper = str(Path(__file__).with_name("Stripper.java"))
    subprocess.run(["java", "-cp", JARS, stripper, *map(str, paths)], check=True, capture_output=True)


def _pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(str(path))).removesuffix("\f")


def _pymupdf(path: Path) -> str:
    import pymupdf

    with pymupdf.open(path) as document:
        return "\f".join(page.get_text() for page in document)


def _pdfium(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\f".join(page.get_textpage().get_text_range() for page in document)


def _pypdf(path: Path) -> str:
    import pypdf

    return "\f".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _own(path: Path) -> str:
    return "\f".join(page.text for page in read_pages(path))


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "extract": _own,  # the project's own command
    "pdfbox": _pdfbox,
    "pdfium": _pdfium,
    "pdfminer": _pdfminer,
    "poppler": _poppler,
    "poppler-raw": _poppler_raw,
    "pymupdf": _pymupdf,
    "pypdf": _pypdf,
}
