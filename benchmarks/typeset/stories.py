"""Composes items from the topics and forms, as a house writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.typeset.bylines import BYLINES, Byline, Scene
from benchmarks.typeset.story import Block, Story
from benchmarks.typeset.topics import Topic
from benchmarks.typeset.words import Vocabulary, people

DIGITS = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paper writes: what of its stories varies from house to house."""

    bylines: tuple[str, ...] = ("news",)
    kickers: float = 0.4
    decks: float = 0.3
    crossheads: float = 0.4
    jumps: float = 0.12
    sentences: tuple[int, ...] = (1, 1, 2, 2, 3, 4)  # in a paragraph, drawn evenly
    body: tuple[int, int] = (4, 10)  # sentences in a story, beside lead and end
    jump_forms: tuple[str, ...] = ("（下转第{}版）", "（下转{}版）", "下转第{}版")
    from_forms: tuple[str, ...] = ("（上接第{}版）", "上接第{}版", "（上接{}版）")
    refer_forms: tuple[str, ...] = ("（见{}版）", "{}版", "▶▶{}版", "详见{}版", ">>>{}版")
    credits: tuple[str, ...] = ("本报记者 {} 摄", "{} 摄", "（{} 摄）", "记者 {} 摄", "通讯员 {} 摄影报道")
    page_names: tuple[str, ...] = ("{}", "{}", "0{}")


@dataclass(slots=True)
class Desk:
    """What the composers share: chance, the edition's date, the manner, and what the page has not had yet.

    `topics` are subjects narrowed to one thread each; `titles` names the forms that were printed.
    """

    random: Random
    date: dt.date
    manner: Manner
    topics: list[Topic]
    titles: set[str]

    def topic(self) -> Topic:
        """A story that the page has not had yet."""
        return self.topics.pop()

    def form(self, name: str) -> tuple[str, tuple[str, ...]]:
        """An entry of a form file that the page has not had yet; where it had all, or of losses, one again."""
        entries = forms(name)
        fresh = [entry for entry in entries if entry[0] not in self.titles or entry[0] == "遗失声明"]
        title, lines = self.random.choice(fresh or entries)
        self.titles.add(title)
        return title, lines

    def words(self) -> Vocabulary:
        """Names for a new story."""
        return Vocabulary(self.random, self.date)

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.random.random() < share

    def sign(self, words: Vocabulary, *, running: bool = False) -> Byline:
        """A byline of the house; `running` asks for one that is not a line of its own."""
        forms = [form for form in self.manner.bylines if not (running and form.startswith("line"))] or ["unsigned"]
        place = words.value(self.random.choice(("city", "county"))).rstrip("市县")
        return BYLINES[self.random.choice(forms)](Scene(self.random, place, self.date))


@cache
def forms(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The entries of a form file: a title and its lines (a blank line is kept as one)."""
    text = (Path(__file__).parent / "forms" / f"{name}.txt").read_text(encoding="utf-8")
    entries = [part.strip("\n").split("\n") for part in text.split("# ") if part.strip()]
    return tuple((lines[0].strip(), tuple(lines[1:])) for lines in entries)


def signed(byline: Byline, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The body with its opening and closing words."""
    out = list(blocks)
    out[0] = replace(out[0], text=byline.opening + out[0].text)
    out[-1] = replace(out[-1], text=out[-1].text + byline.closing)
    return tuple(out)


def _paragraphs(desk: Desk, sentences: list[str]) -> list[str]:
    """Sentences gathered into paragraphs as the house likes them."""
    out = []
    while sentences:
        take = desk.random.choice(desk.manner.sentences)
        out.append("".join(sentences[:take]))
        del sentences[:take]
    return out


def _head(desk: Desk, words: Vocabulary, topic: Topic) -> dict[str, Any]:
    """Headline lines, kicker and deck."""
    head = tuple(words.fix(line.strip()) for line in desk.random.choice(topic["head"]).split(" / "))
    kicker = deck = ""
    if topic["kicker"] and desk.chance(desk.manner.kickers):
        kicker = words.fill(desk.random.choice(topic["kicker"]))
    if topic["deck"] and desk.chance(desk.manner.decks):
        deck = words.fix(desk.random.choice(topic["deck"]))
        deck = f"——{deck}" if not deck.startswith("——") and desk.chance(0.4) else deck
    return {"headline": head, "kicker": kicker, "deck": deck}


def page_of(desk: Desk, form: str) -> tuple[int, str]:
    """A page number and its printed form (`第二版`, `3版`, `04版`)."""
    number = desk.random.randint(2, 8)
    shown = (
        DIGITS[number]
        if "第" in form and desk.chance(0.6)
        else desk.random.choice(desk.manner.page_names).format(number)
    )
    return number, form.format(shown)


def article(desk: Desk) -> Story:
    """News in full: lead, what people say, an end; crossheads and a jump now and then."""
    return _news(desk, 0)


def long_article(desk: Desk) -> Story:
    """A story that fills a good part of the page: what may be said of any subject comes to it, and crossheads."""
    return _news(desk, desk.random.randint(8, 20))


def _news(desk: Desk, common: int) -> Story:
    """A story with so many sentences of the common stock."""
    topic, words, random = desk.topic(), desk.words(), desk.random
    common = common or max(0, 4 - len(topic["say"]))
    wanted = len(topic["say"]) if common else random.randint(*desk.manner.body)
    story = Story("article", **_head(desk, words, topic))
    says = random.sample(topic["say"], min(len(topic["say"]), wanted))
    stock = list(forms("common")[0][1])
    for place in sorted(random.sample(range(len(stock)), common)):
        says.insert(random.randint(len(says) // 2, len(says)), stock[place])
    lead = words.fill(random.choice(topic["lead"]))
    paragraphs = [lead, *_paragraphs(desk, [words.fill(say) for say in says])]
    byline = desk.sign(words)
    if desk.chance(desk.manner.jumps):
        number, text = page_of(desk, random.choice(desk.manner.jump_forms))
        story = replace(story, jump_to=number, jump_to_text=text)
        byline = replace(byline, closing="") if byline.opening or byline.line else Byline()
    elif topic["end"]:
        paragraphs.append(words.fill(random.choice(topic["end"])))
    blocks = _with_crossheads(desk, topic, words, paragraphs, 1.0 if common else desk.manner.crossheads)
    return replace(story, byline=byline.line, authors=byline.authors, body=signed(byline, blocks))


def _with_crossheads(
    desk: Desk, topic: Topic, words: Vocabulary, paragraphs: Sequence[str], share: float
) -> list[Block]:
    """Paragraphs with crossheads between some of them, none at the ends, none next to another."""
    blocks = list(map(Block, paragraphs))
    if len(blocks) < 5 or not desk.chance(share):
        return blocks
    places = range(1, len(blocks) - 1, 2)
    heads = desk.random.sample(topic["cross"], min(len(topic["cross"]), len(places), desk.random.randint(1, 3)))
    for place in sorted(desk.random.sample(places, len(heads)), reverse=True):
        blocks.insert(place, Block(words.fill(heads.pop()), "crosshead"))
    return blocks


def brief(desk: Desk) -> Story:
    """A paragraph or two under a short headline."""
    topic, words = desk.topic(), desk.words()
    story = Story("article", headline=(words.fix(min(topic["head"], key=len).split(" / ")[0]),))
    byline = desk.sign(words, running=True)
    sentences = [words.fill(desk.random.choice(topic["lead"])), words.fill(desk.random.choice(topic["say"]))]
    blocks = [Block("".join(sentences))] if desk.chance(0.6) else [Block(text) for text in sentences]
    return replace(story, authors=byline.authors, body=signed(byline, blocks))


def headless(desk: Desk) -> Story:
    """A brief with no headline of its own."""
    return replace(brief(desk), headline=())


def continued(desk: Desk) -> Story:
    """The rest of a story of another page: opens with 上接, seldom with a headline."""
    topic, words = desk.topic(), desk.words()
    number, text = page_of(desk, desk.random.choice(desk.manner.from_forms))
    says = [words.fill(say) for say in desk.random.sample(topic["say"], min(5, len(topic["say"])))]
    end = words.fill(desk.random.choice(topic["end"])) if topic["end"] else ""
    paragraphs = [*_paragraphs(desk, says), *([end] if end else [])]
    head = (words.fill(desk.random.choice(topic["head"]).split(" / ")[0]),) if desk.chance(0.35) else ()
    return Story("article", headline=head, body=tuple(map(Block, paragraphs)), jump_from=number, jump_from_text=text)


def interview(desk: Desk) -> Story:
    """Questions and answers, by 问：/答： or by names."""
    topic = next((t for t in reversed(desk.topics) if t["ask"]), None)
    if topic is None:
        return article(desk)
    desk.topics.remove(topic)
    words = desk.words()
    story = Story("article", **_head(desk, words, topic))
    byline = desk.sign(words)
    who = words.value("who")
    ask, answer = desk.random.choice((("问：", "答："), ("记者：", f"{who}："), ("问：", "答：")))
    blocks = [Block(words.fill(f"近日，记者就{topic.name}的有关情况采访了{{city}}有关部门负责人{{who}}。"))]
    for question, reply in zip(topic["ask"], topic["answer"], strict=True):
        blocks += [
            Block(ask + words.fill(question)),
            Block(answer + words.fill(reply) + words.fill(desk.random.choice(topic["say"]))),
        ]
    return replace(story, byline=byline.line, authors=byline.authors, body=signed(byline, blocks))


def tips(desk: Desk) -> Story:
    """A numbered list under a sentence."""
    title, lines = desk.form("tips")
    words = desk.words()
    byline = desk.sign(words)
    numbers = desk.random.choice(
        (
            "①②③④⑤⑥⑦",
            ("1.", "2.", "3.", "4.", "5.", "6.", "7."),
            ("一、", "二、", "三、", "四、", "五、", "六、", "七、"),
        )
    )
    blocks = [Block(words.fill(lines[0]))]
    blocks += [Block(number + words.fill(line)) for number, line in zip(numbers, lines[1:], strict=False)]
    story = Story("article", headline=tuple(words.fill(part) for part in title.split(" / ")))
    return replace(story, byline=byline.line, authors=byline.authors, body=signed(byline, blocks))


def photo(desk: Desk) -> Story:
    """A caption with its credit; now and then a headline, or a mark to the picture."""
    topic, words = desk.topic(), desk.words()
    (name,) = people(desk.random, 1)
    credit = desk.random.choice(desk.manner.credits).format(name)
    text = words.fill(desk.random.choice(topic["caption"] or topic["lead"]))
    mark = desk.random.choice(("", "", "▲", "▼", "◀", "图为"))
    if mark == "图为" and text.startswith(("{", "1", "2", "3", "4", "5", "6", "7", "8", "9")):
        mark = ""
    head = (words.fill(desk.random.choice(topic["head"]).split(" / ")[0]),) if desk.chance(0.2) else ()
    return Story("photo", headline=head, authors=(name,), credit=credit, body=(Block(mark + text),))


def refer(desk: Desk) -> Story:
    """A headline that points to another page."""
    topic, words = desk.topic(), desk.words()
    number, text = page_of(desk, desk.random.choice(desk.manner.refer_forms))
    head = tuple(words.fill(line.strip()) for line in desk.random.choice(topic["head"]).split(" / "))
    return Story("refer", headline=head, jump_to=number, jump_to_text=text)


def digest(desk: Desk) -> Story:
    """News in a sentence each, behind marks, under a title of the column."""
    mark = desk.random.choice("●◆▲■□")
    leads = [desk.words().fill(desk.random.choice(desk.topic()["lead"])) for _ in range(desk.random.randint(3, 5))]
    title = desk.random.choice(("简讯", "一句话新闻", "要闻速览"))
    return Story("article", headline=(title,), body=tuple(Block(mark + text) for text in leads))


def notice(desk: Desk) -> Story:
    """A notice; declarations of loss are several to a heading."""
    title, lines = desk.form("notices")
    words = desk.words()
    if title == "遗失声明":
        lines = tuple(desk.random.sample(lines, desk.random.randint(3, len(lines))))
    return Story("notice", headline=(title,), body=tuple(Block(words.fill(line)) for line in lines))


def table(desk: Desk) -> Story:
    """A headline over a table."""
    title, rows = desk.form("tables")
    return Story("article", headline=tuple(title.split(" / ")), body=tuple(Block(row, "row") for row in rows))


def poem(desk: Desk) -> Story:
    """Verse: its lines, stanzas apart; the poet below the title or at the end."""
    title, lines = desk.form("poems")
    (name,) = people(desk.random, 1)
    blocks = tuple(Block(line, "verse" if line else "stanza") for line in lines)
    if desk.chance(0.5):
        return Story("article", headline=(title,), byline=name, authors=(name,), body=blocks)
    last = Block(f"{blocks[-1].text}（{name}）", "verse")
    return Story("article", headline=(title,), authors=(name,), body=(*blocks[:-1], last))


def essay(desk: Desk) -> Story:
    """An essay, with its writer on a line of their own."""
    title, lines = desk.form("essays")
    (name,) = people(desk.random, 1)
    byline = desk.random.choice((name, f"□ {name}", f"●{name}", f"文/{name}"))
    return Story("article", headline=(title,), byline=byline, authors=(name,), body=tuple(map(Block, lines)))


COMPOSERS: dict[str, Callable[[Desk], Story]] = {
    "article": article,
    "long": long_article,
    "brief": brief,
    "headless": headless,
    "continued": continued,
    "interview": interview,
    "tips": tips,
    "digest": digest,
    "photo": photo,
    "refer": refer,
    "notice": notice,
    "table": table,
    "poem": poem,
    "essay": essay,
}
