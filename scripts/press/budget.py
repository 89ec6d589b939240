"""How much room the site takes of what its host gives, and what a year of such editions will take.

GitHub Pages publishes up to 1 GB. The estimate is from the newest editions: what they take on the average, and how
often they appear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.edition.catalogue import Bilingual, words

WARN_AT = 0.8
FEWEST = 10
"""Editions from which a year can be estimated: two weeks of a daily, with a holiday in them."""
FAR = 20
"""Years beyond which an estimate means nothing."""
SAMPLE = 60
"""Editions of which the estimate is made: two months of a daily."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Bytes: what the site takes now, what a year adds (0: too few editions to say), what the host allows."""

    used: int
    year: int
    limit: int

    @property
    def share(self) -> float:
        """How much of the limit is used, from 0."""
        return self.used / self.limit if self.limit else 0.0

    @property
    def is_tight(self) -> bool:
        """Whether it is time to do something."""
        return self.share >= WARN_AT

    def in_words(self) -> Bilingual:
        """One line."""
        given = {"used": _mib(self.used), "limit": _mib(self.limit), "share": f"{self.share:.0%}"}
        if not self.year:
            return words("budget", **given)
        left = max(self.limit - self.used, 0) / self.year
        if left > FAR:
            return words("budget-plenty", **given, year=_mib(self.year), years=FAR)
        return words("budget-year", **given, year=_mib(self.year), left=f"{left:.1f}")


def growing(variants: Mapping[str, int | None], editions: int) -> list[str]:
    """The variants that a new edition adds to: one kept for the newest N editions loses one for each that it gains."""
    return [name for name, newest in variants.items() if newest is None or newest > editions]


def estimate(used: int, limit: int, sizes: Mapping[dt.date, int], dates: Sequence[dt.date], shared: int) -> Budget:
    """The budget from the newest editions' bytes, all dates oldest first, and what lists and search take of all."""
    newest = dates[-SAMPLE:]
    if len(newest) < FEWEST:
        return Budget(used, 0, limit)
    gap = (newest[-1] - newest[0]).days / (len(newest) - 1)
    mean = sum(sizes.get(date, 0) for date in newest) / len(newest) + shared / len(dates)
    return Budget(used, round(mean * 365.25 / gap), limit)


def _mib(size: int) -> str:
    return f"{size / 2**20:,.1f}" if size < 10 * 2**20 else f"{size / 2**20:,.0f}"
