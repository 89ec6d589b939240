"""Parts of web-set pages: photos, refers, notices, and what all builders of a page share."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.printed.looks import Look
from benchmarks.typeset.houses import House
from benchmarks.typeset.pages import Composers, scripted
from benchmarks.typeset.stories import Desk, page_of
from benchmarks.typeset.story import Block, Story, furniture
from benchmarks.typeset.words import person

CREDITS = (
    "{}／摄",
    "（{}／摄）",
    "{}/摄",
    "受访者供图",
    "摄影：{}",
    "图/{}",
    "本报记者 {} 摄",
    "受访者／供图",
    "（{}摄）",
    "摄影 {}",
    "{} 图",
    "图片由{}提供",
)
POINTS = (
    "详见{}版",
    "{}版",
    "（见{}版）",
    "▶▶{}版",
    "P0{}",
    "A{}",
    "→{}版",
    "详见第{}版",
    "0{}版",
    "【{}版】",
    "详见A{}",
)


@dataclass(slots=True)
class WebPage:
    """A page in the making: its stories with their truth, and its HTML."""

    look: Look
    random: Random
    desk: Desk
    composers: Composers
    house: House
    stories: list[Story] = field(default_factory=list)
    used: int = 0

    def may(self, habit: str) -> bool:
        """Whether a habit of the look is followed this time."""
        return self.random.random() < self.look.share[habit]

    def add(self, story: Story) -> int:
        """A story's place."""
        self.stories.append(story)
        self.used += sum(len(block.text) for block in story.body)
        return len(self.stories) - 1

    def story(self, kind: str) -> Story:
        """A story of a kind in the paper's script."""
        return scripted(self.composers[kind](self.desk), self.house)

    def script(self, text: str) -> str:
        """A text in the paper's script."""
        return scripted(furniture(text), self.house).body[0].text

    def kind(self, *wanted: str) -> str:
        """A kind by the school's menu, among some where they are named."""
        menu = {k: w for k, w in self.look.school.menu.items() if not wanted or k in wanted} or {"article": 1.0}
        return self.random.choices(list(menu), list(menu.values()))[0]


def part(n: int, role: str, text: str, css: str = "", tag: str = "div") -> str:
    """An element of one part of a story."""
    shown = "<br>".join(html.escape(line) for line in text.split("\n"))
    return f'<{tag} class="{css}" data-s="{n}" data-r="{role}">{shown}</{tag}>' if text else ""


def photo_of(page: WebPage, story: Story, wide: float, css: str) -> str:
    """A photo with its caption below, above or beside it; its title over or under the picture."""
    look, r = page.look, page.random
    if not page.may("title"):
        story = replace(story, headline=())
    elif not story.headline:
        told = page.story("brief").headline
        story = replace(story, headline=told)
    if r.random() < 0.12:
        story = replace(story, credit="", authors=())
    elif r.random() < 0.4:
        who = page.script(person(r))
        story = replace(story, credit=page.script(r.choice(CREDITS).format(who)), authors=(who,))
    n = page.add(story)
    own = bool(story.credit) and page.may("credit-line")
    beside, above = page.may("caption-beside") and wide > 0.5, page.may("above")
    left = r.random() < 0.6
    arrow = ("◀" if left else "▶") if beside else "▼" if above else "▲"
    if story.body[0].text[0] in "▲▼◀":
        story = replace(story, body=(Block(arrow + story.body[0].text[1:]),))
        page.stories[n] = story
    text = html.escape(story.body[0].text)
    if story.credit and not own:
        text += f' <span data-s="{n}" data-r="credit">{html.escape(story.credit)}</span>'
    caption = f'<div class="c" data-s="{n}" data-r="caption">{text}</div>'
    credit = part(n, "credit", story.credit, "c r") if own else ""
    title = part(n, "headline", " ".join(story.headline), "t")
    picture = f'<div class="pic" style="padding-top:{r.uniform(38, 80):.0f}%"></div>'
    if own and r.random() < 0.4:
        picture, credit = picture + credit, ""
    if beside:
        share = r.randint(45, 72)
        side = f'<div class="grow">{title}{caption}{credit}</div>'
        shown = f'<div style="flex:0 0 {share}%">{picture}</div>'
        inner = f'<div class="row">{shown}{side}</div>' if left else f'<div class="row">{side}{shown}</div>'
    elif above:
        inner = title + caption + credit + picture
    elif look.way["title"] == "above":
        inner = title + picture + caption + credit
    else:
        inner = picture + title + caption + credit
    style = f"width:{wide * 100:.0f}%;" if wide < 1 and css != "span" else ""
    if wide < 1 and not css:
        style += r.choice(("", "margin-left:auto;", "margin:0 auto;"))
    return f'<div class="ph {css}" style="{style}">{inner}</div>'


def refers(page: WebPage, count: int, across: bool) -> str:
    """Refers in a list, each with its pointer; a label over them now and then."""
    look, r = page.look, page.random
    form = r.choice(POINTS)
    first_points = page.may("points-first")
    out: list[str] = []
    label = (
        page.script(r.choice(("导读", "今日导读", "要闻导读", "今日看点", "本期导读", "导 读")))
        if r.random() < 0.7
        else ""
    )
    for k in range(count):
        story = page.story("refer")
        number, text = page_of(page.desk, page.script(form))
        deck = page.story("brief").body[0].text[: r.randint(18, 60)] if look.way["refer"] == "teaser" else ""
        story = replace(story, headline=(" ".join(story.headline),), jump_to=number, jump_to_text=text, deck="")
        if deck:
            story = replace(story, body=(Block(deck + "……"),))
        if k == 0 and label:
            story = replace(story, marks=(label,))
        n = page.add(story)
        head = part(n, "headline", story.headline[0], "", "span")
        point = part(n, "jump", text, "rp", "span")
        if first_points:
            out.append(f'<div class="rh">{point}{r.choice(("", " ", "　"))}{head}</div>')
            continue
        if deck:
            out.append(
                f'<div class="rh">{head}</div><div class="rt" data-s="{n}" data-r="body">{html.escape(deck)}…… {point}</div>'
            )
        elif look.way["refer"] == "spread":
            out.append(f'<div class="rh row sp">{head}{point}</div>')
        elif look.way["refer"] == "below":
            out.append(f'<div class="rh">{head}</div><div style="text-align:right">{point}</div>')
        else:
            out.append(f'<div class="rh">{head}　{point}</div>')
    first = len(page.stories) - count
    top = part(first, "label", label, "l")
    if across:
        return f'<div class="item">{top}<div class="row gap">{"".join(f"<div class=grow>{one}</div>" for one in out)}</div></div>'
    return f'<div class="item{" box" if r.random() < 0.6 else ""}">{top}{"".join(out)}</div>'


def notice(page: WebPage) -> str:
    """A notice, mostly in a frame."""
    story = page.story("notice")
    n = page.add(story)
    lines = "".join(
        f'<p class="nb{" right" if k and len(b.text) < 15 and k > len(story.body) - 3 else ""}" data-s="{n}" data-r="body">{html.escape(b.text)}</p>'
        for k, b in enumerate(story.body)
    )
    framed = " fr" if page.random.random() < 0.75 else ""
    return f'<section class="item{framed}">{part(n, "headline", " ".join(story.headline), "n")}{lines}</section>'
