"""Numbers: whoever knows an item by its number finds it there after the page was converted again."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from scripts.conversion.place import numbers
from scripts.edition.label import Label
from scripts.edition.model import Item

DATE = dt.date(2022, 4, 11)
STORIES = [
    "市气象台昨晚发布今年首个大雾橙色预警，渡口停航三小时。",
    "县图书馆把还书箱搬进菜场，半个月收回四百册旧书。",
    "机车厂退休职工用汽笛谱成合唱，周末在老厂房首演。",
    "牡蛎养殖户改用竹筏，一亩海面多收六百斤。",
    "小学门前的斑马线改成了立体画，司机说老远就慢下来。",
    "老码头修复工程进入第二阶段，木栈道下月开放。",
    "青年剧社把县志搬上舞台，三场演出座无虚席。",
]


def item(title: str, body: str) -> Item:
    return Item(DATE, Label(1), 1, title=title, body=body)


def items(*indexes: int) -> list[Item]:
    return [item(STORIES[i][:8], STORIES[i]) for i in indexes]


def known(*given_items: Item) -> dict[int, list[Item]]:
    return {order: [one] for order, one in enumerate(given_items, 1)}


def test_a_first_conversion_counts_in_order() -> None:
    assert numbers({}, items(0, 1, 2)) == [1, 2, 3]


def test_a_new_item_between_others_gets_the_next_free_number() -> None:
    assert numbers(known(*items(0, 1, 2)), items(0, 3, 1, 2)) == [1, 4, 2, 3]


def test_a_number_once_used_is_not_used_for_another() -> None:
    assert numbers(known(*items(0, 1)), items(0, 3), used=[5]) == [1, 6]


def test_of_a_story_cut_in_two_the_half_with_the_headline_keeps_the_number() -> None:
    whole = item("桥上灯亮", STORIES[0] + "\n\n" + STORIES[1])
    halves = [item("", STORIES[1]), item("桥上灯亮", STORIES[0])]
    assert numbers(known(*items(2), whole), [*halves, *items(2)]) == [3, 2, 1]


def test_the_same_headline_keeps_the_number_of_a_story_of_which_less_than_half_is_left_under_it() -> None:
    whole = item("桥上灯亮", STORIES[0] + "\n\n" + STORIES[1] + "桥亮了，人也多了起来。")
    longer, headed = item("", STORIES[1] + "桥亮了，人也多了起来。"), item("桥上灯亮", STORIES[0])
    assert len(longer.body) > len(headed.title + headed.body)
    assert numbers(known(whole), [longer, headed]) == [2, 1]


def test_of_two_stories_joined_the_longer_gives_the_number() -> None:
    short, long = item("", STORIES[1]), item("桥上灯亮", STORIES[0] + STORIES[2] + STORIES[3])
    assert numbers(known(short, long), [item("桥上灯亮", long.body + short.body)]) == [2]


def test_a_headline_mended_or_a_paragraph_added_does_not_matter() -> None:
    changed = [item("另一个标题", STORIES[0]), item(STORIES[1][:8], STORIES[1] + "\n\n又讯：明日继续。")]
    assert numbers(known(*items(1, 0)), changed) == [2, 1]


def test_a_refer_is_not_taken_for_the_story_that_it_points_to() -> None:
    refer = Item(DATE, Label(1), 1, kind="refer", title="县图书馆把还书箱搬进菜场")
    story = item("还书箱进了菜场", STORIES[1] + STORIES[2] + STORIES[3] + STORIES[4])
    assert numbers(known(refer), [story]) == [2]


def test_small_ads_by_one_form_are_told_apart() -> None:
    ads = [
        item("", f"{name}遗失身份证一张，号码{number}，声明作废。")
        for name, number in (("沈拙", 4101), ("卢根生", 7723), ("何小舟", 9050))
    ]
    assert numbers(known(*ads), [ads[2], ads[0], ads[1]]) == [3, 1, 2]


def test_a_page_that_was_replaced_by_another_gets_new_numbers() -> None:
    assert numbers(known(*items(0, 1, 2)), items(3, 4)) == [4, 5]


@given(st.permutations(range(7)), st.sets(st.integers(0, 6)), st.sets(st.integers(0, 6)))
def test_who_stays_keeps_the_number_and_nobody_gets_anothers(
    order: list[int], before: set[int], after: set[int]
) -> None:
    old = sorted(before)
    new = [index for index in order if index in after]
    got = dict(zip(new, numbers(known(*items(*old)), items(*new)), strict=True))
    assert len(set(got.values())) == len(new)
    for index, number in got.items():
        if index in before:
            assert number == old.index(index) + 1
        else:
            assert number > len(old)
    late = [index for index in new if index not in before]
    assert [got[index] for index in late] == sorted(got[index] for index in late)


@given(
    st.lists(st.text(alphabet="天地人和桥水", max_size=6), max_size=6),
    st.lists(st.text(alphabet="天地人和桥水", max_size=6), max_size=6),
)
def test_numbers_are_each_given_once_whatever_the_texts(old: list[str], new: list[str]) -> None:
    got = numbers(known(*[item("", body) for body in old]), [item("", body) for body in new], used=[9])
    assert len(set(got)) == len(new)
    assert 9 not in got
    same = [item("", body) for body in old]
    assert numbers(known(*same), same) == list(range(1, len(old) + 1))
