"""Pages set downwards, as papers were until the 1950s and supplements still are: read as if they lay on their side.

Lines that run down from the right are, on a page turned a quarter, lines that run along from the top; its bands (批)
are columns. So all that is known of pages set along serves them too. What runs along on such a page, as boxed notices
often do, is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from scripts.pagetext.clean import is_printing
from scripts.pagetext.geometry import Box, Layout, LineGeometry, around
from scripts.pagetext.marks import line_mark
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.printed import reader
from scripts.pagetext.reading import ItemReading, Piece, Reading

MOSTLY = 0.5
"""Share of a page's characters that must stand in lines running down; on a page set along a headline or two do."""
DESCENT = 0.12
"""Of a type's size: what stands below the baseline (the em box of Chinese fonts)."""
CORNER = 0.5
"""Share of the page's height above which, and of its width right of which, a nameplate that runs down stands."""
LARGEST = 0.2
"""Share of the page that a nameplate's frame may take."""
BAND = 3.0
"""Of the usual size: how far the tops of two items may differ that stand in one band."""
_TELLING = frozenset({"folio", "editors", "contact", "serial", "nameplate"})
_SENTENCE = re.compile("[，。；！？]")


def read(model: PageModel) -> Reading:
    """Read a page by its layout, whichever way its lines run. Raises ValueError where it has none."""
    if model.layout is None:
        raise ValueError("a page without layout")
    down = lines_down(model, model.layout)
    if not down:
        return reader.read(model)
    plate = nameplate(model, model.layout, down)
    here = [line.number for line in model.lines if line.number not in plate]
    turned = _part(model, [n for n in here if n in down], turned_layout(model.layout))
    along = _part(model, [n for n in here if n not in down], model.layout)
    readings = [reader.read(part) for part in (turned, along) if part.lines]
    furniture = tuple((Piece(line.number),) for line in model.lines if line.number in plate)
    return _joined([Reading((), furniture), *readings], model.layout)


def lines_down(model: PageModel, layout: Layout) -> frozenset[int]:
    """The lines of a page set downwards that run down; none where the page is set along.

    A line of one character runs either way: on such a page it is taken to run down.
    """
    counts = {line.number: sum(map(is_printing, line.raw)) for line in model.lines if line.number in layout.lines}
    down = {n for n in counts if not layout.lines[n].upright}
    if sum(counts[n] for n in down) < MOSTLY * sum(counts.values()) or not down:
        return frozenset()
    return frozenset(down | {n for n, count in counts.items() if count == 1})


def nameplate(model: PageModel, layout: Layout, down: frozenset[int]) -> frozenset[int]:
    """The lines of the nameplate (报头), which runs down in the corner where the page begins, with date and address.

    It is where lines are that tell of the page: their frame, or what stands between them and has no sentence. On the
    page turned it would be a head over all columns, and take the first line of each.
    """
    placed = {line.number: layout.lines[line.number].box for line in model.lines if line.number in down}
    texts = {line.number: line.text for line in model.lines if line.number in down}
    telling = [
        n
        for n, box in placed.items()
        if line_mark(texts[n]) in _TELLING and box.top < CORNER * layout.height and box.right > CORNER * layout.width
    ]
    if not telling:
        return frozenset()
    whole = around([placed[n] for n in telling])
    frames = [box for box in layout.boxes if box.common(whole) > 0.95 * whole.area]
    frames = [box for box in frames if box.area < LARGEST * layout.width * layout.height]
    if frames:
        whole = min(frames, key=lambda box: box.area)
    held = [n for n, box in placed.items() if whole.holds(*box.middle) and (frames or not _SENTENCE.search(texts[n]))]
    return frozenset({*telling, *held})


def turned_layout(layout: Layout) -> Layout:
    """The layout of the page turned a quarter to the left: what ran down from the right runs along from the top."""
    return Layout(
        layout.height,
        layout.width,
        layout.source,
        {number: _turned_line(line, layout.width) for number, line in layout.lines.items()},
        tuple(replace(picture, box=_turned_box(picture.box, layout.width)) for picture in layout.pictures),
        tuple(_turned_box(rule, layout.width) for rule in layout.rules),
        tuple(_turned_box(box, layout.width) for box in layout.boxes),
        layout.picture,
    )


def _turned_box(box: Box, width: float) -> Box:
    return Box(box.top, width - box.right, box.bottom, width - box.left)


def _turned_line(line: LineGeometry, width: float) -> LineGeometry:
    box = _turned_box(line.box, width)
    baseline = box.bottom - DESCENT * line.size
    return replace(line, box=box, baseline=baseline, upright=True, parts=())


def _part(model: PageModel, numbers: Sequence[int], layout: Layout) -> PageModel:
    """The page with some of its lines alone."""
    held = frozenset(numbers)
    lines = tuple(line for line in model.lines if line.number in held)
    places = {number: place for number, place in layout.lines.items() if number in held}
    return replace(model, lines=lines, layout=replace(layout, lines=places))


@dataclass(frozen=True, slots=True)
class _Placed:
    item: ItemReading
    box: Box
    reading: int
    index: int


def _joined(readings: Sequence[Reading], layout: Layout) -> Reading:
    """Readings of parts of a page as one, items band by band from the right."""
    placed = [
        _Placed(item, _box_of(item, layout.lines), n, index)
        for n, reading in enumerate(readings)
        for index, item in enumerate(reading.items)
    ]
    sizes = sorted(line.size for line in layout.lines.values())
    unit = BAND * sizes[len(sizes) // 2]
    placed.sort(key=lambda entry: (round(entry.box.top / unit), -entry.box.right))
    new = {(entry.reading, entry.index): place for place, entry in enumerate(placed)}
    items = tuple(
        entry.item
        if entry.item.belongs_to is None
        else replace(entry.item, belongs_to=new[entry.reading, entry.item.belongs_to])
        for entry in placed
    )
    return Reading(items, tuple(chain.from_iterable(reading.furniture for reading in readings)))


def _box_of(item: ItemReading, lines: Mapping[int, LineGeometry]) -> Box:
    boxes = [lines[piece.line].box for value in item.values() for piece in value if piece.line in lines]
    return around(boxes) if boxes else Box(0, 0, 0, 0)
