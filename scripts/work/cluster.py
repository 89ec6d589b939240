"""More than one machine: a Dask scheduler as a standard executor, for any command that hands out work.

Dask distributed is no part of the usual environment: `uv pip install --require-hashes -r requirements-cluster.txt`.
Its workers must run this project's code, one thread each, and see the same folders (a shared disk); that is looked at
before anything is handed out, because a worker that writes to a disk of its own would lose work without a word.
What a lost worker had in hand is done again by another; the bytes are those of one machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from scripts.edition.catalogue import Bilingual, UserError, words
from scripts.work.code import code_digest

PATIENCE = 10
"""Seconds to wait for a scheduler's answer and for its first worker."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where work is handed out: `executor` is None on this machine alone; `workers` can work at once."""

    executor: Executor | None
    workers: int


class ClusterError(UserError):
    """Work cannot be handed out, or the cluster gave up."""


@contextmanager
def cluster(address: str | None, writes: Path, reads: Path) -> Iterator[Cluster]:
    """The cluster behind a scheduler's address; for None this machine.

    Its workers are to see the folder that they write to and the file or folder that they read. Raises ClusterError.
    """
    if address is None:
        yield Cluster(None, 0)
        return
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ClusterError(words("cluster-missing")) from None
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(Bilingual.same(f"{address}: {error}")) from None
    with client:
        workers = _ready(client, address, writes, reads)
        with client.get_executor() as executor:
            try:
                yield Cluster(executor, workers)
            except distributed.KilledWorker as error:
                raise ClusterError(Bilingual.same(f"{address}: {error}")) from error
            except CancelledError as error:  # what waited for a scheduler that is gone
                raise ClusterError(words("cluster-gone", address=address)) from error


def _ready(client: Any, address: str, writes: Path, reads: Path) -> int:
    """The number of workers, once all of them can do the work."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise ClusterError(words("cluster-no-worker", address=address)) from None
    threads: dict[str, int] = client.nthreads()
    for worker, count in sorted(threads.items()):
        if count > 1:
            raise ClusterError(words("cluster-threads", worker=worker))

    def ask(expected: object, function: Callable[..., object], *path: str) -> None:
        for worker, answer in sorted(client.run(function, *path, on_error="return").items()):
            if answer != expected:
                problem = "cluster-other-disk" if path else "cluster-other-code"
                raise ClusterError(words(problem, worker=worker, path="".join(path)))

    ask(code_digest(), code_digest)
    ask(lies_at(str(reads.resolve())), lies_at, str(reads.resolve()))
    writes.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=writes, prefix=".cluster-") as mark:
        ask(lies_at(mark.name), lies_at, mark.name)
    return len(threads)


def lies_at(path: str) -> list[str] | int | None:
    """What a worker sees at a path: the names in a folder, the size of a file, None where nothing exists."""
    where = Path(path)
    if where.is_dir():
        return sorted(entry.name for entry in where.iterdir() if not entry.name.startswith("."))
    return where.stat().st_size if where.exists() else None
