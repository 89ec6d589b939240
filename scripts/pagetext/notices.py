"""Notices (声明, 公告, 启事, small ads): where one ends, and which of its lines are paragraphs.

A notice is set small and densely, so that what tells the paragraphs of a story apart does not hold in it. Its own
forms do: a declaration ends with 声明作废, a public notice with 特此公告, its sender and a date; a small ad ends with a
telephone number. Its lines are therefore read one by one from its title on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.pagetext.lines import NO_START, Line, depth, join
from scripts.pagetext.marks import DATELINE, is_notice_text

SMALL = re.compile("遗失|遺失|声明|聲明")
_DATE = re.compile(
    r"(?:\d{4}年|[〇○零一二三四五六七八九十]{4}年)?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_SENDER = re.compile(
    r"(?:公司|局|委|委员会|委員會|院|部|会|會|处|處|中心|银行|銀行|站|社|所|厂|廠|店|办公室|辦公室|政府|大队|大隊|学校|學校|集团|集團|协会|協會"
    r"|管理人|清算组|清算組|公告人|声明人|聲明人|联社|聯社|支行|分行|法院|街道办|居委会|村委会)$|^(?:公告人|声明人|聲明人|启事人|声明单位|公告单位)"
)
_CONTACT = re.compile(
    r"^(?:联系|聯繫|聯絡|联络|电话|電話|手机|手機|地址|地点|地點|咨询|諮詢|邮箱|郵箱|传真|傳真|网址|網址|邮编|微信|QQ|报名|報名|查询|查詢)[^，。；]{0,30}$"
    r"|^\d[\d\-— ]{2,14}\d$"
)
_ENTRY = re.compile(r"[\u3400-\u9fff（）()·、]{2,12}[：:]\s?[\d（(][\d\-—－()（）转轉、/ ]{2,}")
"""An entry of a directory: 供水抢修：68432931."""
_FORMULA = re.compile("^特此[\u3400-\u9fff]{2,8}[。！]?$|^由此[帶带]来的不便|^由此帶來的不便")
_ITEM = re.compile(
    r"\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|[①-⑳●■◆★]"
)
_CLOSES = re.compile("(?:作废|作廢|挂失|掛失|致歉|为准|為準)[。！]?$|(?:声明|聲明)[。！]$|特此(?:声明|聲明)$")
_LOOK = 8
"""Lines within which a paragraph of a notice ends."""
_LOOK_SMALL = 4
_MOST = 60
"""Lines of the longest notice that is looked for."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The paragraphs of a notice, each with its lines, and how many lines it takes."""

    paras: tuple[tuple[Line, ...], ...]
    size: int

    @property
    def text(self) -> str:
        """All of it in one."""
        return "".join(line.text for para in self.paras for line in para)


def is_small(title: str) -> bool:
    """Whether a title heads a list of small declarations."""
    return SMALL.search(title) is not None


def is_tail(text: str) -> bool:
    """Whether a line is a paragraph by itself at the end of a notice: sender, date, telephone, formula."""
    return bool(
        _DATE.fullmatch(text)
        or _CONTACT.match(text)
        or _FORMULA.match(text)
        or _ENTRY.fullmatch(text)
        or (len(text) <= 26 and not re.search("[，。；！？]", text) and _SENDER.search(text))
    )


_GENERIC = re.compile("公告|启事|啟事|声明|聲明|公示|通告|通知|关于|關於|[的之]")
_SIGNS = re.compile(
    "特此|公告之日|逾期|敬请谅解|敬請諒解|致歉|作废|作廢|联系人|聯繫人|聯絡人|电话[：:]|電話[：:]|价格面议|價格面議|有意者|知情者"
)


def likeness(title: str, text: str) -> int:
    """How much a text reads like the notice of that title: by the title's own words, and by the forms of notices.

    Negative where the title has words of its own and the text none of them, nor the form that the title calls for.
    """
    core = set(_GENERIC.sub("", title))
    if not core or is_small(title):
        kin = 3 if is_small(title) and is_notice_text(text) else -6 if is_small(title) else 0
    else:
        shared = len(core & set(text))
        kin = 3 if shared * 2 >= len(core) else -6 if not shared else 0
    return kin + min(3, len(_SIGNS.findall(text)))


def reads_on(paras: Sequence[str]) -> bool:
    """Whether every paragraph of a notice ends as one ends, and the first begins as one begins."""
    if not paras or paras[0][0] in NO_START or _FORMULA.match(paras[0]):
        return False
    return all(_ends(text) or is_tail(text) or not _SENTENCE.search(text) for text in paras)


_SENTENCE = re.compile("[，。；]")


def notice_of(title: str, lines: Sequence[Line], kinds: Sequence[str]) -> Notice | None:
    """The notice under `title` in the lines below it.

    `kinds` are those of the elements that hold the lines, with a "+" behind where an element begins: there a paragraph
    may begin.
    """
    small = is_small(title)
    paras: list[list[Line]] = []
    index, signed = 0, False
    while index < min(len(lines), _MOST):
        end = _para_end(lines, kinds, index, small=small)
        if end == index:
            break
        text = join([x.text for x in lines[index:end]])
        tail = is_tail(text)
        if not _belongs(text, kinds[index], small=small, tail=tail, paras=len(paras), signed=signed):
            break
        signed = signed or (tail and not _FORMULA.match(text))
        paras.append(list(lines[index:end]))
        index = end
    if not paras:
        return None
    return Notice(tuple(tuple(p) for p in paras), index)


def _belongs(text: str, kind: str, *, small: bool, tail: bool, paras: int, signed: bool) -> bool:
    """Whether the next paragraph is part of the notice."""
    if DATELINE.match(text):
        return False
    if small:
        return is_notice_text(text) or (paras > 0 and tail)
    if tail:
        return paras > 0 or _ENTRY.fullmatch(text) is not None
    if signed:
        return False
    return kind.startswith("para") or paras == 0 or _ends(text)


def _ends(text: str) -> bool:
    return text[-1] in "。！；：" or bool(_CLOSES.search(text))


_STOPS = frozenset(
    {"notice", "folio", "nameplate", "jump-to", "jump-from", "pointer", "editors", "rubric", "credit", "serial"}
)


def _para_end(lines: Sequence[Line], kinds: Sequence[str], begin: int, *, small: bool) -> int:
    """Where the paragraph that begins with line `begin` ends (exclusive); `begin` itself if there is no paragraph."""
    whole = next((k for k in range(begin + 1, min(len(lines), begin + 4)) if kinds[k].endswith("+")), begin + 1)
    if kinds[begin].rstrip("+") not in _STOPS and is_tail(join([x.text for x in lines[begin:whole]])):
        return whole
    level, widest = 0, 0.0
    for at in range(begin, min(len(lines), begin + _LOOK)):
        line, kind = lines[at], kinds[at].rstrip("+")
        text = line.text
        if kind in _STOPS and not (kind == "folio" and _DATE.fullmatch(text)):
            return begin
        if at == begin and is_tail(text):
            return at + 1
        level += depth(text)
        widest = max(widest, line.width)
        below = lines[at + 1] if at + 1 < len(lines) else None
        if small:
            if _CLOSES.search(text):
                return at + 1
            if at - begin >= _LOOK_SMALL:
                return begin
            continue
        if below is None:
            return at + 1 if _ends(text) else begin
        if not (line.terminal or text[-1] in "：；"):
            if _short(line, below, widest) and level <= 0:
                return begin
            continue
        if level > 0:
            continue
        if (
            text[-1] == "："
            or line.shortfall > 1.6
            or is_tail(below.text)
            or _ITEM.match(below.text)
            or kinds[at + 1].endswith("+")
        ):
            return at + 1
    return begin


def _short(line: Line, below: Line | None, widest: float) -> bool:
    """Whether a line that should fill its column stops short of it: it is display type, not a line of a notice."""
    return line.spaced < 0.6 and below is not None and line.width < max(widest, below.width) - 3.6
