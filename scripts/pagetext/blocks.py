"""Blocks of display lines: how far they reach, whose words they share, where one headline ends and another begins."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.pagetext.lines import Line
from scripts.pagetext.seen import Seen, bucket

Shares = tuple[float, float, float]
"""Shares of a display line's words that the text below, the text above and the rest of the page hold."""

NOTHING = (0.0, 0.0, 0.0)
RUNS = (1, 2, 3, 4, 5, 7, 10, 15)
TELLING = 0.15
"""The share of a headline's words that a text must hold for the headline to be its own."""
_LONGEST = (6, 9, 12, 15, 19, 24, 32)


def runs_of(looks: list[bool]) -> tuple[list[int], list[int], list[int], list[int]]:
    """For each line: lines since and until the next that looks like display type; such lines directly before, after."""
    size = len(looks)
    since, run_before = [0] * size, [0] * size
    last, run = 99, 0
    for i in range(size):
        since[i], run_before[i] = last, run
        last = 0 if looks[i] else last + 1
        run = run + 1 if looks[i] else 0
    ahead, run_after = [0] * size, [0] * size
    last, run = 99, 0
    for i in range(size - 1, -1, -1):
        ahead[i], run_after[i] = last, run
        last = 0 if looks[i] else last + 1
        run = run + 1 if looks[i] else 0
    return since, ahead, run_before, run_after


def alike(lines: list[Line], looks: list[bool]) -> list[int]:
    """For each display line how many of the four around it are display lines of about its length (verse, rows)."""
    out: list[int] = []
    size = len(lines)
    for i, line in enumerate(lines):
        count = 0
        if looks[i]:
            for j in (i - 2, i - 1, i + 1, i + 2):
                if 0 <= j < size and looks[j] and abs(lines[j].width - line.width) <= 1.6:
                    count += 1
        out.append(count)
    return out


def reaches(looks: list[bool]) -> list[tuple[int, int]]:
    """For each line the first line of the text above its block of display lines, and the last of the text below."""
    size = len(looks)
    first, last = [0] * size, [size] * size
    top = run = 0
    for i in range(size):
        if looks[i]:
            if i and not looks[i - 1]:
                top = run
        elif i and looks[i - 1]:
            run = i
        first[i] = top
    bottom = run = size - 1
    for i in range(size - 1, -1, -1):
        if looks[i]:
            if i + 1 < size and not looks[i + 1]:
                bottom = run
        elif i + 1 < size and looks[i + 1]:
            run = i
        last[i] = bottom
    return list(zip(first, last, strict=True))


def block_shares(shares: list[Shares], run_before: list[int], run_after: list[int]) -> list[Shares]:
    """For each line of a block of display lines the block's best shares: more often than not they belong together."""
    out: list[Shares] = []
    for i, own in enumerate(shares):
        first, last = i - run_before[i], i + run_after[i]
        if own is NOTHING or first == last:
            out.append(own)
        elif i > first:
            out.append(out[-1])
        else:
            some = shares[first : last + 1]
            out.append((max(x[0] for x in some), max(x[1] for x in some), max(x[2] for x in some)))
    return out


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block of display lines as one of its lines sees it."""

    form: str
    """Lines of the block, the longest one's length, whether blank lines stand before all, none or some."""
    shared_words: str
    """Whether a line before this one, and whether this or one after it, shares words with the text above; then the
    same for the text below: where one headline ends and another begins, the words change."""


_NO_STRETCH = Stretch("", "")


def stretches(lines: list[Line], looks: list[bool], shares: list[Shares]) -> list[Stretch]:
    """What each display line sees of its block."""
    out = [_NO_STRETCH] * len(lines)
    begin = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and looks[i] and looks[i - 1]:
            continue
        if looks[i - 1]:
            block = range(begin, i)
            gaps = sum(lines[k].gap for k in block[1:])
            spread = "a" if gaps == len(block) - 1 else "n" if not gaps else "s"
            longest = bucket(max(lines[k].width for k in block), _LONGEST)
            form = f"{bucket(len(block), RUNS)}{longest}{spread}"
            above = [shares[k][1] >= TELLING for k in block]
            below = [shares[k][0] >= TELLING for k in block]
            for n, k in enumerate(block):
                signs = (any(above[:n]), any(above[n:]), any(below[:n]), any(below[n:]))
                out[k] = Stretch(form, "".join("01"[sign] for sign in signs))
        begin = i
    return out


def groups(lines: list[Line], looks: list[bool], shares: list[Shares]) -> list[str]:
    """For each display line how its group, between two blank lines of a block, compares with the block's others.

    Where it stands (only, first, last or in the middle), and whether it shares most words with the text below and above
    (`+`), another does (`-`), or none (`0`): a headline and a refer that stand together are told apart by that.
    """
    out = [""] * len(lines)
    block: list[list[int]] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and looks[i]:
            if block and not lines[i].gap:
                block[-1].append(i)
            else:
                block.append([i])
            continue
        if block:
            best = [[max(shares[k][n] for k in some) for n in (0, 1)] for some in block]
            most = [max(own[n] for own in best) for n in (0, 1)]
            last = len(block) - 1
            for number, (some, own) in enumerate(zip(block, best, strict=True)):
                where = "o" if not last else "f" if not number else "l" if number == last else "m"
                signs = "".join(
                    "0" if top < TELLING else "+" if mine == top else "=" if mine >= TELLING else "-"
                    for mine, top in zip(own, most, strict=True)
                )
                for k in some:
                    out[k] = where + signs
            block = []
    return out


def leaning_of(seen: list[Seen], block: list[Shares], run_before: list[int]) -> str:
    """Whether the page's headlines share their words with the text below (+), above (-), or elsewhere (e)."""
    below = above = far = 0.0
    for i, s in enumerate(seen):
        if s.looks and not run_before[i]:
            b, a, e = block[i]
            best = max(b, a, e)
            if best >= 0.2:
                below += b
                above += a
                far += e
    total = below + above + far
    if total < 0.5:
        return "?"
    if far > 0.55 * total:
        return "e"
    lean = (below - above) / (below + above + 0.01)
    return (
        "+++"
        if lean > 0.6
        else "++"
        if lean > 0.3
        else "+"
        if lean > 0.08
        else "0"
        if lean > -0.08
        else "-"
        if lean > -0.3
        else "--"
        if lean > -0.6
        else "---"
    )
