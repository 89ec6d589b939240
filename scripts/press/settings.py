"""The paper's settings, read once from pelicanconf.py into one frozen value that workers can be sent.

Reading does not need Pelican, so that a build with nothing to do does not pay for importing it.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scripts.edition.catalogue import Bilingual, words
from scripts.edition.rules import RuleError, Rules, rules_of
from scripts.edition.urls import VARIANT_PREFIX
from scripts.press.cms.config import mistake
from scripts.press.settingshape import SettingsError, check_shapes
from scripts.variants.lang import Variant, variant_of

T = TypeVar("T")

ASKED_FOR = frozenset({"epub-vertical", "pdf"})
"""Producers that are off unless PRODUCERS_ON names them."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How renditions are made: PICTURES. Widths are in pixels, `quality` is WebP's and JPEG's from 1 to 100.

    `phone` is all that a phone is offered, at most `phone_bytes`; `column` is for the width of a text, `full` the
    longest side of the largest.
    """

    phone: int = 720
    column: int = 1200
    full: int = 2000
    quality: int = 78
    phone_bytes: int = 90_000

    def key(self) -> str:
        """Of all that it says."""
        return str(sorted(asdict(self).items()))


@dataclass(frozen=True, slots=True)
class Paper:
    """What pelicanconf.py says of the paper.

    `lang` is the script of content/ and of the site's root. `variants` maps each variant to be built, `lang` first, to
    how many of the newest editions it is built for (None: all). `address` is SITEURL without a final slash, `base` its
    path. `links` are pairs of address and words for the menu. `off` names producers that are switched off.
    `budget` is what the host gives, in bytes (GitHub Pages: 1 GB; 0: as much as one likes). `zone` is the paper's time
    zone. `authority` begins the ids of feeds (RFC 4151): a host name, for ever the same, also when the address changes.
    `cms` says where the form editor at /admin/ reads and saves (empty: there is none).
    `corrections` is "list" (those in front matter) or "git" (those from git's history too).
    `page_pictures` is for how many of the newest editions pages are shown as pictures (None: all).
    `recipe` says what is made of pictures; `originals`: they are published as they lie in content, too.
    `preview`: editors read it, and see on an edition's page what is open. `rules` are what checking leaves out.
    `label_digits` is how many digits labels such as A1 (1) or A01 (2) have in print; None: as printed.
    `corner_quotes` turns “ ” into 「 」 in traditional variants, and back.

    `year_sites` gives addresses of years that are published elsewhere: here their pages only lead there. Such a site
    has `years`, all it prints, and `main_site`, the address of the site that has the front page, calendar and search.
    """

    name: str
    tagline: str = ""
    place: str = ""
    lang: str = "zh-Hans"
    variants: Mapping[str, int | None] = field(default_factory=lambda: {"zh-Hans": None})
    address: str = ""
    base: str = ""
    links: tuple[tuple[str, str], ...] = ()
    theme_settings: Mapping[str, Any] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    budget: int = 10**9
    year_sites: Mapping[int, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    main_site: str = ""
    zone: str = "Asia/Shanghai"
    authority: str = ""
    corner_quotes: bool = True
    label_digits: int | None = None
    cms: Mapping[str, Any] = field(default_factory=dict)
    corrections: str = "list"
    preview: bool = False
    rules: Rules = Rules()  # noqa: RUF009 - frozen
    recipe: Recipe = Recipe()
    originals: bool = False
    page_pictures: int | None = None


def read_settings(path: Path) -> dict[str, Any]:
    """The upper-case names of a settings file. Raises SettingsError where it cannot be run."""
    folder = str(path.resolve().parent)
    sys.path.insert(0, folder)
    for name in ("pelicanconf", "publishconf"):  # which others import: read them as they are now
        sys.modules.pop(name, None)
    try:
        return {key: value for key, value in runpy.run_path(str(path)).items() if key.isupper()}
    except Exception as error:
        raise SettingsError(Bilingual.same(f"{path}: {type(error).__name__}: {error}")) from error
    finally:
        sys.path.remove(folder)


def paper_of(settings: Mapping[str, Any], variants: tuple[str, ...] | None = None) -> Paper:
    """The paper that settings describe; `variants` narrows what is built. Raises SettingsError."""
    check_shapes(settings)
    lang = lang_of(settings)
    given = {_variant(name): newest for name, newest in dict(settings.get("VARIANTS", {})).items()}
    asked: dict[str, int | None] = {lang: None, **given}
    variants = None if variants is None else tuple(map(_variant, variants))
    for name, newest in asked.items():
        if newest is not None and (not isinstance(newest, int) or newest < 0):
            raise SettingsError(words("setting-count", setting="VARIANTS", name=repr(name), given=repr(newest)))
    if variants is not None:
        asked = {name: asked.get(name) for name in dict.fromkeys((lang, *variants))}
    on = frozenset(settings.get("PRODUCERS_ON", ()))
    if on - ASKED_FOR:
        raise _no_choice("PRODUCERS_ON", min(on - ASKED_FOR), sorted(ASKED_FOR))
    address = str(settings.get("SITEURL", "")).rstrip("/")
    return Paper(
        name=settings["SITENAME"],
        tagline=settings.get("SITESUBTITLE", ""),
        place=settings.get("SITE_PLACE", ""),
        lang=lang,
        variants=asked,
        address=address,
        base=urlsplit(address).path,
        links=tuple((url, text) for url, text in settings.get("SITE_LINKS", ())),
        theme_settings=settings.get("THEME_SETTINGS", {}),
        off=(ASKED_FOR - on) | frozenset(settings.get("PRODUCERS_OFF", ())),
        budget=settings.get("SITE_BUDGET", 10**9),
        year_sites={year: url.rstrip("/") for year, url in settings.get("YEAR_SITES", {}).items()},
        years=frozenset(settings.get("SITE_YEARS", ())),
        main_site=str(settings.get("MAIN_SITE", "")).rstrip("/"),
        zone=_zone(str(settings.get("TIMEZONE", "Asia/Shanghai"))),
        corner_quotes=bool(settings.get("CORNER_QUOTES", True)),
        label_digits=_choice("LABEL_DIGITS", settings.get("LABEL_DIGITS"), (None, 1, 2)),
        cms=_cms(settings.get("CMS", {})),
        corrections=_choice("CORRECTIONS", settings.get("CORRECTIONS", "list"), ("list", "git")),
        page_pictures=_page_pictures(settings.get("PAGE_PICTURES", True)),
        **_pictures(settings.get("PICTURES", {})),
        rules=check_rules(settings),
        authority=settings.get("SITE_AUTHORITY", "") or urlsplit(address).hostname or "",
    )


def check_rules(settings: Mapping[str, Any]) -> Rules:
    """What CHECKS_OFF and PAGES_ONLINE say. Raises SettingsError."""
    check_shapes(settings)
    try:
        return rules_of(settings.get("CHECKS_OFF", ()), settings.get("PAGES_ONLINE", ()))
    except RuleError as error:
        raise SettingsError(error.text) from None


def rules_for(settings: Path) -> Rules:
    """The paper's rules for findings; the defaults where its settings cannot be read, which other commands report."""
    try:
        return check_rules(read_settings(settings)) if settings.exists() else Rules()
    except SettingsError:
        return Rules()


def lang_of(settings: Mapping[str, Any]) -> str:
    """The variant that content/ is written in: Pelican's DEFAULT_LANG."""
    return _variant(settings.get("DEFAULT_LANG", "zh-Hans"), "DEFAULT_LANG")


def variants_in(path: Path) -> tuple[Variant, tuple[Variant, ...]]:
    """From a settings file, the paper's own variant and those built beside it, or both regions' where none is.

    Where there is no such file, a paper in simplified script. Raises SettingsError.
    """
    paper = paper_of(read_settings(path)) if path.exists() else Paper(name="")
    others = tuple(variant_of(name) for name in paper.variants if name != paper.lang)
    usual: tuple[Variant, ...] = ("zh-Hant-TW", "zh-Hant-HK") if paper.lang == "zh-Hans" else ("zh-Hans",)
    return variant_of(paper.lang), others or usual


def _variant(name: object, setting: str = "VARIANTS") -> str:
    try:
        return variant_of(str(name))
    except ValueError:
        raise _no_choice(setting, name, VARIANT_PREFIX) from None


def _page_pictures(given: object) -> int | None:
    if isinstance(given, bool) or given is None:
        return 0 if given is False else None
    if isinstance(given, int) and given >= 0:
        return given
    raise SettingsError(words("setting-page-pictures", given=repr(given)))


PICTURE_RANGES = {
    "phone": (240, 2000), "column": (240, 4000), "full": (240, 8000), "quality": (1, 100),
    "phone_bytes": (10_000, 10**7),
}  # fmt: skip
"""What PICTURES may say: the least and the most of each."""


def _pictures(given: Mapping[str, Any]) -> dict[str, Any]:
    numbers = dict(given)
    originals = bool(numbers.pop("originals", False))
    for name, number in numbers.items():
        if name not in PICTURE_RANGES:
            raise _no_choice("PICTURES", name, (*PICTURE_RANGES, "originals"))
        least, most = PICTURE_RANGES[name]
        if not isinstance(number, int) or not least <= number <= most:
            raise SettingsError(
                words("setting-range", setting="PICTURES", name=name, least=least, most=most, given=repr(number))
            )
    return {"recipe": Recipe(**numbers), "originals": originals}


def _cms(given: Mapping[str, Any]) -> Mapping[str, Any]:
    if not given:
        return {}
    if problem := mistake(given):
        raise SettingsError(problem)
    return dict(given)


def _no_choice(setting: str, given: object, choices: Iterable[str]) -> SettingsError:
    return SettingsError(words("setting-one-of", setting=setting, given=repr(given), choices=", ".join(choices)))


def _choice(name: str, given: Any, choices: tuple[T, ...]) -> T:
    if given not in choices:
        raise _no_choice(name, given, map(str, choices))
    return choices[choices.index(given)]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(words("setting-zone", given=repr(name))) from None
    return name
