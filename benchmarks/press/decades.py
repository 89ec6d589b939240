"""What publishing costs when the archive has decades: `python -m benchmarks.press.decades`.

A full build of 600,000 items takes this machine an hour, so the archive is laid out as that build leaves it, by the
build's own code with a stand-in for the printer: the state has every manifest, list and unit, while pages of older
editions are not there, and their items' files are links to a few files. Nothing of this is looked at when an edition is
published: what is (each file's times, the state, the newest editions, their lists and feeds) is real. Then the same
commands as in `benchmarks.press` are measured, with times as they are looked at by default and with `--committed`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.press import corpus
from benchmarks.press.__main__ import EVERYTHING, PER_EDITION, PLAIN, ROOT, SETTINGS
from benchmarks.press.measure import run
from scripts.edition import editionfile, frontmatter
from scripts.edition.label import Label
from scripts.edition.manifest import ItemEntry, Manifest, PageEntry
from scripts.edition.model import Item, Page
from scripts.edition.urls import edition_folder, item_file, item_url, output_file
from scripts.press.build import build
from scripts.press.options import Options, default_options
from scripts.press.plan.jobs import BatchResult, EditionJob
from scripts.press.store import units
from scripts.press.store.units import Unit

REAL = 12
"""The newest editions are whole: more than lists' feeds reach back to."""
LINKS = 60_000
"""Links to one file: ext4 takes 65,000."""
PAGES = tuple(Page(Label(number), name) for number, name in enumerate(corpus.PAGES, 1))
PLACES = [(Label(page), order) for page in range(1, len(PAGES) + 1) for order in range(1, corpus.PER_PAGE + 1)]


def lay_out(content: Path, editions: int) -> None:
    """Content of so many editions up to the corpus's last."""
    source, left = content.parent / "items", 0
    source.mkdir(parents=True, exist_ok=True)
    for number in range(editions - REAL):
        date = corpus.LAST - dt.timedelta(editions - 1 - number)
        folder = content / edition_folder(date)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / editionfile.NAME).write_text(editionfile.dump(date, str(date.toordinal()), PAGES), "utf-8")
        if left < len(PLACES):
            item = Item(date=date, page=Label(1), order=1, title="渡口重开", body="渡口今晨重开。")
            one, left = source / f"{number}.md", LINKS
            one.write_text(frontmatter.dump(item), "utf-8")
        for page, order in PLACES:
            os.link(one, folder / item_file(page, order))
        left -= len(PLACES)
    for edition in corpus.editions(REAL):
        corpus.write(content, edition)


def commit(content: Path) -> None:
    """Make the content a repository with one commit; the index need not know of each file's times."""

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(content.parent), *words], check=True, stdout=subprocess.DEVNULL)

    git("init", "-q")
    git("-c", "core.preloadIndex=true", "add", "content")
    git("-c", "user.name=x", "-c", "user.email=x@x", "-c", "gc.auto=0", "commit", "-q", "-m", "content")


class StandIn(Executor):
    """Prints nothing: says of each edition what its manifest and units would be."""

    def submit(self, _function: Callable[..., Any], /, *args: Any, **_named: Any) -> Future[Any]:
        """The result at once."""
        done: Future[Any] = Future()
        done.set_result(result_of(args[-1]) if isinstance(args[-1], tuple) else None)
        return done


def result_of(jobs: Sequence[object]) -> BatchResult:
    """As a worker's, without its files."""
    result = BatchResult()
    for job in jobs:
        if isinstance(job, EditionJob):
            result.manifests.append((manifest(job.date, job.digest), ()))
            for variant in job.items:
                unit = Unit(units.item_unit(variant, job.date))
                unit.files += [(output_file(item_url(job.date, *place)), 9_000) for place in PLACES]
                result.units.append(unit)
            for variant in job.editions:
                result.units.append(Unit(units.edition_unit(variant, job.date)))
    return result


def manifest(date: dt.date, digest: str) -> Manifest:
    """An edition's manifest as the corpus would have it, without writing its items."""
    chance = random.Random(date.toordinal())

    def words(count: int) -> str:
        return "".join(chance.choices(corpus.WORDS, k=count))

    entries = tuple(
        ItemEntry(page, order, "article", words(8), words(38), (chance.choice(corpus.AUTHORS),), 780, words(4))
        for page, order in PLACES
    )
    pages = tuple(PageEntry(page.number, page.name) for page in PAGES)
    return Manifest(date, digest, str(date.toordinal()), pages, entries)


class Archive:
    """One archive and what is measured on it."""

    def __init__(self, folder: Path, items: int) -> None:
        self.folder, self.editions, self.next = folder, items // PER_EDITION, 1
        (folder / "every.py").write_text(SETTINGS + EVERYTHING, "utf-8")
        lay_out(folder / "content", self.editions)
        build(replace(self.options(), everything=True), executor=StandIn())
        self.new()  # prints what a new edition changes, for the first time

    def options(self) -> Options:
        """Of a build here."""
        places = (self.folder / "every.py", self.folder / "content", self.folder / "out")
        return replace(default_options(*places, theme=PLAIN), search=False)

    def arguments(self, *more: str) -> list[str]:
        """Of a build here, as a command."""
        folders = ["--content", str(self.folder / "content"), "--output", str(self.folder / "out"), "--quiet"]
        rest = ["--settings", str(self.folder / "every.py"), "--theme", str(PLAIN), "--no-search", "--jobs", "1"]
        return [sys.executable, "-m", "scripts", "build", *folders, *rest, *more]

    def new(self, *more: str) -> tuple[float, float]:
        """Tomorrow's edition: seconds of CPU, MiB."""
        edition = corpus.edition(corpus.LAST + dt.timedelta(self.next))
        corpus.write(self.folder / "content", edition)
        self.next += 1
        if more:
            commit_edition(self.folder, edition.date)
        return self.again(*more)

    def again(self, *more: str) -> tuple[float, float]:
        """Whatever has changed: seconds of CPU, MiB."""
        cost = run(self.arguments(*more), ROOT)
        return cost.cpu, cost.peak

    def change(self, *more: str) -> tuple[float, float]:
        """A word mended in the oldest of the whole editions."""
        date = corpus.LAST - dt.timedelta(REAL - 1)
        path = self.folder / "content" / edition_folder(date) / item_file(Label(1), 1)
        path.write_text(path.read_text("utf-8").replace("，", "、", 1), "utf-8")
        if more:
            commit_edition(self.folder, date)
        return self.again(*more)

    def first_look(self) -> tuple[float, float]:
        """The first build that goes by git's digests: it reads every edition once."""
        commit(self.folder / "content")
        return self.again("--committed")

    def measures(self) -> Iterator[tuple[str, Callable[[], tuple[float, float]]]]:
        """Names and what to call, in order."""
        yield "nothing changed", self.again
        yield "new edition", self.new
        yield "item changed", self.change
        yield "(first look by git)", self.first_look
        yield "nothing changed, --committed", lambda: self.again("--committed")
        yield "new edition, --committed", lambda: self.new("--committed")
        yield "item changed, --committed", lambda: self.change("--committed")


def commit_edition(folder: Path, date: dt.date) -> None:
    """Commit one edition."""
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@x", "-c", "gc.auto=0"]
    path = f"content/{edition_folder(date).as_posix()}"
    subprocess.run([*git, "add", path], check=True)
    subprocess.run([*git, "commit", "-q", "-m", str(date), "--", path], check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Measure and print a table."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.press.decades", description=__doc__)
    made.add_argument("--items", type=int, nargs="+", default=[10_000, 100_000, 600_000], help="sizes of archives")
    made.add_argument("--work", type=Path, required=True, help="where to put archives; they are left there")
    made.add_argument("--only", nargs="+", default=[""], help="only measures whose name has one of these in it")
    args = made.parse_args()
    for items in args.items:
        folder = args.work / f"{items}-{time.time_ns() // 10**9}"
        folder.mkdir(parents=True)
        begun = time.process_time()
        archive = Archive(folder, items)
        state = sum(path.stat().st_size for path in (folder / ".banmian").rglob("*.sqlite3")) / 2**20
        print(f"{items} items laid out in {time.process_time() - begun:.0f} CPU s; state {state:.0f} MiB", flush=True)
        for name, measure in archive.measures():
            if name.startswith("(") or any(part in name for part in args.only):
                cpu, peak = measure()
                print(f"{items:>8}  {name:<34}{cpu:>8.2f} CPU s{peak:>8.0f} MiB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
