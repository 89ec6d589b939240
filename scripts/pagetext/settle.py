"""What was drawn apart finds its story: columns that go on, headlines whose texts stand elsewhere.

Where a page lists its headlines (all first, all last) they are dealt out in order, by a dynamic programme over
headlines and texts; single ones go where their words fit best.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

from scripts.pagetext.elements import Element
from scripts.pagetext.heads import is_deck, is_kicker
from scripts.pagetext.lines import join
from scripts.pagetext.links import link
from scripts.pagetext.match import Ties, halves, settle_extras
from scripts.pagetext.notices import notice_of
from scripts.pagetext.stories import Drafts
from scripts.pagetext.story import Story

_LONE = 1.6
"""Cost of a line that is nobody's headline: it becomes a refer."""
_BARE = {"article": 2.5, "photo": 0.2, "notice": 2.0}
"""Cost of a text that gets none of the page's loose headlines."""
_MERGE, _SPLIT = 0.4, 0.5
"""Cost of taking two headlines for one, and of taking one apart."""
_LIST = 4
"""Lines of loose headlines at one place that make a list."""


def settle(drafts: Drafts) -> list[Story]:
    """The page's stories in the order of their beginnings."""
    _unmake(drafts)
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
    listing = sum(map(_bare, stories)) >= 0.75 * sum(story.kind in _BARE for story in stories)
    for at, groups in runs:
        one_side = not any(map(_bare, stories[:at])) or not any(map(_bare, stories[at:]))
        if sum(map(len, groups)) >= _LIST and listing and one_side:
            lone += [(at, group) for group in _listed(groups, [s for s in stories if _bare(s)], ties)]
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


def _unmake(drafts: Drafts) -> None:
    """A text of one line without any mark of a sentence is none: it is a headline, and its text is to be found."""
    kept: list[Story] = []
    moved: list[int] = []  # for each place among the drafts the place that it becomes
    made: list[tuple[int, list[Element]]] = []
    for story in drafts.stories:
        moved.append(len(kept))
        if _is_line(story):
            (line,) = story.chunks[0].paras
            line.kind = "display"
            made.append((len(kept), [line]))
        else:
            kept.append(story)
    if not made:
        return
    moved.append(len(kept))
    loose = [(moved[at], group) for at, group in drafts.loose] + made
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
    """Join a headline for which no text was found to the head that it stands directly at, if it stands at one."""
    for story in below:
        if story.side == "before" and story.heads and _next_to(group[-1], story.heads[0]):
            story.heads = group + story.heads
            return True
    for story in above:
        if story.side == "after" and story.heads and _next_to(story.heads[-1], group[0]):
            story.heads = story.heads + group
            return True
    return False


def _next_to(one: Element, other: Element) -> bool:
    """Whether nothing but a blank line stands between two display lines."""
    return 0 <= other.lines[0].number - one.lines[-1].number <= 2


def _paragraph(notice: Story) -> None:
    """The lines of a notice as its paragraphs, where the rules of notices make something of all of them."""
    lines = [line for element in notice.body for line in element.lines]
    kinds = ["para+" if n == 0 else "para" for element in notice.body for n in range(len(element.lines))]
    found = notice_of(" ".join(x.text for x in notice.heads), lines, kinds)
    if found is not None and found.size == len(lines):
        notice.body = [Element("para", list(some), join([x.text for x in some]), "notice") for some in found.paras]


def _shift_titles(drafts: Drafts, stories: list[Story]) -> None:
    """Notices whose titles are drawn after them: the first has none, and one is left over below the last."""
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
    return not story.heads and story.kind in _BARE and bool(story.chunks or story.body)


def _spread(stories: list[Story], ties: Ties) -> None:
    """Headlines of several texts that were all taken for one text's: dealt out to it and the bare ones beside it."""
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
        whole = sum(ties.cost(line, story) for line in heads) + _BARE["article"] * (len(takers) - 1)
        story.heads = []
        cost, alone = _dealt([heads], takers, ties)
        if alone or cost > whole - _GAIN:
            for taker in takers:
                taker.heads = []
            story.heads = heads


_SEVERAL = 3
"""Lines of a head that may be several."""
_GAIN = 4.0
"""What dealing a head out must gain, lest it is done for nothing."""


def _past_photos(stories: list[Story], ties: Ties) -> None:
    """A headline that stands before a photo, shares no word with its caption and many with the text after it."""
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


@dataclass(slots=True)
class _Way:
    """The cheapest way to have dealt some lines to some stories: its cost, and its last step."""

    cost: float
    start: int  # first line of the head, or -1


def _listed(groups: list[list[Element]], takers: list[Story], ties: Ties) -> list[list[Element]]:
    """Deal a list of headlines out to the texts: in their order, unless words tell plainly of another.

    Comes back what found no text.
    """
    cost, alone = _dealt(groups, takers, ties)
    free, pairs = _matched(groups, takers, ties)
    if free >= cost:
        return alone
    for taker in takers:
        taker.heads = []
    for number, place in pairs.items():
        takers[place].heads = groups[number]
        takers[place].side = "listed"
    return [group for number, group in enumerate(groups) if number not in pairs]


def _matched(groups: list[list[Element]], takers: list[Story], ties: Ties) -> tuple[float, dict[int, int]]:
    """Headlines to texts in whatever order fits best, the best pair first; the cost, and each headline's text."""
    costs = [[sum(ties.cost(line, taker) for line in group) for taker in takers] for group in groups]
    gains = sorted(
        (costs[n][k] - _BARE[taker.kind] - _LONE * len(group), abs(n - k), n, k)
        for n, group in enumerate(groups)
        for k, taker in enumerate(takers)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    total = sum(_BARE[taker.kind] for taker in takers) + sum(_LONE * len(group) for group in groups)
    for gain, _, n, k in gains:
        if gain < 0 and n not in pairs and k not in taken:
            pairs[n] = k
            taken.add(k)
            total += gain
    order = [pairs[n] for n in sorted(pairs)]
    total += _CROSSED * sum(one > other for one, other in combinations(order, 2))
    return total, pairs


_CROSSED = 0.3
"""Cost of two headlines that stand in another order than their texts."""


def _dealt(groups: list[list[Element]], takers: list[Story], ties: Ties) -> tuple[float, list[list[Element]]]:
    """Deal a list of headlines out to the texts, both in their order: the cost, and what found no text.

    What one takes for a headline may be several, and several one.
    """
    lines: list[Element] = []
    opens: list[bool] = []
    for group in groups:
        parts = [part for line in group for part in halves(line)]
        lines += parts
        opens += [n == 0 for n in range(len(parts))]
    size = len(lines)
    ends = [_WRONG_END if is_kicker(line.text) and not is_deck(line.text) else 0.0 for line in lines]
    starts = [_WRONG_END if is_deck(line.text) and not is_kicker(line.text) else 0.0 for line in lines]
    seam = [_SPLIT if not first else 0.0 for first in opens] + [0.0]
    best = [_Way(0.0, -1)]
    for k in range(size):
        best.append(_Way(best[k].cost + _LONE, -1))
    steps: list[list[_Way]] = []
    costs = [w.cost for w in best]
    for taker in takers:
        row = [ties.cost(line, taker) for line in lines]
        for first, last in _parts(opens):
            some = lines[first:last]
            if not _is_extra(some) and max(ties.share(line, taker) for line in some) < _FIT:
                row[first] += _STRANGER
        fresh = [_Way(costs[k] + _BARE[taker.kind], k) for k in range(size + 1)]
        for start in range(size):
            cost = costs[start] + seam[start]
            for end in range(start + 1, min(size, start + 7) + 1):
                cost += row[end - 1] + (_MERGE if end - 1 > start and opens[end - 1] else 0.0)
                total = cost + starts[start] + ends[end - 1] + (seam[end] if end < size else 0.0)
                if total < fresh[end].cost:
                    fresh[end] = _Way(total, start)
        for end in range(1, size + 1):
            if fresh[end - 1].cost + _LONE < fresh[end].cost:
                fresh[end] = _Way(fresh[end - 1].cost + _LONE, -1)
        steps.append(fresh)
        costs = [w.cost for w in fresh]
    end = size
    alone: set[int] = set()
    for taker, fresh in zip(reversed(takers), reversed(steps), strict=True):
        while fresh[end].start == -1:
            end -= 1
            alone.add(end)
        start = fresh[end].start
        if start < end:
            taker.heads = lines[start:end]
            taker.side = "listed"
        end = start
    alone.update(range(end))
    out: list[list[Element]] = []
    for n in sorted(alone):
        if out and not opens[n] and n - 1 in alone:
            out[-1].append(lines[n])
        else:
            out.append([lines[n]])
    return costs[-1], out


def _parts(opens: list[bool]) -> list[tuple[int, int]]:
    """First and last of the lines that were taken for one headline, for each headline of a list."""
    starts = [n for n, first in enumerate(opens) if first]
    return list(zip(starts, [*starts[1:], len(opens)], strict=True))


_STRANGER = 0.9
"""Cost of a headline, not a kicker or deck by its words, that shares no word with the text."""
_WRONG_END = 0.5
"""Cost of a kicker below the rest of a head, and of a deck above it."""


def _place(
    lone: list[tuple[int, list[Element]]], stories: list[Story], places: dict[int, int], ties: Ties
) -> list[tuple[int, list[Element]]]:
    """Give each headline to the text that it fits best, the best pair first; comes back what fits none.

    A text without a headline takes one, and what its words show to be a kicker or a deck besides.
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
    """What is gained by taking a loose headline for (part of) the head of a text that stands at `place`."""
    if story.kind not in _BARE or not (story.chunks or story.body):
        return 0.0
    gain = _LONE
    if not story.heads:
        gain += _BARE[story.kind]
    elif story.kind != "article" or not (_is_extra(group) or _is_extra(story.heads)):
        return 0.0
    elif _is_extra(story.heads):
        gain += _HALF
    if group[0].kind != "notice" and max(ties.share(line, story) for line in group) < _FIT:
        return 0.0
    away = place - at
    far = 0.15 * min(6, away if away >= 0 else -away - 1)
    return gain - far - sum(ties.cost(line, story) for line in group)


def _is_extra(group: list[Element]) -> bool:
    """Whether display lines are a kicker or a deck by their words, so that a headline is still to come."""
    return all(is_kicker(line.text) or is_deck(line.text) for line in group)


_FIT = 0.12
"""The share of a loose headline's words that a text holds at least for it to be its."""
_HALF = 1.2
"""Gain of a headline for a text that has only a kicker or a deck so far."""
