"""Two readings of one page -> one: item by item, whichever is likelier to be right.

The network's reading and the one by tags (`builtin`) fail on different papers. Every item that either proposes gets a
chance of being right: from what the network says of its lines, and from how far the two agree on this page. The surest
are taken first; an item that shares a line with one that was taken is left out, and what then belongs to nobody stays
in the network's items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from sys import maxsize
from typing import NamedTuple

import numpy as np

from scripts.pagetext.lines import Line
from scripts.pagetext.reader.doubt import MEASURES, Sureness, chance
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.network import Array
from scripts.pagetext.reading import HEAD_FIELDS, ItemReading, Piece, Reading, Reason, Value

EXTRA = ("agreed", "agreement", "backing", "calm", "doubted")
"""What is measured besides: whether both propose the item, the share of the network's surer items that the other
reading has too, the share of the other's items that the network has, the share of the other's items that it does not
itself doubt (few of a paper that it knows), and whether it doubts this item.
"""
PAGE = EXTRA[1:4]
"""What is measured of the page as a whole."""
WIDTH = len(MEASURES) + len(EXTRA)
LEFT = 0.1
"""Chance of what is left of an item when others have taken lines of it, at most."""
SURE = 0.8
"""Chance from which an item of the network counts for the agreement on a page."""

Key = tuple[frozenset[int], tuple[int, ...]]


class Proposal(NamedTuple):
    """An item that a reading proposes: as drafted lines and their roles, and the item itself."""

    draft: ItemDraft
    roles: Mapping[int, str]
    item: ItemReading
    doubted: bool = False
    """Whether the reading that proposes it calls one of its decisions close."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal with what was measured of it; `own` says that it is the network's."""

    proposal: Proposal
    measures: Array
    own: bool
    agreed: bool
    chance: float = 0.0


class LinePlaces:
    """Which prepared line a piece of raw text stands in."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.starts: dict[int, list[tuple[int, int]]] = {}
        for n, line in enumerate(lines):
            for part in line.parts or (line,):
                self.starts.setdefault(part.number, []).append((part.start, n))
        for some in self.starts.values():
            some.sort()

    def of(self, piece: Piece) -> list[int]:
        """The indices of the lines that the piece stands in."""
        known = self.starts[piece.line]
        first = max((k for k, (start, _) in enumerate(known) if start <= piece.start), default=0)
        end = piece.end if piece.end is not None else maxsize
        return [known[first][1], *(n for start, n in known[first + 1 :] if start < end)]

    def lines(self, value: Value) -> Iterator[int]:
        """The lines of a value, each once."""
        last = -1
        for piece in value:
            for n in self.of(piece):
                if n != last:
                    yield n
                last = n

    def proposal(self, item: ItemReading) -> Proposal:
        """An item of another reading by lines."""
        roles: dict[int, str] = {}
        draft = ItemDraft(kind=item.kind)
        for name in ("byline", "credit", "jump_from", "jump_to"):
            for value in item.field(name):
                draft.hanging += [n for n in self.lines(value) if roles.setdefault(n, name) == name]
        for name in HEAD_FIELDS:
            for value in item.field(name):
                draft.heads += [n for n in self.lines(value) if roles.setdefault(n, name) == name]
        for block in item.body:
            first: str = "start" if block.kind == "paragraph" else block.kind
            for value in block.values():
                for n in self.lines(value):
                    if n not in roles:
                        draft.text.append(n)
                        roles[n] = first
                    first = "cont" if block.kind == "paragraph" else first
        return Proposal(draft, roles, item)


def key_of(proposal: Proposal) -> Key:
    """What makes an item the item it is: the lines of its headline, and those of its text in order."""
    names = HEAD_FIELDS if proposal.draft.kind == "notice" else ("headline",)
    return frozenset(n for n in proposal.draft.heads if proposal.roles[n] in names), tuple(proposal.draft.text)


def candidates(own: Sequence[Proposal], others: Sequence[Proposal], sure: Sureness, weights: Array) -> list[Candidate]:
    """All that either reading proposes, each item once, with its chance; `weights` are rows for own and for others."""
    theirs = {key_of(p) for p in others}
    mine = {key_of(p) for p in own}
    out = []
    first = [(p, sure.measures(p.draft, _roles(p))) for p in own]
    plain = [_plain(measures, weights) for _, measures in first]
    firm = [key_of(p) in theirs for (p, _), c in zip(first, plain, strict=True) if c >= SURE]
    calm = sum(not p.doubted for p in others)
    page = (
        (sum(firm) + 1) / (len(firm) + 2), (len(theirs & mine) + 1) / (len(theirs) + 2), (calm + 1) / (len(others) + 2)
    )  # fmt: skip
    unsure = {key_of(p) for p in others if p.doubted}
    for proposal, measures in first:
        agreed = key_of(proposal) in theirs
        extra = (agreed, *page, key_of(proposal) in unsure)
        out.append(_candidate(proposal, measures, weights[0], extra, own=True))
    for proposal in others:
        if key_of(proposal) not in mine:
            measures = sure.measures(proposal.draft, _roles(proposal))
            out.append(_candidate(proposal, measures, weights[1], (False, *page, proposal.doubted), own=False))
    return out


def _plain(measures: Array, weights: Array) -> float:
    return chance(measures, [*weights[2, : len(MEASURES)].tolist(), float(weights[2, -1])])


def alone(own: Sequence[Proposal], sure: Sureness, weights: Array) -> list[Candidate]:
    """The network's items by themselves, before any vote: as if another reading agreed on all of them."""
    out = []
    for proposal in own:
        measures = sure.measures(proposal.draft, _roles(proposal))
        whole = np.concatenate([measures, np.array((1, 1, 1, 1, 0), np.float32)])
        out.append(Candidate(proposal, whole, own=True, agreed=True, chance=_plain(measures, weights)))
    return out


def knows(candidates: Sequence[Candidate], weights: Array) -> bool:
    """Whether the other reading knows the page's paper, as far as the two readings tell: else its items are not taken.

    The reading by tags is the better one of papers that it was fitted to, and much the worse of all others.
    """
    others = sum(1 for c in candidates if not c.own or c.agreed)
    if others < FEW:
        return sum(c.own for c in candidates) < MANY * max(1, others)
    return chance(candidates[0].measures[len(MEASURES) + 1 :][: len(PAGE)], weights.tolist()) > EVEN


EVEN = 0.5
FEW = 4
"""Items of the other reading from which they tell: of fewer, each stands for itself."""
MANY = 3
"""Times as many items of the network's own from which so few are a page that the other reading does not part."""


def _roles(proposal: Proposal) -> list[str]:
    most = max(proposal.roles, default=-1) + 1
    return [proposal.roles.get(n, "furniture") for n in range(most)]


def _candidate(proposal: Proposal, measures: Array, weights: Array, extra: Sequence[float], *, own: bool) -> Candidate:
    whole = np.concatenate([measures, np.array(extra, np.float32)])
    return Candidate(proposal, whole, own, bool(extra[0]), chance(whole, weights.tolist()))


def chosen(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are taken: the surest first, none that shares a line with one before it."""
    taken: set[int] = set()
    out = []
    for candidate in sorted(candidates, key=lambda c: (-c.chance, not c.own, min(c.proposal.draft.lines(), default=0))):
        lines = set(candidate.proposal.draft.lines())
        if lines and not lines & taken:
            out.append(candidate)
            taken |= lines
    return out


def without(item: ItemReading, kept: set[int], places: LinePlaces) -> ItemReading:
    """The item with only what stands in lines of `kept`."""

    def left(value: Value) -> Value:
        return tuple(piece for piece in value if places.of(piece)[0] in kept)

    fields = {
        name: tuple(v for v in map(left, item.field(name)) if v)
        for name in (*HEAD_FIELDS, "byline", "credit", "jump_from", "jump_to")
    }
    body = []
    for block in item.body:
        if block.kind == "row":
            cells = tuple(v for v in map(left, block.cells) if v)
            if cells:
                body.append(replace(block, cells=cells))
        elif value := left(block.value):
            body.append(replace(block, value=value))
    return replace(item, body=tuple(body), **fields)  # type: ignore[arg-type]


def proposed(reading: Reading, places: LinePlaces) -> list[Proposal]:
    """The items of another reading by lines, with whether it doubts them itself."""
    doubted = {doubt.item for doubt in reading.doubts}
    return [places.proposal(item)._replace(doubted=n in doubted) for n, item in enumerate(reading.items)]


def vote(
    own: Reading,
    other: Reading,
    proposals: Sequence[Proposal],
    lines: Sequence[Line],
    sure: Sureness,
    weights: Array,
    known: Array,
) -> tuple[Reading, list[Candidate]]:
    """One reading of two, and how each of its items was chosen. `proposals` are those of the network's own reading."""
    places = LinePlaces(lines)
    pool = candidates(proposals, proposed(other, places), sure, weights)
    if not knows(pool, known):
        pool = [c for c in pool if c.own]
    picked = chosen(pool)
    taken = {n for c in picked for n in c.proposal.draft.lines()}
    items = [(c.proposal.item, c) for c in picked]
    for candidate in pool:  # what belongs to nobody stays where the network has it
        lines_ = set(candidate.proposal.draft.lines())
        if candidate.own and lines_ - taken:
            rest = lines_ - taken
            item = without(candidate.proposal.item, rest, places)
            items.append((item, replace(candidate, proposal=places.proposal(item), chance=min(candidate.chance, LEFT))))
            taken |= rest
    furniture = [value for value in own.furniture if not set(places.lines(value)) & taken]
    items.sort(key=lambda pair: _first(pair[0]))
    reasons = {**own.reasons, **_reasons_of((c.proposal.item for c in picked if not c.own), other)}
    voted = replace(own, items=tuple(item for item, _ in items), furniture=tuple(furniture), reasons=reasons)
    return voted, [c for _, c in items]


def _reasons_of(items: Iterable[ItemReading], other: Reading) -> dict[tuple[int, int], Reason]:
    """The reasons that another reading gives for its items."""
    places = {(p.line, p.start) for item in items for value in item.values() for p in value}
    return {place: reason for place, reason in other.reasons.items() if place in places}


def _first(item: ItemReading) -> tuple[int, int]:
    """Where an item's text begins on the page, or its head where it has none."""
    body = [piece for block in item.body for value in block.values() for piece in value]
    return min((p.line, p.start) for p in (body or [piece for value in item.values() for piece in value]))
