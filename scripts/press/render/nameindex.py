"""Names under the letters or strokes that readers look for them by: 拼音 in simplified script, 笔画 in traditional.

Two old character sets are in just these orders, and Python knows both: the first level of GB 2312 is sorted by sound,
and both levels of Big5 by strokes. Where the numbers of strokes begin was compared with ICU's collation: of Big5's
13,053 characters 102 differ, by a stroke or two. Surnames that GB 2312 sorts by radical, or by another of their sounds,
are listed. What neither knows stands at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby

from scripts.press.render.views import Link, NameGroup

LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_SOUNDS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
    0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1, 0xD7FA,
)  # fmt: skip
"""Where each letter begins in GB 2312, and where its first level ends."""

_SURNAMES = {
    surname: letter
    for letter, surnames in {
        "B": "邴", "C": "岑晁褚谌种", "D": "邸窦", "F": "酆斐", "G": "郜", "J": "嵇暨郏", "K": "蒯邝阚",
        "L": "郦栾蔺逯闾", "M": "宓缪闵", "O": "区", "P": "濮逄溥", "Q": "亓璩瞿裘谯阙覃仇", "R": "芮",
        "S": "佘嵩殳莘眭单", "T": "佟滕邰郯澹钭", "W": "邬隗", "X": "冼奚胥荀郗郇解",
        "Y": "庾晏羿鄢闫乐员", "Z": "竺臧訾郅曾查翟",
    }.items()
    for surname in surnames
}  # fmt: skip

_STROKES = (
    (0xA440, 1), (0xA442, 2), (0xA454, 3), (0xA4A1, 4), (0xA4FE, 5), (0xA5E0, 6), (0xA6EA, 7), (0xA8C3, 8), (0xAB45, 9),
    (0xADBC, 10), (0xB0AE, 11), (0xB3C3, 12), (0xB6C4, 13), (0xB9AC, 14), (0xBBF5, 15), (0xBEA7, 16), (0xC075, 17),
    (0xC24F, 18), (0xC35F, 19), (0xC455, 20), (0xC4D7, 21), (0xC56B, 22), (0xC5C8, 23), (0xC5F1, 24), (0xC655, 25),
    (0xC665, 26), (0xC66C, 27), (0xC676, 28), (0xC679, 29), (0xC67D, 30),
    (0xC940, 2), (0xC945, 3), (0xC94D, 4), (0xC963, 5), (0xC9AB, 6), (0xCA5A, 7), (0xCBB1, 8), (0xCDDD, 9),
    (0xD0C8, 10), (0xD44B, 11), (0xD851, 12), (0xDCB1, 13), (0xE0F0, 14), (0xE4E6, 15), (0xE8F4, 16), (0xECB9, 17),
    (0xEFB7, 18), (0xF1EB, 19), (0xF3FD, 20), (0xF5C0, 21), (0xF6D6, 22), (0xF7D0, 23), (0xF8A5, 24), (0xF8ED, 25),
    (0xF96B, 26), (0xF9A2, 27), (0xF9B8, 28),
)  # fmt: skip
"""Where each number of strokes begins in Big5, in its two levels."""

OTHERS = "#"


def name_groups(pairs: Iterable[tuple[Link, int]], by_strokes: bool) -> tuple[NameGroup, ...]:
    """Links to names with their counts, in groups; `label` is a letter, a number of strokes, or `#`."""
    keyed = sorted(
        ((_strokes(link.text) if by_strokes else _sound(link.text), link, count) for link, count in pairs),
        key=lambda entry: (entry[0], entry[1].text),
    )
    return tuple(
        NameGroup(label, tuple((link, count) for _, link, count in group))
        for (_, label), group in groupby(keyed, key=lambda entry: entry[0][:2])
    )


def _code(name: str, charset: str) -> int:
    try:
        data = name[:1].encode(charset)
    except UnicodeEncodeError:
        return 0
    return int.from_bytes(data, "big") if len(data) == 2 else 0


def _sound(name: str) -> tuple[int, str, int]:
    if name[:1].isascii() and name[:1].isalpha():
        return 0, name[0].upper(), 0
    code = _code(name, "gb2312")
    letter = _SURNAMES.get(name[:1], "")
    if not letter and _SOUNDS[0] <= code < _SOUNDS[-1]:
        letter = LETTERS[bisect_right(_SOUNDS, code) - 1]
    return (0, letter, code) if letter else (1, OTHERS, code)


def _strokes(name: str) -> tuple[int, str, int]:
    code = _code(name, "big5")
    known = code >= _STROKES[0][0]
    number = _STROKES[bisect_right(_STROKES, (code, 99)) - 1][1] if known else 0
    return (number, str(number), code) if known else (99, OTHERS, ord(name[:1] or " "))
