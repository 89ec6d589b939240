"""What of an edition's items is searched: no refers, a jumped story once and whole, authors wherever they stand."""

from __future__ import annotations

import datetime as dt

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.search.document import BODY, HEAD, TITLE, documents

DAY = dt.date(2025, 4, 18)
PAGES = (Page(Label(1), "要闻"), Page(Label(2), "民生"))


def searched(*items: Item) -> dict[tuple[int, int], tuple[str, ...]]:
    found, _ = documents(Edition(DAY, "", PAGES, items), {}, "zh-Hans")
    return {(document.page.number, document.order): document.texts for document in found}


def test_a_story_that_jumps_is_one_document_and_a_refer_none() -> None:
    begun = Item(DAY, Label(1), 1, title="渡口修缮完工", body="新船昨天下水。", jump_to=Label(2))
    refer = Item(DAY, Label(1), 2, "refer", title="夜市开张", jump_to=Label(2))
    rest = Item(DAY, Label(2), 1, title="渡口修缮完工", body="票价不变。", jump_from=Label(1))
    market = Item(DAY, Label(2), 2, title="夜市开张", body="摊位排到桥头。")
    assert searched(begun, refer, rest, market) == {
        (1, 1): ("渡口修缮完工", "新船昨天下水。", "票价不变。"),
        (2, 2): ("夜市开张", "摊位排到桥头。"),
    }


def test_an_author_whom_the_text_does_not_name_is_found_all_the_same() -> None:
    named = Item(DAY, Label(1), 1, title="新船下水", byline="本报记者 林晚", authors=("林晚",), body="昨天下水。")
    unnamed = Item(DAY, Label(1), 2, title="夜市开张", authors=("周牧", "何青"), body="摊位排到桥头。何青说。")
    assert searched(named, unnamed) == {
        (1, 1): ("新船下水", "本报记者 林晚", "昨天下水。"),
        (1, 2): ("夜市开张", "摊位排到桥头。何青说。", "周牧"),
    }


def test_zones_tell_a_headline_from_what_stands_beside_it_and_a_stand_in_is_not_searched() -> None:
    whole = Item(
        DAY, Label(1), 1, title="新船下水", kicker="渡口今晨热闹", deck="票价不变", body="昨天下水。", credit="何青 摄"
    )
    without = Item(DAY, Label(1), 2, title="昨天下水", review=("title-missing",), body="昨天下水。")
    found, _ = documents(Edition(DAY, "", PAGES, (whole, without)), {}, "zh-Hans")
    assert [document.zones for document in found] == [(TITLE, HEAD, HEAD, BODY, BODY), (BODY,)]
