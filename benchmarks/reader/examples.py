"""Simulated pages as files of training examples."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.reader.labels import Example, example
from benchmarks.reader.simulate import simulate
from benchmarks.reader.stock import Stock
from scripts.pagetext.reader.characters import Alphabet

PAGES = 200
"""Pages of a shard."""
LONGEST = 700
"""Lines of a page that is trained on, at most: attention grows with the square."""


def write(folder: Path, shards: Iterable[int], stock: Stock, alphabet: Alphabet) -> None:
    """Write shards that are not there yet; the number of a page is its seed."""
    folder.mkdir(parents=True, exist_ok=True)
    for shard in shards:
        file = folder / f"{shard:05d}.pkl"
        if file.exists():
            continue
        rows = []
        for seed in range(shard * PAGES, (shard + 1) * PAGES):
            made = example(simulate(seed, stock), alphabet)
            if made is not None and len(made.role) <= LONGEST:
                rows.append(packed(made))
        file.with_suffix(".tmp").write_bytes(pickle.dumps(rows))
        file.with_suffix(".tmp").rename(file)


def packed(e: Example) -> tuple[object, ...]:
    """An example with its map of shared words compressed: it is mostly empty."""
    return (
        e.characters,
        e.numbers,
        zlib.compress(e.kin.tobytes(), 1),
        e.measures,
        e.role,
        e.kind,
        e.above,
        e.anchor,
        e.name,
    )


def read(file: Path) -> list[Example]:
    """The examples of one shard."""
    out = []
    for characters, numbers, kin, measures, role, kind, above, anchor, name in pickle.loads(file.read_bytes()):
        size = len(role)
        square = np.frombuffer(zlib.decompress(kin), np.uint8).reshape(size, size)
        out.append(Example(characters, numbers, square, measures, role, kind, above, anchor, name))
    return out
