"""Pictures, rules and boxes of a scanned page, where its text is known: what a recogniser of text leaves over.

Ink that stands in no line of text is a rule where it is long and thin, a ground where text stands on it, else a
picture. It is looked at in squares of a millimetre, so that neither grain nor the screen of a halftone matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from scripts.extraction.graphics import Graphics
from scripts.pagetext.geometry import Box

LOOKED_AT = 100.0
"""Dots per inch at which a page is looked at: a hairline is two thirds of a pixel, and seen as grey."""
SQUARE = 4
"""Pixels of a square's side: 2.9 points, a millimetre."""
LINE_INK, SQUARE_INK = 0.16, 0.1
"""How much darker than paper, of paper, a rule's pixels are, and a square's mean in a picture: a light sky is .15."""
THICK, LONG = 3.2, 36.0
"""Points that a rule is thick at most, and long at least."""
DRIFT = 3
"""Pixels by which a rule may climb that was not quite level."""
GRAIN = 9
"""Pixels that are looked at together along a rule."""
SMALLEST = 40.0
"""Points that a picture measures both ways at least."""
FILLED = 0.5
"""Share of its rectangle, text apart, that a picture has ink in: grounds and photographs have most, frames little."""
WORDED = 0.12
"""Share of a rectangle that lines of text take, from where it is a ground and no picture."""
BLOT = 0.92
"""Share of the page from which ink all over is a dark scan."""
MEETS = 6.0
"""Points by which the rules of a frame may miss each other at a corner."""

_Mask = NDArray[np.bool_]
_Grey = NDArray[np.float32]


def scan_graphics(grey: Image.Image, width: float, height: float, text: Sequence[Box]) -> Graphics:
    """What is drawn on a scan of a page of `width` by `height` points whose lines of text stand in `text`."""
    size = max(1, round(width * LOOKED_AT / 72)), max(1, round(height * LOOKED_AT / 72))
    looked = np.asarray(grey.convert("L").resize(size, Image.Resampling.BOX), np.float32)
    paper = max(1.0, float(np.percentile(looked, 85)))
    ink: _Grey = np.clip(1 - looked / paper, 0, 1).astype(np.float32)
    words = _covered(ink.shape, text)
    ink[words] = 0
    held = [box for boxes in _areas(ink, words) for box in boxes]
    along = [rule for rule in _rules(ink) if not _within(rule, held)]
    down = [rule for rule in map(_across, _rules(ink.T)) if not _within(rule, held)]
    for rule in (*along, *down):  # what touches rules, as a picture in a frame, is looked at without them
        ink[rule.top : rule.bottom, rule.left : rule.right] = 0
    pictures, grounds = _areas(ink, words)
    point = 72 / LOOKED_AT
    shown = [_points(box, point) for box in pictures]
    rules = [_points(rule, point) for rule in (*along, *down)]
    rules = [rule for rule in rules if not any(box.holds(*rule.middle) for box in shown)]
    frames, rules = _framed(rules)
    return Graphics(
        tuple(sorted(rules)), tuple(sorted([*frames, *(_points(box, point) for box in grounds)])), tuple(shown)
    )


@dataclass(frozen=True, slots=True)
class _Pixels:
    left: int
    top: int
    right: int
    bottom: int


def _within(rule: _Pixels, areas: Sequence[_Pixels]) -> bool:
    x, y = (rule.left + rule.right) // 2, (rule.top + rule.bottom) // 2
    return any(
        area.left - SQUARE <= x < area.right + SQUARE and area.top - SQUARE <= y < area.bottom + SQUARE
        for area in areas
    )


def _points(box: _Pixels, point: float) -> Box:
    return Box(box.left * point, box.top * point, box.right * point, box.bottom * point)


def _across(box: _Pixels) -> _Pixels:
    return _Pixels(box.top, box.left, box.bottom, box.right)


def _covered(shape: tuple[int, ...], text: Sequence[Box]) -> _Mask:
    """The pixels that lines of text take, with a little around them."""
    out = np.zeros(shape, np.bool_)
    scale = LOOKED_AT / 72
    for box in text:
        pad = 0.12 * min(box.width, box.height) + 1
        top, left = max(0, int((box.top - pad) * scale)), max(0, int((box.left - pad) * scale))
        out[top : int((box.bottom + pad) * scale) + 1, left : int((box.right + pad) * scale) + 1] = True
    return out


@dataclass(slots=True)
class _Streak:
    left: int
    right: int
    top: int
    bottom: int
    last: list[tuple[int, int]] = field(default_factory=list)


def _rules(ink: _Grey) -> Iterator[_Pixels]:
    """Long thin streaks of ink from left to right."""
    least = round(LONG * LOOKED_AT / 72)
    most = round(THICK * LOOKED_AT / 72) + DRIFT
    open_streaks: list[_Streak] = []
    done: list[_Streak] = []
    for row, line in enumerate(_smoothed(ink) > LINE_INK):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], line.view(np.int8), [0]))))
        runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least // 3]
        going: list[_Streak] = []
        for left, right in runs:
            met = [streak for streak in open_streaks if any(left <= b + 1 and a <= right + 1 for a, b in streak.last)]
            streak = met[0] if met else _Streak(left, right, row, row + 1)
            streak.left, streak.right = min(streak.left, left), max(streak.right, right)
            streak.bottom = row + 1
            if streak in going:
                streak.last.append((left, right))
            else:
                streak.last = [(left, right)]
                going.append(streak)
        done += [streak for streak in open_streaks if streak not in going]
        open_streaks = going
    thin = [streak for streak in (*done, *open_streaks) if streak.bottom - streak.top <= most]
    for rule in _end_to_end(sorted(thin, key=lambda streak: (streak.left, streak.top))):
        if rule.right - rule.left >= least and rule.bottom - rule.top <= most + DRIFT:
            yield _Pixels(rule.left, rule.top, rule.right, rule.bottom)


def _smoothed(ink: _Grey) -> _Grey:
    """The mean of a few pixels along each row, so that grain does not break a hairline."""
    sums = np.cumsum(np.pad(ink, ((0, 0), (GRAIN // 2 + 1, GRAIN // 2))), axis=1)
    out: _Grey = ((sums[:, GRAIN:] - sums[:, :-GRAIN]) / GRAIN).astype(np.float32)
    return out


def _end_to_end(streaks: Sequence[_Streak]) -> list[_Streak]:
    """Streaks, with those joined that go on where another ends: a rule not quite level steps from row to row."""
    out: list[_Streak] = []
    for streak in streaks:
        before = next(
            (
                other
                for other in reversed(out)
                if streak.left - other.right < GRAIN
                and streak.top <= other.bottom + DRIFT
                and other.top <= streak.bottom + DRIFT
                and max(streak.bottom, other.bottom) - min(streak.top, other.top) <= 3 * DRIFT
            ),
            None,
        )
        if before is None:
            out.append(streak)
        else:
            before.right, before.top = max(before.right, streak.right), min(before.top, streak.top)
            before.bottom = max(before.bottom, streak.bottom)
    return out


def _areas(ink: _Grey, words: _Mask) -> tuple[list[_Pixels], list[_Pixels]]:
    """Pictures, and grounds that text stands on."""
    rows, columns = ink.shape[0] // SQUARE, ink.shape[1] // SQUARE
    if not rows or not columns:
        return [], []
    shape = (rows, SQUARE, columns, SQUARE)
    cut = np.s_[: rows * SQUARE, : columns * SQUARE]
    free = 1 - words[cut].reshape(shape).mean(axis=(1, 3))
    mean = ink[cut].reshape(shape).mean(axis=(1, 3)) / np.maximum(free, 0.25)
    inked = (mean > SQUARE_INK) & (free > 0.25)
    pictures: list[_Pixels] = []
    grounds: list[_Pixels] = []
    least = SMALLEST * LOOKED_AT / 72 / SQUARE
    for top, left, bottom, right, count in _pieces(inked):
        if bottom - top < least or right - left < least or (bottom - top) * (right - left) > BLOT * rows * columns:
            continue
        texted = 1 - float(free[top:bottom, left:right].mean())
        if count < FILLED * (1 - texted) * (bottom - top) * (right - left):
            continue
        box = _Pixels(left * SQUARE, top * SQUARE, right * SQUARE, bottom * SQUARE)
        (grounds if texted > WORDED else pictures).append(box)
    return pictures, grounds


def _pieces(mask: _Mask) -> Iterator[tuple[int, int, int, int, int]]:
    """Top, left, bottom, right and count of squares of each piece that hangs together."""
    left = mask.copy()
    rows, columns = mask.shape
    for start in zip(*np.nonzero(mask), strict=True):
        if not left[start]:
            continue
        stack = [(int(start[0]), int(start[1]))]
        left[start] = False
        top = bottom = stack[0][0]
        first = last = stack[0][1]
        count = 0
        while stack:
            row, column = stack.pop()
            count += 1
            top, bottom, first, last = min(top, row), max(bottom, row), min(first, column), max(last, column)
            for r in range(max(0, row - 1), min(rows, row + 2)):
                for c in range(max(0, column - 1), min(columns, column + 2)):
                    if left[r, c]:
                        left[r, c] = False
                        stack.append((r, c))
        yield top, first, bottom + 1, last + 1, count


def _framed(rules: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Rules that make frames, as these, and the others."""
    along = [rule for rule in rules if rule.width >= rule.height]
    down = [rule for rule in rules if rule.width < rule.height]
    frames: list[Box] = []
    used: set[Box] = set()
    for n, top in enumerate(along):
        for foot in along[n + 1 :]:
            if abs(top.left - foot.left) > MEETS or abs(top.right - foot.right) > MEETS or top in used or foot in used:
                continue
            high, low = sorted((top.top, foot.bottom))
            sides = [
                next((side for side in down if abs(side.middle[0] - x) < MEETS and _spans(side, high, low)), None)
                for x in (top.left, top.right)
            ]
            if low - high > SMALLEST / 2 and all(sides):
                frames.append(Box(min(top.left, foot.left), high, max(top.right, foot.right), low))
                used |= {top, foot, *(side for side in sides if side)}
                break
    return frames, [rule for rule in rules if rule not in used]


def _spans(side: Box, high: float, low: float) -> bool:
    return abs(side.top - high) < 2 * MEETS and abs(side.bottom - low) < 2 * MEETS
