"""What machines read in an item's page: schema.org, Open Graph, Zotero's fields, citations, descriptions."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.outputs.weight import beyond_text
from scripts.edition.label import Label
from scripts.edition.markdown import SUMMARY_LENGTH, summary_of
from scripts.edition.model import Correction, Edition, Item, Page
from scripts.press.outputs import citation
from scripts.press.outputs.citation import Cited
from tests.press import kit
from tests.zotero import item_of

THEME = Path(__file__).parent.parent / "theme"
DAY = dt.date(2024, 1, 29)
SETTINGS = "SITEURL = 'https://paper.example/daily'\nVARIANTS = {'zh-Hant-TW': None}"
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
ITEM = Item(
    date=DAY,
    page=Label(1),
    order=1,
    title="渡口“重开” </script><b> & 灯亮",
    kicker="封闭十九个月",
    authors=("陆知遥", "周牧"),
    image="images/a.svg",
    image_alt="渡口",
    credit="周牧 摄",
    corrections=(Correction(dt.date(2024, 2, 1), "票价应为一元。"),),
    body="本报讯 渡口今晨重开。",
)


def site(tmp_path: Path, settings: str = SETTINGS) -> dict[str, str]:
    options = replace(kit.project(tmp_path, settings), theme=THEME)
    kit.write_edition(
        options.content, Edition(DAY, "88", (Page(Label(1), "要闻"),), (ITEM, Item(DAY, Label(1), 2, title="次条")))
    )
    kit.built(options)
    return {name: data.decode() for name, data in kit.tree(options.output).items() if name.endswith(".html")}


def json_ld(html: str) -> Any:
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(block)


def test_zotero_takes_title_authors_paper_date_and_page(tmp_path: Path) -> None:
    pages = site(tmp_path)
    address = "https://paper.example/daily/"
    assert item_of(pages["2024/01/29/01/01/index.html"]) == {
        "itemType": "newspaperArticle",
        "title": ITEM.title,
        "creators": ["陆知遥", "周牧"],
        "publicationTitle": "岚汀日报",
        "date": "2024/01/29",
        "pages": "1",
        "section": "要闻",
        "issue": "88",
        "language": "zh-Hans",
        "url": f"{address}2024/01/29/01/01/",
        "abstractNote": "本报讯 渡口今晨重开。",
    }
    other = item_of(pages["zh-hant-tw/2024/01/29/01/01/index.html"])
    assert (other["title"], other["publicationTitle"]) == ("渡口「重開」 </script><b> & 燈亮", "嵐汀日報")
    assert (other["creators"], other["language"]) == (["陸知遙", "周牧"], "zh-Hant-TW")
    assert other["url"] == f"{address}zh-hant-tw/2024/01/29/01/01/"
    bare = item_of(pages["2024/01/29/01/02/index.html"])
    assert (bare["itemType"], bare["creators"], bare["pages"]) == ("newspaperArticle", [], "1")
    assert "itemType" not in item_of(pages["2024/01/29/index.html"])


def test_an_item_is_a_news_article_of_an_issue_of_a_newspaper(tmp_path: Path) -> None:
    news, crumbs = json_ld(site(tmp_path)["2024/01/29/01/01/index.html"])["@graph"]
    assert news["@type"] == "NewsArticle"
    assert news["headline"] == ITEM.title
    assert news["alternativeHeadline"] == "封闭十九个月"
    assert [one["name"] for one in news["author"]] == ["陆知遥", "周牧"]
    assert (news["datePublished"], news["dateModified"]) == ("2024-01-29", "2024-02-01")
    assert (news["printPage"], news["printSection"], news["printEdition"]) == ("1", "要闻", "88")
    assert news["isPartOf"]["@type"] == "PublicationIssue"
    assert news["isPartOf"]["isPartOf"] == {"@type": "Newspaper", "name": "岚汀日报"}
    assert news["image"]["creditText"] == "周牧 摄"
    assert news["image"]["contentUrl"] == "https://paper.example/daily/2024/01/29/images/a.svg"
    assert [crumb["position"] for crumb in crumbs["itemListElement"]] == [1, 2, 3, 4, 5]


def links(html: str) -> list[tuple[str, str, str]]:
    return re.findall(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]+)">', html)


def alternates(path: str) -> list[tuple[str, str, str]]:
    own, other = f"https://paper.example/daily/{path}", f"https://paper.example/daily/zh-hant-tw/{path}"
    return [("alternate", "zh-Hans", own), ("alternate", "x-default", own), ("alternate", "zh-Hant-TW", other)]


def test_addresses_of_all_variants_and_of_the_page_itself(tmp_path: Path) -> None:
    pages = site(tmp_path)
    other = "https://paper.example/daily/zh-hant-tw/2024/01/29/01/"
    assert links(pages["zh-hant-tw/2024/01/29/01/index.html"]) == [
        ("canonical", "", other),
        *alternates("2024/01/29/01/"),
    ]
    assert 'name="robots" content="noindex"' in pages["404.html"]


def test_an_items_variants_are_told_by_its_sitemap_or_by_itself(tmp_path: Path) -> None:
    item, told = "2024/01/29/01/02/", ("canonical", "", "https://paper.example/daily/zh-hant-tw/2024/01/29/01/02/")
    pages = site(tmp_path)
    assert links(pages[f"zh-hant-tw/{item}index.html"]) == [told]
    sitemap = ElementTree.parse(tmp_path / "output/zh-hant-tw/2024/01/sitemap.xml").getroot()
    (entry,) = [one for one in sitemap if one[0].text == told[2]]
    found = [(one.get("rel"), one.get("hreflang"), one.get("href")) for one in entry if one.tag.endswith("link")]
    assert found == [one for one in alternates(item) if one[1] != "x-default"]
    pages = site(tmp_path, SETTINGS + "\nPRODUCERS_OFF = ('sitemap',)")
    assert links(pages[f"zh-hant-tw/{item}index.html"]) == [told, *alternates(item)]


def test_without_an_address_nothing_needs_one(tmp_path: Path) -> None:
    page = site(tmp_path, "")["2024/01/29/01/01/index.html"]
    assert 'rel="canonical"' not in page
    assert "og:url" not in page
    assert "url" not in json_ld(page)["@graph"][0]


def test_metadata_and_citations_can_be_switched_off(tmp_path: Path) -> None:
    page = site(tmp_path, SETTINGS + "\nPRODUCERS_OFF = ('metadata', 'cite')")["2024/01/29/01/01/index.html"]
    assert "ld+json" not in page
    assert "DC.type" not in page
    assert 'rel="canonical"' in page


def test_an_items_page_is_little_more_than_its_text(tmp_path: Path) -> None:
    """Nine files in ten are items' pages; what is beyond the text is paid for with each of them in each variant."""
    pages = site(tmp_path)
    for prefix, limit in (("", 6_300), ("zh-hant-tw/", 6_500)):
        weight = beyond_text(pages[f"{prefix}2024/01/29/01/02/index.html"])
        assert weight is not None
        assert weight <= limit, weight


ONE = Cited(
    "20240129-01-01", "渡口100%_重开", ("陆知遥", "周牧", "岳明澜", "叶青野"), "岚汀日报", "岚汀", "2024-01-29", "1",
    "要闻", "88",
    "https://paper.example/2024/01/29/01/01/", "zh-Hans",
)  # fmt: skip
FORMATS = {
    "GB/T 7714": "陆知遥, 周牧, 岳明澜, 等. 渡口100%_重开[N/OL]. 岚汀日报, 2024-01-29(1). "
    "https://paper.example/2024/01/29/01/01/.",
    "BibTeX": """@article{20240129-01-01,
  title = {{渡口100\\%\\_重开}},
  author = {{陆知遥} and {周牧} and {岳明澜} and {叶青野}},
  journal = {岚汀日报},
  date = {2024-01-29},
  year = {2024},
  month = {1},
  day = {29},
  number = {88},
  pages = {1},
  address = {岚汀},
  url = {https://paper.example/2024/01/29/01/01/},
  langid = {chinese},
}
""",
    "RIS": """TY  - NEWS
AU  - 陆知遥
AU  - 周牧
AU  - 岳明澜
AU  - 叶青野
TI  - 渡口100%_重开
T2  - 岚汀日报
DA  - 2024/01/29
PY  - 2024
IS  - 88
SP  - 1
SE  - 要闻
PP  - 岚汀
LA  - zh-Hans
UR  - https://paper.example/2024/01/29/01/01/
ER  - \n""",
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_of_a_citation(name: str) -> None:
    assert dict(citation.FORMATS)[name](ONE) == FORMATS[name]


def test_csl_json_is_what_processors_take() -> None:
    [data] = json.loads(citation.csl_json(ONE))
    assert data["type"] == "article-newspaper"
    assert data["issued"] == {"date-parts": [[2024, 1, 29]]}
    assert (data["page"], data["section"]) == ("1", "要闻")


@given(st.text("水灯“”‘’「」『』。！a\u0301\U000e0100\U00020000", max_size=200))
def test_a_description_is_cut_in_no_quotation_and_no_character(text: str) -> None:
    summary = summary_of(f"<p>{text}</p>")
    assert len(summary) <= SUMMARY_LENGTH + 2
    summary.encode()  # no half of a surrogate pair
    if len(text.strip()) > SUMMARY_LENGTH and not re.search("[”’」』]", text):
        kept = summary.rstrip("…”’」』")
        assert not re.match("[\u0301\U000e0100]", text.strip()[len(kept) :]) or len(kept) <= 1
        assert sum(map(summary.count, "“‘「『")) <= 1
