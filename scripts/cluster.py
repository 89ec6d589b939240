"""More than one machine: a Dask scheduler as a standard executor, for any command that hands out work.

Dask distributed is no part of the usual environment: `uv pip install --require-hashes -r requirements-cluster.txt`.
Its workers must have this project as their working folder and see the same content, output and state (a shared disk).
What a lost worker had in hand is done again by another; the bytes are those of a build on one machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

MISSING = """Dask distributed is not installed: uv pip install --require-hashes -r requirements-cluster.txt
尚未安装 Dask distributed：uv pip install --require-hashes -r requirements-cluster.txt"""


@contextmanager
def cluster(address: str | None) -> Iterator[Executor | None]:
    """The executor behind a scheduler's address, or None for no address.

    Raises SystemExit with what to do where Dask is not installed or the scheduler does not answer.
    """
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise SystemExit(MISSING) from None
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise SystemExit(f"{address}: {error}") from None
    with client, client.get_executor() as executor:
        yield executor
