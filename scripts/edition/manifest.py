"""The manifest of an edition: the little that the rest of the site needs to know of it.

Home, calendar, archive, lists, feeds and sitemaps read manifests and never articles. That is what keeps the price of
today's edition the same however large the archive is. A manifest is derived from content alone, so it can always be
made again; it lies below the press's state folder as one JSON file an edition.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any

from scripts.edition.label import Label


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page of an edition by label and name."""

    number: Label
    name: str = ""


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """One item as lists name it. `summary` is plain text of at most about 80 characters, `characters` the body's size.

    `digest` is of all that a reader sees of it, `corrected` the ISO date of its last correction or "".
    `also` is the label, as printed, of the other page that it runs over to, `picture` the address of its picture's
    smallest rendition, or "". Refers and the second parts of jumps are no
    entries.

    Texts are as in content, in the site's own script and with variant marks: the press converts them.
    """

    page: Label
    order: int
    kind: str
    title: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    characters: int = 0
    digest: str = ""
    corrected: str = ""
    also: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """An edition's first page as a picture: addresses on the site of a thumbnail with its size in pixels, and of the
    picture for what knows no WebP.
    """

    thumb: str
    width: int
    height: int
    picture: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One edition: `digest` of its folder's contents, its pages by label, its items in printed order.

    `sections` and `label_digits` are as in `Edition`, `cover` its first page as a picture.
    """

    date: dt.date
    digest: str
    issue: str = ""
    pages: tuple[PageEntry, ...] = ()
    items: tuple[ItemEntry, ...] = ()
    open_reviews: int = 0
    sections: Mapping[str, str] = field(default_factory=dict)
    label_digits: int = 2
    cover: Cover | None = None
    lead_title: str = ""

    @property
    def lead(self) -> str:
        """The headline that stands for the edition: its lead's, else the first article's, else the first item's."""
        if self.lead_title:
            return self.lead_title
        articles = (item.title for item in self.items if item.kind == "article")
        return next(articles, self.items[0].title if self.items else "")

    def page_name(self, number: Label) -> str:
        """The name of a page, "" where it has none."""
        return next((page.name for page in self.pages if page.number == number), "")

    def to_json(self) -> str:
        """One line a page and an item, the same bytes for the same manifest."""
        head: dict[str, Any] = {
            "date": self.date.isoformat(),
            "digest": self.digest,
            "issue": self.issue,
            "open_reviews": self.open_reviews,
            "sections": dict(self.sections),
            "label_digits": self.label_digits,
            "cover": astuple(self.cover) if self.cover else None,
            "lead": self.lead_title,
        }
        pages = ",\n".join(_line([page.number.value, page.name]) for page in self.pages)
        items = ",\n".join(
            _line(
                [
                    i.page.value,
                    i.order,
                    i.kind,
                    i.title,
                    i.summary,
                    list(i.authors),
                    i.characters,
                    i.digest,
                    i.corrected,
                    i.also,
                    i.picture,
                ]
            )
            for i in self.items
        )  # fmt: skip
        return f'{_line(head)[:-1]},\n"pages": [\n{pages}\n],\n"items": [\n{items}\n]}}\n'

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read what `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        data = json.loads(text)
        return cls(
            dt.date.fromisoformat(data["date"]),
            data["digest"],
            data["issue"],
            tuple(PageEntry(Label.of(number), name) for number, name in data["pages"]),
            tuple(
                ItemEntry(Label.of(page), order, kind, title, summary, tuple(authors), *rest)
                for page, order, kind, title, summary, authors, *rest in data["items"]
            ),
            data["open_reviews"],
            data["sections"],
            data["label_digits"],
            Cover(*data["cover"]) if data.get("cover") else None,
            data.get("lead", ""),
        )


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
