"""Elements -> stories: which display lines head which paragraphs, and where one story ends and the next begins.

Paragraphs that run on without an interruption form a chunk. Between chunks stand display lines; they are the headline
of the chunk below or of the one above, a crosshead, or stand for themselves. One dynamic programme over the chunks
weighs it all for the whole page: opening marks (dateline, byline, 上接), closing marks (（甲）, 下转), the words that a
headline shares with a body, and the page's habit (heads before or after their bodies), which is tried both ways.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from scripts.pagetext.elements import Element
from scripts.pagetext.heads import is_deck
from scripts.pagetext.marks import DATELINE, closing_names, credit_of
from scripts.pagetext.names import is_name

HEAD_CUE = re.compile(
    r"^——|^──|(?:强调|強調|指出|要求|系列(?:报道|報道|評論|评论|访谈)[之·]?[〇一二三四五六七八九十\d]*|之[一二三四五六七八九十\d]+|追踪|追蹤|见闻|見聞|综述|綜述|侧记|側記|采访记|採訪記|纪实|紀實|会议|會議|出席|篇|情况|調研|调研)$"
)
"""What kickers and decks end with in any paper; such a line need not share a word with its story."""

_HAN = re.compile("[0-9A-Za-z\u3400-\u9fff]")


@dataclass(slots=True)
class Chunk:
    """Paragraphs that run on, with the marks at either end. `heads` are the display lines that stand before it."""

    paras: list[Element] = field(default_factory=list)
    before: list[Element] = field(default_factory=list)
    openers: list[Element] = field(default_factory=list)
    closers: list[Element] = field(default_factory=list)
    kind: str = "text"  # text, photo, notice
    grams: set[str] = field(default_factory=set)

    @property
    def opened(self) -> bool:
        """Whether it begins as a story begins."""
        return bool(self.openers) or bool(self.paras and DATELINE.match(self.paras[0].text))

    @property
    def closed(self) -> bool:
        """Whether it ends as a story ends."""
        return bool(self.closers) or bool(self.paras and closing_names(self.paras[-1].text))


@dataclass(slots=True)
class Story:
    """One item in the making: its display lines in printed order, and its chunks."""

    kind: str
    heads: list[Element] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    crossheads: dict[int, list[Element]] = field(default_factory=dict)
    """Display lines by the number of the chunk (in this story) that they stand before."""
    body: list[Element] = field(default_factory=list)
    """The elements of a notice."""
    pointer: Element | None = None
    doubt: float = 0.0
    side: str = ""


def grams(text: str) -> set[str]:
    """Pairs of neighbouring characters, punctuation apart."""
    flat = "".join(_HAN.findall(text))
    return {flat[i : i + 2] for i in range(len(flat) - 1)}


def chunks_of(elements: list[Element]) -> tuple[list[Chunk], list[Element]]:
    """Chunks in order with the display lines before each; the display lines after the last come back apart."""
    chunks: list[Chunk] = []
    waiting: list[Element] = []
    openers: list[Element] = []
    current: Chunk | None = None

    def begin(kind: str = "text") -> Chunk:
        nonlocal waiting, openers
        chunk = Chunk(before=waiting, openers=openers, kind=kind)
        waiting, openers = [], []
        chunks.append(chunk)
        return chunk

    for index, element in enumerate(elements):
        kind = element.kind
        if kind == "para":
            photo = credit_of(element.text) is not None
            if photo:
                begin("photo").paras.append(element)
                current = None
                continue
            fresh = current is None or bool(waiting) or bool(openers)
            if not fresh and (DATELINE.match(element.text) or (current and current.closed)):
                fresh = True
            if fresh:
                current = begin()
            assert current is not None
            current.paras.append(element)
        elif kind == "jump-to":
            if chunks and chunks[-1].kind == "text":
                chunks[-1].closers.append(element)
                current = None
            else:
                waiting.append(element)
        elif kind == "jump-from":
            openers.append(element)
        elif kind == "byline":
            below = elements[index + 1].kind if index + 1 < len(elements) else ""
            if below == "para" or current is None or waiting:
                openers.append(element)
            else:
                current.closers.append(element)
                current = None
        elif kind == "credit":
            if current is not None and not waiting and not openers and current.paras:
                last = current.paras.pop()
                if not current.paras:
                    chunks.remove(current)
                    waiting, openers = current.before, current.openers
                photo_chunk = begin("photo")
                photo_chunk.paras.append(last)
                photo_chunk.closers.append(element)
                current = None
            else:
                caption = None
                if waiting and len(waiting[-1].text) >= 12 and not element.gap:
                    caption = waiting.pop()
                photo_chunk = begin("photo")
                if caption is not None:
                    photo_chunk.paras.append(caption)
                photo_chunk.closers.append(element)
                current = None
        else:
            waiting.append(element)
    if openers:
        waiting.extend(openers)
    for chunk in chunks:
        for para in chunk.paras:
            chunk.grams |= grams(para.text)
    return chunks, waiting


class Overlap:
    """How much of a display line's words a chunk holds; words that many chunks hold count less."""

    def __init__(self, chunks: list[Chunk]) -> None:
        self.chunks = chunks
        self.spread: Counter[str] = Counter()
        for chunk in chunks:
            self.spread.update(chunk.grams)
        self._seen: dict[tuple[int, int], float] = {}
        self._words: dict[int, set[str]] = {}

    def __call__(self, line: Element, index: int) -> float:
        """Between 0 and 1."""
        key = (id(line), index)
        if key not in self._seen:
            words = self._words.get(id(line))
            if words is None:
                words = self._words[id(line)] = grams(line.text)
            have = words & self.chunks[index].grams
            weight = sum(1.0 / self.spread[w] ** 0.5 for w in have)
            self._seen[key] = min(1.0, weight / max(3.0, len(words)))
        return self._seen[key]


_NO_HEAD = {"text": 3.0, "photo": 0.3}
_UNMARKED = 2.0
_AGAINST_HABIT = 3.5
_ALONE, _ALONE_LINE = 2.2, 0.2
_RELATED, _UNRELATED = 3.2, 1.3


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision at a boundary: the story goes on, or heads are dealt out (`after`, alone, `before`)."""

    goes_on: bool
    after: int = 0
    alone: int = 0
    cost: float = 0.0


def _group_cost(size: int) -> float:
    return 0.0 if size <= 4 else 0.7 * (size - 4)


def _crosshead_cost(lines: list[Element]) -> float:
    if not lines:
        return 0.0
    if len(lines) > 2:
        return 9.0
    cost = 0.8 if len(lines) == 1 else 3.5
    for line in lines:
        size = len(line.text)
        cost += 0.0 if size <= 16 else 0.8 if size <= 22 else 2.5
        if line.text[0] in "【—":
            cost += 2.5
        if line.kind != "display":
            cost += 9.0
    return cost


class _Page:
    """The programme over one page's chunks with one habit."""

    def __init__(self, chunks: list[Chunk], tail: list[Element], overlap: Overlap, habit: str) -> None:
        self.chunks, self.tail, self.overlap, self.habit = chunks, tail, overlap, habit
        opened = sum(c.opened for c in chunks if c.kind == "text")
        closed = sum(c.closed for c in chunks if c.kind == "text")
        texts = sum(c.kind == "text" for c in chunks)
        self.unmarked = _UNMARKED * min(1.0, 1.6 * max(opened, closed, 1) / max(texts, 1)) + 0.3

    def attach(self, line: Element, index: int) -> float:
        """Cost of a display line as (part of) the head of chunk `index`."""
        if line.lines[0].glued:
            return 2.8 - _RELATED * self.overlap(line, index)
        loose = 0.4 if HEAD_CUE.search(line.text) else _UNRELATED
        return loose - _RELATED * self.overlap(line, index)

    def run(self) -> tuple[float, list[_Step]]:
        """The cheapest reading: its cost, and one step for the boundary before each chunk and after the last."""
        # state: (has a head, is marked) of the story that the last chunk belongs to
        states: dict[tuple[bool, bool], tuple[float, list[_Step]]] = {}
        for index in range(len(self.chunks) + 1):
            block = self.chunks[index].before if index < len(self.chunks) else self.tail
            options = self._options(block, index)
            fresh: dict[tuple[bool, bool], tuple[float, list[_Step]]] = {}

            def offer(state: tuple[bool, bool], cost: float, path: list[_Step], step: _Step) -> None:
                if state not in fresh or cost < fresh[state][0]:  # noqa: B023
                    fresh[state] = (cost, [*path, step])  # noqa: B023

            if index == 0:
                for after, alone, cost, has_head in options:
                    if after == 0:
                        chunk = self.chunks[0] if self.chunks else None
                        offer((has_head, bool(chunk and chunk.opened)), cost, [], _Step(False, 0, alone, cost))
                states = fresh
                continue
            last = self.chunks[index - 1]
            chunk = self.chunks[index] if index < len(self.chunks) else None
            for (head, marked), (sofar, path) in states.items():
                closed = marked or last.closed
                if chunk is not None and last.kind == chunk.kind == "text" and not chunk.opened and not last.closed:
                    own = sum(self.attach(x, index) for x in block) if len(block) <= 2 else 0.0
                    step = _Step(True, 0, 0, _crosshead_cost(block) + own)
                    offer((head, marked), sofar + step.cost, path, step)
                end = 0.0
                if last.kind == "text" and not closed:
                    end += self.unmarked
                if last.kind == "text" and last.paras and last.paras[-1].open_end and not last.closers:
                    end += 3.0
                for after, alone, cost, has_head in options:
                    total = sofar + cost + end
                    if after and head:
                        continue
                    if not after and not head:
                        total += _NO_HEAD[last.kind] - (
                            1.5 if last.openers and last.openers[0].kind == "jump-from" else 0.0
                        )
                    offer((has_head, bool(chunk and chunk.opened)), total, path, _Step(False, after, alone, cost))
            states = fresh
        if not states:
            return 0.0, []
        return min(states.values(), key=lambda v: v[0])

    def _options(self, block: list[Element], index: int) -> list[tuple[int, int, float, bool]]:
        """(lines for the story above, lines that stand alone, cost, whether the story below gets a head)."""
        size = len(block)
        below = index < len(self.chunks)
        up = [0.0] * (size + 1)
        down = [0.0] * (size + 1)
        for k, line in enumerate(block):
            up[k + 1] = up[k] + (self.attach(line, index - 1) if index else 0.0)
        for k in range(size - 1, -1, -1):
            down[k] = down[k + 1] + (self.attach(block[k], index) if below else 0.0)
        out: list[tuple[int, int, float, bool]] = []
        against_up = 0.0 if self.habit == "after" else _AGAINST_HABIT
        against_down = 0.0 if self.habit == "before" else _AGAINST_HABIT
        photo_up = 2.0 if index and self.chunks[index - 1].kind == "photo" else 0.0
        photo_down = 2.0 if below and self.chunks[index].kind == "photo" else 0.0
        for after in range(size + 1 if index else 1):
            if after > 8:
                break
            for split in range(after, size + 1):
                rest = size - split
                if rest and not below:
                    continue
                if rest > 8:
                    continue
                cost = 0.0
                if after:
                    cost += up[after] + against_up + _group_cost(after) + photo_up
                if rest:
                    cost += down[split] + against_down + _group_cost(rest) + photo_down
                alone = split - after
                if alone:
                    cost += _ALONE + _ALONE_LINE * alone + 0.5 * max(0, alone - 3)
                    if below and rest and not block[split].gap and any(b.gap for b in block):
                        cost += 0.8
                    if after and not block[after].gap and any(b.gap for b in block):
                        cost += 0.8
                elif after and rest and not block[after].gap and any(b.gap for b in block):
                    cost += 0.8
                out.append((after, alone, cost, rest > 0))
        return out


def find_stories(elements: list[Element]) -> tuple[list[Story], str]:
    """Stories in drawing order, and the page's habit that explains it best."""
    chunks, tail = chunks_of(elements)
    overlap = Overlap(chunks)
    tries = [(h, *_Page(chunks, tail, overlap, h).run()) for h in ("before", "after")]
    tries.sort(key=lambda t: t[1])
    habit, _, steps = tries[0]
    stories: list[Story] = []
    current: Story | None = None
    for index, step in enumerate(steps):
        block = chunks[index].before if index < len(chunks) else tail
        chunk = chunks[index] if index < len(chunks) else None
        if step.goes_on:
            assert current is not None
            assert chunk is not None
            if block:
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
    return stories, habit


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
