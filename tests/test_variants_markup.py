"""Markup, marks and quotation marks survive conversion, whatever they stand in."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scripts.variants import converter, protect
from scripts.variants.quotes import pairs

VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
_TAG = re.compile(r"<[^>]*>")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")

words = st.text(alphabet="发展后面里干于志浩说“”‘’，。头长只a1 \n", max_size=12)
pieces = st.one_of(
    words,
    words.map(lambda w: f"**{w.strip() or '发'}**"),
    words.map(lambda w: f"[{w.strip() or '头发'}](/发展/{len(w)}/)"),
    words.map(lambda w: f"`{w.strip() or '发'}`"),
    words.map(lambda w: f"\n\n## {w}\n\n"),
    words.map(lambda w: f"\n\n| {w.strip()} | 发 |\n|---|---|\n| 头 | {w.strip()} |\n\n".replace("\n ", " ")),
    st.just("-{发}-"),
    st.just("-{zh-hans:软件; zh-hant-tw:軟體; zh-hant-hk:軟件}-"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=8))
def test_tags_links_tables_and_code_are_the_same_in_all_variants(parts: list[str]) -> None:
    html = str(_MARKDOWN.render("".join(parts)))
    code = re.findall(r"<code>.*?</code>", html)
    for variant in VARIANTS:
        printed = converter(variant, content="/nonexistent").html(html)
        assert _TAG.findall(printed) == _TAG.findall(html)
        assert re.findall(r"<code>.*?</code>", printed) == code
        assert (
            printed.count("发") >= html.count("-{发}-") if variant != "zh-Hans" else "-{发}-" not in printed.split("`")
        )
        assert printed.count("\n") == html.count("\n")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_converts_and_keeps_what_is_not_han(text: str) -> None:
    printed = converter("zh-Hant-TW", content="/nonexistent").text(text)
    if "-{" not in text:
        assert len(printed) == len(text)
        assert [c for c in printed if c.isascii()] == [c for c in text if c.isascii()]


@settings(max_examples=100, deadline=None)
@given(st.lists(words.filter(lambda w: "\n" not in w), max_size=5))
def test_the_papers_own_page_is_untouched_but_for_marks(parts: list[str]) -> None:
    own = converter("zh-Hans", content="/nonexistent")
    text = "-{，}-".join(parts)
    assert own.text(text) == "，".join(parts)


def test_marks_say_what_they_mean() -> None:
    assert protect.parse("时间：10:30").text == "时间：10:30"
    marked = protect.parse("zh-tw:軟體;zh-hk:軟件")
    assert marked.printed("zh-Hant-TW", "zh-Hans") == ("軟體", True)
    assert marked.printed("zh-Hans", "zh-Hans") == ("軟體", True)
    tw = converter("zh-Hant-TW", content="/nonexistent")
    assert tw.html("<p>头-{发<em>展</em>}-</p>") == "<p>頭发<em>展</em></p>"
    assert tw.text("-{zh-hans:头发; zh-hk:頭毛}-") == "頭髮"


@pytest.mark.parametrize(
    ("text", "found", "alone"),
    [
        ("“甲‘乙’”", [(2, 4), (0, 5)], []),
        ("“甲", [], [0]),
        ("甲”“乙”", [(2, 4)], [1]),
        ("it’s “好”", [(5, 7)], []),
        ("“甲\n乙”", [], [0, 4]),
        ("“甲。\n“乙。”", [(4, 7), (0, 7)], []),
        ("<p>“甲。</p>\n<p>“乙‘丙’。</p>\n<p>\u3000\u3000“丁。”</p>", [(16, 18), (30, 33), (3, 33), (14, 33)], []),
        ("“甲‘乙。\n“‘丙’。”", [(7, 9), (6, 11), (0, 11), (2, 11)], []),
        ("“甲。\n“乙。\n丙。", [], [0, 4]),
        ("「甲。\n「乙。」", [], []),
    ],
)
def test_only_balanced_quotation_marks_pair(text: str, found: list[tuple[int, int]], alone: list[int]) -> None:
    assert pairs(text) == (found, alone)


def test_quotes_stay_where_a_site_wants_them() -> None:
    plain = converter("zh-Hant-TW", content="/nonexistent", turn_quotes=False)
    assert plain.text("“发展”") == "“發展”"
