"""How a page's items stand on the front page: the lead, what goes beside and under it, and the columns of the rest.

A browser balances columns, but not a lead against what stands beside it, and it makes as many columns as fit, however
badly their items fill them. So heights are estimated here, in ems at a desk's width, and the arrangement is taken that
leaves the least of its area empty. What is still short is filled as in print: its stories show more of their text.
Narrower windows have fewer columns, and phones one. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import ceil

from scripts.edition.markdown import summary_of
from scripts.press.render.views import ItemView, PageView

PAGE, GAP = 69.6, 3.3
"""Ems of a page 1,184 pixels wide and of the space between two columns: theme/static/css/front.css at 1,280 pixels."""

LEAD_WIDTH, RAIL_WIDTH = (PAGE - GAP) * 5 / 8, (PAGE - GAP) * 3 / 8
SIZES = {1: 1.55, 2: 1.3, 3: 1.14, 4: 1.0}
PHOTO_SIZE = 1.05
"""The sizes of headlines by prominence, and of photos' titles, in ems, as front.css sets them."""

LEAD_SIZE, LEAD_TASTE = 2.73, 210
"""The lead's own size of headline, and the characters of its text that are shown."""

TASTE, TASTE_LINE = 0.94, 1.64
"""The size of a teaser's text and the height of its lines, in ems."""

MOST_TASTE = 320
"""Characters that a story shows at most where its column is short."""

SPARE = 1.6
"""Ems of a short column that stay empty, lest a line too many make the others short."""

BETWEEN = 2.2
"""From one teaser to the next, with the rule between them."""

MOST_BESIDE = 10
"""Items that may stand beside and under the lead: more would make the page's head as long as the page."""

MOST_COLUMNS = 3
PLAIN, FEWER, LONG, LATE = 0.16, 0.13, 0.2, 0.1
"""What else counts, in parts of the page left empty: a lead with nothing beside it, a column less than there might be,
an opening twice as high as its lead, and
lists that are not beside it."""

Height = Callable[[float], float]
"""From the width of a column to what something takes of its height."""


@dataclass(frozen=True, slots=True)
class Front:
    """A page's items by place, in printed order in each; `columns` is for `below`, with which the small lists go where
    there is no lead. `unseen` are photos whose pictures are not there: captions without what they tell of.
    `lists_below`: the small lists go there as well where beside the lead they would stand alone in an empty column.
    `tastes` are the characters of text that stories in short columns show, by their order.
    """

    lead: ItemView | None
    beside: tuple[ItemView, ...]
    under: tuple[ItemView, ...]
    below: tuple[ItemView, ...]
    columns: int
    refers: tuple[ItemView, ...]
    notices: tuple[ItemView, ...]
    unseen: tuple[ItemView, ...]
    lists_below: bool = False
    tastes: Mapping[int, int] = field(default_factory=dict)


def front(page: PageView, opens: bool = False) -> Front:
    """A page's arrangement; `opens`: it is the first, whose lead has others beside it."""
    shown = [item for item in page.items if not item.is_tail and not item.story]
    refers = tuple(item for item in shown if item.kind == "refer")
    notices = tuple(item for item in shown if item.kind == "notice")
    unseen = tuple(item for item in shown if item.kind == "photo" and not item.image)
    others = [item for item in shown if item.kind not in ("refer", "notice") and (item.image or item.kind != "photo")]
    lists: list[Height] = [_list(len(some)) for some in (refers, notices, unseen) if some]
    lead = next((item for item in others if item.prominence == 1), None) if opens else None
    if lead is None:
        columns = _columns([*(partial(_teaser, item) for item in others), *lists])[0]
        return Front(
            None, (), (), tuple(others), columns, refers, notices, unseen, False, _filled(others, lists, columns)
        )
    rest = [item for item in others if item is not lead]
    tried = [
        (*_opening(lead, rest, count, [] if lists_below else lists, lists if lists_below else []), lists_below)
        for lists_below in ((False, True) if lists else (False,))
        for count in range(min(len(rest), MOST_BESIDE) + 1)
    ]
    _, beside, under, columns, lists_below = min(tried, key=lambda opening: opening[0] + LATE * opening[-1])
    below = tuple(rest[len(beside) + len(under) :])
    tastes = _filled(below, lists if lists_below else [], columns)
    left = _lead(lead) + sum(_across(item, LEAD_WIDTH) for item in under)
    right = sum(_teaser(item, RAIL_WIDTH) for item in beside)
    right += sum(height(RAIL_WIDTH) for height in lists if not lists_below)
    if right and left < right:
        tastes |= _longer([lead], LEAD_WIDTH, right - left)
    elif right:
        tastes |= _longer(beside, RAIL_WIDTH, left - right)
    return Front(lead, beside, under, below, columns, refers, notices, unseen, lists_below, tastes)


def _opening(
    lead: ItemView, rest: Sequence[ItemView], count: int, lists: Sequence[Height], lists_below: Sequence[Height]
) -> tuple[float, tuple[ItemView, ...], tuple[ItemView, ...], int]:
    """So many items put under or beside the lead, wherever there is less: how much is empty then, of the opening and of
    what is below it.
    """
    left, right = _lead(lead), sum(height(RAIL_WIDTH) for height in lists)
    beside: list[ItemView] = []
    under: list[ItemView] = []
    for item in rest[:count]:
        if right <= left:
            beside.append(item)
            right += _teaser(item, RAIL_WIDTH)
        else:
            under.append(item)
            left += _across(item, LEAD_WIDTH)
    columns, empty, area = _columns([*(partial(_teaser, item) for item in rest[count:]), *lists_below])
    counts = empty / area if area else 0.0
    if right:
        beneath = (left - right) * RAIL_WIDTH if left > right else (right - left) * LEAD_WIDTH
        counts += beneath / (max(left, right) * PAGE)
    else:
        counts += PLAIN
    counts += LONG * max(0.0, max(left, right) / _lead(lead) - 1.4)
    return counts, tuple(beside), tuple(under), columns


def _columns(heights: Sequence[Height]) -> tuple[int, float, float]:
    """The number of columns that leaves least empty, with what is empty and what there is, in square ems."""
    if not heights:
        return 1, 0.0, 0.0
    best = (1, 0.0, 0.0)
    least = 9.0
    for columns in range(min(len(heights), 2), min(len(heights), MOST_COLUMNS) + 1):
        width = (PAGE - (columns - 1) * GAP) / columns
        taken = [height(width) for height in heights]
        area = _balanced(taken, columns) * columns
        empty = area - sum(taken)
        counts = empty / area + FEWER * (MOST_COLUMNS - columns)
        if counts <= least:
            least, best = counts, (columns, empty * width, area * width)
    return best


def _balanced(heights: Sequence[float], columns: int) -> float:
    """The height of columns that are filled one after the other, as even as can be."""
    low, high = max(max(heights), sum(heights) / columns), sum(heights)
    while high - low > 0.5:
        middle = (low + high) / 2
        used, room = 1, middle
        for height in heights:
            if height > room:
                used, room = used + 1, middle
            room -= height
        low, high = (low, middle) if used <= columns else (middle, high)
    return high


def _filled(items: Sequence[ItemView], lists: Sequence[Height], columns: int) -> dict[int, int]:
    """What stories show of their text where their column of so many is shorter than the longest."""
    if columns < 2:
        return {}
    width = (PAGE - (columns - 1) * GAP) / columns
    pieces: list[tuple[ItemView | None, float]] = [(item, _teaser(item, width)) for item in items]
    pieces += [(None, height(width)) for height in lists]
    high = _balanced([height for _, height in pieces], columns)
    tastes: dict[int, int] = {}
    column: list[ItemView] = []
    room = high
    for item, height in [*pieces, (None, high + 1)]:
        if height > room:
            tastes |= _longer(column, width, room)
            column, room = [], high
        column += [item] if item else []
        room -= height
    return tastes


def _longer(items: Sequence[ItemView], width: float, room: float) -> dict[int, int]:
    """So much text for the stories among a column's items that it fills what is left of the column, by their order: the
    first takes what it can.
    """
    able = [item for item in items if item.kind == "article" and item.title_is_printed and "<br" not in item.body]
    lines, line = int((room - SPARE) / TASTE_LINE), int(width / TASTE)
    tastes = {}
    for item in able:
        shown = LEAD_TASTE if item.prominence == 1 else len(item.summary)
        most = min(MOST_TASTE, shown + lines * line)
        taste = len(summary_of(item.body, most)) if most > shown else 0
        if taste > shown:
            tastes[item.order] = most
            lines -= _lines(taste, 1, line) - _lines(shown, 1, line)
    return tastes


def _lines(characters: int, size: float, width: float) -> int:
    return ceil(characters * size / max(width, 1.0))


def _picture(item: ItemView, width: float) -> float:
    """A teaser's picture: what is higher than wide is cut square."""
    shot = item.image or (item.photos[0].image if item.photos else None)
    return width * min(1.0, shot.height / (shot.width or 1)) + 0.7 if shot else 0.0


def _words(item: ItemView, width: float) -> float:
    size = PHOTO_SIZE if item.kind == "photo" else SIZES[item.prominence]
    height = _lines(len(item.title), size, width) * size * 1.36
    height += sum(_lines(len(text), 0.9, width) * 1.35 for text in (item.kicker, item.deck) if text)
    if item.summary and (item.prominence < 4 or item.kind == "article"):
        characters = LEAD_TASTE if item.prominence == 1 and item.kind == "article" else len(item.summary)
        height += 0.4 + _lines(characters, TASTE, width) * TASTE_LINE
    return height + 1.5 * bool(item.credit) + 1.5 * bool(item.jump_to or item.jump_from)


def _teaser(item: ItemView, width: float) -> float:
    """With its picture over its words."""
    return _picture(item, width) + _words(item, width) + BETWEEN


def _across(item: ItemView, width: float) -> float:
    """With its picture, if it has one, beside its words."""
    picture = _picture(item, width * 0.4)
    return max(picture, _words(item, width * 0.6 if picture else width)) + BETWEEN


def _lead(item: ItemView) -> float:
    size = _lines(len(item.title), LEAD_SIZE, LEAD_WIDTH) * LEAD_SIZE * 1.3
    heads = sum(1.6 for text in (item.kicker, item.deck) if text)
    return _picture(item, LEAD_WIDTH) + size + heads + LEAD_TASTE * 1.85 / LEAD_WIDTH + 2


def _list(count: int) -> Height:
    """A box of headlines without text, each on a line."""
    return lambda _: 4.5 + 2.0 * count
