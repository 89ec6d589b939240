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

from scripts.commands import command_line

Step = Callable[[argparse.Namespace], tuple[int, str]]
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
        show(rows, args.output, worst)
    return worst


def parser() -> argparse.ArgumentParser:
    """The command line."""
    return command_line("site", __doc__ or "", "raw", "content", "output", "settings", "jobs")


def convert(args: argparse.Namespace) -> tuple[int, str]:
    """Raw pages that have changed become items; what editors changed stays."""
    from scripts.commands import convert as command

    if not args.raw.is_dir():
        return 0, "no raw pages"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        paths = [str(args.raw), "--content", str(args.content), "--report", str(report), "--quiet"]
        paths += ["--jobs", str(args.jobs)]
        code = command.main(paths)
        pages = json.loads(report.read_text("utf-8"))["pages"] if report.exists() else []
    items = sum(len(page.get("items", ())) for page in pages)
    return code, f"{len(pages)} raw pages, {items} items"


def check(args: argparse.Namespace) -> tuple[int, str]:
    """All findings, with place and remedy."""
    from scripts.commands import check as command

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = command.main(["--content", str(args.content), "--format", "json"])
    report = json.loads(told.getvalue() or '{"editions": 0, "items": 0, "open": 0, "findings": []}')
    if report["findings"] and not args.quiet:
        command.main(["--content", str(args.content)])
    count = Counter(finding["severity"] for finding in report["findings"])
    text = (
        f"{report['editions']} editions, {report['items']} items: {count['error']} errors, {report['open']} to review, "
        f"{count['warning'] - report['open']} warnings"
    )
    return code, text


def build(args: argparse.Namespace) -> tuple[int, str]:
    """The site in all its variants, and its search."""
    from scripts.commands import build as command

    where = ["--content", str(args.content), "--output", str(args.output), "--settings", str(args.settings)]
    where += ["--jobs", str(args.jobs)]
    with tempfile.TemporaryDirectory() as folder:
        stats_file = Path(folder) / "stats.json"
        code = command.main([*where, "--stats", str(stats_file), "--quiet"])
        if not stats_file.exists():
            return code, "not built"
        stats = json.loads(stats_file.read_text("utf-8"))
    size = (stats["output_bytes"] + stats["search_bytes"]) / 2**20
    done = f"{stats['editions_built']} editions built, {stats['editions_kept']} kept; {stats['files_written']} files"
    return code, f"{done} new of {stats['output_files']:,}, {size:,.1f} MiB"


STEPS: tuple[tuple[str, Step], ...] = (("convert", convert), ("check", check), ("build", build))


def show(rows: Sequence[tuple[str, str, float]], output: Path, worst: int) -> None:
    """The table, where the site lies, and how to look at it."""
    width = max(len(text) for _, text, _ in rows)
    print()
    for name, text, seconds in rows:
        print(f"  {name:<8} {text:<{width}} {seconds:6.1f} s")
    if worst > 1:
        print("\nThe site could not be built: see above.\n网站未能构建：请看上面的说明。")
        return
    print(f"\nThe site lies in {output.resolve()}. To read it: make serve")
    print(f"网站在 {output.resolve()}。阅读：make serve")
    if worst:
        print("Something above is to be mended; the rest is there.\n上面列出的问题需要处理，其余均已生成。")
