"""An item cited: GB/T 7714-2015, BibTeX, RIS and CSL-JSON, each with the page (版) and the address.

GB/T 7714-2015 8.2, newspapers: 责任者. 题名[N]. 报纸名, 出版年-月-日(版次). With an address it is [N/OL] and that
follows. More than three authors are three and 等 (8.1.2). No date of access is given: a page that is the same every day
cannot know it. RIS and CSL have types for newspapers; BibTeX has none, so @article with `pages`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from scripts.press.render.desk import Desk
from scripts.press.render.views import EditionView, ItemView

OFF = "cite"
"""The name by which PRODUCERS_OFF leaves citations out of items."""

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says, in one variant's script. `address` is "" where the site has none."""

    key: str
    title: str
    authors: tuple[str, ...]
    paper: str
    place: str
    date: str
    page: str
    page_name: str
    issue: str
    address: str
    lang: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One format: a name never translated, and the text to copy."""

    name: str
    text: str


def cited(desk: Desk, edition: EditionView, item: ItemView) -> Cited:
    """What a citation of an item says."""
    authors = tuple(author.text for author in item.authors)
    return Cited(
        f"{item.day.date:%Y%m%d}-{item.page.file}-{item.order:02d}",
        item.title,
        authors,
        desk.site.name,
        desk.site.place,
        item.day.iso,
        item.label,
        item.page_name,
        edition.issue,
        item.address if desk.paper.address else "",
        desk.site.lang,
    )


def citations(desk: Desk, edition: EditionView, item: ItemView) -> tuple[Citation, ...]:
    """An item in every format, for the foot of its page; none where they are switched off."""
    if OFF in desk.paper.off:
        return ()
    one = cited(desk, edition, item)
    return tuple(Citation(name, make(one)) for name, make in FORMATS)


def gbt7714(one: Cited) -> str:
    """陆知遥, 周牧. 题名[N/OL]. 岚汀日报, 2025-04-18(1). https://…"""
    others = "等" if len(one.authors) > 3 else ""
    who = ", ".join((*one.authors[:3], others)) if others else ", ".join(one.authors)
    head = f"{who}. " if who else ""
    carrier = "N/OL" if one.address else "N"
    return f"{head}{one.title}[{carrier}]. {one.paper}, {one.date}({one.page})." + (
        f" {one.address}." if one.address else ""
    )


def bibtex(one: Cited) -> str:
    """An @article with the newspaper as its journal."""
    fields = {
        "title": "{" + one.title.translate(_BIBTEX) + "}",
        "author": " and ".join("{" + name.translate(_BIBTEX) + "}" for name in one.authors),
        "journal": one.paper.translate(_BIBTEX),
        "date": one.date,
        "year": one.date[:4],
        "month": str(int(one.date[5:7])),
        "day": str(int(one.date[8:])),
        "number": one.issue.translate(_BIBTEX),
        "pages": one.page,
        "address": one.place.translate(_BIBTEX),
        "url": one.address.replace("%", r"\%"),
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{one.key},\n{lines}}}\n"


def ris(one: Cited) -> str:
    """A record of type NEWS; SP is the page, SE the page's name."""
    lines = [("TY", "NEWS"), *(("AU", name) for name in one.authors), ("TI", one.title), ("T2", one.paper)]
    lines += [("DA", one.date.replace("-", "/")), ("PY", one.date[:4]), ("IS", one.issue), ("SP", one.page)]
    lines += [("SE", one.page_name), ("PP", one.place), ("LA", one.lang), ("UR", one.address)]
    return "".join(f"{tag}  - {_line(value)}\n" for tag, value in lines if value) + "ER  - \n"


def csl_json(one: Cited) -> str:
    """An array of one item, as citation processors take it. Chinese names stand whole, as `literal`."""
    data: dict[str, object] = {
        "id": one.key,
        "type": "article-newspaper",
        "title": one.title,
        "author": [{"literal": name} for name in one.authors],
        "container-title": one.paper,
        "issued": {"date-parts": [[int(part) for part in one.date.split("-")]]},
        "issue": one.issue,
        "page": one.page,
        "section": one.page_name,
        "publisher-place": one.place,
        "language": one.lang,
        "URL": one.address,
    }
    return json.dumps([{key: value for key, value in data.items() if value}], ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())


FORMATS: tuple[tuple[str, Callable[[Cited], str]], ...] = (
    ("GB/T 7714", gbt7714),
    ("BibTeX", bibtex),
    ("RIS", ris),
    ("CSL-JSON", csl_json),
)
"""The formats in the order they are shown."""
