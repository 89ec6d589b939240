"""Hypothesis as this project runs it (no deadline: machines are shared; the same examples at each run), and a browser.

A module of browser tests defines `site`, the folder it looks at, and where it differs `viewport` or `tolerated`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from scripts.commands.browser import installed
from tests.browsing import served

os.environ["LC_ALL"] = "C.UTF-8"  # commands speak the system's language: here it is English
settings.register_profile("banmian", deadline=None, derandomize=True)
settings.load_profile("banmian")
expect.set_options(timeout=30_000)  # as long as Playwright waits elsewhere: five seconds are few on a busy machine


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The installed Chromium; of a module, because Playwright's loop must not run under tests that have their own."""
    path = installed()
    if path is None:
        pytest.skip("no browser: python -m scripts browser")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        one = playwright.chromium.launch(executable_path=path, args=arguments)
        yield one
        one.close()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the module's site is served."""
    with served(site) as where:
        yield where


@pytest.fixture(scope="module")
def viewport() -> ViewportSize:
    """The size of `page`, a desk's."""
    return {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def tolerated() -> tuple[str, ...]:
    """Beginnings of what the console may say without a test failing."""
    return ()


@pytest.fixture
def context(browser: Browser, address: str, viewport: ViewportSize) -> Iterator[BrowserContext]:
    """A reader who has not been here before."""
    one = browser.new_context(base_url=address, viewport=viewport)
    yield one
    one.close()


@pytest.fixture
def page(context: BrowserContext, tolerated: tuple[str, ...]) -> Iterator[Page]:
    """A page of that reader; at its end its console must have been silent."""
    one = context.new_page()
    faults: list[str] = []
    one.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    one.on("pageerror", lambda error: faults.append(str(error)))
    yield one
    assert [fault for fault in faults if not fault.startswith(tolerated)] == []
