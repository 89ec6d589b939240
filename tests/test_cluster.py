"""--scheduler: any standard executor prints the same bytes; without Dask it says what to install."""

from __future__ import annotations

import datetime as dt
import json
import os
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scripts.commands import convert
from scripts.conversion.editions import ConversionJob
from scripts.conversion.run import converted
from scripts.conversion.sources import RawFile, discover
from scripts.press.build import build
from scripts.work.cluster import ClusterError, cluster
from tests.press import kit

ROOT = Path(__file__).parent.parent


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


def test_no_scheduler_is_this_machine(tmp_path: Path) -> None:
    with cluster(None, tmp_path, tmp_path) as away:
        assert (away.executor, away.workers) == (None, 0)


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="requirements-cluster"), cluster("tcp://127.0.0.1:1", tmp_path, tmp_path):
        pass


def test_conversion_elsewhere_gives_the_same_bytes(tmp_path: Path) -> None:
    raw_pages(tmp_path, 6)
    tasks = convert_jobs(tmp_path, "here"), convert_jobs(tmp_path, "there")
    here = list(converted(tasks[0], 1))
    there = list(converted(tasks[1], 2, Elsewhere()))
    assert [[page.page for page in done.reports] for done in here] == [[page.page for page in d.reports] for d in there]
    assert kit.tree(tmp_path / "here") == kit.tree(tmp_path / "there")


def raw_pages(root: Path, days: int, pages: int = 1) -> None:
    for day in range(days):
        folder = root / "raw" / f"{kit.START + dt.timedelta(day):%Y/%m/%d}"
        folder.mkdir(parents=True)
        chance = random.Random(day)
        for page in range(1, pages + 1):
            bodies = (f"{kit.text(chance, 9)}\n\n    {kit.text(chance, 300)}。\n" for _ in range(6))
            (folder / f"{page:02d}.txt").write_text("\n".join(bodies), encoding="utf-8")


def convert_jobs(root: Path, content: str) -> list[ConversionJob]:
    files = [found for found in discover([root / "raw"]) if isinstance(found, RawFile)]
    return [ConversionJob(file.date, (file,), root / content, "1") for file in files]


@contextmanager
def dask(root: Path, workers: int = 2, threads: int = 1) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler with workers, each a process; the scheduler's address and the workers."""
    where = root / "scheduler.json"
    for left in (where, root / "dask.log"):
        left.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def begin(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:], "--scheduler-file", str(where)]
        with (root / "dask.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    begun = [begin("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    begun += [begin("worker", "--nthreads", str(threads), "--no-nanny", "--no-dashboard") for _ in range(workers)]
    try:
        for _ in range(200):
            if where.exists() and (root / "dask.log").read_text().count("Registered to:") == workers:
                break
            time.sleep(0.1)
        yield json.loads(where.read_text())["address"], begun[1:]
    finally:
        for process in begun:
            process.kill()
            process.wait()


@contextmanager
def command(root: Path, name: str, *words: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """One of the project's commands while it runs; it must end well."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    called = [sys.executable, "-m", f"scripts.{name}", *map(str, words), "--quiet"]
    with (root / "told").open("wb") as told, subprocess.Popen(called, cwd=ROOT, env=environment, stderr=told) as one:
        yield one
        assert one.wait() == 0, (root / "told").read_text()


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_bytes_of_one_machine(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="requirements-cluster.txt is not installed")
    raw_pages(tmp_path, 40, pages=4)
    options = kit.project(tmp_path, "VARIANTS = {'zh-Hant-TW': None}", "there")
    convert.main([str(tmp_path / "raw"), "--content", str(tmp_path / "here"), "--quiet", "--jobs", "1"])
    where: list[str | Path] = [
        "--content",
        options.content,
        "--output",
        options.output,
        "--settings",
        options.settings_file,
    ]
    how: list[str | Path] = ["--state", options.state, "--theme", options.theme, "--no-search", "--scheduler"]
    with dask(tmp_path) as (address, workers):
        with command(tmp_path, "convert", tmp_path / "raw", *where[:2], "--scheduler", address) as process:
            lost_after(workers[0], process, options.content, 12)
        assert kit.tree(options.content) == kit.tree(tmp_path / "here")
    with dask(tmp_path) as (address, workers):
        with command(tmp_path, "build", *where, *how, address) as process:
            lost_after(workers[0], process, options.state / "staging", 300)
        assert kit.tree(options.output) == kit.tree(kit.build_anew(options))


def lost_after(worker: subprocess.Popen[bytes], process: subprocess.Popen[bytes], folder: Path, files: int) -> None:
    """Kill a worker when the work has come so far; that the work was not over yet is part of the test."""
    while process.poll() is None and sum(path.is_file() for path in folder.rglob("*")) < files:
        time.sleep(0.02)
    assert process.poll() is None
    worker.kill()


@pytest.mark.slow
def test_workers_that_cannot_do_the_work_are_told(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="requirements-cluster.txt is not installed")
    with dask(tmp_path, 1, threads=2) as (address, _), pytest.raises(ClusterError, match="--nthreads 1"):
        cluster(address, tmp_path, tmp_path).__enter__()


@pytest.mark.slow
def test_a_cluster_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="requirements-cluster.txt is not installed")
    monkeypatch.setattr("scripts.work.cluster.PATIENCE", 1)
    with dask(tmp_path, 0) as (address, _), pytest.raises(ClusterError, match="no worker has joined"):
        cluster(address, tmp_path, tmp_path).__enter__()
