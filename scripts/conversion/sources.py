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

from scripts.edition.finding import Finding, Severity
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
    b"%PDF-": ("a PDF: run `invoke extract` on it first", "PDF 文件：请先用 `invoke extract` 提取文字"),
    b"PK\x03\x04": ("a ZIP or Word file: save its text as .txt", "ZIP 或 Word 文件：请把文字另存为 .txt"),
    b"\xd0\xcf\x11\xe0": ("an old Word file: save its text as .txt", "旧版 Word 文件：请把文字另存为 .txt"),
    b"\x89PNG": ("a picture: it needs OCR, not conversion", "图片：需先做文字识别（OCR）"),
    b"\xff\xd8\xff": ("a picture: it needs OCR, not conversion", "图片：需先做文字识别（OCR）"),
}
_BLANK = b"\0 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"
_SAMPLE = 64 * 1024
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
    """A file that is no page, and why."""

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
    """Every raw page below the paths, each once, in order of path; what is no page comes as Unread.

    A file that is named itself is always judged. In folders, files outside an edition's folder are judged when they
    end in .txt, and inside it all that are not hidden; so a README beside the years is nobody's mistake.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _below(path):
            file, problem = (found, None) if isinstance(found, Path) else (None, found)
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
            yield _unread(
                folder,
                "symlink-loop",
                "a link back to a folder that holds it: remove the link",
                "此链接指回上级文件夹：请删除",
                severity="warning",
            )
            continue
        try:
            children = sorted(folder.iterdir(), reverse=True)
        except OSError as error:
            yield _unread(folder, "unreadable", *_cannot_read(error))
            continue
        files: list[Path] = []
        for child in children:
            if child.name.startswith("."):
                continue
            if child.is_dir():
                stack.append((child, above | {real}))
            elif date_of(_absolute(folder)) or child.name.lower().endswith(".txt"):
                files.append(child)
        yield from reversed(files)


def _placed(path: Path) -> RawFile | Unread:
    full = _absolute(path)
    date, match = date_of(full.parent), _PAGE_FILE.fullmatch(full.name)
    if date is None:
        return _unread(path, "no-date", *_date_advice(full))
    label = _label(match[1]) if match else None
    if match is None or label is None:
        if full.suffix.lower() not in (".txt", ".text"):
            message = "not a raw page, left alone: raw pages are named as 01.txt or A01.txt (a PDF: `invoke extract`)"
            return _unread(
                path,
                "not-a-page",
                message,
                "不是版面文本，未处理：版面文本名为“版次.txt”，如 01.txt、A01.txt（PDF 请先用 `invoke extract`）",
                severity="note",
            )
        return _unread(path, "no-page-number", *_name_advice(full))
    name = unicodedata.normalize("NFC", (match[2] or "").encode("utf-8", "replace").decode("utf-8")).strip()
    return RawFile(str(full), date, label, name)


def _date_advice(full: Path) -> tuple[str, str]:
    tail = "/".join(full.parts[-4:-1])
    loose = _LOOSE_DATE.search(tail) or _LOOSE_DATE.search(full.stem)
    if loose:
        try:
            date = dt.date(*map(int, loose.groups()))
        except ValueError:
            return (
                f"{'-'.join(loose.groups())} is no date: move the file to raw/YYYY/MM/DD/",
                f"{'-'.join(loose.groups())} 不是日期：请把文件移到 raw/年/月/日/",
            )
        target = f"raw/{date:%Y/%m/%d}/"
        return f"its folder gives no date: move it to {target}", f"所在文件夹没有日期：请移到 {target}"
    return (
        "its folder gives no date: move it to raw/YYYY/MM/DD/LABEL.txt, such as raw/2022/04/11/01.txt",
        "所在文件夹没有日期：请移到 raw/年/月/日/版次.txt，如 raw/2022/04/11/01.txt",
    )


def _name_advice(full: Path) -> tuple[str, str]:
    loose = _LOOSE_FILE.fullmatch(full.name)
    if loose and int(loose[2]):
        name = loose[3].encode("utf-8", "replace").decode("utf-8")
        target = f"{Label(int(loose[2]), loose[1].upper()).file}{'-' if name else ''}{name}.txt"
        return f"its name gives no page: rename it, perhaps to {target}", f"文件名没有版次：请改名，或可为 {target}"
    reason, reason_zh = f"1 to {LAST}, or with letters as A1", f"1 至 {LAST}，或带字母如 A1"
    if like := _LIKE_A_LABEL.fullmatch(full.stem):
        try:
            Label.parse(like[1])
        except LabelError as error:
            reason, reason_zh = error.reason, error.reason_zh
    return (
        f"its name gives no page ({reason}): rename it to LABEL.txt or LABEL-版名.txt, such as 01-要闻.txt or A01.txt",
        f"文件名没有版次（{reason_zh}）：请改为“版次.txt”或“版次-版名.txt”，如 01-要闻.txt、A01.txt",
    )


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
                return b"", _finding(file.shown, "unreadable", "not a file: remove it", "不是普通文件：请移走")
            data = handle.read(SIZE_LIMIT + 1)
    except OSError as error:
        return b"", _finding(file.shown, "unreadable", *_cannot_read(error))
    if len(data) > SIZE_LIMIT:
        limit = SIZE_LIMIT // 1024 // 1024
        return b"", _finding(
            file.shown,
            "too-large",
            f"larger than {limit} MiB: split it into one file for each page",
            f"超过 {limit} MiB：请拆分为每版一个文件",
        )
    if reason := not_text(data):
        return data, _finding(file.shown, "not-text", f"no text: {reason[0]}", f"不是文本：{reason[1]}")
    if not data.strip(_BLANK):
        return data, _finding(
            file.shown,
            "empty",
            "an empty file: extract the page again, or delete the file if the page has no text",
            "空文件：请重新提取此版；如此版确无文字，请删除该文件",
        )
    return data, None


def not_text(data: bytes) -> tuple[str, str] | None:
    """What these bytes are instead of text, or None.

    A page's text has private-use characters and a stray control character at times, but over 10 % of replacement and
    control characters were seen in no page: none of 159 typeset and real pages has even 1 %, and random bytes have
    18 % or more.
    """
    for magic, reason in _MAGIC.items():
        if data.startswith(magic):
            return reason
    decoded = decode(data[:_SAMPLE])
    text = decoded.text
    if how := garbled_as(text):
        right, wrong = how.split(" read as ")
        message = f"garbled before it came here ({how}): save it again from where it came"
        return message, f"来时已是乱码（把 {right} 当作 {wrong} 打开后又保存）：请从原处重新导出"
    if not decoded.encoding:
        known = "UTF-8, UTF-16, GB18030, Big5, Shift-JIS, EUC-JP, EUC-KR"
        return f"in none of the encodings {known}: save it as UTF-8", f"不是 {known} 中的任何一种：请另存为 UTF-8"
    if len(_NO_GLYPH.findall(text)) * 10 > len("".join(text.split())):
        return "a binary file: save its text as UTF-8", "二进制文件：请把文字另存为 UTF-8"
    return None


def _cannot_read(error: OSError) -> tuple[str, str]:
    reason = error.strerror or str(error)
    if error.errno == errno.ELOOP:
        return "a symbolic link that leads to itself: remove it", "符号链接指向自身：请删除"
    if error.errno == errno.ENOENT:
        return "not found: check the path, or the link's target", "找不到：请检查路径或链接目标"
    return f"cannot be read ({reason}): check its permissions", f"无法读取（{reason}）：请检查权限"


def _finding(path: str, code: str, message: str, message_zh: str, severity: Severity = "error") -> Finding:
    return Finding(code, severity, message, message_zh, path)


def _unread(path: Path, code: str, message: str, message_zh: str, severity: Severity = "error") -> Unread:
    name = shown(path)
    return Unread(path, name, _finding(name, code, message, message_zh, severity))
