"""PDFs that are odd: none crashes or hangs an extraction, each comes out or is named, and the rest goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.extraction.pdfpages import read_pages
from tests.odd_pdfs import FONT, IMAGE, LINES, SHOW, build, large_pdf, odd_pdfs, one_page, stream
from tests.pdfs import write_pdf

ROOT = Path(__file__).parent.parent
PATIENCE = 900
"""Seconds after which it hangs; it takes some twenty."""


def extract(*words: object) -> subprocess.CompletedProcess[str]:
    """In a process of its own, so that a crash of the library is seen as one."""
    command = [sys.executable, "-m", "scripts", "extract", *map(str, words), "--date", "2022-04-11", "--lang", "en"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.mark.slow
def test_a_hundred_odd_files_come_out_or_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    assert odd_pdfs(folder) >= 120
    done = extract(folder, "--raw", tmp_path / "raw")
    assert done.returncode == 1, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    texts = [path.read_text("utf-8") for path in sorted((tmp_path / "raw").rglob("*.txt"))]
    assert sum("麦子熟了大家都高兴" in text for text in texts) >= 20
    for path in sorted((tmp_path / "raw").rglob("*.txt")):
        assert path.with_name(path.stem + ".layout.json").is_file()
    named = [path.name for path in folder.iterdir() if path.name in done.stderr]
    for must in ("locked.pdf", "empty.pdf", "html.pdf", "tree-none.pdf", "cut-00.pdf", "box-12.pdf", "content-00.pdf"):
        assert must in named
    summary = done.stderr.strip().splitlines()[-1]
    written = int(summary.split()[0])
    assert written == len(texts)
    assert written + len(named) >= odd_pdfs(folder) - 1, "a file that gave no page is named"


@pytest.mark.slow
def test_five_hundred_pages_and_thirty_megabytes(tmp_path: Path) -> None:
    pages = write_pdf(tmp_path / "paper.pdf", [LINES] * 500)
    large = large_pdf(tmp_path / "large.pdf", 30_000_000)
    assert large.stat().st_size > 29_000_000
    done = extract(pages, large, "--raw", tmp_path / "raw", "--no-pictures")
    assert done.returncode == 0, done.stderr[-2000:]
    assert "501 written" in done.stderr
    again = extract(large, "--raw", tmp_path / "large")
    assert again.returncode == 0
    assert (tmp_path / "large/2022/04/11/01.page.jpg").stat().st_size < 3_000_000


NO_MAP = (
    "/F1 <</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Song/Encoding/Identity-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType2/BaseFont/ABCDEF+Song/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    "/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Song/Flags 4/FontBBox[0 0 1000 1000]"
    f"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 50>>>>]>>/F2 {FONT}"
)
CODES = "".join(f"{0x100 + 7 * n:04x}" for n in range(24))
LATIN = "BT /F2 9 Tf 50 600 Td 12 TL " + "(The wheat is ripe and all are glad of it) Tj T* " * 9 + "ET"
PAGE = "/MediaBox[0 0 600 800]"
TOLD = "<</Type/StructElem/S/Span/P 5 0 R/Pg 3 0 R/K 0/ActualText(Harvest comes early)>>"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (one_page(f"BT /F1 12 Tf 50 700 Td <{CODES}> Tj ET", fonts=NO_MAP), "pdf-unreadable", "24 of 24"),
        (
            one_page(f"BT /F1 12 Tf 50 700 Td <{CODES}> Tj ET {LATIN}", fonts=NO_MAP),
            "pdf-font-unreadable",
            "about 24 of",
        ),
        (one_page("BT 3 Tr /F1 12 Tf 50 700 Td (hidden behind) Tj ET"), "pdf-hidden-text", "hidden"),
        (
            one_page(
                "q 600 0 0 700 0 0 cm /I Do Q " + SHOW,
                more="/XObject<</I 5 0 R>>",
                objects=(stream(b"\x60" * 12, IMAGE + "/Width 2/Height 2"),),
            ),
            "pdf-mostly-picture",
            "11 characters",
        ),
        (one_page("q 600 0 0 700 0 0 cm Q"), "pdf-no-text", "OCR"),
    ],
    ids=["font", "one-font", "hidden", "picture", "none"],
)
def test_what_is_missing_is_named_with_how_much(data: bytes, code: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (page,) = read_pages(path)
    assert [one.code for one in page.findings] == [code]
    assert words in page.findings[0].message
    if page.layout and page.text:
        assert page.layout.source == ("ocr" if code == "pdf-hidden-text" else "pdf")


def test_text_that_only_the_structure_has_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    objects: list[bytes | str] = [
        "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        f"<</Type/Page/Parent 2 0 R{PAGE}/Contents 4 0 R/StructParents 0/Resources<</Font<</F1 {FONT}>>>>>>",
        stream("/Span <</MCID 0>> BDC 50 50 m 90 90 l S EMC " + SHOW),
        "<</Type/StructTreeRoot/K 6 0 R/ParentTree<</Nums[0[6 0 R]]>>>>",
        TOLD,
    ]
    path.write_bytes(build(objects))
    (page,) = read_pages(path)
    assert [one.code for one in page.findings] == ["pdf-told-text"]
    assert "17 characters" in page.findings[0].message
