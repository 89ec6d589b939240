"""The search page in headless Chromium: what it finds, how fast, and for how many bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search.serve import Traffic
from scripts.commands.browser import installed

VARIANTS = {"zh-Hans": "", "zh-Hant-TW": "/zh-hant-tw", "zh-Hant-HK": "/zh-hant-hk"}

ASK = """async (search) => {
  const main = document.querySelector("main");
  const begun = performance.now();
  history.replaceState(null, "", location.pathname + search);
  dispatchEvent(new PopStateEvent("popstate"));
  while (!["done", "error"].includes(main.dataset.searchState)) await new Promise((r) => setTimeout(r, 1));
  return {
    milliseconds: performance.now() - begun,
    state: main.dataset.searchState,
    total: Number(main.dataset.searchTotal),
    urls: [...document.querySelectorAll(".hits > li")].map((one) => one.dataset.url),
    counts: [...document.querySelectorAll(".search-facets [data-key]")].map((one) => [
      one.dataset.key,
      Number(one.querySelector("span").textContent),
    ]),
  };
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page showed for one query."""

    urls: tuple[str, ...]
    total: int
    milliseconds: float
    state: str
    counts: dict[str, int]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with an empty cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


class Session:
    """One reader at the search page of one variant."""

    def __init__(self, browser: Browser, site: str, traffic: Traffic, variant: str = "zh-Hans") -> None:
        self.variant = variant
        self._context = browser.new_context()
        self.page: Page = self._context.new_page()
        self._traffic = traffic
        traffic.take()
        self.page.goto(f"{site}{VARIANTS[variant]}/search/")
        self.page.wait_for_load_state("networkidle")

    def ask(self, query: str, **options: Any) -> Answer:
        """The answer to one query; `options` as in the page's address."""
        got = self.page.evaluate(ASK, f"?{urlencode({'q': query} | options)}")
        return Answer(tuple(got["urls"]), got["total"], got["milliseconds"], got["state"], dict(got["counts"]))

    def bytes(self) -> int:
        """What search fetched since last asked: its scripts, indexes and texts, compressed as a host sends them."""
        return sum(
            size
            for path, size in self._traffic.take().items()
            if "/js/search" in path or (path.startswith("/search/") and path.endswith((".bin", ".json", ".js")))
        )

    def close(self) -> None:
        """Forget the session and its cache."""
        self._context.close()
