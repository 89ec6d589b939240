"""The archive's search built and weighed, in a process of its own so that its memory can be told."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.search.corpus import Archive
from scripts.edition.model import Edition
from scripts.search import TextConverter, update
from scripts.variants import VARIANTS, converter

BUILT = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def index(items: int, years: int, output: Path, state: Path) -> dict[str, Any]:
    """Build the search of the archive, and then once more with one edition changed."""
    converters: dict[str, TextConverter] = {
        variant: converter(variant, source="zh-Hans") for variant in VARIANTS if variant in BUILT
    }
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
