"""What a person is asked to look at, and what not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from benchmarks.reviews import is_wrong
from benchmarks.scoring import Thing
from scripts.edition.label import Label
from scripts.edition.model import Item
from scripts.edition.reviews import REVIEWS
from scripts.pagetext import convert
from scripts.pagetext.chunks import Chunk
from scripts.pagetext.elements import Element
from scripts.pagetext.heads import Heads
from scripts.pagetext.lines import make_line
from scripts.pagetext.review import DOUBTS, Case, PageSight, doubts_of, doubts_of_notice
from scripts.pagetext.story import Story


def element(text: str, number: int = 1, kind: str = "para") -> Element:
    return Element(kind, [make_line(number, text, gap=False)], text, "test")


def case(*, paras: list[str], heads: list[Element], doubt: float = 9.0, sight: PageSight | None = None) -> Case:
    chunk = Chunk(paras=[element(text) for text in paras])
    chunk.settle()
    story = Story("article", heads=heads, chunks=[chunk], side="before")
    dealt = Heads((), tuple(heads), (), doubt)
    return Case(story, dealt, tuple(1.0 for _ in heads), bool(heads), sight or PageSight(0.0, 0))


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
    heads = [element("山里来了放映队", kind="display")]
    assert doubts_of(case(paras=[LONG], heads=heads, doubt=0.5)) == ("headline-parts",)
    assert not doubts_of(case(paras=[LONG], heads=heads, doubt=3.0))


def test_head_lines_from_two_places_are_doubted() -> None:
    heads = [element("山里来了", 3, "display"), element("放映队", 40, "display")]
    assert doubts_of(case(paras=[LONG], heads=heads)) == ("headline-moved",)


def test_text_that_breaks_off_is_doubted() -> None:
    heads = [element("山里来了放映队", kind="display")]
    assert doubts_of(case(paras=[LONG, "老人孩子早早搬"], heads=heads)) == ("breaks-off",)


def test_a_story_without_a_mark_is_doubted_where_others_have_one() -> None:
    heads = [element("山里来了放映队", kind="display")]
    assert doubts_of(case(paras=[LONG], heads=heads, sight=PageSight(0.8, 0))) == ("unmarked",)
    assert not doubts_of(case(paras=[LONG], heads=heads, sight=PageSight(0.4, 0)))


def test_a_stage_before_may_doubt_too() -> None:
    doubted = case(paras=[LONG], heads=[element("山里来了放映队", kind="display")])
    doubted.story.doubts = ["columns", "no-such-code"]
    assert doubts_of(doubted) == ("columns",)


def test_at_most_two() -> None:
    heads = [element("山里", 3, "display"), element("放映队", 40, "display")]
    both = case(paras=["老人孩子早早搬"], heads=heads, doubt=0.1, sight=PageSight(0.9, 3))
    assert len(doubts_of(both)) == 2


def test_a_notice_with_another_notices_title_is_doubted() -> None:
    body = [element("因大营镇至梅林镇公路建设需要，请坟主于公告之日起20日内办理手续。"), element("特此公告。")]
    assert not doubts_of_notice(Story("notice", heads=[element("迁坟公告")], body=body))
    assert doubts_of_notice(Story("notice", heads=[element("更正")], body=body)) == ("notice-title",)
    assert doubts_of_notice(Story("notice", heads=[element("更正"), element("迁坟公告")], body=body)) == (
        "notice-title",
    )


def test_every_code_tells_what_to_look_at() -> None:
    assert {doubt.code for doubt in DOUBTS} | {"notice-title"} <= REVIEWS.keys()


def test_an_item_is_wrong_where_an_editor_would_change_something() -> None:
    thing = Thing("article", headline="山里来了放映队", authors=("陈静",), blocks=((False, LONG),))
    assert not is_wrong(thing, thing)
    assert is_wrong(None, thing)
    assert is_wrong(thing, replace(thing, authors=()))
    assert is_wrong(thing, replace(thing, kind="photo"))
