"""Drop caps: a text's first character over two lines or more, with the lines beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scripts.pagetext.printed.segments import Segment, alike

LARGER = 1.6
"""Of the text's size: the smallest drop cap."""
BESIDE = 1.4
"""Ems of text between a drop cap and the lines beside it, at most."""
DEEPEST = 5
"""Lines beside a drop cap, at most."""


def with_drop_caps(segments: Sequence[Segment], size: float) -> list[Segment]:
    """Segments with each drop cap put before the first of the lines beside it; these begin where it does."""
    caps = [s for s in segments if s.along and len(s.text) == 1 and s.text.isalnum() and s.size > LARGER * size]
    out = list(segments)
    for cap in caps:
        beside = [
            n
            for n, s in enumerate(out)
            if s is not cap
            and s.along
            and alike(s.size, size)
            and -0.4 * size < s.box.left - cap.box.right < BESIDE * size
            and cap.box.top - 0.4 * size < (s.box.top + s.box.bottom) / 2 < cap.box.bottom + 0.3 * size
        ]
        beside.sort(key=lambda n: out[n].baseline)
        if not 2 <= len(beside) <= DEEPEST or len(out[beside[0]].text) < 4:
            continue
        for place, n in enumerate(beside):
            line = out[n]
            box = line.box._replace(left=cap.box.left)
            first = place == 0
            text = cap.text + line.text if first else line.text
            out[n] = replace(line, box=box, text=text, before=cap.piece if first else None)
        out.remove(cap)
    return out
