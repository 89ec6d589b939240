"""What is to be built: a pure function of what is known of the last build and what is there now."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scripts.edition.manifest import Manifest
from scripts.edition.urls import ListKind
from scripts.press.store.siteindex import Month, Period

T = TypeVar("T", bound="dt.date | tuple[int, int] | int | Period")
ListPage = tuple[ListKind, str, Period]


@dataclass(frozen=True, slots=True)
class Known:
    """Editions by digest; keys by kind of unit and variant; for each variant its oldest date (None: it has none)."""

    editions: Mapping[dt.date, str]
    bases: Mapping[str, str]
    first: Mapping[str, dt.date | None]

    def has(self, variant: str, date: dt.date) -> bool:
        """Whether this edition is built in this variant."""
        oldest = self.first.get(variant)
        return oldest is not None and date >= oldest


@dataclass(frozen=True, slots=True)
class VariantPlan:
    """What one variant needs: dates whose items, whose edition and pages, and which months and years are stale.

    `gone_editions`, `gone_months` and `gone_years` are no longer published. `all_lists`: every list is stale. `sites`
    are the names of the site's producers that are stale whatever they read.
    """

    items: frozenset[dt.date]
    editions: frozenset[dt.date]
    months: frozenset[Month]
    years: frozenset[int]
    all_lists: bool
    sites: frozenset[str]
    gone_editions: frozenset[dt.date]
    gone_months: frozenset[Month]
    gone_years: frozenset[int]


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """`changed` editions are new or differ, `removed` are gone, `crossing` are in more or fewer variants.

    `files` are the editions whose pictures are to be published anew.
    """

    changed: frozenset[dt.date]
    removed: frozenset[dt.date]
    crossing: frozenset[dt.date]
    files: frozenset[dt.date]
    variants: Mapping[str, VariantPlan] = field(default_factory=dict)
    gone_variants: frozenset[str] = frozenset()

    @property
    def touched(self) -> frozenset[dt.date]:
        """Editions at least one unit of which is printed."""
        return frozenset(self.files.union(*(v.items | v.editions for v in self.variants.values())))


def plan(old: Known, new: Known) -> BuildPlan:
    """What is stale, and what is to disappear."""
    changed = frozenset(date for date, digest in new.editions.items() if old.editions.get(date) != digest)
    removed = frozenset(old.editions.keys() - new.editions.keys())
    crossing = frozenset(
        date
        for date in new.editions.keys() & old.editions.keys()
        if any(old.has(v, date) != new.has(v, date) for v in {*old.first, *new.first})
    )
    came_or_went = (new.editions.keys() ^ old.editions.keys()) | crossing
    beside = neighbours(came_or_went, sorted(new.editions))
    old_months, new_months = _months(old.editions), _months(new.editions)
    old_years, new_years = {m[0] for m in old_months}, {m[0] for m in new_months}
    moved = changed | removed | crossing | beside
    months = (_months(moved) | neighbours(old_months ^ new_months, sorted(new_months))) & new_months
    years = ({m[0] for m in _months(moved)} | neighbours(old_years ^ new_years, sorted(new_years))) & new_years
    rebuilt = {kind for kind, key in new.bases.items() if old.bases.get(kind) != key}
    variants = {}
    for variant in new.first:
        wanted = frozenset(date for date in new.editions if new.has(variant, date))
        had = frozenset(date for date in old.editions if old.has(variant, date))
        variants[variant] = VariantPlan(
            items=wanted if f"item@{variant}" in rebuilt else wanted & (changed | crossing),
            editions=wanted if f"edition@{variant}" in rebuilt else wanted & (changed | crossing | beside),
            months=frozenset(new_months if f"month@{variant}" in rebuilt else months),
            years=frozenset(new_years if f"year@{variant}" in rebuilt else years),
            all_lists=f"list@{variant}" in rebuilt,
            sites=frozenset(
                kind.removeprefix("site:").partition("@")[0]
                for kind in rebuilt
                if kind.startswith("site:") and kind.endswith("@" + variant)
            ),
            gone_editions=had - wanted,
            gone_months=frozenset(old_months - new_months),
            gone_years=frozenset(old_years - new_years),
        )
    files = frozenset(new.editions) if "file@" in rebuilt else changed
    return BuildPlan(changed, removed, crossing, files, variants, frozenset(old.first.keys() - new.first.keys()))


def first_dates(variants: Mapping[str, int | None], dates: Sequence[dt.date]) -> dict[str, dt.date | None]:
    """For each variant the oldest date it is built for: of its newest N editions, or of all (`dates`: oldest first)."""
    first: dict[str, dt.date | None] = {}
    for variant, newest in variants.items():
        if newest is None:
            first[variant] = dt.date.min
        else:
            first[variant] = dates[max(len(dates) - newest, 0)] if dates and newest else None
    return first


def neighbours(moved: Iterable[T], present: Sequence[T]) -> set[T]:
    """The nearest on either side, among `present` (sorted), of each that came or went."""
    beside = set()
    for value in moved:
        at = bisect_left(present, value)
        if at:
            beside.add(present[at - 1])
        if at < len(present) and present[at] == value:
            at += 1
        if at < len(present):
            beside.add(present[at])
    return beside


def touched_lists(old: Manifest | None, new: Manifest | None) -> set[ListPage]:
    """The pages of lists whose lines about an edition differ between two of its manifests (None: no edition)."""
    before, after = _lines_of_lists(old), _lines_of_lists(new)
    return {page for page in before.keys() | after.keys() if before.get(page) != after.get(page)}


def _lines_of_lists(manifest: Manifest | None) -> dict[ListPage, list[object]]:
    lines: dict[ListPage, list[object]] = {}
    if manifest is None:
        return lines
    year, month = manifest.date.year, manifest.date.month
    names = {page.number: page.name for page in manifest.pages}
    for item in manifest.items:
        line = (
            item.page.printed(manifest.label_digits), item.page, item.order, item.kind, item.title, item.summary,
            names.get(item.page), item.digest,
        )  # fmt: skip
        if name := names.get(item.page):
            lines.setdefault(("page_name", name, (year, month)), []).append(line)
        for author in dict.fromkeys(item.authors):
            lines.setdefault(("author", author, (year,)), []).append(line)
    return lines


def list_pages(
    touched: Iterable[ListPage],
    before: Mapping[tuple[ListKind, str], Collection[Period]],
    after: Mapping[tuple[ListKind, str], Collection[Period]],
    short: Collection[tuple[ListKind, str]] = (),
) -> tuple[set[ListPage], set[ListPage]]:
    """Stale pages of lists and those to disappear, heads included, from the touched ones and each list's pages.

    `short` are lists that have their head alone; of others without pages nothing is left.
    """
    stale: set[ListPage] = set()
    gone: set[ListPage] = set()
    for kind, name, period in touched:
        old, new = set(before.get((kind, name), ())), set(after.get((kind, name), ()))
        pages = {period, *neighbours(old ^ new, sorted(new)), *(new - old)}
        stale |= {(kind, name, page) for page in pages & new}
        gone |= {(kind, name, page) for page in old - new}
        (stale if new or (kind, name) in short else gone).add((kind, name, ()))
    return stale, gone


def _months(dates: Iterable[dt.date]) -> set[Month]:
    return {(date.year, date.month) for date in dates}
