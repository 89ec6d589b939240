"""PDFs that are odd: none crashes or hangs an extraction, each comes out or is named, and the rest goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.odd_pdfs import LINES, large_pdf, odd_pdfs
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
