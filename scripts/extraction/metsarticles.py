"""The articles of a library's issue: METS's logical structure (structMap TYPE=LOGICAL), by blocks of its ALTO files.

Libraries name the parts in their own words (docWorks's ARTICLE, HEADING, TITLE, BODY_CONTENT, PARAGRAPH; METAe's, the
Deutsche Digitale Bibliothek's …), so that types are known by the words in them, in whatever case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scripts.extraction.safexml import XmlElement, attribute, children, local
from scripts.pagetext.reading import ItemKind

Role = Literal["kicker", "headline", "deck", "byline", "crosshead", "credit", "text"]

_KINDS: Mapping[ItemKind, Sequence[str]] = {
    "article": (
        *("article", "story", "news", "newsitem", "report", "feature", "review", "editorial", "comment", "column"),
        *("interview", "letter", "contribution", "poem", "serial", "weather", "table", "obituary"),
    ),
    "notice": (
        *("advertisement", "advert", "ad", "announcement", "notice", "classified"),
        *("familynotice", "deathnotice", "legalnotice"),
    ),
    "photo": ("illustration", "picture", "image", "photo", "photograph", "cartoon", "drawing", "graphic", "map"),
}
_PARTS: Mapping[Role, Sequence[str]] = {
    "headline": ("headline", "heading", "title", "maintitle", "head"),
    "kicker": ("kicker", "overline", "overtitle"),
    "deck": ("deck", "subheadline", "subtitle", "standfirst"),
    "byline": ("byline", "author"),
    "crosshead": ("crosshead", "crossheading", "intertitle", "subheading"),
    "credit": ("credit", "photographer"),
    "text": ("body", "bodycontent", "paragraph", "text", "textblock", "content", "caption"),
}
_ITEMS = {word: kind for kind, words in _KINDS.items() for word in words}
_ROLES = {word: role for role, words in _PARTS.items() for word in words}
_ONE_TEXT = frozenset({"paragraph", "title", "headline", "overline", "subheadline", "caption"})
"""Parts whose blocks are one text, though a column's end may part it."""
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class MetsPart:
    """A part of an article: its role, and its blocks as (ID of the file, ID in it); `whole` says that they are one
    text, parted by a column's end at most.
    """

    role: Role
    blocks: tuple[tuple[str, str], ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class MetsArticle:
    """An item as the library marked it; `of` is the place in the list of the article that a picture is of, else -1."""

    kind: ItemKind
    parts: tuple[MetsPart, ...]
    of: int = -1


def read_articles(root: XmlElement) -> tuple[MetsArticle, ...]:
    """The articles of an issue, in the order of its logical structure; none where it has none."""
    for structure in children(root, "structMap"):
        if attribute(structure, "TYPE").upper() == "LOGICAL":
            items: list[_MarkedItem] = []
            for division in children(structure, "div"):
                _gather(division, items, None, "text", 0)
            articles = [item for item in items if any(part.blocks for part in item.parts)]
            if articles:
                places = {id(item): place for place, item in enumerate(articles)}
                return tuple(
                    MetsArticle(item.kind, tuple(item.parts), places.get(id(item.of), -1) if item.of else -1)
                    for item in articles
                )
    return ()


def on_file(articles: Sequence[MetsArticle], name: str) -> tuple[MetsArticle, ...]:
    """The same articles with the blocks of one file alone; articles without any stay in their places."""
    return tuple(
        replace(
            article,
            parts=tuple(
                replace(part, blocks=blocks)
                for part in article.parts
                if (blocks := tuple(block for block in part.blocks if block[0] == name))
            ),
        )
        for article in articles
    )


@dataclass(slots=True, eq=False)
class _MarkedItem:
    kind: ItemKind
    parts: list[MetsPart]
    of: _MarkedItem | None = None


def _gather(division: XmlElement, items: list[_MarkedItem], item: _MarkedItem | None, role: Role, depth: int) -> None:
    words = _type_of(division)
    kind = _ITEMS.get(words)
    if kind and (item is None or (kind == "photo" and item.kind == "article")):
        item = _MarkedItem(kind, [], item)
        items.append(item)
        role = "text"
    role = _ROLES.get(words, role)
    if item is not None:
        blocks = tuple(_blocks(division))
        if words in _ONE_TEXT and blocks:
            item.parts.append(MetsPart(role, blocks, whole=True))
        else:
            item.parts += (MetsPart(role, (block,)) for block in blocks)
    if depth < _DEEPEST:
        for child in children(division, "div"):
            _gather(child, items, item, role, depth + 1)


def _type_of(division: XmlElement) -> str:
    """A type as one lower-case word: `BODY_CONTENT` is bodycontent, `article:news` article."""
    kind = attribute(division, "TYPE").lower()
    first, _, last = kind.partition(":")
    words = [re.sub(r"[^a-z]", "", part) for part in (last, first)]
    return next((word for word in words if word in _ITEMS or word in _ROLES), words[1])


def _blocks(division: XmlElement) -> Iterator[tuple[str, str]]:
    """The blocks that a division itself points to."""
    for pointer in children(division, "fptr"):
        for area in pointer.iter():
            if isinstance(area.tag, str) and local(area) == "area":
                name, begin = attribute(area, "FILEID"), attribute(area, "BEGIN")
                if name and begin and attribute(area, "BETYPE", "IDREF").upper() == "IDREF":
                    yield name, begin
