"""Columns that go on -> the stories, or the columns, that they go on with.

Extractors that sort a page by blocks cut stories into columns and bring them in an order of their own. Which column
goes on with which is told by named cues (where they stand, how wide they are, how the one ends and the other begins,
which words they share), each with a cost; the likeliest pair is joined first, and nothing is continued twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.pagetext.chunks import Chunk, kinship
from scripts.pagetext.elements import Element
from scripts.pagetext.lines import NO_START, depth, join
from scripts.pagetext.story import Story

COSTS: dict[str, float] = {
    "after-next": -1.4,
    "bracket": 1.6,
    "brackets": -0.6,
    "far": 0.7,
    "k0": 0.7,
    "k1": 2.1,
    "k2": 0.8,
    "k3": 0.0,
    "k4": -0.6,
    "k5": -1.3,
    "k9": -1.3,
    "kin-most": -0.2,
    "later": 1.8,
    "mid-closed": 0.2,
    "mid-full": -0.3,
    "mid-open": -1.0,
    "mid-short": -0.1,
    "mid-shut": 0.9,
    "near": -0.3,
    "never-open": -0.8,
    "never-shut": 0.6,
    "next": -0.9,
    "none": 1.3,
    "par-closed": 1.0,
    "par-full": -0.7,
    "par-open": -1.0,
    "par-short": -1.0,
    "par-shut": -0.9,
    "seam0": 1.0,
    "seam2": -0.6,
    "seam3": -1.4,
    "soon": 0.6,
    "w0": -0.8,
    "w1": -0.3,
    "w2": -0.2,
    "w9": 0.6,
}
"""What each cue costs (negative: in favour), and what it costs to join a column to nothing: minus the weight of a
log-linear model over the texts of a page, fitted by benchmarks/links_fit.py to 3,900 columns of typeset pages."""


@dataclass(slots=True)
class Fragment:
    """A column's text that goes on with a story from elsewhere; `mid`: in the middle of a paragraph."""

    story: Story
    mid: bool
    at: int
    """How many drafts stood before it."""


class LinkedPage:
    """What is asked of all texts of a page often: which pairs of characters they hold, and how common these are."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.spread: Counter[str] = Counter()
        texts: list[str] = []
        for story in stories:
            for chunk in story.chunks:
                self.spread.update(chunk.grams)
                texts.extend(para.text for para in chunk.paras)
        self.text = "\n".join(texts)

    def kin(self, story: Story, chunk: Chunk) -> float:
        """The kinship of a column with the part of a story that is nearest to it."""
        return max(kinship(own.grams, chunk.grams, self.spread) for own in story.chunks)


def texts_of(stories: Sequence[Story], fragments: Sequence[Fragment]) -> list[Story]:
    """Every text of a page that may go on elsewhere, columns too, in the order of the page."""
    texts = [story for story in (*stories, *(f.story for f in fragments)) if story.is_text and _last(story)]
    return sorted(texts, key=lambda story: next(p for chunk in story.chunks for p in chunk.paras).lines[0].number)


def _last(story: Story) -> Element | None:
    return next((chunk.paras[-1] for chunk in reversed(story.chunks) if chunk.paras), None)


_WIDTHS = ((0.6, "w0"), (1.0, "w1"), (2.0, "w2"))
_KIN = ((0.005, "k0"), (0.01, "k1"), (0.02, "k2"), (0.04, "k3"), (0.08, "k4"), (0.14, "k5"))
_LONG = 4
"""Texts between a story and its column that are many."""


def cues_of(story: Story, fragment: Fragment, away: int, page: LinkedPage, kin: float, most: float) -> Iterator[str]:
    """What there is to say of a column as the continuation of a text.

    `away` are the texts of the page between the two, negative where the column begins above; `most` is the column's
    kinship with its nearest kin.
    """
    last, first = _last(story), fragment.story.chunks[0].paras[0]
    assert last is not None
    if away < 0:
        yield "soon" if away >= -_LONG else "later"
    else:
        yield "next" if not away else "after-next" if away == 1 else "near" if away < _LONG else "far"
    width = abs(last.lines[-1].measure - first.lines[0].measure)
    yield next((name for limit, name in _WIDTHS if width <= limit), "w9")
    chunk = story.chunks[-1]
    way = "mid" if fragment.mid else "par"
    yield f"{way}-{'open' if chunk.open_end else 'shut'}"
    full = last.lines[-1].off >= -1.6 or last.lines[-1].spaced >= 0.6
    yield f"{way}-{'full' if full else 'short'}"
    if chunk.closed:
        yield f"{way}-closed"
    if fragment.mid:
        pair = last.text[-1] + first.text[0]
        if last.text[-2:] + first.text[0] in page.text or last.text[-1] + first.text[:2] in page.text:
            yield "seam3"
        elif pair in page.text:
            yield "seam2"
        else:
            yield "seam0"
        if first.text[0] in NO_START:
            yield f"never-{'open' if chunk.open_end else 'shut'}"
        open_, close = depth(last.text), depth(first.text)
        if open_ > 0 or close < 0:
            yield "brackets" if open_ > 0 > close else "bracket"
    yield next((name for limit, name in _KIN if kin <= limit), "k9")
    if kin and kin >= most:
        yield "kin-most"


def cues_by_text(texts: Sequence[Story], fragment: Fragment, page: LinkedPage) -> Iterator[tuple[int, list[str]]]:
    """For each text of a page but the column itself its number and the cues; the order of `texts` is the page's."""
    own = fragment.story
    kins = [0.0 if story is own else page.kin(story, own.chunks[0]) for story in texts]
    most, at = max(kins, default=0.0), next(n for n, story in enumerate(texts) if story is own)
    for number, (story, kin) in enumerate(zip(texts, kins, strict=True)):
        if story is not own:
            yield number, list(cues_of(story, fragment, at - number - 1, page, kin, most))


def link(stories: list[Story], fragments: Sequence[Fragment]) -> None:
    """Join columns to the texts that they continue; a column that continues none becomes a story in its place."""
    if not fragments:
        return
    page = LinkedPage([*stories, *(f.story for f in fragments)])
    texts = texts_of(stories, fragments)
    options: list[tuple[float, int, int]] = []
    for number, fragment in enumerate(fragments):
        for place, cues in cues_by_text(texts, fragment, page):
            cost = sum(map(COSTS.__getitem__, cues))
            if cost < COSTS["none"]:
                options.append((cost, number, place))
    before: dict[int, Story] = {}
    after: dict[int, int] = {}
    for _, number, place in sorted(options):
        own, story = fragments[number].story, texts[place]
        if id(own) in before or id(story) in after or _first(story, before) is own:
            continue
        before[id(own)] = story
        after[id(story)] = number
    for fragment in reversed(fragments):
        if id(fragment.story) not in before:
            stories.insert(fragment.at, fragment.story)
            if fragment.mid:
                fragment.story.doubts.append("begins-inside")
    for story in stories:
        following = after.get(id(story))
        while following is not None:
            column = fragments[following]
            _join(story, column.story, mid=column.mid)
            following = after.get(id(column.story))


def _first(story: Story, before: dict[int, Story]) -> Story:
    """The beginning of the story that a column goes on with, as far as it is known."""
    while id(story) in before:
        story = before[id(story)]
    return story


def _join(story: Story, column: Story, *, mid: bool) -> None:
    chunks = column.chunks
    base = len(story.chunks)
    if mid and story.chunks[-1].paras and chunks[0].paras:
        last, first = story.chunks[-1].paras[-1], chunks[0].paras[0]
        last.lines.extend(first.lines)
        last.text = join([last.text, first.text])
        story.chunks[-1].paras.extend(chunks[0].paras[1:])
        story.chunks[-1].closers.extend([*chunks[0].openers, *chunks[0].closers])
        story.chunks[-1].settle()
        rest, base = chunks[1:], base - 1
    else:
        rest = chunks
    for number, heads in column.crossheads.items():
        story.crossheads[base + number] = heads
    story.chunks.extend(rest)
    story.heads.extend(column.heads)
