"""Doubts: which decisions about an item a person should look at, as a named table.

Each doubt is a code that goes into the item's `review`, and a finding that says what to look at. They are few: a
decision is doubted where something that a story has is missing, or where what is together stood apart on the page; and
where the reader says that its costs were close (`Reading.doubts`). Each threshold was set where, on typeset pages,
about every second item that it picks out is wrong in some field (`benchmarks/reviews.py` tells, code by code).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from scripts.edition.catalogue import catalogue
from scripts.edition.finding import Finding
from scripts.edition.reviews import reviews, what_to_look_at
from scripts.pagetext.chunks import grams
from scripts.pagetext.draft import Draft
from scripts.pagetext.marks import DATELINE, closing_names
from scripts.pagetext.notices import likeness, reads_on


@dataclass(frozen=True, slots=True)
class PageSight:
    """What the items of a page have in common: the share of articles with a dateline or byline, how many are broken."""

    marked: float
    broken: int


def sight_of(drafts: Iterable[Draft]) -> PageSight:
    """A page as the checks see it."""
    articles = [draft for draft in drafts if draft.is_text]
    marked = sum(1 for draft in articles if _marked(draft))
    return PageSight(marked / max(1, len(articles)), sum(1 for d in articles if _open(d) or _apart(d)))


def _marked(draft: Draft) -> bool:
    """Whether it begins or ends as stories do: dateline, byline, jump line, a name in brackets."""
    if any(draft.fields.get(name) for name in ("byline", "jump_from", "jump_to")):
        return True
    segments = draft.segments
    return bool(segments) and (
        DATELINE.match(segments[0][0].text) is not None or any(closing_names(s[-1].text) for s in segments)
    )


def _open(draft: Draft) -> bool:
    """Whether a paragraph breaks off inside a sentence."""
    last = len(draft.paragraphs) - 1
    closed = bool(draft.fields.get("jump_to"))
    return any(text.open_end and not (closed and n == last) for n, text in enumerate(draft.paragraphs))


def _apart(draft: Draft) -> bool:
    """Whether the lines of the head stood apart from one another."""
    numbers = {line.number for head in draft.heads for line in head.lines}
    return bool(numbers) and max(numbers) - min(numbers) + 1 - len(numbers) > _BETWEEN


_BETWEEN = 3
"""Raw lines between the lines of one head: more, and they come from two places."""


@dataclass(frozen=True)
class Case:
    """What the checks look at: an item, and the page."""

    draft: Draft
    page: PageSight

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """For each line of the head the share of its pairs of characters that the running text holds."""
        body: set[str] = set().union(*(grams(text.text) for text in self.draft.running))
        if not body:
            return ()
        words = [grams(text.text) for text in self.draft.heads]
        return tuple(len(w & body) / max(3, len(w)) for w in words)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look at an item; edition/reviews.py says what to look at, in both languages."""

    code: str
    applies: Callable[[Case], bool]


def _title_missing(case: Case) -> bool:
    return not case.draft.headline


def _headline_stranger(case: Case) -> bool:
    """The headline shares no word with a body long enough to share some."""
    long = sum(len(text.text) for text in case.draft.running) >= 80
    return bool(case.draft.headline) and bool(case.shares) and long and max(case.shares) < 0.08


def _headline_from_afar(case: Case) -> bool:
    return case.draft.kind != "refer" and _apart(case.draft)


def _headline_parts(case: Case) -> bool:
    return any(len(case.draft.fields.get(name, ())) > 1 for name in ("kicker", "deck"))


def _many_heads(case: Case) -> bool:
    lines = len(case.draft.fields.get("headline", ()))
    return lines > 4 or (case.draft.kind == "refer" and lines > 2)


def _breaks_off(case: Case) -> bool:
    return case.draft.kind == "article" and _open(case.draft)


def _two_stories(case: Case) -> bool:
    """A dateline behind a crosshead, or a closing name before one: it may be two stories."""
    segments = case.draft.segments if case.draft.kind == "article" else ()
    return any(DATELINE.match(s[0].text) for s in segments[1:]) or any(closing_names(s[-1].text) for s in segments[:-1])


def _unmarked(case: Case) -> bool:
    """No mark where the page's stories have one. The first threshold is a page's, by which two stories in three do."""
    return case.draft.is_text and case.page.marked >= 0.65 and not _marked(case.draft)


def _page_jumbled(case: Case) -> bool:
    return case.draft.is_text and case.page.broken >= 2


def _short_body(case: Case) -> bool:
    return case.draft.is_text and sum(len(text.text) for text in case.draft.running) < 45


def _lone_line(case: Case) -> bool:
    """Display lines that no page reference, body or photo claims: a refer, or a headline whose story was not found."""
    return case.draft.kind == "refer" and not case.draft.fields.get("jump_to")


DOUBTS: tuple[Doubt, ...] = (
    Doubt("title-missing", _title_missing),
    Doubt("headline-unrelated", _headline_stranger),
    Doubt("headline-moved", _headline_from_afar),
    Doubt("headline-parts", _headline_parts),
    Doubt("headline-long", _many_heads),
    Doubt("breaks-off", _breaks_off),
    Doubt("two-stories", _two_stories),
    Doubt("unmarked", _unmarked),
    Doubt("short", _short_body),
    Doubt("lone-lines", _lone_line),
    Doubt("page-jumbled", _page_jumbled),
)
"""What any reading may be doubted for, in the order in which an editor would want them."""
_MOST = 2


def doubts_of(draft: Draft, page: PageSight, doubted: Iterable[str] = (), *, sure: bool = False) -> tuple[str, ...]:
    """Codes of what to look at: at most two, the weightiest first. `doubted` are the reader's own.

    What a person read, or two readers alike, is not doubted; only the headline that a page did not print is told.
    """
    case = Case(draft, page)
    if sure:
        return ("title-missing",) if _title_missing(case) else ()
    codes = {code for code in doubted if code in reviews()}
    if draft.kind == "notice":
        codes |= _notice_doubts(draft)
    else:
        codes |= {doubt.code for doubt in DOUBTS if doubt.applies(case)}
    return tuple(code for code in reviews() if code in codes)[:_MOST]


def _notice_doubts(draft: Draft) -> set[str]:
    """The same for a notice: has it one title, is its text of that title, does it begin and end?"""
    titles = [text.text for text in draft.heads]
    texts = [text.text for text in draft.paragraphs]
    odd = (
        len(titles) != 1
        or (titles and texts and likeness(titles[0], "".join(texts)) < 0)
        or not (texts and reads_on(texts))
    )
    return ({"notice-title"} if odd else set()) | ({"title-missing"} if not titles else set())


def as_finding(code: str, line: int | None, title: str) -> Finding:
    """A doubt as a finding; `line` is the raw line at which the item begins."""
    shown = title if len(title) <= 24 else title[:23] + "…"
    text = what_to_look_at(code)
    return Finding(
        code,
        catalogue()[code].severity,
        f"{text.en} ({shown})",
        f"{text.zh}（{shown}）",
        line=line,
        field="title" if code.startswith(("title", "headline", "notice")) else "body",
    )
