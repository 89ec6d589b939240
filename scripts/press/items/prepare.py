"""An edition made ready for printing in any variant: bodies as HTML, jumps joined, refers led to their items.

All of it follows from the edition alone and is done once, whatever the number of variants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from scripts.edition import markdown, relations
from scripts.edition.label import Label
from scripts.edition.manifest import Cover, ItemEntry, Manifest, PageEntry
from scripts.edition.model import Edition, Item
from scripts.edition.urls import ItemPlace
from scripts.press.items import bodies
from scripts.press.items.pictures import PublishedPicture
from scripts.variants.names import find, marked

ImageOf = Callable[[str], PublishedPicture | None]
"""From an image's path beside the items to what readers get of it; None where there is no such image."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One item with what is derived from it and from its edition.

    `jump` is the place of its other part on another page, `target` that of the item a refer leads to; where none is
    found the refer leads to a page, `leads_to`: the one that it names, if the edition has it, else its own. `photos`
    are those of a story, and `story` is that of a photo. `is_tail`: the second part of a jump.
    """

    item: Item
    html: str
    summary: str
    characters: int
    prominence: int
    jump: ItemPlace | None
    target: ItemPlace | None
    leads_to: Label
    digest: str = ""
    photos: tuple[ItemPlace, ...] = ()
    story: ItemPlace | None = None
    is_tail: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether it counts by itself in lists, feeds and search: a refer is a link, a tail is part of a story."""
        return self.item.kind != "refer" and not self.is_tail


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


def prepare(
    edition: Edition, pictures: InBodies, room: dict[ItemPlace, float] | None = None
) -> dict[ItemPlace, Prepared]:
    """Every item of an edition by place, in printed order; `room` is the share of its page that each took, if known."""
    photos, tails, first = relations.photos(edition), relations.tails(edition), relations.lead(edition, room)
    stories = {photo: story for story, its in photos.items() for photo in its}
    image_of = pictures.image_of
    jumps = relations.jumps(edition)
    targets = relations.targets(edition)
    pages = {page.number for page in edition.pages}
    prepared = {}
    for item in edition.items:
        place = (item.page, item.order)
        html = bodies.dressed(pictures.dress(markdown.render(item.body, pictures.in_body, pictures.link_of)), item.kind)
        characters = len("".join(item.body.split()))
        prepared[place] = Prepared(
            item,
            html,
            markdown.summary_of(html),
            characters,
            _prominence(item, characters, place, first),
            jumps.get(place),
            targets.get(place),
            item.jump_to if item.jump_to and item.jump_to in pages else item.page,
            _digest(item, html, image_of),
            photos.get(place, ()),
            stories.get(place),
            place in tails,
        )
    return prepared


def _digest(item: Item, html: str, image_of: ImageOf) -> str:
    """The digest of all that a reader sees of an item; eight bytes suffice for its few states."""
    seen = (
        item.kind, item.title, item.kicker, item.deck, item.authors, item.byline, item.credit, item.image_alt,
        image_of(item.image) if item.image else None, item.corrections,
        *(page and page.value for page in (item.jump_to, item.jump_from)), html,
    )  # fmt: skip
    return blake2b(repr(seen).encode(errors="surrogateescape"), digest_size=8).hexdigest()


def _prominence(item: Item, characters: int, place: ItemPlace, lead: ItemPlace | None) -> int:
    """The lead's is 1, and on its page nothing else's is."""
    if place == lead:
        return 1
    usual = prominence(item, characters)
    return max(usual, 2) if lead and lead[0] == place[0] else usual


def prominence(item: Item, characters: int) -> int:
    """From 1, the lead of its page, to 4, a brief: what stands first and what is long matters most.

    A lead runs to hundreds of characters; a brief (简讯) is under 200. Photos count as much as a column does.
    """
    if item.kind in ("refer", "notice"):
        return 4
    if item.order == 1 and (characters >= relations.LONG or item.kind == "photo"):
        return 1
    if characters >= 800 or (item.kind == "photo" and item.image):
        return 2
    return 3 if characters >= 200 or item.kind == "photo" else 4


def manifest_of(
    edition: Edition,
    prepared: Mapping[ItemPlace, Prepared],
    digest: str,
    cover: Cover | None = None,
    room: dict[ItemPlace, float] | None = None,
    image_of: ImageOf | None = None,
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
            max((correction.date.isoformat() for correction in p.item.corrections), default=""),
            prepared[p.jump].item.page.printed(edition.label_digits) if p.jump and p.jump in prepared else "",
            _smallest(p, prepared, image_of) if image_of else "",
        )
        for p in prepared.values()
        if p.is_listed
    )
    pages = tuple(PageEntry(page.number, page.name) for page in edition.pages)
    reviews = sum(len(p.item.review) for p in prepared.values())
    chosen = relations.lead(edition, room)
    about = (edition.sections, edition.label_digits, cover, prepared[chosen].item.title if chosen else "")
    return Manifest(edition.date, digest, edition.issue, pages, entries, reviews, *about)


def _smallest(item: Prepared, prepared: Mapping[ItemPlace, Prepared], image_of: ImageOf) -> str:
    """The address of the smallest rendition of an item's picture, or of its first photo's; "" without one."""
    own = [item.item.image, *(prepared[place].item.image for place in item.photos)]
    picture = next((image for name in own if name and (image := image_of(name))), None)
    if picture is None:
        return ""
    return picture.webp[0][0] if picture.webp else picture.url


def _with_names(item: Prepared, known: frozenset[str]) -> tuple[str, str]:
    """An item's headline and summary with names marked: known ones, and those that its text has evidence for."""
    known |= {item.html[name.start : name.end] for name in find(item.html, known)}
    return marked(item.item.title, known), marked(item.summary, known)
