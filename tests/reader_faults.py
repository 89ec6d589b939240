"""Faults put into a written reading, one by one: what readers get wrong, for the tests of repair and of the model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

Entries = list[dict[str, str]]


def _spot(entries: Entries, random: Random) -> tuple[dict[str, str], str, list[str]]:
    entry = random.choice(entries)
    name = random.choice([key for key in entry if key not in ("kind", "belongs_to")] or ["text"])
    return entry, name, entry.get(name, "").split()


def forget_a_word(entries: Entries, random: Random) -> None:
    entry, name, words = _spot(entries, random)
    if words:
        words.pop(random.randrange(len(words)))
    entry[name] = " ".join(words)


def forget_an_item(entries: Entries, random: Random) -> None:
    entries.pop(random.randrange(len(entries)))


def claim_twice(entries: Entries, random: Random) -> None:
    _, _, words = _spot(entries, random)
    entry, name, others = _spot(entries, random)
    if words:
        others.insert(random.randint(0, len(others)), random.choice(words).lstrip("#~"))
    entry[name] = " ".join(others)


def off_by_one(entries: Entries, random: Random) -> None:
    entry, name, words = _spot(entries, random)
    if words:
        at = random.randrange(len(words))
        words[at] = re.sub("[0-9]+", lambda m: str(max(0, int(m[0]) + random.randint(-1, 1))), words[at])
    entry[name] = " ".join(words)


def cut_a_line(entries: Entries, random: Random) -> None:
    entry, name, words = _spot(entries, random)
    whole = [n for n, word in enumerate(words) if re.fullmatch("[0-9]+", word)]
    if whole:
        at = random.choice(whole)
        words[at] = f"{words[at]}:{random.randint(1, 4)}-{random.choice(['', random.randint(2, 60)])}"
    entry[name] = " ".join(words)


def no_such_line(entries: Entries, random: Random) -> None:
    entry, name, words = _spot(entries, random)
    words.append(random.choice(["9999", "0", "9990-9999", "5000:1-3", "1-99999"]))
    entry[name] = " ".join(words)


def nonsense(entries: Entries, random: Random) -> None:
    entry, name, words = _spot(entries, random)
    words.append(random.choice(["标题", "12-", "-", "a-b", "3:4", "7:", "--", "7-3", "#", "~", "|", "1:9-2"]))
    entry[name] = " ".join(words)


def another_kind(entries: Entries, random: Random) -> None:
    random.choice(entries)["kind"] = random.choice(["article", "photo", "refer", "notice", "furniture", "advert", ""])


def another_field(entries: Entries, random: Random) -> None:
    entry, name, _ = _spot(entries, random)
    words = entry.pop(name, "")
    field = random.choice(["kicker", "headline", "deck", "byline", "credit", "jump_to", "jump_from", "text", "body"])
    entry[field] = f"{entry.get(field, '')} {words}".strip()


def shuffle(entries: Entries, random: Random) -> None:
    random.shuffle(entries)


FAULTS: tuple[Callable[[Entries, Random], None], ...] = (
    forget_a_word,
    forget_an_item,
    claim_twice,
    off_by_one,
    cut_a_line,
    no_such_line,
    nonsense,
    another_kind,
    another_field,
    shuffle,
)


def spoil(written: str, random: Random, faults: int) -> str:
    """A written reading with so many faults put in."""
    entries: Entries = [{k: v for k, v in one.items() if isinstance(v, str)} for one in json.loads(written)]
    for _ in range(faults):
        if entries:
            random.choice(FAULTS)(entries, random)
    return json.dumps(entries, ensure_ascii=False)
