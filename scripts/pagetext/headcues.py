"""Cues to how the display lines of a head are divided, as names that `headcosts` gives a cost each.

The cues are words of the trade at the end of a kicker (…时强调, 系列报道) or in a deck (——, 出席会议, 采访记), labels
that share no word with the story, blank lines between the parts, brackets that must not be cut, lines of one length,
and words that run from one line into the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from scripts.pagetext.chunks import grams
from scripts.pagetext.elements import Element
from scripts.pagetext.headwords import DASHES, DECK_WORDS, LABEL, SAYS
from scripts.pagetext.lines import NO_START, depth

Order = Literal["kicker-first", "headline-first"]

_DIGITS = re.compile(r"\d")
_COUNT_END = re.compile(r"\d[^，。]{0,4}$")


@dataclass(frozen=True, slots=True)
class HeadHabit:
    """What a page's heads have in common."""

    order: Order = "kicker-first"
    gaps: bool = False
    """Whether blank lines inside heads are informative: some lines have one before them and some do not."""
    repeated: frozenset[str] = frozenset()
    """Lines that occur in more than one head."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A display line of a head, with what the cues ask of it."""

    text: str
    size: int
    gap: bool
    digits: bool
    level: int
    joins: bool
    """Whether the last character above and its first are neighbours in the story: one line runs into the next."""
    label: bool
    kicker: tuple[str, ...]
    """Its own cues as a kicker."""
    deck: tuple[str, ...]
    """Its own cues as a deck."""
    share: float | None
    """How much of its words the body holds; None where there is no body."""


@dataclass(frozen=True, slots=True)
class Division:
    """One way to division lines out: the places of the kicker's, the headline's and the deck's lines."""

    order: str
    kicker: range
    headline: range
    deck: range


@cache
def divisions(size: int) -> tuple[Division, ...]:
    """Every way worth weighing for `size` lines: at most two lines of kicker, two of deck."""
    out = []
    for first in range(min(2, size - 1) + 1):
        for last in range(max(first + 1, size - 2), size + 1):
            out.append(Division("kicker-first", range(first), range(first, last), range(last, size)))
    for last in range(1, size):
        for end in range(last + 1, min(last + 2, size) + 1):
            if size - end <= 2:
                out.append(Division("headline-first", range(last, end), range(last), range(end, size)))
    if size >= 2:
        out.append(Division("deck-first", range(0), range(1, size), range(1)))
    return tuple(out)


def views_of(lines: Sequence[Element], habit: HeadHabit, body: Set[str]) -> list[HeadLine]:
    """The lines of one head as the cues see them; `body` holds the pairs of characters of the story."""
    out: list[HeadLine] = []
    for index, line in enumerate(lines):
        text = line.text
        above = lines[index - 1].text if index else ""
        share = None
        if body:
            pairs = grams(text)
            share = len(pairs & body) / max(3, len(pairs))
        gap = habit.gaps and line.gap
        label = len(text) <= 12 and LABEL.search(text) is not None
        seen = _Seen(text, line.lines[0].spaced >= 0.6, share, label, text in habit.repeated)
        out.append(
            HeadLine(
                text,
                len(text),
                gap,
                _DIGITS.search(text) is not None,
                depth(text),
                bool(above) and above[-1] + text[0] in body,
                label,
                tuple(_kicker_cues(seen)),
                tuple(_deck_cues(seen)),
                share,
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class _Seen:
    text: str
    spaced: bool
    share: float | None
    label: bool
    repeated: bool


def _kicker_cues(line: _Seen) -> Iterator[str]:
    """The cues for and against a line being a kicker, from its own words."""
    text, size, share = line.text, len(line.text), line.share
    yield "k"
    if SAYS.search(text):
        yield "k-says"
    elif line.label:
        yield "k-label"
    if size <= 6:
        yield "k-short"
    elif size <= 9:
        yield "k-shortish"
    if text[0] == "【":
        yield "k-bracket"
    if text.startswith(DASHES):
        yield "k-dash"
    if text[-1] in "，、：:":
        yield "k-open"
    if _DIGITS.search(text):
        yield "k-digits"
    if line.repeated:
        yield "k-repeated"
    if " " in text:
        yield "k-clauses"
    if line.spaced:
        yield "k-spaced"
    if depth(text):
        yield "k-unbalanced"
    if share is None:
        if size <= 9:
            yield "k-short-bodiless"
    elif share < 0.02:
        yield "k-stranger"
        if size <= 9:
            yield "k-short-stranger"
    elif share > 0.5:
        yield "k-kin"


def _deck_cues(line: _Seen) -> Iterator[str]:
    """The cues for and against a line being a deck, from its own words."""
    text, size, share = line.text, len(line.text), line.share
    yield "d"
    if text.startswith(DASHES):
        yield "d-dash"
    elif DECK_WORDS.search(text):
        yield "d-words"
    if _COUNT_END.search(text):
        yield "d-count"
    if size <= 5:
        yield "d-short"
    if text[0] == "【":
        yield "d-bracket"
    if text[0] == "（" and text[-1] == "）":
        yield "d-parentheses"
    if "，" in text:
        yield "d-comma"
    if " " in text:
        yield "d-clauses"
    if line.spaced:
        yield "d-spaced"
    if depth(text):
        yield "d-unbalanced"
    if SAYS.search(text):
        yield "d-says"
    if line.label:
        yield "d-label"
    if line.repeated:
        yield "d-repeated"
    if share is None:
        yield "d-bodiless"
    elif share < 0.02:
        yield "d-stranger"
    elif share > 0.65:
        yield "d-kin"
    elif share > 0.35:
        yield "d-half-kin"


def headline_cues(lines: Sequence[HeadLine], habit: HeadHabit) -> Iterator[str]:
    """The cues for and against these lines being one headline."""
    count = len(lines)
    if count >= 2:
        yield "h-2" if count == 2 else "h-3"
    for _ in range(count - 3):
        yield "h-more"
    level = 0
    turned = habit.order == "headline-first"
    for index, line in enumerate(lines):
        text = line.text
        if index:
            if habit.gaps:
                yield "h-gap" if line.gap else "h-no-gap"
            if line.joins:
                yield "h-joins"
            if level > 0 or text[0] in NO_START:
                yield "h-inside"
            if text[0] == "【" and level == 0 and not lines[index - 1].text.startswith("【"):
                yield "h-bracket-below"
            if text.startswith(DASHES) and level == 0:
                yield "h-dash-below"
            elif DECK_WORDS.search(text):
                yield "h-deck-words"
            if lines[index - 1].text[-1] in "，、：:":
                yield "h-goes-on"
        if count > 1 and SAYS.search(text):
            yield "h-says-below" if index and not turned else "h-says-above"
        elif count > 1 and line.label:
            yield "h-label-below" if index and not turned else "h-label-above"
        if count > 1 and line.share is not None and line.share < 0.02:
            yield "h-stranger"
        level += line.level
    if level:
        yield "h-unbalanced"
    if count == 1 and lines[0].text[0] == "【" and lines[0].text[-1] == "】":
        yield "h-only-bracket"
    plain = [x.size for x in lines if x.text[0] != "【"]
    if len(plain) >= 2:
        most, least = max(plain), min(plain)
        if most > 2.1 * least:
            yield "h-uneven"
        elif most <= 1.15 * least:
            yield "h-even"
    if max(x.size for x in lines) <= 4:
        yield "h-tiny"


def seam_cues(views: Sequence[HeadLine], division: Division, gaps: bool) -> Iterator[str]:
    """The cues from kicker, headline and deck beside each other."""
    headline = [views[k] for k in division.headline]
    longest = max(x.size for x in headline)
    for nth, index in enumerate(division.kicker):
        size = views[index].size
        if nth:
            yield "k-second"
        if size >= 1.5 * longest:
            yield "k-longer"
            if len(headline) > 1:
                yield "k-longer-than-lines"
    if division.kicker:
        below = views[division.headline[0] if division.order == "kicker-first" else division.kicker[0]]
        if gaps:
            yield "kh-gap" if below.gap else "kh-no-gap"
        if below.joins:
            yield "kh-joins"
        if headline[0].text[0] == "【":
            yield "k-over-bracket"
    for nth, index in enumerate(division.deck):
        size = views[index].size
        if nth:
            yield "d-second-dash" if views[index].text.startswith(DASHES) else "d-second"
        if views[index].digits:
            yield "d-digits-too" if any(x.digits for x in headline) else "d-digits"
        if size >= longest + 4:
            yield "d-longer"
        elif size < longest:
            yield "d-shorter"
            if size < 0.6 * longest:
                yield "d-much-shorter"
    if division.deck:
        below = views[division.deck[0] if division.order != "deck-first" else division.headline[0]]
        if gaps:
            yield "hd-gap" if below.gap else "hd-no-gap"
        if below.joins:
            yield "hd-joins"
        if len(headline) == 1 and abs(views[division.deck[0]].size - longest) <= 1:
            yield "hd-even"
    if division.order == "deck-first" or (division.kicker and division.order == "headline-first"):
        yield division.order


def cues_of(views: Sequence[HeadLine], division: Division, habit: HeadHabit) -> list[str]:
    """All cues of one division, by name."""
    out = [cue for index in division.kicker for cue in views[index].kicker]
    out += (cue for index in division.deck for cue in views[index].deck)
    out += headline_cues([views[k] for k in division.headline], habit)
    out += seam_cues(views, division, habit.gaps)
    return out
