"""What the state answers: rows in the order that lists and the front page print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.edition.label import Label
from scripts.edition.manifest import ItemEntry, Manifest, PageEntry
from scripts.press.store.state import State

JANUARY = [dt.date(2024, 1, day) for day in (10, 11, 12)]


def entry(order: int, corrected: str = "", author: str = "周牧") -> ItemEntry:
    return ItemEntry(Label(1), order, "article", f"第{order}篇", authors=(author,), corrected=corrected)


def edition(date: dt.date, *items: ItemEntry) -> Manifest:
    return Manifest(date, "d", pages=(PageEntry(Label(1), "要闻"),), items=items)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.sqlite3") as made:
        made.begin()
        made.put_edition(edition(JANUARY[0], entry(1, "2024-02-01"), entry(2, "2024-02-03"), entry(3)), "s", ())
        made.put_edition(edition(JANUARY[1], entry(1, "2024-02-03"), entry(2, "2024-01-30")), "s", ())
        made.put_edition(edition(JANUARY[2], entry(1, "2024-02-05", "林晚")), "s", ())
        made.commit()
        yield made


def test_corrected_items_come_last_corrected_first(state: State) -> None:
    rows = state.corrected(dt.date(2024, 1, 31), JANUARY[2], 10)
    assert [(row.date.day, row.order, last) for row, last in rows] == [
        (11, 1, "2024-02-03"),  # of one day's corrections the newer edition's first
        (10, 2, "2024-02-03"),
        (10, 1, "2024-02-01"),
    ]
    assert [row.order for row, _ in state.corrected(dt.date(2024, 1, 31), JANUARY[2], 2)] == [1, 2]


def test_a_list_is_newest_first_and_forgets_what_is_gone(state: State) -> None:
    assert state.periods("author", "周牧") == {(2024,): 5}
    assert [(row.date.day, row.order) for row in state.listed("author", "周牧", (), 3)] == [(11, 1), (11, 2), (10, 1)]
    state.begin()
    state.put_edition(edition(JANUARY[1], entry(1)), "s", ())
    state.remove_edition(JANUARY[2])
    state.commit()
    assert state.periods("author", "周牧") == {(2024,): 4}
    assert state.list_totals("author") == [("周牧", 4)]
    assert state.months() == {(2024, 1): (2, 4)}
    assert [row.date.day for row in state.latest(5)] == [11, 10]


def test_the_head_of_a_list_has_pictures_and_its_registers_have_none(state: State) -> None:
    photo = ItemEntry(Label(1), 4, "photo", "渡船靠岸", "三名乘客", ("周牧",), picture="/2024/01/12/images/a.webp")
    state.begin()
    state.put_edition(edition(JANUARY[2], photo), "s", ())
    state.commit()
    assert state.manifest(JANUARY[2]) == edition(JANUARY[2], photo)
    assert state.listed("author", "周牧", (), 1)[0].picture == photo.picture
    assert state.listed("author", "周牧", (2024,), 1)[0].picture == ""


def test_what_was_not_committed_never_happened(tmp_path: Path, state: State) -> None:
    state.begin()
    state.remove_edition(JANUARY[0])
    with state:
        pass
    with State(tmp_path / "state.sqlite3") as again:
        assert [row.date.day for row in again.latest(5)] == [12, 11, 10]
