"""Show the site on this machine and rebuild what changes: `python -m scripts serve`, then open what it prints."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import TemplateError

from scripts.commands.build import building, options_of
from scripts.edition.finding import Language
from scripts.edition.urls import date_of
from scripts.press.build import build
from scripts.press.options import Options
from scripts.press.server import Server
from scripts.press.serving.ports import is_taken, listener, next_free
from scripts.press.settings import paper_of, read_settings
from scripts.press.settingshape import SettingsError
from scripts.press.show import report
from scripts.press.stats import Stats
from scripts.press.store.stage import NotOursError
from scripts.work.progress import progress_bar

FAILURES = (SettingsError, NotOursError, OSError, TemplateError)
"""What a save can break: the site stays as it was, and browsers say why."""

_WORDS: dict[str, dict[Language, str]] = {
    "reading": {"en": "Reading at {0} (Ctrl+C stops it)", "zh": "请在 {0} 阅读，按 Ctrl+C 停止"},
    "taken": {"en": "Port {0} is taken by {1}.", "zh": "端口 {0} 已被占用：{1}。"},
    "somebody": {"en": "another program", "zh": "另一个程序"},
    "try": {"en": "Stop it, or take another port: --port {0}", "zh": "请停掉它，或换一个端口：--port {0}"},
    "other": {"en": "Use port {0} instead? [Y/n] ", "zh": "改用端口 {0}？[Y/n] "},
    "anew": {"en": "The tool itself changed: starting anew", "zh": "程序有改动，重新启动"},
    "written": {"en": "{0} files written in {1:.2f} s", "zh": "更新 {0} 个文件，{1:.2f} 秒"},
}

IDLE = 1.5
"""Seconds without a save after which search is brought up to date too."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: stopped with Ctrl+C; 2: could not start."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    try:
        port = free_port(args.host, args.port, language)
        if port < 0:
            return 2
        options = options_of(args)
        paper = paper_of(read_settings(options.settings_file), options.variants)
        with progress_bar("printing", args.quiet) as progress:
            stats = build(options, progress)
        port = free_port(args.host, port, language)  # somebody may have come while the site was built
        if port < 0:
            return 2
        server = Server((args.host, port), options.output, paper.base, options.content, language, paper.rules)
    except (SettingsError, NotOursError, OSError, OverflowError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    report(stats, options.output, args.quiet, language)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(_WORDS["reading"][language].format(server.url), flush=True)
    try:
        watch(options, server, args.quiet, language)
    except KeyboardInterrupt:
        return 0
    finally:
        server.shutdown()
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = building("serve", __doc__ or "")
    options.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    options.add_argument("--port", type=int, default=8000, help="the port; 0 takes any that is free (8000)")
    return options


def free_port(host: str, port: int, language: Language) -> int:
    """The port to listen on: where it is taken, the next one if a person at a terminal agrees, else -1.

    Raises OSError where nobody could listen there.
    """
    if not port or not is_taken(host, port):
        return port
    other = next_free(host, port)
    print(_WORDS["taken"][language].format(port, listener(port) or _WORDS["somebody"][language]), file=sys.stderr)
    if not sys.stdin.isatty():
        print(_WORDS["try"][language].format(other), file=sys.stderr)
        return -1
    answer = input(_WORDS["other"][language].format(other)).strip().lower()
    return other if answer in ("", "y", "yes", "是", "好") else -1


def watch(options: Options, server: Server, quiet: bool, language: Language = "en") -> None:
    """Rebuild and reload at each save; returns only by Ctrl+C. A change of the tool's own code starts it anew."""
    from watchfiles import watch

    code, root = Path(__file__).resolve().parent.parent, options.settings_file.parent
    rebuilder = Rebuilder(options, server, quiet, code, language)

    def watch_settings() -> None:
        for changes in watch(root, recursive=False, step=20):
            rebuilder.saved({Path(path) for _, path in changes if Path(path).suffix == ".py"})

    threading.Thread(target=watch_settings, daemon=True).start()
    wanted = (options.content, options.theme, options.paper, code)
    folders = [folder for folder in wanted if folder and folder.exists()]
    for changes in watch(*folders, debounce=100, step=20):
        rebuilder.saved({Path(path) for _, path in changes})


class Rebuilder:
    """Builds what was saved, one save at a time, notifies the browsers, and indexes once saving has paused."""

    def __init__(self, options: Options, server: Server, quiet: bool, code: Path, language: Language = "en") -> None:
        self._options, self._server, self._quiet, self._code = options, server, quiet, code
        self._language: Language = language
        self._one = threading.Lock()
        self._late = threading.Timer(0, lambda: None)

    def saved(self, paths: set[Path]) -> None:
        """Some files were saved or deleted."""
        if not paths:
            return
        if any(path.suffix == ".py" and path.is_relative_to(self._code) for path in paths):
            print(_WORDS["anew"][self._language], flush=True)
            os.execv(sys.executable, [sys.executable, "-m", "scripts", *sys.argv[1:]])  # noqa: S606 - ourselves
        with self._one:
            self._late.cancel()
            start = time.perf_counter()
            only = only_dates(paths, self._options.content)
            try:
                stats = build(replace(self._options, search=False, everything=False, only=only))
            except FAILURES as error:
                why = _why(error)
                print(why, file=sys.stderr, flush=True)
                self._server.failed(why)
                return
            self._server.failure = ""
            self._server.reload()
            _tell(stats, time.perf_counter() - start, self._quiet, self._language)
            if self._options.search:
                self._late = threading.Timer(IDLE, self._index)
                self._late.daemon = True
                self._late.start()

    def _index(self) -> None:
        try:
            build(self._options)
        except FAILURES as error:
            print(_why(error), file=sys.stderr, flush=True)


def _why(error: BaseException) -> str:
    """Why a build failed, with the file and line where a template is wrong."""
    if isinstance(error, TemplateError):
        where = f"{getattr(error, 'filename', None) or getattr(error, 'name', None) or 'theme'}"
        line = getattr(error, "lineno", None)
        return f"{where}:{line}: {error.message}" if line else f"{where}: {error.message}"
    return str(error)


def only_dates(paths: Iterable[Path], content: Path) -> set[dt.date] | None:
    """The editions that saved files belong to, or None where something else was saved too and all must be looked at."""
    dates = set()
    for path in paths:
        parts = path.relative_to(content).parts if path.is_relative_to(content) else ()
        date = date_of(Path(*parts[:3])) if len(parts) > 3 else None
        if date is None:
            return None
        dates.add(date)
    return dates


def _tell(stats: Stats, seconds: float, quiet: bool, language: Language) -> None:
    for finding in stats.findings:
        if finding.severity == "error":
            message = finding.within(language)
            print(f"{finding.path}:{finding.line or 1}: {message}", file=sys.stderr)
    if not quiet:
        print(_WORDS["written"][language].format(stats.files_written, seconds), flush=True)
