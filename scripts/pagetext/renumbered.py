"""A reading with items taken out or put in; whatever names an item by its index follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scripts.pagetext.reading import ItemReading, Reading


def with_items(reading: Reading, more: Mapping[int, Sequence[ItemReading]]) -> Reading:
    """The reading with items put in behind those of these indices."""
    if not any(more.values()):
        return reading
    items: list[ItemReading] = []
    moved: dict[int, int | None] = {}
    for at, item in enumerate(reading.items):
        moved[at] = len(items)
        items += [item, *more.get(at, ())]
    return _moved(reading, items, moved)


def without_items(reading: Reading, gone: Mapping[int, int | None]) -> Reading:
    """The reading without the items of these indices; what named one names the item of the index that it maps to."""
    if not gone:
        return reading
    places = [at for at in range(len(reading.items)) if at not in gone]
    moved: dict[int, int | None] = {at: n for n, at in enumerate(places)}
    for at, into in gone.items():
        while into is not None and into in gone:
            into = gone[into]
        moved[at] = None if into is None else moved[into]
    return _moved(reading, [reading.items[at] for at in places], moved)


def _moved(reading: Reading, items: Sequence[ItemReading], moved: Mapping[int, int | None]) -> Reading:
    doubts = [(doubt, None if doubt.item is None else moved[doubt.item]) for doubt in reading.doubts]
    agreed = (moved[at] for at in reading.agreed)
    return replace(
        reading,
        items=tuple(replace(i, belongs_to=None if i.belongs_to is None else moved[i.belongs_to]) for i in items),
        doubts=tuple(doubt._replace(item=at) for doubt, at in doubts if doubt.item is None or at is not None),
        agreed=frozenset(at for at in agreed if at is not None),
    )
