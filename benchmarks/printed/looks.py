"""Looks: how a paper's web-set page is dressed, each habit drawn by itself, as CSS classes and shares.

A look is of one page: all of its headlines of one rank look alike, as a paper's do. A `School` bounds what is drawn: the
kind of paper it is. Schools marked `held` are for judging; the fit does not see them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

SERIF, SANS = '"Noto Serif CJK SC"', '"Noto Sans CJK SC"'
OTHERS = ('"Noto Serif CJK JP"', '"Noto Sans CJK JP"', '"Noto Serif CJK KR"', '"Noto Sans CJK KR"')
COLOURS = ("#a11", "#124a8a", "#1b5e20", "#7a4b00", "#444", "#5b2a86")
TINTS = ("#f2ede0", "#e9eff5", "#eee", "#fdf3e3", "#e8f3e8", "#fff7f7")
RANKS = ("lead", "second", "third", "brief")


@dataclass(frozen=True, slots=True)
class School:
    """A kind of paper: its page in CSS pixels, its columns, its skeletons and what it prints, by weight."""

    key: str
    width: tuple[int, int]
    columns: tuple[int, ...]
    skeletons: Mapping[str, float]
    menu: Mapping[str, float]
    size: tuple[float, float] = (11.5, 15.0)
    lead: tuple[float, float] = (2.4, 4.6)
    script: str = ""
    held: bool = False
    spaced: float = 0.25
    boxes: float = 0.25
    plain: bool = False


NEWS = {"article": 6, "long": 3, "brief": 4, "photo": 3, "refer": 1.5, "notice": 1, "interview": 0.6, "digest": 0.5}
SCHOOLS: tuple[School, ...] = (
    School("broadsheet", (1300, 1700), (6, 8), {"bands": 3, "rail": 1}, NEWS),
    School("tabloid", (900, 1150), (4, 5, 6), {"bands": 2, "rail": 2}, NEWS),
    School("bulletin", (800, 1000), (2, 3), {"flow": 1}, {**NEWS, "long": 0.5, "brief": 8}, spaced=0.6),
    School("culture", (950, 1300), (3, 4, 5), {"bands": 1}, {"essay": 3, "poem": 2, "article": 3, "long": 3, "photo": 2}),
    School("gazette", (1000, 1300), (4, 5), {"bands": 1}, {"article": 3, "notice": 4, "table": 1.5, "brief": 3, "tips": 1}),
    School("front", (1200, 1600), (6,), {"front": 1}, {**NEWS, "refer": 4}),
    School("harbour", (1000, 1400), (5, 6, 7), {"bands": 2, "rail": 1}, NEWS, script="zh-HK", spaced=0.4),
    School("island", (1000, 1400), (5, 6), {"bands": 1, "rail": 1}, NEWS, script="zh-TW"),
    School("photos", (1000, 1400), (4, 6), {"photos": 1}, {"photo": 8, "article": 2, "brief": 2, "long": 1}),
    School(
        "leaflet", (650, 1000), (2, 3), {"flow": 1}, {"brief": 9, "photo": 0.6, "notice": 0.5, "tips": 0.4},
        lead=(1.4, 2.2), spaced=0.6, plain=True,
    ),
    School("briefs", (900, 1300), (4, 5, 6), {"bands": 1}, {"brief": 9, "digest": 1, "photo": 1.5, "refer": 0.6, "notice": 0.6}, lead=(1.3, 2.2)),
    School("evening", (900, 1100), (4, 5), {"rail": 1, "bands": 1}, {**NEWS, "interview": 2}, held=True, boxes=0.5),
    School("weekly", (1000, 1200), (3, 4), {"feature": 1}, {"long": 6, "interview": 3, "photo": 3, "brief": 1.5}, held=True),
    School("campus", (900, 1150), (3, 4), {"flow": 1, "bands": 1}, {**NEWS, "essay": 2, "poem": 1, "tips": 1}, held=True, spaced=0.5),
    School("market", (1200, 1500), (5, 6, 7), {"front": 1, "bands": 2}, {**NEWS, "table": 1.5, "digest": 1.5}, held=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """A page's dress: CSS by class, what its habits are, how often each is followed."""

    school: School
    css: Mapping[str, str]
    width: int
    columns: int
    size: float
    spaced: bool
    share: Mapping[str, float]
    way: Mapping[str, str]


def look_of(school: School, seed: str) -> Look:
    """A page's look, the same for the same school and seed."""
    r = Random(f"look/{school.key}/{seed}")
    size = r.uniform(*school.size)
    body_family = SERIF if r.random() < 0.7 else SANS
    one_family = r.random() < 0.12
    other = r.choice((*OTHERS, SANS if body_family == SERIF else SERIF))
    spaced = r.random() < school.spaced
    leading = r.uniform(1.28, 1.85)

    def family() -> str:
        return body_family if one_family else r.choice((body_family, SANS, SERIF, other))

    def colour(share: float) -> str:
        return f"color:{r.choice(COLOURS)};" if r.random() < share else ""

    def bold(share: float) -> str:
        return f"font-weight:{700 if r.random() < share else 400};"

    def ems(low: float, high: float) -> str:
        return f"{r.uniform(low, high):.2f}em"

    def type_of(ratio: float, heavy: float, tinted: float) -> str:
        return f"font-size:{size * ratio:.2f}px;font-family:{family()};{bold(heavy)}{colour(tinted)}"

    def ground(share: float) -> str:
        if r.random() >= share:
            return ""
        return r.choice(
            (
                f"background:{r.choice(TINTS)};padding:.3em .5em;",
                f"border:1px solid {r.choice(COLOURS)};padding:.3em .5em;",
                f"border-left:3px solid {r.choice(COLOURS)};padding-left:.5em;",
                f"border-top:1px solid {r.choice(COLOURS)};border-bottom:1px solid #999;padding:.25em 0;",
                f"border-bottom:1px solid {r.choice(COLOURS)};padding-bottom:.15em;",
            )
        )

    lead = r.uniform(*school.lead)
    fall = r.uniform(0.58, 0.85)
    align = r.choice(("left", "left", "center"))
    heads: dict[str, str] = {}
    ratio, head_family, heavy = lead, family(), r.random() < 0.8
    for n, rank in enumerate(RANKS):
        floor = (1.5, 1.35, 1.2, 1.0)[n]
        ratio = max(floor, ratio if n == 0 else ratio * r.uniform(fall, fall + 0.12))
        if rank == "brief":
            ratio = r.choice((1.0, 1.05, 1.1, 1.15, 1.2, 1.3, 1.5)) if r.random() < 0.8 else max(1.0, ratio)
        plain = rank == "brief" and ratio < 1.15
        own = family() if r.random() < 0.3 else head_family
        weight = 700 if (plain and own == body_family) or (heavy if r.random() < 0.85 else not heavy) else 400
        heads[rank] = (
            f"font-size:{size * ratio:.2f}px;font-family:{own};font-weight:{weight};{colour(0.18)}"
            f"text-align:{align if r.random() < 0.85 else r.choice(('left', 'center'))};line-height:{r.uniform(1.1, 1.45):.2f};"
            f"margin:{ems(0, 0.5)} 0 {ems(0.05, 0.6)};break-after:avoid;{ground(0.08)}"
        )
        if r.random() < 0.04 and rank != "brief":
            heads[rank] += f"background:{r.choice(COLOURS)};color:#fff;padding:.2em .4em;"
    cross_ratio = r.choice((1.0, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.45))
    cross_family = family() if cross_ratio > 1.04 else r.choice((SANS, other, body_family))
    cross_weight = 700 if (cross_ratio < 1.04 and cross_family == body_family) or r.random() < 0.75 else 400
    kicker = r.choice((0.4, 0.5, 0.55, 0.65, 0.8))
    css = {
        "page": f"font-family:{body_family};font-size:{size:.2f}px;line-height:{leading:.2f};color:#111;"
        f"text-align:{'justify' if r.random() < 0.8 else 'left'};letter-spacing:{r.choice((0, 0, 0, 0.02)):.2f}em;",
        "p": f"margin:0 0 {f'{r.uniform(0.2, 0.9):.2f}em' if spaced else '0'};"
        f"text-indent:{'0' if spaced and r.random() < 0.7 else '2em'};",
        "x": f"font-size:{size * cross_ratio:.2f}px;font-family:{cross_family};font-weight:{cross_weight};{colour(0.25)}"
        f"text-align:{r.choice(('left', 'left', 'center'))};text-indent:{r.choice(('0', '0', '2em'))};"
        f"margin:{ems(0, 0.9)} 0 {ems(0, 0.5)};break-after:avoid;line-height:{r.uniform(1.15, leading):.2f};{ground(0.08)}",
        "d": type_of(r.choice((0.95, 1.0, 1.05, 1.1, 1.2, 1.35, 1.5)), 0.3, 0.2)
        + f"text-align:{align};margin:{ems(0, 0.5)} 0 {ems(0.1, 0.9)};line-height:1.4;{ground(0.06)}",
        "b": type_of(r.choice((0.85, 0.9, 0.95, 1.0, 1.0, 1.0, 1.1)), 0.2, 0.2)
        + f"text-align:{r.choice(('left', 'center', 'right'))};margin:{ems(0, 0.4)} 0 {ems(0.1, 0.7)};{ground(0.08)}",
        "i": type_of(r.choice((0.95, 1.0, 1.0, 1.1, 1.2, 1.3)), 0.35, 0.15)
        + f"margin:{ems(0, 0.6)} 0 {ems(0.3, 1.1)};text-indent:{r.choice(('0', '2em'))};line-height:{r.uniform(1.3, 1.8):.2f};"
        + ground(0.6),
        "c": type_of(r.choice((0.8, 0.85, 0.9, 0.95, 1.0, 1.0)), 0.15, 0.2)
        + f"text-align:{r.choice(('left', 'left', 'center', 'justify'))};margin:{ems(0.1, 0.5)} 0 {ems(0.2, 0.8)};line-height:1.4;",
        "r": f"font-size:.95em;text-align:{r.choice(('right', 'right', 'left'))};{colour(0.2)}",
        "t": type_of(r.choice((1.0, 1.1, 1.2, 1.4, 1.6)), 0.85, 0.2) + f"text-align:{r.choice(('left', 'center'))};line-height:1.3;",
        "j": type_of(r.choice((0.85, 0.9, 1.0, 1.0)), 0.25, 0.3)
        + f"text-align:{r.choice(('right', 'right', 'left', 'center'))};text-indent:0;" + ground(0.35),
        "l": type_of(r.choice((0.9, 1.0, 1.1, 1.3)), 0.7, 0.3) + r.choice(
            (
                f"display:inline-block;background:{r.choice(COLOURS)};color:#fff;padding:.1em .5em;margin:.2em 0;",
                "display:inline-block;border:1px solid #333;padding:.1em .5em;margin:.2em 0;",
                f"border-bottom:2px solid {r.choice(COLOURS)};margin:.1em 0 .3em;",
                f"border-left:.4em solid {r.choice(COLOURS)};padding-left:.4em;margin:.2em 0;",
            )
        ),
        "rh": type_of(r.choice((0.95, 1.0, 1.1, 1.15, 1.25, 1.4)), 0.65, 0.15) + f"margin:{ems(0, 0.4)} 0;line-height:1.4;",
        "rp": type_of(r.choice((0.8, 0.9, 1.0)), 0.3, 0.4),
        "rt": type_of(r.choice((0.85, 0.9, 1.0)), 0.0, 0.1) + "line-height:1.4;",
        "q": f"font-family:{family()};{bold(0.7)}" if r.random() < 0.6 else "",
        "n": type_of(r.choice((1.15, 1.3, 1.5, 1.8)), 0.9, 0.1) + "text-align:center;line-height:1.4;margin:.2em 0;",
        "nb": type_of(r.choice((0.85, 0.9, 1.0)), 0.0, 0.0) + "line-height:1.5;",
        "f": type_of(r.choice((0.85, 0.95, 1.05)), 0.2, 0.2) + f"{ground(0.5)}margin:.2em 0 .6em;",
        "box": r.choice(
            (
                f"background:{r.choice(TINTS)};padding:.7em;",
                f"border:1px solid {r.choice(COLOURS)};padding:.7em;",
                "border:2px solid #222;padding:.6em;",
                f"border-top:3px solid {r.choice(COLOURS)};padding-top:.5em;",
            )
        ),
        "k": f"{ems(0.3, 1)}",
    }  # fmt: skip
    css["k"] = (
        f"font-size:{kicker:.2f}em;font-family:{family()};{bold(0.3)}{colour(0.25)}"
        f"margin:0 0 {ems(0, 1.2 if r.random() < 0.25 else 0.35)};line-height:1.3;{ground(0.1)}"
    )
    css |= {f"h-{rank}": heads[rank] for rank in RANKS}

    def share(often: float, most: float) -> float:
        return r.uniform(0.1, most) if r.random() < often else 0.0

    shares = {
        "kicker": share(0.6, 0.7), "deck": share(0.6, 0.7), "label": share(0.5, 0.5), "intro": share(0.6, 0.7),
        "crossheads": share(0.6, 1.0), "jump": share(0.4, 0.4), "from": share(0.3, 0.25), "byline": share(0.7, 0.9),
        "signature": share(0.4, 0.5), "box": school.boxes if r.random() < 0.6 else 0.0, "picture": share(0.7, 0.6),
        "upright": share(0.25, 0.3), "title": share(0.5, 0.7), "float": share(0.5, 0.8), "above": share(0.3, 0.5),
        "runin": share(0.2, 0.5), "rule": share(0.5, 1.0), "wide": share(0.3, 0.6), "aside": share(0.3, 0.5),
        "far": share(0.3, 0.5), "deep": share(0.3, 0.5), "caption-beside": share(0.3, 0.6), "head-part": share(0.3, 0.5),
        "mark": share(0.3, 1.0), "drop": share(0.15, 0.7), "infobox": share(0.35, 0.4), "section": share(0.4, 0.5), "points-first": share(0.3, 1.0), "glued": share(0.8, 1.0), "credit-line": share(0.5, 0.8),
    }  # fmt: skip
    if school.plain and r.random() < 0.8:
        for name in ("kicker", "deck", "label", "intro", "crossheads", "jump", "from", "picture", "section", "infobox"):
            shares[name] = 0.0
    ways = {
        "lead-size": r.choice(("1", "1", "1", "1.06", "1.12", "1.2")),
        "box-size": r.choice(("1", "1", "0.9", "0.95")),
        "kicker": "above" if r.random() < 0.95 else "below",
        "intro": r.choice(("over", "over", "first", "before", "side")),
        "refer": r.choice(("line", "line", "spread", "below", "box", "teaser")),
        "mark": r.choice(("■", "●", "◆", "□", "▶", "★")),
        "jump": r.choice(("inside", "below", "frame")),
        "byline": r.choice(("under", "under", "deck", "box", "last")),
        "between": r.choice(("none", "none", "rule", "column-rule")),
        "title": r.choice(("below", "below", "above")),
        "pad": r.choice(("", "", "　")),
    }
    return Look(school, css, r.randint(*school.width), r.choice(school.columns), size, spaced, shares, ways)
