"""Characters that look like others: radicals, ligatures, joined emoji, circles for zero; for convert and check."""

from __future__ import annotations

import re
import unicodedata

_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳"
    "⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥"
    "⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_UNIFIED = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁"
    "冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼"
    "鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""Radicals of the supplement and the characters they stand for (Unicode 14, EquivalentUnifiedIdeograph.txt). Fonts map
whole characters to them: ⺟ is 母. The two that Unicode gives no character (U+2E80, U+2E9A) stay."""

RADICALS: dict[int, str] = {
    **{ord(radical): char for radical, char in zip(_SUPPLEMENT, _UNIFIED, strict=True)},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
}
"""All radicals, those of Kangxi's dictionary by their compatibility mappings."""

LIGATURES: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
"""Ligatures of Latin type (ﬁ), which PDFs draw as one glyph."""

_EMOJI = "\u00a9\u00ae\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\U0001f000-\U0001faff"
LONE_JOINER = re.compile(rf"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
"""A joiner (U+200D) that does not join two emoji; between two it makes one of them: 👨‍👩‍👧."""

NUMERALS = "一二三四五六七八九〇"
CIRCLES = re.compile(rf"(?<=[{NUMERALS}])[○◯]+")
"""Circles after a Chinese numeral: a zero as many type it, having no 〇 at hand."""


def with_zeros(text: str) -> str:
    """Circles that were typed for a zero among Chinese numerals (一九九○年) as the zero: 〇."""
    return CIRCLES.sub(lambda match: "〇" * len(match[0]), text)
