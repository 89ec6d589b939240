"""An archive on two sites, one year on a site of its own: one calendar and one search over both, in a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item
from scripts.edition.model import Page as PrintedPage
from tests.browsing import served
from tests.press import kit

pytestmark = pytest.mark.browser

THEME = Path(__file__).parent.parent / "theme"
OLD, NEW = dt.date(2023, 12, 30), dt.date(2024, 1, 2)
VARIANTS = "VARIANTS = {'zh-Hant-TW': None}\n"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of the main site and of 2023's."""
    folder = tmp_path_factory.mktemp("years")
    for name in ("main", "2023"):
        (folder / name / "output").mkdir(parents=True)
    with served(folder / "main/output") as main, served(folder / "2023/output") as year:
        settings = {
            "main": f"{VARIANTS}SITEURL = '{main}'\nYEAR_SITES = {{2023: '{year}'}}",
            "2023": f"{VARIANTS}SITEURL = '{year}'\nMAIN_SITE = '{main}'\nSITE_YEARS = [2023]\nYEAR_SITES = {{}}",
        }
        for name in ("2023", "main"):
            options = replace(kit.project(folder / name, settings[name]), theme=THEME, search=True)
            for day, title in ((OLD, "渡口的灯亮了一夜"), (NEW, "老桥今天通车")):
                item = Item(day, Label(1), 1, title=title, authors=("陆知遥",), body=f"本报讯 {title}，都来看。")
                kit.write_edition(options.content, Edition(day, "", (PrintedPage(Label(1), "要闻"),), (item,)))
            kit.built(options)
        yield main, year


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(("prefix", "query"), [("", "渡口的灯"), ("/zh-hant-tw", "渡口的燈")])
def test_one_search_finds_what_lies_on_either_site(
    reader: Page, sites: tuple[str, str], prefix: str, query: str
) -> None:
    main, year = sites
    reader.goto(f"{main}{prefix}/search/?q={query}")
    reader.wait_for_selector("main[data-search-state=done]")
    hit = reader.locator(".hits > li")
    expect(hit).to_have_count(1)
    assert hit.get_attribute("data-url") == "/2023/12/30/01/01/"
    hit.locator("a").first.click()
    reader.wait_for_url(f"{year}{prefix}/2023/12/30/01/01/**")
    expect(reader.locator("h1")).to_have_text("渡口的灯亮了一夜" if not prefix else "渡口的燈亮了一夜")
    reader.goto(f"{main}{prefix}/search/?q=通车")
    reader.wait_for_selector("main[data-search-state=done]")
    assert reader.locator(".hits > li").get_attribute("data-url") == "/2024/01/02/01/01/"


def test_one_calendar_leads_to_either_site_and_back(reader: Page, sites: tuple[str, str]) -> None:
    main, year = sites
    reader.goto(f"{main}/archive/")
    reader.get_by_role("link", name="2023年", exact=True).first.click()
    reader.wait_for_url(f"{main}/2023/")
    reader.locator("a[href*='/2023/12/30/']").first.click()
    reader.wait_for_url(f"{year}/2023/12/30/")
    reader.goto(f"{year}/2023/12/30/01/01/")
    reader.locator(".crumbs a", has_text="2023年").first.click()
    reader.wait_for_url(f"{main}/2023/")
    reader.goto(f"{year}/")
    reader.wait_for_url(f"{main}/")
    expect(reader.locator("main")).to_contain_text("老桥今天通车")
