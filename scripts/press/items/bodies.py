"""How a body's HTML is to be set, by what it says: figures in tables, signatures and dates under notices and letters.

Pages may not carry styles of their own (their policy), so what is found becomes classes: `number` on a table's figures
and what stands over them, `start`, `center` or `end` where an editor aligned a column, `signed` on the lines that sign,
`steady` on telephone numbers.
"""

from __future__ import annotations

import re

from scripts.edition.markdown import text_of
from scripts.press.render.steady import steady_telephones

_TABLE = re.compile(r"<table>.*?</table>", re.S)
_ROW = re.compile(r"<tr>.*?</tr>", re.S)
_CELL = re.compile(r'<(t[hd])(?: style="text-align:(left|center|right)")?>(.*?)</\1>', re.S)
_FIGURE = re.compile(
    r"(?:[约超近]|[¥￥$€])?[+\-−±▲▼↑↓]?\d[\d,，.．:：/／]*(?:[万亿千百]|[%％‰℃°]|(?:[a-zA-Zμ²³]{1,5})|[元米吨年月日时分秒人次个名户件台辆斤里公毫升度])*"
)
"""A number as tables print it: 1,204.5, -3.2%, 5.18米, 12:05, 486cm. A date is none: it names a row."""

_EMPTY = re.compile(r"[\s—–\-－/／…·*＊]*")
_ALIGNED = {"left": "start", "center": "center", "right": "end"}

_PARAGRAPHS = re.compile(r"(?:<p>[^<]*</p>\s*)+\Z")
_PARAGRAPH = re.compile(r"<p>([^<]*)</p>")
_DATE = re.compile(
    r"(?:\d{4}|[〇零○Ｏ一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_SENTENCE = re.compile(r"[。！？；，、：:…]")
LONGEST_SIGNATURE = 26
"""Characters of the longest line that signs: the full name of an office."""

MOST_SIGNATURES = 4
"""Lines that sign together: three offices and a date."""


def dressed(html: str, kind: str) -> str:
    """A body's HTML with its figures, signatures and telephone numbers marked by classes."""
    if "<table>" in html:
        html = _TABLE.sub(lambda match: _table(match[0]), html)
    return steady_telephones(signed(html, kind))


def _table(html: str) -> str:
    rows = [_CELL.findall(row) for row in _ROW.findall(html)]
    width = max((len(row) for row in rows), default=0)
    numbers = {column for column in range(width) if _is_number([row[column] for row in rows if column < len(row)])}

    def row(match: re.Match[str]) -> str:
        at = -1

        def cell(match: re.Match[str]) -> str:
            nonlocal at
            at += 1
            tag, align, text = match.groups()
            name = _ALIGNED[align] if align else "number" if at in numbers else ""
            return f'<{tag} class="{name}">{text}</{tag}>' if name else f"<{tag}>{text}</{tag}>"

        return _CELL.sub(cell, match[0])

    return _ROW.sub(row, html)


def _is_number(cells: list[tuple[str, str, str]]) -> bool:
    """Whether the cells below a column's head are all figures or empty, and at least one is a figure."""
    texts = [text_of(text).strip() for tag, _, text in cells if tag == "td"]
    said = [text for text in texts if not _EMPTY.fullmatch(text)]
    return bool(said) and all(map(_FIGURE.fullmatch, said))


def signed(html: str, kind: str) -> str:
    """The last lines of a text that sign it, to be set to the end of the line: names and a date.

    They end in a date of their own, or stand at the end of a notice; none has a mark in it, and text stands before.
    """
    end = _PARAGRAPHS.search(html)
    if end is None:
        return html
    lines = [(match.start(), match[1].strip()) for match in _PARAGRAPH.finditer(html, end.start())]
    first = len(lines)
    while first > 0 and len(lines) - first < MOST_SIGNATURES and _signs(lines[first - 1][1]):
        first -= 1
    if first < len(lines) and lines[first][0] == 0:  # something must stand before
        first += 1
    if first == len(lines) or not (kind == "notice" or _DATE.fullmatch(lines[-1][1])):
        return html
    start = lines[first][0]
    return html[:start] + html[start:].replace("<p>", '<p class="signed">')


def _signs(line: str) -> bool:
    return 1 < len(line) <= LONGEST_SIGNATURE and not _SENTENCE.search(line)
