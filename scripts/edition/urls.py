"""Addresses: the one place where a date, page and order become a path on the site or on disk.

Site paths start and end with a slash and are relative to the site's root; a variant's carry its prefix. An address
depends on the place in print alone, so that a new headline never moves an item.
"""

from __future__ import annotations

import datetime as dt
import re
from hashlib import blake2b
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from scripts.edition.label import FORM, Label

ListKind = Literal["page_name", "author"]
ItemPlace = tuple[Label, int]
"""An item's place in its edition: its page's label, and its order there."""

LIST_KINDS: tuple[ListKind, ...] = ("page_name", "author")

HOME = "/"
SEARCH = "/search/"
ARCHIVE = "/archive/"
NOT_FOUND = "/404.html"
ADMIN = "/admin/"
MANIFEST = "/manifest.webmanifest"

_LIST_FOLDER: dict[ListKind, str] = {"page_name": "page-names", "author": "authors"}
_UNSAFE = re.compile(r"[\x00-\x20\x7f/\\?#%&+:*\"<>|~\u2028\u2029]|^\.+|\.$")
_PLAIN = re.compile(r"[A-Za-z0-9/~._!$&'()*+,;=:@-]*")
_LONGEST = 180
"""Bytes of a folder's name: most file systems take 255, and macOS stores some characters decomposed."""

_OF_EDITION = re.compile(r"/\d{4}/\d{2}/\d{2}/")
_PLACE = re.compile(rf"({FORM})-([0-9]{{2}}|[1-9][0-9]{{2}})\.md")

VARIANT_PREFIX = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "zh-Hant-TW": "zh-hant-tw", "zh-Hant-HK": "zh-hant-hk"}
"""Folder of a variant that is not the site's own script; the site's own lies at the root."""


def edition_url(date: dt.date) -> str:
    """`/2022/04/11/`"""
    return f"/{date:%Y/%m/%d}/"


def page_url(date: dt.date, page: Label) -> str:
    """`/2022/04/11/01/`, `/2022/04/11/A01/`"""
    return f"/{date:%Y/%m/%d}/{page.file}/"


def item_url(date: dt.date, page: Label, order: int) -> str:
    """`/2022/04/11/01/02/`, `/2022/04/11/A01/02/`"""
    return item_below(edition_url(date), page, order)


def item_below(edition: str, page: Label, order: int) -> str:
    """An item's address from its edition's, whatever stands before it."""
    return f"{edition}{page.file}/{order:02d}/"


def whole_url(date: dt.date) -> str:
    """`/2022/04/11/all/`, the whole edition on one page"""
    return f"/{date:%Y/%m/%d}/all/"


def file_url(date: dt.date, name: str) -> str:
    """`/2022/04/11/images/03.jpg`, a file that lies beside the items; one for all variants"""
    return f"/{date:%Y/%m/%d}/{name}"


def list_url(kind: ListKind, name: str, year: int | None = None, month: int | None = None) -> str:
    """`/authors/王利辉/` or, for a year or month of it, `/page-names/要闻/2022/04/`

    What cannot stand in a folder's name is written `~` and its code point, so that two names never share an address.
    """
    safe = _UNSAFE.sub(lambda match: "".join(f"~{ord(char):x}" for char in match[0]), name)
    if len(safe.encode()) > _LONGEST:
        safe = (
            safe.encode()[: _LONGEST - 20].decode(errors="ignore")
            + "~"
            + blake2b(name.encode(), digest_size=8).hexdigest()
        )
    return "/".join(["", _LIST_FOLDER[kind], safe, *(f"{part:02d}" for part in (year, month) if part is not None), ""])


def lists_url(kind: ListKind) -> str:
    """`/authors/`, above the lists of a kind"""
    return f"/{_LIST_FOLDER[kind]}/"


def output_file(url: str) -> str:
    """The file below output/ that a site path is served from: `2022/04/11/index.html`."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def href(url: str, base: str = "") -> str:
    """A site path ready for `href`: with the path the site lives under, percent-encoded where it must be, once."""
    return base + (url if _PLAIN.fullmatch(url) else quote(url, safe="/~.-_"))


def month_url(year: int, month: int) -> str:
    """`/2022/04/`"""
    return f"/{year:04d}/{month:02d}/"


def year_url(year: int) -> str:
    """`/2022/`"""
    return f"/{year:04d}/"


def is_of_edition(url: str) -> bool:
    """Whether a site path is an edition's, or of something in it."""
    return _OF_EDITION.match(url) is not None


def in_variant(url: str, variant: str, default: str) -> str:
    """A site path as it stands in `variant` of a site whose own script is `default`."""
    return url if variant == default else f"/{VARIANT_PREFIX[variant]}{url}"


def edition_folder(date: dt.date) -> Path:
    """`2022/04/11`, below content/ and below raw/."""
    return Path(f"{date:%Y/%m/%d}")


def item_name(page: Label, order: int) -> str:
    """`01-02`, `A01-02`: what `belongs_to` and `lead` call an item."""
    return f"{page.file}-{order:02d}"


def item_file(page: Label, order: int) -> str:
    """`01-02.md`, `A01-02.md`"""
    return f"{item_name(page, order)}.md"


def place_of(file_name: str) -> tuple[Label, int] | None:
    """The page and order in an item's file name, or None if it is not the name of an item."""
    match = _PLACE.fullmatch(file_name)
    return (Label.parse(match[1]), int(match[2])) if match else None


def date_of(folder: Path) -> dt.date | None:
    """The date in a path's last three parts, or None if they are not a date."""
    parts = folder.parts[-3:]
    if len(parts) == 3 and [len(p) for p in parts] == [4, 2, 2] and all(p.isascii() and p.isdigit() for p in parts):
        try:
            return dt.date(*map(int, parts))
        except ValueError:
            return None
    return None
