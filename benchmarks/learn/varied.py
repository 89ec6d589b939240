"""Houses mixed at random from those of `benchmarks/typeset`, so that no paper's habits are learned by heart.

A paper of its own is one point; what a converter meets is the space between. Each house takes its words from one paper,
its columns from another, and its drawing order, indents and the rest by chance. The shares below are set
by hand: what is common is drawn often, what is troublesome somewhat oftener than print has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.typeset.houses import House
from benchmarks.typeset.pages import Composers
from benchmarks.typeset.stories import Desk, Manner
from benchmarks.typeset.story import Story

ORDERS = {
    "natural": 7,
    "body_first": 5,
    "captions_last": 2,
    "mixed": 2,
    "shuffled": 2,
    "heads_first": 1,
    "heads_last": 1,
    "between": 1,
    "backwards": 1,
    "body_first_shuffled": 1,
}
"""How often pages are drawn in which order."""
MENU = {
    "refer": (0, 0.5, 1, 2),
    "photo": (1, 2, 3, 4),
    "headless": (0, 0, 0.6, 2),
    "poem": (0, 0, 0, 1.5, 4),
    "table": (0, 0, 0.5),
    "notice": (0, 0.5, 1.5),
    "tips": (0, 0.5),
    "interview": (0, 0, 0.7),
    "digest": (0, 0, 0.5),
}
"""Weights that a kind has on a page, one of them at random; the other kinds have those of their house."""
NEWS = {"article": 5.0, "brief": 4.0, "photo": 1.0}
"""What a house of few articles prints besides: a page of nothing but notices teaches little."""
WIDEST = 130  # columns times characters of a page: wider ones no extractor reads as columns
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
    columns, measure = stands.columns, sets.measure
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


def _without_page(compose: Callable[[Desk], Story], share: float) -> Callable[[Desk], Story]:
    def refer(desk: Desk) -> Story:
        story = compose(desk)
        return replace(story, jump_to=None, jump_to_text="") if desk.chance(share) else story

    return refer


def _loosened(compose: Callable[[Desk], Story]) -> Callable[[Desk], Story]:
    """Poems of all forms: with and without stanzas and stops, long and short."""

    def poem(desk: Desk) -> Story:
        story, (solid, bare, short) = compose(desk), POEM
        body = story.body
        if desk.chance(solid):
            body = tuple(block for block in body if block.kind != "stanza")
        if desk.chance(bare):
            body = tuple(b if "（" in b.text else replace(b, text=b.text.rstrip("，。；、")) for b in body)
        if desk.chance(short):
            body = body[: max(4, desk.random.randint(4, 10))]
        return replace(story, body=body)

    return poem


def varied(composers: Composers, pageless: float) -> Composers:
    """The composers with refers that name no page, and poems of all forms."""
    return {
        **composers,
        "refer": _without_page(composers["refer"], pageless),
        "poem": _loosened(composers["poem"]),
    }
