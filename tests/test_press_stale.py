"""What is stale: the pure plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.label import Label
from scripts.edition.manifest import ItemEntry, Manifest, PageEntry
from scripts.edition.urls import ListKind
from scripts.press.plan import stale
from scripts.press.plan.stale import Known, first_dates, list_pages, neighbours, plan, touched_lists
from scripts.press.store.siteindex import Period

DAYS = [dt.date(2024, 1, 30) + dt.timedelta(n) for n in range(5)]
BASES = {f"{kind}@zh-Hans": "1" for kind in ("item", "edition", "month", "year", "list", "site:home")} | {"file@": "1"}
OLD = Known(dict.fromkeys(DAYS[:4], "a"), BASES, {"zh-Hans": dt.date.min})


def test_nothing_changed_is_nothing_to_do() -> None:
    todo = plan(OLD, OLD)
    one = todo.variants["zh-Hans"]
    assert (todo.touched, todo.removed, one.months, one.years, one.sites) == (frozenset(),) * 5
    assert not one.all_lists


def test_a_new_edition_touches_its_neighbour_month_and_year() -> None:
    todo = plan(OLD, replace(OLD, editions={**OLD.editions, DAYS[4]: "a"}))
    one = todo.variants["zh-Hans"]
    assert one.items == {DAYS[4]}
    assert one.editions == {DAYS[3], DAYS[4]}
    assert one.months == {(2024, 2)}
    assert one.years == {2024}


def test_the_first_of_a_month_touches_the_month_before() -> None:
    before = replace(OLD, editions=dict.fromkeys(DAYS[:2], "a"))
    todo = plan(before, replace(before, editions=dict.fromkeys(DAYS[:3], "a")))
    assert todo.variants["zh-Hans"].months == {(2024, 1), (2024, 2)}


def test_a_removed_edition_disappears_with_its_month() -> None:
    new = replace(OLD, editions=dict.fromkeys(DAYS[:2], "a"))
    todo = plan(OLD, new)
    one = todo.variants["zh-Hans"]
    assert todo.removed == {DAYS[2], DAYS[3]} == one.gone_editions
    assert one.gone_months == {(2024, 2)}
    assert one.editions == {DAYS[1]}
    assert not one.items


def test_a_template_change_rebuilds_its_kind_only() -> None:
    todo = plan(OLD, replace(OLD, bases={**BASES, "month@zh-Hans": "2"}))
    one = todo.variants["zh-Hans"]
    assert one.months == {(2024, 1), (2024, 2)}
    assert not todo.touched


def test_an_edition_that_leaves_the_newest_n_is_touched_in_every_variant() -> None:
    bases = BASES | {f"{kind}@zh-Hant-TW": "1" for kind in ("item", "edition", "month", "year", "list")}
    first = {"zh-Hans": dt.date.min, "zh-Hant-TW": DAYS[2]}
    old = Known(OLD.editions, bases, first)
    new = Known({**OLD.editions, DAYS[4]: "a"}, bases, {**first, "zh-Hant-TW": DAYS[3]})
    todo = plan(old, new)
    assert todo.crossing == {DAYS[2]}
    assert DAYS[2] in todo.variants["zh-Hans"].items
    assert todo.variants["zh-Hant-TW"].gone_editions == {DAYS[2]}


def test_a_variant_that_is_dropped_is_gone() -> None:
    old = replace(OLD, first={**OLD.first, "zh-Hant-HK": dt.date.min})
    assert plan(old, OLD).gone_variants == {"zh-Hant-HK"}


def test_first_dates() -> None:
    first = first_dates({"zh-Hans": None, "zh-Hant-TW": 2, "zh-Hant-HK": 0}, DAYS)
    assert first == {"zh-Hans": dt.date.min, "zh-Hant-TW": DAYS[3], "zh-Hant-HK": None}
    assert first_dates({"zh-Hant-TW": 9}, DAYS)["zh-Hant-TW"] == DAYS[0]


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_neighbours_are_those_whose_links_differ(old: set[int], new: set[int]) -> None:
    def around(present: set[int], one: int) -> tuple[int | None, int | None]:
        return max((n for n in present if n < one), default=None), min((n for n in present if n > one), default=None)

    beside = neighbours(old ^ new, sorted(new))
    for one in new & old:
        if around(old, one) != around(new, one):
            assert one in beside


def manifest(title: str, summary: str = "", author: str = "甲") -> Manifest:
    return Manifest(
        DAYS[0],
        title,
        "",
        (PageEntry(Label(1), "要闻"),),
        (ItemEntry(Label(1), 1, "article", title, summary, (author,)),),
    )


def test_lists_are_touched_where_they_tell_something_else() -> None:
    one = manifest("题")
    assert touched_lists(one, one) == set()
    assert touched_lists(None, one) == {("page_name", "要闻", (2024, 1)), ("author", "甲", (2024,))}
    assert touched_lists(one, manifest("题", author="乙")) == {("author", "甲", (2024,)), ("author", "乙", (2024,))}


def test_a_new_page_of_a_list_touches_the_page_before_and_the_head() -> None:
    touched: set[stale.ListPage] = {("author", "甲", (2024,))}
    before, after = {("author", "甲"): [(2022,), (2023,)]}, {("author", "甲"): [(2022,), (2023,), (2024,)]}
    pages, gone = list_pages(touched, before, after)  # type: ignore[arg-type]
    assert pages == {("author", "甲", (2024,)), ("author", "甲", (2023,)), ("author", "甲", ())}
    assert gone == set()
    pages, gone = list_pages(touched, {("author", "甲"): [(2024,)]}, {("author", "甲"): []})
    assert pages == set()
    assert gone == {("author", "甲", (2024,)), ("author", "甲", ())}


def test_a_list_that_grows_long_gets_all_its_pages_and_loses_them_with_its_items() -> None:
    one: tuple[ListKind, str] = ("author", "甲")
    touched: set[stale.ListPage] = {(*one, (2024,))}
    every: set[stale.ListPage] = {(*one, (2021,)), (*one, (2022,)), (*one, (2024,))}
    long: dict[tuple[ListKind, str], list[Period]] = {one: [(2021,), (2022,), (2024,)]}
    assert list_pages(touched, {one: []}, long) == ({*every, (*one, ())}, set())
    assert list_pages(touched, long, {one: []}, {one}) == ({(*one, ())}, every)
    assert list_pages(touched, {one: []}, {one: []}, {one}) == ({(*one, ())}, set())
