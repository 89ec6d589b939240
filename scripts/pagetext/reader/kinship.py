"""Which lines of a page speak of the same things: a map of the pairs of characters that any two lines share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.reader.characters import RESERVED

Map = NDArray[np.float32]
COMMON = 0.22
"""Pairs that more than this share of the lines have say nothing."""
_SPAN = 1 << 13


def kinship(codes: Sequence[Sequence[int]]) -> Map:
    """Lines by lines: cosine of their pairs of neighbouring known characters, each weighted by how rare it is here.

    `codes` are the lines' characters as `Alphabet.numbers` gives them. The diagonal is zero.
    """
    size = len(codes)
    lines: list[int] = []
    pairs: list[int] = []
    for number, row in enumerate(codes):
        row_pairs = {a * _SPAN + b for a, b in pairwise(row) if a >= RESERVED and b >= RESERVED}
        lines.extend([number] * len(row_pairs))
        pairs.extend(row_pairs)
    if not pairs:
        return np.zeros((size, size), np.float32)
    _, place, count = np.unique(np.array(pairs, np.int64), return_inverse=True, return_counts=True)
    top = max(2.0, COMMON * size)
    weight = np.where((count >= 2) & (count <= top), np.log((size + 1) / count), 0.0).astype(np.float32)
    alone = np.float32(log(size + 1))
    everything = np.where(count == 1, alone, weight).astype(np.float32)
    line = np.array(lines, np.int64)
    norm = np.zeros(size, np.float32)
    np.add.at(norm, line, everything[place] ** 2)
    used = np.flatnonzero(weight[place] > 0)
    used = used[np.argsort(place[used], kind="stable")]
    group, rows = place[used], line[used]
    scaled = weight[group] / np.sqrt(np.maximum(norm, 4.0))[rows]
    many = count[group]  # each entry meets every entry of its pair
    first = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]])) if len(group) else group
    begin = np.repeat(first, count[group[first]])
    total = int(many.sum())
    left = np.repeat(np.arange(len(used)), many)
    right = np.repeat(begin - np.cumsum(many) + many, many) + np.arange(total)
    flat = np.bincount(rows[left] * size + rows[right], scaled[left] * scaled[right], size * size)
    out = flat.reshape(size, size).astype(np.float32)
    np.fill_diagonal(out, 0.0)
    return np.asarray(out, np.float32)


def maps(kin: Map) -> Map:
    """Three maps of shared words as the network reads them: line to line, line to the twelve lines from another on,
    and neighbourhood to neighbourhood.
    """
    size = len(kin)
    sums = np.zeros((size, size + 1), np.float32)
    np.cumsum(kin, axis=1, out=sums[:, 1:])
    ends = np.minimum(np.arange(size) + AHEAD, size)
    ahead = sums[:, ends] - sums[:, :-1]
    low, high = np.maximum(np.arange(size) - NEAR, 0), np.minimum(np.arange(size) + NEAR + 1, size)
    across = sums[:, high] - sums[:, low]
    down = np.zeros((size + 1, size), np.float32)
    np.cumsum(across, axis=0, out=down[1:])
    near = (down[high] - down[low]) / (2 * NEAR + 1)
    return np.stack([np.sqrt(kin), np.sqrt(np.maximum(ahead, 0)), np.sqrt(np.maximum(near, 0))])


AHEAD, NEAR = 12, 3
