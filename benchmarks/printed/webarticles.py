"""Articles of web-set pages: heads, introductions, bodies in columns, jump lines, as a look has them."""

from __future__ import annotations

import html
from dataclasses import replace

from benchmarks.printed.webparts import WebPage, part, photo_of
from benchmarks.typeset.stories import page_of
from benchmarks.typeset.story import Block, Story
from benchmarks.typeset.words import person

LABELS = (
    "要闻",
    "快评",
    "特别报道",
    "民生观察",
    "关注",
    "身边事",
    "一线故事",
    "深读",
    "记者走基层",
    "专题",
    "人物",
    "回音壁",
)
BYLINES = (
    "本报记者 {}", "记者 {}", "文/{}", "{}", "□ {}", "本报记者 {} 通讯员 {}", "●{}", "作者：{}", "报道：{}", "报道·摄影：{}",
    "撰文：{} 摄影：{}", "文／图 {}", "□ 本报评论员 {}", "◎{}", "本报记者 {} 文/图", "报道：{} reporter@example.com", "{}/文", "记者 {} 实习生 {}",
)  # fmt: skip
JUMPS = ("下转第{}版", "（下转{}版）", "下转{}版", "下转A{}版", "▶▶下转{}版", "（下转第{}版）", "下转{}版▶")
FROMS = ("上接第{}版", "（上接{}版）", "上接A{}版", "◀◀上接{}版", "（上接第{}版）")


def article(page: WebPage, story: Story, rank: str, columns: int) -> str:
    """An article of a rank over so many columns."""
    look, r = page.look, page.random
    n = page.add(story)
    plain = all(block.kind in ("paragraph", "crosshead") for block in story.body)
    story, jump, begin = _with_jumps(page, story, plain and rank != "brief")
    if rank == "brief":
        story = replace(story, kicker="", deck="")
    if story.headline and rank in ("brief", "third") and page.may("mark"):
        story = replace(story, headline=(look.way["mark"] + story.headline[0], *story.headline[1:]))
    label = ""
    if story.headline and page.may("label") and rank != "brief":
        label = page.script(r.choice(LABELS))
        story = replace(story, marks=(label,))
    intro = ""
    body = list(story.body)
    large = sum(len(block.text) for block in body) > 330
    if plain and large and page.may("intro") and len(body) > 3 and 40 < len(body[0].text) < 170:
        intro = f'<div class="i" data-s="{n}" data-r="introduction">{html.escape(body[0].text)}</div>'
        body = body[1:]
    if (
        page.look.share["crossheads"]
        and not any(b.kind == "crosshead" for b in body)
        and plain
        and len(body) > 4
        and page.may("crossheads")
    ):
        body = _crossed(page, body)
        story = replace(
            story, body=(*story.body[: len(story.body) - len([b for b in body if b.kind != "crosshead"])], *body)
        )
    byline, signed = story.byline, ""
    if not byline and story.headline and rank != "brief" and page.may("byline") and not _is_signed(body):
        who = person(r)
        story = replace(story, authors=(who,))
        byline = page.script(r.choice(BYLINES).format(who, person(r)))
        story = replace(story, byline=byline, authors=tuple(map(page.script, story.authors)))
    if byline and page.may("signature"):
        byline, signed = "", byline
    page.stories[n] = story
    head = _head(page, n, story, rank, byline)
    shown = part(n, "label", label, "l")
    end = part(n, "byline", signed, "b sign") if signed else ""
    frame = look.way["jump"] == "frame"
    tail = part(n, "jump", jump, "j" + (" jf" if frame else "")) if jump else ""
    front = part(n, "jump", begin, "j jb") if begin else ""
    upright = (
        bool(story.headline)
        and columns > 1
        and rank != "brief"
        and page.may("upright")
        and sum(map(len, story.headline)) < 22
    )
    inner = _picture(page, columns) if plain and rank != "brief" and page.may("picture") else ""
    over, first, between = ("", "", "")
    if intro:
        way = look.way["intro"]
        over, first = (intro, "") if way in ("over", "before", "side") else ("", intro)
    mid = look.way["jump"] == "inside"
    body_columns = columns if not (columns > 1 and page.may("wide")) else max(1, columns - 1)
    floats = inner and page.may("float")
    if inner and not floats:
        between, inner = inner, ""
    text = _body(page, n, body, first + front, inner, (end + tail) if mid else end, body_columns)
    if not mid:
        text += tail
    if upright:
        tall = part(n, "headline", "\n".join(story.headline), f"h-{rank} up")
        side = f'<div class="side">{tall}</div>'
        rest = f'<div class="grow">{part(n, "deck", story.deck, "d")}{part(n, "byline", byline, "b")}{over}{between}{text}</div>'
        shown += f'<div class="row">{rest}{side}</div>' if r.random() < 0.5 else f'<div class="row">{side}{rest}</div>'
        if story.kicker:
            page.stories[n] = replace(page.stories[n], kicker="")
    elif intro and look.way["intro"] == "side" and columns > 2:
        shown += f'{head}<div class="row"><div style="flex:0 0 {100 // columns}%">{over}</div><div class="grow">{between}{text}</div></div>'
    elif look.way["intro"] == "before" and over:
        shown += over + head + between + text
    else:
        shown += head + over + between + text
    if plain and large and rank != "brief" and page.may("infobox"):
        info = page.story("tips")
        k = page.add(replace(info, byline="", authors=()))
        style = r.choice(("x", "n", "t"))
        listed = "".join(
            f'<div class="nb" data-s="{k}" data-r="body">{html.escape(b.text)}</div>' for b in page.stories[k].body
        )
        box = f'<div class="fr">{part(k, "headline", " ".join(info.headline), style)}{listed}</div>'
        shown += f'<div style="margin:.6em 0 0 {r.choice((0, 30, 50))}%">{box}</div>'
    boxed = " box" if page.may("box") else " ruled" if page.may("rule") else ""
    scale = look.way["lead-size"] if rank == "lead" else look.way["box-size"] if boxed == " box" else "1"
    shown = f'<div style="font-size:{scale}em">{shown}</div>' if scale != "1" else shown
    return f'<section class="item{boxed}">{shown}</section>'


def _is_signed(body: list[Block]) -> bool:
    first = body[0].text[:40] if body else ""
    return any(word in first for word in ("记者", "記者", "通讯员", "通訊員", "讯", "訊", "电", "電")) or (
        bool(body) and body[-1].text.endswith(("）", ")"))
    )


def _with_jumps(page: WebPage, story: Story, fits: bool) -> tuple[Story, str, str]:
    """A story with its jump lines, those it came with or new ones."""
    jump, begin = story.jump_to_text, story.jump_from_text
    if fits and not jump and not begin:
        if page.may("jump"):
            number, jump = page_of(page.desk, page.script(page.random.choice(JUMPS)))
            story = replace(story, jump_to=number, jump_to_text=jump)
        elif page.may("from"):
            number, begin = page_of(page.desk, page.script(page.random.choice(FROMS)))
            story = replace(story, jump_from=number, jump_from_text=begin)
    return story, jump, begin


def _crossed(page: WebPage, body: list[Block]) -> list[Block]:
    """A body with crossheads cut from its own words."""
    out = list(body)
    step = page.random.randint(2, 3)
    for place in range(len(out) - 1, 0, -step):
        words = [
            w
            for w in out[place].text.replace("。", "，").split("，")
            if 4 <= len(w) <= 14 and "：" not in w and "（" not in w
        ]
        if words:
            out.insert(place, Block(page.random.choice(words), "crosshead"))
    return out


def _head(page: WebPage, n: int, story: Story, rank: str, byline: str) -> str:
    look, r = page.look, page.random
    lines = list(story.headline)
    if page.may("glued"):
        lines = [" ".join(lines)] if lines else []
    main = part(n, "headline", "\n".join(lines), f"h-{rank}")
    kicker = f'<div class="h-{rank} kk">{part(n, "kicker", story.kicker, "k")}</div>' if story.kicker else ""
    deck = part(n, "deck", story.deck, "d")
    by = part(n, "byline", byline, "b")
    gap = f'<div style="height:{r.uniform(0.6, 2.2):.1f}em"></div>' if kicker and page.may("far") else ""
    if story.kicker and look.way["kicker"] == "below":
        return main + kicker + deck + by
    if look.way["byline"] == "deck":
        return kicker + gap + main + by + deck
    return kicker + gap + main + deck + by


def _body(page: WebPage, n: int, body: list[Block], first: str, inner: str, last: str, columns: int) -> str:
    look, r = page.look, page.random
    if body and body[0].kind == "row":
        rows = "".join(
            "<tr>" + "".join(part(n, "table", cell, "", "td") for cell in block.text.split("|")) + "</tr>"
            for block in body
        )
        zebra = r.choice(("", " zebra", " lines"))
        return f'<table class="tb{zebra}">{rows}</table>'
    out = [first]
    place = r.randint(1, max(1, len(body) // 2)) if inner else -1
    runin = page.may("runin")
    drop = page.may("drop") and not inner and len(body) > 2
    for k, block in enumerate(body):
        if k == place:
            out.append(inner)
        if block.kind == "crosshead":
            out.append(part(n, "crosshead", block.text, "x"))
        elif block.kind == "stanza":
            out.append('<div style="height:1em"></div>')
        elif block.kind == "verse":
            out.append(part(n, "verse", block.text, "v"))
        else:
            text = html.escape(block.text)
            if block.text[:2] in ("问：", "問：") or (block.text[:3] in ("记者：", "記者：") and look.css["q"]):
                text = f'<span class="q">{text}</span>'
            elif runin and "，" in block.text[4:16]:
                at = block.text.index("，", 4)
                text = f"<b>{html.escape(block.text[:at])}</b>{html.escape(block.text[at:])}"
            css = ' class="drop"' if drop and k == 0 and block.text[:1].isalnum() else ""
            out.append(f'<p{css} data-s="{n}" data-r="body">{text}</p>')
    out.append(last)
    return f'<div class="cols" style="column-count:{max(1, columns)}">{"".join(out)}</div>'


def _picture(page: WebPage, columns: int) -> str:
    """A photo inside an article's box: an item of its own."""
    photo = page.story("photo")
    r = page.random
    if columns > 1 and r.random() < 0.5:
        return photo_of(page, photo, r.uniform(0.35, 0.6), "span" if r.random() < 0.3 else "")
    return photo_of(page, photo, 1.0, "")
