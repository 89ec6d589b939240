"""The network, run with numpy: what each line of a page is, and on which lines it hangs.

Layers over the lines of a page. Each looks at the two neighbours on either side, then at all lines (attention,
with biases for distance and for shared words), then at the line by itself. Which line goes on from which is also told
by the characters at the seam, two on either side, as a language has them together. Weights are kept as whole numbers of
eight bits with a scale for each row, and unpacked when they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.reader.characters import FIRST, SEEN

Array = NDArray[np.float32]
EDGE = 5
"""Characters at either end of a line that the network reads one by one."""
MAPS = 3
_STEPS = (*range(17), 24, 32, 48, 64, 96, 128)
BUCKETS = 2 * len(_STEPS) - 1
"""Distances between two lines that are told apart: each up to sixteen, then ever coarser."""
FAR = np.float32(-1e4)


def buckets(size: int) -> NDArray[np.int64]:
    """Lines by lines: the number of the distance from one to the other."""
    steps = np.array(_STEPS)
    away = np.arange(size)[:, None] - np.arange(size)[None, :]
    number = np.searchsorted(steps, np.abs(away), side="right") - 1
    return np.asarray(np.where(away < 0, -number, number) + len(_STEPS) - 1, np.int64)


def edges(characters: NDArray[np.int32]) -> NDArray[np.int32]:
    """The first and the last characters of each line, from what `Alphabet.page` makes."""
    size = (characters[:, :FIRST] > 0).sum(1)
    at = np.maximum(size[:, None] - EDGE + np.arange(EDGE)[None], 0)
    short = np.take_along_axis(characters, at, 1)
    ends = np.where((characters[:, -1:] > 0), characters[:, SEEN - EDGE :], short)
    return np.concatenate([characters[:, :EDGE], ends], 1)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the network says of a page, as logarithms of chances: lines by roles, by kinds, and by the lines that each
    goes on from (`above`) or belongs to (`anchor`); the last column of these two is none.
    """

    role: Array
    kind: Array
    above: Array
    anchor: Array


def _norm(x: Array, w: Mapping[str, Array], name: str) -> Array:
    mean = x.mean(1, keepdims=True)
    away = x - mean
    return np.asarray(
        away / np.sqrt((away * away).mean(1, keepdims=True) + 1e-5) * w[f"{name}.weight"] + w[f"{name}.bias"]
    )


def _linear(x: Array, w: Mapping[str, Array], name: str) -> Array:
    return np.asarray(x @ w[f"{name}.weight"].T + w[f"{name}.bias"])


def _log_softmax(x: Array) -> Array:
    x = x - x.max(1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(1, keepdims=True)))


def _spell(characters: NDArray[np.int32], w: Mapping[str, Array]) -> tuple[Array, Array]:
    """Patterns of three characters: the strongest of each line, and their mean."""
    kernel = w["spell.weight"]  # filters, letter, 3
    table = w["letters.weight"]
    there = (characters > 0).astype(np.float32)
    padded = np.pad(characters, ((0, 0), (1, 1)))
    out: Array | None = None
    for n in range(3):
        # each character's share in a pattern is looked up, not multiplied anew
        part = (table @ kernel[:, :, n].T)[padded[:, n : n + characters.shape[1]]]
        out = part if out is None else out + part
    assert out is not None
    out = np.maximum(out + w["spell.bias"], 0) * there[:, :, None]
    return out.max(1), out.sum(1) / np.maximum(there.sum(1), 1)[:, None]


def _layer(x: Array, maps: Array, places: NDArray[np.int64], w: Mapping[str, Array], name: str, heads: int) -> Array:
    size, width = x.shape
    y = np.pad(_norm(x, w, f"{name}.near_norm"), ((2, 2), (0, 0)))
    kernel = w[f"{name}.near.weight"][:, 0]  # width, 5
    near = sum(y[n : n + size] * kernel[:, n] for n in range(5))
    x = x + near + w[f"{name}.near.bias"]
    qkv = _linear(_norm(x, w, f"{name}.page_norm"), w, f"{name}.qkv")
    deep = width // heads
    relative, shared = w[f"{name}.relative"], w[f"{name}.shared"]
    parts = []
    for h in range(heads):
        q = qkv[:, h * deep : (h + 1) * deep]
        k = qkv[:, width + h * deep : width + (h + 1) * deep]
        v = qkv[:, 2 * width + h * deep : 2 * width + (h + 1) * deep]
        score = q @ k.T
        score *= np.float32(deep**-0.5)
        score += relative[h][places]
        for m in range(MAPS):
            score += shared[h, m] * maps[m]
        score -= score.max(1, keepdims=True)
        np.exp(score, out=score)
        parts.append((score @ v) / score.sum(1, keepdims=True))
    x = x + _linear(np.concatenate(parts, 1), w, f"{name}.out")
    inner = np.maximum(_linear(_norm(x, w, f"{name}.line_norm"), w, f"{name}.wide"), 0)
    return np.asarray(x + _linear(inner, w, f"{name}.back"))


def _seams(ends: NDArray[np.int32], w: Mapping[str, Array]) -> Array:
    """Lines by lines: how well the first two characters of the one go on from the last two of the other."""
    begins = w["seam.first.weight"][ends[:, 0]] + w["seam.second.weight"][ends[:, 1]]
    closes = w["seam.last.weight"][ends[:, -1]] + w["seam.before.weight"][ends[:, -2]]
    return np.asarray((begins @ closes.T) * w["seam.gain"], np.float32)


def _pointer(
    x: Array, maps: Array, places: NDArray[np.int64], w: Mapping[str, Array], name: str, seams: Array | None = None
) -> Array:
    x = _norm(x, w, f"{name}.norm")
    query, key = _linear(x, w, f"{name}.query"), _linear(x, w, f"{name}.key")
    score = query @ key.T
    score *= np.float32(query.shape[1] ** -0.5)
    score += w[f"{name}.relative"][places]
    for m in range(MAPS):
        score += w[f"{name}.shared"][m] * maps[m]
    if seams is not None:
        score += seams
    np.fill_diagonal(score, FAR)
    return _log_softmax(np.concatenate([score, _linear(x, w, f"{name}.none")], 1))


def judge(
    characters: NDArray[np.int32], numbers: Array, maps: Array, w: Mapping[str, Array], *, heads: int = 4
) -> Judgement:
    """Run the network on one page. Shapes: lines by SEEN, lines by WIDTH, MAPS by lines by lines."""
    peak, mean = _spell(characters, w)
    at_ends = edges(characters)
    ends = w["letters.weight"][at_ends].reshape(len(characters), -1)
    x = _linear(np.concatenate([peak, mean, ends, numbers], 1).astype(np.float32), w, "enter")
    places = buckets(len(characters))
    number = 0
    while f"layers.{number}.relative" in w:
        x = _layer(x, maps, places, w, f"layers.{number}", heads)
        number += 1
    x = _norm(x, w, "norm")
    return Judgement(
        _log_softmax(_linear(x, w, "role")), _log_softmax(_linear(x, w, "kind")),
        _pointer(x, maps, places, w, "above", _seams(at_ends, w)), _pointer(x, maps, places, w, "anchor"),
    )  # fmt: skip
