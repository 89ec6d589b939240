"""Where a headline's lines may break: between words, as a headline writer would set them (BudouX's models for Chinese).

BudouX is light (a model of 60 KB, 5 microseconds a character) and cuts too much now and then; a break that leaves one
character alone, or stands inside a number, is taken back. Where nothing is cut a line breaks as it must.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from budoux.parser import Parser

_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万萬亿億两兩几幾第0-9０-９.％%]")
_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ&'’._-]")
"""What a word or name in Latin letters is written with: COVID-19 is one word."""
_LEANS_ON = re.compile(r"[在和与與及对對将將把被从從向为為是不让讓给給以由于於比到这這那各每全再又也就都]")
"""Words of one character that go with what follows; others (时, 后, 港, 了, 的) go with what stands before."""


LONGEST_MEASURE = 2
"""Characters of the words that numbers count by: 艘, 秒钟, 季度."""


@lru_cache(maxsize=20_000)
def phrases(text: str, lang: str) -> tuple[str, ...]:
    """The pieces of a text between which its lines may break; together they are the text."""
    pieces: list[str] = []
    leaning = False
    for piece in _paired(_parser("Hant" in lang).parse(text)):
        if pieces and (leaning or _inside(pieces[-1], piece)):
            pieces[-1] += piece
        else:
            pieces.append(piece)
        leaning = len(piece) == 1 and _LEANS_ON.match(piece) is not None
    return tuple(pieces)


def _paired(pieces: list[str]) -> list[str]:
    """Two characters that were both cut off are a word: 步 and 行, 回 and 到."""
    paired: list[str] = []
    for piece in pieces:
        if len(piece) == 1 and paired and len(paired[-1]) == 1 and not _NUMBER.match(paired[-1]):
            paired[-1] += piece
        else:
            paired.append(piece)
    return paired


def _inside(before: str, after: str) -> bool:
    if _LATIN.match(before[-1]) and _LATIN.match(after):
        return True
    if _NUMBER.match(before[-1]) and (_NUMBER.match(after) or len(after) <= LONGEST_MEASURE):
        return True
    if len(after) == 1:
        return _LEANS_ON.match(after) is None
    return len(before) == 1


def with_breaks(text: str, lang: str) -> Markup:
    """A headline as HTML, `<wbr>` where its lines may break."""
    return Markup("<wbr>").join(escape(piece) for piece in phrases(text, lang))


@cache
def _parser(traditional: bool) -> Parser:
    import budoux  # 0.04 s, which a build with nothing to print saves

    if traditional:
        return budoux.load_default_traditional_chinese_parser()
    return budoux.load_default_simplified_chinese_parser()
