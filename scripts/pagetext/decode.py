"""Bytes of a raw page file -> text, by which decoding reads as Chinese: never fails, never mojibake without a finding.

A byte order mark says the encoding. What is valid UTF-8 is UTF-8. Everything else is decoded by each of ENCODINGS, and
the one counts whose text has the most characters that news is full of (`familiar`): a wrong decoding has them by
chance alone. Where none reads as a language, the encoding is "" and the text must not be used.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.pagetext.familiar import familiar_share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = (
    ("gb18030", "han"),
    ("big5hkscs", "han"),
    ("cp950", "han"),
    ("utf-16-le", "han"),
    ("utf-16-be", "han"),
    ("cp932", "kana"),
    ("euc_jp", "kana"),
    ("euc_kr", "hangul"),
)
"""Python's names, with the script that a text in it may have besides Han; where two are as good the first."""

SEVEN_BIT = ((b"\x1b$", "iso2022_jp", "kana"), (b"~{", "hz", "han"))
"""Encodings whose bytes are all ASCII, and so valid UTF-8, by what they cannot do without."""

NAMES = {
    "gb18030": "GB18030 (GBK)",
    "big5hkscs": "Big5",
    "cp950": "Big5",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
    "iso2022_jp": "ISO-2022-JP",
    "hz": "HZ",
    "utf-16-le": "UTF-16 (little-endian, without a mark)",
    "utf-16-be": "UTF-16 (big-endian, without a mark)",
}
"""What people call them."""
CHINESE = ("utf", "gb", "big5", "cp950", "hz")
"""Prefixes of the names of encodings of Chinese text; any other gets a finding, as it may be a mistake."""

SAMPLE = 64 * 1024
"""Bytes that are judged: a whole page of any paper."""
READS = 0.25
"""Familiar characters that a text in its own encoding has at least. 4,400 pieces of 100 characters, of articles that
`familiar` was not counted on, in both scripts, have 0.36 or more; in a wrong encoding 0.115 at most."""
GARBLED = 20
"""How often a byte without meaning counts against an encoding: one in a hundred is a damaged file, five are not."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of one file, the encoding it was read by, and how many bytes or code points had no meaning in it.

    `encoding` is "" where the bytes are text in no encoding known here; `text` is then what UTF-8 makes of them.
    """

    text: str
    encoding: str
    replaced: int


def decode(data: bytes) -> Decoded:
    """Text of `data`; never raises. What has no meaning becomes U+FFFD and is counted."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _counted(data.decode(encoding, errors="replace").removeprefix("\ufeff"), encoding)
    sample = data[:SAMPLE]
    head = _head(sample, "utf-8")
    if "\ufffd" not in head and "\0" not in head:
        for mark, encoding, script in SEVEN_BIT:
            if mark in sample and (familiar_share(_head(sample, encoding), script) or 0) >= READS:
                return _counted(data.decode(encoding, errors="replace"), encoding)
        text = data.decode("utf-8", errors="replace")
        if "\ufffd" not in text or head:
            return _counted(text, "utf-8")
    ranked = sorted(_scores(sample), key=lambda pair: -pair[0])
    score, encoding = ranked[0] if ranked else (0.0, "")
    if score >= READS:
        return _counted(data.decode(encoding, errors="replace"), encoding)
    plain = _counted(data.decode("utf-8", errors="replace"), "utf-8")
    unread = len(_CONTROL.findall(head)) * 10 > len("".join(head.split()))
    return Decoded(plain.text, "", plain.replaced) if unread else plain


def garbled_as(text: str) -> str:
    """How a text was spoiled before it came here, as `UTF-8 read as GB18030` (and saved so), or "".

    Looked for only where a text has fewer familiar characters than any Chinese text has.
    """
    sample = text[:SAMPLE]
    share = familiar_share(sample)
    if len(sample) < _SHORT or share is None or share >= _STRANGE:
        return ""
    for wrong in ("gb18030", "cp1252", "latin-1", "big5hkscs", "cp932"):
        raw = sample.encode(wrong, errors="ignore")
        for right in ("utf-8", "gb18030", "big5hkscs"):
            if right == wrong:
                continue
            mended = raw.decode(right, errors="ignore")
            share = familiar_share(mended)
            if share is not None and share >= READS and len(_HAN.findall(mended)) * 4 >= len(raw) / 3:
                return f"{NAMES.get(right, right.upper())} read as {NAMES.get(wrong, wrong.title())}"
    return ""


_SHORT = 40
_STRANGE = 0.12
_HAN = re.compile("[\u4e00-\u9fff]")


def _scores(sample: bytes) -> Iterator[tuple[float, str]]:
    """How well the sample reads in each encoding: its share of familiar characters, less what has no meaning."""
    for encoding, script in (("utf-8", "han"), *ENCODINGS):
        text = _head(sample, encoding)
        share = familiar_share(text, script)
        if share is not None:
            yield share - GARBLED * len(_CONTROL.findall(text)) / len(text), encoding


def _head(sample: bytes, encoding: str) -> str:
    """The sample's text; a character that its end cuts in two is left out."""
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample)


def _counted(text: str, encoding: str) -> Decoded:
    text = _SURROGATE.sub("\ufffd", text)
    return Decoded(text, encoding, text.count("\ufffd"))


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
