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
_NOT_A_NAME = re.compile(r"星期|农历|農曆|日[报報]|[年月]|责|責|编|編|版|今日|总第|總第|廿|初[一二三四五六七八九十]$")
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


def page_name(text: str) -> str:
    """The page's name (版名) in a folio, beside its number: 第04版 经济, 经济 04, A02 要闻; "" where there is none."""
    words = text.split()
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        attached = _ATTACHED.fullmatch(word)
        if attached and attached[1]:
            return attached[1]
        if attached or _BARE.fullmatch(word):
            for beside in (after, before):
                if _NAME.fullmatch(beside) and not _NOT_A_NAME.search(beside):
                    return beside
    return ""


def credited(text: str) -> list[str]:
    """The names after each role in a line of credits: 责编：甲 乙 版式：丙 -> 甲, 乙, 丙."""
    found: list[str] = []
    for run in _ROLE.split(text)[1:]:
        for word in re.split(r"[\s：:|｜/／、]+", run.strip(" ：:　")):
            if not is_name(word):
                break
            found.append(word)
    return found
