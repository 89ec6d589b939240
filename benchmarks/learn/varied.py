"""Houses mixed at random from those of `benchmarks/typeset`, so that no paper's habits are learned by heart.

A paper of its own is one point; what a converter meets is the space between. Each house takes its words from one paper,
its columns from another, and its drawing order, indents and the rest by chance. The shares below are set
by hand: what is common is drawn often, what is troublesome somewhat oftener than print has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from random import Random

from benchmarks.typeset.houses import House
from benchmarks.typeset.pages import Composers
from benchmarks.typeset.pieces import HEAD_PARTS, Piece
from benchmarks.typeset.stories import Desk, Manner
from benchmarks.typeset.story import Block, Story

ORDERS = {
    "natural": 7,
    "body_first": 6,
    "captions_last": 2,
    "mixed": 2,
    "shuffled": 2,
    "heads_first": 3,
    "heads_last": 1,
    "between": 1,
    "backwards": 1,
    "body_first_shuffled": 1,
}
"""How often pages are drawn in which order."""
MENU = {
    "refer": (0, 1, 2, 5),
    "photo": (1, 2, 3, 4),
    "headless": (0, 0, 0.6, 2),
    "poem": (0, 0, 1, 2, 4),
    "table": (0, 0, 0.5),
    "notice": (0, 0.5, 1.5),
    "tips": (0, 0.5),
    "interview": (0, 0, 0.7),
    "digest": (0, 0, 0.5),
}
"""Weights that a kind has on a page, one of them at random; the other kinds have those of their house."""
NEWS = {"article": 5.0, "brief": 4.0, "photo": 1.0}
"""What a house of few articles prints besides: a page of nothing but notices teaches little."""
MEASURES = range(9, 28)
"""Characters of a column, from a tabloid's to a newsletter's."""
OWN_MEASURE = 0.3  # share of houses that keep the measure of a paper: else few measures would stand for all
REORDERED = (
    0.2  # share of pages that draw a story's kicker, headline and deck in another order than they are printed in
)
DECKED = 0.15  # share of refers with a deck
WIDEST = 130  # columns times characters of a page: wider ones no extractor reads as columns
CUT = 0.6  # share of poems that are cut from prose
STANZAS = 0.3
LEAST_VERSE, LONGEST_POEM = 4, 18
_CLAUSE = re.compile("[\u3400-\u9fff]{3,}")
PATCHED = 0.5  # share of notices whose lines come from two of our forms
POEM = (0.6, 0.3, 0.4)
"""Shares of poems without stanzas, without stops at the ends of their lines, and of a few lines only."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """A house for one page, the papers that it was mixed of, and the share of its refers that name no page."""

    house: House
    papers: tuple[str, ...]
    pageless: float


def _sentenced(manner: Manner, writes: Manner, signs: Manner, shows: Manner, random: Random) -> Manner:
    """A manner with another's sentences, another's credits, and bylines of its own or of two papers."""
    forms = list(dict.fromkeys([*manner.bylines, *signs.bylines]))
    some = tuple(random.sample(forms, min(len(forms), random.randint(1, 5))))
    return replace(
        manner,
        kickers=random.choice((0.1, 0.3, 0.5, 0.7)),
        decks=random.choice((0.1, 0.25, 0.4)),
        crossheads=random.choice((0, 0.2, 0.5, 0.7)),
        jumps=random.choice((0, 0.1, 0.25)),
        sentences=writes.sentences,
        bylines=manner.bylines if random.random() < 0.6 else some,
        credits=shows.credits,
    )


def mixture(key: str, random: Random, houses: Sequence[House]) -> Mixture:
    """A house made at random of the given ones; the same for the same state of `random`."""

    def chance(share: float) -> bool:
        return random.random() < share

    base, writes, signs, shows, eats, stands, sets = random.choices(houses, k=7)
    menu = dict(base.menu if chance(0.5) else eats.menu)
    menu |= {kind: random.choice(weights) for kind, weights in MENU.items()}
    if not any(menu.get(kind) for kind in ("article", "brief", "essay")):
        menu |= NEWS
    measure = sets.measure if chance(OWN_MEASURE) else random.choice(MEASURES)
    columns = stands.columns
    if columns * measure > WIDEST:
        columns = max(3, WIDEST // measure)
    bands = tuple(dict.fromkeys(band for house in houses for band in house.bands if sum(band) == columns))
    house = replace(
        base,
        key=key,
        manner=_sentenced(base.manner, writes.manner, signs.manner, shows.manner, random),
        menu=menu,
        order=random.choices(list(ORDERS), list(ORDERS.values()))[0],
        furniture=random.choice(("first", "last", "split")),
        columns=columns,
        measure=measure,
        bands=bands or ((columns,),),
        gutter=random.choice((1.3, 1.6, 2.0)),
        indent=random.choice(("em", "gap", "gap", "none")),
        autospace=random.choice((0, 0, 0.15, 0.25)),
        keep_numbers=chance(0.7),
        hang_open=chance(0.2),
        justify=chance(0.85),
        full_width_digits=chance(0.12),
        pad_names=chance(0.25),
        centre_heads=chance(0.7),
        centre_verse=chance(0.4),
        verse_leading=random.choice((1.0, 1.0, 1.3, 1.8, 2.2, 2.8)),
        sign_right=chance(0.5),
        byline_at=random.choice(("left", "centre", "right")),
        spaced_heads=random.choice((0, 0, 0.3, 0.6)),
        vertical_heads=random.choice((0, 0, 0, 0.3)),
        vertical_captions=random.choice((0, 0, 0, 0.3)),
        wide_bodies=random.choice((0, 0, 0.3)),
        tails=random.choice((0, 0, 0.3)),
        blank_between=chance(0.12),
        byline_in_column=chance(0.25),
        credit_glued=random.choice((0, 0.5, 1)),
        refer_glued=random.choice((0, 0.5, 1)),
        hard_spaces=chance(0.08),
        radicals=chance(0.05),
        rows_by_column=chance(0.2),
        split_crossheads=random.choice((0, 0, 0.3)),
        bare_refers=0.6,
        strips=random.choice((0, 0, 0.3)),
        pages=1,
        pages_per_file=1,
        encodings={},
    )
    made_of = tuple(sorted({h.key for h in (base, writes, signs, shows, eats, stands, sets)}))
    return Mixture(house, made_of, random.choice((0, 0.3, 1, 1)))


def reordered(pieces: Sequence[Piece], random: Random) -> list[Piece]:
    """The pieces with each story's kicker, headline and deck in another order, the same for all of the page."""
    order = random.sample(HEAD_PARTS, len(HEAD_PARTS))
    out: list[Piece] = []
    for (_, heads), run in groupby(pieces, lambda piece: (piece.story, piece.part in HEAD_PARTS)):
        some = list(run)
        out += sorted(some, key=lambda piece: order.index(piece.part)) if heads else some
    return out


def _without_page(compose: Callable[[Desk], Story], share: float) -> Callable[[Desk], Story]:
    def refer(desk: Desk) -> Story:
        story = compose(desk)
        if desk.chance(DECKED):
            told = desk.random.choice(desk.topics)["head"][0]
            story = replace(story, deck=desk.words().fix(told.split(" / ")[0]))
        return replace(story, jump_to=None, jump_to_text="") if desk.chance(share) else story

    return refer


def _versified(desk: Desk, prose: Story) -> tuple[Block, ...]:
    """Lines of verse cut from prose at its commas: as many poems as there is prose, of any length of line."""
    shortest = desk.random.choice((3, 4, 5, 7))
    longest = shortest + desk.random.choice((0, 2, 5, 9))
    clauses = [found for block in prose.body for found in _CLAUSE.findall(block.text)]
    lines = [clause[:longest] for clause in clauses if len(clause) >= shortest]
    stop = desk.random.choice(("", "", "，", "，。"))
    out = [Block(line + (stop and stop[n % len(stop)]), "verse") for n, line in enumerate(lines)]
    if desk.chance(STANZAS):
        every = desk.random.choice((2, 4, 4, 5))
        for place in range(len(out) - len(out) % every, 0, -every):
            out.insert(place, Block("", "stanza"))
    return tuple(out)


def _loosened(compose: Callable[[Desk], Story], prose: Callable[[Desk], Story]) -> Callable[[Desk], Story]:
    """Poems of all forms: with and without stanzas and stops, long and short; many cut from prose."""

    def poem(desk: Desk) -> Story:
        story, (solid, bare, short) = compose(desk), POEM
        body = story.body
        if desk.chance(CUT) and len(verse := _versified(desk, prose(desk))) >= LEAST_VERSE:
            last = verse[-1] if verse[-1].text else verse[-2]
            end = "" if story.byline or not story.authors else f"（{story.authors[0]}）"
            verse = verse[: verse.index(last)]
            return replace(story, body=(*verse[:LONGEST_POEM], replace(last, text=last.text + end)))
        if desk.chance(solid):
            body = tuple(block for block in body if block.kind != "stanza")
        if desk.chance(bare):
            body = tuple(b if "（" in b.text else replace(b, text=b.text.rstrip("，。；、")) for b in body)
        if desk.chance(short):
            body = body[: max(4, desk.random.randint(4, 10))]
        return replace(story, body=body)

    return poem


def _patched(compose: Callable[[Desk], Story]) -> Callable[[Desk], Story]:
    """Notices of more kinds than there are forms: the beginning of one and the end of another."""

    def notice(desk: Desk) -> Story:
        story = compose(desk)
        if not desk.chance(PATCHED):
            return story
        other = compose(desk).body
        begin, end = desk.random.randint(1, len(story.body)), desk.random.randint(0, len(other) - 1)
        return replace(story, body=(*story.body[:begin], *other[end:]))

    return notice


def varied(composers: Composers, pageless: float) -> Composers:
    """The composers with refers that name no page, and poems of all forms."""
    return {
        **composers,
        "refer": _without_page(composers["refer"], pageless),
        "poem": _loosened(composers["poem"], composers["article"]),
        "notice": _patched(composers["notice"]),
    }
