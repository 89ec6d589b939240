"""A reading checked: every printing character in one piece. Violations are repaired by rules that report what they did.

Characters that several values claim go to the smallest claim, then to the likelier; characters that none claims join
their neighbours, as another reading (the built-in one) has them. Nothing is invented: a piece can only name characters
of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.pagetext.claims import Claim, Claims, Repair
from scripts.pagetext.clean import is_printing
from scripts.pagetext.lines import Line
from scripts.pagetext.pagemodel import PageModel
from scripts.pagetext.reading import Block, BlockKind, ItemReading, Piece, Reading, Value
from scripts.pagetext.readingfaults import Fault
from scripts.pagetext.slots import BlockSlots, ItemSlots, Slot, values_of

RULES = (
    "no-such-line",
    "line-end",
    "snapped",
    "shared",
    "scrap",
    "between",
    "beside",
    "placed",
    "added",
)
"""What may be done, by name; the catalogue says it in words (`repair-…`)."""

_SCRAP = 2
"""Printing characters that are too few to be a part of a line of their own."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A reading after repair: what was wrong, what was done, and how much of the page was wrong (0 to 1)."""

    reading: Reading
    faults: tuple[Fault, ...] = ()
    repairs: tuple[Repair, ...] = ()
    wrong: float = 0.0


def check(page: PageModel, reading: Reading) -> tuple[Fault, ...]:
    """What is wrong with a reading; nothing is changed."""
    return repair(page, reading).faults


def repair(page: PageModel, reading: Reading, guide: Reading | None = None, *, snap: bool = False) -> Checked:
    """A reading in which every printing character has one place, as far as rules can say.

    `guide` is another reading of the page, that what is missing is placed by; without it that stays unplaced. `snap`
    moves cuts that are nearly at a space to it, for readers that cannot count.
    """
    return _Repair(page, reading, guide, snap).run()


class _Repair(Claims):
    """The steps of a repair."""

    # ---- what is not claimed ---------------------------------------------------------------------------------------
    def fill_in(self) -> None:
        missing: list[Piece] = []
        for line in self.page.lines:
            claims = self.claims.get(line.number, [])
            for gap in _unclaimed(line, claims):
                size = sum(map(is_printing, line.raw[gap.start : gap.end]))
                if claims and (size <= _SCRAP or not any(map(str.isalnum, line.raw[gap.start : gap.end]))):
                    self.scrap(gap, line, claims)
                    continue
                whole = not claims
                code, values = ("missing", (line.number,)) if whole else ("missing-part", _in_words(gap, line))
                self.faults.append(Fault(code, values, line=line.number))
                self.wrong += size
                missing.append(Piece(line.number) if whole else gap)
        left = self.between(missing)
        if self.guide is not None:
            self.by_guide(left, self.guide)

    def scrap(self, gap: Piece, line: Line, claims: Sequence[Claim]) -> None:
        before = max((c for c in claims if c.end <= gap.start), key=lambda c: c.end, default=None)
        after = min(
            (c for c in claims if gap.end is not None and c.start >= gap.end), key=lambda c: c.start, default=None
        )
        claim = before or after
        assert claim is not None
        for n, piece in enumerate(claim.slot.pieces):
            if piece.line == line.number and piece.start == claim.start:
                low, high = min(piece.start, gap.start), gap.end if claim is before else piece.end
                claim.slot.pieces[n] = Piece(line.number, low, high)
                at = self.claims[line.number].index(claim)
                self.claims[line.number][at] = Claim(low, len(line.raw) if high is None else high, claim.slot)
                break
        self.repairs.append(Repair("scrap", line.number))

    def between(self, missing: Sequence[Piece]) -> list[Piece]:
        """Runs of lines left out inside a value go into it; what is left of them."""
        left: list[Piece] = []
        for run in _runs_of_lines(missing, self.order):
            first, last = self.order[run[0].line], self.order[run[-1].line]
            above = self.last_of(self.page.lines[first - 1]) if first else None
            below = self.first_of(self.page.lines[last + 1]) if last + 1 < len(self.page.lines) else None
            if not run[0].start and run[-1].end is None and above and below and above[0] is below[0]:
                slot, at = above
                if slot.pieces[at + 1 : at + 2] == [slot.pieces[below[1]]]:
                    self.insert(slot, at + 1, run, "between")
                    continue
            left += run
        return left

    def by_guide(self, missing: Sequence[Piece], guide: Reading) -> None:
        """What is left out goes where the other reading has it: to the line it is joined to, or to its role."""
        wanted: dict[int, list[Piece]] = {}
        for piece in missing:
            wanted.setdefault(piece.line, []).append(piece)
        homes = self.homes(guide)
        for item, role, block, value in values_of(guide):
            lost = [p for n in dict.fromkeys(piece.line for piece in value) for p in wanted.pop(n, ())]
            if not lost:
                continue
            joined = self.joined(value, lost)
            if joined is not None:
                self.insert(*joined, lost, "beside")
            elif item is None:
                slot = Slot(None, "furniture", list(lost))
                self.furniture.append(slot)
                self.claim(slot, lost, "placed")
            else:
                self.placed(homes, guide, item, role, block, lost)

    def joined(self, value: Value, lost: Sequence[Piece]) -> tuple[Slot, int] | None:
        """The place in a value at which missing lines belong that the other reading joins to one of its lines."""
        numbers = list(dict.fromkeys(piece.line for piece in value))
        at = numbers.index(lost[0].line)
        if at and numbers[at - 1] in self.claims:
            slot = self.last_of(self.lines[numbers[at - 1]])
            if slot:
                return slot[0], slot[1] + 1
        end = numbers.index(lost[-1].line) + 1
        if end < len(numbers) and numbers[end] in self.claims:
            return self.first_of(self.lines[numbers[end]])
        return None

    def homes(self, guide: Reading) -> dict[int, ItemSlots]:
        """For each item of the other reading the one here that most of its lines are in."""
        out: dict[int, ItemSlots] = {}
        for index, item in enumerate(guide.items):
            votes: dict[int, int] = {}
            for value in item.values():
                for piece in value:
                    for claim in self.claims.get(piece.line, ()):
                        if claim.slot.item is not None:
                            at = self.items.index(claim.slot.item)
                            votes[at] = votes.get(at, 0) + 1
            if votes:
                out[index] = self.items[max(votes, key=lambda at: (votes[at], -at))]
        return out

    def placed(
        self, homes: dict[int, ItemSlots], guide: Reading, index: int, role: str, block: Block | None, lost: list[Piece]
    ) -> None:
        home = homes.get(index)
        rule = "added" if home is None or index in self.added else "placed"
        if home is None:
            home = ItemSlots.empty(guide.items[index])
            homes[index] = home
            self.items.insert(self.place_of(lost[0].line), home)
            self.added.add(index)
        slot = Slot(home, role, list(lost))
        if block is None:
            above = sum(1 for other in home.fields[role] if other.pieces and other.pieces[0].line < lost[0].line)
            home.fields[role].insert(above, slot)
        else:
            kind: BlockKind = "paragraph" if block.kind == "row" else block.kind
            home.parts.insert(home.place_of(lost[0].line), BlockSlots(kind, [slot], kind == "verse"))
        self.claim(slot, lost, rule)

    def place_of(self, line: int) -> int:
        """The index among the items at which one that begins with a line belongs."""
        for n, item in enumerate(self.items):
            first = min((p.line for slot in item.slots() for p in slot.pieces), default=None)
            if first is not None and first > line:
                return n
        return len(self.items)

    # ---- the whole -------------------------------------------------------------------------------------------------
    def run(self) -> Checked:
        self.share_out()
        self.fill_in()
        if not self.faults and not self.repairs:
            return Checked(self.reading)
        items: list[ItemReading] = []
        index: dict[int, int] = {}
        for draft in self.items:
            item = draft.reading()
            if any(True for _ in item.values()):
                index[id(draft.source)] = len(items)
                items.append(item)
        stories = [index.get(id(draft)) for draft in self.reading.items]
        for n, item in enumerate(items):
            if item.belongs_to is not None:
                items[n] = replace(item, belongs_to=stories[item.belongs_to])
        doubts = tuple(
            doubt._replace(item=None if doubt.item is None else stories[doubt.item])
            for doubt in self.reading.doubts
            if doubt.item is None or stories[doubt.item] is not None
        )
        furniture = tuple(tuple(slot.pieces) for slot in self.furniture if slot.pieces)
        total = sum(sum(map(is_printing, line.raw)) for line in self.page.lines)
        return Checked(
            replace(self.reading, items=tuple(items), furniture=furniture, doubts=doubts),
            tuple(self.faults),
            tuple(dict.fromkeys(self.repairs)),
            min(1.0, self.wrong / max(1, total)),
        )


def _in_words(gap: Piece, line: Line) -> tuple[int, int, int]:
    return line.number, gap.start + 1, len(line.raw.rstrip()) if gap.end is None else gap.end


def _unclaimed(line: Line, claims: Iterable[Claim]) -> Iterator[Piece]:
    at = 0
    for start, end, _ in [*sorted(claims, key=lambda c: (c.start, c.end)), (len(line.raw), len(line.raw), None)]:
        if start > at and any(map(is_printing, line.raw[at:start])):
            yield Piece(line.number, at, None if start == len(line.raw) else start)
        at = max(at, end)


def _runs_of_lines(pieces: Sequence[Piece], order: Mapping[int, int]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in pieces:
        if run and order[piece.line] != order[run[-1].line] + 1:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
