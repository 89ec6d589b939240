"""What of an item is searched, as plain text: headline, kicker, deck, byline, paragraphs, caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Protocol, Self

from scripts.edition import markdown, relations
from scripts.edition.label import Label
from scripts.edition.model import Edition, Item


class TextConverter(Protocol):
    """What turns the paper's texts into one variant (`scripts.variants.Converter`)."""

    def texts(self, texts: Sequence[str], /) -> list[str]:
        """Each text by itself, in the same order."""

    def name(self, name: str, /) -> str:
        """Convert a person's name on its own."""

    def names_in(self, text: str) -> tuple[str, ...]:
        """The persons' names in a text that a variant may break."""

    def knowing(self, known: Iterable[str]) -> Self:
        """The same, certain that these are persons' names."""


TITLE, HEAD, BODY = 0, 1, 2

_TAG = re.compile(r"<sup>.*?</sup>|<[^>]*>", re.S)
"""Tags and footnote marks, which may occur inside words that are searched for."""
_BLOCK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|td|th|tr|table|thead|tbody|blockquote|pre|hr|br)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Document:
    """One item as search sees it.

    `texts` are its paragraphs in the paper's own variant, `zones` the zone of each (TITLE, HEAD, BODY); a stand-in
    title is not among them. `shown` is the headline in a list of hits. `variants` has, for each other variant, that
    headline and then the texts.
    """

    page: Label
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


def documents(edition: Edition, converters: Mapping[str, TextConverter], own: str) -> tuple[list[Document], Names]:
    """The items of an edition in printed order, jumped stories once and whole, refers not at all.

    `converters` may have one for `own` too, which resolves its marks.
    """
    page_names = {page.number: page.name for page in edition.pages}
    items: list[Document] = []
    authors = sorted({name for item in edition.items for name in item.authors if name})
    listed = sorted({page_names.get(item.page, "") for item in edition.items} - {"", *authors})

    def named(script: TextConverter) -> dict[str, str]:
        return dict(zip(listed, script.texts(listed), strict=True)) | {name: script.name(name) for name in authors}

    resolved = named(converters[own]) if own in converters else {name: name for name in (*listed, *authors)}
    forms = {
        variant: {resolved[name]: form for name, form in sorted(named(script).items()) if form != resolved[name]}
        for variant, script in converters.items()
        if variant != own
    }
    knowing = {variant: script.knowing(authors) for variant, script in converters.items()}
    jumps, tails = relations.jumps(edition), relations.tails(edition)
    by_place = {(item.page, item.order): item for item in edition.items}
    for item in edition.items:
        place = (item.page, item.order)
        if item.kind == "refer" or place in tails:  # a link, and what is found with its beginning
            continue
        parts = _parts(item)
        if place in jumps:
            parts += [(BODY, text) for text in paragraphs(by_place[jumps[place]].body)]
        raw = [item.title, *(text for _, text in parts)]
        whole = "\n".join(raw)
        inks = {
            variant: tuple(script.knowing(script.names_in(whole)).texts(raw)) for variant, script in knowing.items()
        }
        shown, *texts = inks.pop(own) if own in inks else tuple(raw)
        items.append(
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
    return items, forms


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
