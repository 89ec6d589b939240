"""What can be observed of each line of a page, as named features: the evidence that `tags` weighs.

A feature is a short string such as `off:full`; the weights that were learned for it (`benchmarks/learn`) say what it
speaks for. Everything here is of the trade in general: how full a line is against its measure, how the line above
ended, marks and brackets, blank lines, the words that a line shares with the text before and after it, and the habits
of the page as a whole. No feature holds a word of the text, so that none can know a paper.
"""

from __future__ import annotations

import re
from itertools import pairwise

from scripts.pagetext.blocks import (
    NOTHING,
    RUNS,
    TELLING,
    alike,
    block_shares,
    groups,
    leaning_of,
    reaches,
    runs_of,
    stretches,
)
from scripts.pagetext.habit import PageHabit
from scripts.pagetext.lines import Line, depth
from scripts.pagetext.listing import COUNTS, LISTED, PARTS, bodies, how_far, leading, turns_of
from scripts.pagetext.marks import credit_of, is_notice_text
from scripts.pagetext.names import name_cost
from scripts.pagetext.seen import Seen, bucket, look
from scripts.pagetext.words import Words

_MEASURES = (8, 11, 14, 17, 21, 26, 32, 40)
_SHARES = (0.001, 0.06, 0.12, 0.2, 0.3, 0.45, 0.65, 0.85)
_FEW = (0, 1, 2, 3, 4, 6, 9, 14, 25)
_NOTICE = 30
"""Lines below a notice's title that may be its."""
_DIGIT = re.compile("[0-9]")
HEAD_CUE = re.compile(
    r"^——|^──|(?:强调|強調|指出|要求|系列(?:报道|報道|評論|评论|访谈)[之·]?[〇一二三四五六七八九十\d]*|之[一二三四五六七八九十\d]+"
    r"|追踪|追蹤|见闻|見聞|综述|綜述|侧记|側記|采访记|採訪記|纪实|紀實|会议|會議|出席|篇|情况|調研|调研)$"
)
"""What kickers and decks end with in any paper."""
_SIGN = re.compile(
    r"(?:公司|局|委|委员会|委員會|部|处|處|中心|银行|銀行|社|所|厂|廠|店|办公室|辦公室|政府|学校|學校|集团|集團|协会|协會)$"
    r"|^(?:联系|聯繫|聯絡|电话|電話|地址|地点|特此|咨询)|^(?:\d{4}年)?\d{1,2}月\d{1,2}日$|^\d{7,12}$"
)


class PageFeatures:
    """All that is seen of a page: `page` are the features of the page as a whole, `lines` those of each line."""

    def __init__(self, lines: list[Line], marks: list[str], habit: PageHabit) -> None:
        self.lines_, self.habit = lines, habit
        self.seen = seen = look(lines, marks, habit)
        self.looks = looks = [s.looks for s in seen]
        self.body = bodies(seen)
        self.words = words = Words(lines)
        self.since, self.ahead, self.run_before, self.run_after = runs_of(looks)
        self.notice = _since_notice(marks)
        self.inside = _depths(lines)
        reach = reaches(looks)
        self.shares = [words.shares(i, looks, reach[i]) if s.looks else NOTHING for i, s in enumerate(seen)]
        self.block = block_shares(self.shares, self.run_before, self.run_after)
        self.group = groups(lines, looks, self.shares)
        self.stretch = stretches(lines, looks, self.shares)
        self.leaning = leaning_of(seen, self.block, self.run_before)
        self.about = _page_features(seen, habit)
        mean = sum(words.cohesion) / max(1, len(lines)) or 1.0
        self.kin = [bucket(c / mean, _KINS) for c in words.cohesion]

    def page(self) -> list[str]:
        """Features of the page: display lines before the first body, after the last, and what those between share."""
        seen, body, size = self.seen, self.body, len(self.seen)
        if not any(body):
            return ["bodiless"]
        first, last = body.index(True), size - 1 - body[::-1].index(True)
        before = sum(s.looks for s in seen[:first])
        after = sum(s.looks for s in seen[last + 1 :])
        blocks = self._blocks(first, last)
        difference = 0.0
        strong = single = broken = far = 0
        for block in blocks:
            below, above, elsewhere = (max(self.shares[k][n] for k in block) for n in range(3))
            single += len(block) == 1
            up = seen[block[0] - 1]
            broken += not up.terminal and up.fill == "full"
            if max(below, above) >= TELLING:
                difference += below - above
                strong += 1
            else:
                far += elsewhere >= 0.2
        lean = str(bucket(difference / strong, _LEANS)) if strong else "?"
        count = len(blocks)
        opened = sum(s.opens for s in seen)
        edges = f"{min(before, 1)}{min(after, 1)}"
        ahead_far, behind_far = (
            how_far(self.words, seen, range(first), first),
            how_far(self.words, seen, range(last + 1, size), last),
        )
        inner = bucket(sum(map(len, blocks)), COUNTS)
        ahead, behind = bucket(before, COUNTS), bucket(after, COUNTS)
        return [
            f"e:{ahead}/{behind}",
            f"ei:{ahead}{behind}{inner}",
            f"in:{inner}{bucket(opened, COUNTS)}",
            f"fa:{ahead_far}",
            f"fai:{ahead_far}{inner}{ahead}",
            f"fb:{behind_far}",
            f"fbi:{behind_far}{inner}{behind}",
            f"eb:{ahead}",
            f"ea:{behind}",
            f"e0:{edges}",
            f"l:{lean}",
            f"e0l:{edges}{lean}",
            f"ls:{lean}{min(strong, 6)}",
            f"nb:{min(count, 12)}",
            f"br:{bucket(broken / max(1, count), PARTS)}",
            f"brn:{min(broken, 4)}",
            f"far:{bucket(far / max(1, count), PARTS)}",
            f"si:{bucket(single / max(1, count), PARTS)}",
            f"dbr:{bucket(before / (count + 1), _RATIOS)}",
            f"dar:{bucket(after / (count + 1), _RATIOS)}",
            f"dd:{ahead}{bucket(before / max(1, opened), _RATIOS)}",
            f"da:{behind}{bucket(after / max(1, opened), _RATIOS)}",
        ]

    def _blocks(self, first: int, last: int) -> list[list[int]]:
        """Runs of display lines between two bodies of the page."""
        out: list[list[int]] = []
        block: list[int] = []
        for k in range(first, last + 1):
            if self.seen[k].looks:
                block.append(k)
            elif block and not self.seen[k].mark:
                out.append(block)
                block = []
        return out

    def lines(self, drawn: str = "?") -> list[list[str]]:
        """The features of every line, in order; `drawn` is the way in which the page was drawn (see `tags.DRAWN`)."""
        lines, habit = self.lines_, self.habit
        size = len(lines)
        seen, looks, page, inside = self.seen, self.looks, self.about, self.inside
        since, ahead, run_before, run_after = self.since, self.ahead, self.run_before, self.run_after
        shares, block, leaning, notice = self.shares, self.block, self.leaning, self.notice
        like = alike(lines, looks)
        group, stretch = self.group, self.stretch
        turns = turns_of(self.words, seen, self.body, drawn) if drawn in LISTED else None
        out: list[list[str]] = []
        none = Seen("-", "-", 0, "-", "-", "-", False, False, False, False, "-")
        way = habit.indent
        for i, line in enumerate(lines):
            s = seen[i]
            a = seen[i - 1] if i else none
            aa = seen[i - 2] if i > 1 else none
            b = seen[i + 1] if i + 1 < size else none
            bb = seen[i + 2] if i + 2 < size else none
            above = lines[i - 1] if i else None
            below = lines[i + 1] if i + 1 < size else None
            gap = "g" if line.gap else "n"
            next_gap = "g" if below is None or below.gap else "n"
            text = line.text
            indent = "i" if line.indent >= 1.5 else "h" if line.indent else "n"
            same = "=" if above is not None and abs(above.measure - line.measure) <= 1 else "#"
            same_below = "=" if below is not None and abs(below.measure - line.measure) <= 1 else "#"
            level = inside[i]
            open_ = "o" if level > 0 else "c"
            comma = ("s" if "。" in text[:-1] else "") + ("c" if "，" in text else "")
            space = min(3, text.count(" "))
            end_a = f"{a.last}{'t' if a.terminal else ''}"
            kin = self.kin[i]
            if above is not None and same == "=" and notice[i] > _NOTICE and _runs_on(a, s, line):
                out.append(
                    [
                        "on",
                        f"on:{a.fill}{end_a}/{s.fill}{s.last}{s.terminal}",
                        f"onw:{way}{indent}{s.fill}",
                        f"onf:{s.first}{a.last}",
                        f"onn:{b.fill}{b.looks}{b.mark}{next_gap}",
                        f"onk:{kin}{open_}",
                        f"ond:{drawn}",
                    ]
                )
                continue
            f = [
                "1",
                f"m:{s.mark}",
                f"m-:{a.mark}",
                f"m+:{b.mark}",
                f"mm:{a.mark}/{s.mark}/{b.mark}",
                f"off:{s.off}",
                f"offh:{s.off}{way}{indent}",
                f"offa:{a.fill}{s.fill}{way}{indent}",
                f"fill3:{a.fill}/{s.fill}/{b.fill}",
                f"core:{a.fill}{end_a}/{s.fill}{indent}{way}{s.start}",
                f"core2:{a.fill}{'t' if a.terminal else a.last}{gap}{s.fill}{indent}{way}",
                f"end:{s.last}{s.terminal}{s.fill}",
                f"end-:{end_a}{gap}",
                f"endf:{end_a}{a.fill}{s.first}",
                f"first:{s.first}{s.fill}",
                f"first+:{b.first}{b.fill}{b.start}",
                f"next:{b.fill}{'t' if b.terminal else b.last}{b.mark}{next_gap}",
                f"next2:{b.start}{bb.start}{b.looks}{bb.looks}{next_gap}",
                f"sz:{s.size}",
                f"szc:{s.size}{comma}{s.looks}",
                f"szt:{s.size}{s.terminal}{a.looks}{b.looks}",
                f"gap:{gap}{next_gap}{s.looks}{bucket(habit.gaps, (0.3, 0.6, 0.85))}",
                f"gapt:{gap}{a.terminal}{s.fill}",
                f"meas:{bucket(line.measure, _MEASURES)}{same}{same_below}{s.fill}",
                f"same:{same}{a.terminal}{s.fill}{gap}",
                f"start:{s.start}{a.terminal}{gap}",
                f"start2:{s.start}{a.looks}{a.signed}{a.mark}",
                f"open:{open_}{end_a}{s.fill}",
                f"look5:{aa.looks:d}{a.looks:d}{s.looks:d}{b.looks:d}{bb.looks:d}",
                f"since:{bucket(since[i], _FEW)}{s.looks}",
                f"ahead:{bucket(ahead[i], _FEW)}{s.looks}",
                f"kin:{kin}{s.looks}{a.looks}",
                f"kins:{kin}{s.start}{a.terminal}{a.fill}",
                f"kinm:{kin}{page['marked']}{gap}{a.terminal}",
                f"sign:{a.signed}{s.signed}{s.start}",
                f"{page['ends']}{s.looks}{a.looks}",
                f"{page['ends']}m{page['marked']}{s.start}{a.terminal}{s.fill}",
                f"{page['list']}{s.looks}",
                f"leanb:{leaning}{s.start}{a.looks}{s.fill}{a.terminal}",
                f"db:{drawn}{s.looks}{a.looks}",
                f"dkin:{drawn}{kin}{a.terminal}{a.fill}{s.fill}",
                f"dsign:{drawn}{a.signed}{s.start}{gap}",
                f"ds:{drawn}{s.start}{a.looks}{a.terminal}{gap}",
                f"{page['habit']}{s.fill}",
                f"pos:{min(4, i)}-{min(4, size - 1 - i)}",
                f"glue:{line.glued}{bool(line.parts)}{s.size}",
                f"ind:{indent}{way}{s.fill}{a.terminal}",
            ]
            if s.looks:
                below_share, above_share, else_share = shares[i]
                rb, ra, re_ = block[i]
                ro = bucket(rb, _SHARES), bucket(ra, _SHARES), bucket(re_, _SHARES)
                o = bucket(below_share, _SHARES), bucket(above_share, _SHARES), bucket(else_share, _SHARES)
                run = f"{min(5, run_before[i])}/{min(5, run_after[i])}"
                f += [
                    f"o+:{o[0]}",
                    f"o-:{o[1]}",
                    f"oe:{o[2]}",
                    f"o:{o[0]}/{o[1]}",
                    f"ox:{(o[0] > o[1]) - (o[0] < o[1])}{max(o[0], o[1]) > 2}{o[2] > 2}",
                    f"oe2:{o[0] // 2}/{o[1] // 2}/{o[2] // 2}",
                    f"run:{run}",
                    f"rung:{run}{gap}{next_gap}",
                    f"runl:{bucket(run_before[i] + run_after[i] + 1, RUNS)}{like[i]}",
                    f"runv:{bucket(run_before[i] + run_after[i] + 1, RUNS)}{like[i]}{s.last}{s.size // 2}",
                    f"runsz:{run}{s.size // 2}",
                    f"lookc:{s.first}{s.last}",
                    f"lookm:{a.fill}{a.terminal}{b.fill}{b.start}{kin}",
                    f"szab:{_sign(s.size - a.size)}{_sign(s.size - b.size)}{a.looks}{b.looks}",
                    f"sp:{space}{s.size // 3}",
                    f"spc:{'s' if line.spaced >= 0.6 else ''}{s.size // 2}",
                    f"cue:{'c' if HEAD_CUE.search(text) else ''}",
                    f"dig:{'d' if _DIGIT.search(text) else ''}{space}",
                    f"ok:{kin}{o[0] > 1}{o[1] > 1}{min(3, run_before[i] + run_after[i])}",
                    f"endso:{page['ends']}{o[0] > o[1]}{o[1] > o[0]}",
                    f"ro:{ro[0]}/{ro[1]}",
                    f"ro2:{(ro[0] > ro[1]) - (ro[0] < ro[1])}{max(ro[0], ro[1]) // 2}/{ro[2] // 2}{leaning}",
                    f"lean:{leaning}{page['ends']}",
                    f"d:{drawn}{page['list']}",
                    f"dr:{drawn}{run_before[i] == 0}{run_after[i] == 0}{gap}{next_gap}",
                    f"do:{drawn}{(o[0] > o[1]) - (o[0] < o[1])}{max(o[0], o[1]) > 1}{o[2] > 1}",
                    f"dm:{drawn}{a.terminal}{a.fill}{b.start}{b.mark}",
                    f"dk:{drawn}{kin}{min(2, run_before[i])}{min(2, run_after[i])}",
                    f"leanr:{leaning}{run_before[i] == 0}{run_after[i] == 0}{gap}",
                    f"leank:{leaning}{page['list']}",
                    f"g-:{drawn}{group[i][0]}{group[i][2]}",
                    f"g+:{drawn}{group[i][0]}{group[i][1]}",
                    f"g0:{group[i]}{gap}",
                    f"gb:{drawn}{group[i]}{b.mark}{b.looks}",
                    f"st:{stretch[i].form}",
                    f"stl:{stretch[i].form}{s.size // 2}{s.last}",
                    f"ct:{drawn}{stretch[i].shared_words}",
                    f"ctg:{drawn}{stretch[i].shared_words}{gap}{b.looks}",
                ]
                if s.size <= 4:
                    names = text.split()
                    f.append(f"name:{len(names) <= 3 and all(name_cost(n) < 0.9 for n in names)}{a.looks}")
            else:
                f.append("plain")
            if turns is not None:
                turn = turns[i]
                f += [f"tn:{turn}{s.looks}", f"tnt:{turn}{a.terminal}{s.fill}{s.start}", f"tnk:{turn}{kin}{a.signed}"]
            if notice[i] <= _NOTICE:
                f.append(f"nt:{bucket(notice[i], _FEW)}{s.fill}")
                f.append(f"ntt:{is_notice_text(text)}{bool(len(text) <= 30 and _SIGN.search(text))}{s.looks}")
            elif len(text) <= 60 and is_notice_text(text):
                f.append("ntx")
            if s.mark == "" and (s.last == "shot" or s.last == "paren") and credit_of(text) is not None:
                f.append(f"credit:{s.size // 3}")
            if below is not None and (b.mark == "credit" or b.last == "shot"):
                f.append(f"credit+:{b.mark}{s.fill}{next_gap}")
            if b.last == "shot" or bb.last == "shot" or bb.mark == "credit":
                f.append(f"shot+:{b.last}{bb.last}{s.fill}{a.looks}{line.width > 26}")
            digits = len(_DIGIT.findall(text)) if len(text) <= 40 else 0
            if digits:
                f.append(f"digits:{bucket(digits / len(text), (0.1, 0.25, 0.5))}{space}{s.looks}")
            out.append(f)
        return out


_KINS = (0.05, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.8)
_RATIOS = (0.3, 0.7, 1.2, 2.0, 4.0)
_LEANS = (-0.4, -0.2, -0.08, 0.08, 0.2, 0.4)


_PLAIN = frozenset({"full", "one", "spaced"})


def _runs_on(above: Seen, own: Seen, line: Line) -> bool:
    """Whether a line plainly goes on with the text of the one above: most lines do, and need no closer look."""
    return (
        above.fill in _PLAIN
        and not (line.gap or line.indent or own.mark or own.looks or own.start or own.opens or own.last == "shot")
        and not (above.terminal or above.mark or above.looks)
        and own.first in ("han", "digit", "latin", "never")
        and own.fill != "over"
    )


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _page_features(seen: list[Seen], habit: PageHabit) -> dict[str, str]:
    """The page's habits: what it begins and ends with, whether it lists its heads, how many stories bear marks."""
    plain = [s for s in seen if s.mark not in ("folio", "serial", "contact", "editors", "nameplate", "rubric")]
    begin = leading(plain)
    end = leading(plain[::-1])
    blocks = sum(1 for a, b in pairwise([False, *(s.looks for s in plain)]) if b and not a)
    opened = sum(s.opens or s.signed or s.mark == "byline" for s in plain)
    marked = bucket(opened / max(1, blocks), (0.1, 0.3, 0.5, 0.8))
    return {
        "ends": f"pg:{'D' if begin else 'B'}{'D' if end else 'B'}",
        "list": f"ls:{bucket(begin, (0, 4, 7, 12))}{bucket(end, (0, 4, 7, 12))}",
        "marked": str(marked),
        "habit": f"hb:{habit.indent}{bucket(habit.gaps, (0.3, 0.6, 0.85))}",
    }


def _depths(lines: list[Line]) -> list[int]:
    """Brackets open before each line; a sentence's end outside of quotes closes them all."""
    out: list[int] = []
    level = 0
    for line in lines:
        out.append(level)
        level = max(0, level + depth(line.text))
        if line.text[-1] in "。！？" and level > 0 and len(out) % 12 == 0:
            level = 0
        level = min(level, 2)
    return out


def _since_notice(marks: list[str]) -> list[int]:
    out: list[int] = []
    last = 99
    for mark in marks:
        last = 0 if mark == "notice" else last + 1
        out.append(last)
    return out
