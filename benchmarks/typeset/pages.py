"""Makes a page: asks the composers for items until the paper is full, lays them out, and puts the furniture around."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from benchmarks.typeset.houses import House
from benchmarks.typeset.layout import Composer
from benchmarks.typeset.pieces import Piece, line_piece
from benchmarks.typeset.setting import Widths
from benchmarks.typeset.stories import COMPOSERS, Desk
from benchmarks.typeset.story import Story, furniture
from benchmarks.typeset.topics import topics
from benchmarks.typeset.words import person

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
Composers = Mapping[str, Callable[[Desk], Story]]
_QUOTES = str.maketrans({"“": "「", "”": "」", "‘": "『", "’": "』"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be drawn: its items in printed order, and their pieces in the order of drawing."""

    number: int
    width: float
    height: float
    stories: tuple[Story, ...]
    pieces: tuple[Piece, ...]


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def scripted(story: Story, house: House) -> Story:
    """The story in the paper's script."""
    if house.script == "zh-Hans":
        return story
    converter = _converter("s2hk" if house.script == "zh-HK" else "s2tw")
    return story.mapped(lambda text: converter.convert(text).translate(_QUOTES))


def _pick(random: Random, house: House) -> str:
    kinds = list(house.menu)
    return random.choices(kinds, [house.menu[kind] for kind in kinds])[0]


def groups(desk: Desk, house: House, columns: int, composers: Composers) -> list[list[Story]]:
    """The items of a cell, those that are laid out together in one group."""
    items = _cell(desk, house, columns, composers)
    first = items[0]
    if columns > 1 and first.kind == "photo" and desk.chance(house.strips):
        return [[composers["refer"](desk), replace(first, headline=())]]
    if columns > 1 and is_plain(first) and desk.chance(house.tails):
        return [[first, replace(composers["photo"](desk), headline=())]]
    return [[item] for item in items]


def is_plain(story: Story) -> bool:
    """Whether a story is running text alone, long enough to go on below a photo."""
    apart = story.byline or story.jump_to or story.jump_from
    running = all(block.kind in ("paragraph", "crosshead") for block in story.body)
    return story.kind == "article" and len(story.body) > 4 and running and not apart


def _cell(desk: Desk, house: House, columns: int, composers: Composers) -> list[Story]:
    """What stands in a cell: one item, or several small ones."""
    kind = _pick(desk.random, house)
    if columns > 3 and kind not in ("essay", "interview", "long") and "article" in house.menu:
        kind = "long" if desk.random.random() < 0.6 else "article"
    if kind == "long" and columns < 3:
        kind = "article"
    if kind == "refer":
        refers = [composers["refer"](desk) for _ in range(desk.random.randint(2, 3))]
        if house.bare_refers and desk.chance(house.bare_refers):
            return refers[: desk.random.choice((1, len(refers)))]
        return [replace(refers[0], marks=(desk.random.choice(("导 读", "今日导读", "导读")),)), *refers[1:]]
    return [composers[kind](desk)]


Grouping = Callable[[Desk, House, int, Composers], list[list[Story]]]


def sheet(
    house: House,
    number: int,
    date: dt.date,
    widths: Widths,
    seed: str,
    composers: Composers = COMPOSERS,
    layouter: Callable[[House, Widths, Random], Composer] = Composer,
    grouping: Grouping | None = None,
) -> Sheet:
    """One page of the house, the same for the same seed; `composers` write what stands in it, `layouter` sets it and
    `grouping` says which items are laid out together.
    """
    random = Random(f"{seed}/{house.key}/{number}")
    stock = [topic.of(thread) for topic in topics(house.subjects) for thread in topic.threads]
    random.shuffle(stock)
    desk = Desk(random, date, house.manner, stock, set())
    composer = layouter(house, widths, random)
    stories: list[Story] = []
    pieces: list[Piece] = []
    margin = 30.0
    width = composer.room(house.columns) + 2 * margin
    about = _about(house, number, date, random)
    y = margin
    for text in about[0]:
        index = len(stories)
        stories.append(furniture(text))
        size = house.size * (3 if index == 0 and number == 1 and house.nameplate else 1.0)
        y += size * 1.5
        pieces.append(line_piece(index, text, widths, size, margin, y))
    y += house.size
    while y < house.height * 0.8 and len(desk.topics) > 10:
        spans = random.choice(house.bands)
        tallest, x = y, margin
        floor = 0.0
        for span in spans:
            deep = y
            while deep == y or (deep < floor * 0.75 and len(desk.topics) > 6):
                for group in (grouping or groups)(desk, house, span, composers):
                    items = [scripted(item, house) for item in group]
                    box = composer.group(len(stories), items, span)
                    pieces += box.moved(x, deep)
                    stories += items
                    deep += box.height + house.size
            floor = max(floor, deep)
            tallest = max(tallest, deep)
            x += composer.room(span) + composer.gutter
        y = tallest + house.size
    for text in about[1]:
        y += house.size * 1.5
        pieces.append(line_piece(len(stories), text, widths, house.size, margin, y))
        stories.append(furniture(text))
    return Sheet(number, width, y + margin, tuple(stories), tuple(pieces))


def _about(house: House, number: int, date: dt.date, random: Random) -> tuple[list[str], list[str]]:
    """Furniture at the page's head and foot, in its printed lines, in the paper's script."""
    facts = {
        "year": date.year,
        "month": date.month,
        "day": date.day,
        "weekday": WEEKDAYS[date.weekday()],
        "page": number,
        "name": house.page_names[(number - 1) % len(house.page_names)],
        "issue": 3000 + date.toordinal() % 5000,
        "tel": random.randint(1000000, 9999999),
        "a": person(random),
        "b": person(random),
        "c": person(random),
    }
    head = [text.format(**facts) for text in (house.nameplate if number == 1 else ())]
    head += [text.format(**facts) for text in house.folio]
    feet = [text.format(**facts) for text in house.feet]
    return _scripted_lines(head, house), _scripted_lines(feet, house)


def _scripted_lines(lines: list[str], house: House) -> list[str]:
    return [scripted(furniture(line), house).body[0].text for line in lines]
