"""What words of the trade tell of any reading, whoever made it: references, rubrics, jump lines, credits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from scripts.edition.label import Label
from scripts.pagetext.assemble import Assembled, assemble
from scripts.pagetext.finish import finish
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.reading import Block, ItemReading, Piece, Reading
from scripts.pagetext.readingform import parse
from scripts.pagetext.texts import Texts


def converted(lines: Sequence[str], written: str) -> Assembled:
    page = page_model(list(lines), page=Label(1))
    return assemble(page, parse(written, page).reading, dt.date(2001, 1, 1), Label(1))


@pytest.mark.parametrize("behind", ["（2版）", " >>2版", "▶▶2版", " 详见第二版", "（见2版）"])
def test_the_page_behind_a_refer_is_its_jump(behind: str) -> None:
    page = converted([f"百亩荷塘开了花{behind}"], '[{"kind": "refer", "headline": "1"}]')
    (item,) = page.items
    assert (item.title, item.jump_to, item.body) == ("百亩荷塘开了花", Label(2), "")


@pytest.mark.parametrize("before", ["A02：", "A02版", "A02版 ", "第A02版："])
def test_the_page_before_a_refers_words_is_its_jump(before: str) -> None:
    (item,) = converted([f"{before}百亩荷塘开了花"], '[{"kind": "refer", "headline": "1"}]').items
    assert (item.title, item.jump_to) == ("百亩荷塘开了花", Label(2, "A"))


def test_pages_before_the_words_of_an_index_are_jumps() -> None:
    written = (
        '[{"kind": "refer", "headline": "1"}, {"kind": "refer", "headline": "2"}, {"kind": "refer", "headline": "3"}]'
    )
    items = converted(["A02百亩荷塘开了花", "A11老船工上岸", "A14桥头的面馆"], written).items
    assert [(item.title, str(item.jump_to)) for item in items] == [
        ("百亩荷塘开了花", "A02"),
        ("老船工上岸", "A11"),
        ("桥头的面馆", "A14"),
    ]


@pytest.mark.parametrize("title", ["12名船工上岸", "A股三连涨", "G20峰会开幕", "第3次渡江"])
def test_a_number_that_begins_a_refers_words_is_no_page(title: str) -> None:
    (item,) = converted([title], '[{"kind": "refer", "headline": "1"}]').items
    assert (item.title, item.jump_to) == (title, None)


def test_a_reference_on_a_line_of_its_own_is_a_jump() -> None:
    lines = ["百亩荷塘开了花", "荷塘村的荷花进入花期。", ">>>6版"]
    (item,) = converted(lines, '[{"kind": "article", "headline": "1", "text": "2 3"}]').items
    assert (item.jump_to, item.body) == (Label(6), "荷塘村的荷花进入花期。")
    (item,) = converted(lines, '[{"kind": "refer", "headline": "1", "deck": "2 3"}]').items
    assert (item.jump_to, item.deck) == (Label(6), "荷塘村的荷花进入花期。")


def test_a_rubric_alone_on_its_line_is_furniture() -> None:
    page = converted(
        ["导 读", "百亩荷塘开了花 2版", "桥头的面馆", "今日看点"],
        '[{"kind": "refer", "headline": "1 2"}, {"kind": "article", "headline": "3", "text": "4"}]',
    )
    assert [item.title for item in page.items] == ["百亩荷塘开了花", "桥头的面馆"]
    assert [item.body for item in page.items] == ["", ""]
    assert set(page.page.furniture) == {"导 读", "今日看点"}


def test_an_item_of_nothing_but_a_rubric_stays() -> None:
    (item,) = converted(["今日看点"], '[{"kind": "article", "headline": "1"}]').items
    assert item.title == "今日看点"


def test_a_series_number_is_no_page() -> None:
    (item,) = converted(["山乡行（3）"], '[{"kind": "refer", "headline": "1"}]').items
    assert (item.title, item.jump_to) == ("山乡行（3）", None)


@pytest.mark.parametrize(
    "cut", ["（|下转第四版）", "（下|转第四版）", "（下转|第四版）", "（下转第|四版）", "下转|第四版", "▼下转第|四版"]
)
def test_a_jump_line_that_the_measure_breaks_is_one(cut: str) -> None:
    head, tail = cut.split("|")
    lines = ["百亩荷塘开了花", f"荷塘村的荷花进入花期。{head}", tail]
    (item,) = converted(lines, '[{"kind": "article", "headline": "1", "text": "2", "jump_to": "3"}]').items
    assert (item.jump_to, item.body) == (Label(4), "荷塘村的荷花进入花期。")


def test_a_credit_on_a_line_of_its_own_ends_a_caption_without_a_full_stop() -> None:
    for lines in (("寻找合适的零件", "蒋小满／摄"), ("寻找合适的零件　本报", "记者 蒋小满 摄")):
        texts = Texts(page_model(list(lines), 1, page=Label(1)))
        photo = ItemReading("photo", body=(Block("paragraph", (Piece(1), Piece(2))),))
        (item,) = finish(Reading((photo,)), texts).items
        assert texts.of(item.body[0].value).text == "寻找合适的零件"
        assert "蒋小满" in texts.of(item.credit[0]).text
