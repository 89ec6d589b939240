"""A converted page against the files that exist: items get their numbers, and each file is settled and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scripts.conversion import place
from scripts.conversion.doubts import accepted_of
from scripts.conversion.merge import Decision, decide
from scripts.conversion.pristine import Pristine
from scripts.conversion.record import ItemRecord, text_id
from scripts.conversion.report import ItemReport
from scripts.conversion.sources import shown
from scripts.edition import frontmatter
from scripts.edition.catalogue import finding
from scripts.edition.files import write_if_changed
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import Item, needs_headline
from scripts.edition.reviewlist import entries_in
from scripts.edition.reviews import reviews
from scripts.edition.urls import item_file, item_name, place_of

LAST_ORDER = 999
BESIDE = ".new"
"""Ending of a new version that lies beside an edited file: 01-02.md.new. No station takes it for an item."""

Apart = Callable[[str], tuple[str, Callable[[str], str]]]
"""Takes out of a file's text what convert never writes there; and the way to put it into another text."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a page's items, and its record; `orders` are the converted items' numbers, in their order."""

    orders: tuple[int, ...]
    items: tuple[ItemReport, ...]
    record: Mapping[int, ItemRecord]
    findings: tuple[Finding, ...]
    unplaced: tuple[str, ...] = ()


class Shelf:
    """An edition's folder: what lies in it, and the one place that writes to it."""

    def __init__(self, folder: Path, date: dt.date, pristine: Pristine) -> None:
        self.folder, self.date, self.pristine = folder, date, pristine
        self.shown = shown(folder)
        self.names = frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()
        self.texts_written: dict[str, str] = {}

    def reviews_on(self, page: Label) -> dict[int, tuple[str, ...]]:
        """The open review entries of a page's files, by number."""
        codes_by_order = {}
        for order in sorted(self.orders_on(page)):
            with suppress(OSError):
                data = (self.folder / item_file(page, order)).read_bytes()
                if b"review" in data and (codes := entries_in(data.decode("utf-8", "replace"))):
                    codes_by_order[order] = codes
        return codes_by_order

    def orders_on(self, page: Label) -> set[int]:
        """The numbers of a page that have a file."""
        places = map(place_of, self.names)
        return {place[1] for place in places if place and place[0] == page}

    def text(self, name: str) -> str | None:
        """A file's text, with bytes that are not UTF-8 kept as surrogates; None if there is no file."""
        if name not in self.names:
            return None
        return (self.folder / name).read_bytes().decode("utf-8", "surrogateescape")

    def settle(
        self,
        name: str,
        new: str,
        known: ItemRecord | None,
        reads: Callable[[str], bool],
        base_of: Callable[[str], str | None] | None = None,
        apart: Apart | None = None,
    ) -> tuple[Decision, Finding | None]:
        """Decide on one file and write the result. Returns the decision and a finding about it. Raises OSError."""
        beside = name + BESIDE
        current, offer = self.text(name), self.text(beside)
        whole: Callable[[str], str] = str
        if apart is not None and current is not None:
            current, whole = apart(current)
            offer = apart(offer)[0] if offer is not None else None
        decision = decide(new, current, known, base_of or self.pristine.text, offer is not None, reads)
        if decision.text is not None:
            self.write(name, whole(decision.text))
        if decision.beside is not None:
            self.write(beside, whole(decision.beside))
        elif (
            offer is not None
            and known is not None
            and decision.outcome != "pending"
            and text_id(offer) == known.offered
        ):
            (self.folder / beside).unlink(missing_ok=True)
        self.texts_written[text_id(new)] = new
        return decision, self._finding(name, decision)

    def write(self, name: str, text: str) -> None:
        """Replace a file where its bytes differ. Raises OSError."""
        write_if_changed(self.folder / name, text.encode("utf-8", "surrogateescape"))

    def remove(self, name: str) -> None:
        """Remove a file. Raises OSError."""
        (self.folder / name).unlink(missing_ok=True)

    def _finding(self, name: str, decision: Decision) -> Finding | None:
        path = f"{self.shown}/{name}"
        if decision.outcome == "merged":
            return finding("merged", path)
        if decision.outcome in ("conflict", "pending"):
            code = "merge-conflict" if decision.outcome == "conflict" else "merge-pending"
            return finding(code, path, new=path + BESIDE)
        return None


def settle_page(
    shelf: Shelf,
    page: Label,
    items: Sequence[Item],
    known: Mapping[int, ItemRecord],
    lines: Mapping[tuple[int, str], int] | None = None,
) -> Settled:
    """Give a converted page's items their numbers and write them. Raises OSError where a file cannot be written.

    `lines` are the raw lines of what is asked, by the items' order in the conversion and the entry.
    """
    findings: list[Finding] = []
    unplaced: list[str] = []
    record = dict(known)
    item_reports: list[ItemReport] = []
    orders = orders_of(shelf, page, items, known)
    names = {item_name(page, item.order): item_name(page, order) for item, order in zip(items, orders, strict=True)}
    for item, order in sorted(zip(items, orders, strict=True), key=lambda pair: pair[1]):
        if order > LAST_ORDER:
            unplaced += [item.title, *item.body.split("\n")]
            continue
        asked = {code: (lines or {}).get((item.order, code), 0) for code in item.review}
        name = item_file(page, order)
        accepted = accepted_of(known.get(order), shelf.text(name))
        item = replace(item, order=order, belongs_to=names.get(item.belongs_to, item.belongs_to))
        plain = _as_asked(item, known.get(order), accepted)
        headline = _headline_given(item, plain, known.get(order), shelf.text(name))
        new = _headed(plain, headline)
        base_of = partial(_base_of, shelf.pristine, headline)
        decision, note = shelf.settle(name, new, known.get(order), _reads_as_item, base_of)
        if new != plain and decision.record.written == text_id(new):
            decision = replace(decision, record=replace(decision.record, written=text_id(plain)))
            shelf.texts_written[text_id(plain)] = plain
        if decision.outcome in ("conflict", "pending", "deleted"):  # what is asked now is not in the file
            asked = dict(known[order].asked) if order in known else {}
        record[order] = replace(decision.record, asked=asked, accepted=accepted)
        if decision.outcome == "deleted":
            note = finding("item-deleted", f"{shelf.shown}/{name}", title=item.title)
        findings += [note] if note else []
        item_reports.append(ItemReport(f"{shelf.shown}/{name}", order, item.title, item.kind, decision.outcome))
    if unplaced:
        findings.append(finding("items-too-many", count=len(items)))
    for order in sorted(set(known) - set(orders)):
        if known[order].state != "here":
            continue
        name = item_file(page, order)
        text = shelf.text(name)
        if text is None:
            record[order] = ItemRecord(known[order].written, "deleted", accepted=known[order].accepted)
        elif text_id(text) == known[order].written:
            shelf.remove(name)
            record[order] = ItemRecord(known[order].written, "gone", accepted=known[order].accepted)
            findings.append(finding("item-gone", f"{shelf.shown}/{name}"))
            item_reports.append(_gone(shelf, page, order, text, "gone"))
        else:
            findings.append(finding("item-gone-kept", f"{shelf.shown}/{name}"))
            item_reports.append(_gone(shelf, page, order, text, "kept"))
    item_reports.sort(key=lambda report: report.order)
    return Settled(
        tuple(orders), tuple(item_reports), record, tuple(findings), tuple(line for line in unplaced if line.strip())
    )


def _gone(shelf: Shelf, page: Label, order: int, text: str, outcome: str) -> ItemReport:
    item = _item(text, shelf.date, page, order)
    return ItemReport(f"{shelf.shown}/{item_file(page, order)}", order, item.title, item.kind, outcome)


def orders_of(shelf: Shelf, page: Label, items: Sequence[Item], known: Mapping[int, ItemRecord]) -> list[int]:
    """The numbers that a new conversion's items get."""
    there = shelf.orders_on(page)
    if not known and not there:
        return list(range(1, len(items) + 1))
    given = {
        index: index + 1
        for index, item in enumerate(items)
        if index + 1 in known and known[index + 1].written in _as_numbered(item, index + 1, known[index + 1])
    }
    for index, item in enumerate(items):  # matched by blob id alone, so that a deleted item is known without its text
        for order in sorted(set(known) - set(given.values())) if index not in given else ():
            if known[order].written in _as_numbered(item, order, known[order]):
                given[index] = order
                break
    rest = [index for index in range(len(items)) if index not in given]
    if rest:
        open_orders = sorted((set(known) | there) - set(given.values()))
        forms = {order: _forms(shelf, page, order, known.get(order)) for order in open_orders}
        numbers = place.numbers(forms, [items[index] for index in rest], used=given.values())
        given |= dict(zip(rest, numbers, strict=True))
    return [given[index] for index in range(len(items))]


def _as_numbered(item: Item, order: int, known: ItemRecord) -> set[str]:
    """The blob ids of an item under a number, whatever was asked of it then: as now, as it was recorded, nothing.

    So a deleted item stays away though a newer converter doubts it for other reasons. Of an item that needs no
    headline also as it was written when it needed one.
    """
    item = replace(item, order=order)
    asked = tuple(sorted(known.asked, key=_rank))
    forms = [replace(item, review=codes) for codes in (item.review, tuple(known.asked), asked, ())]
    forms += [_without(form, known.accepted) for form in forms]
    if item.title_is_derived:
        forms.append(replace(item, title_is_derived=False, review=("title-missing", *item.review)[:2]))
    return {text_id(frontmatter.dump(form)) for form in forms}


def _rank(code: str) -> int:
    """Where a review entry stands in the catalogue's order, in which convert writes them."""
    codes = list(reviews())
    return codes.index(code) if code in codes else len(codes)


def _as_asked(item: Item, known: ItemRecord | None, accepted: Sequence[str]) -> str:
    """An item's file without the entries that were accepted, unless convert wrote just the same with them before."""
    text = frontmatter.dump(item)
    if not accepted or (known is not None and known.written == text_id(text)):
        return text
    return frontmatter.dump(_without(item, accepted))


def _headline_given(item: Item, text: str, known: ItemRecord | None, current: str | None) -> str:
    """The headline that an editor gave an item for which the page printed none and that needs none, or ""."""
    if not item.title_is_derived or known is None or current is None:
        return ""
    if known.written in (text_id(text), text_id(current)):  # the conversion has not changed, or nobody the file
        return ""
    there = frontmatter.parse(current, "", (item.date, item.page, item.order)).item
    return there.title if there is not None and there.title_is_printed else ""


def _base_of(pristine: Pristine, headline: str, blob: str) -> str | None:
    text = pristine.text(blob)
    return None if text is None else _headed(text, headline)


def _headed(text: str, headline: str) -> str:
    """An item's file with an editor's headline where the page printed none: so that a merge takes none away."""
    item = frontmatter.parse(text).item if headline else None
    if item is None or needs_headline(item.kind, continued=item.jump_from is not None) or item.title_is_printed:
        return text
    review = tuple(code for code in item.review if code != "title-missing")
    return frontmatter.dump(replace(item, title=headline, title_is_derived=False, review=review))


def _without(item: Item, accepted: Sequence[str]) -> Item:
    return replace(item, review=tuple(code for code in item.review if code not in accepted))


def _forms(shelf: Shelf, page: Label, order: int, known: ItemRecord | None) -> list[Item]:
    """An item as it was converted and as it stands, as far as either can be had."""
    current = shelf.text(item_file(page, order))
    texts = [] if current is None else [current]
    if known and (current is None or text_id(current) != known.written):
        texts += [text for text in (shelf.pristine.text(known.written),) if text is not None]
    return [_item(text, shelf.date, page, order) for text in texts]


def _item(text: str, date: dt.date, page: Label, order: int) -> Item:
    return frontmatter.parse(text, "", (date, page, order)).item or Item(date, page, order, body=text)


def _reads_as_item(text: str) -> bool:
    return not frontmatter.parse(text).findings
