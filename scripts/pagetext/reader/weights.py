"""The network's weights and its alphabet, in one file that comes with the package."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.reader.characters import Alphabet

FILE = "weights.npz"


@dataclass(frozen=True, slots=True)
class NetworkWeights:
    """What was learned: arrays by name, and the alphabet that they are of."""

    arrays: Mapping[str, NDArray[np.float32]]
    alphabet: Alphabet
    doubt: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """How measures of an item are weighed (`vote.candidates`): rows for the network's items, for others', and without
    what a vote knows; none where they were not fitted."""
    known: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    """How what two readings of a page have in common is weighed for whether the other one knows the paper
    (`vote.PAGE`, and one more)."""
    look: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    """How measures of an item are weighed for whether a person should look at it (`look.NAMES`, and one more)."""


def pack(arrays: Mapping[str, NDArray[np.float32]], known: str, folds: Mapping[str, str]) -> bytes:
    """Weights as the bytes of their file: large arrays as whole numbers of eight bits with a scale for each row."""
    out: dict[str, NDArray[Any]] = {}
    for name, value in sorted(arrays.items()):
        if value.ndim > 1 and value.size > 2000:
            flat = value.reshape(len(value), -1)
            scale = np.maximum(np.abs(flat).max(1), 1e-8) / 127
            out[f"{name}|q"] = np.round(flat / scale[:, None]).astype(np.int8).reshape(value.shape)
            out[f"{name}|s"] = scale.astype(np.float32)
        else:
            out[f"{name}|f"] = value.astype(np.float32)
    text = json.dumps([known, dict(sorted(folds.items()))], ensure_ascii=False).encode()
    out["alphabet"] = np.frombuffer(text, np.uint8)
    held = io.BytesIO()
    np.savez_compressed(held, **out)  # type: ignore[arg-type]
    return held.getvalue()


def unpack(data: bytes) -> NetworkWeights:
    """Weights from the bytes of their file."""
    arrays: dict[str, NDArray[np.float32]] = {}
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        for key in held.files:
            name, _, form = key.partition("|")
            if form == "q":
                value = held[key].astype(np.float32)
                scale = held[f"{name}|s"]
                arrays[name] = value * scale.reshape(-1, *[1] * (value.ndim - 1))
            elif form == "f":
                arrays[name] = held[key]
        known, folds = json.loads(held["alphabet"].tobytes())
    doubt = arrays.pop("doubt", np.zeros((0, 0), np.float32))
    look = arrays.pop("look", np.zeros(0, np.float32))
    trust = arrays.pop("known", np.zeros(0, np.float32))
    return NetworkWeights(arrays, Alphabet(known, folds), doubt, trust, look)


@cache
def weights() -> NetworkWeights:
    """The weights that come with the package."""
    return unpack((files("scripts.pagetext.reader") / FILE).read_bytes())
