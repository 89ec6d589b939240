"""What a page's furniture (版面附件) prints of its date and label, to be compared with where its file lies.

`A2 要聞 2025年11月28日 星期五`, `A03 | 城事`, `B1/财经`, `责编：甲 A05`, `第02版`, `要闻 02`. A line may print other
numbers, too: the number of pages (今日7版), the issue's, a telephone's. So a label counts where it stands as papers
set one.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator

from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.label import Label, digits_of
from scripts.edition.model import Page

_CN = "〇一二三四五六七八九"
_DATE = re.compile(r"(?<!\d)(\d{4})\s?(?:年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日|([.\-/])(\d{1,2})\4(\d{1,2})(?!\d))")
_CN_DATE = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DAY_FIRST_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![\d.])")
"""As papers of Singapore and Malaysia write it: 16.8.2025."""
_REPUBLIC_DATE = re.compile(
    r"民[国國]\s?([一二三四五六七八九十]{1,3}|元|\d{1,3})\s?年\s?([一二三四五六七八九十]{1,2}|\d{1,2})\s?月"
    r"\s?([一二三四五六七八九十]{1,3}|\d{1,2})\s?日"
)
"""The republic's years, of which the first is 1912: 中華民國三十六年四月二十日."""
POINTER = re.compile(r"[▶►▷→>》]{1,2}|详见|詳見|下转|下轉|上接|导读|導讀|见第|見第|转第|轉第|版见")
"""What a line that points to another page says: its label is not this page's."""
_NO_LABEL = re.compile(
    r"(?:今日|今天|本期|共|对开|對開|四开|四開)\s?(?:\d+|[一二三四五六七八九十]+)\s?版|第\s?\d+\s?期|[\d-]{5,}"
)
"""Numbers that a folio prints beside the label: how many pages there are, the issue's, a telephone's."""
_NAMED = re.compile(r"第?\s?((?:[A-Za-z]{1,2})?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版")
_LETTERED = re.compile(r"(?<![A-Za-z\d])([A-Z]{1,2}\d{1,3})(?![A-Za-z\d.\-])")
_NUMBERED = re.compile(r"(?<![\d.\-])(0\d|\d{1,2})(?![\d.\-年月日])")
_NUMBER_AND_NAME = re.compile(
    r"(0?\d{1,2})\s?[/|·•:]?\s?[\u3400-\u9fff]{2,5}|[\u3400-\u9fff]{2,5}\s?[/|·•:]?\s?(0?\d{1,2})"
)


def dates_in(line: str) -> Iterator[dt.date]:
    """The dates of a line: in figures (16.8.2025, too), characters (二〇二五年四月十八日), the republic's years."""
    text = unicodedata.normalize("NFKC", line)
    dates = [tuple(filter(None, (m[1], m[2] or m[5], m[3] or m[6]))) for m in _DATE.finditer(text)]
    numbers = [tuple(map(int, date)) for date in dates]
    numbers += [
        (int("".join(str(_CN.index(_ZERO.get(c, c))) for c in m[1])), chinese_number(m[2]), chinese_number(m[3]))
        for m in _CN_DATE.finditer(text)
    ]
    numbers += [(int(m[3]), int(m[2]), int(m[1])) for m in _DAY_FIRST_DATE.finditer(text)]
    for m in _REPUBLIC_DATE.finditer(text):
        year, month, day = (1 if part == "元" else _number(part) for part in m.groups())
        numbers.append((1911 + year, month, day))
    for year, month, day in numbers:
        try:
            yield dt.date(year, month, day)
        except ValueError:
            continue


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else chinese_number(word)


_ZERO = {"○": "〇", "零": "〇"}


def labels_in(line: str) -> Iterator[str]:
    """The labels that a line of furniture prints, as they stand there: `A1`, `02`, `二`."""
    text = unicodedata.normalize("NFKC", line)
    rest = text
    for pattern in (_DATE, _DAY_FIRST_DATE, _CN_DATE, _REPUBLIC_DATE):
        rest = pattern.sub(" ", rest)
    dated = rest != text
    rest = _NO_LABEL.sub(" ", rest)
    named = [match[1] for match in _NAMED.finditer(rest)]
    lettered = _LETTERED.findall(rest)
    if named or lettered:
        yield from dict.fromkeys((*named, *lettered))
    elif dated:
        yield from _NUMBERED.findall(rest)
    elif match := _NUMBER_AND_NAME.fullmatch(text.strip()):
        yield match[1] or match[2]


def label_of(text: str) -> Label | None:
    """The label of a text that `labels_in` gives."""
    try:
        return Label.parse(text if text[-1].isascii() else str(chinese_number(text)))
    except ValueError:
        return None


def chinese_number(word: str) -> int:
    """A number in characters up to 99, as pages and days are counted; 0 for what is none."""
    if "十" in word:
        tens, _, units = word.partition("十")
        if len(units) > 1 or len(tens) > 1:
            return 0
        return (_CN.index(tens) if tens else 1) * 10 + (_CN.index(units) if units else 0)
    return int("".join(str(_CN.index(c)) for c in word))


def first_digits(pages: Iterable[Page]) -> int:
    """How many digits the paper prints in labels, by the first page whose furniture shows it (A1 or A01); else two."""
    texts = (
        text for page in pages for line in page.furniture for text in labels_in(line) if label_of(text) == page.number
    )
    return next((digits for text in texts if (digits := digits_of(text))), 2)


def disagreements(pages: Iterable[Page], date: dt.date, path: str) -> Iterator[Finding]:
    """Where pages' furniture prints another date or label than their files have, and the right one nowhere.

    Pages that print the same other date are one finding: one folder is wrong, or one folio was not changed.
    """
    dated: dict[str, list[Label]] = {}
    for page in pages:
        dates = list(dict.fromkeys(day for line in page.furniture for day in dates_in(line)))
        if dates and date not in dates:
            dated.setdefault("、".join(day.isoformat() for day in dates), []).append(page.number)
        texts = [text for line in page.furniture if not POINTER.search(line) for text in labels_in(line)]
        labels = list(dict.fromkeys(label for text in texts if (label := label_of(text))))
        if labels and page.number not in labels:
            yield finding("printed-label-differs", path, page=page.number, printed="、".join(map(str, labels)))
    for printed, numbers in dated.items():
        case = "several" if len(numbers) > 1 else ""
        named = "、".join(map(str, numbers))
        yield finding("printed-date-differs", path, case=case, page=named, printed=printed, date=date)
