"""Marks: what single lines and the ends of paragraphs say about themselves by the words of the trade.

Datelines, bylines, closing names, credits, jump lines, references to other pages, folios, editors' names, titles of
notices. These are words that every Chinese newspaper uses, in both scripts; none is of one paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.pagetext.bylines import names_at_end, names_of_line
from scripts.pagetext.credits import find_credit, is_credit
from scripts.pagetext.folio import lettered_folio

_NUMBER = "[A-Z]{0,2}[0-9〇一二三四五六七八九十]{1,3}"
_PAGES = rf"(?:第?{_NUMBER}(?:[、,，—-]第?{_NUMBER})*[版頁页]|[A-Z]{{1,2}}\d{{1,2}}(?![\d版頁页]))"

JUMP_TO = re.compile(
    rf"[（(【〔]?[▲▼▶►→⇒↓\s]*(?:下转|下轉|转|轉|转接|续见)\s*(?:本报)?(?P<page>{_PAGES})[▲▼▶►→⇒↓\s]*[）)】〕]?"
)
JUMP_FROM = re.compile(
    rf"[（(【〔]?[▲▼◀◄←⇐\s]*(?:上接|上承|紧接|緊接|承接|接)\s*(?:本报)?(?P<page>{_PAGES})[▲▼◀◄←⇐\s]*[）)】〕]?"
)
POINTER = re.compile(
    rf"[（(【〔]?\s*(?:(?:[^，。（）()\s]{{0,8}}(?:详见|詳見|参见|參見|见|見|刊于|刊))(?:本报|今日|今天)?"
    rf"|>{{1,3}}|[▶►▷➤→⇒＞》]+|详|詳)\s*(?P<page>{_PAGES})(?:[上中下])?\s*[）)】〕]?"
)
_SECTION = re.compile(
    r"[（(]?(?:[详詳]?[见見]|[▶►▷➤→⇒]|>{1,3}|[详詳][刊见])\s*(?P<page>[A-Z]{1,2}\d{1,2})[）)]?|[▶►▷➤→⇒]\s*\d{1,2}"
)
_BARE_PAGE = re.compile(r"[A-Z]{0,2}\d{1,2}\s?版")
_GLUED_PAGE = re.compile(
    r"[\u3400-\u9fff“「《【\d][^，。；：！？>]{3,30}(?<![第共出日月年数改\dA-Z首整])\s?(?P<page>[A-Z]{0,2}\d{1,2}版)"
)
"""A headline with the page that it points to behind it: 首饰店人流不减 7版."""
_SECTION_FOLIO = re.compile(
    r"[A-Z]?\d{1,2}\s?[／/|｜]\s?[\u3400-\u9fff]{2,5}|[\u3400-\u9fff]{2,5}\s?[／/|｜]\s?[A-Z]?\d{1,2}"
    r"|0\d\s?(?![年月日时時点點分秒个個人名次])[\u3400-\u9fff]{2,5}|[\u3400-\u9fff]{2,5}\s?0\d"
    r"|[\u3400-\u9fff]{2,6}\s*[A-Z]\d{1,2}|[A-Z]\d{1,2}\s*[\u3400-\u9fff]{2,6}"
)

DATELINE = re.compile(
    r"[【〔\[（(](?:本报|本報|本刊|本台|本网|本網|本社)(?:讯|訊|记者|記者|特派|电|電|专讯|專訊)|"
    r"[【〔\[（(]?(?:据)?(?:本报|本報|本刊|本台|本网|本網|本社)[^，。；：！？（）\s]{0,12}?(?:讯|訊|电|電|消息|专电|專電)[】〕\]）)]?"
    r"|[【〔\[（(]?(?:据)?[\u3400-\u9fff]{1,6}(?:社|网|網|报|報|台)[^，。；：！？（）]{0,20}?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:电|電|讯|訊|专电|專電)[】〕\]）)]?(?=[（(\s：:])"
    r"|[^，。；：！？（）\s]{2,12}?(?:\d{1,2}月)?\d{1,2}日(?:电|電|讯|訊)[】〕\]]?(?=[（(\s：:])"
    r"|[【〔\[（(](?:本报|本報|本网|本網)?[^，。；：！？（）【】]{0,8}(?:记者|記者)[^，。；：！？（）【】〔〕]{2,30}(?:[】〕\]）)]|$)"
    r"|(?:本报|本報|本刊|本台|本社)?(?:记者|記者)\s?[\u3400-\u9fff·、\s]{2,16}?[\u3400-\u9fff]{0,4}(?:报道|報道|報導|报导|摄影报道)[：:】\s]"
    r"|(?:本报|本報|本刊|本台|本社)(?:记者|記者)[\u3400-\u9fff·、\s]{2,16}?(?:讯|訊|电|電)[】\]）)：:\s]"
    r"|[【〔\[（(][\u3400-\u9fff]{2,8}(?:\d{1,2}日)?(?:讯|訊)[】〕\]）)]"
)
_SHOT = re.compile(r"[摄攝]|供[图圖]|^[（(]?[图圖]片?[:：/／]|影[:：]|提供|[资資]料|社[发發]")

_EDITOR = (
    "(?:本版|责任|責任|值班|执行|執行|本期|首席|见习|今日)?"
    "(?:责编|責編|编辑|編輯|责任编辑|責任編輯|美编|美編|美术编辑|美術編輯|版式|版面|校对|校對|组版|組版|排版|制版"
    "|审读|審讀|总编|總編|主编|主編|编委|編委|视觉|視覺|设计|設計|统筹|統籌|监制|監製|主任|值班主任|值班编委"
    "|总值班|總值班|值班|一读|二读|检校|见习编辑|图编|照排|督印|版面主[编編]|采编|採編|总监|總監)"
)
EDITORS = re.compile(rf"(?:{_EDITOR}[：:／/\s]*(?:[\u3400-\u9fff]{{2,4}}(?:[\s、/|]+|$)){{1,4}}[|｜\s]*)+")
_EDITOR_HEAD = re.compile(rf"^[▪■□●\s]*{_EDITOR}(?:[：:／/\s]|$)")
_FOLIO_DATE = re.compile(
    r"\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}(?!\d)|(?:\d{4}|[〇一二三四五六七八九○零]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|(?=\s|$))"
)
_ISSUE = re.compile(r"(?:总|總)?第\s*\d+\s*期|(?:今日|本期)共?\s*[\d一二三四五六七八九十]+\s*版")
_SENTENCE_WORD = re.compile("[在于於的了是为為将將至起从從召举舉发發说說]")
_WEEKDAY_ALONE = re.compile("星期|禮拜|礼拜|农历|農曆|年")
_WEEKDAY = re.compile(r"[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][）)]?")
_LUNAR = re.compile(
    r"(?:农历|農曆|夏历|夏曆)[^，。]{0,12}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年[^，。]{0,10}"
)
_PLATE_LATIN = re.compile(r"[A-Z][A-Z .&'-]{4,40}")
_SERIAL = re.compile(
    r"[报報]社(?:出版|主办|主辦|社址)|零售[价價]|每份.{0,4}元|定[价價][：:]?\s*\d|"
    r"国内统一|國內統一|连续出版物|連續出版物|统一刊号|刊号[：:\s]|CN\s*\d\d-\d{4}|ISSN|邮发代号|郵發代號"
    r"|^(?:总|總)?第\s*\d+\s*期(?:\s|$)|^(?:今日|本期)(?:共)?\s*[\d一二三四五六七八九十]+\s*版(?:\s|$)"
    r"|^(?:主管|主办|主辦|协办|協辦|承办|承辦|出版)(?:单位|單位)?[：:\s]\s*[^，。；！？]{2,24}$"
    r"|^[^，。；：！？]{2,24}(?:主管|主办|主辦|机关报|機關報|协办|編印|编印|出版)(?:\s|$)"
    r"|(?:信息|资讯|資訊|广告|廣告|内容|內容|真伪|真偽)[^，。]{0,8}(?:自行核实|自行核實|仅供参考|僅供參考|概不负责|概不負責)|不承担[^，。]{0,8}责任|不承擔[^，。]{0,8}責任"
)
_CONTACT = re.compile(
    r"(?:新闻|新聞|广告|廣告|发行|發行|爆料|报料|報料|投稿|读者|讀者|本报|本報|订阅|訂閱|服务|24小时|24小時|投诉|投訴|监督|監督|维权|維權|便民|总编室|编辑部|值班)[^，。]{0,6}?(?:热线|熱線|电话|電話|邮箱|郵箱|信箱|微信|服务|专线|專線|传真|傳真)"
    r"|网址|網址|www\.|https?:|邮箱|郵箱|E-?mail|[\w.]+@[\w.]+|客户端|二维码|扫码|邮编|郵編|社址|地址[：:]|印刷[：:]|承印"
)
_REACHED = re.compile(r"\d{4}|@|www|http|[a-z]{3}|社址|地址|印刷|承印")
_NAMEPLATE = re.compile(
    r"[\u3400-\u9fff]{2,6}(?:日报|晚报|时报|早报|晨报|商报|周报|周刊|导报|快报|都市报|新报|公报|青年报|工人报|农民报|校报|校報|学报|學報|学刊|日報|晚報|時報|早報|晨報|商報|週報|週刊|導報|快報|新報|都會報)"
)
_RUBRIC = re.compile(r"(?:今日|本报|要闻|新闻|要聞|新聞|内文|內文|本期)?(?:导读|導讀|导航|導航|看点|看點|提要)")

NOTICE_TITLE = re.compile(
    r"(?:[^，。；：！？、]{0,14})(?:遗失声明|遺失聲明|声明|聲明|公告|公\s告|启事|啟事|公示|通告|讣告|訃告|更正|致歉|声\s明|启\s事|通\s告|寻人启事|尋人啟事|便民信息|便民(?:服务)?电话|便民服務電話|分类广告|分類廣告)"
    r"|(?:关于|關於)[^，。；：！？]{2,24}的(?:通知|公告|通告|启事|啟事|公示|函)|[^，。；：！？]{0,8}(?:停水|停电|停電|停气|停氣|施工|紧急|放假|改道)通知"
    r"|(?:旺铺|店铺|门面|厂房|店面|旺鋪|店鋪|門面|廠房)?(?:招租|出租|出售|转让|轉讓)|招聘|诚聘|誠聘|招商|求购|求購|征婚|徵婚|征稿|徵稿|征订|徵訂|寻物|尋物|寻人|尋人|家教|房屋(?:出租|出售)"
)
_NOTICE_NEWS = re.compile(r"发布|發布|發佈|印发|回应|解读|就.*发|联合")
_NOTICE_LINE = re.compile(
    r"(?:声明作废|聲明作廢|特此(?:公告|声明|通知|通告|聲明)|敬请谅解|敬請諒解|声明[:：]|作废[。！]?$|作廢[。！]?$|挂失|掛失|遗失|遺失)"
)
SPEAKER = re.compile(r"(?:[\u3400-\u9fff·]{1,8}|问|答|問|Q\d*|A\d*)[：:]")
LIST_ITEM = re.compile(
    r"[①-⑳⑴-⒇❶-❿㈠-㈩]|\d{1,2}[.、．]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[条條章]|[●■◆▲★◇○□▪•►·]"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a glued line comes apart: the offsets in its text and the name of the rule."""

    at: tuple[int, ...]
    rule: str


_PAGE_WORD = re.compile(r"[版頁页]|[转轉接见見详詳▶►▷➤→⇒＞》>]\s*[A-Z]{1,2}\d")


def cut_glued(text: str) -> Cut | None:
    """Where to cut a jump line, page reference or marked caption from other text on its line; None for no cut."""
    if _PAGE_WORD.search(text):
        cut = _cut_pages(text)
        if cut:
            return cut
    for space in _BEHIND_CREDIT.finditer(text):
        credit = find_credit(text[: space.start()])
        if credit and credit[0] >= _SHORTEST_CAPTION:
            return Cut((space.start(),), "credit")
    mark = _CAPTION_MARK.search(text, 4)
    if mark and len(text) - mark.start() > 8:
        return Cut((mark.start(),), "caption-mark")
    return None


_BEHIND_CREDIT = re.compile(r"(?<=[摄攝]) (?=\S)|(?<=[摄攝][）)]) ?(?=\S)")
_SHORTEST_CAPTION = 6
_CAPTION_MARK = re.compile(r"(?<=[^，、；：（“「《\d])[▲▼◀▶△▽](?=[\u3400-\u9fff\d])")


def _cut_pages(text: str) -> Cut | None:
    match = JUMP_FROM.match(text)
    if match and match.end() < len(text) and (text[0] in "（(【〔◀←▲▼" or match[0][0] in "上承紧緊"):
        return Cut((match.end(),), "jump-from")
    for rule, pattern in (("jump-to", JUMP_TO), ("pointer", POINTER)):
        for match in pattern.finditer(text):
            shown = match[0].lstrip()
            sure = shown[:1] in "（(【〔>▶►▷➤→⇒＞" or _SEE.match(shown) or (rule == "jump-to" and shown[0] == "下")
            if not sure or not match.start():
                continue
            if match.end() == len(text):
                return Cut((match.start(),), rule)
            if rule == "pointer" and shown[0] in ">▶►▷➤→⇒＞" and text[match.end()] in " ▲▼◀▶△▽":
                return Cut((match.start(), match.end()), rule)
    match = _GLUED_PAGE.fullmatch(text)
    if match and not _FOLIO_DATE.search(text):
        return Cut((match.start("page"),), "pointer")
    return None


_SEE = re.compile("详见|詳見|见|見")


_HINT = re.compile(
    r"[版頁页记記员員习習作写寫述理摄攝编編校期周報报刊网網导導訊讯图圖文影供版審审主责責美總总督管辦办核担擔]|0\d|\d\s?[／/|｜]|[／/|｜]\s?\d|声\s?明|聲明|公\s?告|启\s?事|啟事|公示|通\s?告|[讣訃]告|招[租聘商]|[转轉][让讓]|出[租售]|[诚誠]聘|求[购購]|[征徵][婚稿订訂]|[寻尋][物人]|家教|更正|致歉|通知|提要|看点|看點"
    r"|星期|礼拜|农历|農曆|夏[历曆]|[子丑寅卯辰巳午未申酉戌亥]年|\d{4}|[A-Za-z]{3}|[A-Z]\d|@|热线|熱線|[电電][话話]|地址|信箱|便民|[▶►▷➤→⇒>□■●◆▲○◎△▪◇★]"
)
"""Something that every mark has: most lines have none of it and need not be looked at closely."""


def line_mark(text: str) -> str:
    """What a line that stands for itself is: `jump-to`, `jump-from`, `pointer`, `editors`, `folio`, `contact`,
    `serial`, `nameplate`, `rubric`, `byline`, `credit`, `notice` or "" for ordinary text.

    A mark is what the words allow; whether it holds in its place is decided where the neighbours are known.
    """
    size = len(text)
    if size > 60 or not _HINT.search(text):
        return ""
    if _SECTION.fullmatch(text) or _BARE_PAGE.fullmatch(text):
        return "pointer"
    if _PAGE_WORD.search(text):
        for name, pattern in (("jump-from", JUMP_FROM), ("jump-to", JUMP_TO), ("pointer", POINTER)):
            if pattern.fullmatch(text):
                return name
    if text[-1] in "。！？；，、":
        return ""
    plain = text.replace(" ", "")
    if _RUBRIC.fullmatch(plain):
        return "rubric"
    if _EDITOR_HEAD.match(text) and EDITORS.fullmatch(text.strip("▪■□● ")):
        return "editors"
    if "，" not in text and "。" not in text:
        if folio(text):
            return "folio"
        if _SERIAL.search(text) and size < 60:
            return "serial"
        if _CONTACT.search(text) and _REACHED.search(text):
            return "contact"
        if (size <= 9 and _NAMEPLATE.fullmatch(plain)) or _PLATE_LATIN.fullmatch(text):
            return "nameplate"
    if size <= 30 and NOTICE_TITLE.fullmatch(text) and not _NOTICE_NEWS.search(text):
        return "notice"
    if size <= 30 and _SHOT.search(text) and is_credit(text):
        return "credit"
    if byline_names(text):
        return "byline"
    return ""


def folio(text: str) -> bool:
    """Whether a line has only date, weekday, lunar date, page number and a page's name."""
    if lettered_folio(text):
        return True
    rest, dates = text, 0
    for pattern in (_FOLIO_DATE, _WEEKDAY, _LUNAR):
        rest, n = pattern.subn(" ", rest, count=1)
        dates += n
    if not dates:
        return bool(re.fullmatch(rf"第\s*[A-Z]?{_NUMBER}\s*版", text) or _SECTION_FOLIO.fullmatch(text))
    rest = re.sub(rf"(?:第\s*)?[A-Z]?{_NUMBER}\s*版|(?:^|\s)[A-Z]?\d{{1,2}}(?=\s|$)", " ", rest)
    rest = EDITORS.sub(" ", _ISSUE.sub(" ", rest))
    left = re.sub(r"[\s（）()|｜/／:：·•—-]", "", rest)
    if dates == 1 and not _FOLIO_DATE.search(text):
        return not left and bool(_WEEKDAY_ALONE.search(text))
    return not _SENTENCE_WORD.search(left) and len(left) <= 6 + 4 * (dates > 1) and not re.search(r"[\d，。、]", left)


def byline_names(text: str) -> tuple[str, ...]:
    """The names in a line that is only a byline, and () for any other line; a dateline is not a byline."""
    names = names_of_line(text) if text else ()
    if names and DATELINE.match(text) and not (text[0] in "（(【〔" and text[-1] in "）)】〕"):
        return ()
    return names


def closing_names(text: str) -> tuple[str, ...]:
    """Names in brackets at the end of a paragraph: `……（甲 乙）`, `（记者 甲）`."""
    return names_at_end(text)


def credit_of(text: str) -> tuple[int, str, tuple[str, ...]] | None:
    """Where a caption's credit begins, its text and its names, or None."""
    return find_credit(text)


def is_notice_text(text: str) -> bool:
    """Whether a paragraph reads like a small ad or declaration."""
    return bool(_NOTICE_LINE.search(text))
