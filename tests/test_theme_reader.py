"""What scripts add to an item for its reader: pictures large, stories kept, links shared, a key to switch off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.browsing import violations
from tests.theme_paper import write_site

pytestmark = pytest.mark.browser

EDITION = "/2031/03/07/"
PHOTO = EDITION + "01/06/"
ITEM = EDITION + "01/01/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(out, ["zh-Hans", "zh-Hant-TW"])
    return out


def test_a_picture_opens_large_and_closes_where_it_was(page: Page) -> None:
    page.goto(PHOTO)
    link = page.locator(".zoomable")
    link.click()
    viewer = page.locator(".viewer")
    expect(viewer).to_be_visible()
    expect(viewer.locator(".caption")).to_contain_text("渡船在雾中靠岸")
    expect(viewer.get_by_role("button", name="关闭")).to_be_visible()
    page.wait_for_function("document.querySelector('.viewer .stage').getBoundingClientRect().height > 400")
    frame, stage = viewer.locator(".frame").bounding_box(), viewer.locator(".stage").bounding_box()
    assert frame
    assert stage
    assert stage["width"] <= frame["width"] + 1
    assert stage["height"] <= frame["height"] + 1
    assert Axe().run(page, context=".viewer")["violations"] == []
    viewer.get_by_role("button", name="放大").click()
    expect(viewer.locator("output")).to_have_text("150%")
    wider = viewer.locator(".stage").bounding_box()
    assert wider
    assert wider["width"] == pytest.approx(stage["width"] * 1.5, rel=0.02)
    viewer.get_by_role("button", name="关闭").click()
    expect(viewer).to_have_count(0)
    assert link.evaluate("(one) => one === document.activeElement")


def test_a_picture_is_opened_by_keyboard_and_left_by_escape(page: Page) -> None:
    page.goto(ITEM)
    page.locator(".zoomable").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".viewer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".viewer")).to_have_count(0)
    assert page.url.endswith(ITEM)


def test_without_scripts_a_picture_leads_to_its_file(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(PHOTO)
    page.locator(".zoomable").click()
    assert page.url.endswith("/pictures/river.svg")
    context.close()


def test_a_photos_address_with_its_mark_opens_it(page: Page) -> None:
    page.goto(PHOTO + "#photo")
    expect(page.locator(".viewer")).to_be_visible()


def test_a_photo_has_one_way_through_the_photos_and_one_through_the_edition(page: Page) -> None:
    page.goto(PHOTO)
    assert page.locator(".turn").count() <= 2
    assert page.locator(".turn:not(.photos)").count() == 1


def test_saved_and_read_stories_are_listed_on_the_device_and_go_again(page: Page) -> None:
    page.goto(ITEM)
    page.get_by_role("button", name="收藏").click()
    expect(page.get_by_role("button", name="已收藏")).to_have_attribute("aria-pressed", "true")
    page.goto(EDITION + "01/03/")
    page.goto("/archive/")
    saved = page.get_by_role("region", name="收藏的稿件")
    expect(saved.get_by_role("link")).to_have_text(["桃花汛早到九天 沿江三百户无一受淹"])
    expect(page.get_by_role("region", name="最近读过").get_by_role("link")).to_have_count(2)
    assert violations(page) == []
    saved.get_by_role("button", name="移除").click()
    expect(saved).to_have_count(0)
    page.get_by_role("region", name="最近读过").get_by_role("button", name="全部清除").click()
    expect(page.locator(".my-own section")).to_have_count(0)
    page.goto(ITEM)
    expect(page.get_by_role("button", name="收藏", exact=True)).to_have_attribute("aria-pressed", "false")


def test_a_story_is_shared_by_the_browsers_sheet_or_its_link_copied(page: Page) -> None:
    page.add_init_script("navigator.share = (what) => { globalThis.shared = what; return Promise.resolve(); };")
    page.goto(ITEM)
    page.get_by_role("button", name="分享").click()
    page.wait_for_function("globalThis.shared")
    assert page.evaluate("shared.url").endswith(ITEM)


def test_where_there_is_no_sheet_the_link_is_copied(page: Page) -> None:
    page.add_init_script(
        "delete Navigator.prototype.share; Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: (text) => { globalThis.copied = text; return Promise.resolve(); } } });"
    )
    page.goto(ITEM)
    page.get_by_role("button", name="分享").click()
    expect(page.get_by_role("button", name="链接已复制")).to_be_visible()
    assert page.evaluate("copied").endswith(ITEM)


def test_the_key_that_searches_can_be_switched_off(page: Page) -> None:
    page.goto(ITEM)
    page.locator(".menu summary").click()
    page.get_by_role("group", name="按 / 键搜索").get_by_label("关").check()
    page.keyboard.press("Escape")
    pressed = """() => {
      const event = new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    }"""
    assert page.evaluate(pressed) is False
    page.goto(ITEM)
    assert page.evaluate(pressed) is False
    assert json.loads(page.evaluate("localStorage.getItem('banmian')"))["keys"] == "off"


def test_the_open_page_is_in_sight_on_a_phone_and_so_is_the_whole_edition(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(EDITION + "04/", wait_until="networkidle")
    for place in (".pages [aria-current]", ".pages .all a"):
        box = page.locator(place).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_a_table_that_scrolls_says_so(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(EDITION + "02/02/")
    table = page.locator(".table")
    expect(table).to_have_class("table scrolls")
    assert "表格，可左右滚动" in table.evaluate("(one) => getComputedStyle(one, '::after').content")
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(EDITION + "02/02/")
    expect(table).to_have_class("table")
