"""What an editor is to see of a page: its raw lines in runs, each with where it went; its items as they stand now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.conversion.accepting import Accepting, of_item, of_page, words_of
from scripts.conversion.explain import kind_in_words
from scripts.conversion.ranking import PageRow
from scripts.conversion.report import PageReport
from scripts.conversion.review.asks import Ask, ContextLine, ask_of, context, doubted_lines, in_file, last_line
from scripts.conversion.review.proposals import Whereabouts, proposals
from scripts.conversion.review.runs import TextRun, runs_of, segment_of
from scripts.conversion.review.sheet import ReviewSheet, crops_of, sheet_of
from scripts.conversion.sources import shown
from scripts.edition import frontmatter
from scripts.edition.catalogue import Bilingual, words
from scripts.edition.content import read_text
from scripts.edition.finding import Finding, Language
from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.edition.reviews import reviews, what_to_look_at
from scripts.edition.tally import OPEN, tally, tally_of_conversion
from scripts.edition.urls import edition_folder, item_file
from scripts.pagetext import ConvertedPage, Span

BREAKS_OFF = "breaks-off"
ENDS = ("。", "！", "？", "”", "」", "）", "…")
"""How a text ends that does not break off at its end, but further up."""
_UNTOLD = frozenset({"same", "unchanged"})
"""Outcomes of which nothing is said."""


@dataclass(frozen=True, slots=True)
class Card:
    """An item as it stands in its file now."""

    order: int
    path: str
    item: Item
    kind: str
    outcome: str
    state: str
    lines: str
    first_line: int | None
    asks: tuple[Ask, ...]
    there: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All that a page's report shows."""

    row: PageRow
    encoding: str
    characters: int
    missing: str
    added: str
    runs: tuple[TextRun, ...]
    cards: tuple[Card, ...]
    furniture: tuple[str, ...]
    unplaced: tuple[str, ...]
    asks: tuple[Ask, ...]
    accepting: tuple[Accepting, ...]
    sheet: ReviewSheet | None = None

    @property
    def titles(self) -> Mapping[int, str]:
        """The items' headlines by their orders, "" for one that is not there."""
        return defaultdict(str, {card.order: card.item.title for card in self.cards})

    @property
    def items(self) -> Mapping[int, Card]:
        """The items that are there, by their orders."""
        return {card.order: card for card in self.cards if card.there}

    @property
    def unsettled(self) -> bool:
        """Whether lines went nowhere, or there are findings about one."""
        return bool(self.unplaced) or any(line.findings for run in self.runs for line in run.lines)

    @property
    def drawn(self) -> frozenset[int]:
        """The items that have lines of their own."""
        return frozenset(run.order for run in self.runs if run.first)


def page_file(date: dt.date, page: Label) -> str:
    """A page's file below the review folder: `2022/04/11/01.html`."""
    return f"{edition_folder(date).as_posix()}/{page.file}.html"


def view_page(
    page: ConvertedPage,
    orders: Sequence[int],
    report: PageReport,
    content: Path,
    date: dt.date,
    checked: Mapping[str, Sequence[Finding]],
    language: Language = "zh",
    review: str = "",
) -> ReviewPage:
    """Gather a page. `orders` are the numbers that the converted items have on disk; `checked` has check's findings
    by the names of their files, `review` is the report's folder, for commands that renew it.
    """
    number = page.page.number
    places = dict(zip((item.order for item in page.items), orders, strict=True))
    lines: dict[int, list[int]] = {}
    for line in page.lines:
        for span in line.spans:
            if span.target == "item":
                lines.setdefault(places.get(span.order, span.order), []).append(line.number)
    order_at = {line: order for order, numbers in lines.items() for line in numbers}
    outcomes = {
        item.order: "edited" if item.edited and item.outcome in ("same", "unchanged") else item.outcome
        for item in report.items
    }
    there = sorted({*outcomes, *orders, *_orders_on_disk(content, date, number)})
    drawn = (
        _card(content, date, number, order, outcomes.get(order, ""), lines.get(order, []), checked, language)
        for order in there
    )
    cards = [card for card in drawn if card]
    by_line: dict[int, list[tuple[int, Finding]]] = {}
    asks: list[Ask] = []
    found_at: dict[tuple[int, str], tuple[str, Finding]] = {}
    for index, finding in enumerate(report.findings, 1):
        here = finding.path == report.raw and finding.line
        order = order_at.get(finding.line or 0, 0) if here else 0
        anchor = f"f{index}" if here else _item_anchor(finding.path)
        if here:
            by_line.setdefault(finding.line or 0, []).append((index, finding))
            found_at[order, finding.code] = anchor, finding
        if not here or not any(card.order == order and finding.code in card.item.review for card in cards):
            ask = ask_of(finding, anchor, order)
            asks.append(replace(ask, context=_context(page, doubted_lines(finding), places, language) if here else ()))
    where = _whereabouts(page, places, date, review)
    cards = [
        replace(
            card,
            asks=tuple(
                _placed(ask, found_at.get((card.order, ask.code)), card, page, places, where, language)
                for ask in card.asks
            ),
        )
        for card in cards
    ]
    asks += [ask for card in cards for ask in card.asks]
    asks.sort(key=lambda ask: ask.weight)
    if page.printed is not None:
        parts = crops_of(content / edition_folder(date), number, page.printed.layout, [ask.doubted for ask in asks])
        asks = [replace(ask, crops=part) for ask, part in zip(asks, parts, strict=True)]
    codes = tuple(code for card in cards for code in card.item.review)
    found = [finding for card in cards for finding in checked.get(card.path.rpartition("/")[2], ())]
    row = PageRow(
        date,
        number,
        page.page.name,
        report.raw,
        page_file(date, number),
        sum(card.there for card in cards),
        sum(item.edited for item in report.items),
        codes,
        tally(found) + tally_of_conversion(report.findings),
        len(report.unplaced),
        report.conserved,
        report.status,
    )
    return ReviewPage(
        row,
        page.encoding,
        page.conservation.raw,
        report.missing,
        report.added,
        tuple(runs_of(page.lines, places, by_line, language)),
        tuple(cards),
        page.page.furniture,
        report.unplaced,
        tuple(asks),
        of_page(date, str(number), codes, language),
        sheet_of(content / edition_folder(date), number, language),
    )


def failed_row(report: PageReport, date: dt.date, language: Language = "zh") -> PageRow:
    """The index's row of a page that could not be converted."""
    why = ("；" if language == "zh" else "; ").join(finding.within(language) for finding in report.findings)
    lost = len(report.unplaced)
    return PageRow(
        date,
        report.page,
        "",
        report.raw,
        "",
        0,
        0,
        (),
        tally_of_conversion(report.findings),
        lost,
        report.conserved,
        "failed",
        why,
    )


def _card(
    content: Path,
    date: dt.date,
    page: Label,
    order: int,
    outcome: str,
    lines: Sequence[int],
    checked: Mapping[str, Sequence[Finding]],
    language: Language,
) -> Card | None:
    path = content / edition_folder(date) / item_file(page, order)
    name = shown(path)
    if not path.is_file():
        if outcome not in ("deleted", "gone"):
            return None
        gone = Item(date, page, order)
        return Card(
            order,
            name,
            gone,
            "",
            _outcome(outcome, language),
            outcome,
            _ranges(lines),
            min(lines, default=None),
            (),
            False,
        )
    text, _ = read_text(path, name)
    parsed = frontmatter.parse(text, name, (date, page, order))
    item = parsed.item or Item(date, page, order, body=text)
    others = (replace(finding, path=name) for finding in checked.get(path.name, ()) if finding.code not in OPEN)
    asks = [
        replace(
            ask_of(finding, f"i{order}", order),
            accept=of_item(date, name, finding.code) if finding.severity == "warning" else "",
            chosen=words_of(name, finding.code) if finding.severity == "warning" else "",
            context=in_file(text, finding.line or 0, body=not finding.field),
        )
        for finding in others
    ]
    line = parsed.lines.get("review")
    for code in item.review:
        kind = code if code in reviews() else ""
        accept, chosen = of_item(date, name, kind), words_of(name, kind)
        asks.append(Ask("warning", what_to_look_at(code), name, line, f"i{order}", code, accept, order, chosen))
    return Card(
        order,
        name,
        item,
        kind_in_words(item.kind, language),
        _outcome(outcome or "added", language),
        outcome,
        _ranges(lines),
        min(lines, default=None),
        tuple(asks),
        True,
    )


def _outcome(outcome: str, language: Language) -> str:
    return "" if outcome in _UNTOLD else words(f"report-outcome-{outcome}").within(language)


def _placed(
    ask: Ask,
    found: tuple[str, Finding] | None,
    card: Card,
    page: ConvertedPage,
    places: Mapping[int, int],
    where: Whereabouts,
    language: Language,
) -> Ask:
    """A question about an item with its raw lines; an entry in the words of the finding that goes with it."""

    def went(span: Span) -> tuple[int, str]:
        segment = segment_of(span, places, language)
        return segment.order, segment.chip

    doubted = doubted_lines(found[1]) if found else []
    if ask.code in card.item.review and not doubted and card.first_line is not None:
        doubted = [card.first_line]
    cut_off = ask.code == BREAKS_OFF and not card.item.body.rstrip().endswith(ENDS)  # else it is a paragraph before
    if cut_off and (last := last_line(card.order, card.item.body, page.lines, went)):
        doubted = [last]
    if doubted:
        ask = replace(ask, context=context(doubted, page.lines, went))
    if found is None:
        return ask
    anchor, finding = found
    end = doubted[0] if cut_off and doubted else 0
    ask = replace(ask, proposals=proposals(finding, card.order, end, where))
    return replace(ask, said=Bilingual(finding.message, finding.message_zh or finding.message), anchor=anchor)


def _whereabouts(page: ConvertedPage, places: Mapping[int, int], date: dt.date, review: str) -> Whereabouts:
    went: dict[int, tuple[int, str]] = {}
    for line in page.lines:
        for span in line.spans:
            if span.text.strip():
                order = places.get(span.order, span.order) if span.target == "item" else 0
                went.setdefault(line.number, (order, span.part))
    return Whereabouts(date, page.page.number, review, tuple(went), went)


def _context(
    page: ConvertedPage, doubted: Sequence[int], places: Mapping[int, int], language: Language
) -> tuple[ContextLine, ...]:
    def went(span: Span) -> tuple[int, str]:
        segment = segment_of(span, places, language)
        return segment.order, segment.chip

    return context(doubted, page.lines, went)


def _item_anchor(path: str) -> str:
    """`i3` for a finding about content/…/01-03.md."""
    tail = path.rpartition("-")[2].partition(".")[0]
    return f"i{int(tail)}" if tail.isdigit() else "top"


def _orders_on_disk(content: Path, date: dt.date, page: Label) -> set[int]:
    names = (path.stem for path in (content / edition_folder(date)).glob(f"{page.file}-*.md"))
    return {int(name.rpartition("-")[2]) for name in names if name.rpartition("-")[2].isdigit()}


def _ranges(lines: Sequence[int]) -> str:
    """`12-40, 77` for the lines of an item; gaps of a few blank lines are passed over."""
    out: list[list[int]] = []
    for number in sorted(set(lines)):
        if out and number - out[-1][1] <= 3:
            out[-1][1] = number
        else:
            out.append([number, number])
    return "、".join(f"{first}" if first == last else f"{first}–{last}" for first, last in out)
