"""Page labels (版次) in lines of a page: those that jump lines and references name."""

from __future__ import annotations

import re

from scripts.edition.label import Label
from scripts.edition.printed import chinese_number

_LABEL = re.compile(r"((?<![A-Za-z])[A-Za-z]{1,2}\s?)?(\d+)")
_CN_NUMBER = re.compile("[〇一二三四五六七八九十]+")
_NUMBER = r"(?:(?<![A-Za-z])[A-Za-z]{1,2}\s?)?\d{1,3}|[〇一二三四五六七八九十]{1,3}"
_HAN = r"\u3400-\u9fff"
_SHEET = rf"(?:[版頁页]|[面叠疊](?![{_HAN}]))"
_REFERENCE = re.compile(
    rf"(?P<cue>[转轉接承见見详詳刊续續至登载載>＞》▲▼◀◄←⇐▶▷►➤→⇒↓]\s*(?:本报|本報|今日|今天)?\s*)?"
    rf"(?:(?P<page>第?\s*(?:{_NUMBER})\s*{_SHEET}(?:\s*[、,，—-]\s*第?(?:{_NUMBER})\s*{_SHEET})*[上中下]?)"
    rf"|(?P<bare>(?<![{_HAN}\d])[A-Za-z]{{1,2}}\s?\d{{1,3}}(?![\d{_HAN}])|(?<![\w.])\d{{1,3}}(?![\w.])"
    rf"|(?<=[转轉接承见見详詳刊])\s*(?:{_NUMBER})(?![\d{_HAN}])|^[〇一二三四五六七八九十]{{1,3}}$))"
)
_CUES = re.compile(
    "下转|下轉|转接|轉接|上接|上承|紧接|緊接|承接|续见|續見|详见|詳見|参见|參見|参阅|參閱|刊于|刊於|请看|請看|更多|内容|內容"
    "|详情|詳情|详细|詳細|报道|報道|報導|全文|本报|本報|今日|今天|[转轉接承续續見见详詳刊至登载載]"
)
_SIGNS = re.compile(r"[\W_]+")
_RUBRIC = 6
"""Characters of a page's or rubric's name beside the label: （下转A03版·要闻）."""


def label_in(text: str) -> Label | None:
    """The first page that a jump line names: `（下转第二版）` is 2, `A03版` is A03; None where there is none."""
    match = _LABEL.search(text)
    if match:
        return _sound((match[1] or "").strip().upper(), int(match[2]))
    number = _CN_NUMBER.search(text)
    return _sound("", chinese_number(number[0])) if number else None


def reference(text: str, rubric: int = _RUBRIC) -> Label | None:
    """The page that a text refers to if it does nothing else: `（下转第二版）` is 2, `>>>A03` and `三版` too.

    None where words stand beside the reference that are no rubric of its, of `rubric` characters at most: such a text
    is the paper's own, whoever takes it for a reference, and a label cannot stand for it.
    """
    match = _REFERENCE.search(text)
    if match is None:
        return None
    beside = _SIGNS.sub("", _CUES.sub(" ", f"{text[: match.start()]} {text[match.end() :]}"))
    allowed = rubric if match["cue"] or (match["page"] and _parted(text, match)) else 0
    return label_in(match[0]) if len(beside) <= allowed else None


def reference_behind(text: str) -> int | None:
    """Where the reference begins that a text ends with: `渡轮停航（3版）`, `渡轮停航 >>A03`; None where none does.

    A bracket, an arrow or a space begins it, and no word stands in it: 地铁 2号线 见3版 is cut before 见. A number
    alone in brackets is a part of a series: 山乡行（3）.
    """
    for match in _BEGINS.finditer(text, max(1, len(text) - _TAIL)):
        tail = text[match.start() :]
        if _NAMED.search(tail) and reference(tail, rubric=0) is not None:
            return match.start()
    return None


_TAIL = 16
"""Characters of the longest reference behind a headline: （详见今日A03版）."""
_NAMED = re.compile(r"[A-Za-z]\s?\d|[版頁页面叠疊]|[>＞》▶►▷➤→⇒見见]\s*\d")
_BEGINS = re.compile(
    r"\s+|[…⋯]+|[.．·]{3,}|[（(【〔\[>＞》▲▼◀◄▶►▷➤→⇒☞]+|[详詳][见見]|(?<![常可罕遇再看])[见見](?=[A-Z\d第])|(?<=[\u3400-\u9fff”」』》）])(?<![第共出日改增至])(?=[A-Z]{0,2}\d{1,2}\s?版$)"
)


def reference_before(text: str) -> int | None:
    """Where the words begin behind a page that a line begins with: `A02七件提案当场认领`, `3版 渡轮停航`; else None."""
    match = _BEFORE.match(text)
    return match.end() if match else None


_BEFORE = re.compile(
    rf"(?:第?(?:[A-Z]{{1,2}}\d{{1,2}}[版頁页]?(?!\d)|(?:\d{{1,2}}|[〇一二三四五六七八九十]{{1,3}})[版頁页]))[\s:：·|｜]*"
    rf"(?=[“「《【\d]?[{_HAN}][^\s]*[{_HAN}])"
)


def _parted(text: str, match: re.Match[str]) -> bool:
    """Whether signs or spaces part a reference from the words beside it."""
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return not before.isalnum() and not after.isalnum()


def _sound(letters: str, number: int) -> Label | None:
    label = Label(number, letters)
    return label if label.fits else None
