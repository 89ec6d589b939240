"""Answers of a model as data: found in what is written round them, cut pages put together again, limits of mending."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.conversion.model.answer import judge, parse_answer, within
from scripts.conversion.model.prompt import numbered, parts_of, requests_of
from scripts.conversion.model.settings import read_settings
from scripts.pagetext import read_page
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.geometry import Box, Layout, LineGeometry
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.readingform import dump

RAW = sorted((Path(__file__).parent.parent / "raw").rglob("*.txt"))
PAGE = page_model(["小区来了修鞋匠", "城南小区门口排起了队。", "", "修鞋匠老周二十年了。 春日里的修鞋摊。陈静 摄"])
RIGHT = """[{"kind": "article", "headline": "1", "text": "2 4:1-10"},
 {"kind": "photo", "text": "4:12-19", "credit": "4:20-"}]"""


def pages() -> list[PageModel]:
    return [page_model(raw, first) for path in RAW for first, raw in split_pages(decode(path.read_bytes()).text)]


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        '{"items": ' + RIGHT + "}",
        "Here is the reading:\n```json\n" + RIGHT + "\n```\nI hope it helps [1].",
        "<think>Lines [1] and {2}?</think>\n" + RIGHT,
        "\ufeff  " + RIGHT + "\n\nDone.",
    ],
)
def test_what_is_written_round_an_answer_is_passed_over(text: str) -> None:
    found = parse_answer(text, PAGE)
    assert not found.faults
    assert len(found.reading.items) == 2


def test_an_answer_that_was_cut_off_is_used_as_far_as_it_goes() -> None:
    found = parse_answer('{"items": ' + RIGHT[:-30], PAGE)
    assert [item.kind for item in found.reading.items] == ["article"]


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "I cannot.", "[[[[", '"[1]"', "{" * 9999, "[" + "1," * 150_000 + "1]"]
)
def test_what_is_no_answer_is_told(text: str) -> None:
    found = parse_answer(text, PAGE)
    assert not found.reading.items
    if text != "[]":
        assert found.faults


@pytest.mark.parametrize("most", [25, 40, 80])
def test_a_page_that_was_cut_is_put_together_again(most: int) -> None:
    same = whole = 0
    for page in pages():
        own = read_page(page)
        requests = requests_of(page, most)
        parsed = [parse_answer(dump(within(own, one.page), one.page), one.page) for one in requests]
        assert [line.number for one in requests for line in one.page.lines] == [line.number for line in page.lines]
        judged = judge(page, parsed, own)
        assert judged.usable
        found = {(item.kind, item.headline, item.body) for item in judged.checked.reading.items}
        same += sum((item.kind, item.headline, item.body) in found for item in own.items)
        whole += len(own.items)
    assert same >= 0.8 * whole  # a story that is cut in its middle may be left in two


def test_likely_parts_of_a_line_are_given_with_their_characters() -> None:
    shown = list(numbered(PAGE))
    assert shown == [
        "1 小区来了修鞋匠",
        "2 城南小区门口排起了队。",
        "",
        "4 修鞋匠老周二十年了。 春日里的修鞋摊。陈静 摄 ‹1-10 12-19 20-23›",
    ]


@pytest.mark.parametrize(
    "text", ["10 月 3 日，国家主席致电总统，祝贺他当选。", "会 议 听 取 了 关 于 春 耕 的 汇 报 情 况 介 绍", "春耕忙"]
)
def test_spaces_that_part_nothing_make_no_parts(text: str) -> None:
    assert parts_of(page_model([text]).lines[0]) == []


def test_a_layout_is_shown_before_each_line() -> None:
    lines = {1: LineGeometry(Box(40.2, 50.4, 300, 80), 76, 28.0)}
    page = page_model(["小区来了修鞋匠", "城南"], layout=Layout(600, 800, lines=lines))
    assert list(numbered(page)) == ["1 ‹40-300 50 28› 小区来了修鞋匠", "2 城南"]
    (request,) = requests_of(page)
    assert "points" in request.messages()[0]["content"]
    assert request.key("a") != requests_of(page_model(["小区来了修鞋匠", "城南"]))[0].key("a")
    assert request.key("a") != request.key("b")


def test_settings_alone_and_over_those_of_a_file() -> None:
    made = read_settings({"mode": "model", "model": "a", "parallel": 3}, model="b", url=None)
    assert (made.model, made.parallel, made.url) == ("b", 3, "http://127.0.0.1:11434/v1")
    assert not read_settings(None).wanted
    assert not read_settings({}).wanted
