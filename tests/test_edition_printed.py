from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.commands import convert
from scripts.edition import editionfile
from scripts.edition.check import check_edition
from scripts.edition.label import Label
from scripts.edition.model import Page
from scripts.edition.printed import dates_in, disagreements, first_digits, label_of, labels_in

DAY = dt.date(2025, 11, 28)
RAW = Path(__file__).parent / "sections" / "raw" / "2025" / "11" / "28"


@pytest.mark.parametrize(
    ("line", "dates", "labels"),
    [
        ("A2 要聞 2025年11月28日 星期五", ["2025-11-28"], ["A2"]),
        ("A2要聞 2025年11月28日 星期五", ["2025-11-28"], ["A2"]),
        ("A03 | 城事", [], ["A03"]),
        ("B1/财经", [], ["B1"]),
        ("责编：石亦舟 A05", [], ["A05"]),
        ("２０２５年１１月２８日　Ａ１６版", ["2025-11-28"], ["A16"]),
        ("2025.11.28 星期五 要闻 02", ["2025-11-28"], ["02"]),
        ("02 社区", [], ["02"]),
        ("第02版 社区", [], ["02"]),
        ("第二版", [], ["二"]),
        ("二〇二五年十一月二十八日 星期五", ["2025-11-28"], []),
        ("中華民國三十六年四月二十日　星期日", ["1947-04-20"], []),
        ("民国元年十月十日 第二版", ["1912-10-10"], ["二"]),
        ("中華民國113年7月3日 B4", ["2024-07-03"], ["B4"]),
        ("民國三十六年十三月四十日", [], []),
        ("总第6012期 今日7版", [], []),
        ("2025年11月28日 星期五 第9127期 今日4版", ["2025-11-28"], []),
        ("国内统一连续出版物号 CN 99-0018 今日四版", [], []),
        ("新闻热线：0600-8800110", [], []),
        ("2025年2月30日", [], []),
        ("28.11.2025　星期五", ["2025-11-28"], []),
        ("国内 28.11.2025 星期五 5", ["2025-11-28"], ["5"]),
        ("11.28.2025", [], []),
        ("v1.28.11.2025.3", [], []),
    ],
)
def test_a_line_of_furniture_tells_its_date_and_label(line: str, dates: list[str], labels: list[str]) -> None:
    assert [day.isoformat() for day in dates_in(line)] == dates
    assert list(labels_in(line)) == labels


def test_a_label_in_characters_is_one_too() -> None:
    assert [label_of(text) for text in ("二", "十二", "A1", "02", "十十十")] == [
        Label(2), Label(12), Label(1, "A"), Label(2), None,
    ]  # fmt: skip


def codes(*furniture: str) -> list[str]:
    page = Page(Label(2, "A"), furniture=furniture)
    return [finding.code for finding in disagreements([page], DAY, "edition.yml")]


def test_what_the_page_prints_is_compared_with_its_place() -> None:
    assert codes("A2 要闻 2025年11月28日", "责编：甲") == []
    assert codes("B2 要闻 2025年11月28日") == ["printed-label-differs"]
    assert codes("要闻 2 2025年11月28日") == ["printed-label-differs"]
    assert codes("A2 要闻 2025年11月27日") == ["printed-date-differs"]
    assert codes("2025年11月27日 A2", "2025年11月28日") == []  # the right one stands there, too
    assert codes("澜洲都会报", "今日7版") == []
    assert codes("见第二版", "见第5版", "▶▶A07版") == []  # beside refers: other pages'


def test_labels_keep_the_digits_of_the_first_page_that_prints_any() -> None:
    pages = [Page(Label(12, "A"), furniture=("A12 体育",)), Page(Label(2, "B"), furniture=("B2 财经",))]
    assert first_digits(pages) == 1
    assert first_digits([Page(Label(2, "B"), furniture=("B02 财经", "B2"))]) == 2
    assert first_digits([Page(Label(2, "B"), furniture=("A2",))]) == 2  # not this page's


def test_a_file_in_the_wrong_place_is_told_by_convert_and_by_check(tmp_path: Path) -> None:
    raw, content = tmp_path / "raw" / "2025" / "11" / "27", tmp_path / "content"
    raw.mkdir(parents=True)
    (raw / "A01.txt").write_bytes((RAW / "A02-城事.txt").read_bytes())
    report = tmp_path / "report.json"
    assert convert.main([str(raw), "--content", str(content), "--report", str(report), "--quiet"]) == 0
    told = report.read_text("utf-8")
    assert "printed-date-differs" in told
    assert "printed-label-differs" in told
    found = {f.code: f for f in check_edition(content, dt.date(2025, 11, 27)) if f.code.startswith("printed-")}
    assert set(found) == {"printed-date-differs", "printed-label-differs"}
    assert found["printed-label-differs"].path == "content/2025/11/27/edition.yml"
    assert "A02" in found["printed-label-differs"].message


def test_edition_yml_has_labels_as_printed_and_reads_them_back(tmp_path: Path) -> None:
    for digits, written in ((1, "number: A1\n"), (2, "number: A01\n")):
        text = editionfile.dump(DAY, "", [Page(Label(1, "A"))], {"A": "要闻", "AA": "特刊"}, digits)
        assert written in text
        parsed = editionfile.parse(text)
        assert (parsed.label_digits, parsed.sections, parsed.findings) == (digits, {"A": "要闻", "AA": "特刊"}, ())


@pytest.mark.parametrize("sections", ["[A, B]", "要闻", "\n  ABC: 要闻", "\n  1: 要闻"])
def test_sections_that_are_none_are_told(sections: str) -> None:
    (finding,) = editionfile.parse(f"date: 2025-11-28\nsections: {sections}\npages: []\n").findings
    assert (finding.code, finding.field, finding.line) == ("field-type", "sections", 2)
