"""The traditional calendar's date of a day (农历三月十一), which a Chinese paper prints under its nameplate."""

from __future__ import annotations

import datetime as dt

FIRST, LAST = 1901, 2100
_TABLE = """
    3a0752 240ea5 10b64a 34064b 1c0a9b 089556 2e056a 180b59 025752 280752
    12db25 380b25 200a4b 0ab4ab 3002ad 1a056b 044b69 2a0da9 16fd92 3c0e92
    240d25 0eba4d 340a56 1e02b6 0695b5 2e06d4 180ea9 045e92 280e92 12cd26
    36052b 200a57 0ab2b6 300b5a 1c06d4 066ec9 2a0749 14f693 3a0a93 24052b
    0cca5b 320aad 1e056a 089b55 2e0ba4 180b49 025a93 280a95 10f52d 360536
    200aad 0cb5aa 3005b2 1a0da5 067d4a 2c0d4a 150a95 380a97 240556 0ecab5
    320ad5 1e06d2 088ea5 2e0ea5 18064a 006c97 260a9b 12f55a 36056a 200b69
    0cb752 320b52 1a0b25 04964b 2a0a4b 1514ab 3802ad 22056d 0ecb69 340da9
    1e0d92 089d25 2e0d25 195a4d 3c0a56 2602b6 10c5b5 3606d5 200ea9 0cbe92
    320e92 1c0d26 046a56 280a57 1514d6 3a035a 2206d5 0eb6c9 340749 1e0693
    06952b 2c052b 160a5b 02555a 26056a 10fb55 380ba4 220b49 0aba93 300a95
    1a052d 048aad 280ab5 1535aa 3a05d2 240da5 0edd4a 340d4a 1e0c95 08952e
    2c0556 160ab5 0255b2 2806d2 10cea5 360725 20064b 0aac97 2e0cab 1a055a
    046ad6 2a0b69 157752 3a0b52 240b25 0eda4b 320a4b 1c04ab 06a55b 2c05ad
    160b6a 025b52 280d92 12fd25 360d25 200a55 0ab4ad 3004b6 1805b5 046daa
    2a0ec9 171e92 3a0e92 240d26 0eca56 320a57 1c04d6 0686d5 2c0755 180749
    006e93 260693 10f52b 36052b 1e0a5b 0ab55a 30056a 1a0b65 04974a 2a0b4a
    151a95 3a0a95 22052d 0ccaad 320ab5 1e05aa 068ba5 2c0da5 180d4a 027c95
    260c96 10f94e 360556 200ab5 0ab5b2 3006d2 1a0ea5 068e4a 28068b 130c97
    3804ab 22055b 0ccad6 320b6a 1e0752 089725 2c0b45 160a8b 00549b 2604ab
"""
"""A number for each lunar year from 1901 to 2100: bits 0 to 12 set for its months of 30 days in their order, bits 13 to
16 the month after which a leap month stands (0: none), from bit 17 the days of New Year after 21 January.

Compiled from lunar_python 1.4.8, which follows the calendar standard GB/T 33661-2017, and compared with ICU's calendar
day by day: ICU, which approximates the new moons, differs in fourteen months."""

_YEARS = tuple(int(code, 16) for code in _TABLE.split())
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DIGITS = "一二三四五六七八九十"


def lunar_date(date: dt.date) -> tuple[int, int, int, bool] | None:
    """Year, month, day, and whether the month is a leap month; None outside the table's years."""
    year = date.year
    for lunar_year in (year, year - 1):
        if not FIRST <= lunar_year <= LAST:
            continue
        code = _YEARS[lunar_year - FIRST]
        days = (date - dt.date(lunar_year, 1, 21)).days - (code >> 17)
        if days < 0:
            continue
        leap, month, is_leap = code >> 13 & 15, 1, False
        for position in range(13 if leap else 12):
            length = 30 if code >> position & 1 else 29
            if days < length:
                return lunar_year, month, days + 1, is_leap
            days -= length
            if month == leap and not is_leap:
                is_leap = True
            else:
                month, is_leap = month + 1, False
    return None


def lunar_text(date: dt.date) -> str:
    """农历三月十一, or "" outside the table's years."""
    lunar = lunar_date(date)
    if lunar is None:
        return ""
    _, month, day, is_leap = lunar
    return f"农历{'闰' if is_leap else ''}{_MONTHS[month - 1]}月{day_text(day)}"


def day_text(day: int) -> str:
    """初一, 初十, 十一, 二十, 廿一, 三十"""
    tens, ones = divmod(day, 10)
    if ones == 0:
        return ("初十", "二十", "三十")[tens - 1]
    return ("初", "十", "廿")[tens] + _DIGITS[ones - 1]
