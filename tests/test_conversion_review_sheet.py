"""The review report of a page with a layout: its picture with the areas of its items, and its lines below."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.commands.convert import main as convert
from scripts.commands.extract import main as extract
from tests.pdfs import draw_pdf
from tests.test_pagetext_printed import TWO_STORIES


@pytest.fixture
def html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    draw_pdf(tmp_path / "A01.pdf", TWO_STORIES, "")
    assert extract(["A01.pdf", "--raw", "raw", "--date", "2022-04-11", "--quiet"]) == 0
    assert convert(["raw", "--content", "content", "--review", "review", "--quiet", "--lang", "zh"]) == 0
    return (tmp_path / "review/2022/04/11/A01.html").read_text("utf-8")


def test_areas_are_links_to_the_items_with_their_headlines(html: str) -> None:
    areas = re.findall(r'<a class="area o(\d) c\d+" href="#i(\d)"><title>(.*?)</title>(.*?)</a>', html)
    assert [(order, target, title) for order, target, title, _ in areas] == [
        ("1", "1", "1 麦子熟了大家都高兴"),
        ("2", "2", "2 小学开学了"),
    ]
    for *_, polygons in areas:
        points = re.findall(r'points="([\d, ]+)"', polygons)
        assert points
        assert all(0 <= int(n) <= 1400 for one in points for n in re.findall(r"\d+", one))
    assert "文字来自 PDF" in html


def test_the_picture_is_in_the_page_and_nothing_else_is_allowed(html: str, tmp_path: Path) -> None:
    (picture,) = re.findall(r'<image href="(data:image/jpeg;base64,[^"]+)"', html)
    assert len(picture) < 500_000
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "img-src data:;" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert re.findall(r"<script[^>]*>", html) == ["<script>"]  # the one that the policy names by its hash
    assert 'style="' not in html


def test_lines_are_folded_away_unless_something_is_told_of_one(html: str, tmp_path: Path) -> None:
    assert '<details class="raw-lines"' in html
    assert html.count("</details>") == html.count("<details")
    (tmp_path / "raw/2022/04/11/A01.layout.json").unlink()
    for file in (tmp_path / "content/2022/04/11").glob("*.page.json"):
        file.unlink()
    assert convert(["raw", "--content", "content", "--review", "review", "--quiet", "--lang", "zh"]) == 0
    plain = (tmp_path / "review/2022/04/11/A01.html").read_text("utf-8")
    assert "<svg" not in plain
    assert "img-src" not in plain
    assert 'raw-lines"' not in plain


def test_a_report_in_english_is_english_but_for_what_the_page_says(html: str, tmp_path: Path) -> None:
    assert html.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert convert(["raw", "--content", "content", "--review", "review", "--all", "--quiet", "--lang", "en"]) == 0
    raw = "".join((tmp_path / "raw/2022/04/11/A01.txt").read_text("utf-8").split())
    for name in ("2022/04/11/A01.html", "index.html"):
        page = (tmp_path / "review" / name).read_text("utf-8")
        assert '<html lang="en">' in page
        text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
        assert [run for run in re.findall("[\u4e00-\u9fff]+", text) if run not in raw] == []
