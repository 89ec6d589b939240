"""What a build tells a person: a bar while it prints, the findings, and a small table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.press.budget import REMEDIES

if TYPE_CHECKING:
    from scripts.press.build import Stats


def silent(_done: int, _total: int) -> None:
    """No bar."""


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere; imports what draws it only when there is something to draw."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    bars: list[object] = []

    def show(done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        if not bars:
            bar = Progress(console=Console(stderr=True), transient=True)
            bar.start()
            bars.extend((bar, bar.add_task("printing", total=total)))
        bars[0].update(bars[1], completed=done)  # type: ignore[attr-defined]

    try:
        yield show
    finally:
        if bars:
            bars[0].stop()  # type: ignore[attr-defined]


def report(stats: Stats, output: Path, quiet: bool) -> None:
    """Findings on stderr; unless quiet, what was done on stdout."""
    for finding in stats.findings:
        where = f"{finding.path}:{finding.line}" if finding.line else finding.path
        print(f"{where}: {finding.severity}: {finding.message}\n    {finding.message_zh}", file=sys.stderr)
    if stats.budget.is_tight:
        print(REMEDIES, file=sys.stderr)
    if quiet:
        return
    seconds = sum(stats.seconds.values())
    stages = ", ".join(f"{name} {value:.2f}" for name, value in stats.seconds.items() if value >= 0.005)
    rows = [
        ("Editions", f"{stats.editions_built} built, {stats.editions_kept} kept, {stats.editions_removed} removed"),
        ("Files", f"{stats.files_written} written, {stats.files_unchanged} unchanged, {stats.files_deleted} deleted"),
        ("Site", f"{stats.output_files:,} files and search in {output}"),
        ("Time", f"{seconds:.2f} s ({stages})" if stages else f"{seconds:.2f} s"),
    ]
    if stats.budget.limit:
        rows.insert(3, ("Budget", stats.budget.told()))
    if not stats.address:
        rows.append(
            (
                "Address",
                "SITEURL is not set: feeds, sitemaps and catalogues are left out 未设 SITEURL，不生成订阅和站点地图",
            )
        )
    for name, text in rows:
        print(f"{name:10}{text}")
