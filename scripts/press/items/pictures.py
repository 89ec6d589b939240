"""The pictures beside an edition's items: read from its folder, and what readers get of them."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from scripts.edition import urls
from scripts.edition.catalogue import finding
from scripts.edition.finding import Finding
from scripts.edition.links import EditionFile, file_of, located, target
from scripts.edition.picturefile import shown_by_name
from scripts.edition.urls import edition_folder
from scripts.press.items.derive import Derived, DerivedPicture, PictureError
from scripts.press.items.keep import Keep
from scripts.press.render.addresses import Site, link
from scripts.press.settings import Recipe

IMAGES = "images"

_OF_PAGE = re.compile(r"images/[^/]+\.page\.[a-z]+")
_IMG = re.compile(r'<img src="([^"]*)"[^>]*>')
_DRESSED = re.compile(r"</?picture>|<source\b[^>]*>")

PHONE = "(max-width: 30em)"
"""The windows that get what was made for phones and nothing sharper: a phone's line costs more than its pixels show."""

IN_TEXT = "(min-width: 46em) 38rem, 92vw"
"""How wide a picture stands in an item's text, for the browser to choose by: as in the theme's style sheet."""


class PublishedPicture(NamedTuple):
    """A picture as documents name it: addresses, and the size in pixels of its largest rendition (0 where unknown).

    `url` is for programs that know no WebP, and for other sites; `webp` has each rendition's address and width, `phone`
    the only one that phones are offered, `large` the one with most to see.
    """

    url: str
    width: int
    height: int
    webp: tuple[tuple[str, int], ...] = ()
    phone: str = ""
    large: str = ""


class EditionPictures:
    """The pictures beside an edition's items: which there are, and what readers get of them.

    `image_of` takes a file's name, as front matter has it; `in_body` and `link_of` what was typed in a body.
    `originals`: as they lie in content they are published, too.
    """

    def __init__(
        self, content: Path, site: Site, date: dt.date, keep: Keep | None = None, originals: bool = False
    ) -> None:
        self._content, self._site, self._date = content, site, date
        self._folder = content / edition_folder(date)
        self._keep, self._originals = keep or Keep(None, Recipe()), originals
        self._known: dict[str, PublishedPicture | None] = {}
        self._by_url: dict[str, PublishedPicture] = {}
        self._faults: dict[str, str] = {}

    def image_of(self, name: str) -> PublishedPicture | None:
        """The published picture for `images/03.jpg` as documents name it, or None where there is no such picture."""
        if name not in self._known:
            derived = self._derived(name)
            self._known[name] = picture = self._picture(name, derived) if derived else None
            if picture:
                self._by_url[picture.url] = picture
        return self._known[name]

    def _picture(self, name: str, derived: Derived) -> PublishedPicture:
        name = PurePosixPath(name).as_posix()
        plain = self._url(name, derived.plain or derived.own)
        webp = tuple((self._url(name, rendition), rendition.width) for rendition in derived.webp)
        widest = derived.webp[-1] if derived.webp else derived.own
        phone, large = (webp[0][0], webp[-1][0]) if webp else ("", plain)
        return PublishedPicture(plain, widest.width, widest.height, webp, phone, large)

    def _url(self, name: str, rendition: DerivedPicture) -> str:
        return urls.href(urls.file_url(self._date, name + rendition.suffix), self._site.base)

    def _derived(self, name: str) -> Derived | None:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts or path.parts[0] != IMAGES:
            return None
        file = located(self._folder, path.as_posix()) if shown_by_name(name) else None
        if file is None:
            return None
        try:
            return self._keep.derived(file.read_bytes(), path.name, is_of_page(path.as_posix()))
        except PictureError as error:
            self._faults[path.as_posix()] = str(error)
            return None

    def file_of(self, name: str) -> str:
        """The address of a file beside the items, "" where it is not there."""
        return urls.href(urls.file_url(self._date, name), self._site.base) if located(self._folder, name) else ""

    def in_body(self, typed: str) -> tuple[str, int, int] | None:
        """Address, width and height of a picture in a body, by its address as typed: beside the item, or another
        edition's.
        """
        place = target(typed, self._date, self._site.base, self._site.address)
        if not isinstance(place, EditionFile):
            return None
        other = EditionPictures(self._content, self._site, place.date, self._keep)
        pictures = self if place.date == self._date else other
        shown = pictures.image_of(file_of(self._content / edition_folder(place.date), typed, place))
        if shown is None:
            return None
        self._by_url[shown.url] = shown
        return shown.url, shown.width, shown.height

    def link_of(self, typed: str) -> str:
        """What `href` has for a link in a body."""
        return link(typed, self._date, self._site)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file that is published as `images/03.jpg`, or None where there is no such file."""
        own = self._derived(name)
        if own:
            return own.own.data
        for suffix in (".plain.jpg", ".plain.png"):
            derived = self._derived(name.removesuffix(suffix)) if name.endswith(suffix) else None
            if derived and derived.plain and derived.plain.suffix == suffix:
                return derived.plain.data
        return None

    def files(self, with_pages: bool = True) -> list[tuple[str, bytes]]:
        """All that is published of images/, by name: the renditions of pictures, and other files as they are.

        Page pictures only `with_pages`.
        """
        files: list[tuple[str, bytes]] = []
        for name, path in _lying(self._folder):
            if is_of_page(name) and not with_pages:
                continue
            if not shown_by_name(name):
                files.append((name, path.read_bytes()))
            elif derived := self._derived(name):
                files += [(name + rendition.suffix, rendition.data) for rendition in derived.files()]
                if self._originals and not is_of_page(name):
                    files.append((f"{name}.original{path.suffix}", path.read_bytes()))
        return files

    def findings(self, folder: str) -> list[Finding]:
        """What could not be published, with why, for who builds."""
        return [
            finding("image-unreadable", f"{folder}/{name}", case="build", image=name, reason=why)
            for name, why in sorted(self._faults.items())
        ]

    def dress(self, html: str) -> str:
        """A body's HTML with each of these pictures offered in all its renditions."""

        def dressed(match: re.Match[str]) -> str:
            picture = self._by_url.get(unescape(match[1]))
            return f"<picture>{sources(picture, IN_TEXT)}{match[0]}</picture>" if picture and picture.webp else match[0]

        return _IMG.sub(dressed, html) if "<img" in html else html


Lying = tuple[dt.date, str]
"""A picture in content/: its edition's date, and its path in the edition's folder."""


def pictures_of(content: Path, dates: Iterable[dt.date]) -> Iterator[Lying]:
    """The pictures of editions, each by itself, so that one edition's can be made side by side."""
    for date in dates:
        for name, _ in _lying(content / edition_folder(date)):
            if shown_by_name(name):
                yield date, name


def is_kept(keep: Keep, content: Path, lying: Lying) -> bool:
    """Whether what readers get of a picture is kept."""
    return keep.is_kept(_bytes(content, lying), lying[1], is_of_page(lying[1]))


def make_picture(keep: Keep, content: Path, lying: Lying) -> None:
    """Make the renditions of a picture and keep them; what is no picture is reported when its edition prints."""
    with contextlib.suppress(PictureError):
        keep.derived(_bytes(content, lying), lying[1], is_of_page(lying[1]))


def _bytes(content: Path, lying: Lying) -> bytes:
    try:
        file = located(content / edition_folder(lying[0]), lying[1])
        return file.read_bytes() if file else b""
    except OSError:  # gone since it was seen
        return b""


def is_of_page(name: str) -> bool:
    """Whether a picture is a page's, `images/A01.page.jpg`."""
    return _OF_PAGE.fullmatch(name) is not None


def _lying(folder: Path) -> list[tuple[str, Path]]:
    """Everything below images/ that is not hidden, by name; names are composed, however the disk spells them."""
    paths = sorted((folder / IMAGES).rglob("*"))
    names = ((path.relative_to(folder), path) for path in paths if path.is_file())
    return [
        (normalize("NFC", name.as_posix()), path)
        for name, path in names
        if not any(p.startswith(".") for p in name.parts)
    ]


def sources(picture: PublishedPicture, sizes: str) -> str:
    """The `<source>` elements that go before a picture's `<img>`."""
    if not picture.webp:
        return ""
    phone = f"{escape(picture.phone)} {picture.webp[0][1]}w"
    several = ", ".join(f"{escape(url)} {width}w" for url, width in picture.webp)
    return (
        f'<source media="{PHONE}" type="image/webp" srcset="{phone}" sizes="92vw">'
        f'<source type="image/webp" srcset="{several}" sizes="{sizes}">'
    )


def undressed(html: str) -> str:
    """A body's HTML with one address a picture, for what is read away from the site."""
    return _DRESSED.sub("", html) if "<picture>" in html else html
