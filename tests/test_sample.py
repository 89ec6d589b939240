"""The sample paper holds together: its editions are what the truth says, its pictures are there and light."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.edition import editionfile, frontmatter
from scripts.edition.model import Item
from scripts.edition.urls import edition_folder, item_file
from tests.sample_truth import FILES, ROOT, blocks, load, plain

PAGES = [pytest.param(load(path), id=path.stem) for path in FILES]
FIELDS = ("kind", "kicker", "deck", "authors", "byline", "credit", "jump_to", "jump_from")
PICTURE_LIMIT = 60_000
"""Bytes: the front page shows several of them, on a phone too."""


def item_of(truth: dict[str, Any], order: int) -> Item:
    path = ROOT / "content" / edition_folder(truth["date"]) / item_file(truth["page"], order)
    parsed = frontmatter.parse(path.read_text(encoding="utf-8"), str(path))
    assert not parsed.findings
    assert parsed.item is not None
    return parsed.item


def as_truth(item: Item) -> dict[str, Any]:
    """An item's fields under the truth's keys; those that do not apply left out."""
    values = {name: getattr(item, name) for name in FIELDS}
    found = {k: plain(v) for k, v in values.items() if v}
    return found | ({"body": blocks(item.body)} if item.body.strip() else {})


def as_edited(expected: dict[str, Any]) -> dict[str, Any]:
    """The truth as the editor left it: marks that point to a picture in print mean nothing beside it on a screen."""
    found = {k: v for k, v in expected.items() if k not in ("order", "title")}
    if "body" in found:
        found["body"] = [block.lstrip("▲▼") if isinstance(block, str) else block for block in found["body"]]
    return found


@pytest.mark.parametrize("truth", PAGES)
def test_the_edition_is_what_the_page_says(truth: dict[str, Any]) -> None:
    for expected in truth["items"]:
        item = item_of(truth, expected["order"])
        assert as_truth(item) == as_edited(expected)
        assert item.title == expected.get("title", item.title)
        assert item.title


@pytest.mark.parametrize("truth", PAGES)
def test_edition_yml_has_the_page(truth: dict[str, Any]) -> None:
    path = ROOT / "content" / edition_folder(truth["date"]) / editionfile.NAME
    pages = editionfile.parse(path.read_text(encoding="utf-8")).pages
    page = next(one for one in pages if one.number == truth["page"])
    found = {"page": page.number, "name": page.name, "editors": list(page.editors), "furniture": list(page.furniture)}
    assert found == {key: truth[key] for key in found}


@pytest.mark.parametrize("truth", PAGES)
def test_pictures_are_there_light_and_described(truth: dict[str, Any]) -> None:
    folder = ROOT / "content" / edition_folder(truth["date"])
    for expected in truth["items"]:
        item = item_of(truth, expected["order"])
        assert bool(item.image) or item.kind != "photo"
        if item.image:
            assert (folder / item.image).stat().st_size <= PICTURE_LIMIT
            assert len(item.image_alt) > 15


def test_the_paper_shows_every_kind_and_field() -> None:
    items = [item for path in FILES for item in load(path)["items"]]
    assert 44 <= len(items) <= 56
    assert {item["kind"] for item in items} == {"article", "photo", "refer", "notice"}
    assert {key for item in items for key in item} >= {*FIELDS, "title", "body"}
    assert any("title" not in item and item["kind"] == "article" for item in items)
    special = {key for item in items for block in item.get("body", []) if isinstance(block, dict) for key in block}
    assert special == {"crosshead", "verse", "table"}


def test_raw_pages_are_all_told() -> None:
    raw = {path.relative_to(ROOT).as_posix() for path in Path(ROOT / "raw").rglob("*.txt")}
    assert raw == {load(path)["raw"] for path in FILES}


HABITS = [
    ("2025/04/18/01.txt", "utf-8", "▶▶▶2版 ▲", "a refer and a caption on one line"),
    ("2025/04/18/01.txt", "utf-8", "\n\n“", "a hanging quote split off"),
    ("2025/04/18/01.txt", "utf-8", "\u2f6f", "a Kangxi radical"),
    ("2025/04/18/01.txt", "utf-8", "\u00ad", "a soft hyphen"),
    ("2025/04/18/02-城事.txt", "utf-8", "\n\u3000\u3000", "two-em indents"),
    ("2025/04/18/02-城事.txt", "utf-8", "陈\u3000静", "a padded name"),
    ("2025/04/18/02-城事.txt", "utf-8", "４６", "full-width digits"),
    ("2025/04/18/03-青棠副刊.txt", "utf-8", "\x00", "a NUL"),
    ("2025/04/18/03-青棠副刊.txt", "utf-8", "\u00a0", "a no-break space"),
    ("2025/04/18/03-青棠副刊.txt", "utf-8", "\uf9e9", "a compatibility ideograph"),
    ("2025/04/18/04.txt", "gb18030", "\r\n", "CRLF in GB18030"),
    ("2025/04/18/04.txt", "gb18030", "\f", "a form feed at the end"),
    ("2025/04/19/01-要闻.txt", "utf-8", "（下\n转第三版）", "a jump line broken over two lines"),
    ("2025/04/19/02.txt", "utf-8", "夜 里 不 吵", "letter-spacing"),
    ("2025/04/19/03.txt", "utf-8", "\f2025年4月19日", "two pages in one file"),
]


@pytest.mark.parametrize(("name", "encoding", "trace", "habit"), HABITS, ids=[habit for *_, habit in HABITS])
def test_the_raw_pages_keep_the_habits_that_the_docs_name(name: str, encoding: str, trace: str, habit: str) -> None:
    assert trace in (ROOT / "raw" / name).read_bytes().decode(encoding), habit
