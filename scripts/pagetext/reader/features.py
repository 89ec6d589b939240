"""What is measured of each line of a page, as numbers: the network's second sense beside the characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log1p

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.lines import CLOSE, NO_START, OPEN, Line

MARKS = (
    "byline", "contact", "credit", "editors", "folio", "jump-from", "jump-to", "nameplate", "notice", "pointer", "row",
    "rubric", "serial",
)  # fmt: skip
"""The marks of `marks.line_mark` that are told apart."""
_MARK = {name: n for n, name in enumerate(MARKS)}
_OWN = 34
_PAGE = 8
_BEGINNINGS = 4
_COLUMN = 2
WIDTH = _OWN + len(MARKS) + 4 + _PAGE + _BEGINNINGS + _COLUMN
"""Numbers of each line."""


def _clip(value: float, most: float) -> float:
    return max(-most, min(most, value)) / most


def numbers(lines: Sequence[Line], marks: Sequence[str]) -> NDArray[np.float32]:
    """An array lines by WIDTH."""
    size = len(lines)
    out = np.zeros((size, WIDTH), np.float32)
    depth = 0
    since = 0
    last = size - 1
    for n, line in enumerate(lines):
        text = line.text
        length = len(text)
        above = lines[n - 1] if n else None
        below = lines[n + 1] if n < last else None
        full = line.width + line.indent
        since = 0 if line.gap else since + 1
        digits = sum(map(text.count, "0123456789"))
        latin = len(text.encode("ascii", "ignore"))
        spaces = text.count(" ")
        opens = sum(map(text.count, OPEN))
        closes = sum(map(text.count, CLOSE))
        row = (
            full / 30, line.indent / 2, line.gap, below is None or below.gap, line.spaced, _clip(line.off, 6),
            abs(line.off) < 0.7, abs(line.off + 2) < 0.7, line.measure / 30, line.terminal, log1p(length) / 4,
            _clip(full - (above.width + above.indent if above else 0), 10),
            _clip(full - (below.width + below.indent if below else 0), 10),
            above is not None and above.measure != line.measure,
            below is not None and below.measure != line.measure,
            n / size, log1p(n) / 6, log1p(last - n) / 6, text.count("，") / 2, text[:-1].count("。") > 0,
            digits / length, latin / length,
            text[-1] in "，、；：", text[0] in NO_START, text[0] in "“「『‘", text[0] in "（(【〔[",
            text[-1] in "）)】〕]",
            _clip(depth, 2), spaces / 3, log1p(since) / 4, line.glued, min(len(line.parts), 8) / 8,
            above is not None and above.terminal, _clip(opens - closes, 2),
        )  # fmt: skip
        out[n, :_OWN] = row
        if marks[n] in _MARK:
            out[n, _OWN + _MARK[marks[n]]] = 1
        depth = max(-2, min(3, depth + opens - closes)) if not line.terminal or opens != closes else 0
    at = _OWN + len(MARKS)
    offs = np.array([line.off for line in lines], np.float32)
    full_lines = (np.abs(offs) < 0.7).astype(np.float32)
    padded = np.concatenate([np.zeros(3, np.float32), full_lines, np.zeros(3, np.float32)])
    out[:, at] = (padded[0:-6] + padded[1:-5] + padded[2:-4]) / 3
    out[:, at + 1] = (padded[4:-2] + padded[5:-1] + padded[6:]) / 3
    breaks = np.array([line.gap for line in lines], np.float32)
    ahead = np.zeros(size, np.float32)
    run = 0.0
    for n in range(size - 1, -1, -1):
        ahead[n] = log1p(run) / 4
        run = 0.0 if breaks[n] else run + 1
    out[:, at + 2] = ahead
    commons = np.array([line.measure for line in lines], np.float32)
    out[:, at + 3] = commons / max(1.0, float(np.median(commons))) / 2
    indents = np.array([line.indent for line in lines], np.float32)
    spaced = np.array([line.spaced for line in lines], np.float32)
    short = (np.abs(offs + 2) < 0.7) & (indents == 0)
    page = (
        breaks.mean(), (indents > 1).mean(), full_lines.mean(), (spaced > 0.5).mean(), short.mean(),
        float(np.median(commons)) / 30, log1p(size) / 6, len(set(commons.tolist())) / 6,
    )  # fmt: skip
    out[:, at + 4 : at + 4 + _PAGE] = page
    out[:, -_BEGINNINGS - _COLUMN : -_COLUMN] = beginnings(lines)
    out[:, -_COLUMN:] = columns(lines)
    return out


def beginnings(lines: Sequence[Line]) -> tuple[float, ...]:
    """How the page begins paragraphs: of lines below one that ends a paragraph for certain, the shares that are

    indented, two ems short of the measure, and full; and the share of all these with a blank line before them.
    """
    indented = short = full = apart = 0.0
    for above, line in pairwise(lines):
        if not above.terminal or above.off > _ENDED:
            continue
        if line.indent > 1:
            indented += 1
        elif abs(line.off + 2) < _NEAR:
            short += 1
        elif abs(line.off) < _NEAR:
            full += 1
        else:
            continue
        apart += line.gap
    seen = indented + short + full
    return tuple((count + 0.3) / (seen + 0.9) for count in (indented, short, full, apart))


_ENDED, _NEAR = -3.0, 0.7
"""Ems by which a paragraph's last line is short of the measure, at least; ems within which a line has a width."""


def columns(lines: Sequence[Line]) -> NDArray[np.float32]:
    """For lines that were of several columns on one raw line, which from the left each is, and of how many."""
    out = np.zeros((len(lines), _COLUMN), np.float32)
    first = 0
    for n in range(1, len(lines) + 1):
        if n < len(lines) and lines[n].number == lines[first].number:
            continue
        if n - first > 1:
            out[first:n, 0] = np.arange(n - first) / 3
            out[first:n, 1] = (n - first) / 4
        first = n
    return out
