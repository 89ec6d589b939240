"""What Zotero's translator "Embedded Metadata" makes of a page, for the tags that our pages have.

After its rules: a tag's type by Dublin Core goes before the guess that citation_* allows; citation_* fields are found
by the end of a tag's name and go over those of Dublin Core and Open Graph; several values are joined by commas;
authors are split at semicolons; the paper's name is cut from a title's end.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TYPES = {
    "newsitem": "newspaperArticle",
    "journalitem": "journalArticle",
    "webpage": "webpage",
    "text": "journalArticle",
}
_HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_issue": "issue",
    "citation_public_url": "url",
    "citation_language": "language",
}
_OTHERS = (
    ("title", ("dc.title", "og:title")),
    ("publicationTitle", ("dc.source", "og:site_name")),
    ("section", ("article:section",)),
    ("date", ("og:published_time", "dc.date")),
    ("url", ("og:url",)),
    ("abstractNote", ("og:description", "description")),
    ("language", ("dc.language",)),
)


class _Metas(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or values.get("property")
        if tag == "meta" and name and values.get("content"):
            self.found.append((name, str(values["content"])))


def item_of(html: str) -> dict[str, object]:
    """The item that is saved: its type, fields and creators; no type where Zotero would offer nothing."""
    metas = _Metas(html).found
    every: dict[str, list[str]] = {}
    for name, content in metas:
        every.setdefault(name.lower(), []).append(content)
    item: dict[str, object] = {}
    for field, names in _OTHERS:
        first = next((every[name][0] for name in names if name in every), None)
        if first:
            item[field] = first
    for ending, field in _HIGHWIRE.items():
        values = [content for name, content in metas if name.endswith(ending)]
        if values:
            item[field] = " ".join(", ".join(values).split())
    told = every.get("dc.type", [""])[0].lower().replace(" ", "")
    guess = "journalArticle" if "citation_journal_title" in every or "citation_title" in every else None
    kind = _TYPES.get(told) or guess
    if kind:
        item["itemType"] = kind
    creators = [part for value in every.get("citation_author", []) for part in re.split(r"\s*;\s*", value)]
    item["creators"] = creators or every.get("dc.creator", [])
    if "citation_firstpage" in every:
        item["pages"] = "-".join(every["citation_firstpage"] + every.get("citation_lastpage", []))
    paper = str(item.get("publicationTitle", ""))
    item["title"] = re.sub(rf"\s*[\W]\s*{re.escape(paper)}\s*$", "", str(item.get("title", "")), flags=re.A)
    return item
