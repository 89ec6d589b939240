"""Doubts: which decisions about a story a person should look at, as a named table.

Each doubt is a code that goes into the item's `review`, and a finding that says what to look at. They are few: a
decision is doubted where its costs were close or where something that a story has is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scripts.edition.finding import Finding
from scripts.edition.reviews import told
from scripts.pagetext.heads import Heads
from scripts.pagetext.story import Story


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks look at: a story, how its head was dealt out, and how much of the head the body holds."""

    story: Story
    heads: Heads
    shares: tuple[float, ...]
    titled: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look at an item; edition/reviews.py says what to look at, in both languages."""

    code: str
    applies: Callable[[Case], bool]


def _title_missing(case: Case) -> bool:
    return not case.titled


def _headline_stranger(case: Case) -> bool:
    """The headline shares no word with a body long enough to share some."""
    long = sum(len(p.text) for c in case.story.chunks for p in c.paras) >= 80
    return case.titled and bool(case.shares) and long and max(case.shares) < 0.08


def _headline_from_afar(case: Case) -> bool:
    return case.story.side == "apart" and bool(case.shares) and max(case.shares) < 0.5


def _headline_parts(case: Case) -> bool:
    return case.heads.doubt < 0.9


def _many_heads(case: Case) -> bool:
    return len(case.heads.headline) > 4 or (case.story.kind == "refer" and len(case.heads.headline) > 2)


def _breaks_off(case: Case) -> bool:
    chunks = [c for c in case.story.chunks if c.kind == "text"]
    return bool(chunks) and any(c.open_end for c in chunks)


def _begins_inside(case: Case) -> bool:
    chunks = [c for c in case.story.chunks if c.kind == "text"]
    return bool(chunks) and chunks[0].mid and not chunks[0].openers and not chunks[0].opened


def _two_stories(case: Case) -> bool:
    """An opening mark or a closing name inside the body: it may be two stories."""
    chunks = [c for c in case.story.chunks if c.kind == "text"]
    return any(c.opened for c in chunks[1:]) or any(c.signed for c in chunks[:-1])


def _short_body(case: Case) -> bool:
    size = sum(len(p.text) for c in case.story.chunks for p in c.paras)
    return case.story.is_text and size < 45


def _lone_line(case: Case) -> bool:
    """Display lines that no page reference, body or photo claims: a refer, or a headline whose story was not found."""
    return case.story.kind == "refer" and case.story.pointer is None


DOUBTS: tuple[Doubt, ...] = (
    Doubt("title-missing", _title_missing),
    Doubt("headline-unrelated", _headline_stranger),
    Doubt("headline-moved", _headline_from_afar),
    Doubt("headline-parts", _headline_parts),
    Doubt("headline-long", _many_heads),
    Doubt("breaks-off", _breaks_off),
    Doubt("begins-inside", _begins_inside),
    Doubt("two-stories", _two_stories),
    Doubt("short", _short_body),
    Doubt("lone-lines", _lone_line),
)
"""In the order in which an editor would want them. Thresholds were set on typeset pages (see the module's test)."""


def doubts_of(case: Case) -> tuple[Doubt, ...]:
    """What to look at; at most two doubts an item, the weightiest first."""
    return tuple(d for d in DOUBTS if d.applies(case))[:2]


def as_finding(doubt: Doubt, line: int | None, title: str) -> Finding:
    """The doubt as a finding; `line` is the raw line at which the item begins."""
    shown = title if len(title) <= 24 else title[:23] + "…"
    message, message_zh = told(doubt.code)
    return Finding(
        doubt.code,
        "note" if doubt.code != "title-missing" else "warning",
        f"{message} ({shown})",
        f"{message_zh}（{shown}）",
        line=line,
        field="title" if doubt.code.startswith(("title", "headline")) else "body",
    )
