"""The traditional calendar's date of a day (农历)."""

from __future__ import annotations

import datetime as dt


def lunar_text(_date: dt.date) -> str:
    """农历三月十一, or "" outside the table's years."""
    return ""
