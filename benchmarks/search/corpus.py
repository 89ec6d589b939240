"""An archive of invented news: as many items as asked, over as many years, the same for the same seed.

Sentences come from patterns; places, people, firms and most nouns are made up from common characters by a law of few
frequent and many rare ones, so that posting lists and texts have the sizes that real news gives them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page

PAGES = ("要闻", "本地", "经济", "民生", "文化", "体育", "国际", "副刊")
ITEMS_A_PAGE = 8
LENGTH = 500
TURNOVER = 12
"""One in so many words, people, places and firms is another each year."""


def _read_words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = values = []
        elif line and not line.startswith("#"):
            values.append(line)
    return found


_WORDS = _read_words()


def _split(name: str) -> list[str]:
    return " ".join(_WORDS[name]).split()


SURNAMES, GIVEN, PLACE_HEADS = ("".join(_WORDS[name]) for name in ("surnames", "given", "place_heads"))
PLACE_TAILS, FIRM_TAILS, NOUNS = _split("place_tails"), _split("firm_tails"), _split("nouns")
VERBS, LATIN, UNITS = _split("verbs"), _split("latin"), _split("units")
SLOGANS, PATTERNS, HEADLINES = _WORDS["slogans"], _WORDS["patterns"], _WORDS["headlines"]


class Archive:
    """Invented editions. `items` in all, spread evenly over `years` full years that end with `last`.

    Each year is made by itself, so an archive of any size passes through the memory of one edition. The paper changes
    as papers do: of all words, people, places and firms one in `TURNOVER` gives way to a new one with each year.
    """

    def __init__(self, items: int, years: int, last: int = 2024, seed: int = 7) -> None:
        self.items, self.years, self.last, self.seed = items, years, last, seed
        self.random = random.Random(seed)
        self._common = [chr(code) for code in self._level_one()]
        self.random.shuffle(self._common)
        self.words = sorted({self._new_word() for _ in range(30000)})
        self.random.shuffle(self.words)
        self._word_weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.nouns = NOUNS + [self._new_word() for _ in range(4000)]
        self._noun_weights = list(accumulate(1 / (rank + 40) for rank in range(len(self.nouns))))
        self.verbs = VERBS + [self._new_word() for _ in range(1500)]
        self._verb_weights = list(accumulate(1 / (rank + 20) for rank in range(len(self.verbs))))
        self.people = [self._new_person() for _ in range(1500)]
        self._people_weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.people))))
        self.places = [self._new_place() for _ in range(600)]
        self.firms = [self._new_firm() for _ in range(300)]

    @property
    def reporters(self) -> list[str]:
        """Those who write this year."""
        return self.people[:60]

    def editions(self) -> Iterator[Edition]:
        """The editions, oldest first."""
        first = dt.date(self.last - self.years + 1, 1, 1)
        kept = [list(names) for names in self._vocabularies()]
        for number in range(self.years):
            self.random = random.Random(f"{self.seed} {number}")
            if number:
                self._turn_over()
            held = self.items * (number + 1) // self.years - self.items * number // self.years
            yield from self._year_of(first.replace(year=first.year + number), held)
        for names, before in zip(self._vocabularies(), kept, strict=True):
            names[:] = before

    def _year_of(self, first: dt.date, items: int) -> Iterator[Edition]:
        days = (first.replace(year=first.year + 1) - first).days
        count = min(days, max(1, -(-items // (len(PAGES) * ITEMS_A_PAGE))))
        for number in range(count):
            held = items * (number + 1) // count - items * number // count
            yield self._edition(first + dt.timedelta(days=days * number // count), held)

    def _vocabularies(self) -> tuple[list[str], ...]:
        return self.words, self.people, self.places, self.firms

    def _turn_over(self) -> None:
        makers = (self._new_word, self._new_person, self._new_place, self._new_firm)
        for names, make in zip(self._vocabularies(), makers, strict=True):
            for place in self.random.sample(range(len(names)), len(names) // TURNOVER):
                names[place] = make()

    def _new_word(self) -> str:
        return "".join(self._zipf(self._common, 1.05, 2))

    def _new_person(self) -> str:
        return self.random.choice(SURNAMES) + "".join(self.random.choices(GIVEN, k=self.random.choice((1, 2, 2, 2))))

    def _new_place(self) -> str:
        return "".join(self.random.choices(PLACE_HEADS, k=2)) + self.random.choice(PLACE_TAILS)

    def _new_firm(self) -> str:
        return "".join(self.random.choices(PLACE_HEADS, k=2)) + self.random.choice(FIRM_TAILS)

    def _edition(self, date: dt.date, count: int) -> Edition:
        pages = tuple(Page(Label(number), name) for number, name in enumerate(PAGES, 1))
        places = sorted((index % len(PAGES) + 1, index // len(PAGES) + 1) for index in range(count))
        return Edition(date, "", pages, tuple(self._item(date, page, order) for page, order in places))

    def _item(self, date: dt.date, page: int, order: int) -> Item:
        choose = self.random
        length = int(choose.triangular(0.3, 2.2, 0.5) * LENGTH)
        authors = tuple(dict.fromkeys(choose.choices(self.reporters, k=choose.choice((1, 1, 2)))))
        paragraphs: list[str] = []
        text = f"本报讯（记者 {' '.join(authors)}）"
        while sum(map(len, paragraphs)) + len(text) < length:
            text += self._sentence(choose.choice(PATTERNS))
            if len(text) > 130:
                paragraphs.append(text)
                text = ""
        paragraphs += [text] if text else []
        return Item(
            date,
            Label(page),
            order,
            choose.choices(("article", "photo", "notice"), (20, 2, 1))[0],
            self._sentence(choose.choice(HEADLINES)),
            kicker=self._sentence("{place}{verb}{word}{noun}") if choose.random() < 0.2 else "",
            deck=self._sentence("{word}{noun}{verb} {verb}{noun}{number}") if choose.random() < 0.2 else "",
            authors=authors,
            body="\n\n".join(paragraphs) + "\n",
        )

    def _sentence(self, pattern: str) -> str:
        out = []
        for part in pattern.replace("}", "{").split("{"):
            fill = getattr(self, f"_{part}", None) if part.isascii() and part else None
            out.append(fill() if fill else part)
        return "".join(out)

    def _word(self) -> str:
        return self.random.choices(self.words, cum_weights=self._word_weights)[0]

    def _person(self) -> str:
        return self.random.choices(self.people, cum_weights=self._people_weights)[0]

    def _place(self) -> str:
        return self.random.choice(self.places)

    def _firm(self) -> str:
        return self.random.choice(self.firms)

    def _noun(self) -> str:
        return self.random.choices(self.nouns, cum_weights=self._noun_weights)[0]

    def _verb(self) -> str:
        return self.random.choices(self.verbs, cum_weights=self._verb_weights)[0]

    def _latin(self) -> str:
        return self.random.choice(LATIN)

    def _slogan(self) -> str:
        return self.random.choice(SLOGANS)

    def _percent(self) -> str:
        return f"{self.random.uniform(1, 60):.1f}%"

    def _number(self) -> str:
        value = self.random.choice(
            (
                str(self.random.randint(2, 999)),
                f"{self.random.uniform(1, 400):.1f}",
                str(self.random.randint(1000, 90000)),
            )
        )
        return value + self.random.choice(UNITS[:-2])

    def _year(self) -> str:
        """A year in Chinese numerals, its zeros typed as circles, as many papers have them."""
        return "".join("○一二三四五六七八九"[int(digit)] for digit in str(self.random.randint(1949, 2024))) + "年"

    def _score(self) -> str:
        return f"{self.random.randint(0, 5)}∶{self.random.randint(0, 5)}"

    def _money(self) -> str:
        return f"{self.random.randint(1, 99)}，{self.random.randint(0, 999):03d}元"

    def _date(self) -> str:
        return f"{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日"

    def _zipf(self, values: Sequence[str], power: float, count: int) -> list[str]:
        return self.random.choices(values, cum_weights=self._weights(len(values), power), k=count)

    def _weights(self, count: int, power: float) -> list[float]:
        kept: dict[tuple[int, float], list[float]] = self.__dict__.setdefault("_kept", {})
        if (count, power) not in kept:
            kept[count, power] = list(accumulate(1 / (rank + 20) ** power for rank in range(count)))
        return kept[count, power]

    @staticmethod
    def _level_one() -> Iterator[int]:
        """The 3,755 commonest characters, by their rows in GB 2312."""
        for row in range(0xB0, 0xD8):
            for cell in range(0xA1, 0xFF):
                try:
                    yield ord(bytes((row, cell)).decode("gb2312"))
                except UnicodeDecodeError:
                    continue
