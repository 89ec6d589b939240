"""Parts of one item that were drawn apart, put together again: credits and captions, refers and pages, notices.

An extractor that sorts a page by rows may bring two captions and then their credits, or the headlines of three refers
and then the three pages they point to. A credit without a caption goes to the nearest photo that has none, of two
credits at one photo the second does; page references go to the refers that have none, in their order. Notices that
bear each other's titles change them.
"""

from __future__ import annotations

from scripts.pagetext.chunks import Chunk
from scripts.pagetext.credits import find_credit
from scripts.pagetext.elements import Element
from scripts.pagetext.marks import line_mark
from scripts.pagetext.notices import likeness
from scripts.pagetext.story import Story


def pair_credits(stories: list[Story]) -> None:
    """Give credits that stand alone to captions that have none; a photo that was nothing but its credit leaves."""
    photos = [(at, story) for at, story in enumerate(stories) if story.kind == "photo"]
    bare = {at: story for at, story in photos if _paras(story) and not _credits(story) and not _inline(story)}
    if not bare:
        return
    for at, story in photos:
        found = _credits(story)
        own = 1 if _paras(story) and not _inline(story) else 0
        loose = found[own:] if _whole(found) else []
        for chunk, credit in loose:
            if not bare:
                break
            nearest = min(bare, key=lambda other: (abs(other - at), other < at))
            bare.pop(nearest).chunks[-1].closers.append(credit)
            chunk.closers = [x for x in chunk.closers if x is not credit]
    stories[:] = [s for s in stories if s.kind != "photo" or s.heads or any(_content(c) for c in s.chunks)]


def _content(chunk: Chunk) -> bool:
    return bool(chunk.paras or chunk.closers or chunk.openers)


def _paras(story: Story) -> bool:
    return any(chunk.paras for chunk in story.chunks)


def _credits(story: Story) -> list[tuple[Chunk, Element]]:
    return [(chunk, x) for chunk in story.chunks for x in chunk.closers if x.kind == "credit"]


def _inline(story: Story) -> bool:
    return any(find_credit(para.text) for chunk in story.chunks for para in chunk.paras)


def _whole(found: list[tuple[Chunk, Element]]) -> bool:
    """Whether each credit is whole: two halves of one are not two."""
    return all((credit := find_credit(x.text)) is not None and credit[0] == 0 for _, x in found)


def pair_pointers(stories: list[Story]) -> None:
    """Give page references that stand alone to refers that have none: in their order, or each to the nearest."""
    lone = [(at, s) for at, s in enumerate(stories) if s.kind == "refer" and _only_pointer(s)]
    bare = [(at, s) for at, s in enumerate(stories) if s.kind == "refer" and s.pointer is None and not _only_pointer(s)]
    if not lone or not bare:
        return
    gone: set[int] = set()
    for number, (at, story) in enumerate(lone):
        free = [(place, s) for place, s in bare if s.pointer is None]
        if len(lone) == len(bare):
            taker = bare[number][1]
        else:
            place, taker = min(free, key=lambda other: abs(other[0] - at), default=(at, story))
            if abs(place - at) > _NEAR:
                continue
        if taker is not story:
            taker.pointer = story.heads[0]
            gone.add(id(story))
    stories[:] = [s for s in stories if id(s) not in gone]


_NEAR = 3
"""Stories between a page reference and the refer that it belongs to, at most."""


def _only_pointer(story: Story) -> bool:
    return len(story.heads) == 1 and story.pointer is None and line_mark(story.heads[0].text) == "pointer"


def swap_notice_titles(stories: list[Story]) -> None:
    """Notices that follow each other and read like each other's titles: titles were drawn after their texts."""
    notices = [s for s in stories if s.kind == "notice" and len(s.heads) == 1 and s.body]
    texts = ["".join(x.text for x in s.body) for s in notices]
    for at in range(len(notices) - 1):
        one, other = notices[at], notices[at + 1]
        titles = one.heads[0].text, other.heads[0].text
        now = likeness(titles[0], texts[at]) + likeness(titles[1], texts[at + 1])
        then = likeness(titles[1], texts[at]) + likeness(titles[0], texts[at + 1])
        if then - now >= _SURE:
            one.heads, other.heads = other.heads, one.heads


_SURE = 6
"""Likeness that an exchange of titles must gain: what one title's own words count, twice."""
