"""Heads apart from their bodies -> the bodies that they belong to, by the words they share."""

from __future__ import annotations

from scripts.pagetext.chunks import Overlap
from scripts.pagetext.cutting import offsets_of, split_raw
from scripts.pagetext.elements import Element
from scripts.pagetext.heads import divide_head
from scripts.pagetext.headwords import is_deck, is_kicker
from scripts.pagetext.marks import line_mark
from scripts.pagetext.story import Story

_RELATION = ((0.0, 1.6), (0.05, 1.1), (0.15, -0.3), (0.25, -1.0), (0.4, -1.5), (0.6, -2.6), (0.9, -3.4))
"""Overlap and what it says: minus the log of how much more often a line shares so many words with its own story than
with another (counted over 1,300 display lines of typeset pages)."""


def relation(overlap: float) -> float:
    """Cost of taking a display line and a body for one story, from the words that they share; negative is evidence."""
    below = _RELATION[0]
    for point in _RELATION:
        if overlap <= point[0]:
            span = point[0] - below[0]
            share = (overlap - below[0]) / span if span else 0.0
            return below[1] + share * (point[1] - below[1])
        below = point
    return below[1]


class Ties:
    """How many words a display line shares with a story."""

    def __init__(self, stories: list[Story]) -> None:
        chunks = [chunk for story in stories for chunk in story.chunks]
        self.overlap = Overlap(chunks)
        self.at = {id(chunk): n for n, chunk in enumerate(chunks)}

    def share(self, line: Element, story: Story) -> float:
        """Between 0 and 1; for the chunk of the story that shares most."""
        return max((self.overlap(line.text, self.at[id(c)]) for c in story.chunks if id(c) in self.at), default=0.0)

    def cost(self, line: Element, story: Story) -> float:
        """Cost of a display line as (part of) the story's head; negative is evidence."""
        titled = line.kind == "notice"
        if story.kind == "notice":
            return -3.0 if titled else 3.0
        if titled:
            return 3.0
        return min(relation(self.share(line, story)), 1.1)


def halves(line: Element) -> list[Element]:
    """A display line cut at its spaces: on a page that lists its heads two may be side by side on a line."""
    printed = line.lines[0]
    words = printed.raw.split()
    if len(line.lines) > 1 or len(words) < 2 or any(len(word) < _LEAST_HEAD for word in words):
        return [line]
    parts = split_raw(printed, offsets_of(printed.text, [len(word) for word in words[:-1]]), in_place=False)
    if len(parts) != len(words):
        return [line]
    printed.parts = tuple(parts)
    kinds = ["notice" if line_mark(part.text) == "notice" else "display" for part in parts]
    return [Element(kind, [part], part.text, line.rule) for kind, part in zip(kinds, parts, strict=True)]


_LEAST_HEAD = 4
"""Characters of the shortest headline that may be beside another."""


def settle_extras(stories: list[Story], ties: Ties, *, gaps: bool) -> None:
    """Give on kickers, decks and photos' headlines that were drawn apart from the rest of their heads.

    Extractors that sort a page by rows bring the kickers of two stories side by side, then their headlines. A story
    that got two kickers gives one on; a lone line goes where its words fit.
    """
    bare: dict[int, bool] = {}

    def lacks_kicker(story: Story) -> bool:
        if id(story) not in bare:
            bare[id(story)] = bool(story.heads) and not divide_head(story.heads, gaps).kicker
        return bare[id(story)]

    for place, giver in enumerate(list(stories)):
        if not giver.heads or giver.pointer is not None or giver.kind == "notice" or giver.kind == "photo":
            continue
        if giver.kind == "refer":
            loose = list(giver.heads) if len(giver.heads) == 1 else []
        else:
            divided = divide_head(giver.heads, gaps)
            loose = list(divided.kicker) if len(divided.kicker) > 1 else []
            if len(loose) < 2 and divided.kicker and not is_kicker(divided.kicker[0].text):
                loose = [divided.kicker[0]]
        options: list[tuple[float, int, Element, Story]] = []
        for line in loose:
            cued, deck = is_kicker(line.text), is_deck(line.text)
            keep = relation(ties.share(line, giver)) if giver.is_text else 0.9
            for at, taker in enumerate(stories):
                if taker is giver or abs(at - place) > 6:
                    continue
                bond = relation(ties.share(line, taker))
                if taker.kind == "photo" and not taker.heads and not cued and bond < -0.9:
                    options.append((bond + 0.3 - keep, at, line, taker))
                elif taker.is_text and taker.heads and cued and not deck and lacks_kicker(taker):
                    way = 0.15 * abs(at - place) - (0.2 if at > place else 0.0)
                    options.append((min(bond, 0.6) + way - keep, at, line, taker))
                elif taker.is_text and taker.heads and deck and bond < -0.2 and giver.kind == "refer":
                    options.append((bond + 0.15 * abs(at - place) - keep, at, line, taker))
        if not options:
            continue
        gain, _, line, taker = min(options, key=lambda o: (o[0], o[1]))
        limit = 0.9 if len(loose) > 1 else -0.2
        if gain > limit:
            continue
        giver.heads = [x for x in giver.heads if x is not line]
        if is_deck(line.text) and not is_kicker(line.text):
            taker.heads = [*taker.heads, line]
        else:
            taker.heads = [line, *taker.heads]
        bare.pop(id(taker), None)
        if giver.kind == "refer" and not giver.heads:
            stories.remove(giver)
