"""From a plan to jobs: which editions, months, years and pages of lists are printed in which variants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scripts.edition.manifest import Manifest
from scripts.edition.urls import LIST_KINDS, ListKind
from scripts.press.plan import stale
from scripts.press.plan.jobs import EditionJob, ListJob, MonthJob, PrintJob, YearJob
from scripts.press.plan.stale import BuildPlan, Known, ListPage
from scripts.press.store import units
from scripts.press.store.siteindex import LIST_LENGTH, Month, Period
from scripts.press.store.state import State

T = TypeVar("T")
PageOfList = tuple[ListPage, tuple[str, ...]]
"""A page of a list, and the variants to print it in."""


@dataclass(slots=True)
class Lists:
    """The lists that a build's editions change: noted edition by edition, before the state forgets the old one."""

    touched: set[ListPage] = field(default_factory=set)
    before: dict[tuple[ListKind, str], Collection[Period]] = field(default_factory=dict)

    def note(self, state: State, old: Manifest | None, new: Manifest | None) -> None:
        """An edition is about to become another one, appear (`old` None) or disappear (`new` None)."""
        pages = stale.touched_lists(old, new)
        for kind, name, _ in pages:
            if (kind, name) not in self.before:
                self.before[kind, name] = tuple(state.published_periods(kind, name))
        self.touched |= pages


def edition_jobs(todo: BuildPlan, new: Known) -> list[EditionJob]:
    """Every edition of which something is to be printed, oldest first."""
    dates = sorted(new.editions)
    touched = todo.changed | todo.touched
    return [
        EditionJob(
            date,
            new.editions[date],
            tuple(name for name, variant_plan in todo.variants.items() if date in variant_plan.items),
            tuple(name for name, variant_plan in todo.variants.items() if date in variant_plan.editions),
            date in todo.files,
            _at(dates, at - 1),
            _at(dates, at + 1),
        )
        for at, date in enumerate(dates)
        if date in touched
    ]


def calendar_jobs(todo: BuildPlan, state: State) -> Iterator[PrintJob]:
    """Every stale month and year, each read from the state when it is asked for."""
    months = sorted(state.months())
    years = sorted({year for year, _ in months})
    for month in stale_months(todo):
        at = months.index(month)
        rows = state.editions_between(dt.date(*month, 1), _last_day(*month))
        asked = tuple(name for name, work in todo.variants.items() if month in work.months)
        manifests = tuple(state.manifests(dt.date(*month, 1), _last_day(*month)))
        yield MonthJob(month, tuple(rows), _at(months, at - 1), _at(months, at + 1), asked, manifests)
    for year in stale_years(todo):
        at = years.index(year)
        rows = state.editions_between(dt.date(year, 1, 1), dt.date(year, 12, 31))
        asked = tuple(name for name, work in todo.variants.items() if year in work.years)
        yield YearJob(year, tuple(rows), _at(years, at - 1), _at(years, at + 1), asked)


def stale_months(todo: BuildPlan) -> list[Month]:
    """The months that at least one variant needs."""
    return sorted({month for work in todo.variants.values() for month in work.months})


def stale_years(todo: BuildPlan) -> list[int]:
    """The years that at least one variant needs."""
    return sorted({year for work in todo.variants.values() for year in work.years})


def list_pages(todo: BuildPlan, state: State, lists: Lists) -> tuple[list[PageOfList], list[str]]:
    """Every stale page of a list with the variants that need it, and the units of those that are to go."""
    everywhere = tuple(name for name, work in todo.variants.items() if work.all_lists)
    elsewhere = tuple(name for name, work in todo.variants.items() if not work.all_lists)
    after = {(kind, name): state.published_periods(kind, name) for kind, name, _ in lists.touched}
    short = {key for key, periods in after.items() if not periods and state.periods(*key)}
    pages, gone = stale.list_pages(lists.touched, lists.before, after, short)
    listed: list[PageOfList] = []
    if everywhere:
        for kind in LIST_KINDS:
            for name, _ in sorted(state.list_totals(kind)):
                listed += [((kind, name, period), everywhere) for period in ((), *state.published_periods(kind, name))]
    if elsewhere:
        listed += [(page, elsewhere) for page in sorted(pages)]
    return listed, [units.list_unit(variant, *page) for page in sorted(gone) for variant in todo.variants]


def list_jobs(pages: Iterable[PageOfList], state: State, todo: BuildPlan) -> Iterator[PrintJob]:
    """The jobs that print pages of lists, each read from the state when it is asked for."""
    for page, variants in pages:
        is_known = not any(todo.variants[variant].all_lists for variant in variants)
        kind, name, period = page
        counts = state.periods(kind, name)
        rows = state.listed(kind, name, period, LIST_LENGTH + 1)  # one more: where the list goes on
        total = counts[period] if period else sum(counts.values())
        periods = state.published_periods(kind, name)
        changed = todo.changed if is_known else None
        yield ListJob(kind, name, period, tuple(rows), total, tuple(periods), variants, changed)


def gone_units(todo: BuildPlan, state: State) -> list[str]:
    """The units of editions, months, years and variants that are not published any more."""
    gone = [name for variant in sorted(todo.gone_variants) for name in state.unit_names(f"{variant}/")]
    gone += [units.file_unit(date) for date in sorted(todo.removed)]
    for variant, work in todo.variants.items():
        for date in sorted(work.gone_editions):
            gone += [units.item_unit(variant, date), units.edition_unit(variant, date)]
        gone += [units.month_unit(variant, month) for month in sorted(work.gone_months)]
        gone += [units.year_unit(variant, year) for year in sorted(work.gone_years)]
    return gone


def _at(sequence: Sequence[T], index: int) -> T | None:
    return sequence[index] if 0 <= index < len(sequence) else None


def _last_day(year: int, month: int) -> dt.date:
    return (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
