"""How the items of an edition belong together: the parts of a jump, refers and what they point to, photos and stories.

All of it follows from the items themselves; nothing here guesses what they do not say, save which of several items of a
page a headline means.
"""

from __future__ import annotations

from scripts.edition.model import Edition
from scripts.edition.urls import ItemPlace


def jumps(edition: Edition) -> dict[ItemPlace, ItemPlace]:
    """Both parts of each jump by place: 下转第二版 on page 1 and 上接第一版 on page 2.

    Where several items jump between the same two pages, titles decide and then printed order.
    """
    partners: dict[ItemPlace, ItemPlace] = {}
    for item in edition.items:
        if item.jump_to is None:
            continue
        open_parts = [
            other
            for other in edition.items_on(item.jump_to)
            if other.jump_from == item.page and (other.page, other.order) not in partners
        ]
        if open_parts:
            other = max(open_parts, key=lambda o: (likeness(item.title, o.title), -o.order))
            partners[item.page, item.order] = (other.page, other.order)
            partners[other.page, other.order] = (item.page, item.order)
    return partners


def targets(edition: Edition) -> dict[ItemPlace, ItemPlace]:
    """The item that each refer leads to: on the page it names, else on any other, the one whose title is likest."""
    targets: dict[ItemPlace, ItemPlace] = {}
    for item in edition.items:
        if item.kind != "refer":
            continue
        pages = (item.jump_to,) if item.jump_to else tuple(p.number for p in edition.pages if p.number != item.page)
        others = [o for page in pages for o in edition.items_on(page) if o.kind != "refer"]
        best = max(others, key=lambda o: likeness(item.title, o.title), default=None)
        if best is not None and likeness(item.title, best.title) >= 0.4:
            targets[item.page, item.order] = (best.page, best.order)
    return targets


def likeness(first: str, second: str) -> float:
    """Share of the shorter title's pairs of neighbouring letters that both have, from 0 to 1."""
    a, b = _pairs(first), _pairs(second)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    letters = "".join(char for char in text if char.isalnum())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def photos(edition: Edition) -> dict[ItemPlace, tuple[ItemPlace, ...]]:
    """The photos of each story that has some, by their `belongs_to`, in printed order."""
    stories = {f"{item.page.file}-{item.order:02d}": (item.page, item.order) for item in edition.items}
    photos: dict[ItemPlace, tuple[ItemPlace, ...]] = {}
    for item in edition.items:
        story = stories.get(item.belongs_to) if item.kind == "photo" else None
        if story and story != (item.page, item.order):
            photos[story] = (*photos.get(story, ()), (item.page, item.order))
    return photos


def tails(edition: Edition) -> frozenset[ItemPlace]:
    """The second parts of jumps: they are read with their beginnings."""
    continued = jumps(edition)
    return frozenset(
        (item.page, item.order) for item in edition.items if item.jump_from and (item.page, item.order) in continued
    )


def lead(edition: Edition, room: dict[ItemPlace, float] | None = None) -> ItemPlace | None:
    """The item that leads an edition (头条); None only if the edition has no items.

    The editor's choice; else of the front page's articles the one that took most room on it, where `room` has that
    (shares of the page, by place); else its first article of some length; else its longest; else what else there is.
    """
    places = {f"{item.page.file}-{item.order:02d}": (item.page, item.order) for item in edition.items}
    if edition.lead in places:
        return places[edition.lead]
    for page in edition.pages:
        items = [item for item in edition.items_on(page.number) if item.kind in ("article", "photo")]
        articles = [item for item in items if item.kind == "article" and not item.jump_from] or items
        if not articles:
            continue
        length = {item.order: len("".join(item.body.split())) for item in articles}
        measured = {item.order: (room or {}).get((item.page, item.order), 0.0) for item in articles}
        if any(measured.values()):
            order = max(measured, key=lambda n: (measured[n], -n))
        else:
            order = next((n for n in length if length[n] >= LONG), max(length, key=lambda n: (length[n], -n)))
        return (page.number, order)
    return (edition.items[0].page, edition.items[0].order) if edition.items else None


LONG = 200
"""Characters from which an article can lead: under them it is a brief (简讯)."""
