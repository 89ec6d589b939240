"""What templates see: frozen values in one variant's script, ready to print.

The press makes views from editions and manifests; the theme only lays them out. Text is plain and escaped by Jinja2;
what is HTML already is `Markup`. `url` fields are ready for `href`: site paths in the view's variant, with the site's
base path. Nothing in a view depends on a later edition but the fields that say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from scripts.edition.label import Label
from scripts.edition.manifest import Cover

SiteFile = tuple[str, str | bytes]
"""A site path without the variant's prefix (`/2022/04/11/01/02/`, `/feed.xml`), and the contents of its file."""


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go: an address and the words for it."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class VariantLink:
    """This same page in one variant; `url` is "" where the variant was not built for it, `text` is never converted."""

    lang: str
    url: str
    text: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SiteView:
    """The paper and the variant: the same on every page of a variant.

    `address` is the absolute address of the site's root ("" if unset), `base` the path it lives under ("" or "/paper").
    `home`, `search` and `archive` are ready for `href`. `ui` maps keys of the theme's words to text in this variant,
    `assets` maps `css/site.css` to its content-hashed address, `settings` is THEME_SETTINGS of pelicanconf.py,
    `follow` are the paper's feeds.
    """

    name: str
    tagline: str
    place: str
    lang: str
    address: str
    base: str
    home: str
    search: str
    archive: str
    ui: Mapping[str, str]
    assets: Mapping[str, str]
    links: tuple[Link, ...]
    settings: Mapping[str, Any]
    follow: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class DayView:
    """A date as a newspaper prints it: `text` 2022年4月11日, `weekday` 星期一, `lunar` 农历三月十一."""

    date: dt.date
    iso: str
    text: str
    weekday: str
    lunar: str


@dataclass(frozen=True, slots=True)
class ItemLink:
    """An item in a list; `label` is its page's as printed, `summary` plain text of at most about 80 characters.

    `picture` is the address of a small rendition of its picture, "" where there is none or it is not shown.
    """

    url: str
    title: str
    kind: str
    page: Label
    label: str
    order: int
    date: dt.date
    page_name: str = ""
    summary: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture beside an item: address, size in pixels (0 where unknown), alternative text.

    `url` is for programs that know no WebP and for other sites; `webp` pairs the addresses of its renditions with their
    widths, narrowest first (none: a drawing). `phone` is the rendition for phones, `large` the one with most to see.
    """

    url: str
    width: int
    height: int
    alt: str
    webp: tuple[tuple[str, int], ...] = ()
    phone: str = ""
    large: str = ""


@dataclass(frozen=True, slots=True)
class AreaView:
    """Where an item is on its page: the corners of each of its areas, as SVG's `points` has them."""

    order: int
    url: str
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A page as a picture: addresses of a thumbnail, of the picture as it is first seen (`plain`: for what knows no
    WebP) and of one that its text can be read in; the size of the first two in pixels; its areas in printed order.

    Corners of areas are on a grid 1,000 wide and `grid` high. `pdf` is the page as PDF, "" where there is none.
    `by_machine` says that its text was read by OCR. `full` is the size of `sharp`.
    """

    thumb: str
    thumb_width: int
    thumb_height: int
    picture: str
    plain: str
    sharp: str
    width: int
    height: int
    grid: int
    areas: tuple[AreaView, ...]
    pdf: str = ""
    by_machine: bool = False
    full: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was changed after publication, and when."""

    day: DayView
    text: str


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo inside its story: its own address, the picture, its caption and credit."""

    url: str
    order: int
    image: ImageView
    body: Markup
    credit: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item, whole.

    `prominence` is 1 (lead of its page) to 4 (brief), from printed order and length. `target` is where a refer leads.
    `jumped` is the part printed on another page, joined into one reading; `jump_link` is that part's own address.
    `photos` are those of a story, `story` is that of a photo. `is_tail`: the second part of a jump.
    A refer has no page: its `url` is where it leads.
    `previous` and `next` stay inside the edition. `address` is absolute. `label` is its page's as printed, and so are
    `jump_to` and `jump_from`.
    """

    url: str
    address: str
    kind: str
    title: str
    title_is_printed: bool
    kicker: str
    deck: str
    authors: tuple[Link, ...]
    byline: str
    credit: str
    image: ImageView | None
    body: Markup
    summary: str
    day: DayView
    page: Label
    label: str
    page_name: str
    page_url: str
    order: int
    characters: int
    prominence: int
    jump_to: str | None
    jump_from: str | None
    jump_link: ItemLink | None
    jumped: Markup
    target: ItemLink | None
    review: tuple[str, ...]
    corrections: tuple[CorrectionView, ...]
    previous: ItemLink | None
    next: ItemLink | None
    photos: tuple[PhotoView, ...] = ()
    story: ItemLink | None = None
    is_tail: bool = False


@dataclass(frozen=True, slots=True)
class PageView:
    """One page (版) with its items in printed order; neighbours inside the edition.

    `number` is the page's label, `label` the same as printed. `name_url` leads to all items of pages of this name,
    "" where the page has none.
    """

    url: str
    number: Label
    label: str
    name: str
    name_url: str
    editors: tuple[str, ...]
    items: tuple[ItemView, ...]
    day: DayView
    previous: Link | None
    next: Link | None
    sheet: SheetView | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """The pages of an edition whose labels share their letters ("" for pages without any); `name` may be ""."""

    letters: str
    name: str
    pages: tuple[PageView, ...]

    @property
    def opens(self) -> Label:
        """The label of its first page."""
        return self.pages[0].number


@dataclass(frozen=True, slots=True)
class OpenView:
    """A file of an edition on which something is open, for editors: `asks` are pairs of line and what to do there.

    `url` is where the item is read, "" for what is no item's; `path` the file from the project's root.
    """

    path: str
    url: str
    title: str
    asks: tuple[tuple[int | None, str], ...]


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition; `previous` and `next` editions are the only fields that look outside it.

    They are None in item.html: an item's document is the same whatever editions come after it. `whole_url` is the
    edition on one page; `month` and `year` lead to its calendar; `books` are files to take away (EPUB, PDF). `open` is
    what editors have to do, in previews alone. `sections` are () where no page's label has letters.
    """

    url: str
    whole_url: str
    month: Link
    year: Link
    day: DayView
    issue: str
    pages: tuple[PageView, ...]
    item_count: int
    open_reviews: int
    previous: Link | None
    next: Link | None
    books: tuple[Link, ...] = ()
    open: tuple[OpenView, ...] | None = None
    sections: tuple[SectionView, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionLink:
    """An edition named in a calendar or a list, from its manifest.

    `lead` is its lead's headline, `cover` its first page.
    """

    url: str
    day: DayView
    issue: str
    page_count: int
    item_count: int
    lead: str
    cover: Cover | None = None


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A cell of a calendar: the day of the month, and its edition if it has one."""

    day: int
    edition: EditionLink | None


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month as a calendar: rows of seven cells from Monday to Sunday, None outside the month."""

    url: str
    year: int
    month: int
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    editions: tuple[EditionLink, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class YearView:
    """A year, its months that have editions, and the neighbouring years."""

    url: str
    year: int
    months: tuple[MonthView, ...]
    edition_count: int
    item_count: int
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year in the archive: its months that have editions, as links with the number of editions of each."""

    url: str
    year: int
    months: tuple[tuple[Link, int], ...]
    edition_count: int
    item_count: int


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names that begin alike, with how many items each has: under a letter (拼音) or a number of strokes (笔画)."""

    label: str
    names: tuple[tuple[Link, int], ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of a list of items, newest first; `kind` is "page_name" (a page a month) or "author" (a page a year).

    `period` is what this page covers (2022年4月, 2022年), "" on the list's own address, which shows the newest.
    `total` counts the whole list there, and this page's items elsewhere, so that old pages never change.
    `periods` are all pages of the list, newest first, and `follow` its feeds, on the list's own address; empty
    elsewhere.
    """

    url: str
    kind: str
    name: str
    period: str
    total: int
    items: tuple[ItemLink, ...]
    periods: tuple[Link, ...]
    newer: Link | None
    older: Link | None
    follow: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every document has: its title, description, address (site path and absolute) and its variants.

    `template` is the key of TEMPLATES that prints it. `head` is markup for the end of <head> (metadata, feeds), put
    there by the press's HEAD hooks: base.html prints each line of it as it is.
    """

    template: str
    title: str
    description: str
    url: str
    address: str
    variants: tuple[VariantLink, ...]
    breadcrumb: tuple[Link, ...]
    head: tuple[Markup, ...] = ()


TEMPLATES: Mapping[str, str] = {
    "home.html": "the front page: `edition` (the newest; None in an empty paper), `recent`, `this_day` (EditionLinks)",
    "edition.html": "`edition`",
    "whole.html": "the whole edition on one page: `edition`",
    "page.html": "`edition`, `page`",
    "item.html": "`edition`, `page`, `item`, `cite` (Citations: name of the format and text)",
    "month.html": "`month`",
    "year.html": "`year`",
    "archive.html": "`recent` (EditionLinks), `years` (YearSummaries), newest first; `page_names` (Links and counts), "
    "`authors` (NameGroups)",
    "list.html": "`list` (ListView)",
    "search.html": "the search page",
    "404.html": "the page for what was not found: `years` (Links, newest first)",
}
"""Templates, and the views each gets beside `site` (SiteView) and `context` (PageContext)."""
