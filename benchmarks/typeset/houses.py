"""The papers: house styles as unlike each other as may be, each with its habits of writing, setting and drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.typeset.stories import Manner

MAINLAND = ("city", "country", "culture", "economy", "world")
ISLANDS = ("city", "culture", "economy", "world", "harbour")

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
    centre_verse: bool = False
    verse_leading: float = 1.0  # of verse, in that of prose
    sign_right: bool = False  # who signs a notice stands at the right
    byline_at: Literal["heads", "left", "centre", "right"] = "heads"  # `heads`: as the headlines are
    spaced_heads: float = 0.0  # share of short headline lines that are letter-spaced
    vertical_heads: float = 0.0
    vertical_captions: float = 0.0
    wide_bodies: float = 0.0  # share of stories set in one wide measure over their columns
    tails: float = 0.0  # share of stories whose text goes on wide below a photo
    blank_between: bool = False  # a little more space between paragraphs
    blank_share: float = 0.45  # so much, of the leading
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
    encodings: Mapping[str, str] = field(default_factory=dict)  # of an extractor's text, where it is not UTF-8
    subjects: tuple[str, ...] = MAINLAND
    radicals: bool = False  # fonts that name glyphs by their Kangxi radicals, where these look the same
    hard_spaces: bool = False  # spaces are drawn as NBSP
    rows_by_column: bool = False  # tables are drawn column by column
    split_crossheads: float = 0.0  # share of crossheads set in two lines
    bare_refers: float = 0.0  # share of refers without a mark above them, now and then one alone
    strips: float = 0.0  # share of photos whose caption stands on one line with a refer drawn before it


HOUSES: tuple[House, ...] = (
    # A city's party paper: bodies drawn before their headlines, quotes hung into the margin, gaps around figures.
    House(
        key="qingze",
        split_crossheads=0.4,
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
        tails=0.5,
        strips=0.5,
        nameplate=("青泽日报", "中共青泽市委机关报　国内统一连续出版物号 CN 00-0127　第{issue}期　今日8版"),
        feet=("责编：{a}　版式：{b}　校对：{c}", "新闻热线：0099-{tel}"),
        pages=3,
    ),
    # An evening paper: all headlines of a page first, names padded, many one-sentence paragraphs.
    House(
        key="wangjiang",
        paper="望江晚报",
        manner=Manner(
            bylines=("line-reporter", "line-square", "end-name", "news-open", "line-text-photo", "end-reporter"),
            sentences=(1, 1, 1, 2, 2),
            kickers=0.25,
            decks=0.28,
            crossheads=0.6,
            refer_forms=("A{}版", "见A{}", "▶{}版"),
            credits=("本报记者 {} 摄", "记者{}摄", "{}摄影", "（{} 摄）"),
        ),
        menu={"article": 8, "brief": 4, "photo": 3, "refer": 2, "tips": 1, "interview": 1, "notice": 1, "table": 0.7},
        order="heads_first",
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
        pages=3,
    ),
    # A Hong Kong daily: traditional script, corner quotes, narrow columns, upright headlines and captions.
    House(
        key="haicheng",
        split_crossheads=0.4,
        paper="海程日報",
        script="zh-HK",
        subjects=ISLANDS,
        manner=Manner(
            bylines=("hk-bold", "hk-reporter", "hk-bracket", "hk-line", "line-square", "end-name"),
            kickers=0.3,
            decks=0.18,
            crossheads=0.7,
            sentences=(1, 2, 2, 3),
            jump_forms=("下转A{}版", "（下转A{}）"),
            from_forms=("上接A{}版", "（上接A{}）"),
            refer_forms=("详见A{}", "刊A{}", "▶A{}版"),
            credits=("{}摄", "本报记者{}摄", "（{}摄）"),
        ),
        menu={"article": 9, "brief": 3, "photo": 3, "refer": 1, "notice": 0.6, "table": 0.4, "headless": 0.5},
        order="mixed",
        columns=7,
        measure=13,
        size=9,
        indent="em",
        vertical_heads=0.2,
        vertical_captions=0.3,
        bands=((7,), (4, 3), (3, 4), (2, 5), (2, 3, 2)),
        page_names=("要闻", "港闻", "社会", "副刊", "经济"),
        folio=("A{page}　{name}　{year}年{month}月{day}日（{weekday}）　责任编辑：{a}",),
        nameplate=("海程日報", "HAICHENG DAILY"),
        feet=("www.haicheng-daily.example",),
        pages=3,
    ),
    # A county weekly: no indents but space between paragraphs, figures broken anywhere, many items without a headline.
    House(
        key="yunchuan",
        paper="云川报",
        manner=Manner(
            bylines=("news-comma", "end-names", "end-name", "line-both", "news"),
            kickers=0.3,
            decks=0.12,
            crossheads=0.3,
            sentences=(1, 2, 3, 4, 5),
            credits=("{} 摄", "通讯员 {} 摄影报道", "记者 {} 摄"),
        ),
        menu={
            "article": 7,
            "brief": 5,
            "headless": 2,
            "photo": 2,
            "notice": 2,
            "tips": 1,
            "continued": 1,
            "digest": 0.6,
        },
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
    # A tabloid: very narrow justified columns, so letter-spaced lines; headlines last; fonts of radicals.
    House(
        key="linyue",
        paper="临岳新报",
        manner=Manner(
            bylines=("news", "line-reporter", "news-comma", "end-reporter", "agency-unsigned"),
            kickers=0.5,
            decks=0.22,
            crossheads=0.5,
            sentences=(1, 1, 2, 2, 3),
            refer_forms=("{}版", "0{}", "››{}版"),
        ),
        menu={"article": 9, "brief": 4, "photo": 3, "headless": 0.6, "refer": 1, "digest": 0.7, "tips": 0.7},
        order="heads_last",
        furniture="last",
        columns=6,
        measure=11,
        size=9.5,
        gutter=1.3,
        leading=1.4,
        autospace=0.2,
        radicals=True,
        bands=((6,), (4, 2), (3, 3), (2, 4), (3, 1, 2)),
        page_names=("重点", "社区", "财富", "文娱"),
        folio=("临岳新报　{year}年{month}月{day}日　{weekday}", "{page:02d}／{name}"),
        nameplate=(),
        feet=("责编 {a} 图编 {b} 校对 {c}",),
        pages=3,
    ),
    # A supplement: essays and poems in wide columns, the writer's name under the title.
    House(
        key="fuguang",
        paper="东堤日报·浮光",
        manner=Manner(bylines=("line-name", "line-mark"), kickers=0.1, decks=0.1, crossheads=0.2, jumps=0.0),
        menu={"essay": 7, "poem": 6, "photo": 2, "brief": 1, "article": 1},
        columns=4,
        measure=21,
        size=10.5,
        leading=1.7,
        gutter=2.2,
        indent="em",
        furniture="split",
        vertical_heads=0.5,
        byline_in_column=True,
        height=900,
        bands=((2, 2), (3, 1), (1, 2, 1), (1, 3)),
        page_names=("浮光", "读书"),
        folio=("{year}年{month}月{day}日　{name}　{page:02d}",),
        feet=("投稿：fuguang@example.cn　编辑：{a}",),
        subjects=("culture", "country"),
    ),
    # A school's paper: few wide columns, short pieces, no columns' habits at all.
    House(
        key="yucai",
        paper="育才校报",
        manner=Manner(
            bylines=("end-name", "line-name", "line-mark", "end-names", "unsigned"),
            kickers=0.1,
            decks=0.15,
            crossheads=0.25,
            jumps=0.0,
            credits=("{} 摄", "摄影：{}", "（摄影 {}）"),
        ),
        menu={"article": 5, "brief": 4, "poem": 2, "essay": 2, "tips": 2, "photo": 3, "table": 1, "interview": 1},
        order="captions_last",
        columns=3,
        measure=24,
        size=11,
        leading=1.55,
        height=950,
        autospace=0.15,
        credit_glued=0.2,
        justify=False,
        bands=((3,), (2, 1), (1, 2), (1, 1, 1)),
        page_names=("校园新闻", "文学角", "成长"),
        folio=("育才校报", "第{issue}期　{year}年{month}月　本期四版　第{page}版：{name}"),
        feet=("主编：{a}　执行编辑：{b}", "地址：青泽市学府街9号　邮编：000999"),
        subjects=("culture", "world", "city"),
        rows_by_column=True,
    ),
    # Pages of notices: small type, a heading over many lines, briefs between.
    House(
        key="baiyuan",
        paper="柏原都市报",
        manner=Manner(bylines=("news", "news-comma", "end-agency", "unsigned"), kickers=0.2, decks=0.1, jumps=0.2),
        menu={"notice": 12, "brief": 3, "table": 1, "tips": 0.5, "continued": 1, "refer": 0.3},
        columns=5,
        measure=20,
        size=8,
        leading=1.35,
        gutter=1.4,
        height=900,
        indent="none",
        spaced_heads=0.6,
        autospace=0.25,
        bands=((1, 1, 1, 1, 1), (2, 1, 2), (1, 2, 2), (3, 2)),
        page_names=("公告", "分类信息"),
        folio=("{page:02d}　{name}", "{year}年{month}月{day}日　{weekday}　广告热线：8{tel}"),
        feet=("信息真伪请自行核实　本报不承担连带责任",),
    ),
    # A Taiwan daily: reporters in brackets with the place, headlines between a body's columns.
    House(
        key="dongchao",
        paper="東潮時報",
        script="zh-TW",
        subjects=ISLANDS,
        manner=Manner(
            bylines=("tw-bracket", "tw-bracket", "tw-line", "tw-agency", "end-name"),
            kickers=0.3,
            decks=0.18,
            crossheads=0.6,
            sentences=(1, 2, 2, 3, 3),
            jump_forms=("（下转A{}版）", "下转{}版"),
            from_forms=("（上接A{}版）", "上接{}版"),
            refer_forms=("详见A{}", "A{}版"),
            credits=("记者{}／摄影", "（记者{}摄）", "图／记者{}"),
        ),
        menu={"article": 9, "brief": 3, "photo": 3, "refer": 0.6, "continued": 0.5, "digest": 0.4, "notice": 0.4},
        order="between",
        furniture="split",
        columns=6,
        measure=12,
        size=10,
        leading=1.5,
        indent="gap",
        vertical_heads=0.35,
        vertical_captions=0.15,
        page_names=("焦点", "地方", "生活", "财经"),
        folio=("A{page} {name}", "{year}年{month}月{day}日 {weekday}"),
        nameplate=("東潮時報", "DONGCHAO TIMES"),
        feet=("版面主编／{a}　美术编辑／{b}",),
        pages=3,
    ),
    # A provincial paper: two pages in a file, agency datelines, full-width figures, items drawn in no order.
    House(
        key="lanjiang",
        split_crossheads=0.4,
        paper="澜江日报",
        manner=Manner(
            bylines=("agency", "own-wire", "line-both", "agency-unsigned", "news-comma"),
            kickers=0.6,
            decks=0.22,
            crossheads=0.4,
            jumps=0.3,
            sentences=(1, 2, 3, 3, 4),
            page_names=("{}",),
        ),
        menu={"article": 9, "long": 2, "brief": 2, "photo": 2, "refer": 1, "continued": 2, "notice": 0.5},
        order="shuffled",
        furniture="split",
        columns=6,
        measure=17,
        size=9,
        indent="em",
        full_width_digits=True,
        bands=((6,), (4, 2), (2, 4), (3, 3)),
        folio=("{year}年{month}月{day}日　{weekday}　{name}　{page}",),
        nameplate=("澜江日报", "LANJIANG RIBAO", "中共澜江省委主管主办"),
        feet=("本版责编：{a}　{b}", "总值班：{c}"),
        pages=4,
        pages_per_file=2,
        encodings={"pdfbox": "gb18030"},
    ),
    # A workers' weekly: the page's last item drawn first, text that goes on wide below its photo, no indents.
    House(
        key="beigang",
        hard_spaces=True,
        paper="北港工人报",
        manner=Manner(
            bylines=("news", "news-open", "end-name", "line-text-photo", "unsigned"),
            kickers=0.4,
            decks=0.18,
            crossheads=0.4,
            sentences=(2, 2, 3, 4),
            credits=("本报记者 {} 摄", "{}/摄", "图/{}"),
        ),
        menu={"article": 9, "photo": 2, "brief": 2, "interview": 1, "tips": 1, "table": 0.5, "refer": 0.5},
        order="backwards",
        furniture="last",
        columns=5,
        measure=16,
        size=10,
        indent="none",
        hang_open=True,
        centre_heads=False,
        tails=0.8,
        wide_bodies=0.3,
        strips=0.6,
        bands=((5,), (3, 2), (2, 3), (4, 1)),
        page_names=("要闻", "班组", "生活"),
        folio=("{page} {name}", "{year}年{month}月{day}日 {weekday} 编辑：{a}"),
        feet=("职工维权热线：8{tel}",),
        encodings={"pymupdf": "utf-16"},
        pages=3,
    ),
    # A small Hong Kong paper: items in no order, bodies before headlines, the narrowest columns, lists of small type.
    House(
        key="jinghu",
        paper="鏡湖報",
        script="zh-HK",
        subjects=ISLANDS,
        manner=Manner(
            bylines=("hk-bold", "hk-bold", "hk-line", "end-name", "unsigned"),
            kickers=0.15,
            decks=0.18,
            crossheads=0.5,
            jumps=0.05,
            sentences=(1, 1, 2),
            jump_forms=("下转{}版",),
            from_forms=("上接{}版",),
            refer_forms=("见{}版",),
            credits=("{}摄", "本报记者{}摄", "（{}摄）"),
        ),
        menu={"article": 8, "brief": 5, "photo": 3, "headless": 1, "notice": 0.5, "table": 0.5},
        order="body_first_shuffled",
        columns=8,
        measure=10,
        size=9,
        gutter=1.4,
        indent="em",
        keep_numbers=False,
        vertical_captions=0.4,
        bands=((4, 4), (3, 5), (2, 3, 3), (5, 3), (2, 2, 2, 2)),
        page_names=("澳闻", "要闻", "体育"),
        folio=("{name}　第{page}版　{year}年{month}月{day}日　{weekday}",),
        feet=("督印：{a}　编辑：{b}",),
        pages=3,
    ),
)
