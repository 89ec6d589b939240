"""What a build works from: settings, theme, glossary, corrections, and the editions as they were scanned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scripts.edition.catalogue import finding, words
from scripts.edition.files import write_atomic
from scripts.press.items import history
from scripts.press.items.history import History
from scripts.press.options import Options
from scripts.press.outputs import moved
from scripts.press.plan import stale
from scripts.press.plan.digest import (
    base_keys,
    digest,
    glossary_digest,
    optional_templates,
    read_templates,
    room_digest,
)
from scripts.press.plan.stale import Known
from scripts.press.producers import PRODUCERS, unknown
from scripts.press.render import assets
from scripts.press.render.desk import BuildContext
from scripts.press.render.words import read_words, words_by_variant
from scripts.press.settings import Paper
from scripts.press.settingshape import SettingsError
from scripts.press.stats import Stats
from scripts.press.store.scan import FolderState

HISTORY = "history.json"
"""In the state's folder: the corrections read from git, and up to which commit."""


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """What a build works from: editions as scanned, and all that documents are made with."""

    seen: Mapping[dt.date, FolderState]
    known: Known
    run: BuildContext
    asset_files: Mapping[str, bytes]
    asset_digest: str
    glossary: str
    history: History = field(default_factory=dict)


def oldest_with_pages(paper: Paper, dates: Sequence[dt.date]) -> dt.date | None:
    """The oldest edition whose pages are shown as pictures, of the dates that there are, oldest first."""
    return stale.first_dates({"": paper.page_pictures}, dates)[""]


def corrections_of(options: Options, paper: Paper, stats: Stats) -> History:
    """The corrections from git's history, where the paper wants them, read from where the last build stopped."""
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


def look(options: Options, paper: Paper, seen: Mapping[dt.date, FolderState], stats: Stats) -> BuildInputs:
    """All that the documents of some editions are made with. Raises SettingsError where there is no theme.

    What is wrong with theme and settings goes to the findings of `stats`.
    """
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
        oldest_with_pages(paper, sorted(seen)),
    )
    glossary = glossary_digest(options.content)
    keys = {**base_keys(run, templates, glossary), "asset@": tree}
    known = Known({date: folder.digest for date, folder in seen.items()}, keys, run.first)
    return BuildInputs(seen, known, run, files, tree, glossary)
