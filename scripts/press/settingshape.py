"""What each setting may hold, and names that come close to a setting's without being one.

Settings are Python: a comma that is forgotten makes a text of a tuple, which would be read letter by letter, and a
letter that is forgotten makes a name that nobody reads. Both are told before anything is built.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from scripts.edition.catalogue import Bilingual, UserError, words


class SettingsError(UserError):
    """A setting that cannot be used."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_names(value: object) -> bool:
    return isinstance(value, (list, tuple, set, frozenset)) and all(isinstance(name, str) for name in value)


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_links(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(
        isinstance(link, (list, tuple)) and len(link) == 2 and all(isinstance(part, str) for part in link)
        for link in value
    )


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _are_sites(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        _is_year(year) and isinstance(site, str) and site.startswith(("https://", "http://", "/"))
        for year, site in value.items()
    )


def _are_years(value: object) -> bool:
    return isinstance(value, (list, tuple, set, frozenset, range)) and all(map(_is_year, value))


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999


SHAPES: dict[str, tuple[Callable[[object], bool], str]] = {
    "SITENAME": (_is_text, "wanted-text"),
    "SITESUBTITLE": (_is_text, "wanted-text"),
    "SITE_PLACE": (_is_text, "wanted-text"),
    "SITEURL": (_is_text, "wanted-text"),
    "DEFAULT_LANG": (_is_text, "wanted-text"),
    "TIMEZONE": (_is_text, "wanted-text"),
    "SITE_AUTHORITY": (_is_text, "wanted-text"),
    "MAIN_SITE": (_is_text, "wanted-text"),
    "VARIANTS": (_is_mapping, "wanted-variants"),
    "SITE_LINKS": (_are_links, "wanted-links"),
    "THEME_SETTINGS": (_is_mapping, "wanted-mapping"),
    "CMS": (_is_mapping, "wanted-mapping"),
    "READER": (_is_mapping, "wanted-mapping"),
    "PICTURES": (_is_mapping, "wanted-mapping"),
    "CHECKS_OFF": (_are_names, "wanted-names"),
    "PAGES_ONLINE": (_are_names, "wanted-names"),
    "PRODUCERS_OFF": (_are_names, "wanted-names"),
    "PRODUCERS_ON": (_are_names, "wanted-names"),
    "SITE_BUDGET": (_is_size, "wanted-bytes"),
    "CORNER_QUOTES": (_is_switch, "wanted-switch"),
    "YEAR_SITES": (_are_sites, "wanted-sites"),
    "SITE_YEARS": (_are_years, "wanted-years"),
}
"""Each setting with what it must be, and the words that say so. What takes one of few values is checked where it is
read."""

_OTHERS = (
    "LABEL_DIGITS", "CORRECTIONS", "PAGE_PICTURES", "TEXT_LICENCE", "PATH", "OUTPUT_PATH", "THEME", "PLUGINS",
    "READERS",  # Pelican's
)  # fmt: skip
_THEME_KEYS = ("nameplate", "colours", "report", "notice")
"""What this theme reads of THEME_SETTINGS; another theme may have more."""
_CLOSE = 0.85
"""How alike two names are (difflib's ratio) of which one is taken for a slip of the other."""


def check_shapes(settings: Mapping[str, Any]) -> None:
    """Raises SettingsError for the first setting that is none, or that holds what it cannot."""
    known = [*SHAPES, *_OTHERS]
    for name in settings:
        if name not in known and not name.startswith("_"):
            _no_slip(name, known, "")
    for name, (holds, wanted) in SHAPES.items():
        if name in settings and not holds(settings[name]):
            raise SettingsError(words("setting-shape", setting=name, wanted=_words(wanted), given=repr(settings[name])))
    for key in settings.get("THEME_SETTINGS", {}):
        if key not in _THEME_KEYS:
            _no_slip(str(key), _THEME_KEYS, "THEME_SETTINGS: ")


def _no_slip(name: str, known: list[str] | tuple[str, ...], where: str) -> None:
    if near := difflib.get_close_matches(name, known, 1, _CLOSE):
        raise SettingsError(words("setting-unknown", setting=where + name, near=near[0]))


def _words(key: str) -> Bilingual:
    return words(key)
