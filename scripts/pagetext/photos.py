"""Photos whose caption and credit an extractor drew apart, put together again.

An extractor that sorts a page by rows may bring two captions and then their credits, or a credit far from its caption.
A credit without a caption goes to the nearest photo that has none; of two credits at one photo the second does.
"""

from __future__ import annotations

from scripts.pagetext.chunks import Chunk
from scripts.pagetext.credits import find_credit
from scripts.pagetext.elements import Element
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
