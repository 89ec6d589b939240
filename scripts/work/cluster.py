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
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

PATIENCE = 10
"""Seconds to wait for a scheduler's answer and for its first worker."""

MISSING = """Dask distributed is not installed: uv pip install --require-hashes -r requirements-cluster.txt
尚未安装 Dask distributed：uv pip install --require-hashes -r requirements-cluster.txt"""
NO_WORKER = """{0}: no worker has joined: start some with `dask worker {0} --nthreads 1`.
{0}：没有任何 worker：请先启动 `dask worker {0} --nthreads 1`。"""
THREADS = """{0}: a worker with several threads: start it with --nthreads 1, and more of them.
{0}：该 worker 有多个线程：请以 --nthreads 1 启动，需要并行时多启动几个。"""
OTHER_CODE = """{0}: another version of this project runs there: bring it into step, start it in the project's folder.
{0}：该处的程序版本不同：请更新，并在项目目录中启动 worker。"""
OTHER_DISK = """{0}: does not see {1} as it is here: workers need the same folders under the same paths.
{0}：看不到此处的 {1}：各 worker 须以相同路径访问相同的目录。"""

GONE = """{0}: the scheduler is gone. Run the command again: it goes on from here.
{0}：调度器已断开。请重新运行，会从此处继续。"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where work is handed out: `executor` is None on this machine alone; `workers` can work at once."""

    executor: Executor | None
    workers: int


class ClusterError(Exception):
    """Work cannot be handed out, or the cluster gave up: in words that say what to do."""


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
        raise ClusterError(MISSING) from None
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: {error}") from None
    with client:
        workers = _ready(client, address, writes, reads)
        with client.get_executor() as executor:
            try:
                yield Cluster(executor, workers)
            except distributed.KilledWorker as error:
                raise ClusterError(f"{address}: {error}") from error
            except CancelledError as error:  # what waited for a scheduler that is gone
                raise ClusterError(GONE.format(address)) from error


def _ready(client: Any, address: str, writes: Path, reads: Path) -> int:
    """The number of workers, once all of them can do the work."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise ClusterError(NO_WORKER.format(address)) from None
    threads: dict[str, int] = client.nthreads()
    for worker, count in sorted(threads.items()):
        if count > 1:
            raise ClusterError(THREADS.format(worker))

    def ask(complaint: str, expected: object, function: Callable[..., object], *words: str) -> None:
        for worker, told in sorted(client.run(function, *words, on_error="return").items()):
            if told != expected:
                raise ClusterError(complaint.format(worker, *words))

    ask(OTHER_CODE, code_version(), code_version)
    ask(OTHER_DISK, lies_at(str(reads.resolve())), lies_at, str(reads.resolve()))
    writes.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=writes, prefix=".cluster-") as mark:
        ask(OTHER_DISK, lies_at(mark.name), lies_at, mark.name)
    return len(threads)


def lies_at(path: str) -> list[str] | int | None:
    """What a worker sees at a path: a folder's names, a file's size, None where there is nothing."""
    where = Path(path)
    if where.is_dir():
        return sorted(one.name for one in where.iterdir() if not one.name.startswith("."))
    return where.stat().st_size if where.exists() else None


def code_version() -> str:
    """A digest of scripts/ as it lies where this runs."""
    root = Path(__file__).resolve().parent.parent
    total = blake2b(digest_size=16)
    for path in sorted(root.rglob("*.py")):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()
