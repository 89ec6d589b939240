"""Whether a page is Chinese at all, by its characters."""

from __future__ import annotations

import re

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff]")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile("[\u0370-\u052f\u0590-\u06ff\u0900-\u0e7f]")

_KANA_SHARE = 0.12
"""Of Han characters and kana: Japanese prose has .5 and more, a Chinese page that quotes some Japanese under .02."""
_HANGUL_SHARE = 0.3
_LETTERS_A_HAN = 4.0
"""Latin letters to a Han character: a Chinese page with a column of English has under 1, an English page that prints
some Chinese names over 10."""
_LEAST = 60
"""Characters of a page that says anything."""


def foreign(text: str) -> str:
    """What a page is written in if it is not Chinese: `ja`, `ko`, `latin` or `other`.

    "" for Chinese, and for a page with too little on it to tell.
    """
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    hangul, letters, other = len(_HANGUL.findall(text)), len(_LETTER.findall(text)), len(_OTHER.findall(text))
    if han + kana + hangul + letters + other < _LEAST:
        return ""
    if kana > _KANA_SHARE * (han + kana):
        return "ja"
    if hangul > _HANGUL_SHARE * (han + hangul):
        return "ko"
    if other > max(han, letters):
        return "other"
    return "latin" if letters > _LETTERS_A_HAN * max(1, han) else ""
