"""The pictures of the editors' guides: `python -m tests.guide_pictures [--folder docs/images]` takes them anew.

A day at the sample paper: one edition converted from its raw text and not yet edited, its review report, check, the
preview, the form editor over a stand-in for GitHub, and a corrected item. Look at them before committing.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.commands.browser import installed
from tests.browsing import served
from tests.github_stub import hosted, signed_in

ROOT = Path(__file__).parent.parent
NEW, OLD = "2025/04/19", "2025/04/18"
TERMINAL = """<!doctype html><meta charset="utf-8"><body style="margin:0;background:#1d1f21;color:#e6e6e6">
<pre style="margin:0;padding:20px 24px;font:15px/1.6 'Noto Sans Mono CJK SC',monospace;white-space:pre-wrap">%s</pre>"""


def main(argv: Sequence[str] | None = None) -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.guide_pictures", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "docs/images")
    folder = parser.parse_args(argv).folder
    path = installed()
    if path is None:
        sys.exit("no browser: python -m scripts browser")
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        paper = Path(place) / "paper"
        for name in ("scripts", "theme"):
            (paper / name).parent.mkdir(exist_ok=True)
            (paper / name).symlink_to(ROOT / name)
        shutil.copy(ROOT / "pelicanconf.py", paper)
        shutil.copytree(ROOT / "content" / OLD, paper / "content" / OLD)
        shutil.copytree(ROOT / "raw" / NEW, paper / "raw" / NEW)
        _run(paper, "convert", "--review", "output-review", "--quiet", "--lang", "zh")
        findings = _run(paper, "check", f"content/{NEW}", "--lang", "zh")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        with hosted(paper) as github:
            with (paper / "pelicanconf.py").open("a", encoding="utf-8") as settings:
                settings.write(f"CMS = {github.settings}\n")
            _run(paper, "build", "--preview", "--no-search", "--quiet")
            _take(browser, folder, paper, findings)
        browser.close()


def _take(browser: Browser, folder: Path, paper: Path, findings: str) -> None:
    def page(base: str = "", height: int = 680) -> Page:
        options = {"viewport": {"width": 1100, "height": height}, "locale": "zh-CN"}
        return browser.new_page(**options, **({"base_url": base} if base else {}))  # type: ignore[arg-type]

    terminal = page(height=440)
    lines = "\n".join([*findings.splitlines()[:14], "……", findings.splitlines()[-1]])
    terminal.set_content(TERMINAL % escape(f"$ python -m scripts check --lang zh\n{lines}"))
    terminal.screenshot(path=folder / "guide-check.png")
    with served(paper / "output-review") as address:
        report = page(address)
        report.goto("/index.html")
        report.locator("a[href*='19']").first.click()
        report.wait_for_timeout(500)
        report.screenshot(path=folder / "guide-review.png")
    with served(paper / "output") as address:
        preview = page(address)
        preview.goto(f"/{NEW}/")
        preview.screenshot(path=folder / "guide-preview.png")
        desk = page(address, 760)
        signed_in(desk, f"?date={OLD.replace('/', '-')}")
        desk.wait_for_timeout(1000)
        desk.screenshot(path=folder / "guide-admin.png")
        desk.get_by_text("02-02 剃头四十年").click()
        desk.get_by_role("textbox", name="主题").wait_for()
        desk.wait_for_timeout(800)
        desk.screenshot(path=folder / "guide-admin-item.png")
        reader = page(address, 420)
        reader.goto(f"/{OLD}/02/02/")
        reader.locator(".corrections").scroll_into_view_if_needed()
        reader.screenshot(path=folder / "guide-correction.png")


def _run(paper: Path, command: str, *arguments: str) -> str:
    words = [sys.executable, "-m", "scripts", command, *arguments]
    done = subprocess.run(words, cwd=paper, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    assert "No module named" not in done.stderr, done.stderr
    return done.stdout


if __name__ == "__main__":
    main()
