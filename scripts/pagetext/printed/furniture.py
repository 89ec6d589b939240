"""Furniture: what stands at a page's head and foot about the page itself, and single lines elsewhere that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.pagetext.geometry import Layout
from scripts.pagetext.printed.segments import Segment

HEAD, FOOT = 0.14, 0.9
"""Shares of the page's height above and below which its folio, nameplate and editors stand."""
_MARKS = frozenset({"folio", "editors", "contact", "serial", "nameplate"})
_ANYWHERE = frozenset({"editors", "serial", "rubric"})
_SENTENCE = re.compile("[，。；！？]")
_LONGEST = 48


def mark_furniture(segments: Sequence[Segment], layout: Layout, size: float) -> None:
    """Give the role `furniture` to the segments that are.

    At the head everything down to the lowest marked line is, unless it is running text or stands in a column of it;
    at the foot what is marked. A nameplate is known by its words or by standing in that band.
    """
    head = [s for s in segments if s.mark in _MARKS and s.box.bottom < HEAD * layout.height and s.along]
    edge = max((s.box.bottom for s in head), default=0.0) + 0.3 * size
    for segment in segments:
        plain = len(segment.text) <= _LONGEST and not _SENTENCE.search(segment.text)
        in_band = segment.along and (segment.box.top + segment.box.bottom) / 2 <= edge and plain
        at_edge = segment.mark in _MARKS and (
            segment.box.bottom < HEAD * layout.height or segment.box.top > FOOT * layout.height
        )
        if in_band or at_edge or segment.mark in _ANYWHERE:
            segment.role = "furniture"
    for segment in segments:  # a line beside marked ones at the foot, such as a second telephone number
        if segment.role or segment.box.top < FOOT * layout.height or len(segment.text) > _LONGEST:
            continue
        beside = [
            one
            for one in segments
            if one.role == "furniture" and abs(one.baseline - segment.baseline) < 0.6 * size and one is not segment
        ]
        lowest = max(s.box.bottom for s in segments)
        if beside and lowest - segment.box.bottom < 2.5 * size and not _SENTENCE.search(segment.text):
            segment.role = "furniture"
