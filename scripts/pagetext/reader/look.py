"""Which items a person should look at: the chance that nothing of an item has to be corrected, its fields among it.

Beside what the network says of an item (`doubt.Sureness`) and whether another reading agrees, its shape counts: a text
that breaks off, a dateline in its middle, a head far from its text. What is measured is weighed by numbers that were
fitted (`python -m benchmarks.reader doubts`) on simulated pages and on papers, so that of the items with a chance of .8
about eight in ten need nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from scripts.pagetext.chunks import grams
from scripts.pagetext.habit import opens_story
from scripts.pagetext.lines import NO_START, Line
from scripts.pagetext.marks import closing_names
from scripts.pagetext.reader.doubt import LEAST, MEASURES, Sureness, chance
from scripts.pagetext.reader.network import Array
from scripts.pagetext.reader.roles import ROLE
from scripts.pagetext.reader.vote import EXTRA, Candidate

SHAPE = (
    "breaks off", "opens twice", "signs early", "begins inside", "head apart", "head strange", "short", "many heads",
    "weakest mark", "page", "page weakest", "unmarked", "theirs", "plain refer", "photo", "notice", "parts",
)  # fmt: skip
"""What is measured of an item's shape: yes or no, but for the logarithms `head apart` (lines between head and text),
`weakest mark` (the chance that a byline, credit or jump line is one and is this item's), `page` and `page weakest` (the
mean and least logarithm of the chance of the page's items) and `parts` (that kicker, headline and deck are told apart
rightly). `theirs` says that the item is another reading's.
"""
NAMES = (*MEASURES, *EXTRA, *SHAPE)
_SHORT = 45
"""Characters of a text that is hardly a story's."""
_MARKED = 0.65
"""Share of a page's articles with a dateline, byline or closing name from which one without is odd."""


class PageLook:
    """Measures of the items that were read on one page."""

    def __init__(self, lines: Sequence[Line], sure: Sureness, items: Sequence[Candidate]) -> None:
        self.lines, self.sure = lines, sure
        self.opens = [opens_story(line.text) for line in lines]
        self.signs = [bool(line.text[-1] in "）)" and closing_names(line.text)) for line in lines]
        chances = [max(LEAST, c.chance) for c in items] or [1.0]
        self.page = (float(np.mean(np.log(chances))), log(min(chances)))
        articles = [c for c in items if c.proposal.draft.kind == "article" and c.proposal.draft.text]
        self.marked = sum(map(self._marked, articles)) / max(1, len(articles))

    def _marked(self, candidate: Candidate) -> bool:
        draft, roles = candidate.proposal.draft, candidate.proposal.roles
        if any(roles[n] in ("byline", "jump_from", "jump_to") for n in draft.hanging):
            return True
        return any(self.opens[n] for n in draft.text[:2]) or any(self.signs[n] for n in draft.text[-2:])

    def measures(self, candidate: Candidate) -> Array:
        """The measures of one item, in the order of `NAMES`."""
        draft, roles = candidate.proposal.draft, candidate.proposal.roles
        lines, text, heads = self.lines, draft.text, sorted(draft.heads)
        article = draft.kind == "article"
        last = lines[text[-1]] if text else None
        jumps = any(roles[n] == "jump_to" for n in draft.hanging)
        whole = last is None or last.terminal or last.text[-1] in "：:；;）)" or roles[text[-1]] in ("verse", "row")
        first = lines[text[0]] if text else None
        comes = any(roles[n] == "jump_from" for n in draft.hanging)
        body = set().union(*(grams(lines[n].text) for n in text)) if heads and text and article else set()
        shares = [len(w & body) / max(3, len(w)) for n in heads if (w := grams(lines[n].text))]
        away = min((min(abs(n - text[0]), abs(n - text[-1])) for n in heads), default=1) if text else 1
        spread = heads[-1] - heads[0] + 1 - len(heads) if heads else 0
        marks = [
            log(max(LEAST, float(self.sure.role[n, ROLE[roles[n]]]))) + self._hold(n, text or heads)
            for n in draft.hanging
            if roles[n] in ROLE
        ]
        parts = [log(max(LEAST, self._part(n, roles[n]))) for n in heads if draft.kind != "notice"]
        shape = (
            float(article and not whole and not jumps),
            float(article and any(self.opens[n] for n in text[1:] if roles[n] != "cont")),
            float(article and any(self.signs[n] for n in text[:-1] if lines[n].terminal or lines[n].text[-1] == "）")),
            float(article and first is not None and not comes and first.text[0] in NO_START),
            log(max(1, away) + max(0, spread)),
            float(bool(body) and bool(shares) and max(shares) < 0.08),
            float(article and bool(text) and sum(len(lines[n].text) for n in text) < _SHORT),
            float(len(heads) > 4 and article),
            min(marks, default=0.0),
            *self.page,
            float(article and bool(text) and self.marked >= _MARKED and not self._marked(candidate)),
            float(not candidate.own),
            float(draft.kind == "refer" and not jumps),
            float(draft.kind == "photo"),
            float(draft.kind == "notice"),
            min(parts, default=0.0),
        )
        return np.concatenate([candidate.measures, np.array(shape, np.float32)])

    def _part(self, line: int, role: str) -> float:
        """The chance of a head line's part among the three."""
        three = self.sure.role[line, [ROLE[name] for name in ("kicker", "headline", "deck")]]
        return float(self.sure.role[line, ROLE[role]] / max(1e-6, three.sum())) if role in ROLE else 1.0

    def _hold(self, line: int, text: Sequence[int]) -> float:
        """The logarithm of the chance that a line belongs to this text."""
        return log(max(LEAST, float(self.sure.anchor[line, list(text)].sum()))) if text else 0.0

    def chance(self, candidate: Candidate, weights: Array) -> float:
        """The chance that nothing of an item has to be corrected."""
        return chance(self.measures(candidate), weights.tolist())
