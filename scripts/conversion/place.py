"""Which number an item gets when a page is converted again: the one that editors and readers know it by, if any.

An item's file name is its address for ever. So the items of a new conversion are matched with those of the last by
what they say, the most alike first; what matches nothing gets the next number that was never used on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from scripts.edition.model import Item

CONTAINED = 0.6
"""Share of the shorter text's letter pairs that the longer must have. Two stories of one page share 5 to 20 %, two
small ads by one form up to 55 %; a story that was cut in two or joined with another is contained wholly."""
ALIKE = 0.15
"""Least Dice coefficient: a headline of ten characters is contained in its story of a thousand, and is not it."""
ALIKE_OF_ANOTHER_KIND = 0.5
"""The same for a photo that turns out an article, or a refer a notice: there the whole must be much the same."""
SAME_TITLE = 0.1
"""What the same headline adds, so that of two halves of a story the one with the headline keeps the number."""

_NOT_TEXT = re.compile(r"[\W_]+")


def words_of(item: Item) -> str:
    """What an item says, without marks and spaces: what it is recognised by."""
    parts = (item.title if item.title_is_printed else "", item.kicker, item.deck, item.byline, item.credit, item.body)
    return _NOT_TEXT.sub("", "".join(parts))


def numbers(known: Mapping[int, Sequence[Item]], new: Sequence[Item], used: Iterable[int] = ()) -> list[int]:
    """The number of each new item.

    `known` has each number's item as it was last known, in one or more forms (as converted, as edited); `used` are
    numbers that must not be given to another item. A page that nothing is known of keeps its own order: 1, 2, 3 …
    """
    taken = {*known, *used}
    given = _matched(known, new)
    following = max(taken, default=0) + 1
    for index in range(len(new)):
        if index not in given:
            given[index] = following
            following += 1
    return [given[index] for index in range(len(new))]


def _matched(known: Mapping[int, Sequence[Item]], new: Sequence[Item]) -> dict[int, int]:
    """Index of a new item -> number of the known item that it is."""
    texts = [words_of(item) for item in new]
    forms = {number: {words_of(item) for item in items} for number, items in known.items()}
    given: dict[int, int] = {}
    left: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        left.setdefault(text, []).append(index)
    for number in sorted(forms):  # word for word the same: in order of print where several are
        for text in sorted(forms[number]):
            if left.get(text):
                given[left[text].pop(0)] = number
                break
    rest = [index for index in range(len(new)) if index not in given]
    free = sorted(set(forms) - set(given.values()))
    if not rest or not free:
        return given
    pairs = {index: _pairs(texts[index]) for index in rest}
    candidates = []
    for number in free:
        for item in known[number]:
            before = _pairs(words_of(item))
            for index in rest:
                score = _likeness(before, pairs[index])
                if score >= (ALIKE if item.kind == new[index].kind else ALIKE_OF_ANOTHER_KIND):
                    score += SAME_TITLE * (item.title == new[index].title)
                    candidates.append((-score, abs(index - number), number, index))
    for _, _, number, index in sorted(candidates):
        if index not in given and number not in given.values():
            given[index] = number
    return given


def _pairs(text: str) -> Set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _likeness(grams: Set[str], other: Set[str]) -> float:
    """Dice coefficient of two sets of letter pairs, or 0 where neither contains the other's greater part."""
    shared = len(grams & other)
    return 2 * shared / (len(grams) + len(other)) if shared >= CONTAINED * min(len(grams), len(other)) else 0.0
