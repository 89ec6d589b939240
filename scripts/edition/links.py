"""Where the links and pictures in a body lead: what was typed, as a place on the site, a file, or an address elsewhere.

The one reading of addresses in bodies; the press forms what is printed (`scripts.press.render.addresses`), the check
tells what leads nowhere. An editor may type a site path (/2025/05/06/01/02/, with or without the path that the site
lies under), a file beside the item (images/plan.pdf), another item's file (01-03.md, ../07/01-02.md), Pelican's
{filename}, an address as a browser shows it, percent-encoded or not.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from scripts.edition import urls
from scripts.edition.files import leads_outside
from scripts.edition.label import Label, LabelError

SCHEMES = ("http", "https", "mailto", "tel", "ftp")
"""What a link of a newspaper may use; a script's address is none, however it is spelled."""

_SCHEME = re.compile(r"([^/?#]*?):")
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}(?:[?#].*)?$")
_ITEM = re.compile(r"([A-Za-z]{0,2}[0-9]{1,3})-([0-9]{1,3})(?:\.md)?$")
_DATED = re.compile(r"\d{4}/\d{2}/\d{2}(?:/|$)")
_PELICAN = re.compile(r"(?:\{(?:filename|attach|static|index)\}|\|filename\|)")
_EDITION = re.compile(r"/(\d{4})/(\d{2})/(\d{2})(?:/(.*))?$")
_SPLIT = re.compile(r"([^?#]*)(.*)", re.S)
_HOST = re.compile(r"((?:https?:|ftp:)?//)([^/?#:@]+)")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE = "%/:?#[]@!$&'()*+,;=-._~"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Outside:
    """An address elsewhere, as typed."""

    address: str


@dataclass(frozen=True, slots=True)
class SitePath:
    """A document of the site, by its path in the site's own script; `date` where it is an edition's.

    `file` is the item's file that it is made of, "" where it is no item. `rest` is its query and fragment.
    """

    path: str
    date: dt.date | None = None
    file: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file beside an edition's items: `images/plan.pdf`."""

    date: dt.date
    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Nowhere:
    """What cannot lead to anything."""

    typed: str


Target = Outside | SitePath | EditionFile | Nowhere


def is_address(typed: str) -> bool:
    """Whether what stands in a link's parentheses can be an address at all: with a scheme, a path, or a file's name."""
    if scheme := _SCHEME.match(typed):
        return scheme[1].lower() in SCHEMES and len(typed) > scheme.end()
    if typed.startswith(("/", "#", "?", "./", "../", "www.", "{", "|")):
        return len(typed) > 1
    return bool(_FILE.search(typed) or _ITEM.match(typed) or re.match(r"[!-~]+/", typed))


def target(typed: str, date: dt.date, base: str = "", address: str = "") -> Target:
    """What an address in a body of this edition means, on a site that lies under `base` at `address` (SITEURL)."""
    typed = _CONTROL.sub("", typed).strip()
    if address and (typed == address or typed.startswith((address + "/", address + "?", address + "#"))):
        typed = base + (typed[len(address) :] or "/")
    if _SCHEME.match(typed) or typed.startswith("//"):
        return Outside(typed)
    if typed.startswith("www."):
        return Outside(f"https://{typed}")
    path, rest = _SPLIT.fullmatch(_PELICAN.sub("", typed, count=1)).groups()  # type: ignore[union-attr]
    path = unicodedata.normalize("NFC", unquote(path))
    if not path:
        return Nowhere(typed)
    if _DATED.match(path):
        path = f"/{path}"
    if path.startswith("/"):
        path = path[len(base) :] or "/" if base and f"{path}/".startswith(base + "/") else path
        return _on_site(_plain(path), rest, typed)
    return _beside(path, rest, typed, date)


def _beside(path: str, rest: str, typed: str, date: dt.date) -> Target:
    """A path that starts at the edition's folder in content, where items lie."""
    whole = _plain(f"/{date:%Y/%m/%d}/{path}")
    return _on_site(whole, rest, typed) if _EDITION.match(whole) else Nowhere(typed)


def _plain(path: str) -> str:
    """A path without `.` and `..`; one that climbs too high ends at the top."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in (".", ""):
            parts.append(part)
    return "/" + "/".join(parts) + ("/" if path.endswith("/") and parts else "")


def _on_site(path: str, rest: str, typed: str) -> Target:
    path = path.removesuffix("index.html")
    match = _EDITION.match(path)
    if not match:
        is_document = path.endswith("/") or "." not in path.rpartition("/")[2]
        return SitePath(path if path.endswith("/") or not is_document else path + "/", rest=rest)
    try:
        date = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return Nowhere(typed)
    inside = (match[4] or "").strip("/")
    edition = urls.edition_url(date)
    if not inside:
        return SitePath(edition, date, rest=rest)
    if inside.startswith("images/"):
        return EditionFile(date, inside, rest)
    parts = inside.split("/")
    if item := _ITEM.match(inside):
        return _item(date, item[1], item[2], rest) or Nowhere(typed)
    if "." in parts[-1]:
        return SitePath(path, date, rest=rest)
    if len(parts) == 2 and parts[1].isdecimal() and (item_file := _item(date, parts[0], parts[1], rest)):
        return item_file
    with contextlib.suppress(LabelError):  # all/, say
        inside = Label.parse(inside).file
    return SitePath(f"{edition}{inside}/", date, rest=rest)


def _item(date: dt.date, page: str, order: str, rest: str) -> SitePath | None:
    """An item by its place, however its label and number are padded."""
    try:
        label = Label.parse(page)
    except LabelError:
        return None
    return SitePath(urls.item_url(date, label, int(order)), date, urls.item_file(label, int(order)), rest)


def encoded(address: str) -> str:
    """An address as `href` takes it: what is not ASCII, or means nothing in an address, percent-encoded, once."""
    address = _CONTROL.sub("", address).strip()
    if (scheme := _SCHEME.match(address)) and scheme[1].lower() not in SCHEMES:
        return "#"
    host = _HOST.match(address)
    if host and not host[2].isascii():
        with contextlib.suppress(UnicodeError):
            address = host[1] + host[2].encode("idna").decode() + address[host.end() :]
    return quote(_LONE_PERCENT.sub("%25", address), safe=_SAFE)


def file_of(folder: Path, typed: str, target: EditionFile) -> str:
    """The name of the file that a body means: one with `#`, `?` or `%` in its name may be typed as it is."""
    names = (target.name, unicodedata.normalize("NFC", unquote(target.name + target.rest)), typed)
    return next((name for name in names if located(folder, name)), target.name)


def located(folder: Path, name: str) -> Path | None:
    """The file of this name below an edition's folder, also where the disk spells the name decomposed, as macOS does.

    A link that leads out of content is no file of the paper's.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/"):
        return None
    path = folder / name
    try:
        if path.is_file():
            return None if leads_outside(path, folder.parents[2]) else path
    except (OSError, ValueError):
        return None
    here = folder
    for part in parts:
        wanted = unicodedata.normalize("NFC", part)
        there = sorted(here.iterdir()) if here.is_dir() else []
        same = next((path for path in there if unicodedata.normalize("NFC", path.name) == wanted), None)
        if same is None:
            return None
        here = same
    return here if here.is_file() and not leads_outside(here, folder.parents[2]) else None
