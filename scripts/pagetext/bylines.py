"""Bylines (署名): who wrote a story, in the forms in which papers print it, and the names in each.

A byline is a few words of the trade with names between them. Three places carry one: a line of its own (本报记者 甲
乙, 記者甲／某地報導, 文/甲 图/乙, □ 甲), the opening of the first paragraph (本报讯（记者 甲 通讯员 乙）,
【本報記者甲某地報道】) and brackets at the end of the last (（甲 乙）). All are read by one small grammar: role, names,
role, names, and perhaps a place and 报道 behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.pagetext.lines import depth
from scripts.pagetext.names import COMPOUND, is_name, name_cost, split_names

_ORG = "(?:本报|本報|本社|本刊|本台|本网|本網|本版|[^，。、（）：:／/\\s]{1,6}?[报報台社网網刊])"
_RANK = (
    "(?:全媒体|全媒體|融媒体|融媒體|首席|实习|實習|见习|見習|特约|特約|特派|特聘|高级|高級|资深|資深|数字|數字"
    "|体育|體育|财经|財經|驻[^，。、（）\\s]{1,4}|駐[^，。、（）\\s]{1,4})"
)
_JOB = (
    "(?:记者站|记者|記者|通讯员|通訊員|通联员|实习生|實習生|特约撰稿人?|特約撰稿人?|撰稿人?|评论员|評論員|作者|编译|編譯"
    "|小记者|小記者|学生记者|學生記者)"
)
_WORK = "(?:撰文|采写|採寫|采访|採訪|采编|採編|整理|摄影|攝影|口述|文字|文|图片|圖片|图|圖|摄|攝)"
_ROLE = re.compile(
    rf"(?:{_ORG}\s?)?(?:{_RANK}\s?)*{_JOB}[：:／/\s]*|(?:^|(?<=\s)){_WORK}\s?[/／与與和、及&]\s?{_WORK}[：:\s]+|{_WORK}(?:\s?[/／与與和、及&]?\s?{_WORK})*\s?[：:／/|｜]\s*"
    rf"|(?:^|(?<=\s)){_WORK}(?:\s?[/／]\s?{_WORK})?\s(?=\S\S)"
    rf"|(?:^|(?<=\s))(?:报道|報道|報導)(?:\s?[·/／与與和及]\s?{_WORK})*[：:]\s*"
)
"""A role before names: 本报全媒体记者, 通讯员, 文/, 文：, 摄影："""
_JOBS = re.compile(_JOB)
_WORK_AFTER = re.compile(
    rf"\s?[（(]{_WORK}(?:[/／、]{_WORK})*[）)]$|(?:\s|\s?[/／]\s?){_WORK}(?:\s?[/／]?\s?{_WORK})*(?:报道|報道|報導)?$"
    rf"|{_WORK}\s?[/／]\s?{_WORK}$|(?:摄影|攝影)(?:报道|報道|報導)$"
)
"""What names did, printed behind them: 甲 文/图, 甲/摄, 甲 摄影报道."""
_VERB = re.compile(
    r"\s?(?:(?:综合|綜合|专题|專題|联合|聯合|现场|現場|独家|獨家|摄影|攝影|图文|圖文|实习|專訪|专访)?(?:报道|報道|報導|报导)|专电|專電|电|電|讯|訊|专稿|專稿)$"
    r"|\s(?:发自|發自)[\u3400-\u9fff]{2,8}$"
)
_WORK_WITHIN = re.compile(rf"[/／]\s?{_WORK}(?=[\s；;、])")
_TEACHER = re.compile(r"\s?(?:指导|指導)(?:老师|老師|教师|教師)[：:\s]")
"""Behind a pupil's name; it is not the teacher who wrote."""
_WIRE_DAY = re.compile(r"(?:[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十廿]{1,3}日$")
_EDGES = " ：:／/、,，|｜·"
_NAME = re.compile("[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+")
_OPENING_MARK = re.compile(r"[□■●◆▲○◎△▪◇★◉⊙▶►▷\s]*")
_TOWN = re.compile(
    "(?:江[苏蘇西门門阴陰]|安[徽阳陽庆慶]|金[华華]|温州|溫州|常[州德熟]|郑州|鄭州|汕[头頭]|[马馬]鞍山|黄[山石冈岡]|黃[山石岡]"
    "|宜[昌宾賓]|许昌|許昌|成都|柳州|梅州|钦州|欽州|贺州|賀州|云南|雲南|文昌|龙岩|龍岩|万宁|萬寧|柏林|莫斯科|高雄|台[北中南]|臺[北中南]"
    "|石家庄|石家莊|白[宫宮山城]|华盛[顿頓]|華盛頓|明尼|安卡拉|雷克雅未克)"
)
"""Places that begin as a name may: 记者 甲 温州报道."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who is named in a byline, in printed order."""

    names: tuple[str, ...]


_NOTHING = Byline(())


def parse(body: str) -> Byline:
    """The names in `记者 甲 乙 通讯员 丙`, `甲/文 乙/图`, `记者甲／某地报道`: nothing where it holds anything else."""
    whole, place = _without_verb(_TEACHER.split(body.strip())[0])
    body = _WORK_AFTER.sub("", whole) or whole
    parts, last = [], 0
    for match in _ROLE.finditer(body):
        parts.append(body[last : match.start()])
        last = match.end()
    parts.append(body[last:])
    if not last or parts[0].strip(_EDGES):
        return _by_works(whole)
    if "。" in body:
        return _NOTHING
    names: list[str] = []
    for index, part in enumerate(parts):
        text = _WORK_AFTER.sub("", _WORK_WITHIN.sub(" ", part)).strip(_EDGES)
        if text:
            names.extend(_with_place(text) if index == len(parts) - 1 and place else split_names(text))
    if not _plausible(names, body):
        return _NOTHING
    return Byline(tuple(names))


def _without_verb(body: str) -> tuple[str, bool]:
    """A byline without 报道 or 电 behind it and the place that a slash parts; whether a place may be left in it."""
    match = _VERB.search(body)
    if not match:
        return body, False
    body = body[: match.start()].rstrip()
    wire = _WIRE_DAY.search(body)
    if wire:
        body = body[: wire.start()].rstrip()
    slash = _SLASH_PLACE.search(body)
    if slash and not _WORK_AFTER.search(body):
        return body[: slash.start()], False
    return body, bool(body)


_SLASH_PLACE = re.compile(r"\s?[／/|｜]\s?[^／/|｜、，\s]{2,8}$")


def _with_place(text: str) -> tuple[str, ...]:
    """Names with a place behind the last, or none: 甲某地, 甲、乙 某地, 甲 乙."""
    parts = [p for p in re.split(r"[、，,\s／/]+", text) if p]
    out: list[str] = []
    for index, part in enumerate(parts):
        final = index == len(parts) - 1
        if len(part) == 1 and out and len(out[-1]) == 1:
            out[-1] += part
        elif final and out and (_TOWN.match(part) or not (is_name(part) or leading_name(part))):
            break
        elif final and len(part) > 3:
            out.append(leading_name(part) or part)
        else:
            out.append(part)
    return tuple(out)


def leading_name(text: str) -> str:
    """The name at the start of a name with or without a place behind it: `薛可欣古渡` is 薛可欣."""
    if len(text) <= 3:
        return text if is_name(text) else ""
    if text[:2] in COMPOUND:
        return text[:4] if len(text) in {4, 6} else text[:3]
    size = 2 if len(text) == 4 else 3
    return text[:size] if is_name(text[:size]) else ""


def _by_works(body: str) -> Byline:
    """`甲/文 乙/图`, `甲 文/图`: names before what they did."""
    names: list[str] = []
    rest = body
    while rest:
        match = _NAMES_AND_WORK.match(rest)
        if not match or not (re.search(r"[/／]", match[0]) or len(match["work"]) > 1 or match["names"][-1:] == " "):
            return _NOTHING
        names.extend(split_names(match["names"]))
        rest = rest[match.end() :].strip()
    return Byline(tuple(names)) if names and all(is_name(n) for n in names) else _NOTHING


_NAMES_AND_WORK = re.compile(
    r"\s?(?P<names>[\u3400-\u9fff·、\s]{2,16}?)\s?[/／]?\s?"
    rf"(?P<work>{_WORK}(?:\s?[/／]?\s?{_WORK})*)(?:[\s；;]|$)"
)


def _plausible(names: list[str], body: str) -> bool:
    """Whether they can all be names; one that does not look like a name must be set apart from the rest in `body`."""
    if not names or not all(_NAME.fullmatch(n) for n in names):
        return False
    odd = [n for n in names if not is_name(n)]
    if len(names) > 1 and (len(odd) * 2 > len(names) or any(len(n) > 3 and "·" not in n for n in odd)):
        return False
    return not odd or set(odd) <= set(_APART.split(_JOBS.sub(" ", body)))


_APART = re.compile(r"[\s、，,/／：:]+")


def names_of_line(text: str) -> tuple[str, ...]:
    """The names in a line that is a byline and nothing else, else ()."""
    if len(text) > 60 or not _MAYBE.search(text) or text[-1] in "。！？；：，、" or depth(text):
        return ()
    marked = _OPENING_MARK.match(text)
    at = marked.end() if marked else 0
    body = text[at:].strip()
    if body[:1] in tuple("（(【〔[") and body[-1:] in tuple("）)】〕]"):
        body = body[1:-1].strip()
    byline = parse(body)
    if byline.names:
        lone = len(byline.names) == 1 and not is_name(byline.names[0])
        return () if lone and not _OWN.match(body) else byline.names
    if at and text[:at].strip() and len(body) <= 16:
        names = split_names(body)
        if names and all(is_name(n) for n in names):
            return names
    return ()


_MAYBE = re.compile(
    "记者|記者|讯员|訊員|论员|論員|实习生|實習生|作者|(?:报道|報道|報導)[：:]|整理|口述|编译|編譯|[文图圖摄攝影采採撰]|[□■●◆▲○◎△▪◇★◉⊙▶►▷]"
)
"""Text without which a line cannot be a byline."""
_OWN = re.compile("(?:本报|本報|本刊|本社)")
BRACKETED = re.compile(
    rf"[（(【〔\[](?P<body>[^（）()【】〔〕\[\]。]{{0,14}}?{_JOB}[^（）()【】〔〕\[\]。]{{1,80}})[）)】〕\]]"
)
"""A byline in brackets, anywhere in a paragraph."""
_REPORTS = re.compile(
    rf"{_JOB}\s?(?P<body>[\u3400-\u9fff·、，\s]{{2,24}}?(?:[／/]\s?[\u3400-\u9fff]{{2,6}})?(?:专题|專題|综合|綜合|摄影|攝影)?"
    r"(?:报道|報道|報導|报导|電|电|讯|訊))(?:[：:】\])）〕\s]|$)"
)
_AFTER_WIRE = re.compile(r"^[^，。；：！？（(]{2,24}(?:讯|訊|电|電)\s?[（(](?P<body>[\u3400-\u9fff·、\s]{2,16})[）)]")
_CLOSING = re.compile(r"[（(]\s*(?P<body>[^（）()，。；！？\d]{2,40})\s*[）)]$")


def names_at_start(text: str) -> tuple[str, ...]:
    """Names in the byline that a dateline carries: `本报讯（记者 甲 乙）`, `【本報記者甲某地報道】`."""
    match = BRACKETED.search(text, 0, 160)
    if match and match.start() <= 40:
        byline = parse(match["body"])
        if byline.names:
            return byline.names
    match = _AFTER_WIRE.search(text, 0, 60)
    if match:
        names = split_names(match["body"])
        return names if all(is_name(n) for n in names) else ()
    match = _REPORTS.search(text, 0, 80)
    if match and match.start() <= 20:
        names = parse("记者" + match["body"]).names
        return names if all(is_name(n) for n in names) else ()
    return ()


def names_at_end(text: str) -> tuple[str, ...]:
    """Names in brackets at the end of a paragraph: `……（甲 乙）`, `（记者 甲）`, `（甲/文 乙/图）`."""
    match = _CLOSING.search(text)
    if not match:
        return ()
    body = match["body"].strip()
    named = parse(body).names
    if named:
        return named if all(is_name(n) for n in named) or _JOBS.search(body) else ()
    names = split_names(body)
    sure = 1.5 if len(names) == 1 else 1.0  # a lone name in brackets may have a surname that is also a word
    return names if names and all(name_cost(n) < sure for n in names) and len(body) <= 18 else ()
