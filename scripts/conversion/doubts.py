"""What convert asks a person to look at: which entries are still open, and which were accepted and stay so.

An entry is in the item's file (`review: [breaks-off]`) and, with the raw line that it is about, in the record. Taking
it out of the file, by hand, in a form or with `accept`, accepts it: it is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scripts.conversion.record import ItemRecord, text_id
from scripts.edition.finding import Finding
from scripts.edition.reviewlist import entries_in
from scripts.pagetext import ConvertedPage


def asked_at(page: ConvertedPage) -> dict[tuple[int, str], int]:
    """The raw line of each entry of a page, by the item's order and the entry: its finding's, else the item's first."""
    begins: dict[int, int] = {}
    order_at: dict[int, int] = {}
    for line in page.lines:
        for span in line.spans:
            if span.target == "item":
                begins.setdefault(span.order, line.number)
                order_at.setdefault(line.number, span.order)
    lines = {(item.order, code): begins.get(item.order, 0) for item in page.items for code in item.review}
    for finding in page.findings:
        key = (order_at.get(finding.line or 0, 0), finding.code)
        if key in lines:
            lines[key] = finding.line or 0
    return lines


def accepted_of(known: ItemRecord | None, current: str | None) -> tuple[str, ...]:
    """The entries that a person has accepted by now; `known` is the item as recorded, `current` its file's text."""
    if known is None:
        return ()
    waiting = [code for code in known.asked if code not in known.accepted]
    if current is None or not waiting or text_id(current) == known.written:
        return known.accepted
    there = entries_in(current)
    return (*known.accepted, *(code for code in waiting if code not in there))


def still_asked(
    findings: Iterable[Finding], record: Mapping[int, ItemRecord], still_open: Mapping[int, Iterable[str]]
) -> Iterator[Finding]:
    """A page's findings without those whose entry is no longer in its item's file."""
    asked = {(line, code) for item in record.values() for code, line in item.asked.items()}
    there = [(item.asked, still_open.get(order, ())) for order, item in record.items()]
    open_keys = {(asks[code], code) for asks, codes in there for code in codes if code in asks}
    for finding in findings:
        key = (finding.line or 0, finding.code)
        if key not in asked or key in open_keys:
            yield finding
