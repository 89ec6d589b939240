"""What of an item is searched, as plain text: headline, kicker, deck, byline, paragraphs, caption and credit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from scripts.edition.model import Edition, Item
from scripts.press import markdown

Texts = Callable[[Sequence[str]], list[str]]
"""What turns texts of the paper into one variant, each text by itself and in the same order."""

TITLE, HEAD, BODY = 0, 1, 2

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|td|th|tr|table|thead|tbody|blockquote|pre|hr|br)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Document:
    """One item as search sees it.

    `texts` are its paragraphs in the paper's own variant, `zones` the zone of each (TITLE, HEAD, BODY); a stand-in
    title is not among them. `shown` is the headline in a list of hits. `variants` has, for each other variant, that
    headline and then the texts.
    """

    page: int
    order: int
    kind: str
    page_name: str
    authors: tuple[str, ...]
    shown: str
    texts: tuple[str, ...]
    zones: tuple[int, ...]
    variants: Mapping[str, tuple[str, ...]]


Names = Mapping[str, Mapping[str, str]]
"""For each other variant, page names and authors that it writes differently."""


def documents(edition: Edition, converters: Mapping[str, Texts], own: str) -> tuple[list[Document], Names]:
    """The items of an edition in printed order. `converters` may have one for `own` too, which resolves its marks."""
    page_names = {page.number: page.name for page in edition.pages}
    found: list[Document] = []
    names = {page_names.get(item.page, "") for item in edition.items} | {
        n for item in edition.items for n in item.authors
    }
    listed = sorted(names - {""})
    resolved = dict(zip(listed, converters[own](listed), strict=True)) if own in converters else {n: n for n in listed}
    forms = {
        variant: {resolved[n]: form for n, form in zip(listed, texts(listed), strict=True) if form != resolved[n]}
        for variant, texts in converters.items()
        if variant != own
    }
    for item in edition.items:
        parts = _parts(item)
        raw = [item.title, *(text for _, text in parts)]
        inks = {variant: tuple(texts(raw)) for variant, texts in converters.items()}
        shown, *texts = inks.pop(own) if own in inks else tuple(raw)
        found.append(
            Document(
                item.page,
                item.order,
                item.kind,
                resolved.get(page_names.get(item.page, ""), ""),
                tuple(resolved[name] for name in item.authors if name),
                shown,
                tuple(texts),
                tuple(zone for zone, _ in parts),
                inks,
            )
        )
    return found, forms


def paragraphs(body: str) -> list[str]:
    """A body's blocks as plain text, as the press prints them: paragraphs, crossheads, cells of tables, list items."""
    blocks = _BLOCK.split(markdown.render(body))
    plain = (" ".join(unescape(_TAG.sub("", block)).split()) for block in blocks)
    return [text for text in plain if text]


def _parts(item: Item) -> list[tuple[int, str]]:
    parts = [(TITLE, item.title)] if item.title_is_printed else []
    parts += [(HEAD, item.kicker), (HEAD, item.deck), (BODY, item.byline)]
    parts += [(BODY, text) for text in paragraphs(item.body)]
    parts.append((BODY, item.credit))
    printed = "\n".join(text for _, text in parts)
    parts += [(BODY, name) for name in item.authors if name not in printed]
    return [(zone, text) for zone, text in parts if text.strip()]
