"""What is sent to a worker and what comes back: plain values, so that any standard executor can run them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scripts.edition.finding import Finding
from scripts.edition.manifest import Manifest
from scripts.edition.urls import ListKind
from scripts.press.items.history import History
from scripts.press.render.desk import Run
from scripts.press.render.lists import EditionRow, ItemRow, Month, Period


@dataclass(frozen=True, slots=True)
class Place:
    """Where a build reads and writes, and what is the same for all its documents.

    `templates` keeps compiled templates. `key` is a digest of all that `run` and the theme say. `history` has the
    corrections that git tells.
    """

    settings_file: Path
    content: Path
    theme: Path
    output: Path
    staging: Path
    templates: Path
    key: str
    run: Run
    history: History = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditionJob:
    """One edition: the variants that need its items, those that need its pages, whether its pictures are to go."""

    date: dt.date
    digest: str
    items: tuple[str, ...]
    editions: tuple[str, ...]
    files: bool
    previous: dt.date | None
    next: dt.date | None


@dataclass(frozen=True, slots=True)
class MonthJob:
    """A month's calendar in some variants."""

    month: Month
    rows: tuple[EditionRow, ...]
    previous: Month | None
    next: Month | None
    variants: tuple[str, ...]
    manifests: tuple[Manifest, ...] = ()


@dataclass(frozen=True, slots=True)
class YearJob:
    """A year's calendars in some variants."""

    year: int
    rows: tuple[EditionRow, ...]
    previous: int | None
    next: int | None
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListJob:
    """One page of a list in some variants.

    `changed` are the dates whose items differ from what was published; None: all may.
    """

    kind: ListKind
    name: str
    period: Period
    rows: tuple[ItemRow, ...]
    total: int
    periods: tuple[Period, ...]
    variants: tuple[str, ...]
    changed: frozenset[dt.date] | None = None


Job = EditionJob | MonthJob | YearJob | ListJob


@dataclass(slots=True)
class Unit:
    """What was printed under one name: files below output/ with their sizes, and how many of them differ."""

    name: str
    files: list[tuple[str, int]] = field(default_factory=list)
    written: int = 0


@dataclass(slots=True)
class Done:
    """What a batch of jobs came to."""

    units: list[Unit] = field(default_factory=list)
    manifests: list[tuple[Manifest, tuple[Finding, ...]]] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


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
