"""Find a browser for the tests, or install one: `python -m scripts browser` prints its path.

In this order: $BANMIAN_BROWSER; an installed Chrome or Chromium; Playwright's own (downloaded where it can be); the
system's package, for root on Debian. Where none can be had it says what to install and exits with 1.

`--engines` sees to WebKit and Firefox too, in which some tests look at pages: the system's packages, for root on
Debian. Where they cannot be had those tests are skipped, with the reason.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


ENGINES = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb", "firefox-esr": "firefox-esr"}
"""Programs of the other engines, and Debian's packages that have them."""


def installed() -> str | None:
    """Path of a browser that is there already, Playwright's included, or None."""
    named = os.environ.get("BANMIAN_BROWSER")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((path for path in MAC if Path(path).exists()), None) or _playwright()


def _playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install(packages: Sequence[str]) -> bool:
    """Debian's packages, where this is Debian and root asks; whether they were tried."""
    if not packages or not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"Installing the system's {' '.join(packages)}", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return True


def main(argv: Sequence[str] = ()) -> int:
    """Print the path of a browser, installing one if none is found."""
    if parser().parse_args(argv).engines:
        _install([package for program, package in ENGINES.items() if not shutil.which(program)])
    path = installed()
    if path is None:
        print("No Chrome or Chromium here: trying Playwright's", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium-headless-shell"], check=False)
        path = installed()
    if path is None and _install(["chromium"]):
        path = installed()
    if path is None:
        print("The tests need a browser: install Chrome or Chromium, or set BANMIAN_BROWSER to one.", file=sys.stderr)
        return 1
    print(f"Browser for the tests: {path}")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("browser", __doc__ or "")
    options.add_argument("--engines", action="store_true", help="WebKit and Firefox too, where the system has them")
    return options
