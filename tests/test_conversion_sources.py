"""Raw files: which are pages, what is said of the others, and what is never waited for."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.conversion import sources
from scripts.conversion.pages import one_file_a_page
from scripts.conversion.sources import RawFile, Unread, discover, not_text, read
from scripts.edition.label import Label


def put(root: Path, name: str, data: bytes = b"text") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def findings(root: Path) -> dict[str, str]:
    return {
        Path(f.shown).relative_to(root).as_posix(): f.finding.code for f in discover([root]) if isinstance(f, Unread)
    }


def test_date_page_and_name_come_from_the_path(tmp_path: Path) -> None:
    for name in (
        "2022/04/11/01.txt",
        "2022/04/11/02-要闻.txt",
        "2022/04/12/100-特刊 上.txt",
        "2022/04/12/A01-要闻.txt",
        "2022/04/12/b12.txt",
    ):
        put(tmp_path / "raw", name)
    found = [f for f in discover([tmp_path / "raw"]) if isinstance(f, RawFile)]
    assert [(f.date, f.number, f.name) for f in found] == [
        (dt.date(2022, 4, 11), Label(1), ""),
        (dt.date(2022, 4, 11), Label(2), "要闻"),
        (dt.date(2022, 4, 12), Label(100), "特刊 上"),
        (dt.date(2022, 4, 12), Label(1, "A"), "要闻"),
        (dt.date(2022, 4, 12), Label(12, "B"), ""),
    ]


@pytest.mark.parametrize(
    ("name", "code", "advice"),
    [
        ("2022/13/45/01.txt", "no-date", "2022-13-45 is no date"),
        ("foo.txt", "no-date", "raw/2022/04/11/01.txt"),
        ("2022/4/1/01.txt", "no-date", "raw/2022/04/01/"),
        ("20220411/01.txt", "no-date", "raw/2022/04/11/"),
        ("2022/04/11/1.txt", "no-page-number", "01.txt"),
        ("2022/04/11/第3版.txt", "no-page-number", "03.txt"),
        ("2022/04/11/第A5版-体育.txt", "no-page-number", "A05-体育.txt"),
        ("2022/04/11/00.txt", "no-page-number", "pages count from 1"),
        ("2022/04/11/1000.txt", "no-page-number", "numbers go up to 999"),
        ("2022/04/11/A.txt", "no-page-number", "the page's number is missing, as 1, 12, A1, B03"),
        ("2022/04/11/1A.txt", "no-page-number", "letters come first"),
        ("2022/04/11/ABC1-要闻.txt", "no-page-number", "at most 2 letters"),
        ("2022/04/11/A0.txt", "no-page-number", "pages count from 1"),
        ("2022/04/11/A1000.txt", "no-page-number", "numbers go up to 999"),
        ("2022/04/11/A1.txt", "no-page-number", "A01.txt"),
        ("2022/04/11/foo.txt", "no-page-number", "01-要闻.txt"),
        ("2022/04/11/01.pdf", "not-a-page", "invoke extract"),
    ],
)
def test_a_name_that_is_no_place_is_told_with_what_to_do(tmp_path: Path, name: str, code: str, advice: str) -> None:
    put(tmp_path, name)
    (one,) = discover([tmp_path])
    assert isinstance(one, Unread)
    assert one.finding.code == code
    assert advice in one.finding.message
    assert one.finding.message_zh
    assert one.finding.path.endswith(name)


def test_a_page_in_small_letters_is_the_same_page(tmp_path: Path) -> None:
    for name in ("a01.txt", "A01.txt"):
        put(tmp_path, f"2022/04/11/{name}", b"text")
    files = [f for f in discover([tmp_path]) if isinstance(f, RawFile)]
    assert {file.number for file in files} == {Label(1, "A")}
    chosen, (report,) = one_file_a_page(files)
    assert [file.path.name for file in chosen] == ["A01.txt"]
    assert [found.code for found in report.findings] == ["place-twice-same"]


def test_what_is_nobodys_mistake_is_passed_over(tmp_path: Path) -> None:
    for name in ("README.md", "2022/LICENSE", "2022/04/11/.DS_Store", ".git/01.txt"):
        put(tmp_path, name)
    assert list(discover([tmp_path])) == []


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    file = put(tmp_path, "2022/04/11/01.txt")
    assert len(list(discover([tmp_path, file, tmp_path / "2022"]))) == 1


def test_a_link_back_to_a_folder_above_ends(tmp_path: Path) -> None:
    put(tmp_path, "2022/04/11/01.txt")
    (tmp_path / "2022" / "loop").symlink_to(tmp_path)
    (tmp_path / "2022" / "04" / "11" / "02.txt").symlink_to("02.txt")
    assert findings(tmp_path) == {"2022/loop": "symlink-loop"}
    (itself,) = [f for f in discover([tmp_path]) if isinstance(f, RawFile) and f.number == Label(2)]
    assert "leads to itself" in problem_of(itself)


def test_a_linked_folder_is_followed(tmp_path: Path) -> None:
    put(tmp_path / "disk", "2022/04/11/01.txt")
    (tmp_path / "raw").symlink_to(tmp_path / "disk")
    assert [f.shown for f in discover([tmp_path / "raw"])] == [f"{tmp_path}/raw/2022/04/11/01.txt"]


def problem_of(file: RawFile) -> str:
    problem = read(file)[1]
    assert problem is not None
    return f"{problem.code} {problem.message}"


def raw_file(path: Path) -> RawFile:
    return RawFile(str(path), dt.date(2022, 4, 11), Label(1), "")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\f\n", "empty"),
        (b"%PDF-1.7 ...", "not-text"),
        (b"\x89PNG\r\n", "not-text"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00" * 50, "not-text"),
    ],
)
def test_a_file_without_a_page_is_told(tmp_path: Path, data: bytes, code: str) -> None:
    assert problem_of(raw_file(put(tmp_path, "01.txt", data))).split()[0] == code


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "01.txt")
    assert "not a file" in problem_of(raw_file(tmp_path / "01.txt"))
    (tmp_path / "02.txt").symlink_to("nowhere.txt")
    assert "not found" in problem_of(raw_file(tmp_path / "02.txt"))


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    assert "check its permissions" in problem_of(raw_file(tmp_path / "01.txt"))


def test_a_huge_file_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SIZE_LIMIT", 100)
    assert read(raw_file(put(tmp_path, "01.txt", "版".encode() * 33)))[1] is None
    assert problem_of(raw_file(put(tmp_path, "02.txt", "版".encode() * 34))).startswith("too-large")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_text_in_every_encoding_is_text(encoding: str) -> None:
    assert (
        not_text(("岚汀日报 2025年4月18日\n" + "潮水退去以后，桥墩上的青苔露了出来。\n" * 9).encode(encoding)) is None
    )


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z", "Co"]), min_size=1))
def test_printing_text_is_never_taken_for_binary(text: str) -> None:
    data = text.encode("utf-8")
    assert not_text(data) is None or data.startswith(tuple(sources._MAGIC))
