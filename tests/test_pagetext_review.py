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
from scripts.pagetext.reading import Block, ItemKind, Piece
from scripts.pagetext.review import DOUBTS, PageSight, doubts_of
from scripts.pagetext.story import Story
from scripts.pagetext.texts import Text

SIGHT = PageSight(0.0, 0)


def text(words: str, number: int = 1) -> Text:
    return Text((Piece(number),), words, (make_line(number, words, gap=False),))


def draft(*paras: str, heads: tuple[Text, ...], kind: ItemKind = "article") -> Draft:
    return Draft(kind, {"headline": heads}, tuple((Block("paragraph"), (text(words),)) for words in paras))


HEAD = (text("山里来了放映队"),)
LONG = "三岔镇的电影放映队上周来到前洼村，山里来了放映队的消息传遍全村，老人孩子早早搬来板凳，等着天黑看电影。"


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
    assert doubts_of(draft(LONG, heads=heads), SIGHT) == ("headline-moved",)


def test_text_that_breaks_off_is_doubted() -> None:
    assert doubts_of(draft(LONG, "老人孩子早早搬", heads=HEAD), SIGHT) == ("breaks-off",)


def test_text_that_goes_on_elsewhere_may_break_off() -> None:
    broken = draft(LONG, "老人孩子早早搬", heads=HEAD)
    jumping = replace(broken, fields={**broken.fields, "jump_to": (text("（下转第二版）"),)})
    assert not doubts_of(jumping, SIGHT)


def test_a_story_without_a_mark_is_doubted_where_others_have_one() -> None:
    assert doubts_of(draft(LONG, heads=HEAD), PageSight(0.8, 0)) == ("unmarked",)
    assert not doubts_of(draft(LONG, heads=HEAD), PageSight(0.4, 0))


def test_a_reader_may_doubt_too() -> None:
    assert doubts_of(draft(LONG, heads=HEAD), SIGHT, ["columns", "no-such-code"]) == ("columns",)


def test_what_a_person_read_is_not_doubted() -> None:
    short = draft("老人孩子早早搬", heads=HEAD)
    assert doubts_of(short, PageSight(0.9, 3))
    assert not doubts_of(short, PageSight(0.9, 3), sure=True)
    assert doubts_of(draft(LONG, heads=()), SIGHT, sure=True) == ("title-missing",)


def test_at_most_two() -> None:
    heads = (text("山里", 3), text("放映队", 40))
    assert len(doubts_of(draft("老人孩子早早搬", heads=heads), PageSight(0.9, 3), ["headline-parts"])) == 2


def test_a_notice_with_another_notices_title_is_doubted() -> None:
    body = ("因大营镇至梅林镇公路建设需要，请坟主于公告之日起20日内办理手续。", "特此公告。")

    def doubts(*titles: str) -> tuple[str, ...]:
        return doubts_of(draft(*body, heads=tuple(map(text, titles)), kind="notice"), SIGHT)

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
