"""Addresses in bodies as the site prints them: in the paper's own script, and in a variant."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from scripts.edition import urls
from scripts.edition.links import EditionFile, Outside, SitePath, encoded, target

_LINK = re.compile(r'(<a href=")([^"]*)"')
_DATE = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site is: its path below the host, its address (SITEURL), and for a year's own site the main one's."""

    base: str = ""
    address: str = ""
    main: str = ""


def link(typed: str, date: dt.date, site: Site) -> str:
    """What `href` has for an address that was typed in a body of this edition."""
    place = target(typed, date, site.base, site.address)
    if isinstance(place, EditionFile):
        return urls.href(urls.file_url(place.date, place.name), site.base) + _rest(place.rest)
    if isinstance(place, SitePath):
        home = site.main if site.main and not urls.is_of_edition(place.path) else site.base
        return urls.href(place.path, home) + _rest(place.rest)
    return encoded(place.address if isinstance(place, Outside) else place.typed)


def _rest(rest: str) -> str:
    return quote(rest, safe="%/:?#[]@!$&'()*+,;=-._~")


def in_variant(html: str, base: str, place: Callable[[str, dt.date | None], str]) -> str:
    """A body's HTML with its links into the site led to a variant's documents.

    `place` gives a site path (of an edition's date, or None) as it stands in the variant; files are one for all.
    """

    def led(match: re.Match[str]) -> str:
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", match[2]).groups()  # type: ignore[union-attr]
        inside = path.removeprefix(base) if path.startswith(base + "/") else ""
        if not inside.endswith("/") or inside.startswith("//") or _of_variant(inside):
            return match[0]
        day = _DATE.match(inside)
        return f'{match[1]}{base}{place(inside, dt.date(*map(int, day.groups())) if day else None)}{mark}{rest}"'

    return _LINK.sub(led, html) if '<a href="' in html else html


def _of_variant(path: str) -> bool:
    return path.startswith(tuple(f"/{prefix}/" for prefix in urls.VARIANT_PREFIX.values()))


def near(url: str, here: str) -> str:
    """A site path as `href` needs it on the page `here`: relative where that is shorter."""
    if not (url.startswith("/") and url.endswith("/") and here.endswith("/")) or url.startswith("//"):
        return url
    there, place = url.split("/")[1:-1], here.split("/")[1:-1]
    shared = len([*itertools.takewhile(lambda pair: pair[0] == pair[1], zip(there, place, strict=False))])
    relative = "../" * (len(place) - shared) + "".join(f"{part}/" for part in there[shared:]) or "./"
    return relative if len(relative) < len(url) else url
