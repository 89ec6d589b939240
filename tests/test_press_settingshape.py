"""Settings that hold what they cannot, and names that are slips of a setting's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican.settings import DEFAULT_CONFIG

from scripts.press.settings import paper_of, read_settings
from scripts.press.settingshape import SHAPES, SettingsError, check_shapes

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VARIANTS", ("zh-Hant-TW",), 'VARIANTS takes variants, each with how many of the newest editions have it'),
        ("SITE_BUDGET", "1GB", "SITE_BUDGET takes a number of bytes, such as 1_000_000_000"),
        ("SITE_LINKS", "about", "SITE_LINKS takes pairs of an address and its words"),
        ("CHECKS_OFF", "alt-missing", 'CHECKS_OFF takes names in brackets, each with a comma behind it: ("a", "b",)'),
        ("PAGES_ONLINE", "A", "PAGES_ONLINE takes names in brackets"),
        ("PRODUCERS_ON", "pdf", "PRODUCERS_ON takes names in brackets"),
        ("YEAR_SITES", {"2024": "x"}, "YEAR_SITES takes years with addresses"),
        ("CORNER_QUOTES", "no", "CORNER_QUOTES takes True or False, not 'no'"),
        ("CORNER_QUOTE", True, "CORNER_QUOTE: there is no such setting; CORNER_QUOTES was meant?"),
        ("THEME_SETTINGS", {"colour": {}}, "THEME_SETTINGS: colour: there is no such setting; colours was meant?"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_told(name: str, value: object, said: str) -> None:
    with pytest.raises(SettingsError) as told:
        paper_of({"SITENAME": "某报", name: value})
    assert str(told.value).startswith(said)


def test_no_setting_of_pelican_s_own_is_a_slip() -> None:
    check_shapes({name: value for name, value in DEFAULT_CONFIG.items() if name not in SHAPES})


def test_the_sample_s_settings_and_names_of_a_paper_s_own_hold() -> None:
    given: dict[str, Any] = read_settings(ROOT / "pelicanconf.py")
    check_shapes(given | {"ADDRESS": "https://example.org", "ANALYTICS_KEY": "", "THEME_SETTINGS": {"banner": "x"}})
    check_shapes(read_settings(ROOT / "publishconf.py"))
