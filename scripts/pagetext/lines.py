"""Lines of a page with what can be measured of each: width, indent, ends, and the measure of its column.

Widths are in ems: a Han character or full-width mark is 1, ASCII is a half, a space beside Latin a quarter (what
justification leaves there on average). A line's measure (行宽) is estimated over the page: among the page's common
widths a Viterbi path is found that explains each line as full, or as shorter than full, and changes seldom.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.pagetext.clean import Fix, clean_line, spacing

OPEN = "（「『“《〈【〔〖("
CLOSE = "）」』”》〉】〕〗)"
_BRACKET = re.compile(f"[{re.escape(OPEN + CLOSE)}]")
_TERMINAL = re.compile(
    r"(?:[。！？!?]|……)[”」』）’)》]*$"
    r"|[。！？”」]\s?[（(]?[^，。；：！？]{2,16}(?:摄|攝|供图|供圖|制图|製圖)[）)]?$"
    r"|^[^，。；：！？]{2,16} (?:摄|攝)$"
    r"|[。！？][）」”]?\s?[（(][^，。；：！？（）\d]{2,20}[）)]$"
)
_ENDS = frozenset("。！？!?…”」』）’)》摄攝图圖")
_LATIN = re.compile(r"[!-~]")
_LATIN_END = re.compile(r"[A-Za-z,.;)]$")
_LATIN_START = re.compile(r"^[A-Za-z(]")
_SEAM = re.compile(r"(?<=[^ -~])(?=[!-~])|(?<=[!-~])(?=[^ -~])")
_SPACED_SEAM = re.compile(r"[^ -~] [!-~]|[!-~] [^ -~]")
NO_START = "，。、；：！？）」』”》〉】〕…%％’摄攝"
"""A line of Chinese never begins with one of these (避头点); where it does, it continues the line above."""


@dataclass(slots=True)
class Line:
    """One line of text, or the part of a glued line that is one thing.

    `number` is the raw line's, from 1; `raw` what of it this line holds; `text` that cleaned. `gap` says that a blank
    line stood before. `measure` is filled by `measure_lines`.
    """

    number: int
    raw: str
    text: str
    width: float
    indent: float
    gap: bool
    spaced: float
    terminal: bool
    """Whether a sentence ends with the line."""
    measure: float = 0.0
    off: float = 0.0
    """How far the line's end is beyond the measure, in ems (negative: short of it)."""
    shortfall: float = 0.0
    """The same the other way round, and 0 for a letter-spaced line, which is full."""
    glued: bool = False
    parts: tuple[Line, ...] = ()
    start: int = 0
    """Where in the raw line it begins, in characters from 0; `end` is None where it goes to the raw line's end."""
    end: int | None = None


def join(parts: Sequence[str]) -> str:
    """Lines of one paragraph as one text: nothing between Chinese, a space between Latin words."""
    out = ""
    for part in parts:
        if out and _LATIN_END.search(out) and _LATIN_START.search(part):
            out += " "
        out += part
    return out


def width_of(raw: str) -> float:
    """Ems that `raw` takes when set solid."""
    text = raw.strip(" \t\xa0")
    latin = len(text.encode("ascii", "ignore"))
    if not latin:
        return float(len(text))
    spaces = text.count(" ")
    return len(text) - latin + (latin - spaces) * 0.5 + spaces * 0.25


def restore_seams(lines: list[Line]) -> None:
    """Where a page spaces Latin from Chinese, count the spaces that the extractor dropped (often one of two)."""
    solid = [line for line in lines if line.spaced < 0.3 and _LATIN.search(line.raw)]
    spaced = sum(1 for line in solid if _SPACED_SEAM.search(line.raw))
    bare = sum(1 for line in solid if _SEAM.search(line.raw)) - spaced
    if spaced < 2 or spaced < bare:
        return
    for line in solid:
        line.width += 0.25 * len(_SEAM.findall(line.raw.strip()))


def make_line(number: int, raw: str, *, gap: bool, fixes: list[Fix] | None = None) -> Line:
    """A line measured and cleaned."""
    text = clean_line(raw, number, fixes)
    body = raw.lstrip()
    lead = raw[: len(raw) - len(body)]
    indent = float(lead.count("\u3000") + lead.count("\u2003"))
    if not indent and len(lead) >= 2:
        indent = min(2.0, len(lead) / 2)
    ends = bool(text) and text[-1] in _ENDS and _TERMINAL.search(text) is not None
    return Line(number, raw, text, width_of(body), indent, gap, spacing(body), ends)


def depth(text: str) -> int:
    """Brackets and quotes opened in `text` and not closed; negative where more are closed."""
    level = 0
    for mark in _BRACKET.findall(text):
        level += 1 if mark in OPEN else -1
    return level


def read_lines(raw_lines: list[str], first: int, fixes: list[Fix]) -> list[Line]:
    """The lines that have text; vertical setting (a character a line) is returned as one line."""
    out: list[Line] = []
    gap = True
    for offset, raw in enumerate(raw_lines):
        line = make_line(first + offset, raw, gap=gap, fixes=fixes)
        if not line.text:
            gap = True
            continue
        gap = False
        out.append(line)
    restore_seams(out)
    return out


def common_widths(lines: list[Line]) -> list[int]:
    """The widths that neighbouring lines share, at most twelve, ascending; wide single lines (captions) too."""
    pairs: Counter[int] = Counter()
    wide: Counter[int] = Counter()
    last = -9.0
    for line in lines:
        total = line.width + line.indent
        if line.spaced < 0.6:
            if abs(total - last) <= 1.1 and total >= 7:
                pairs[math.ceil(max(total, last) - 0.3)] += 1
            elif total > 16:
                wide[round(total)] += 1
            last = total
    support = {w: n + 0.6 * pairs.get(w - 1, 0) for w, n in pairs.items()}
    ranked = sorted(support, key=lambda w: (-support[w], w))
    chosen = [w for w in ranked if support[w] >= 2 or w >= 20][:10]
    chosen += [w for w, n in wide.most_common(6) if w not in chosen and (n > 1 or w > 26)][:4]
    if not chosen:
        chosen = ranked[:1] or [round(max((x.width + x.indent for x in lines), default=20.0))]
    return sorted(chosen)


_FULL = ((-0.35, 0.35, 0.0), (-1.1, -0.35, 0.35), (0.35, 1.1, 0.9), (-1.6, -1.1, 0.8), (-2.6, -1.6, 1.0))
"""Cost of a line by its distance from the measure (low, high, cost); calibrated on typeset and real pages."""
_SHORT, _LONG, _SWITCH = 1.6, 4.0, 3.2


def _misfit(off: float) -> float:
    for low, high, cost in _FULL:
        if low <= off <= high:
            return cost
    if off > 0:
        return _LONG
    return _SHORT if off > -6 else _SHORT + 0.4 if off > -15 else _SHORT + 1.0


def measure_lines(lines: list[Line]) -> None:
    """Fill `measure` of every line: the cheapest path through the page's common widths (Viterbi, linear in lines)."""
    chosen = common_widths(lines)
    narrow = [0.35 * max(0, 12 - w) for w in chosen]
    solid: dict[float, list[float]] = {}  # few widths are different: their costs are worked out once
    costs = [0.0] * len(chosen)
    back: list[tuple[int, float, list[float]]] = []
    for line in lines:
        total = line.width + line.indent
        if line.spaced >= 0.6:
            fits = [x + (0.2 if -4 <= total - w <= 0.5 else 1.5) for w, x in zip(chosen, narrow, strict=True)]
        elif total in solid:
            fits = solid[total]
        else:
            fits = solid[total] = [x + _misfit(total - w) for w, x in zip(chosen, narrow, strict=True)]
        low = min(costs)
        jump = low + _SWITCH
        back.append((costs.index(low), jump, costs))
        costs = [(c if c <= jump else jump) + f for c, f in zip(costs, fits, strict=True)]
    state = costs.index(min(costs)) if lines else 0
    for line, (best, jump, before) in zip(reversed(lines), reversed(back), strict=True):
        line.measure = float(chosen[state])
        line.off = line.width + line.indent - line.measure
        line.shortfall = 0.0 if line.spaced >= 0.6 else -line.off
        if before[state] > jump:
            state = best
