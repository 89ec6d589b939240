"""Parts of one item that were drawn or read apart, put together again: credits and captions, refers and pages, names.

An extractor that sorts a page by rows may bring two captions and then their credits, or the headlines of three refers
and then the three pages they point to. A credit without a caption goes to the nearest photo that has none, of two
credits at one photo the second does; page references go to the refers that have none, in their order. Notices that
bear each other's titles change them.
"""

from __future__ import annotations

import re

from scripts.pagetext.bylines import names_at_end, names_at_start
from scripts.pagetext.chunks import Chunk
from scripts.pagetext.credits import find_credit
from scripts.pagetext.elements import Element
from scripts.pagetext.notices import likeness
from scripts.pagetext.story import Story


def pair_credits(stories: list[Story]) -> None:
    """Give credits without a caption to captions without a credit; a photo that was only a credit is removed."""
    photos = [(at, story) for at, story in enumerate(stories) if story.kind == "photo"]
    bare = {at: story for at, story in photos if _paras(story) and not _credits(story) and not _inline(story)}
    if not bare:
        return
    for at, story in photos:
        signed = _credits(story)
        own = 1 if _paras(story) and not _inline(story) else 0
        loose = signed[own:] if _whole(signed) else []
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


def _whole(signed: list[tuple[Chunk, Element]]) -> bool:
    """Whether each credit is whole: two halves of one are not two."""
    return all((cut := find_credit(x.text)) is not None and cut[0] == 0 for _, x in signed)


def swap_notice_titles(stories: list[Story]) -> None:
    """Swap the titles of two notices in sequence that fit each other's texts: titles were drawn after their texts."""
    notices = [s for s in stories if s.kind == "notice" and len(s.heads) == 1 and s.body]
    texts = ["".join(x.text for x in s.body) for s in notices]
    for at in range(len(notices) - 1):
        first, second = notices[at], notices[at + 1]
        titles = first.heads[0].text, second.heads[0].text
        now = likeness(titles[0], texts[at]) + likeness(titles[1], texts[at + 1])
        then = likeness(titles[1], texts[at]) + likeness(titles[0], texts[at + 1])
        if then - now >= _SURE:
            first.heads, second.heads = second.heads, first.heads


_SURE = 6
"""Likeness that an exchange of titles must gain: what one title's own words count, twice."""


def take_captions_out(stories: list[Story]) -> None:
    """Captions with their credit that were read as paragraphs of a story become photos of their own."""
    out: list[Story] = []
    for story in stories:
        out.append(story)
        if not story.is_text:
            continue
        for chunk in story.chunks:
            if chunk.kind != "text":
                continue
            captions = [p for p in chunk.paras if _is_caption(p.text)]
            if captions and len(captions) == len(chunk.paras) == 1 and len(story.chunks) == 1 and not chunk.openers:
                story.kind = chunk.kind = "photo"
            elif captions and len(captions) < len(chunk.paras):
                chunk.paras = [p for p in chunk.paras if not _is_caption(p.text)]
                chunk.settle()
                out += (Story("photo", chunks=[Chunk(paras=[p], kind="photo")]) for p in captions)
    stories[:] = out


_MARKED = re.compile("[▲▼◀▶△▽◄►]|[图圖](?:为|為)")


def _is_caption(text: str) -> bool:
    return _MARKED.match(text) is not None and (credit := find_credit(text)) is not None and credit[0] > 0


def give_closers_back(stories: list[Story]) -> None:
    """Return `（甲 乙）` at the top of a head to the text right above it on the page, whose end it is."""
    for story in stories:
        if len(story.heads) < 2 or story.kind == "notice":
            continue
        line = story.heads[0]
        if line.text[0] not in "（(" or line.text[-1] not in "）)" or not names_at_end(line.text):
            continue
        number = line.lines[0].number
        ends = [(c.paras[-1].lines[-1].number, c) for s in stories if s.is_text for c in s.chunks if c.paras]
        above = max(((n, c) for n, c in ends if n < number), key=lambda end: end[0], default=None)
        if above is None or number - above[0] > _NEXT or above[1].signed:
            continue
        para = above[1].paras[-1]
        para.lines.extend(line.lines)
        para.text += line.text
        above[1].signed = above[1].closed = True
        story.heads.pop(0)


_NEXT = 3
"""Raw lines below a paragraph within which its closing name may be."""


def move_second_bylines(stories: list[Story]) -> None:
    """A story that is signed twice, by a line and in its text, gives the line to a neighbour that is not signed."""
    for at, story in enumerate(stories):
        if not story.is_text or not any(_names_in(c) for c in story.chunks):
            continue
        lines = [(c, x) for c in story.chunks for x in c.openers if x.kind == "byline"]
        if len(lines) != 1:
            continue
        chunk, line = lines[0]
        for other in (at - 1, at + 1):
            taker = stories[other] if 0 <= other < len(stories) else None
            if taker is not None and taker.is_text and taker.heads and not _signed(taker):
                chunk.openers = [x for x in chunk.openers if x is not line]
                taker.chunks[0].openers.append(line)
                break


def _names_in(chunk: Chunk) -> bool:
    paras = chunk.paras if chunk.kind == "text" else []
    return bool(paras) and bool(names_at_start(paras[0].text) or names_at_end(paras[-1].text))


def _signed(story: Story) -> bool:
    lines = (x for c in story.chunks for x in (*c.openers, *c.closers) if x.kind == "byline")
    return any(lines) or any(_names_in(c) for c in story.chunks)


def mend(stories: list[Story]) -> None:
    """All of it, in an order in which each can build on the one before; `stories` is changed in place."""
    take_captions_out(stories)
    pair_credits(stories)
    swap_notice_titles(stories)
    give_closers_back(stories)
    move_second_bylines(stories)
