"""Lines that a recogniser read across a gutter, cut where columns part.

A gutter of an em or so is no wider than a space in a headline. What tells them apart is what stands above and below:
other lines of that size that begin where this one goes on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.extraction.recognised import ems
from scripts.extraction.recogniser import Corner, SeenText

BLANK = 0.65
"""Of a line's height: columns of pixels without ink from which they may be a gutter."""
DARK = 0.5
"""Where between paper and ink a pixel is dark."""
INKED = 0.04
"""Share of a column's pixels that are dark from which it has ink: less is dust."""
RULE = 0.16
"""Of a line's height: how wide a rule in a gutter is at most, which is dark from top to bottom."""
ALIGNED = 0.45
"""Of a line's height: what the beginnings of the lines of one column differ by."""
REACH = 45.0
"""Heights of a line above and below in which others of its column are looked for."""
VOTES = 3
"""Lines that begin, or go on after a gap, where one goes on, itself among them, for the gap to be a gutter; two where
the other one begins there: two lines of a headline can have their spaces below each other.
"""
UNSPACED = 0.85
"""Of a line's height: a gap of which the text has no space, since the recogniser left it out."""
SURE_PLACE = 0.4
"""Ems by which such a gap may be off a place between two characters."""
LEVEL = 0.3
"""Degrees of slant up to which a line's box is taken for upright."""
SAME_SIZE = 0.18


class Gap(NamedTuple):
    """A stretch without ink in a line, in pixels across the page, and the character of its text (from 0) after it."""

    left: float
    right: float
    start: int


def apart(lines: Sequence[SeenText], picture: NDArray[np.uint8]) -> list[SeenText]:
    """The lines, those that run across gutters cut there. `picture` is grey, rows by columns, as they were read in."""
    gaps = [gaps_of(line, picture) for line in lines]
    begins: list[tuple[float, float, float, bool]] = []  # x, y, height of a place where a line begins or goes on
    for line, line_gaps in zip(lines, gaps, strict=True):
        middle = sum(y for _, y in line.corners) / 4
        begins.append((line.corners[0][0], middle, line.height, True))
        begins += [(gap.right, middle, line.height, False) for gap in line_gaps]
    begins.sort()
    xs = [begin[0] for begin in begins]
    out: list[SeenText] = []
    for line, line_gaps in zip(lines, gaps, strict=True):
        high, middle = max(1.0, line.height), sum(y for _, y in line.corners) / 4
        cuts = []
        for gap in line_gaps:
            near = begins[bisect_left(xs, gap.right - ALIGNED * high) : bisect_right(xs, gap.right + ALIGNED * high)]
            votes = [
                own for _, y, h, own in near if abs(y - middle) < REACH * high and abs(h - high) < SAME_SIZE * high
            ]
            if len(votes) >= VOTES or any(votes):
                cuts.append(gap)
        out += _cut(line, cuts)
    return out


def gaps_of(line: SeenText, picture: NDArray[np.uint8]) -> list[Gap]:
    """The wide gaps of a line, in order: at a space of its text, or wider ones between two characters."""
    text = line.text.strip()
    spaces = [n for n, char in enumerate(text) if char.isspace()]
    blanks = _blanks(line, picture) if line.length > 2 * line.height else []
    if not blanks:
        return []
    left, right = line.corners[0][0], line.corners[1][0]
    inked = max(1.0, right - left - sum(high - low for low, high in blanks))
    total = max(1.0, ems("".join(text.split())))
    lengths = [ems("".join(text[:n].split())) for n in range(len(text) + 1)]
    out: list[Gap] = []
    before, seen = 0.0, left
    for low, high in blanks:  # at how many ems of the text's characters each blank stands
        before += low - seen
        seen = high
        length = total * before / inked
        space = min(spaces, key=lambda n: abs(lengths[n] - length), default=None)
        if space is not None and abs(lengths[space] - length) < max(0.04 * total, 1.5):
            out.append(Gap(low, high, space + 1))
            spaces.remove(space)
        elif high - low >= UNSPACED * line.height:
            place = min(range(1, len(text)), key=lambda n: abs(lengths[n] - length), default=0)
            if place and abs(lengths[place] - length) < SURE_PLACE:
                out.append(Gap(low, high, place))
    return sorted(out, key=lambda gap: gap.start)


def _darkness(line: SeenText, picture: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], int, int] | None:
    """Which pixels of a line's box are ink, and its left and top; None where paper and ink are not told apart."""
    left, right = round(max(0.0, line.corners[0][0])), round(line.corners[1][0])
    ys = [y for _, y in line.corners]
    top, bottom = round(max(0.0, min(ys))), round(max(ys))
    crop = picture[top:bottom, left:right]
    if crop.size == 0 or crop.shape[0] < 4:
        return None
    ink, paper = (float(value) for value in np.percentile(crop, (3, 90)))
    if paper - ink < 40:
        return None
    dark = crop < ink + DARK * (paper - ink)
    return (~dark if dark.mean() > 0.6 else dark), left, top  # white on a tint


def _blanks(line: SeenText, picture: NDArray[np.uint8]) -> list[tuple[float, float]]:
    """The stretches of a line, in pixels across the page, that have no ink and are wide."""
    darkness = _darkness(line, picture)
    if darkness is None:
        return []
    inked, left, _ = darkness
    dark, high = inked.mean(axis=0), inked.shape[0]
    blank = dark < INKED
    for low, end in _runs(dark > 0.85):  # a rule in the gutter
        if end - low <= RULE * high:
            blank[low:end] = True
    return [(left + low, left + end) for low, end in _runs(blank) if end - low >= BLANK * high and low > 0]


def tightened(line: SeenText, picture: NDArray[np.uint8]) -> SeenText:
    """A line whose box ends where its ink does: recognisers leave a margin that is as wide as a gutter at times."""
    darkness = _darkness(line, picture) if line.length > line.height and abs(line.slant) < LEVEL else None
    if darkness is None:
        return line
    inked, left, top = darkness
    columns = np.flatnonzero(inked.mean(axis=0) >= INKED)
    rows = np.flatnonzero(inked.mean(axis=1) >= INKED / 4)
    if len(columns) < 2 or len(rows) < 2:
        return line
    low, high = float(left + columns[0]), float(left + columns[-1] + 1)
    upper, lower = float(top + rows[0]), float(top + rows[-1] + 1)
    return line._replace(corners=((low, upper), (high, upper), (high, lower), (low, lower)))


def _runs(marks: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.astype(np.int8), [0]))))
    return [(int(low), int(high)) for low, high in zip(edges[::2], edges[1::2], strict=True)]


def _cut(line: SeenText, cuts: Sequence[Gap]) -> list[SeenText]:
    if not cuts:
        return [line]
    text = line.text.strip()
    starts = [0, *(gap.start for gap in cuts), len(text)]
    lefts = [line.corners[0][0], *(gap.right for gap in cuts)]
    rights = [*(gap.left for gap in cuts), line.corners[1][0]]
    out = []
    for (start, end), left, right in zip(pairwise(starts), lefts, rights, strict=True):
        if text[start:end].strip():
            out.append(line._replace(text=text[start:end].strip(), corners=_between(line, left, right)))
    return out


def _between(line: SeenText, left: float, right: float) -> tuple[Corner, Corner, Corner, Corner]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line.corners

    def on(x: float, start: Corner, end: Corner) -> Corner:
        share = (x - start[0]) / (end[0] - start[0]) if end[0] != start[0] else 0.0
        return x, start[1] + share * (end[1] - start[1])

    upper, lower = ((x0, y0), (x1, y1)), ((x3, y3), (x2, y2))
    return on(left, *upper), on(right, *upper), on(right, *lower), on(left, *lower)
