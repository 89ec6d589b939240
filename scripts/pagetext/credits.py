"""Credits (摄影署名): who took or gave a picture, at the end of its caption or on a line of its own.

Papers print the name before the word (甲 摄, 本报记者甲 摄, 甲/摄) or behind it (图/甲, 摄影：甲, 圖／記者甲), in
brackets or not; agencies and givers stand instead of a name (新华社发, 资料图片, 市档案馆供图).
"""

from __future__ import annotations

import re

from scripts.pagetext.names import is_name, split_names

_OFFICE = "记者|記者|通讯员|通訊員|摄影师|攝影師|实习生|實習生|网友|網友|社|网|網|报|報"
_ROLE = rf"(?:[^\s，。；：:！？（）()、/／]{{0,10}}(?:{_OFFICE})\s?)?"
_JOB = "(?:记者|記者|通讯员|通訊員|实习生|實習生)"
_NAME = r"[\u3400-\u9fff·]{1,4}"
_PEOPLE = rf"(?P<names>{_NAME}(?:[\s、]+(?:{_JOB}\s?)?{_NAME}){{0,4}}?)"
_TAKEN = r"(?:摄影报道|攝影報道|摄影|攝影|航拍|摄|攝|供图|供圖|制图|製圖|绘图|繪圖|绘|繪|图|圖)"
_WORD = (
    r"(?:摄影|攝影|图片来源|圖片來源|图源|圖源|摄|攝|供图|供圖|制图|製圖|图[/／]文|圖[/／]文|文[/／]图|文[/／]圖"
    r"|图片?|圖片?)"
)
_FORMS = (
    ("name-first", re.compile(rf"(?P<credit>[（(]?\s*{_ROLE}{_PEOPLE}\s*[/／]?\s*{_TAKEN}\s?(?:[/／]文)?\s*[）)]?)$")),
    (
        "word-first",
        re.compile(
            rf"(?P<credit>[（(]?\s*{_WORD}\s*[:：/／]\s*(?:{_ROLE})(?P<names>[^，。；！？（）()：:/／]{{2,16}}?)"
            r"(?:\s?(?:摄|攝))?\s*[）)]?)$"
        ),
    ),
    (
        "giver",
        re.compile(r"(?P<credit>[（(]?\s*(?P<names>[^，。；：！？（）()\s]{2,14})\s?(?:供图|供圖|提供)\s*[）)]?)$"),
    ),
    (
        "agency",
        re.compile(
            r"(?P<credit>[（(]?(?:新华社|新華社|中新社|视觉中国|視覺中國|人民视觉|图虫创意)(?:[发發]|供图|供圖)"
            r"(?:[（(](?P<names>[\u3400-\u9fff·]{2,4})\s?[摄攝][）)])?[）)]?"
            r"|[（(]?(?:本报|本報|新华社|新華社|网络|網絡|網路)?(?:资料|資料)(?:图片|圖片|照片|图|圖|照)[）)]?)$"
        ),
    ),
)
"""In this order; the first that fits is it."""
_AGENCY = re.compile(
    r"(?<=[。！？」”])\s?(?:新华社|新華社|中新社|中新网|法新社|路透社?|美联社|美聯社|彭博社|中通社|中央社|共同社|塔斯社|俄新社|韩联社|韓聯社"
    r"|欧新社|歐新社|网络图片|網[上絡路]圖片|互聯網圖片|视频截图|視頻截圖|影片截圖|政府新聞處)(?:图片|圖片|照片)?$"
)
"""A source without a verb after a caption, as papers in Hong Kong print it."""
_ENDS = frozenset("摄攝影道拍图圖供文绘繪发發片照社网透處")
_ENDINGS = re.compile("[供提][供图圖]$")
_GIVEN = re.compile("(?<![摄攝])[图圖绘繪供][）)]?$")
"""Words that end other things than credits too: before them only a name that looks like one is taken for one."""
_LEADS = re.compile(rf"{_WORD}\s*[:：/／]")
_BEFORE = "。！？”」）…）：:；"
_WINDOW = 40
"""Characters at a caption's end within which its credit is looked for."""


def find_credit(text: str) -> tuple[int, str, tuple[str, ...]] | None:
    """Where a caption's credit begins, its text and the people's names in it, or None.

    Before a credit a sentence has ended, or a space or bracket parts it from the caption's words.
    A line that is nothing else has it at 0.
    """
    end = text[-_WINDOW:]
    bare = end.rstrip("）) ")
    if bare[-1:] not in _ENDS and not _ENDINGS.search(bare) and not _LEADS.search(end):
        return None
    agency = _AGENCY.search(end)
    if agency:
        return len(text) - len(end) + agency.start(), agency[0].strip(), ()
    if _FILMED.search(bare):
        return None
    behind_sentence = _behind_sentence(text, end)
    if behind_sentence and (behind_sentence[0] or all(map(is_name, behind_sentence[2]))):
        return behind_sentence
    return _behind_space(text, end) or behind_sentence


def _behind_sentence(text: str, end: str) -> tuple[int, str, tuple[str, ...]] | None:
    """A credit at the end of `text`, of which `end` is what may hold it, behind the end of a sentence or alone."""
    for form, pattern in _FORMS:
        match = pattern.search(end)
        if not match:
            continue
        start = len(text) - len(end) + match.start()
        before = text[:start].rstrip()
        if before and before[-1] not in _BEFORE:
            continue
        names = _names(match)
        if form in {"name-first", "word-first"} and not names:
            continue
        if form == "name-first" and _GIVEN.search(match["credit"]) and not all(map(is_name, names)):
            continue
        if form == "giver" and not before and not _GIVER.fullmatch(match["credit"]):
            continue  # a line that ends with 提供 is a credit only behind a caption
        people = names if form == "name-first" else tuple(n for n in names if is_name(n))
        return start, match["credit"].strip(), people
    return None


def _behind_space(text: str, end: str) -> tuple[int, str, tuple[str, ...]] | None:
    """A credit behind a caption without a full stop: parted by a space or a bracket, and beyond doubt by its words."""
    for place in _PARTED.finditer(end):
        for form, pattern in _FORMS:
            match = pattern.match(end, place.end())
            names = _names(match) if match else ()
            if match is None or not _PLAIN_WORD.search(match["credit"]):
                continue
            if form == "giver" and not _GIVER.fullmatch(match["credit"]):
                continue
            if form == "name-first" and not (names and all(map(is_name, names))):
                continue
            if form == "word-first" and not any(map(is_name, names)):
                continue
            start = len(text) - len(end) + match.start()
            return start, match["credit"].strip(), tuple(n for n in names if is_name(n))
    return None


def _names(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(n for n in split_names(re.sub(_JOB, " ", match["names"] or "")) if len(n) >= 2)


_PARTED = re.compile(r"(?<=\S)(?:\s+|(?=[（(]))")
_PLAIN_WORD = re.compile("摄|攝|供[图圖]|航拍|[图圖][:：/／]|[图圖]片?[:：/／]|[资資]料")
_FILMED = re.compile(r"(?<![\s/／])拍[摄攝]$")
"""A verb of a sentence, no credit."""
_GIVER = re.compile(
    r"[（(]?\s*(?:受访者|受訪者|受访单位|采访对象|主办方|主辦方|校方|警方|店方|读者|讀者|网友|網友|家属|家屬|通讯员|企业|企業|资料|資料|本人"
    r"|[^，。；！？（）()／/\s]{2,10}[局院校馆館会會社台队隊司厂廠所中心部委办辦方镇鎮乡鄉村])\s?[／/]?\s?(?:供图|供圖)\s*[）)]?"
)
"""Who gives pictures."""


def may_end_credit(text: str) -> bool:
    """Whether a credit may end with this line: a quick look that spares the long one."""
    return text[-1] in "摄攝影图圖）)" or _LEADS.search(text, max(0, len(text) - 16)) is not None


def is_credit(text: str) -> bool:
    """Whether a line is a credit and nothing else."""
    credit = find_credit(text)
    return credit is not None and credit[0] == 0
