"""What queries should find in an archive that is too large to hold: one pass over its editions, hits by number."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.search.queries import HAN, Query, Search, text_of
from scripts.edition.model import Edition, Item

FILTERS = ("page_name", "author", "kind")
COUNTED = 2000
"""Hits of a query up to which the filters' values are counted."""


class _Hits:
    """The hits of one query, oldest first: the items' numbers, ranks, and what filters count."""

    def __init__(self, query: Query) -> None:
        self.search = Search(query)
        self.items, self.ranks = array("L"), array("B")
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}


class Answers:
    """All hits of some queries."""

    def __init__(self, asked: Sequence[Query], editions: Iterable[Edition]) -> None:
        self._hits = {query: _Hits(query) for query in asked}
        self._urls: list[str] = []
        self._dates: list[str] = []
        self._numbers: dict[str, int] = {}
        for edition in editions:
            self._take(edition)
        self._numbers = {url: number for number, url in enumerate(self._urls)}

    @property
    def newest(self) -> str:
        """The day some two months before the last."""
        return (dt.date.fromisoformat(self._dates[-1]) - dt.timedelta(60)).isoformat()

    def total(self, query: Query, since: str = "") -> int:
        """How many items should be found, of those not older than a day."""
        hits = self._hits[query]
        return sum(self._dates[number] >= since for number in hits.items) if since else len(hits.items)

    def first(self, query: Query, count: int, sort: str = "relevance", since: str = "") -> list[str]:
        """The addresses of the first hits, in the order of `sort`."""
        hits = self._hits[query]
        found = list(zip(hits.ranks, hits.items, strict=True))
        if since:
            found = [hit for hit in found if self._dates[hit[1]] >= since]
        found.sort(key=lambda hit: hit[1])
        if sort != "oldest":  # newest day first, in each as printed
            found.sort(key=lambda hit: self._dates[hit[1]], reverse=True)
        if sort == "relevance":
            found.sort(key=lambda hit: hit[0])
        return [self._urls[number] for _, number in found[:count]]

    def right(self, query: Query, urls: Sequence[str]) -> int:
        """How many of some addresses are hits."""
        items = self._hits[query].items
        wanted = set(items)
        return sum(self._numbers.get(url, -1) in wanted for url in urls)

    def counts(self, query: Query) -> dict[str, Counter[str]] | None:
        """How often each filter's values stand among the hits; None where there are too many."""
        hits = self._hits[query]
        return hits.counts if len(hits.items) <= COUNTED else None

    def _take(self, edition: Edition) -> None:
        names = {page.number: page.name for page in edition.pages}
        begins = len(self._urls)
        texts = list(map(text_of, edition.items))
        self._urls += [text.url for text in texts]
        self._dates += [edition.date.isoformat()] * len(edition.items)
        joined = "\n".join(text.joined for text in texts)
        for hits in self._hits.values():
            if not hits.search.may_be_in(joined):
                continue
            for number, text in enumerate(texts):
                rank = hits.search.rank(text)
                if rank is None:
                    continue
                hits.items.append(begins + number)
                hits.ranks.append(rank)
                if len(hits.items) <= COUNTED:
                    item = edition.items[number]
                    hits.counts["page_name"][names[item.page]] += 1
                    hits.counts["kind"][item.kind] += 1
                    hits.counts["author"].update(set(item.authors))


def _raw(item: Item) -> str:
    return item.title + item.kicker + item.deck + item.body


def lonely(old: Sequence[Edition], later: Iterable[Edition], most: int = 40, wanted: int = 12) -> list[str]:
    """Six characters side by side that stand in old editions and in no later one."""
    words: dict[str, None] = {}
    for edition in old:
        for item in edition.items[::5]:
            word = item.body[40:46]
            if HAN.fullmatch(word):
                words[word] = None
    step = max(1, len(words) // most)
    left = list(words)[::step]
    for edition in later:
        text = "\n".join(map(_raw, edition.items))
        left = [word for word in left if word not in text]
    return left[:wanted]
