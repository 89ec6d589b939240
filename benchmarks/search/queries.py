"""Queries of all kinds drawn from an archive, and what each should find, by plain substring of the text alone."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts.edition.model import Edition, Item
from scripts.edition.urls import item_url
from scripts.variants import converter

HAN = re.compile(r"[\u3007\u3400-\u9fff]+")
_HAN_OR_WORD = re.compile(r"[0-9a-z\u3007\u3400-\u9fff]")
BREAK = re.compile(r"[^\w%·\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9]|[0-9]+[A-Za-z]+")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:万元|亿元|吨|公里|人次|户|亩|平方米|%)")
KINDS = (
    *("word", "name", "place", "phrase", "number", "slogan", "latin", "single"),
    *("words", "headline", "rare", "typed", "traditional"),
    *("across", "zero", "ratio", "thousands"),
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, of which kind it is, and how it is meant: the runs that must all be found; quoted ones loosely."""

    text: str
    kind: str
    runs: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True)
class Text:
    """An item as truth sees it: its address, and its fields in small half-width letters by zone."""

    url: str
    date: str
    zones: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

    @cached_property
    def joined(self) -> str:
        """All of it."""
        return "\n".join(map("\n".join, self.zones))


def texts(editions: Sequence[Edition]) -> list[Text]:
    """All items, oldest first."""
    return [text_of(item) for edition in editions for item in edition.items]


def text_of(item: Item) -> Text:
    """One item."""
    title, head = (plain(item.title),), tuple(plain(one) for one in (item.kicker, item.deck) if one)
    body = [plain(one) for one in (item.byline, item.credit) if one]
    body += [plain(one) for one in item.body.strip().split("\n\n")]
    return Text(item_url(item.date, item.page, item.order), item.date.isoformat(), (title, head, tuple(body)))


def plain(text: str) -> str:
    """As the eye reads: half-width, small letters, circles as zeros, ratios as colons, no space beside Han."""
    text = text.replace("∶", ":")
    while (wide := re.search(r"(?<![0-9])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])", text)) is not None:
        text = text[: wide.start()] + wide[0].replace("，", ",") + text[wide.end() :]
    text = unicodedata.normalize("NFKC", text).lower()
    parts = re.split(r"\s+", text)
    joined = parts[0]
    for part in parts[1:]:
        beside = joined and part and _HAN_OR_WORD.match(joined[-1]) and _HAN_OR_WORD.match(part[0])
        is_typeset = beside and (HAN.match(joined[-1]) or HAN.match(part[0]))
        joined += part if is_typeset else f" {part}"
    return re.sub(r"(?<=[一二三四五六七八九〇])○+", lambda circles: "〇" * len(circles[0]), joined)


class Search:
    """One query, ready to be looked for in many texts."""

    def __init__(self, query: Query) -> None:
        self._patterns = [_pattern(run, query.quoted) for run in query.runs]
        self._whole = _pattern(" ".join(query.runs), True) if len(query.runs) > 1 else None
        self._parts = [part for run in query.runs for part in _parts(run, query.quoted)]

    def may_be_in(self, joined: str) -> bool:
        """Whether all parts are somewhere in a text."""
        return all(part in joined for part in self._parts)

    def rank(self, text: Text) -> int | None:
        """The place of a text among the hits, 0 the best; None where it is none."""
        if not self.may_be_in(text.joined):
            return None
        zones = [_zone(pattern, text) for pattern in self._patterns]
        return None if 9 in zones else _rank(zones, _zone(self._whole, text) if self._whole else 9)


def truth(query: Query, archive: Sequence[Text], sort: str = "relevance") -> list[str]:
    """The addresses a query should find, in the order of `sort`."""
    search = Search(query)
    found = [(rank, text.date, text.url) for text in archive if (rank := search.rank(text)) is not None]
    found.sort(key=lambda hit: hit[2])
    if sort != "oldest":
        found.sort(key=lambda hit: hit[1], reverse=True)
    if sort == "relevance":
        found.sort(key=lambda hit: hit[0])
    return [url for _, _, url in found]


def _zone(pattern: re.Pattern[str], text: Text) -> int:
    return next((zone for zone, fields in enumerate(text.zones) if any(map(pattern.search, fields))), 9)


def _rank(zones: Sequence[int], whole: int) -> int:
    """Headline, kicker and deck, both and text, text alone; in each the whole query first."""
    worst, best = max(zones), min(zones)
    spread = worst if worst < 2 else 2 if best < 2 else 3
    if len(zones) == 1:
        return spread * 2
    return min(spread * 2 + 1, 99 if whole == 9 else (3 if whole == 2 else whole) * 2)


def _parts(run: str, loose: bool) -> list[str]:
    return list(map(plain, BREAK.split(run))) if loose else [plain(run)]


def _pattern(run: str, loose: bool) -> re.Pattern[str]:
    """A run as a regular expression: a substring, but Latin words and numbers whole."""
    parts = [re.escape(part) for part in _parts(run, loose) if part]
    inner = r"[^\w%·\u3400-\u9fff]*".join(parts)
    ascii_word = "[0-9a-z]"
    first, last = plain(run)[0], plain(run)[-1]
    before = rf"(?<!{ascii_word})(?<![0-9]\.)(?<![0-9],)" if re.match(ascii_word, first) else ""
    after = rf"(?!{ascii_word})(?!\.[0-9])(?!,[0-9])" if re.match(ascii_word, last) else ""
    return re.compile(before + inner + after)


def queries(editions: Sequence[Edition], each: int = 26, seed: int = 3) -> list[Query]:
    """`each` queries of every kind, all different."""
    choose = random.Random(seed)
    items = [item for edition in editions for item in edition.items]
    made: dict[str, Query] = {}
    for kind in KINDS:
        wanted = len(made) + each
        for _ in range(each * 60):
            if len(made) >= wanted:
                break
            if query := _draw(kind, choose.choice(items), choose):
                made.setdefault(query.text, query)
    return list(made.values())


def _draw(kind: str, item: Item, choose: random.Random) -> Query | None:
    body = item.body
    runs = [run for run in HAN.findall(body) if len(run) >= 2]
    if kind == "name":
        return _simple(choose.choice(item.authors), kind)
    if kind == "latin":
        found = LATIN.findall(body)
        return _simple(choose.choice(found), kind) if found else None
    if kind == "number":
        found = NUMBER.findall(body)
        return _simple(choose.choice(found), kind) if found else None
    if kind == "slogan":
        found = re.findall("“([^”]*[，、 ][^”]*)”", body)
        if not found:
            return None
        text = choose.choice(found)
        return Query(f'"{text}"', kind, (text,), quoted=True)
    if kind == "single":
        return _simple(choose.choice([c for c in body if HAN.match(c)]), kind)
    if kind == "words":
        chosen = [_cut(choose.choice(runs), choose.choice((2, 3)), choose) for _ in range(choose.choice((2, 2, 3)))]
        return Query(" ".join(dict.fromkeys(chosen)), kind, tuple(dict.fromkeys(chosen)))
    if kind == "headline":
        found = [run for run in HAN.findall(item.title) if len(run) >= 4]
        return _simple(_cut(choose.choice(found), choose.choice((4, 5, 6)), choose), kind) if found else None
    if kind == "across":
        return _across(item.title, choose)
    if kind in _LOOKALIKES:
        pattern, forms = _LOOKALIKES[kind]
        found = re.findall(pattern, body)
        return _lookalike(choose.choice(found), kind, choose.choice(forms)) if found else None
    if kind == "place":
        found = re.findall(r"在([\u3400-\u9fff]{2,4}(?:县|市|区|镇|乡|村))", body)
        return _simple(choose.choice(found), kind) if found else None
    if kind == "rare":
        return _simple(_cut(choose.choice(runs), choose.choice((5, 7, 9)), choose), kind)
    if kind == "typed":
        return _typed(_cut(choose.choice(runs), 3, choose), choose.choice(LATIN.findall(body) or ["5G"]), choose)
    if kind == "traditional":
        text = _cut(choose.choice(runs), choose.choice((1, 2, 2, 3, 4, 6)), choose)
        typed = converter(choose.choice(("zh-Hant-TW", "zh-Hant-HK")), source="zh-Hans").text(text)
        return Query(typed, kind, (text,)) if typed != text else None
    length = 2 if kind == "word" else choose.choice((4, 5, 6, 7, 8))
    return _simple(_cut(choose.choice(runs), length, choose), kind)


_LOOKALIKES = {
    "zero": ("[一二][一二三四五六七八九○]{3}年", ("○", "〇")),
    "ratio": ("[0-9]∶[0-9]", ("∶", "：", ":")),
    "thousands": ("[0-9]{1,3}，[0-9]{3}元", ("，", ",", "")),
}
"""What a text has in the first of these forms, and a reader may type in any."""


def _lookalike(text: str, kind: str, typed: str) -> Query:
    return Query(text.replace(_LOOKALIKES[kind][1][0], typed), kind, (text,))


def _across(title: str, choose: random.Random) -> Query | None:
    """A headline's words on both sides of a space, typed without it."""
    spaces = [match.start() for match in re.finditer(r"(?<=[\u3400-\u9fff]{2}) (?=[\u3400-\u9fff]{2})", title)]
    if not spaces:
        return None
    at = choose.choice(spaces)
    before, after = choose.choice((1, 2)), choose.choice((1, 2))
    return _simple(title[at - before : at] + title[at + 1 : at + 1 + after], "across")


def _simple(text: str, kind: str) -> Query:
    return Query(text, kind, (text,))


def _typed(han: str, latin: str, choose: random.Random) -> Query:
    """As some people type: full-width letters, capitals, a full-width space between words."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in latin)
    typed = choose.choice((wide, latin.upper(), latin.lower()))
    return Query(f"{han}\u3000{typed}", "typed", (han, latin))


def _cut(run: str, length: int, choose: random.Random) -> str:
    length = min(length, len(run))
    start = choose.randrange(len(run) - length + 1)
    return run[start : start + length]
