"""Doubts: which decisions about an item a person should look at, as a named table.

Each doubt is a code that goes into the item's `review`, and a finding that says what to look at, at which line. They
are few: a decision is doubted where something that a story has is missing, or where what is together stood apart on the
page; and where the reader says that its costs were close (`Reading.doubts`). Each threshold was set where, on typeset
pages, about every second item that it picks out is wrong in some field (`benchmarks/reviews.py` tells, code by code).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.model import needs_headline
from scripts.edition.reviews import reviews
from scripts.pagetext.chunks import grams
from scripts.pagetext.draft import Draft
from scripts.pagetext.fields import page_named
from scripts.pagetext.lines import Line
from scripts.pagetext.marks import DATELINE, closing_names
from scripts.pagetext.notices import likeness, reads_on
from scripts.pagetext.reading import ReadingDoubt
from scripts.pagetext.texts import Text


@dataclass(frozen=True, slots=True)
class PageSight:
    """What the items of a page have in common.

    `marked` is the share of articles with a dateline or byline, `broken` how many are broken, `refers` how many refers
    there are, and `referring` how many of them name a page.
    """

    marked: float
    broken: int
    refers: int = 0
    referring: int = 0


def sight_of(drafts: Iterable[Draft]) -> PageSight:
    """A page as the checks see it."""
    drafts = list(drafts)
    articles = [draft for draft in drafts if draft.is_text]
    refers = [draft for draft in drafts if draft.kind == "refer"]
    marked = sum(1 for draft in articles if _marked(draft))
    broken = sum(1 for draft in articles if _open(draft) is not None or _apart(draft) is not None)
    referring = sum(1 for draft in refers if draft.fields.get("jump_to"))
    return PageSight(marked / max(1, len(articles)), broken, len(refers), referring)


def _marked(draft: Draft) -> bool:
    """Whether it begins or ends as stories do: dateline, byline, jump line, a name in brackets."""
    if any(draft.fields.get(name) for name in ("byline", "jump_from", "jump_to")):
        return True
    segments = draft.segments
    return bool(segments) and (
        DATELINE.match(segments[0][0].text) is not None or any(closing_names(s[-1].text) for s in segments)
    )


def _open(draft: Draft) -> Text | None:
    """The first paragraph that breaks off inside a sentence."""
    last = len(draft.paragraphs) - 1
    closed = bool(draft.fields.get("jump_to"))
    return next((text for n, text in enumerate(draft.paragraphs) if text.open_end and not (closed and n == last)), None)


def _apart(draft: Draft) -> Text | None:
    """The line of the head behind the widest gap, where its lines stood apart from one another."""
    heads = sorted((text for text in draft.heads if text.lines), key=_first)
    numbers = {line.number for text in heads for line in text.lines}
    if not numbers or max(numbers) - min(numbers) + 1 - len(numbers) <= _BETWEEN:
        return None
    return max(pairwise(heads), key=lambda pair: _first(pair[1]) - _last(pair[0]), default=(heads[0], heads[0]))[1]


def _first(text: Text) -> int:
    return text.lines[0].number


def _last(text: Text) -> int:
    return text.lines[-1].number


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


class ItemDoubt(NamedTuple):
    """Something about an item to look at: the entry, the raw line (None where the item begins), and how it is said.

    `why` is a case of the entry in the catalogue, `other` the second raw line that it refers to.
    """

    code: str
    line: int | None = None
    why: str = ""
    other: int | None = None


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """A reason to look at an item; edition/reviews.py says what to look at, in both languages.

    `find` gives the text to look at: an empty tuple where there is no such reason, no text in particular where it is
    None. A `firm` rule goes by what cannot be right, and so applies to what the reader is sure of as well.
    """

    code: str
    find: Callable[[Case], tuple[Text | None, ...]]
    firm: bool = False


def _if(applies: bool, text: Text | None = None) -> tuple[Text | None, ...]:
    return (text,) if applies else ()


def _title_missing(case: Case) -> tuple[Text | None, ...]:
    draft = case.draft
    continued = page_named(draft.fields.get("jump_from", ())) is not None
    return _if(not draft.headline and needs_headline(draft.kind, continued=continued))


def _headline_stranger(case: Case) -> tuple[Text | None, ...]:
    """The headline shares no word with a body long enough to share some."""
    headline = case.draft.fields.get("headline", ())
    long = sum(len(text.text) for text in case.draft.running) >= 80
    return _if(bool(headline) and bool(case.shares) and long and max(case.shares) < 0.08, *headline[:1])


def _headline_from_afar(case: Case) -> tuple[Text | None, ...]:
    text = _apart(case.draft) if case.draft.kind != "refer" else None
    return _if(text is not None, text)


def _headline_parts(case: Case) -> tuple[Text | None, ...]:
    """Two kickers or two decks."""
    for name in ("kicker", "deck"):
        if len(texts := case.draft.fields.get(name, ())) > 1:
            return (texts[1],)
    return ()


def _many_heads(case: Case) -> tuple[Text | None, ...]:
    headline = case.draft.fields.get("headline", ())
    most = 2 if case.draft.kind == "refer" else 4
    return headline[most : most + 1]


def _breaks_off(case: Case) -> tuple[Text | None, ...]:
    text = _open(case.draft) if case.draft.kind == "article" else None
    return _if(text is not None, text)


def _two_stories(case: Case) -> tuple[Text | None, ...]:
    """A dateline behind a crosshead, or a closing name before one: it may be two stories."""
    segments = case.draft.segments if case.draft.kind == "article" else ()
    for before, segment in pairwise(segments):
        if DATELINE.match(segment[0].text) or closing_names(before[-1].text):
            return (segment[0],)
    return ()


def _unmarked(case: Case) -> tuple[Text | None, ...]:
    """No mark where the page's stories have one. The threshold is a page's, by which two stories in three do.

    It is firm: of twelve such items that the reader was sure of, on typeset pages, all were wrong.
    """
    draft = case.draft
    return _if(draft.is_text and case.page.marked >= 0.65 and not _marked(draft), *draft.paragraphs[:1])


def _page_jumbled(case: Case) -> tuple[Text | None, ...]:
    return _if(case.draft.is_text and case.page.broken >= 2)


def _short_body(case: Case) -> tuple[Text | None, ...]:
    return _if(case.draft.is_text and sum(len(text.text) for text in case.draft.running) < 45)


def _lone_line(case: Case) -> tuple[Text | None, ...]:
    """Display lines that no page reference, body or photo claims: a refer, or a headline whose story was not found.

    Where several refers of a page name none, the paper never does.
    """
    alone = case.draft.kind == "refer" and not case.draft.fields.get("jump_to") and case.page.refers < 2
    return _if(alone)


def _no_reference(case: Case) -> tuple[Text | None, ...]:
    """A refer that names no page, beside others that do."""
    return _if(case.draft.kind == "refer" and not case.draft.fields.get("jump_to") and case.page.referring > 0)


DOUBTS: tuple[DoubtRule, ...] = (
    DoubtRule("title-missing", _title_missing, firm=True),
    DoubtRule("headline-unrelated", _headline_stranger),
    DoubtRule("headline-moved", _headline_from_afar),
    DoubtRule("headline-parts", _headline_parts, firm=True),
    DoubtRule("headline-long", _many_heads),
    DoubtRule("breaks-off", _breaks_off),
    DoubtRule("two-stories", _two_stories),
    DoubtRule("unmarked", _unmarked, firm=True),
    DoubtRule("short", _short_body),
    DoubtRule("lone-lines", _lone_line),
    DoubtRule("refer-nowhere", _no_reference, firm=True),
    DoubtRule("page-jumbled", _page_jumbled),
)
"""What any reading may be doubted for, in the order in which an editor would want them."""
_MOST = 2
_ALONE = frozenset({"unsure", "page-jumbled"})
"""What says no more where something else is said of an item."""


def doubts_of(
    draft: Draft, page: PageSight, doubted: Iterable[ReadingDoubt] = (), *, sure: bool = False, by_hand: bool = False
) -> tuple[ItemDoubt, ...]:
    """What to look at: at most two, the weightiest first. `doubted` are the reader's own.

    Of what the reader is sure of, or two readers alike, only what cannot be right is doubted; of what a person read
    only the headline that a page did not print is told.
    """
    doubts = {d.code: ItemDoubt(d.code, d.line, d.why, d.other) for d in doubted if d.code in reviews() and not sure}
    rules = _NOTICE_DOUBTS if draft.kind == "notice" else DOUBTS
    case = Case(draft, page)
    for rule in rules:
        if by_hand and rule.code != "title-missing":
            continue
        if (sure or by_hand) and not rule.firm:
            continue
        for text in rule.find(case):
            line = text.lines[0].number if text is not None and text.lines else None
            if rule.code not in doubts or doubts[rule.code].line is None:
                doubts[rule.code] = ItemDoubt(rule.code, line)
    codes = [code for code in reviews() if code in doubts]
    return tuple(doubts[code] for n, code in enumerate(codes) if not n or code not in _ALONE)[:_MOST]


def _odd_notice(case: Case) -> tuple[Text | None, ...]:
    """A notice has one title, a text of that title, and it begins and ends."""
    titles = [text.text for text in case.draft.heads]
    texts = [text.text for text in case.draft.paragraphs]
    related = not (titles and texts) or likeness(titles[0], "".join(texts)) >= 0
    return _if(len(titles) != 1 or not related or not (texts and reads_on(texts)))


def _untitled_notice(case: Case) -> tuple[Text | None, ...]:
    return _if(not case.draft.heads)


_NOTICE_DOUBTS = (
    DoubtRule("title-missing", _untitled_notice, firm=True),
    DoubtRule("notice-title", _odd_notice),
)


def as_finding(doubt: ItemDoubt, begins: int | None, title: str, lines: Mapping[int, Line]) -> Finding:
    """A doubt as a finding; `begins` is the raw line at which the item begins, `lines` are the page's by number."""
    field = "title" if doubt.code.startswith(("title", "headline", "notice")) else "body"
    line = doubt.line or begins
    if doubt.why:
        values: dict[str, object] = {"at": line, "seen": _shown(lines, line)}
        if doubt.other is not None:
            values |= {"other": doubt.other, "there": _shown(lines, doubt.other)}
        return finding(doubt.code, "", line, field, case=doubt.why, **values)
    plain = finding(doubt.code, "", line, field)
    of = _cut(title, 24)
    return replace(plain, message=f"{plain.message} ({of})", message_zh=f"{plain.message_zh}（{of}）")


def _shown(lines: Mapping[int, Line], number: int | None) -> str:
    line = lines.get(number or 0)
    return _cut(line.text, 16) if line is not None else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
