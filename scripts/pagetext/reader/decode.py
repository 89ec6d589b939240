"""What the network says of each line -> what the page's items are: one consistent reading of the whole page.

Lines of running text are linked into texts, each line going on from at most one other; head lines are linked into
groups; then groups and single lines (bylines, credits, jumps) are dealt to texts, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scripts.pagetext.reader.dealing import deal, hang
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.linking import NONE, chains, linked
from scripts.pagetext.reader.network import Array, Judgement
from scripts.pagetext.reader.roles import HEADS, KIND, KINDS, ROLE, ROLES, TEXT


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The drafts of a page, each line's role, and the lines that are furniture."""

    drafts: tuple[ItemDraft, ...]
    roles: tuple[str, ...]
    furniture: tuple[int, ...]

    def above(self) -> Iterator[tuple[int, int]]:
        """Each line of running text with the line that it goes on from, NONE for the first of its text."""
        for draft in self.drafts:
            yield from zip(draft.text, [NONE, *draft.text], strict=False)


def roles_of(said: Judgement) -> list[str]:
    """Each line's role: the likeliest, with furniture weighed by the kind too."""
    score = said.role.copy()
    furniture = KIND["furniture"]
    kind = said.kind
    others = np.log(np.maximum(1e-6, 1 - np.exp(kind[:, furniture])))
    score[:, ROLE["furniture"]] += kind[:, furniture]
    rest = np.arange(len(ROLES)) != ROLE["furniture"]
    score[:, rest] += others[:, None]
    return [ROLES[n] for n in score.argmax(1)]


def kind_of(said: Judgement, lines: Sequence[int]) -> str:
    """The likeliest kind of lines that are one item."""
    total = said.kind[list(lines)][:, : KIND["furniture"]].sum(0)
    return KINDS[int(total.argmax())]


def decode(said: Judgement) -> DecodedPage:
    """A page's items from what the network says of its lines."""
    roles = roles_of(said)
    text = [n for n, role in enumerate(roles) if role in TEXT]
    heads = [n for n, role in enumerate(roles) if role in HEADS]
    drafts = [ItemDraft(text=run, kind=kind_of(said, run)) for run in chains(linked(said.above, text))]
    groups = chains(linked(said.above, heads))
    deal(said, roles, groups, drafts)
    hang(said, roles, drafts)
    for draft in drafts:
        draft.heads.sort()
        if draft.heads and draft.kind != "notice":
            for n, role in zip(draft.heads, parted(said.role[draft.heads]), strict=True):
                roles[n] = role
        if not draft.text:
            draft.kind = "refer"
        elif draft.kind == "refer" and not _points(draft, roles):
            draft.kind = "article"
    drafts = [d for d in drafts if d.lines()]
    drafts.sort(key=lambda d: min(d.text or d.lines()))
    furniture = tuple(n for n, role in enumerate(roles) if role == "furniture")
    return DecodedPage(tuple(drafts), tuple(roles), furniture)


def _points(draft: ItemDraft, roles: Sequence[str]) -> bool:
    """Whether an item with a text is a refer all the same: a line or two under a headline, and the page."""
    return bool(draft.heads) and len(draft.text) <= _SUMMARY and any(roles[n] == "jump_to" for n in draft.hanging)


_SUMMARY = 3
"""Lines of what a refer says of its story, at most."""
_PARTS = ("kicker", "headline", "deck")
AGAIN = 3.0
"""Nats that it costs for a kicker, headline or deck to go on after another of them: the three stand together."""


def parted(role: Array) -> list[str]:
    """The likeliest kickers, headlines and decks for the lines of one head; one of them is a headline.

    `role` is lines by roles. The cheapest way through which parts have been (three bits) and which is at hand.
    """
    columns = role[:, [ROLE[name] for name in _PARTS]]
    ways: dict[tuple[int, int], tuple[float, list[int]]] = {(0, -1): (0.0, [])}
    for line in columns:
        fresh: dict[tuple[int, int], tuple[float, list[int]]] = {}
        for (seen, now), (score, path) in ways.items():
            for part in range(3):
                cost = AGAIN if part != now and seen >> part & 1 else 0.0
                state = (seen | 1 << part, part)
                total = score + float(line[part]) - cost
                if state not in fresh or total > fresh[state][0]:
                    fresh[state] = (total, [*path, part])
        ways = fresh
    _, path = max((way for (seen, _), way in ways.items() if seen & 2), key=lambda way: way[0])
    return [_PARTS[part] for part in path]
