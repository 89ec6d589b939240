"""Surnames that stand alone, with a form of address: 范女士, 于某, 老岳, 余总.

A surname alone has no given name to go by. The evidence is a form of address after it, or 老 or 小 before it, and that
it is not part of a word with the text to its left (对于老师, 模范老师, 导游女士). Surnames that are also prepositions
and the like (于 后 种) must also follow the beginning of a clause, or a person's occupation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.variants.namewords import BESIDE, FIRM, SOFT, TITLES, WORDS

ADDRESS = (
    "女士|先生|小姐|太太|夫人|师傅|师父|老师|同学|同志|阿姨|叔叔|大爷|大妈|大娘|大叔|大伯|大姐|大哥|奶奶|爷爷|伯伯|婆婆|老汉|老人|老伯|老太"
    "|警官|民警|医生|大夫|护士|律师|法官|检察官|教授|博士|院士|教练|导演|记者|编辑|会计|工程师|老板|经理|总经理|董事长|董事|总监|总裁|总工|主任|副主任"
    "|书记|局长|副局长|处长|科长|所长|站长|队长|组长|班长|会长|馆长|台长|社长|行长|厂长|店长|校长|副校长|院长|园长|团长|连长|营长|排长|司令|县长|副县长|市长|副市长|省长|区长|镇长|乡长|村长|部长|厅长"
    "|氏(?!族|度)|某|府上|家(?:人|中|夫妇|父子|母女|兄弟|姐妹)|姓(?:男|女|村民|市民|青年|男子|女子)"
)
"""How a person is called by the surname; offices as forms of address too (范局长)."""

_NOT_SOME = "某(?![种个些一天年月日处地时类项份段本国省市县区村校院公企单品次])"
_TOTAL = "总(?=[说称告道表介强指坦认笑问答在是也的和与及没来去又已还将曾要不今昨、，。：；！？”」）]|$)"
_BEHIND = re.compile(f"{ADDRESS.replace('|某|', f'|{_NOT_SOME}|')}|{_TOTAL}")
_SOME = re.compile(_NOT_SOME)
_SURE = re.compile(f"女士|小姐|太太|{_NOT_SOME}")
"""Forms of address that follow a name only, whatever the surname."""
_NO_PERSON = re.compile(
    f"(?:{'|'.join(word for word in ADDRESS.split('|') if word.isalpha() and len(word) > 1)})"
    "(?:而言|来说|来讲|办公室|办公会|室|席|职务|一职|之手|们而言|们来说|的[任职岗])"
)
"""Offices and persons behind the preposition: 于校长办公室, 于老师而言."""

_CLAUSE = frozenset(" \u3000\n\t，。；：！？、（(“「『《>—…·/＞”」』》）)■□●▲▼◆")
_CALLINGS = (*TITLES.split("|"), "嫌犯", "罪犯")
_BEFORE_PERSONS = frozenset("据请问给跟与和同向让被叫找陪")
"""Words that come before a person but not before the preposition: 据于先生称, 请于老师讲."""
_LOOSE = frozenset("和与及跟同给请让叫是被把找陪上到见过了着")
_FAMILIAR = re.compile(
    "[范岳余涂郁朴游]|于(?<=老于)(?=[，。、：！？”」]|$)|于(?=说|道|告诉|介绍|笑|回忆|今年|家|也|的|就|和|很|一边|夫妇|媳|头|师傅)"
)
_ANY = re.compile(f"[{FIRM}{SOFT}]")
_SOFT, _PREPOSITIONS = frozenset(SOFT), frozenset("于党")
_PERSON = frozenset("男女者人员民工机犯")


def surnames(text: str) -> Iterator[int]:
    """Positions of surnames with a form of address that OpenCC would take for another word."""
    for match in _ANY.finditer(text):
        at = match.start()
        if (_BEHIND.match(text, at + 1) and _is_called(text, at)) or (
            text[at - 1 : at] in ("老", "小", "阿") and _is_familiar(text, at)
        ):
            yield at


def _is_called(text: str, at: int) -> bool:
    """Whether a character followed by a form of address is a surname, by the text before it."""
    surname = text[at]
    if surname in _SOFT:
        return not _is_word(text, at) and not text.startswith("郁金", at)
    if surname == "于" and _SOME.match(text, at + 1):
        return _is_accused(text, at)
    if _NO_PERSON.match(text, at + 1):
        return False
    begins = not at or text[at - 1] in _CLAUSE
    if begins and (surname in _PREPOSITIONS or _SURE.match(text, at + 1)):
        return True
    if surname == "于" and text[at - 1 : at] in _BEFORE_PERSONS:
        return True
    return text[max(0, at - 5) : at].endswith(_CALLINGS)


def _is_familiar(text: str, at: int) -> bool:
    """Whether 老范, 小余 is what somebody is called: not 小游戏, 老于世故, 小于五."""
    if not _FAMILIAR.match(text, at) or (text[at] != "于" and text[at + 1 : at + 2] in BESIDE[text[at]][1]):
        return False
    before = text[at - 2 : at - 1] if at > 1 else ""
    return not before or before in _CLAUSE or before in _LOOSE or text[max(0, at - 6) : at - 1].endswith(_CALLINGS)


def _is_word(text: str, at: int) -> bool:
    """Whether a surname is the end of a word: 模范, 导游, 其余, 浓郁; 三百余先生 is a number."""
    before = text[at - 1 : at]
    return bool(before) and (
        before in BESIDE[text[at]][0] or before + text[at] in WORDS or (text[at] == "余" and before.isdigit())
    )


def _is_accused(text: str, at: int) -> bool:
    """Whether 于某 is a person's: behind one who is accused, hurt or asked, not behind a verb (由于某, 鉴于某)."""
    before = text[at - 1 : at]
    if not before or not before.isalnum():
        return True
    if before in BESIDE["于"][0] or f"{before}于" in WORDS:
        return False
    return before in _PERSON or text[max(0, at - 5) : at].endswith(_CALLINGS)
