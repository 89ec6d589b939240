"""Chunks -> stories: which display lines head which paragraphs, and where one story ends and the next begins.

Between chunks stand display lines; they are the headline of the chunk below or of the one above, a crosshead, or stand
for themselves. One dynamic programme over the chunks weighs it all for the whole page: opening marks (dateline,
byline, 上接), closing marks (（甲）, 下转), the words that a headline shares with a body, the kinship of two bodies,
and the page's habit: heads before their bodies, after them, all first, or all last. Every habit is tried, the
cheapest kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scripts.pagetext.chunks import Chunk, Overlap, chunks_of
from scripts.pagetext.elements import Element
from scripts.pagetext.heads import is_deck
from scripts.pagetext.match import deal_in_order, relation, settle_extras, settle_heads
from scripts.pagetext.names import is_name
from scripts.pagetext.relink import relink
from scripts.pagetext.story import Story

HEAD_CUE = re.compile(
    r"^——|^──|(?:强调|強調|指出|要求|系列(?:报道|報道|評論|评论|访谈)[之·]?[〇一二三四五六七八九十\d]*|之[一二三四五六七八九十\d]+"
    r"|追踪|追蹤|见闻|見聞|综述|綜述|侧记|側記|采访记|採訪記|纪实|紀實|会议|會議|出席|篇|情况|調研|调研)$"
)
"""What kickers and decks end with in any paper; such a line need not share a word with its story."""

_NO_HEAD = {"text": 3.0, "photo": 0.0, "verse": 0.0}
_UNMARKED = 2.7
_AGAINST_HABIT = 3.5
_ALONE, _ALONE_LINE = 2.2, 0.2
_PHOTO_HEAD = 1.5
_GROUP_WITHIN = 3.5
_KINSHIP = ((0.0, 1.4), (0.01, 1.0), (0.03, 0.3), (0.05, 0.0), (0.08, -1.4), (0.12, -2.0))
"""Kinship of neighbouring chunks and the cost of one story going on (counted over 358 pairs on typeset pages)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision at a boundary: the story goes on, or display lines are dealt out (`after`, `alone`, the rest)."""

    goes_on: bool
    after: int = 0
    alone: int = 0


@dataclass(slots=True)
class _Node:
    """The cheapest way to a state: (the story has a head, the story is marked)."""

    cost: float
    step: _Step
    via: _Node | None


def _runs(chunks: list[Chunk]) -> tuple[list[range], list[range]]:
    """For each chunk those up to it, and those from it on, that may be of one story by their marks (at most five)."""
    above: list[range] = []
    for index, chunk in enumerate(chunks):
        start = index
        while start and index - start < 4 and _may_follow(chunks[start - 1], chunks[start]):
            start -= 1
        above.append(range(start, index + 1) if chunk.kind == "text" else range(index, index + 1))
    below: list[range] = []
    for index, chunk in enumerate(chunks):
        end = index + 1
        while end < len(chunks) and end - index < 5 and _may_follow(chunks[end - 1], chunks[end]):
            end += 1
        below.append(range(index, end) if chunk.kind == "text" else range(index, index + 1))
    return above, below


def _may_follow(above: Chunk, chunk: Chunk) -> bool:
    return above.kind == chunk.kind == "text" and not chunk.opened and not above.closed


def _marked_share(chunks: list[Chunk], blocks: list[list[Element]]) -> float:
    """Share of stories on the page that bear a mark, over the chunks that surely begin one (heads of several lines)."""
    sure = marked = 1.0
    for index, (chunk, block) in enumerate(zip(chunks, blocks, strict=False)):
        if chunk.kind != "text":
            continue
        head = len(block) >= 2 and not _wrapped(block)
        if chunk.opened or head:
            sure += 1
            marked += chunk.opened or chunk.closed or (index + 1 < len(chunks) and chunks[index + 1].closed)
    return marked / sure


def _wrapped(lines: list[Element]) -> bool:
    """Whether two lines are one heading that filled its column and ran on."""
    return len(lines) == 2 and abs(lines[0].lines[0].shortfall) <= 1.6 and len(lines[1].text) <= 5 and not lines[1].gap


def crosshead_cost(lines: list[Element]) -> float:
    """Cost of display lines inside a story."""
    if not lines:
        return 0.0
    if len(lines) > 2 or any(x.kind != "display" for x in lines):
        return 9.0
    cost = 0.6 if len(lines) == 1 else 0.6 if _wrapped(lines) else 4.0
    for line in lines:
        size = len(line.text)
        cost += 0.0 if size <= 16 else 0.8 if size <= 22 else 2.5
        if line.text[0] in "【—":
            cost += 2.5
        if line.inside:
            cost += 2.0
    return cost


def _curve(points: tuple[tuple[float, float], ...], at: float) -> float:
    """The value at the last point not above `at`."""
    value = points[0][1]
    for x, y in points:
        if at < x:
            break
        value = y
    return value


class _Page:
    """The programme over one page's chunks with one habit."""

    def __init__(self, chunks: list[Chunk], blocks: list[list[Element]], overlap: Overlap, habit: str) -> None:
        self.chunks, self.blocks, self.overlap, self.habit = chunks, blocks, overlap, habit
        self.unmarked = 0.3 + _UNMARKED * _marked_share(chunks, blocks)
        self.listed = habit in {"first", "last"}
        self.gaps = any(x.gap for block in blocks for x in block[1:])
        self.against_up = 0.0 if habit == "after" else _AGAINST_HABIT
        self.against_down = 0.0 if habit == "before" else _AGAINST_HABIT
        self.run_above, self.run_below = _runs(chunks)

    def attach(self, line: Element, chunks: range) -> float:
        """Cost of a display line as (part of) the head of a story that may hold `chunks`."""
        cost = relation(max((self.overlap(line.text, k) for k in chunks), default=0.0))
        if cost > 0.6 and HEAD_CUE.search(line.text):
            cost = 0.6
        return cost + (3.0 if line.lines[0].glued else 0.0)

    def run(self) -> tuple[float, list[_Step]]:
        """The cheapest reading: its cost, and one step for the boundary before each chunk and after the last."""
        if not self.chunks:
            return 0.0, [_Step(False, 0, len(self.blocks[0]))]
        states: dict[tuple[bool, bool], _Node] = {}
        for index, block in enumerate(self.blocks):
            options = self._options(block, index)
            fresh: dict[tuple[bool, bool], _Node] = {}
            chunk = self.chunks[index] if index < len(self.chunks) else None
            opened = bool(chunk and chunk.opened)
            if index == 0:
                for after, alone, cost, has_head in options:
                    if after == 0:
                        _offer(fresh, (has_head, opened), cost, _Step(False, 0, alone), None)
                states = fresh
                continue
            last = self.chunks[index - 1]
            goes_on = None
            if chunk is not None and last.kind == chunk.kind == "text" and not opened and not last.closed:
                goes_on = self._goes_on(block, index)
            no_head = 0.7 if self.listed and last.kind == "text" else _NO_HEAD[last.kind]
            if last.openers and last.openers[0].kind == "jump-from":
                no_head = min(no_head, 1.2)
            within = None
            if goes_on is not None and block and (block[0].inside or not self.listed):
                within = self._within(block, index)
            for (head, marked), node in states.items():
                if goes_on is not None:
                    _offer(fresh, (head, marked), node.cost + goes_on, _Step(True), node)
                if within is not None and not head:
                    _offer(fresh, (True, marked), node.cost + within, _Step(True, len(block)), node)
                end = 0.0
                if last.kind == "text" and not marked and not last.closed:
                    end += self.unmarked
                if last.kind == "text" and last.open_end:
                    end += 3.0
                if marked and last.signed and not last.opened:
                    end += 2.0  # a byline above and a name below: two stories rather than one
                for after, alone, cost, has_head in options:
                    if after and head:
                        continue
                    total = node.cost + cost + end + (0.0 if after or head else no_head)
                    _offer(fresh, (has_head, opened), total, _Step(False, after, alone), node)
            states = fresh
        best = min(states.values(), key=lambda n: n.cost)
        steps: list[_Step] = []
        node_: _Node | None = best
        while node_ is not None:
            steps.append(node_.step)
            node_ = node_.via
        return best.cost, steps[::-1]

    def _goes_on(self, block: list[Element], index: int) -> float:
        """Cost of one story over the boundary before chunk `index`: its lines a crosshead, its bodies akin."""
        last, chunk = self.chunks[index - 1], self.chunks[index]
        cost = crosshead_cost(block)
        if block and cost < 9.0:
            cost += min(0.8, sum(self.attach(x, range(index, index + 1)) for x in block) / len(block))
        cost += _curve(_KINSHIP, self.overlap.kinship(index - 1, index))
        if abs(last.measure - chunk.measure) > 1.5:
            cost += 2.0
        if last.open_end and block:
            cost += 1.0
        return cost

    def _within(self, block: list[Element], index: int) -> float:
        """Cost of display lines between two columns of a story as its headline."""
        cost = _GROUP_WITHIN - (2.5 if block[0].inside else 0.0) + _group_cost(len(block))
        cost += sum(self.attach(x, self.run_above[index]) for x in block)
        return cost + _curve(_KINSHIP, self.overlap.kinship(index - 1, index))

    def _options(self, block: list[Element], index: int) -> list[tuple[int, int, float, bool]]:
        """(lines for the story above, lines that stand alone, cost, whether the story below gets a head)."""
        size = len(block)
        below = index < len(self.chunks)
        up = [0.0] * (size + 1)
        down = [0.0] * (size + 1)
        for k, line in enumerate(block):
            up[k + 1] = up[k] + (self.attach(line, self.run_above[index - 1]) if index else 0.0)
        for k in range(size - 1, -1, -1):
            down[k] = down[k + 1] + (self.attach(block[k], self.run_below[index]) if below else 0.0)
        out: list[tuple[int, int, float, bool]] = []
        photo_up = _PHOTO_HEAD if index and self.chunks[index - 1].kind == "photo" else 0.0
        photo_down = _PHOTO_HEAD if below and self.chunks[index].kind == "photo" else 0.0
        for after in range(min(size, 8) + 1 if index else 1):
            first = max(after, size - 8) if below else size
            for split in range(first, size + 1):
                rest = size - split
                cost = 0.0
                if after:
                    cost += up[after] + self.against_up + _group_cost(after) + photo_up
                if rest:
                    cost += down[split] + self.against_down + _group_cost(rest) + photo_down
                alone = split - after
                if alone:
                    cost += _ALONE + _ALONE_LINE * alone + min(1.0, 0.5 * max(0, alone - 3))
                    if rest and self.gaps and not block[split].gap:
                        cost += 0.8
                if after and after < size and self.gaps and not block[after].gap:
                    cost += 0.8
                out.append((after, alone, cost, rest > 0))
        return out


def _offer(
    states: dict[tuple[bool, bool], _Node], state: tuple[bool, bool], cost: float, step: _Step, via: _Node | None
) -> None:
    known = states.get(state)
    if known is None or cost < known.cost:
        states[state] = _Node(cost, step, via)


def _group_cost(size: int) -> float:
    return 0.0 if size <= 4 else 0.7 * (size - 4)


@dataclass(slots=True)
class Reading:
    """One way to read a page: its stories in drawing order, and what it costs."""

    habit: str
    cost: float
    stories: list[Story] = field(default_factory=list)


def find_stories(elements: list[Element]) -> Reading:
    """The cheapest reading of a page."""
    chunks, tail = relink(*chunks_of(elements))
    overlap = Overlap(chunks)
    blocks = [c.before for c in chunks] + [tail]
    readings = [_read(chunks, blocks, overlap, habit) for habit in ("before", "after")]
    texts = sum(c.kind == "text" for c in chunks)
    if texts >= 3:
        if len(blocks[0]) >= 4:
            readings.append(_read(chunks, blocks, overlap, "first"))
        if len(blocks[-1]) >= 4:
            readings.append(_read(chunks, blocks, overlap, "last"))
    best = min(readings, key=lambda r: r.cost)
    settle_heads(best.stories, overlap, chunks)
    settle_extras(best.stories, overlap, chunks, gaps=sum(e.gap for e in elements[1:]) >= 2)
    return best


def _read(chunks: list[Chunk], blocks: list[list[Element]], overlap: Overlap, habit: str) -> Reading:
    """The cheapest reading by one habit."""
    listed: list[Element] = []
    if habit == "first":
        listed, blocks = blocks[0], [[], *blocks[1:]]
    elif habit == "last":
        listed, blocks = blocks[-1], [*blocks[:-1], []]
    cost, steps = _Page(chunks, blocks, overlap, habit).run()
    stories: list[Story] = []
    current: Story | None = None
    for index, step in enumerate(steps):
        block = blocks[index]
        chunk = chunks[index] if index < len(chunks) else None
        if step.goes_on:
            assert current is not None
            assert chunk is not None
            if block and step.after:
                current.heads.extend(block)
                current.side = "within"
            elif block:
                current.crossheads[len(current.chunks)] = block
            current.chunks.append(chunk)
            continue
        if step.after:
            assert current is not None
            current.heads.extend(block[: step.after])
            current.side = "after"
        for group in alone_groups(block[step.after : step.after + step.alone]):
            stories.append(_poem(group) or Story("refer", heads=group))
        if chunk is not None:
            current = Story("photo" if chunk.kind == "photo" else "article", chunks=[chunk])
            current.heads.extend(block[step.after + step.alone :])
            if current.heads:
                current.side = "before"
            stories.append(current)
    if listed:
        more, alone = deal_in_order(listed, stories, overlap, chunks)
        cost += more
        at = 0 if habit == "first" else len(stories)
        groups = [_poem(g) or Story("refer", heads=g) for part in alone for g in alone_groups(part)]
        stories[at:at] = groups
    return Reading(habit, cost, stories)


def alone_groups(lines: list[Element]) -> list[list[Element]]:
    """Display lines that stand for themselves, in groups: a blank line parts them, else every two lines do."""
    if verse_from(lines) is not None:
        return [lines]
    groups: list[list[Element]] = []
    gaps = any(x.gap for x in lines[1:])
    for line in lines:
        if groups and line.gap and is_deck(line.text):
            groups[-1].append(line)
        elif not groups or (line.gap and gaps) or (not gaps and len(groups[-1]) >= 3):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def verse_from(lines: list[Element]) -> int | None:
    """Where the verses of a poem begin among display lines that stand alone: four or more short ones of like length."""
    if len(lines) < 5 or any(x.kind != "display" for x in lines):
        return None
    start = 2 if is_name(lines[1].text) and len(lines) >= 6 else 1
    verses = [x.text for x in lines[start:]]
    sizes = [len(v) for v in verses]
    if max(sizes) > 20 or sum(sizes) > 14 * len(sizes) or any(v[0] in "【—" for v in verses):
        return None
    return start


def _poem(lines: list[Element]) -> Story | None:
    start = verse_from(lines)
    if start is None:
        return None
    chunk = Chunk(paras=lines[start:], openers=lines[1:start], kind="verse")
    return Story("article", heads=lines[:1], chunks=[chunk], side="before")
