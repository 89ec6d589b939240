"""Photos and the stories that they are of, where the place tells (inside a story's columns, or in one box with it), or
the words do: a caption that speaks of what one story alone on the page speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scripts.pagetext.geometry import Box
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.reading import ItemReading, Value

INSIDE = 0.85
"""Share of a photo that must stand inside a story's rectangle."""
SHARED = 0.15
"""Share that may stand inside another's: there the place does not tell."""
TOLD, FEWEST, RUNNER_UP = 0.22, 4, 1 / 3
"""Share of a caption's pairs of characters that one story alone has, and their least number, for it to be that story's
photo; of that, what the next story may have. On eleven pages of ten papers photos of a story had .28 to .69, all others
at most .1; captions of typeset pages have next to nothing in common with the stories there.
"""
SUBJECT = 2
"""Times that a story must say a whole name of the caption, which no other story says, for the person to be its
subject. Any three characters would not do: a county's name stands in a photo's caption and in the story beside it
that has nothing else to do with it.
"""
NEXT = 24
"""Points between a photo and the story beside it: a wide gutter."""
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂"
    "苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊陆陸郝孔崔康毛邱秦江史顾顧侯邵孟龙龍万萬"
    "段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
"""The hundred commonest surnames, in both scripts."""
_NO_NAME = frozenset("的了在是和与與也不有这這那就都而及或着著个個上下中里裡日月年时時分市县縣省镇鎮村乡鄉区區路院部局")
"""Characters that join words, count, or end the names of places and bodies: no given name has them."""
_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")


def belonging(
    items: Sequence[tuple[Box, ItemReading]], walls: Walls, raw: Mapping[int, str]
) -> tuple[ItemReading, ...]:
    """The items of a page in their order, photos with the index of their story where that is plain; `raw` are the
    page's lines by number.
    """
    stories = [(n, box) for n, (box, item) in enumerate(items) if item.kind == "article" and item.headline]
    out = [item for _, item in items]
    read = stories if any(item.kind == "photo" for item in out) else []
    pairs, threes = (_alone([(n, _runs(items[n][1], raw, length)) for n, _ in read]) for length in (2, 3))
    for n, (box, item) in enumerate(items):
        if item.kind != "photo" or box.area <= 0:
            continue
        story = _around(box, stories)
        if story is None:
            story = _boxed(box, stories, walls)
        if story is None:
            story = _sharing(_runs(item, raw, 2), pairs)
        if story is None:
            story = _subject(box, _runs(item, raw, 3), stories, threes)
        if story is not None:
            out[n] = replace(item, belongs_to=story)
    return tuple(out)


def _around(photo: Box, stories: Sequence[tuple[int, Box]]) -> int | None:
    shares = [(photo.common(box) / photo.area, n) for n, box in stories]
    inside = [n for share, n in shares if share >= INSIDE]
    if len(inside) == 1 and all(n in inside or share <= SHARED for share, n in shares):
        return inside[0]
    return None


def _boxed(photo: Box, stories: Sequence[tuple[int, Box]], walls: Walls) -> int | None:
    """The one story that stands in the same frame or on the same ground."""
    frame = walls.box_of(photo)
    if frame < 0:
        return None
    held = [n for n, box in stories if walls.box_of(box) == frame]
    return held[0] if len(held) == 1 else None


def _sharing(said: Counter[str], stories: Sequence[tuple[int, Counter[str]]]) -> int | None:
    """The one story that has much of what the caption says, by the pairs that it alone has."""
    counts = sorted(((len(said.keys() & pairs.keys()), -n) for n, pairs in stories), reverse=True)
    if not counts or counts[0][0] < max(FEWEST, TOLD * len(said)):
        return None
    return None if len(counts) > 1 and counts[1][0] > RUNNER_UP * counts[0][0] else -counts[0][1]


def _subject(
    photo: Box, said: Counter[str], stories: Sequence[tuple[int, Box]], threes: Sequence[tuple[int, Counter[str]]]
) -> int | None:
    """The one story whose subject the caption names, if it stands beside the photo."""
    near = Box(photo.left - NEXT, photo.top - NEXT, photo.right + NEXT, photo.bottom + NEXT)
    named = [n for n, runs in threes if any(runs[run] >= SUBJECT and _is_name(run) for run in said)]
    beside = [n for n, box in stories if near.common(box) > 0]
    return named[0] if len(named) == 1 and named[0] in beside else None


def _is_name(run: str) -> bool:
    return run[0] in _SURNAMES and _NO_NAME.isdisjoint(run)


def _alone(stories: Sequence[tuple[int, Counter[str]]]) -> list[tuple[int, Counter[str]]]:
    """Of each story what no other says."""
    counts = Counter(run for _, runs in stories for run in runs)
    return [(n, Counter({run: times for run, times in runs.items() if counts[run] == 1})) for n, runs in stories]


def _runs(item: ItemReading, raw: Mapping[int, str], length: int) -> Counter[str]:
    """Runs of so many characters in an item's headline and body, with how often each stands there."""
    values = [*item.headline, *(value for block in item.body for value in block.values())]
    words = [word for value in values for word in _WORDS.findall(_text(value, raw))]
    return Counter(word[n : n + length] for word in words for n in range(len(word) - length + 1))


def _text(value: Value, raw: Mapping[int, str]) -> str:
    return "".join("".join(raw.get(piece.line, "")[piece.start : piece.end].split()) for piece in value)
