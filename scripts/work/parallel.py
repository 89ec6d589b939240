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
    """`count` processes of this machine, or None where one is enough. An error or interrupt drops what has not begun.

    `start` is how they come into being where the system has that way: "fork" shares the modules that are loaded, and
    needs that no other thread runs meanwhile; "spawn" begins with an empty interpreter.
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
    """The results of a function over tasks, in the tasks' order; with an executor, `ahead` tasks are under way at once.

    Once the caller stops asking (an interrupt, an error), what has begun is finished and nothing else is begun.
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
    """Tasks in their order, `size` together; none is asked for before its batch is."""
    left = iter(tasks)
    while batch := tuple(islice(left, size)):
        yield batch


def _context(start: str) -> multiprocessing.context.BaseContext:
    """MacOS can fork, but its libraries cannot bear it: there, Python's own way of starting is left as it is."""
    methods = multiprocessing.get_all_start_methods()
    if start == "fork":
        return multiprocessing.get_context("fork" if {"fork", "forkserver"} <= set(methods) else None)
    return multiprocessing.get_context(start)


def _leave_interrupts() -> None:
    """Ctrl+C goes to every process of the terminal: the first decides, the workers finish what they have in hand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
