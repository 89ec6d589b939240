"""What holds for any bytes: no exception, nothing lost, the same twice; and Markdown that renders to the same text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scripts.edition.label import Label
from scripts.edition.markdown import reader
from scripts.pagetext import ConvertedPage, convert, markdown
from scripts.pagetext.assemble import assemble
from scripts.pagetext.builtin import reading_of
from scripts.pagetext.clean import clean_line, fold
from scripts.pagetext.conserve import prove
from scripts.pagetext.decode import decode, split_pages
from scripts.pagetext.elements import prepare
from scripts.pagetext.features import PageFeatures
from scripts.pagetext.pagemodel import page_model
from scripts.pagetext.stories import gather
from scripts.pagetext.tags import TAGS, read

DATE = dt.date(2024, 3, 5)
READERS = (MarkdownIt("commonmark", {"html": False}).enable("table"), reader())
"""CommonMark's own, and the site's."""

WORDS = """
本报讯（记者 林遥）|新华社松坪3月5日电|（下转第二版）|上接第三版|（见6版）|>>>4版|遗失声明|声明作废。
本报记者 林遥 摄|松坪县|渡口|今天|会议指出，|要抓好春耕。|“|”|（|）|《|》|，|。|：|——|【|】
3 月 5 日|12.5%|责编：叶小满|第02版|2024年3月5日　星期二|会 议 听 取 了|①|问：|答：|▲|■|⽉|１５|ABC
*|_|#|1.|---
"""
BREAKS = ["\n", "\n\n", "\n　　", " ", "　", "\f", "\r\n", "\x00", "\u00ad", "|"]
PIECES = st.sampled_from([*WORDS.strip().replace("\n", "|").split("|"), *BREAKS])
PAGES = st.lists(PIECES, max_size=120).map("".join)


def check(pages: tuple[ConvertedPage, ...]) -> None:
    assert pages
    for page in pages:
        assert page.conserved, (page.conservation.missing, page.conservation.added)
        assert [item.order for item in page.items] == list(range(1, len(page.items) + 1))
        assert all(item.title for item in page.items)


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_bytes_convert_and_are_conserved(data: bytes) -> None:
    check(convert(data, date=DATE, page=Label(1)))


@given(PAGES)
@settings(deadline=None, max_examples=250)
def test_any_page_is_conserved_and_comes_out_the_same_twice(text: str) -> None:
    pages = convert(text.encode(), date=DATE, page=Label(1))
    check(pages)
    assert convert(text.encode(), date=DATE, page=Label(1)) == pages


RAW = sorted((Path(__file__).parent.parent / "raw").rglob("*.txt"))


@given(st.sampled_from(RAW), st.randoms(use_true_random=False), st.sampled_from([0.05, 0.3, 1.0]))
@settings(deadline=None, max_examples=250)
def test_whatever_the_tags_say_nothing_is_lost(path: Path, random: Random, share: float) -> None:
    for first, raw_lines in split_pages(decode(path.read_bytes()).text):
        page = page_model(raw_lines, first)
        lines, marks, habit = prepare(list(page.lines))
        tags = [
            random.choice(TAGS) if random.random() < share else tag for tag in read(PageFeatures(lines, marks, habit))
        ]
        made = assemble(page, reading_of(gather(lines, marks, tags)), DATE, Label(1))
        proof = prove("\n".join(raw_lines), [*made.kept, *made.unplaced])
        assert proof.holds, (proof.missing, proof.added)


@given(PAGES)
@settings(deadline=None, max_examples=150)
def test_every_printing_character_of_a_line_is_in_its_spans(text: str) -> None:
    for page in convert(text.encode(), date=DATE, page=Label(1)):
        for line in page.lines:
            assert fold("".join(span.text for span in line.spans)) == fold(line.text)


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=300)
def test_cleaning_keeps_every_printing_character_and_is_done_once(line: str) -> None:
    line = " ".join(line.splitlines())
    once = clean_line(line)
    assert fold(once) == fold(line)
    assert clean_line(once) == once


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = "松坪县今天开渡。\n　　渡口照常开放，票价两元，每天早晚各一班船。\n"
    assert decode(text.encode(encoding)).text == text


def rendered(source: str) -> list[str]:
    """The text of each block as it renders; hard breaks part lines. Both readers give the same."""
    ways = [_rendered(one, source) for one in READERS]
    assert ways[0] == ways[1]
    return ways[0]


def _rendered(reader: MarkdownIt, source: str) -> list[str]:
    out: list[str] = []
    for token in reader.parse(source):
        assert token.type not in {"bullet_list_open", "ordered_list_open", "fence", "code_block", "hr", "html_block"}
        if token.type == "inline":
            parts = ["\n" if c.type == "hardbreak" else c.content for c in token.children or []]
            assert all(c.type in {"text", "hardbreak"} for c in token.children or [])
            out += "".join(parts).split("\n")
    return out


SPECIALS = st.text(alphabet="*_#＃^`|<>[]()!\\~=+-.&;:1234 ab中文。【】{}\"'/", min_size=1, max_size=40)


@given(SPECIALS)
@settings(deadline=None, max_examples=400)
def test_specials_come_back_as_the_same_text(text: str) -> None:
    text = " ".join(text.split())
    if text:
        assert rendered(markdown.paragraph(text)) == [text]
        assert rendered(markdown.crosshead(text)) == [text]


@given(st.lists(SPECIALS.map(lambda t: " ".join(t.split())).filter(bool), min_size=1, max_size=5))
@settings(deadline=None, max_examples=200)
def test_verses_keep_their_lines(lines: list[str]) -> None:
    assert rendered(markdown.verse(lines)) == lines


KNOWN = "1. 一 \t12) 二 \t# 三\t- 四\t+ 五\t* 六\t> 七\t---\t===\t<script>\t[[八]]\t| 九 |\t~~~\t&amp;\t\\*"


@pytest.mark.parametrize("text", [part.strip() for part in KNOWN.split("\t")])
def test_known_specials(text: str) -> None:
    assert rendered(markdown.paragraph(text)) == [text]
