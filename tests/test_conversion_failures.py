"""A failure is told by every run until it is mended: none is forgotten because the rest of its page has not changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.commands import convert
from scripts.conversion import editions
from scripts.conversion.settle import settle_page
from scripts.edition.catalogue import finding
from scripts.edition.label import Label
from scripts.pagetext import Conservation, ConvertedPage
from tests import toy_pagetext
from tests.test_conversion_editions import STORIES, Desk, codes

LATER = "\f旧闻一则\n另一版的文字。"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("scripts.pagetext.convert", toy_pagetext.convert)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


def overlapping(desk: Desk) -> None:
    desk.page("大雾", LATER)
    desk.page("旧书", name="02.txt")


def empty(desk: Desk) -> None:
    desk.page("大雾")
    (desk.raw / "02.txt").write_bytes(b"")


def no_text(desk: Desk) -> None:
    desk.page("大雾")
    (desk.raw / "02.txt").write_bytes(b"%PDF-1.7\n" + b"\xff\x00" * 99)


def other_encoding(desk: Desk) -> None:
    desk.page("大雾")
    (desk.raw / "02.txt").write_bytes("Вчера утром в порту зажгли новый маяк.\n".encode("cp1251"))


def too_large(desk: Desk) -> None:
    desk.page("大雾")
    (desk.raw / "02.txt").write_bytes("雾".encode() * 800_000)


def twice(desk: Desk) -> None:
    desk.page("大雾", name="01-要闻.txt")
    desk.page("旧书", name="01.txt")


def beyond(desk: Desk) -> None:
    desk.page("大雾", LATER, name="999.txt")


def unnamed(desk: Desk) -> None:
    desk.page("大雾")
    (desk.raw / "要闻.txt").write_text(STORIES["旧书"], "utf-8")


FAILURES: dict[str, tuple[Callable[[Desk], None], str]] = {
    "a later page of a file has another's place": (overlapping, "page-overlap"),
    "an empty file": (empty, "empty"),
    "no text": (no_text, "not-text"),
    "an encoding that is not read": (other_encoding, "not-text"),
    "too large": (too_large, "too-large"),
    "two files for one page": (twice, "place-twice"),
    "a label out of range": (beyond, "page-number"),
    "a name without a label": (unnamed, "no-page-number"),
}


@pytest.mark.parametrize(("made", "code"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_told_by_every_run(
    desk: Desk, capsys: pytest.CaptureFixture[str], made: Callable[[Desk], None], code: str
) -> None:
    made(desk)
    for _ in range(3):
        assert convert.main(["--review", "review", "--lang", "en", "--jobs", "1"]) == 1
        said = capsys.readouterr().err
        assert f"[{code}]" in said
        assert "1 failed" in said or "files that are no page: 1" in said
        head = (desk.root / "review/index.html").read_text("utf-8").partition("<main>")[0]
        assert "Nothing lost" not in head


def test_the_reports_head_counts_what_failed(desk: Desk) -> None:
    overlapping(desk)
    for _ in range(2):
        convert.main(["--review", "review", "--lang", "en", "--jobs", "1", "--quiet"])
        head = (desk.root / "review/index.html").read_text("utf-8").partition("<main>")[0]
        assert "✗ Not converted: 1 pages" in head
        assert "2 lines unplaced" in head
    desk.page("大雾")
    convert.main(["--review", "review", "--lang", "en", "--jobs", "1", "--quiet"])
    head = (desk.root / "review/index.html").read_text("utf-8").partition("<main>")[0]
    assert "Not converted" not in head
    assert "✓ Nothing lost on any page" in head


def test_what_is_mended_is_passed_over_again(desk: Desk) -> None:
    overlapping(desk)
    desk.convert()
    (desk.raw / "02.txt").unlink()
    assert [report.status for report in desk.convert()] == ["converted", "converted"]
    assert [report.status for report in desk.convert()] == ["unchanged", "unchanged"]


def test_a_file_that_cannot_be_read_is_told_though_it_was_converted_before(desk: Desk) -> None:
    desk.page("大雾")
    desk.convert()
    (desk.raw / "01.txt").unlink()
    (desk.raw / "01.txt").symlink_to("nowhere.txt")
    assert [codes(desk.convert()) for _ in range(2)] == [["unreadable"]] * 2


def test_a_later_page_that_is_not_conserved_is_told_though_the_first_is_sound(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        first, second = toy_pagetext.convert(data, date=date, page=page, name=name)
        lost = Conservation(9, 8, (("雾", 1),), ())
        return first, dataclasses.replace(second, conserved=False, conservation=lost)

    monkeypatch.setattr("scripts.pagetext.convert", losing)
    desk.page("大雾", LATER)
    assert [codes(desk.convert()) for _ in range(3)] == [["not-conserved"]] * 3


def test_a_later_page_that_could_not_be_written_is_written_by_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = settle_page

    def full(shelf: object, page: Label, *rest: object) -> object:
        if page == Label(2):
            raise OSError(28, "No space left on device")
        return settle(shelf, page, *rest)  # type: ignore[arg-type]

    desk.page("大雾", LATER)
    monkeypatch.setattr("scripts.conversion.editions.settle_page", full)
    assert [codes(desk.convert()) for _ in range(2)] == [["not-written"]] * 2
    monkeypatch.setattr("scripts.conversion.editions.settle_page", settle)
    assert codes(desk.convert()) == []
    assert "02-01.md" in desk.files()


def test_a_page_that_its_file_no_longer_has_is_told_until_its_items_are_deleted(desk: Desk) -> None:
    desk.page("大雾", LATER)
    desk.convert()
    desk.page("大雾")
    assert [codes(desk.convert()) for _ in range(3)] == [["page-gone"]] * 3
    (desk.folder / "02-01.md").unlink()
    assert codes(desk.convert()) == []


def test_a_new_edition_yml_that_waits_is_told_until_it_is_taken(desk: Desk) -> None:
    desk.page("大雾", head="# 岚汀日报")
    desk.convert()
    desk.edit("edition.yml", "岚汀日报", "岚汀日报 手改")
    desk.page("大雾", head="# 岚汀晚报")
    assert codes(desk.convert()) == ["merge-conflict"]
    assert [codes(desk.convert()) for _ in range(2)] == [["merge-pending"]] * 2
    (desk.folder / "edition.yml.new").unlink()
    assert codes(desk.convert()) == []


@pytest.mark.parametrize("asked", ["01.txt", "01-要闻.txt"])
def test_a_page_converted_alone_has_the_place_that_it_has_among_the_others(desk: Desk, asked: str) -> None:
    desk.page("大雾", LATER, name=asked)
    desk.page("旧书", name="02.txt")
    desk.convert()
    before = desk.files()
    assert convert.main([f"raw/2022/04/11/{asked}", "--all", "--jobs", "1", "--quiet"]) == 1
    assert desk.files() == before


def test_a_run_that_was_cut_off_is_told_in_full_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    overlapping(desk)
    about = editions._write_about

    def killed(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(editions, "_write_about", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.convert()
    monkeypatch.setattr(editions, "_write_about", about)
    told = [codes(desk.convert()) for _ in range(2)]
    assert told[0] == told[1]
    assert "page-overlap" in told[0]


def test_an_error_of_a_reading_is_kept_with_its_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(data: bytes, *, date: dt.date, page: Label, name: str = "", **_: object) -> tuple[ConvertedPage, ...]:
        (one,) = toy_pagetext.convert(data, date=date, page=page, name=name)
        return (dataclasses.replace(one, findings=(finding("undecoded", line=1, count=1),)),)

    monkeypatch.setattr("scripts.pagetext.convert", faulty)
    desk.page("大雾")
    assert [codes(desk.convert()) for _ in range(2)] == [["undecoded"]] * 2


def test_a_page_whose_raw_file_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "raw/2025/06/06"
    folder.mkdir(parents=True)
    for name in ("01", "02"):
        (folder / f"{name}.txt").write_text("渡口通车\n本报讯 昨日，渡口大桥正式通车。\n", "utf-8")
    order = [str(tmp_path / "raw"), "--content", str(tmp_path / "content"), "--lang", "en"]
    assert convert.main(order) == 0
    assert "raw-gone" not in capsys.readouterr().err
    (folder / "02.txt").unlink()
    assert convert.main(order) == 0
    said = capsys.readouterr()
    assert "02.txt is gone, and the items of page 2 stay" in said.out + said.err
    for item in (tmp_path / "content/2025/06/06").glob("02-*.md"):
        item.unlink()
    assert convert.main(order) == 0
    said = capsys.readouterr()
    assert "02.txt is gone" not in said.out + said.err
