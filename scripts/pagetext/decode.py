"""Bytes of a raw page file -> text: UTF-8, UTF-16 or GB18030, whatever the bytes are, without ever failing.

The order is that of certainty: a byte order mark says it; UTF-16 without one shows in its zero bytes; what is valid
UTF-8 is UTF-8; what is valid GB18030 and reads as Chinese is GB18030; anything else is UTF-8 with replacement marks.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_EVERYDAY = re.compile("[\t\n\f\r -~\u2014-\u2026\u3000-\u3011\u4e00-\u9fa5\uff01-\uff5e]")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of one file, the encoding it was read by, and how many bytes or code points had no meaning in it."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes) -> Decoded:
    """Text of `data`; never raises. What has no meaning becomes U+FFFD and is counted."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _counted(data.decode(encoding, errors="replace").removeprefix("\ufeff"), encoding)
    wide = _utf16_without_mark(data)
    if wide:
        return _counted(data.decode(wide, errors="replace"), wide)
    try:
        return _counted(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_as_chinese(text):
        return _counted(text, "gb18030")
    loose, gb = data.decode("utf-8", errors="replace"), data.decode("gb18030", errors="replace")
    if _reads_as_chinese(gb) and gb.count("\ufffd") < loose.count("\ufffd"):
        return _counted(gb, "gb18030")
    return _counted(loose, "utf-8")


def _counted(text: str, encoding: str) -> Decoded:
    text = _SURROGATE.sub("\ufffd", text)
    return Decoded(text, encoding, text.count("\ufffd"))


def _utf16_without_mark(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where the bytes are text in that order, else "".

    Line ends, spaces and digits show as pairs with a zero byte, but so do Han characters such as 一 (4E00) and 退
    (9000) the other way round; so the order is taken in which most characters are everyday ones (text 99 %, the wrong
    order under 40 %).
    """
    head = data[:4096]
    if len(head) < 4 or len(data) % 2 or b"\0" not in head:
        return ""
    shares = {name: _everyday_share(head.decode(name, errors="replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= 0.7 else ""


def _everyday_share(text: str) -> float:
    return len(_EVERYDAY.findall(text)) / len(text)


def _reads_as_chinese(text: str) -> bool:
    """Whether at least a third of the printing characters are everyday Han characters (U+4E00 to U+9FA5)."""
    shown = [c for c in text[:4000] if not c.isspace()]
    return bool(shown) and sum("\u4e00" <= c <= "\u9fa5" for c in shown) * 3 >= len(shown)


def split_pages(text: str) -> list[tuple[int, list[str]]]:
    """The pages that form feeds separate: (number of the first line, from 1; the lines), blank ones left out.

    A text that is blank throughout is one page without lines of text.
    """
    pages: list[tuple[int, list[str]]] = []
    first = 1
    for part in text.split("\f"):
        lines = _LINE_BREAK.split(part)
        if any(line.strip() for line in lines):
            pages.append((first, lines))
        first += len(lines) - 1
    return pages or [(1, _LINE_BREAK.split(text.replace("\f", "")))]
