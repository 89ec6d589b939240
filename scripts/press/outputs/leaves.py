"""An edition's items as plain HTML for what is read away from the site: EPUB and PDF have the same text.

The HTML is XHTML too. An item's address is given by `place` (`page-01.xhtml#i2`), whose fragment is its id; `picture`
gives a picture's markup from its address on the site and its alternative text, or None where it cannot be carried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from markupsafe import escape

from scripts.edition.label import Label
from scripts.press.items.pictures import undressed
from scripts.press.render.desk import Desk
from scripts.press.render.views import ItemView, PageView, SectionView

AnchorOf = Callable[[Label, int], str]
PictureMarkup = Callable[[str, str], str | None]

_IMG = re.compile(r"<img\b[^>]*/?>")
_SRC = re.compile(r'\bsrc="([^"]*)"')
_ALT = re.compile(r'\balt="([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-6])>")
_INSIDE = re.compile(r'<a href="(?!https?:|mailto:)[^"]*"[^>]*>(.*?)</a>', re.S)


def page_title(page: PageView) -> str:
    """第1版 要闻"""
    return f"第{page.label}版 {page.name}".rstrip()


def section_title(desk: Desk, section: SectionView) -> str:
    """A 要闻, or A叠 where it has no name; "" for the pages without letters."""
    if not section.letters:
        return ""
    return f"{section.letters} {section.name}" if section.name else desk.phrase(f"{section.letters}叠")


def leaf(desk: Desk, page: PageView, place: AnchorOf, picture: PictureMarkup) -> str:
    """A page's items, one article each, in printed order."""
    return "".join(_item(desk, item, place, picture) for item in page.items)


def _item(desk: Desk, item: ItemView, place: AnchorOf, picture: PictureMarkup) -> str:
    ident = place(item.page, item.order).partition("#")[2]
    parts = [f'<article id="{ident}" class="{item.kind}">\n<header>\n']
    if item.kicker:
        parts.append(f'<p class="kicker">{escape(item.kicker)}</p>\n')
    parts.append(f"<h2>{escape(item.title)}</h2>\n")
    if item.deck:
        parts.append(f'<p class="deck">{escape(item.deck)}</p>\n')
    who = item.byline or (" ".join(author.text for author in item.authors) if item.kind != "photo" else "")
    if who:
        parts.append(f'<p class="byline">{escape(who)}</p>\n')
    parts.append("</header>\n")
    shown = picture(item.image.url, item.image.alt) if item.image else None
    if shown:
        caption = f"<figcaption>{escape(item.credit)}</figcaption>" if item.credit else ""
        parts.append(f"<figure>{shown}{caption}</figure>\n")
    elif item.credit:
        parts.append(f'<p class="byline">{escape(item.credit)}</p>\n')
    parts.append(f'<div class="text">\n{_body(undressed(str(item.body)), picture)}</div>\n')
    if item.jump_to and item.jump_link:
        words = desk.phrase(f"下转第{item.jump_to}版")
        parts.append(f'<p class="jump"><a href="{place(item.jump_link.page, item.jump_link.order)}">{words}</a></p>\n')
    if item.target:
        words = desk.phrase(f"详见第{item.target.label}版")
        parts.append(f'<p class="jump"><a href="{place(item.target.page, item.target.order)}">{words}</a></p>\n')
    if item.corrections:
        word = desk.phrase("更正")
        parts += [
            f'<p class="jump">{word} {correction.day.iso} {escape(correction.text)}</p>\n'
            for correction in item.corrections
        ]
    return "".join(parts) + "</article>\n"


def _body(html: str, picture: PictureMarkup) -> str:
    """A body: crossheads below the headline, pictures that can be carried, no links into the site."""

    def pictured(match: re.Match[str]) -> str:
        src, alt = _SRC.search(match[0]), _ALT.search(match[0])
        words = alt[1] if alt else ""
        return (picture(unescape(src[1]), unescape(words)) if src else None) or words

    html = _HEADING.sub(lambda match: f"<{match[1]}h{min(max(int(match[2]), 2) + 1, 6)}>", html)
    if "<img" in html:
        html = _IMG.sub(pictured, html)
    return _INSIDE.sub(r"\1", html) if "<a " in html else html
