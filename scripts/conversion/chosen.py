"""What an editor's words choose: `2025-04-20`, `2025-04-20/01-03`, `2025-04-20 01-03:short 02-05`, a folder, a file.

An item's name alone is of the date before it, so that many can be chosen in one short line; after a colon stands the
kind of entry, or a warning's code.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.conversion.accept import OpenEntry
from scripts.edition.calendar import DateError, date_typed
from scripts.edition.catalogue import Bilingual, UserError, words
from scripts.edition.content import edition_dates
from scripts.edition.label import Label
from scripts.edition.urls import date_of, edition_folder, item_file, item_name, place_of

_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:/(.*))?")
_LOOSE = re.compile(r"(\d{4})[-_/.年]?(\d{1,2})[-_/.月]?(\d{1,2})日?")
_ITEM = re.compile(r"([A-Za-z]{0,2}\d{1,3})-(\d{1,3})(?:\.md)?")
_KIND = re.compile(r"(.*):([a-z]+(?:-[a-z]+)*)", re.DOTALL)


class ChoiceError(UserError):
    """Words that choose nothing: what is wrong with them, and what is meant most likely."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An edition, or an item of it by its file's `name`, or one kind of entry there."""

    date: dt.date
    name: str = ""
    kind: str = ""

    def holds(self, entry: OpenEntry, *, whole: bool) -> bool:
        """Whether an entry is chosen; `whole`: an edition that is named alone means all that is in it."""
        if date_of(entry.path.parent) != self.date or (self.kind and entry.code != self.kind):
            return False
        return entry.path.name == self.name if self.name else whole or bool(self.kind)


def choices(where: Sequence[str], content: Path) -> list[Choice]:
    """What the words choose. Raises ChoiceError for the first that chooses nothing."""
    chosen: list[Choice] = []
    date: dt.date | None = None
    for word in where:
        if match := _ITEM.fullmatch(_bare(word)[0]):
            if date is None:
                raise ChoiceError(words("accept-no-date", word=word))
            chosen = [choice for choice in chosen if choice != Choice(date)]  # the date was said for its items
            chosen.append(_item(date, match, word, content))
            continue
        choice = _choice(word, content)
        date = choice.date
        chosen.append(choice)
    return chosen


def _bare(word: str) -> tuple[str, str]:
    """A word without the kind after its colon, and the kind."""
    match = _KIND.fullmatch(word)
    return (match[1], match[2]) if match else (word, "")


def _choice(word: str, content: Path) -> Choice:
    bare, kind = _bare(word)
    if match := _DATE.fullmatch(bare):
        try:
            date = date_typed(match[1])
        except DateError as error:
            raise ChoiceError(error.seen) from None
        if not (content / edition_folder(date)).is_dir():
            raise ChoiceError(_nearest(word, date, content))
        if not match[2]:
            return Choice(date, "", kind)
        item = _ITEM.fullmatch(match[2])
        if item is None:
            raise ChoiceError(words("accept-no-edition", word=word))
        return _item(date, item, word, content)
    path = Path(bare)
    named = date_of(path.absolute() if path.is_dir() else path.absolute().parent)
    if named and (content / edition_folder(named)).resolve() in (path.resolve(), path.parent.resolve()):
        if path.exists():
            return Choice(named, "" if path.is_dir() else path.name, kind)
        raise ChoiceError(_items_there(word, named, path.name, content))
    if (loose := _LOOSE.fullmatch(bare)) and not path.exists():
        try:
            return_date = dt.date(*map(int, loose.groups()))
        except ValueError:
            raise ChoiceError(words("accept-no-edition", word=word)) from None
        raise ChoiceError(_nearest(word, return_date, content))
    raise ChoiceError(words("accept-no-edition", word=word))


def _item(date: dt.date, match: re.Match[str], word: str, content: Path) -> Choice:
    name = item_file(Label.parse(match[1]), int(match[2]))
    if not (content / edition_folder(date) / name).exists():
        raise ChoiceError(_items_there(word, date, name, content))
    return Choice(date, name, _bare(word)[1])


def _nearest(word: str, date: dt.date, content: Path) -> Bilingual:
    """That there is no such edition, and which was meant most likely: the same date, else the nearest."""
    dates = list(edition_dates(content))
    if date in dates:
        return words("accept-date-form", word=word, date=date)
    if not dates:
        return words("accept-no-edition", word=word)
    return words("accept-nearest", word=word, date=min(dates, key=lambda other: (abs((other - date).days), other)))


def _items_there(word: str, date: dt.date, name: str, content: Path) -> Bilingual:
    """That there is no such item, and which its page has."""
    place = place_of(name)
    there = pages_of(content, date)
    if place is None or place[0] not in there:
        return words("accept-no-page", word=word, date=date, pages=_listed(there))
    orders = sorted(
        found[1]
        for path in (content / edition_folder(date)).iterdir()
        if (found := place_of(path.name)) and found[0] == place[0]
    )
    first, last = (item_name(place[0], order) for order in (orders[0], orders[-1]))
    return words("accept-no-item", word=word, page=place[0], first=first, last=last)


def pages_of(content: Path, date: dt.date) -> dict[Label, None]:
    """The pages of an edition that have items, in order."""
    places = (place_of(path.name) for path in (content / edition_folder(date)).iterdir())
    return dict.fromkeys(sorted({place[0] for place in places if place}))


def no_page(word: str, content: Path, dates: Iterable[dt.date]) -> Bilingual | None:
    """Why `--page` of a label chooses nothing in any of these editions; None where it does."""
    label, last = Label.parse(word), None
    for date in dates:
        there = pages_of(content, date)
        if label in there:
            return None
        last = words("accept-no-page", word=f"--page {word}", date=date, pages=_listed(there))
    return last


def no_kind(word: str, kinds: Iterable[str], warnings: Iterable[str]) -> Bilingual:
    """That there is neither such a kind of entry nor a warning's code, and which was meant most likely."""
    names = sorted(kinds)
    if close := difflib.get_close_matches(word, [*names, *sorted(warnings)], 1, 0.6):
        return words("accept-kind-close", word=word, close=close[0])
    return words("accept-kind-unknown", word=word, known=", ".join(names))


def _listed(pages: Iterable[Label]) -> Bilingual:
    labels = [str(page) for page in pages]
    return Bilingual(", ".join(labels) or "none", "、".join(labels) or "无")
