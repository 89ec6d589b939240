"""How pages are laid out: what a reader sees first, and that columns and strips cut nothing off. Layout, not time."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.theme_paper import write_site

pytestmark = pytest.mark.browser

EDITION = "/2031/03/07/"
WIDTHS = (360, 768, 1280, 1920)

SPLIT = """() => [...document.querySelectorAll(".run :is(hgroup, h2, h3), .flow :is(hgroup, h3)")]
  .filter((one) => getComputedStyle(one).display !== "inline" && one.getClientRects().length > 1)
  .map((one) => one.textContent)"""

CUT = """() => {
  const cut = [];
  for (const box of document.querySelectorAll(".run, .flow")) {
    const inset = /inset\\(([\\d.]+)px/.exec(getComputedStyle(box).clipPath);
    const top = box.getBoundingClientRect().top + (inset ? Number(inset[1]) : 0);
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (!data.trim() || parentElement.closest(".stand-in, .visually-hidden")) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      if ([...range.getClientRects()].some((line) => line.width > 1 && line.top < top - 4)) cut.push(data);
    }
  }
  return cut;
}"""

SMALL = """() => [...document.querySelectorAll("a, button, summary, select, input")].filter((one) => {
  const { height } = one.getBoundingClientRect();
  return height > 0 && height < 24 && !one.closest("p, svg, dd, figcaption, .visually-hidden, .skip, .where");
}).map((one) => `${one.textContent.trim().slice(0, 12)} ${one.getBoundingClientRect().height}`)"""
"""Targets of less than 24 pixels that stand in no line of text (WCAG 2.2, 2.5.8)."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(out)
    return out


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1280, 900), (1920, 1080)])
def test_a_page_opens_with_its_news_in_the_first_half_of_the_window(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(EDITION + "01/")
    head = page.locator(".stories :is(h2, h3)").first.bounding_box()
    assert head
    assert head["y"] <= height / 2


def test_a_page_shows_its_picture_small_but_once(page: Page) -> None:
    page.goto(EDITION + "01/")
    thumbs = page.locator("img.thumb").evaluate_all("(all) => all.map((one) => one.getAttribute('src'))")
    assert thumbs
    assert len(thumbs) == len(set(thumbs))


@pytest.mark.parametrize("width", WIDTHS)
def test_columns_part_no_headline_and_cut_nothing_off(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for url in ("/", EDITION, EDITION + "01/", EDITION + "02/", EDITION + "whole/"):
        page.goto(url, wait_until="domcontentloaded")
        assert page.evaluate(SPLIT) == [], url
        assert page.evaluate(CUT) == [], url


def test_vertical_setting_cuts_nothing_off(page: Page) -> None:
    page.goto("/zh-hant-tw" + EDITION)
    page.evaluate("localStorage.setItem('banmian', JSON.stringify({ setting: 'vertical' }))")
    for url in (EDITION, EDITION + "01/"):
        page.goto("/zh-hant-tw" + url, wait_until="networkidle")
        clipped = page.locator(".flow, .run").evaluate_all("(all) => all.map((one) => getComputedStyle(one).clipPath)")
        assert clipped
        assert set(clipped) == {"none"}


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_pressed_is_large_enough(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    small = {}
    for url in (
        "/",
        EDITION + "01/",
        EDITION + "01/01/",
        "/archive/",
        "/2031/",
        "/2031/03/",
        "/author/陆知遥/",
    ):
        page.goto(url, wait_until="domcontentloaded")
        if found := page.evaluate(SMALL):
            small[url] = found
    assert small == {}


def test_the_bar_of_pages_shows_that_it_goes_on(page: Page) -> None:
    page.set_viewport_size({"width": 240, "height": 700})
    page.goto(EDITION + "04/", wait_until="networkidle")
    bar = page.locator(".pages ul").first
    assert bar.evaluate("(one) => one.scrollWidth > one.clientWidth")
    whole = bar.locator(".all")
    assert "linear-gradient" in whole.evaluate("(one) => getComputedStyle(one, '::before').backgroundImage")
    now, end = bar.locator("[aria-current]").bounding_box(), whole.bounding_box()
    assert now
    assert end
    assert now["x"] >= 0
    assert now["x"] + now["width"] <= end["x"]
    assert end["x"] + end["width"] <= 240


def test_four_pages_have_room_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(EDITION + "01/", wait_until="networkidle")
    bar = page.locator(".pages ul").first
    assert bar.locator("li").count() == 5  # and the way to the whole edition
    assert bar.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_a_photo_page_has_one_left_edge(page: Page) -> None:
    """Headline, picture, caption, what follows: all begin where the nameplate does, at any width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(EDITION + "01/06/", wait_until="domcontentloaded")
        assert page.locator(".story.photo").count() == 1
        parts = ".brand, .crumbs, h1, figure img, .about, .turn, .others, .foot-name"
        edges = page.locator(parts).evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().left)")
        assert len(edges) > 6
        assert max(edges) - min(edges) <= 1, (width, edges)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_rules_of_a_list_are_as_long_as_its_rows(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/author/陆知遥/", wait_until="domcontentloaded")
    ends = page.locator(".day, .rows, .row").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().right)"
    )
    assert len(ends) > 2
    assert max(ends) - min(ends) <= 1


@pytest.mark.parametrize("width", WIDTHS)
def test_all_months_of_the_archive_are_in_sight(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/archive/")
    for box in (page.locator(".years").bounding_box(), page.locator(".years thead th").last.bounding_box()):
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
