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
"""What the evidence for a name must reach, by surname: a few wrong names in a million characters, between them all."""

INSIDE_THRESHOLD = 3.0
TRAP_THRESHOLD = 2.5
MARGIN = 1.0
MARKED = "-{人名:"
"""With what a mark begins that says: this is a person's name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at a place of a text, and how strong the evidence for it is."""

    start: int
    end: int
    score: float


@lru_cache(maxsize=1024)
def find(text: str, known: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The names in a text whose surname or given name OpenCC would break, in order of place.

    `known` are names that are certain wherever they stand (authors, for one). A text has the same names in every
    variant, so what was found last is remembered.
    """
    certain = {name for name in known if is_at_risk(name)}
    names = _standing(text, certain)
    given = len(certain)
    for match in _ANY.finditer(text):
        name = _at(text, match.start(), match[0])
        if name is not None and name.start not in names and not _is_anothers(text, name):
            names[name.start] = name
            if name.end - name.start == 3:
                certain.add(text[name.start : name.end])
    if len(certain) > given:
        names = {**_standing(text, certain), **names}
    for at in surnames(text):
        names.setdefault(at, Name(at, at + 1, 9))
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
    """A name in traditional script; `usual` gives OpenCC's form of a single character."""
    first = name[0] if name[0] in _RISKY else usual(name[0])
    rest = (
        char if char in GIVEN_KEPT and char not in GIVEN_FORMS else GIVEN_FORMS.get(char) or usual(char)
        for char in name[1:]
    )
    return first + "".join(rest)


def _at(text: str, at: int, char: str) -> Name | None:
    """The name that has this character for its surname, or in its given part, where the evidence suffices."""
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


def _is_anothers(text: str, name: Name) -> bool:
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


def _standing(text: str, certain: set[str]) -> dict[int, Name]:
    """Occurrences of names that are certain, by position; names of two characters only where they are no other word."""
    if not certain:
        return {}
    pattern = "|".join(sorted(map(re.escape, certain), key=lambda n: (-len(n), n)))
    matches = (Name(match.start(), match.end(), 9) for match in re.finditer(pattern, text))
    return {n.start: n for n in matches if n.end - n.start > 2 or not is_bound(text, n.start)}
