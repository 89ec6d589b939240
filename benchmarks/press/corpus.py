"""A synthetic archive: 80 items of about 780 characters an edition, eight pages, one edition a day from a seed.

The text is drawn from a few hundred words of our own; its only likeness to news is in length, names and structure.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from scripts.edition import editionfile, frontmatter
from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.edition.urls import edition_folder, item_file

LAST = dt.date(2025, 7, 15)
"""The last edition, in the middle of a month and of a year: so lists by month and year are half as long as they get."""
PAGES = ("要闻", "本埠", "时政", "经济", "文化", "体育", "副刊", "专题")
PER_PAGE = 10
SURNAMES, GIVEN = "陆周岳叶顾沈卢孟范苏江于李贺秋乔", "知遥牧明澜青野晚舟一帆海棠穗听鹿鸣木之小满"
SYLLABLES = "江桥船灯茶潮石巷雨雾岭纱厂渡口码头老街晨昏风物人家灯影水位市民修缮工期检测建设推进服务社区学校图书馆运动会"
WORDS = tuple(a + b for a in SYLLABLES[::2] for b in SYLLABLES[1::3])
AUTHORS = tuple(s + GIVEN[i % len(GIVEN)] + GIVEN[(i * 7 + 3) % len(GIVEN)] for i, s in enumerate(SURNAMES * 5))


def editions(count: int) -> Iterator[Edition]:
    """So many editions up to LAST, each from its own date alone."""
    for number in range(count):
        yield edition(LAST - dt.timedelta(count - 1 - number))


def edition(date: dt.date) -> Edition:
    """The edition of a date."""
    chance = random.Random(date.toordinal())
    items = []
    for page in range(1, len(PAGES) + 1):
        for order in range(1, PER_PAGE + 1):
            paragraphs = [_sentences(chance, 130) for _ in range(6)]
            items.append(
                Item(
                    date=date,
                    page=Label(page),
                    order=order,
                    title="".join(chance.choices(WORDS, k=8)),
                    authors=tuple(chance.sample(AUTHORS, 1)),
                    body="\n\n".join(paragraphs),
                )
            )
    pages = tuple(Page(Label(number), name) for number, name in enumerate(PAGES, 1))
    return Edition(date, str(date.toordinal()), pages, tuple(items))


def _sentences(chance: random.Random, length: int) -> str:
    words = chance.choices(WORDS, k=length // 2)
    return "，".join("".join(words[at : at + 9]) for at in range(0, len(words), 9)) + "。"


def write(content: Path, one: Edition) -> None:
    """An edition as content/ holds it."""
    folder = content / edition_folder(one.date)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / editionfile.NAME).write_text(editionfile.dump(one.date, one.issue, one.pages), encoding="utf-8")
    for item in one.items:
        (folder / item_file(item.page, item.order)).write_text(frontmatter.dump(item), encoding="utf-8")


def write_for_hugo(content: Path, one: Edition) -> None:
    """The same edition as Hugo wants it: a section for each year, month, day and page, names and authors as terms."""
    names = {page.number: page.name for page in one.pages}
    day = content / edition_folder(one.date)
    for folder, kind in ((day.parent.parent, "year"), (day.parent, "month"), (day, "edition")):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "_index.md").write_text(f"---\ntitle: '{folder.name}'\ntype: {kind}\n---\n", encoding="utf-8")
    for number, name in names.items():
        page = day / number.file
        page.mkdir(exist_ok=True)
        (page / "_index.md").write_text(
            f"---\ntitle: '{name}'\nweight: {number.number}\ntype: page\n---\n", encoding="utf-8"
        )
    for item in one.items:
        head = (
            f"---\ntitle: {item.title}\ndate: {item.date}\nweight: {item.order}\ntype: item\n"
            f"authors: [{', '.join(item.authors)}]\npage_names: [{names[item.page]}]\n---\n\n"
        )
        (day / item.page.file / f"{item.order:02d}.md").write_text(head + item.body + "\n", encoding="utf-8")
