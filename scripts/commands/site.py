"""What `make` runs: convert raw/, check, build and index the site, and say what was done and how to look at it."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.commands import command_line, say
from scripts.edition.finding import Language
from scripts.edition.tally import Tally

SiteStep = Callable[[argparse.Namespace], tuple[int, str]]
"""Does its part; gives an exit code (0 well, 1 something to mend, 2 could not) and what it did in a few words."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: all well; 1: the site is built, but something is to be mended; 2: it could not be built."""
    args = parser().parse_args(argv)
    worst, rows = 0, []
    for name, step in STEPS:
        start = time.perf_counter()
        code, text = step(args)
        worst = max(worst, code)
        rows.append((name, text, time.perf_counter() - start))
        if code > 1:
            break
    if not args.quiet:
        show(rows, args.output, worst, args.lang)
    return worst


def parser() -> argparse.ArgumentParser:
    """The command line."""
    return command_line("site", __doc__ or "", "raw", "content", "output", "settings", "jobs")


def convert(args: argparse.Namespace) -> tuple[int, str]:
    """Raw pages that have changed become items; what editors changed stays."""
    from scripts.commands import convert as command

    if not args.raw.is_dir():
        return 0, say(args.lang, "site-no-raw")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        paths = [str(args.raw), "--content", str(args.content), "--report", str(report), "--quiet"]
        paths += ["--jobs", str(args.jobs), "--lang", args.lang]
        code = command.main(paths)
        pages = json.loads(report.read_text("utf-8"))["pages"] if report.exists() else []
    done = Counter(page["status"] for page in pages)
    counts = {"pages": len(pages), "converted": done["converted"], "unchanged": done["unchanged"]}
    return code, say(args.lang, "site-convert", **counts)


def check(args: argparse.Namespace) -> tuple[int, str]:
    """All findings, with place and remedy."""
    from scripts.commands import check as command

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = command.main(["--content", str(args.content), "--format", "json"])
    nothing = '{"editions": 0, "items": 0, "errors": 0, "open": 0, "warnings": 0, "findings": []}'
    report = json.loads(printed.getvalue() or nothing)
    if report["findings"] and not args.quiet:
        command.main(["--content", str(args.content), "--lang", args.lang])
    count = Tally(report["errors"], report["open"], report["warnings"])
    counts = count.in_words(args.lang, "errors", "open", "warnings")
    return code, say(args.lang, "site-check", editions=report["editions"], items=report["items"], counts=counts)


def build(args: argparse.Namespace) -> tuple[int, str]:
    """The site in all its variants, and its search."""
    from scripts.commands import build as command

    where = ["--content", str(args.content), "--output", str(args.output), "--settings", str(args.settings)]
    where += ["--jobs", str(args.jobs), "--lang", args.lang]
    with tempfile.TemporaryDirectory() as folder:
        stats_file = Path(folder) / "stats.json"
        code = command.main([*where, "--stats", str(stats_file), "--quiet"])
        if not stats_file.exists():
            return code, say(args.lang, "site-not-built")
        stats = json.loads(stats_file.read_text("utf-8"))
    size = (stats["output_bytes"] + stats["search_bytes"]) / 2**20
    built = {"built": stats["editions_built"], "kept": stats["editions_kept"], "written": stats["files_written"]}
    totals = {"files": f"{stats['output_files']:,}", "size": f"{size:,.1f}"}
    return code, say(args.lang, "site-build", **built, **totals)


STEPS: tuple[tuple[str, SiteStep], ...] = (("convert", convert), ("check", check), ("build", build))


def show(rows: Sequence[tuple[str, str, float]], output: Path, worst: int, language: Language = "en") -> None:
    """The table of results, the folder of the site, and how to look at it."""
    width = max(len(text) for _, text, _ in rows)
    print()
    for name, text, seconds in rows:
        print(f"  {say(language, f'step-{name}'):<8} {text:<{width}} {seconds:6.1f} s")
    if worst > 1:
        print("\n" + say(language, "site-failed"))
        return
    print("\n" + say(language, "site-lies", output=output.resolve()))
    if worst:
        print(say(language, "site-to-mend"))
