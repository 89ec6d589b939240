"""Many tasks in order: never more under way than asked for, and none begun once nobody asks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from scripts.work.parallel import in_batches, in_order, processes


class Counting(Executor):
    """Runs each task at once, and remembers which it was given."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.append(args[0])
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.mark.parametrize("ahead", [0, 1, 3])
def test_no_more_tasks_are_under_way_than_asked_for(ahead: int) -> None:
    executor, tasks = Counting(), iter(range(10))
    for number, result in enumerate(in_order(lambda task: -task, tasks, executor, ahead)):
        assert result == -number
        assert len(executor.given) <= number + max(ahead, 1)
    assert executor.given == list(range(10))


@pytest.mark.parametrize("ahead", [1, 3])
def test_as_many_tasks_are_under_way_as_asked_for(ahead: int) -> None:
    executor = Counting()
    results = in_order(lambda task: task, range(10), executor, ahead)
    next(results)
    assert len(executor.given) == ahead


def test_none_is_begun_once_the_caller_stops_asking() -> None:
    executor = Counting()
    results = in_order(lambda task: task, range(10), executor, 2)
    assert [next(results), next(results)] == [0, 1]
    results.close()  # type: ignore[attr-defined]
    assert executor.given == [0, 1, 2]


def test_an_error_is_raised_in_its_tasks_place() -> None:
    results = in_order(lambda task: 6 // (3 - task), range(5))
    assert [next(results) for _ in range(3)] == [2, 3, 6]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_a_batch_takes_its_tasks_when_it_is_asked_for() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(5):
            taken.append(number)
            yield number

    batches = in_batches(tasks(), 2)
    assert next(batches) == (0, 1)
    assert taken == [0, 1]
    assert list(batches) == [(2, 3), (4,)]


def test_what_has_not_begun_is_dropped_at_the_end_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[dict[str, bool]] = []

    class Pool(Counting):
        def __init__(self, *_: object, **__: object) -> None:
            super().__init__()

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            said.append({"wait": wait, "cancel_futures": cancel_futures})

    monkeypatch.setattr("scripts.work.parallel.ProcessPoolExecutor", Pool)
    with pytest.raises(KeyboardInterrupt), processes(2):
        raise KeyboardInterrupt
    assert said == [{"wait": True, "cancel_futures": True}]
    with processes(1) as pool:
        assert pool is None
