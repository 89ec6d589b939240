"""Stories for one simulated page: what is printed of each, part by part, as one paper of one day would print it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.reader import words as w
from benchmarks.reader.stock import Article, Stock
from benchmarks.typeset.stories import forms
from benchmarks.typeset.words import Vocabulary

_CLAUSE = re.compile(r"[^，。；：！？、“”（）\s]{4,24}")


@dataclass(slots=True)
class Told:
    """One item as it is printed. `body` holds (role, text) with role start, crosshead, verse, row (cells parted by |)
    or closing (names in brackets, the last paragraph's).
    """

    kind: str
    kicker: list[str] = field(default_factory=list)
    headline: list[str] = field(default_factory=list)
    deck: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    credit: str = ""
    jump_from: str = ""
    jump_to: str = ""
    body: list[tuple[str, str]] = field(default_factory=list)
    rubric: str = ""
    """Furniture printed with the item: a column's name, 导读."""
    pointer_first: bool = False
    """Whether a refer's page stands before its words, on their line."""

    @property
    def size(self) -> int:
        """Characters of the text."""
        return sum(len(text) for _, text in self.body)


def _one(random: Random, share: float) -> bool:
    return random.random() < share


class Paper:
    """How one paper writes on one day, all of it drawn at random: the shares and the forms that its stories use."""

    def __init__(self, random: Random, stock: Stock) -> None:
        self.random, self.stock = random, stock
        self.vocabulary = Vocabulary(
            random, dt.date(random.randint(1998, 2026), random.randint(1, 12), random.randint(1, 28))
        )
        self.filler = w.Filler(random)
        pick = random.choice
        self.sort = random.choices(
            ("daily", "metro", "national", "newsletter", "campus", "supplement"), (5, 4, 3, 1.5, 1.5, 1.5)
        )[0]
        many = self.sort in ("daily", "metro", "national")
        self.kickers = pick((0, 0.2, 0.45, 0.8)) if many else pick((0, 0, 0.3))
        self.decks = pick((0, 0.2, 0.4, 0.7)) if many else pick((0, 0, 0.3))
        self.datelines = random.sample(w.forms("datelines"), random.choice((1, 2, 4, 8)))
        self.bylines = random.sample(w.forms("bylines"), random.choice((1, 2, 4, 8)))
        self.closings = random.sample(w.forms("closings"), random.choice((1, 1, 3)))
        self.credits = random.sample(w.forms("credits"), random.choice((1, 2, 4)))
        self.jumps_to = random.sample(w.forms("jump_to"), random.choice((1, 2)))
        self.jumps_from = random.sample(w.forms("jump_from"), random.choice((1, 2)))
        self.pointers = random.sample(w.forms("pointers"), random.choice((1, 1, 3)))
        self.signed = random.choices(("dateline", "byline", "closing", "none", "mixed"), (4, 2, 2, 1, 5))[0]
        if not many:
            self.signed = pick(("byline", "closing", "none", "mixed", "dateline"))
        self.jumps = pick((0, 0, 0.1, 0.3))
        self.inner = many and _one(random, 0.12)  # a page inside, with the ends of stories that begin in front
        self.crossheads = pick((0, 0.2, 0.5, 0.9)) if self.sort != "newsletter" else pick((0, 0, 0, 0.2))
        self.sentences = pick(((1, 1, 2), (1, 2, 2, 3), (2, 3, 4), (1, 2, 3, 4, 6)))
        self.headless = pick((0, 0, 0.03, 0.15))
        self.caption_marks = pick(("", "", "▲", "▼", "◀", "图为", "△", "▶", "↑", "图①："))
        self.rubrics = pick((0, 0.05, 0.15, 0.4))
        self.mailed = _one(random, 0.04)
        self.index = pick((0, 0, 0, 1, 0.3))  # refers whose page stands first
        self.long_decks = pick((0, 0, 0.3, 0.8))  # decks that are sentences
        self.two_line = pick((0.2, 0.5, 0.8))
        self.closing_apart = _one(random, 0.35)  # on a line of its own
        self.cross_sign = pick(("", "", "", "", "", "■", "●", "◆", "（一）", "1", "一、", "□", "——", "【", "▶"))

    # ---- small parts -------------------------------------------------------------------------------------------
    def article(self, low: int, high: int) -> Article:
        """An article of about so many characters."""
        return self.stock.draw(self.random, self.vocabulary, low, high)

    def title_lines(self, title: str, most: int) -> list[str]:
        """A title broken into printed lines, at its spaces where it has them."""
        random = self.random
        parts = [part for part in title.split() if part]
        if len(parts) > 1 and len(title) > 12 and _one(random, 0.6):
            lines: list[str] = []
            for part in parts:
                if lines and len(lines[-1]) + len(part) < random.choice((10, 16, 22)):
                    lines[-1] += " " + part
                else:
                    lines.append(part)
            return lines[:4] if len(lines) <= 4 else [title]
        size = len(title)
        if size > most or (size > 12 and _one(random, self.two_line)):
            count = min(4, max(2, -(-size // max(6, most))))
            step = size / count
            cuts = [0]
            for n in range(1, count):
                at = round(step * n + random.choice((-1, 0, 0, 1)))
                for near in (at, at - 1, at + 1, at - 2, at + 2):
                    if 3 < near < size and title[near - 1] in "，、；： ！？”》":
                        at = near
                        break
                while at < size - 1 and (
                    title[at] in "，。、；：！？）」』”》% " or (title[at - 1].isascii() and title[at].isascii())
                ):
                    at += 1
                if cuts[-1] + 2 < at < size - 1:
                    cuts.append(at)
            return [title[a:b].strip() for a, b in zip(cuts, [*cuts[1:], size], strict=True)]
        return [title]

    def clause(self, article: Article, low: int = 5, high: int = 18) -> str:
        """A clause of the article's text."""
        text = "".join(article.sentences[: 1 + len(article.sentences)])
        found = [c for c in _CLAUSE.findall(text) if low <= len(c) <= high]
        return self.random.choice(found) if found else article.title[:high]

    def paragraphs(self, sentences: list[str] | tuple[str, ...]) -> list[str]:
        """Sentences gathered into paragraphs as the paper likes them."""
        out: list[str] = []
        at = 0
        while at < len(sentences):
            take = self.random.choice(self.sentences)
            text = "".join(sentences[at : at + take])
            while len(text) < 12 and at + take < len(sentences):
                take += 1
                text = "".join(sentences[at : at + take])
            out.append(text)
            at += take
        return out

    def sign(self, told: Told, *, running: bool) -> None:
        """Sign a story as the paper does: dateline, a line of its own, or a name at the end."""
        random, filler = self.random, self.filler
        how = self.signed
        if how == "mixed":
            how = random.choice(("dateline", "dateline", "byline", "closing", "none"))
        if running and how == "byline" and _one(random, 0.7):
            how = "closing"
        starts = [n for n, (role, _) in enumerate(told.body) if role == "start"]
        if not starts:
            return
        if how == "dateline" and not told.jump_from:
            first = starts[0]
            dateline = filler.fill(random.choice(self.datelines))
            gap = random.choice(("", "", " "))
            told.body[first] = ("start", dateline + gap + told.body[first][1])
        elif how == "byline":
            line = filler.fill(random.choice(self.bylines))
            told.byline = line.split(" 通讯员 ") if " 通讯员 " in line and _one(random, 0.3) else [line]
            if len(told.byline) == 2:
                told.byline[1] = "通讯员 " + told.byline[1]
            if self.mailed and len(told.byline) == 1:
                told.byline.append(filler.fill("{mail}"))
        elif how == "closing" and not told.jump_to:
            last = starts[-1]
            if last == len(told.body) - 1:
                closing = filler.fill(random.choice(self.closings))
                if self.closing_apart and closing[0] in "（(":
                    told.body.append(("closing", closing))
                    return
                if self.closing_apart:
                    told.byline = ["\0" + closing.strip()]
                    return
                told.body[last] = ("start", told.body[last][1] + closing)

    # ---- kinds -------------------------------------------------------------------------------------------------
    def head(self, told: Told, article: Article, most: int) -> None:
        """Give a story its headline, and now and then kicker and deck."""
        random, filler = self.random, self.filler
        words = article.words() or [article.title[:4]]
        told.headline = self.title_lines(article.title, most)
        if _one(random, self.kickers):
            text = article.kicker if article.kicker and _one(random, 0.8) else ""
            if not text and _one(random, 0.35):
                text = self.clause(article, 5, 20)
            text = text or filler.fill(
                random.choice(w.forms("kickers" if _one(random, 0.5) else "kickers_varied")), words
            )
            told.kicker = self.title_lines(text, 24) if len(text) > 20 else [text]
        if _one(random, self.decks):
            text = article.deck if article.deck and _one(random, 0.8) else ""
            if not text and _one(random, 0.5):
                text = self.clause(article, 7, 24)
                if _one(random, 0.3):
                    text += " " + self.clause(article, 5, 14)
                elif _one(random, 0.3):
                    text = "——" + text
            if _one(random, self.long_decks):
                text = "".join(article.sentences[: random.choice((1, 1, 2))])[: random.choice((24, 36, 50))]
                text = text.rstrip("，。、；：“（")
                if _one(random, 0.3):
                    text = text.replace("，", " ")
            text = text or filler.fill(random.choice(w.forms("decks" if _one(random, 0.5) else "decks_varied")), words)
            told.deck = self.title_lines(text, 22) if len(text) > 18 and _one(random, 0.4) else [text]
            if _one(random, 0.12):
                told.deck.append(
                    filler.fill(random.choice(w.forms("decks" if _one(random, 0.5) else "decks_varied")), words)
                )

    def with_crossheads(self, body: list[tuple[str, str]], article: Article) -> list[tuple[str, str]]:
        """The body with crossheads here and there: clauses of what follows, or forms."""
        random = self.random
        if len(body) < 3:
            return body
        words = article.words() or [article.title[:4]]
        every = random.choice((2, 3, 3, 4, 6))
        out: list[tuple[str, str]] = []
        number = 0
        since = 0
        for n, block in enumerate(body):
            since += 1
            if n and since > every - random.randint(0, 1) and n < len(body) - 1:
                found = [c for c in _CLAUSE.findall(block[1]) if 4 <= len(c) <= 15]
                text = (
                    random.choice(found)
                    if found and _one(random, 0.8)
                    else self.filler.fill(random.choice(w.forms("crossheads")), words)
                )
                if _one(random, 0.15) and found:
                    text = text + random.choice((" ", "，", "——")) + random.choice(found)
                elif _one(random, 0.2) and (other := self.stock.related(random, article)) is not None:
                    text = other.title.split()[0][:16].strip("，。、；：“”")
                sign = self.cross_sign
                number += 1
                if sign == "【":
                    sign, text = "", f"【{text}】"
                if sign in ("（一）", "一、", "1"):
                    mark = w.CN[(number - 1) % 10]
                    sign = {"（一）": f"（{mark}）", "一、": f"{mark}、", "1": f"{number} "}[sign]
                    if _one(random, 0.05):
                        text = ""
                out.append(("crosshead", (sign + text).strip() or text))
                since = 0
            out.append(block)
        return out

    def news(self, low: int, high: int, *, most: int, running: bool = False) -> Told:
        """A news story; where one article is too short for it, several are run together under crossheads."""
        random = self.random
        article = self.article(low, high)
        sentences = list(article.sentences)
        told = Told("article")
        body = [("start", p) for p in self.paragraphs(sentences)]
        used = [article]
        while sum(len(t) for _, t in body) < low * 0.8:
            other = self.stock.related(random, article)
            if other is None or other in used:
                if _one(random, 0.75):
                    break  # what a crosshead heads speaks of the story
                other = self.article(200, high)
            used.append(other)
            more = [("start", p) for p in self.paragraphs(list(other.sentences))]
            if self.crossheads > 0.3 or _one(random, 0.8):
                title = other.title.split()[0]
                text = title if len(title) <= 16 else self.clause(other, 4, 14)
                more.insert(0, ("crosshead", text))
            body += more
        if running:
            body = body[: random.choice((1, 1, 2, 3))]
        elif len(body) > 4 and _one(random, self.crossheads):
            body = self.with_crossheads(body, article)
        told.body = body
        if not _one(random, self.headless if not running else self.headless * 2):
            self.head(told, article, most)
            if running:
                told.kicker, told.deck = [], told.deck if _one(random, 0.3) else []
        filler = self.filler
        if not running and _one(random, 0.5 if self.inner else self.jumps):
            if _one(random, 0.1 if self.inner else 0.6):
                told.jump_to = filler.fill(random.choice(self.jumps_to))
                if _one(random, 0.3):
                    role, text = told.body[-1]
                    if len(text) > 40:
                        told.body[-1] = (role, text[: -random.randint(5, len(text) // 2)])
            else:
                told.jump_from = filler.fill(random.choice(self.jumps_from))
                if _one(random, 0.8 if self.inner else 0.5):
                    told.kicker, told.deck = [], []
                    told.headline = told.headline if _one(random, 0.3 if self.inner else 0.5) else []
                    if not told.headline and len(told.body) > 1 and _one(random, 0.6):  # it goes on in mid-sentence
                        role, text = told.body[0]
                        rest = text[random.randint(0, len(text) // 2) :].lstrip("，。、；：！？”）")
                        told.body[0] = (role, rest or text)
        self.sign(told, running=running)
        if _one(random, self.rubrics):
            told.rubric = (
                random.choice(w.forms("rubrics"))
                if _one(random, 0.5)
                else filler.fill(random.choice(w.forms("kickers")[20:34]))
            )
        return told

    def photo(self) -> Told:
        """A caption with its credit."""
        random, filler = self.random, self.filler
        article = self.article(60, 300)
        count = random.choice((1, 1, 1, 2, 3))
        text = "".join(article.sentences[:count])[: random.choice((40, 80, 160, 250))]
        if _one(random, 0.3):
            text = self.clause(article, 8, 24)
        if text[-1:] not in "。！？" and _one(random, 0.85):
            text += "。"
        mark = self.caption_marks if _one(random, 0.8) else ""
        told = Told("photo", body=[("start", mark + text)])
        if _one(random, 0.75):
            told.credit = filler.fill(random.choice(self.credits))
        if _one(random, 0.2):
            told.headline = [article.title.split()[0][:16]]
        return told

    def refer(self) -> Told:
        """A headline that points to another page."""
        random, filler = self.random, self.filler
        article = self.article(60, 600)
        told = Told("refer", headline=self.title_lines(article.title, random.choice((12, 16, 22))))
        if _one(random, 0.12):
            told.deck = [self.clause(article, 6, 16)]
        if _one(random, 0.75):
            told.jump_to = filler.fill(random.choice(self.pointers))
        if _one(random, self.index):
            told.jump_to = filler.fill(random.choice(("{page}", "{page}版", "0{cn}版", "A0{d}", "{page}版：")))
            told.headline = [" ".join(told.headline)[:26]]
            told.deck, told.pointer_first = [], True
        elif told.jump_to and _one(random, 0.1):  # what the story says, in a line or two
            told.body = [("start", self.clause(article, 8, 22))]
        return told

    def advert(self) -> Told:
        """An advertisement: a firm and what it offers."""
        random, filler = self.random, self.filler
        words = self.article(60, 500).words() or ["光明"]
        own = [filler.fill(form, words) for form in random.sample(w.forms("ad_lines"), random.randint(1, 5))]
        title = filler.fill(random.choice(w.forms("ad_titles")), words)
        return Told("notice", headline=[title], body=[("start", text) for text in own])

    def rite(self) -> Told:
        """A notice of families and small bodies: thanks, a death, something lost."""
        random, filler = self.random, self.filler
        words = self.article(60, 500).words() or ["春光"]
        title, *own = [filler.fill(text, words) for text in random.choice(w.forms("rites")).split(" / ")]
        return Told("notice", headline=[title], body=[("start", text) for text in own])

    def short(self, dateline: str) -> Told:
        """One of a column of short news, each with its headline and the column's kind of dateline."""
        random, filler = self.random, self.filler
        article = self.article(60, 500)
        text = "".join(article.sentences[: random.choice((1, 1, 2))])[:140]
        told = Told("article", headline=[article.title.split()[0][: random.choice((8, 10, 13, 16))]])
        told.body = [("start", (filler.fill(dateline) if dateline else "") + text)]
        return told

    def notice(self) -> Told:
        """A notice: of our forms, two patched together, or lines of loss."""
        random, filler = self.random, self.filler
        if _one(random, 0.3):
            return self.advert() if _one(random, 0.5) else self.rite()
        title, lines = random.choice(forms("notices"))
        vocabulary = Vocabulary(random, self.vocabulary.date)
        own = [vocabulary.fill(line) for line in lines]
        if _one(random, 0.3):
            own = [filler.fill(form) for form in random.sample(w.forms("losses"), random.randint(1, 6))]
            title = random.choice(("遗失声明", "遗失声明", "声明", "挂失声明", "遗失启事", "作废声明"))
        elif _one(random, 0.5):
            other = [vocabulary.fill(line) for line in random.choice(forms("notices"))[1]]
            own = own[: random.randint(1, len(own))] + other[random.randint(0, len(other) - 1) :]
        elif _one(random, 0.5):
            title = random.choice(w.forms("notice_titles"))
            own = [filler.fill(form) for form in random.sample(w.forms("notice_lines"), random.randint(1, 4))]
        if _one(random, 0.35):
            title, own = self.announced()
        if _one(random, 0.4):
            own += [filler.fill(form) for form in random.choice(w.forms("signers")).split(" / ")]
        if _one(random, 0.25):
            own += [filler.fill(form) for form in random.sample(w.forms("accounts"), random.randint(1, 4))]
        titles = [filler.fill(title)]
        if _one(random, 0.15):
            titles.insert(
                0, filler.fill(random.choice(("{place}市{w}有限公司", "{place}市人民政府", "{place}区{w}局")))
            )
        return Told(
            "notice", headline=titles if _one(random, 0.95) else [], body=[("start", text) for text in own if text]
        )

    def announced(self) -> tuple[str, list[str]]:
        """A notice's title and lines in the words of an article: whom it speaks to, what it says, its formula."""
        random, filler = self.random, self.filler
        article = self.article(60, 500)
        words = article.words() or [article.title[:4]]
        title = filler.fill(random.choice(w.forms("notice_titles")), words)
        if _one(random, 0.5):
            sort = random.choice(("通知", "公告", "通告", "启事", "公示", "说明"))
            title = f"关于{self.clause(article, 4, 14)}的{sort}"
        own = self.paragraphs(list(article.sentences))[: random.randint(1, 4)]
        if _one(random, 0.35):
            whom = ("各位业主：", "各位居民：", "全体股东：", "广大用户：", "尊敬的客户：", "各有关单位：")
            own.insert(0, random.choice(whom))
        if _one(random, 0.3):
            own = [f"{w.CN[n]}、{text}" for n, text in enumerate(own)]
        if _one(random, 0.4):
            own.append(random.choice(("特此公告。", "特此通知。", "特此声明。", "特此通告。", "敬请谅解。")))
        return title, own

    def table(self) -> Told:
        """A headline over a table: of our forms, or of cells drawn at random."""
        random = self.random
        if _one(random, 0.4):
            title, rows = random.choice(forms("tables"))
            if _one(random, 0.4):  # of some of its columns and rows
                cells = [row.split("|") for row in rows]
                keep = sorted(random.sample(range(len(cells[0])), random.randint(min(2, len(cells[0])), len(cells[0]))))
                few = ["|".join(row[n] for n in keep if n < len(row)) for row in cells]
                rows = (few[0], *random.sample(few[1:], random.randint(min(2, len(few) - 1), len(few) - 1)))
            return Told("article", headline=title.split(" / "), body=[("row", row) for row in rows])
        columns, count = random.randint(2, 6), random.randint(3, 12)
        kinds = [random.choice(("int", "dec", "word", "time", "pct")) for _ in range(columns)]
        kinds[0] = "word"
        names = [random.choice(w.forms("table_heads")) for _ in range(columns)]

        def cell(kind: str) -> str:
            if kind == "int":
                return str(random.randint(1, 9999))
            if kind == "dec":
                return f"{random.uniform(0, 99):.{random.choice((1, 2))}f}"
            if kind == "time":
                return f"{random.randint(6, 21)}:{random.choice(('00', '30', '15'))}"
            if kind == "pct":
                return f"{random.uniform(-9, 20):.1f}%"
            return random.choice(w.forms("table_cells"))

        rows_ = ["|".join(names)] + ["|".join(cell(kind) for kind in kinds) for _ in range(count)]
        return Told(
            "article",
            headline=[
                self.filler.fill(
                    random.choice(
                        (
                            "{place}{w}一览表",
                            "今日菜价",
                            "本周{w}安排",
                            "{w}排行榜",
                            "积分榜",
                            "比赛结果",
                            "{place}天气预报",
                        )
                    )
                )
            ],
            body=[("row", row) for row in rows_],
        )

    def facts(self) -> Told:
        """A box of facts beside a story: a title, and a line for each, what it is about before a colon."""
        random, filler = self.random, self.filler
        words = self.article(60, 600).words() or ["渡口"]
        title = filler.fill(random.choice(w.forms("fact_titles")), words)
        if _one(random, 0.6):
            own = [filler.fill(form, words) for form in random.sample(w.forms("facts"), random.randint(3, 8))]
        else:
            article = self.article(100, 900)
            own = [f"{self.clause(article, 2, 5)[:5]}：{s}" for s in article.sentences[: random.randint(2, 5)]]
        colon = random.choice(("：", "：", "：", " ", "　"))
        return Told("article", headline=[title], body=[("start", line.replace("：", colon, 1)) for line in own])

    def poem(self) -> Told:
        """Verse: of our forms, or clauses of an article one below the other."""
        random = self.random
        told = Told("article")
        if _one(random, 0.4):
            title, lines = random.choice(forms("poems"))
            told.body = [("verse", line) for line in lines if line]
            told.headline = [title]
        else:
            article = self.article(150, 900)
            longest = random.choice((5, 7, 7, 9, 12, 16))
            clauses = [c[:longest] for s in article.sentences for c in _CLAUSE.findall(s) if len(c) >= min(4, longest)]
            stop = random.choice(("", "", "，", "，。"))
            told.body = [
                ("verse", c + (stop and stop[n % len(stop)])) for n, c in enumerate(clauses[: random.randint(4, 28)])
            ]
            told.headline = [article.title.split()[0][:10]]
        if _one(random, 0.5):
            told.body = told.body[: random.randint(3, 12)]
        told.body = told.body or [("verse", "青山隐隐水迢迢")]
        if _one(random, 0.6):
            told.byline = [
                self.filler.fill(random.choice(("{n}", "□ {n}", "●{n}", "文/{n}", "◎{n}", "{n}", "（{place}）{n}")))
            ]
        else:
            told.body[-1] = ("verse", told.body[-1][1] + self.filler.fill("（{n}）"))
        return told

    def essay(self) -> Told:
        """An essay with its writer on a line of their own."""
        random = self.random
        if _one(random, 0.5):
            title, lines = random.choice(forms("essays"))
            told = Told("article", headline=[title], body=[("start", line) for line in lines])
        else:
            article = self.article(500, 2500)
            told = Told(
                "article",
                headline=self.title_lines(article.title, 14),
                body=[("start", p) for p in self.paragraphs(list(article.sentences))],
            )
        told.byline = [
            self.filler.fill(
                random.choice(("{n}", "□ {n}", "●{n}", "文/{n}", "■ {n}", "{place} {n}", "{n}（{place}）"))
            )
        ]
        if _one(random, 0.2):
            told.byline = []
            told.headline[-1] += self.filler.fill("（{n}）") if _one(random, 0.3) else ""
        return told

    def interview(self) -> Told:
        """Questions and answers."""
        random = self.random
        told = self.news(400, 1600, most=16)
        who = self.filler.name()
        ask, answer = random.choice(
            (
                ("问：", "答："),
                ("记者：", f"{who}："),
                ("问：", f"{who}："),
                ("Q：", "A："),
                ("【问】", "【答】"),
                (f"{self.filler.paper}：", f"{who}："),
            )
        )
        turn = 0
        body: list[tuple[str, str]] = []
        for n, (role, text) in enumerate(told.body):
            if role != "start" or n == 0:
                body.append((role, text))
                continue
            if turn % 2 == 0:
                cut = text.find("，", 8) + 1 or len(text) // 3
                body.append(("start", ask + text[:cut].rstrip("，。、；：") + "？"))
                body.append(("start", answer + (text[cut:] or text)))
                turn += 2
        told.body = body
        return told

    def listing(self) -> Told:
        """A numbered list, or news in a sentence each behind marks."""
        random = self.random
        told = self.news(200, 900, most=14)
        marks = random.choice(
            (
                tuple("①②③④⑤⑥⑦⑧⑨⑩"),
                tuple(f"{n}." for n in range(1, 40)),
                tuple(f"{c}、" for c in w.CN),
                ("●",) * 40,
                ("■",) * 40,
                ("◆",) * 40,
                ("▲",) * 40,
                tuple(f"（{c}）" for c in w.CN),
            )
        )
        told.body = [
            (role, text) if n == 0 and _one(random, 0.6) else (role, mark + text)
            for n, ((role, text), mark) in enumerate(zip(told.body, marks, strict=False))
            if role == "start"
        ]
        return told

    def briefs(self) -> Told:
        """A paragraph or two under a short headline."""
        return self.news(60, 330, most=random_most(self.random), running=True)


def random_most(random: Random) -> int:
    """Characters of a headline's line, at most."""
    return random.choice((9, 12, 15, 20, 26))


MENUS: dict[str, dict[str, float]] = {
    "daily": {
        "facts": 0.25,
        "news": 5,
        "brief": 3,
        "photo": 1.6,
        "refer": 0.8,
        "notice": 0.5,
        "table": 0.3,
        "listing": 0.2,
        "interview": 0.2,
        "long": 0.7,
    },
    "metro": {
        "facts": 0.5,
        "news": 5,
        "brief": 5,
        "photo": 2,
        "refer": 1.2,
        "notice": 0.7,
        "table": 0.5,
        "listing": 0.3,
        "interview": 0.4,
        "long": 0.3,
    },
    "national": {
        "facts": 0.15,
        "news": 4,
        "brief": 1.5,
        "photo": 1,
        "refer": 0.8,
        "notice": 0.1,
        "listing": 0.1,
        "interview": 0.2,
        "long": 2.5,
    },
    "newsletter": {
        "facts": 0.3,
        "news": 2,
        "brief": 6,
        "photo": 1,
        "refer": 0.4,
        "notice": 1.2,
        "table": 0.4,
        "listing": 0.5,
        "poem": 0.3,
        "essay": 0.3,
    },
    "campus": {
        "facts": 0.2,
        "news": 4,
        "brief": 3,
        "photo": 1.5,
        "refer": 0.5,
        "notice": 0.3,
        "listing": 0.3,
        "interview": 0.5,
        "poem": 0.8,
        "essay": 1.2,
    },
    "supplement": {
        "facts": 0.15,
        "essay": 4,
        "poem": 2.5,
        "news": 1.5,
        "brief": 1,
        "photo": 1,
        "notice": 0.4,
        "refer": 0.2,
        "table": 0.2,
        "listing": 0.2,
    },
}


def compose(paper: Paper, lines: int, measure: float) -> list[Told]:
    """The items of one of a paper's pages, about as many as fill that many lines of body text."""
    random = paper.random
    menu = {kind: weight * random.choice((0, 0.5, 1, 1, 1, 2.5)) for kind, weight in MENUS[paper.sort].items()}
    if not any(menu.get(k) for k in ("news", "brief", "long", "essay")):
        menu["news"] = 3
    if random.random() < 0.05:
        menu = {"notice": 3, "brief": 1, "news": 0.5}
    made: dict[str, Callable[[], Told]] = {
        "news": lambda: paper.news(
            random.choice((150, 250, 400)), random.choice((500, 900, 1500)), most=random_most(random)
        ),
        "long": lambda: paper.news(random.choice((900, 1500, 2400)), 9000, most=random.choice((12, 16, 22))),
        "brief": paper.briefs, "photo": paper.photo, "refer": paper.refer, "notice": paper.notice, "table": paper.table,
        "poem": paper.poem, "essay": paper.essay, "interview": paper.interview, "listing": paper.listing,
        "facts": paper.facts,
    }  # fmt: skip
    out: list[Told] = []
    room = lines * measure
    kinds, weights = list(menu), list(menu.values())
    while room > 0 and len(out) < 40:
        kind = random.choices(kinds, weights)[0]
        told = made[kind]()
        cost = told.size + 40 + (len(told.body) * measure * 0.4)
        if cost > room + lines * measure * 0.5 and out:
            room -= lines * measure * 0.08
            continue
        room -= cost
        out.append(told)
        if kind == "refer" and random.random() < 0.7:
            first = random.choice(w.forms("rubrics")[:8])
            if random.random() < 0.5:
                told.rubric = first
            more = [paper.refer() for _ in range(random.choice((1, 2, 3, 5)))]
            out += more
            room -= 20 * len(more)
        if kind == "brief" and random.random() < 0.12:  # a column of them
            dateline = random.choice((*paper.datelines, "（{place}讯）", "【{place}讯】", "本报讯 ", "", ""))
            column = [paper.short(dateline) for _ in range(random.randint(3, 8))]
            if random.random() < 0.6:
                column[0].rubric = random.choice(w.forms("rubrics"))
            out += column
            room -= sum(one.size + 20 for one in column)
        if kind == "notice" and random.random() < 0.5:  # they stand together
            more = [paper.notice() for _ in range(random.choice((1, 2, 3, 4)))]
            out += more
            room -= sum(one.size + 20 for one in more)
    return out
