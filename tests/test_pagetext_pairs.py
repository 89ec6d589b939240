"""Parts of one item that stood apart find each other; what stands well is left."""

from __future__ import annotations

from scripts.pagetext.chunks import Chunk
from scripts.pagetext.elements import Element
from scripts.pagetext.lines import make_line
from scripts.pagetext.pairs import mend
from scripts.pagetext.story import Story


def element(text: str, kind: str = "para", number: int = 1) -> Element:
    return Element(kind, [make_line(number, text, gap=False)], text, "test")


def article(*paras: str, heads: tuple[str, ...] = ("标题",), byline: str = "", at: int = 1) -> Story:
    chunk = Chunk(paras=[element(text, number=at + n) for n, text in enumerate(paras)])
    if byline:
        chunk.openers.append(element(byline, "byline"))
    chunk.settle()
    lines = [element(text, "display", at - len(heads) + n) for n, text in enumerate(heads)]
    return Story("article", heads=lines, chunks=[chunk], side="before")


def photo(caption: str = "", *credits_: str) -> Story:
    chunk = Chunk(kind="photo", paras=[element(caption)] if caption else [])
    chunk.closers = [element(text, "credit") for text in credits_]
    return Story("photo", chunks=[chunk])


def credits_of(stories: list[Story]) -> list[list[str]]:
    return [[x.text for c in s.chunks for x in c.closers] for s in stories if s.kind == "photo"]


def test_a_credit_alone_goes_to_the_caption_that_has_none() -> None:
    stories = [photo("图为放映现场。"), article("甲。"), photo("", "陈静 摄")]
    mend(stories)
    assert credits_of(stories) == [["陈静 摄"]]


def test_of_two_credits_the_second_is_anothers() -> None:
    stories = [photo("图为放映现场。", "陈静 摄", "王伟 摄"), photo("图为银幕。")]
    mend(stories)
    assert credits_of(stories) == [["陈静 摄"], ["王伟 摄"]]


def test_two_halves_of_a_credit_are_one() -> None:
    stories = [photo("图为放映现场。", "本报", "记者 陈静 摄"), photo("图为银幕。")]
    mend(stories)
    assert credits_of(stories) == [["本报", "记者 陈静 摄"], []]


def test_notices_change_titles_that_are_each_others() -> None:
    graves = "因公路建设需要，现对征地范围内的坟墓进行搬迁，请于公告之日起20日内办理手续。"
    stories = [
        Story("notice", heads=[element("迁坟公告")], body=[element("本报昨日3版一文有误，特此更正，并向读者致歉。")]),
        Story("notice", heads=[element("更正")], body=[element(graves)]),
    ]
    mend(stories)
    assert [s.heads[0].text for s in stories] == ["更正", "迁坟公告"]
    mend(stories)
    assert [s.heads[0].text for s in stories] == ["更正", "迁坟公告"]


def test_a_caption_among_paragraphs_is_a_photo() -> None:
    stories = [article("放映队来到前洼村。", "▲放映员调试机器。陈静 摄", "老人孩子早早搬来板凳。")]
    mend(stories)
    assert [(s.kind, [p.text for c in s.chunks for p in c.paras]) for s in stories] == [
        ("article", ["放映队来到前洼村。", "老人孩子早早搬来板凳。"]),
        ("photo", ["▲放映员调试机器。陈静 摄"]),
    ]


def test_a_closing_name_on_top_of_a_head_goes_back() -> None:
    stories = [article("放映队来到前洼村。", at=5), article("春茶开采。", heads=("（陈静）", "茶山"), at=8)]
    mend(stories)
    assert stories[0].chunks[0].paras[-1].text == "放映队来到前洼村。（陈静）"
    assert [x.text for x in stories[1].heads] == ["茶山"]


def test_a_second_byline_goes_to_the_neighbour_without_one() -> None:
    stories = [article("放映队来到前洼村。"), article("春茶开采。（王伟）", byline="本报记者 陈静")]
    mend(stories)
    assert [[x.text for x in s.chunks[0].openers] for s in stories] == [["本报记者 陈静"], []]
    kept = [article("放映队来到前洼村。（李静）"), article("春茶开采。（王伟）", byline="本报记者 陈静")]
    mend(kept)
    assert [[x.text for x in s.chunks[0].openers] for s in kept] == [[], ["本报记者 陈静"]]


def test_notices_whose_titles_would_fit_either_keep_their_own() -> None:
    titles = element("公告", number=1), element("公告", number=9)
    texts = "本店自即日起停止营业，望顾客周知。", "本店自即日起恢复营业，望顾客周知。"
    stories = [Story("notice", heads=[title], body=[element(text)]) for title, text in zip(titles, texts, strict=True)]
    mend(stories)
    assert [s.heads[0] for s in stories] == list(titles)
