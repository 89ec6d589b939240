"""The 404 page and the cite box in a browser: what they offer, in each variant, with and without scripts."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item
from scripts.edition.model import Page as Page_
from scripts.press.outputs.documents import lean
from tests.browsing import served, violations
from tests.press import kit

pytestmark = pytest.mark.browser

THEME = Path(__file__).parent.parent / "theme"
DAYS = (dt.date(2023, 11, 30), dt.date(2024, 1, 29), dt.date(2024, 2, 3))


def edition(date: dt.date) -> Edition:
    one = kit.make_edition(random.Random(1), date)
    return replace(one, items=tuple(replace(item, kind="article", authors=("陆知遥",)) for item in one.items))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = "VARIANTS = {'zh-Hant-TW': None, 'zh-Hant-HK': None}\nSITEURL = 'https://paper.example'"
    options = replace(kit.project(tmp_path_factory.mktemp("lost"), settings), theme=THEME)
    for date in DAYS:
        kit.write_edition(options.content, edition(date))
    kit.built(options)
    return options.output


@pytest.fixture(scope="module")
def tolerated() -> tuple[str, ...]:
    return ("Failed to load resource",)  # it was not found: that is why we are here


def offered(page: Page, url: str) -> list[str | None]:
    page.goto(url)
    expect(page.locator(".lost")).to_be_visible()
    return [link.get_attribute("href") for link in page.locator(".lost a").all()]


def test_an_address_without_its_zeros_leads_on(page: Page) -> None:
    page.goto("/2024/1/29/1/1/")
    page.wait_for_url("**/2024/01/29/01/01/")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("/2024/01/29/01/99/", ["/2024/01/29/01/", "/2024/01/29/", "/2024/01/", "/2024/"]),
        ("/p/2024/1/29/1/1/", ["/2024/01/29/01/01/", "/2024/01/29/01/", "/2024/01/29/", "/2024/01/", "/2024/"]),
        ("/html/2024-01/29/node_2.htm", ["/2024/01/29/02/", "/2024/01/29/", "/2024/01/", "/2024/"]),
        ("/paper/20240129/渡口.html", ["/2024/01/29/", "/2024/01/", "/2024/", "/search/?q=%E6%B8%A1%E5%8F%A3"]),
        ("/2024/02/01/", ["/2024/01/29/", "/2024/02/03/", "/2024/02/", "/2024/"]),
        ("/2023/12/24/", ["/2023/11/30/", "/2024/01/29/", "/2023/"]),
        ("/2031/01/01/", ["/2024/02/03/"]),
        ("/2024/02/31/", ["/2024/02/", "/2024/"]),
        ("/authors/周牧/index.html?page=2", ["/search/?q=%E5%91%A8%E7%89%A7"]),
        ("/ZH-HANT-TW/2024/01/29/7/", ["/zh-hant-tw/2024/01/29/", "/zh-hant-tw/2024/01/", "/zh-hant-tw/2024/"]),
    ],
)  # fmt: skip
def test_what_an_address_may_have_meant(page: Page, url: str, found: list[str]) -> None:
    assert offered(page, url) == found


def test_the_reader_of_a_variant_is_answered_in_it(page: Page) -> None:
    links = offered(page, "/zh-hant-tw/2024/02/01/")
    assert links == ["/zh-hant-tw/2024/01/29/", "/zh-hant-tw/2024/02/03/", "/zh-hant-tw/2024/02/", "/zh-hant-tw/2024/"]
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert page.locator(".lost h2").inner_text() == "那一天沒有出版，最近的是"
    assert page.locator("h1").inner_text() == "找不到這一頁"
    page.locator(".lost a").first.click()
    assert page.url.endswith("/zh-hant-tw/2024/01/29/")


def test_an_address_that_says_nothing_leaves_the_usual_ways(page: Page) -> None:
    page.goto("/%E0%A4%A/x/", wait_until="networkidle")
    expect(page.locator(".lost")).to_be_hidden()
    assert page.get_by_role("link", name="2023年").get_attribute("href") == "/2023/"


def test_without_scripts_years_lead_on(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    answer = page.goto("/2024/02/01/")
    assert answer
    assert answer.status == 404
    assert page.locator(".lost").is_hidden()
    assert page.locator(".lost-search").is_hidden()
    page.get_by_role("link", name="2024年").click()
    assert page.url.endswith("/2024/")
    context.close()


@pytest.mark.parametrize("prefix", ["", "/zh-hant-tw", "/zh-hant-hk"])
def test_axe_finds_nothing_in_the_404_page_and_the_cite_box(page: Page, prefix: str) -> None:
    offered(page, f"{prefix}/2024/01/29/01/99/灯.html")
    assert violations(page) == []
    page.goto(f"{prefix}/2024/01/29/01/01/")
    page.locator(".cite summary").click()
    expect(page.locator(".cite pre").first).to_be_visible()
    assert page.locator(".cite button").count() == 4
    assert violations(page) == []


HARD = (
    ("渡口100%_重开~^ {a} \\b $5 #1 “灯” & 亮", ("陆知遥", "周牧", "岳明澜", "叶青野"), "要闻", "88"),
    ("  次条　两  行 ", (), "", ""),
    ("特刊", ("Ann O'Neil & 周牧",), "副刊_1", "No. 7"),
)


@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant-TW"])
def test_the_box_of_citations_says_what_the_press_would(browser: Browser, tmp_path: Path, variant: str) -> None:
    """What a script makes of a page's metadata is, byte for byte, what the page would carry without metadata."""
    pages = tuple(
        Page_(Label.parse(label), name) for label, (_, _, name, _) in zip(("1", "2", "B2"), HARD, strict=True)
    )
    items = tuple(
        Item(DAYS[1], page.number, 1, title=title, authors=authors, body="渡口今晨重开。")
        for page, (title, authors, _, _) in zip(pages, HARD, strict=True)
    )
    found: list[list[tuple[str, str]]] = []
    for off in ((), ("metadata",)):
        settings = f"""
VARIANTS = {{'zh-Hant-TW': None}}
SITEURL = 'https://paper.example/daily'
SITE_PLACE = '岚汀_市'
LABEL_DIGITS = 1
PRODUCERS_OFF = {off!r}
"""
        options = replace(kit.project(tmp_path / "-".join(("site", *off)), settings), theme=THEME)
        kit.write_edition(options.content, Edition(DAYS[1], "88_1", pages, items))
        kit.built(options)
        root = options.output.parent / "host"
        root.mkdir()
        (root / "daily").symlink_to(options.output)
        with served(root) as address:
            page = browser.new_page()
            page.clock.set_fixed_time(dt.datetime(2026, 3, 4, 12))  # the day on which it is read
            for at in ("01", "02", "B02"):
                page.goto(f"{address}/daily/{'zh-hant-tw/' if variant != 'zh-Hans' else ''}2024/01/29/{at}/01/")
                page.locator(".cite summary").click()
                expect(page.locator(".cite button")).to_have_count(4)
                found.append(
                    page.evaluate(
                        "[...document.querySelectorAll('.cite pre')]"
                        ".map((one) => [one.previousElementSibling.textContent, one.textContent])"
                    )
                )
            page.close()
    assert found[:3] == found[3:]
    assert [name for name, _ in found[0]] == ["GB/T 7714", "BibTeX", "RIS", "CSL-JSON"]
    assert "岚汀_市" in found[0][2][1] or "嵐汀_市" in found[0][2][1]
    assert "2024-01-29(B2)[2026-03-04]. https://paper.example/daily/" in found[2][0][1]
    for (_, text), accessed in zip(
        found[2][1:], ("urldate = {2026-03-04}", "Y2  - 2026/03/04", "[[2026,3,4]]"), strict=True
    ):
        assert accessed in text


def test_a_citation_is_copied_by_its_button(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/2024/01/29/01/01/")
    page.locator(".cite summary").click()
    page.get_by_role("button", name="复制 RIS").click()
    expect(page.locator(".cite [role=status]").nth(2)).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".cite pre").nth(2).text_content()


def test_what_an_item_leaves_out_a_browser_puts_back(page: Page) -> None:
    """The tree that a browser makes of an item's page is that of the page with every end tag."""
    lists = "<ul>\n<li>一</li>\n<li>二<ul>\n<li>三</li>\n</ul></li>\n</ul>\n"
    text = "<p>甲</p>\n<p>乙 &lt;/li></p>\n<p class='c'>丙</p>\n<picture></picture><p>丁</p>\n<picture></picture>\n"
    whole = f"<!DOCTYPE html><html lang='zh'><head></head>\n<body>{lists}<div>{text}</div>\n</body>\n</html>\n"
    assert len(lean(whole)) < len(whole) - 30
    tree = (
        "html => new DOMParser().parseFromString(html, 'text/html').documentElement.outerHTML.replace(/\\s+(?=<)/g, '')"
    )
    assert page.evaluate(tree, lean(whole)) == page.evaluate(tree, whole)
