"""A paper's own colours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from scripts.press.render.colours import CONTRAST, NAMES, USUAL, contrast, nearest, style_of
from scripts.press.settingshape import SettingsError
from tests.theme_paper import THEME


def test_one_colour_or_a_pair() -> None:
    css = style_of({"accent": ("#123456", "#abcdef"), "paper": ("white", "#111")})
    assert "  --accent: #123456;\n  --paper: white;\n" in css
    assert "--accent: light-dark(#123456, #abcdef);" in css
    assert "--paper: light-dark(white, #111);" in css
    assert style_of({}) == ""


@pytest.mark.parametrize("accent", ["#006644", "#9c2a1f", "navy", "#1d4f6e"])
def test_one_dark_colour_is_made_lighter_for_the_dark(accent: str) -> None:
    css = style_of({"accent": accent})
    assert f"  --accent: {accent};\n" in css
    dark = re.search(rf"light-dark\({accent}, (#[0-9a-f]{{6}})\)", css)
    assert dark
    colour = ImageColor.getrgb(dark[1])
    assert all(contrast(colour[:3], ImageColor.getrgb(USUAL[name][1])[:3]) >= CONTRAST for name in ("paper", "shade"))


@pytest.mark.parametrize(
    "colours", [{"ground": "#fff"}, {"ink": "red; } body { display: none"}, {"ink": ("#fff",)}, {"ink": ("#fff", 3)}]
)
def test_what_is_no_colour_is_said(colours: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="THEME_SETTINGS: colours"):
        style_of(colours)


@pytest.mark.parametrize(
    "colours",
    [
        {"accent": "#e08030"},
        {"accent": ("#9c2a1f", "#602018")},
        {"soft": "rgb(150, 150, 150)"},
        {"paper": ("#777777", "#191815")},
        {"ink": "hsl(0, 0%, 60%)"},
    ],
)
def test_what_cannot_be_read_is_refused_with_the_nearest_that_can(colours: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=r"nearest that holds is #[0-9a-f]{6}"):
        style_of(colours)


@given(st.tuples(*[st.integers(0, 255)] * 3), st.lists(st.tuples(*[st.integers(200, 255)] * 3), min_size=1, max_size=2))
def test_the_nearest_is_read(colour: Any, grounds: Any) -> None:
    assert min(contrast(nearest(colour, grounds), ground) for ground in grounds) >= CONTRAST


def test_the_usual_colours_are_the_style_sheets_and_hold() -> None:
    css = (THEME / "static/css/site.css").read_text("utf-8")
    for name, (light, dark) in USUAL.items():
        assert f"--{name}: light-dark({light}, {dark});" in css
    assert style_of({"accent": USUAL["accent"], "paper": USUAL["paper"]})


def test_the_names_are_the_style_sheets() -> None:
    css = (THEME / "static/css/site.css").read_text("utf-8")
    named = set(re.findall(r"--([a-z]+): light-dark", css))
    assert named == set(NAMES)
