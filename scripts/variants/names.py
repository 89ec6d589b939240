"""Names of people in running text, where OpenCC would take the surname for a word (于 於, 范 範, 后 後).

A name is evidence added up: characters that given names are made of, what stands before (a title, a list of names, a
sentence's beginning), what follows (says, attends, a mark), and against it that the same characters are a word, or part
of one with a neighbour. A name found once is known in the whole text. What is not certain stays as OpenCC has it: a
preposition printed as a name is as wrong as a name printed as a preposition, and there are more prepositions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.variants.namewords import (
    ACTED_ON,
    BESIDE,
    BYLINES,
    CALLED,
    COMMON_SURNAMES,
    DOES,
    ENDING,
    FIRM,
    GIVEN_FORMS,
    GIVEN_KEPT,
    INSIDE,
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
    TRAPS,
    WEAK,
    WORDS,
)

_TIER = {char: f"tier {tier}" for tier, chars in enumerate(TIERS) for char in chars}
_RISKY = frozenset(FIRM + SOFT)
_SURNAMES = frozenset(SURNAMES + FIRM + SOFT)
_INSIDE = frozenset(INSIDE)
_ANY = re.compile(
    rf"[{FIRM}{SOFT}](?=[{''.join(_TIER)}])|[{''.join(TRAPS)}]|[{INSIDE}](?:(?<=[{SURNAMES}].)|(?<=[{SURNAMES}]..))"
)
_TRAPS = {surname: re.compile(rule) for surname, rule in TRAPS.items()}
_BESIDE = {char: (frozenset(left), frozenset(right)) for char, (left, right) in BESIDE.items()}
_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
_BOUND_RIGHT = {2: "bound to the right", 3: "bound to the right of three"}
_ENDING = frozenset(ENDING)
_TITLES, _BYLINES, _ACTED_ON, _LEADING, _CALLED, _SAYS, _DOES, _WEAK = (
    tuple(words.split("|")) for words in (TITLES, BYLINES, ACTED_ON, LEADING, CALLED, SAYS, DOES, WEAK)
)
_AFTER_TITLE = frozenset(" 　：:“（(/")
_LISTED = re.compile(rf"[{SURNAMES}{FIRM}{SOFT}][一-龥]{{1,2}}[、 　/]$")
_JOINED = frozenset("、/")
_OPEN = frozenset(">，。；：！？、（(“「『《 　\t—…·/\n＞”」』》）)】■□●▲▼◆◎★☆△|｜")
_END = re.compile(r"$|[<，。；：！？）)”」』》\s—…·/｜|]")
_OF_A_PERSON = re.compile(r"\s?摄|（[女男回满壮苗藏蒙土彝侗朝维左右中见图前后]")

WEIGHTS: dict[str, tuple[float, float]] = {
    "after: called": (2.3, 1.2),
    "after: does": (0.8, 1.0),
    "after: end": (-0.8, -0.1),
    "after: list": (0.4, 1.0),
    "after: other": (-1.9, -1.7),
    "after: says": (0.5, 1.5),
    "after: weak": (0.2, -0.3),
    "another surname": (-2.5, 0.0),
    "before: byline": (2.0, 1.8),
    "before: lead": (-0.5, -0.8),
    "before: listed": (2.5, 1.6),
    "before: object": (-0.2, -1.1),
    "before: open": (0.0, 0.1),
    "before: other": (-3.1, -2.3),
    "before: standing": (-1.4, 0.5),
    "before: title": (2.0, 1.9),
    "before: verb": (0.2, 0.8),
    "bound to the left": (-2.6, -4.3),
    "bound to the right": (-2.7, -3.0),
    "bound to the right of three": (-1.5, -1.2),
    "length 2": (2.7, 4.5),
    "length 3": (3.7, 4.9),
    "name before it": (0.3, -1.4),
    "place": (-2.6, -0.6),
    "tier 0": (2.2, 2.1),
    "tier 1": (1.3, 1.7),
    "tier 2": (0.6, 1.0),
    "tier 3": (-0.1, -0.2),
    "tier 4": (-1.1, -0.4),
    "twice": (-0.9, 0.1),
    "word": (-2.0, -1.9),
    "word across the end": (-2.3, -3.0),
    "word across the end of two": (-3.2, -3.5),
    "word with the surname": (-2.2, -4.6),
}
"""Log-odds for a surname of FIRM, and for any other: fitted by logistic regression to half of a month of a daily's
text in which names are marked, with surnames at risk put in their places, and to a novel's; judged on the other half."""

THRESHOLDS = {
    **dict.fromkeys(SOFT, 2.5),
    **dict.fromkeys("采咸丑", 4.0),
    "于": 3.5,
    "后": 3.5,
    "种": 2.5,
    "占": 2.5,
    "干": 2.5,
    "党": 4.5,
}
"""What the evidence for a name must reach, by surname: a few wrong names in a million characters, between them all."""

INSIDE_THRESHOLD = 3.0
TRAP_THRESHOLD = 4.0
MARGIN = 1.0

_WEIGHT = tuple({key: pair[side] for key, pair in WEIGHTS.items()}.__getitem__ for side in (0, 1))
_SURE_BEFORE = frozenset(("before: title", "before: byline", "before: listed"))
_SURE_AFTER = frozenset(("after: called", "after: says", "after: list"))
_GOING_ON = frozenset(("after: other", "after: weak", "after: does"))
_AT_BEST = sum(max(max(WEIGHTS[key]) for key in WEIGHTS if key.startswith(side)) for side in ("before", "after"))


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
    for match in _ANY.finditer(text):
        name = _at(text, match.start(), match[0])
        if name is not None and name.start not in names:
            names[name.start] = name
            if name.end - name.start == 3:
                certain.add(text[name.start : name.end])
    if len(certain) > given:
        names = {**_standing(text, certain), **names}
    kept: list[Name] = []
    for name in sorted(names.values(), key=lambda n: n.start):
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
    return kept


def doubtful(text: str) -> list[Name]:
    """What may be a name and may not: a little evidence too few, or only just enough."""
    found: list[Name] = []
    for match in _ANY.finditer(text):
        if match[0] in _RISKY:
            least = THRESHOLDS[match[0]]
            best = _best(((match.start(), 3), (match.start(), 2)), text, least - MARGIN)
            if best is not None and best.score <= least + MARGIN / 2:
                found.append(best)
    return found


def is_at_risk(name: str) -> bool:
    """Whether OpenCC may take a part of this name for a word."""
    return len(name) >= 2 and (name[0] in _RISKY or name[0] in TRAPS or any(char in _INSIDE for char in name[1:]))


def is_name(name: str) -> bool:
    """Whether a text that stands alone is a name: two to four characters, a surname at their head."""
    return 2 <= len(name) <= 4 and name[0] in _SURNAMES and all("\u4e00" <= char <= "\u9fff" for char in name)


def printed(name: str, usual: Callable[[str], str]) -> str:
    """A name in traditional script; `usual` gives OpenCC's form of a single character."""
    first = name[0] if name[0] in _RISKY else usual(name[0])
    rest = (
        char if char in GIVEN_KEPT and char not in GIVEN_FORMS else GIVEN_FORMS.get(char) or usual(char)
        for char in name[1:]
    )
    return first + "".join(rest)


def evidence(text: str, at: int, length: int) -> list[str] | None:
    """What speaks for and against a name of this length here, as keys of WEIGHTS; None where it can be none."""
    found = _formed(text, at, length)
    return [*found, *_placed(text, at, at + length)] if found is not None else None


def _at(text: str, at: int, char: str) -> Name | None:
    """The name that has this character for its surname, or in its given part, where the evidence suffices."""
    if char in _RISKY:
        name = _best(((at, 3), (at, 2)), text, THRESHOLDS[char])
        if name is not None:
            return name
    elif char in _TRAPS and _TRAPS[char].match(text, at):
        name = _best(((at, 3),), text, TRAP_THRESHOLD)
        if name is not None:
            return name
    if char not in _INSIDE or not at:
        return None
    places = [(at - 2, 3)] if at > 1 and text[at - 2] in _SURNAMES else []
    if text[at - 1] in _SURNAMES:
        places += [(at - 1, 3), (at - 1, 2)]
    return _best(places, text, INSIDE_THRESHOLD) if places else None


def _best(places: Iterable[tuple[int, int]], text: str, least: float) -> Name | None:
    """The likeliest of the names that may stand at some places and lengths, if its score is not below the least."""
    best: Name | None = None
    for at, length in places:
        name = _scored(text, at, length, least)
        if name is not None and (best is None or name.score > best.score):
            best = name
    return best


def _scored(text: str, at: int, length: int, least: float) -> Name | None:
    formed = _formed(text, at, length)
    if formed is None:
        return None
    weight = _WEIGHT[text[at] not in FIRM]
    score = sum(map(weight, formed))
    if score + _AT_BEST < least:
        return None
    before, after = _placed(text, at, at + length)
    if length == 2 and len(text) == 2:
        return None  # a word alone is seldom a name
    if "name before it" in formed and after in _GOING_ON:
        return None
    if length == 2 and text[at + 1] in _ENDING and before not in _SURE_BEFORE and after not in _SURE_AFTER:
        return None
    score += weight(before) + weight(after)
    return Name(at, at + length, score) if score >= least else None


def _formed(text: str, at: int, length: int) -> list[str] | None:
    """What a name's own characters and those beside it say."""
    end = at + length
    first = _TIER.get(text[at + 1 : at + 2])
    last = _TIER.get(text[end - 1 : end])
    if first is None or last is None:
        return None
    surname, given, after = text[at], text[at + 1 : end], text[end : end + 1]
    if length == 3:
        found = ["length 3", first, last]
        if given[1] in _ENDING and given[0] not in _ENDING:
            found.append("name before it")
        if given in PLACES_AND_TIMES:
            found.append("place")
        elif given in WORDS:
            found.append("word")
        if given[1] + after in WORDS or after in _BESIDE.get(given[1], _NOTHING)[1]:
            found.append("word across the end")
        if given[0] == given[1]:
            found.append("twice")
    else:
        found = ["length 2", first]
        if given in "里后":
            found.append("name before it")
        if (pair := given + after) in WORDS or pair in PLACES_AND_TIMES:
            found.append("word across the end of two")
    if surname + given[0] in WORDS:
        found.append("word with the surname")
    before = text[at - 1] if at else " "
    if surname not in _BESIDE:
        if before + surname in WORDS:
            found.append("bound to the left")
        return found
    if surname in FIRM and given[0] in COMMON_SURNAMES:
        found.append("another surname")
    left, right = _BESIDE[surname]
    if before in left or before + surname in WORDS or (surname in "余种" and (before.isdigit() or before in "多几")):
        found.append("bound to the left")
    if given[0] in right:
        found.append(_BOUND_RIGHT[length])
    return found if text[at : at + 3] not in PHRASES else None


def _placed(text: str, at: int, end: int) -> tuple[str, str]:
    """What stands before a name and after it."""
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


def _standing(text: str, certain: set[str]) -> dict[int, Name]:
    """Where names that are certain stand; one of two characters not where its neighbours make it something else."""
    if not certain:
        return {}
    pattern = "|".join(sorted(map(re.escape, certain), key=lambda n: (-len(n), n)))
    found = (Name(match.start(), match.end(), 9) for match in re.finditer(pattern, text))
    return {n.start: n for n in found if n.end - n.start > 2 or not _is_bound(text, n.start)}


def _is_bound(text: str, at: int) -> bool:
    left, right = _BESIDE.get(text[at], _NOTHING)
    return (at > 0 and text[at - 1] in left) or text[at + 1] in right
