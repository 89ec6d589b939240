"""theme/words.yml: every word in every variant, none missing, none left over."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

import pytest
import yaml
from opencc import OpenCC

from scripts.press.render.assets import asset_files, words_named
from tests.theme_paper import CONFIGS, THEME, VARIANTS

USED = re.compile(r"\bui\.(\w+)\b(?!\()")


@cache
def table() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load((THEME / "words.yml").read_text("utf-8")))


def used() -> set[str]:
    found = {key for path in (THEME / "templates").rglob("*") for key in USED.findall(path.read_text("utf-8"))}
    return found | words_named(asset_files(THEME / "static"))


def test_every_word_of_the_templates_is_there() -> None:
    assert used() <= set(table())


def test_no_word_is_left_over() -> None:
    assert {key for key in table() if not key.startswith("search_")} <= used()


@pytest.mark.parametrize("key", sorted(table()))
def test_every_variant_has_the_word_with_the_same_fields(key: str) -> None:
    entry = table()[key]
    assert list(entry) == list(VARIANTS)
    fields = {lang: {name for _, name, _, _ in Formatter().parse(text) if name} for lang, text in entry.items()}
    assert len(set(map(frozenset, fields.values()))) == 1, fields


@pytest.mark.parametrize("lang", CONFIGS)
def test_traditional_words_hold_no_simplified_character(lang: str) -> None:
    one_by_one = OpenCC("s2t")
    text = {char for entry in table().values() for char in entry[lang]}
    assert {char for char in text if one_by_one.convert(char) != char} <= set("了回后裡說台")
