"""Bodies as Chinese editors write them are rendered as they mean it, and nothing of any body is lost unseen."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import unescapeAll

from scripts.edition import frontmatter, markdown
from scripts.edition.bodychecks import faults
from scripts.edition.catalogue import catalogue
from scripts.edition.markdown import plain, reader

ROOT = Path(__file__).parents[1]

MEANT = [
    ("marks before a closing mark", "**开园第一天，**茶山来了人。", "<p><strong>开园第一天，</strong>茶山来了人。</p>"),
    ("quotes inside", "老人念**“夜航船”**三字", "<p>老人念<strong>“夜航船”</strong>三字</p>"),
    (
        "brackets and per cent",
        "**北段（旧）**修好，**8%**为新",
        "<p><strong>北段（旧）</strong>修好，<strong>8%</strong>为新</p>",
    ),
    ("italics by underscores", "书名：_《江潮》_。", "<p>书名：<em>《江潮》</em>。</p>"),
    ("digits times digits", "箱子3*4*5分米", "<p>箱子3*4*5分米</p>"),
    ("lines to write on", "姓名：____，电话：____。", "<p>姓名：____，电话：____。</p>"),
    ("a masked number", "尾号139****0086，139****0087", "<p>尾号139****0086，139****0087</p>"),
    ("a crosshead without a space", "##茶山新路", "<h2>茶山新路</h2>"),
    ("a crosshead with a wide space", "###　茶山新路", "<h3>茶山新路</h3>"),
    ("a crosshead with wide marks", "＃＃茶山新路", "<h2>茶山新路</h2>"),
    ("a crosshead that is closed", "##茶山新路##", "<h2>茶山新路</h2>"),
    ("no second h1", "# 茶山新路", "<h2>茶山新路</h2>"),
    ("two topics", "#开茶# #夜航#", "<p>#开茶# #夜航#</p>"),
    (
        "a note",
        "三千人[^a]来了。\n\n[^a]: 公报。",
        '<p>三千人<sup>[a]</sup>来了。</p>\n<p class="note"><sup>[a]</sup> 公报。</p>',
    ),
    ("notes in brackets", "三千人[2]。\n\n[2]: 公报第二页。", "<p>三千人[2]。</p>\n<p>[2]: 公报第二页。</p>"),
    (
        "an address by its name",
        "见[公报][g]。\n\n[g]: https://g.example/a",
        '<p>见<a href="https://g.example/a">公报</a>。</p>',
    ),
    ("a name that nobody uses", "甲。\n\n[g]: https://g.example/a", "<p>甲。</p>\n<p>[g]: https://g.example/a</p>"),
    ("numbers without a space", "要带：\n1、船票\n2、雨伞", "<p>要带：<br />\n1、船票<br />\n2、雨伞</p>"),
    ("articles of a rule", "第一条 先下后上。\n第二条 不抢座。", "<p>第一条 先下后上。<br />\n第二条 不抢座。</p>"),
    ("questions and answers", "问：几点开船？\n答：六点。", "<p>问：几点开船？<br />\n答：六点。</p>"),
    ("circled numbers", "⑴买票\n⑵上船", "<p>⑴买票<br />\n⑵上船</p>"),
    ("numbers left to the page", "1. 甲\n1. 乙", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"),
    ("bold by underscores", "__开园，__来人", "<p><strong>开园，</strong>来人</p>"),
    ("Roman numbers", "Ⅰ、甲\nⅡ、乙", "<p>Ⅰ、甲<br />\nⅡ、乙</p>"),
    ("letters", "A、甲\nB、乙", "<p>A、甲<br />\nB、乙</p>"),
    ("labels with numbers behind", "地址：江边\n电话：123", "<p>地址：江边<br />\n电话：123</p>"),
    ("days", "5月6日 晴\n5月7日 雨", "<p>5月6日 晴<br />\n5月7日 雨</p>"),
    ("a note right below", "三千人[1]。\n[1]: 公报。", "<p>三千人[1]。<br />\n[1]: 公报。</p>"),
    ("verse", "一江灯火，\n两岸人家。", "<p>一江灯火，<br />\n两岸人家。</p>"),
    ("numbers that do not follow", "2. 甲\n4. 乙", '<ol start="2">\n<li>甲</li>\n<li value="4">乙</li>\n</ol>'),
    (
        "a wrapped paragraph",
        "江上的夜航船昨天晚上第一次试开，船上坐了\n四十来个人。",
        "<p>江上的夜航船昨天晚上第一次试开，船上坐了四十来个人。</p>",
    ),
    ("a paragraph indented by blanks", "    江上有船。", "<p>江上有船。</p>"),
    ("paragraphs indented line by line", "　　江上有船。\n　　船上有人。", "<p>江上有船。</p>\n<p>船上有人。</p>"),
    ("by a tab", "江上有船。\n\t船上有人。", "<p>江上有船。</p>\n<p>船上有人。</p>"),
    ("a line of wide spaces", "江上。\n　　\n船上。", "<p>江上。</p>\n<p>船上。</p>"),
    ("a rule below a paragraph", "江上有船。\n---\n船上有人。", "<p>江上有船。</p>\n<hr />\n<p>船上有人。</p>"),
    ("a rule of equals signs", "江上有船。\n====\n船上有人。", "<p>江上有船。</p>\n<hr />\n<p>船上有人。</p>"),
    ("more than", ">60岁的半价。", "<p>&gt;60岁的半价。</p>"),
    ("a fence that is not closed", "```\n江上有船。", "<p>```\n江上有船。</p>"),
    ("waves", "~~~~\n江上。\n~~~~", "<hr />\n<p>江上。</p>\n<hr />"),
    ("words in two kinds of brackets", "[来源](岚汀日报)", "<p>[来源](岚汀日报)</p>"),
    ("a script's address", "[x](<java\tscript:alert.js>)", "<p>[x](&lt;java\tscript:alert.js&gt;)</p>"),
    ("an address with a space", "[图](images/江 图.pdf)", '<p><a href="images/%E6%B1%9F%20%E5%9B%BE.pdf">图</a></p>'),
]


@pytest.mark.parametrize(("body", "html"), [row[1:] for row in MEANT], ids=[row[0] for row in MEANT])
def test_what_editors_type_is_rendered_as_they_mean_it(body: str, html: str) -> None:
    assert markdown.render(body).strip() == html


TOLD = [
    ("a cell too many", "甲|乙\n-|-\n1|2|三", "text-lost", 2),
    ("words behind backticks", "文。\n\n```提示\nx\n```", "text-lost", 2),
    ("spaces inside the marks", "** 茶山 **开园", "marks-left", 0),
    ("wavy marks", "~~旧价~~新价", "marks-left", 0),
    ("a link in wide brackets", "见[公报]（https://g.example）", "marks-left", 0),
    ("a note that is not there", "三千人[^9]。", "marks-left", 0),
    ("a wide exclamation mark", "！[船](images/a.webp)", "marks-left", 0),
    ("a table without its rule", "| 甲 | 乙 |\n| 丙 | 丁 |", "marks-left", 0),
    ("short lines without marks", "文。\n\n夜航船开了\n茶山开园", "lines-joined", 2),
    (
        "a sentence a line",
        "江上的夜航船昨天晚上第一次试开，船上坐了四十来个人。\n船工说今年的水比往年都大，开得要慢一些。",
        "lines-joined",
        0,
    ),
    ("a topic or a crosshead", "#茶山新路\n\n文。", "heading-doubtful", 0),
    ("Chinese as code", "他说`开船`。", "code", 0),
    ("a link to read nothing of", "[](https://a.example/)", "link-empty", 0),
    ("length by width", "长*宽*高", "emphasis-inside", 0),
]


@pytest.mark.parametrize(("body", "code", "line"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_is_printed_otherwise_is_told_with_its_line(body: str, code: str, line: int) -> None:
    assert (code, line) in [(seen.code, seen.line) for seen in faults(body)]
    assert catalogue()[code].station == "check"


@pytest.mark.parametrize("body", [row[1] for row in MEANT if row[0] != "a fence that is not closed"])
def test_what_is_rendered_as_meant_is_not_told(body: str) -> None:
    known = ("[来源](", "[x](<java")  # what looks like a link and is none is told, too
    assert body.startswith(known) or not list(faults(body))


def test_nothing_of_the_sample_is_lost_or_told() -> None:
    bodies = [frontmatter.parse(path.read_text("utf-8")).item for path in ROOT.glob("content/*/*/*/*.md")]
    assert len(bodies) > 20
    assert [list(faults(item.body)) for item in bodies if item and list(faults(item.body))] == []


HAN = st.text("江桥船茶山一二三渡口，。：“”（）《》", min_size=1, max_size=9)
MARKS = st.sampled_from([
    *"*_`[]()<>#|~-+=!\\&:^.1３＃ \u3000\n", "**", "__", "```", "~~~", "](", "![", "[^1]", "[^1]: ", "]: ",
    "\n\n", "\n    ", "\n\t", "\n- ", "\n1. ", "\n7) ", "\n> ", "\n## ", "\n##", "\n---\n", "\n===\n", "|-|-|\n",
    "&amp;", "&#33337;", "https://a.example/", "images/船.jpg", "<https://b.example>", " \"题\"", "\\\n",
    "<b>", "<!--", "-->",
])  # fmt: skip
ODD = st.lists(st.one_of(HAN, MARKS), max_size=24).map("".join)
_KEPT = re.compile(r"[\u3000-\u303f\u3400-\u9fff\u201c\u201d\uff08\uff09\uff0c\uff1aa-z２-９]")
"""What is never a mark of Markdown's: Han, Chinese punctuation, letters (the note's colon may be full-width)."""


@settings(max_examples=2000, deadline=None)
@given(ODD)
def test_no_odd_markdown_loses_a_character_unseen(typed: str) -> None:
    """Told by another way than the check's own: over the whole page, and by what can never be a mark."""
    body = frontmatter.body_text(typed)
    html = markdown.render(body)
    attributes = "".join(re.findall(r'\b(?:alt|title|href|src)="([^"]*)"', html))
    shown = Counter(unquote(unescape(re.sub(r"<[^>]*>", "", html) + attributes)))
    gone = [Counter(_KEPT.findall(unquote(text))) - shown for text in (body, unescapeAll(body))]
    missing = (gone[0] & gone[1]) - Counter(unquote("".join(_definitions(body)))) - Counter("：")
    missing = Counter({char: n for char, n in missing.items() if char.strip()})
    assert not missing or any(seen.code == "text-lost" for seen in faults(body)), missing


def _definitions(body: str) -> list[str]:
    env: dict[str, list[int]] = {}
    reader().parse(body, env)
    lines = body.split("\n")
    return [lines[number] for number in env.get("defined", ())]


@settings(max_examples=500, deadline=None)
@given(ODD)
def test_the_page_stays_sound_whatever_is_typed(typed: str) -> None:
    html = markdown.render(typed)
    assert "<h1" not in html
    assert "<p></p>" not in html
    assert not re.search(r'(?:href|src)="\s*(?:javascript|vbscript|data):', html, re.I)
    assert plain(typed) is None or not list(faults(typed))
