"""What furniture says about its page: the page's name, from the folio; who made it up, from the line of credits."""

from __future__ import annotations

import re

from scripts.edition.label import Label
from scripts.pagetext.names import is_name

_DIGITS = "0-9０-９"
_ATTACHED = re.compile(rf"第?[A-Za-z]?[{_DIGITS}〇一二三四五六七八九十]{{1,3}}版[：:·]?([\u3400-\u9fff]{{2,6}})?")
"""第04版, 第04版：经济, A02版, 第四版."""
_BARE = re.compile(rf"[A-Za-z]?[{_DIGITS}]{{1,3}}")
_NAME = re.compile(r"[\u3400-\u9fff]{2,6}(?:[·/][\u3400-\u9fff]{2,6})?")
_NOT_A_NAME = re.compile(
    r"星期|农历|農曆|日[报報]|[年月]|责|責|编|編|版(?!$)|今日|总第|總第|廿|初[一二三四五六七八九十]$"
    r"|^第?[〇一二三四五六七八九十]+版$|[本各全共出头頭组組排制]版$"
)
"""Words beside a page's number that are not its name. 专版 and 要闻版 are names; 第四版, 本版, 排版 are not."""
_ROLE = re.compile(
    r"(?:本版|执行|執行)?(?:责任编辑|責任編輯|责编|責編|编辑|編輯|美编|美編|版式|校对|校對|设计|設計|组版|組版)"
)


_NUMBER_AND_NAME = re.compile(
    r"[A-Za-z]?0?(?P<first>\d{1,2})\s?[/／|｜·•：:]?\s?(?P<name>[\u3400-\u9fff]{2,5})"
    r"|(?P<before>[\u3400-\u9fff]{2,5})\s?[/／|｜·•：:]?\s?[A-Za-z]?0?(?P<last>\d{1,2})"
)
_COUNTED = re.compile(r"^[年月日时時点點分个個人名次家场場位岁歲元万萬亿億千百项項条條天周小号號]")


def page_folio(text: str, page: Label, *, edge: bool) -> bool:
    """Whether a line at a page's edge is nothing but the page's number and its name: 02 社区, 01／重点, 要闻 3."""
    match = _NUMBER_AND_NAME.fullmatch(text) if edge and len(text) <= 10 else None
    if not match or int(match["first"] or match["last"]) != page.number:
        return False
    name = match["name"] or match["before"]
    return not _COUNTED.match(name) and not _NOT_A_NAME.search(name)


_LETTERED = re.compile(r"(?<![A-Za-z\d])第?[A-Z]{1,2}\d{1,3}版?(?![A-Za-z\d])")
_LETTERED_NAME = re.compile(
    r"第?[A-Z]{1,2}\d{1,3}版?[/／|｜·:：]?([\u3400-\u9fff]{2,6})|([\u3400-\u9fff]{2,6})[/／|｜·:：]?[A-Z]{1,2}\d{1,3}版?"
)
"""A2要闻, B1/财经, 财经B1: a label with letters and its page's name."""
_FOLIO_PARTS = re.compile(
    r"(?<![^\s/／|｜·])(?:\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}([.\-/])\d{1,2}\1\d{1,2})(?=[\s（(星周週礼]|$)|[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][）)]?"
    r"|(?:农历|農曆|夏历|夏曆)\S{2,8}"
)
_BETWEEN = re.compile(r"[\s/／|｜·•：:—-]+")
_NAME_LENGTH = 6
"""Characters of a paper's or a page's name, at most."""


def lettered_folio(text: str) -> bool:
    """Whether a line is a label with letters, a date or editors' names, at most two names, and nothing else.

    `A2 要聞 2025年11月28日 星期五`, `澜洲都会报 A5 2025.11.28`, `A1 要闻 责编 甲`. Cleaning took the label's space.
    """
    if not _LETTERED.search(text):
        return False
    rest, parts = _FOLIO_PARTS.subn(" ", text)
    editors = _ROLE.search(rest)
    if editors:
        names = credited(rest[editors.start() :])
        parts += len(names)
        for word in names:
            rest = rest.replace(word, " ", 1)
        rest = _ROLE.sub(" ", rest)
    words = _BETWEEN.split(_LETTERED.sub(" ", rest).strip())
    left = [word for word in words if word]
    return parts > 0 and len(left) <= 2 and all(len(word) <= _NAME_LENGTH for word in left)


def page_name(text: str) -> str:
    """The page's name (版名) in a folio, beside its number: 第04版 经济, 经济 04, A02 要闻; "" where there is none."""
    words = [word for word in text.split() if not _BETWEEN.fullmatch(word)]
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        lettered = _LETTERED_NAME.fullmatch(word)
        if lettered and not _NOT_A_NAME.search(name := lettered[1] or lettered[2]):
            return name
        attached = _ATTACHED.fullmatch(word)
        if attached and attached[1]:
            return attached[1]
        if attached or _BARE.fullmatch(word):
            for beside in (after, before):
                if _NAME.fullmatch(beside) and not _NOT_A_NAME.search(beside):
                    return beside
    return ""


_USUAL = (
    "要闻|要聞|头版|頭版|综合|綜合|时政|時政|时事|時事|社会|社會|民生|城事|县域|縣域|乡村"
    "|鄉村|本地|本港|港闻|港聞|澳闻|澳聞|国内|國內|国际|國際|中国|中國|两岸|兩岸|经济|經濟"
    "|财经|財經|产经|產經|金融|科技|教育|文化|文艺|文藝|文娱|文娛|娱乐|娛樂|体育|體育|健康"
    "|卫生|衛生|法治|理论|理論|评论|評論|观点|觀點|言论|言論|深度|专题|專題|专版|專版|特刊"
    "|副刊|读书|讀書|生活|周末|週末|旅游|旅遊|汽车|汽車|房产|房產|人物|视觉|視覺|图片|圖片"
    "|公益|公告|广告|廣告|分类|分類"
)
_STANDING = re.compile(rf"(?:{_USUAL})(?:[·/／](?:{_USUAL})|新闻|新聞|版|周刊|週刊|资讯|資訊)?")
"""Names that papers give to their pages, as far as they are words of the trade."""


def standing_name(text: str) -> str:
    """The page's name on a line of its own, apart from the number: 要闻·综合, 经济新闻; "" for any other line."""
    name = text.strip("【】〔〕[]|｜· ")
    return name if _STANDING.fullmatch(name) else ""


def credited(text: str) -> list[str]:
    """The names after each role in a line of credits: 责编：甲 乙 版式：丙 -> 甲, 乙, 丙."""
    names: list[str] = []
    for run in _ROLE.split(text)[1:]:
        for word in re.split(r"[\s：:|｜/／、]+", run.strip(" ：:　")):
            if not is_name(word):
                break
            names.append(word)
    return names
