"""The press as a Pelican plugin: generators that print editions and lists, a writer that replaces only what differs.

Pelican gives the run, the settings, the template environment, the signals and the place for other plugins. Its
articles, categories and authors stay empty: a page of a newspaper is no category and a reporter no author.
A run prints the batch of jobs in its settings; the `pelican` command itself is a whole build (`pelican_command`).
"""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pelican
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemBytecodeCache, StrictUndefined, TemplateError
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals
from pelican.settings import read_settings
from pelican.writers import Writer

from scripts.edition.catalogue import Bilingual, words
from scripts.press.head import head_of
from scripts.press.items.reader import ItemReader
from scripts.press.plan.jobs import BatchResult, BuildPaths, PrintJob
from scripts.press.printing import Printer
from scripts.press.render.desk import Desk
from scripts.press.render.filters import FILTERS
from scripts.press.settingshape import SettingsError
from scripts.press.store.siteindex import SiteIndex
from scripts.press.store.stage import Stage
from scripts.press.store.units import Unit

JOB, DONE = "PRESS_JOB", "PRESS_DONE"
"""Settings that pass a batch to the generators and their results back."""


class Batch:
    """What one run prints: jobs, or with `shelf` the site's own producers that are named, by variant."""

    def __init__(
        self,
        place: BuildPaths,
        jobs: tuple[PrintJob, ...],
        sites: Mapping[str, tuple[str, ...]] | None = None,
        shelf: SiteIndex | None = None,
    ) -> None:
        self.place, self.jobs, self.sites, self.shelf = place, jobs, sites or {}, shelf


class BatchRun(pelican.Pelican):  # type: ignore[misc]
    """Pelican that prints the batch in its settings."""

    def _get_generator_classes(self) -> list[type[Generator]]:
        return [_IDLE.get(cls, cls) for cls in super()._get_generator_classes()]


class _NoArticles(ArticlesGenerator):  # type: ignore[misc]
    """Replaces Pelican's generator of articles, which has none here: its templates need not be read (25 ms)."""

    def generate_output(self, writer: Writer) -> None:
        """Nothing."""


_IDLE: dict[type[Generator], type[Generator]] = {ArticlesGenerator: _NoArticles}


class PressWriter(Writer):  # type: ignore[misc]
    """Writes into the staging folder what differs from output/, Pelican's own documents included."""

    def __init__(self, output_path: str, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        place: BuildPaths = self.settings[JOB].place
        self.stage = Stage(place.output, place.staging)

    def put(self, unit: Unit, path: str, content: str | bytes) -> None:
        """One file of a unit."""
        data = content.encode() if isinstance(content, str) else content
        unit.files.append((path, len(data)))
        unit.written += self.stage.put(path, data)

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:  # noqa: ARG002 - Pelican's
        """What Pelican's own generators write to."""
        path = Path(filename).relative_to(self.output_path).as_posix()
        stage = self.stage

        class Staged(io.StringIO):
            def close(self) -> None:
                if not self.closed:
                    stage.put(path, self.getvalue().encode(encoding))
                super().close()

        return Staged()


class PressGenerator(Generator):  # type: ignore[misc]
    """Prints the batch."""

    def generate_output(self, writer: PressWriter) -> None:
        """Print every job, then the site's own documents."""
        batch: Batch = self.settings[JOB]
        done: BatchResult = self.settings[DONE]
        printer = Printer(batch.place, self._desk, writer.put, done)
        for job in batch.jobs:
            printer.print_job(job)
        if batch.shelf is not None:
            printer.print_sites(batch.sites, batch.shelf)

    def _desk(self, variant: str) -> Desk:
        place: BuildPaths = self.settings[JOB].place
        if any(key != place.key for key, _ in _DESKS):
            _DESKS.clear()
        desk = _DESKS.get((place.key, variant))
        if desk is None:
            env = _environment(self.env, place)
            desk = _DESKS[place.key, variant] = Desk(place.run, variant, place.content, env.get_template, head_of)
        return desk


_DESKS: dict[tuple[str, str], Desk] = {}


def _environment(env: Environment, place: BuildPaths) -> Environment:
    """Pelican's environment made ours: everything escaped, nothing undefined, templates compiled once and kept.

    What the theme includes `ignore missing` and lacks is empty: looking for it again on every page cost a tenth.
    """
    place.templates.mkdir(parents=True, exist_ok=True)
    loader = ChoiceLoader([env.loader or DictLoader({}), DictLoader(dict.fromkeys(place.run.optional, ""))])
    ours = env.overlay(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(place.templates)),
    )
    ours.filters.update(FILTERS)
    return ours


def connect() -> None:
    """Put the press's generator, writer and reader into Pelican's run."""
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
    signals.readers_init.connect(_readers)


def _generators(_sender: pelican.Pelican) -> type[Generator]:
    return PressGenerator


def _writer(_sender: pelican.Pelican) -> type[Writer]:
    return PressWriter


def _readers(readers: Any) -> None:
    for extension in ItemReader.file_extensions:
        readers.reader_classes[extension] = ItemReader


def print_batch(batch: Batch) -> BatchResult:
    """One run of Pelican over a batch, in this process."""
    place = batch.place
    done = BatchResult()
    settings = dict(_settings(str(place.settings_file), str(place.content), str(place.theme)))
    settings |= {"OUTPUT_PATH": str(place.staging), JOB: batch, DONE: done}
    logging.getLogger("pelican").setLevel(logging.WARNING)
    pelican.console.quiet = True
    try:
        BatchRun(settings).run()
    except TemplateError as error:
        raise SettingsError(_where(error, place.theme)) from None
    return done


def _where(error: TemplateError, theme: Path) -> Bilingual:
    """A template's fault in a line: `theme/templates/item.html:12: 'titel' is undefined`."""
    name, line = getattr(error, "filename", None) or "", getattr(error, "lineno", 0)
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(theme):
            name, line = frame.filename, frame.lineno or 0
    shown = Path(name).relative_to(theme.parent) if name and Path(name).is_relative_to(theme.parent) else name
    return words("template-fault", place=f"{shown}:{line}", reason=error.message or error)


_READ: dict[tuple[str, str, str], dict[str, Any]] = {}


def _settings(settings_file: str, content: str, theme: str) -> dict[str, Any]:
    key = (settings_file, content, theme)
    if key not in _READ:
        _READ[key] = read_settings(settings_file, override={"PATH": content, "THEME": theme} | PRESS_SETTINGS)
    return _READ[key]


PRESS_SETTINGS: dict[str, Any] = {
    "ARTICLE_PATHS": [], "PAGE_PATHS": [], "STATIC_PATHS": [], "THEME_STATIC_PATHS": [], "DIRECT_TEMPLATES": [],
    "FEED_ALL_ATOM": None, "CATEGORY_FEED_ATOM": None, "TRANSLATION_FEED_ATOM": None, "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None, "DELETE_OUTPUT_DIRECTORY": False, "PLUGINS": ["scripts.press"],
    "DEFAULT_LANG": "zh-cn", "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False,
}  # fmt: skip
"""What of Pelican's own defaults the press turns off."""
