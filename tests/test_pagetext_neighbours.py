"""Neighbouring items joined, parted and named by words of the trade."""

from __future__ import annotations

import datetime as dt

import pytest

from scripts.edition.label import Label
from scripts.pagetext import convert
from scripts.pagetext.neighbours import RULES, settle
from scripts.pagetext.pagemodel import PageModel, page_model
from scripts.pagetext.reading import Block, ItemReading, Piece, Reading, ReadingDoubt, Value
from scripts.pagetext.readingrules import ReadingRule
from scripts.pagetext.renumbered import with_items, without_items
from scripts.pagetext.texts import Texts


def at(*lines: int) -> Value:
    return tuple(Piece(line) for line in lines)


def text(*lines: int) -> Block:
    return Block("paragraph", at(*lines))


def settled(reading: Reading, *lines: str) -> tuple[list[tuple[str, str, str, str]], list[str]]:
    """Kind, headline, body and reference of each item, and the furniture."""
    texts = Texts(page(*lines))

    def say(values: tuple[Value, ...]) -> str:
        return " / ".join(texts.of(value).text for value in values)

    after = settle(reading, texts)
    items: list[tuple[str, str, str, str]] = [
        (i.kind, say(i.headline), " / ".join(f"{b.kind[0]}:{texts.of(b.value).text}" for b in i.body), say(i.jump_to))
        for i in after.items
    ]
    return items, [texts.of(value).text for value in after.furniture]


def page(*lines: str) -> PageModel:
    return page_model(list(lines), 1, page=Label(1))


def test_an_item_of_nothing_but_imprint_is_furniture() -> None:
    refer = ItemReading("refer", headline=(at(1), at(2)))
    story = ItemReading("article", headline=(at(3),), body=(text(4),))
    items, furniture = settled(
        Reading((refer, story)), "乙巳年十月初九", "中共某县委机关报", "渡口通车", "本报讯 昨日通车。"
    )
    assert items == [("article", "渡口通车", "p:本报讯 昨日通车。", "")]
    assert furniture == ["乙巳年十月初九", "中共某县委机关报"]


def test_a_line_between_headline_and_text_is_no_furniture() -> None:
    lines = ("渡口大桥通车", "全长1,200米　双向四车道", "本报讯 昨日通车。", "海州晚报　第3版")
    story = ItemReading("article", headline=(at(1),), body=(text(3),))
    after = settle(Reading((story,), furniture=(at(2), at(4))), Texts(page(*lines)))
    assert (after.items[0].deck, after.furniture) == ((at(2),), (at(4),))


def test_a_folio_between_headline_and_text_stays_furniture() -> None:
    lines = ("渡口大桥通车", "2025年11月28日 星期五", "本报讯 昨日通车。")
    reading = Reading((ItemReading("article", headline=(at(1),), body=(text(3),)),), furniture=(at(2),))
    assert settle(reading, Texts(page(*lines))) == reading


@pytest.mark.parametrize("kind", ["article", "photo", "refer"])
def test_a_line_with_a_page_behind_it_is_a_refer(kind: str) -> None:
    item = (
        ItemReading("refer", headline=(at(1),)) if kind == "refer" else ItemReading(kind, body=(text(1),))  # type: ignore[arg-type]
    )
    assert settled(Reading((item,)), "▶三锅镇：小柚子结出“致富果” 2版") == (
        [("refer", "三锅镇：小柚子结出“致富果”", "", "2版")],
        ["▶"],
    )


def test_a_sentence_that_ends_with_a_page_is_no_refer() -> None:
    item = ItemReading("article", body=(text(1),))
    lines = ("大会昨日闭幕，公报全文见2版",)
    assert settled(Reading((item,)), *lines)[0] == [("article", "", f"p:{lines[0]}", "")]


def test_a_title_above_a_caption_is_the_headline_of_the_photo() -> None:
    title, photo = ItemReading("photo", body=(text(1),)), ItemReading("photo", body=(text(2),))
    story = ItemReading("article", headline=(at(3),), body=(text(4),))
    reading = Reading((title, photo, story), doubts=(ReadingDoubt("unsure", 0), ReadingDoubt("unsure", 2)))
    lines = ("渔港新貌", "昨日，游客在渔港观光。", "社区食堂开业", "本报讯 昨日开业。")
    assert settled(reading, *lines)[0][0] == ("photo", "渔港新貌", "p:昨日，游客在渔港观光。", "")
    assert [doubt.item for doubt in settle(reading, Texts(page(*lines))).doubts] == [0, 1]


def test_a_caption_that_is_marked_keeps_to_itself() -> None:
    photos = tuple(ItemReading("photo", body=(text(n),)) for n in (1, 2))
    assert [i[1] for i in settled(Reading(photos), "▲采茶现场", "昨日，游客在渔港观光。")[0]] == ["", ""]


def test_bulleted_briefs_are_items_under_their_own_headlines() -> None:
    story = ItemReading("article", headline=(at(1),), body=(text(2), text(3), text(4, 5)))
    lines = (
        "渡口通车",
        "本报讯 昨日通车。",
        "●图书馆新馆试运行 昨日起，新馆试运行。",
        "●招聘会周六举行 人社局将举行招聘会，提供岗位",
        "三千个。",
    )
    assert settled(Reading((story,)), *lines) == (
        [
            ("article", "渡口通车", "p:本报讯 昨日通车。", ""),
            ("article", "图书馆新馆试运行", "p:昨日起，新馆试运行。", ""),
            ("article", "招聘会周六举行", "p:人社局将举行招聘会，提供岗位三千个。", ""),
        ],
        ["●", "●"],
    )


def test_a_single_bullet_and_bullets_without_headlines_are_paragraphs() -> None:
    lines = (
        "渡口通车",
        "●张三遗失身份证，声明作废。",
        "●李四遗失驾驶证，声明作废。",
        "●图书馆试运行 昨日起，新馆试运行。",
    )
    story = ItemReading("article", headline=(at(1),), body=(text(2), text(3), text(4)))
    items, furniture = settled(Reading((story,)), *lines)
    assert (len(items), furniture) == (1, [])


def test_poems_under_one_headline_are_one_item() -> None:
    lines = ("冬夜（外一首）", "白帆", "雪落在屋顶上", "没有脚印", "炉火", "你把一根柴", "放进去", "编后")
    first = ItemReading(
        "article", headline=(at(1),), byline=(at(2),), body=(Block("verse", at(3)), Block("verse", at(4)))
    )
    second = ItemReading("article", body=tuple(Block("verse", at(n)) for n in (5, 6, 7)))
    items, _ = settled(Reading((first, second)), *lines)
    assert items == [
        ("article", "冬夜（外一首）", "v:雪落在屋顶上 / v:没有脚印 / c:炉火 / v:你把一根柴 / v:放进去", "")
    ]


def test_a_poem_with_its_own_byline_is_its_own() -> None:
    lines = ("冬夜（外一首）", "雪落在屋顶上", "炉火", "白帆", "你把一根柴")
    first = ItemReading("article", headline=(at(1),), body=(Block("verse", at(2)),))
    second = ItemReading("article", headline=(at(3),), byline=(at(4),), body=(Block("verse", at(5)),))
    assert len(settled(Reading((first, second)), *lines)[0]) == 2


def test_what_a_person_read_stays() -> None:
    reading = Reading((ItemReading("refer", headline=(at(1),)),), reader="hand")
    assert settle(reading, Texts(page("乙巳年十月初九"))) == reading


def test_names_by_index_follow_what_is_taken_out_and_put_in() -> None:
    items = tuple(ItemReading("photo", belongs_to=n) for n in (2, 2, None))
    reading = Reading(items, doubts=(ReadingDoubt("unsure", 1), ReadingDoubt("unsure", 0)), agreed=frozenset({0, 2}))
    out = without_items(reading, {0: 1})
    assert [i.belongs_to for i in out.items] == [1, None]
    assert ([d.item for d in out.doubts], out.agreed) == ([0, 0], frozenset({0, 1}))
    more = with_items(out, {0: [ItemReading("refer")]})
    assert [i.belongs_to for i in more.items] == [2, None, None]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_example_goes_the_road_without_loss(rule: ReadingRule) -> None:
    data = "\n".join(rule.example.split(" / ")).encode()
    (page_of,) = convert(data, date=dt.date(2025, 11, 28), page=Label(1))
    assert page_of.conserved
    assert not page_of.unplaced


def test_refers_with_leaders_are_parted_at_their_pages() -> None:
    refer = ItemReading("refer", headline=(at(1), at(2)), jump_to=(at(3),))
    lines = ("教授退而不休 ……3版", "运动会夺十二金 ……", "4版")
    assert settled(Reading((refer,)), *lines)[0] == [
        ("refer", "教授退而不休", "", "……3版"),
        ("refer", "运动会夺十二金", "", "4版"),
    ]


def test_crossheads_of_one_form_are_a_series() -> None:
    lines = ("1956年，他考上大学。", "求学：三次北上", "火车走了两天。", "任教：写满黑板", "他留校任教。")
    body = (*(text(n) for n in (1, 2, 3)), Block("crosshead", at(4)), text(5))
    story = ItemReading("article", headline=(at(1),), body=body)
    kinds = [b.kind for b in settle(Reading((story,)), Texts(page(*lines))).items[0].body]
    assert kinds == ["paragraph", "crosshead", "paragraph", "crosshead", "paragraph"]


def test_the_date_below_the_signer_is_the_notice_s() -> None:
    notice = ItemReading("notice", headline=(at(1),), body=(text(2), text(3)))
    lines = ("讣告", "张德胜同志逝世，享年96岁。", "江城理工大学", "2025年11月26日", "广告热线：0000-8888888")
    items, furniture = settled(Reading((notice,), furniture=(at(4), at(5))), *lines)
    assert items[0][2].endswith("p:江城理工大学 / p:2025年11月26日")
    assert furniture == ["广告热线：0000-8888888"]


def test_below_a_series_in_brackets_the_first_line_is_of_the_headline() -> None:
    lines = ("【青春面对面】", "休学一年骑到西部支教，值吗？", "路遥远休学一年。")
    story = ItemReading("article", headline=(at(1),), body=(text(2), text(3)))
    after = settle(Reading((story,)), Texts(page(*lines))).items[0]
    assert (after.headline, after.body) == ((at(1), at(2)), (text(3),))


def test_who_passed_a_list_is_its_deck() -> None:
    lines = ("常务委员名单", "（2024年12月26日市政协六届四次会议通过，按姓氏笔画为序）", "丁一 王二")
    story = ItemReading("article", headline=(at(1),), body=(text(2), text(3)))
    after = settle(Reading((story,)), Texts(page(*lines))).items[0]
    assert (after.deck, after.body) == ((at(2),), (text(3),))


def test_a_byline_alone_is_of_the_story_below_or_above() -> None:
    lines = ("□ 本报评论员", "把最后一公里走通", "水到田头，才算修通。", "田一禾")
    byline, last = ItemReading("article", byline=(at(1),)), ItemReading("article", byline=(at(4),))
    story = ItemReading("article", headline=(at(2),), body=(text(3),))
    (item,) = settle(Reading((byline, story, last)), Texts(page(*lines))).items
    assert (item.headline, item.byline) == ((at(2),), (at(1), at(4)))


def test_a_headline_without_text_is_a_refer_s() -> None:
    lone = ItemReading("article", kicker=(at(1),))
    (item,) = settle(Reading((lone,)), Texts(page("东渡区打造便民圈"))).items
    assert (item.kind, item.kicker, item.headline) == ("refer", (), (at(1),))


def test_a_jump_line_alone_is_no_item() -> None:
    items, furniture = settled(Reading((ItemReading("article", jump_to=(at(1),)),)), "（下转第二版）")
    assert (items, furniture) == ([], ["（下转第二版）"])


def test_bulleted_lines_over_several_paragraphs_are_a_story_s_crossheads() -> None:
    lines = (
        "空舖重燃燈火",
        "街坊很開心。",
        "■補習老師全是大學生",
        "他們每週來兩次。",
        "孩子喜歡。",
        "■商戶盼人流變生意",
        "生意好了些。",
    )
    story = ItemReading("article", headline=(at(1),), body=tuple(text(n) for n in range(2, 8)))
    (item,) = settle(Reading((story,)), Texts(page(*lines))).items
    assert [b.kind[0] for b in item.body] == ["p", "c", "p", "p", "c", "p"]
