"""Sets stories in lines and lays them out on a page of columns: blocks of printed lines with their places.

Horizontal units are ems of body text, vertical ones lines of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from benchmarks.reader.compose import Told

NO_START = frozenset("，。、；：！？）」』”》〉】〕…%％’")
NO_END = frozenset("（「『“《〈【〔‘")
LEADING = 1.6
"""Ems from line to line."""


class Tag(NamedTuple):
    """What a printed character is: its item's number, its role, its block in the item, its place in the item's text."""

    item: int
    role: str
    block: int = 0
    place: int = 0


class Row(NamedTuple):
    """One printed line: segments of text with their tags, and whether it begins a paragraph with an indent."""

    segments: tuple[tuple[str, Tag], ...]
    opens: bool = False


@dataclass(slots=True)
class Block:
    """Lines that stand together: one part of one item in one column."""

    item: int
    part: str
    rows: list[Row]
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    size: float = 1.0
    number: int = 0


@dataclass(slots=True)
class Setting:
    """How one page is set, drawn at random."""

    random: Random
    measure: int = 20
    columns: int = 5
    indent: str = "em"
    squeeze: bool = True
    keep: bool = True
    autospace: bool = False
    spread: float = 0.0
    spaced_heads: float = 0.0
    full_width: bool = False
    byline_in: float = 0.0
    credit_glued: float = 0.0
    credit_in_text: float = 0.0
    pointer_glued: float = 0.0
    byline_glued: float = 0.0
    vertical: float = 0.0
    wide: float = 0.0
    beside: float = 0.0
    uneven: float = 0.0
    spread_words: bool = False
    hang_quote: bool = False
    by_column: float = 0.0
    jump_own: bool = True
    gutter: float = 1.6
    drop: float = 0.0
    noise: float = 0.0
    parted: float = 0.0
    switched: float = 0.0
    extra: dict[str, float] = field(default_factory=dict)


def setting_of(random: Random, sort: str) -> Setting:
    """A setting drawn at random for a paper of that sort."""
    one = random.random
    pick = random.choice
    measure = (
        pick((9, 10, 11, 12, 13, 14, 14, 15, 16, 17, 18, 18, 20, 21, 22, 24, 26, 28))
        if sort != "newsletter"
        else pick((14, 18, 22, 26, 32, 38))
    )
    if one() < 0.08:
        measure = pick((30, 34, 38, 40))
    most = max(1, int(130 / (measure + 1.6)))
    columns = random.randint(min(2, most), max(2, min(8, most)))
    return Setting(
        random, measure, columns,
        indent=random.choices(("em", "gap", "spaces", "none"), (4, 4, 0.7, 1.2))[0],
        squeeze=one() < 0.6, keep=one() < 0.6, autospace=one() < 0.35,
        spread=pick((0, 0, 0, 0.01, 0.05, 0.2)), spread_words=one() < 0.3, spaced_heads=pick((0, 0, 0, 0.15, 0.5)),
        full_width=one() < 0.1, byline_in=pick((0, 0, 0.3, 1)),
        credit_glued=pick((0, 0.5, 1)), credit_in_text=pick((0, 0, 0.5, 1)),
        pointer_glued=pick((0, 0.5, 1)), byline_glued=pick((0, 0, 0, 0.2)), vertical=pick((0, 0, 0, 0.1, 0.4)),
        wide=pick((0, 0, 0.15, 0.4)), beside=pick((0, 0.1, 0.3)), uneven=pick((0, 0.2, 0.5)), hang_quote=one() < 0.2,
        by_column=pick((0, 0, 1)), jump_own=one() < 0.5, gutter=pick((1.3, 1.6, 2.0)), drop=pick((0, 0, 0, 0.2)),
        noise=pick((0, 0, 0, 0, 0, 0, 0.002, 0.01, 0.025, 0.045)), parted=pick((0, 0, 1)),
        switched=pick((0, 0, 0.15, 0.4)),
    )  # fmt: skip


_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def broken(
    text: str, measure: float, indent: float, *, squeeze: bool, keep: bool, later: tuple[int, float] | None = None
) -> list[str]:
    """The lines of a paragraph, broken as Chinese printers do; from line `later[0]` on the measure is `later[1]`."""
    out: list[str] = []
    start, size = 0, len(text)
    room = measure - indent
    while start < size:
        if later is not None and len(out) == later[0]:
            measure = later[1]
            room = measure - (indent if not out else 0)
        at, width = start, 0.0
        while at < size:
            c = text[at]
            step = 0.25 if c == " " else 0.5 if c < "\x7f" else 1.0
            if width + step > room + 0.01:
                break
            width += step
            at += 1
        if at < size and at > start:
            if text[at] in NO_START:
                if squeeze:
                    at += 1
                    if at < size and text[at] in NO_START:
                        at += 1
                else:
                    at -= 1
                    while at > start + 1 and text[at] in NO_START:
                        at -= 1
            elif keep and "0" <= text[at] <= "z" and "0" <= text[at - 1] <= "z":
                back = at
                while back > start and text[back - 1] < "\x7f" and text[back - 1] != " ":
                    back -= 1
                if start < back and at - back < 12:
                    at = back
            while at - 1 > start and text[at - 1] in NO_END:
                at -= 1
        at = max(at, start + 1)
        out.append(text[start:at].strip(" "))
        start = at
        while start < size and text[start] == " ":
            start += 1
        room = measure
    return out or [text]


class Imprint:
    """One page while it is laid out."""

    def __init__(self, setting: Setting, tolds: list[Told]) -> None:
        self.s, self.random, self.tolds = setting, setting.random, tolds
        self.pitch = setting.measure + setting.gutter
        self.tops = [0.0] * setting.columns
        self.blocks: list[Block] = []

    # ---- text --------------------------------------------------------------------------------------------------
    def plain(self, text: str) -> str:
        """Text with the paper's digits, and its spaces beside them."""
        s = self.s
        if s.full_width:
            text = text.translate(_WIDE)
        if s.autospace:
            text = _SEAM.sub(" ", text)
        return text

    def body_rows(self, number: int, told: Told, measure: float) -> list[Row]:
        """The lines of an item's text."""
        s, random = self.s, self.random
        rows: list[Row] = []
        place = 0
        by_column = random.random() < s.by_column
        table: list[list[str]] = []
        centred = random.random() < 0.5
        switch = self.switch(told, measure)
        in_text = 2.0 if (s.indent != "none" and told.kind != "photo") or random.random() < 0.2 else 0.0
        if told.kind == "notice" and random.random() < 0.4:
            in_text = 0.0
        for block, (role, text) in enumerate(told.body):
            if role == "row":
                table.append(text.split("|"))
                continue
            text = self.plain(text)
            if role == "crosshead":
                size = random.choice((measure, measure - 2))
                lines = broken(text, size, 0, squeeze=s.squeeze, keep=True) if len(text) > measure else [text]
                if len(text) > 9 and random.random() < 0.12:
                    cut = len(text) // 2
                    lines = [text[:cut], text[cut:]]
                for n, line in enumerate(lines):
                    rows.append(
                        Row(((line, Tag(number, "crosshead" if not n else "crosshead+", block, place)),), False)
                    )
                    place += 1
            elif role == "closing":
                rows.append(Row(((text, Tag(number, "cont" if rows else "start", block, place)),)))
                place += 1
            elif role == "verse":
                for line in broken(text, max(measure, 8), 0, squeeze=True, keep=True):
                    rows.append(Row(((line, Tag(number, "verse", block, place)),), centred))
                    place += 1
            else:
                indent = in_text
                if s.hang_quote and text[0] == "“" and random.random() < 0.7:
                    indent = max(0.0, indent - 0.5)
                later = None
                if switch is not None:
                    later = (max(0, switch[0] - len(rows)), switch[1])
                cap = ""
                if not block and later is None and len(text) > 3 * measure and random.random() < s.drop:
                    cap, text = text[0], text[1:]  # the lines beside a large first character are shorter
                    later = (2, measure)
                    rows.append(Row(((cap, Tag(number, "start", block, place)),)))
                    place += 1
                    lines = broken(text, measure - 2.5, 0, squeeze=s.squeeze, keep=s.keep, later=later)
                else:
                    lines = broken(text, measure, indent, squeeze=s.squeeze, keep=s.keep, later=later)
                for n, line in enumerate(lines):
                    rows.append(
                        Row(
                            (
                                (
                                    self.spread(line, last=n == len(lines) - 1),
                                    Tag(number, "cont" if n or cap else "start", block, place),
                                ),
                            ),
                            not n and indent > 0 and not cap,
                        )
                    )
                    place += 1
        if table:
            if by_column:
                columns = max(map(len, table))
                for c in range(columns):
                    for r, cells in enumerate(table):
                        if c < len(cells):
                            rows.append(Row(((cells[c], Tag(number, "row", r, r * columns + c)),)))
            else:
                apart = random.random() < 0.25
                gap = random.choice((" ", "  ", "\u3000", "   "))
                for r, cells in enumerate(table):
                    if apart:
                        rows += [Row(((cell, Tag(number, "row", r, r * 20 + c)),)) for c, cell in enumerate(cells)]
                    else:
                        rows.append(Row(((gap.join(cells), Tag(number, "row", r, r)),)))
        return rows

    def switch(self, told: Told, measure: float) -> tuple[int, float] | None:
        """From which line on an item's text is set to another measure, around a picture or below it, and to which."""
        random = self.random
        if told.kind != "article" or told.size < 200 or random.random() >= self.s.switched:
            return None
        lines = int(told.size / measure)
        other = round(measure * random.choice((0.5, 0.65, 1.3, 1.5, 2, 2.1, 3)) * 2) / 2
        return (random.randint(2, max(3, lines - 2)), min(60.0, max(8.0, other)))

    def spread(self, line: str, *, last: bool) -> str:
        """A line letter-spaced, where the page does so."""
        s = self.s
        if not s.spread or last or self.random.random() >= s.spread or len(line) < 5:
            return line
        if s.spread_words:
            cut = self.random.randint(2, len(line))
            return " ".join(line[:cut]) + line[cut:]
        return " ".join(line)

    # ---- blocks ------------------------------------------------------------------------------------------------
    def put(self, item: int, part: str, rows: list[Row], x: float, y: float, width: float, size: float = 1.0) -> Block:
        """Add a block of rows at a place."""
        block = Block(item, part, rows, x, y, x + width, y + len(rows) * size * 1.02, size, len(self.blocks))
        self.blocks.append(block)
        return block

    def head(self, number: int, told: Told, x: float, y: float, width: float) -> float:
        """Kicker, headline, deck and byline; where the text may begin below them."""
        random, s = self.random, self.s
        size = random.choice((1.4, 1.8, 2.2, 2.8, 3.4)) if told.kind == "article" else random.choice((1.1, 1.4, 1.8))
        while size > 1.2 and told.headline and max(map(len, told.headline)) * size > width * 1.15:
            size -= 0.2
        parts: list[tuple[str, list[str], float]] = [
            ("kicker", told.kicker, 1.3),
            ("headline", told.headline, size),
            ("deck", told.deck, 1.3),
        ]
        if random.random() < 0.05:
            parts = [parts[1], parts[0], parts[2]]
        vertical = told.headline and random.random() < s.vertical and told.kind == "article"
        for part, lines, scale in parts:
            if not lines:
                continue
            rows = []
            for n, text in enumerate(lines):
                line = self.plain(text)
                tag = Tag(number, part, n, n)
                if vertical and part == "headline":
                    rows += [Row(((c, tag),)) for c in line if c != " "]
                    continue
                if random.random() < s.spaced_heads and len(line) < 14:
                    line = " ".join(line)
                rows.append(Row(((line, tag),)))
            if vertical and part == "headline":
                self.put(number, part, rows, x - 0.1, y, size, size)
            else:
                self.put(number, part, rows, x, y, min(width, max(len(t) for t in lines) * scale), scale)
                y += len(rows) * scale + 0.4
        own = [t for t in told.byline if not t.startswith("\0")]
        if own and random.random() >= s.byline_in:
            rows = [Row(((self.plain(t), Tag(number, "byline", n, n)),)) for n, t in enumerate(own)]
            last = self.blocks[-1] if self.blocks and self.blocks[-1].item == number else None
            if last is not None and random.random() < s.byline_glued and not vertical:
                row = last.rows[-1]
                gap = random.choice((" ", "  ", "　"))
                last.rows[-1] = Row((*row.segments, (gap, rows[0].segments[0][1]), rows[0].segments[0]))
                rows = rows[1:]
            if rows:
                self.put(number, "byline", rows, x, y, min(width, 10), 1.0)
                y += len(rows) + 0.4
            told.byline = [t for t in told.byline if t.startswith("\0")]
        return y

    def place(self, number: int, told: Told) -> None:
        """Lay out one item where there is room highest up."""
        random, s = self.random, self.s
        count = len(self.body_rows_estimate(told))
        if told.kind in ("refer", "notice") or count < 14:
            span = 1 if random.random() < 0.8 else 2
        elif told.kind == "photo":
            span = random.choice((1, 1, 2, 2, 3))
        else:
            span = max(1, min(s.columns, round(count / random.choice((14, 18, 25, 35)))))
        span = min(span, s.columns)
        spots = [(max(self.tops[x : x + span]), random.random() * 3, x) for x in range(s.columns - span + 1)]
        y, _, column = min(spots, key=lambda spot: spot[0] + spot[1])
        x = column * self.pitch
        width = span * self.pitch - s.gutter
        if told.rubric:
            self.put(
                number,
                "rubric",
                [Row(((self.plain(told.rubric), Tag(number, "furniture")),))],
                x,
                y,
                len(told.rubric),
                1.2,
            )
            y += 1.6
        if told.kind == "photo":
            y += random.choice((0, 4, 8, 12))
        beside = span > 1 and random.random() < s.beside
        head_span = random.randint(1, span - 1) if beside else span
        below = (
            self.head(number, told, x, y, head_span * self.pitch - s.gutter)
            if told.kind != "photo" or told.headline
            else y
        )
        columns = span
        if span > 1 and (random.random() < s.wide or told.kind == "photo"):
            columns = random.randint(1, span - 1) if told.kind != "photo" else 1
        if any(role == "row" for role, _ in told.body):
            columns = 1
        measure = s.measure if columns == span else (width - (columns - 1) * s.gutter) / columns
        rows = self.body_rows(number, told, measure if columns == span else round(measure * 2) / 2)
        lead = []
        if told.jump_from:
            tag = Tag(number, "jump_from")
            if s.jump_own or not rows:
                lead.append(Row(((told.jump_from, tag),)))
            else:
                rows[0] = Row(((told.jump_from, tag), *rows[0].segments), rows[0].opens)
        lead += [
            Row(((self.plain(t), Tag(number, "byline", n, n)),))
            for n, t in enumerate(told.byline)
            if not t.startswith("\0")
        ]
        rows = lead + rows
        tail = [Row(((self.plain(t[1:]), Tag(number, "byline", 9, 9)),)) for t in told.byline if t.startswith("\0")]
        if told.jump_to and told.kind != "refer":
            tag = Tag(number, "jump_to")
            if s.jump_own or not rows:
                tail.append(Row(((told.jump_to, tag),)))
            else:
                rows[-1] = Row((*rows[-1].segments, (told.jump_to, tag)), rows[-1].opens)
        rows += tail
        if told.credit:
            tag = Tag(number, "credit")
            credit = self.plain(told.credit)
            if rows and random.random() < s.credit_in_text:  # set as the caption's last words
                last = rows[-1]
                gap = random.choice(("", " ", "\u3000"))
                rows[-1] = Row((*last.segments, (gap + credit, last.segments[-1][1])), last.opens)
            elif rows and random.random() < s.credit_glued:
                rows[-1] = Row(
                    (*rows[-1].segments, ("\u3000", rows[-1].segments[-1][1]), (credit, tag)), rows[-1].opens
                )
            else:
                rows.append(Row(((credit, tag),)))
        if told.kind == "refer":
            if told.body:
                measure = min(width, float(max(8, s.measure)))
                rows = self.body_rows(number, told, measure)
                self.put(number, "body", rows, x, below, measure)
                below += len(rows)
            if told.pointer_first and self.blocks and self.blocks[-1].item == number:
                row = self.blocks[-1].rows[0]
                gap = "" if s.pointer_glued == 1 else " "
                self.blocks[-1].rows[0] = Row(((told.jump_to + gap, row.segments[0][1]), *row.segments), row.opens)
            elif told.jump_to:
                tag = Tag(number, "jump_to")
                words = self.blocks[-1] if self.blocks and not told.body else None
                if words is not None and words.item == number and random.random() < s.pointer_glued:
                    row = self.blocks[-1].rows[-1]
                    self.blocks[-1].rows[-1] = Row((*row.segments, (" ", tag), (told.jump_to, tag)), row.opens)
                else:
                    self.put(number, "pointer", [Row(((told.jump_to, tag),))], x + width - 4, below, 4)
                    below += 1
            self.fill_tops(column, span, below + 1)
            return
        self.flow(
            number,
            "caption" if told.kind == "photo" else "body",
            rows,
            x,
            y,
            below,
            columns,
            measure,
            head_span if columns == span else span,
        )
        bottom = max((b.y1 for b in self.blocks if b.item == number), default=below)
        self.fill_tops(column, span, bottom + random.choice((0.5, 1, 1.5)))

    def body_rows_estimate(self, told: Told) -> range:
        """About the lines of a text."""
        return range(sum(1 if role != "start" else -(-len(text) // self.s.measure) for role, text in told.body))

    def fill_tops(self, column: int, span: int, y: float) -> None:
        """Mark columns as taken down to `y`."""
        for n in range(column, column + span):
            self.tops[n] = y

    def flow(
        self,
        number: int,
        part: str,
        rows: list[Row],
        x: float,
        y: float,
        below: float,
        columns: int,
        measure: float,
        head_span: int,
    ) -> None:
        """Let rows run through columns; those beside the headline begin higher."""
        random, s = self.random, self.s
        if not rows:
            return
        starts = [below if n < head_span else y for n in range(columns)]
        if columns > 1 and random.random() < s.uneven:
            starts = [start + random.choice((0, 0, 3, 7)) for start in starts]
        total = len(rows) + sum(start - y for start in starts)
        bottom = y + total / columns
        at = 0
        for n, start in enumerate(starts):
            left = columns - n
            room = max(1, round(bottom - start)) if left > 1 else len(rows) - at
            if left > 1 and random.random() < s.uneven:
                room = max(1, room + random.randint(-3, 3))
            some = rows[at : at + room]
            at += len(some)
            if not some:
                continue
            left_x = x + n * (measure + s.gutter)
            if len(some) > 8 and columns > 1 and random.random() < 0.08:  # a picture parts the column
                cut = random.randint(3, len(some) - 3)
                self.put(number, part, some[:cut], left_x, start, measure)
                self.put(number, part, some[cut:], left_x, start + cut + 6, measure)
            else:
                self.column(number, part, some, left_x, start, measure)

    def column(self, number: int, part: str, rows: list[Row], x: float, y: float, measure: float) -> None:
        """One column as one block, or as several where an extractor parts it at its crossheads."""
        if self.random.random() >= self.s.parted:
            self.put(number, part, rows, x, y, measure)
            return
        run: list[Row] = []
        for row in rows:
            cross = row.segments[0][1].role.startswith("crosshead")
            if run and cross != run[-1].segments[0][1].role.startswith("crosshead"):
                block = self.put(
                    number,
                    part,
                    run,
                    x,
                    y,
                    measure if not run[-1].segments[0][1].role.startswith("crosshead") else measure * 0.6,
                )
                y = block.y1
                run = []
            run.append(row)
        if run:
            self.put(number, part, run, x, y, measure)
