"""What is not a story is taken aside first: furniture, references to other pages, notices."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scripts.pagetext.elements import Element
from scripts.pagetext.marks import DATELINE, is_notice_text
from scripts.pagetext.story import Story

FURNITURE = frozenset({"folio", "serial", "contact", "editors", "nameplate", "rubric"})
_SIGNATURE = re.compile(
    r"(?:公司|局|委|委员会|委員會|院|部|会|會|处|處|中心|银行|銀行|站|社|所|厂|廠|店|办公室|辦公室|政府|大队|学校|學校|集团|集團|协会|协會|管理人|清算组)$"
    r"|^(?:联系|聯繫|聯絡|电话|電話|地址|地点|特此|公告人|声明人|咨询)|^(?:\d{4}年)?\d{1,2}月\d{1,2}日$|^\d{7,12}$|^[\u3400-\u9fff]{2,8}[：:]\s?[\d-]{3,}"
)
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


@dataclass(slots=True)
class Aside:
    """The elements that remain for stories, and what was taken aside."""

    rest: list[Element] = field(default_factory=list)
    furniture: list[Element] = field(default_factory=list)
    taken: list[tuple[int, Story]] = field(default_factory=list)
    """Finished stories, each with the number of elements of `rest` that stood before it."""


def take_aside(elements: list[Element]) -> Aside:
    """One pass over a page's elements."""
    out = Aside()
    index, size = 0, len(elements)
    while index < size:
        element = elements[index]
        kind = element.kind
        if kind == "notice":
            end = _notice_end(elements, index)
            if end > index + 1:
                story = Story("notice", heads=[element])
                story.body = elements[index + 1 : end]
                out.taken.append((len(out.rest), story))
                index = end
                continue
            above = _notice_above(out.rest)
            if above and is_small(element):
                story = Story("notice", heads=[element])
                story.body = out.rest[-above:]
                del out.rest[-above:]
                out.taken.append((len(out.rest), story))
                index += 1
                continue
            element.kind = "display"
            element.notes.append("notice-title")
        if kind == "pointer":
            group = _refer_lines(out.rest)
            if group:
                del out.rest[len(out.rest) - len(group) :]
                out.taken.append((len(out.rest), Story("refer", heads=group, pointer=element)))
                index += 1
                continue
            forward = index + 1
            while forward < size and elements[forward].kind == "display" and forward - index <= 2:
                forward += 1
            if forward > index + 1:
                out.taken.append((len(out.rest), Story("refer", heads=elements[index + 1 : forward], pointer=element)))
                index = forward
                continue
            element.kind = "display"
        if kind in FURNITURE:
            out.furniture.append(element)
            if kind == "rubric":
                element.notes.append("rubric")
                out.rest.append(Element("stop", element.lines, "", "rubric"))
        else:
            out.rest.append(element)
        index += 1
    out.rest = _without_stops(out)
    return out


def is_small(title: Element) -> bool:
    """Whether a notice's title heads a list of small declarations."""
    return any(word in title.text for word in ("遗失", "遺失", "声明", "聲明"))


def _notice_above(before: list[Element]) -> int:
    """How many paragraphs directly above read like small declarations (their title is drawn after them)."""
    count = 0
    for element in reversed(before):
        if element.kind != "para" or not is_notice_text(element.text):
            break
        count += 1
    return count


def _without_stops(out: Aside) -> list[Element]:
    """`rest` without the rubrics' place marks; the places of what was taken move with it."""
    keep = [e.kind != "stop" for e in out.rest]
    upto = [0]
    for flag in keep:
        upto.append(upto[-1] + flag)
    out.taken = [(upto[min(at, len(keep))], story) for at, story in out.taken]
    return [e for e, flag in zip(out.rest, keep, strict=True) if flag]


def _refer_lines(before: list[Element]) -> list[Element]:
    """The display lines above a page reference that belong to it: back to a blank line, at most four."""
    group: list[Element] = []
    crossed = False
    for element in reversed(before):
        if element.kind != "display" or len(group) == 4:
            break
        group.insert(0, element)
        if element.gap:
            if crossed or len(group) >= 1:
                break
            crossed = True
    return group


def _notice_end(elements: list[Element], title: int) -> int:
    """Where the notice that begins with `title` ends (exclusive)."""
    small = is_small(elements[title])
    index = title + 1
    paras = 0
    while index < len(elements):
        element = elements[index]
        if element.kind == "para":
            if DATELINE.match(element.text):
                break
            if small and not is_notice_text(element.text):
                break
            if not small and paras and _signed(elements, title + 1, index):
                break
            paras += 1
        elif element.kind in {"display", "byline", "folio", "contact"}:
            if not paras and not small:
                break
            sign = _SIGNATURE.search(element.text) and len(element.text) <= 30
            if element.kind == "folio" and not _DATE.fullmatch(element.text):
                break
            if element.kind == "contact" and not _signed(elements, title + 1, index):
                break
            if not sign and not (small and is_notice_text(element.text)):
                break
        else:
            break
        index += 1
    return index if paras else title + 1


def _signed(elements: list[Element], begin: int, end: int) -> bool:
    return any(e.kind != "para" for e in elements[begin:end])
