"""The theme's words: theme/words.yml, keys to text in each script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from scripts.press.settings import SettingsError

VARIANT_NAMES = {"zh-Hans": "简体", "zh-Hant": "繁體", "zh-Hant-TW": "繁體（臺灣）", "zh-Hant-HK": "繁體（香港）"}
"""What each variant is called in its own script; never converted."""


def read_words(path: Path) -> Mapping[str, Mapping[str, str]]:
    """words.yml, or nothing where the theme has none. Raises SettingsError where it cannot be read."""
    if not path.exists():
        return {}
    try:
        data: Any = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise SettingsError(f"{path}: {error}") from error
    if not isinstance(data, dict) or not all(isinstance(value, dict) for value in data.values()):
        raise SettingsError(f"{path}: must be keys, each with its words by variant")
    return data


def words_in(
    words: Mapping[str, Mapping[str, str]], variant: str, source: str, text: Callable[[str], str]
) -> dict[str, str]:
    """Every word in one variant; where words.yml does not give it, the source's words converted."""
    return {
        key: str(by_variant[variant]) if variant in by_variant else text(str(by_variant.get(source, key)))
        for key, by_variant in words.items()
    }
