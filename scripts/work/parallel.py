"""Many tasks at once, their results in order: in processes of this machine, or on any executor of the standard kind.

Tasks are handed out a few at a time and their results are taken in the tasks' order. So memory does not grow with the
number of tasks, and what is done with the results is the same whatever the number of processes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(count: int, start: str = "fork") -> Iterator[Executor | None]:
    """A pool of `count` processes on this machine, or None for one. An error or interrupt cancels tasks not yet begun.

    `start` is the start method, where the system supports it: "fork" shares the modules already loaded, and requires
    that no other thread is running; "spawn" starts with an empty interpreter.
    """
    if count < 2:
        yield None
        return
    pool = ProcessPoolExecutor(count, mp_context=_context(start), initializer=_leave_interrupts)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def in_order(
    function: Callable[[Task], Result], tasks: Iterable[Task], executor: Executor | None = None, ahead: int = 1
) -> Iterator[Result]:
    """The results of a function over tasks, in the tasks' order; with an executor, up to `ahead` tasks run at once.

    When the caller stops (an interrupt, an error), tasks that have begun are finished and no other is begun. A task's
    exception is raised in its place.
    """
    if executor is None:
        yield from map(function, tasks)
        return
    left = iter(tasks)
    waiting: deque[Future[Result]] = deque(executor.submit(function, task) for task in islice(left, max(ahead, 1)))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(executor.submit(function, task) for task in islice(left, 1))


def in_batches(tasks: Iterable[Task], size: int) -> Iterator[tuple[Task, ...]]:
    """Tasks in tuples of up to `size`, in order; a task is taken from `tasks` only when its batch is."""
    left = iter(tasks)
    while batch := tuple(islice(left, size)):
        yield batch


def _context(start: str) -> multiprocessing.context.BaseContext:
    """The start method to use. macOS can fork, but its libraries break in forks, so there Python's default is kept."""
    methods = multiprocessing.get_all_start_methods()
    if start == "fork":
        return multiprocessing.get_context("fork" if {"fork", "forkserver"} <= set(methods) else None)
    return multiprocessing.get_context(start)


def _leave_interrupts() -> None:
    """Ignore Ctrl+C, which reaches every process of the terminal: the parent decides, workers finish their task."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
