"""What was drawn apart finds its place: columns their stories, headlines their texts, page references their refers."""

from __future__ import annotations

from itertools import count

import pytest

from scripts.pagetext.assignment import assign_list
from scripts.pagetext.chunks import Chunk
from scripts.pagetext.elements import Element
from scripts.pagetext.lines import Line, make_line, measure_lines
from scripts.pagetext.links import COSTS, Fragment, link
from scripts.pagetext.match import Ties, halves
from scripts.pagetext.pointers import point
from scripts.pagetext.settle import settle
from scripts.pagetext.story import Story
from scripts.pagetext.storybuilder import Drafts

NUMBERS = count(1)


def line(text: str, number: int = 0) -> Line:
    return make_line(number or next(NUMBERS), text, gap=False)


def element(text: str, kind: str = "para", number: int = 0) -> Element:
    return Element(kind, [line(text, number)], text, "test")


def set_in_lines(text: str, measure: int = 14) -> Element:
    lines = [line(text[at : at + measure]) for at in range(0, len(text), measure)]
    return Element("para", lines, text, "test")


def story(*paras: str, heads: tuple[str, ...] = ()) -> Story:
    made = [element(text, "display") for text in heads]
    chunk = Chunk(paras=[set_in_lines(text) for text in paras])
    measure_lines([x for para in chunk.paras for x in para.lines])
    chunk.settle()
    return Story("article", heads=made, chunks=[chunk], side="before" if heads else "")


def body(of: Story) -> list[str]:
    return [para.text for chunk in of.chunks for para in chunk.paras]


def loose(*groups: tuple[str, ...]) -> list[tuple[int, list[Element]]]:
    return [(0, [element(text, "display") for text in group]) for group in groups]


TEA = "雾岭的春茶昨天开采，采茶工天不亮就上了山，一芽一叶的鲜茶每斤收到九十六元。"
FERRY = "望潮桥边的老渡船本月停航检修，船工说甲板要重铺，轮渡公司安排了接驳的小船。"
CHOIR = "桥西小学的合唱团排练汽笛之歌，孩子们用嗓子学出了机车的汽笛声。"


def test_a_column_goes_on_with_the_sentence_that_was_cut() -> None:
    tea, ferry = story(TEA[:28]), story(FERRY[:28])
    columns = [Fragment(story(TEA[28:]), True, 2), Fragment(story(FERRY[28:]), True, 2)]
    stories = [tea, ferry]
    link(stories, columns)
    assert [body(s) for s in stories] == [[TEA], [FERRY]]


def test_a_column_without_any_text_to_go_on_with_stands_alone_and_is_doubted() -> None:
    stories: list[Story] = []
    link(stories, [Fragment(story(TEA[28:]), True, 0)])
    assert [body(s) for s in stories] == [[TEA[28:]]]
    assert stories[0].doubts == ["begins-inside"]


def test_nothing_is_continued_twice() -> None:
    stories = [story(TEA[:28])]
    columns = [Fragment(story(TEA[28:]), True, 1), Fragment(story(FERRY[28:]), True, 1)]
    link(stories, columns)
    text = "".join(text for s in stories for text in body(s))
    assert sorted(text) == sorted(TEA + FERRY[28:])
    assert TEA[28:] in text
    assert FERRY[28:] in text


def test_columns_never_go_round_in_a_circle() -> None:
    one, other = Fragment(story(TEA[14:28]), True, 0), Fragment(story(TEA[:14]), True, 0)
    stories: list[Story] = []
    link(stories, [one, other])
    assert sum(len(body(s)) for s in stories) >= 1
    assert sorted("".join(text for s in stories for text in body(s))) == sorted(TEA[:28])


def test_every_cue_of_a_column_has_a_cost() -> None:
    assert {"none", "next", "mid-open", "seam3", "kin-most"} <= set(COSTS)


@pytest.mark.parametrize("turn", [False, True])
def test_listed_headlines_go_to_their_texts_whatever_the_order(turn: bool) -> None:
    groups = [
        ("雾岭春茶开采", "鲜茶每斤九十六元"),
        ("望潮桥渡船停航检修", "轮渡公司安排接驳小船"),
        ("桥西小学合唱团排练汽笛之歌",),
    ]
    texts = [story(TEA), story(FERRY), story(CHOIR)]
    drafts = Drafts(stories=texts, loose=loose(*(groups[::-1] if turn else groups)))
    found = settle(drafts)
    assert [[x.text for x in s.heads] for s in found] == [list(group) for group in groups]


def test_a_refer_in_the_list_is_no_part_of_a_headline() -> None:
    groups = [("雾岭春茶开采", "鲜茶每斤九十六元"), ("省运会今晚闭幕",), ("望潮桥渡船停航检修", "轮渡公司安排接驳小船")]
    found = settle(Drafts(stories=[story(TEA), story(FERRY)], loose=loose(*groups)))
    assert {(s.kind, tuple(x.text for x in s.heads)) for s in found} == {
        ("article", groups[0]),
        ("refer", groups[1]),
        ("article", groups[2]),
    }


def test_a_loose_headline_goes_to_the_text_that_has_a_kicker_only() -> None:
    tea = story(TEA, heads=("陈静在调研春茶时强调",))
    ferry = story(FERRY, heads=("渡船停航检修",))
    drafts = Drafts(stories=[ferry, tea], loose=[(0, [element("雾岭春茶开采，鲜茶每斤九十六元", "display")])])
    found = settle(drafts)
    assert [len(s.heads) for s in found] == [1, 2]


def test_two_headlines_side_by_side_come_apart_at_the_space() -> None:
    one = Element(
        "display", [make_line(1, "防范诈骗“六不” 渡船停航检修", gap=False)], "防范诈骗“六不” 渡船停航检修", "test"
    )
    assert [part.text for part in halves(one)] == ["防范诈骗“六不”", "渡船停航检修"]
    spaced = Element("display", [make_line(1, "渡 船 停 航", gap=False)], "渡船停航", "test")
    assert halves(spaced) == [spaced]


REFERS = {
    "each above its own": (("甲渡口复航", 1), (">>>3版", 2), ("乙书店夜读", 3), ("（见7版）", 4)),
    "two refers, then two pages": (("甲渡口复航", 1), ("乙书店夜读", 2), (">>>3版", 4), ("（见7版）", 5)),
    "a page far below": (("甲渡口复航", 1), ("乙书店夜读", 40), (">>>3版", 20), ("（见7版）", 41)),
}


@pytest.mark.parametrize("name", REFERS)
def test_page_references_go_to_refers_in_their_order(name: str) -> None:
    rows = REFERS[name]
    refers = [Story("refer", heads=[element(text, "display", at)]) for text, at in rows if "版" not in text]
    pages = [element(text, "pointer", at) for text, at in rows if "版" in text]
    assert point(refers, pages) == []
    assert [s.pointer.text for s in refers if s.pointer] == [">>>3版", "（见7版）"]


def test_a_refer_without_a_page_leaves_its_neighbours_alone() -> None:
    refers = [
        Story("refer", heads=[element(text, "display", at)]) for text, at in (("甲渡口复航", 1), ("乙书店夜读", 3))
    ]
    assert point(refers, [element("（见7版）", "pointer", 4)]) == []
    assert [s.pointer is not None for s in refers] == [False, True]


def test_a_page_reference_on_its_refers_own_line_is_that_refers() -> None:
    refers = [
        Story("refer", heads=[element(text, "display", at)]) for text, at in (("甲渡口复航", 1), ("乙书店夜读", 4))
    ]
    assert point(refers, [element("（见7版）", "pointer", 4)]) == []
    assert [s.pointer is not None for s in refers] == [False, True]


def test_a_page_reference_without_a_refer_is_left() -> None:
    page = element("（见7版）", "pointer", 4)
    assert point([], [page]) == [page]


def test_a_text_of_one_line_without_a_sentence_is_a_headline_of_the_text_below() -> None:
    lone = story("一声汽笛响过三十六盏桥灯点亮")
    lone.chunks[0].paras[0] = element("一声汽笛响过三十六盏桥灯点亮", number=1)
    below = story(FERRY)
    below.heads, below.side = [element("渡船停航检修", "display", 3)], "before"
    found = settle(Drafts(stories=[lone, below]))
    assert [[x.text for x in s.heads] for s in found] == [["一声汽笛响过三十六盏桥灯点亮", "渡船停航检修"]]


class FixedTies(Ties):
    """Costs of a headline in a text as a test gives them, by the first character of each."""

    def __init__(self, costs: dict[str, float]) -> None:
        self.costs = costs

    def share(self, line: Element, story: Story) -> float:
        return 1.0

    def cost(self, line: Element, story: Story) -> float:
        return self.costs[line.text[0] + body(story)[0][0]]


@pytest.mark.parametrize(
    ("crossed", "expected"),
    [(-1.0, ["甲题目", "乙题目"]), (-1.1, ["甲题目", "乙题目"]), (-1.2, ["乙题目", "甲题目"])],
    ids=["as good", "better by less than a crossing costs", "better by more"],
)
def test_a_list_is_left_in_its_order_unless_words_tell_plainly_of_another(crossed: float, expected: list[str]) -> None:
    texts = [story("天气晴好。"), story("地面干燥。")]
    groups = [group for _, group in loose(("甲题目",), ("乙题目",))]
    ties = FixedTies({"甲天": -1.0, "乙地": -1.0, "甲地": crossed, "乙天": crossed})
    assert assign_list(groups, texts, ties) == []
    assert [s.heads[0].text for s in texts] == expected


def photo(caption: str, *heads: str) -> Story:
    lines = [element(text, "display") for text in heads]
    chunk = Chunk(paras=[set_in_lines(caption)], kind="photo")
    chunk.settle()
    return Story("photo", heads=lines, chunks=[chunk], side="before")


@pytest.mark.parametrize(
    ("caption", "owner"),
    [
        ("图为合唱团排练汽笛之歌。", "article"),
        ("图为望潮桥边停航检修的渡船，船工在重铺甲板。", "photo"),
    ],
    ids=["strange to its caption", "akin to its caption too"],
)
def test_a_headline_above_a_photo_passes_to_the_text_below_if_it_is_strange_to_the_caption(
    caption: str, owner: str
) -> None:
    drafts = Drafts(stories=[photo(caption, "望潮桥渡船停航检修"), story(FERRY)])
    assert [s.kind for s in settle(drafts) if s.heads] == [owner]


def test_titles_of_notices_that_are_drawn_below_them_move_up_by_one() -> None:
    titles = [element(text, "notice") for text in ("停水通知", "遗失声明", "寻物启事")]
    notices = [
        Story("notice", heads=heads, body=[element(f"第{n}则。")])
        for n, heads in enumerate(([], titles[:1], titles[1:2]))
    ]
    settled = settle(Drafts(stories=notices, loose=[(3, titles[2:])]))
    assert [[x.text for x in s.heads] for s in settled] == [["停水通知"], ["遗失声明"], ["寻物启事"]]


def test_of_two_texts_as_near_and_as_alike_a_headline_goes_to_the_one_above() -> None:
    texts = [story(FERRY), story(FERRY)]
    settle(Drafts(stories=list(texts), loose=[(1, [element("望潮桥渡船停航检修", "display")])]))
    assert [len(s.heads) for s in texts] == [1, 0]
