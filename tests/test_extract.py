from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.commands.extract import main
from scripts.edition.label import Label
from scripts.extraction.pdfdoubts import doubt
from scripts.extraction.pdflines import PdfLine, laid_out, turned
from scripts.extraction.pdfpages import read_pages
from scripts.extraction.sources import date_in, label_in
from scripts.pagetext.geometry import Box, LineGeometry
from tests.pdfs import write_pdf

COLUMN = [("本报讯今年的麦子早", 120, 660, 10), ("熟了，机器开进村里，大家", 100, 645, 10), ("都说好。", 100, 630, 10)]
HEADLINE = ("麦子熟了", 100, 700, 24)
NEXT_COLUMN = ("村口的老槐树下", 300, 660, 10)


def run(*words: object) -> int:
    return main([*map(str, words), "--lang", "en"])


def test_pages_become_raw_files_in_drawing_order(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "paper.pdf", [[*COLUMN, HEADLINE, NEXT_COLUMN], [HEADLINE]])
    assert run(pdf, "--raw", tmp_path / "raw", "--date", "2022-04-11", "--quiet") == 0
    folder = tmp_path / "raw/2022/04/11"
    assert (folder / "01.txt").read_text(encoding="utf-8") == (
        "　　本报讯今年的麦子早\n熟了，机器开进村里，大家\n都说好。\n\n麦子熟了\n\n村口的老槐树下\n"
    )
    assert (folder / "02.txt").read_text(encoding="utf-8") == "麦子熟了\n"


def test_a_centred_line_is_not_taken_for_an_indent() -> None:
    lines = [
        PdfLine("麦子熟了，机器开进", 0, 90, 30, 10),
        PdfLine("小标题", 20, 50, 15, 10),
        PdfLine("大家都", 0, 30, 0, 10),
    ]
    assert laid_out(lines) == "麦子熟了，机器开进\n小标题\n大家都"


def test_upright_text_is_written_along() -> None:
    down = [PdfLine(char, 50, 60, 100 - 11 * n, 10) for n, char in enumerate("家门口的")]
    left = [PdfLine(char, 37, 47, 100 - 11 * n, 10) for n, char in enumerate("服务站")]
    body = [PdfLine("本报讯", 0, 30, 60, 10), PdfLine("了", 0, 10, 45, 10)]
    assert laid_out(turned([*down, *left, *body])) == "家门口的\n服务站\n\n本报讯\n了"
    apart = [PdfLine("一", 0, 10, 100, 10), PdfLine("二", 30, 40, 85, 10), PdfLine("三", 0, 10, 60, 10)]
    assert turned(apart) == apart


def test_a_headline_beside_a_column_is_no_part_of_its_line(tmp_path: Path) -> None:
    lines = [("村口的老槐树下", 100, 660, 10), ("麦子熟了", 300, 660, 24), ("机器来了", 300, 630, 24)]
    (page,) = read_pages(write_pdf(tmp_path / "a.pdf", [lines]))
    assert page.text == "村口的老槐树下\n\n麦子熟了\n机器来了"


def test_a_turned_page_reads_like_another(tmp_path: Path) -> None:
    upwards = [(text, 800 - y, x, size) for text, x, y, size in COLUMN]
    (page,) = read_pages(write_pdf(tmp_path / "a.pdf", [upwards], turned=True))
    assert page.text == "　　本报讯今年的麦子早\n熟了，机器开进村里，大家\n都说好。"


def test_what_was_extracted_is_renewed_and_what_was_edited_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = write_pdf(tmp_path / "paper.pdf", [[HEADLINE]])
    command = (pdf, "--raw", tmp_path / "raw", "--date", "2022-04-11")
    assert run(*command) == 0
    page = tmp_path / "raw/2022/04/11/01.txt"
    assert run(*command) == 0
    assert "0 written, 1 unchanged" in capsys.readouterr().err
    write_pdf(pdf, [[("麦子收了", 100, 700, 24)]])
    assert run(*command) == 0
    assert page.read_text(encoding="utf-8") == "麦子收了\n"
    page.write_text("麦子收完了\n", encoding="utf-8")
    assert run(*command) == 1
    assert page.read_text(encoding="utf-8") == "麦子收完了\n"
    assert "stays as it is" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: write_pdf(path, [[HEADLINE]], locked=True), "password"),
        (lambda path: path.write_bytes(b"%PDF-1.4 nothing more"), "damaged"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: None, "no such file"),
        (lambda path: write_pdf(path, [[]]), "OCR"),
    ],
    ids=["locked", "broken", "empty", "missing", "scan"],
)
def test_a_file_without_text_says_why_and_the_others_are_written(
    make: object, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.pdf"
    make(bad)  # type: ignore[operator]
    good = write_pdf(tmp_path / "good.pdf", [[HEADLINE]])
    assert run(bad, good, "--raw", tmp_path / "raw", "--date", "2022-04-11") == 1
    assert words in capsys.readouterr().err
    assert len(list((tmp_path / "raw").rglob("*.txt"))) == 1


def test_fonts_without_unicode_are_pointed_out(tmp_path: Path) -> None:
    finding = doubt(tmp_path / "a.pdf", 0, "\ue001\ue002\ufffd麦")
    assert finding
    assert (finding.code, finding.severity) == ("pdf-unreadable", "warning")
    assert doubt(tmp_path / "a.pdf", 0, "麦子熟了，机器来了\ue001") is None


def test_a_date_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write_pdf(tmp_path / "paper.pdf", [[HEADLINE]])) == 2
    assert "--date" in capsys.readouterr().err
    assert run(tmp_path / "none.pdf") == 1
    assert "[pdf-missing]" in capsys.readouterr().err


def test_places_that_hold_nothing_or_take_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--date", "2022-04-11") == 2
    assert "no PDF in this folder" in capsys.readouterr().err
    pdf = write_pdf(tmp_path / "paper.pdf", [[HEADLINE]])
    (tmp_path / "raw").write_text("a file where a folder should be", encoding="utf-8")
    assert run(pdf, "--raw", tmp_path / "raw", "--date", "2022-04-11") == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/p/2022/04/11/03.pdf", dt.date(2022, 4, 11)),
        ("/p/20220411_A03.pdf", dt.date(2022, 4, 11)),
        ("/p/2022年4月11日.pdf", dt.date(2022, 4, 11)),
        ("/p/2022-13-41.pdf", None),
        ("/p/paper.pdf", None),
    ],
)
def test_dates_are_found_in_paths(path: str, date: dt.date | None) -> None:
    assert date_in(Path(path)) == date


def test_page_numbers_come_from_one_page_files_or_are_counted(tmp_path: Path) -> None:
    names = ("A03.pdf", "2022-04-11-12.pdf", "第5版.pdf", "x.pdf", "20220411.pdf", "2022-04-11.pdf")
    assert [label_in(Path(name)) for name in names] == [Label(3, "A"), Label(12), Label(5), None, None, None]
    assert [label_in(Path(name)) for name in ("A02-A03.pdf", "B06-07.pdf", "第2-3版.pdf", "3-5.pdf")] == [
        Label(2, "A"),
        Label(6, "B"),
        Label(2),
        Label(5),
    ]
    names = ("01版 要闻.pdf", "第二版.pdf", "三版.pdf", "2025-09-05 A03-城事.pdf", "20250905_04版.pdf", "04 副刊.pdf")
    assert [label_in(Path(name)) for name in names] == [
        Label(1),
        Label(2),
        Label(3),
        Label(3, "A"),
        Label(4),
        Label(4),
    ]
    numbered = ("jinghai-s611-p03.pdf", "20250905_P12.pdf", "Page 7.pdf", "pg_4.pdf")
    assert [label_in(Path(name)) for name in numbered] == [Label(3), Label(12), Label(7), Label(4)]
    unnamed = ("第12期 要闻.pdf", "2 要闻 3 城事 x.pdf", "新版 要闻.pdf", "十十十版.pdf", "江报 000版.pdf")
    assert [label_in(Path(name)) for name in unnamed] == [None, Label(2), None, None, None]
    single = [write_pdf(tmp_path / name, [[HEADLINE]]) for name in ("A03.pdf", "A01.pdf")]
    double = write_pdf(tmp_path / "A07.pdf", [[HEADLINE], [HEADLINE]])

    def labels(*words: object) -> list[str]:
        raw = tmp_path / f"raw{len(list(tmp_path.glob('raw*')))}"
        assert run(*words, "--raw", raw, "--date", "2022-04-11", "--quiet") == 0
        return sorted(path.stem for path in raw.rglob("*.txt"))

    assert labels(*single) == ["A01", "A03"]
    assert labels(*single, "--first-page", "5") == ["05", "06"]
    assert labels(double, *single) == ["01", "02", "03", "04"]


def test_a_folder_stands_for_its_pdfs(tmp_path: Path) -> None:
    folder = tmp_path / "2022/04/11"
    folder.mkdir(parents=True)
    for name in ("01.pdf", "02.PDF"):
        write_pdf(folder / name, [[HEADLINE]])
    assert run(tmp_path / "2022", "--raw", tmp_path / "raw", "--quiet") == 0
    names = sorted(path.name for path in (tmp_path / "raw/2022/04/11").iterdir())
    assert names == [f"0{n}.{kind}" for n in (1, 2) for kind in ("layout.json", "page.jpg", "txt")]


def test_an_indent_of_text_that_runs_down_is_counted_from_above() -> None:
    def down(text: str, x: float, top: float) -> list[PdfLine]:
        feet = [10 * n - top for n in range(len(text))]
        places = [LineGeometry(Box(x, foot - 10, x + 10, foot), foot, 10) for foot in feet]
        return [
            PdfLine(char, x, x + 10, -foot, 10, place=place)
            for char, foot, place in zip(text, feet, places, strict=True)
        ]

    lines = [*down("麦子早熟了", 85, 90), *down("机器开进村里", 70, 100), *down("来", 55, 100)]
    assert laid_out(turned(lines)) == "　　麦子早熟了\n机器开进村里\n来"


def test_neighbouring_columns_that_run_down_are_no_line(tmp_path: Path) -> None:
    first = [(char, 100, 700 - 10 * n, 10) for n, char in enumerate("笑了。")]
    second = [(char, 85, 680 - 10 * n, 10) for n, char in enumerate("近来很好看")]
    (page,) = read_pages(write_pdf(tmp_path / "a.pdf", [[*first, *second]]))
    assert page.text.replace("\u3000", "").split() == ["笑了。", "近来很好看"]


def test_a_file_without_a_date_or_that_is_damaged_does_not_hold_up_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_pdf(folder / "a.pdf", [[("2022年4月11日　星期一　第3版", 100, 780, 10), *COLUMN]])
    write_pdf(folder / "b.pdf", [COLUMN])
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 cut")
    assert run(folder, "--raw", tmp_path / "raw", "--no-pictures") == 1
    told = capsys.readouterr().err
    assert "1 written" in told
    assert "[undated]" in told
    assert "[pdf-broken]" in told
    assert (tmp_path / "raw/2022/04/11/03.txt").exists()
    assert run(folder / "b.pdf", "--raw", tmp_path / "raw") == 2
    assert run(folder / "c.pdf", "--raw", tmp_path / "raw") == 1
