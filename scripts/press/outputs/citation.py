"""An item cited: GB/T 7714-2015, BibTeX, RIS and CSL-JSON, each with the page (版) and the address.

GB/T 7714-2015 8.2, newspapers: 责任者. 题名[N]. 报纸名, 出版年-月-日(版次). With an address it is [N/OL] and that
follows. More than three authors are three and 等 (8.1.2). The date of access is the reader's: a page that is the same
every day cannot know it, and theme/static/js/cite/accessed.js adds it where the citation is shown. RIS and CSL have
types for newspapers; BibTeX has none, so @article with `pages`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from scripts.press.outputs.metadata import OFF as METADATA
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


def citations(desk: Desk, edition: EditionView, item: ItemView) -> tuple[Citation, ...] | None:
    """The citations that an item's page carries; None where they are switched off.

    Usually none: a script makes them of the page's metadata when a reader asks (theme/static/js/cite/formats.js), which
    says the same. Without metadata the page carries them all.
    """
    if OFF in desk.paper.off:
        return None
    if METADATA not in desk.paper.off:
        return ()
    source = cited(desk, edition, item)
    return tuple(Citation(name, make(source)) for name, make in FORMATS)


def gbt7714(source: Cited) -> str:
    """陆知遥, 周牧. 题名[N/OL]. 岚汀日报, 2025-04-18(1). https://…"""
    others = "等" if len(source.authors) > 3 else ""
    who = ", ".join((*source.authors[:3], others)) if others else ", ".join(source.authors)
    head = f"{who}. " if who else ""
    carrier = "N/OL" if source.address else "N"
    return f"{head}{source.title}[{carrier}]. {source.paper}, {source.date}({source.page})." + (
        f" {source.address}." if source.address else ""
    )


def bibtex(source: Cited) -> str:
    """An @article with the newspaper as its journal."""
    fields = {
        "title": "{" + source.title.translate(_BIBTEX) + "}",
        "author": " and ".join("{" + name.translate(_BIBTEX) + "}" for name in source.authors),
        "journal": source.paper.translate(_BIBTEX),
        "date": source.date,
        "year": source.date[:4],
        "month": str(int(source.date[5:7])),
        "day": str(int(source.date[8:])),
        "number": source.issue.translate(_BIBTEX),
        "pages": source.page,
        "address": source.place.translate(_BIBTEX),
        "url": source.address.replace("%", r"\%"),
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{source.key},\n{lines}}}\n"


def ris(source: Cited) -> str:
    """A record of type NEWS; SP is the page, SE the page's name."""
    lines = [("TY", "NEWS"), *(("AU", name) for name in source.authors), ("TI", source.title), ("T2", source.paper)]
    lines += [("DA", source.date.replace("-", "/")), ("PY", source.date[:4]), ("IS", source.issue), ("SP", source.page)]
    lines += [("SE", source.page_name), ("PP", source.place), ("LA", source.lang), ("UR", source.address)]
    return "".join(f"{tag}  - {_line(value)}\n" for tag, value in lines if value) + "ER  - \n"


def csl_json(source: Cited) -> str:
    """An array of one item, as citation processors take it. Chinese names are given whole, as `literal`."""
    data: dict[str, object] = {
        "id": source.key,
        "type": "article-newspaper",
        "title": source.title,
        "author": [{"literal": name} for name in source.authors],
        "container-title": source.paper,
        "issued": {"date-parts": [[int(part) for part in source.date.split("-")]]},
        "issue": source.issue,
        "page": source.page,
        "section": source.page_name,
        "publisher-place": source.place,
        "language": source.lang,
        "URL": source.address,
    }
    filled = {key: value for key, value in data.items() if value}
    return json.dumps([filled], ensure_ascii=False, separators=(",", ":"))


def _line(text: str) -> str:
    return " ".join(text.split())


FORMATS: tuple[tuple[str, Callable[[Cited], str]], ...] = (
    ("GB/T 7714", gbt7714),
    ("BibTeX", bibtex),
    ("RIS", ris),
    ("CSL-JSON", csl_json),
)
"""The formats in the order they are shown."""
