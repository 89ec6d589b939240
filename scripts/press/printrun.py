"""One run of the press: what is stale is printed into the staging folder, committed to the state, and moved to output/.

The order is that of dependence: pictures, editions, then all that is made from manifests (calendars, lists, the site's
own documents); the moves come last, after the commit.
"""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from scripts.press.batches import print_jobs, print_sites
from scripts.press.inputs import BuildInputs
from scripts.press.items.keep import Keep
from scripts.press.items.pictures import is_kept, make_picture, pictures_of
from scripts.press.options import Options
from scripts.press.plan import schedule
from scripts.press.plan.digest import digest
from scripts.press.plan.jobs import BatchResult, BuildPaths
from scripts.press.plan.stale import BuildPlan
from scripts.press.producers import producers
from scripts.press.render import assets
from scripts.press.render.desk import BuildContext
from scripts.press.stats import Stats
from scripts.press.store import stage, units
from scripts.press.store.ledger import UnitLedger
from scripts.press.store.state import State
from scripts.press.store.units import Unit
from scripts.work.parallel import in_batches, in_order, processes
from scripts.work.progress import Progress

BATCH = 8
"""Editions in one run of Pelican: enough that its start (10 ms) hardly counts, few enough that memory stays flat."""

PICTURES = "pictures"
"""In the state's folder: the renditions of pictures, each made once."""

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


def print_stale(
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
    """Print what the plan says is stale, with processes of this machine or `executor`, and publish it.

    `staging` is the folder that documents are written to before they are moved to the output; `anew` forgets what the
    state knows. Counts, times and findings go to `stats`.
    """
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
