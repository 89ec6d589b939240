"""Which lines of a paragraph are meant as lines: lists typed without CommonMark's marks, verse, questions and answers.

CommonMark runs the lines of a paragraph together. That is right for text that an editor wrapped, and wrong for what
Chinese editors type as lines: 1.身份证, 一、带身份证, （一）, ①, •, 问：, or the lines of a poem. `broken` tells
after which lines a break is meant; `doubtful` whether lines that it leaves together may have been meant apart.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_NUMERAL = "一二三四五六七八九十百零〇"
_DIGIT = "0-9０-９"
_WIDE = r"\u2014-\u201f\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"

SURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("1.身份证 1、身份证 1）身份证", re.compile(rf"[{_DIGIT}]{{1,3}}(?:[、）．]|[.)](?![{_DIGIT}]))")),
    ("（一）线上 (1)线上", re.compile(rf"[（(](?:[{_NUMERAL}]{{1,3}}|[{_DIGIT}]{{1,2}})[）)]")),
    ("①先取号", re.compile("[①-⒛Ⓐ-ⓩ㈠-㈩㊀-㊉❶-➓]")),
    ("Ⅰ、甲 A、甲 a.甲", re.compile("(?:[Ⅰ-ⅿ][、.．]?|[A-Za-zＡ-Ｚａ-ｚ][、）．]|[A-Za-z][.)](?=[^A-Za-z0-9]))")),
    ("甲、张三", re.compile("[甲乙丙丁戊己庚辛壬癸]、")),
    ("【时间】周一", re.compile("【[^】]{1,12}】")),
    ("•渡口 ■渡口", re.compile("[·•●○■□◆◇▲△▼▽★☆※►▶◎‧∙⚫✓✔√☑☐→]")),
    ("一、带身份证", re.compile(rf"[{_NUMERAL}]{{1,4}}、")),
    ("第一条 凡渡口……", re.compile(rf"第[{_NUMERAL}{_DIGIT}]{{1,4}}(?:[条章节步项款]|[，、：,:])")),
    (
        "问：几点开船？ 地址：渡口街1号",
        re.compile(rf"(?![{_DIGIT}]{{1,2}}[：:])[^\s，。；：！？、“”‘’（）()]{{1,8}}[：:](?!//)"),
    ),
    ("8:30 集合", re.compile(rf"[{_DIGIT}]{{1,2}}[:：][{_DIGIT}]{{2}}(?![{_DIGIT}])")),
    ("5月6日 晴 2025年 建成", re.compile(rf"[{_DIGIT}]{{1,4}}[年月][{_DIGIT}日\s：:]")),
    ("-渡口 *渡口 ——渡口", re.compile(r"(?:——|[-–*+])(?=\S)")),
)
"""What begins a line that is one of several, by kind; two lines of a kind in a paragraph are no accident."""

_NOTE = re.compile(r"\[[^\]]{1,12}\][：:]")
"""A note below the text it belongs to: never one of the text's own lines."""

_ENDS = re.compile(r"[。！？；：…!?;:]”?[”’」』）)]*$")
_CLAUSE = re.compile(r"[，、。！？；：…—”’」』）》,.!?;:)]$")
_WIDE_END, _WIDE_START = re.compile(rf"[{_WIDE}]$"), re.compile(rf"[{_WIDE}]")

VERSE = 18
"""Characters up to which a line that ends with a mark is a line of verse: the longest of regulated verse and of songs;
a wrapped line that short ends with a mark one time in eight."""
NARROW = 12
"""Characters under which nobody wraps a paragraph: the narrowest column of a newspaper."""
RAGGED = 4
"""Characters by which the lines of a wrapped paragraph may differ: a word or a mark that is kept together."""


def broken(lines: Sequence[str]) -> list[int]:
    """The indexes of the lines after which a break is meant, of a paragraph's lines without their indents."""
    kinds = [_kind(line) for line in lines]
    breaks = set()
    for index in range(1, len(lines)):
        kind = kinds[index]
        if _NOTE.match(lines[index]) or (
            kind is not None and (kinds.count(kind) > 1 or (_ENDS.search(lines[index - 1]) and kind < _LABELS))
        ):
            breaks.add(index - 1)
    if is_verse(lines):
        breaks.update(range(len(lines) - 1))
    return sorted(breaks)


def is_verse(lines: Sequence[str]) -> bool:
    """Short lines of which each ends with a mark."""
    return (
        len(lines) > 1
        and all(len(line) <= VERSE and _WIDE_START.match(line) for line in lines)
        and all(_CLAUSE.search(line) for line in lines[:-1])
        and (len(lines) > 2 or bool(_CLAUSE.search(lines[-1])))
    )


def doubtful(lines: Sequence[str]) -> bool:
    """Whether lines that are run together do not look like one paragraph that was wrapped."""
    if not any(_WIDE_END.search(a) or _WIDE_START.match(b) for a, b in itertools.pairwise(lines)):
        return False
    upper = lines[:-1]
    widest = max(map(len, lines))
    if all(map(_ENDS.search, upper)):
        return True
    return widest < NARROW or any(len(line) < widest - RAGGED for line in upper)


_LABELS = next(index for index, (example, _) in enumerate(SURE) if example.startswith("问"))


def _kind(line: str) -> int | None:
    return next((index for index, (_, pattern) in enumerate(SURE) if pattern.match(line)), None)
