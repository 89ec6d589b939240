"""Check the content: `python -m scripts check [PATH...]` reports what is wrong, where, and what to do about it."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from pathlib import Path

from scripts.commands import command_line
from scripts.conversion.accept import Reasons
from scripts.edition.catalogue import finding
from scripts.edition.changes import since, softened
from scripts.edition.check import check_edition, weight
from scripts.edition.content import edition_dates
from scripts.edition.files import write_atomic
from scripts.edition.finding import Finding, Language
from scripts.edition.rules import Rules
from scripts.edition.safefix import fixed
from scripts.edition.show_findings import FORMATS, as_job_summary
from scripts.edition.urls import date_of, edition_folder, place_of
from scripts.press.settings import check_rules, read_settings
from scripts.press.settingshape import SettingsError
from scripts.work.parallel import in_order, processes

PARALLEL_FROM = 40
"""Editions from which a second process pays for its start (about 0.1 s against 5 ms an edition of 80 items)."""

LONELY = 40 * 366
"""Days to the next edition from which one stands alone: archives have gaps of wars and mergers, none of forty years."""
LONELY_FROM = 3
"""Editions from which one can stand alone."""

AHEAD = 8
"""Editions waiting for each process: each takes only some milliseconds."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: no error; 1: at least one error; 2: the command line is wrong."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    try:
        wanted = list(selected(args.path or [args.content], args.content))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if args.fix:
        for date, only in wanted:
            for path, names in fix_edition(args.content, date, only):
                print(f"{path}: {', '.join(names)}", file=sys.stderr)
    try:
        rules = check_rules(read_settings(args.settings)) if args.settings.exists() else Rules()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    findings: list[Finding] = []
    items = 0
    for of_edition, count in _check_all(args.content, wanted, args.jobs, rules):
        findings += of_edition
        items += count
    findings += of_the_tables(args.content)
    findings += rules.wanted(lonely(edition_dates(args.content), {date for date, _ in wanted}, args.content.name))
    if args.since is not None:
        findings = list(softened(findings, since(args.since, args.content)))
    findings.sort(key=weight)
    form = FORMATS["full" if args.full and args.format == "text" else args.format]
    text = form(findings, len(wanted), items, language)
    if not (args.quiet and args.format == "text" and not findings):
        sys.stdout.write(text)
    if args.format == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(as_job_summary(findings, len(wanted), items, language))
    return 1 if any(f.severity == "error" for f in findings) else 0


def selected(paths: Iterable[Path], content: Path) -> Iterator[tuple[dt.date, frozenset[str]]]:
    """The editions that the paths name, with the file names to report on (empty: all of the edition).

    Raises ValueError for a path that is not there or not in content.
    """
    chosen: dict[dt.date, frozenset[str] | None] = {}
    whole = content.resolve()
    for path in paths:
        full = path.resolve()
        if not full.exists():
            raise ValueError(f"{path}: no such file or folder. Name content, an edition's folder or an item's file.")
        if not full.is_relative_to(whole):
            raise ValueError(f"{path}: not in {content}. Name another content folder with --content.")
        if full.is_file():
            date = date_of(full.parent.relative_to(whole))
            if date is None:
                raise ValueError(f"{path}: not in an edition's folder (YYYY/MM/DD).")
            names = chosen.get(date, frozenset())
            chosen[date] = None if names is None else names | {full.name}
        else:
            for date in edition_dates(whole):
                folder = whole / edition_folder(date)
                if folder.is_relative_to(full) or full.is_relative_to(folder):
                    chosen[date] = None
    for date in sorted(chosen):
        yield date, chosen[date] or frozenset()


def check_selected(
    content: Path,
    rules: Rules,
    wanted: tuple[dt.date, frozenset[str]],
) -> tuple[list[Finding], int]:
    """The findings of one edition (only of the files named in `wanted`, if any) and its number of items."""
    date, only = wanted
    findings = check_edition(content, date, rules=rules, reason=Reasons(content, date))
    if only:
        findings = [f for f in findings if f.path.rpartition("/")[2] in only]
    folder = content / edition_folder(date)
    count = len(only) or sum(1 for path in folder.iterdir() if place_of(path.name))
    return findings, count


def lonely(dates: Iterable[dt.date], wanted: Set[dt.date], content: str) -> Iterator[Finding]:
    """Editions decades away from all others; among at least three editions that is a mistyped year."""
    every = sorted(dates)
    for index, date in enumerate(every):
        beside = [abs((date - other).days) for other in every[max(0, index - 1) : index + 2] if other != date]
        if date in wanted and len(every) > LONELY_FROM and min(beside) > LONELY:
            yield finding("date-lonely", f"{content}/{edition_folder(date).as_posix()}", date=date)


def of_the_tables(content: Path) -> Iterator[Finding]:
    """What is wrong in the paper's glossary and its list of people."""
    for name in ("glossary.tsv", "people.tsv"):
        if (content / name).exists():
            from scripts.variants import glossary  # here, so that a paper without tables does not wait for OpenCC

            yield from glossary.read(content / name, f"{content.name}/{name}").findings


def fix_edition(content: Path, date: dt.date, only: frozenset[str]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Mend in place what is safe to mend; yields each changed file and the names of the fixes."""
    folder = content / edition_folder(date)
    for path in sorted(folder.glob("*.md")):
        if only and path.name not in only:
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # a finding of the check
        new, names = fixed(text)
        if names:
            write_atomic(path, new)
            yield path, names


def _check_all(
    content: Path, wanted: Sequence[tuple[dt.date, frozenset[str]]], jobs: int, rules: Rules
) -> Iterator[tuple[list[Finding], int]]:
    check_one = partial(check_selected, content, rules)
    with processes(jobs if len(wanted) >= PARALLEL_FROM else 1) as pool:
        yield from in_order(check_one, wanted, pool, AHEAD * jobs)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line(
        "check",
        "Check items and editions: front matter, places, pictures, jumps, and signs of a bad conversion.",
        "content",
        "settings",
        "jobs",
        epilog="Exit code 0: no error (warnings may be there). 1: at least one error. 2: the command line is wrong.",
    )
    parser.add_argument(
        "path", nargs="*", type=Path, help="content, an edition's folder or an item's file (default: all)"
    )
    forms = sorted(set(FORMATS) - {"full"})
    parser.add_argument("--format", choices=forms, default="text", help="for people, programs, or GitHub")
    parser.add_argument("--full", action="store_true", help="every warning, however many are alike")
    parser.add_argument(
        "--since",
        metavar="COMMIT",
        help="errors count where something changed since; elsewhere they are warnings (empty: the newest edition)",
    )
    parser.add_argument("--fix", action="store_true", help="first mend what is safe: line ends, invisible characters …")
    return parser
