"""What a page prints at its edges of its label and date: where files' names say nothing, that is what is gone by."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from scripts.edition.label import Label
from scripts.edition.printed import POINTER, dates_in, label_of, labels_in
from scripts.extraction.extracted import ExtractedPage

HEAD, FOOT = 0.075, 0.96
"""Shares of the page's height above and below which folios stand: they stand on its first or last lines."""
NAMEPLATE = 0.28
"""Share of the height above which a front page has its nameplate, with the date beside or below it."""
LONGEST = 90
"""Characters of a folio's line at most: one across the page has the paper's name, date, page, editors and hotline."""
WITHOUT_PLACE = 6
"""Lines at either end of a page that are looked at where no layout tells where they stand."""
_LONE = re.compile(r"[A-Z]{0,2}\d{1,2}|第[一二三四五六七八九十]{1,3}版")
_DATED = re.compile(r"星期|周[一二三四五六日]|週[一二三四五六日]|农历|農曆|夏历|第\s?\d+\s?[期号號]")


def printed_label(page: ExtractedPage) -> Label | None:
    """The label that a page's folio prints; None where none is found, or more than one."""
    lone: list[Label] = []
    worded: list[Label] = []
    for line, share in _edges(page, NAMEPLATE):
        outer = share < HEAD or share > FOOT
        dated = bool(_DATED.search(line)) or any(True for _ in dates_in(line))
        if POINTER.search(line) or not (outer or dated):
            continue
        labels = [label for text in labels_in(line) if (label := label_of(text)) and label.fits]
        worded += labels
        plain = unicodedata.normalize("NFKC", line).strip()
        if outer and not labels and _LONE.fullmatch(plain) and (label := label_of(plain.strip("第版"))):
            lone.append(label)
    for labels in (worded, lone):
        if len(different := list(dict.fromkeys(labels))) == 1:
            return different[0] if different[0].fits else None
        if different:
            return None
    return None


def printed_date(page: ExtractedPage) -> dt.date | None:
    """The date that a page's folio or nameplate prints; the topmost where there are several."""
    dates = [(share, date) for line, share in _edges(page, NAMEPLATE) for date in dates_in(line)]
    return min(dates)[1] if dates else None


def _edges(page: ExtractedPage, head: float) -> Iterator[tuple[str, float]]:
    """The lines at a page's head and foot, each with where it stands, as a share of the height."""
    rows = page.text.split("\n")
    if page.layout is None or not page.layout.lines:
        shown = [row for row in rows if row.strip()]
        for row in shown[:WITHOUT_PLACE]:
            yield row, 0.0
        for row in shown[WITHOUT_PLACE:][-WITHOUT_PLACE:]:
            yield row, 1.0
        return
    for number, place in page.layout.lines.items():
        share = place.box.middle[1] / page.layout.height
        if (share < head or share > FOOT) and number <= len(rows) and len(rows[number - 1].strip()) <= LONGEST:
            yield rows[number - 1], share
