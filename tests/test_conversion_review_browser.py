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


@pytest.mark.parametrize("name", ["index.html", "2025/04/18/01.html"])
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
