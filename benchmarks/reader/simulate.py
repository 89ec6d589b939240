"""Raw text of a simulated page, as some extractor would leave it, and what each of its characters is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from benchmarks.reader import words as w
from benchmarks.reader.compose import Paper, Told, compose
from benchmarks.reader.imprint import Block, Imprint, Row, Tag, setting_of
from benchmarks.reader.orders import ordered
from benchmarks.reader.stock import Stock

QUOTES = str.maketrans({"“": "「", "”": "」", "‘": "『", "’": "』"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its raw lines, each line's segments with their tags (none for a blank one), the kinds of its items."""

    lines: tuple[str, ...]
    segments: tuple[tuple[tuple[str, Tag], ...], ...]
    kinds: tuple[str, ...]
    habits: str


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def scripted(told: Told, change: Callable[[str], str]) -> None:
    """Turn all of an item's text into the paper's script."""
    for part in ("kicker", "headline", "deck", "byline"):
        setattr(told, part, [change(text) for text in getattr(told, part)])
    for part in ("credit", "jump_from", "jump_to", "rubric"):
        setattr(told, part, change(getattr(told, part)))
    told.body = [(role, change(text)) for role, text in told.body]


def _furniture(paper: Paper, random: Random, change: Callable[[str], str]) -> list[str]:
    filler = paper.filler
    own = {"page": filler.page, "page2": filler.page}
    forms = [random.choice(w.forms("folios")) for _ in range(random.choice((1, 1, 2, 3, 5)))]
    forms += random.sample(w.forms("editors"), random.choice((0, 1, 1, 2)))
    forms += random.sample(w.forms("contacts"), random.choice((0, 0, 1, 1, 3)))
    if random.random() < 0.1:
        forms += random.sample(w.forms("contacts"), 6)
    if random.random() < 0.3:
        forms += random.sample(w.forms("rubrics"), random.choice((1, 1, 2)))
    if random.random() < 0.08:
        forms += random.sample(w.forms("weather"), random.randint(2, 5))
    lines = []
    for form in forms:
        text = filler.fill(form, (), own)
        lines.append(change(text))
    if random.random() < 0.3:
        lines = [line.replace(" ", random.choice(("\u3000", "   ", " "))) for line in lines]
    return lines


class _Gaps:
    """Where blank lines stand: shares for each kind of place, mostly all or nothing, drawn for one page."""

    def __init__(self, random: Random, order: str, indent: str) -> None:
        def often() -> float:
            return random.choice((0.0, 0.0, 0.1, 0.5, 1.0, 1.0))

        kind = random.choices(("none", "blocks", "paragraphs", "after_first", "random"), (3, 4, 3, 1.5, 1.5))[0]
        if order == "boxes" or (order in ("clustered", "poppler") and random.random() < 0.8):
            kind = "blocks"
        elif order == "plain":
            kind = random.choices(("none", "blocks", "paragraphs"), (4, 2, 4))[0]
        if indent == "none" and order not in ("plain", "boxes") and random.random() < 0.6:
            kind = "paragraphs"  # something tells where a paragraph begins
        self.kind = kind
        self.stanzas = random.random() < 0.3
        self.verse = random.choice((0.0, 0.0, 0.0, 1.0, 1.0, 0.3))  # verse is often set wide
        self.block = self.para = self.first = self.head = self.cross = self.item = self.any = self.lines = 0.0
        if kind != "none":
            self.block = random.choice((1.0, 1.0, 0.8, 0.3)) if kind != "random" else often()
            self.item = max(self.block, random.choice((0.5, 1.0)))
            self.head = often()
            self.lines = random.choice((0, 0, 0, 0.1, 1.0))
            self.cross = often()
        if kind in ("paragraphs", "random"):
            self.para = random.choice((1.0, 1.0, 0.9, 0.5))
            self.first = random.choice((0, 0, 0, 0.1))
        if kind == "after_first":
            self.para = random.choice((0, 0.3, 1.0))
            self.first = random.choice((0.5, 1.0, 1.0))
        if kind == "random":
            self.first, self.any = often(), random.choice((0, 0.01, 0.05, 0.1))
        elif random.random() < 0.15:
            self.any = 0.02
        if order == "boxes":  # a blank line after every box, and nowhere else
            self.block = self.item = self.head = 1.0
            self.lines = random.choice((0.0, 0.0, 1.0))
            self.cross = self.para = self.first = self.any = self.verse = 0.0


class _Text:
    """Raw lines while they are written."""

    def __init__(self, random: Random, gaps: _Gaps, indent: str, noise: float) -> None:
        self.random, self.gaps, self.noise = random, gaps, noise
        self.indent = {"em": "\u3000\u3000", "spaces": random.choice(("  ", "    ", "\xa0\xa0"))}.get(indent, "")
        self.lines: list[str] = []
        self.segments: list[tuple[tuple[str, Tag], ...]] = []
        self.strip = random.random() < 0.15 and indent == "em"
        self.trail = random.choice(("", "", "", " "))

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")
            self.segments.append(())

    def row(self, row: Row) -> None:
        segments = list(row.segments)
        if row.opens and self.indent and not self.strip:
            segments[0] = (self.indent + segments[0][0], segments[0][1])
        if self.noise:
            segments = [(self.worn(text), tag) for text, tag in segments]
        line = "".join(text for text, _ in segments)
        if not line.strip():
            return
        self.lines.append(line + self.trail)
        self.segments.append(tuple(segments))

    def worn(self, text: str) -> str:
        """The text with a few characters misread, as a scan's text has."""
        random = self.random
        out = []
        for c in text:
            if random.random() < self.noise:
                kind = random.random()
                if kind < 0.4:
                    out.append(random.choice(_MISREAD) if random.random() < 0.5 else random.choice(text))
                elif kind < 0.6 and c in "，。“”、":
                    out.append({"，": ".", "。": ".", "“": "”", "”": "“", "、": "，"}[c])
                elif kind < 0.75:
                    continue
                else:
                    out.append(c)
            else:
                out.append(c)
        return "".join(out) or text

    def block(self, block: Block, above: Block | None) -> None:
        random, gaps = self.random, self.gaps
        for n, row in enumerate(block.rows):
            tag = row.segments[0][1]
            before = 0.0
            if n == 0 and above is not None:
                if above.item != block.item:
                    before = gaps.item
                elif above.part in ("body", "caption") and block.part in ("body", "caption"):
                    before = gaps.block
                else:
                    before = gaps.head
            elif n:
                last = block.rows[n - 1].segments[-1][1]
                if block.part in ("kicker", "headline", "deck", "byline", "furniture"):
                    before = gaps.lines
                elif "crosshead" in (tag.role, last.role) and tag.role != last.role + "+":
                    before = gaps.cross
                elif tag.role == "start":
                    before = gaps.para
                elif tag.role == "verse":
                    before = 1.0 if tag.block % 8 == 7 and gaps.stanzas else gaps.verse
                elif last.role == "start" and tag.role == "cont" and block.rows[n - 1].opens:
                    before = gaps.first
                before = max(before, gaps.any)
            if before and random.random() < before:
                self.blank()
            self.row(row)


_MISREAD = "人入已己未末日目田由甲申土士干千于大太犬天夫木本术米来未末口品回四西酉力刀刁乃及又叉义文交父"


def simulate(seed: int, stock: Stock) -> Sheet:
    """A page; the same seed and stock make the same page."""
    random = Random(seed)
    lines = random.choice((6, 12, 25, 60, 60, 90, 90, 130, 130, 170, 170, 210, 210, 260, 320, 420))
    paper = Paper(random, stock)
    setting = setting_of(random, paper.sort)
    tolds = compose(paper, lines, setting.measure)
    script = random.choices(("", "s2hk", "s2tw", "s2t"), (6, 1.5, 1.5, 0.4))[0]
    corners = bool(script) and random.random() < 0.85

    def change(text: str) -> str:
        if not script or not text:
            return text
        out = str(_converter(script).convert(text))
        return out.translate(QUOTES) if corners else out

    for told in tolds:
        scripted(told, change)
    page = Imprint(setting, tolds)
    if random.random() < 0.5:
        tolds.sort(key=lambda told: -told.size + random.random() * 400)
    for number, told in enumerate(tolds):
        page.place(number, told)
    order, blocks = ordered(page.blocks, random, paper.sort)
    texts = _furniture(paper, random, change)
    furniture = [
        Block(len(tolds) + n, "furniture", [Row(((text, Tag(len(tolds) + n, "furniture")),))])
        for n, text in enumerate(texts)
    ]
    if random.random() < 0.2 and len(furniture) > 1:  # pieces of a folio on one line
        first, second = furniture[0], furniture[1]
        gap = random.choice((" ", "  ", "\u3000"))
        joined = first.rows[0].segments[0][0] + gap + second.rows[0].segments[0][0]
        first.rows = [Row(((joined, first.rows[0].segments[0][1]),))]
        furniture.remove(second)
    at = random.random()
    if at < 0.4:
        blocks = furniture + blocks
    elif at < 0.7:
        blocks = blocks + furniture
    elif at < 0.9:
        cut = random.randint(0, len(furniture))
        blocks = furniture[:cut] + blocks + furniture[cut:]
    else:
        for block in furniture:
            blocks.insert(random.randint(0, len(blocks)), block)
    gaps = _Gaps(random, order, setting.indent)
    text = _Text(random, gaps, setting.indent, setting.noise)
    above: Block | None = None
    for block in blocks:
        text.block(block, above)
        above = block
    kinds = tuple(told.kind for told in tolds) + ("furniture",) * len(texts)
    return Sheet(
        tuple(text.lines),
        tuple(text.segments),
        kinds,
        f"{paper.sort} {order} {gaps.kind} {setting.indent} {setting.measure}x{setting.columns} {script}",
    )
