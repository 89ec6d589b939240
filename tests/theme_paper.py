"""An invented edition as views, hard on purpose, and the theme rendered from it: what the theme's tests look at.

No press is needed: long headlines and none at all, twelve reporters, a table, a poem, English words, a jump, photos
with and without words, a page without items, a correction.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup
from opencc import OpenCC

from scripts.edition import urls
from scripts.edition.label import Label
from scripts.edition.manifest import Cover
from scripts.press.items.bodies import dressed
from scripts.press.render import views as v
from scripts.press.render.assets import asset_files, word_scripts
from scripts.press.render.filters import FILTERS
from scripts.press.render.nameindex import name_groups
from scripts.press.settings import read_settings

ROOT = Path(__file__).parent.parent
THEME = ROOT / "theme"
DAY = dt.date(2031, 3, 7)
VARIANTS = {"zh-Hans": "简体", "zh-Hant-TW": "臺灣正體", "zh-Hant-HK": "香港繁體"}
CONFIGS = {"zh-Hant-TW": "s2tw", "zh-Hant-HK": "s2hk"}

SENTENCES = (
    "清晨六时，青棠江口的雾还没有散，渡船已经开了第三班。",
    "船工郭水生说，今年的桃花汛比往年早到了九天，水位涨得快，落得也快。",
    "“先看水，再看天，最后看人。”他一边收缆绳一边说，这是父亲教他的三句话。",
    "据市水文站监测，3月1日至6日，江口平均水位为4.37米，比去年同期高0.62米，其中5日凌晨2时达到5.18米的峰值。",
    "沿江七个社区、三百四十一户居民提前把一楼的家具垫高，没有一户被淹。",
    "市政府要求，各部门要把功夫下在平时，物资储备点向社会公开，市民扫一扫门上的QR code就能看到库存。",
    "在灯影巷口的小卖部，沙袋和手电筒摆在最显眼的地方，旁边贴着一张手写的电话单。",
    "雾岭县的护林员则担心另一件事：雨水多，山上的笋长得太快，挖笋的人也多了起来。",
)


def paragraphs(count: int, start: int = 0, lead: str = "") -> Markup:
    """So many paragraphs of about 110 characters, the first after `lead`."""
    texts = ["".join(SENTENCES[(start + 3 * n + k) % len(SENTENCES)] for k in range(3)) for n in range(count)]
    texts[0] = lead + texts[0]
    return Markup("").join(Markup("<p>{}</p>\n").format(text) for text in texts)


HEADS = "站点 3月5日 3月6日 3月7日（预报） 警戒水位 保证水位 备注"
ROWS = ("江口站 5.18米 4.80米 4.55米 5.50米 6.20米 落水期", "望潮桥站 5.02米 4.71米 4.40米 5.30米 6.00米 桥下限行")


def table() -> Markup:
    """A table as the press's reader gives it."""

    def row(tag: str, text: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in text.split()) + "</tr>\n"

    head, body = row("th", HEADS), "".join(row("td", text) for text in ROWS)
    html = f'<div class="table"><table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table></div>\n'
    return Markup(dressed(html, "article"))


POEM = Markup(
    "<p>渡口的灯亮了一夜<br />\n像一粒不肯睡的米<br />\n江水数着它<br />\n数到天亮，忘了数到几</p>\n"
    "<p>母亲把雨收进瓦罐<br />\n说，留着，夏天要用</p>\n"
)


def day(date: dt.date) -> v.DayView:
    """A date in words; the lunar date is only right for the one day that shows it."""
    weekday = "星期" + "一二三四五六日"[date.weekday()]
    return v.DayView(date, date.isoformat(), f"{date.year}年{date.month}月{date.day}日", weekday, "农历二月十四")


TODAY = day(DAY)
PICTURE = v.ImageView("/pictures/river.svg", 1200, 800, "雾中的渡船靠岸，三名乘客推着自行车上岸")
TALL = v.ImageView("/pictures/bamboo.svg", 800, 1100, "")


def sheet(items: Iterable[v.ItemView]) -> v.SheetView:
    """The first page as a picture, in two columns, its first item across both and in two pieces."""
    areas = []
    for item in (one for one in items if one.page == Label(1)):
        left, top = 60 + 450 * (item.order % 2), 150 + 190 * item.order
        one = f"{left},{top} {left + 420},{top} {left + 420},{top + 170} {left},{top + 170}"
        across = "60,60 930,60 930,170 60,170"
        areas.append(v.AreaView(item.order, item.url, item.title, (across, one) if item.order == 1 else (one,)))
    page = "/pictures/page.svg"
    return v.SheetView(
        page, 200, 280, page, page, page + "?sharp", 1000, 1400, 1400, tuple(areas), "/pictures/page.pdf"
    )


def author(name: str) -> v.Link:
    return v.Link(f"/author/{name}/", name)


def item(page: int, order: int, title: str, body: Markup, **given: Any) -> v.ItemView:
    """An item of the hard edition; everything that is not given is as for a short article."""
    url = urls.item_url(DAY, Label(page), order)
    text = Markup(body).striptags()
    values: dict[str, Any] = {
        "kind": "article",
        "title_is_printed": True,
        "kicker": "",
        "deck": "",
        "authors": (),
        "byline": "",
        "credit": "",
        "image": None,
        "summary": text[:78] + "…" if len(text) > 80 else text,
        "prominence": 3,
        "jump_to": None,
        "jump_from": None,
        "jump_link": None,
        "jumped": Markup(""),
        "target": None,
        "review": (),
        "corrections": (),
        "previous": None,
        "next": None,
        **given,
    }
    if values["kind"] == "refer":  # which is a link, and no page
        url = values["target"].url if values["target"] else urls.page_url(DAY, Label(page))
    return v.ItemView(
        url=url,
        address="https://paper.example" + url,
        title=title,
        body=body,
        day=TODAY,
        page=Label(page),
        label=str(page),
        page_name=PAGES[page],
        page_url=urls.page_url(DAY, Label(page)),
        order=order,
        characters=len(text),
        **values,
    )


PAGES = {1: "要闻", 2: "城事", 3: "荒棣副刊", 4: ""}
JUMP = v.ItemLink(urls.item_url(DAY, Label(2), 1), "桃花汛里的七个夜晚", "article", Label(2), "2", 1, DAY, "城事")
BACK = v.ItemLink(
    urls.item_url(DAY, Label(1), 1), "桃花汛早到九天 沿江三百户无一受淹", "article", Label(1), "1", 1, DAY, "要闻"
)
REPORTERS = "陆知遥 周牧 顾砚秋 卢根生 沈拙 林疏影 何小舟 欧阳青禾 于海 范根深 后立新 种晓岚"

ITEMS = (
    item(
        1,
        1,
        "桃花汛早到九天 沿江三百户无一受淹",
        paragraphs(7, 0, "本报讯（记者 陆知遥 周牧）"),
        kicker="把功夫下在平时 把准备做在水前",
        deck="——青棠江春汛一线见闻",
        authors=(author("陆知遥"), author("周牧")),
        image=PICTURE,
        credit="本报记者 沈拙 摄",
        prominence=1,
        jump_to="2",
        jump_link=JUMP,
        jumped=paragraphs(3, 4),
        corrections=(v.CorrectionView(day(dt.date(2031, 3, 8)), "第三段“4.73米”应为“4.37米”。"),),
    ),
    item(
        1,
        2,
        "关于进一步加强城市内河水系综合治理、健全汛期信息公开制度"
        "并向社会公布物资储备目录的十二条措施今日起公开征求意见 截止日期为三月二十一日",
        paragraphs(4, 1),
        kicker="市人民政府办公室、市水务局、市应急管理局联合发布",
        deck="意见可通过信函、电话、网上留言三种方式提出 每一条都将公开答复",
        authors=tuple(map(author, REPORTERS.split())),
        byline="本报记者 " + REPORTERS,
        prominence=2,
    ),
    item(1, 3, "市图书馆延长夜间开放至二十三时", paragraphs(2, 2), prominence=3, authors=(author("何小舟"),)),
    item(1, 4, SENTENCES[6][:-1], paragraphs(1, 6), title_is_printed=False, review=("title-missing",), prominence=4),
    item(
        1,
        5,
        "OpenStreetMap志愿者为老城补画312条巷子 Wi-Fi 6覆盖全部公交站",
        paragraphs(3, 3, "“We map what we walk.”这是志愿者贴在笔记本电脑上的一句话。"),
        prominence=3,
    ),
    item(
        1,
        6,
        "晨雾渡口",
        Markup("<p>3月6日清晨，青棠江口的渡船在雾中靠岸。</p>\n"),
        kind="photo",
        image=PICTURE,
        credit="沈拙 摄",
    ),
    item(
        1,
        7,
        "一首诗的四个版本",
        Markup(""),
        kind="refer",
        target=v.ItemLink(urls.item_url(DAY, Label(3), 1), "渡口", "article", Label(3), "3", 1, DAY),
    ),
    item(1, 8, "明日停水通知 请看今日第四版", Markup(""), kind="refer"),
    item(2, 1, "桃花汛里的七个夜晚", paragraphs(3, 4), prominence=1, jump_from="1", jump_link=BACK, is_tail=True),
    item(2, 2, "各站水位一览", paragraphs(1, 5) + table() + paragraphs(1, 2), prominence=2, review=("table",)),
    item(2, 3, "菜场换了新顶棚", paragraphs(1, 7), prominence=4),
    item(
        2,
        4,
        "问与答：雨季里的十个问题",
        paragraphs(2, 1)
        + Markup("<h2>什么时候可以回家</h2>\n")
        + paragraphs(3, 2)
        + Markup("<h2>被泡过的电器还能用吗</h2>\n")
        + paragraphs(8, 3),
        prominence=2,
    ),
    item(3, 1, "渡口", POEM, byline="种晓岚", authors=(author("种晓岚"),), prominence=1),
    item(3, 2, "笋", paragraphs(9, 5), byline="后立新", authors=(author("后立新"),), prominence=2, image=TALL),
    item(
        3,
        3,
        "遗失声明",
        Markup(
            "<p>郭水生遗失轮渡公司工作证一本，编号LD-0417，声明作废。</p>\n<p>灯影巷18号小卖部遗失收据一本，声明作废。</p>\n"
        ),
        kind="notice",
        prominence=4,
    ),
)


def neighbours(items: tuple[v.ItemView, ...]) -> tuple[v.ItemView, ...]:
    def link(one: v.ItemView) -> v.ItemLink:
        return v.ItemLink(one.url, one.title, one.kind, one.page, one.label, one.order, DAY, one.page_name, one.summary)

    return tuple(
        replace(
            one,
            previous=link(items[n - 1]) if n else None,
            next=link(items[n + 1]) if n + 1 < len(items) else None,
        )
        for n, one in enumerate(items)
    )


def page_link(number: int) -> v.Link | None:
    return (
        v.Link(urls.page_url(DAY, Label(number)), f"第{number}版 {PAGES[number]}".strip()) if number in PAGES else None
    )


@cache
def edition() -> v.EditionView:
    items = neighbours(ITEMS)
    pages = tuple(
        v.PageView(
            url=urls.page_url(DAY, Label(number)),
            number=Label(number),
            label=str(number),
            name=name,
            name_url=f"/page-name/{name}/" if name else "",
            editors=("林疏影", "何小舟") if number == 1 else (),
            items=tuple(one for one in items if one.page == Label(number)),
            day=TODAY,
            previous=page_link(number - 1),
            next=page_link(number + 1),
            sheet=sheet(items) if number == 1 else None,
        )
        for number, name in PAGES.items()
    )
    yesterday, tomorrow = day(dt.date(2031, 3, 6)), day(dt.date(2031, 3, 8))
    return v.EditionView(
        url=urls.edition_url(DAY),
        whole_url=urls.edition_url(DAY) + "whole/",
        month=v.Link(urls.month_url(2031, 3), "2031年3月"),
        year=v.Link(urls.year_url(2031), "2031年"),
        day=TODAY,
        issue="11270",
        pages=pages,
        item_count=len(items),
        open_reviews=2,
        previous=v.Link(urls.edition_url(yesterday.date), yesterday.text),
        next=v.Link(urls.edition_url(tomorrow.date), tomorrow.text),
        books=(v.Link(urls.edition_url(DAY) + "2031-03-07.epub", "EPUB"),),
    )


HEADLINES = (
    "桃花汛早到九天 沿江三百户无一受淹", "市图书馆延长夜间开放至二十三时", "菜场换了新顶棚", "笋",
    "老城补画三百一十二条巷子",
    "问与答：雨季里的十个问题", "关于进一步加强城市内河水系综合治理的十二条措施今日起公开征求意见", "雾岭春茶开采过半",
)  # fmt: skip


def front_page(count: int, photos: int, small: int, chance: random.Random) -> v.PageView:
    """A page with so many items, some of them with pictures, and so many refers and notices after them."""
    pictured = set(chance.sample(range(count), min(photos, count)))
    items = []
    for at in range(count):
        length = chance.choice([1, 1, 2, 3, 4, 7]) if at else 7
        alone = at in pictured and at > 0 and chance.random() < 0.6
        kind, image = "photo" if alone else "article", chance.choice([PICTURE, PICTURE, TALL])
        prominence = 1 if not at else 2 if length == 7 or alone else 3 if length > 1 else 4
        body = paragraphs(1 if alone else length, at % 8)
        given = {"kind": kind, "image": image if at in pictured else None, "prominence": prominence}
        items.append(item(1, at + 1, HEADLINES[at % 8], body, **given))
    for at in range(small):
        kind = "refer" if at % 2 else "notice"
        target = {"target": JUMP} if kind == "refer" else {}
        items.append(item(1, len(items) + 1, "遗失声明", paragraphs(1), kind=kind, prominence=4, **target))
    return replace(edition().pages[0], items=tuple(items), sheet=None)


def edition_link(date: dt.date, lead: str = "桃花汛早到九天 沿江三百户无一受淹") -> v.EditionLink:
    return v.EditionLink(
        urls.edition_url(date), day(date), "11270", 4, 15, lead, Cover("/pictures/page.svg", 200, 280, "")
    )


def month(year: int, number: int) -> v.MonthView:
    """A month with an edition on each of its first nine days but the fourth."""
    first = dt.date(year, number, 1)
    cells: list[v.CalendarDay | None] = [None] * first.weekday()
    editions = []
    for offset in range(31):
        date = first + dt.timedelta(offset)
        if date.month != number:
            break
        out = edition_link(date) if date.day < 10 and date.day != 4 else None
        editions += [out] if out else []
        cells.append(v.CalendarDay(date.day, out))
    cells += [None] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[n : n + 7]) for n in range(0, len(cells), 7))
    earlier = v.Link(urls.month_url(2031, 2), "2031年2月")
    return v.MonthView(urls.month_url(year, number), year, number, weeks, tuple(editions[::-1]), earlier, None)


@dataclass(frozen=True, slots=True)
class Document:
    """A template and what it is given, at its address, before any variant."""

    template: str
    url: str
    title: str
    values: dict[str, Any]


def documents() -> Iterable[Document]:
    """Every kind of document of the theme; items and pages all of them."""
    whole = edition()
    recent = tuple(edition_link(DAY - dt.timedelta(n)) for n in range(1, 6))
    past = (edition_link(dt.date(2030, 3, 7), "渡船公司开行夜航 末班船延至零时"),)
    yield Document("home.html", "/", "青棠日报", {"edition": whole, "recent": recent, "this_day": past})
    yield Document("edition.html", whole.url, TODAY.text, {"edition": whole})
    yield Document("whole.html", whole.whole_url, TODAY.text, {"edition": whole})
    for page in whole.pages:
        yield Document("page.html", page.url, f"第{page.number}版 {page.name}", {"edition": whole, "page": page})
        for one in (item for item in page.items if item.kind != "refer"):
            alone = replace(whole, previous=None, next=None)
            yield Document("item.html", one.url, one.title, {"edition": alone, "page": page, "item": one})
    march = month(2031, 3)
    yield Document("month.html", march.url, "2031年3月", {"month": march})
    year = v.YearView(
        "/2031/", 2031, (month(2031, 1), month(2031, 2), march), 24, 360, v.Link("/2030/", "2030年"), None
    )
    yield Document("year.html", year.url, "2031年", {"year": year})
    summary = v.YearSummary("/2031/", 2031, tuple((v.Link(m.url, f"{m.month}月"), 8) for m in year.months), 24, 360)
    names = tuple((v.Link(f"/page-name/{name}/", name), 8 * n) for n, name in PAGES.items() if name)
    people = name_groups(((author(name), 30 - n) for n, name in enumerate(REPORTERS.split())), False)
    old = replace(summary, url="/2030/", year=2030, months=((v.Link("/2030/12/", "12月"), 31),))
    yield Document(
        "archive.html",
        "/archive/",
        "往期",
        {"recent": recent, "years": (summary, old), "page_names": names, "authors": people},
    )
    rows = tuple(
        v.ItemLink(
            i.url,
            i.title,
            i.kind,
            i.page,
            i.label,
            i.order,
            DAY,
            i.page_name,
            i.summary,
            i.image.url if i.image else "",
        )
        for i in ITEMS
    )
    periods = (v.Link("/author/陆知遥/2031/", "2031年"), v.Link("/author/陆知遥/2030/", "2030年"))
    listed = v.ListView("/author/陆知遥/", "author", "陆知遥", "", 15, rows, periods, None, periods[1])
    yield Document("list.html", listed.url, "陆知遥", {"list": listed})
    yield Document(
        "404.html", "/404.html", "没有这一页", {"years": (v.Link("/2031/", "2031年"), v.Link("/2030/", "2030年"))}
    )


@cache
def files() -> dict[str, bytes]:
    """The theme's static files, with the colours that the paper's settings give."""
    found = asset_files(THEME / "static", read_settings(ROOT / "pelicanconf.py").get("THEME_SETTINGS"))
    return found | word_scripts(found, {lang: words(lang) for lang in VARIANTS})


@cache
def assets() -> dict[str, str]:
    """Every static file of the theme at an address of its own."""
    return {name: f"/theme/{name}" for name in files()}


@cache
def words(lang: str) -> dict[str, str]:
    table = yaml.safe_load((THEME / "words.yml").read_text("utf-8"))
    return {key: entry[lang] for key, entry in table.items()}


@cache
def converter(lang: str) -> OpenCC:
    return OpenCC(CONFIGS[lang])


def converted(value: Any, lang: str, key: str = "") -> Any:
    """A view in a variant: its text converted, its site paths prefixed."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: converted(getattr(value, f.name), lang, f.name) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(converted(one, lang, key) for one in value)
    if isinstance(value, dict):
        return {name: converted(one, lang, name) for name, one in value.items()}
    if not isinstance(value, str) or key in ("iso", "kind") or value.startswith("/pictures/"):
        return value
    if key == "url" or key.endswith("_url"):
        return urls.in_variant(value, lang, "zh-Hans") if value else value
    return type(value)(converter(lang).convert(value))


@cache
def environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(THEME / "templates")
    made = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    made.filters.update(FILTERS)
    return made


def site(lang: str, settings: dict[str, Any] | None = None) -> v.SiteView:
    def at(url: str) -> str:
        return urls.in_variant(url, lang, "zh-Hans")

    name, tagline, link = "青棠日报", "一江春水，一纸人间", "关于本报"
    if lang in CONFIGS:
        name, tagline, link = (converter(lang).convert(text) for text in (name, tagline, link))
    shown = {"report": "mailto:desk@paper.example?subject={title}&body={address}"} if settings is None else settings
    links = (v.Link(at("/about/"), link),)
    return v.SiteView(
        name, tagline, "青棠", lang, "https://paper.example", "", at("/"), at("/search/"), at("/archive/"),
        words(lang), assets(), links, shown, (v.Link(at("/feed.xml"), "Atom"), v.Link(at("/feed.json"), "JSON Feed")),
    )  # fmt: skip


def rendered(document: Document, lang: str = "zh-Hans", settings: dict[str, Any] | None = None) -> str:
    """A document's HTML in a variant."""
    values = document.values if lang == "zh-Hans" else converted(document.values, lang)
    url = urls.in_variant(document.url, lang, "zh-Hans")
    title = document.title if lang == "zh-Hans" else converter(lang).convert(document.title)
    variants = tuple(
        v.VariantLink(one, urls.in_variant(document.url, one, "zh-Hans"), text, one == lang)
        for one, text in VARIANTS.items()
    )
    crumbs = (v.Link(site(lang).home, site(lang).name), v.Link(url, title))
    context = v.PageContext(document.template, title, title, url, "https://paper.example" + url, variants, crumbs)
    template = environment().get_template(document.template)
    return template.render(site=site(lang, settings), context=context, **values)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">{}</svg>'
PRINTED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1400" width="1000" height="1400">'
    '<rect width="1000" height="1400" fill="#fdfcf8"/><rect x="60" y="60" width="870" height="110" fill="#999"/>'
    '<rect x="60" y="340" width="420" height="900" fill="#ccc"/>'
    '<rect x="510" y="340" width="420" height="900" fill="#ddd"/>'
    "</svg>"
)

RIVER = SVG.format(
    1200,
    800,
    '<rect width="1200" height="800" fill="#cfd6d6"/><circle cx="880" cy="210" r="70" fill="#e8c9a8"/>'
    '<path fill="#9fb0ae" d="M0 420q300-90 600 0t600-30v410H0z"/>'
    '<path fill="#6f8683" d="M0 560q300-60 600 0t600-20v260H0z"/>'
    '<path fill="#2e3a3a" d="M380 560h420l-60 70H440zM520 470h150v90H520z"/>',
)
BAMBOO = SVG.format(
    800,
    1100,
    '<rect width="800" height="1100" fill="#dfe5d3"/>'
    '<path stroke="#5d7a4a" stroke-width="40" d="M180 1100V0M430 1100V0M640 1100V0"/>',
)


def write_site(out: Path, langs: Iterable[str] = VARIANTS) -> None:
    """Every document in every variant below `out`, with the static files and pictures they name."""
    for lang in langs:
        for document in documents():
            url = urls.in_variant(document.url, lang, "zh-Hans")
            path = out / url.lstrip("/") / "index.html" if url.endswith("/") else out / url.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(rendered(document, lang), "utf-8")
    for name, data in files().items():
        path = out / assets()[name].lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for lang in langs:
        manifest = out / urls.in_variant(urls.MANIFEST, lang, "zh-Hans").lstrip("/")
        manifest.write_text('{"name": "青棠日报", "start_url": "/"}\n', "utf-8")
    (out / f"{DAY:%Y/%m/%d}" / f"{DAY}.epub").write_bytes(b"a book")
    (out / "sw.js").write_bytes((THEME / "static/sw.js").read_bytes())
    (out / "pictures").mkdir(exist_ok=True)
    (out / "pictures/page.svg").write_text(PRINTED, "utf-8")
    (out / "pictures/river.svg").write_text(RIVER, "utf-8")
    (out / "pictures/bamboo.svg").write_text(BAMBOO, "utf-8")
