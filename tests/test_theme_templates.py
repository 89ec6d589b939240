"""The theme's documents as HTML: sound, light, closed to what is not ours, and complete for the reader."""

from __future__ import annotations

import gzip
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import ClassVar

import pytest

from tests.theme_paper import THEME, VARIANTS, Document, documents, item, paragraphs, rendered

DOCUMENTS = {document.url: document for document in documents()}
VOID = {"meta", "link", "img", "br", "input", "hr", "wbr", "source"}


class Outline(HTMLParser):
    """What tests ask of a document: its elements in order, whether they nest, the text of each heading."""

    OPTIONAL: ClassVar[set[str]] = set()

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if any(re.fullmatch("h[1-6]", tag) for tag in self.open):
            level, text = self.headings[-1]
            self.headings[-1] = level, text + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


@cache
def html(url: str, lang: str = "zh-Hans") -> str:
    return rendered(DOCUMENTS[url], lang).replace("<wbr>", "")  # where headlines may break: test_press_phrases.py


@cache
def outline(url: str, lang: str = "zh-Hans") -> Outline:
    return Outline(html(url, lang))


@pytest.mark.parametrize("lang", VARIANTS)
@pytest.mark.parametrize("url", DOCUMENTS)
def test_elements_nest_and_ids_are_single(url: str, lang: str) -> None:
    found = outline(url, lang)
    assert found.faults == []
    assert found.open == []
    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert found.all("html") == [{"lang": lang}]


@pytest.mark.parametrize("url", DOCUMENTS)
def test_one_h1_and_no_rank_of_heading_left_out(url: str) -> None:
    levels = [level for level, _ in outline(url).headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in outline(url).headings)


@pytest.mark.parametrize("url", DOCUMENTS)
def test_nothing_inline_and_nothing_from_elsewhere(url: str) -> None:
    found = outline(url)
    policy = [m["content"] for m in found.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert len(policy) == 1
    assert (policy[0] or "").startswith("default-src 'none'")
    assert "unsafe-inline" not in (policy[0] or "")
    assert not found.all("style")
    assert all("src" in script for script in found.all("script"))
    for tag, attrs in found.elements:
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")], tag
        for name in ("src", "href", "srcset", "action") if tag != "a" else ():
            assert not re.match(r"(?:https?:)?//", attrs.get(name) or ""), (tag, attrs)


@pytest.mark.parametrize("url", DOCUMENTS)
def test_pictures_have_sizes_and_alternatives(url: str) -> None:
    for image in outline(url).all("img"):
        assert {"width", "height", "alt", "src"} <= set(image)


def test_kicker_headline_and_deck_are_one_heading() -> None:
    text = html(DOCUMENTS_ITEMS[0])
    group = re.search(r"<hgroup>.*?</hgroup>", text, re.S)
    assert group
    assert re.findall(r"<(\w+)[ >]", group[0]) == ["hgroup", "p", "span", "span", "h1", "span", "span", "p"]


DOCUMENTS_ITEMS = [url for url, document in DOCUMENTS.items() if document.template == "item.html"]


def test_a_jump_is_read_in_one_and_names_both_pages() -> None:
    text = html("/2031/03/07/01/01/")
    assert "以下原载第2版" in text
    assert text.count('<div class="text">') == 2
    assert "上接第1版 桃花汛早到九天" in html("/2031/03/07/02/01/")


def test_an_item_without_headline_says_so_and_that_it_awaits_review() -> None:
    text = html("/2031/03/07/01/04/")
    assert '<h1 class="stand-in">' in text
    assert "原版面无标题" in text
    assert "有待编辑核对" in text
    assert "有待编辑核对" not in html("/2031/03/07/01/03/")


def test_corrections_are_shown() -> None:
    assert re.search(
        r"<dt><time datetime=\"2031-03-08\">2031年3月8日</time></dt>\s*<dd>第三段", html(DOCUMENTS_ITEMS[0])
    )


def test_refers_lead_to_their_items() -> None:
    text = html("/")
    assert '<a href="/2031/03/07/03/01/">一首诗的四个版本</a> <small>第3版</small>' in text


def test_tables_scroll_by_themselves_and_keep_one_box() -> None:
    text = html("/2031/03/07/02/02/")
    assert 'role="region" tabindex="0" aria-label="表格，可左右滚动"' in text


def test_crossheads_stand_under_their_headline_wherever_it_is_printed() -> None:
    assert (2, "什么时候可以回家") in outline("/2031/03/07/02/04/").headings
    assert (3, "什么时候可以回家") in outline("/2031/03/07/02/").headings
    assert (4, "什么时候可以回家") in outline("/2031/03/07/whole/").headings


def test_the_report_link_is_as_configured_or_not_there() -> None:
    document = DOCUMENTS["/2031/03/07/01/03/"]
    text = rendered(document, settings={"report": "https://desk.example/?a={address}&t={title}"})
    assert "https://desk.example/?a=https%3A//paper.example/2031/03/07/01/03/&amp;t=%E5%B8%82" in text
    assert "报告错误" not in rendered(document, settings={})


def test_a_nameplate_may_be_a_picture() -> None:
    plate = {"src": "/images/plate.svg", "width": 600, "height": 140}
    found = Outline(rendered(DOCUMENTS["/"], settings={"nameplate": plate}))
    assert found.headings[0][0] == 1
    assert [image["alt"] for image in found.all("img") if image["src"] == "/images/plate.svg"] == ["青棠日报"]


def test_an_empty_paper_has_a_front_page() -> None:
    values = {"edition": None, "recent": (), "this_day": ()}
    text = rendered(Document("home.html", "/", "青棠日报", values))
    assert "还没有出版任何一期。" in text
    assert Outline(text).faults == []


def test_the_end_of_the_edition_counts_it() -> None:
    assert "共4版，15篇稿件" in html("/2031/03/07/")


@pytest.mark.parametrize("url", ["/", "/2031/03/07/", "/2031/03/07/whole/"])
def test_every_page_and_item_is_on_the_edition_in_printed_order(url: str) -> None:
    edition = DOCUMENTS[url].values["edition"]
    text = html(url)
    for page in edition.pages:
        assert f'href="{page.url}"' in text
        for one in page.items:
            if one.kind != "refer" and not (one.is_tail and not url.endswith("/whole/")):
                assert f'href="{one.url}"' in text


def packed(*names: str) -> int:
    return sum(len(gzip.compress((THEME / "static" / name).read_bytes(), 9, mtime=0)) for name in names)


def test_an_article_of_900_characters_is_light() -> None:
    document = DOCUMENTS["/2031/03/07/01/03/"]
    long = item(1, 3, "市图书馆延长夜间开放至二十三时", paragraphs(8))
    assert long.characters >= 900
    values = {**document.values, "item": long}
    text = rendered(Document("item.html", document.url, document.title, values))
    assert len(gzip.compress(text.encode(), 6)) <= 8_000


def test_styles_and_scripts_are_light() -> None:
    scripts = [f"js/{path.name}" for path in (THEME / "static/js").glob("*.js")]
    # The search's, the 404 page's, printed pages', vertical setting's, the voice's.
    elsewhere = {"js/search.js", "js/lost.js", "js/facsimile.js", "js/vertical.js", "js/aloud.js"}
    assert packed("js/aloud.js") <= 2_500  # where there is a voice
    assert packed("js/photo/zoom.js", "js/photo/viewer.js", "css/viewer.css") <= 4_000  # when a picture is opened
    assert packed("css/site.css", "css/print.css") <= 6_000  # all that an item has
    assert packed("css/front.css") <= 3_000
    assert packed("css/front.css", "css/stories.css") <= 4_000  # a page, and the whole edition
    assert packed("css/lists.css") <= 1_500
    assert packed("css/lists.css", "css/archive.css") <= 2_250  # the archive
    assert packed("js/vertical.js", "css/vertical.css") <= 2_750
    assert packed(*(name for name in scripts if name not in elsewhere)) <= 7_000
    assert packed("js/lost.js") <= 2_500
    assert packed("js/facsimile.js", "js/photo/zoom.js", "css/facsimile.css") <= 4_000
