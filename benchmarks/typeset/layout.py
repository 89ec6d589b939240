"""Lays out the items of a page: bands of cells, headlines over columns, captions under photos, and the text they hold.

The result is what is drawn: pieces of text with each character's place, known by item and part. In which order they are
drawn is another matter (`orders`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from benchmarks.typeset.houses import House
from benchmarks.typeset.pieces import Box, Face, Piece, Spot, spots_of
from benchmarks.typeset.setting import Glyph, SetLine, Setter, Widths
from benchmarks.typeset.story import Block, Story


class Composer:
    """Lays out the stories of one house; `widths` tells a character's advance in ems."""

    def __init__(self, house: House, widths: Widths, random: Random) -> None:
        self.house, self.widths, self.random = house, widths, random
        self.setter = Setter(
            widths,
            house.indent,
            house.autospace,
            house.keep_numbers,
            house.hang_open,
            house.justify,
            house.centre_verse,
        )
        self.display = Setter(widths, "none", justify=False)
        self.column = house.measure * house.size
        self.gutter = house.gutter * house.size

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.random.random() < share

    def room(self, columns: int) -> float:
        """Width of that many columns, in points."""
        return columns * self.column + (columns - 1) * self.gutter

    def _line_width(self, text: str) -> float:
        return sum(map(self.widths, text))

    def _display(
        self, index: int, part: str, lines: Sequence[str], size: float, y: float, room: float, face: Face
    ) -> tuple[float, Piece]:
        """Headline-like lines from `y` on: made smaller until each fits, centred where the house does so."""
        shown = [self._spaced(part, line) for line in lines]
        widest = max(self._line_width(line) for line in shown)
        size = min(size, room / widest)
        piece = Piece(index, part, face, size)
        for line in shown:
            y += size * 1.25
            shift = (room - self._line_width(line) * size) / 2 if self.house.centre_heads else 0.0
            (glyphs,) = self.display.lines(line, lambda _: 1e9)
            piece.spots += spots_of(glyphs, shift, y, size)
        return y + size * 0.35, piece

    def _spaced(self, part: str, line: str) -> str:
        """Short headlines are letter-spaced in some houses."""
        if part == "headline" and len(line) <= 9 and self.chance(self.house.spaced_heads):
            return ("　" if len(line) <= 3 else " ").join(line)
        return line

    def heads(self, index: int, story: Story, room: float, scale: float) -> tuple[float, list[Piece]]:
        """Kicker, headline and deck over a body, in this order on paper."""
        pieces: list[Piece] = []
        y = 0.0
        size = self.house.size
        if story.marks:
            y, piece = self._display(index, "mark", story.marks, size * 1.2, y, room, "bold")
            pieces.append(piece)
        if story.kicker:
            y, piece = self._display(index, "kicker", [story.kicker], size * 1.4, y, room, "serif")
            pieces.append(piece)
        if story.headline:
            y, piece = self._display(index, "headline", story.headline, size * scale, y, room, "bold")
            pieces.append(piece)
        if story.deck:
            y, piece = self._display(index, "deck", [story.deck], size * 1.3, y, room, "serif")
            pieces.append(piece)
        return y, pieces

    def upright(
        self, index: int, part: str, lines: Sequence[str], size: float, face: Face
    ) -> tuple[float, float, Piece]:
        """Vertical text, a character a line, its lines from right to left: width, height and piece."""
        piece = Piece(index, part, face, size)
        width = len(lines) * size * 1.3
        for number, line in enumerate(lines):
            x = width - (number + 1) * size * 1.3
            piece.spots += [Spot(x, (place + 1) * size * 1.12, char) for place, char in enumerate(line)]
        return width, max(map(len, lines)) * size * 1.12 + size * 0.3, piece

    def article(self, index: int, story: Story, columns: int) -> Box:
        """Headline on top, or upright at the left, and the body in columns."""
        house = self.house
        room, top, left = self.room(columns), 0.0, 0.0
        scale = {1: 1.7, 2: 2.1, 3: 2.6}.get(columns, 3.1) if len(story.body) > 2 else 1.6
        pieces: list[Piece] = []
        if columns > 1 and story.headline and not story.kicker and self.chance(house.vertical_heads):
            size = house.size * 2.2
            width, tall, piece = self.upright(index, "headline", story.headline, size, "bold")
            pieces.append(piece)
            taken = 1 + int(width > self.column)
            if taken < columns:
                left, columns = taken * (self.column + self.gutter), columns - taken
                if story.deck:
                    _, deck = self._display(
                        index, "deck", [story.deck], house.size * 1.3, tall, self.room(taken), "serif"
                    )
                    pieces.append(deck)
                    tall += house.size * 2.5
                box = self._body(index, story, columns)
                pieces += box.moved(left, 0)
                return Box(max(tall, box.height), pieces)
            pieces.clear()
        if story.headline or story.kicker or story.marks:
            top, pieces = self.heads(index, story, room, scale)
        box = self._body(index, story, columns)
        return Box(top + box.height, pieces + box.moved(left, top))

    def _body(self, index: int, story: Story, columns: int) -> Box:
        """Byline, the body in columns of one measure, and the jump line."""
        house, size = self.house, self.house.size
        y = 0.0
        pieces: list[Piece] = []
        lead: list[SetLine] = []
        if story.byline:
            (glyphs,) = self.display.lines(self._padded(story.byline, story.authors), lambda _: 1e9)
            if house.byline_in_column:
                lead = [SetLine(glyphs, "line")]
            else:
                y += size * 1.5
                piece = Piece(index, "byline", "serif", size)
                share = {"left": 0.0, "centre": 0.5, "right": 1.0}.get(house.byline_at, house.centre_heads / 2)
                shift = (self.room(columns) - (glyphs[-1].x + 1) * size) * share
                piece.spots = spots_of(glyphs, shift, y, size)
                pieces.append(piece)
                y += size * 0.4
        if story.body and story.body[0].kind == "row":
            return self._table(index, story, columns, y, pieces)
        blocks = self._shown(story)
        if story.kind == "notice" and house.sign_right:
            blocks = _signed(blocks)
        merged = columns > 1 and self.chance(house.wide_bodies)
        count = self._count(blocks, max(1, columns // 2) if merged else columns)
        measure = (self.room(columns) - (count - 1) * self.gutter) / count / size
        jumps = []
        if story.jump_from_text:
            jumps.append(SetLine(self.display.lines(story.jump_from_text, lambda _: 1e9)[0], "line"))
        lines = [*jumps, *lead, *self.setter.body(blocks, lambda _: measure)]
        if story.jump_to_text:
            (glyphs,) = self.display.lines(story.jump_to_text, lambda _: 1e9)
            shift = measure - (glyphs[-1].x + 1)
            lines.append(SetLine(tuple(Glyph(g.x + shift, g.char) for g in glyphs), "line"))
        return self._flow(index, lines, count, measure, y, pieces)

    def _count(self, blocks: Sequence[Block], columns: int) -> int:
        """Columns that a body is set in: few enough to be five lines deep, and none wider than forty characters."""
        deep = sum(len(block.text) // self.house.measure + 1 for block in blocks)
        least = -(-self.room(columns) // (40 * self.house.size))
        return max(int(least), min(columns, deep // 5), 1)

    def _flow(
        self,
        index: int,
        lines: Sequence[SetLine],
        count: int,
        measure: float,
        top: float,
        pieces: list[Piece],
        number: int = 0,
    ) -> Box:
        """Lines in `count` columns of about equal height, added to `pieces` as body parts from `number` on."""
        size, lead = self.house.size, self.house.size * self.house.leading
        deep = -(-len(lines) // count)
        bottom = top
        for column in range(count):
            y = top
            x = column * (measure * size + self.gutter)
            piece = Piece(index, f"body-{number + column}", "serif", size)
            for line in lines[column * deep : (column + 1) * deep]:
                y += lead * self.house.verse_leading if line.kind == "verse" else lead
                y += (
                    lead * self.house.blank_share if self.house.blank_between and line.opens and y > top + lead else 0.0
                )
                piece.spots += spots_of(line.glyphs, x, y, size)
            if piece.spots:
                pieces.append(piece)
            bottom = max(bottom, y)
        return Box(bottom + size * 0.8, pieces)

    def _table(self, index: int, story: Story, columns: int, top: float, pieces: list[Piece]) -> Box:
        """A table over the cell's width, drawn row by row or column by column."""
        size, lead = self.house.size, self.house.size * self.house.leading
        rows = [block.text.split("|") for block in story.body]
        wide = [max(self._line_width(row[n]) for row in rows) for n in range(len(rows[0]))]
        size = min(size, self.room(columns) / (sum(wide) + len(wide)))
        free = (self.room(columns) / size - sum(wide)) / len(wide)
        starts = [sum(wide[:n]) + n * free for n in range(len(wide))]
        piece = Piece(index, "body-0", "serif", size)
        cells = [(r, c) for r in range(len(rows)) for c in range(len(rows[r]))]
        if self.house.rows_by_column:
            cells.sort(key=lambda cell: (cell[1], cell[0]))
        for r, c in cells:
            (glyphs,) = self.display.lines(rows[r][c], lambda _: 1e9)
            piece.spots += spots_of(glyphs, starts[c] * size, top + (r + 1) * lead, size)
        return Box(top + len(rows) * lead + size, [*pieces, piece])

    def _padded(self, text: str, names: Sequence[str]) -> str:
        """Names of two characters set as wide as those of three."""
        if not self.house.pad_names:
            return text
        for name in names:
            if len(name) == 2:
                text = text.replace(name, f"{name[0]}　{name[1]}", 1)
        return text

    def _shown(self, story: Story) -> tuple[Block, ...]:
        """The body as printed: padded names, crossheads in two lines, full-width digits where the house has them."""
        blocks = [self._halved(block) for block in story.body]
        if self.house.pad_names and blocks and not story.byline:
            first = blocks[0]
            blocks[0] = replace(first, text=self._padded(first.text[:50], story.authors) + first.text[50:])
        if self.house.full_width_digits:
            wide = {ord("0") + n: 0xFF10 + n for n in range(10)}
            blocks = [replace(block, text=block.text.translate(wide)) for block in blocks]
        return tuple(blocks)

    def _halved(self, block: Block) -> Block:
        """A crosshead of six characters or more, now and then in two lines."""
        if block.kind != "crosshead" or len(block.text) < 6 or not self.chance(self.house.split_crossheads):
            return block
        middle = (len(block.text) + 1) // 2
        return replace(block, text=f"{block.text[:middle]}\n{block.text[middle:]}")

    def photo(self, index: int, story: Story, columns: int) -> Box:
        """A photo's frame, its caption below (or upright beside it) and the credit, glued or on its own line."""
        house, size = self.house, self.house.size * 0.95
        room = self.room(columns)
        frame = min(room * self.random.uniform(0.45, 0.7), 220)
        pieces: list[Piece] = []
        text = story.body[0].text
        if columns > 1 and self.chance(house.vertical_captions) and len(text) <= 90:
            tall = int(frame / (size * 1.12))
            upright = [text[n : n + tall] for n in range(0, len(text), tall)]
            if story.credit:
                upright.append(story.credit)
            _, _, piece = self.upright(index, "caption", upright, size, "serif")
            return Box(frame + size, [piece])
        y = frame
        if story.headline:
            y, piece = self._display(index, "headline", story.headline, size * 1.5, y, room, "bold")
            pieces.append(piece)
        glued = self.chance(house.credit_glued)
        measure = room / size
        caption = Piece(index, "caption", "serif", size)
        setter = replace(self.setter, indent=self.random.choice(("none", house.indent)))
        shown = text + (f" {story.credit}" if glued and story.credit else "")
        for line in setter.body([Block(shown)], lambda _: measure):
            y += size * 1.35
            caption.spots += spots_of(line.glyphs, 0, y, size)
        pieces.append(caption)
        if story.credit and not glued:
            y += size * 1.35
            (glyphs,) = self.display.lines(story.credit, lambda _: 1e9)
            credit = Piece(index, "credit", "serif", size)
            credit.spots = spots_of(glyphs, room - (glyphs[-1].x + 1) * size, y, size)
            pieces.append(credit)
        return Box(y + size, pieces)

    def beside_photo(self, index: int, story: Story, picture: Story, columns: int) -> Box:
        """An article whose text begins in a narrow column beside a photo and goes on wide below it."""
        size, lead = self.house.size, self.house.size * self.house.leading
        top, pieces = self.heads(index, story, self.room(columns), 2.3)
        photo = self.photo(index + 1, picture, columns - 1)
        deep = max(4, int(photo.height / lead))
        count = max(1, columns // 2)
        wide = (self.room(columns) - (count - 1) * self.gutter) / count
        measures = self.house.measure, wide / size
        lines = self.setter.body(self._shown(story), lambda number: measures[number >= deep])
        deep = min(deep, len(lines))
        first = self._flow(index, lines[:deep], 1, measures[0], top, pieces)
        below = max(first.height, top + photo.height)
        rest = self._flow(index, lines[deep:], count, measures[1], below, first.pieces, number=1)
        return Box(rest.height, rest.pieces + photo.moved(self.column + self.gutter, top))

    def strip(self, index: int, story: Story, picture: Story, columns: int) -> Box:
        """A refer, and to the right of it a photo whose caption begins on the refer's last line."""
        left = self.refer(index, story, 1)
        right = self.photo(index + 1, picture, columns - 1)
        level = max(spot.y for piece in left.pieces for spot in piece.spots)
        first = min(spot.y for piece in right.pieces for spot in piece.spots)
        drop = max(0.0, first - level)
        rise = max(0.0, level - first)
        pieces = left.moved(0, drop) + right.moved(self.column + self.gutter, rise)
        return Box(max(left.height + drop, right.height + rise), pieces)

    def refer(self, index: int, story: Story, columns: int) -> Box:
        """A refer's headline with its page reference, on the same line or below."""
        size, room = self.house.size * 1.15, self.room(columns)
        pieces: list[Piece] = []
        y = 0.0
        if story.marks:
            y, piece = self._display(index, "mark", story.marks, size * 1.1, y, room, "bold")
            pieces.append(piece)
        piece = Piece(index, "headline", "bold", size)
        widest = max(self._line_width(line) for line in story.headline) + self._line_width(story.jump_to_text) + 2
        small = min(size, room / widest)
        piece.size = small
        for line in story.headline:
            y += small * 1.4
            piece.spots += spots_of(self.display.lines(line, lambda _: 1e9)[0], 0, y, small)
        if story.deck:
            pieces.append(piece)
            y, piece = self._display(index, "deck", [story.deck], small * 0.9, y, room, "serif")
        if story.jump_to_text:
            reference = self.display.lines(story.jump_to_text, lambda _: 1e9)[0]
            if not self.chance(self.house.refer_glued):
                y += small * 1.4
            piece.spots += spots_of(reference, room - (reference[-1].x + 1) * small, y, small)
        pieces.append(piece)
        return Box(y + size * 0.6, pieces)

    def group(self, index: int, stories: Sequence[Story], columns: int) -> Box:
        """One item, or two that stand side by side."""
        if len(stories) == 1:
            return self.box(index, stories[0], columns)
        if stories[0].kind == "refer":
            return self.strip(index, stories[0], stories[1], columns)
        return self.beside_photo(index, stories[0], stories[1], columns)

    def box(self, index: int, story: Story, columns: int) -> Box:
        """The item laid out in a cell of that many columns."""
        if story.kind == "photo":
            return self.photo(index, story, columns)
        if story.kind == "refer":
            return self.refer(index, story, columns)
        return self.article(index, story, columns)


_SIGNER = 14
"""Characters of the longest line that stands at the right below a notice."""


def _signed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A notice whose last short lines, who signs it and when, stand at the right."""
    out = list(blocks)
    for place in range(len(out) - 1, 0, -1):
        text = out[place].text
        if len(text) > _SIGNER or not out[place - 1].text or text[-1] in "。；：":
            break
        out[place] = replace(out[place], kind="signer")
    return tuple(out)
