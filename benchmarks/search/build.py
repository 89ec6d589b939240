"""The archive's search built and weighed, in a process of its own so that its memory can be told."""

from __future__ import annotations

import datetime as dt
import json
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.search.corpus import Archive
from scripts.edition.model import Edition
from scripts.search import MANIFEST, TextConverter, update
from scripts.search.bundle import Bundle, bundle
from scripts.search.grams import Grams
from scripts.search.partial import Partial
from scripts.search.update import Update
from scripts.variants import VARIANTS, converter

UNMADE = "unmade"
"""In the place of a digest, the folder of a bundle that is made when it is asked for."""

BUILT = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def index(items: int, years: int, output: Path, state: Path) -> dict[str, Any]:
    """Build the search of the archive, and then once more with one edition changed."""
    converters = _converters()
    newest: list[Edition] = []

    def passing() -> Iterator[Edition]:
        for edition in Archive(items, years).editions():
            newest[:] = [edition]
            yield edition

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, used = time.perf_counter(), time.process_time()
    update(passing(), state=state, output=output, converters=converters)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    shorter = replace(newest[0], items=newest[0].items[:-1])
    used_again = time.process_time() + _of_children()
    update([shorter], state=state, output=output, converters=converters)
    again = time.process_time() + _of_children() - used_again
    update(newest, state=state, output=output, converters=converters)
    return {
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "cpu_seconds_pagefind": round(_of_children(), 1),
        "cpu_seconds_one_edition": round(again, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "pagefind_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "mib_before": before // 1024,
    }


def index_lazily(items: int, years: int, output: Path, state: Path) -> dict[str, Any]:
    """All but the bundles: texts, the years' index and the manifest; `Lazily` makes a bundle when it is asked for."""
    used = time.process_time()
    converters = _converters()
    work = Update(state, output, "zh-Hans", converters, {}, _unmade)
    for edition in Archive(items, years).editions():
        if not work.has(edition.date):
            work.index(edition)
    work.checkpoint()
    work.publish()
    return {
        "cpu_seconds_without_bundles": round(time.process_time() - used, 1),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _unmade(editions: Iterable[tuple[dt.date, Partial]]) -> Bundle:
    """What the years' index and the manifest must know of a bundle."""
    parts = [part for _, part in editions]
    words = {word for part in parts for word in part.words.split()}
    count = sum(len(part.facts) for part in parts)
    return Bundle({}, UNMADE, count, Grams.of(part.pages for part in parts).dump(), " ".join(sorted(words)))


class Lazily:
    """Bundles made by the project's own code as a browser asks for their files."""

    def __init__(self, output: Path, state: Path) -> None:
        self._output, self._state = output, state
        self.made = 0
        self.items = 0
        self.bytes = 0

    def __call__(self, file: Path) -> None:
        """Make the bundle whose file this is, if it is one that was left."""
        if file.parent.name != UNMADE or file.parent.exists():
            return
        manifest = json.loads((self._output / MANIFEST).read_bytes())
        entry = next(one for one in manifest["bundles"] if one["name"] == file.parent.parent.name)
        day, last = (dt.date.fromisoformat(entry[name]) for name in ("from", "to"))
        days = [day + dt.timedelta(number) for number in range((last - day).days + 1)]
        tokens = {day: self._state / "tokens" / f"{day:%Y/%m/%d}.bin" for day in days}
        parts = [(day, Partial.load(path.read_bytes())) for day, path in tokens.items() if path.exists()]
        made = bundle((day, part) for day, part in parts if part)
        file.parent.mkdir(parents=True)
        for name, data in made.files.items():
            (file.parent / name).write_bytes(data)
        self.made += 1
        self.items += made.items
        self.bytes += sum(map(len, made.files.values()))


def _converters() -> dict[str, TextConverter]:
    return {variant: converter(variant, source="zh-Hans") for variant in VARIANTS if variant in BUILT}


def _of_children() -> float:
    """Seconds of processor that Pagefind has taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def weigh(output: Path, items: int) -> dict[str, Any]:
    """Sizes, in MB (a million bytes) for 1,000 items."""
    sizes: defaultdict[str, int] = defaultdict(int)
    for path in output.rglob("*.bin"):
        top = path.relative_to(output).parts[0]
        sizes["text" if top == "text" else "years" if top == "years" else "fold" if "fold" in top else "index"] += (
            path.stat().st_size
        )
    return {
        f"{name}_mb_per_1000": round(size / items / 1000, 3) for name, size in sorted(sizes.items()) if name != "fold"
    }
