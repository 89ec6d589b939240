"""What check says of areas: of an item that is no more, missing, of another text by now, overlapping, unreadable."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scripts.commands.convert import main as convert
from scripts.commands.extract import main as extract
from scripts.edition.areachecks import characters_of
from scripts.edition.check import check_edition
from scripts.edition.content import load_files
from scripts.edition.finding import Finding
from scripts.edition.pagefile import Area, PageFile, as_json, read_page_file
from tests.library import alto
from tests.pdfs import draw_pdf
from tests.test_pagetext_printed import TWO_STORIES

DAY = dt.date(2022, 4, 11)
CODES = ("areas-broken", "page-picture-missing", "area-without-item", "area-missing", "area-stale", "areas-overlap")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    draw_pdf(tmp_path / "A01.pdf", TWO_STORIES, "")
    assert extract(["A01.pdf", "--raw", "raw", "--date", DAY.isoformat(), "--quiet"]) == 0
    assert convert(["raw", "--content", "content", "--quiet"]) == 0
    return tmp_path / "content/2022/04/11"


def told(folder: Path) -> list[Finding]:
    found = check_edition(folder.parents[2], DAY)
    return [finding for finding in found if finding.code in CODES]


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in told(folder)]


def test_what_was_converted_fits(folder: Path) -> None:
    assert told(folder) == []
    page = read_page_file(folder / "A01.page.json")
    files = load_files(folder.parents[2], DAY)
    for file, area in zip(files.items, page.areas, strict=True):
        assert file.item
        assert characters_of(file.item) == area.characters


def test_a_word_corrected_is_nothing_and_a_text_cut_is_told(folder: Path) -> None:
    item = folder / "A01-01.md"
    text = item.read_text("utf-8")
    item.write_text(text.replace("今年的麦子早熟了", "今年麦子早早地熟了"), "utf-8")
    assert codes(folder) == []
    head, _, body = text.rpartition("---\n")
    item.write_text(f"{head}---\n{body[:30]}。\n", "utf-8")
    (finding,) = told(folder)
    assert (finding.code, finding.path.rpartition("/")[2]) == ("area-stale", "A01-01.md")
    assert "moved out" in finding.message
    item.write_text(text + "\n" + "又添了许多话。" * 20 + "\n", "utf-8")
    assert "moved in" in told(folder)[0].message


def test_areas_follow_text_that_was_moved_by_hand(folder: Path) -> None:
    one, other = folder / "A01-01.md", folder / "A01-02.md"
    before = read_page_file(folder / "A01.page.json")
    paragraphs = one.read_text("utf-8").rstrip().split("\n\n")
    one.write_text("\n\n".join(paragraphs[:-1]) + "\n", "utf-8")
    other.write_text(other.read_text("utf-8").rstrip() + "\n\n" + paragraphs[-1] + "\n", "utf-8")
    middle = paragraphs[-2]
    moved = one.read_text("utf-8").replace("\n\n" + middle, "")
    one.write_text(moved, "utf-8")
    other.write_text(other.read_text("utf-8").rstrip() + "\n\n" + middle + "\n", "utf-8")
    assert set(codes(folder)) == {"area-stale"}
    assert convert(["raw", "--content", "content", "--quiet", "--all"]) in (0, 1)
    after = read_page_file(folder / "A01.page.json")
    assert codes(folder) == []
    sizes = [[area.characters for area in page.areas] for page in (before, after)]
    assert sizes[1][0] < sizes[0][0]
    assert sum(sizes[0]) == sum(sizes[1])
    assert after.areas[1].polygons != before.areas[1].polygons


def test_a_story_parted_by_hand_into_a_new_item_gets_its_area(folder: Path) -> None:
    one = folder / "A01-01.md"
    paragraphs = one.read_text("utf-8").rstrip().split("\n\n")
    one.write_text("\n\n".join(paragraphs[:-2]) + "\n", "utf-8")
    new = "---\ntitle: 老槐树下\ndate: 2022-04-11\npage: A01\norder: 7\nkind: article\n---\n\n"
    (folder / "A01-07.md").write_text(new + "\n\n".join(paragraphs[-2:]) + "\n", "utf-8")
    assert "area-missing" in codes(folder)
    convert(["raw", "--content", "content", "--quiet", "--all"])
    assert codes(folder) == []
    page = read_page_file(folder / "A01.page.json")
    assert [area.item for area in page.areas] == ["A01-01", "A01-02", "A01-07"]


def test_an_item_that_was_deleted_leaves_its_area_to_be_told(folder: Path) -> None:
    (folder / "A01-02.md").unlink()
    assert codes(folder) == ["area-without-item"]
    convert(["raw", "--content", "content", "--quiet", "--all"])
    assert codes(folder) == []


def test_files_that_are_none_and_pictures_that_are_gone(folder: Path) -> None:
    file = folder / "A01.page.json"
    page = read_page_file(file)
    (folder / "images/A01.page.jpg").unlink()
    assert codes(folder) == ["page-picture-missing"]
    file.write_text('{"version": 9}', "utf-8")
    assert codes(folder) == ["areas-broken"]
    file.rename(folder / "A02.page.json")
    (folder / "A02.page.json").write_text(as_json(page), "utf-8")
    assert codes(folder) == ["areas-broken"]


def test_overlapping_areas_are_told(folder: Path) -> None:
    square = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))
    shifted = tuple((x + 0.2, y) for x, y in square)
    beside = tuple((x + 0.4, y) for x, y in square)
    for other, expected in ((shifted, ["areas-overlap"]), (beside, [])):
        page = PageFile("A01", 600, 800, areas=(Area("A01-01", (square,)), Area("A01-02", (other,))))
        (folder / "A01.page.json").write_text(as_json(page), "utf-8")
        assert codes(folder) == expected


def test_lines_that_ocr_was_not_sure_of_ask_for_a_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sure = [0.98] * len(TWO_STORIES)
    sure[3] = 0.5
    (tmp_path / "A01.xml").write_text(alto(TWO_STORIES, confidence=sure), "utf-8")
    assert extract(["A01.xml", "--raw", "raw", "--date", DAY.isoformat(), "--quiet"]) == 0
    assert convert(["raw", "--content", "content", "--quiet"]) == 0
    texts = [path.read_text("utf-8") for path in sorted((tmp_path / "content/2022/04/11").glob("A01-*.md"))]
    assert ["ocr-unsure" in text for text in texts] == [True, False]
