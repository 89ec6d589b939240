"""The desk: what every document of one variant is made with - the site's view, the script, the templates.

One desk a variant and process. It knows the paper and nothing of editions; `compose` and `lists` make views with it,
the producers print them.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from scripts.edition import urls
from scripts.press.render.addresses import Site, in_variant
from scripts.press.render.days import plain_day
from scripts.press.render.follow import paper_feeds
from scripts.press.render.variant import converter_for, in_script, phrase_in
from scripts.press.render.views import DayView, Link, PageContext, SiteView, VariantLink
from scripts.press.render.words import VARIANT_NAMES, words_in
from scripts.press.settings import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template

    from scripts.variants import Converter


MARK = "-{"
"""With what a variant mark begins: all that the site's own variant has to resolve."""

_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""What XML 1.0 (2.2, Char) cannot hold even escaped, and HTML forbids: one such in an item would make a whole feed or
EPUB unreadable. Check tells an editor where it stands; no document prints it."""


def printable(text: str) -> str:
    """Text without what no document can hold."""
    return _UNPRINTABLE.sub("", text) if _UNPRINTABLE.search(text) else text


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What is the same for every document of a build: sent to each worker once.

    `assets` maps names of static files to addresses, `templates` are the theme's names, `optional` those that it
    lacks and does without. `first` gives for each variant the oldest date that is built in it (None: no edition is),
    `pages_from` the oldest whose pages are shown as pictures.
    """

    paper: Paper
    words: Mapping[str, Mapping[str, str]]
    assets: Mapping[str, str]
    first: Mapping[str, dt.date | None]
    templates: frozenset[str]
    optional: frozenset[str] = frozenset()
    redirects: tuple[tuple[str, str], ...] = ()
    pages_from: dt.date | None = dt.date.min

    def has(self, variant: str, date: dt.date) -> bool:
        """Whether an edition is built in a variant."""
        if variant not in self.paper.variants:
            return False
        oldest = self.first.get(variant, dt.date.min)
        return oldest is not None and date >= oldest


def site_of(paper: Paper) -> Site:
    """Where the paper's site is."""
    return Site(paper.base, paper.address, paper.main_site)


class Desk:
    """Makes addresses, texts and contexts for one variant, and prints templates."""

    def __init__(
        self,
        run: BuildContext,
        variant: str,
        content: Path,
        template: Callable[[str], Template],
        head: Callable[[Desk, PageContext, Mapping[str, Any]], tuple[Markup, ...]],
    ) -> None:
        paper = run.paper
        self.run, self.paper, self.variant = run, paper, variant
        self.is_own = variant == paper.lang
        self._content, self._template, self._head = content, template, head
        self._days: dict[dt.date, DayView] = {}
        self._folders: dict[dt.date, str] = {}
        text = self.text
        self.site = SiteView(
            name=text(paper.name),
            tagline=text(paper.tagline),
            place=text(paper.place),
            lang=variant,
            address=paper.address,
            base=paper.base,
            home=self.href(urls.HOME),
            search=self.href(urls.SEARCH),
            archive=self.href(urls.ARCHIVE),
            ui=words_in(run.words, variant, paper.lang, text),
            assets=run.assets,
            links=tuple(Link(self._menu(url), text(words)) for url, words in paper.links),
            settings=self._settings(paper.theme_settings),
            follow=paper_feeds(paper, self.href),
        )

    @cached_property
    def converter(self) -> Converter:
        """What turns the paper's text into this variant: not needed, nor OpenCC imported, where there is nothing to."""
        return converter_for(self.variant, self.paper, self._content)

    def text(self, text: str) -> str:
        """Text of the paper's in this variant."""
        if not text or (self.is_own and MARK not in text):
            return printable(text)
        return printable(self.converter.text(text))

    def phrase(self, text: str) -> str:
        """The press's own words, which are written in simplified script, in this variant."""
        return self.text(text) if self.paper.lang == "zh-Hans" else phrase_in(self.variant, text)

    def name(self, name: str) -> str:
        """An author's name in this variant: alone, it gives too little evidence that it is a person's."""
        return printable(name if self.is_own else self.converter.name(name))

    def knowing(self, names: Iterable[str]) -> Desk:
        """This desk, certain that these are persons' names, of which a variant may break some."""
        if self.is_own:
            return self
        converter = self.converter.knowing(names)
        if converter is self.converter:
            return self
        other = copy.copy(self)
        other.converter = converter
        return other

    def names_in(self, text: str) -> tuple[str, ...]:
        """The persons' names in a text that a variant may break."""
        return () if self.is_own else self.converter.names_in(text)

    def prepare(self, pages: Iterable[str]) -> None:
        """Have an edition's HTML converted at once, which costs half as much as one by one."""
        if not self.is_own:
            self.converter.prepare(pages)

    def html(self, html: str) -> Markup:
        """HTML of the paper's in this variant."""
        if not self.is_own or MARK in html:
            html = self.converter.html(html)
        if not self.is_own:
            html = in_variant(html, self.paper.base, self._of_variant)
        return Markup(printable(html))  # noqa: S704 - made by our Markdown reader, which lets no HTML through

    def _of_variant(self, path: str, date: dt.date | None) -> str:
        return self.place(path) if date is None or self.run.has(self.variant, date) else path

    def day(self, date: dt.date) -> DayView:
        """A date in words."""
        if date not in self._days:
            if len(self._days) > 2000:
                self._days.clear()
            self._days[date] = in_script(plain_day(date), self.variant)
        return self._days[date]

    def place(self, url: str) -> str:
        """A site path with this variant's prefix: where the document is published."""
        return urls.in_variant(url, self.variant, self.paper.lang)

    def href(self, url: str) -> str:
        """A site path in this variant, ready for `href`."""
        home = self.paper.main_site if self.paper.main_site and not urls.is_of_edition(url) else self.paper.base
        return urls.href(self.place(url), home)

    def edition_href(self, date: dt.date, url: str) -> str:
        """The address of something of an edition: in this variant where it is built, else in the paper's own script."""
        return self.href(url) if self.run.has(self.variant, date) else urls.href(url, self.paper.base)

    def edition_folder(self, date: dt.date) -> str:
        """The address of an edition, kept: lists of months and years ask for the same few hundred again and again."""
        if date not in self._folders:
            if len(self._folders) > 2000:
                self._folders.clear()
            self._folders[date] = self.edition_href(date, urls.edition_url(date))
        return self._folders[date]

    def file_href(self, date: dt.date, name: str) -> str:
        """The address of a file beside the items, one for all variants."""
        return urls.href(urls.file_url(date, name), self.paper.base)

    def absolute(self, href: str) -> str:
        """An `href` with the site's address before it, or as it is where SITEURL is not set."""
        if not href.startswith("/"):
            return href
        return self.paper.address[: len(self.paper.address) - len(self.paper.base)] + href

    def context(
        self,
        template: str,
        url: str,
        title: str,
        description: str = "",
        breadcrumb: tuple[Link, ...] = (),
        date: dt.date | None = None,
    ) -> PageContext:
        """A document's context; `date` where it belongs to an edition, which may lack some variants."""
        paper = self.paper
        variants = tuple(
            VariantLink(
                lang,
                urls.href(urls.in_variant(url, lang, paper.lang), paper.base)
                if date is None or self.run.has(lang, date)
                else "",
                VARIANT_NAMES[lang],
                lang == self.variant,
            )
            for lang in paper.variants
        )
        here = self.href(url)
        return PageContext(
            template,
            title,
            description,
            here,
            self.absolute(here),
            variants if len(variants) > 1 else (),
            breadcrumb,
        )

    def print(self, context: PageContext, **views: Any) -> str:
        """A document printed by its template."""
        if head := self._head(self, context, views):
            context = replace(context, head=head)
        return self._template(context.template).render(site=self.site, context=context, **views)

    def _settings(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """THEME_SETTINGS with what is text in this variant, and the nameplate's address with the site's path."""
        settings = dict(given)
        if notice := settings.get("notice"):
            settings["notice"] = self.text(notice)
        plate = settings.get("nameplate")
        if plate and plate["src"].startswith("/"):
            settings["nameplate"] = {**plate, "src": urls.href(plate["src"], self.paper.base)}
        return settings

    def _menu(self, url: str) -> str:
        if not url.startswith("/") or url.startswith("//"):
            return url
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", url, re.S).groups()  # type: ignore[union-attr]
        return self.href(path) + mark + rest
