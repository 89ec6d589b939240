"""From a PDF to an edition: convert reads by the layout beside the raw page, and writes areas and pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from scripts.commands.convert import main as convert
from scripts.commands.extract import main as extract
from scripts.edition.pagefile import read_page_file
from tests.pdfs import draw_pdf
from tests.test_pagetext_printed import TWO_STORIES

CAPTION = [("机器开进村里来。", 60, 300, 9), ("本报记者 李小满 摄", 200, 286, 9)]
PICTURE = "q 200 0 0 100 60 312 cm /Im0 Do Q"


def edition(tmp_path: Path, picture: str = PICTURE) -> Path:
    pdf = draw_pdf(tmp_path / "A01.pdf", [*TWO_STORIES, *CAPTION], picture)
    assert extract([str(pdf), "--raw", str(tmp_path / "raw"), "--date", "2022-04-11", "--quiet"]) == 0
    return tmp_path / "raw/2022/04/11"


def run(tmp_path: Path) -> dict[str, object]:
    report = tmp_path / "report.json"
    convert([str(tmp_path / "raw"), "--content", str(tmp_path / "content"), "--report", str(report), "--quiet"])
    (page,) = json.loads(report.read_text("utf-8"))["pages"]
    assert isinstance(page, dict)
    return page


@pytest.fixture(autouse=True)
def in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def front(path: Path) -> dict[str, object]:
    data = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    assert isinstance(data, dict)
    return data


def test_areas_and_pictures_lie_beside_the_items(tmp_path: Path) -> None:
    edition(tmp_path)
    page = run(tmp_path)
    assert page["conserved"]
    folder = tmp_path / "content/2022/04/11"
    items = sorted(path.name for path in folder.glob("A01-*.md"))
    assert items == ["A01-01.md", "A01-02.md", "A01-03.md"]
    assert [front(folder / name)["kind"] for name in items] == ["article", "article", "photo"]
    assert front(folder / "A01-03.md")["image"] == "images/A01.picture-1.jpg"
    assert (folder / "images/A01.picture-1.jpg").is_file()
    file = read_page_file(folder / "A01.page.json")
    assert [area.item for area in file.areas] == ["A01-01", "A01-02", "A01-03"]
    assert file.picture
    assert file.picture.file == "images/A01.page.jpg"
    assert (folder / file.picture.file).is_file()
    assert max(file.picture.width, file.picture.height) == 2400
    assert file.areas[0].characters > file.areas[2].characters > 10
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    run(tmp_path)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_layout_that_does_not_fit_is_left_aside_and_told(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    raw = folder / "A01.txt"
    raw.write_text("一行新加的文字\n\n" + raw.read_text("utf-8"), "utf-8")
    page = run(tmp_path)
    findings = page["findings"]
    assert isinstance(findings, list)
    assert "layout-stale" in [finding["code"] for finding in findings]
    assert page["conserved"]


def test_a_layout_that_is_broken_is_told_by_name(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    (folder / "A01.layout.json").write_text('{"version": 99}', "utf-8")
    findings = run(tmp_path)["findings"]
    assert isinstance(findings, list)
    broken = [finding for finding in findings if finding["code"] == "layout-broken"]
    assert len(broken) == 1
    assert "A01.layout.json" in broken[0]["path"]
    assert "version" in broken[0]["message"]


def test_a_new_layout_converts_the_page_again(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    run(tmp_path)
    assert run(tmp_path)["status"] == "unchanged"
    (folder / "A01.layout.json").unlink()
    assert run(tmp_path)["status"] == "converted"
