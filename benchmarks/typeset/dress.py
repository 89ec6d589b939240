"""How a page is printed beside its words: what real pages do and plain columns do not. A named set of habits.

Each habit is one that was seen on real pages: introductions set apart, labels in boxes, bold crossheads of their own
size, bylines at the end of the last line, heads that stand flush with some of their columns, text that flows round
pictures, captions stacked beside pictures with arrows, striped tables with cells of two lines, rules and frames and
tinted boxes, one font for all, pages without pictures, sizes that are a little off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from benchmarks.typeset.houses import House


@dataclass(frozen=True, slots=True)
class Dress:
    """One paper's habits of print. Shares are of the stories, or photos, that could have it; sizes are in ems.

    `resplit` is the share of bodies in another number of columns than their cell has, `loose` of heads far above their
    body, `space` what stands between items beside one em, `spread` how much headlines of one width differ in size.
    """

    pictures: bool = True
    one_face: bool = False
    rules: Literal["none", "stories", "columns"] = "none"
    frames: float = 0.0
    tints: float = 0.0
    cross_face: Literal["serif", "bold", "sans"] = "serif"
    cross_scale: float = 1.0
    cross_left: bool = False
    introductions: float = 0.0
    labels: float = 0.0
    tail_bylines: float = 0.0
    flush: float = 0.0
    holes: float = 0.0
    stacks: float = 0.0
    between: float = 0.0
    bold_lines: float = 0.0
    stripes: bool = False
    right_heads: float = 0.0
    head_scale: float = 1.0
    caption_face: Literal["serif", "sans"] = "serif"
    caption_scale: float = 0.95
    size_noise: float = 0.0
    place_noise: float = 0.0
    shuffle: bool = False
    resplit: float = 0.0
    loose: float = 0.0
    space: float = 0.0
    spread: float = 0.0


def dress_of(seed: str) -> Dress:
    """Habits drawn at random, the same for the same seed."""
    random = Random(f"dress/{seed}")

    def share(most: float, often: float = 0.5) -> float:
        return random.uniform(0.1, most) if random.random() < often else 0.0

    one_face = random.random() < 0.2
    noise = random.random() < 0.25
    return Dress(
        pictures=random.random() < 0.7,
        one_face=one_face,
        rules=random.choice(("none", "none", "stories", "columns")),
        frames=share(0.25, 0.4),
        tints=share(0.25, 0.4),
        cross_face=random.choice(("serif", "bold", "bold", "sans")),
        cross_scale=random.choice((1.0, 1.0, 1.1, 1.2, 1.35, 1.47)),
        cross_left=random.random() < 0.3,
        introductions=share(0.3),
        labels=share(0.4),
        tail_bylines=share(0.6, 0.4),
        flush=share(0.4),
        holes=share(0.4),
        stacks=share(0.5),
        between=share(0.4, 0.4),
        bold_lines=share(0.5, 0.4),
        stripes=random.random() < 0.5,
        right_heads=share(0.25, 0.4),
        head_scale=random.choice((0.85, 1.0, 1.0, 1.3)),
        caption_face=random.choice(("serif", "sans")),
        caption_scale=random.choice((0.85, 0.9, 0.95, 1.0)),
        size_noise=random.uniform(0.0, 0.05) if noise else 0.0,
        place_noise=random.uniform(0.0, 0.6) if noise else 0.0,
        shuffle=random.random() < 0.5,
        resplit=share(0.5),
        loose=share(0.4),
        space=random.choice((-0.6, 0.0, 0.0, 1.0, 3.0)),
        spread=random.choice((0.0, 0.2, 0.4)),
    )


def varied(house: House, seed: str) -> House:
    """A house with some of its habits of setting changed, so that each seed is a paper that nobody has seen."""
    random = Random(f"house/{seed}/{house.key}")

    def may(share: float) -> bool:
        return random.random() < share

    return replace(
        house,
        indent=random.choice(("em", "gap", "none")) if may(0.5) else house.indent,
        blank_between=random.random() < 0.3 if may(0.5) else house.blank_between,
        blank_share=random.uniform(0.3, 0.85),
        centre_heads=random.random() < 0.5 if may(0.5) else house.centre_heads,
        centre_verse=random.random() < 0.3 if may(0.5) else house.centre_verse,
        verse_leading=random.choice((1.2, 1.4, 1.7)) if may(0.4) else house.verse_leading,
        sign_right=random.random() < 0.5,
        byline_at=random.choice(("heads", "left", "centre", "right")) if may(0.5) else house.byline_at,
        byline_in_column=random.random() < 0.5 if may(0.4) else house.byline_in_column,
        leading=random.uniform(1.3, 1.7) if may(0.5) else house.leading,
        gutter=random.uniform(1.3, 2.4) if may(0.5) else house.gutter,
        wide_bodies=random.uniform(0.1, 0.4) if may(0.3) else house.wide_bodies,
        tails=random.uniform(0.1, 0.8) if may(0.4) else house.tails,
        strips=random.uniform(0.1, 0.5) if may(0.3) else house.strips,
        justify=random.random() < 0.8,
        vertical_heads=random.uniform(0.1, 0.3) if may(0.3) else house.vertical_heads,
        vertical_captions=random.uniform(0.1, 0.3) if may(0.3) else house.vertical_captions,
        rows_by_column=random.random() < 0.4,
        spaced_heads=random.uniform(0.1, 0.5) if may(0.3) else house.spaced_heads,
        bare_refers=random.uniform(0.2, 0.6) if may(0.3) else house.bare_refers,
        order=random.choice(("natural", "shuffled", "heads_first", "heads_last", "body_first", "mixed")),
    )
