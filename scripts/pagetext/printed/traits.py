"""What can be seen of each printed line, as numbers for `roles`: its type, place, neighbours, words, and its style's.

Lengths are ems of the page's text. Neighbours are looked for among the lines that are nearest down the page, so that
no page costs more than its lines. Nothing here knows in which order a page was drawn.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scripts.pagetext.bylines import names_of_line
from scripts.pagetext.geometry import Layout
from scripts.pagetext.marks import DATELINE, LIST_ITEM, SPEAKER
from scripts.pagetext.names import is_name
from scripts.pagetext.notices import is_tail
from scripts.pagetext.printed.segments import Segment
from scripts.pagetext.printed.subjects import CLASSES, Floats, Places, pairs_of, weighed
from scripts.pagetext.printed.walls import Walls

WINDOW = 72
"""Lines above, and below, in the order of their middles, among which a line's neighbours are."""
FAR = 9.0
"""Ems from which nothing is told of how far something is."""
_STYLE = 0.045
"""Share by which sizes of one style may differ."""
MARKS = (
    "pointer", "byline", "credit", "jump-to", "jump-from", "folio", "editors", "contact", "serial", "nameplate",
    "notice", "rubric",
)  # fmt: skip
_STOP = re.compile("[。！？!?…][”」』’）)]*$")
_PAUSE = re.compile("[，。；]")
_WORDS = tuple(
    re.compile(words)
    for words in (
        r"[，、；：]$",
        r"[？?]",
        r"^[（(【〔\[]",
        r"[）)】〕\]]$",
        r"^[—─\-]{1,2}",
        r"^[■●◆□○◎▶▷★☆▲▼◀△▽►◄]",
        r"[▲▼◀▶△▽►◄]$",
        r"^[“「《『]",
        r"[摄攝]|影[:：/]|[供制][图圖]",
        r"[记記]者|通[讯訊][员員]|撰文|^文[/／:：]",
        r"[责責][编編任]|[编編][辑輯]|校[对對]|美[编編]|版式",
        r"[电電][话話]|[热熱][线線]|\d{7}|[邮郵][编編]",
        r"[版頁页]|[A-Z]\d",
        r"[转轉]|接",
        r"[详詳见見]",
        r"[导導][读讀]|[要简簡][闻聞讯訊]|看[点點]",
        r"[广廣]告|[启啟]事|公告|[声聲]明|通知|招[聘租]",
        r"^(?:问|問|答|记者|記者|Q|A)[：:]",
        r"^[上下左右]?[图圖][一二三四为為：:]|[图圖]片",
        r"\d{4}年\d{1,2}月|星期",
        r"^\S{1,5} ",
        r"： ?",
    )
)  # fmt: skip
TOLD_BY_NEXT = (1, 3, 2 + len(MARKS) + 3, *range(2 + len(MARKS) + len(_WORDS), 2 + len(MARKS) + len(_WORDS) + 6))
"""Of a line's words, what tells of the line above or below it: pauses, bylines, brackets, names, datelines, lists."""
_BOLD = re.compile("Bold|Black|Heavy|Medium|黑|Hei|[bB]d$")
_KAI = re.compile("[Kk]ai|楷|Fang|仿|Song|Serif|宋|Ming")
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Traits:
    """Of each line: what is seen of it, its style's number, and its neighbours' places, -1 for none."""

    seen: Floats
    style: Places
    around: tuple[Places, Places, Places, Places]


def traits_of(segments: Sequence[Segment], layout: Layout, walls: Walls, size: float, font: str) -> Traits:
    """Look at a page's lines, whose text is of that size and font."""
    count = len(segments)
    box = np.array([s.box for s in segments], dtype=np.float64).reshape(count, 4) / size
    left, top, right, bottom = box.T
    kind = np.array([s.size for s in segments]) / size
    along = np.array([s.along for s in segments])
    style, chars = _styles(segments)
    up, down, west, east = around = _neighbours(box, kind, along)
    words = np.array([_words(s) for s in segments], dtype=np.float64).reshape(count, -1)
    long = np.array([float(len(s.text)) for s in segments])
    stop = words[:, 0]
    plain = np.array([s.font == font for s in segments])
    body = _colour(segments, size)
    ink = np.array([_light(s.colour) for s in segments])
    held = np.array([walls.box_of(s.box) for s in segments], dtype=np.int64)
    inside = np.bincount(held[held >= 0], minlength=max(1, len(walls.boxes)))
    lines_in = np.where(held >= 0, inside[np.maximum(held, 0)], 0)
    area = np.array([walls.boxes[n].height / size if n >= 0 else 0.0 for n in held])
    wide = right - left
    own: list[Floats | NDArray[np.bool_]] = [
        np.clip(np.log(kind), -0.7, 1.8),
        np.clip(np.log(kind), -0.25, 0.35) * 4,
        plain,
        np.array([_BOLD.search(s.font) is not None for s in segments]),
        np.array([_KAI.search(s.font) is not None for s in segments]),
        np.array([s.colour == body for s in segments]),
        ink,
        along,
        np.log1p(long),
        np.minimum(long, 12) / 12,
        np.clip(wide, 0, 60) / 20,
        top * size / layout.height,
        np.minimum(top * size / layout.height, 0.12) * 8,
        np.minimum(1 - bottom * size / layout.height, 0.1) * 10,
        (left + right) / 2 * size / layout.width,
        held >= 0,
        np.log1p(lines_in),
        np.clip(area, 0, 12) / 6,
        *_rules(walls, box, size),
        *_pictures(walls, box, size),
        _run(up, style, box, up=True),
        _run(down, style, box, up=False),
    ]
    for near, above in ((up, True), (down, False)):
        own += _beside(near, above, left, top, right, bottom, kind, style, stop, long, held, plain)
        own += [np.where(near >= 0, words[near, place], 0.0) for place in TOLD_BY_NEXT]
    for near in (west, east):
        there = near >= 0
        gap = np.where(near == west, left - right[near], left[near] - right)
        own += [
            there,
            np.where(there, np.clip(gap, 0, FAR) / 3, 3.0),
            np.where(there, np.clip(np.log(kind[near] / kind), -1, 1), 0.0),
            there & (style[near] == style),
        ]
    own += _cohesion(segments, up, down, kind, box)
    seen = np.column_stack([*own, words]).astype(np.float64)
    return Traits(np.concatenate([seen, _of_styles(seen, style, chars)], axis=1), style, around)


def _styles(segments: Sequence[Segment]) -> tuple[Places, Floats]:
    """Each line's style by number, and the share of the page's characters that each style has."""
    numbers: dict[tuple[object, ...], int] = {}
    style = np.array(
        [
            numbers.setdefault((s.font, round(math.log(max(s.size, 0.1)) / _STYLE), s.colour, s.along), len(numbers))
            for s in segments
        ],
        dtype=np.int64,
    )
    chars = np.bincount(style, weights=[len(s.text) for s in segments], minlength=len(numbers))
    return style, chars / max(1.0, chars.sum())


def _of_styles(seen: Floats, style: Places, chars: Floats) -> Floats:
    """What the lines of each line's style are like on average, how many there are and how much of the text."""
    count = np.bincount(style, minlength=len(chars)).astype(np.float64)
    mean = np.zeros((len(chars), seen.shape[1]))
    np.add.at(mean, style, seen)
    mean /= count[:, None]
    return np.column_stack([mean, np.log1p(count) / 2, np.sqrt(chars)])[style]


def _neighbours(box: Floats, kind: Floats, along: NDArray[np.bool_]) -> tuple[Places, Places, Places, Places]:
    """The nearest line above, below, at the left and at the right of each; -1 for none."""
    count = len(box)
    order = np.argsort(box[:, 1] + box[:, 3], kind="stable")
    left, top, right, bottom = box[order].T
    size = kind[order]
    step = np.arange(1, WINDOW + 1)
    out = [np.full(count, -1, dtype=np.int64) for _ in range(4)]
    for way, sign in ((0, -1), (1, 1)):
        at = np.arange(count)[:, None] + sign * step
        fits = (at >= 0) & (at < count)
        at = np.clip(at, 0, count - 1)
        common = np.minimum(right[at], right[:, None]) - np.maximum(left[at], left[:, None])
        share = common / np.maximum(0.3, np.minimum(right[at] - left[at], (right - left)[:, None]))
        gap = top[:, None] - bottom[at] if sign < 0 else top[at] - bottom[:, None]
        over = fits & (share > 0.3) & (gap > -0.6 * np.minimum(size[at], size[:, None]))
        out[way][order] = _nearest(np.where(over, gap, np.inf), at, order)
        level = np.minimum(bottom[at], bottom[:, None]) - np.maximum(top[at], top[:, None])
        level = level / np.maximum(0.2, np.minimum(bottom[at] - top[at], (bottom - top)[:, None]))
        for side in (2, 3):
            aside = left[:, None] - right[at] if side == 2 else left[at] - right[:, None]
            beside = fits & (level > 0.5) & (aside > -0.5)
            far = np.where(beside, aside, np.inf)
            found = _nearest(far, at, order)
            best = far.min(axis=1) if count else np.zeros(0)
            if way == 0:
                out[side][order] = found
                if side == 2:
                    near_west = best
                else:
                    near_east = best
            else:
                before = near_west if side == 2 else near_east
                out[side][order] = np.where(best < before, found, out[side][order])
    del along
    return out[0], out[1], out[2], out[3]


def _nearest(far: Floats, at: Places, order: Places) -> Places:
    if not len(far):
        return np.zeros(0, dtype=np.int64)
    best = np.argmin(far, axis=1)
    rows = np.arange(len(far))
    found: Places = np.where(np.isfinite(far[rows, best]), order[at[rows, best]], -1)
    return found


def _beside(
    near: Places,
    above: bool,
    left: Floats,
    top: Floats,
    right: Floats,
    bottom: Floats,
    kind: Floats,
    style: Places,
    stop: Floats,
    long: Floats,
    held: Places,
    plain: NDArray[np.bool_],
) -> list[Floats | NDArray[np.bool_]]:
    """What the line above, or below, is like beside this one."""
    there = near >= 0
    gap = top - bottom[near] if above else top[near] - bottom
    gap = np.where(there, np.clip(gap, -0.5, FAR), FAR)
    wide, other = np.maximum(0.5, right - left), np.maximum(0.5, right[near] - left[near])
    none = np.zeros(len(near))
    return [
        there,
        gap / 3,
        np.minimum(gap, 1.6),
        np.where(there, np.clip(np.log(kind[near] / kind), -1.2, 1.2), none),
        np.where(there, np.clip(np.log(kind[near]), -0.3, 0.5) * 3, none),
        there & (style[near] == style),
        there & plain[near],
        np.where(there, stop[near], none),
        np.where(there, np.log1p(long[near]), none),
        np.where(there, np.clip(left - left[near], -4, 4), none),
        np.where(there, np.clip(right[near] - right, -6, 6) / 2, none),
        np.where(there, np.minimum(np.abs(left + right - left[near] - right[near]) / 2, 4), none),
        np.where(there, np.clip(np.log(wide / other), -2, 2), none),
        there & (held[near] == held),
    ]


def _run(near: Places, style: Places, box: Floats, *, up: bool) -> Floats:
    """How many lines of a line's style stand right above (or below) it, one below the other, as a logarithm."""
    gap = box[:, 1] - box[near, 3] if up else box[near, 1] - box[:, 3]
    goes = (near >= 0) & (style[near] == style) & (gap < 1.4)
    count = np.zeros(len(near), dtype=np.int64)
    order = np.argsort(box[:, 1] if up else -box[:, 1], kind="stable")
    for place in order.tolist():
        if goes[place]:
            count[place] = min(20, count[near[place]] + 1)
    return np.log1p(count)


def _cohesion(segments: Sequence[Segment], up: Places, down: Places, kind: Floats, box: Floats) -> list[Floats]:
    """What the text above a line that stands out, the line, and the text below it have in common: one story's do."""
    count = len(segments)
    out = [np.zeros(count) for _ in range(3)]
    apart = _stands_out(kind, segments, up, down, box)
    if not len(apart):
        return out
    pairs = pairs_of([s.text for s in segments])
    above, below = np.zeros((len(apart), CLASSES)), np.zeros((len(apart), CLASSES))
    for near, total in ((up, above), (down, below)):
        at = near[apart]
        for _ in range(LINES):
            there = at >= 0
            total[there] += pairs[at[there]]
            at = np.where(there, near[at], -1)
    one, other, own = weighed(above, pairs), weighed(below, pairs), weighed(pairs[apart], pairs)
    for place, (a, b) in enumerate(((one, other), (own, other), (own, one))):
        out[place][apart] = np.minimum(np.einsum("ij,ij->i", a, b), 0.5) * 4
    return out


def _stands_out(kind: Floats, segments: Sequence[Segment], up: Places, down: Places, box: Floats) -> Places:
    """Lines that may be heads: of another size or font than the text below them, or set off by space."""
    fonts = {name: n for n, name in enumerate(sorted({s.font for s in segments}))}
    font = np.array([fonts[s.font] for s in segments], dtype=np.int64)
    other = (font != font[down]) | (np.abs(np.log(kind / kind[down])) > 0.03)
    apart = (down >= 0) & (other | ((up >= 0) & (box[:, 1] - box[up, 3] > 1.0)))
    return np.flatnonzero(apart)[:MOST_HEADS]


LINES = 9
"""Lines above and below that tell what a text is about."""
MOST_HEADS = 400


def _rules(walls: Walls, box: Floats, size: float) -> list[Floats]:
    """How near the nearest rule above and below is."""
    rules = np.array(walls.across, dtype=np.float64).reshape(-1, 3) / size
    return _gaps(np.column_stack([rules[:, 1], rules[:, 0], rules[:, 2], rules[:, 0]]), box, 3.0)[:2]


def _pictures(walls: Walls, box: Floats, size: float) -> list[Floats]:
    """How near the nearest picture above, below and aside is."""
    return _gaps(np.array(walls.pictures, dtype=np.float64).reshape(-1, 4) / size, box, 6.0)


def _gaps(others: Floats, box: Floats, most: float) -> list[Floats]:
    out = [np.full(len(box), most) for _ in range(3)]
    for a, b, c, d in others[:MOST_WALLS]:
        common = np.minimum(box[:, 2], c) - np.maximum(box[:, 0], a)
        over = common > 0.4 * np.minimum(box[:, 2] - box[:, 0], c - a)
        level = np.minimum(box[:, 3], d) - np.maximum(box[:, 1], b) > 0.5 * (box[:, 3] - box[:, 1])
        for n, (gap, fits) in enumerate(
            (
                (box[:, 1] - d, over),
                (b - box[:, 3], over),
                (np.maximum(box[:, 0] - c, a - box[:, 2]), level),
            )
        ):
            out[n] = np.where(fits & (gap > -0.7), np.minimum(out[n], np.maximum(gap, 0.0)), out[n])
    return [one / 2 for one in out]


MOST_WALLS = 400
"""Rules, and pictures, that are looked at: a page with more draws with them."""


def _words(segment: Segment) -> list[float]:
    text = segment.text
    packed = text.replace(" ", "")
    han = len(_HAN.findall(text))
    return [
        float(_STOP.search(text) is not None),
        float(_PAUSE.search(text) is not None),
        *(float(segment.mark == mark) for mark in MARKS),
        *(float(found.search(text) is not None) for found in _WORDS),
        float(bool(names_of_line(text)) if len(text) <= 40 else False),
        float(len(packed) <= 5 and is_name(packed)),
        float(DATELINE.match(text) is not None),
        float(is_tail(text)),
        float(LIST_ITEM.match(text) is not None),
        float(SPEAKER.match(text) is not None),
        han / max(1, len(packed)),
        float(" " in text),
    ]


def _colour(segments: Sequence[Segment], size: float) -> str:
    """The colour that most of the text is printed in."""
    count: dict[str, int] = {}
    for s in segments:
        if abs(s.size - size) < 0.15 * size:
            count[s.colour] = count.get(s.colour, 0) + len(s.text)
    return max(count, key=lambda one: (count[one], one)) if count else ""


def _light(colour: str) -> float:
    """How light a colour is: 0 for black, 1 for white."""
    try:
        parts = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    except ValueError:
        return 0.0
    return sum(parts) / 765 if len(parts) == 3 else 0.0
