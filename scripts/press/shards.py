"""Running batches of jobs: here, in processes of this machine, or on any executor of the standard kind.

Batches are handed out a few at a time and their results taken in order, so that memory does not follow the number of
editions, and the same is done in the same order whatever the number of processes.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from scripts.press.plan.jobs import Done, Job, Place

T = TypeVar("T")


def print_jobs(place: Place, batch: tuple[Job, ...]) -> Done:
    """One run of Pelican over a batch: what a worker does."""
    from scripts.press.plugin import Batch, print_batch

    return print_batch(Batch(place, batch))


def in_batches(jobs: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Jobs in their order, so many together, none asked for before its batch is."""
    left = iter(jobs)
    while batch := tuple(islice(left, size)):
        yield batch


def run(
    place: Place, batches: Iterable[tuple[Job, ...]], executor: Executor | None, workers: int = 1
) -> Iterator[Done]:
    """Print batches, their results in order; on an executor with two batches under way for each of its workers."""
    if executor is None:
        for batch in batches:
            yield print_jobs(place, batch)
        return
    waiting: deque[Future[Done]] = deque()
    for batch in batches:
        waiting.append(executor.submit(print_jobs, place, batch))
        if len(waiting) >= 2 * workers:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def processes(count: int) -> Iterator[Executor | None]:
    """So many processes of this machine, or None where one is enough."""
    if count < 2:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(count, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
