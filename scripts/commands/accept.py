"""Accept what a person has looked at: `python -m scripts accept 2025-04-20 --page 1`.

Review entries leave the item's file. A warning of check stands in no file: that it is accepted goes to edition.yml.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from scripts.commands import command_line
from scripts.conversion.accept import (
    OpenEntry,
    accept,
    accept_warnings,
    label_in_files,
    open_entries,
    open_warnings,
)  # fmt: skip
from scripts.conversion.sources import shown
from scripts.edition.catalogue import catalogue
from scripts.edition.content import edition_dates
from scripts.edition.finding import Language
from scripts.edition.reviews import reviews, what_to_look_at
from scripts.edition.show_findings import OPEN, as_text
from scripts.edition.urls import date_of, edition_folder
from scripts.press.settings import rules_for

_WORDS: dict[str, dict[Language, str]] = {
    "no-edition": {
        "en": "{0}: no such edition. Name a date (2025-04-20), an edition's folder or an item's file.",
        "zh": "{0}：没有这一期。请写日期（2025-04-20）、一期的文件夹或一篇稿件的文件。",
    },
    "no-label": {"en": "--page {0}: not a page's label, as 1 or A01", "zh": "--page {0}：不是版次，版次如 1、A01"},
    "no-kind": {
        "en": "--kind {0}: not one of {1}, and no warning's code",
        "zh": "--kind {0}：应是 {1} 之一，或提醒的代码",
    },
    "none": {"en": "Nothing is open here.", "zh": "没有待核。"},
    "accepted": {"en": "{0} accepted, {1} still open", "zh": "已核 {0} 处，还有 {1} 处待核"},
    "would": {"en": "{0} would be accepted, {1} stay open", "zh": "将核 {0} 处，其余 {1} 处"},
    "open": {"en": "{0} open on {1}", "zh": "{1}：待核 {0} 处"},
    "how": {
        "en": "Nothing was changed. Accept by file, with --page LABEL, with --kind KIND, or with --all.",
        "zh": "未作改动。可按文件核对，或用 --page 版次、--kind 类别、--all（全部）。",
    },
    "not-written": {
        "en": "{0}: cannot be written: see to the folder's rights and the disk's space",
        "zh": "{0}：无法写入：请检查文件夹权限和磁盘空间",
    },
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: accepted, or shown. 1: some could not be accepted. 2: the command line is wrong, or no writing."""
    args = parser().parse_args(argv)
    language: Language = args.lang

    def say(code: str, *values: object) -> str:
        return _WORDS[code][language].format(*values)

    pages = {label_in_files(label): label for label in args.page}
    if "" in pages:
        return _usage(say("no-label", pages[""]))
    wheres: list[tuple[dt.date, str]] = []
    for word in args.where or [_newest(args.content)]:
        where = _where(word, args.content)
        if where is None:
            return _usage(say("no-edition", word))
        wheres.append(where)
    dates = sorted({date for date, _ in wheres})
    warned = {code for code, entry in catalogue().items() if entry.station in ("check", "common")} - set(OPEN)
    known = {*reviews(), *(entry.code for date in dates for entry in open_entries(args.content, date))}
    if wrong := [kind for kind in args.kind if kind not in known | warned]:
        return _usage(say("no-kind", wrong[0], ", ".join(sorted(known))))
    named = {where for where in wheres if where[1]}
    whole = {date for date, name in wheres if not name}

    def wanted(entry: OpenEntry) -> bool:
        date = date_of(entry.path.parent)
        if (date, entry.path.name) not in named and (date not in whole or not (args.all or args.page or args.kind)):
            return False
        return (not pages or entry.page in pages) and (not args.kind or entry.code in args.kind)

    entries = [entry for date in dates for entry in open_entries(args.content, date)]
    warnings: dict[dt.date, list[OpenEntry]] = {}
    if args.warnings or warned & set(args.kind):
        rules = rules_for(args.settings)
        warnings = {date: open_warnings(args.content, date, rules) for date in dates}
        entries += [entry for of_edition in warnings.values() for entry in of_edition]
    if not any(map(wanted, entries)) or args.dry_run:
        if not args.quiet:
            _show(entries, wanted, language, say)
        return 0
    done, problems = [], []
    try:
        for date in dates:
            accepted, refused = accept(args.content, date, wanted)
            done += accepted
            problems += refused
            stand = [entry for entry in warnings.get(date, ()) if wanted(entry)]
            refused = accept_warnings(args.content, date, stand)
            done += [] if refused else stand
            problems += refused
    except OSError as error:
        return _usage(say("not-written", error.filename or args.content))
    sys.stderr.write(as_text(problems, language))
    if not args.quiet:
        print(say("accepted", len(done), len(entries) - len(done)))
    return 1 if problems else 0


def _usage(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _show(
    entries: Sequence[OpenEntry], wanted: Callable[[OpenEntry], bool], language: Language, say: Callable[..., str]
) -> None:
    """What is open, by page and by kind with the words that accept it; nothing is changed."""
    chosen = sum(map(wanted, entries))
    if not entries:
        print(say("none"))
        return
    for entry in entries:
        mark = "*" if wanted(entry) else " "
        said = entry.why.within(language) or what_to_look_at(entry.code).within(language)
        where = f"  [{entry.raw}:{entry.line}]" if entry.line else ""
        print(f"{mark} {shown(entry.path)}  {said}{where}")
    print()
    options = {"--page": [entry.page for entry in entries if entry.page], "--kind": [entry.code for entry in entries]}
    for option, names in options.items():
        for name, count in _counted(names):
            print(f"{count:5}  {option} {name}")
    print(f"{len(entries):5}  --all\n")
    print(say("would", chosen, len(entries) - chosen) if chosen else say("how"))


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def _newest(content: Path) -> str:
    dates = list(edition_dates(content))
    return dates[-1].isoformat() if dates else str(content)


def _where(word: str, content: Path) -> tuple[dt.date, str] | None:
    """The edition that an argument names, and the file's name if it names one item; None if there is none."""
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:/([A-Za-z]{0,2}\d{2,3}-\d{2,3})(?:\.md)?)?", word):
        try:
            date = dt.date.fromisoformat(match[1])
        except ValueError:
            return None
        path = content / edition_folder(date) / (f"{match[2]}.md" if match[2] else "")
    else:
        path = Path(word)
        named = date_of(path.absolute() if path.is_dir() else path.absolute().parent)
        if named is None or (content / edition_folder(named)).resolve() not in (path.resolve(), path.parent.resolve()):
            return None
        date = named
    if not path.exists():
        return None
    return date, "" if path.is_dir() else path.name


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = command_line(
        "accept",
        "Accept what a person has looked at: review entries of convert, and warnings of check. Neither is asked again.",
        "content",
        "settings",
        "dry-run",
        epilog="Without --page, --kind, --all or a file it shows what is open. Exit code 0: done or shown. "
        "1: some could not be accepted. 2: the command line is wrong, or nothing could be written.",
    )
    parser.add_argument(
        "where",
        nargs="*",
        metavar="WHERE",
        help="an edition (2025-04-20, content/2025/04/20) or an item (2025-04-20/01-03, content/…/01-03.md); "
        "default: the newest edition",
    )
    parser.add_argument("--page", action="append", default=[], metavar="LABEL", help="only on this page (repeatable)")
    parser.add_argument("--kind", action="append", default=[], metavar="KIND", help="only of this kind (repeatable)")
    parser.add_argument("--all", action="store_true", help="all of the edition")
    parser.add_argument(
        "--warnings",
        action="store_true",
        help="warnings of check too, not review entries alone (--kind with a warning's code does the same)",
    )
    return parser
