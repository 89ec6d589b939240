"""What the desk lets into documents: no character that XML or HTML cannot hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.press.render.addresses import near
from scripts.press.render.desk import printable
from tests.press import kit

BAD = "\x01\x0b\ufffe"
DAY = dt.date(2024, 2, 1)


def may_stand(char: str) -> bool:
    """XML 1.0, production 2 (Char)."""
    return char in "\t\n\r" or 0x20 <= ord(char) <= 0xD7FF or 0xE000 <= ord(char) <= 0xFFFD or ord(char) >= 0x10000


@given(st.text(st.characters() | st.sampled_from([*BAD, "\ud800", "\r", "\t", "\U00020000"])))
def test_what_may_stand_is_kept_and_all_else_goes(text: str) -> None:
    assert printable(text) == "".join(filter(may_stand, text))


def test_an_item_with_control_characters_is_printed_without_them(tmp_path: Path) -> None:
    options = kit.project(tmp_path, "SITEURL = 'https://paper.example'\nVARIANTS = {'zh-Hant-TW': None}")
    item = Item(DAY, Label(1), 1, title=f"渡口{BAD}重开", authors=(f"周{BAD}牧",), body=f"渡口{BAD}今晨重开。")
    kit.write_edition(options.content, Edition(DAY, "1", (Page(Label(1), f"要{BAD}闻"),), (item,)))
    kit.built(options)
    for name in ("2024/02/01/01/01/index.html", "zh-hant-tw/2024/02/01/01/01/index.html", "index.html"):
        text = (options.output / name).read_text(encoding="utf-8")
        assert not set(BAD) & set(text)
    assert "渡口今晨重开" in (options.output / "2024/02/01/01/01/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "here", "written"),
    [
        ("/2024/01/29/01/02/", "/2024/01/29/01/01/", "../02/"),
        ("/2024/01/29/", "/2024/01/29/01/01/", "../../"),
        ("/zh-hant-tw/2024/01/29/01/01/", "/zh-hant-tw/2024/01/29/01/01/", "./"),
        ("/2024/", "/2024/01/29/01/01/", "/2024/"),
        ("https://paper.example/2024/", "/2024/01/29/01/01/", "https://paper.example/2024/"),
        ("//paper.example/2024/", "/2024/01/29/01/01/", "//paper.example/2024/"),
        ("/2024/01/29/01/#item-2", "/2024/01/29/01/01/", "/2024/01/29/01/#item-2"),
        ("/2024/01/29/01/02/", "/404.html", "/2024/01/29/01/02/"),
    ],
)
def test_a_link_is_relative_where_that_is_shorter(url: str, here: str, written: str) -> None:
    assert near(url, here) == written
    base = "https://h.example"
    assert urljoin(base + here, written) == urljoin(base, url)
