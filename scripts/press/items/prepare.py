"""An edition made ready for printing in any variant: bodies as HTML, jumps joined, refers led to their items.

All of it follows from the edition alone and is done once, whatever the number of variants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from scripts.edition import markdown
from scripts.edition.manifest import Cover, ItemEntry, Manifest, PageEntry
from scripts.edition.model import Edition, Item
from scripts.edition.urls import ItemPlace
from scripts.press.items.pictures import PublishedPicture
from scripts.variants.names import find, marked

ImageOf = Callable[[str], PublishedPicture | None]
"""From an image's path beside the items to what readers get of it; None where there is no such image."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One item with what is derived from it and from its edition.

    `jump` is the place of its other part on another page, `target` that of the item a refer leads to.
    """

    item: Item
    html: str
    summary: str
    characters: int
    prominence: int
    jump: ItemPlace | None
    target: ItemPlace | None
    digest: str = ""


class InBodies(Protocol):
    """What the pictures and links of items lead to (`pictures.Pictures`)."""

    def image_of(self, name: str) -> PublishedPicture | None:
        """A file beside the items as readers get it."""

    def in_body(self, typed: str) -> tuple[str, int, int] | None:
        """Address, width and height of a picture by the address that a body has."""

    def link_of(self, typed: str) -> str:
        """What `href` has for a link."""

    def dress(self, html: str) -> str:
        """A body's HTML with its pictures offered in all their renditions."""


def prepare(edition: Edition, pictures: InBodies) -> dict[ItemPlace, Prepared]:
    """Every item of an edition by place, in printed order."""
    image_of = pictures.image_of
    jumps = _jumps(edition)
    targets = _targets(edition)
    prepared = {}
    for item in edition.items:
        place = (item.page, item.order)
        html = pictures.dress(markdown.render(item.body, pictures.in_body, pictures.link_of))
        characters = len("".join(item.body.split()))
        prepared[place] = Prepared(
            item,
            html,
            markdown.summary_of(html),
            characters,
            prominence(item, characters),
            jumps.get(place),
            targets.get(place),
            _digest(item, html, image_of),
        )
    return prepared


def _digest(item: Item, html: str, image_of: ImageOf) -> str:
    """Of all that a reader sees of an item; eight bytes tell its few states apart."""
    seen = (
        item.kind, item.title, item.kicker, item.deck, item.authors, item.byline, item.credit, item.image_alt,
        image_of(item.image) if item.image else None, item.corrections,
        *(page and page.value for page in (item.jump_to, item.jump_from)), html,
    )  # fmt: skip
    return blake2b(repr(seen).encode(errors="surrogateescape"), digest_size=8).hexdigest()


def prominence(item: Item, characters: int) -> int:
    """From 1, the lead of its page, to 4, a brief: what stands first and what is long matters most.

    A lead runs to hundreds of characters; a brief (简讯) is under 200. Photos count as much as a column does.
    """
    if item.kind in ("refer", "notice"):
        return 4
    if item.order == 1 and (characters >= 200 or item.kind == "photo"):
        return 1
    if characters >= 800 or (item.kind == "photo" and item.image):
        return 2
    return 3 if characters >= 200 or item.kind == "photo" else 4


def manifest_of(
    edition: Edition, prepared: Mapping[ItemPlace, Prepared], digest: str, cover: Cover | None = None
) -> Manifest:
    """What lists, calendars and feeds will know of an edition.

    They have a headline without its article, so persons' names in it that a variant might break are marked here.
    """
    known = frozenset(author for item in edition.items for author in item.authors)
    entries = tuple(
        ItemEntry(
            p.item.page,
            p.item.order,
            p.item.kind,
            *_with_names(p, known),
            tuple(p.item.authors),
            p.characters,
            p.digest + (prepared[p.jump].digest if p.jump and p.jump in prepared else ""),
            max((one.date.isoformat() for one in p.item.corrections), default=""),
        )
        for p in prepared.values()
    )
    pages = tuple(PageEntry(page.number, page.name) for page in edition.pages)
    reviews = sum(len(p.item.review) for p in prepared.values())
    about = (edition.sections, edition.label_digits, cover)
    return Manifest(edition.date, digest, edition.issue, pages, entries, reviews, *about)


def _with_names(one: Prepared, known: frozenset[str]) -> tuple[str, str]:
    """An item's headline and summary with the names marked that are known, or that its text tells to be names."""
    known |= {one.html[name.start : name.end] for name in find(one.html, known)}
    return marked(one.item.title, known), marked(one.summary, known)


def _jumps(edition: Edition) -> dict[ItemPlace, ItemPlace]:
    """Both parts of each jump by place: 下转第二版 on page 1 and 上接第一版 on page 2.

    Where several items jump between the same two pages, titles decide and then printed order.
    """
    found: dict[ItemPlace, ItemPlace] = {}
    for item in edition.items:
        if item.jump_to is None:
            continue
        open_parts = [
            other
            for other in edition.items_on(item.jump_to)
            if other.jump_from == item.page and (other.page, other.order) not in found
        ]
        if open_parts:
            other = max(open_parts, key=lambda o: (likeness(item.title, o.title), -o.order))
            found[item.page, item.order] = (other.page, other.order)
            found[other.page, other.order] = (item.page, item.order)
    return found


def _targets(edition: Edition) -> dict[ItemPlace, ItemPlace]:
    """The item that each refer leads to: on the page it names, else on any other, the one whose title is likest."""
    found: dict[ItemPlace, ItemPlace] = {}
    for item in edition.items:
        if item.kind != "refer":
            continue
        pages = (item.jump_to,) if item.jump_to else tuple(p.number for p in edition.pages if p.number != item.page)
        others = [o for page in pages for o in edition.items_on(page) if o.kind != "refer"]
        best = max(others, key=lambda o: likeness(item.title, o.title), default=None)
        if best is not None and likeness(item.title, best.title) >= 0.4:
            found[item.page, item.order] = (best.page, best.order)
    return found


def likeness(one: str, other: str) -> float:
    """Share of the shorter title's pairs of neighbouring letters that both have, from 0 to 1."""
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    letters = "".join(char for char in text if char.isalnum())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}
