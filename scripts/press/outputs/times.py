"""Moments for formats that want more than a date: an edition appears at midnight of the paper's own time zone.

A paper prints a date and no hour. Corrections count from noon of their day, a second each, so that a correction of the
same day is later than what it corrects. Nothing here looks at a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=256)
def published(zone: str, date: dt.date) -> dt.datetime:
    """When an edition appeared."""
    return dt.datetime.combine(date, dt.time(), ZoneInfo(zone))


def corrected(zone: str, published_on: dt.date, corrections: Sequence[dt.date]) -> dt.datetime:
    """When an item was last corrected; when it appeared, where it never was."""
    if not corrections:
        return published(zone, published_on)
    day = max(corrections)
    return published(zone, day) + dt.timedelta(hours=12, seconds=corrections.count(day))
