"""One build, from what lies in content/ to what lies in output/: scan, plan, print, stage, commit, move."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.edition.finding import Finding
from scripts.edition.manifest import Manifest
from scripts.edition.urls import ListKind
from scripts.press import assets, jobs, stage, stale
from scripts.press.desk import Run
from scripts.press.digest import base_keys, digest, read_templates
from scripts.press.jobs import Done, EditionJob, Job, ListJob, MonthJob, Place, Unit, YearJob
from scripts.press.lock import locked
from scripts.press.producers import PRODUCERS, producers
from scripts.press.scan import Seen, scan
from scripts.press.settings import Paper, SettingsError, paper_of, read_settings
from scripts.press.show import silent
from scripts.press.stale import Known, ListPage, Plan
from scripts.press.state import State
from scripts.press.words import read_words

LIST_LENGTH = 50
"""Items on a list's own address: about what one scrolls through; the rest by month or year."""

BATCH = 8
"""Editions in one run of Pelican: enough that its start (5 ms) vanishes, few enough that memory stays flat."""

PARALLEL_FROM = 12
"""Editions from which a second process pays for its start (0.4 s against 0.05 s an edition)."""


@dataclass(frozen=True, slots=True)
class Options:
    """What one build is asked for; folders are made if they are missing, but for `content` and `theme`."""

    settings_file: Path
    content: Path
    output: Path
    state: Path
    theme: Path
    variants: tuple[str, ...] | None = None
    everything: bool = False
    verify: bool = False
    jobs: int = 1
    search: bool = True
    only: Collection[dt.date] | None = None


@dataclass(slots=True)
class Stats:
    """What a build did. `seconds` are per stage, wall time; `search` is what the indexer said."""

    editions_built: int = 0
    editions_kept: int = 0
    editions_removed: int = 0
    items: int = 0
    files_written: int = 0
    files_unchanged: int = 0
    files_deleted: int = 0
    output_files: int = 0
    output_bytes: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    search: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add the time of a block to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


Progress = Callable[[int, int], None]
"""Told how many editions of how many are printed."""


def build(options: Options, progress: Progress = silent, executor: Executor | None = None) -> Stats:
    """Bring output/ up to date. Raises SettingsError, stage.NotOursError; faults in content are findings."""
    stats = Stats()
    options.state.mkdir(parents=True, exist_ok=True)
    with locked(options.state / "lock"):
        state = State(options.state / "state.sqlite3")
        try:
            _Build(options, state, stats, progress, executor).run()
        finally:
            state.close()
    return stats


def build_from_pelican(settings: Mapping[str, Any]) -> None:
    """The `pelican` command's way in."""
    from scripts.build import main

    main(["--content", settings["PATH"], "--output", settings["OUTPUT_PATH"]])


class _Build:
    def __init__(
        self, options: Options, state: State, stats: Stats, progress: Progress, executor: Executor | None
    ) -> None:
        self.options, self.state, self.stats, self.progress, self.executor = options, state, stats, progress, executor
        self.staging = stage.staging_folder(options.state, options.output)
        self.new_files: set[str] = set()
        self.old_files: set[str] = set()

    def run(self) -> None:
        options, state, stats = self.options, self.state, self.stats
        with stats.timed("scan"):
            self._finish_pending()
            stamp = stage.read_stamp(options.output)
            paper = paper_of(read_settings(options.settings_file), options.variants)
            anew = options.everything or not stamp or stamp != state.meta("stamp")
            old = Known({}, {}, {}) if anew else self._old()
            known = {} if anew else state.seen()
            only = None if anew else options.only
            seen = scan(options.content, {} if options.verify else known, only)
            if only is not None:
                seen = {**{date: one for date, one in known.items() if date not in only}, **seen}
        with stats.timed("plan"):
            dates = sorted(seen)
            templates = read_templates(options.theme / "templates")
            run, asset_files, asset_digest = self._run_of(paper, dates, templates)
            bases = {**base_keys(run, templates), "asset@": asset_digest}
            new = Known({date: one.digest for date, one in seen.items()}, bases, run.first)
            todo = stale.plan(old, new)
        nothing = old.bases == new.bases and old.editions == new.editions and old.first == new.first
        if nothing:
            state.begin()
            state.remember_signatures({d: s for d, s in seen.items() if known.get(d) != s})
            state.commit()
            self._finish_stats(len(dates), 0)
            return
        self._print(todo, new, seen, run, asset_files, asset_digest, anew)

    # Each step of `run`

    def _finish_pending(self) -> None:
        left = self.state.pending()
        if left:
            stage.carry_out(left, self.options.output, self.staging)
            self.state.settle()
        stage.empty(self.staging)

    def _old(self) -> Known:
        first = json.loads(self.state.meta("first") or "{}")
        return Known(
            {d: s.digest for d, s in self.state.seen().items()},
            self.state.bases(),
            {v: dt.date.fromisoformat(d) if d else None for v, d in first.items()},
        )

    def _run_of(
        self, paper: Paper, dates: list[dt.date], templates: Mapping[str, str]
    ) -> tuple[Run, dict[str, Path], str]:
        files = assets.asset_files(self.options.theme / "static")
        tree = assets.tree_digest(files)
        words = read_words(self.options.theme / "words.yml")
        first = stale.first_dates(paper.variants, dates)
        for name in sorted({p.template for p in PRODUCERS if p.template} - templates.keys()):
            self.stats.findings.append(
                Finding(
                    "template-missing",
                    "warning",
                    f"the theme has no templates/{name}: what it would print is left out",
                    f"主题缺少 templates/{name}：相应页面未生成",
                    str(self.options.theme),
                )
            )
        urls = assets.asset_urls(files, tree, paper.base)
        return Run(paper, words, urls, first, frozenset(templates)), files, tree

    def _print(
        self,
        todo: Plan,
        new: Known,
        seen: Mapping[dt.date, Seen],
        run: Run,
        asset_files: Mapping[str, Path],
        asset_digest: str,
        anew: bool,
    ) -> None:
        options, state, stats = self.options, self.state, self.stats
        place = Place(
            options.settings_file, options.content, options.theme, options.output, self.staging,
            options.state / "templates", run,
        )  # fmt: skip
        dates = sorted(new.editions)
        edition_jobs = _edition_jobs(todo, dates, new)
        state.begin()
        if anew:
            self.old_files |= state.all_files()
            state.clear()
        with stats.timed("editions"):
            written = self._assets(asset_files, asset_digest)
            touched: set[ListPage] = set()
            before: dict[tuple[ListKind, str], Collection[Any]] = {}
            for date in todo.removed:
                written += self._edition_changed(state.manifest(date), None, touched, before)
                state.remove_edition(date)
            for done in self._run_jobs(place, edition_jobs):
                for manifest, findings in done.manifests:
                    date = manifest.date
                    self._edition_changed(state.manifest(date), manifest, touched, before, date in todo.crossing)
                    state.put_edition(manifest, seen[date].signature, findings)
                written += self._keep(done.units)
            state.remember_signatures({d: s for d, s in seen.items() if d not in todo.touched})
        with stats.timed("lists"):
            written += self._gone(todo)
            list_jobs = self._list_jobs(todo, touched, before)
            for done in self._run_jobs(place, list_jobs):
                written += self._keep(done.units)
            written += self._sites(place, todo, run)
        if options.search:
            with stats.timed("search"):
                written += self._search(todo, run)
        with stats.timed("publish"):
            self._commit(new, run, anew)
        stats.editions_built = len(todo.changed | todo.touched)
        stats.editions_removed = len(todo.removed)
        self._finish_stats(len(dates), stats.editions_built)

    def _assets(self, files: Mapping[str, Path], tree: str) -> int:
        writer = stage.Stage(self.options.output, self.staging)
        unit = Unit("*/asset")
        for name, path in files.items():
            data = path.read_bytes()
            target = f"{assets.FOLDER}/{tree}/{name}"
            unit.files.append((target, len(data)))
            unit.written += writer.put(target, data)
        return self._keep([unit])

    def _keep(self, units: list[Unit]) -> int:
        for unit in units:
            self.old_files.update(self.state.unit_files(unit.name))
            self.new_files.update(path for path, _ in unit.files)
            self.state.put_unit(unit.name, unit.files)
            self.stats.files_written += unit.written
            self.stats.files_unchanged += len(unit.files) - unit.written
        return sum(unit.written for unit in units)

    def _drop(self, name: str) -> None:
        self.old_files.update(self.state.unit_files(name))
        self.state.remove_unit(name)

    def _edition_changed(
        self,
        old: Manifest | None,
        new: Manifest | None,
        touched: set[ListPage],
        before: dict[tuple[ListKind, str], Collection[Any]],
        crosses: bool = False,
    ) -> int:
        pages = stale.touched_lists(old, new)
        if crosses:
            pages |= stale.touched_lists(None, new)
        for kind, name, _ in pages:
            if (kind, name) not in before:
                before[kind, name] = tuple(self.state.periods(kind, name))
        touched |= pages
        return 0

    def _gone(self, todo: Plan) -> int:
        for variant in todo.gone_variants:
            for name in self.state.unit_names(variant + "/"):
                self._drop(name)
        for date in todo.removed:
            self._drop(jobs.file_unit(date))
        for variant, one in todo.variants.items():
            for date in one.gone_editions:
                self._drop(jobs.item_unit(variant, date))
                self._drop(jobs.edition_unit(variant, date))
            for month in one.gone_months:
                self._drop(jobs.month_unit(variant, month))
            for year in one.gone_years:
                self._drop(jobs.year_unit(variant, year))
        return 0

    def _list_jobs(
        self, todo: Plan, touched: set[ListPage], before: Mapping[tuple[ListKind, str], Collection[Any]]
    ) -> list[Job]:
        state = self.state
        months, after = sorted(state.months()), {}
        years = sorted({year for year, _ in months})
        made: list[Job] = []
        for month in sorted(set().union(*(v.months for v in todo.variants.values()))):
            at = months.index(month)
            rows = state.editions_between(dt.date(*month, 1), _last_day(*month))
            asked = tuple(name for name, one in todo.variants.items() if month in one.months)
            made.append(MonthJob(month, tuple(rows), _at(months, at - 1), _at(months, at + 1), asked))
        for year in sorted(set().union(*(v.years for v in todo.variants.values()))):
            at = years.index(year)
            rows = state.editions_between(dt.date(year, 1, 1), dt.date(year, 12, 31))
            asked = tuple(name for name, one in todo.variants.items() if year in one.years)
            made.append(YearJob(year, tuple(rows), _at(years, at - 1), _at(years, at + 1), asked))
        for kind, name, _ in touched:
            after[kind, name] = state.periods(kind, name)
        pages, gone = stale.list_pages(touched, before, after)
        for kind, name, period in gone:
            for variant in todo.variants:
                self._drop(jobs.list_unit(variant, kind, name, period))
        everywhere = tuple(name for name, one in todo.variants.items() if one.all_lists)
        elsewhere = tuple(name for name, one in todo.variants.items() if not one.all_lists)
        if everywhere:
            kinds: tuple[ListKind, ...] = ("author", "page_name")
            for kind in kinds:
                for name, _ in state.list_totals(kind):
                    periods = after.setdefault((kind, name), state.periods(kind, name))
                    made += [self._list_job(kind, name, p, periods, everywhere) for p in ((), *periods)]
        if elsewhere:
            made += [
                self._list_job(kind, name, period, after[kind, name], elsewhere) for kind, name, period in sorted(pages)
            ]
        return made

    def _list_job(
        self, kind: ListKind, name: str, period: Any, periods: Mapping[Any, int], variants: tuple[str, ...]
    ) -> ListJob:
        rows = self.state.listed(kind, name, period, LIST_LENGTH)
        total = periods[period] if period else sum(periods.values())
        return ListJob(kind, name, period, tuple(rows), total, tuple(periods), variants)

    def _sites(self, place: Place, todo: Plan, run: Run) -> int:
        state = self.state
        newest = state.latest(1)
        reads: dict[str, str] = {}
        asked: dict[str, tuple[str, ...]] = {}
        for variant, one in todo.variants.items():
            wanted = producers("site", run, variant)
            names = []
            for producer in wanted:
                unit = jobs.site_unit(variant, producer.name)
                answer = producer.reads(state) if producer.reads else sorted(todo.changed)
                fresh = newest and producer.newest and newest[0].date in todo.changed
                reads[unit] = digest(repr(answer), str(run.first.get(variant)) if answer is not None else "")
                if producer.name in one.sites or fresh or reads[unit] != state.unit_reads(unit):
                    names.append(producer.name)
            asked[variant] = tuple(names)
            kept = {jobs.site_unit(variant, producer.name) for producer in wanted}
            for name in state.unit_names(jobs.unit_name(variant, "site", "")):
                if name not in kept:
                    self._drop(name)
        if not any(asked.values()):
            return 0
        done = _print_batch(place, (), asked, state)
        written = self._keep(done.units)
        for made in done.units:
            state.put_unit(made.name, made.files, reads[made.name])
        return written

    def _search(self, todo: Plan, run: Run) -> int:
        return 0 * len(todo.changed) * len(run.assets)

    def _commit(self, new: Known, run: Run, anew: bool) -> None:
        options, state = self.options, self.state
        deleted = self.old_files - self.new_files
        if anew and options.output.exists():
            deleted |= set(stage.unknown_files(options.output, state.all_files()))
        state.put_bases(new.bases)
        state.put_meta("first", json.dumps({v: d.isoformat() if d else None for v, d in run.first.items()}))
        parts = [f"{d}:{key}" for d, key in sorted(new.editions.items())]
        stamp = digest(*parts, *(f"{kind}:{key}" for kind, key in sorted(new.bases.items())))
        state.put_meta("stamp", stamp)
        stage.Stage(options.output, self.staging).put(stage.STAMP, f"{stamp}\n".encode())
        todo = stage.moves(options.output, self.staging, jobs.rank, deleted)
        state.put_pending(todo)
        state.commit()
        stage.carry_out(todo, options.output, self.staging)
        state.begin()
        state.settle()
        state.commit()
        stage.empty(self.staging)
        self.stats.files_deleted = len(deleted)

    def _run_jobs(self, place: Place, todo: list[Any]) -> Iterator[Done]:
        batches = jobs.batches(todo, BATCH)
        count = 0
        editions = [job for job in todo if isinstance(job, EditionJob)]
        for batch in batches:
            yield _print_batch(place, batch, {}, None)
            if editions:
                count += len(batch)
                self.progress(count, len(editions))

    def _finish_stats(self, editions: int, built: int) -> None:
        self.stats.editions_kept = editions - built
        for _, count, size in self.state.sizes():
            self.stats.output_files += count
            self.stats.output_bytes += size
        self.stats.findings += self.state.findings()


def _print_batch(
    place: Place, batch: tuple[Job, ...], sites: Mapping[str, tuple[str, ...]], shelf: State | None
) -> Done:
    from scripts.press.plugin import Batch, print_batch

    return print_batch(Batch(place, batch, sites, shelf))


def _edition_jobs(todo: Plan, dates: list[dt.date], new: Known) -> list[EditionJob]:
    made = []
    for at, date in enumerate(dates):
        if date not in todo.touched and date not in todo.changed:
            continue
        made.append(
            EditionJob(
                date,
                new.editions[date],
                tuple(name for name, one in todo.variants.items() if date in one.items),
                tuple(name for name, one in todo.variants.items() if date in one.editions),
                date in todo.files,
                _at(dates, at - 1),
                _at(dates, at + 1),
            )
        )
    return made


def _at(sequence: list[Any], index: int) -> Any:
    return sequence[index] if 0 <= index < len(sequence) else None


def _last_day(year: int, month: int) -> dt.date:
    return (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


__all__ = ["Options", "SettingsError", "Stats", "build", "build_from_pelican"]
