"""Pages to learn from: papers mixed at random, dressed at random, read back from their PDF with what each line is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from random import Random

import pypdfium2

from benchmarks.learn.stock import Stock, composers_of
from benchmarks.learn.varied import mixture, varied
from benchmarks.reader.stock import Article, read_articles
from benchmarks.typeset.dress import Dress, dress_of
from benchmarks.typeset.houses import HOUSES, House
from benchmarks.typeset.pages import Sheet, scripted
from benchmarks.typeset.pieces import Face
from benchmarks.typeset.prints import FACES, dressed, font, pdf
from benchmarks.typeset.stories import COMPOSERS
from benchmarks.typeset.story import Block, Story, furniture
from scripts.extraction.pdfpages import read_page
from scripts.pagetext.geometry import Layout

PLAIN = 0.15
"""Share of pages without a dress."""
OWN = 0.35
"""Share of pages that print our own stories, not those of a collection."""
LONGEST = 1400
"""Characters of a story, at most: a page holds several."""
CROSSHEADS = 0.3
"""Share of long stories that get crossheads."""
SPACED = 0.2
"""Share of papers that leave space between paragraphs."""
_CLAUSE = re.compile("[\u3400-\u9fff]{5,13}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed line: its baseline and edges, the story it is of, its part, and whether it is a crosshead."""

    baseline: float
    left: float
    right: float
    story: int
    part: str
    crosshead: bool
    role: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A page as extracted, what its lines are, and the kinds of its stories."""

    name: str
    text: str
    layout: Layout
    marks: tuple[Mark, ...]
    kinds: tuple[str, ...]


def altered(example: Example, random: Random) -> Example:
    """A page as others print it: no names of fonts that tell, no colours, boxes or rules, sizes a little off."""

    def may(share: float) -> bool:
        return random.random() < share

    layout = example.layout
    lines = dict(layout.lines)
    one, nameless, black = may(0.3), may(0.3), may(0.4)
    names = {name: f"F{n}" for n, name in enumerate(sorted({line.font for line in lines.values()}))}
    noise = random.uniform(0.0, 0.04) if may(0.25) else 0.0
    for number, line in lines.items():
        font = "F" if one else names[line.font] if nameless else line.font
        size = line.size * random.uniform(1 - noise, 1 + noise)
        lines[number] = replace(line, font=font, size=size, colour="#000000" if black else line.colour)
    layout = replace(
        layout,
        lines=lines,
        boxes=() if may(0.25) else layout.boxes,
        rules=() if may(0.25) else layout.rules,
        pictures=() if may(0.08) else layout.pictures,
    )
    return replace(example, layout=layout)


def stock_of_articles(articles: Sequence[Article], random: Random) -> Stock:
    """Articles of a collection as stories to print, with crossheads in some of the long ones."""
    out: list[Story] = []
    for article in articles:
        if not 4 <= len(article.title) <= 36:
            continue
        body: list[Block] = []
        size, run = 0, ""
        for sentence in article.sentences:
            size += len(sentence)
            if size > LONGEST:
                break
            run += sentence
            if random.random() < 0.6 or len(run) > 160:
                body.append(Block(run))
                run = ""
        if run:
            body.append(Block(run))
        if len(body) > 4 and random.random() < CROSSHEADS:
            for place in range(len(body) - 1, 1, -random.randint(2, 3)):
                clauses = _CLAUSE.findall(body[place].text)
                if clauses:
                    body.insert(place, Block(random.choice(clauses), "crosshead"))
        words = article.title.split()
        lines = tuple(words) if 1 < len(words) <= 3 else _halved(article.title, random)
        kicker = article.kicker if len(article.kicker) < 30 else ""
        deck = article.deck if len(article.deck) < 30 else ""
        out.append(Story("article", kicker=kicker, headline=lines, deck=deck, body=tuple(body)))
    return Stock(tuple(out), (), ())


def _halved(title: str, random: Random) -> tuple[str, ...]:
    if len(title) < 14 or random.random() < 0.35:
        return (title,)
    middle = len(title) // 2
    return title[:middle], title[middle:]


@lru_cache(maxsize=2)
def _articles(file: Path | None) -> tuple[Article, ...]:
    return read_articles(file) if file else ()


def drawn_page(number: int, seed: str, houses: Sequence[House], articles: Path | None) -> tuple[Sheet, House, Dress]:
    """A page of a paper of its own, the same for the same number and seed."""
    key = f"printed-{seed}-{number}"
    random = Random(key)
    mixed = mixture(key, random, houses)
    house = replace(
        mixed.house,
        leading=random.choice((mixed.house.leading, random.uniform(1.22, 1.75))),
        gutter=random.choice((mixed.house.gutter, random.uniform(1.0, 2.6))),
        size=random.uniform(7.5, 11.5),
        blank_between=random.random() < SPACED,
        blank_share=random.uniform(0.25, 0.95),
    )
    dress = Dress(pictures=random.random() < 0.5) if random.random() < PLAIN else dress_of(key)
    composers = dict(COMPOSERS)
    found = _articles(articles)
    if found and random.random() > OWN:
        composers = dict(composers_of(stock_of_articles(random.sample(found, 160), random)))
    return dressed(house, 2 + number % 5, key, dress, varied(composers, mixed.pageless)), house, dress


@cache
def alphabet(script: str) -> str:
    """The characters that pages are printed with: the common ones, in a paper's script, and all marks."""
    common = bytes(
        byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF if high < 0xD7 else 0xFA) for byte in (high, low)
    ).decode("gb2312")
    marks = "".join(
        map(chr, [*range(0x20, 0x7F), 0xB7, *range(0x2010, 0x2027), *range(0x3000, 0x3020), *range(0xFF01, 0xFF60)])
    )
    shapes = "□■▲▼△▽◀▶◄►◆●○★☆→←↑↓①②③④⑤⑥⑦⑧⑨⑩"
    shown = scripted(furniture(common), next(house for house in HOUSES if house.script == script)).body[0].text
    return "".join(sorted({*shown, "国", *marks, *shapes}))


def _fonts(script: str, folder: Path | None) -> dict[Face, bytes]:
    """The fonts of a script, kept in a folder from one run to the next."""
    out: dict[Face, bytes] = {}
    for face in FACES:
        kept = folder / f"{face}-{script}.otf" if folder else None
        if kept and kept.exists():
            out[face] = kept.read_bytes()
            continue
        out[face] = font(face, script, alphabet(script))
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(out[face])
    return out


def examples(
    numbers: Sequence[int],
    seed: str,
    houses: Sequence[House] = HOUSES,
    articles: Path | None = None,
    folder: Path | None = None,
) -> Iterator[Example]:
    """Pages by their numbers; rare characters are printed as another one."""
    for number in numbers:
        try:
            page, house, _ = drawn_page(number, seed, houses, articles)
        except (LookupError, ValueError) as error:
            print(f"page {number} left out: {error}")
            continue
        known = set(alphabet(house.script))
        for piece in page.pieces:
            piece.spots = [
                spot if spot.char in known or not spot.char else replace(spot, char="国") for spot in piece.spots
            ]
        document = pypdfium2.PdfDocument(pdf(page, _fonts(house.script, folder), deflate=False))
        text, layout = read_page(document[0])
        document.close()
        yield Example(
            f"{seed}-{number}", text, layout, tuple(_marks(page)), tuple(story.kind for story in page.stories)
        )


def _marks(page: Sheet) -> Iterator[Mark]:
    for piece in page.pieces:
        if piece.part.startswith("shape") or not piece.spots:
            continue
        story = page.stories[piece.story]
        crossheads = {"".join(b.text.split()) for b in story.body if b.kind == "crosshead"}
        levels: dict[float, list[tuple[float, str]]] = {}
        for spot in piece.spots:
            if not spot.char.isspace():
                levels.setdefault(spot.y, []).append((spot.x, spot.char))
        for level, chars in levels.items():
            text = "".join(char for _, char in sorted(chars))
            xs = [x for x, _ in chars]
            inside = len(text) > 2 and any(text in one and len(text) >= 0.35 * len(one) for one in crossheads)
            yield Mark(
                level, min(xs), max(xs) + piece.size, piece.story, piece.part, inside and piece.part.startswith("body")
            )
