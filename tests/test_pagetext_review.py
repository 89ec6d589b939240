"""What a person is asked to look at, and what not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from benchmarks.reviews import is_wrong
from benchmarks.scoring import Thing
from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.edition.reviews import reviews
from scripts.pagetext import builtin, convert
from scripts.pagetext.draft import Draft
from scripts.pagetext.elements import Element
from scripts.pagetext.heads import Heads
from scripts.pagetext.lines import make_line
from scripts.pagetext.reading import Block, ItemKind, Piece, ReadingDoubt
from scripts.pagetext.review import DOUBTS, ItemDoubt, PageSight, as_finding, doubts_of
from scripts.pagetext.story import Story
from scripts.pagetext.texts import Text

SIGHT = PageSight(0.0, 0)


def text(words: str, number: int = 1) -> Text:
    return Text((Piece(number),), words, (make_line(number, words, gap=False),))


def draft(*paras: str, heads: tuple[Text, ...], kind: ItemKind = "article") -> Draft:
    return Draft(kind, {"headline": heads}, tuple((Block("paragraph"), (text(words),)) for words in paras))


HEAD = (text("山里来了放映队"),)
LONG = "三岔镇的电影放映队上周来到前洼村，山里来了放映队的消息传遍全村，老人孩子早早搬来板凳，等着天黑看电影。"


def codes(
    item: Draft, page: PageSight, doubted: tuple[ReadingDoubt, ...] = (), *, sure: bool = False, by_hand: bool = False
) -> tuple[str, ...]:
    return tuple(doubt.code for doubt in doubts_of(item, page, doubted, sure=sure, by_hand=by_hand))


def items(raw: str) -> list[Item]:
    return [i for page in convert(raw.encode(), date=dt.date(2024, 3, 5), page=Label(3)) for i in page.items]


def test_a_sure_item_has_none() -> None:
    (item,) = items(
        "山里来了放映队\n本报讯（记者 陈静）3月4日，三岔镇的电影放映队来到前洼村。\n"
        "老人孩子早早搬来板凳，等着天黑看电影，放映员调好机器，银幕在打谷场上亮了起来。"
    )
    assert not item.review


def test_close_costs_are_doubted() -> None:
    heads = [Element("display", list(HEAD[0].lines), HEAD[0].text, "test")]
    story = Story("article", heads=heads, side="before")
    assert [*builtin.close_calls(story, Heads((), tuple(heads), (), 0.5))] == ["headline-parts"]
    assert not [*builtin.close_calls(story, Heads((), tuple(heads), (), 3.0))]


def test_head_lines_from_two_places_are_doubted() -> None:
    heads = (text("山里来了", 3), text("放映队", 40))
    assert codes(draft(LONG, heads=heads), SIGHT) == ("headline-moved",)


def test_text_that_breaks_off_is_doubted() -> None:
    assert codes(draft(LONG, "老人孩子早早搬", heads=HEAD), SIGHT) == ("breaks-off",)


def test_text_that_goes_on_elsewhere_may_break_off() -> None:
    broken = draft(LONG, "老人孩子早早搬", heads=HEAD)
    jumping = replace(broken, fields={**broken.fields, "jump_to": (text("（下转第二版）"),)})
    assert not codes(jumping, SIGHT)


def test_a_story_without_a_mark_is_doubted_where_others_have_one() -> None:
    assert codes(draft(LONG, heads=HEAD), PageSight(0.8, 0)) == ("unmarked",)
    assert not codes(draft(LONG, heads=HEAD), PageSight(0.4, 0))


def test_a_reader_may_doubt_too() -> None:
    assert codes(draft(LONG, heads=HEAD), SIGHT, (ReadingDoubt("columns"), ReadingDoubt("no-such-code"))) == (
        "columns",
    )


def test_what_a_person_read_is_not_doubted() -> None:
    short = draft("老人孩子早早搬", heads=HEAD)
    assert codes(short, PageSight(0.9, 3))
    assert not codes(short, PageSight(0.9, 3), by_hand=True)
    assert codes(draft(LONG, heads=()), SIGHT, by_hand=True) == ("title-missing",)


def test_of_what_the_reader_is_sure_of_only_what_cannot_be_right_is_doubted() -> None:
    broken = draft(LONG, "老人孩子早早搬", heads=HEAD)
    assert codes(broken, SIGHT) == ("breaks-off",)
    assert not codes(broken, SIGHT, (ReadingDoubt("unsure"),), sure=True)
    assert codes(draft(LONG, heads=HEAD), PageSight(0.9, 0), sure=True) == ("unmarked",)
    parts = replace(broken, fields={**broken.fields, "deck": (text("一行副题"), text("又一行副题"))})
    assert codes(parts, SIGHT, sure=True) == ("headline-parts",)


def test_a_refer_that_names_no_page_is_doubted_where_others_do() -> None:
    refer = Draft("refer", {"headline": HEAD}, ())
    assert codes(refer, PageSight(0.0, 0, refers=3, referring=2), sure=True) == ("refer-nowhere",)
    assert not codes(refer, PageSight(0.0, 0, refers=3, referring=0))  # a paper that never says where
    assert codes(refer, PageSight(0.0, 0, refers=1)) == ("lone-lines",)
    pointing = Draft("refer", {"headline": HEAD, "jump_to": (text("（见3版）"),)}, ())
    assert not codes(pointing, PageSight(0.0, 0, refers=3, referring=2))


def test_a_text_that_goes_on_from_another_page_needs_no_headline() -> None:
    continued = replace(draft(LONG, heads=()), fields={"headline": (), "jump_from": (text("（上接第一版）"),)})
    assert codes(draft(LONG, heads=()), SIGHT) == ("title-missing",)
    assert not codes(continued, SIGHT)
    told = replace(continued, fields={"headline": (), "jump_from": (text("上接昨日的报道，"),)})
    assert codes(told, SIGHT) == ("title-missing",)


def test_a_doubt_names_the_line_to_look_at() -> None:
    heads = (text("山里来了", 3), text("放映队", 40))
    (moved,) = doubts_of(draft(LONG, heads=heads), SIGHT)
    assert (moved.code, moved.line) == ("headline-moved", 40)
    body = ((Block("paragraph"), (text(LONG, 5),)), (Block("paragraph"), (text("老人孩子早早搬", 9),)))
    (broken,) = doubts_of(Draft("article", {"headline": HEAD}, body), SIGHT)
    assert (broken.code, broken.line) == ("breaks-off", 9)


def test_an_unsure_item_says_what_is_unsure_and_where() -> None:
    lines = {
        n: make_line(n, words, gap=False)
        for n, words in ((7, "山里来了放映队"), (30, "等着天黑看电影的老人孩子们都搬来了板凳"))
    }
    doubted = ReadingDoubt("unsure", 0, 30, 0.6, "goes-on", 7)
    (doubt,) = doubts_of(draft(LONG, heads=HEAD), SIGHT, (doubted,))
    found = as_finding(doubt, 3, "山里来了放映队", lines)
    assert (found.code, found.line) == ("unsure", 30)
    assert (
        found.message_zh == "第 30 行“等着天黑看电影的老人孩子们都搬…”未必接在第 7 行“山里来了放映队”之后，请对照原版。"
    )
    assert "line 7 “山里来了放映队”" in found.message
    plain = as_finding(ItemDoubt("unsure"), 3, "山里来了放映队", lines)
    assert plain.line == 3
    assert plain.message_zh.endswith("（山里来了放映队）")


def test_at_most_two() -> None:
    heads = (text("山里", 3), text("放映队", 40))
    assert len(codes(draft("老人孩子早早搬", heads=heads), PageSight(0.9, 3), (ReadingDoubt("headline-parts"),))) == 2


def test_a_notice_with_another_notices_title_is_doubted() -> None:
    body = ("因大营镇至梅林镇公路建设需要，请坟主于公告之日起20日内办理手续。", "特此公告。")

    def doubts(*titles: str) -> tuple[str, ...]:
        return codes(draft(*body, heads=tuple(map(text, titles)), kind="notice"), SIGHT)

    assert not doubts("迁坟公告")
    assert doubts("更正") == ("notice-title",)
    assert doubts("更正", "迁坟公告") == ("notice-title",)
    assert doubts() == ("title-missing", "notice-title")


def test_every_code_tells_what_to_look_at() -> None:
    assert {doubt.code for doubt in DOUBTS} | {"notice-title"} <= reviews().keys()


def test_an_item_is_wrong_where_an_editor_would_change_something() -> None:
    thing = Thing("article", headline="山里来了放映队", authors=("陈静",), blocks=((False, LONG),))
    assert not is_wrong(thing, thing)
    assert is_wrong(None, thing)
    assert is_wrong(thing, replace(thing, authors=()))
    assert is_wrong(thing, replace(thing, kind="photo"))
