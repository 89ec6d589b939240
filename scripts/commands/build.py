"""Build the site: `python -m scripts build` brings output/ up to date with content/, theme/ and the settings."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.commands import command_line, complain, say
from scripts.edition.finding import Language
from scripts.press.options import Options, default_options
from scripts.work.progress import progress_bar

if TYPE_CHECKING:
    from scripts.press.stats import Stats


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: built; 1: built, but content has errors and what they concern may be missing; 2: could not build.

    130: stopped with Ctrl+C.
    """
    args = parser().parse_args(argv)
    import sqlite3
    from concurrent.futures import BrokenExecutor

    from scripts.press.build import build, search_only
    from scripts.press.settingshape import SettingsError
    from scripts.press.show import report
    from scripts.press.store.stage import NotOursError
    from scripts.work.cluster import ClusterError, cluster

    try:
        options = options_of(args)
        with (
            cluster(args.scheduler, options.state, options.content) as away,
            progress_bar(say(args.lang, "printing"), args.quiet) as progress,
        ):
            options = replace(options, jobs=away.workers or options.jobs)
            stats = search_only(options) if args.only_search else build(options, progress, away.executor)
    except (SettingsError, NotOursError, ClusterError) as error:
        complain(args.lang, error)
        return 2
    except (OSError, BrokenExecutor, sqlite3.Error) as error:
        complain(args.lang, _not_built(error, args.lang))
        return 2
    except KeyboardInterrupt:
        complain(args.lang, "\n" + say(args.lang, "build-stopped"))
        return 130
    if args.stats:
        args.stats.write_text(json.dumps(as_json(stats), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    report(stats, args.output, args.quiet, args.lang)
    return 1 if any(finding.severity == "error" for finding in stats.findings) else 0


def _not_built(error: Exception, language: Language) -> str:
    """Why, and what helps: building again does not where a file could not be written."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return say(language, "not-built-file", path=error.filename, reason=error.strerror)
    return say(language, "not-built", error=error)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = building("build", __doc__ or "", "scheduler")
    options.add_argument("--stats", type=Path, metavar="FILE", help="write what was done as JSON")
    options.add_argument(
        "--committed",
        action="store_true",
        help="for a clean checkout: ask git which editions changed and look at no others' files",
    )
    options.add_argument("--only-search", action="store_true", help="index what is built; print nothing")
    return options


def building(name: str, about: str, *shared: str) -> argparse.ArgumentParser:
    """The command line of every command that builds."""
    options = command_line(name, about, "content", "output", "settings", "theme", "state", "jobs", *shared)
    options.add_argument("--variants", help="only these variants: zh-Hans,zh-Hant-TW (those of the settings)")
    options.add_argument("--preview", action="store_true", help="for editors: editions show what is open in them")
    options.add_argument("--all", action="store_true", help="build everything anew")
    options.add_argument("--verify", action="store_true", help="read every file again instead of trusting its times")
    options.add_argument("--no-search", action="store_true", help="leave the search bundles alone")
    return options


def options_of(args: argparse.Namespace) -> Options:
    """The build that a command line asks for."""
    options = default_options(args.settings, args.content, args.output, args.theme, args.state, jobs=args.jobs)
    return replace(
        options,
        variants=tuple(filter(None, args.variants.split(","))) if args.variants is not None else None,
        everything=args.all,
        verify=args.verify,
        committed=getattr(args, "committed", False),
        preview=args.preview,
        search=not args.no_search,
        language=args.lang,
    )


def as_json(stats: Stats) -> dict[str, object]:
    """The stats file: all counts, seconds per stage rounded to milliseconds, findings."""
    data = asdict(stats)
    data["seconds"] = {name: round(value, 3) for name, value in stats.seconds.items()}
    return data
