"""One build, from what lies in content/ to what lies in output/: scan, plan, print, stage, commit, move."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import time
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts.edition.catalogue import words
from scripts.press import budget, indexing
from scripts.press.inputs import BuildInputs, corrections_of, look, oldest_with_pages
from scripts.press.options import Options
from scripts.press.plan import stale
from scripts.press.plan.digest import digest
from scripts.press.plan.stale import Known
from scripts.press.printrun import print_stale
from scripts.press.settings import paper_of, read_settings
from scripts.press.settingshape import SettingsError
from scripts.press.stats import Stats
from scripts.press.store import stage, units
from scripts.press.store.committed import committed
from scripts.press.store.lock import locked
from scripts.press.store.scan import scan
from scripts.press.store.schema import FILE
from scripts.press.store.state import State
from scripts.work.progress import Progress, silent


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
        inputs = look(options, paper, scan(options.content, {}, None), stats)
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
        commit = committed(options.content) if options.committed else None
        seen = scan(options.content, {} if options.verify else remembered, only, commit)
        seen = {date: folder for date, folder in seen.items() if not paper.years or date.year in paper.years}
        if only is not None:
            seen = {**{date: folder for date, folder in remembered.items() if date not in only}, **seen}
        corrections = corrections_of(options, paper, stats)
        pages_from = oldest_with_pages(paper, sorted(seen))
        marks = {date: repr(corrections[date]) for date in corrections}
        for date in seen:
            if pages_from is None or date < pages_from:  # an edition that leaves the newest N is printed anew
                marks[date] = marks.get(date, "") + " without page pictures"
        seen = {date: folder.marked(digest(marks[date]) if date in marks else "") for date, folder in seen.items()}
    with stats.timed("plan"):
        inputs = replace(look(options, paper, seen, stats), history=corrections)
        todo = stale.plan(old, inputs.known)
    if old != inputs.known:
        print_stale(options, state, stats, progress, executor, inputs, todo, staging, anew)
    fresh = {date: folder for date, folder in seen.items() if remembered.get(date) != folder}
    if fresh:
        state.begin()
        state.remember_signatures(fresh)
        state.commit()
    stats.editions_built, stats.editions_removed = len(todo.changed | todo.touched), len(todo.removed)
    stats.editions_kept = len(seen) - stats.editions_built
    stats.findings += state.findings()
    return inputs


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
