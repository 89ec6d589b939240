"""Which characters get a number of their own: the commonest in the stories, and the marks of the trade."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

from benchmarks.reader import words
from benchmarks.reader.stock import Stock, invented
from benchmarks.typeset.stories import forms
from benchmarks.typeset.words import Vocabulary

MARKS = "，。、；：！？“”‘’（）《》〈〉【】〔〕…—·～%％()[]/|:.,-+▲▼◀▶△▽□■●◆◇★○◎◉①②③④⑤⑥⑦⑧⑨⑩→←↑↓►»>@"
QUOTES = {
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "﹁": "“",
    "﹂": "”",
    "﹃": "‘",
    "﹄": "’",
    '"': "“",
    "．": ".",
    "／": "/",
    "｜": "|",
}
FORMS = ("common", "essays", "notices", "poems", "tables", "tips")


def choose(stock: Stock, count: int) -> tuple[str, dict[str, str]]:
    """The characters, and which traditional ones stand for them (OpenCC's single characters)."""
    import opencc

    seen: Counter[str] = Counter()
    for article in stock.articles:
        seen.update(article.title * 3)
        seen.update("".join(article.sentences))
    for number in range(4000):
        rng = random.Random(number)
        article = invented(rng, Vocabulary(rng, dt.date(2020, 1, 2)))
        seen.update(article.title)
        seen.update("".join(article.sentences))
    for table in words.tables().values():
        for form in table:
            seen.update(dict.fromkeys(form, 30))
    for name in FORMS:
        for title, lines in forms(name):
            seen.update(dict.fromkeys(title + "".join(lines), 5))
    han = [c for c, _ in sorted(seen.items(), key=lambda e: (-e[1], e[0])) if "\u3400" <= c <= "\u9fff"][:count]
    known = MARKS + "".join(han)
    simplify = opencc.OpenCC("t2s")
    chosen = set(known)
    folds = {}
    for code in range(0x3400, 0xA000):
        plain = simplify.convert(chr(code))
        if plain != chr(code) and plain in chosen:
            folds[chr(code)] = plain
    return known, folds | QUOTES
