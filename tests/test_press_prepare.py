"""What follows from an edition alone: jumps joined, refers led to their items, prominence, the manifest."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from scripts.edition.label import Label
from scripts.edition.manifest import Manifest
from scripts.edition.model import Edition, Item, Page
from scripts.edition.relations import likeness
from scripts.press.items.pictures import EditionPictures
from scripts.press.items.prepare import manifest_of, prepare
from scripts.press.render.addresses import Site

DAY = dt.date(2024, 1, 29)

NOTHING = EditionPictures(Path("/nowhere"), Site(), dt.date(2025, 4, 18))
"""An edition without pictures."""


def edition(*items: Item) -> Edition:
    pages = tuple(Page(Label(number), name) for number, name in ((1, "要闻"), (2, "本埠"), (3, "")))
    return Edition(DAY, "7", pages, tuple(sorted(items, key=lambda i: (i.page, i.order))))


def item(page: int, order: int, title: str = "题", **more: Any) -> Item:
    return Item(DAY, Label(page), order, title=title, **more)


def test_a_jump_is_joined_from_both_sides() -> None:
    found = prepare(edition(item(1, 1, jump_to=Label(2)), item(2, 3, jump_from=Label(1)), item(2, 4)), NOTHING)
    assert found[Label(1), 1].jump == (Label(2), 3)
    assert found[Label(2), 3].jump == (Label(1), 1)
    assert found[Label(2), 4].jump is None


def test_two_jumps_between_the_same_pages_are_told_apart_by_their_titles() -> None:
    one, two = "望潮桥今晚重新亮灯", "渡口末班船推迟到夜里"
    parts = (item(2, 1, "渡口末班船推迟", jump_from=Label(1)), item(2, 2, "望潮桥重新亮灯", jump_from=Label(1)))
    found = prepare(edition(item(1, 1, one, jump_to=Label(2)), item(1, 2, two, jump_to=Label(2)), *parts), NOTHING)
    assert found[Label(1), 1].jump == (Label(2), 2)
    assert found[Label(1), 2].jump == (Label(2), 1)


def test_a_jump_without_its_other_part_leads_nowhere() -> None:
    found = prepare(edition(item(1, 1, jump_to=Label(9)), item(2, 1, jump_from=Label(5))), NOTHING)
    assert [one.jump for one in found.values()] == [None, None]


def test_a_refer_leads_to_the_item_it_names() -> None:
    refer = item(1, 2, "望潮桥重新亮灯", kind="refer")
    others = (item(2, 1, "渡口末班船推迟"), item(3, 1, "望潮桥今晚重新亮灯"))
    assert prepare(edition(refer, *others), NOTHING)[Label(1), 2].target == (Label(3), 1)
    unlike = item(1, 3, "天气预报", kind="refer")
    assert prepare(edition(unlike, *others), NOTHING)[Label(1), 3].target is None


def test_prominence() -> None:
    items = (item(1, 1, body="长" * 300), item(1, 2, body="长" * 900), item(1, 3, body="短"), item(1, 4, kind="photo"))
    assert [one.prominence for one in prepare(edition(*items), NOTHING).values()] == [1, 2, 4, 3]


def test_likeness_runs_from_0_to_1() -> None:
    assert likeness("望潮桥", "望潮桥") == 1
    assert likeness("望潮桥", "渡口") == 0
    assert likeness("", "渡口") == 0


def test_a_manifest_comes_back_as_it_was() -> None:
    one = edition(item(1, 1, 'a "b"\\', authors=("甲", "乙"), body="文。"), item(2, 1, kind="refer", review=("x",)))
    manifest = manifest_of(one, prepare(one, NOTHING), "digest")
    assert Manifest.from_json(manifest.to_json()) == manifest
    assert manifest.lead == 'a "b"\\'
    assert manifest.open_reviews == 1
    assert manifest.page_name(Label(2)) == "本埠"
    assert manifest.items[0].summary == "文。"
    assert Manifest.from_json(Manifest(DAY, "").to_json()) == Manifest(DAY, "")
