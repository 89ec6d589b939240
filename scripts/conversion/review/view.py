"""What an editor is to see of a page: its raw lines in runs, each with where it went; its items as they stand now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.conversion.accepting import Accepting, of_item, of_page
from scripts.conversion.explain import kind_in_words, part_in_words
from scripts.conversion.ranking import PageRow
from scripts.conversion.report import PageReport
from scripts.conversion.review.sheet import ReviewSheet, sheet_of
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
from scripts.pagetext import ConvertedPage, LineTrace, Span

_UNTOLD = frozenset({"same", "unchanged"})
"""Outcomes of which nothing is said."""


@dataclass(frozen=True, slots=True)
class LineSegment:
    """A part of a raw line that went to one place; `chip` is where, said only where it changes."""

    text: str
    order: int
    target: str
    chip: str
    rule: str


@dataclass(frozen=True, slots=True)
class RawLine:
    """A raw line by its number in the file, with the findings about it."""

    number: int
    segments: tuple[LineSegment, ...]
    findings: tuple[tuple[int, Finding], ...] = ()


@dataclass(frozen=True, slots=True)
class TextRun:
    """Consecutive lines that went to one place.

    `order` is 0 and `mixed` true where a line went to several; `first` marks an item's first run on the page.
    """

    target: str
    order: int
    label: str
    lines: tuple[RawLine, ...]
    mixed: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing for a person to look at: what, which line of which file to edit, and the command that accepts it."""

    severity: str
    said: Bilingual
    file: str
    line: int | None
    anchor: str
    code: str
    accept: str = ""


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
) -> ReviewPage:
    """Gather a page. `orders` are the numbers that the converted items have on disk; `checked` has check's findings
    by the names of their files.
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
    ask_of: dict[tuple[int, str], Ask] = {}
    for index, finding in enumerate(report.findings, 1):
        here = finding.path == report.raw and finding.line
        key = (order_at.get(finding.line or 0, 0), finding.code)
        ask = _ask(finding, f"f{index}" if here else _item_anchor(finding.path))
        if here:
            by_line.setdefault(finding.line or 0, []).append((index, finding))
            ask_of[key] = ask
        if not here or not any(card.order == key[0] and finding.code in card.item.review for card in cards):
            asks.append(ask)
    cards = [
        replace(card, asks=tuple(_with_reason(ask, ask_of.get((card.order, ask.code))) for ask in card.asks))
        for card in cards
    ]
    asks += [ask for card in cards for ask in card.asks]
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
        tuple(_runs(page.lines, places, by_line, language)),
        tuple(cards),
        page.page.furniture,
        report.unplaced,
        tuple(sorted(asks, key=lambda ask: ("error", "warning", "note").index(ask.severity))),
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


def _runs(
    lines: Iterable[LineTrace],
    places: Mapping[int, int],
    findings: Mapping[int, Sequence[tuple[int, Finding]]],
    language: Language,
) -> Iterable[TextRun]:
    """Lines gathered as long as they go to one place; a blank line stays with the run that it interrupts."""
    gathered: list[RawLine] = []
    key: tuple[str, int, str] | None = None
    seen = {0}

    def run() -> TextRun:
        target, order, label = key or ("blank", 0, "")
        first = order not in seen
        seen.add(order)
        return TextRun(target, order, label, tuple(gathered), mixed=target == "mixed", first=first)

    for line in lines:
        segments = tuple(_segment(span, places, language) for span in line.spans if span.text.strip()) or ()
        findings_here = tuple(findings.get(line.number, ()))
        raw = RawLine(line.number, segments or (LineSegment("", 0, "blank", "", ""),), findings_here)
        kinds = {(s.target, s.order, s.chip) for s in segments}
        here = key if not kinds else kinds.pop() if len(kinds) == 1 else ("mixed", 0, "")
        if gathered and (here != key or here == ("mixed", 0, "")):
            yield run()
            gathered = []
        key = here
        gathered.append(raw)
    if gathered:
        yield run()


def _segment(span: Span, places: Mapping[int, int], language: Language) -> LineSegment:
    order = places.get(span.order, span.order) if span.target == "item" else 0
    part = span.part if span.target == "item" else span.target
    named = part_in_words(part, language)
    chip = f"{order} {named}" if order else named
    reason = f"{span.rule}: {span.reason}" if span.reason else span.rule
    return LineSegment(span.text, order, span.target, chip, reason)


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
            _ask(finding, f"i{order}"),
            accept=of_item(date, name, finding.code) if finding.severity == "warning" else "",
        )
        for finding in others
    ]
    line = parsed.lines.get("review")
    for code in item.review:
        accept = of_item(date, name, code if code in reviews() else "")
        asks.append(Ask("warning", what_to_look_at(code), name, line, f"i{order}", code, accept))
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


def _ask(finding: Finding, anchor: str) -> Ask:
    return Ask(
        finding.severity,
        Bilingual(finding.message, finding.message_zh or finding.message),
        finding.path,
        finding.line,
        anchor,
        finding.code,
    )


def _with_reason(entry: Ask, finding: Ask | None) -> Ask:
    """A review entry in the words of the finding that goes with it, at whose line the reader is to look."""
    if finding is None:
        return entry
    return replace(entry, said=finding.said, anchor=finding.anchor)


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
