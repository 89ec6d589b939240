"""Where a headline's lines may break: between words, as a headline writer would set them (BudouX's models for Chinese).

BudouX is light (a model of 60 KB, 5 microseconds a character) and cuts too much now and then; a break that leaves one
character alone, or stands inside a number, is taken back. It does not know a paper's own names: where an item's text
has the two characters around a break together again and again (沄州, 春茶), the break moves to where the text has none.
Where nothing is cut a line breaks as it must.
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
"""Words of one character that go with the next word; others (时, 后, 港, 了, 的) go with the one before."""


_BEGINS_LATE = re.compile(r"的(?![确士])|了(?![解结結然却卻不])|[上里裡裏中下内內外间間]的")
"""What a piece cannot begin with: it ends the word before."""

_NAMED = re.compile(r"《[^《》]{1,8}》|“[^“”]{1,6}”|「[^「」]{1,6}」")
"""Short titles and quoted words stay on one line."""

OFTEN = 2
"""How often a text has two characters beside each other before a break between them is doubted."""

LONGEST_MEASURE = 2
"""Characters of the words that numbers count by: 艘, 秒钟, 季度."""


@lru_cache(maxsize=20_000)
def phrases(text: str, lang: str) -> tuple[str, ...]:
    """The pieces of a text between which its lines may break; together they are the text."""
    pieces: list[str] = []
    leaning = False
    for piece in _late(_paired(_parser("Hant" in lang).parse(text))):
        if pieces and (leaning or _inside(pieces[-1], piece)):
            pieces[-1] += piece
        else:
            pieces.append(piece)
        leaning = len(piece) == 1 and _LEANS_ON.match(piece) is not None
    return _whole_names(text, pieces)


def _whole_names(text: str, pieces: list[str]) -> tuple[str, ...]:
    inside = {at for name in _NAMED.finditer(text) for at in range(name.start() + 1, name.end())}
    if not inside:
        return tuple(pieces)
    joined: list[str] = []
    at = 0
    for piece in pieces:
        if at in inside:
            joined[-1] += piece
        else:
            joined.append(piece)
        at += len(piece)
    return tuple(joined)


def settled(text: str, lang: str, around: str) -> tuple[str, ...]:
    """`phrases` of a text, no break inside what the text around it (an item's own) shows to be one word.

    The break goes to the nearest of four places where `around` has the two characters least often together, or away.
    """
    pieces = phrases(text, lang)
    if len(pieces) < 2 or not around:
        return pieces
    cuts: list[int] = []
    at = 0
    for piece in pieces[:-1]:
        at += len(piece)
        cut = _moved(text, at, around)
        if cut is not None and cut > (cuts[-1] if cuts else 0):
            cuts.append(cut)
    return tuple(text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))


def _moved(text: str, at: int, around: str) -> int | None:
    """The best place for this break, or None where it is better left out."""
    if around.count(text[at - 1 : at + 1]) < OFTEN:
        return at
    near = [place for place in (at - 1, at + 1, at - 2, at + 2) if 1 < place < len(text) - 1]
    times = {place: around.count(text[place - 1 : place + 1]) for place in near}
    best = min(near, key=lambda place: times[place], default=at)
    broken = _LATIN.match(text[best - 1]) and _LATIN.match(text[best])
    return best if best in times and times[best] < OFTEN and not broken else None


def _paired(pieces: list[str]) -> list[str]:
    """Two characters that were both cut off are a word: 步 and 行, 回 and 到."""
    paired: list[str] = []
    for piece in pieces:
        if len(piece) == 1 and paired and len(paired[-1]) == 1 and not _NUMBER.match(paired[-1]):
            paired[-1] += piece
        else:
            paired.append(piece)
    return paired


def _late(pieces: list[str]) -> list[str]:
    """What cannot begin a piece goes to the one before: 没有 的音 is 没有的 音."""
    moved: list[str] = []
    for piece in pieces:
        begins = _BEGINS_LATE.match(piece) if moved else None
        if begins:
            moved[-1] += begins[0]
            piece = piece[begins.end() :]
        if piece:
            moved.append(piece)
    return moved


def _inside(before: str, after: str) -> bool:
    if _LATIN.match(before[-1]) and _LATIN.match(after):
        return True
    if _NUMBER.match(before[-1]) and (_NUMBER.match(after) or len(after) <= LONGEST_MEASURE):
        return True
    if len(after) == 1:
        return _LEANS_ON.match(after) is None
    return len(before) == 1


def with_breaks(text: str, lang: str, around: str = "") -> Markup:
    """A headline as HTML, with `<wbr>` where its lines may break; `around` is the text of its item, if known."""
    return Markup("<wbr>").join(escape(piece) for piece in settled(text, lang, around))


@cache
def _parser(traditional: bool) -> Parser:
    import budoux  # 0.04 s, which a build with nothing to print saves

    if traditional:
        return budoux.load_default_traditional_chinese_parser()
    return budoux.load_default_simplified_chinese_parser()
