"""Addresses in bodies: one reading of what editors type, percent-encoded once, and a finding where nothing is."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.linkchecks import leads, picture_of
from scripts.edition.links import EditionFile, Outside, SitePath, encoded, is_address, located, target
from scripts.edition.picturechecks import problems
from scripts.press.render.addresses import Site, in_variant, link

DATE = dt.date(2025, 4, 18)
SITE = Site("/gazette", "https://paper.example/gazette")


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("/2025/04/17/01/02/", "/gazette/2025/04/17/01/02/"),
        ("/2025/04/17/01/02", "/gazette/2025/04/17/01/02/"),
        ("/gazette/2025/04/17/", "/gazette/2025/04/17/"),
        ("https://paper.example/gazette/2025/04/17/01/", "/gazette/2025/04/17/01/"),
        ("/2025/04/17/01/02/index.html#top", "/gazette/2025/04/17/01/02/#top"),
        ("01-02.md", "/gazette/2025/04/18/01/02/"),
        ("./A01-02.md", "/gazette/2025/04/18/A01/02/"),
        ("../17/01-02.md", "/gazette/2025/04/17/01/02/"),
        ("2025/04/17/1/2", "/gazette/2025/04/17/01/02/"),
        ("/2025/04/17/a1/", "/gazette/2025/04/17/A01/"),
        ("1-2.md", "/gazette/2025/04/18/01/02/"),
        ("/2025/04/17/all/", "/gazette/2025/04/17/all/"),
        ("{filename}01-02.md", "/gazette/2025/04/18/01/02/"),
        ("{static}/2025/04/17/images/a.pdf", "/gazette/2025/04/17/images/a.pdf"),
        ("images/规划 图.pdf", "/gazette/2025/04/18/images/%E8%A7%84%E5%88%92%20%E5%9B%BE.pdf"),
        ("images/%E8%A7%84%E5%88%92.pdf#page=2", "/gazette/2025/04/18/images/%E8%A7%84%E5%88%92.pdf#page=2"),
        ("../../../../../etc/passwd", "../../../../../etc/passwd"),
        ("/search/?q=渡口", "/gazette/search/?q=%E6%B8%A1%E5%8F%A3"),
        ("https://渡口.example/春茶?a=1&b=%20", "https://xn--6orp42d.example/%E6%98%A5%E8%8C%B6?a=1&b=%20"),
        ("www.lanting.example/a", "https://www.lanting.example/a"),
        ("mailto:desk@lanting.example", "mailto:desk@lanting.example"),
        ("https://paper.example/gazettes/", "https://paper.example/gazettes/"),
    ],
)
def test_what_is_typed_leads_where_it_is_meant(typed: str, href: str) -> None:
    assert link(typed, DATE, SITE) == href


def test_encoding_twice_is_encoding_once() -> None:
    for typed in ("https://a.example/春茶 100%.html", "/%E6%98%A5?q=%", "//b.example/#茶"):
        assert encoded(encoded(typed)) == encoded(typed)


@given(st.text(max_size=30))
def test_no_text_becomes_an_address_that_runs_or_breaks_out(typed: str) -> None:
    made = link(typed, DATE, SITE)
    assert made.isascii()
    assert not set(made) & set(' "<>\\`{}|^')
    assert not made.lower().startswith(("javascript:", "data:", "vbscript:", "file:"))
    if is_address(typed):
        target(typed, DATE, SITE.base, SITE.address)


def test_a_variants_links_lead_to_the_variant_where_it_is_built() -> None:
    def place(path: str, date: dt.date | None) -> str:
        return path if date == dt.date(2025, 4, 17) else f"/zh-hant-tw{path}"

    html = (
        '<p><a href="/g/{}/">甲</a><a href="/g/2025/04/18/images/a.pdf">乙</a><a href="https://a.example/">丙</a></p>'
    )
    assert in_variant(html.format("2025/04/18/01/02"), "/g", place) == html.format("zh-hant-tw/2025/04/18/01/02")
    assert in_variant(html.format("2025/04/17/01/02"), "/g", place) == html.format("2025/04/17/01/02")
    assert in_variant(html.format("zh-hant-hk/2025"), "/g", place) == html.format("zh-hant-hk/2025")
    assert in_variant('<a href="/g/search/?q=a">', "/g", place) == '<a href="/g/zh-hant-tw/search/?q=a">'


def test_what_is_not_in_content_leads_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "2025/04/18"
    (folder / "images").mkdir(parents=True)
    (folder / "01-02.md").write_text("x")
    (folder / "images" / "规划#2.pdf").write_text("x")
    there = ["01-02.md", "/2025/04/18/01/02/", "/2025/04/18/", "images/规划#2.pdf", "/archive/", "/2025/04/",
             "images/%E8%A7%84%E5%88%92%232.pdf", "https://a.example/", "/gazette/2025/04/18/01/02/",
             "/2025/04/18/2025-04-18.epub", "/zh-hant-tw/2025/04/18/01/02/", "mailto:a@b.example"]  # fmt: skip
    away = ["01-03.md", "/2025/04/18/01/03/", "/2025/04/19/", "images/a.pdf", "/2025/02/30/", "/nothing/here/", "#top",
            "plan.pdf", "/2025/04/18/a.pdf"]  # fmt: skip
    assert [one for one in there if not leads(one, folder, DATE)] == []
    assert [one for one in away if leads(one, folder, DATE)] == []
    assert isinstance(target("https://a.example", DATE), Outside)
    assert target("/search/", DATE) == SitePath("/search/")
    assert target("images/a.pdf", DATE) == EditionFile(DATE, "images/a.pdf")


def test_a_file_is_found_however_the_disk_spells_its_name(tmp_path: Path) -> None:
    (tmp_path / "2025/04/18/images").mkdir(parents=True)
    folder = tmp_path / "2025/04/18"
    (folder / "images" / unicodedata.normalize("NFD", "café.png")).write_bytes(b"\x89PNG\r\n\x1a\nIEND")
    assert located(folder, "images/café.png")
    assert picture_of("images/caf%C3%A9.png", folder, DATE) == (folder, "images/café.png")
    assert list(problems(folder, "images/café.png")) == []
    assert located(folder, "../18/images/café.png") is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "image-type"),
        ("a.png", b"\xff\xd8\xff\xe0", "image-type"),
        ("a.jpeg", b"\xff\xd8\xff\xe0\xff\xd9", ""),
        ("a.jpg", b"\0\0\0\x18ftypheic", "image-type"),
        ("a.webp", b"<!doctype html><title>404</title>", "image-type"),
        ("a.jpg", b"", "image-unreadable"),
        ("a.svg", b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', ""),
        ("a.tiff", b"II*\0", "image-format"),
    ],
)
def test_a_picture_is_what_its_name_says_or_a_finding_says_what_it_is(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / name).write_bytes(data)
    assert [problem.code for problem in problems(tmp_path, f"images/{name}")] == ([code] if code else [])
