"""Lays out items in a paper's dress: the composer of `layout` with the habits of `dress`.

Shapes are pieces without characters, `shape-picture`, `shape-rule`, `shape-frame`, `shape-tint`: two spots tell their
corners. They move with their item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from benchmarks.typeset.dress import Dress
from benchmarks.typeset.houses import House
from benchmarks.typeset.layout import Composer
from benchmarks.typeset.pages import Composers, groups, is_plain
from benchmarks.typeset.pieces import Box, Face, Piece, Spot, spots_of
from benchmarks.typeset.setting import SetLine, Widths
from benchmarks.typeset.stories import Desk
from benchmarks.typeset.story import Block, Story


def shape(index: int, kind: str, left: float, top: float, right: float, bottom: float) -> Piece:
    """A shape from corner to corner."""
    return Piece(index, f"shape-{kind}", "serif", 0.0, [Spot(left, top, ""), Spot(right, bottom, "")])


class DressedComposer(Composer):
    """Lays out the stories of one house in its dress; chances of the dress are drawn apart from those of the house."""

    def __init__(self, house: House, widths: Widths, random: Random, dress: Dress, seed: str) -> None:
        super().__init__(house, widths, random)
        self.dress = dress
        self.labels: list[tuple[int, str]] = []
        self.whim = Random(f"{seed}/print")

    def may(self, share: float) -> bool:
        """True in `share` of the cases, by the dress's own chances."""
        return share > 0 and self.whim.random() < share

    def _display(
        self, index: int, part: str, lines: Sequence[str], size: float, y: float, room: float, face: Face
    ) -> tuple[float, Piece]:
        if part == "headline":
            size *= self.dress.head_scale
            if self.dress.spread:
                size *= self.whim.uniform(1 - self.dress.spread, 1 + self.dress.spread)
        y, piece = super()._display(index, part, lines, size, y, room, face)
        return y, piece

    def heads(self, index: int, story: Story, room: float, scale: float) -> tuple[float, list[Piece]]:
        """Kicker, headline and deck, now and then with much room below them."""
        y, pieces = super().heads(index, story, room, scale)
        if self.may(self.dress.loose):
            y += self.house.size * self.whim.uniform(0.5, 4)
        return y, pieces

    def _count(self, blocks: Sequence[Block], columns: int) -> int:
        count = super()._count(blocks, columns)
        if not self.may(self.dress.resplit):
            return count
        least = int(-(-self.room(columns) // (40 * self.house.size)))
        most = int(self.room(columns) // (9 * self.house.size))
        return max(1, least, min(most, count + self.whim.choice((-1, 1))))

    def article(self, index: int, story: Story, columns: int) -> Box:
        """An article, now and then with an introduction, a label, a flush head, a frame around it."""
        if self.may(self.dress.labels) and not story.marks and story.headline:
            label = self.whim.choice(("民生观察", "一线故事", "特别报道", "记者走基层", "关注", "身边"))
            if self.house.script != "zh-Hans":
                label = self.whim.choice(("專題", "城中事", "人物"))
            story = replace(story, marks=())
            box = self._labelled(index, story, columns, label)
        else:
            box = self._article(index, story, columns)
        return self._set_apart(index, box, self.room(columns))

    def _labelled(self, index: int, story: Story, columns: int, label: str) -> Box:
        """The article with a label in a small box over its head; the label is furniture of its own."""
        size = self.house.size * 1.1
        wide = len(label) * size + size
        piece = Piece(index, "label", "bold", size)
        piece.spots = [Spot(size / 2 + n * size, size * 1.35, char) for n, char in enumerate(label)]
        frame = shape(index, self.whim.choice(("tint", "frame")), 0, 0, wide, size * 1.8)
        box = self._article(index, story, columns)
        drop = size * 2.2
        pieces = [frame, piece, *box.moved(0, drop)]
        self.labels.append((index, label))
        return Box(box.height + drop, pieces)

    def _article(self, index: int, story: Story, columns: int) -> Box:
        plain = all(block.kind in ("paragraph", "crosshead") for block in story.body)
        if story.byline and plain and self.may(self.dress.tail_bylines):
            return self._tailed(index, story, columns)
        if plain and columns >= 2 and not story.byline and len(story.body) > 3 and story.headline:
            if self.may(self.dress.introductions) and len(story.body[0].text) > 40:
                return self._introduced(index, story, columns)
            if self.may(self.dress.right_heads) and not story.kicker and not story.deck:
                return self._right_head(index, story, columns)
            if columns >= 3 and self.may(self.dress.flush):
                return self._flush(index, story, columns)
            if columns >= 3 and self.may(self.dress.holes):
                return self._holed(index, story, columns)
        return super().article(index, story, columns)

    def _set_apart(self, index: int, box: Box, room: float) -> Box:
        """A frame or a tint around an item, or a rule below it."""
        size = self.house.size
        if self.may(self.dress.frames) or self.may(self.dress.tints):
            kind = (
                "frame" if self.whim.random() * (self.dress.frames + self.dress.tints) < self.dress.frames else "tint"
            )
            pieces = box.moved(0, size * 0.8)
            return Box(
                box.height + size, [shape(index, kind, -size * 0.6, 0, room + size * 0.6, box.height + size), *pieces]
            )
        if self.dress.rules == "stories":
            box.pieces.append(shape(index, "rule", 0, box.height, room, box.height + 0.6))
        return box

    def _heads_over(self, index: int, story: Story, columns: int) -> tuple[float, list[Piece]]:
        scale = {1: 1.7, 2: 2.1, 3: 2.6}.get(columns, 3.1) if len(story.body) > 2 else 1.6
        return self.heads(index, story, self.room(columns), scale)

    def _tailed(self, index: int, story: Story, columns: int) -> Box:
        """The byline at the right end of the last line, or below it."""
        box = super().article(index, replace(story, byline=""), columns)
        size = self.house.size
        bodies = [p for p in box.pieces if p.part.startswith("body")]
        last = max(bodies, key=lambda p: int(p.part.split("-")[1]))
        end = max(s.y for s in last.spots)
        right = max(s.x for p in bodies for s in p.spots if abs(s.x - last.spots[0].x) < 60 * size and p is last) + size
        (glyphs,) = self.display.lines(story.byline, lambda _: 1e9)
        wide = (glyphs[-1].x + 1) * size
        inside = max(s.x for s in last.spots if s.y == end) + size
        if inside + 3.5 * size + wide > right:
            end += size * self.house.leading
        piece = Piece(index, "byline", "serif", size)
        piece.spots = spots_of(glyphs, max(right - wide, min(s.x for s in last.spots)), end, size)
        return Box(max(box.height, end + size * 0.8), [*box.pieces, piece])

    def _introduced(self, index: int, story: Story, columns: int) -> Box:
        """The first paragraph in larger type over the columns, or in a box beside them."""
        size = self.house.size
        y, pieces = self._heads_over(index, story, columns)
        large = size * self.whim.choice((1.12, 1.2, 1.3))
        room = self.room(columns)
        inset = self.whim.choice((0.0, 2 * size))
        measure = (room - 2 * inset) / large
        setter = replace(self.setter, hang_open=False)
        piece = Piece(index, "body-0", self.whim.choice(("serif", "bold")), large)
        top = y
        for line in setter.body(story.body[:1], lambda _: measure):
            y += large * 1.5
            piece.spots += spots_of(line.glyphs, inset, y, large)
        if self.whim.random() < 0.5:
            pieces.append(
                shape(index, self.whim.choice(("tint", "frame")), 0, top + large * 0.2, room, y + large * 0.5)
            )
        pieces.append(piece)
        box = self._body(index, replace(story, body=story.body[1:]), columns)
        for part in box.pieces:
            if part.part.startswith("body"):
                part.part = f"body-{int(part.part.split('-')[1]) + 1}"
        y += size * 0.9
        return Box(y + box.height, pieces + box.moved(0, y))

    def _right_head(self, index: int, story: Story, columns: int) -> Box:
        """The headline upright at the right of the columns."""
        size = self.house.size * 2.2
        wide, tall, piece = self.upright(index, "headline", story.headline, size, "bold")
        taken = 1 + int(wide > self.column)
        if taken >= columns or tall > 420:
            return super().article(index, story, columns)
        box = self._body(index, story, columns - taken)
        left = self.room(columns - taken) + self.gutter
        piece.spots = [Spot(s.x + left, s.y, s.char) for s in piece.spots]
        return Box(max(tall, box.height), [piece, *box.pieces])

    def _flush(self, index: int, story: Story, columns: int) -> Box:
        """A head over all columns but the last, which goes up beside it."""
        over = columns - 1
        y, pieces = self._heads_over(index, story, over)
        lines = self.setter.body(self._shown(story), lambda _: float(self.house.measure))
        lead = self.house.size * self.house.leading
        gain = int(y / lead)
        deep = -(-(len(lines) - gain) // columns)
        if deep < 4:
            return super().article(index, story, columns)
        first = self._flow(index, lines[: deep * over], over, self.house.measure, y, pieces)
        rest = self._flow(index, lines[deep * over :], 1, self.house.measure, y - gain * lead, [], number=over)
        moved = [replace_spots(piece, over * (self.column + self.gutter), 0) for piece in rest.pieces]
        return Box(max(first.height, rest.height), first.pieces + moved)

    def _holed(self, index: int, story: Story, columns: int) -> Box:
        """A picture in the middle of the columns, text above and below it."""
        y, pieces = self._heads_over(index, story, columns)
        lines = self.setter.body(self._shown(story), lambda _: float(self.house.measure))
        size, lead = self.house.size, self.house.size * self.house.leading
        hole = self.whim.randint(6, 9)
        low = self.whim.randint(0, columns - 2)
        high = low + 2
        deep = -(-(len(lines) + hole * 2) // columns)
        above = self.whim.choice((0, 0, 3, 4))
        if deep < hole + above + 4:
            return super().article(index, story, columns)
        at, bottom = 0, y
        for column in range(columns):
            x = column * (self.column + self.gutter)
            piece = Piece(index, f"body-{column}", "serif", size)
            for row in range(deep):
                if low <= column < high and above <= row < above + hole:
                    continue
                if at >= len(lines):
                    break
                level = y + (row + 1) * lead
                piece.spots += spots_of(lines[at].glyphs, x, level, size)
                bottom = max(bottom, level)
                at += 1
            if piece.spots:
                pieces.append(piece)
        while at < len(lines):
            bottom += lead
            pieces[-1].spots += spots_of(lines[at].glyphs, (columns - 1) * (self.column + self.gutter), bottom, size)
            at += 1
        if self.dress.pictures:
            left = low * (self.column + self.gutter)
            top = y + above * lead + lead * 0.4
            pieces.append(
                shape(index, "picture", left, top, left + self.room(2), y + (above + hole) * lead - lead * 0.2)
            )
        return Box(bottom + size * 0.8, pieces)

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
        dress = self.dress
        plain = dress.cross_face == "serif" and dress.cross_scale == 1.0 and not dress.cross_left
        if plain or not any(line.kind == "crosshead" for line in lines):
            return self._bold(super()._flow(index, lines, count, measure, top, pieces, number))
        size, lead = self.house.size, self.house.size * self.house.leading
        extra = (dress.cross_scale - 1) * size * 1.2
        heights = [lead + (2 * extra if line.kind == "crosshead" else 0.0) for line in lines]
        deep = sum(heights) / count
        bottom, at = top, 0
        for column in range(count):
            y, x = top, column * (measure * size + self.gutter)
            piece = Piece(index, f"body-{number + column}", "serif", size)
            found: list[Piece] = []
            while at < len(lines) and (y - top < deep - lead * 0.4 or column == count - 1):
                line = lines[at]
                if line.kind == "crosshead":
                    y += extra
                    y += lead
                    found.append(self._crosshead(index, line, x, y, measure, number + column))
                    y += extra
                else:
                    y += lead * self.house.verse_leading if line.kind == "verse" else lead
                    piece.spots += spots_of(line.glyphs, x, y, size)
                at += 1
            pieces += [one for one in (piece, *found) if one.spots]
            bottom = max(bottom, y)
        return self._bold(Box(bottom + size * 0.8, pieces))

    def _crosshead(self, index: int, line: SetLine, x: float, y: float, measure: float, column: int) -> Piece:
        size = self.house.size
        wide = line.glyphs[-1].x - line.glyphs[0].x + 1
        large = min(size * self.dress.cross_scale, measure * size / wide)
        shift = 0.0 if self.dress.cross_left else (measure * size - wide * large) / 2
        first = line.glyphs[0].x
        piece = Piece(index, f"body-{column}", self.dress.cross_face, large)
        piece.spots = [Spot(x + shift + (g.x - first) * large, y, g.char) for g in line.glyphs]
        return piece

    def _bold(self, box: Box) -> Box:
        """A few lines of a body in bold type of its size: what somebody said, or a question."""
        if not self.may(self.dress.bold_lines):
            return box
        out: list[Piece] = []
        for piece in box.pieces:
            levels = sorted({spot.y for spot in piece.spots})
            if not piece.part.startswith("body") or len(levels) < 7 or self.whim.random() < 0.5:
                out.append(piece)
                continue
            start = self.whim.randint(1, len(levels) - 4)
            bold = set(levels[start : start + self.whim.randint(1, 3)])
            out.append(replace(piece, spots=[s for s in piece.spots if s.y not in bold]))
            out.append(replace(piece, face="bold", spots=[s for s in piece.spots if s.y in bold]))
        return Box(box.height, out)

    def _table(self, index: int, story: Story, columns: int, top: float, pieces: list[Piece]) -> Box:
        if not self.dress.stripes:
            return super()._table(index, story, columns, top, pieces)
        box = super()._table(index, story, columns, top, pieces)
        lead = self.house.size * self.house.leading
        stripes = [
            shape(
                index, "tint", 0, top + r * lead + lead * 0.25, self.room(columns), top + (r + 1) * lead + lead * 0.25
            )
            for r in range(0, len(story.body), 2)
        ]
        return Box(box.height, [*stripes, *box.pieces])

    def photo(self, index: int, story: Story, columns: int) -> Box:
        """A photo with its frame drawn, its caption in the dress's type."""
        box = super().photo(index, story, columns)
        first = min(s.y for p in box.pieces for s in p.spots)
        largest = max(p.size for p in box.pieces if any(s.y == first for s in p.spots))
        foot = first - largest * 1.2
        scale = self.dress.caption_scale / 0.95
        for piece in box.pieces:
            if piece.part in ("caption", "credit"):
                piece.face = self.dress.caption_face
                if scale < 1:
                    left = min(s.x for s in piece.spots)
                    piece.spots = [Spot(left + (s.x - left) * scale, s.y, s.char) for s in piece.spots]
                    piece.size *= scale
        if self.dress.pictures and foot > 30:
            room = self.room(columns)
            beside = any(p.part == "caption" and min(s.y for s in p.spots) < foot * 0.5 for p in box.pieces)
            if not beside:
                box.pieces.insert(0, shape(index, "picture", 0, 2, room, foot))
        return box

    def stacked(self, index: int, stories: Sequence[Story], columns: int) -> Box:
        """Two photos one over the other, their captions stacked at the right with arrows."""
        size = self.house.size * 0.95
        room = self.room(columns)
        right = self.room(1)
        wide = room - right - self.gutter
        tall = min(wide * 0.5, 150)
        pieces = [
            shape(index, "picture", 0, 0, wide, tall),
            shape(index + 1, "picture", 0, tall + size, wide, 2 * tall + size),
        ]
        y = tall * 0.4
        setter = replace(self.setter, indent="none", hang_open=False)
        for n, story in enumerate(stories):
            caption = Piece(index + n, "caption", self.dress.caption_face, size)
            text = f"{story.body[0].text} {story.credit}".strip()
            for line in setter.body([Block(text)], lambda _: right / size):
                y += size * 1.35
                caption.spots += spots_of(line.glyphs, wide + self.gutter, y, size)
            y += size * 0.9
            pieces.append(caption)
        return Box(max(2 * tall + size, y) + size, pieces)

    def group(self, index: int, stories: Sequence[Story], columns: int) -> Box:
        """Items that are laid out together, with the dress's space below them."""
        box = self._group(index, stories, columns)
        return Box(box.height + self.house.size * self.dress.space, box.pieces)

    def _group(self, index: int, stories: Sequence[Story], columns: int) -> Box:
        """Two photos, or a head parted from its text by a photo, are the dress's."""
        kinds = [story.kind for story in stories]
        if kinds == ["photo", "photo"]:
            return self.stacked(index, stories, columns)
        if kinds == ["article", "photo"] and self.dress.between and self.whim.random() < 0.6:
            top, pieces = self._heads_over(index, stories[0], columns)
            photo = self.photo(index + 1, replace(stories[1], headline=()), columns)
            pieces += photo.moved(0, top)
            box = self._body(index, stories[0], columns)
            down = top + photo.height + self.house.size * 0.5
            return Box(down + box.height, pieces + box.moved(0, down))
        return super().group(index, stories, columns)


def replace_spots(piece: Piece, x: float, y: float) -> Piece:
    """A piece moved."""
    piece.spots = [Spot(s.x + x, s.y + y, s.char) for s in piece.spots]
    return piece


def grouping(dress: Dress, whim: Random) -> Callable[[Desk, House, int, Composers], list[list[Story]]]:
    """What stands together in a cell: as the house has it, and now and then two photos, or an article and a photo."""

    def found(desk: Desk, house: House, columns: int, composers: Composers) -> list[list[Story]]:
        cell = groups(desk, house, columns, composers)
        first = cell[0]
        if len(cell) == 1 and len(first) == 1 and columns > 1:
            story = first[0]
            if story.kind == "photo" and whim.random() < dress.stacks:
                pair = [story, composers["photo"](desk)]
                marks = whim.choice((("▲", "▼"), ("上图：", "下图："), ("▲", "▼")))
                return [[_marked(one, mark) for one, mark in zip(pair, marks, strict=True)]]
            if is_plain(story) and whim.random() < dress.between:
                return [[story, replace(composers["photo"](desk), headline=())]]
        return cell

    return found


def _marked(story: Story, mark: str) -> Story:
    """A photo whose caption opens with a mark that tells its picture."""
    text = story.body[0].text.lstrip("▲▼◀").removeprefix("图为")
    return replace(story, headline=(), body=(Block(mark + text),))
