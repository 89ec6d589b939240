"""Pages that list their headlines, all first or all last: how far they are from their texts, where texts change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.pagetext.seen import Seen, bucket
from scripts.pagetext.words import Words

LISTED = ("f", "l")
_WINDOW = 7
"""Lines above and below that are compared: about a paragraph or two."""
_COMMON = 12
"""Lines that hold a pair of characters, from which the pair says nothing any more."""
_SURE = 2
"""Pairs of characters that a headline shares with texts for one to know whose it is."""
_FAR = 14
"""Lines between a text's beginning and a headline's words for them not to be those of its lead."""
_SWINGS = (0.5, 1.5, 2.5, 4.5, 7.5)
COUNTS = (0, 1, 3, 6, 10, 16)
PARTS = (0.01, 0.2, 0.4, 0.6, 0.8)


def bodies(seen: Sequence[Seen]) -> list[bool]:
    """For each line whether it is in a body: a run of three or more lines without display type or marks."""
    out: list[bool] = []
    run = 0
    for s in [*seen, None]:
        if s is not None and not s.looks and not s.mark:
            run += 1
            continue
        out += [run >= 3] * run
        run = 0
        if s is not None:
            out.append(False)
    return out


def leading(seen: Sequence[Seen]) -> int:
    """How many lines that look like display type a page begins with, one line that does not let pass."""
    count = missed = 0
    for s in seen:
        if s.looks or s.mark:
            count += s.looks
        else:
            missed += 1
            if missed > count // 5:
                break
    return count


def _pairs_in_texts(words: Words, seen: Sequence[Seen], head: int) -> Iterator[list[int]]:
    """For each pair of characters of a headline that texts hold, and not too many, the lines of texts that do."""
    for pair in dict.fromkeys(words.pairs[head]):
        places = [place for place in words.lines_with[pair] if not seen[place].looks]
        if 0 < len(places) <= _COMMON:
            yield places


def how_far(words: Words, seen: Sequence[Seen], listed: range, edge: int) -> str:
    """How many display lines at an end of the page share words with some text, and how many of these with a far one.

    `edge` is the line of the nearest text. Where a page lists its headlines most of them are far from theirs.
    """
    known = away_from = 0
    for head in listed:
        if not seen[head].looks:
            continue
        away = [min(abs(place - edge) for place in places) for places in _pairs_in_texts(words, seen, head)]
        if len(away) >= _SURE:
            known += 1
            away_from += sorted(away)[len(away) // 2] >= _FAR
    return f"{bucket(known, COUNTS)}{bucket(away_from / max(1, known), PARTS)}"


def turns_of(words: Words, seen: Sequence[Seen], body: Sequence[bool], drawn: str) -> list[str]:
    """Where a page lists its headlines: for each line how much more the text below has to do with another of them.

    One digit for the headline that gains most of the lines below over those above, one for the one that loses
    most, and whether the one that gains is listed after the one that loses. `body` is what `bodies` says.
    """
    size = len(body)
    out = [""] * size
    if not any(body):
        return out
    listed = range(body.index(True)) if drawn == "f" else range(size - body[::-1].index(True), size)
    votes: list[dict[int, float]] = [{} for _ in range(size)]
    for head in listed:
        if not seen[head].looks:
            continue
        for places in _pairs_in_texts(words, seen, head):
            for place in places:
                votes[place][head] = votes[place].get(head, 0.0) + 1.0
    swing: dict[int, float] = {}
    for i in range(size + _WINDOW):
        # what enters the window below; what passes from below to above; what leaves the window above
        for place, sign in ((i, 1.0), (i - _WINDOW, -2.0), (i - 2 * _WINDOW, 1.0)):
            if 0 <= place < size:
                for head, vote in votes[place].items():
                    swing[head] = swing.get(head, 0.0) + sign * vote
        at = i - _WINDOW + 1
        if 0 <= at < size and swing:
            gain, gainer = max((value, -head) for head, value in swing.items())
            loss, loser = min((value, head) for head, value in swing.items())
            order = "" if gain <= 0 or loss >= 0 else ">" if -gainer > loser else "<"
            out[at] = f"{bucket(gain, _SWINGS)}{bucket(-loss, _SWINGS)}{order}"
    return out
