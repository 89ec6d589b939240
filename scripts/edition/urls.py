"""Addresses: the one place where a date, page and order become a path on the site or on disk.

Site paths start and end with a slash and are relative to the site's root; a variant's carry its prefix. An address
depends on the place in print alone, so that a new headline never moves an item.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

_PLACE = re.compile(r"(\d{2})-(\d{2,3})\.md")

VARIANT_PREFIX = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "zh-Hant-TW": "zh-hant-tw", "zh-Hant-HK": "zh-hant-hk"}
"""Folder of a variant that is not the site's own script; the site's own lies at the root."""


def edition_url(date: dt.date) -> str:
    """`/2022/04/11/`"""
    return f"/{date:%Y/%m/%d}/"


def page_url(date: dt.date, page: int) -> str:
    """`/2022/04/11/01/`"""
    return f"/{date:%Y/%m/%d}/{page:02d}/"


def item_url(date: dt.date, page: int, order: int) -> str:
    """`/2022/04/11/01/02/`"""
    return f"/{date:%Y/%m/%d}/{page:02d}/{order:02d}/"


def month_url(year: int, month: int) -> str:
    """`/2022/04/`"""
    return f"/{year:04d}/{month:02d}/"


def year_url(year: int) -> str:
    """`/2022/`"""
    return f"/{year:04d}/"


def in_variant(url: str, variant: str, default: str) -> str:
    """A site path as it stands in `variant` of a site whose own script is `default`."""
    return url if variant == default else f"/{VARIANT_PREFIX[variant]}{url}"


def edition_folder(date: dt.date) -> Path:
    """`2022/04/11`, below content/ and below raw/."""
    return Path(f"{date:%Y/%m/%d}")


def item_file(page: int, order: int) -> str:
    """`01-02.md`"""
    return f"{page:02d}-{order:02d}.md"


def place_of(file_name: str) -> tuple[int, int] | None:
    """Page and order that an item's file name gives, or None where it is no item's name."""
    match = _PLACE.fullmatch(file_name)
    return (int(match[1]), int(match[2])) if match else None


def date_of(folder: Path) -> dt.date | None:
    """The date that a path's last three parts give, or None where they are no date."""
    parts = folder.parts[-3:]
    if len(parts) == 3 and [len(p) for p in parts] == [4, 2, 2] and all(p.isascii() and p.isdigit() for p in parts):
        try:
            return dt.date(*map(int, parts))
        except ValueError:
            return None
    return None
