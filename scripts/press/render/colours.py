"""A paper's own colours: THEME_SETTINGS["colours"] as a style sheet of custom properties.

The pages' policy allows no style in the HTML, so what the settings say goes into a file of its own beside the theme's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from scripts.edition.catalogue import words
from scripts.press.settingshape import SettingsError

Rgb = tuple[int, int, int]
STYLE_SHEET = "css/paper.css"
NAMES = ("accent", "paper", "shade", "ink", "soft", "hair", "mark")
"""What theme/static/css/site.css colours with; docs/theme.md says what each is for."""

USUAL = {
    "accent": ("#9c2a1f", "#e39483"), "paper": ("#fbfaf6", "#191815"), "shade": ("#f1eee6", "#24221e"),
    "ink": ("#1e1b17", "#d9d4c9"), "soft": ("#5d574d", "#a49d90"),
}  # fmt: skip
"""Those of site.css that are read, and what they are read on, in light and dark."""

READ, GROUNDS, CONTRAST = ("accent", "ink", "soft"), ("paper", "shade"), 4.5
"""What has to be told from its ground, and by how much: WCAG 2.2, 1.4.3."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,30}|(?:rgb|hsl|oklch|oklab|lab|lch)\([-0-9a-z.%, /]{3,60}\)")


def style_of(colours: Mapping[str, Any]) -> str:
    """CSS that sets the colours: each a colour, or a pair for light and for dark. "" for none. Raises SettingsError.

    A colour of text that is given alone is made lighter in the dark as far as it must be to be read there.
    """
    chosen = dict(USUAL)
    given: dict[str, tuple[str, str]] = {}
    for name, value in colours.items():
        pair = (value, value) if isinstance(value, str) else tuple(value)
        if name not in NAMES:
            choices = ", ".join(NAMES)
            setting = "THEME_SETTINGS: colours"
            raise SettingsError(words("setting-one-of", setting=setting, given=repr(name), choices=choices))
        if len(pair) != 2 or not all(isinstance(colour, str) and _COLOUR.fullmatch(colour) for colour in pair):
            raise SettingsError(words("setting-colour", name=repr(name), given=repr(value)))
        given[name] = chosen[name] = (pair[0], pair[1])
    if not given:
        return ""
    for name in given:
        if name in READ and isinstance(colours[name], str):
            given[name] = chosen[name] = (colours[name], _readable_in_dark(colours[name], chosen))
    _check(chosen, set(colours))
    light = "".join(f"  --{name}: {pair[0]};\n" for name, pair in given.items())
    dark = "".join(f"    --{name}: light-dark({pair[0]}, {pair[1]});\n" for name, pair in given.items())
    supports = "@supports (color: light-dark(#000, #fff)) {\n  :root {\n"
    return ":root {\n" + light + "}\n" + supports + dark + "  }\n}\n"


def _readable_in_dark(colour: str, chosen: Mapping[str, tuple[str, str]]) -> str:
    """The colour, or the nearest that is read on the dark grounds."""
    seen = _rgb(colour)
    grounds = [ground for ground in (_rgb(chosen[name][1]) for name in GROUNDS) if ground is not None]
    if seen is None or min((contrast(seen, ground) for ground in grounds), default=CONTRAST) >= CONTRAST:
        return colour
    return _hex(nearest(seen, grounds))


def _check(chosen: Mapping[str, tuple[str, str]], given: set[str]) -> None:
    """Text must be read on its ground in light and dark. Raises SettingsError with the nearest colour that is."""
    for shade in (0, 1):
        grounds = [_rgb(chosen[name][shade]) for name in GROUNDS]
        for name in READ:
            colour = _rgb(chosen[name][shade])
            if colour is None or None in grounds or not given & {name, *GROUNDS}:
                continue
            known = [ground for ground in grounds if ground is not None]
            if min(contrast(colour, ground) for ground in known) < CONTRAST:
                near = nearest(colour, known)
                raise SettingsError(
                    words(
                        "setting-contrast",
                        name=name,
                        given=chosen[name][shade],
                        ratio=f"{min(contrast(colour, ground) for ground in known):.2f}",
                        least=CONTRAST,
                        near=_hex(near),
                    )
                )


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _rgb(colour: str) -> Rgb | None:
    """Of names, #rrggbb, rgb() and hsl(); None for spaces that Pillow does not know, which are not checked."""
    from PIL import ImageColor  # a build with nothing to print saves it

    try:
        return ImageColor.getrgb(colour)[:3]
    except ValueError:
        return None


def contrast(colour: Rgb, other: Rgb) -> float:
    """From 1, the same, to 21, black on white, as WCAG 2 reckons it."""

    def luminance(colour: Rgb) -> float:
        parts = [part / 255 for part in colour]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(colour), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def nearest(colour: Rgb, grounds: Sequence[Rgb]) -> Rgb:
    """The colour mixed with as little black, or white, as makes it read on all grounds."""
    for part in range(1, 101):
        for end in (0, 255):
            mixed = tuple(round(value + (end - value) * part / 100) for value in colour)
            if min(contrast(mixed, ground) for ground in grounds) >= CONTRAST:  # type: ignore[arg-type]
                return mixed  # type: ignore[return-value]
    return (0, 0, 0)
