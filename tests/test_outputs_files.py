"""Feeds, sitemaps, machine text, books and catalogues: sound, complete, the same bytes, and made step by step."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import re
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scripts.edition.label import Label
from scripts.edition.model import Correction, Edition
from scripts.edition.urls import item_file
from scripts.press.items.texts import ItemTexts
from scripts.press.outputs.epub_pictures import BookPictures
from scripts.press.render.desk import Desk
from scripts.press.render.views import ItemView
from tests.press import kit

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SETTINGS = """SITEURL = 'https://paper.example/daily'
VARIANTS = {'zh-Hant-TW': None}
PRODUCERS_ON = ('epub-vertical',)
"""
THEME = Path(__file__).parent.parent / "theme"
SCHEMA = Path(__file__).parent.parent / "docs" / "schema" / "item-line.schema.json"


def edition(day: int) -> Edition:
    return kit.make_edition(random.Random(day), kit.START + dt.timedelta(day))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    options = kit.project(tmp_path_factory.mktemp("outputs"), SETTINGS)
    for day in range(3):
        kit.write_edition(options.content, edition(day))
    kit.built(options)
    return kit.tree(options.output)


def test_every_feed_has_ids_of_its_own_full_text_and_absolute_addresses(site: dict[str, bytes]) -> None:
    feeds = [name for name in site if name.endswith("feed.xml")]
    assert {"feed.xml", "zh-hant-tw/feed.xml", "page-names/要闻/feed.xml", "authors/周牧/feed.xml"} <= set(feeds)
    for name in feeds:
        root = ET.fromstring(site[name])
        entries = root.findall(f"{ATOM}entry")
        ids = [one.findtext(f"{ATOM}id") or "" for one in entries]
        assert len(set(ids)) == len(ids)
        assert all(one.startswith("tag:paper.example,2024-") for one in ids)
        assert root.findtext(f"{ATOM}updated")
        assert all(one.findtext(f"{ATOM}content") is not None for one in entries)
        assert 'src="/' not in site[name].decode()
        items = json.loads(site[name.replace(".xml", ".json")])["items"]
        assert [one["id"] for one in items] == ids


def test_a_correction_is_an_update_under_the_same_id(tmp_path: Path) -> None:
    options = kit.project(tmp_path, SETTINGS)
    one = edition(0)
    kit.write_edition(options.content, one)
    kit.built(options)
    before = json.loads((options.output / "feed.json").read_text("utf-8"))["items"]
    first = next(item for item in one.items if item.kind == "article")
    mended = replace(first, corrections=(Correction(one.date, "应为三百。"),))
    kit.write_edition(
        options.content, replace(one, items=tuple(mended if item is first else item for item in one.items))
    )
    kit.built(options)
    after = json.loads((options.output / "feed.json").read_text("utf-8"))["items"]
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [one["id"] for one in before] == [one["id"] for one in after]
    assert len(changed) == 1
    assert changed[0]["date_modified"] > changed[0]["date_published"]
    assert "应为三百。" in changed[0]["content_html"]


def test_sitemaps_name_every_item_once_in_each_variant(site: dict[str, bytes]) -> None:
    for start, prefix in (("", ""), ("zh-hant-tw/", "zh-hant-tw/")):
        index = ET.fromstring(site[f"{start}sitemap.xml"])
        maps = [one.text or "" for one in index.iter(f"{MAPS}loc")]
        names = [one.removeprefix("https://paper.example/daily/") for one in maps]
        assert all(name in site for name in names)
        found = [one.text for name in names if "2024" in name for one in ET.fromstring(site[name]).iter(f"{MAPS}loc")]
        wanted = [f"https://paper.example/daily/{name.removesuffix('index.html')}" for name in site
                  if name.startswith(f"{prefix}2024/01/") and name.count("/") == 5 + prefix.count("/")]  # fmt: skip
        pages = {one: site[f"{one.removeprefix('https://paper.example/daily/')}index.html"].decode() for one in wanted
                 if not one.endswith(".md")}  # fmt: skip
        assert sorted(one for one in found if one and one.count("/") == 9 + prefix.count("/")) == sorted(
            one
            for one in wanted
            if not one.endswith(".md") and re.findall('rel="canonical" href="([^"]*)', pages[one])[-1] == one
        )
        assert len(set(found)) == len(found)
    assert b"Sitemap: https://paper.example/daily/zh-hant-tw/sitemap.xml" in site["robots.txt"]


def test_a_month_of_text_is_whole_and_keeps_to_its_schema(site: dict[str, bytes]) -> None:
    lines = site["2024/01/items.jsonl"]
    assert site["2024/01/items.jsonl.sha256"].decode().split()[0] == sha256(lines).hexdigest()
    rows = [json.loads(line) for line in lines.splitlines()]
    assert len(rows) == sum(len(edition(day).items) for day in range(3))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for row in rows:
        assert set(schema["required"]) <= set(row) <= set(schema["properties"])
        assert site[f"{row['id']}/index.md"].decode().startswith("---\ntitle: ")


def test_a_book_holds_every_page_and_its_bytes_are_reproducible(site: dict[str, bytes]) -> None:
    one = edition(0)
    book = zipfile.ZipFile(io.BytesIO(site["2024/01/29/2024-01-29.epub"]))
    names = book.namelist()
    assert names[0] == "mimetype"
    assert book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    assert {f"EPUB/page-{page.number.file}.xhtml" for page in one.pages} <= set(names)
    assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in names:
        if name.endswith((".xhtml", ".opf", ".xml")):
            ET.fromstring(book.read(name))
    nav = book.read("EPUB/nav.xhtml").decode()
    assert all(part in nav for part in ('epub:type="toc"', 'epub:type="landmarks"', 'epub:type="page-list"'))
    vertical = zipfile.ZipFile(io.BytesIO(site["zh-hant-tw/2024/01/29/2024-01-29-vertical.epub"]))
    assert 'page-progression-direction="rtl"' in vertical.read("EPUB/package.opf").decode()
    assert "2024/01/29/2024-01-29-vertical.epub" not in site


def test_catalogues_lead_to_books_that_are_there(site: dict[str, bytes]) -> None:
    for name in ("opds.json", "zh-hant-tw/opds.json", "2024/01/opds.json"):
        data = json.loads(site[name])
        links = [link["href"] for one in data["publications"] for link in one["links"] if "epub" in link["type"]]
        assert len(links) == (6 if name.startswith("zh-hant") else 3)  # the vertical ones too
        assert all(link.removeprefix("https://paper.example/daily/") in site for link in links)
    assert len(ET.fromstring(site["opds.xml"]).findall(f"{ATOM}entry")) == 3


def test_a_new_edition_leaves_past_ones_alone_and_equals_a_build_from_nothing(tmp_path: Path) -> None:
    options = kit.project(tmp_path, SETTINGS)
    for day in range(5):
        kit.write_edition(options.content, edition(day))
    kit.built(options)
    before = kit.tree(options.output)
    kit.write_edition(options.content, edition(5))
    kit.built(options)
    after = kit.tree(options.output)
    made = (".epub", ".md", "edition.json", "2024/01/sitemap.xml", "2024/01/items.jsonl", "2024/01/opds.json")
    assert {name for name in before if name.endswith(made) and before[name] != after[name]} == set()
    last = edition(4)
    changed = replace(last, items=tuple(replace(item, body=item.body + "\n\n又及。") for item in last.items))
    kit.write_edition(options.content, changed)
    kit.built(options)
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


def test_publishing_touches_no_file_of_a_past_edition_but_the_way_to_the_next(tmp_path: Path) -> None:
    options = replace(kit.project(tmp_path, SETTINGS), theme=THEME)
    for day in range(4):
        kit.write_edition(options.content, edition(day))
    kit.built(options)

    def lying() -> dict[str, tuple[bytes, int]]:
        files = (path for path in options.output.rglob("*") if path.is_file())
        return {
            path.relative_to(options.output).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in files
            if re.match(r"(zh-hant-tw/)?2024/\d\d/\d\d/", path.relative_to(options.output).as_posix())
        }

    before = lying()
    assert {name.rpartition(".")[2] for name in before} == {"html", "md", "json", "epub", "svg"}
    kit.write_edition(options.content, edition(4))
    kit.built(options)
    after = lying()
    changed = {name for name in before if before[name] != after.get(name)}
    pages = [f"{page.number.file}/" for page in edition(3).pages]
    wanted = {f"{prefix}2024/02/01/{part}index.html" for prefix in ("", "zh-hant-tw/") for part in ("", "all/", *pages)}
    assert changed == wanted  # yesterday's edition and its pages now lead to today's
    last = (f"{edition(4).date:%Y/%m/%d}", edition(4).date)
    assert all(last[0] in after[name][0].decode() for name in changed)


def test_a_list_feed_reads_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = kit.project(tmp_path, SETTINGS)
    for day in range(4):
        kit.write_edition(options.content, edition(day))
    kit.built(options)
    read: list[tuple[dt.date, ItemView | None]] = []
    whole = ItemTexts.item

    def noted(self: ItemTexts, desk: Desk, date: dt.date, place: tuple[Label, int], page_name: str) -> ItemView | None:
        read.append((date, whole(self, desk, date, place, page_name)))
        return read[-1][1]

    monkeypatch.setattr(ItemTexts, "item", noted)
    kit.write_edition(options.content, edition(4))
    kit.built(options)
    assert edition(4).date in {date for date, _ in read}
    again = [item for date, item in read if date != edition(4).date]
    assert all(item and item.jump_from for item in again)  # the ends of jumps are in no feed
    old = edition(1)
    author = next(one for item in old.items[1:] for one in item.authors)
    (options.output / f"authors/{author}/feed.json").write_text("[", "utf-8")  # somebody's accident
    kit.write_edition(options.content, replace(old, items=old.items[1:]))
    (options.content / f"{old.date:%Y/%m/%d}" / item_file(old.items[0].page, old.items[0].order)).unlink()
    kit.built(options)
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


def test_without_an_address_there_are_no_feeds_but_text_and_books(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "PRODUCERS_OFF = ('epub',)")
    kit.write_edition(options.content, edition(0))
    kit.built(options)
    names = set(kit.tree(options.output))
    assert not {name for name in names if name.endswith(("feed.xml", "sitemap.xml", "opds.json", ".epub"))}
    assert "2024/01/29/01/01/index.md" in names


def test_what_moved_leads_on_until_an_item_stands_there_again(tmp_path: Path) -> None:
    options = kit.project(tmp_path, SETTINGS)
    one = edition(0)
    kit.write_edition(options.content, one)
    lines = "# old, new\n/2024/01/29/01/77/\t/2024/01/29/01/01/\n/2024/01/29/01/01/\t/2024/01/29/01/02/\nnonsense\n"
    (options.content / "redirects.tsv").write_text(lines, "utf-8")
    stats = kit.built(options)
    page = (options.output / "zh-hant-tw/2024/01/29/01/77/index.html").read_text("utf-8")
    assert 'content="0; url=https://paper.example/daily/zh-hant-tw/2024/01/29/01/01/"' in page
    assert 'rel="canonical"' in page
    assert "url=" not in (options.output / "2024/01/29/01/01/index.html").read_text("utf-8")
    assert [(found.code, found.line) for found in stats.findings] == [("redirect-wrong", 4)]
    (options.content / "redirects.tsv").unlink()
    kit.built(options)
    assert not (options.output / "2024/01/29/01/77").exists()
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


def test_a_correction_of_an_older_edition_reaches_the_papers_feed_as_an_update(tmp_path: Path) -> None:
    options = kit.project(tmp_path, SETTINGS)
    for day in range(4):
        kit.write_edition(options.content, edition(day))
    kit.built(options)
    before = json.loads((options.output / "feed.json").read_text("utf-8"))["items"]
    oldest = edition(0)
    first = next(item for item in oldest.items if item.kind == "article")
    mended = replace(first, corrections=(Correction(edition(3).date, "应为三百。"),))
    items = tuple(mended if item is first else item for item in oldest.items)
    kit.write_edition(options.content, replace(oldest, items=items))
    kit.built(options)
    for prefix in ("", "zh-hant-tw/"):
        after = json.loads((options.output / prefix / "feed.json").read_text("utf-8"))["items"]
        lang = "zh-Hant-TW" if prefix else "zh-Hans"
        assert [one["id"].replace(lang, "zh-Hans") for one in after[:-1]] == [one["id"] for one in before]
        assert after[-1]["date_published"].startswith("2024-01-29")
        assert after[-1]["date_modified"].startswith("2024-02-01")
        assert "三百" in after[-1]["content_html"]
    kit.write_edition(options.content, edition(4))  # two editions later it is old news
    kit.write_edition(options.content, edition(5))
    kit.built(options)
    assert "三百" not in (options.output / "feed.json").read_text("utf-8")
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


def test_the_index_names_the_news_sitemap_where_there_is_one(tmp_path: Path) -> None:
    options = kit.project(tmp_path, SETTINGS)
    quiet = tuple(replace(item, kind="notice", image="") for item in edition(2).items)
    for day, one in ((0, edition(0)), (2, replace(edition(2), items=quiet))):
        kit.write_edition(options.content, one)
        kit.built(options)
        index = (options.output / "sitemap.xml").read_text("utf-8")
        assert ("sitemap-news.xml" in index) == (options.output / "sitemap-news.xml").exists() == (day == 0)
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
STILL = SVG % '<style>a{fill:url(#g)}</style><use xlink:href="#a"/><image href="data:image/png;base64,AA"/>'
LIVE = (
    SVG % "<script/>",
    SVG % '<a onclick="go()"/>',
    SVG % '<image href="https://x.example/a.png"/>',
    SVG % '<use href="b.svg#c"/>',
    SVG % '<rect fill="url(https://x.example/)"/>',
    SVG % "<style>@import 'a.css'</style>",
    "<svg/>",
    "no",
    "<!DOCTYPE a>" + STILL,
)


def carried(**found: bytes | str) -> tuple[BookPictures, list[str]]:
    names = {name.replace("_", "."): data.encode() if isinstance(data, str) else data for name, data in found.items()}
    pictures = BookPictures("/2024/01/29/", lambda name: names.get(name.removeprefix("images/")))
    return pictures, [pictures.markup(f"/2024/01/29/images/{name}", '"船"') or "" for name in names]


def test_a_picture_that_some_readers_cannot_show_goes_with_one_that_they_can() -> None:
    pictures, shown = carried(map_svg=STILL, map_png=b"\x89PNG\r\n\x1a\n")
    image = '<img src="images/002.png" alt="&#34;船&#34;"/>'
    assert shown[0] == f'<picture><source srcset="images/001.svg" type="image/svg+xml"/>{image}</picture>'
    assert shown[1] == image
    assert list(pictures.files) == ["images/001.svg", "images/002.png"]


@pytest.mark.parametrize("svg", LIVE)
def test_an_svg_that_acts_or_asks_elsewhere_is_in_no_book(svg: str) -> None:
    assert carried(a_svg=svg)[1] == [""]
    assert carried(a_svg=svg, a_jpg=b"\xff\xd8\xff")[1][0] == '<img src="images/001.jpg" alt="&#34;船&#34;"/>'


def test_what_is_no_picture_or_not_the_editions_is_in_no_book() -> None:
    pictures, shown = carried(a_jpg="no", b_png="", c_webp=b"RIFFabcdWAVE", d_pdf=b"%PDF", e_svg=b"\xff")
    assert shown == [""] * 5
    assert pictures.markup("https://x.example/a.jpg", "") is None
    assert pictures.files == {}


def test_a_sitemap_says_when_an_item_was_last_corrected(tmp_path: Path) -> None:
    options = kit.project(tmp_path, SETTINGS)
    whole = edition(0)
    first, second = [item for item in whole.items if item.kind == "article"][:2]
    day = whole.date + dt.timedelta(5)
    mended = replace(first, corrections=(Correction(whole.date, "甲。"), Correction(day, "乙。")))
    items = tuple(mended if item is first else item for item in whole.items)
    kit.write_edition(options.content, replace(whole, items=items))
    kit.built(options)
    month = next((options.output / f"{whole.date:%Y/%m}").glob("sitemap*.xml"))
    told = {one.findtext(f"{MAPS}loc"): one.findtext(f"{MAPS}lastmod") for one in ET.fromstring(month.read_bytes())}
    folder = f"https://paper.example/daily/{whole.date:%Y/%m/%d}/"
    assert told[f"{folder}{first.page.file}/{first.order:02d}/"] == day.isoformat()
    assert told[f"{folder}{second.page.file}/{second.order:02d}/"] == whole.date.isoformat()
    assert told[folder] == day.isoformat()
