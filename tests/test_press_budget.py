"""What the site takes of its host."""

from __future__ import annotations

import datetime as dt

from scripts.press.budget import Budget, estimate, growing

DATES = [dt.date(2024, 1, 1) + dt.timedelta(day) for day in range(100)]


def test_a_daily_takes_a_years_editions() -> None:
    found = estimate(1000, 10_000, dict.fromkeys(DATES[-60:], 9), DATES, 100)
    assert found == Budget(1000, round(10 * 365.25), 10_000)
    assert not found.is_tight
    assert found.in_words().en == "0.0 of 0.0 MiB (10%); a year of such editions takes 0.0 MiB: room for 2.5 more years"


def test_a_weekly_takes_a_seventh() -> None:
    weekly = DATES[::7]
    assert estimate(0, 1, dict.fromkeys(weekly, 7), weekly, 0).year == round(365.25)


def test_one_edition_tells_nothing_of_a_year() -> None:
    assert estimate(5, 0, {}, DATES[:1], 0) == Budget(5, 0, 0)
    assert Budget(5, 0, 0).share == 0


def test_a_variant_of_the_newest_editions_stops_growing() -> None:
    variants = {"zh-Hans": None, "zh-Hant-TW": 180, "zh-Hant-HK": 60}
    assert growing(variants, 59) == [*variants]
    assert growing(variants, 60) == ["zh-Hans", "zh-Hant-TW"]
    assert growing(variants, 400) == ["zh-Hans"]


def test_four_fifths_are_tight() -> None:
    assert Budget(80, 1, 100).is_tight
    assert not Budget(79, 1, 100).is_tight


def test_few_editions_are_told_calmly() -> None:
    few = estimate(5 * 2**20, 10**9, dict.fromkeys(DATES[:3], 9), DATES[:3], 0)
    assert few.in_words().en == "5.0 of 954 MiB (1%); too few editions to tell how long it lasts"
    assert few.in_words().zh == "已用 5.0 / 954 MiB（1%）；期数太少，还看不出能用多久"
    many = estimate(2**20, 10**9, dict.fromkeys(DATES[:20], 2**10), DATES[:20], 0)
    assert many.in_words().en.endswith("room for more than 20 years")
