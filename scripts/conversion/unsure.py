"""Items with lines that a recogniser was not sure of: an entry in `review`, and a finding at the least sure line."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.model import Item
from scripts.pagetext import ConvertedPage
from scripts.pagetext.geometry import UNSURE

CODE = "ocr-unsure"
SHARE = 0.05
"""Share of an item's characters on such lines from which it is to be looked at."""
HEAD = ("title", "kicker", "deck", "headline")
"""Parts of which one unsure line is enough: they are read first, and name the item everywhere."""


def with_unsure(page: ConvertedPage) -> ConvertedPage:
    """A page whose items ask for a look where a recogniser was not sure of their lines."""
    layout = page.printed.layout if page.printed else None
    if layout is None or all(line.confidence >= UNSURE for line in layout.lines.values()):
        return page
    all_of: Counter[int] = Counter()
    unsure: Counter[int] = Counter()
    headed: set[int] = set()
    worst: dict[int, tuple[float, int]] = {}
    for line in page.lines:
        place = layout.lines.get(line.number)
        for span in line.spans:
            if span.target != "item":
                continue
            count = sum(not char.isspace() for char in span.text)
            all_of[span.order] += count
            if place is not None and place.confidence < UNSURE and count:
                unsure[span.order] += count
                if span.part in HEAD:
                    headed.add(span.order)
                least = min(worst.get(span.order, (1.0, line.number)), (place.confidence, line.number))
                worst[span.order] = least
    asked = {order for order, count in unsure.items() if order in headed or count >= SHARE * all_of[order]}
    items = tuple(_asking(item) if item.order in asked else item for item in page.items)
    findings: list[Finding] = [
        finding(CODE, line=worst[item.order][1], field="body") for item in items if item.order in asked
    ]
    return replace(page, items=items, findings=(*page.findings, *findings))


def _asking(item: Item) -> Item:
    return replace(item, review=(*item.review, CODE))
