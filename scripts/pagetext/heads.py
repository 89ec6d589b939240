"""The display lines of one story -> kicker, headline and deck (引题, 主题, 副题).

Text alone does not show type sizes. What does show: the words of the trade at the end of a kicker (…时强调, 系列报道)
or in a deck (——, 出席会议, 采访记), labels that share no word with the story, blank lines between the three, brackets
that must not be cut, lines of one length, and words that run from one line into the next. Each is a named cue with a
cost; a way to deal the lines out costs what its cues cost, and the cheapest is taken. Papers draw a head as it is
printed (kicker, headline, deck) or the headline first: that is one habit for a page, decided over all its heads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from scripts.pagetext.chunks import grams
from scripts.pagetext.elements import Element
from scripts.pagetext.lines import NO_START, depth

Order = Literal["kicker-first", "headline-first"]

_SAYS = re.compile(
    r"(?:强调|強調|指出|要求|提出|宣布|宣佈)$|系列(?:报道|報道|報導|評論|评论|访谈)|[（(]?之[一二三四五六七八九十]+[）)]?$"
    r"|^[市省县縣区區州全国國]{0,2}(?:委|人大|政协|政協|政府|纪委|国务院|國務院)[^，]{0,8}(?:召开|召開|视察|視察|调研|調研|审议|審議|举行|舉行)"
    r"|主持(?:召开|召開)|[·•].{2,12}篇$"
)
"""Ends of a line that names the occasion or the series: a kicker's."""
_LABEL = re.compile(
    r"(?:专栏|專欄|追踪|追蹤|见闻|見聞|特稿|专访|專訪|观察|觀察|纪事|紀事|进行时|進行時|快讯|快訊|评论|評論|解读|解讀"
    r"|报道|報道|報導|专题|專題|专报|專報|在行动|在行動|调研行|調研行|前沿|速递|速遞|直通车|直通車|脉搏|脈搏|榜样|榜樣|风采|風采"
    r"|手记|手記|札记|札記|巡礼|巡禮|掠影|连线|連線|现场|現場|热点|熱點|焦点|焦點|话题|話題|突发|突發|要闻|要聞|视点|視點|聚焦"
    r"|调查|調查|追问|追問|说法|說法|故事|之窗|档案|檔案|一线|一線|回眸|回访|回訪|身边|身邊|走基层|走基層|时评|時評|短评|短評|广角|廣角)$"
    r"|^(?:聚焦|关注|關注|直击|直擊|走进|走進)"
)
"""Words of a label over a headline: a column, a series, a kind of story."""
_DECK = re.compile(
    r"(?:出席|参加|參加|陪同|列席|致辞|致辭)(?:会议|會議|活动|活動|调研|調研|座谈|座談|仪式|儀式)?$|(?:出席|参加|參加|陪同).{0,12}(?:调研|調研|会议|會議|活动|活動)$"
    r"|(?:发表|發表|作).{0,6}(?:讲话|講話|致辞|致辭|报告|報告)$|实地(?:察看|查看|调研)|^记.{4,}|^記.{4,}|(?:侧记|側記|综述|綜述|纪实|紀實|采访记|採訪記|述评|述評|纪行|紀行)$|^(?:涉及|专家|專家|预计|預計|首日|力争|力爭|目标|目標)"
    r"|^\d+(?:个|個)?(?:部门|部門|单位|單位|省|市)|\d+(?:个|個)?(?:方面|成|项|項)$"
)
"""Words of a line that adds who came, how many, what follows: a deck's."""
_DIGITS = re.compile(r"\d")
_COUNT_END = re.compile(r"\d[^，。]{0,4}$")
_DASH = ("——", "──", "—", "－－", "--")


def is_deck(text: str) -> bool:
    """Whether a line says by its words that it is a deck."""
    return text.startswith(_DASH) or bool(_DECK.search(text))


def is_kicker(text: str) -> bool:
    """Whether a line says by its words that it is a kicker."""
    return bool(_SAYS.search(text) or (_LABEL.search(text) and len(text) <= 12))


@dataclass(frozen=True, slots=True)
class HeadHabit:
    """What a page's heads have in common."""

    order: Order = "kicker-first"
    gaps: bool = False
    """Whether blank lines inside heads tell anything: some lines have one before them and some have none."""
    repeated: frozenset[str] = frozenset()
    """Lines that stand in more than one head."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Display lines dealt out; `doubt` is the cost by which the second best way was worse."""

    kicker: tuple[Element, ...]
    headline: tuple[Element, ...]
    deck: tuple[Element, ...]
    doubt: float


@dataclass(frozen=True, slots=True)
class _View:
    """A display line with what is asked of it often."""

    text: str
    size: int
    gap: bool
    digits: bool
    level: int
    joins: bool
    """Whether the last character above and its first are neighbours in the story: one line runs into the next."""
    label: bool
    kicker: tuple[str, ...]
    """Its own cues as a kicker."""
    deck: tuple[str, ...]
    """Its own cues as a deck."""
    share: float | None
    """How much of its words the body holds; None where there is no body."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One way to deal lines out: the places of the kicker's, the headline's and the deck's lines."""

    order: str
    kicker: range
    headline: range
    deck: range


@cache
def deals(size: int) -> tuple[Deal, ...]:
    """Every way worth weighing for `size` lines: at most two lines of kicker, two of deck."""
    out = []
    for first in range(min(2, size - 1) + 1):
        for last in range(max(first + 1, size - 2), size + 1):
            out.append(Deal("kicker-first", range(first), range(first, last), range(last, size)))
    for last in range(1, size):
        for end in range(last + 1, min(last + 2, size) + 1):
            if size - end <= 2:
                out.append(Deal("headline-first", range(last, end), range(last), range(end, size)))
    if size >= 2:
        out.append(Deal("deck-first", range(0), range(1, size), range(1)))
    return tuple(out)


def views_of(lines: Sequence[Element], habit: HeadHabit, body: Set[str]) -> list[_View]:
    """The lines of one head as the cues see them; `body` holds the pairs of characters of the story."""
    out: list[_View] = []
    for index, line in enumerate(lines):
        text = line.text
        above = lines[index - 1].text if index else ""
        share = None
        if body:
            pairs = grams(text)
            share = len(pairs & body) / max(3, len(pairs))
        gap = habit.gaps and line.gap
        label = len(text) <= 12 and _LABEL.search(text) is not None
        seen = _Seen(text, line.lines[0].spaced >= 0.6, share, label, text in habit.repeated)
        out.append(
            _View(
                text,
                len(text),
                gap,
                _DIGITS.search(text) is not None,
                depth(text),
                bool(above) and above[-1] + text[0] in body,
                label,
                tuple(_kicker_cues(seen)),
                tuple(_deck_cues(seen)),
                share,
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class _Seen:
    text: str
    spaced: bool
    share: float | None
    label: bool
    repeated: bool


def _kicker_cues(line: _Seen) -> Iterator[str]:
    """What a line's own words say to its being a kicker."""
    text, size, share = line.text, len(line.text), line.share
    yield "k"
    if _SAYS.search(text):
        yield "k-says"
    elif line.label:
        yield "k-label"
    if size <= 6:
        yield "k-short"
    elif size <= 9:
        yield "k-shortish"
    if text[0] == "【":
        yield "k-bracket"
    if text.startswith(_DASH):
        yield "k-dash"
    if text[-1] in "，、：:":
        yield "k-open"
    if _DIGITS.search(text):
        yield "k-digits"
    if line.repeated:
        yield "k-repeated"
    if " " in text:
        yield "k-clauses"
    if line.spaced:
        yield "k-spaced"
    if depth(text):
        yield "k-unbalanced"
    if share is None:
        if size <= 9:
            yield "k-short-bodiless"
    elif share < 0.02:
        yield "k-stranger"
        if size <= 9:
            yield "k-short-stranger"
    elif share > 0.5:
        yield "k-kin"


def _deck_cues(line: _Seen) -> Iterator[str]:
    """What a line's own words say to its being a deck."""
    text, size, share = line.text, len(line.text), line.share
    yield "d"
    if text.startswith(_DASH):
        yield "d-dash"
    elif _DECK.search(text):
        yield "d-words"
    if _COUNT_END.search(text):
        yield "d-count"
    if size <= 5:
        yield "d-short"
    if text[0] == "【":
        yield "d-bracket"
    if text[0] == "（" and text[-1] == "）":
        yield "d-parentheses"
    if "，" in text:
        yield "d-comma"
    if " " in text:
        yield "d-clauses"
    if line.spaced:
        yield "d-spaced"
    if depth(text):
        yield "d-unbalanced"
    if _SAYS.search(text):
        yield "d-says"
    if line.label:
        yield "d-label"
    if line.repeated:
        yield "d-repeated"
    if share is None:
        yield "d-bodiless"
    elif share < 0.02:
        yield "d-stranger"
    elif share > 0.65:
        yield "d-kin"
    elif share > 0.35:
        yield "d-half-kin"


def _headline_cues(lines: Sequence[_View], habit: HeadHabit) -> Iterator[str]:
    """What speaks for and against these lines being one headline."""
    count = len(lines)
    if count >= 2:
        yield "h-2" if count == 2 else "h-3"
    for _ in range(count - 3):
        yield "h-more"
    level = 0
    turned = habit.order == "headline-first"
    for index, line in enumerate(lines):
        text = line.text
        if index:
            if habit.gaps:
                yield "h-gap" if line.gap else "h-no-gap"
            if line.joins:
                yield "h-joins"
            if level > 0 or text[0] in NO_START:
                yield "h-inside"
            if text[0] == "【" and level == 0 and not lines[index - 1].text.startswith("【"):
                yield "h-bracket-below"
            if text.startswith(_DASH) and level == 0:
                yield "h-dash-below"
            elif _DECK.search(text):
                yield "h-deck-words"
            if lines[index - 1].text[-1] in "，、：:":
                yield "h-goes-on"
        if count > 1 and _SAYS.search(text):
            yield "h-says-below" if index and not turned else "h-says-above"
        elif count > 1 and line.label:
            yield "h-label-below" if index and not turned else "h-label-above"
        if count > 1 and line.share is not None and line.share < 0.02:
            yield "h-stranger"
        level += line.level
    if level:
        yield "h-unbalanced"
    if count == 1 and lines[0].text[0] == "【" and lines[0].text[-1] == "】":
        yield "h-only-bracket"
    plain = [x.size for x in lines if x.text[0] != "【"]
    if len(plain) >= 2:
        most, least = max(plain), min(plain)
        if most > 2.1 * least:
            yield "h-uneven"
        elif most <= 1.15 * least:
            yield "h-even"
    if max(x.size for x in lines) <= 4:
        yield "h-tiny"


def _seam_cues(views: Sequence[_View], deal: Deal, gaps: bool) -> Iterator[str]:
    """What the three say to one another."""
    headline = [views[k] for k in deal.headline]
    longest = max(x.size for x in headline)
    for nth, index in enumerate(deal.kicker):
        size = views[index].size
        if nth:
            yield "k-second"
        if size >= 1.5 * longest:
            yield "k-longer"
            if len(headline) > 1:
                yield "k-longer-than-lines"
    if deal.kicker:
        below = views[deal.headline[0] if deal.order == "kicker-first" else deal.kicker[0]]
        if gaps:
            yield "kh-gap" if below.gap else "kh-no-gap"
        if below.joins:
            yield "kh-joins"
        if headline[0].text[0] == "【":
            yield "k-over-bracket"
    for nth, index in enumerate(deal.deck):
        size = views[index].size
        if nth:
            yield "d-second-dash" if views[index].text.startswith(_DASH) else "d-second"
        if views[index].digits:
            yield "d-digits-too" if any(x.digits for x in headline) else "d-digits"
        if size >= longest + 4:
            yield "d-longer"
        elif size < longest:
            yield "d-shorter"
            if size < 0.6 * longest:
                yield "d-much-shorter"
    if deal.deck:
        below = views[deal.deck[0] if deal.order != "deck-first" else deal.headline[0]]
        if gaps:
            yield "hd-gap" if below.gap else "hd-no-gap"
        if below.joins:
            yield "hd-joins"
        if len(headline) == 1 and abs(views[deal.deck[0]].size - longest) <= 1:
            yield "hd-even"
    if deal.order == "deck-first" or (deal.kicker and deal.order == "headline-first"):
        yield deal.order


def cues_of(views: Sequence[_View], deal: Deal, habit: HeadHabit) -> list[str]:
    """All cues of one way to deal lines out, by name."""
    out = [cue for index in deal.kicker for cue in views[index].kicker]
    out += (cue for index in deal.deck for cue in views[index].deck)
    out += _headline_cues([views[k] for k in deal.headline], habit)
    out += _seam_cues(views, deal, habit.gaps)
    return out


COSTS = {
    "k": 0.8,
    "k-bracket": 1.8,
    "k-clauses": 0.7,
    "k-dash": 1.2,
    "k-digits": 1.4,
    "k-kin": 1.1,
    "k-label": -1.8,
    "k-longer": -0.2,
    "k-longer-than-lines": -0.7,
    "k-open": 0.2,
    "k-over-bracket": 0.5,
    "k-repeated": -0.9,
    "k-says": -2.0,
    "k-second": 1.5,
    "k-short": -0.5,
    "k-short-bodiless": 1.1,
    "k-short-stranger": -1.1,
    "k-shortish": 0.7,
    "k-spaced": 1.2,
    "k-stranger": -1.0,
    "k-unbalanced": 0.3,
    "d": 1.2,
    "d-bodiless": -0.5,
    "d-bracket": 1.1,
    "d-clauses": -0.6,
    "d-comma": -1.2,
    "d-count": -1.9,
    "d-dash": -2.7,
    "d-digits": -0.4,
    "d-digits-too": -0.7,
    "d-half-kin": 1.0,
    "d-kin": 1.5,
    "d-label": 0.9,
    "d-longer": 0.2,
    "d-much-shorter": 0.5,
    "d-parentheses": 0.8,
    "d-repeated": -2.4,
    "d-says": 1.2,
    "d-second": 1.5,
    "d-second-dash": 1.6,
    "d-short": 1.2,
    "d-shorter": -0.3,
    "d-spaced": 1.0,
    "d-stranger": -0.3,
    "d-unbalanced": 0.5,
    "d-words": -2.2,
    "h-2": -0.9,
    "h-3": -1.0,
    "h-bracket-below": 1.0,
    "h-dash-below": 2.7,
    "h-deck-words": 1.6,
    "h-even": -1.0,
    "h-gap": 0.8,
    "h-goes-on": -0.3,
    "h-inside": -0.6,
    "h-joins": -1.1,
    "h-label-above": 1.9,
    "h-label-below": 0.6,
    "h-more": -0.1,
    "h-no-gap": -0.9,
    "h-only-bracket": 1.4,
    "h-says-above": 2.2,
    "h-says-below": 1.0,
    "h-stranger": -0.6,
    "h-tiny": 1.3,
    "h-unbalanced": 0.7,
    "h-uneven": 0.6,
    "hd-even": -0.7,
    "hd-gap": -0.6,
    "hd-joins": 1.1,
    "hd-no-gap": -0.2,
    "kh-gap": -1.0,
    "kh-joins": 0.7,
    "kh-no-gap": 1.1,
    "deck-first": 1.6,
    "headline-first": 1.4,
}
"""What each cue costs (negative: speaks for it): minus the weight of a log-linear model over the ways to deal a head,
fitted by benchmarks/heads_fit.py to 1,800 heads of two lines and more on typeset pages of 17 papers. With a paper left
out of the fit, 96 % of its heads come out wholly right where the other papers are like it, 79 % where they are not.
The two of a kicker's words below a headline's first line are set by hand: few of these pages draw headlines first."""


def _cost(cues: Iterable[str]) -> float:
    return sum(map(COSTS.__getitem__, cues))


def _costs(views: Sequence[_View], habit: HeadHabit) -> list[tuple[float, Deal]]:
    """Every way to deal a head's lines out with its cost, the cheapest first; equal ones in the order of `deals`."""
    kicker = [_cost(view.kicker) for view in views]
    deck = [_cost(view.deck) for view in views]
    headlines: dict[tuple[int, int], float] = {}
    out: list[tuple[float, Deal]] = []
    for deal in deals(len(views)):
        turned = deal.order == "headline-first" != habit.order
        if turned and any(_LEADING.isdisjoint(views[k].kicker) for k in deal.kicker):
            continue  # only a kicker's own words put it below a headline where the page does not
        span = (deal.headline.start, deal.headline.stop)
        if span not in headlines:
            headlines[span] = _cost(_headline_cues([views[k] for k in deal.headline], habit))
        cost = headlines[span] + _cost(_seam_cues(views, deal, habit.gaps))
        cost += sum(kicker[k] for k in deal.kicker) + sum(deck[k] for k in deal.deck)
        if habit.order == "headline-first" and deal.kicker:
            cost += -COSTS["headline-first"] if deal.order == "headline-first" else _AGAINST_ORDER
        out.append((cost, deal))
    out.sort(key=lambda option: option[0])
    return out


_AGAINST_ORDER = 2.0
"""Cost of a kicker above its headline on a page that draws headlines first."""
_ORDER_PRIOR = 1.0
"""Cost of a page that draws headlines first: few papers do."""
_LEADING = frozenset({"k-says", "k-label"})


def _dealt(lines: Sequence[Element], options: list[tuple[float, Deal]]) -> Heads:
    (least, best), (next_, _) = options[0], options[1]
    kicker, headline, deck = (tuple(lines[k] for k in places) for places in (best.kicker, best.headline, best.deck))
    return Heads(kicker, headline, deck, next_ - least)


def _lone(lines: Sequence[Element], body: Set[str]) -> Heads:
    """A head of one line, which is the headline; behind a dash it is a text's deck whose headline stands elsewhere."""
    if lines and body and lines[0].text.startswith("——"):
        return Heads((), (), tuple(lines), 0.0)
    return Heads((), tuple(lines), (), 9.0)


def deal_heads(lines: Sequence[Element], habit: HeadHabit | bool, body: Set[str] = frozenset()) -> Heads:
    """The cheapest way to deal the display lines of one story out.

    `habit` is the page's, or says only whether the page has blank lines. `body` holds the pairs of neighbouring
    characters of the story (`chunks.grams`).
    """
    if len(lines) <= 1:
        return _lone(lines, body)
    known = habit if isinstance(habit, HeadHabit) else HeadHabit(gaps=habit)
    return _dealt(lines, _costs(views_of(lines, known, body), known))


def page_ways(heads: Sequence[tuple[Sequence[Element], Set[str]]], *, gaps: bool) -> list[list[tuple[float, Deal]]]:
    """For each head of a page every way to deal its lines out with its cost, the cheapest first, by one habit.

    Each head comes with the pairs of characters of its body; one of a single line has no ways. `gaps` says that the
    page has blank lines. The habit is the one by which all of them cost least.
    """
    inner = [line.gap for lines, _ in heads for line in lines[1:]]
    texts = Counter(line.text for lines, _ in heads for line in lines)
    told = gaps and not (len(inner) >= 3 and all(inner))
    habit = HeadHabit(gaps=told, repeated=frozenset(text for text, count in texts.items() if count > 1))
    viewed = [views_of(lines, habit, body) if len(lines) > 1 else [] for lines, body in heads]
    best = [_costs(views, habit) if views else [] for views in viewed]
    if any(not _LEADING.isdisjoint(view.kicker) for views in viewed for view in views[1:]):
        other = HeadHabit("headline-first", habit.gaps, habit.repeated)
        turned = [_costs(views, other) if views else [] for views in viewed]
        if _ORDER_PRIOR + sum(o[0][0] for o in turned if o) < sum(o[0][0] for o in best if o):
            best = turned
    return best


def deal_page(heads: Sequence[tuple[Sequence[Element], Set[str]]], *, gaps: bool) -> list[Heads]:
    """The heads of a page dealt out by one habit; see `page_ways`."""
    best = page_ways(heads, gaps=gaps)
    return [
        _dealt(lines, options) if options else _lone(lines, body)
        for (lines, body), options in zip(heads, best, strict=True)
    ]
