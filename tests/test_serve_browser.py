"""`make serve` in a browser: what is wrong stands on the page, under the site's own policy, until it is mended."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.commands.serve import Rebuilder
from scripts.press.options import Options
from tests.press import kit
from tests.test_serve import serving

pytestmark = pytest.mark.browser
EDITION = "2024/01/29"


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    made = kit.project(tmp_path_factory.mktemp("serve"))
    for day in range(2):
        kit.write_edition(made.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    kit.built(made)
    return made


@pytest.fixture(scope="module")
def site(options: Options) -> Path:
    return options.output


@pytest.fixture(scope="module")
def tolerated() -> tuple[str, ...]:
    return ("Failed to load resource",)  # the favicon, which the tests' paper has none of


def test_an_error_stands_on_its_page_and_goes_when_it_is_mended(options: Options, page: Page) -> None:
    item = options.content / EDITION / "01-01.md"
    sound = item.read_text("utf-8")
    item.write_text(sound.replace("order: 1", "order: 7"), "utf-8")
    with serving(options.output, content=options.content) as server:
        page.goto(f"{server.url}{EDITION}/01/01/")
        place = page.locator("#press-notes").get_by_text(f"content/{EDITION}/01-01.md:5")
        place.wait_for()
        assert place.is_visible()
        rebuilder = Rebuilder(options, server, True, Path(__file__).parent.parent / "scripts")
        item.write_text(sound, "utf-8")
        rebuilder.saved({item})
        place.wait_for(state="detached")

        settings = options.settings_file.read_text("utf-8")
        options.settings_file.write_text("SITENAME = (\n", "utf-8")
        rebuilder.saved({options.settings_file})  # no reload: the page stays, and says why
        page.locator("#press-notes").get_by_text("SyntaxError").wait_for()
        options.settings_file.write_text(settings, "utf-8")
        rebuilder.saved({options.settings_file})
        page.locator("#press-notes").get_by_text("SyntaxError").wait_for(state="detached")
