"""Lines that a recogniser was not sure of: how much of an item asks for a look, and where the finding points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from scripts.conversion.unsure import with_unsure
from scripts.edition.label import Label
from scripts.edition.model import Item, Page
from scripts.pagetext import ConvertedPage, LineTrace, Span
from scripts.pagetext.geometry import Box, Layout, LineGeometry
from scripts.pagetext.placing import Printed

HEADLINE, TEXT = "渡口的新船下水", "早班船从六点十分开出，船票不变。" * 10
OTHER = "园丁细数花瓣。" * 10


def page(confidence: Mapping[int, float]) -> ConvertedPage:
    """A headline (line 1) and its text (2 to 11) as one item, another item's text (12 to 21)."""
    rows = [(HEADLINE, 1, "title"), *((TEXT[n : n + 16], 1, "body") for n in range(0, 160, 16))]
    rows += [(OTHER[n : n + 7], 2, "body") for n in range(0, 70, 7)]
    lines = tuple(
        LineTrace(n, text, (Span(text, "item", order, part, ""),)) for n, (text, order, part) in enumerate(rows, 1)
    )
    box = Box(0, 0, 100, 10)
    places = {line.number: LineGeometry(box, 9, 10, confidence=confidence.get(line.number, 0.99)) for line in lines}
    items = tuple(Item(dt.date(2025, 4, 18), Label(1), order, review=("short",)) for order in (1, 2))
    unused: Any = None
    layout = Layout(600, 800, "ocr", places)
    return ConvertedPage(Page(Label(1)), items, (), (), True, unused, lines, "utf-8", (), Printed(layout))


@pytest.mark.parametrize(
    ("confidence", "asked", "at"),
    [
        ({}, [], None),
        ({2: 0.3}, [1], 2),  # a tenth of its text
        ({1: 0.3}, [1], 1),  # a headline counts by itself, however little of the item it is
        ({2: 0.4, 5: 0.2, 6: 0.3}, [1], 5),  # the least sure line is pointed to
        ({15: 0.3}, [2], 15),
    ],
)
def test_an_item_asks_for_a_look_by_its_share_or_its_headline(
    confidence: Mapping[int, float], asked: list[int], at: int | None
) -> None:
    result = with_unsure(page(confidence))
    assert [item.order for item in result.items if "ocr-unsure" in item.review] == asked
    assert [finding.line for finding in result.findings] == ([] if at is None else [at])
    assert all(item.review[0] == "short" for item in result.items)
