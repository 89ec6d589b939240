"""The theme's words: theme/words.yml, keys to text in each script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from scripts.edition import catalogue
from scripts.edition.catalogue import Bilingual
from scripts.press.render.variant import converter_for
from scripts.press.settings import Paper
from scripts.press.settingshape import SettingsError

VARIANT_NAMES = {"zh-Hans": "简体", "zh-Hant": "繁體", "zh-Hant-TW": "繁體（臺灣）", "zh-Hant-HK": "繁體（香港）"}
"""What each variant is called in its own script; never converted."""


SISTERS = {"zh-Hant": ("zh-Hant-TW", "zh-Hant-HK"), "zh-Hant-TW": ("zh-Hant",), "zh-Hant-HK": ("zh-Hant",)}
"""Whose words a variant may borrow as they are."""


def read_words(path: Path) -> Mapping[str, Mapping[str, str]]:
    """words.yml, or nothing where the theme has none. Raises SettingsError where it cannot be read."""
    if not path.exists():
        return {}
    try:
        data: Any = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise SettingsError(Bilingual.same(f"{path}: {error}")) from error
    if not isinstance(data, dict) or not all(isinstance(value, dict) for value in data.values()):
        raise SettingsError(catalogue.words("words-file", path=path))
    return data


def words_in(
    words: Mapping[str, Mapping[str, str]], variant: str, source: str, text: Callable[[str], str]
) -> dict[str, str]:
    """Every word in one variant; where words.yml does not give it, a sister's, else the source's words converted."""
    alike = (variant, *SISTERS.get(variant, ()))

    def word(key: str, given: Mapping[str, str]) -> str:
        word_given = next((given[tag] for tag in alike if tag in given), None)
        return str(word_given) if word_given is not None else text(str(given.get(source, key)))

    return {key: word(key, given) for key, given in words.items()}


def words_by_variant(words: Mapping[str, Mapping[str, str]], paper: Paper, content: Path) -> dict[str, dict[str, str]]:
    """Every word in each of the paper's variants, as its pages have them."""

    def text(variant: str) -> Callable[[str], str]:
        return lambda word: word if variant == paper.lang else converter_for(variant, paper, content).text(word)

    return {variant: words_in(words, variant, paper.lang, text(variant)) for variant in paper.variants}
