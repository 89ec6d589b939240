"""Printing jobs: editions, months, years and lists, each in the variants it is asked for, by the producers' table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import singledispatchmethod

from scripts.edition import urls
from scripts.edition.label import Label
from scripts.edition.manifest import Cover
from scripts.edition.model import Edition
from scripts.edition.urls import edition_folder, output_file
from scripts.press.items import compose
from scripts.press.items.keep import Keep
from scripts.press.items.loading import load
from scripts.press.items.pictures import EditionPictures
from scripts.press.items.prepare import manifest_of, prepare
from scripts.press.items.sheets import Sheet, room_of, sheets_of
from scripts.press.items.texts import EditionSource, ItemTexts, ListSource, MonthSource
from scripts.press.plan.jobs import BatchResult, BuildPaths, EditionJob, ListJob, MonthJob, PrintJob, YearJob
from scripts.press.producers import Producer, Scope, producers
from scripts.press.render import lists, preview
from scripts.press.render.desk import Desk, site_of
from scripts.press.render.redirect import redirect
from scripts.press.render.views import EditionView, SiteFile
from scripts.press.store import units
from scripts.press.store.siteindex import SiteIndex
from scripts.press.store.units import Unit

Put = Callable[[Unit, str, str | bytes], None]


class Printer:
    """Prints jobs for one batch; what came of them is gathered in `done`."""

    def __init__(self, place: BuildPaths, desk: Callable[[str], Desk], put: Put, done: BatchResult) -> None:
        self._place, self._desk, self._put, self._done = place, desk, put, done
        self._keep = Keep(place.pictures, place.run.paper.recipe)
        self._texts = ItemTexts(place.content, place.run.paper, place.history, self._pictures)

    @singledispatchmethod
    def print_job(self, job: PrintJob) -> None:
        """Print one job."""
        raise TypeError(job)

    @print_job.register
    def _(self, job: EditionJob) -> None:
        paper = self._place.run.paper
        edition, findings = load(self._place.content, job.date, self._place.history, paper.label_digits)
        pictures = self._pictures(job.date)
        sheets = self._sheets(edition, pictures)
        room = room_of(sheets)
        prepared = prepare(edition, pictures, room)
        folder = f"{self._place.content.name}/{edition_folder(job.date).as_posix()}"
        findings += tuple(pictures.findings(folder))
        self._done.manifests.append(
            (manifest_of(edition, prepared, job.digest, _cover(edition, sheets), room, pictures.image_of), findings)
        )
        if away := paper.year_sites.get(job.date.year):
            self._lead_away(job, edition, away)
            return
        for variant in sorted({*job.items, *job.editions}):
            desk = self._desk(variant)
            around = (job.previous, job.next)
            view = compose.edition_view(desk, edition, prepared, pictures.image_of, around, sheets)
            if variant in job.items:
                inside = replace(view, previous=None, next=None)
                unit = self._unit(units.item_unit(variant, job.date))
                for producer in self._producers("item", desk):
                    for page in view.pages:
                        for item in page.items:
                            self._put_all(desk, unit, producer.make(desk, inside, page, item))
                for producer in self._producers("inside", desk):
                    self._put_all(desk, unit, producer.make(desk, inside, EditionSource(edition, pictures.read)))
            if variant in job.editions:
                if paper.preview and desk.is_own:
                    view = replace(view, open=preview.open_in(desk, self._place.content, edition))
                unit = self._unit(units.edition_unit(variant, job.date))
                for producer in self._producers("edition", desk):
                    self._put_all(desk, unit, producer.make(desk, view))
        if job.files:
            unit = self._unit(units.file_unit(job.date))
            for name, data in pictures.files(bool(sheets)):
                self._put(unit, output_file(urls.file_url(job.date, name)), data)

    @print_job.register
    def _(self, job: MonthJob) -> None:
        for variant in job.variants:
            desk = self._desk(variant)
            view = lists.month_view(desk, job.month, job.rows, job.previous, job.next)
            unit = self._unit(units.month_unit(variant, job.month))
            for producer in self._producers("month", desk):
                more = [MonthSource(job.manifests, self._published)] if producer.deep else []
                self._put_all(desk, unit, producer.make(desk, view, *more))

    @print_job.register
    def _(self, job: YearJob) -> None:
        for variant in job.variants:
            desk = self._desk(variant)
            view = lists.year_view(desk, job.year, job.rows, job.previous, job.next)
            unit = self._unit(units.year_unit(variant, job.year))
            for producer in self._producers("year", desk):
                self._put_all(desk, unit, producer.make(desk, view))

    @print_job.register
    def _(self, job: ListJob) -> None:
        for variant in job.variants:
            desk = self._desk(variant)
            view = lists.list_view(desk, job.kind, job.name, job.period, job.rows, job.total, job.periods)
            url = urls.list_url(job.kind, job.name, *job.period)
            unit = self._unit(units.list_unit(variant, job.kind, job.name, job.period))
            for producer in self._producers("list", desk):
                more = [ListSource(self._texts, self._published, job.changed)] if producer.deep else []
                self._put_all(desk, unit, producer.make(desk, view, url, *more))

    def _lead_away(self, job: EditionJob, edition: Edition, away: str) -> None:
        """An edition whose year has a site of its own: at each of its addresses here, a page that leads there."""
        date = job.date
        items = [urls.item_url(date, item.page, item.order) for item in edition.items]
        pages = [urls.page_url(date, page.number) for page in edition.pages]
        groups = (
            (job.items, units.item_unit, items),
            (job.editions, units.edition_unit, [urls.edition_url(date), urls.whole_url(date), *pages]),
        )
        for variants, name, addresses in groups:
            for variant in variants:
                desk, unit = self._desk(variant), self._unit(name(variant, date))
                for url in addresses:
                    there = urls.href(desk.place(url), away)
                    self._put(unit, output_file(desk.place(url)), redirect(there, variant))
        if job.files:
            self._unit(units.file_unit(date))

    def print_sites(self, sites: Mapping[str, tuple[str, ...]], shelf: SiteIndex) -> None:
        """Print the site's own documents: names of producers by variant."""
        newest = shelf.latest(1)
        edition: Edition | None = None
        if newest and any(sites.values()):
            date = newest[0].date
            paper = self._place.run.paper
            edition, _ = load(self._place.content, date, self._place.history, paper.label_digits)
            pictures = self._pictures(date)
            sheets = self._sheets(edition, pictures)
            prepared = prepare(edition, pictures, room_of(sheets))
        for variant, names in sites.items():
            desk = self._desk(variant)
            view: EditionView | None = None
            for producer in self._producers("site", desk):
                if producer.name in names:
                    if producer.newest and edition is not None and view is None:
                        before = shelf.latest(2)[1:]
                        around = (before[0].date if before else None, None)
                        view = compose.edition_view(desk, edition, prepared, pictures.image_of, around, sheets)
                    unit = self._unit(units.site_unit(variant, producer.name))
                    more = [self._texts] if producer.deep else []
                    self._put_all(desk, unit, producer.make(desk, shelf, view if producer.newest else None, *more))

    def _pictures(self, date: dt.date) -> EditionPictures:
        paper = self._place.run.paper
        return EditionPictures(self._place.content, site_of(paper), date, self._keep, paper.originals)

    def _sheets(self, edition: Edition, pictures: EditionPictures) -> Mapping[Label, Sheet]:
        """The edition's pages as pictures, where the paper shows them."""
        run = self._place.run
        if run.pages_from is None or edition.date < run.pages_from:
            return {}
        folder = self._place.content / edition_folder(edition.date)
        return sheets_of(folder, [page.number for page in edition.pages], pictures)

    def _published(self, path: str) -> str | None:
        """The file at a site path: staged by this build, or left by an earlier one."""
        for folder in (self._place.staging, self._place.output):
            file = folder / output_file(path)
            if file.is_file():
                return file.read_text(encoding="utf-8")
        return None

    def _producers(self, scope: Scope, desk: Desk) -> list[Producer]:
        return producers(scope, desk.run, desk.variant)

    def _unit(self, name: str) -> Unit:
        unit = Unit(name)
        self._done.units.append(unit)
        return unit

    def _put_all(self, desk: Desk, unit: Unit, files: Iterable[SiteFile]) -> None:
        for url, content in files:
            self._put(unit, output_file(desk.place(url)), content)


def _cover(edition: Edition, sheets: Mapping[Label, Sheet]) -> Cover | None:
    """The first page, where it has a picture."""
    sheet = sheets.get(edition.pages[0].number) if edition.pages else None
    if sheet is None:
        return None
    thumb, width = sheet.picture.webp[0] if sheet.picture.webp else (sheet.picture.url, sheet.picture.width)
    return Cover(thumb, width, round(width * sheet.picture.height / sheet.picture.width), sheet.picture.url)
