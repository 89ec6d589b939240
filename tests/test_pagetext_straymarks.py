"""Page references, jump lines and rubrics that a reader gave to the wrong item."""

from __future__ import annotations

from dataclasses import replace

from scripts.edition.label import Label
from scripts.pagetext.finish import finish
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import Block, ItemReading, Piece, Reading, ReadingDoubt, Value
from scripts.pagetext.straymarks import RULES, set_right
from scripts.pagetext.texts import Texts


def page(*lines: str) -> PageModel:
    return page_model(list(lines), 1, page=Label(1))


def at(line: int) -> Value:
    return (Piece(line),)


def shown(reading: Reading, texts: Texts) -> list[tuple[str, str, str]]:
    def say(values: tuple[Value, ...]) -> str:
        return " / ".join(texts.of(value).text for value in values)

    return [(say(i.headline), say(i.deck), say(i.jump_to)) for i in reading.items]


REFERS = ("多国呼吁停止制裁", "老人用餐最低六元", ">>>6版", "城市书房亮起一盏灯", "志愿者讲故事", "（见5版）")


def test_each_reference_closes_its_refer() -> None:
    texts = Texts(page(*REFERS))
    one = ItemReading("refer", headline=(at(1),), deck=(at(2), at(5)), jump_to=(at(3), at(6)))
    other = ItemReading("refer", headline=(at(4),))
    assert shown(set_right(Reading((one, other)), texts), texts) == [
        ("多国呼吁停止制裁", "老人用餐最低六元", ">>>6版"),
        ("城市书房亮起一盏灯", "志愿者讲故事", "（见5版）"),
    ]


def test_two_refers_taken_for_one_are_parted_and_what_names_items_follows() -> None:
    texts = Texts(page(*REFERS, "春茶开采", "图为采茶现场。"))
    both = ItemReading("refer", headline=(at(1), at(4)), deck=(at(2), at(5)), jump_to=(at(3), at(6)))
    story = ItemReading("article", headline=(at(7),))
    photo = ItemReading("photo", body=(Block("paragraph", at(8)),), belongs_to=1)
    reading = Reading((both, story, photo), doubts=(ReadingDoubt("unsure", 1),), agreed=frozenset({0, 2}))
    after = set_right(reading, texts)
    assert shown(after, texts)[:3] == [
        ("多国呼吁停止制裁", "老人用餐最低六元", ">>>6版"),
        ("城市书房亮起一盏灯", "志愿者讲故事", "（见5版）"),
        ("春茶开采", "", ""),
    ]
    assert (after.items[3].belongs_to, after.doubts[0].item, after.agreed) == (2, 2, frozenset({0, 3}))


def test_a_reference_in_the_head_of_a_refer_is_its_reference() -> None:
    texts = Texts(page("▶2版", "多国呼吁停止制裁", "▶5版", "城市书房亮起一盏灯"))
    one = ItemReading("refer", headline=(at(1), at(2)))
    other = ItemReading("refer", headline=(at(4),), jump_to=(at(3),))
    assert shown(set_right(Reading((one, other)), texts), texts) == [
        ("多国呼吁停止制裁", "", "▶2版"),
        ("城市书房亮起一盏灯", "", "▶5版"),
    ]


def test_sound_refers_and_those_with_too_few_references_are_left_alone() -> None:
    texts = Texts(page(*REFERS))
    sound = Reading(
        (
            ItemReading("refer", headline=(at(1),), deck=(at(2),), jump_to=(at(6),)),
            ItemReading("refer", headline=(at(4),), deck=(at(5),), jump_to=(at(3),)),
        )
    )
    assert set_right(sound, texts) == sound  # one reference each: which is whose the reader knows better
    texts = Texts(page("甲事有了结果", "乙事有了结果", "丙事有了结果", "（见5版）", "（见6版）"))
    plain = [ItemReading("refer", headline=(at(n),)) for n in (1, 2)]
    few = Reading((*plain, ItemReading("refer", headline=(at(3),), jump_to=(at(4), at(5)))))
    assert set_right(few, texts) == few


def test_an_article_between_two_refers_keeps_them_apart() -> None:
    texts = Texts(page("多国呼吁停止制裁", ">>>6版", "（见5版）", "春茶开采", "城市书房亮起一盏灯"))
    reading = Reading(
        (
            ItemReading("refer", headline=(at(1),), jump_to=(at(2), at(3))),
            ItemReading("article", headline=(at(4),)),
            ItemReading("refer", headline=(at(5),)),
        )
    )
    assert set_right(reading, texts) == reading


def test_of_two_references_the_other_goes_to_the_refer_between_the_two() -> None:
    texts = Texts(page("多国呼吁停止制裁", ">>>6版", "春茶开采", "城市书房亮起一盏灯", "一位茶农", "（见5版）"))
    one = ItemReading("refer", headline=(at(1),), jump_to=(at(2), at(6)))
    story = ItemReading("article", headline=(at(3),), deck=(at(5),))
    other = ItemReading("refer", headline=(at(4),))
    assert shown(set_right(Reading((one, story, other)), texts), texts) == [
        ("多国呼吁停止制裁", "", ">>>6版"),
        ("春茶开采", "一位茶农", ""),
        ("城市书房亮起一盏灯", "", "（见5版）"),
    ]


def test_of_two_jump_lines_the_one_at_anothers_text_is_its() -> None:
    texts = Texts(
        page("（上接九版）", "中微子是古老的粒子。", "", "（上接八版）", "", "要有效预防风险。", "（下转十版）")
    )

    def article(line: int, *jumps: Value) -> ItemReading:
        return ItemReading("article", body=(Block("paragraph", at(line)),), jump_from=jumps)

    taker = article(2, at(1), at(4))
    after = set_right(Reading((taker, article(6))), texts)
    assert [item.jump_from for item in after.items] == [(at(1),), (at(4),)]
    far = Texts(page("（上接九版）", "中微子是古老的粒子。", "（上接八版）", "一行别的。", "", "要有效预防风险。"))
    taker = article(2, at(1), at(3))
    assert set_right(Reading((taker, article(6))), far).items[0] == taker  # it stands at no other's text


def test_the_words_over_a_block_of_refers_are_furniture_whatever_they_were_taken_for() -> None:
    texts = Texts(page("导 读", "推动社会工作高质量发展", "（见3版）"))
    refer = ItemReading("refer", headline=(at(2),), jump_to=(at(1), at(3)))
    after = finish(Reading((refer,)), texts)
    assert (after.items[0].jump_to, after.furniture) == ((at(3),), (at(1),))
    alone = Reading((ItemReading("refer", headline=(at(1),)),))
    assert finish(alone, texts) == alone  # nothing would be left


def test_a_jump_line_broken_at_the_measure_is_one() -> None:
    texts = Texts(page("一座座有待挖掘的“富矿”。下转第", "四版", "春茶开采"))
    story = ItemReading("article", body=(Block("paragraph", at(1)),))
    thief = ItemReading("article", headline=(at(3),), jump_to=(at(2),))
    after = set_right(Reading((story, thief)), texts)
    assert after.items[0].body[-1].value == (Piece(1), Piece(2))
    assert not after.items[1].jump_to
    whole = Texts(page("一座座有待挖掘的“富矿”。", "四版", "春茶开采"))
    assert set_right(Reading((story, thief)), whole).items[1].jump_to  # nothing begins a jump line there


def test_what_a_person_read_stays() -> None:
    texts = Texts(page(*REFERS))
    both = ItemReading("refer", headline=(at(1), at(4)), deck=(at(2), at(5)), jump_to=(at(3), at(6)))
    by_hand = replace(Reading((both,)), reader="hand")
    assert set_right(by_hand, texts) == by_hand


def test_every_rule_has_a_name_of_its_own_and_an_example() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(" / " in rule.example for rule in RULES)
