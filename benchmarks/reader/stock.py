"""Articles that simulated pages are filled with: titles and sentences that belong together, in simplified script."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.typeset.stories import forms
from benchmarks.typeset.topics import topics
from benchmarks.typeset.words import Vocabulary

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』）]*|[^。！？]+$")
_HAN_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9%·]{2,}")
LONG, COMMON = 1200, 150
"""Characters of a long article; articles that share a pair of characters before it says nothing of the subject."""
SHORTEST = 30
"""Characters of the shortest article that is worth printing."""
SUBJECTS = ("city", "country", "culture", "economy", "harbour", "world")


@dataclass(frozen=True, slots=True)
class Article:
    """A title and the sentences under it; kicker and deck where they are known."""

    title: str
    sentences: tuple[str, ...]
    kicker: str = ""
    deck: str = ""

    @property
    def size(self) -> int:
        """Characters of the text."""
        return sum(map(len, self.sentences))

    def words(self) -> list[str]:
        """Runs of two to six characters that title and text share: what the story is about, longest first."""
        text = "".join(self.sentences)
        found: dict[str, None] = {}
        for run in _HAN_RUN.findall(self.title):
            at = 0
            while at < len(run) - 1:
                size = min(6, len(run) - at)
                while size >= 2 and run[at : at + size] not in text:
                    size -= 1
                if size >= 2:
                    found[run[at : at + size]] = None
                    at += size
                else:
                    at += 1
        return sorted(found, key=len, reverse=True)


def sentences_of(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The sentences of paragraphs, with their closing quotes."""
    return tuple(s for p in paragraphs for s in _SENTENCE.findall(p.replace("\u3000", "").strip()) if s.strip())


def read_articles(file: Path) -> tuple[Article, ...]:
    """Articles of a JSON-lines file (`title`, `paragraphs`, and where known `kicker`, `subtitle`), gzipped or not."""
    out = []
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            article = Article(
                re.sub(r"[\u200b\ufeff]", "", told["title"]).strip(),
                sentences_of(told["paragraphs"]),
                (told.get("kicker") or "").strip(),
                (told.get("subtitle") or "").strip("\u200b ").strip(),
            )
            if article.title and article.size >= SHORTEST:
                out.append(article)
    return tuple(out)


def _pairs(title: str) -> set[str]:
    return {title[n : n + 2] for n in range(len(title) - 1) if _HAN_RUN.fullmatch(title[n : n + 2])}


@cache
def _subjects() -> tuple[object, ...]:
    return topics(SUBJECTS)


def invented(random: Random, vocabulary: Vocabulary) -> Article:
    """A story of this repository's own topics: local news that collections of national news do not have."""
    topic = random.choice(_subjects())
    topic = topic.of(random.choice(topic.threads))  # type: ignore[attr-defined]
    title = " ".join(vocabulary.fix(part.strip()) for part in random.choice(topic["head"]).split(" / "))
    says = list(topic["say"])
    random.shuffle(says)
    common = list(forms("common")[0][1])
    if random.random() < 0.3:
        says += random.sample(common, min(len(common), random.randint(2, 14)))
    lines = [random.choice(topic["lead"]), *says[: random.choice((1, 2, 3, 5, 8, 14, 24))], *topic["end"][:1]]
    kicker = vocabulary.fill(random.choice(topic["kicker"])) if topic["kicker"] else ""
    deck = vocabulary.fix(random.choice(topic["deck"])) if topic["deck"] else ""
    return Article(title, sentences_of(vocabulary.fill(line) for line in lines), kicker, deck)


class Stock:
    """Where stories come from: articles of files, and our own."""

    def __init__(self, articles: tuple[Article, ...], own: float = 0.25) -> None:
        self.articles = articles
        self.own = own if articles else 1.0
        self.by_pair: dict[str, list[int]] = {}
        for number, article in enumerate(articles):
            for pair in _pairs(article.title):
                self.by_pair.setdefault(pair, []).append(number)
        self.long = tuple(article for article in articles if article.size > LONG)

    def related(self, random: Random, article: Article) -> Article | None:
        """Another article of the same subject: one whose title shares its rarer words."""
        pairs = [p for p in _pairs(article.title) if 2 <= len(self.by_pair.get(p, ())) <= COMMON]
        if not pairs:
            return None
        weighed = sorted(pairs, key=lambda p: len(self.by_pair[p]))[:4]
        for _ in range(4):
            other = self.articles[random.choice(self.by_pair[random.choice(weighed)])]
            if other.sentences[0] != article.sentences[0]:
                return other
        return None

    def draw(self, random: Random, vocabulary: Vocabulary, low: int, high: int) -> Article:
        """An article of about so many characters; from several where one is not long enough."""
        best: Article | None = None
        if low > LONG / 2 and self.long and random.random() < 0.3:
            return random.choice(self.long)
        for _ in range(8):
            article = invented(random, vocabulary) if random.random() < self.own else random.choice(self.articles)
            if low <= article.size <= high:
                return article
            if best is None or abs(article.size - low) < abs(best.size - low):
                best = article
        assert best is not None
        return best
