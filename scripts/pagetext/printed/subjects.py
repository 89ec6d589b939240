"""What texts of a page are about, as numbers: texts of one story have more pairs of characters in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

CLASSES = 1021
"""Classes that pairs of characters fall into."""
HAN, MARKS = 0x33FF, 0xFF00
"""Code points between which Chinese characters are."""


def pairs_of(texts: Sequence[str]) -> Floats:
    """How many of each text's pairs of characters fall into each class; a row for each text."""
    out = np.zeros((len(texts), CLASSES))
    for n, text in enumerate(texts):
        chars = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        han = (chars > HAN) & (chars < MARKS)
        out[n] = np.bincount(((chars[:-1] * 131 + chars[1:]) % CLASSES)[han[:-1] & han[1:]], minlength=CLASSES)
    return out


def subjects(texts: Sequence[str]) -> Floats:
    """What each text is about: its pairs of characters, those that few of the texts have more; rows of length one."""
    return weighed(pairs_of(texts))


def weighed(pairs: Floats, among: Floats | None = None) -> Floats:
    """Pairs weighed by how few of the texts (or of those `among` them) have them; rows of length one, or none."""
    known = pairs if among is None else among
    held = (known > 0).sum(axis=0)
    out = np.sqrt(pairs) * np.log((1 + len(known)) / (1 + held))
    length = np.sqrt((out * out).sum(axis=1, keepdims=True))
    found: Floats = out / np.maximum(length, 1e-9)
    return found
