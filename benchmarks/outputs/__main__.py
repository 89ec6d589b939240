"""What each output costs when an edition is published: `python -m benchmarks.outputs`, CPU milliseconds and bytes.

An archive of synthetic editions (80 items of 780 characters, 40 reporters and more) is built in three variants with the
paper's theme and everything on, then one edition after another is published in this process, each producer timed by
itself. Bytes are those of the files that a producer made for that edition, all variants together; metadata and
citations, which stand in the pages, are counted by what they add to them. No search, no pictures unless asked for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.press import corpus
from scripts.press import head, producers
from scripts.press.build import build
from scripts.press.options import Options
from scripts.press.outputs import citation

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = """SITENAME = "岚汀日报"
SITEURL = "https://paper.example"
TIMEZONE = "Asia/Shanghai"
VARIANTS = {"zh-Hant-TW": None, "zh-Hant-HK": None}
SITE_BUDGET = 0
"""

Figures = dict[str, tuple[float, int]]
"""By producer: CPU seconds and bytes."""


def main() -> int:
    """Measure and print a table; with --json keep the figures."""
    args = parser().parse_args()
    with tempfile.TemporaryDirectory(dir=args.work) as folder:
        rounds, whole = measured(Path(folder), args.editions, args.rounds, args.on)
    names = sorted(rounds[0], key=lambda name: -statistics.median(one[name][0] for one in rounds))
    total = statistics.median(whole)
    print(f"{'producer':<16}{'CPU ms':>9}{'of all':>8}{'KB':>9}")
    table = {}
    for name in names:
        seconds = statistics.median(one[name][0] for one in rounds)
        size = round(statistics.median(one[name][1] for one in rounds))
        table[name] = {"cpu_ms": round(seconds * 1000, 1), "bytes": size}
        print(f"{name:<16}{seconds * 1000:>9.1f}{seconds / total:>8.0%}{size / 1000:>9.1f}")
    print(f"{'the whole build':<16}{total * 1000:>9.1f}")
    if args.json:
        args.json.write_text(json.dumps({"whole_ms": round(total * 1000, 1), "producers": table}, indent=2) + "\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.outputs", description=__doc__)
    made.add_argument("--editions", type=int, default=40, help="editions in the archive (40)")
    made.add_argument("--rounds", type=int, default=5, help="editions published one by one, the median is told (5)")
    made.add_argument("--on", nargs="*", default=["epub-vertical"], help="producers to ask for (epub-vertical)")
    made.add_argument("--work", type=Path, help="where to put the archive (the system's temporary folder)")
    made.add_argument("--json", type=Path, help="write the figures here too")
    return made


def measured(folder: Path, editions: int, rounds: int, on: Iterable[str]) -> tuple[list[Figures], list[float]]:
    """Of each round the figures of every producer, and the CPU seconds of the whole build."""
    (folder / "pelicanconf.py").write_text(f"{SETTINGS}PRODUCERS_ON = {tuple(on)!r}\n", encoding="utf-8")
    options = Options(
        folder / "pelicanconf.py", folder / "content", folder / "output", folder / "state", ROOT / "theme", search=False
    )
    for one in corpus.editions(editions):
        corpus.write(options.content, one)
    build(options)
    found, whole = [], []
    for number in range(1, rounds + 1):
        corpus.write(options.content, corpus.edition(corpus.LAST + dt.timedelta(number)))
        with timed() as figures:
            begun = time.process_time()
            build(options)
            whole.append(time.process_time() - begun)
        found.append(figures)
    return found, whole


@contextmanager
def timed() -> Iterator[Figures]:
    """Producers, hooks of the head and citations told what each takes, while the block runs."""
    seconds: dict[str, float] = defaultdict(float)
    sizes: dict[str, int] = defaultdict(int)

    def wrapped(name: str, make: Callable[..., Any], size: Callable[[Any], int]) -> Callable[..., Any]:
        def called(*args: Any) -> list[Any]:
            before = sum(seconds.values())
            begun = time.process_time()
            made = list(make(*args))
            inside = sum(seconds.values()) - before  # what hooks and citations in it have counted for themselves
            seconds[name] += time.process_time() - begun - inside
            sizes[name] += sum(map(size, made))
            return made

        return called

    def file_size(file: tuple[str, str | bytes]) -> int:
        return len(file[1].encode() if isinstance(file[1], str) else file[1])

    def line_size(line: object) -> int:
        return len(str(line).encode()) + 1

    def cited_size(one: citation.Citation) -> int:
        return len(f"<h3>{one.name}</h3>\n<pre translate=no>{one.text}</pre>\n".encode())

    table = tuple(replace(one, make=wrapped(one.name, one.make, file_size)) for one in producers.PRODUCERS)
    hooks = tuple(wrapped("metadata", hook, line_size) for hook in head.HEAD)
    figures: Figures = {}
    with (
        patch.object(producers, "PRODUCERS", table),
        patch.object(head, "HEAD", hooks),
        patch.object(producers, "citations", wrapped("cite", citation.citations, cited_size)),
    ):
        yield figures
    figures |= {name: (seconds[name], sizes[name]) for name in seconds}


if __name__ == "__main__":
    sys.exit(main())
