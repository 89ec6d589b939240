"""An edition converted again and again while people work on it: their work stays, and everything is told."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.conversion import pristine
from scripts.conversion.editions import ConversionJob, convert_edition
from scripts.conversion.pristine import Pristine
from scripts.conversion.record import ItemRecord, text_id
from scripts.conversion.report import PageReport
from scripts.conversion.settle import Shelf, settle_page
from scripts.conversion.sources import RawFile, discover
from scripts.edition import frontmatter
from scripts.edition.label import Label
from scripts.edition.model import Item
from tests import toy_pagetext

STORIES = {
    "大雾": "大雾锁江\n市气象台昨晚发布今年首个大雾橙色预警。\n三处渡口停航三小时。\n午后雾散，航班恢复。",
    "旧书": "菜场里的还书箱\n县图书馆把还书箱搬进菜场。\n半个月收回四百册旧书，最早的一册借于一九九六年。",
    "汽笛": "汽笛合唱\n机车厂退休职工用汽笛谱成合唱，周末在老厂房首演。",
    "牡蛎": "竹筏上的账\n牡蛎养殖户改用竹筏，一亩海面多收六百斤。",
}


class Desk:
    """A project folder with one edition, and the hands that work on it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.raw = root / "raw/2022/04/11"
        self.raw.mkdir(parents=True)
        self.content = root / "content"
        self.folder = self.content / "2022/04/11"
        self.version = "1"

    def page(self, *stories: str, name: str = "01.txt", head: str = "# 岚汀日报 第01版") -> None:
        text = "\n\n".join([head, *(STORIES.get(story, story) for story in stories)])
        (self.raw / name).write_text(text + "\n", encoding="utf-8")

    def convert(self, again: bool = False, restore: bool = False) -> tuple[PageReport, ...]:
        found = tuple(file for file in discover([self.root / "raw"]) if isinstance(file, RawFile))
        return convert_edition(
            ConversionJob(dt.date(2022, 4, 11), found, self.content, self.version, again, restore)
        ).reports

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.text(name)
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> dict[str, str]:
        return {path.name: self.text(path.name) for path in sorted(self.folder.glob("*.md*"))}

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("scripts.pagetext.convert", toy_pagetext.convert)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


def outcomes(reports: Sequence[PageReport]) -> dict[int, str]:
    return {item.order: item.outcome for report in reports for item in report.items}


def codes(reports: Sequence[PageReport]) -> list[str]:
    return [finding.code for report in reports for finding in report.findings]


def test_a_page_becomes_items_and_edition_yml(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    (report,) = desk.convert()
    assert report.status == "converted"
    assert [(item.path, item.outcome) for item in report.items] == [
        ("content/2022/04/11/01-01.md", "new"),
        ("content/2022/04/11/01-02.md", "new"),
    ]
    assert desk.text("01-02.md").endswith(
        "---\n\n县图书馆把还书箱搬进菜场。\n\n半个月收回四百册旧书，最早的一册借于一九九六年。\n"
    )
    assert "岚汀日报 第01版" in desk.text("edition.yml")


def test_an_unchanged_page_is_passed_over_and_told_as_before(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page("大雾", "? 未归入的一行")
    (first,) = desk.convert()
    monkeypatch.setattr("scripts.pagetext.convert", None)
    (second,) = desk.convert()
    assert second.status == "unchanged"
    assert (second.unplaced, second.findings, second.conserved) == (first.unplaced, first.findings, first.conserved)
    desk.version = "2"
    monkeypatch.setattr("scripts.pagetext.convert", toy_pagetext.convert)
    assert desk.convert()[0].status == "converted"


def test_a_file_nobody_edited_is_replaced(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    desk.page("大雾", STORIES["旧书"].replace("四百册", "五百册"))
    assert outcomes(desk.convert()) == {1: "same", 2: "replaced"}
    assert "五百册" in desk.text("01-02.md")


def test_an_edited_file_stays_while_its_conversion_does(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    desk.edit("01-02.md", "四百册", "四百一十册")
    before = desk.files()
    desk.page("大雾", "旧书", head="# 岚汀日报 第02版")
    assert outcomes(desk.convert()) == {1: "same", 2: "kept"}
    assert desk.files() == before


@pytest.mark.parametrize("memory", ["store", "git"])
def test_an_edit_and_a_new_conversion_are_merged(desk: Desk, memory: str) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    if memory == "git":
        desk.git("init", "-q")
        desk.git("add", "content")
        desk.git("commit", "-qm", "convert")
        shutil.rmtree(desk.root / pristine.FOLDER)
    desk.edit("01-01.md", "title: 大雾锁江", "title: 大雾锁青棠江\nimage: images/01.jpg")
    desk.page(STORIES["大雾"].replace("午后雾散", "下午雾散"), "旧书")
    reports = desk.convert()
    assert outcomes(reports) == {1: "merged", 2: "same"}
    assert codes(reports) == ["merged"]
    text = desk.text("01-01.md")
    assert "title: 大雾锁青棠江\n" in text
    assert "image: images/01.jpg\n" in text
    assert "下午雾散" in text
    assert outcomes(desk.convert(again=True)) == {1: "kept", 2: "same"}


def test_a_conflict_leaves_the_edit_and_lays_the_new_version_beside_it(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    desk.edit("01-02.md", "四百册", "四百一十册")
    edited = desk.text("01-02.md")
    desk.page("大雾", STORIES["旧书"].replace("四百册", "五百册"))
    reports = desk.convert()
    assert outcomes(reports)[2] == "conflict"
    assert codes(reports) == ["merge-conflict"]
    assert reports[0].findings[0].path == "content/2022/04/11/01-02.md"
    assert desk.text("01-02.md") == edited
    assert "五百册" in desk.text("01-02.md.new")

    assert codes(desk.convert()) == ["merge-pending"]
    assert codes(desk.convert(again=True)) == ["merge-pending"]
    (desk.folder / "01-02.md.new").unlink()  # the editor has decided
    assert codes(desk.convert(again=True)) == []
    assert desk.text("01-02.md") == edited
    assert "01-02.md.new" not in desk.files()

    desk.page("大雾", STORIES["旧书"].replace("四百册", "五百册").replace("菜场里的还书箱", "还书箱进了菜场"))
    assert outcomes(desk.convert())[2] == "merged"
    assert "四百一十册" in desk.text("01-02.md")
    assert "title: 还书箱进了菜场" in desk.text("01-02.md")


def test_a_new_version_that_is_taken_over_is_cleared_away(desk: Desk) -> None:
    desk.page("旧书")
    desk.convert()
    desk.edit("01-01.md", "四百册", "四百一十册")
    desk.page(STORIES["旧书"].replace("四百册", "五百册"))
    desk.convert()
    shutil.copyfile(desk.folder / "01-01.md.new", desk.folder / "01-01.md")
    assert outcomes(desk.convert(again=True)) == {1: "same"}
    assert list(desk.files()) == ["01-01.md"]


def test_without_the_base_an_edit_is_left_and_the_new_version_offered(desk: Desk) -> None:
    desk.page("旧书")
    desk.convert()
    shutil.rmtree(desk.root / pristine.FOLDER)
    desk.edit("01-01.md", "菜场里的还书箱", "还书箱")
    desk.page(STORIES["旧书"].replace("四百册", "五百册"))
    assert outcomes(desk.convert()) == {1: "conflict"}


def test_a_merge_that_would_break_the_front_matter_is_not_made(desk: Desk) -> None:
    desk.page("大雾")
    desk.convert()
    desk.edit("01-01.md", "---\n\n市气象台", "byline: 本报记者\n---\n\n市气象台")
    desk.page(STORIES["大雾"] + "\n又讯：明日有雨。")
    assert outcomes(desk.convert()) == {1: "merged"}
    desk.edit("01-01.md", "byline:", "byline")
    desk.page(STORIES["大雾"] + "\n又讯：后日有雨。")
    assert outcomes(desk.convert()) == {1: "conflict"}


def test_a_deleted_item_stays_deleted_and_is_named(desk: Desk) -> None:
    desk.page("大雾", "旧书", "汽笛")
    desk.convert()
    (desk.folder / "01-02.md").unlink()
    shutil.rmtree(desk.root / pristine.FOLDER)  # a fresh clone knows it too
    reports = desk.convert(again=True)
    assert outcomes(reports) == {1: "same", 2: "deleted", 3: "same"}
    (finding,) = reports[0].findings
    assert (finding.code, finding.path) == ("item-deleted", "content/2022/04/11/01-02.md")
    assert "菜场里的还书箱" in finding.message
    desk.page("牡蛎", "大雾", "汽笛", "旧书")
    assert outcomes(desk.convert()) == {1: "same", 2: "deleted", 3: "same", 4: "new"}
    assert outcomes(desk.convert(again=True, restore=True))[2] == "new"
    assert "旧书" in desk.text("01-02.md")


def test_a_deleted_item_is_known_though_its_conversion_changed(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    (desk.folder / "01-02.md").unlink()
    desk.page("大雾", STORIES["旧书"].replace("四百册", "五百册"))
    assert outcomes(desk.convert()) == {1: "same", 2: "deleted"}


def test_a_new_item_never_renumbers_the_others(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    desk.page("大雾", "牡蛎", STORIES["旧书"].replace("四百册", "五百册"))
    assert outcomes(desk.convert()) == {1: "same", 2: "replaced", 3: "new"}
    assert "竹筏" in desk.text("01-03.md")


def test_an_item_that_is_gone_is_removed_unless_edited_and_its_number_rests(desk: Desk) -> None:
    desk.page("大雾", "旧书", "汽笛")
    desk.convert()
    desk.edit("01-03.md", "周末", "周六")
    desk.page("大雾")
    reports = desk.convert()
    assert sorted(codes(reports)) == ["item-gone", "item-gone-kept"]
    assert list(desk.files()) == ["01-01.md", "01-03.md"]
    desk.page("大雾", "牡蛎")
    assert outcomes(desk.convert()) == {1: "same", 4: "new", 3: "kept"}
    desk.page("大雾", "旧书", "牡蛎")
    assert outcomes(desk.convert())[2] == "new"  # it came back, so it has its old address


def test_an_item_that_a_person_added_is_not_touched(desk: Desk) -> None:
    desk.page("大雾")
    desk.convert()
    (desk.folder / "01-02.md").write_text("---\ntitle: 编后\n---\n\n编者的话。\n", encoding="utf-8")
    desk.page("大雾", "牡蛎")
    assert outcomes(desk.convert()) == {1: "same", 3: "new"}
    assert "编者的话" in desk.text("01-02.md")


def test_an_item_that_is_no_utf8_is_left_as_it_is(desk: Desk) -> None:
    desk.page("旧书")
    desk.convert()
    (desk.folder / "01-01.md").write_bytes(desk.text("01-01.md").encode("gb18030"))
    before = (desk.folder / "01-01.md").read_bytes()
    desk.page(STORIES["旧书"].replace("四百册", "五百册"))
    desk.convert()
    assert (desk.folder / "01-01.md").read_bytes() == before


def test_line_ends_and_a_byte_order_mark_are_no_edit(desk: Desk) -> None:
    desk.page("旧书")
    desk.convert()
    text = desk.text("01-01.md")
    (desk.folder / "01-01.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    desk.page(STORIES["旧书"].replace("四百册", "五百册"))
    assert outcomes(desk.convert()) == {1: "replaced"}


def test_without_a_record_what_is_there_is_taken_as_a_persons(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    desk.edit("01-02.md", "四百册", "四百一十册")
    before = desk.files()
    (desk.folder / ".convert.json").unlink()
    assert outcomes(desk.convert()) == {1: "same", 2: "conflict"}
    assert {**before, "01-02.md.new": desk.text("01-02.md.new")} == desk.files()


def test_a_broken_record_stops_the_edition_and_says_how_to_mend_it(desk: Desk) -> None:
    desk.page("大雾")
    desk.convert()
    (desk.folder / ".convert.json").write_text("{\n<<<<<<< HEAD\n", encoding="utf-8")
    (report,) = desk.convert()
    assert report.status == "failed"
    assert report.findings[0].code == "record-broken"
    assert report.findings[0].line == 2
    assert "git checkout" in report.findings[0].message


def test_edition_yml_keeps_an_editors_work(desk: Desk) -> None:
    desk.page("大雾")
    desk.page("旧书", name="02.txt", head="# 第02版")
    desk.convert()
    desk.edit("edition.yml", "date: 2022-04-11\n", "date: 2022-04-11\nissue: 增刊\n")
    desk.page("旧书", name="02.txt", head="# 第02版 城事")
    assert codes(desk.convert()) == ["merged"]
    assert "issue: 增刊" in desk.text("edition.yml")
    assert "第02版 城事" in desk.text("edition.yml")


def test_the_issue_number_is_taken_from_the_furniture(desk: Desk) -> None:
    desk.page("大雾", head="# 国内统一连续出版物号 CN 99-0018 第 9127 期 今日4版")
    desk.convert()
    assert 'issue: "9127"' in desk.text("edition.yml")


def test_one_page_converted_leaves_the_others_in_edition_yml(desk: Desk) -> None:
    desk.page("大雾")
    desk.page("旧书", name="02-城事.txt")
    desk.convert()
    before = desk.text("edition.yml")
    found = tuple(f for f in discover([desk.raw / "01.txt"]) if isinstance(f, RawFile))
    convert_edition(ConversionJob(dt.date(2022, 4, 11), found, desk.content, "1", again=True))
    assert desk.text("edition.yml") == before


def test_two_files_for_one_page(desk: Desk) -> None:
    desk.page("大雾", name="01.txt")
    desk.page("旧书", name="01-要闻.txt")
    named, other = desk.convert()
    assert (named.raw, named.status) == ("raw/2022/04/11/01-要闻.txt", "converted")
    assert (other.raw, other.status) == ("raw/2022/04/11/01.txt", "failed")
    assert other.findings[0].code == "place-twice"
    assert other.unplaced[1:] == tuple(STORIES["大雾"].split("\n"))
    desk.page("旧书", name="01.txt")
    assert [(r.status, codes([r])) for r in desk.convert()] == [("unchanged", []), ("converted", ["place-twice-same"])]


def test_a_file_that_goes_on_over_anothers_page(desk: Desk) -> None:
    desk.page("大雾", "\f旧闻一则\n另一版的文字。")
    assert [str(r.page) for r in desk.convert()] == ["1", "2"]
    desk.page("旧书", name="02.txt")
    reports = desk.convert()
    assert [(str(r.page), r.raw[-6:], r.status) for r in reports] == [
        ("1", "01.txt", "converted"),
        ("2", "01.txt", "failed"),
        ("2", "02.txt", "converted"),
    ]
    (finding,) = reports[1].findings
    assert (finding.code, finding.line) == ("page-overlap", 8)
    assert reports[1].unplaced == ("旧闻一则", "另一版的文字。")


def test_a_page_that_its_file_no_longer_has_is_told(desk: Desk) -> None:
    desk.page("大雾", "\f旧闻一则\n另一版的文字。")
    desk.convert()
    desk.page("大雾")
    assert codes(desk.convert()) == ["page-gone"]
    assert "02-01.md" in desk.files()


def test_a_bad_file_does_not_stop_the_others(desk: Desk) -> None:
    desk.page("大雾")
    (desk.raw / "02.txt").write_bytes(b"")
    (desk.raw / "03.txt").write_bytes(b"\x7fELF\0\0\0\x02" * 20)
    reports = desk.convert()
    assert [(str(r.page), r.status, codes([r])) for r in reports] == [
        ("1", "converted", []),
        ("2", "failed", ["empty"]),
        ("3", "failed", ["not-text"]),
    ]
    assert all(f.message_zh and f.path for r in reports for f in r.findings)


def test_a_page_that_became_empty_leaves_its_items(desk: Desk) -> None:
    desk.page("大雾")
    desk.convert()
    (desk.raw / "01.txt").write_bytes(b"")
    desk.convert()
    assert list(desk.files()) == ["01-01.md"]


def test_a_page_of_furniture_is_told(desk: Desk) -> None:
    desk.page()
    (report,) = desk.convert()
    assert (report.status, codes([report])) == ("converted", ["only-furniture"])


def test_a_fault_of_the_converter_is_one_pages_trouble(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(data: bytes, **place: object) -> object:
        if place["page"] == Label(1):
            raise ZeroDivisionError("division by zero")
        return toy_pagetext.convert(data, **place)  # type: ignore[arg-type]

    monkeypatch.setattr("scripts.pagetext.convert", faulty)
    desk.page("大雾")
    desk.page("旧书", name="02.txt")
    reports = desk.convert()
    assert [(r.status, codes([r])) for r in reports] == [
        ("failed", ["converter-failed"]),
        ("converted", ["printed-label-differs"]),  # the toy prints 第01版 on every page
    ]
    assert reports[0].unplaced


def test_a_disk_that_is_full_is_told_and_done_again_when_it_is_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page("大雾", "旧书")

    def full(path: Path, data: bytes) -> bool:
        if path.name == "01-02.md":
            raise OSError(28, "No space left on device")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return True

    with monkeypatch.context() as patch:
        patch.setattr("scripts.conversion.settle.write_if_changed", full)
        (report,) = desk.convert()
    assert (report.status, codes([report])) == ("failed", ["not-written"])
    assert "No space left on device" in report.findings[0].message
    assert outcomes(desk.convert()) == {1: "same", 2: "new"}


def test_the_record_is_small_and_readable(desk: Desk) -> None:
    desk.page("大雾", "旧书")
    desk.convert()
    record = json.loads(desk.text(".convert.json"))
    assert list(record["pages"]["1"]["items"]) == ["1", "2"]
    assert all(len(blob) == 40 for blob in record["pages"]["1"]["items"].values())


@pytest.mark.parametrize("asked", [{"lone-lines": 3}, {"lone-lines": 3, "unsure": 3}, {}])
def test_a_deleted_item_stays_away_though_it_is_doubted_for_other_reasons_now(
    tmp_path: Path, asked: dict[str, int]
) -> None:
    date = dt.date(2025, 4, 20)
    item = Item(date, Label(1), 1, "refer", title="城市书房亮起一盏灯")
    before = frontmatter.dump(replace(item, order=7, review=tuple(asked)))
    known = {7: ItemRecord(text_id(before), "deleted", asked=asked)}
    shelf = Shelf(tmp_path / "2025/04/20", date, Pristine(tmp_path, date))
    now = replace(item, review=("refer-nowhere", "unsure"))
    settled = settle_page(shelf, Label(1), [now], known)
    assert (settled.orders, settled.record[7].state) == ((7,), "deleted")
    assert not list(tmp_path.rglob("*.md"))


def test_what_has_no_number_left_is_unplaced_and_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.conversion.settle.LAST_ORDER", 2)
    desk.page("大雾", "旧书", "汽笛")
    (report,) = desk.convert()
    assert list(desk.files()) == ["01-01.md", "01-02.md"]
    assert "items-too-many" in codes([report])
    assert report.unplaced[0] == "汽笛合唱"
