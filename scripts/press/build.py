"""One build, from what lies in content/ to what lies in output/: scan, plan, print, stage, commit, move."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from scripts.edition.catalogue import finding, words
from scripts.edition.files import write_atomic
from scripts.edition.finding import Finding
from scripts.press import budget, indexing
from scripts.press.batches import print_jobs, print_sites
from scripts.press.budget import Budget
from scripts.press.items import history
from scripts.press.items.history import History
from scripts.press.items.keep import Keep
from scripts.press.items.pictures import is_kept, make_picture, pictures_of
from scripts.press.options import Options
from scripts.press.outputs import moved
from scripts.press.plan import schedule, stale
from scripts.press.plan.digest import (
    base_keys,
    digest,
    glossary_digest,
    optional_templates,
    read_templates,
    room_digest,
)
from scripts.press.plan.jobs import BatchResult, BuildPaths
from scripts.press.plan.stale import BuildPlan, Known
from scripts.press.producers import PRODUCERS, producers, unknown
from scripts.press.render import assets
from scripts.press.render.desk import BuildContext
from scripts.press.render.words import read_words, words_by_variant
from scripts.press.settings import Paper, SettingsError, paper_of, read_settings
from scripts.press.store import stage, units
from scripts.press.store.ledger import UnitLedger
from scripts.press.store.lock import locked
from scripts.press.store.scan import FolderState, scan
from scripts.press.store.state import FILE, State
from scripts.press.store.units import Unit
from scripts.work.parallel import in_batches, in_order, processes
from scripts.work.progress import Progress, silent

BATCH = 8
"""Editions in one run of Pelican: enough that its start (10 ms) hardly counts, few enough that memory stays flat."""

HISTORY = "history.json"
"""In the state's folder: the corrections that git told, and up to which commit."""

PICTURES = "pictures"
"""In the state's folder: what was made of pictures, each once."""

PICTURES_LOOKED_AT = 400
"""Up to so many pictures it is looked up which are made already, before processes are started for the rest. Where there
are more, there are editions enough to start them anyway."""

PICTURE_EFFORT = 3
"""Making a picture takes as long as printing so many editions (0.15 s of a processor, of a large photo 0.7)."""

LIST_BATCH = 100
"""Pages of lists in one run."""

CALENDAR_BATCH = 2
"""Months and years in one run: a month comes with the manifests of all its editions."""

PARALLEL_FROM = 12
"""Editions from which another process pays for its start (about 0.4 s, where an edition in one variant takes 0.05)."""


@dataclass(slots=True)
class Stats:
    """What a build did. `seconds` are per stage, wall time; `search` is what the indexer said.

    `editions_built` counts those of which anything was printed. `output_…` is the whole site as it now lies there,
    `search_bytes` what search adds to it, `address` SITEURL.
    """

    editions_built: int = 0
    editions_kept: int = 0
    editions_removed: int = 0
    items: int = 0
    files_written: int = 0
    files_unchanged: int = 0
    files_deleted: int = 0
    output_files: int = 0
    output_bytes: int = 0
    search_bytes: int = 0
    address: str = ""
    budget: Budget = field(default_factory=lambda: Budget(0, 0, 0))
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


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """What a build found: editions as scanned, and all that documents are made with."""

    seen: Mapping[dt.date, FolderState]
    known: Known
    run: BuildContext
    asset_files: Mapping[str, bytes]
    asset_digest: str
    glossary: str
    history: History = field(default_factory=dict)


def build(options: Options, progress: Progress = silent, executor: Executor | None = None) -> Stats:
    """Bring output/ up to date. Raises SettingsError, NotOursError; faults in content are findings.

    `executor` prints editions elsewhere than in processes of this machine; it must see the same folders.
    """
    stats = Stats()
    options.state.mkdir(parents=True, exist_ok=True)
    with locked(options.state / "lock", options.language):
        try:
            with State(options.state / FILE) as state:
                inputs = _build(options, state, stats, progress, executor)
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # a full disk and the like, no broken file
                raise
            (options.state / FILE).unlink()  # everything in it can be made again
            with State(options.state / FILE) as state:
                inputs = _build(options, state, stats, progress, executor)
    if options.search and not inputs.run.paper.main_site:
        with stats.timed("search"):
            stats.search = index(options, inputs)
    with State(options.state / FILE) as state:
        _measure(state, stats, inputs)
    return stats


def _measure(state: State, stats: Stats, inputs: BuildInputs) -> None:
    stats.output_files, stats.output_bytes, crossing = state.size()
    stats.address = inputs.run.paper.address
    stats.search_bytes = int(state.meta("search_bytes") or 0)
    dates = sorted(inputs.seen)
    growing = budget.growing(inputs.run.paper.variants, len(dates))
    sizes = {date: state.bytes_of(units.units_of(date, growing)) for date in dates[-budget.SAMPLE :]}
    used = stats.output_bytes + stats.search_bytes
    stats.budget = budget.estimate(used, inputs.run.paper.budget, sizes, dates, stats.search_bytes + crossing)


def search_only(options: Options) -> Stats:
    """Bring search up to date with content, and print nothing."""
    stats = Stats()
    options.state.mkdir(parents=True, exist_ok=True)
    with stats.timed("search"):
        paper = paper_of(read_settings(options.settings_file), options.variants)
        inputs = _look(options, paper, scan(options.content, {}, None), stats)
        stats.search = index(options, inputs)
        stats.editions_kept = len(inputs.seen)
    return stats


def index(options: Options, inputs: BuildInputs) -> dict[str, Any]:
    """Bring search up to date with what a build found; what was done, or nothing. Beside builds, one at a time."""
    key = indexing.search_key(inputs.run, inputs.glossary)
    with locked(options.state / "search.lock", options.language), State(options.state / FILE) as state:
        return indexing.index(state, inputs.run, key, inputs.seen, options.content, options.output, options.state) or {}


def _build(options: Options, state: State, stats: Stats, progress: Progress, executor: Executor | None) -> BuildInputs:
    if not options.content.is_dir():
        raise SettingsError(words("no-folder", path=options.content))
    with stats.timed("scan"):
        staging = finish_pending(state, options)
        stamp = stage.read_stamp(options.output)
        anew = options.everything or not stamp or stamp != state.meta("stamp")
        old, remembered = (Known({}, {}, {}), {}) if anew else (_last_known(state), state.seen())
        only = None if anew else options.only
        paper = replace(paper_of(read_settings(options.settings_file), options.variants), preview=options.preview)
        seen = scan(options.content, {} if options.verify else remembered, only)
        seen = {date: folder for date, folder in seen.items() if not paper.years or date.year in paper.years}
        if only is not None:
            seen = {**{date: folder for date, folder in remembered.items() if date not in only}, **seen}
        corrections = _history(options, paper, stats)
        pages_from = _pages_from(paper, sorted(seen))
        marks = {date: repr(corrections[date]) for date in corrections}
        for date in seen:
            if pages_from is None or date < pages_from:  # an edition that leaves the newest N is printed anew
                marks[date] = marks.get(date, "") + " without page pictures"
        seen = {date: folder.marked(digest(marks[date]) if date in marks else "") for date, folder in seen.items()}
    with stats.timed("plan"):
        inputs = replace(_look(options, paper, seen, stats), history=corrections)
        todo = stale.plan(old, inputs.known)
    if old != inputs.known:
        _print(options, state, stats, progress, executor, inputs, todo, staging, anew)
    fresh = {date: folder for date, folder in seen.items() if remembered.get(date) != folder}
    if fresh:
        state.begin()
        state.remember_signatures(fresh)
        state.commit()
    stats.editions_built, stats.editions_removed = len(todo.changed | todo.touched), len(todo.removed)
    stats.editions_kept = len(seen) - stats.editions_built
    stats.findings += state.findings()
    return inputs


def _history(options: Options, paper: Paper, stats: Stats) -> History:
    """The corrections that git tells, where the paper wants them; read on from where the last build stopped."""
    if paper.corrections != "git":
        return {}
    kept = options.state / HISTORY
    before = kept.read_text("utf-8") if kept.exists() else ""
    key = digest(room_digest(("edition", "press")), paper.zone, paper.lang)
    try:
        corrections, after = history.read(options.content, paper.zone, paper.lang != "zh-Hans", before, key)
    except history.HistoryError as error:
        stats.findings.append(history.missing(error))
        return {}
    if after != before:
        write_atomic(kept, after)
    return corrections


def finish_pending(state: State, options: Options) -> Path:
    """Carry out the moves that a killed build left, throw away what it only staged. Returns where to stage now.

    That is another folder each time: a worker whose parent was killed may still be writing to the last one.
    """
    stages = stage.staging_folder(options.state, options.output)
    left = state.pending()
    if left:
        stage.carry_out(left, options.output, stages / state.meta("staging"))
        state.settle()
    stage.empty(stages)
    return stages / f"{os.getpid()}-{time.time_ns()}"


def _last_known(state: State) -> Known:
    first = json.loads(state.meta("first") or "{}")
    return Known(
        {date: folder.digest for date, folder in state.seen().items()},
        state.bases(),
        {variant: dt.date.fromisoformat(date) if date else None for variant, date in first.items()},
    )


def _pages_from(paper: Paper, dates: Sequence[dt.date]) -> dt.date | None:
    """The oldest edition whose pages are shown as pictures, of the dates that there are, oldest first."""
    return stale.first_dates({"": paper.page_pictures}, dates)[""]


def _look(options: Options, paper: Paper, seen: Mapping[dt.date, FolderState], stats: Stats) -> BuildInputs:
    templates = read_templates(options.theme / "templates")
    if not templates:
        raise SettingsError(words("no-theme", path=options.theme))
    for name in sorted({p.template for p in PRODUCERS if p.template} - templates.keys()):
        stats.findings.append(finding("template-missing", options.theme.name, name=name))
    for name in unknown(paper.off):
        stats.findings.append(finding("producer-unknown", options.settings_file.name, name=repr(name)))
    table = read_words(options.theme / "words.yml")
    files = assets.asset_files(options.theme / "static", paper.theme_settings, options.paper)
    files |= assets.word_scripts(files, words_by_variant(table, paper, options.content))
    tree = assets.tree_digest(files)
    redirects, wrong = moved.read(options.content)
    stats.findings += wrong
    run = BuildContext(
        paper,
        table,
        assets.asset_urls(files, tree, paper.base),
        stale.first_dates(paper.variants, sorted(seen)),
        frozenset(templates),
        optional_templates(templates),
        redirects,
        _pages_from(paper, sorted(seen)),
    )
    glossary = glossary_digest(options.content)
    keys = {**base_keys(run, templates, glossary), "asset@": tree}
    known = Known({date: folder.digest for date, folder in seen.items()}, keys, run.first)
    return BuildInputs(seen, known, run, files, tree, glossary)


def _print(
    options: Options,
    state: State,
    stats: Stats,
    progress: Progress,
    executor: Executor | None,
    inputs: BuildInputs,
    todo: BuildPlan,
    staging: Path,
    anew: bool,
) -> None:
    place = BuildPaths(
        options.settings_file,
        options.content,
        options.theme,
        options.output,
        staging,
        options.state / "templates",
        digest(*inputs.known.bases.values(), str(sorted(inputs.run.first.items())), str(inputs.run.pages_from)),
        inputs.run,
        inputs.history,
        options.state / PICTURES,
    )
    state.begin()
    if anew:
        state.clear()
    ledger, lists = UnitLedger(state), schedule.Lists()
    edition_jobs = schedule.edition_jobs(todo, inputs.known)
    effort = len(edition_jobs) + len(schedule.stale_months(todo))
    keep = Keep(place.pictures, inputs.run.paper.recipe)
    pictured = list(pictures_of(options.content, [job.date for job in edition_jobs]))
    if len(pictured) <= PICTURES_LOOKED_AT:
        pictured = [picture for picture in pictured if not is_kept(keep, options.content, picture)]
        effort += PICTURE_EFFORT * len(pictured)
    effort += len(inputs.seen) if any(work.all_lists for work in todo.variants.values()) else 0
    workers = min(options.jobs, effort // PARALLEL_FROM + 1) if executor is None else options.jobs
    printer, ahead = partial(print_jobs, place), 2 * workers
    with contextlib.ExitStack() as stack:
        pool = executor or stack.enter_context(processes(workers, "spawn"))
        with stats.timed("pictures"):
            for _ in in_order(partial(make_picture, keep, options.content), pictured, pool, 2 * ahead):
                pass
        with stats.timed("editions"):
            ledger.keep([_put_assets(options.output, staging, inputs)])
            for date in sorted(todo.removed):
                lists.note(state, state.manifest(date), None)
                state.remove_edition(date)
            printed = in_order(printer, in_batches(edition_jobs, BATCH), pool, ahead)
            stats.items = _keep_editions(
                printed, state, ledger, lists, todo, inputs, lambda count: progress(count, len(edition_jobs))
            )
        with stats.timed("lists"):
            for name in schedule.gone_units(todo, state):
                ledger.drop(name)
            pages, gone = schedule.list_pages(todo, state, lists)
            for name in gone:
                ledger.drop(name)
            months = len(schedule.stale_months(todo))
            batches = itertools.chain(
                in_batches(schedule.calendar_jobs(todo, state), CALENDAR_BATCH),
                in_batches(schedule.list_jobs(pages, state, todo), LIST_BATCH),
            )
            many = months > 2 * CALENDAR_BATCH or len(pages) > 2 * LIST_BATCH
            for done in in_order(printer, batches, pool if many else None, ahead):
                ledger.keep(done.units)
            _print_sites(place, state, ledger, todo, inputs.run)
    with stats.timed("publish"):
        stats.files_deleted = _publish(options, state, ledger, inputs, staging, anew)
    stats.files_written, stats.files_unchanged = ledger.written, ledger.unchanged


def _put_assets(output: Path, staging: Path, inputs: BuildInputs) -> Unit:
    writer, unit = stage.Stage(output, staging), Unit("*/asset")
    for name, data in inputs.asset_files.items():
        for target in assets.places(name, inputs.asset_digest):
            unit.files.append((target, len(data)))
            unit.written += writer.put(target, data)
    return unit


def _keep_editions(
    printed: Iterable[BatchResult],
    state: State,
    ledger: UnitLedger,
    lists: schedule.Lists,
    todo: BuildPlan,
    inputs: BuildInputs,
    progress: Callable[[int], None],
) -> int:
    items = done_editions = 0
    for done in printed:
        for manifest, findings in done.manifests:
            date = manifest.date
            old = state.manifest(date)
            lists.note(state, old, manifest)
            if date in todo.crossing:  # links to it now lead to another variant
                lists.note(state, None, manifest)
            if date in todo.changed or manifest != old:
                state.put_edition(manifest, inputs.seen[date].signature, findings)
            items += len(manifest.items)
        ledger.keep(done.units)
        done_editions += len(done.manifests)
        progress(done_editions)
    return items


def _print_sites(place: BuildPaths, state: State, ledger: UnitLedger, todo: BuildPlan, run: BuildContext) -> None:
    newest = state.latest(1)
    reads: dict[str, str] = {}
    asked: dict[str, tuple[str, ...]] = {}
    for variant, variant_plan in todo.variants.items():
        names = []
        wanted = producers("site", run, variant)
        for producer in wanted:
            unit = units.site_unit(variant, producer.name)
            answer = producer.reads(state) if producer.reads else sorted(todo.changed | todo.removed)
            reads[unit] = digest(repr(answer), str(run.first[variant]))
            fresh = producer.newest and newest and newest[0].date in todo.changed
            if producer.name in variant_plan.sites or fresh or reads[unit] != state.unit_reads(unit):
                names.append(producer.name)
        asked[variant] = tuple(names)
        kept = {units.site_unit(variant, producer.name) for producer in wanted}
        for name in state.unit_names(units.unit_name(variant, "site", "")):
            if name not in kept:
                ledger.drop(name)
    if any(asked.values()):
        ledger.keep(print_sites(place, asked, state).units, reads)


def _publish(options: Options, state: State, ledger: UnitLedger, inputs: BuildInputs, staging: Path, anew: bool) -> int:
    """Commit the new state with the moves it asks for, then make them. Returns the number of files deleted."""
    if anew:
        deleted = state.unknown(stage.files(options.output)) if options.output.exists() else set()
    else:
        deleted = ledger.deleted()
    known = inputs.known
    stamp = digest(
        *(f"{date}:{key}" for date, key in sorted(known.editions.items())),
        *(f"{kind}:{key}" for kind, key in sorted(known.bases.items())),
        str(sorted(known.first.items())),
    )
    state.put_bases(known.bases)
    state.put_meta("first", json.dumps({v: date.isoformat() if date else None for v, date in known.first.items()}))
    state.put_meta("stamp", stamp)
    state.put_meta("staging", staging.name)
    stage.Stage(options.output, staging).put(stage.STAMP, f"{stamp}\n".encode())
    moves = stage.moves(options.output, staging, units.rank, deleted)
    state.put_pending(moves)
    state.commit()
    stage.carry_out(moves, options.output, staging)
    state.settle()
    stage.empty(staging.parent)
    return len(deleted)
