"""The arrangement of a page on the front page: nothing twice, nothing left out, in printed order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.press.render.front import MOST_BESIDE, MOST_COLUMNS, MOST_TASTE, Front, front
from scripts.press.render.views import PageView
from tests.theme_paper import PICTURE, TALL, edition, front_page, paragraphs


def every(found: Front) -> list[int]:
    parts = (found.beside, found.under, found.below, found.refers, found.notices, found.unseen)
    return sorted([one.order for part in parts for one in part] + ([found.lead.order] if found.lead else []))


@given(st.integers(0, 40), st.integers(0, 20), st.integers(0, 5), st.booleans(), st.integers(0, 9))
def test_every_item_has_one_place(count: int, photos: int, small: int, opens: bool, seed: int) -> None:
    page = front_page(count, photos, small, random.Random(seed))
    found = front(page, opens)
    assert every(found) == [one.order for one in page.items]
    for part in (found.beside, found.under, found.below):
        assert [one.order for one in part] == sorted(one.order for one in part)
    assert all(before.order < after.order for before in found.beside + found.under for after in found.below)
    assert 1 <= found.columns <= MOST_COLUMNS
    assert len(found.beside) + len(found.under) <= MOST_BESIDE
    assert (found.lead is not None) == (opens and count > 0)
    by_order = {one.order: one for one in page.items}
    for order, length in found.tastes.items():
        assert by_order[order].kind == "article"
        assert len(by_order[order].summary) < length <= MOST_TASTE


def test_a_story_in_a_short_column_shows_more_of_its_text() -> None:
    """Beside a picture that is higher than it, and only there."""
    page = front_page(2, 0, 0, random.Random(2))
    short, other = (replace(one, prominence=3, body=paragraphs(4)) for one in page.items)
    beside = replace(page, items=(short, replace(other, image=TALL)))
    assert list(front(beside).tastes) == [short.order]
    assert not front(replace(page, items=(short, replace(other, body=short.body, title=short.title)))).tastes


def test_a_tall_lead_has_more_beside_it() -> None:
    plain = front_page(12, 0, 0, random.Random(3))
    pictured = replace(plain, items=(replace(plain.items[0], image=PICTURE), *plain.items[1:]))
    assert len(front(pictured, True).beside) > len(front(plain, True).beside)


def test_a_list_does_not_stand_alone_beside_a_tall_lead() -> None:
    assert front(front_page(1, 1, 1, random.Random(2)), True).lists_below
    assert not front(front_page(9, 1, 3, random.Random(6)), True).lists_below


def test_twenty_pictures_do_not_stand_in_one_column() -> None:
    page = front_page(20, 20, 0, random.Random(1))
    found = front(page, True)
    assert len(found.beside) + len(found.under) < 8
    assert found.columns == MOST_COLUMNS


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (30, 3)])
def test_as_many_columns_as_there_are_items_for(count: int, columns: int) -> None:
    assert front(front_page(count, 0, 0, random.Random(2))).columns == columns


def test_what_is_read_elsewhere_has_no_place() -> None:
    page: PageView = edition().pages[1]
    assert page.items[0].is_tail
    assert page.items[0].order not in every(front(page, True))


def test_a_photo_without_its_picture_is_no_teaser() -> None:
    page = front_page(4, 0, 0, random.Random(4))
    bare = replace(page.items[2], kind="photo", image=None)
    found = front(replace(page, items=(*page.items[:2], bare, page.items[3])), True)
    assert [one.order for one in found.unseen] == [3]
    shown = replace(bare, image=TALL)
    assert front(replace(page, items=(*page.items[:2], shown, page.items[3])), True).unseen == ()
