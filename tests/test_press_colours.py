"""A paper's own colours."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scripts.press.render.colours import NAMES, style_of
from scripts.press.settings import SettingsError
from tests.theme_paper import THEME


def test_one_colour_or_a_pair() -> None:
    css = style_of({"accent": ("#123456", "#abcdef"), "paper": "white"})
    assert "  --accent: #123456;\n  --paper: white;\n" in css
    assert "--accent: light-dark(#123456, #abcdef);" in css
    assert "--paper: light-dark(white, white);" in css
    assert style_of({}) == ""


@pytest.mark.parametrize(
    "colours", [{"ground": "#fff"}, {"ink": "red; } body { display: none"}, {"ink": ("#fff",)}, {"ink": ("#fff", 3)}]
)
def test_what_is_no_colour_is_said(colours: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="THEME_SETTINGS: colours"):
        style_of(colours)


def test_the_names_are_the_style_sheets() -> None:
    css = (THEME / "static/css/site.css").read_text("utf-8")
    named = set(re.findall(r"--([a-z]+): light-dark", css))
    assert named == set(NAMES)
