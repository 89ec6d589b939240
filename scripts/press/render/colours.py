"""A paper's own colours: THEME_SETTINGS["colours"] as a style sheet of custom properties.

The pages' policy allows no style in the HTML, so what the settings say goes into a file of its own beside the theme's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scripts.edition.catalogue import words
from scripts.press.settings import SettingsError

STYLE_SHEET = "css/paper.css"
NAMES = ("accent", "paper", "shade", "ink", "soft", "hair", "mark")
"""What theme/static/css/site.css colours with; docs/theme.md says what each is for."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,30}|(?:rgb|hsl|oklch|oklab|lab|lch)\([-0-9a-z.%, /]{3,60}\)")


def style_of(colours: Mapping[str, Any]) -> str:
    """CSS that sets the colours: each a colour, or a pair for light and for dark. "" for none. Raises SettingsError."""
    light, dark = [], []
    for name, value in colours.items():
        pair = (value, value) if isinstance(value, str) else tuple(value)
        if name not in NAMES:
            choices = ", ".join(NAMES)
            setting = "THEME_SETTINGS: colours"
            raise SettingsError(words("setting-one-of", setting=setting, given=repr(name), choices=choices))
        if len(pair) != 2 or not all(isinstance(colour, str) and _COLOUR.fullmatch(colour) for colour in pair):
            raise SettingsError(words("setting-colour", name=repr(name), given=repr(value)))
        light.append(f"  --{name}: {pair[0]};\n")
        dark.append(f"    --{name}: light-dark({pair[0]}, {pair[1]});\n")
    if not light:
        return ""
    supports = "@supports (color: light-dark(#000, #fff)) {\n  :root {\n"
    return ":root {\n" + "".join(light) + "}\n" + supports + "".join(dark) + "  }\n}\n"
