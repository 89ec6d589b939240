"""Furniture: what stands at a page's head and foot about the page itself, and single lines elsewhere that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.pagetext.geometry import Layout
from scripts.pagetext.printed.roles import share
from scripts.pagetext.printed.segments import Segment

HEAD, FOOT = 0.14, 0.9
"""Shares of the page's height above and below which its folio, nameplate and editors stand."""
_MARKS = frozenset({"folio", "editors", "contact", "serial", "nameplate"})
_ANYWHERE = frozenset({"editors", "serial", "rubric"})
_TOLD = frozenset({"jump-to", "jump-from", "pointer", "byline", "notice"})
SURE = 0.7
"""How likely a line must be furniture by its looks."""
_SENTENCE = re.compile("[，。；！？]")
_LONGEST = 48
_DATED = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_ISSUED = re.compile(r"第\s?\d+期|[总總]第|主[办辦]|星期[一二三四五六日天]|[农農][历曆]|[邮郵][发發]代[号號]")
_LABELLED = re.compile(r"[\u3400-\u9fff]{2,6}[：:]\S+")
_EDITED = re.compile(
    "^(?:[编編][辑輯]|主[编編]|[责責][编編]|校[对對]|美[编編]|版面|[责責]任[编編][辑輯]|印[数數]|印刷|投稿)"
)


def mark_furniture(segments: Sequence[Segment], layout: Layout, size: float) -> None:
    """Give the role `furniture` to the segments that are.

    At the head everything down to the lowest marked line is, unless it is running text or stands in a column of it;
    at the foot what is marked. A nameplate is known by its words or by standing in that band.
    """
    head = [s for s in segments if _is_marked(s) and s.box.bottom < HEAD * layout.height and s.along]
    edge = max((s.box.bottom for s in head), default=0.0) + 0.3 * size
    for segment in segments:
        plain = len(segment.text) <= _LONGEST and not _SENTENCE.search(segment.text)
        in_band = segment.along and (segment.box.top + segment.box.bottom) / 2 <= edge and plain
        in_band = in_band and not _is_head(segment, size)
        at_edge = segment.mark in _MARKS and (
            segment.box.bottom < HEAD * layout.height or segment.box.top > FOOT * layout.height
        )
        if in_band or at_edge or segment.mark in _ANYWHERE:
            segment.role = "furniture"
        if not segment.role and share([segment], "furniture") > SURE and segment.mark not in _TOLD:
            segment.role = "furniture"
    foot = max((s.box.bottom for s in segments), default=0.0)
    for segment in segments:  # the page's last line, however much paper there is below it
        if foot - segment.box.bottom < 0.5 * segment.size and segment.along and _is_imprint(segment.text):
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


def _is_head(segment: Segment, size: float) -> bool:
    """Whether a line that stands as high as a nameplate beside it is a head: several characters, no mark, and large,
    or a head's by its role.
    """
    long = sum(char >= "\u3400" for char in segment.text) >= SHORTEST
    if not long or segment.mark or _DATED.search(segment.text):
        return False
    likely = segment.size > 1.1 * size and share([segment], "headline", "kicker", "deck") > SURE
    return likely or segment.size > LARGE * size


SHORTEST, LARGE = 7, 1.3
"""Characters, and size in that of the text, of a head beside a nameplate, at least."""


def _is_marked(segment: Segment) -> bool:
    """Whether a line at a page's head is about the page: by its mark, or because it has a date and, say, an issue."""
    text = segment.text
    dated = len(text) <= _LONGEST and _DATED.search(text) and _ISSUED.search(text) and not _SENTENCE.search(text)
    return segment.mark in _MARKS or bool(dated)


def _is_imprint(text: str) -> bool:
    """Whether a line is nothing but labelled facts about the paper, an editor's name or how many were printed among
    them.
    """
    facts = text.split()
    known = any(_EDITED.match(fact) for fact in facts)
    return len(facts) > 1 and known and all(_LABELLED.fullmatch(fact) for fact in facts)
