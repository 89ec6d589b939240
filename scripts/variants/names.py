"""Names of people in running text, where OpenCC would take the surname for a word (于 於, 范 範, 后 後).

A name is evidence added up: characters that given names are made of, what stands before (a title, a list of names, a
sentence's beginning), what follows (says, attends, a mark), and against it that the same characters are a word. A name
found once is known in the whole text. What is not certain stays as OpenCC has it: a preposition printed as a name is
as wrong as a name printed as a preposition, and there are more prepositions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.variants.namewords import (
    ANY_GIVEN,
    BESIDE,
    COMMON_GIVEN,
    FIRM,
    GIVEN_FORMS,
    GIVEN_KEPT,
    PHRASES,
    PLACES_AND_TIMES,
    SAYS,
    SOFT,
    SURNAMES,
    TITLES,
    TRAPS,
    WORDS,
)

_GIVEN = "".join(sorted(ANY_GIVEN))
_CANDIDATE = re.compile(rf"[{FIRM}{SOFT}](?=[{_GIVEN}])")
_TRAP = re.compile(rf"(?:{'|'.join(TRAPS)})(?=[{_GIVEN}])")
_INSIDE = re.compile(rf"[{GIVEN_KEPT}]")
_SURNAMES = frozenset(SURNAMES)
_TITLES = tuple(TITLES.split("|"))
_LISTED = re.compile(rf"[{SURNAMES}{FIRM}][一-龥]{{1,2}}[、 　/]$")
_OPEN = re.compile(r"[>，。；：！？、（(“「『《\s—…·/\n]$")
_LEADING = re.compile(
    r"(?:和|与|及|跟|同|向|给|请|让|叫|是|由|被|把|对|找|陪|随|据|问|因|选|年|日|上午|下午|晚上|当天|今天|昨天)$"
)
_BYLINES = ("记者", "通讯员", "编辑", "责编", "美编", "校对", "摄影", "作者", "组稿", "供稿", "撰稿")
_AFTER_TITLE = frozenset(" 　：:“（(")
_END = re.compile(r"$|[<、，。；：！？）)”」』》\s—…·/]")
_WEAK = tuple("又都就才却则便仍携的家也还从向把将和与及是带为已被在对等总")
_STRONG = tuple(word for word in SAYS.split("|") if word not in _WEAK)

THRESHOLDS = {True: 3.9, False: 1.6}
"""What the evidence must reach for a surname of FIRM, and of SOFT. Set on benchmarks/variants: every name there that
can be told is found, and none in its running text."""

INSIDE_THRESHOLD = 4.4
TRAP_THRESHOLD = 5.5
MARGIN = 1.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name at a place of a text, and how strong the evidence for it is."""

    start: int
    end: int
    score: float


def find(text: str, known: Iterable[str] = ()) -> list[Name]:
    """The names in a text whose surname or given name OpenCC would break, in order of place.

    `known` are names that are certain wherever they stand (authors, for one).
    """
    certain = {name for name in known if is_at_risk(name)}
    names = _standing(text, certain)
    given = len(certain)
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        if at in names:
            continue
        best = max((_scored(text, at, length) for length in (3, 2)), key=lambda n: (n.score, n.end))
        if best.score >= _threshold(text[at], best):
            names[at] = best
            if best.end - best.start == 3:
                certain.add(text[best.start : best.end])
    for match in _INSIDE.finditer(text):
        name = _around(text, match.start())
        if name is not None and name.start not in names:
            names[name.start] = name
            if name.end - name.start == 3:
                certain.add(text[name.start : name.end])
    for match in _TRAP.finditer(text):
        name = _scored(text, match.start(), 3)
        if name.score >= TRAP_THRESHOLD:
            names[name.start] = name
    if len(certain) > given:
        names = {**_standing(text, certain), **names}
    kept: list[Name] = []
    for name in sorted(names.values(), key=lambda n: n.start):
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
    return kept


def _threshold(surname: str, name: Name) -> float:
    return THRESHOLDS[surname in FIRM] - (0.9 if surname in FIRM and name.end - name.start == 2 else 0)


def _standing(text: str, certain: set[str]) -> dict[int, Name]:
    """Where names that are certain stand; one of two characters not where its neighbours make it something else."""
    if not certain:
        return {}
    pattern = "|".join(sorted(map(re.escape, certain), key=lambda n: (-len(n), n)))
    found = (Name(match.start(), match.end(), 9) for match in re.finditer(pattern, text))
    return {n.start: n for n in found if n.end - n.start > 2 or not any(_beside(text, n.start))}


def _around(text: str, at: int) -> Name | None:
    """The name with this character in its given part, where the evidence is strong."""
    places = [(at - 2, 3)] if at > 1 and text[at - 2] in _SURNAMES else []
    if at and text[at - 1] in _SURNAMES:
        places += [(at - 1, 3), (at - 1, 2)]
    if not places:
        return None
    best = max((_scored(text, *place) for place in places), key=lambda n: (n.score, n.end))
    return best if best.score >= INSIDE_THRESHOLD else None


def doubtful(text: str) -> list[Name]:
    """What may be a name and may not: a little evidence too few, or only just enough."""
    found: list[Name] = []
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        best = max((_scored(text, at, length) for length in (3, 2)), key=lambda n: (n.score, n.end))
        if -MARGIN <= best.score - _threshold(text[at], best) <= MARGIN / 2:
            found.append(best)
    return found


def is_at_risk(name: str) -> bool:
    """Whether OpenCC may take a part of this name for a word."""
    return len(name) >= 2 and (name[0] in FIRM + SOFT or any(char in GIVEN_KEPT for char in name[1:]))


def is_name(name: str) -> bool:
    """Whether a text that stands alone is a name: two to four characters, a surname at their head."""
    return (
        2 <= len(name) <= 4 and name[0] in FIRM + SOFT + SURNAMES and all("\u4e00" <= char <= "\u9fff" for char in name)
    )


def printed(name: str, usual: Callable[[str], str]) -> str:
    """A name in traditional script; `usual` gives OpenCC's form of a single character."""
    first = name[0] if name[0] in FIRM + SOFT else usual(name[0])
    rest = (
        char if char in GIVEN_KEPT and char not in GIVEN_FORMS else GIVEN_FORMS.get(char) or usual(char)
        for char in name[1:]
    )
    return first + "".join(rest)


def _scored(text: str, at: int, length: int) -> Name:
    """The evidence that a name of this length stands here."""
    end = at + length
    given = text[at + 1 : end]
    if text[at : at + 3] in PHRASES or len(given) < length - 1 or not all(char in ANY_GIVEN for char in given):
        return Name(at, end, -9)
    is_firm = text[at] in FIRM
    score = sum(2.0 if char in COMMON_GIVEN else 1.2 for char in given)
    pair = text[at + 1 : at + 3]
    if length == 2:
        if is_firm and pair in PLACES_AND_TIMES:
            score -= 4
        elif is_firm and pair in WORDS:
            score -= 1.5
        score -= 0.7 if at or len(text) > end or not is_firm else 2  # 干冰 alone is no name, 于志浩 alone is one
    elif given in PLACES_AND_TIMES:
        score -= 6 if is_firm else 2
    elif given in WORDS:
        score -= 3.5 if is_firm else 1.5
    elif given[0] == given[1]:
        score += 0.5
    before, after = text[max(0, at - 8) : at], text[end : end + 4]
    left_block, right_block = _beside(text, at)
    if before.endswith(_TITLES) or (before[-1:] in _AFTER_TITLE and before[:-1].endswith(_TITLES)):
        score += 1.5 if is_firm and text[at] != "于" else 3
        left_block = False
    elif before and before[-1] in _SURNAMES and (len(before) == 1 or _OPEN.search(before[:-1])):
        score -= 2.5  # the given name of somebody else: 李干杰
    elif _LISTED.search(before):
        score += 3 if after[:1] in ("、", "等") else 2.5
    elif not before or _OPEN.search(before):
        score += 1
    elif _LEADING.search(before):
        score += 0.7
        left_block = False
    if after.startswith(_STRONG):
        score += 2.5
    elif after.startswith(_WEAK):
        score += 1
    elif _END.match(after):
        score += 3 if before.rstrip(" 　：:（(").endswith(_BYLINES) else 1
    return Name(at, end, score - 4 * left_block - 3.5 * right_block)


def _beside(text: str, at: int) -> tuple[bool, bool]:
    left, right = BESIDE.get(text[at], ("", ""))
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
    is_counted = before.isdigit() or (before in "多几" and text[at] in "余种")
    return before in left or is_counted, after in right
