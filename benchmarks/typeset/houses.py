"""The papers: house styles as unlike each other as may be, each with its habits of writing, setting and drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.typeset.stories import Manner

Script = Literal["zh-Hans", "zh-HK", "zh-TW"]


@dataclass(frozen=True, slots=True)
class House:
    """One paper. Sizes are in points, measures in characters; `menu` weighs what a page holds (names of COMPOSERS).

    `order` names how a page's blocks are drawn (ORDERS), `furniture` where its nameplate and folio come: before the
    news, after it, or the head first and the foot last.
    """

    key: str
    paper: str
    manner: Manner
    menu: Mapping[str, float]
    order: str = "natural"
    furniture: Literal["first", "last", "split"] = "first"
    script: Script = "zh-Hans"
    columns: int = 6
    measure: int = 16
    size: float = 9.5
    leading: float = 1.45
    gutter: float = 1.6
    height: float = 1150
    indent: Literal["em", "gap", "none"] = "gap"
    autospace: float = 0.0
    keep_numbers: bool = True
    hang_open: bool = False
    justify: bool = True
    full_width_digits: bool = False
    pad_names: bool = False
    centre_heads: bool = True
    spaced_heads: float = 0.0  # share of short headline lines that are letter-spaced
    vertical_heads: float = 0.0
    vertical_captions: float = 0.0
    wide_bodies: float = 0.0  # share of stories set in one wide measure over their columns
    tails: float = 0.0  # share of stories whose text goes on wide below a photo
    blank_between: bool = False  # a little more space between paragraphs
    byline_in_column: bool = False
    credit_glued: float = 0.5
    refer_glued: float = 0.5
    bands: tuple[tuple[int, ...], ...] = ((3, 3), (2, 4), (6,), (2, 2, 2), (4, 2))
    page_names: tuple[str, ...] = ("要闻", "民生", "城事", "县域", "综合")
    folio: tuple[str, ...] = ("{year}年{month}月{day}日　{weekday}　第{page:02d}版　{name}",)
    nameplate: tuple[str, ...] = ()
    feet: tuple[str, ...] = ()
    pages: int = 2
    pages_per_file: int = 1
    extra: Mapping[str, str] = field(default_factory=dict)


HOUSES: tuple[House, ...] = (
    House(
        key="qingze",
        paper="青泽日报",
        manner=Manner(
            bylines=("news", "news", "news-correspondent", "agency", "line-reporter"),
            credits=("本报记者 {} 摄", "{} 摄"),
        ),
        menu={
            "article": 10,
            "long": 1,
            "brief": 2,
            "photo": 3,
            "refer": 1,
            "notice": 1,
            "interview": 1,
            "continued": 1,
        },
        order="body_first",
        furniture="last",
        autospace=0.25,
        hang_open=True,
        spaced_heads=0.3,
        tails=0.25,
        nameplate=("青泽日报", "中共青泽市委机关报　国内统一连续出版物号 CN 00-0127　第{issue}期　今日8版"),
        feet=("责编：{a}　版式：{b}　校对：{c}", "新闻热线：0099-{tel}"),
    ),
    House(
        key="wangjiang",
        paper="望江晚报",
        manner=Manner(
            bylines=("line-reporter", "line-square", "end-name", "news-open", "line-text-photo", "end-reporter"),
            sentences=(1, 1, 1, 2, 2),
            kickers=0.25,
            decks=0.45,
            crossheads=0.6,
            refer_forms=("A{}版", "见A{}", "▶{}版"),
            credits=("本报记者 {} 摄", "记者{}摄", "{}摄影", "（{} 摄）"),
        ),
        menu={"article": 8, "brief": 4, "photo": 3, "refer": 2, "tips": 1, "interview": 1, "notice": 1, "table": 0.7},
        order="heads_first",
        furniture="first",
        columns=5,
        measure=15,
        size=10,
        indent="em",
        pad_names=True,
        bands=((5,), (3, 2), (2, 3), (1, 4), (2, 1, 2)),
        page_names=("头条", "城事", "民声", "健康", "夜市"),
        folio=("{name}　A{page:02d}", "{year}.{month}.{day}　{weekday}　编辑 {a}　美编 {b}"),
        nameplate=("望江晚报", "望江晚报社出版　零售价1元"),
        feet=("24小时新闻热线 6{tel}",),
    ),
    House(
        key="haicheng",
        paper="海程日報",
        script="zh-HK",
        manner=Manner(
            bylines=("hk-bold", "hk-reporter", "hk-bracket", "hk-line", "line-square", "end-name"),
            kickers=0.3,
            decks=0.5,
            crossheads=0.7,
            sentences=(1, 2, 2, 3),
            jump_forms=("下转A{}版", "（下转A{}）"),
            from_forms=("上接A{}版", "（上接A{}）"),
            refer_forms=("详见A{}", "刊A{}", "▶A{}版"),
            credits=("{}摄", "本报记者{}摄", "（{}摄）"),
        ),
        menu={"article": 9, "brief": 3, "photo": 3, "refer": 1, "notice": 0.6, "table": 0.4, "headless": 0.5},
        order="mixed",
        furniture="first",
        columns=7,
        measure=13,
        size=9,
        indent="em",
        hang_open=False,
        vertical_heads=0.2,
        vertical_captions=0.3,
        bands=((7,), (4, 3), (3, 4), (2, 5), (2, 3, 2)),
        page_names=("要闻", "港闻", "社会", "副刊", "经济"),
        folio=("A{page}　{name}　{year}年{month}月{day}日（{weekday}）　责任编辑：{a}",),
        nameplate=("海程日報", "HAICHENG DAILY"),
        feet=("www.haicheng-daily.example",),
    ),
    House(
        key="yunchuan",
        paper="云川报",
        manner=Manner(
            bylines=("news-comma", "end-names", "end-name", "line-both", "news"),
            kickers=0.3,
            decks=0.2,
            crossheads=0.3,
            sentences=(1, 2, 3, 4, 5),
            credits=("{} 摄", "通讯员 {} 摄影报道", "记者 {} 摄"),
        ),
        menu={"article": 7, "brief": 5, "headless": 2, "photo": 2, "notice": 2, "tips": 1, "continued": 1},
        order="natural",
        furniture="split",
        columns=4,
        measure=19,
        size=10.5,
        leading=1.35,
        height=1000,
        indent="none",
        keep_numbers=False,
        wide_bodies=0.4,
        blank_between=True,
        centre_heads=False,
        bands=((4,), (2, 2), (1, 3), (3, 1), (1, 2, 1)),
        page_names=("综合新闻", "乡村", "副刊", "公告"),
        folio=("{name}　{page}版　{year}年{month}月{day}日　{weekday}",),
        nameplate=("云川报", "YUNCHUAN BAO"),
        feet=("本版编辑 {a}　校对 {b}", "投稿邮箱：yunchuan@example.cn"),
    ),
)
