"""What newspapers print around their stories, as forms (`forms.txt`).

`{n}` is a name, `{N}` names, `{place}` a town, `{md}` a date, `{w}` a word of the story, `{num}` a number, `{page}` a
page label as the paper prints it, `{paper}` the paper's name, `{a|b}` a choice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.typeset.words import CITIES, COUNTIES, FIRMS, person

WEEK = "一二三四五六日"


@cache
def tables() -> dict[str, tuple[str, ...]]:
    """The forms by the name of their table, from `forms.txt`."""
    out: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "forms.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name = line[2:]
        elif line and name:
            out.setdefault(name, []).append(line.replace("{sp}", " "))
    return {name: tuple(forms) for name, forms in out.items()}


def forms(name: str) -> tuple[str, ...]:
    """One table of forms."""
    return tables()[name]


_SLOT = re.compile(r"\{([A-Za-z]+\d?|[^{}]*\|[^{}]*)\}")
CN = "一二三四五六七八九十"


class Filler:
    """Fills forms for one page: what the paper is called, how it writes names and pages, the date."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.paper = (
            random.choice(forms("papers"))
            if random.random() < 0.5
            else random.choice(forms("papers"))[:2] + random.choice(("日报", "晚报", "商报", "报", "新闻", "周刊"))
        )
        self.year, self.month, self.day = random.randint(1998, 2026), random.randint(1, 12), random.randint(1, 28)
        self.week = random.choice(("星期", "星期", "星期", "周")) + random.choice(WEEK)
        self.page = random.choice(("3", "03", "A3", "A03", "B2", "5", "12", "二", "四", "T1", "C08"))
        self.letter = random.choice(("", "", "", "A", "B", "0"))
        self.between = random.choice((" ", " ", "  ", "、", "，", "", "\u3000"))
        self.pad = random.random() < 0.2

    def name(self) -> str:
        """An invented name, as the paper sets it."""
        name = person(self.random)
        return f"{name[0]}\u3000{name[1]}" if self.pad and len(name) == 2 else name

    def page_label(self) -> str:
        """A label of some page, as the paper prints it."""
        number = self.random.randint(1, 16)
        if self.random.random() < 0.4 and number <= 10:
            return CN[number - 1]
        return f"{self.letter}{number}"

    def date(self) -> str:
        """The day's date in one of its forms."""
        form = self.random.choice(
            (
                "{y}年{m}月{d}日",
                "{y}年{m}月{d}日",
                "{y}年{m}月{d}日",
                "{y}.{m}.{d}",
                "{y}-{m:02d}-{d:02d}",
                "{m}月{d}日",
            )
        )
        return form.format(y=self.year, m=self.month, d=self.day)

    def fill(self, form: str, words: tuple[str, ...] | list[str] = (), own: Mapping[str, str] | None = None) -> str:
        """The form with its slots filled."""
        random = self.random

        def value(found: re.Match[str]) -> str:
            slot: str = found[1]
            if own and slot in own:
                return own[slot]
            if "|" in slot:
                return str(random.choice(slot.split("|")))
            key = slot.rstrip("0123456789")
            if key == "n":
                return self.name()
            if key == "N":
                return (self.between or "、").join(self.name() for _ in range(random.choice((1, 1, 1, 1, 2, 2, 3))))
            if key == "w":
                return random.choice(words) if words else random.choice(FIRMS)[:4]
            if key == "place":
                return random.choice(CITIES)[:-1] if random.random() < 0.5 else random.choice(COUNTIES)[:-1]
            if key == "md":
                return f"{random.randint(1, 12)}月{random.randint(1, 28)}日"
            if key == "d":
                return str(random.randint(1, 28))
            if key == "num":
                return str(random.randint(2, 98))
            if key == "cn":
                return random.choice(CN)
            if key == "page":
                return self.page_label()
            if key == "paper":
                return self.paper
            if key == "PAPER":
                return random.choice(("QINGZE RIBAO", "LANJIANG EVENING NEWS", "DAILY NEWS", "WANGHAI DUSHI BAO"))
            if key == "date":
                return self.date()
            if key == "dots":
                return f"{self.year}.{self.month}.{self.day}"
            if key == "week":
                return self.week
            if key == "lunar":
                return "农历" + random.choice(("七月廿九", "五月初三", "腊月十五", "壬寅年三月十一"))
            if key == "name":
                return random.choice(forms("page_names"))
            if key == "issue":
                return str(random.randint(12, 9800))
            if key == "tel":
                return random.choice(("{a}-{b}", "（{a}）{b}", "{b}", "1{c}")).format(
                    a=random.choice(("010", "0374", "0755", "0898")),
                    b=random.randint(2000000, 89999999),
                    c=random.randint(3000000000, 8999999999),
                )
            if key == "mail":
                return (
                    random.choice(("news", "zbs", "editor", "tougao"))
                    + str(random.randint(1, 999))
                    + random.choice(("@163.com", "@qq.com", "@263.net", "@example.cn"))
                )
            if key == "zip":
                return str(random.randint(100000, 899999))
            if key == "url":
                return random.choice(("www.example.com.cn", "http://www.example.cn", "epaper.example.com"))
            if key == "latin":
                return random.choice(("qingzenews", "ljwb", "example"))
            return str(found[0])

        while _SLOT.search(form):  # a choice may hold a slot
            fresh = _SLOT.sub(value, form)
            if fresh == form:
                break
            form = fresh
        return form
