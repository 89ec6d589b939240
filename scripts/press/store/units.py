"""Units: what is printed, kept and dropped together, each under a name that says which part of the site it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.edition.urls import ListKind
from scripts.press.store.siteindex import Month, Period


@dataclass(slots=True)
class Unit:
    """What was printed under one name: files below output/ with their sizes, and how many of them differ."""

    name: str
    files: list[tuple[str, int]] = field(default_factory=list)
    written: int = 0


def unit_name(variant: str, kind: str, *rest: str) -> str:
    """`zh-Hans/item/2022-04-11`; what is one for all variants has `*` for its variant."""
    return "/".join((variant, kind, *rest))


def item_unit(variant: str, date: dt.date) -> str:
    """The items of an edition."""
    return unit_name(variant, "item", date.isoformat())


def edition_unit(variant: str, date: dt.date) -> str:
    """The edition and its pages."""
    return unit_name(variant, "edition", date.isoformat())


def file_unit(date: dt.date) -> str:
    """The pictures beside the items."""
    return unit_name("*", "file", date.isoformat())


def units_of(date: dt.date, variants: Iterable[str]) -> list[str]:
    """All units of an edition."""
    both = [(item_unit(variant, date), edition_unit(variant, date)) for variant in variants]
    return [file_unit(date), *(name for pair in both for name in pair)]


def month_unit(variant: str, month: Month) -> str:
    """A month."""
    return unit_name(variant, "month", f"{month[0]:04d}-{month[1]:02d}")


def year_unit(variant: str, year: int) -> str:
    """A year."""
    return unit_name(variant, "year", f"{year:04d}")


def list_unit(variant: str, kind: ListKind, name: str, period: Period) -> str:
    """One page of a list."""
    return unit_name(variant, "list", kind, "-".join(f"{part:02d}" for part in period), name)


def site_unit(variant: str, producer: str) -> str:
    """What one producer makes of the whole site."""
    return unit_name(variant, "site", producer)


def rank(path: str) -> int:
    """In which order files are replaced: what others point to before what points to it, the front page last."""
    parts = [part for part in path.split("/") if not part.startswith("zh-")]
    if parts == ["index.html"]:
        return 3
    if parts[0].isdigit():
        return 0 if len(parts) >= 5 else 1
    return 2
