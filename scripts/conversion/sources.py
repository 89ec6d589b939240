"""Raw pages on disk: which files are pages, of which edition and page, and which cannot be read as text, and why.

A place comes from the path alone, `YYYY/MM/DD/LABEL.txt` or `LABEL-版名.txt`. Whatever else lies in an edition's
folder, or stands in the way, is a finding that says what to rename or remove; the other files are converted all the
same.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.edition.calendar import why_none
from scripts.edition.catalogue import Bilingual, finding, words
from scripts.edition.finding import Finding
from scripts.edition.label import LAST, Label, LabelError
from scripts.edition.urls import date_of
from scripts.pagetext.decode import decode, garbled_as

SIZE_LIMIT = 2 * 1024 * 1024
"""Bytes. A dense broadsheet page is 60 KB as UTF-16, and thirty such in one file are below. A file as large as this
takes 7 s and 110 MiB to convert."""

_PAGE_FILE = re.compile(r"([A-Za-z]{0,2}[0-9]{2,3})(?:-(.*))?\.txt", re.DOTALL)
_LOOSE_FILE = re.compile(
    r"第?([A-Za-z]{0,2})0*([0-9]{1,3})(?![0-9A-Za-z])版?[-_ ]*(.*)\.te?xt", re.IGNORECASE | re.DOTALL
)
_LIKE_A_LABEL = re.compile(r"([A-Za-z0-9]+)(?:-.*)?", re.DOTALL)
_LOOSE_DATE = re.compile(r"([0-9]{4})[-_/]?([0-9]{1,2})[-_/]?([0-9]{1,2})")
_MAGIC = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "old-word",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
}
"""How other files begin, and what the catalogue calls them."""
_BLANK = b"\0 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"
_SAMPLE = 64 * 1024
_BESIDE = re.compile(r"\.(?:reading|layout)\.json$|\.page\.jpg$|\.picture-[0-9]+\.jpg$")
"""What lies beside a raw page and belongs to it: a reading by hand, its layout, its page picture, cut-out pictures."""
_NO_GLYPH = re.compile("[\ufffd\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file that its path says is a raw page; `number` is its first page's label. Small: archives have many."""

    file: str
    date: dt.date
    number: Label
    name: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.file)

    @property
    def shown(self) -> str:
        """How reports name it."""
        return shown(self.path)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not a page, and why."""

    path: Path
    shown: str
    finding: Finding


def shown(path: Path, base: Path | None = None) -> str:
    """A path as reports name it: relative to the working folder where it lies in it, with forward slashes.

    Bytes of a file name that are not UTF-8 are shown as question marks, so that a report can always be written.
    """
    full, root = _absolute(path), _absolute(base or Path())
    text = full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()
    return text.encode("utf-8", "replace").decode("utf-8")


def discover(paths: Iterable[Path]) -> Iterator[RawFile | Unread]:
    """Every raw page below the paths, each once, in order of path; other files come as Unread.

    A file that is named itself is always judged. In folders, files outside an edition's folder are judged when they
    end in .txt, and inside it all that are not hidden; so a README beside the years is nobody's mistake.
    """
    seen: set[str] = set()
    for path in paths:
        for entry in _below(path):
            file, problem = (entry, None) if isinstance(entry, Path) else (None, entry)
            if problem is not None:
                yield problem
            elif file is not None:
                placed = _placed(file)
                name = placed.file if isinstance(placed, RawFile) else str(file)
                real = os.path.realpath(name)
                key = name if name == real else real  # one string for both where there is no link
                if key not in seen:
                    seen.add(key)
                    yield placed


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - `..` resolved, and symbolic links as they were named


def _below(path: Path) -> Iterator[Path | Unread]:
    """Files to judge, sorted; symbolic links are followed, and a link back to a folder above it is a finding."""
    if not path.is_dir():
        yield path
        return
    stack: list[tuple[Path, frozenset[str]]] = [(path, frozenset())]
    while stack:
        folder, above = stack.pop()
        real = os.path.realpath(folder)
        if real in above:
            yield _unread(folder, "symlink-loop")
            continue
        try:
            children = sorted(folder.iterdir(), reverse=True)
        except OSError as error:
            yield Unread(folder, shown(folder), _cannot_read(shown(folder), error))
            continue
        files: list[Path] = []
        for child in children:
            if child.name.startswith("."):
                continue
            if child.is_dir():
                stack.append((child, above | {real}))
            elif _BESIDE.search(child.name):
                continue
            elif date_of(_absolute(folder)) or child.name.lower().endswith(".txt"):
                files.append(child)
        yield from reversed(files)


def _placed(path: Path) -> RawFile | Unread:
    full = _absolute(path)
    date, match = date_of(full.parent), _PAGE_FILE.fullmatch(full.name)
    if date is None:
        return Unread(path, shown(path), _date_advice(shown(path), full))
    label = _label(match[1]) if match else None
    if match is None or label is None:
        if full.suffix.lower() not in (".txt", ".text"):
            return _unread(path, "not-a-page")
        return Unread(path, shown(path), _name_advice(shown(path), full))
    root = os.path.realpath(full.parents[3])
    if not Path(os.path.realpath(full)).is_relative_to(root) and full.exists():
        return _unread(path, "link-outside")
    name = unicodedata.normalize("NFC", (match[2] or "").encode("utf-8", "replace").decode("utf-8")).strip()
    return RawFile(str(full), date, label, name)


def _date_advice(name: str, full: Path) -> Finding:
    tail = "/".join(full.parts[-4:-1])
    loose = _LOOSE_DATE.search(tail) or _LOOSE_DATE.search(full.stem)
    if not loose:
        return finding("no-date", name)
    try:
        date = dt.date(*map(int, loose.groups()))
    except ValueError:
        why = why_none(int(loose[1]), int(loose[2]), int(loose[3]))
        return finding("no-date", name, case="impossible", date="-".join(loose.groups()), why=why)
    return finding("no-date", name, case="move", folder=f"raw/{date:%Y/%m/%d}/")


def _name_advice(name: str, full: Path) -> Finding:
    loose = _LOOSE_FILE.fullmatch(full.name)
    if loose and int(loose[2]):
        page_name = loose[3].encode("utf-8", "replace").decode("utf-8")
        target = f"{Label(int(loose[2]), loose[1].upper()).file}{'-' if page_name else ''}{page_name}.txt"
        return finding("no-page-number", name, case="rename", name=target)
    reason = words("label-range", last=LAST)
    if like := _LIKE_A_LABEL.fullmatch(full.stem):
        try:
            Label.parse(like[1])
        except LabelError as error:
            reason = Bilingual(error.reason, error.reason_zh)
    return finding("no-page-number", name, reason=reason)


def _label(text: str) -> Label | None:
    try:
        return Label.parse(text)
    except LabelError:
        return None


def read(file: RawFile) -> tuple[bytes, Finding | None]:
    """The file's bytes and, where no page can be made of them, why: unreadable, too large, not text or empty.

    What cannot be read or is too large comes as b"". At most SIZE_LIMIT bytes are ever held, and a pipe or device that
    happens to be named like a page is not waited for.
    """
    try:
        descriptor = os.open(file.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as handle:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return b"", finding("unreadable", file.shown, case="no-file")
            data = handle.read(SIZE_LIMIT + 1)
    except OSError as error:
        return b"", _cannot_read(file.shown, error)
    if len(data) > SIZE_LIMIT:
        limit = SIZE_LIMIT // 1024 // 1024
        return b"", finding("too-large", file.shown, limit=limit)
    if reason := not_text(data):
        return data, finding("not-text", file.shown, reason=reason)
    if not data.strip(_BLANK):
        return data, finding("empty", file.shown)
    return data, None


def not_text(data: bytes) -> Bilingual | None:
    """What these bytes are instead of text, or None.

    A page's text has private-use characters and a stray control character at times, but over 10 % of replacement and
    control characters were seen in no page: none of 159 typeset and real pages has even 1 %, and random bytes have
    18 % or more.
    """
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return words(name)
    decoded = decode(data[:_SAMPLE])
    text = decoded.text
    if how := garbled_as(text):
        right, wrong = how.split(" read as ")
        return words("garbled", how=how, right=right, wrong=wrong)
    if not decoded.encoding:
        return words("encoding-unknown", known="UTF-8, UTF-16, GB18030, Big5, Shift-JIS, EUC-JP, EUC-KR")
    if len(_NO_GLYPH.findall(text)) * 10 > len("".join(text.split())):
        return words("binary")
    return None


def _cannot_read(name: str, error: OSError) -> Finding:
    if error.errno == errno.ELOOP:
        return finding("unreadable", name, case="loop")
    if error.errno == errno.ENOENT:
        return finding("unreadable", name, case="missing")
    return finding("unreadable", name, case="permission", reason=error.strerror or str(error))


def _unread(path: Path, code: str) -> Unread:
    return Unread(path, shown(path), finding(code, shown(path)))
