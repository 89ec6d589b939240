"""Pages as pictures in a build: areas lead to items, covers to books, and only the newest have them where so asked."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.edition.pagefile import as_json, read_page_file
from scripts.press.options import Options
from scripts.press.settings import paper_of
from scripts.press.settingshape import SettingsError
from tests.press import kit

THEME = Path(__file__).parent.parent / "theme"
FIRST, SECOND = kit.START, kit.START + dt.timedelta(1)


def edition(day: dt.date) -> Edition:
    pages = (Page(Label(1), "要闻"), Page(Label(2)))
    places = ((1, 1), (1, 2), (2, 1))
    items = tuple(Item(day, Label(page), order, title="大雾锁江", body="江上起雾。" * 60) for page, order in places)
    return Edition(day, "9", pages, items)


def made(tmp_path: Path, settings: str = "") -> Options:
    options = replace(kit.project(tmp_path, f"SITEURL = 'https://a.example'\n{settings}"), theme=THEME)
    for day in (FIRST, SECOND):
        kit.write_edition(options.content, edition(day))
        kit.write_page_picture(options.content, day, ("01-01", "01-02", "02-01", "01-99"))
    assert not [one for one in kit.built(options).findings if one.severity == "error"]
    return options


def test_areas_lead_to_items_and_covers_to_books(tmp_path: Path) -> None:
    options = made(tmp_path)
    site = kit.tree(options.output)
    folder = f"{FIRST:%Y/%m/%d}"
    page = site[f"{folder}/01/index.html"].decode()
    assert f'<a href="/{folder}/01/01/" data-order="1"' in page
    assert '<polygon points="100,140 900,140 900,266 100,266">' in page
    assert page.count("<polygon") == 2  # what is no item of this page has no area
    assert f'property="og:image" content="https://a.example/{folder}/images/01.page.png"' in page
    assert 'class="stood"' in site[f"{folder}/01/02/index.html"].decode()
    assert f"/{folder}/images/01.page.png.200.webp" in site[f"{folder[:7]}/index.html"].decode()
    with zipfile.ZipFile(io.BytesIO(site[f"{folder}/{FIRST}.epub"])) as book:
        package = book.read("EPUB/package.opf").decode()
    assert 'properties="cover-image"' in package
    assert f"{folder}/images/01.page.png" in site["opds.json"].decode()
    assert kit.dangling(site) == []


@pytest.mark.parametrize(("source", "told"), [("pdf", False), ("alto", True), ("ocr", True)])
def test_a_page_that_was_read_by_machine_says_so(source: str, told: bool, tmp_path: Path) -> None:
    options = replace(kit.project(tmp_path, "SITEURL = 'https://a.example'"), theme=THEME)
    kit.write_edition(options.content, edition(FIRST))
    kit.write_page_picture(options.content, FIRST, ("01-01",))
    file = options.content / f"{FIRST:%Y/%m/%d}/01.page.json"
    file.write_text(as_json(replace(read_page_file(file), source=source)), "utf-8")
    kit.built(options)
    page = kit.tree(options.output)[f"{FIRST:%Y/%m/%d}/01/index.html"].decode()
    assert ("本版文字由机器识别" in page) == told


def test_only_the_newest_have_them_where_so_asked(tmp_path: Path) -> None:
    options = made(tmp_path, "PAGE_PICTURES = 1")
    pictured = [name for name in kit.tree(options.output) if ".page." in name]
    assert {name[:10] for name in pictured} == {f"{SECOND:%Y/%m/%d}"}
    third = SECOND + dt.timedelta(1)
    kit.write_edition(options.content, edition(third))
    kit.write_page_picture(options.content, third, ("01-01",))
    kit.built(options)
    site = kit.tree(options.output)
    assert {name[:10] for name in site if ".page." in name} == {f"{third:%Y/%m/%d}"}
    assert site == kit.tree(kit.build_anew(options))


def test_none_where_they_are_switched_off(tmp_path: Path) -> None:
    site = kit.tree(made(tmp_path, "PAGE_PICTURES = False").output)
    assert not [name for name in site if ".page." in name]
    assert b"facsimile" not in site[f"{FIRST:%Y/%m/%d}/01/index.html"]


@pytest.mark.parametrize("broken", ["{", '{"version": 1}', ""])
def test_a_page_file_that_cannot_be_read_leaves_the_text(tmp_path: Path, broken: str) -> None:
    options = made(tmp_path)
    (options.content / f"{FIRST:%Y/%m/%d}/01.page.json").write_text(broken, "utf-8")
    kit.built(options)
    page = kit.tree(options.output)[f"{FIRST:%Y/%m/%d}/01/index.html"]
    assert b"facsimile" not in page
    assert b"stories" in page


def test_settings_that_cannot_be_are_named() -> None:
    with pytest.raises(SettingsError, match="PAGE_PICTURES"):
        paper_of({"SITENAME": "报", "PAGE_PICTURES": "all"})
