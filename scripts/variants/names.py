"""Names of people in running text, where OpenCC would take the surname for a word (于 於, 范 範, 后 後).

Evidence for a name adds up (`evidence.py`): characters that given names are made of, what comes before (a title, a list
of names, the beginning of a sentence) and after (says, attends, a punctuation mark); against it counts that the same
characters are a word, or form one with a neighbour. A name recognised once is known in the whole text. Where the
evidence is not enough, OpenCC's form stays: a preposition printed as a name is as wrong as a name printed as a
preposition, and there are more prepositions. docs/decisions/variants.md says how the thresholds were set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from scripts.variants.addressed import surnames
from scripts.variants.evidence import TIER, is_bound, score
from scripts.variants.namewords import COMMON_SURNAMES, FIRM, GIVEN_FORMS, GIVEN_KEPT, INSIDE, SOFT, SURNAMES, TRAPS

_RISKY = frozenset(FIRM + SOFT)
_SURNAMES = frozenset(SURNAMES + FIRM + SOFT)
_INSIDE = frozenset(INSIDE)
_ANY = re.compile(
    rf"[{FIRM}{SOFT}](?=[{''.join(TIER)}])|[{''.join(TRAPS)}]|[{INSIDE}](?:(?<=[{SURNAMES}].)|(?<=[{SURNAMES}]..))"
)
_TRAPS = {surname: re.compile(rule) for surname, rule in TRAPS.items()}

THRESHOLDS = {
    **dict.fromkeys(SOFT, 2.5),
    **dict.fromkeys("咸丑", 4.0),
    "采": 5.0,
    "于": 3.5,
    "后": 3.5,
    "种": 2.5,
    "占": 2.5,
    "干": 2.5,
    "党": 4.5,
}
"""Least score of a name, by surname: all together they let a few wrong names through in a million characters."""
INSIDE_THRESHOLD = 3.0
"""Least score of a name in whose given part OpenCC would change a character."""
TRAP_THRESHOLD = 2.5
"""Least score of a name that begins one of the phrases of `TRAPS`."""
MARGIN = 1.0
"""How far below its threshold a name is still doubtful; above it, half as far."""
CERTAIN = 9.0
"""The score of a name that needs no evidence: one that is known, or a surname with a form of address."""
MARKED = "-{人名:"
"""The beginning of a mark for a person's name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, from `start` to `end`, and the strength of the evidence for it."""

    start: int
    end: int
    score: float


@lru_cache(maxsize=1024)
def find(text: str, known: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The names in a text whose surname or given name OpenCC would break, in order of place.

    `known` are names that are certain anywhere, such as the authors'. A text has the same names in every variant, so
    the result is cached.
    """
    certain = {name for name in known if is_at_risk(name)}
    names = _occurrences(text, certain)
    given = len(certain)
    for match in _ANY.finditer(text):
        name = _at(text, match.start(), match[0])
        if name is not None and name.start not in names and not _is_part_of_another(text, name):
            names[name.start] = name
            if name.end - name.start == 3:
                certain.add(text[name.start : name.end])
    if len(certain) > given:
        names = {**_occurrences(text, certain), **names}
    for at in surnames(text):
        names.setdefault(at, Name(at, at + 1, CERTAIN))
    kept: list[Name] = []
    for name in sorted(names.values(), key=lambda n: n.start):
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
    return tuple(kept)


def marked(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text with its names marked, for use where the evidence around them is lost."""
    if "-{" in text:
        return text
    parts: list[str] = []
    last = 0
    for name in find(text, known):
        parts += text[last : name.start], MARKED, text[name.start : name.end], "}-"
        last = name.end
    return "".join([*parts, text[last:]])


def doubtful(text: str) -> list[Name]:
    """Possible names whose evidence falls just short of the threshold, or only just reaches it."""
    doubtful_names: list[Name] = []
    for match in _ANY.finditer(text):
        if match[0] in _RISKY:
            least = THRESHOLDS[match[0]]
            best = _best(((match.start(), 3), (match.start(), 2)), text, least - MARGIN)
            if best is not None and best.score <= least + MARGIN / 2:
                doubtful_names.append(best)
    return doubtful_names


def is_at_risk(name: str) -> bool:
    """Whether OpenCC may take a part of this name for a word."""
    return len(name) >= 2 and (name[0] in _RISKY or name[0] in TRAPS or any(char in _INSIDE for char in name[1:]))


def is_name(name: str) -> bool:
    """Whether a text on its own is a name: two to four characters that begin with a surname."""
    return 2 <= len(name) <= 4 and name[0] in _SURNAMES and all("\u4e00" <= char <= "\u9fff" for char in name)


def printed(name: str, usual: Callable[[str], str]) -> str:
    """A name in traditional script; `usual` returns OpenCC's form of a single character."""
    first = name[0] if name[0] in _RISKY else usual(name[0])
    rest = (
        char if char in GIVEN_KEPT and char not in GIVEN_FORMS else GIVEN_FORMS.get(char) or usual(char)
        for char in name[1:]
    )
    return first + "".join(rest)


def _at(text: str, at: int, char: str) -> Name | None:
    """The name with this character as its surname or in its given part, or None where the evidence is not enough."""
    candidates: list[Name | None] = []
    if char in _RISKY:
        candidates.append(_best(((at, 3), (at, 2)), text, THRESHOLDS[char]))
    elif char in _TRAPS and _TRAPS[char].match(text, at):
        candidates.append(_best(((at, 3),), text, TRAP_THRESHOLD))
    if char in _INSIDE and at:
        places = [(at - 2, 3)] if at > 1 and text[at - 2] in _SURNAMES else []
        if text[at - 1] in _SURNAMES:
            places += [(at - 1, 3), (at - 1, 2)]
        candidates.append(_best(places, text, INSIDE_THRESHOLD))
    return max((name for name in candidates if name is not None), key=attrgetter("score"), default=None)


def _is_part_of_another(text: str, name: Name) -> bool:
    """Whether the would-be given name also occurs on its own in the text: 落后丁伟, in a text about 丁伟."""
    surname, given = text[name.start], text[name.start + 1 : name.end]
    if surname not in FIRM or len(given) < 2 or (surname == "于" and given[0] not in COMMON_SURNAMES):
        return False
    alone = sum(text[match.start() - 1] not in _SURNAMES for match in re.finditer(given, text))
    return alone > text.count(surname + given)


def _best(places: Iterable[tuple[int, int]], text: str, least: float) -> Name | None:
    """The likeliest name among (start, length) pairs, or None where every score is below `least`."""
    best: Name | None = None
    for at, length in places:
        points = score(text, at, length, least)
        if points is not None and (best is None or points > best.score):
            best = Name(at, at + length, points)
    return best


def _occurrences(text: str, certain: set[str]) -> dict[int, Name]:
    """Occurrences of names that are certain, by position; names of two characters only where they are no other word."""
    if not certain:
        return {}
    pattern = "|".join(sorted(map(re.escape, certain), key=lambda n: (-len(n), n)))
    matches = (Name(match.start(), match.end(), CERTAIN) for match in re.finditer(pattern, text))
    return {n.start: n for n in matches if n.end - n.start > 2 or not is_bound(text, n.start)}
