"""Labels and dates that pages print, where files' names tell none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.commands.extract import main as extract
from scripts.edition.label import Label
from scripts.extraction.extracted import ExtractedPage
from scripts.extraction.folio import printed_date, printed_label
from scripts.extraction.labelling import Labeller
from scripts.extraction.pdfpages import read_pages
from tests.pdfs import Line, write_pdf

BODY: list[Line] = [("今年的麦子早熟了，机器开进村里来", 60, 500 - 15 * n, 10) for n in range(9)]


def page(tmp_path: Path, *lines: Line) -> ExtractedPage:
    (one,) = read_pages(write_pdf(tmp_path / "a.pdf", [[*lines, *BODY]]))
    return one


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        ([("A02 要闻 2025年11月28日 星期五", 60, 770, 9)], Label(2, "A")),
        ([("第3版", 60, 770, 9), ("麦田日报", 300, 770, 9)], Label(3)),
        ([("麦田日报　2025年11月28日　星期五　05", 60, 770, 9)], Label(5)),
        ([("B07", 540, 770, 20)], Label(7, "B")),
        ([("责编：李小满　第十二版", 60, 12, 8)], Label(12)),
        ([("今日8版", 60, 770, 9)], None),
        ([("详见A05版 ▶", 60, 770, 9)], None),
        ([("A02 要闻", 60, 770, 9), ("A07 体育", 300, 770, 9)], None),
        ([("A05", 60, 400, 9)], None),
        ([], None),
    ],
)
def test_labels_in_folios(lines: list[Line], label: Label | None, tmp_path: Path) -> None:
    assert printed_label(page(tmp_path, *lines)) == label


def test_dates_at_the_head_and_no_others(tmp_path: Path) -> None:
    nameplate = [("麦田日报", 200, 720, 60), ("2025年11月28日 星期五", 60, 680, 10), ("1949年5月20日创刊", 60, 660, 8)]
    assert printed_date(page(tmp_path, *nameplate)) == dt.date(2025, 11, 28)
    assert printed_date(page(tmp_path, ("二〇二五年十一月二十八日", 60, 770, 9))) == dt.date(2025, 11, 28)
    assert printed_date(page(tmp_path, ("本报讯 2025年11月28日，", 60, 300, 10))) is None
    assert printed_date(ExtractedPage("麦田日报\n2025年11月28日\n")) == dt.date(2025, 11, 28)


def labels(*told: Label | None, first: Label | None = None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    pages = {ExtractedPage(str(n)): one for n, one in enumerate(told)}
    monkeypatch.setattr("scripts.extraction.labelling.printed_label", pages.get)
    return [label.file for label, _ in Labeller(first).labelled((None, page) for page in pages)]


def test_pages_without_a_folio_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def a(number: int) -> Label:
        return Label(number, "A")

    assert labels(None, a(2), None, a(4), monkeypatch=monkeypatch) == ["A01", "A02", "A03", "A04"]
    assert labels(None, None, None, monkeypatch=monkeypatch) == ["01", "02", "03"]
    assert labels(*[None] * 9, a(10), monkeypatch=monkeypatch)[-1] == "A10"
    assert labels(a(3), a(4), Label(1, "B"), None, monkeypatch=monkeypatch) == ["A03", "A04", "B01", "B02"]
    assert labels(a(1), a(1), a(3), monkeypatch=monkeypatch) == ["A01", "A02", "A03"]
    assert labels(a(1), a(88), monkeypatch=monkeypatch) == ["A01", "A02"]
    assert labels(a(7), a(8), first=Label(1), monkeypatch=monkeypatch) == ["01", "02"]


def test_a_file_without_a_name_finds_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "2025年11月28日 星期五"
    pages = [
        [("麦田日报", 200, 720, 60), (head, 60, 680, 10), *BODY],
        [(f"A02 要闻 {head}", 60, 770, 9), *BODY],
        [(f"A03 城事 {head}", 60, 770, 9), *BODY],
    ]
    pdf = write_pdf(tmp_path / "paper.pdf", pages)
    assert extract([str(pdf), "--raw", str(tmp_path / "raw"), "--lang", "en"]) == 0
    assert "A02, A03" in capsys.readouterr().err
    names = sorted(path.relative_to(tmp_path / "raw").as_posix() for path in (tmp_path / "raw").rglob("*.txt"))
    assert names == ["2025/11/28/A01.txt", "2025/11/28/A02.txt", "2025/11/28/A03.txt"]
