"""A paper that numbers its pages by section, in a browser: its bars and addresses, and search over its sections."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.sections_paper import FOLDER
from tests.sections_paper import site as built

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("sections"), search=True).output


@pytest.fixture(scope="module")
def tolerated() -> tuple[str, ...]:
    return ("Failed to load resource: the server responded with a status of 404",)  # asked for on purpose


@pytest.mark.parametrize("width", [390, 1280])
def test_the_bars_are_accessible_and_run_over_no_side(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for url in (f"/{FOLDER}", f"/{FOLDER}B01/", f"/zh-hant-hk/{FOLDER}all/"):
        page.goto(url)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("nav.by-section > ul > li").count() == 4


def ask(page: Page, query: str, options: str = "", prefix: str = "") -> list[tuple[str, str]]:
    page.goto(f"{prefix}/search/?q={quote(query)}{options}")
    page.wait_for_selector("main[data-search-state=done]")
    hits = page.locator(".hits > li").all()
    return [(str(one.get_attribute("data-url")), one.locator(".where").inner_text()) for one in hits]


def test_search_finds_over_sections_in_printed_order(page: Page) -> None:
    found = ask(page, "明年")
    assert [url for url, _ in found] == [f"/{FOLDER}A01/02/", f"/{FOLDER}B02/01/"]
    assert [where.split()[1:3] for _, where in found] == [["第A1版", "要闻"], ["第B2版", "市场"]]
    assert page.locator(".hits .hit-title").first.inner_text() == "早市摊位费明年起按天收"
    assert [url for url, _ in ask(page, "明年 電動", prefix="/zh-hant-tw")] == [f"/{FOLDER}B02/01/"]
    assert [url for url, _ in ask(page, "留出不少于五个")] == [
        f"/{FOLDER}A01/02/"
    ]  # printed on B1, read with its story


def test_search_by_page_name_takes_pages_of_one_name_in_both_places(page: Page) -> None:
    found = ask(page, "的", f"&page_name={quote('城事')}&sort=newest")
    assert {url.split("/")[4] for url, _ in found} == {"A02", "A03"}
    assert [url for url, _ in found] == sorted(url for url, _ in found)
    assert [url.split("/")[4] for url, _ in ask(page, "价", f"&page_name={quote('财经')}")] == ["B01"]


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        (f"/{FOLDER}a1/", f"/{FOLDER}A01/"),
        (f"/{FOLDER}A1", f"/{FOLDER}A01/"),
        ("/2025/11/28/b01/2/", f"/{FOLDER}B01/02/"),
        (f"/zh-hant-tw/{FOLDER}t1/", f"/zh-hant-tw/{FOLDER}T01/"),
    ],
)
def test_an_address_in_another_case_leads_to_the_page(page: Page, typed: str, there: str) -> None:
    page.goto(typed)
    page.wait_for_url(f"**{there}")
    expect(page.locator("main h1").first).to_be_visible()


def test_an_address_of_another_form_offers_the_page(page: Page) -> None:
    page.goto("/html/2025-11/28/node_b2.htm")
    expect(page.locator(".lost")).to_be_visible()
    links = [link.get_attribute("href") for link in page.locator(".lost a").all()]
    assert links[0] == f"/{FOLDER}B02/"
