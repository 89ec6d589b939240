"""The built-in reader: a page's lines -> a reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from scripts.pagetext import builtin
from scripts.pagetext.elements import prepare
from scripts.pagetext.lines import Line
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reader.cuts import bare, cut_lines, may_cut
from scripts.pagetext.reader.decode import DecodedPage, decode
from scripts.pagetext.reader.doubt import Sureness
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.features import numbers
from scripts.pagetext.reader.headparts import mended
from scripts.pagetext.reader.kinship import kinship, maps
from scripts.pagetext.reader.linking import NONE
from scripts.pagetext.reader.look import PageLook
from scripts.pagetext.reader.network import Judgement, judge
from scripts.pagetext.reader.roles import KIND, ROLE
from scripts.pagetext.reader.vote import LEFT, Proposal, alone, vote
from scripts.pagetext.reader.weakest import raw_lines, weakest
from scripts.pagetext.reader.weights import NetworkWeights, weights
from scripts.pagetext.reading import (
    Block,
    ItemReading,
    Piece,
    Reader,
    Reading,
    ReadingDoubt,
    Reason,
    Value,
    piece_of,
)
from scripts.pagetext.tables import table_at


def judged(lines: Sequence[Line], marks: Sequence[str], learned: NetworkWeights) -> Judgement:
    """What the network says of lines that are prepared."""
    codes = [learned.alphabet.numbers(line.text) for line in lines]
    characters = learned.alphabet.page(codes)
    judgement = judge(characters, numbers(lines, marks), maps(kinship(codes)), learned.arrays)
    rows = [n for n, mark in enumerate(marks) if mark == "row"]  # a table is known by its own rule
    judgement.role[rows] = RULED_OUT
    judgement.role[rows, ROLE["row"]] = 0.0
    judgement.kind[rows] = RULED_OUT
    judgement.kind[rows, KIND["article"]] = 0.0
    for n in rows:
        if n - 1 in rows:
            judgement.above[n] = RULED_OUT
            judgement.above[n, n - 1] = 0.0
    return judgement


def understood(
    lines: list[Line], marks: Sequence[str], learned: NetworkWeights
) -> tuple[list[Line], Judgement, DecodedPage]:
    """Lines that are prepared as the network reads them; headlines that were glued together come back cut."""
    judgement = judged(lines, marks, learned)
    decoded = mended(judgement, decode(judgement), lines)
    left = bare(decoded)
    which = may_cut(lines, marks, decoded) if left else frozenset()
    while which:
        cut = cut_lines(lines, marks, which)
        again = judged(cut.lines, cut.marks, learned)
        other = mended(again, decode(again), cut.lines)
        apart = cut.apart(other)
        if apart == which and bare(other) < left:
            return cut.lines, again, other
        which = apart if apart < which else frozenset()
    return lines, judgement, decoded


RULED_OUT = -12.0
"""Logarithm of the chance of what a rule rules out."""


def proposals_of(decoded: DecodedPage, lines: Sequence[Line]) -> list[Proposal]:
    """The items of the network's own reading."""
    roles = dict(enumerate(decoded.roles))
    return [Proposal(d, {n: roles[n] for n in d.lines()}, item_of(d, decoded, lines)) for d in decoded.drafts]


def read_page(page: PageModel) -> Reading:
    """The built-in reading of a page: by its layout where that is known, else by the network."""
    if page.layout is not None and page.layout.lines:
        return builtin.read_page(page)
    return read(page, other=builtin.read_page)


CERTAIN = 0.9
"""Chance of its least sure item from which the network's reading of a page needs no second opinion."""
DOUBTED = 0.87
"""Chance below which a person should look at an item: where, of our own papers, nine in ten of the wrong ones are."""


def read(page: PageModel, learned: NetworkWeights | None = None, other: Reader | None = None) -> Reading:
    """A reading of the page by the network, and by a vote with `other` where the network is not sure.

    `learned` are other weights than those that come with the package.
    """
    lines, marks, _ = prepare(list(page.lines))
    if not lines:
        return Reading()
    learned = learned or weights()
    lines, judgement, decoded = understood(lines, marks, learned)
    proposals = proposals_of(decoded, lines)
    reading = Reading(
        tuple(p.item for p in proposals),
        tuple(value_of(lines[n]) for n in decoded.furniture),
        reasons=reasons(judgement, decoded, lines),
    )
    if not learned.doubt.size:
        return reading
    sure = Sureness(judgement)
    candidates = alone(proposals, sure, learned.doubt)
    if other is not None and min((c.chance for c in candidates), default=1.0) < CERTAIN:
        reading, candidates = vote(reading, other(page), proposals, lines, sure, learned.doubt, learned.known)
    chances = [c.chance for c in candidates]
    if learned.look.size:
        look = PageLook(lines, sure, candidates)
        chances = [c.chance if c.chance <= LEFT else look.chance(c, learned.look) for c in candidates]
    doubts = (doubt_of(n, c, sure, candidates[n].proposal, lines) for n, c in enumerate(chances) if c < DOUBTED)
    agreed = frozenset(n for n, c in enumerate(chances) if c >= DOUBTED)
    return replace(reading, doubts=tuple(doubts), agreed=agreed)


def doubt_of(item: int, chance: float, sure: Sureness, proposal: Proposal, lines: Sequence[Line]) -> ReadingDoubt:
    """The doubt about an item that is not sure, with the line at which a person should look."""
    point = weakest(sure, proposal.draft, proposal.roles)
    if point is None:
        return ReadingDoubt("unsure", item, sure=round(chance, 3))
    line, other = raw_lines(point, lines)
    return ReadingDoubt("unsure", item, line, round(chance, 3), point.why, other)


def reasons(judgement: Judgement, decoded: DecodedPage, lines: Sequence[Line]) -> dict[tuple[int, int], Reason]:
    """For each line what the network takes it for, how surely, and which line it hangs on."""
    out = {}
    above = dict(decoded.above())
    for n, (role, line) in enumerate(zip(decoded.roles, lines, strict=True)):
        shown = f"{role.replace('_', ' ')} {exp(float(judgement.role[n, ROLE[role]])):.2f}"
        if n in above:
            k = above[n]
            chance = exp(float(judgement.above[n, k]))
            shown += (
                f"; begins its text {chance:.2f}"
                if k == NONE
                else f"; goes on from line {lines[k].number} {chance:.2f}"
            )
        for part in line.parts or (line,):
            out[part.number, part.start] = Reason(f"network:{role}", shown)
    return out


def value_of(line: Line) -> Value:
    """A line as a value; vertical setting is many raw lines."""
    return tuple(piece_of(part) for part in line.parts or (line,))


def item_of(draft: ItemDraft, decoded: DecodedPage, lines: Sequence[Line]) -> ItemReading:
    """One item of a reading."""
    fields: dict[str, list[Value]] = {}
    for n in [*sorted(draft.heads), *sorted(draft.hanging)]:
        role = decoded.roles[n]
        if draft.kind == "notice" and role in ("kicker", "deck"):
            role = "headline"
        fields.setdefault(role, []).append(value_of(lines[n]))
    body: list[Block] = []
    at = 0
    while at < len(draft.text):
        n = draft.text[at]
        role = decoded.roles[n]
        value = value_of(lines[n])
        if role == "row":
            end = at
            while end < len(draft.text) and decoded.roles[draft.text[end]] == "row":
                end += 1
            body += rows_of([lines[k] for k in draft.text[at:end]])
            at = end
            continue
        last = body[-1] if body else None
        if role == "verse":
            body.append(Block("verse", value, stanza=bool(last and last.kind == "verse" and lines[n].gap)))
        elif role == "crosshead" or (role == "crosshead+" and (last is None or last.kind != "crosshead")):
            body.append(Block("crosshead", value))
        elif last is not None and ((role == "cont" and last.kind == "paragraph") or role == "crosshead+"):
            body[-1] = Block(last.kind, last.value + value)
        else:
            body.append(Block("paragraph", value))
        at += 1
    return ItemReading(draft.kind, body=tuple(body), **{name: tuple(values) for name, values in fields.items()})  # type: ignore[arg-type]


def rows_of(lines: list[Line]) -> list[Block]:
    """Lines of a table as rows: as its own rule reads them, else a row a line with its cells at spaces."""
    out: list[Block] = []
    at = 0
    while at < len(lines):
        table = table_at(lines[at:]) if len(lines) - at >= 3 else None
        if table is not None and all(some for some in table.lines):
            for some in table.lines:
                cells = tuple(value_of(line) for line in some) if len(some) > 1 else cells_of(some[0])
                out.append(Block("row", cells=cells))
            at += table.size
        else:
            out.append(Block("row", cells=cells_of(lines[at])))
            at += 1
    return out


def cells_of(line: Line) -> tuple[Value, ...]:
    """The cells of one line, parted by its spaces."""
    if line.parts:
        return (value_of(line),)
    out: list[Value] = []
    start: int | None = None
    for n, char in enumerate([*line.raw, " "]):
        if not char.isspace() and start is None:
            start = n
        elif char.isspace() and start is not None:
            out.append((Piece(line.number, line.start + start, line.start + n),))
            start = None
    return tuple(out)
