"""The evidence for a name at a place of a text: what its characters, its neighbours and its sentence say.

Each piece has a name, and a weight in WEIGHTS; the score of a name is their sum. `evidence` lists the pieces, to
explain a score or to fit the weights again.
"""

from __future__ import annotations

import re
from math import fsum

from scripts.variants.namewords import (
    ACTED_ON,
    BESIDE,
    BYLINES,
    CALLED,
    COMMON_SURNAMES,
    DOES,
    DOUBLE_SURNAMES,
    ENDING,
    FIRM,
    LEADING,
    OBJECT,
    PHRASES,
    PLACES_AND_TIMES,
    SAYS,
    SOFT,
    STANDING,
    SURNAMES,
    TIERS,
    TITLES,
    WEAK,
    WORDS,
)

WEIGHTS: dict[str, tuple[float, float]] = {
    "after: called": (1.9, 0.9),
    "after: does": (0.8, 1.0),
    "after: end": (-0.9, -0.1),
    "after: list": (0.4, 1.1),
    "after: other": (-1.9, -1.5),
    "after: says": (0.4, 1.4),
    "after: weak": (0.2, -0.2),
    "another surname": (-2.0, 0.0),
    "before: byline": (2.0, 1.6),
    "before: lead": (-0.6, -0.6),
    "before: listed": (2.3, 1.4),
    "before: object": (-0.1, -0.9),
    "before: open": (-0.0, 0.4),
    "before: other": (-3.2, -2.2),
    "before: standing": (-1.4, 0.6),
    "before: title": (1.6, 1.9),
    "before: verb": (0.4, 0.5),
    "bound to the left": (-2.6, -4.5),
    "bound to the right": (-4.0, -5.0),
    "bound to the right of three": (-1.5, -1.2),
    "length 2": (2.9, 4.4),
    "length 3": (4.1, 4.7),
    "name before it": (0.7, -1.6),
    "place": (-2.6, -0.6),
    "tier 0": (2.0, 2.0),
    "tier 1": (1.0, 1.6),
    "tier 2": (0.5, 1.1),
    "tier 3": (-0.3, -0.2),
    "tier 4": (-1.2, -0.3),
    "twice": (-1.1, 0.1),
    "word": (-1.8, -1.8),
    "word across the end": (-2.1, -2.8),
    "word across the end of two": (-3.4, -3.4),
    "word with the surname": (-3.5, -6.0),
    "word with the surname, of three": (-1.6, -3.7),
}
"""Log-odds for a surname of FIRM, and for any other: fitted by logistic regression to half of a month of a daily's
text in which names are marked, with surnames at risk put in their places, and to half of a novel; judged on the other
halves."""

TIER = {"后": "tier 4", **{char: f"tier {tier}" for tier, chars in enumerate(TIERS) for char in chars}}
"""How well a character goes into a given name."""

LEFT = "bound to the left"
_BESIDE = {char: (frozenset(left), frozenset(right)) for char, (left, right) in BESIDE.items()}
_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
_WORD_BEGUN = {2: "word with the surname", 3: "word with the surname, of three"}
_BOUND_RIGHT = {2: "bound to the right", 3: "bound to the right of three"}
_ENDING = frozenset(ENDING)
_TITLES, _BYLINES, _ACTED_ON, _LEADING, _CALLED, _SAYS, _DOES, _WEAK = (
    tuple(words.split("|")) for words in (TITLES, BYLINES, ACTED_ON, LEADING, CALLED, SAYS, DOES, WEAK)
)
_AFTER_TITLE = frozenset(" 　：:“（(/")
_LISTED = re.compile(rf"[{SURNAMES}{FIRM}{SOFT}][一-龥]{{1,2}}[、 　/]$")
_JOINED = frozenset("、/")
_OPEN = frozenset(">，。；：！？、（(“「『《 　\t—…·/\n＞”」』》）)】■□●▲▼◆◎★☆△|｜")
_CHARGED = (
    "主持", "陪同", "负责", "担任", "牵头", "带队", "执导", "主演", "领衔", "主讲", "设计", "撰写", "出任", "接任",
    "率队", "指挥", "领唱", "致辞",
)  # fmt: skip
_TELLING = frozenset(("after: says", "after: does", "after: called"))
_END = re.compile(r"$|[<，。；：！？）)”」』》\s—…·/｜|]")
_OF_A_PERSON = re.compile(r"\s?摄|（[女男回满壮苗藏蒙土彝侗朝维左右中见图前后]")

_WEIGHT = tuple({key: pair[side] for key, pair in WEIGHTS.items()}.__getitem__ for side in (0, 1))
_SURE_BEFORE = frozenset(("before: title", "before: byline", "before: listed"))
_HEADS = frozenset(("title", "byline", "listed", "open", "verb"))
_SURE_AFTER = frozenset(("after: called", "after: says", "after: list"))
_GOING_ON = frozenset(("after: other", "after: weak"))
_AT_BEST = sum(max(max(WEIGHTS[key]) for key in WEIGHTS if key.startswith(side)) for side in ("before", "after"))


_DIGITS = 6
"""Of a score: sums of floats differ in the last place between Pythons, and a score may equal a threshold."""


def score(text: str, at: int, length: int, least: float) -> float | None:
    """The score of a name of this length here; None where it is below the least, or where no name can be."""
    formed = _formed(text, at, length)
    if formed is None:
        return None
    weight = _WEIGHT[text[at] not in FIRM]
    total = fsum(map(weight, formed))
    if total - fsum(weight(key) for key in formed if key in (LEFT, "word")) + _AT_BEST < least - 10**-_DIGITS:
        return None
    if length == 2 and len(text) == 2:
        return None  # a word alone is seldom a name
    if length == 2 and at and text[at - 1] in COMMON_SURNAMES and _before(text[max(0, at - 9) : at - 1]) in _HEADS:
        return None  # 刘丑丽: the given name of somebody else
    before, after = _placed(text, at, at + length)
    if "name before it" in formed and (after in _GOING_ON or (after == "after: does" and before not in _SURE_BEFORE)):
        return None
    is_sure = before in _SURE_BEFORE or (before == "before: open" and after in _SURE_AFTER)
    if length == 2 and text[at + 1] in _ENDING and not is_sure:
        return None
    if LEFT in formed and (before == "before: title" or _is_agent(text, at, at + length)):
        total -= weight(LEFT)  # 市长于志浩: the character beside is the title's; 由于伟负责: it is 由's
    if before == "before: title" and after in _TELLING and "word" in formed:
        total -= weight("word")  # 市长于大同说: no place has titles before it and speaks
    total = round(total + weight(before) + weight(after), _DIGITS)
    return total if total >= least else None


def evidence(text: str, at: int, length: int) -> list[str] | None:
    """The evidence for and against a name of this length here, as keys of WEIGHTS; None where no name is possible."""
    keys = _formed(text, at, length)
    if keys is None:
        return None
    before, after = _placed(text, at, at + length)
    forgiven = {LEFT} if before == "before: title" or _is_agent(text, at, at + length) else set()
    if before == "before: title" and after in _TELLING:
        forgiven.add("word")
    return [key for key in keys if key not in forgiven] + [before, after]


def _is_agent(text: str, at: int, end: int) -> bool:
    """Whether 由 comes before it and a duty that only a person has comes after: 由于伟负责."""
    return text[at - 1 : at] == "由" and text.startswith(_CHARGED, end)


def is_bound(text: str, at: int) -> bool:
    """Whether a character that may be a surname forms a word with the one beside it."""
    left, right = _BESIDE.get(text[at], _NOTHING)
    return (at > 0 and text[at - 1] in left) or text[at + 1] in right


def _formed(text: str, at: int, length: int) -> list[str] | None:
    """The evidence from a name's own characters and those beside it; None where no name is possible."""
    end = at + length
    first = TIER.get(text[at + 1 : at + 2])
    last = TIER.get(text[end - 1 : end])
    if first is None or last is None or text[end - 1] == "后":  # 见到李娜后: whoever it is, the name ends before
        return None
    surname, given, after = text[at], text[at + 1 : end], text[end : end + 1]
    if length == 3:
        keys = ["length 3", first, last]
        if given[1] in _ENDING:
            keys.append("name before it")
        if given in PLACES_AND_TIMES:
            keys.append("place")
        elif given in WORDS:
            keys.append("word")
        if given[1] + after in WORDS or after in _BESIDE.get(given[1], _NOTHING)[1]:
            keys.append("word across the end")
        if given[0] == given[1]:
            keys.append("twice")
    else:
        keys = ["length 2", first]
        if given in "里后":
            keys.append("name before it")
        if (pair := given + after) in WORDS or pair in PLACES_AND_TIMES:
            keys.append("word across the end of two")
    if surname + given[0] in WORDS:
        keys.append(_WORD_BEGUN[length])
    before = text[at - 1] if at else " "
    if surname not in _BESIDE:
        if before + surname in WORDS and before + surname not in DOUBLE_SURNAMES:
            keys.append(LEFT)
        return keys
    if surname in FIRM and given[0] in COMMON_SURNAMES:
        keys.append("another surname")
    left, right = _BESIDE[surname]
    if before in left or before + surname in WORDS or (surname in "余种" and (before.isdigit() or before in "多几")):
        keys.append(LEFT)
    if given[0] in right:
        keys.append(_BOUND_RIGHT[length])
    return None if text[at : at + 3] in PHRASES or text[at : at + 2] in PHRASES else keys


def _placed(text: str, at: int, end: int) -> tuple[str, str]:
    """The evidence from the text before a name and after it."""
    if text[at - 1 : at + 1] in DOUBLE_SURNAMES:
        at -= 1
    return "before: " + _before(text[max(0, at - 8) : at]), "after: " + _after(text[end : end + 4])


def _before(before: str) -> str:
    if not before:
        return "open"
    bare = before[:-1] if before[-1] in _AFTER_TITLE else before
    if bare.endswith(_BYLINES):
        return "byline"
    if bare.endswith(_TITLES):
        return "title"
    if _LISTED.search(before):
        return "listed"
    if before[-1] in _OPEN:
        return "open"
    if before.endswith(_ACTED_ON):
        return "verb"
    if before[-1] in STANDING:
        return "standing"
    if before.endswith(_LEADING):
        return "lead"
    return "object" if before[-1] in OBJECT else "other"


def _after(after: str) -> str:
    if after.startswith(_CALLED) or _OF_A_PERSON.match(after):
        return "called"
    if after.startswith(_SAYS):
        return "says"
    if after.startswith(_DOES):
        return "does"
    if after[:1] in _JOINED:
        return "list"
    if _END.match(after):
        return "end"
    return "weak" if after.startswith(_WEAK) else "other"
