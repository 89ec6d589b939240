"""Bodies to HTML: the short way for plain paragraphs gives what CommonMark gives; nothing unsafe comes through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition import markdown
from scripts.edition.markdown import plain

MARKS = st.text(alphabet='江桥船，。“”「 \n\n\n*_#>`~|-+=12.)(&<![]\\"\t\u3000a:/：é０＃①问', max_size=60)


@given(st.one_of(MARKS, st.text(max_size=60)))
def test_the_short_way_is_the_parsers_way(body: str) -> None:
    fast = plain(body)
    if fast is not None:
        assert fast == markdown._parser().render(body, {"images": None})


def test_most_bodies_take_the_short_way() -> None:
    assert plain("本报讯（记者 陆知遥）4月8日，桥亮了。\n\n“来了。”他说！") is not None


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("", ""),
        ("江上\n有船", "<p>江上有船</p>\n"),
        ("two\nwords", "<p>two\nwords</p>\n"),
        ("**江上**\n有船", "<p><strong>江上</strong>有船</p>\n"),
        ("## 小标题\n\n文", "<h2>小标题</h2>\n<p>文</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("1. 一\n2. 二", "<ol>\n<li>一</li>\n<li>二</li>\n</ol>\n"),
    ],
)
def test_commonmark(body: str, html: str) -> None:
    assert markdown.render(body) == html


def test_a_table_stands_in_a_box() -> None:
    html = markdown.render("甲|乙\n-|-\n1|2")
    assert html.startswith('<div class="table"><table>')
    assert html.endswith("</table></div>\n")


def test_pictures_get_their_address_and_size() -> None:
    html = markdown.render("![桥](images/1.jpg) ![](https://x.org/a.png)", {"images/1.jpg": ("/i/1.jpg", 3, 2)}.get)
    assert 'src="/i/1.jpg" alt="桥" loading="lazy" width="3" height="2"' in html
    assert 'src="https://x.org/a.png"' in html


def test_summaries_end_with_a_sentence() -> None:
    text = "江上有船。" * 20
    assert markdown.summary_of(f"<p>{text}</p>") == "江上有船。" * 16
    assert markdown.summary_of("<p>一二三。</p>\n<p>四</p>") == "一二三。四"
    assert (
        markdown.summary_of("<p>云是山的披肩<br />\n茶是云的纽扣</p>\n<p>别问山</p>")
        == "云是山的披肩 茶是云的纽扣 别问山"
    )
    named = "渡船设有“换书箱”" * 9 + "放下一本，可带走一本。"
    assert markdown.summary_of(f"<p>{named}</p>").endswith("…")  # the end of a quoted word ends no sentence
    assert markdown.summary_of("<p>" + "他说：“船来了。”" * 12 + "</p>").endswith("。”")
    assert markdown.summary_of("<p>" + "船" * 100 + "</p>") == "船" * 80 + "…"
    assert markdown.summary_of("<h2>x</h2><p>A &amp; <em>B</em></p>") == "A & B"


def test_a_summary_is_never_cut_in_a_variant_mark() -> None:
    summary = markdown.summary_of("<p>" + "船" * 70 + "-{zh-tw:軟體;zh-hk:軟件}-" + "</p>")
    assert "-{" not in summary


def test_a_beginning_ends_with_a_sentence_or_says_that_it_does_not() -> None:
    weather = "今天多云转阵雨，北风3到4级，鸥屿沿海8级，气温14℃到19℃；明天谷雨，小雨转阴，气温13℃到18℃；"
    assert markdown.summary_of(f"<p>{weather * 3}</p>").endswith("18℃…")
    quoted = "偏偏是第一个签字的人。“我住一楼，祝奶奶给我带过孩子。”今年五十八岁的老赵说，“她下不来。”"
    for length in range(30, 120):
        beginning = markdown.summary_of(f"<p>{quoted * 3}</p>", length)
        assert beginning.count("“") == beginning.count("”")
        assert beginning[-1] in "。”…"
