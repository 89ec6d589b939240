"""The tags that a page's lines should get, from where they stand in its truth (`tags.MEANINGS` tells what each is)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.learn.align import Item, Place, align
from scripts.pagetext.clean import fold

HEADS = ("kicker", "headline", "deck")
BODY = ("body", "glued", "crosshead")
"""Parts of a text; `glued` is a line of it that the truth does not hold as it is."""
VERSE_LINES, VERSE_LONGEST, VERSE_MEAN = 4, 24, 17
"""Paragraphs of which an article consists of verse or rows: at least four, none longer than 24 characters, 17 at most
on average. Truths do not tell verse from prose; a paragraph of news is longer than any line of a poem."""
MARKED = {
    "folio": "F",
    "editors": "F",
    "nameplate": "F",
    "contact": "F",
    "serial": "F",
    "rubric": "F",
    "pointer": "JP",
    "jump-to": "JT0",
    "jump-from": "JF",
    "byline": "Y",
    "credit": "K",
}
"""Tags of lines that the truth does not hold, by their marks."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a line stands: its item, that item's kind (`verse` for an article of short lines), the part, the place."""

    item: int
    kind: str
    part: str
    paragraph: int
    offset: int

    @property
    def begins(self) -> bool:
        """Whether the line begins its paragraph."""
        return not self.offset and self.part != "glued"


def kind_of(item: Item) -> str:
    """The item's kind, `verse` where it is an article of short lines."""
    texts = [p for p in item.get("paragraphs") or () if isinstance(p, str)]
    if item["kind"] == "article" and len(texts) >= VERSE_LINES:
        sizes = [len(text) for text in texts]
        if max(sizes) <= VERSE_LONGEST and sum(sizes) <= VERSE_MEAN * len(sizes):
            return "verse"
    return str(item["kind"])


def _spots(places: Sequence[Place | None], items: Sequence[Item]) -> list[_Spot | None]:
    kinds = [kind_of(item) for item in items]
    out: list[_Spot | None] = []
    for place in places:
        above = out[-1] if out else None
        if place is not None:
            out.append(_Spot(place.item, kinds[place.item], place.part, place.paragraph, place.offset))
        elif above is not None and above.part == "body" and above.kind in ("article", "photo"):
            out.append(_Spot(above.item, above.kind, "glued", above.paragraph, -1))
        else:
            out.append(None)
    return out


def _neighbour(spots: Sequence[_Spot | None], start: int, step: int, item: int) -> _Spot | None:
    """The next line of a story from `start` on; small lines of the item itself and furniture do not count."""
    small = ("byline", "jump") if step > 0 else ("byline", "jump", "credit")
    index = start
    while 0 <= index < len(spots):
        spot = spots[index]
        if spot is not None and spot.kind != "furniture" and not (spot.item == item and spot.part in small):
            return spot
        index += step
    return None


def _heads(spots: Sequence[_Spot | None]) -> dict[int, str]:
    """Tags of headline lines, by what their run stands beside: text below (`Hn`), above (`Hp`), both, or neither."""
    out: dict[int, str] = {}
    index = 0
    while index < len(spots):
        spot = spots[index]
        if spot is None or spot.part not in HEADS:
            index += 1
            continue
        last = index
        while last + 1 < len(spots):
            after = spots[last + 1]
            if after is None or after.part not in HEADS or after.item != spot.item:
                break
            last += 1
        below = _neighbour(spots, last + 1, 1, spot.item)
        above = _neighbour(spots, index - 1, -1, spot.item)
        before = below is not None and below.item == spot.item and below.part in (*BODY, "credit")
        behind = above is not None and above.item == spot.item and above.part in BODY
        tag = "Hw" if before and behind else "Hn" if before else "Hp" if behind else "He"
        for place in range(index, last + 1):
            out[place] = "HeB" if tag == "He" and place == index else tag
        index = last + 1
    return out


class _Tagger:
    """What has been met on the way down the page."""

    def __init__(self, texts: Sequence[str], marks: Sequence[str], spots: Sequence[_Spot | None]) -> None:
        self.texts, self.marks, self.spots = texts, marks, spots
        self.heads = _heads(spots)
        self.seen: set[int] = set()  # items whose headline has been met, with their text below it
        self.started: set[int] = set()
        self.last = -1  # the item whose text was met last
        self.until: tuple[int, int, int] | None = None  # item, paragraph and offset that the last text ended at

    def tag(self, index: int) -> str:
        """The tag of one line; "" where neither truth nor mark says anything."""
        spot = self.spots[index]
        if spot is None:
            return MARKED.get(self.marks[index], "")
        if spot.kind == "furniture":
            return "F"
        if spot.kind == "refer":
            above = self.spots[index - 1] if index else None
            goes_on = above is not None and above.item == spot.item and above.part in HEADS
            return "JP" if spot.part == "jump" else "RC" if goes_on else "RS"
        if spot.kind == "notice":
            if spot.part in HEADS:
                return "NT"
            return "JT0" if spot.part == "jump" else "NB" if spot.part in BODY and spot.begins else "NC"
        if spot.part in HEADS:
            tag = self.heads[index]
            if tag in ("Hn", "Hw"):
                self.seen.add(spot.item)
            return tag
        if spot.kind == "photo":
            return self._photo(spot)
        return self._article(index, spot)

    def _photo(self, spot: _Spot) -> str:
        if spot.part == "body":
            self.last = spot.item
        if spot.part in BODY:
            return "PS" if spot.begins and not spot.paragraph else "PC"
        return "Y" if spot.part == "byline" else "K"

    def _article(self, index: int, spot: _Spot) -> str:
        item = spot.item
        head = "h" if item in self.seen else "0"
        if spot.part in ("byline", "credit"):
            return "Y" if spot.part == "byline" else "K"
        if spot.part == "jump":
            return "JF" if self.marks[index] == "jump-from" or item not in self.started else f"JT{head}"
        if spot.part == "crosshead":
            return f"X{head}"
        first, on = item not in self.started, self.last == item
        if spot.kind == "verse":
            self.started.add(item)
            self.last = item
            return f"{'Q' if first or not on else 'V'}{head}"
        if spot.part == "glued":
            return f"C{head}"
        at = (item, spot.paragraph, spot.offset)
        if first:
            tag = "S"
        elif spot.offset:
            tag = "C" if self.until == at else "Rm"
        else:
            tag = "B" if on else "Rp"
        self.started.add(item)
        self.last = item
        self.until = (item, spot.paragraph, spot.offset + len(fold(self.texts[index])))
        return tag + head


def gold(texts: Sequence[str], marks: Sequence[str], items: Sequence[Item]) -> list[str]:
    """The tag of every line of a page (its cleaned text and its mark), from the page's items.

    Where nothing says what a line is, it goes on with what stands above it: a guess, and a rare one.
    """
    tagger = _Tagger(texts, marks, _spots(align(texts, items), items))
    out: list[str] = []
    for index in range(len(texts)):
        tag = tagger.tag(index)
        if not tag:
            tag = "F" if not out else "Ch" if out[-1].endswith("h") else "C0"
        out.append(tag)
    return out


APART, WITHIN, ONE_WAY = 0.6, 0.35, 0.8
"""Shares of a page's headlines from which it is drawn in one way (`tags.DRAWN`): more than 0.6 far from their texts,
0.35 between columns (stories of one column cannot show it), 0.8 before or after. Set by hand."""


def way_of(tags: Sequence[str]) -> str:
    """The way in which a page was drawn, a key of `tags.DRAWN`, from the tags of its lines."""
    runs = [after for before, after in pairwise(["", *tags]) if after in ("Hn", "Hp", "Hw") and before != after]
    apart = [index for index, tag in enumerate(tags) if tag == "HeB"]
    near, after, within = runs.count("Hn"), runs.count("Hp"), runs.count("Hw")
    total = len(runs) + len(apart)
    if not total:
        return "n"
    if len(apart) > APART * total:
        return "f" if sum(apart) < len(apart) * len(tags) / 2 else "l"
    if within >= WITHIN * len(runs) > 0:
        return "w"
    return "n" if near >= ONE_WAY * len(runs) > 0 else "p" if after >= ONE_WAY * len(runs) > 0 else "x"
