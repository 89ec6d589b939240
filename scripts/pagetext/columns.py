"""Lines of several columns that an extractor put on one line, cut at the gutter.

Extractors that sort words by place (poppler by default) write what stands on one baseline as one line:
`记者在场内转了一圈，青菜 买水果，室内菜场上午十点半就`. A column tells itself by its width: most lines of a page
are as wide as one of its few measures, so a line that is longer is cut behind a part of such a width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from scripts.pagetext.clean import is_printing
from scripts.pagetext.cutting import offsets_of, split_raw
from scripts.pagetext.lines import CLOSE, OPEN, Line, width_of

_SPACE = re.compile(r"[ \u3000]+")
_SENTENCE = re.compile(r"[，。；！？]")
_ENDS = re.compile(r"[。！？!?…][”」』）]*$")
_NARROWEST = 7
"""Ems of a column, at least."""
_SEEN, _SHARE = 3, 0.04
"""Lines of one width, and their share of all, from which it is one of the page's measures."""
_SPACED = 0.3
"""Share of a line that is letter-spaced: its spaces part nothing."""
_LATIN = re.compile(r"[!-~]")


def measures_of(lines: Sequence[Line]) -> frozenset[int]:
    """Widths in ems that enough lines of a page have: its measures, and those less an indent."""
    solid = [line.raw.strip() for line in lines if line.spaced <= _SPACED]
    found = Counter(round(width_of(part)) for raw in solid for part in _SPACE.split(raw))
    least = max(_SEEN, _SHARE * len(solid))
    return frozenset(width for width, count in found.items() if width >= _NARROWEST and count >= least)


def columns_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, with those of several columns cut into the lines of each, from left to right."""
    measures = measures_of(lines)
    if not measures:
        return list(lines)
    found = [_parts(line, measures) for line in lines]
    sure = [n for n, parts in enumerate(found) if parts.full > 1]
    near = {k for n in sure for k in range(n - _NEAR, n + _NEAR + 1)}
    out: list[Line] = []
    for n, (line, parts) in enumerate(zip(lines, found, strict=True)):
        cut = parts.sizes and (parts.full > 1 or n in near)
        out.extend(split_raw(line, offsets_of(line.text, parts.sizes), in_place=False) if cut else [line])
    return out


_NEAR = 3
"""Lines above and below one that is surely of two columns within which one full part is enough."""


class _Parts(NamedTuple):
    """Printing characters of each column's part but the last, and how many parts are as wide as a measure."""

    sizes: tuple[int, ...] = ()
    full: int = 0


def _parts(line: Line, measures: frozenset[int]) -> _Parts:
    """The parts of a line that may be of several columns.

    Every part but the last is as wide as a measure of the page, or ends a paragraph; one at least is a measure wide.
    """
    nothing = _Parts()
    if line.spaced > _SPACED or line.width < 2 * _NARROWEST or not _SENTENCE.search(line.text):
        return nothing
    raw = line.raw.strip()
    widest = max(measures) + 1
    sizes: list[int] = []
    full = begin = 0
    for space in _SPACE.finditer(raw):
        part, rest = raw[begin : space.start()], raw[space.end() :]
        width = width_of(part)
        if width > widest:
            return nothing
        whole = _is_measure(width, part, measures)
        if not (whole or (_ENDS.search(part) and width >= 2 and (full or _measure_ahead(rest, measures)))):
            continue
        if _unclosed(part) or _LATIN.match(rest) or _LATIN.search(part[-1]):
            continue
        full += whole
        sizes.append(sum(map(is_printing, part)))
        begin = space.end()
    last = width_of(raw[begin:])
    full += _is_measure(last, raw[begin:], measures)
    if not full or not sizes or last < 2 or (last > widest and full < 2):
        return nothing
    return _Parts(tuple(sizes), full)


def _is_measure(width: float, part: str, measures: frozenset[int]) -> bool:
    slack = 0.6 if _LATIN.search(part) else 0.3
    return any(abs(width - measure) <= slack for measure in measures)


def _measure_ahead(rest: str, measures: frozenset[int]) -> bool:
    """Whether the next part is as wide as a measure."""
    space = _SPACE.search(rest)
    part = rest[: space.start()] if space else rest
    return _is_measure(width_of(part), part, measures)


def _unclosed(part: str) -> bool:
    """Whether a bracket was opened shortly before the part's end, as in `（记者 甲 乙）`."""
    return sum(map(part[-12:].count, OPEN)) > sum(map(part[-12:].count, CLOSE))
