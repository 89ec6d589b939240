"""A progress bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


def silent(_done: int, _total: int) -> None:
    """No bar."""


@contextmanager
def progress_bar(label: str, quiet: bool = False) -> Iterator[Progress]:
    """A progress bar that appears with the first report of work to do, and disappears when the block ends."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console  # 0.1 s that a run without a terminal need not spend
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No thread refreshes it: workers may be forked from this process.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task(label, total=None, visible=False)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total > 0)
            bar.refresh()

        yield show
