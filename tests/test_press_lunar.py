"""The traditional calendar: feast days that everybody knows, leap months, the table's ends."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.press.render.days import plain_day
from scripts.press.render.lunar import FIRST, LAST, lunar_date, lunar_text


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2022-04-11", "农历三月十一"),
        ("2022-02-01", "农历正月初一"),  # Spring Festival
        ("2024-02-09", "农历腊月三十"),
        ("2024-02-10", "农历正月初一"),
        ("2025-01-29", "农历正月初一"),
        ("2025-10-06", "农历八月十五"),  # Mid-Autumn
        ("2023-03-22", "农历闰二月初一"),
        ("2025-07-25", "农历闰六月初一"),
        ("1949-10-01", "农历八月初十"),
        ("1999-12-31", "农历冬月廿四"),
        ("2033-12-22", "农历闰冬月初一"),
        ("1901-01-01", ""),
        ("2101-06-01", ""),
    ],
)
def test_known_days(date: str, text: str) -> None:
    assert lunar_text(dt.date.fromisoformat(date)) == text


@given(st.dates(dt.date(FIRST, 3, 1), dt.date(LAST, 12, 30)))
def test_each_day_follows_the_day_before(date: dt.date) -> None:
    one, two = lunar_date(date), lunar_date(date + dt.timedelta(1))
    assert one
    assert two
    assert two[:3] == (*one[:2], one[2] + 1) or (two[2] == 1 and one[2] in (29, 30))


def test_a_day_in_words() -> None:
    day = plain_day(dt.date(2022, 4, 11))
    assert (day.iso, day.text, day.weekday, day.lunar) == ("2022-04-11", "2022年4月11日", "星期一", "农历三月十一")
