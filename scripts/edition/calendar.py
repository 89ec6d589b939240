"""Dates that people type: which there are, and in words why one is none."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from scripts.edition.catalogue import Bilingual

EXAMPLE = "2025-04-20"
_FORM = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class DateError(ValueError):
    """Text that is not a date: `seen` is what stands there, and why it cannot be one."""

    def __init__(self, text: str, why: Bilingual | None) -> None:
        super().__init__(text)
        self.seen = Bilingual(f"{text}: {why.en}", f"{text}：{why.zh}") if why else Bilingual(text, text)


def why_none(year: int, month: int, day: int) -> Bilingual:
    """Why the calendar has no such day."""
    if day < 1:
        return Bilingual("days are counted from 1", "日从 1 数起")
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return Bilingual(f"there is no year {year}", f"没有 {year} 年")
    if not 1 <= month <= 12:
        return Bilingual("a year has 12 months", "一年只有 12 个月")
    days = calendar.monthrange(year, month)[1]
    if month == 2:
        return Bilingual(f"February {year} has {days} days", f"{year}年2月只有 {days} 天")
    return Bilingual(f"{_MONTHS[month - 1]} has {days} days", f"{month}月只有 {days} 天")


def date_typed(text: str) -> dt.date:
    """The date that a text is, as 2025-04-20. Raises DateError."""
    match = _FORM.fullmatch(text.strip())
    if not match:
        raise DateError(text, Bilingual(f"a date is written {EXAMPLE}", f"日期写作 {EXAMPLE}"))
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        raise DateError(text, why_none(*map(int, match.groups()))) from None
