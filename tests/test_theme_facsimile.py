"""A page as it was printed, in a browser: its areas lead to items, the list is their equal, it zooms and prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import violations
from tests.theme_paper import write_site

pytestmark = pytest.mark.browser

PAGE = "/2031/03/07/01/"
ITEM = PAGE + "01/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(out)
    return out


def opened(page: Page, url: str = PAGE) -> Page:
    page.goto(url)
    page.locator(".facsimile summary").click()
    expect(page.locator(".stage img")).to_be_visible()
    if page.locator("html[data-scripts]").count():
        expect(page.locator(".facsimile-tools")).to_have_attribute("data-ready", "")  # its buttons work
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/zh-hant-tw"])
def test_axe_finds_nothing_in_an_open_page(browser: Browser, address: str, prefix: str, scheme: str) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
    page = opened(context.new_page(), prefix + PAGE)
    assert violations(page) == []
    context.close()


def test_closed_it_costs_a_thumbnail(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PAGE, wait_until="networkidle")
    assert not [url for url in asked if "page.svg?" in url]
    assert not page.locator(".stage img").is_visible()


def test_a_tap_on_an_area_opens_its_story_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = opened(context.new_page())
    assert page.locator(".facsimile-tools").is_hidden()
    box = page.locator(".areas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.08)
    page.wait_for_url("**" + ITEM)
    context.close()


def test_picture_and_list_light_each_other(page: Page) -> None:
    opened(page)
    area = page.locator('.areas [data-order="2"]')
    headline = page.locator('.facsimile-list [data-order="2"]')
    area.hover()
    expect(headline).to_have_class("lit")
    headline.focus()
    expect(area).to_have_class("lit")
    page.locator("h1").hover()
    headline.blur()
    expect(area).not_to_have_class("lit")


def test_the_list_has_every_item_and_areas_their_headlines_as_names(page: Page) -> None:
    opened(page)
    assert page.locator(".facsimile-list li").count() == page.locator(".stories .story, .refers li").count()
    names = page.locator(".areas a").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert all(names)
    assert len(names) > 3


def test_it_zooms_by_button_key_and_wheel_and_only_then_fetches_the_sharp_one(page: Page) -> None:
    opened(page)
    source = page.locator(".stage source")
    assert "sharp" not in (source.get_attribute("srcset") or "")
    narrow = page.locator(".stage").bounding_box()
    page.get_by_role("button", name="放大").click()
    wide = page.locator(".stage").bounding_box()
    assert narrow
    assert wide
    assert wide["width"] == pytest.approx(narrow["width"] * 1.5, rel=0.03)
    assert "sharp" in (source.get_attribute("srcset") or "")
    expect(page.locator(".facsimile-tools output")).to_have_text("150%")
    page.locator(".frame").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".facsimile-tools output")).to_have_text("")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")  # scrolls the zoomed page, and turns none
    assert page.url.endswith(PAGE)
    page.keyboard.press("Escape")
    page.locator(".frame").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.locator(".facsimile-tools output")).not_to_have_text("")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_whole_page_is_in_sight_when_it_is_asked_for(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    opened(page)
    expect(page.locator(".facsimile-tools")).to_have_attribute("data-ready", "")
    page.get_by_role("button", name="整版").click()
    box = page.locator(".stage").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 700


def test_two_fingers_zoom_where_they_are(page: Page) -> None:
    opened(page)
    expect(page.locator(".facsimile-tools")).to_have_attribute("data-ready", "")
    page.evaluate(
        """() => {
          const frame = document.querySelector(".frame"), edge = frame.getBoundingClientRect();
          const fingers = (gap) => [-1, 1].map((side, id) => new Touch({identifier: id, target: frame,
            clientX: edge.left + 300 + side * gap, clientY: edge.top + 200}));
          const send = (type, gap) => frame.dispatchEvent(
            new TouchEvent(type, {touches: fingers(gap), bubbles: true, cancelable: true}));
          send("touchstart", 50);
          send("touchmove", 100);
        }"""
    )
    expect(page.locator(".facsimile-tools output")).to_have_text("200%")
    assert page.evaluate("document.querySelector('.frame').scrollLeft") == pytest.approx(300, abs=4)


def test_a_dragged_page_opens_nothing(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="放大").click()
    box = page.locator(".frame").bounding_box()
    assert box
    x, y = box["x"] + 200, box["y"] + 80
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 120, y, steps=4)
    page.mouse.up()
    assert page.url.endswith(PAGE)
    assert page.evaluate("document.querySelector('.frame').scrollLeft") > 100


def test_the_choice_is_remembered_and_other_choices_with_it(page: Page) -> None:
    opened(page)
    page.wait_for_function("JSON.parse(localStorage.getItem('banmian'))?.page === 'picture'")  # told a moment later
    page.goto(PAGE)
    expect(page.locator(".stage img")).to_be_visible()
    page.locator(".facsimile summary").click()
    expect(page.locator(".stage img")).to_be_hidden()
    page.wait_for_function("JSON.parse(localStorage.getItem('banmian')).page !== 'picture'")  # told a moment later
    page.goto(PAGE)
    expect(page.locator(".stage img")).to_be_hidden()
    page.goto(PAGE + "#facsimile")
    expect(page.locator(".stage img")).to_be_visible()


def test_a_story_shows_where_it_stood(page: Page) -> None:
    page.goto(ITEM)
    link = page.locator(".stood a")
    assert link.locator("polygon").count() == 2
    link.click()
    expect(page.locator(".stage img")).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_nothing_runs_over_the_side(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    areas, picture = page.locator(".areas").bounding_box(), page.locator(".stage img").bounding_box()
    assert areas == picture


def test_an_open_page_prints_on_one_sheet(page: Page) -> None:
    opened(page)
    page.emulate_media(media="print")
    assert page.locator(".stories").is_hidden()
    assert page.locator(".facsimile-list").is_hidden()
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") <= 1
