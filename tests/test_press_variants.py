"""A site in its variants: what readers of each see, from a small paper built whole."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.press.build import build
from tests.press import kit

DAY = dt.date(2024, 3, 1)


def paper(root: Path, settings: str, *items: Item, name: str = "要闻") -> Path:
    """Build one page of items; the folder with the site."""
    options = kit.project(root, settings)
    kit.write_edition(options.content, Edition(DAY, "", (Page(Label(1), name),), items))
    assert not build(options).findings
    return options.output


def item(order: int, title: str, body: str, authors: tuple[str, ...] = (), byline: str = "") -> Item:
    return Item(DAY, Label(1), order, "article", title, authors=authors, byline=byline, body=body)


def read(output: Path, path: str) -> str:
    return (output / path / "index.html").read_text(encoding="utf-8")


def test_a_name_told_by_the_article_is_right_in_its_headline_and_wherever_that_is_named(tmp_path: Path) -> None:
    output = paper(
        tmp_path,
        "VARIANTS = {'zh-Hant-TW': None, 'zh-Hant-HK': None}",
        item(1, "于志浩深夜暗访", "昨天，市长于志浩出席会议。\n\n会后记者见到于志浩。"),
        item(2, "雨中送菜", "记者由后成林带路，对于根深的菜园印象很深。", ("后成林", "于根深")),
    )
    for variant in ("zh-hant-tw", "zh-hant-hk"):
        for path in ("2024/03/01/01/01", "2024/03/01/01", "2024/03/01", "2024/03", "names/要聞"):
            if (output / variant / path).exists():
                page = read(output, f"{variant}/{path}")
                assert "于志浩深夜" in page, path
                assert "於志浩" not in page, path
                assert "人名" not in page, path
        second = read(output, f"{variant}/2024/03/01/01/02")
        assert "由后成林帶路，對于根深的菜園" in second
    assert "-{" not in read(output, "2024/03")
    assert "于志浩深夜暗访" in read(output, "2024/03")


def test_a_paper_in_traditional_script_has_a_simplified_variant(tmp_path: Path) -> None:
    output = paper(
        tmp_path,
        "DEFAULT_LANG = 'zh-hk'\nVARIANTS = {'zh-Hans': None, 'zh-Hant-TW': None}",
        item(1, "市長於會後訪長者", "他說：「『發展』與頭髮。」\n\n裏面有-{瞭}-望台。", ("於根深",)),
        name="港聞",
    )
    own = read(output, "2024/03/01/01/01")
    for shown in ("他說：「『發展』與頭髮。」", "裏面有瞭望台", '<html lang="zh-Hant-HK"'):
        assert shown in own
    hans = read(output, "zh-hans/2024/03/01/01/01")
    for shown in ("他说：“‘发展’与头发。”", "里面有瞭望台", "市长于会后访长者"):
        assert shown in hans
    taiwan = read(output, "zh-hant-tw/2024/03/01/01/01")
    for shown in ("裡面有瞭望台", "「『發展』與頭髮。」"):
        assert shown in taiwan


def test_links_and_pictures_in_bodies_have_one_address_in_pages_books_and_feeds(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "SITEURL = 'https://a.example/g'\nVARIANTS = {'zh-Hant-TW': None}")
    first = item(1, "江图", "见[下文](01-02.md)与[图](images/航 道.svg)。\n\n![江](images/江#1.svg)")
    kit.write_edition(
        options.content, Edition(DAY, "", (Page(Label(1), "要闻"),), (first, item(2, "下文", "水涨了。")))
    )
    folder = options.content / "2024/03/01/images"
    for name in ("江#1.svg", "航 道.svg"):
        (folder / name).write_text('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>', "utf-8")
    assert not build(options).findings
    own = read(options.output, "2024/03/01/01/01")
    picture = "/g/2024/03/01/images/%E6%B1%9F%231.svg"
    assert f'<img src="{picture}" alt="江" loading="lazy" width="30" height="20"' in own
    assert '<a href="/g/2024/03/01/01/02/">下文</a>' in own
    assert '<a href="/g/2024/03/01/images/%E8%88%AA%20%E9%81%93.svg">图</a>' in own
    variant = read(options.output, "zh-hant-tw/2024/03/01/01/01")
    assert '<a href="/g/zh-hant-tw/2024/03/01/01/02/">下文</a>' in variant
    assert f'<img src="{picture}"' in variant
    assert (options.output / "2024/03/01/images/江#1.svg").exists()
    feed = (options.output / "feed.xml").read_text("utf-8")
    assert f"https://a.example{picture}" in feed
    assert "https://a.example/g/2024/03/01/01/02/" in feed
    with zipfile.ZipFile(options.output / "2024/03/01/2024-03-01.epub") as book:
        assert [name for name in book.namelist() if name.endswith(".svg")] == ["EPUB/images/001.svg"]
