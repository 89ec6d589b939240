"""A progress bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(total: int, quiet: bool, label: str = "转换 Converting") -> Iterator[Callable[[int], None]]:
    """Gives a function that is told how many pages more are done."""
    if quiet or not total or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # 0.1 s that a run without a terminal need not spend
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No refresh thread: workers are forked from this process.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(pages: int) -> None:
            bar.advance(task, pages)
            bar.refresh()

        yield advance
