"""Pages as HTML: what a story's parts are stands in `data-s` and `data-r`, so that a browser's print can be read back.

A second typesetter beside `benchmarks/typeset`: columns that the browser balances, floats, boxes, heads that a look
dresses. Stories come from the same composers.
"""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace
from random import Random

from benchmarks.printed.looks import Look
from benchmarks.printed.webarticles import article
from benchmarks.printed.webparts import WebPage, notice, part, photo_of, refers
from benchmarks.typeset.houses import House
from benchmarks.typeset.pages import Composers
from benchmarks.typeset.stories import Desk
from benchmarks.typeset.story import furniture
from benchmarks.typeset.words import person

ENOUGH = (2600, 5200)
"""Characters of a page, about."""
SECTIONS = (
    "校园短波",
    "全国短讯",
    "简明新闻",
    "社区动态",
    "各地速递",
    "国际短波",
    "市场一周",
    "街谈巷议",
    "读者来信",
    "身边",
    "一周要闻",
    "区县传真",
)


def thing(page: WebPage, columns: int, rank: str = "", kind: str = "") -> str:
    """One item for a cell of so many columns."""
    r = page.random
    kind = kind or page.kind()
    if kind == "long" and columns < 2:
        kind = "article"
    if kind == "photo":
        return f'<section class="item">{photo_of(page, page.story("photo"), 1.0, "")}</section>'
    if kind == "refer":
        return refers(page, r.randint(2, 4), across=False)
    if kind == "notice":
        return notice(page)
    if kind == "brief" and page.may("section"):
        title = page.script(r.choice(SECTIONS))
        first = len(page.stories)
        some = "".join(article(page, page.story("brief"), "brief", columns) for _ in range(r.randint(2, 4)))
        page.stories[first] = replace(page.stories[first], marks=(title, *page.stories[first].marks))
        return f'<div class="item{" box" if r.random() < 0.5 else ""}">{part(first, "label", title, r.choice(("l", "l wide", "t")))}{some}</div>'
    story = page.story(kind)
    if not rank:
        rank = (
            "brief"
            if kind in ("brief", "headless", "digest") and r.random() < 0.8
            else r.choice(("second", "third"))
            if columns > 1
            else r.choice(("third", "third", "brief"))
        )
    if kind == "long" and rank != "lead":
        rank = "second"
    return article(page, story, rank, columns)


def bands(page: WebPage, columns: int, enough: int, *, lead: bool = True) -> str:
    """Rows of cells, the columns shared out anew in each."""
    r = page.random
    out: list[str] = []
    while page.used < enough and len(page.desk.topics) > 12:
        spans = _spans(r, columns)
        cells: list[str] = []
        target = 0
        for k, span in enumerate(spans):
            before = page.used
            if lead and not out and k == 0 and span > 1:
                shown = thing(page, span, "lead", page.kind("long", "article", "essay", "interview", "brief"))
            else:
                shown = thing(page, span)
            while (
                target
                and (page.used - before) / span < 0.6 * target
                and len(page.desk.topics) > 12
                and r.random() < 0.9
            ):
                shown += thing(page, span, kind=page.kind("brief", "article", "photo", "refer", "notice", "digest"))
            target = target or int((page.used - before) / span)
            cells.append(f'<div class="cell" style="flex:{span} 1 0">{shown}</div>')
        out.append(f'<div class="row gap band">{"".join(cells)}</div>')
    return "".join(out)


def _spans(r: Random, columns: int) -> list[int]:
    out: list[int] = []
    left = columns
    even = r.random() < 0.25
    step = r.choice((1, 1, 2)) if even else 0
    while left > 0:
        span = min(left, step or r.choice((1, 1, 2, 2, 3, 4)))
        out.append(span)
        left -= span
    r.shuffle(out)
    if r.random() < 0.6:
        out.sort(reverse=True)
    return out


def flowing(page: WebPage, enough: int) -> str:
    """A page whose items run on from one column to the next."""
    out: list[str] = []
    while page.used < enough and len(page.desk.topics) > 12:
        out.append(
            thing(page, 1, page.random.choice(("third", "third", "brief")) if page.random.random() < 0.3 else "third")
        )
    return f'<div class="cols flow" style="column-count:{page.look.columns}">{"".join(out)}</div>'


def body_of(page: WebPage) -> str:
    """A page's news by the school's skeleton."""
    look, r = page.look, page.random
    enough = r.randint(*ENOUGH)
    skeletons = look.school.skeletons
    kind = r.choices(list(skeletons), list(skeletons.values()))[0]
    columns = look.columns
    if kind == "flow":
        lead = article(page, page.story("article"), "lead", columns) if r.random() < 0.5 else ""
        return lead + flowing(page, enough)
    if kind == "rail" and columns > 3:
        rail = "".join(
            thing(page, 1, "brief", page.kind("brief", "refer", "notice", "digest")) for _ in range(r.randint(3, 5))
        )
        box = " box" if r.random() < 0.5 else ""
        side = f'<div class="cell{box}" style="flex:1 1 0">{rail}</div>'
        main = f'<div style="flex:{columns - 1} 1 0">{bands(page, columns - 1, page.used + enough * 3 // 4)}</div>'
        return f'<div class="row gap">{side + main if r.random() < 0.5 else main + side}</div>'
    if kind == "front":
        strip = refers(page, r.randint(3, 4), across=True) if r.random() < 0.6 else ""
        return strip + bands(page, columns, enough)
    if kind == "feature":
        first = article(page, page.story(page.kind("long", "interview")), "lead", columns)
        return first + bands(page, columns, enough, lead=False)
    if kind == "photos":
        shown = []
        for _ in range(r.randint(1, 3)):
            spans = r.choice(((1,), (2, 1), (1, 1), (1, 1, 1)))
            cells = "".join(
                f'<div class="cell" style="flex:{s} 1 0">{photo_of(page, page.story("photo"), 1.0, "")}</div>'
                for s in spans
            )
            shown.append(f'<div class="row gap">{cells}</div>')
        text = article(page, page.story("article"), "lead", columns)
        shown.insert(r.randint(0, len(shown)), text)
        return "".join(shown) + (bands(page, columns, page.used + 900, lead=False) if r.random() < 0.6 else "")
    return bands(page, columns, enough)


def about(page: WebPage, date: dt.date, number: int) -> tuple[str, str]:
    """The page's folio and feet."""
    r, house = page.random, page.house
    facts = f"{date.year}年{date.month}月{date.day}日"
    day = "星期" + "一二三四五六日"[date.weekday()]
    name = page.script(r.choice(house.page_names))
    paper = page.script(house.paper)
    people = [page.script(person(r)) for _ in range(3)]
    forms = (
        (f"{facts}　{day}　第{number:02d}版　{name}",),
        (f"{number:02d}", name, f"{facts} {day}", paper),
        (f"{paper}", f"{facts} {day} 责编 {people[0]} 美编 {people[1]}", f"A{number:02d} {name}"),
        (
            f"{name}",
            f"{facts}　{day}　责任编辑：{people[0]}　校对：{people[2]}　电话：0{r.randint(10, 999)}-{r.randint(2000000, 8999999)}",
        ),
        (f"第{number}版", f"{paper}　{facts}　{day}"),
    )
    form = [page.script(text) for text in r.choice(forms)]
    parts = []
    for text in form:
        big = f"font-size:{r.uniform(1.3, 2.4):.1f}em;" if len(text) <= 5 and r.random() < 0.6 else ""
        parts.append(
            f'<span style="{big}" data-s="{page.add(furniture(text))}" data-r="furniture">{html.escape(text)}</span>'
        )
    head = f'<div class="f row sp">{"".join(parts)}</div>'
    foot = ""
    if r.random() < 0.5:
        text = page.script(r.choice((
            f"责任编辑 {people[0]}　版式设计 {people[1]}　校对 {people[2]}",
            f"本报地址：望江路{r.randint(1, 300)}号　邮编：{r.randint(100000, 899999)}　新闻热线：{r.randint(2000000, 8999999)}　每份{r.choice(('1.00', '1.50', '2.00'))}元",
            f"编辑：{people[0]}　美编：{people[1]}　校对：{people[2]}",
            f"广告热线：{r.randint(2000000, 8999999)}　发行热线：{r.randint(2000000, 8999999)}　印刷：{paper}印务中心",
        )))  # fmt: skip
        foot = f'<div class="f">{part(page.add(furniture(text)), "furniture", text)}</div>'
    return head, foot


FIXED = """
.drop{text-indent:0!important} .drop::first-letter{font-size:2.7em;float:left;line-height:1;padding-right:.1em;font-weight:700} .wide{display:block!important}
*{box-sizing:border-box} body{margin:0} .row{display:flex;gap:.6em} .gap{gap:var(--gap)} .grow{flex:1 1 0;min-width:0}
.cell{min-width:0} .sp{justify-content:space-between;align-items:baseline} .band{margin-top:1em} .item{margin-bottom:1em}
.cols{column-gap:var(--gap);orphans:2;widows:1} .up{writing-mode:vertical-rl;margin:0 .2em!important;white-space:nowrap}
.pic{background:#9ab;height:0;background-image:url(PIC);background-size:100% 100%} .fr{border:1px solid #333;padding:.5em} .right{text-align:right!important}
.sign{text-align:right!important} .jf{border:1px solid #555;padding:.1em .4em} .span{column-span:all} .ph{margin-bottom:.8em;break-inside:avoid}
.tb{width:100%;border-collapse:collapse} .lines td{border:1px solid #777} .zebra tr:nth-child(odd){background:#eef} td{padding:.1em .3em}
.ruled{border-bottom:1px solid #666;padding-bottom:.6em} .flow .item{break-inside:auto} .v{text-indent:0} .kk{margin-bottom:0!important;border:0!important;background:none!important}
"""


def web_page(look: Look, seed: str, house: House, desk: Desk, composers: Composers, number: int) -> tuple[str, WebPage]:
    """A page's HTML, and its stories."""
    random = Random(f"web/{seed}")
    page = WebPage(look, random, desk, composers, house)
    head, foot = about(page, desk.date, number)
    news = body_of(page)
    css = look.css
    style = FIXED + f":root{{--gap:{random.uniform(1.2, 2.6):.2f}em}}"
    style += f"body{{{css['page']}padding:{random.randint(20, 60)}px;width:{look.width}px}} p{{{css['p']}}} .v{{margin:0 0 0 {random.uniform(0, 3):.1f}em}}"
    style += "".join(f".{name}{{{rule}}}" for name, rule in css.items() if name not in ("page", "p"))
    if look.way["between"] == "column-rule":
        style += ".cols{column-rule:1px solid #999}"
    elif look.way["between"] == "rule":
        style += ".cell+.cell{border-left:1px solid #999;padding-left:.8em}"
    font = {"zh-Hans": "SC", "zh-HK": "HK", "zh-TW": "TC"}[house.script]
    markup = f"<!doctype html><meta charset=utf-8><style>{style}</style><body>{head}{news}{foot}</body>"
    return markup.replace("CJK SC", f"CJK {font}"), page
