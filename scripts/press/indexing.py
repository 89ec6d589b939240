"""The site's search, brought up to date after its documents: only editions that it has not indexed as they are now.

Search keeps its own files and state, and writes below output/search by itself, its manifest last. What it has indexed
is remembered here edition by edition, so that a build that was killed, or made with --no-search, is made good.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.edition.content import load_edition
from scripts.edition.model import Edition
from scripts.press.items.loading import as_set
from scripts.press.plan.digest import digest, room_digest
from scripts.press.render.desk import BuildContext
from scripts.press.render.variant import converter_for
from scripts.press.store.scan import FolderState
from scripts.press.store.state import State

FOLDER = "search"
"""The folder below output/, which has nothing else but the search page's index.html."""

ROOMS = ("edition", "search", "variants")


def search_key(run: BuildContext, glossary: str) -> str:
    """All that decides how an edition is indexed, beside its content."""
    return digest(
        room_digest(ROOMS),
        run.paper.lang,
        str(run.paper.corner_quotes),
        ",".join(run.paper.variants),
        glossary,
        str(run.paper.label_digits),
    )


def index(
    state: State,
    run: BuildContext,
    key: str,
    seen: Mapping[dt.date, FolderState],
    content: Path,
    output: Path,
    folder: Path,
) -> dict[str, Any] | None:
    """Index what is not indexed under this key; what the indexer did, or None where there was nothing to do."""
    done = state.indexed()
    wanted = {date: f"{key} {folder_state.content}" for date, folder_state in seen.items()}
    changed = sorted(date for date, mark in wanted.items() if done.get(date) != mark)
    removed = sorted(done.keys() - wanted.keys())
    since = str(sorted(run.first.items()))
    if not changed and not removed and (done or not wanted) and state.meta("search_since") == since:
        return None
    from scripts.search import update

    def load(date: dt.date) -> Edition:
        return as_set(load_edition(content, date)[0], run.paper.label_digits)

    converters = {variant: converter_for(variant, run.paper, content) for variant in run.paper.variants}
    stats = update(
        map(load, changed),
        removed,
        state=folder / FOLDER,
        output=output / FOLDER,
        own=run.paper.lang,
        converters=converters,
        since=run.first,
        dates=wanted.keys(),
        load=load,
    )
    state.put_indexed({date: wanted[date] for date in changed}, removed)
    state.put_meta("search_since", since)
    state.put_meta("search_bytes", str(stats.bytes))
    return stats.as_dict()
