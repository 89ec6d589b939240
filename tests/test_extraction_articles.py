"""A library's articles (METS's logical structure) kept as readings: what is marked, what is left, whose wins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts.commands.convert import main as convert
from scripts.commands.extract import main as extract
from scripts.extraction.articlelines import MarkedPage, reading_of
from scripts.extraction.metsarticles import MetsArticle, MetsPart, on_file, read_articles
from scripts.extraction.safexml import parse_xml
from scripts.pagetext.geometry import Box, Layout, LineGeometry
from tests.library import library
from tests.test_pagetext_printed import TWO_STORIES

HEAD, BODY = 0, len(TWO_STORIES) - 5
"""The first story's headline, and the block with which the second story begins: a block a line."""


def area(*blocks: str, file: str = "T1") -> str:
    return "".join(f'<fptr><area FILEID="{file}" BETYPE="IDREF" BEGIN="{block}"/></fptr>' for block in blocks)


def div(kind: str, inner: str, label: str = "") -> str:
    return f'<div TYPE="{kind}" LABEL="{label}">{inner}</div>'


def logical(inner: str) -> str:
    return f'<structMap TYPE="LOGICAL"><div TYPE="Newspaper">{div("ISSUE", inner)}</div></structMap>'


def articles_in(inner: str) -> tuple[MetsArticle, ...]:
    return read_articles(parse_xml(f'<mets xmlns="http://www.loc.gov/METS/">{logical(inner)}</mets>'.encode()))


DOCWORKS = div(
    "ARTICLE",
    div("HEADING", div("OVERLINE", area("B1")) + div("TITLE", area("B2")))
    + div("BODY", div("BODY_CONTENT", div("PARAGRAPH", area("B3", "B4")) + div("CROSSHEADING", area("B5"))))
    + div("ILLUSTRATION", div("IMAGE", area("I1")) + div("CAPTION", area("B6"))),
)


def test_parts_of_an_article_have_the_roles_that_its_types_say() -> None:
    story, photo = articles_in(DOCWORKS)
    assert [(part.role, [name for _, name in part.blocks], part.whole) for part in story.parts] == [
        ("kicker", ["B1"], True),
        ("headline", ["B2"], True),
        ("text", ["B3", "B4"], True),
        ("crosshead", ["B5"], False),
    ]
    assert (photo.kind, photo.of) == ("photo", 0)
    assert [part.role for part in photo.parts] == ["text", "text"]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        (div("article", area("B1")) + div("Advertisement", area("B2")), ["article", "notice"]),
        (div("section", div("ARTICLE:news", "<fptr><seq><area FILEID='T1' BEGIN='B1'/></seq></fptr>")), ["article"]),
        (div("content", div("news item", area("B1")) + div("picture", area("B2"))), ["article", "photo"]),
        (div("ARTICLE", div("ARTICLE", area("B1"))), ["article"]),  # a serial's part is the serial's
        (div("ARTICLE", "<fptr FILEID='T1'/>") + div("titlesection", area("B1")), []),  # the file alone; the nameplate
        (div("ARTICLE", "<fptr><area FILEID='T1' BETYPE='TIME' BEGIN='00:01'/></fptr>"), []),
        ("", []),
    ],
)
def test_items_are_known_by_their_types_as_libraries_write_them(written: str, kinds: Sequence[str]) -> None:
    assert [article.kind for article in articles_in(written)] == kinds


def test_an_article_over_two_pages_has_on_each_the_blocks_of_its_file() -> None:
    (article,) = articles_in(div("ARTICLE", area("B1") + area("B7", file="T2")))
    (first,), (second,), (none,) = (on_file((article,), name) for name in ("T1", "T2", "T3"))
    assert [part.blocks for part in first.parts] == [(("T1", "B1"),)]
    assert [part.blocks for part in second.parts] == [(("T2", "B7"),)]
    assert none.parts == ()


def issue(folder: Path, inner: str) -> Path:
    """An issue whose second page holds two stories, a block a line, with a logical structure."""
    place = library(folder, TWO_STORIES, TWO_STORIES)
    mets = place / "mets.xml"
    empty = '<structMap TYPE="LOGICAL"><div TYPE="issue" DMDID="D1"/></structMap>'
    text = mets.read_text("utf-8")
    assert empty in text
    mets.write_text(text.replace(empty, logical(inner)), "utf-8")
    return place


def marked() -> str:
    """The stories as a library marked them that took the second headline for a part of the first story."""
    last = len(TWO_STORIES)
    one = div("HEADING", area("B0")) + div("BODY", area(*(f"B{n}" for n in range(1, BODY - 2))))
    two = div("BODY", area(*(f"B{n}" for n in range(BODY - 2, last))))
    return div("ARTICLE", one) + div("ARTICLE", two)


def run(*words: object) -> int:
    return extract([*map(str, words), "--lang", "en", "--quiet", "--no-pictures"])


def test_articles_of_a_library_are_the_items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(issue(tmp_path / "issue", marked()), "--raw", "raw") == 0
    written = tmp_path / "raw/1936/04/11/A01.reading.json"
    assert not written.with_name("A02.reading.json").exists()  # nothing is marked there
    items = json.loads(written.read_text("utf-8"))
    assert [item["kind"] for item in items] == ["article", "article"]
    assert items[0]["headline"] == "1"
    assert convert(["raw", "--content", "content", "--quiet"]) == 0
    first, second = sorted((tmp_path / "content/1936/04/11").glob("A01-*.md"))
    assert "title: 麦子熟了大家都高兴" in first.read_text("utf-8")
    split = second.read_text("utf-8")
    assert "小学" in split


def test_a_reading_that_a_person_changed_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    place = issue(tmp_path / "issue", marked())
    run(place, "--raw", "raw")
    reading = tmp_path / "raw/1936/04/11/A01.reading.json"
    before = reading.read_bytes()
    run(place, "--raw", "raw")
    assert reading.read_bytes() == before
    reading.write_text("[]", "utf-8")
    assert run(place, "--raw", "raw") == 0
    assert reading.read_text("utf-8") == "[]"
    assert "A01.reading.json" in capsys.readouterr().err


def test_a_library_that_marks_some_articles_only_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    place = issue(tmp_path / "issue", div("ARTICLE", area("B0", "B1")))
    assert extract([str(place), "--raw", "raw", "--lang", "en", "--no-pictures"]) == 0
    assert "of this page only" in capsys.readouterr().err
    assert not (tmp_path / "raw/1936/04/11/A01.reading.json").exists()


def page_of(
    texts: Sequence[str], sizes: Sequence[float], articles: Sequence[MetsArticle], top: float = 300
) -> MarkedPage:
    lines = {
        n: LineGeometry(Box(50, top + 20 * n, 250, top + 20 * n + size), top + 20 * n + size, size)
        for n, size in enumerate(sizes, 1)
    }
    blocks = {f"B{n}": [n] for n in range(1, len(texts) + 1)}
    return MarkedPage("\n".join(texts), Layout(600, 800, "alto", lines), blocks, tuple(articles))


def parts(*blocks: str) -> tuple[MetsPart, ...]:
    return tuple(MetsPart("text", (("T1", block),)) for block in blocks)


def test_an_article_whose_headline_is_not_marked_has_its_larger_first_lines_as_that() -> None:
    texts = ["麦子熟了大家都高兴", "　　今年的麦子早熟了，机器开进村里", "来，都说好。", "　　老槐树下，人们说起往年"]
    page = page_of(texts, [20, 10, 10, 10], [MetsArticle("article", parts("B1", "B2", "B3", "B4"))])
    (item,) = json.loads(reading_of(page)[0])
    assert (item["headline"], item["text"]) == ("1", "2-3 4")
    page = page_of(texts[1:], [10, 10, 10], [MetsArticle("article", parts("B1", "B2", "B3"))])
    assert "headline" not in json.loads(reading_of(page)[0])[0]


def test_what_stands_in_no_article_is_furniture_at_the_edge_and_an_item_elsewhere() -> None:
    texts = ["麦田报　第三版", "今年的麦子早熟了，机器开进村里来，大家都说今年的收成很好，比去年多", "小学开学"]
    page = page_of(texts, [10, 10, 10], [MetsArticle("article", parts("B2", "B2"))], top=0)
    one, other, furniture = json.loads(reading_of(page)[0])
    assert [one["text"], other["text"]] == ["2", "3"]
    assert (furniture["kind"], furniture["text"]) == ("furniture", "1")
