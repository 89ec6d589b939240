"""Parts of the reading by layout: chains without circles, photos in their story, lines that run down, absurd pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.pagetext.geometry import Box, Layout, LineGeometry
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.printed.belonging import belonging
from scripts.pagetext.printed.captions import cut_at_arrows
from scripts.pagetext.printed.columns import Column
from scripts.pagetext.printed.flows import Flow, begun_elsewhere, uncircled
from scripts.pagetext.printed.heads import Head, down_heads
from scripts.pagetext.printed.photos import captions_down
from scripts.pagetext.printed.reader import parted, read
from scripts.pagetext.printed.scorer import costs_of
from scripts.pagetext.printed.segments import Segment, segments_of
from scripts.pagetext.printed.things import NEAREST
from scripts.pagetext.printed.walls import Walls
from scripts.pagetext.reading import Block, ItemReading, Piece


@given(st.permutations(range(12)), st.integers(0, 2**12 - 1))
def test_leaders_end_in_no_circle_and_lose_one_tie_of_each(order: list[int], kept: int) -> None:
    leader = [a if kept >> b & 1 else -1 for b, a in enumerate(order)]
    cost = {(a, b): float((7 * a + 3 * b) % 11) for a in range(12) for b in range(12)}
    out = uncircled(leader, cost)
    for start in range(12):
        at, steps = start, 0
        while at >= 0 and steps <= 12:
            at, steps = out[at], steps + 1
        assert steps <= 12
    assert all(now in (-1, before) for now, before in zip(out, leader, strict=True))


ARTICLE = ItemReading("article", headline=((Piece(1),),))
PHOTO = ItemReading("photo")


def test_a_photo_inside_a_story_is_of_it_and_one_between_two_is_of_none() -> None:
    walls = Walls(Layout(600, 800))
    story, other = Box(50, 50, 300, 300), Box(310, 50, 550, 300)
    (_, inside, _) = belonging([(story, ARTICLE), (Box(120, 120, 200, 200), PHOTO), (other, ARTICLE)], walls, {})
    assert inside.belongs_to == 0
    (_, between, _) = belonging([(story, ARTICLE), (Box(250, 120, 360, 200), PHOTO), (other, ARTICLE)], walls, {})
    assert between.belongs_to is None
    below = Box(50, 310, 300, 400)
    framed = Walls(Layout(600, 800, boxes=(Box(40, 40, 305, 410),)))
    assert belonging([(story, ARTICLE), (below, PHOTO), (other, ARTICLE)], walls, {})[1].belongs_to is None
    assert belonging([(story, ARTICLE), (below, PHOTO), (other, ARTICLE)], framed, {})[1].belongs_to == 0


@pytest.mark.parametrize(
    ("caption", "story"),
    [
        ("鹰嘴礁灯塔亮灯，守灯人武长顺在擦镜片", 0),  # what one story alone speaks of
        ("村民在梯田里比赛挑谷，一个来回四十一秒", None),  # nobody does
        ("昨天上午，市民在广场上放风筝", None),  # days and places that both have
        ("鹰嘴礁灯塔和旧船坞石堤", None),  # both, each its own
    ],
)
def test_a_caption_that_speaks_of_what_one_story_alone_speaks_of_is_its(caption: str, story: int | None) -> None:
    raw = {
        1: "昨天上午，鹰嘴礁灯塔亮灯，武长顺擦了三遍镜片，守灯人又守了一天",
        2: "昨天上午，旧船坞石堤开工，市民可以走到海边",
        3: caption,
    }
    items = [
        (Box(0, 0, 100, 100), replace(ARTICLE, headline=((Piece(1),),), body=(Block("paragraph", (Piece(1),)),))),
        (Box(200, 0, 300, 100), replace(ARTICLE, headline=((Piece(2),),), body=(Block("paragraph", (Piece(2),)),))),
        (Box(100, 300, 200, 400), replace(PHOTO, body=(Block("paragraph", (Piece(3),)),))),
    ]
    assert belonging(items, Walls(Layout(600, 800)), raw)[2].belongs_to == story


@pytest.mark.parametrize(
    ("caption", "left", "story"),
    [
        ("夏守拙每天都提着一篮子旧书走路去上课", 110, 0),  # a whole name that one story says twice, beside it
        ("夏守拙每天都提着一篮子旧书走路去上课", 400, None),  # far from it
        ("昨天上午学生们在操场上听讲", 110, None),  # what both say
        ("退休后的老师每天都走路去上课", 110, None),  # what the story says once
    ],
)
def test_a_caption_that_names_the_subject_of_the_story_beside_it_is_its(
    caption: str, left: int, story: int | None
) -> None:
    raw = {
        1: "夏守拙退休五年，昨天上午又拿起粉笔，校长说起初不敢开口请他，夏守拙却当场答应",
        2: "昨天上午，旧船坞石堤开工，市民可以走到海边",
        3: caption,
    }
    items = [
        (Box(0, 0, 100, 100), replace(ARTICLE, headline=((Piece(1),),), body=(Block("paragraph", (Piece(1),)),))),
        (Box(200, 0, 300, 100), replace(ARTICLE, headline=((Piece(2),),), body=(Block("paragraph", (Piece(2),)),))),
        (Box(left, 0, left + 80, 100), replace(PHOTO, body=(Block("paragraph", (Piece(3),)),))),
    ]
    assert belonging(items, Walls(Layout(600, 800)), raw)[2].belongs_to == story


def down(text: str, right: float, top: float, size: float = 10) -> tuple[str, LineGeometry]:
    box = Box(right - size, top, right, top + len(text) * size)
    return text, LineGeometry(box, top + size, size, upright=False)


def model_of(lines: list[tuple[str, LineGeometry]]) -> tuple[str, Layout]:
    return "\n".join(text for text, _ in lines), Layout(600, 800, lines={n: at for n, (_, at) in enumerate(lines, 1)})


def test_lines_that_run_down_go_on_below_a_space_and_to_the_left_and_a_caption_is_no_headline() -> None:
    lines = [
        down("图为救援人员转移群众。", 200, 100),
        down("李小满", 187, 100),
        down("摄", 187, 145),
        down("麦子熟了", 400, 100, 24),
        down("大家高兴", 400, 216, 24),
    ]
    text, layout = model_of(lines)
    segments, _ = segments_of(page_model(text.split("\n"), layout=layout))
    captions, heads = captions_down(down_heads(segments))
    assert [[line.text for line in column.lines] for (column,) in captions] == [
        ["图为救援人员转移群众。", "李小满", "摄"]
    ]
    assert [head.text for head in heads] == ["麦子熟了 大家高兴"]


def scattered(count: int) -> tuple[str, Layout]:
    """Lines all over a page, hardly one under another."""
    lines = []
    for n in range(count):
        x, y = 20 + (n * 7919) % 5000 / 10, 20 + (n * 104729) % 7600 / 10
        size = 6 + n % 5 * 3
        lines.append((f"麦子熟了{n}", LineGeometry(Box(x, y, x + 5 * size, y + size), y + size, size)))
    return model_of(lines)


def test_on_an_absurd_page_each_thing_has_a_few_candidates_and_every_line_a_place() -> None:
    text, layout = scattered(800)
    model = page_model(text.split("\n"), layout=layout)
    scene = parted(model).scene
    assert len(scene.pairs) <= (sum(NEAREST) + 2) * len(scene.things)
    assert {piece.line for value in read(model).values() for piece in value} == set(range(1, 801))


def test_what_a_choice_costs_is_never_less_than_nothing() -> None:
    text, layout = scattered(60)
    costs = costs_of(parted(page_model(text.split("\n"), layout=layout)).scene)
    assert all(price >= 0 for price in (*costs.pairs.values(), *costs.lone, *costs.unused))
    assert all(a < b for a, b in pairwise(sorted(costs.pairs))), "each pair once"


def block_of(rows: list[str], left: float, top: float, size: float = 10) -> Column:
    def segment(text: str, y: float) -> Segment:
        box = Box(left, y - 0.9 * size, left + size * len(text), y + 0.1 * size)
        return Segment(Piece(1), text, box, y, size, "Song", "#000000", True, 1)

    return Column([segment(row, top + 1.5 * size * (n + 1)) for n, row in enumerate(rows)]).measure()


def test_captions_one_below_the_other_are_parted_at_their_arrows() -> None:
    stacked = block_of(["◀灯塔亮灯，光照十八", "海里外。", "▼补给船十天来一趟。", "▶擦拭透镜要三遍。"], 0, 0)
    assert [part.text for part in cut_at_arrows(stacked)] == [
        "◀灯塔亮灯，光照十八海里外。", "▼补给船十天来一趟。", "▶擦拭透镜要三遍。",
    ]  # fmt: skip
    for rows in (["◀灯塔亮灯，光照十八", "海里外。"], ["正文一行。", "◀灯塔亮灯。", "▼补给船。"]):
        assert len(cut_at_arrows(block_of(rows, 0, 0))) == 1


def test_a_storys_beginning_that_pictures_part_from_its_head_is_put_to_it() -> None:
    head = Head([block_of(["守灯人"], 0, 0, 30)])
    begins = block_of(["船靠上鹰嘴礁的时候，浪", "正拍着石阶。"], 300, 60)
    goes_on = block_of(["另一个人是二十六岁的小", "储，来了两年。"], 0, 400)
    flows = [Flow(head, [goes_on]), Flow(None, [begins])]
    (joined,) = begun_elsewhere(flows, {id(begins)}, 10)
    assert joined.head is head
    assert joined.columns == [begins, goes_on]
    assert begun_elsewhere(flows, set(), 10) == flows  # nothing says where it begins
    dated = Flow(head, [block_of(["本报讯 昨天清晨，码头上", "来了两个人。"], 0, 400)])
    assert len(begun_elsewhere([dated, flows[1]], {id(begins)}, 10)) == 2
    two = [*flows, Flow(None, [block_of(["又一篇没有标题的文章，", "不知是谁的。"], 300, 200)])]
    assert len(begun_elsewhere(two, {id(begins), id(two[2].columns[0])}, 10)) == 3
