"""What is sent to a worker and what it returns: plain values, so that any standard executor can run them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from scripts.edition.finding import Finding
from scripts.edition.manifest import Manifest
from scripts.edition.urls import ListKind
from scripts.press.items.history import History
from scripts.press.render.desk import BuildContext
from scripts.press.store.siteindex import EditionRow, ItemRow, Month, Period
from scripts.press.store.units import Unit


@dataclass(frozen=True, slots=True)
class BuildPaths:
    """Where a build reads and writes, and what is the same for all its documents.

    `templates` keeps compiled templates. `key` is a digest of all that `run` and the theme say. `history` has the
    corrections that git tells. `pictures` keeps what was made of pictures.
    """

    settings_file: Path
    content: Path
    theme: Path
    output: Path
    staging: Path
    templates: Path
    key: str
    run: BuildContext
    history: History = field(default_factory=dict)
    pictures: Path | None = None


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


PrintJob = EditionJob | MonthJob | YearJob | ListJob


@dataclass(slots=True)
class BatchResult:
    """What a batch of jobs came to."""

    units: list[Unit] = field(default_factory=list)
    manifests: list[tuple[Manifest, tuple[Finding, ...]]] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
