"""What was drawn apart finds its story: columns that go on, headlines whose texts stand elsewhere.

Where a page lists its headlines they are assigned to the texts as a list (`assignment.py`); single ones go where their
words fit best.
"""

from __future__ import annotations

import re
from itertools import pairwise

from scripts.pagetext.assignment import BARE, FIT, LONE, assign_in_order, assign_list, is_extra
from scripts.pagetext.elements import Element
from scripts.pagetext.lines import join
from scripts.pagetext.links import link
from scripts.pagetext.match import Ties, settle_extras
from scripts.pagetext.notices import notice_of
from scripts.pagetext.story import Story
from scripts.pagetext.storybuilder import Drafts

_LIST = 4
"""Lines of loose headlines at one place that make a list."""


def settle(drafts: Drafts) -> list[Story]:
    """The page's stories in the order of their beginnings."""
    _headlines_taken_for_texts(drafts)
    stories = list(drafts.stories)
    link(stories, drafts.fragments)
    _shift_titles(drafts, stories)
    ties = Ties(stories)
    runs: list[tuple[int, list[list[Element]]]] = []
    for at, lines in drafts.loose:
        if runs and runs[-1][0] == at:
            runs[-1][1].append(lines)
        else:
            runs.append((at, [lines]))
    _past_photos(stories, ties)
    _spread(stories, ties)
    lone: list[tuple[int, list[Element]]] = []
    places = {id(story): n for n, story in enumerate(stories)}
    listing = sum(map(_bare, stories)) >= 0.75 * sum(story.kind in BARE for story in stories)
    for at, groups in runs:
        one_side = not any(map(_bare, stories[:at])) or not any(map(_bare, stories[at:]))
        if sum(map(len, groups)) >= _LIST and listing and one_side:
            lone += [(at, group) for group in assign_list(groups, [s for s in stories if _bare(s)], ties)]
        else:
            lone += [(at, group) for group in groups]
    rest = _place(lone, stories, places, ties)
    for at, group in reversed(rest):
        if not _adjoin(group, stories[at - 1 : at], stories[at : at + 1]):
            stories.insert(at, Story("refer", heads=group))
    gaps = sum(e.gap for e in drafts.elements[1:]) >= 2
    settle_extras(stories, ties, gaps=gaps)
    for story in stories:
        if story.kind == "notice":
            _paragraph(story)
    return stories


def _headlines_taken_for_texts(drafts: Drafts) -> None:
    """Turn texts of one line without any mark of a sentence into loose headlines, whose texts are still to be found."""
    kept: list[Story] = []
    moved: list[int] = []  # for each place among the drafts the place that it becomes
    lone_lines: list[tuple[int, list[Element]]] = []
    for story in drafts.stories:
        moved.append(len(kept))
        if _is_line(story):
            (line,) = story.chunks[0].paras
            line.kind = "display"
            lone_lines.append((len(kept), [line]))
        else:
            kept.append(story)
    if not lone_lines:
        return
    moved.append(len(kept))
    loose = [(moved[at], group) for at, group in drafts.loose] + lone_lines
    drafts.loose = sorted(loose, key=lambda entry: (entry[0], entry[1][0].lines[0].number))
    for fragment in drafts.fragments:
        fragment.at = moved[fragment.at]
    drafts.stories = kept


def _is_line(story: Story) -> bool:
    if story.kind != "article" or story.heads or story.crossheads or len(story.chunks) != 1:
        return False
    (chunk,) = story.chunks
    if chunk.kind != "text" or chunk.openers or chunk.closers or len(chunk.paras) != 1:
        return False
    (para,) = chunk.paras
    return len(para.lines) == 1 and len(para.text) <= _LONGEST and not _SENTENCE.search(para.text)


_SENTENCE = re.compile("[，。；：！？（）]")
_LONGEST = 32
"""Characters of the longest headline on one line."""


def _adjoin(group: list[Element], above: list[Story], below: list[Story]) -> bool:
    """Join a headline for which no text was found to the head directly beside it. Returns whether there is one."""
    for story in below:
        if story.side == "before" and story.heads and _next_to(group[-1], story.heads[0]):
            story.heads = group + story.heads
            return True
    for story in above:
        if story.side == "after" and story.heads and _next_to(story.heads[-1], group[0]):
            story.heads = story.heads + group
            return True
    return False


def _next_to(upper: Element, lower: Element) -> bool:
    """Whether two display lines have at most a blank line between them."""
    return 0 <= lower.lines[0].number - upper.lines[-1].number <= 2


def _paragraph(notice: Story) -> None:
    """Divide the lines of a notice into paragraphs, if the rules of notices account for all of them."""
    lines = [line for element in notice.body for line in element.lines]
    kinds = ["para+" if n == 0 else "para" for element in notice.body for n in range(len(element.lines))]
    notice_parts = notice_of(" ".join(x.text for x in notice.heads), lines, kinds)
    if notice_parts is not None and notice_parts.size == len(lines):
        notice.body = [
            Element("para", list(some), join([x.text for x in some]), "notice") for some in notice_parts.paras
        ]


def _shift_titles(drafts: Drafts, stories: list[Story]) -> None:
    """Shift titles that are drawn below their notices: the first notice has none, and one is left below the last."""
    for loose in drafts.loose:
        at, titles = loose
        if titles[0].kind != "notice":
            continue
        begin = at
        while begin and stories[begin - 1].kind == "notice":
            begin -= 1
        run = stories[begin:at]
        if run and not run[0].heads and all(story.heads for story in run[1:]):
            for story, below in pairwise(run):
                story.heads = below.heads
            run[-1].heads = titles
            drafts.loose.remove(loose)
            return


def _bare(story: Story) -> bool:
    return not story.heads and story.kind in BARE and bool(story.chunks or story.body)


def _spread(stories: list[Story], ties: Ties) -> None:
    """Share out headlines of several texts that were all taken for one text's: to it and the bare ones beside it."""
    for place, story in enumerate(stories):
        if not story.is_text or len(story.heads) < _SEVERAL or story.side not in ("before", "after"):
            continue
        takers = [story]
        beside = stories[place + 1 :] if story.side == "before" else stories[:place][::-1]
        for other in beside:
            if not _bare(other) or not other.is_text:
                break
            takers.append(other)
        if len(takers) == 1:
            continue
        if story.side == "after":
            takers.reverse()
        heads = story.heads
        whole = sum(ties.cost(line, story) for line in heads) + BARE["article"] * (len(takers) - 1)
        story.heads = []
        cost, alone = assign_in_order([heads], takers, ties)
        if alone or cost > whole - _GAIN:
            for taker in takers:
                taker.heads = []
            story.heads = heads


_SEVERAL = 3
"""Lines of a head that may be several."""
_GAIN = 4.0
"""Nats that sharing a head out must save, so that it is not done for nothing."""


def _past_photos(stories: list[Story], ties: Ties) -> None:
    """Give a photo's headline that shares no word with its caption to the text after it, with which it shares many."""
    for photo, story in pairwise(stories):
        if photo.kind != "photo" or photo.side != "before" or not photo.heads or not _bare(story) or not story.is_text:
            continue
        here = max(ties.share(line, photo) for line in photo.heads)
        there = max(ties.share(line, story) for line in photo.heads)
        if here < _STRANGE and there > _AKIN:
            story.heads, photo.heads = photo.heads, []
            story.side = "apart"


_STRANGE, _AKIN = 0.1, 0.3
"""Shares of a headline's words below which it has nothing to do with a text, and above which it belongs to it."""


def _place(
    lone: list[tuple[int, list[Element]]], stories: list[Story], places: dict[int, int], ties: Ties
) -> list[tuple[int, list[Element]]]:
    """Give each headline to the text that it fits best, the best pair first; returns those that fit none.

    A text without a headline takes one, and a kicker or a deck (by its words) besides.
    """
    left = list(lone)
    while left:
        best: tuple[float, int, Story] | None = None
        for number, (at, group) in enumerate(left):
            for story in stories:
                gain = _gain(group, at, story, places.get(id(story), at), ties)
                if gain > 1.0 and (best is None or gain > best[0]):
                    best = (gain, number, story)
        if best is None:
            break
        _, number, story = best
        group = left.pop(number)[1]
        first = not story.heads or group[0].lines[0].number < story.heads[0].lines[0].number
        story.heads = group + story.heads if first else story.heads + group
        story.side = "apart"
    return left


def _gain(group: list[Element], at: int, story: Story, place: int, ties: Ties) -> float:
    """The gain, in nats, of taking a loose headline as (part of) the head of the text at `place`."""
    if story.kind not in BARE or not (story.chunks or story.body):
        return 0.0
    gain = LONE
    if not story.heads:
        gain += BARE[story.kind]
    elif story.kind != "article" or not (is_extra(group) or is_extra(story.heads)):
        return 0.0
    elif is_extra(story.heads):
        gain += _HALF
    if group[0].kind != "notice" and max(ties.share(line, story) for line in group) < FIT:
        return 0.0
    away = place - at
    far = 0.15 * min(6, away if away >= 0 else -away - 1)
    return gain - far - sum(ties.cost(line, story) for line in group)


_HALF = 1.2
"""Gain of a headline for a text that has only a kicker or a deck so far."""
