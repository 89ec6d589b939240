"""Doubts: which decisions about a story a person should look at, as a named table.

Each doubt is a code that goes into the item's `review`, and a finding that says what to look at. They are few: a
decision is doubted where its costs were close, where something that a story has is missing, or where what is together
stood apart on the page. Each threshold was set where, on typeset pages, about every second item that it picks out
is wrong in some field (`benchmarks/reviews.py` tells, code by code).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.edition.finding import Finding
from scripts.edition.reviews import REVIEWS, told
from scripts.pagetext.chunks import Chunk
from scripts.pagetext.heads import Heads
from scripts.pagetext.notices import likeness, reads_on
from scripts.pagetext.story import Story


@dataclass(frozen=True, slots=True)
class PageSight:
    """What the items of a page have in common: the share of articles with a dateline or byline, how many are broken."""

    marked: float
    broken: int


def sight_of(stories: Iterable[Story]) -> PageSight:
    """A page as the checks see it."""
    articles = [s for s in stories if s.is_text]
    marked = sum(1 for s in articles if _marked(s))
    return PageSight(marked / max(1, len(articles)), sum(1 for s in articles if _open(s) or _apart(s)))


def _marked(story: Story) -> bool:
    texts = [c for c in story.chunks if c.kind == "text"]
    return bool(texts) and (texts[0].opened or any(c.closed for c in texts))


def _open(story: Story) -> bool:
    """Whether a paragraph breaks off inside a sentence."""
    texts = [c for c in story.chunks if c.kind == "text"]
    return any(c.open_end for c in texts) or any(p.open_end for c in texts for p in c.paras)


def _apart(story: Story) -> bool:
    """Whether the lines of the head stood apart from one another."""
    numbers = {line.number for head in story.heads for line in head.lines}
    return bool(numbers) and max(numbers) - min(numbers) + 1 - len(numbers) > _BETWEEN


_BETWEEN = 3
"""Raw lines between the lines of one head: more, and they come from two places."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks look at: a story, how its head was dealt out, and how much of the head the body holds."""

    story: Story
    heads: Heads
    shares: tuple[float, ...]
    titled: bool
    page: PageSight

    @property
    def texts(self) -> list[Chunk]:
        """The chunks of running text."""
        return [c for c in self.story.chunks if c.kind == "text"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look at an item; edition/reviews.py says what to look at, in both languages."""

    code: str
    applies: Callable[[Case], bool]


def _title_missing(case: Case) -> bool:
    return not case.titled


def _headline_stranger(case: Case) -> bool:
    """The headline shares no word with a body long enough to share some."""
    long = sum(len(p.text) for c in case.story.chunks for p in c.paras) >= 80
    return case.titled and bool(case.shares) and long and max(case.shares) < 0.08


def _headline_from_afar(case: Case) -> bool:
    afar = case.story.side == "apart" and bool(case.shares) and max(case.shares) < 0.5
    return afar or (case.story.kind != "refer" and _apart(case.story))


def _headline_parts(case: Case) -> bool:
    heads = case.heads
    return heads.doubt < _CLOSE or len(heads.kicker) > 1 or len(heads.deck) > 1


_CLOSE = 1.6
"""Nats by which the second best way to deal a head out was worse."""


def _many_heads(case: Case) -> bool:
    return len(case.heads.headline) > 4 or (case.story.kind == "refer" and len(case.heads.headline) > 2)


def _breaks_off(case: Case) -> bool:
    return _open(case.story)


def _two_stories(case: Case) -> bool:
    """An opening mark or a closing name inside the body: it may be two stories."""
    chunks = case.texts
    return any(c.opened for c in chunks[1:]) or any(c.signed for c in chunks[:-1])


def _unmarked(case: Case) -> bool:
    """No mark where the page's stories have one. The first threshold is a page's, by which two stories in three do."""
    return case.story.is_text and case.page.marked >= 0.65 and not _marked(case.story)


def _columns(case: Case) -> bool:
    return len({c.measure for c in case.texts}) > 1


def _page_jumbled(case: Case) -> bool:
    return case.story.is_text and case.page.broken >= 2


def _short_body(case: Case) -> bool:
    size = sum(len(p.text) for c in case.story.chunks for p in c.paras)
    return case.story.is_text and size < 45


def _lone_line(case: Case) -> bool:
    """Display lines that no page reference, body or photo claims: a refer, or a headline whose story was not found."""
    return case.story.kind == "refer" and case.story.pointer is None


DOUBTS: tuple[Doubt, ...] = (
    Doubt("title-missing", _title_missing),
    Doubt("headline-unrelated", _headline_stranger),
    Doubt("headline-moved", _headline_from_afar),
    Doubt("headline-parts", _headline_parts),
    Doubt("headline-long", _many_heads),
    Doubt("breaks-off", _breaks_off),
    Doubt("two-stories", _two_stories),
    Doubt("columns", _columns),
    Doubt("unmarked", _unmarked),
    Doubt("short", _short_body),
    Doubt("lone-lines", _lone_line),
    Doubt("page-jumbled", _page_jumbled),
)
"""In the order in which an editor would want them."""


def doubts_of(case: Case) -> tuple[str, ...]:
    """Codes of what to look at: those that came with the story first; at most two, the weightiest first."""
    told_before = [code for code in case.story.doubts if code in REVIEWS]
    found = [d.code for d in DOUBTS if d.applies(case)]
    return tuple(dict.fromkeys([*told_before, *found]))[:_MOST]


_MOST = 2


def doubts_of_notice(story: Story) -> tuple[str, ...]:
    """The same for a notice: has it one title, is its text of that title, does it begin and end?"""
    text = "".join(x.text for x in story.body)
    titles = [x.text for x in story.heads]
    odd = (
        len(titles) != 1
        or (titles and text and likeness(titles[0], text) < 0)
        or not reads_on([x.text for x in story.body])
    )
    return tuple(dict.fromkeys([*(c for c in story.doubts if c in REVIEWS), *(["notice-title"] if odd else [])]))[
        :_MOST
    ]


def as_finding(code: str, line: int | None, title: str) -> Finding:
    """A doubt as a finding; `line` is the raw line at which the item begins."""
    shown = title if len(title) <= 24 else title[:23] + "…"
    message, message_zh = told(code)
    return Finding(
        code,
        "note" if code != "title-missing" else "warning",
        f"{message} ({shown})",
        f"{message_zh}（{shown}）",
        line=line,
        field="title" if code.startswith(("title", "headline", "notice")) else "body",
    )
