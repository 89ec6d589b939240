"""Who claims which characters of a page: the values of a reading, fitted to its lines, overlapping claims settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from scripts.pagetext.clean import is_printing
from scripts.pagetext.lines import Line
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import FIELDS, Piece, Reading, Value
from scripts.pagetext.readingfaults import Fault
from scripts.pagetext.slots import ItemSlots, Slot, values_of

_NEAR = 2
"""Characters from a space within which a cut was meant to be at it: who counts by eye is off by one or two."""
_SPACED = 0.3
"""Share of spaces from which a line is letter-spaced, so that a space parts nothing."""


class Repair(NamedTuple):
    """A rule of `RULES` and the raw line that it was applied to."""

    rule: str
    line: int


class Claim(NamedTuple):
    """Characters of a line that a value takes."""

    start: int
    end: int
    slot: Slot


class Claims:
    """A reading under repair: its values in slots, and for each line the claims on it."""

    def __init__(self, page: PageModel, reading: Reading, guide: Reading | None, snap: bool) -> None:
        self.page, self.reading, self.guide, self.snap = page, reading, guide, snap
        self.lines = page.by_number()
        self.order = {line.number: n for n, line in enumerate(page.lines)}
        self.faults: list[Fault] = []
        self.repairs: list[Repair] = []
        self.wrong = 0
        self.claims: dict[int, list[Claim]] = {}
        self.added: set[int] = set()  # items of the other reading that were put in
        self.items = [ItemSlots.of(item, self.slot) for item in reading.items]
        self.furniture = [self.slot(None, "furniture", value) for value in reading.furniture]

    def slot(self, item: ItemSlots | None, role: str, value: Value) -> Slot:
        """A value with its pieces fitted and its claims noted."""
        slot = Slot(item, role)
        for piece in value:
            line = self.lines.get(piece.line)
            if line is None:
                self.faults.append(Fault("no-such-line", (piece.line,), line=piece.line))
                self.repairs.append(Repair("no-such-line", piece.line))
                continue
            fitted = self.fitted(piece, line)
            if any(map(is_printing, line.raw[fitted.start : fitted.end])):
                slot.pieces.append(fitted)
                end = len(line.raw) if fitted.end is None else fitted.end
                self.claims.setdefault(piece.line, []).append(Claim(fitted.start, end, slot))
        return slot

    def fitted(self, piece: Piece, line: Line) -> Piece:
        """A piece with its cuts in its line."""
        size = len(line.raw)
        if piece.start >= size or (piece.end or 0) > size:
            if max(piece.start + 1, piece.end or 0) > size:
                at = max(piece.start + 1, piece.end or 0)
                self.faults.append(Fault("past-the-end", (line.number, size, at), line=line.number))
                self.repairs.append(Repair("line-end", line.number))
            piece = Piece(piece.line, min(piece.start, size), None)
        if piece.end is not None and piece.end >= size:
            piece = Piece(piece.line, piece.start, None)
        if not self.snap or line.spaced >= _SPACED:
            return piece
        start = _snapped(line.raw, piece.start) if piece.start else 0
        end = None if piece.end is None else _snapped(line.raw, piece.end)
        if (start, end) != (piece.start, piece.end):
            self.repairs.append(Repair("snapped", line.number))
        return Piece(piece.line, start, end)

    # ---- what is claimed more than once ----------------------------------------------------------------------------
    def share_out(self) -> None:
        """Settle the claims that overlap."""
        guided = _roles(self.guide) if self.guide else {}
        for number, claims in self.claims.items():
            if len(claims) > 1 and _overlap(claims):
                self.share(number, claims, guided)

    def share(self, number: int, claims: list[Claim], guided: Mapping[int, str]) -> None:
        """Each character of a line to the smallest claim on it, then to the likelier."""
        raw = self.lines[number].raw
        ranked = sorted(
            range(len(claims)),
            key=lambda n: (claims[n].end - claims[n].start, -self.fit(number, claims[n].slot, guided), n),
        )
        owner = [-1] * len(raw)
        twice = [False] * len(raw)
        for n in ranked:
            for at in range(claims[n].start, min(claims[n].end, len(raw))):
                if owner[at] >= 0:
                    twice[at] = True
                else:
                    owner[at] = n
        spots = [at for at, more in enumerate(twice) if more and is_printing(raw[at])]
        if not spots:
            return
        self.wrong += len(spots)
        self.faults.append(Fault("twice", (number, spots[0] + 1, spots[-1] + 1), line=number))
        self.repairs.append(Repair("shared", number))
        kept = []
        for n, claim in enumerate(claims):
            runs = list(_runs(number, raw, [at == n for at in owner]))
            end = None if claim.end == len(raw) else claim.end
            at = claim.slot.pieces.index(Piece(number, claim.start, end))
            claim.slot.pieces[at : at + 1] = runs
            kept += [Claim(run.start, len(raw) if run.end is None else run.end, claim.slot) for run in runs]
        self.claims[number] = kept

    def fit(self, number: int, slot: Slot, guided: Mapping[int, str]) -> float:
        """How well a line fits a value: by its neighbours there, and by the other reading's role for it."""
        at = self.order[number]
        around = {line.number for line in self.page.lines[max(0, at - 1) : at + 2]} - {number}
        near = sum(1 for piece in slot.pieces if piece.line in around)
        score = 1.0 * min(near, 2) + (0.5 if guided.get(number) == slot.role else 0.0)
        if slot.role in FIELDS:
            score += 0.25  # a field names a line on purpose, a body covers it by a range
        return score - (0.5 if slot.item is None else 0.0)

    def last_of(self, line: Line) -> tuple[Slot, int] | None:
        """The value that a line's last characters are in, and the place of the piece in it."""
        claims = self.claims.get(line.number)
        return _where(max(claims, key=lambda c: c.start), line.number) if claims else None

    def first_of(self, line: Line) -> tuple[Slot, int] | None:
        """The same for its first characters."""
        claims = self.claims.get(line.number)
        return _where(min(claims, key=lambda c: c.start), line.number) if claims else None

    def insert(self, slot: Slot, at: int, pieces: Sequence[Piece], rule: str) -> None:
        """Put pieces into a value by a rule."""
        slot.pieces[at:at] = pieces
        self.claim(slot, pieces, rule)

    def claim(self, slot: Slot, pieces: Iterable[Piece], rule: str) -> None:
        """Note that a value has pieces, by a rule."""
        for piece in pieces:
            end = len(self.lines[piece.line].raw) if piece.end is None else piece.end
            self.claims.setdefault(piece.line, []).append(Claim(piece.start, end, slot))
            self.repairs.append(Repair(rule, piece.line))


def _snapped(raw: str, at: int) -> int:
    """The cut at the nearest space, if one is near: at a space already, it stays."""
    if at >= len(raw) or raw[at].isspace() or raw[at - 1].isspace():
        return at
    for away in range(1, _NEAR + 1):
        for other in (at - away, at + away):
            if 0 < other < len(raw) and raw[other].isspace() and raw[:other].strip() and raw[other:].strip():
                return other
    return at


def _overlap(claims: Sequence[Claim]) -> bool:
    spans = sorted((claim.start, claim.end) for claim in claims)
    return any(span[1] > following[0] for span, following in pairwise(spans))


def _runs(number: int, raw: str, mine: Sequence[bool]) -> Iterator[Piece]:
    """The stretches of a line that are marked, each with something printed in it."""
    start = None
    for at, own in enumerate([*mine, False]):
        if own and start is None:
            start = at
        elif not own and start is not None:
            if any(map(is_printing, raw[start:at])):
                yield Piece(number, start, None if at == len(raw) else at)
            start = None


def _where(claim: Claim, number: int) -> tuple[Slot, int] | None:
    for n, piece in enumerate(claim.slot.pieces):
        if piece.line == number and piece.start == claim.start:
            return claim.slot, n
    return None


def _roles(reading: Reading) -> dict[int, str]:
    return {piece.line: role for _, role, _, value in values_of(reading) for piece in value}
