"""How sure one may be of an item that a reader proposes: from what the network says of its lines and of the others.

What is measured of an item is weighed by numbers that were fitted (`python -m benchmarks.reader doubts`), so that of
the items with a chance of .8 about eight in ten are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log

import numpy as np

from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.linking import NONE
from scripts.pagetext.reader.network import Array, Judgement
from scripts.pagetext.reader.roles import HEADS, KIND, ROLE, TEXT

_TEXT = [ROLE[name] for name in sorted(TEXT)]
LEAST = 1e-4
"""Chances below this count as this."""
MEASURES = (
    "links", "weakest link", "opens", "leak", "roles", "weakest role", "heads", "weakest head", "wanted", "bare",
    "lines", "kind", "split",
)  # fmt: skip
"""What is measured of an item, in order: logarithms of chances, but for `bare` (a story without any head line) and
`lines` (the logarithm of their number). `leak` is the chance that no other line goes on from its last, `wanted` that no
other head line belongs to it, `split` that nothing within its text is another thing.
"""


def _log(chance: float) -> float:
    return log(max(LEAST, min(1.0, chance)))


class Sureness:
    """Measures of items of one page."""

    def __init__(self, said: Judgement) -> None:
        self.role, self.kind = np.exp(said.role), np.exp(said.kind)
        self.above, self.anchor = np.exp(said.above), np.exp(said.anchor)
        self.as_text = self.role[:, _TEXT].sum(1)
        self.as_head = self.role[:, [ROLE[name] for name in sorted(HEADS)]].sum(1)

    def measures(self, draft: ItemDraft, roles: Sequence[str]) -> Array:
        """The measures of one item, whose lines play these roles."""
        text, heads = draft.text, sorted(draft.heads)
        links = [_log(float(self.above[n, above])) for above, n in pairwise(text)]
        roles_ = [_log(float(self.as_text[n])) for n in text]
        roles_ += [_log(float(self.role[n, ROLE[roles[n]]])) for n in heads]
        hung = [_log(float(self.above[n, above])) for above, n in pairwise(heads)]
        opens = leak = wanted = 1.0
        if text:
            opens = float(self.above[text[0], NONE])
            others = np.delete(self.above[:, text[-1]] * self.as_text, text)
            leak = 1 - float(others.max(initial=0.0))
            belonging = self.anchor[:, text].sum(1) * self.as_head
            hung += [_log(float(self.anchor[n, text].sum())) for n in heads]
            belonging[heads] = 0
            wanted = 1 - float(belonging.max(initial=0.0))
        else:
            hung += [_log(float(self.anchor[n, NONE])) for n in heads]
        if heads:
            hung.append(_log(float(self.above[heads[0], NONE])))
        mine = set(text)
        inside = [
            n
            for n in range(min(text, default=0), max(text, default=0))
            if n not in mine and n - 1 in mine and n + 1 in mine
        ]
        split = 1 - max((float(self.as_text[n]) for n in inside), default=0.0)
        lines = [*text, *heads]
        return np.array(
            (
                sum(links), min(links, default=0.0), _log(opens), _log(leak), sum(roles_), min(roles_, default=0.0),
                sum(hung), min(hung, default=0.0), _log(wanted),
                float(bool(text) and not heads and draft.kind == "article"), log(len(lines) + 1),
                _log(float(self.kind[lines, KIND[draft.kind]].mean()) if lines else 1.0), _log(split),
            ),
            np.float32,
        )  # fmt: skip


def chance(measures: Array, weights: Sequence[float]) -> float:
    """The chance that an item is right; `weights` are one for each measure, and one more."""
    total = float(np.dot(measures, np.asarray(weights[:-1], np.float32))) + float(weights[-1])
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
