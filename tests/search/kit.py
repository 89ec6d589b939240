"""A small paper for the search tests: ten editions in three years, with what search must find and must not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.press.build import build
from scripts.press.options import Options
from scripts.search import SearchStats, TextConverter, update
from scripts.variants import converter
from tests.press import kit

THEME = Path(__file__).parents[2] / "theme"
VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def item(day: dt.date, order: int, title: str, *paragraphs: str, page: int = 1, **fields: object) -> Item:
    return Item(day, Label(page), order, title=title, body="\n\n".join(paragraphs) + "\n", **fields)  # type: ignore[arg-type]


def editions() -> list[Edition]:
    made = []
    for number in range(9):
        day = dt.date(2022 + number // 3, 1 + number, 5)
        made.append(
            Edition(
                day,
                "",
                (Page(Label(1), "要闻"), Page(Label(2), "副刊")),
                (
                    item(
                        day,
                        1,
                        f"渡口第{number}次修缮完工",
                        "本报讯（记者 周牧）了解到，老街的计划反复讨论。",
                        authors=("周牧",),
                    ),
                    item(
                        day,
                        2,
                        "面粉厂里的发制品",
                        "干部说：“一张蓝图、干到底。”",
                        "到底是谁的头发，乾隆年间的名著里写着。",
                        kicker="后来的事",
                    ),
                    item(
                        day,
                        1,
                        "雨夜",
                        f"船灯{'亮' * (number + 1)}了，渡口的5G基站和PM2.5监测站投资3.5亿元。",
                        page=2,
                        authors=("叶青野",),
                    ),
                    item(day, 2, "茶馆来了COVID-19疫苗", "他说**到**了码头，就<b>回家。", page=2, kind="notice"),
                ),
            )
        )
    old = made[0]
    only = item(
        old.date,
        3,
        "独此一家的鸬鹚捕鱼",
        "鸬鹚 渡口 翠鸟。",
        kind="photo",
        deck="栈桥观潮",
        byline="本报通讯员 骆宾",
        credit="本报记者 岑溪 摄",
    )
    made[0] = Edition(old.date, "", old.pages, (*old.items[:2], only, *old.items[2:]))
    return made


def converters() -> dict[str, TextConverter]:
    return {variant: converter(variant, source="zh-Hans") for variant in VARIANTS}


def indexed(folder: Path, what: list[Edition], **options: object) -> SearchStats:
    return update(what, state=folder / "state", output=folder / "search", converters=converters(), **options)  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def site(root: Path) -> Path:
    """A whole site with its search; its output folder."""
    options: Options = kit.project(root, "VARIANTS = {'zh-Hant-TW': None, 'zh-Hant-HK': None}")
    for edition in editions():
        kit.write_edition(options.content, edition)
    full = Options(options.settings_file, options.content, options.output, options.state, THEME, search=True)
    build(full)
    return full.output
