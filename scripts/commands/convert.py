"""Convert raw pages to items: `python -m scripts convert PATH... --content DIR --report FILE`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path

from scripts.commands import command_line
from scripts.conversion.accepting import Online
from scripts.conversion.editions import ConversionJob
from scripts.conversion.explain import explain
from scripts.conversion.pages import unread_report
from scripts.conversion.ranking import Ranking
from scripts.conversion.report import PageReport, ReportFile, Totals, in_words
from scripts.conversion.run import converted, converter_version
from scripts.conversion.sources import RawFile, Unread, discover, shown
from scripts.edition.catalogue import catalogue, finding
from scripts.edition.finding import Finding, Language
from scripts.edition.rules import Rules
from scripts.edition.show_findings import as_text
from scripts.press.settings import SettingsError, check_rules, read_settings
from scripts.work.cluster import ClusterError, cluster
from scripts.work.progress import progress_bar

SHOWN_FINDINGS = 40
"""Findings printed at the end of a run; the report has all of them."""
NOTES_SHOWN = frozenset({"merged", "item-deleted", "item-gone"})
"""Notes that are printed: what became of files. Doubts about text are for the report."""
_WORDS: dict[str, dict[Language, str]] = {
    "missing": {"en": "no such file or folder", "zh": "没有这个文件或文件夹"},
    "no-folder": {"en": "not a folder", "zh": "不是文件夹"},
    "no-report": {"en": "the report cannot be written", "zh": "无法写入报告"},
    "interrupted": {
        "en": "Interrupted. What was converted is written; run again to go on.",
        "zh": "已中断。已转换的版面均已写出；再次运行即可继续。",
    },
    "converting": {"en": "converting", "zh": "转换"},
    "more": {"en": "… and more: the report has them all", "zh": "……其余见报告"},
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: all converted; 1: some pages failed, the others are written; 2: the command line is wrong, or the
    cluster it names cannot work.
    """
    args = parser().parse_args(argv)
    language: Language = args.lang
    if missing := [path for path in args.path if not os.path.lexists(path)]:
        return _usage(missing[0], "missing", language)
    if args.content.exists() and not args.content.is_dir():
        return _usage(args.content, "no-folder", language)
    found = list(discover(args.path))
    files = sorted((f for f in found if isinstance(f, RawFile)), key=lambda f: (f.date, f.number, f.shown))
    unread = [f for f in found if isinstance(f, Unread)]
    try:
        return _explain(files, unread, language) if args.explain else _convert(args, files, unread, language)
    except ClusterError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\n{_WORDS['interrupted'][language]}", file=sys.stderr)
        return 130


def _convert(args: argparse.Namespace, files: Sequence[RawFile], unread: Sequence[Unread], language: Language) -> int:
    version = converter_version()
    rules = rules_for(args.settings) if args.review else Rules()
    jobs = [
        ConversionJob(date, tuple(pages), args.content, version, args.all, args.restore, args.review, online(), rules)
        for date, pages in groupby(files, key=lambda f: f.date)
    ]
    try:
        report = ReportFile(args.report, version) if args.report else None
    except OSError as error:
        return _usage(f"{args.report} ({error.strerror})", "no-report", language)
    totals, ranking = Totals(), Ranking()
    general = [one.finding for one in unread if one.finding.severity != "error"]
    show = list(general)
    converted_pages = 0

    def take(page: PageReport) -> None:
        totals.add(page)
        if report:
            report.add(page)
        if len(show) <= SHOWN_FINDINGS and page.status != "unchanged":
            show.extend(f for f in page.findings if _is_shown(f))

    away = cluster(args.scheduler if jobs else None, args.content, files[0].path if files else args.content)
    with report or nullcontext(), away as hands, progress_bar(_WORDS["converting"][language], args.quiet) as progress:
        for one in unread:
            if one.finding.severity == "error":
                take(unread_report(one))
        for done in converted(jobs, hands.workers or args.jobs, hands.executor):
            for page in done.reports:
                take(page)
            ranking.add(done.rows)
            converted_pages += len(done.reports)
            progress(converted_pages, len(files))
        if args.review:
            from scripts.conversion.review import write_index  # its templates take longer to load than a page

            try:
                write_index(args.review, ranking, [one.finding for one in unread], online())
            except OSError as error:
                show.append(finding("not-written", shown(args.review), reason=error.strerror or str(error)))
                totals.findings["error"] += 1
        if report:
            report.finish(general, totals)
    failed = bool(totals.pages["failed"] or totals.findings["error"])
    if not args.quiet or failed:
        sys.stderr.write(as_text(sorted(show[:SHOWN_FINDINGS], key=lambda f: (f.path, f.line or 0)), language))
        sys.stderr.write(f"  {_WORDS['more'][language]}\n" if len(show) > SHOWN_FINDINGS else "")
        sys.stderr.write(in_words(totals, language))
    return 1 if failed else 0


def _is_shown(finding: Finding) -> bool:
    """Errors, and what became of files. Doubts about text are for the report."""
    if finding.severity == "note" or catalogue()[finding.code].station == "review":
        return finding.code in NOTES_SHOWN
    return True


def _explain(files: Sequence[RawFile], unread: Sequence[Unread], language: Language) -> int:
    try:
        sys.stdout.write(as_text([one.finding for one in unread], language))
        for file in files:
            for line in explain(file, language):
                print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if any(one.finding.severity == "error" for one in unread) else 0


def rules_for(settings: Path) -> Rules:
    """What the paper does not want told; all is told where its settings cannot be read, which other commands say."""
    try:
        return check_rules(read_settings(settings)) if settings.exists() else Rules()
    except SettingsError:
        return Rules()


def online() -> Online:
    """The repository that the review report leads to, where GitHub's variables name one."""
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    branch = os.environ.get("GITHUB_REF_NAME", "")
    return Online(f"{server}/{name}", branch) if server and name and branch else Online()


def _usage(what: object, code: str, language: Language) -> int:
    print(f"{what}: {_WORDS[code][language]}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line(
        "convert",
        "Convert raw pages (YYYY/MM/DD/LABEL.txt) to items. What a person edited is never overwritten.",
        "content",
        "settings",
        "jobs",
        "scheduler",
        epilog="Exit code 0: all converted. 1: some pages failed, the others are written. 2: wrong command line.",
    )
    parser.add_argument("path", nargs="*", type=Path, default=[Path("raw")], help="raw files or folders (default: raw)")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what was done, as JSON")
    parser.add_argument("--all", action="store_true", help="convert pages that have not changed since, too")
    parser.add_argument("--restore", action="store_true", help="bring back items that were deleted by hand")
    parser.add_argument("--review", type=Path, metavar="DIR", help="write the review report, HTML for editors")
    parser.add_argument("--explain", action="store_true", help="print which rule did what to which line; write nothing")
    return parser
