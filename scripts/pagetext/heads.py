"""The display lines of one story -> kicker, headline and deck (引题, 主题, 副题).

Text alone does not show type sizes. What does show are named cues (`headcues.py`), each with a cost
(`headcosts.py`): a division of the lines costs what its cues cost, and the cheapest is taken. Papers draw a head as it
is printed (kicker, headline, deck) or the headline first: that is one habit for a page, decided over all its heads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from scripts.pagetext.elements import Element
from scripts.pagetext.headcosts import COSTS, cost_of
from scripts.pagetext.headcues import Division, HeadHabit, HeadLine, divisions, headline_cues, seam_cues, views_of

_AGAINST_ORDER = 2.0
"""Cost of a kicker above its headline on a page that draws headlines first."""
_ORDER_PRIOR = 1.0
"""Cost of a page that draws headlines first: few papers do."""
_LEADING = frozenset({"k-says", "k-label"})


@dataclass(frozen=True, slots=True)
class Heads:
    """The display lines of a head by role; `doubt` is how much more the second cheapest division costs."""

    kicker: tuple[Element, ...]
    headline: tuple[Element, ...]
    deck: tuple[Element, ...]
    doubt: float


def _costs(views: Sequence[HeadLine], habit: HeadHabit) -> list[tuple[float, Division]]:
    """Every division of a head with its cost, the cheapest first; equal costs in the order of `divisions`."""
    kicker = [cost_of(view.kicker) for view in views]
    deck = [cost_of(view.deck) for view in views]
    headlines: dict[tuple[int, int], float] = {}
    out: list[tuple[float, Division]] = []
    for division in divisions(len(views)):
        turned = division.order == "headline-first" != habit.order
        if turned and any(_LEADING.isdisjoint(views[k].kicker) for k in division.kicker):
            continue  # only a kicker's own words put it below a headline where the page does not
        span = (division.headline.start, division.headline.stop)
        if span not in headlines:
            headlines[span] = cost_of(headline_cues([views[k] for k in division.headline], habit))
        cost = headlines[span] + cost_of(seam_cues(views, division, habit.gaps))
        cost += sum(kicker[k] for k in division.kicker) + sum(deck[k] for k in division.deck)
        if habit.order == "headline-first" and division.kicker:
            cost += -COSTS["headline-first"] if division.order == "headline-first" else _AGAINST_ORDER
        out.append((cost, division))
    out.sort(key=lambda option: option[0])
    return out


def _divided(lines: Sequence[Element], options: list[tuple[float, Division]]) -> Heads:
    (least, best), (next_, _) = options[0], options[1]
    kicker, headline, deck = (tuple(lines[k] for k in places) for places in (best.kicker, best.headline, best.deck))
    return Heads(kicker, headline, deck, next_ - least)


def _lone(lines: Sequence[Element], body: Set[str]) -> Heads:
    """A head of one line: the headline, or after a dash the deck of a text whose headline is elsewhere."""
    if lines and body and lines[0].text.startswith("——"):
        return Heads((), (), tuple(lines), 0.0)
    return Heads((), tuple(lines), (), 9.0)


def divide_head(lines: Sequence[Element], habit: HeadHabit | bool, body: Set[str] = frozenset()) -> Heads:
    """The display lines of one story by role, in the cheapest division.

    `habit` is the page's, or says only whether the page has blank lines. `body` holds the pairs of neighbouring
    characters of the story (`chunks.grams`).
    """
    if len(lines) <= 1:
        return _lone(lines, body)
    known = habit if isinstance(habit, HeadHabit) else HeadHabit(gaps=habit)
    return _divided(lines, _costs(views_of(lines, known, body), known))


def ranked_divisions(
    heads: Sequence[tuple[Sequence[Element], Set[str]]], *, gaps: bool
) -> list[list[tuple[float, Division]]]:
    """For each head of a page every division with its cost, the cheapest first, by one habit for the page.

    Each head comes with the pairs of characters of its body; one of a single line has no divisions. `gaps`
    says that the page has blank lines. The habit is the one by which all of them cost least.
    """
    inner = [line.gap for lines, _ in heads for line in lines[1:]]
    texts = Counter(line.text for lines, _ in heads for line in lines)
    useful = gaps and not (len(inner) >= 3 and all(inner))
    habit = HeadHabit(gaps=useful, repeated=frozenset(text for text, count in texts.items() if count > 1))
    viewed = [views_of(lines, habit, body) if len(lines) > 1 else [] for lines, body in heads]
    best = [_costs(views, habit) if views else [] for views in viewed]
    if any(not _LEADING.isdisjoint(view.kicker) for views in viewed for view in views[1:]):
        other = HeadHabit("headline-first", habit.gaps, habit.repeated)
        turned = [_costs(views, other) if views else [] for views in viewed]
        if _ORDER_PRIOR + sum(o[0][0] for o in turned if o) < sum(o[0][0] for o in best if o):
            best = turned
    return best


def divide_heads(heads: Sequence[tuple[Sequence[Element], Set[str]]], *, gaps: bool) -> list[Heads]:
    """The heads of a page divided by one habit; see `ranked_divisions`."""
    best = ranked_divisions(heads, gaps=gaps)
    return [
        _divided(lines, options) if options else _lone(lines, body)
        for (lines, body), options in zip(heads, best, strict=True)
    ]
