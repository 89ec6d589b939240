"""Dates as a newspaper prints them: 2022年4月11日, 星期一, 农历三月十一."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache

from scripts.press.render.lunar import lunar_text
from scripts.press.render.views import DayView

_WEEKDAYS = "一二三四五六日"


@lru_cache(maxsize=4096)
def day_text(date: dt.date) -> tuple[str, str, str]:
    """Date, weekday and lunar date in words, in simplified characters; the last is "" outside the table's years."""
    return f"{date.year}年{date.month}月{date.day}日", f"星期{_WEEKDAYS[date.weekday()]}", lunar_text(date)


def plain_day(date: dt.date) -> DayView:
    """A date in simplified characters."""
    return DayView(date, date.isoformat(), *day_text(date))


def weeks(year: int, month: int) -> list[list[int]]:
    """A month as rows of seven days from Monday; 0 is a cell outside the month."""
    return calendar.Calendar().monthdayscalendar(year, month)
