"""--scheduler: any standard executor prints the same bytes; without Dask it says what to install."""

from __future__ import annotations

import builtins
import datetime as dt
import pickle
import random
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from scripts.cluster import cluster
from scripts.press.build import build
from tests.press import kit


class Elsewhere(Executor):
    """What a cluster does to work: it goes and comes back as bytes, and some of it is done twice."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        call = pickle.dumps((fn, args, kwargs))
        for _ in range(2):
            function, words, named = pickle.loads(call)
            result = function(*words, **named)
        future.set_result(pickle.loads(pickle.dumps(result)))
        return future


def test_another_executor_gives_the_same_bytes(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "VARIANTS = {'zh-Hant-TW': 2}")
    for day in range(10):
        kit.write_edition(options.content, kit.make_edition(random.Random(day), kit.START + dt.timedelta(day)))
    build(options, executor=Elsewhere())
    assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


def test_no_scheduler_is_no_cluster() -> None:
    with cluster(None) as executor:
        assert executor is None


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "distributed":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SystemExit, match="requirements-cluster"), cluster("tcp://127.0.0.1:1"):
        pass
