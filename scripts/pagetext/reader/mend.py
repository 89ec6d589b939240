"""What the words of the trade settle after decoding: an ordered table of small rules over the drafts of a page.

The network reads lines one against the other; some things are told by a line's words alone, and hold in any paper.
Each rule changes drafts and roles in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scripts.pagetext.credits import find_credit
from scripts.pagetext.fields import bare_names
from scripts.pagetext.lines import Line
from scripts.pagetext.marks import line_mark
from scripts.pagetext.reader.draft import ItemDraft
from scripts.pagetext.reader.parting import (
    LONGEST_HEADLINE,
    SHORTEST_HEADLINE,
    Roles,
    dateline_begins_a_story,
    index,
    newsletter,
)
from scripts.pagetext.reader.roles import HEADS

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_SIGNER = re.compile(
    r"[^，。：；、？！\s]{2,18}(?:公司|[董监監]事[会會]|委[员員][会會]|[居村]委[会會]|筹备组|籌備組|指[挥揮]部|派出所|合作社|法院|[检檢]察院"
    r"|管理[局处處所]|分局|公安局|人民政府)"
)


def _is_name(text: str) -> bool:
    return line_mark(text) == "byline" or bool(bare_names(text))


def _byline_below_headline(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    for draft in drafts:
        while draft.kind != "notice" and len(draft.heads) > 1 and _is_name(lines[draft.heads[-1]].text):
            n = draft.heads.pop()
            roles[n] = "byline"
            draft.hanging.append(n)


def _byline_above_text(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    for draft in drafts:
        first = draft.text[0] if len(draft.text) > 1 and draft.kind == "article" else None
        if first is not None and roles[draft.text[1]] != "cont" and bare_names(lines[first].text):
            roles[first] = "byline"
            draft.text.pop(0)
            draft.hanging.append(first)


def _broken_credit(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """Lines of a credit that only end what the line above began go back to the text, where `finish` cuts out both."""
    for draft in drafts:
        for n in [n for n in draft.hanging if roles[n] == "credit"]:
            above = n - 1
            whole = above >= 0 and (lines[above].terminal or lines[above].text[-1] in "：:。！？”")
            if draft.text and draft.text[-1] == above and not lines[n].gap and not whole:
                draft.hanging.remove(n)
                draft.text.append(n)
                roles[n] = "cont"


def _after_credit(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """A credit ends its caption: what goes on behind it is another text."""
    for draft in [d for d in drafts if d.kind == "photo"]:
        ends = (at for at, n in enumerate(draft.text[:-1]) if find_credit(lines[n].text))
        at = next(ends, None)
        if at is not None:
            rest = draft.text[at + 1 :]
            del draft.text[at + 1 :]
            roles[rest[0]] = "start"
            drafts.append(ItemDraft(text=rest))


def _notice_by_title(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:  # noqa: ARG001
    for draft in drafts:
        titled = draft.heads and all(line_mark(lines[n].text) == "notice" for n in draft.heads)
        if titled and draft.kind == "article" and 0 < len(draft.text) <= _LONGEST_NOTICE:
            draft.kind = "notice"


_LONGEST_NOTICE = 24
"""Lines of a notice, at most; news under a headline that reads like a notice's is longer."""


def _signer_of_notice(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    for notice in (d for d in drafts if d.kind == "notice"):
        for n in notice.text[1:]:
            if _SIGNER.fullmatch(lines[n].text) or _DATE.fullmatch(lines[n].text):
                roles[n] = "start"
    ends = {d.text[-1]: d for d in drafts if d.kind == "notice" and d.text}
    for draft in list(drafts):
        mine = draft.lines()
        above = ends.get(mine[0] - 1) if len(mine) == 1 else None
        text = lines[mine[0]].text if mine else ""
        if above is not None and above is not draft and (_SIGNER.fullmatch(text) or _DATE.fullmatch(text)):
            drafts.remove(draft)
            above.text.append(mine[0])
            roles[mine[0]] = "start"
            ends[mine[0]] = above


def _lone_headline(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """A text of one line that is no sentence, straight above a story without a head, is its headline."""
    headless = {d.text[0]: d for d in drafts if d.kind == "article" and d.text and not d.heads}
    for draft in list(drafts):
        if draft.kind == "notice" or draft.heads or draft.hanging or len(draft.text) != 1:
            continue
        (n,) = draft.text
        below = headless.get(n + 1)
        if below is not None and len(lines[n].text) <= LONGEST_HEADLINE and not _SENTENCE.search(lines[n].text):
            drafts.remove(draft)
            below.heads.append(n)
            roles[n] = "headline"


def _lone_caption(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """A caption is a sentence, or bears a credit or a mark; one line of words alone is a headline without its story."""
    for draft in drafts:
        if draft.kind != "photo" or draft.heads or draft.hanging or len(draft.text) != 1:
            continue
        (n,) = draft.text
        text = lines[n].text
        if SHORTEST_HEADLINE <= len(text) <= LONGEST_HEADLINE and not _SENTENCE.search(text) and not _CAPTION(text):
            draft.kind, draft.heads, draft.text = "refer", [n], []
            roles[n] = "headline"


def _title_above_caption(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """A title above a caption is the photo's headline where they speak of the same thing, else another item's."""
    for draft in [d for d in drafts if d.kind == "photo" and not d.heads and len(d.text) > 1]:
        first, second = draft.text[:2]
        title = lines[first].text
        if roles[second] != "start" or not SHORTEST_HEADLINE <= len(title) <= LONGEST_HEADLINE:
            continue
        if _SENTENCE.search(title) or _CAPTION(title) or line_mark(title):
            continue
        draft.text.pop(0)
        roles[first] = "headline"
        pairs = {title[n : n + 2] for n in range(len(title) - 1)}
        below = "".join(lines[n].text for n in draft.text)
        if any(pair in below for pair in pairs):
            draft.heads.append(first)
        else:
            drafts.append(ItemDraft(kind="refer", heads=[first]))


_CAPTION = re.compile("[图圖▲▼◀▶△↑→←↓]|摄|攝|资料|資料").search
_SENTENCE = re.compile("[，。；：！？（）]")


def _heads_have_a_headline(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:  # noqa: ARG001
    for draft in drafts:
        if draft.heads and not any(roles[n] == "headline" for n in draft.heads):
            roles[next(n for n in draft.heads if roles[n] in HEADS)] = "headline"


@dataclass(frozen=True, slots=True)
class MendingRule:
    """A named rule with the line of text that calls for it."""

    name: str
    example: str
    apply: Callable[[list[ItemDraft], Roles, Sequence[Line]], None]


RULES: tuple[MendingRule, ...] = (
    MendingRule("index", "A02 七件民生提案当场认领 / A05 小学门口的彩虹跑道", index),
    MendingRule("byline-below-headline", "城市书房亮起一盏灯 / 修远", _byline_below_headline),
    MendingRule("byline-above-text", "渡口 / 修远 / 早船载着雾", _byline_above_text),
    MendingRule("broken-credit", "……无人受伤。　本报 / 记者 甲 摄", _broken_credit),
    MendingRule("after-credit", "……来自三岔镇。杨守田/摄 / 下月将在全市巡演。", _after_credit),
    MendingRule("notice-by-title", "关于召开股东大会的通知", _notice_by_title),
    MendingRule("signer-of-notice", "特此公告。 / 某某公司董事会", _signer_of_notice),
    MendingRule("lone-headline", "谷雨前后采春茶 / 本报讯 4月19日清晨，……", _lone_headline),
    MendingRule("lone-caption", "去年全市统计公报", _lone_caption),
    MendingRule("dateline-begins-a-story", "独中校友单车筹款 / （峇都讯）四十名独中校友……", dateline_begins_a_story),
    MendingRule("newsletter", "卫生站增加夜门诊 / 从六月一日起…… / 孩子们种的番茄开花了 / 小菜园……", newsletter),
    MendingRule("title-above-caption", "去年全市统计公报 / 4月8日，市民在公园里……", _title_above_caption),
    MendingRule("heads-have-a-headline", "一行引题，没有主题", _heads_have_a_headline),
)
"""In the order in which they are applied."""


def mend(drafts: list[ItemDraft], roles: Roles, lines: Sequence[Line]) -> None:
    """Apply every rule."""
    for rule in RULES:
        rule.apply(drafts, roles, lines)
