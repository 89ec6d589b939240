"""Where one item ends and another begins, as far as words tell it: an index, datelines, a newsletter's small heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from scripts.pagetext.lines import Line
from scripts.pagetext.marks import DATELINE, line_mark
from scripts.pagetext.pagelabels import reference_before
from scripts.pagetext.reader.draft import ItemDraft

Roles = list[str]
SHORTEST_HEADLINE = 8
LONGEST_HEADLINE = 32
"""Characters of a headline on one line, at most (the tags' reading has the same bound)."""


def index(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """Lines that each begin with another page are an index: each is a refer."""
    labelled = [n for n, line in enumerate(lines) if len(line.text) <= LONGEST_HEADLINE and _names_page(line.text)]
    runs: list[list[int]] = []
    for n in labelled:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    index = [n for run in runs if len({_names_page(lines[n].text) for n in run}) >= _FEWEST_PAGES for n in run]
    if not index:
        return
    taken = set(index)
    for draft in list(drafts):
        if not taken.intersection(draft.lines()):
            continue
        draft.heads = [n for n in draft.heads if n not in taken]
        draft.text = [n for n in draft.text if n not in taken]
        draft.hanging = [n for n in draft.hanging if n not in taken]
        if not draft.heads and not draft.text and not draft.hanging:
            drafts.remove(draft)
    for n in index:
        roles[n] = "headline"
        drafts.append(ItemDraft(kind="refer", heads=[n]))


def _names_page(text: str) -> str:
    """The page that a line begins with, as printed, else nothing."""
    end = reference_before(text)
    return text[:end].strip() if end else ""


_FEWEST_PAGES = 3
"""Lines of an index that name different pages, at least."""


def dateline_begins_a_story(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """A short line above a dateline is the headline of the story that begins there, and no crosshead."""
    owner = {n: d for d in drafts for n in d.text}
    for n in sorted(owner):
        above, draft = owner.get(n - 1), owner[n]
        if roles[n] != "start" or above is None or not DATELINE.match(lines[n].text):
            continue
        at = draft.text.index(n)
        heads = _title_lines(above.text, n - 1, roles, lines)
        if not heads or (at and draft is not above) or (not at and draft.heads) or len(heads) == len(above.text):
            continue
        if above is draft:
            if draft.text[at - 1] != n - 1:
                continue
            story = ItemDraft(text=draft.text[at:])
            drafts.append(story)
            owner.update(dict.fromkeys(story.text, story))
            del draft.text[at:]
        else:
            if above.text[-1] != n - 1:
                continue
            story = draft
        del above.text[-len(heads) :]
        story.heads += heads
        for head in heads:
            roles[head] = "headline"
            del owner[head]


def _title_lines(text: Sequence[int], last: int, roles: Roles, lines: Sequence[Line]) -> list[int]:
    """The lines down to `last` that may be a headline: a crosshead, or a short line that is a paragraph of its own."""
    if last not in text:
        return []
    run = list(text[: text.index(last) + 1])
    heads = [run.pop()]
    if roles[last] == "crosshead+" and run and roles[run[-1]] == "crosshead":
        heads.insert(0, run.pop())
    if roles[heads[0]] == "crosshead":
        return heads
    line = lines[last]
    if roles[last] != "start" or line.terminal or line.text[-1] in "，、；：" or line_mark(line.text):
        return []
    return heads if SHORTEST_HEADLINE <= len(line.text) <= LONGEST_HEADLINE else []


def newsletter(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """Short texts under small heads that speak of different things are stories, however plainly a page sets them."""
    for draft in [d for d in drafts if d.kind == "article"]:
        starts = [at for at, n in enumerate(draft.text) if roles[n] == "crosshead"]
        if len(starts) < _FEWEST_STORIES:
            continue
        parts = [draft.text[a:b] for a, b in zip(starts, [*starts[1:], len(draft.text)], strict=True)]
        heads = [[n for n in part if roles[n].startswith("crosshead")] for part in parts]
        texts = [part[len(head) :] for part, head in zip(parts, heads, strict=True)]
        lengths = [len(text) for text in texts if text]
        if len(lengths) < _FEWEST_STORIES or max(lengths) > _LONGEST_BRIEF or len(parts) - len(lengths) > 1:
            continue
        if _kinship([_pairs("".join(lines[n].text for n in text)) for text in texts if text]) > _UNRELATED:
            continue
        del draft.text[starts[0] :]
        for head, text in zip(heads, texts, strict=True):
            drafts.append(ItemDraft(text=text, heads=head, kind="article" if text else "refer"))
            for n in head:
                roles[n] = "headline"
            if text:
                roles[text[0]] = "start"
        if not draft.lines():
            drafts.remove(draft)


def _pairs(text: str) -> frozenset[str]:
    """Its neighbouring Han characters, two by two."""
    return frozenset(_PAIR.findall(text))


def _kinship(parts: Sequence[frozenset[str]]) -> float:
    """The share of pairs of characters that two texts have in common, in the mean."""
    shares = [len(a & b) / max(1, min(len(a), len(b))) for a, b in combinations(parts, 2)]
    return sum(shares) / len(shares)


_PAIR = re.compile("(?=([\u3400-\u9fff]{2}))")
_FEWEST_STORIES, _LONGEST_BRIEF = 4, 10
"""Texts under such heads at least, and lines of one at most."""
_UNRELATED = 0.05
"""Share of pairs of characters that texts have in common: parts of one story on our own and the typeset pages .09 and
more, stories of two newsletters .01 to .02."""
