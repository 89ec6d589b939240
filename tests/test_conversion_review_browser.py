"""The review report opened from a folder: styled in spite of its policy, accessible, one item alone on demand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from scripts.commands import convert
from tests.browsing import violations

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("review")
    options = ["--content", str(root / "content"), "--review", str(root / "review"), "--jobs", "1", "--quiet"]
    assert convert.main([str(ROOT / "raw/2025/04/18"), *options]) == 0
    return root / "review"


@pytest.mark.parametrize("name", ["index.html", "2025/04/18/01.html", "2025/04/18/all.html"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_is_accessible_from_a_folder(browser: Browser, review: Path, name: str, scheme: Any, width: int) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((review / name).as_uri())
    assert said == []  # a style that the policy refuses would be told here
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    faults = violations(page)
    page.close()
    assert faults == []


def test_one_item_can_be_shown_alone(browser: Browser, review: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((review / "2025/04/18/01.html").as_uri() + "#only2")
    assert page.locator(".card:visible").count() == 1
    assert page.locator(".run:visible").count() == page.locator(".run.o2, .run:has(.seg.o2)").count() > 0
    page.goto((review / "2025/04/18/01.html").as_uri() + "#all")
    assert page.locator(".card:visible").count() > 3
    page.close()


def test_what_is_ticked_makes_one_command_for_the_edition(browser: Browser, review: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((review / "2025/04/18/all.html").as_uri())
    words = page.locator("input[data-chosen]").evaluate_all("boxes => boxes.map(box => box.dataset.chosen)")
    assert len(words) > 2
    assert not page.locator("#bar").is_visible()
    page.keyboard.press("j")
    page.keyboard.press("a")  # the next one has the focus then
    page.keyboard.press("a")
    chosen = " ".join(sorted(words[:2]))
    command = f".venv/bin/python -m scripts accept 2025-04-18 {chosen}"
    page.wait_for_function("said => document.querySelector('#bar code').textContent === said", arg=command)
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }")
    page.keyboard.press("c")
    page.wait_for_selector(".told")
    assert page.evaluate("window.copied") == command
    page.reload()
    page.wait_for_function(
        "said => document.querySelector('#bar code').textContent === said", arg=command
    )  # remembered
    page.locator(".ask:not(.fine) .command").first.click()
    page.wait_for_selector(".told")
    page.locator("#clear").click()
    assert not page.locator("#bar").is_visible()
    context.close()


def test_rows_of_the_index_are_low_on_a_phone(browser: Browser, review: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto((review / "index.html").as_uri())
    heights = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")
    assert heights
    assert max(heights) < 120
    page.close()
