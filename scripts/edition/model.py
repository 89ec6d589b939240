"""The words of the project as values: items, pages and editions, frozen and free of files and settings.

Every station speaks in these types. They hold what is in front matter, in edition.yml and in an item's body, and
nothing that can be derived from it (addresses come from `urls`, HTML from the press).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from scripts.edition.label import Label

Kind = Literal["article", "photo", "refer", "notice"]
KINDS: tuple[str, ...] = get_args(Kind)
UNWRITTEN = "正文写在这里。"
"""The text of an item that was started and not yet written."""
KIND_NAMES = {"article": "文章", "photo": "图片稿", "refer": "导读", "notice": "启事"}
"""What an editor calls each kind."""


def needs_headline(kind: str, *, continued: bool) -> bool:
    """Whether an item without a headline lacks one.

    A photo has its caption, and what goes on from another page (`continued`) has its headline there.
    """
    return kind != "photo" and not (kind == "article" and continued)


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed after publication, and when."""

    date: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a page (稿件).

    `title` is the headline, its lines joined by one space; where the page printed none it is a stand-in and `review`
    holds `title-missing`. What can do without a headline (`needs_headline`) has no title in its file then; here its
    first sentence stands for it, and `title_is_derived` says so. `body` is CommonMark. `page` and `order` (from 1)
    are, with `date`, its address. `jump_to` and `jump_from` are the other page's label. `belongs_to` names the story
    that a photo illustrates by its file, as `01-02`. `extra` keeps front matter keys that are not ours.
    """

    date: dt.date
    page: Label
    order: int
    kind: Kind = "article"
    title: str = ""
    kicker: str = ""
    deck: str = ""
    authors: tuple[str, ...] = ()
    byline: str = ""
    credit: str = ""
    image: str = ""
    image_alt: str = ""
    jump_to: Label | None = None
    jump_from: Label | None = None
    belongs_to: str = ""
    review: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    body: str = ""
    title_is_derived: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title_is_printed(self) -> bool:
        """Whether the page printed this headline (a stand-in title is not one)."""
        return not self.title_is_derived and "title-missing" not in self.review


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page (版) of an edition: `number` is its label; with what is about the page and not news."""

    number: Label
    name: str = ""
    editors: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """All that appeared on one date (期): its pages by label, its items by page and order.

    `sections` has the names of sections (叠) by their letters, as far as they have one. `label_digits` is how many
    digits the paper prints in labels such as A1 (1) or A01 (2). `lead` names the lead by its file, as `01-02`, where an
    editor chose it.
    """

    date: dt.date
    issue: str = ""
    pages: tuple[Page, ...] = ()
    items: tuple[Item, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    label_digits: int = 2
    lead: str = ""

    def items_on(self, page: Label) -> tuple[Item, ...]:
        """The items of one page in printed order."""
        return tuple(item for item in self.items if item.page == page)
