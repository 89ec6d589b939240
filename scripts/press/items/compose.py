"""Views of an edition in one variant, from the prepared edition: pure, in printed order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType

from markupsafe import Markup

from scripts.edition import urls
from scripts.edition.label import Label
from scripts.edition.model import Edition, Item, Page
from scripts.edition.urls import ItemPlace
from scripts.press.items.prepare import ImageOf, Prepared
from scripts.press.items.sheets import Sheet
from scripts.press.render.desk import Desk
from scripts.press.render.downloads import downloads
from scripts.press.render.views import (
    AreaView,
    CorrectionView,
    EditionView,
    ImageView,
    ItemLink,
    ItemView,
    Link,
    PageView,
    PhotoView,
    SectionView,
    SheetView,
)

_ORNAMENT = re.compile(r"^[\s□■◇◆○●◎☆★△▲▽▼|｜/／·]+")
"""What printers set before a byline so that it is seen between columns; a page has room to set it off."""


def edition_view(
    desk: Desk,
    edition: Edition,
    prepared: Mapping[ItemPlace, Prepared],
    image_of: ImageOf,
    neighbours: tuple[dt.date | None, dt.date | None] = (None, None),
    sheets: Mapping[Label, Sheet] = MappingProxyType({}),
) -> EditionView:
    """An edition whole, with its neighbours' dates where it is to have links to them, and its pages as pictures."""
    date = edition.date
    desk = desk.knowing(author for item in edition.items for author in item.authors)
    names = {page.number: desk.text(page.name) for page in edition.pages}
    desk.prepare(entry.html for entry in prepared.values())
    desks = {place: desk.knowing(desk.names_in(entry.html)) for place, entry in prepared.items()}
    digits = edition.label_digits
    links = {place: item_link(desks[place], entry, names[place[0]], digits) for place, entry in prepared.items()}
    items: dict[Label, list[ItemView]] = {page.number: [] for page in edition.pages}
    beside = _neighbours(prepared)
    for place, entry in prepared.items():
        before, after = beside[place]
        around = (links[before] if before else None, links[after] if after else None)
        jumped = prepared[entry.jump] if entry.jump and entry.item.jump_to else None
        photos = tuple(
            shown
            for at in entry.photos
            if (shown := _photo_view(desks[at], prepared[at], links[at], image_of)) is not None
        )
        items[place[0]].append(
            _item_view(desks[place], entry, names[place[0]], digits, links, jumped, image_of, around, photos)
        )
    pages = edition.pages
    page_links = [Link(desk.href(urls.page_url(date, page.number)), page_title(desk, page, digits)) for page in pages]
    page_views = tuple(
        _page_view(
            desk,
            page,
            date,
            digits,
            tuple(items[page.number]),
            page_links[index - 1] if index else None,
            page_links[index + 1] if index + 1 < len(pages) else None,
            _sheet_view(sheets.get(page.number), items[page.number]),
        )
        for index, page in enumerate(pages)
    )
    previous, following = neighbours
    return EditionView(
        url=desk.href(urls.edition_url(date)),
        whole_url=desk.href(urls.whole_url(date)),
        month=Link(desk.href(urls.month_url(date.year, date.month)), f"{date.year}年{date.month}月"),
        year=Link(desk.href(urls.year_url(date.year)), f"{date.year}年"),
        day=desk.day(date),
        issue=edition.issue,
        pages=page_views,
        item_count=sum(entry.is_listed for entry in prepared.values()),
        open_reviews=sum(len(entry.item.review) for entry in prepared.values()),
        previous=day_link(desk, previous) if previous else None,
        next=day_link(desk, following) if following else None,
        books=downloads(desk, date),
        sections=_sections(desk, edition, page_views),
    )


def _sections(desk: Desk, edition: Edition, pages: tuple[PageView, ...]) -> tuple[SectionView, ...]:
    """The pages by the letters of their labels; none in an edition without letters."""
    if not any(page.number.letters for page in pages):
        return ()
    return tuple(
        SectionView(letters, desk.text(edition.sections.get(letters, "")), tuple(group))
        for letters, group in groupby(pages, key=lambda page: page.number.letters)
    )


def day_link(desk: Desk, date: dt.date) -> Link:
    """A link to an edition by its date."""
    return Link(desk.edition_href(date, urls.edition_url(date)), desk.day(date).text)


def page_title(desk: Desk, page: Page, digits: int) -> str:
    """第1版 要闻"""
    return f"第{page.number.printed(digits)}版 {desk.text(page.name)}".rstrip()


def item_link(desk: Desk, entry: Prepared, page_name: str, digits: int) -> ItemLink:
    """An item of this edition as other items name it."""
    item = entry.item
    return ItemLink(
        desk.href(_leads_to(entry)),
        desk.text(item.title),
        item.kind,
        item.page,
        item.page.printed(digits),
        item.order,
        item.date,
        page_name,
        desk.text(entry.summary),
    )


def _leads_to(entry: Prepared) -> str:
    """An item's address; of a refer, which is a link and no page, what it points to, else that item's page."""
    item = entry.item
    if item.kind != "refer":
        return urls.item_url(item.date, item.page, item.order)
    return urls.item_url(item.date, *entry.target) if entry.target else urls.page_url(item.date, entry.leads_to)


def _page_view(
    desk: Desk,
    page: Page,
    date: dt.date,
    digits: int,
    items: tuple[ItemView, ...],
    previous: Link | None,
    following: Link | None,
    sheet: SheetView | None = None,
) -> PageView:
    return PageView(
        url=desk.href(urls.page_url(date, page.number)),
        number=page.number,
        label=page.number.printed(digits),
        name=desk.text(page.name),
        name_url=desk.href(urls.list_url("page_name", page.name)) if page.name else "",
        editors=tuple(map(desk.text, page.editors)),
        items=items,
        day=desk.day(date),
        previous=previous,
        next=following,
        sheet=sheet,
    )


def _sheet_view(sheet: Sheet | None, items: list[ItemView]) -> SheetView | None:
    """A page as a picture; items that it has no area of are in the list beside it all the same."""
    if sheet is None:
        return None
    by_order = {item.order: item for item in items}
    shown = [(by_order[order], points) for order, points in sheet.areas if order in by_order]
    picture = sheet.picture
    renditions = picture.webp or ((picture.url, picture.width),)
    (thumb, thumb_width), (middle, width) = renditions[0], renditions[min(1, len(renditions) - 1)]
    return SheetView(
        thumb,
        thumb_width,
        round(thumb_width * picture.height / picture.width),
        middle,
        picture.url,
        picture.large,
        width,
        round(width * picture.height / picture.width),
        sheet.height,
        tuple(
            AreaView(item.order, item.url, item.title if item.title_is_printed else item.summary or item.title, points)
            for item, points in shown
        ),
        sheet.pdf,
        sheet.by_machine,
        (picture.width, picture.height),
    )


def single_item(
    desk: Desk, prepared: Mapping[ItemPlace, Prepared], place: ItemPlace, page_name: str, digits: int, image_of: ImageOf
) -> ItemView:
    """One item out of its edition (or of as much of it as is known), without neighbours."""
    entry = prepared[place]
    desk = desk.knowing(entry.item.authors)
    desk = desk.knowing(desk.names_in(entry.html))
    around = {at: item_link(desk, prepared[at], "", digits) for at in (entry.jump, entry.target) if at}
    links = {**around, place: item_link(desk, entry, page_name, digits)}
    jumped = prepared[entry.jump] if entry.jump and entry.item.jump_to else None
    return _item_view(desk, entry, page_name, digits, links, jumped, image_of, (None, None))


def _neighbours(prepared: Mapping[ItemPlace, Prepared]) -> dict[ItemPlace, tuple[ItemPlace | None, ItemPlace | None]]:
    """What is read before and after each item.

    A refer is no page. A story's photo and the second part of a jump are read with their story: nothing leads to them
    from beside, but they lead on.
    """
    found: dict[ItemPlace, tuple[ItemPlace | None, ItemPlace | None]] = {}
    before: ItemPlace | None = None
    waiting: list[ItemPlace] = []
    for place, entry in prepared.items():
        found[place] = (before, None)
        waiting.append(place)
        read = entry.is_tail or (entry.story and entry.item.image)
        if entry.item.kind != "refer" and not read:
            found.update({one: (found[one][0], place) for one in waiting[:-1]})
            before, waiting = place, [place]
    return found


def _item_view(
    desk: Desk,
    entry: Prepared,
    page_name: str,
    digits: int,
    links: Mapping[ItemPlace, ItemLink],
    jumped: Prepared | None,
    image_of: ImageOf,
    around: tuple[ItemLink | None, ItemLink | None],
    photos: tuple[PhotoView, ...] = (),
) -> ItemView:
    item = entry.item
    link = links[item.page, item.order]
    return ItemView(
        url=link.url,
        address=desk.absolute(link.url),
        kind=item.kind,
        title=link.title,
        title_is_printed=item.title_is_printed,
        kicker=desk.text(item.kicker),
        deck=desk.text(item.deck),
        authors=tuple(Link(desk.href(urls.list_url("author", name)), desk.name(name)) for name in item.authors),
        byline=desk.text(_ORNAMENT.sub("", item.byline)),
        credit=desk.text(item.credit),
        image=_image_view(desk, item, image_of),
        body=desk.html(entry.html),
        summary=link.summary,
        day=desk.day(item.date),
        page=item.page,
        label=link.label,
        page_name=page_name,
        page_url=desk.href(urls.page_url(item.date, item.page)),
        order=item.order,
        characters=entry.characters,
        prominence=entry.prominence,
        jump_to=item.jump_to.printed(digits) if item.jump_to else None,
        jump_from=item.jump_from.printed(digits) if item.jump_from else None,
        jump_link=links[entry.jump] if entry.jump else None,
        jumped=desk.html(jumped.html) if jumped else Markup(),
        target=links[entry.target] if entry.target else None,
        review=item.review,
        corrections=tuple(CorrectionView(desk.day(c.date), desk.text(c.text)) for c in item.corrections),
        previous=around[0],
        next=around[1],
        photos=photos,
        story=links.get(entry.story) if entry.story else None,
        is_tail=entry.is_tail,
    )


def _photo_view(desk: Desk, entry: Prepared, link: ItemLink, image_of: ImageOf) -> PhotoView | None:
    image = _image_view(desk, entry.item, image_of)
    if image is None:
        return None
    return PhotoView(link.url, entry.item.order, image, desk.html(entry.html), desk.text(entry.item.credit))


def _image_view(desk: Desk, item: Item, image_of: ImageOf) -> ImageView | None:
    picture = image_of(item.image) if item.image else None
    if picture is None:
        return None
    return ImageView(
        picture.url,
        picture.width,
        picture.height,
        desk.text(item.image_alt),
        picture.webp,
        picture.phone,
        picture.large,
    )
