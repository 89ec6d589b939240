"""Captions: text that belongs to a picture, known by its words, by standing at one, or by its credit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.pagetext.credits import find_credit, is_credit
from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.roles import share
from scripts.pagetext.printed.segments import share_along, share_down

_ARROW = re.compile("[▲▼◀▶△▽◄►↑↓←→]")
_SHOWS = re.compile("(?:[上下左右]?[图圖][一二三四为為：:]|[图圖]片?[：:]|[▲▼◀▶△▽◄►])")
_BY = re.compile("[（(]?(?:摄影|攝影|摄|攝|图|圖) [\u3400-\u9fff·]{2,4}[）)]?")
"""A credit whose word stands before the name, parted by a space: 摄影 甲."""
MOST_LINES = 9
DOUBTED = 0.08
"""How likely a block must be a caption for its words to tell that it is one: marks of a list look alike."""
NEAR = 2.2
"""Ems of text between a picture's edge and a caption at it."""


def shows(text: str) -> bool:
    """Whether words say that they are a caption: an arrow, 图为, 上图."""
    return bool(_ARROW.match(text) or _ARROW.search(text[-1:]) or _SHOWS.match(text))


def is_caption(column: Column) -> bool:
    """Whether a block of text is a caption."""
    if len(column.lines) > MOST_LINES:
        return False
    text = column.text
    if share(column.lines, "caption", "credit", "title") < DOUBTED:
        return False
    if _ARROW.match(text) or _ARROW.search(text[-1:]):
        return True
    found = find_credit(text)
    if found:
        return True
    if _SHOWS.match(text) and len(column.lines) <= 5:
        return True
    return share(column.lines, "caption", "credit") > 0.5


def cut_at_arrows(column: Column) -> list[Column]:
    """Captions that stand one below the other beside their pictures, each from its arrow on."""
    starts = [n for n, line in enumerate(column.lines) if _ARROW.match(line.text)]
    if len(starts) < 2 or starts[0]:
        return [column]
    ends = [*starts[1:], len(column.lines)]
    return [Column(column.lines[start:end]).measure() for start, end in zip(starts, ends, strict=True)]


def picture_at(box: Box, pictures: Sequence[Box], size: float) -> int | None:
    """The picture at which a box stands: right below or above it, or beside it; None where there is none."""
    found: list[tuple[float, int]] = []
    for n, picture in enumerate(pictures):
        below, above = box.top - picture.bottom, picture.top - box.bottom
        if share_along(box, picture) > 0.6:
            if -1.0 * size < below < NEAR * size:
                found.append((max(0.0, below), n))
            elif -1.0 * size < above < NEAR * size:
                found.append((max(0.0, above) + size, n))  # most stand below
        elif share_down(box, picture) > 0.6:
            aside = max(box.left - picture.right, picture.left - box.right)
            if -1.0 * size < aside < NEAR * size:
                found.append((max(0.0, aside) + 0.5 * size, n))
    return min(found)[1] if found else None


_WAYS = {"▲": "up", "△": "up", "↑": "up", "▼": "down", "▽": "down", "↓": "down"}
_SIDES = {"◀": "left", "◄": "left", "←": "left", "▶": "right", "►": "right", "→": "right"}
FARTHEST = 14.0
"""Ems between a caption and its picture, where no other caption is nearer."""


def match_pictures(captions: Sequence[tuple[Box, str]], pictures: Sequence[Box], size: float) -> dict[int, int]:
    """For captions, by place, the picture that each is of: by its arrow (▲ is of the picture above), else by nearness;
    each picture is of one caption, the nearest pair first.
    """
    pairs: list[tuple[float, int, int]] = []
    for n, (box, text) in enumerate(captions):
        mark = next((char for char in (text[:1], text[-1:]) if char in _WAYS or char in _SIDES), "")
        way = _WAYS.get(mark) or _SIDES.get(mark) or _said(text)
        for m, picture in enumerate(pictures):
            aside = max(0.0, picture.left - box.right, box.left - picture.right)
            down = max(0.0, picture.top - box.bottom, box.top - picture.bottom)
            price = aside + down
            if way:
                x, y = picture.middle
                u, v = box.middle
                fits = {"up": y < v, "down": y > v, "left": x < u, "right": x > u}[way]
                price += 0.0 if fits else 8 * size
            elif picture.middle[1] > box.middle[1] and aside < size:
                price += size  # most stand below
            if price < FARTHEST * size:
                pairs.append((price, n, m))
    out: dict[int, int] = {}
    for _, n, m in sorted(pairs):
        if n not in out and m not in out.values():
            out[n] = m
    return out


def _said(text: str) -> str:
    """The way that a caption's first words point: 上图：, 左图为."""
    match = re.match("([上下左右])[图圖]", text)
    return {"上": "up", "下": "down", "左": "left", "右": "right"}[match[1]] if match else ""


def is_credit_line(text: str) -> bool:
    """Whether a line is a photographer's credit alone."""
    return is_credit(text) or _BY.fullmatch(text) is not None
