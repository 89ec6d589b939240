"""Front pages of papers large and small, with many pictures and none: how much of each is left empty, in a browser."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.theme_paper import Document, edition, front_page, rendered, write_site

pytestmark = pytest.mark.browser

PAPERS = ((1, 0), (1, 1), (2, 1), (3, 0), (4, 1), (6, 6), (9, 1), (12, 0), (20, 20), (60, 20), (120, 1))
EMPTY = """() => [...document.querySelectorAll(".opening, .flow")].map((box) => {
  const outside = box.getBoundingClientRect();
  const pieces = [...box.querySelectorAll(".teaser, .refers, .notices")].flatMap((one) => [...one.getClientRects()]);
  const used = pieces.reduce((sum, one) => sum + one.width * (one.height + 20), 0);
  return 1 - used / (outside.width * outside.height);
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(out, ["zh-Hans"])
    for count, photos in PAPERS:
        page = front_page(count, photos, count % 4, random.Random(count + photos))
        whole = replace(edition(), pages=(page, edition().pages[1]))
        file = out / f"{count}-{photos}" / "index.html"
        file.parent.mkdir()
        file.write_text(rendered(Document("edition.html", f"/{count}-{photos}/", "x", {"edition": whole})), "utf-8")
    return out


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_little_of_a_front_page_is_empty(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    worst = {}
    for count, photos in PAPERS:
        page.goto(f"/{count}-{photos}/", wait_until="domcontentloaded")
        empty = page.evaluate(EMPTY)
        over = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if max(empty) > 0.45 or over:
            worst[count, photos] = empty
    assert worst == {}
