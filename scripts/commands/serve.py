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

from scripts.commands.build import common_arguments, options_of
from scripts.edition.urls import date_of
from scripts.press.build import Stats, build
from scripts.press.options import Options
from scripts.press.server import Server
from scripts.press.settings import SettingsError, paper_of, read_settings
from scripts.press.show import report
from scripts.press.store.stage import NotOursError
from scripts.work.progress import progress_bar

IDLE = 1.5
"""Seconds without a save after which search is brought up to date too."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: stopped with Ctrl+C; 2: could not start."""
    args = parser().parse_args(argv)
    options = options_of(args)
    try:
        paper = paper_of(read_settings(options.settings_file), options.variants)
        with progress_bar("printing", args.quiet) as progress:
            stats = build(options, progress)
        server = Server((args.host, args.port), options.output, paper.base)
    except (SettingsError, NotOursError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    report(stats, options.output, args.quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Reading at {server.url} (Ctrl+C stops it) 在此阅读，按 Ctrl+C 停止", flush=True)
    try:
        watch(options, server, args.quiet)
    except KeyboardInterrupt:
        return 0
    finally:
        server.shutdown()
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m scripts serve", description=__doc__)
    common_arguments(made)
    made.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    made.add_argument("--port", type=int, default=8000, help="the port; 0 takes any that is free (8000)")
    return made


def watch(options: Options, server: Server, quiet: bool) -> None:
    """Rebuild and reload at each save; returns only by Ctrl+C. A change of the tool's own code starts it anew."""
    from watchfiles import watch

    code, root = Path(__file__).resolve().parent.parent, options.settings_file.parent
    rebuilder = Rebuilder(options, server, quiet, code)

    def watch_settings() -> None:
        for changes in watch(root, recursive=False, step=20):
            rebuilder.saved({Path(path) for _, path in changes if Path(path).suffix == ".py"})

    threading.Thread(target=watch_settings, daemon=True).start()
    wanted = (options.content, options.theme, options.paper, code)
    folders = [folder for folder in wanted if folder and folder.exists()]
    for changes in watch(*folders, debounce=100, step=20):
        rebuilder.saved({Path(path) for _, path in changes})


class Rebuilder:
    """Builds what was saved, one save at a time, tells the browsers, and indexes when nobody has saved for a moment."""

    def __init__(self, options: Options, server: Server, quiet: bool, code: Path) -> None:
        self._options, self._server, self._quiet, self._code = options, server, quiet, code
        self._one = threading.Lock()
        self._late = threading.Timer(0, lambda: None)

    def saved(self, paths: set[Path]) -> None:
        """Some files were saved or deleted."""
        if not paths:
            return
        if any(path.suffix == ".py" and path.is_relative_to(self._code) for path in paths):
            print("The tool itself changed: starting anew 程序有改动，重新启动", flush=True)
            os.execv(sys.executable, [sys.executable, "-m", "scripts", "serve", *sys.argv[1:]])  # noqa: S606 - ourselves
        with self._one:
            self._late.cancel()
            start = time.perf_counter()
            only = only_dates(paths, self._options.content)
            try:
                stats = build(replace(self._options, search=False, everything=False, only=only))
            except (SettingsError, NotOursError, OSError) as error:
                print(error, file=sys.stderr, flush=True)
                return
            self._server.reload()
            _tell(stats, time.perf_counter() - start, self._quiet)
            if self._options.search:
                self._late = threading.Timer(IDLE, self._index)
                self._late.daemon = True
                self._late.start()

    def _index(self) -> None:
        try:
            build(self._options)
        except (SettingsError, NotOursError, OSError) as error:
            print(error, file=sys.stderr, flush=True)


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


def _tell(stats: Stats, seconds: float, quiet: bool) -> None:
    for finding in stats.findings:
        if finding.severity == "error":
            print(f"{finding.path}:{finding.line or 1}: {finding.message} {finding.message_zh}", file=sys.stderr)
    if not quiet:
        print(f"{stats.files_written} files written in {seconds:.2f} s 已更新", flush=True)
