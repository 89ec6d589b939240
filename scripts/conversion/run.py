"""Many editions converted: in one process or several, in order of date, a few at a time, so that memory stays flat."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

PARALLEL_FROM = 3
"""Editions from which more processes pay for their start (about 0.1 s, as much as an edition of eight pages)."""
AHEAD = 4
"""Editions waiting for each process: enough to keep it busy while the report is written, few enough to be small."""

_MAKERS = ("pagetext", "edition/frontmatter.py", "edition/yamltext.py", "edition/editionfile.py", "edition/model.py")
"""What an item's bytes depend on besides the raw page, below scripts/."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def converter_version() -> str:
    """A name for what turns bytes into items: it changes when that code does, and with nothing else."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha1(unicodedata.unidata_version.encode(), usedforsecurity=False)
    for maker in _MAKERS:
        top = root / maker
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def in_order(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, executor: Executor | None = None
) -> Iterator[Result]:
    """The results in the tasks' order. On an interrupt what has begun is finished, and nothing else is begun.

    `executor` works elsewhere than in processes of this machine; `jobs` is then how many it can do at once.
    """
    if executor is not None:
        yield from _handed_out(work, tasks, jobs, executor)
        return
    if jobs <= 1 or len(tasks) < PARALLEL_FROM:
        yield from map(work, tasks)
        return
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=_context(), initializer=_leave_interrupts)
    try:
        yield from _handed_out(work, tasks, jobs, pool)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _handed_out(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, executor: Executor
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    rest = iter(tasks)
    waiting.extend(executor.submit(work, task) for task in islice(rest, jobs * AHEAD))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(executor.submit(work, task) for task in islice(rest, 1))


def _context() -> multiprocessing.context.BaseContext:
    """Forked workers share the modules that are loaded; no other thread runs when they start."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in methods and "forkserver" in methods else None)


def _leave_interrupts() -> None:
    """Ctrl-C goes to every process of the terminal; the first decides, the workers finish what they have in hand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
