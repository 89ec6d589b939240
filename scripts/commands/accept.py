"""Accept what a person has looked at: `python -m scripts accept 2025-04-20 --page 1`.

Review entries leave the item's file. A warning of check stands in no file: that it is accepted goes to edition.yml.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from scripts.commands import command_line, say
from scripts.conversion.accept import (
    OpenEntry,
    accept,
    accept_warnings,
    label_in_files,
    open_entries,
    open_warnings,
)  # fmt: skip
from scripts.conversion.chosen import ChoiceError, choices, no_kind, no_page
from scripts.conversion.sources import shown
from scripts.edition.catalogue import catalogue
from scripts.edition.content import edition_dates
from scripts.edition.finding import Language
from scripts.edition.reviews import reviews, what_to_look_at
from scripts.edition.show_findings import as_text
from scripts.edition.tally import OPEN, Tally
from scripts.press.settings import rules_for


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: accepted, or shown. 1: some could not be accepted. 2: the command line is wrong, or no writing."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    pages = {label_in_files(label): label for label in args.page}
    if "" in pages:
        return _usage(say(language, "accept-no-label", word=pages[""]))
    try:
        chosen = choices(args.where or [_newest(args.content)], args.content)
    except ChoiceError as error:
        return _usage(error.text.within(language))
    dates = sorted({choice.date for choice in chosen})
    for label in pages.values():
        if wrong := no_page(label, args.content, dates):
            return _usage(wrong.within(language))
    entries = [entry for date in dates for entry in open_entries(args.content, date)]
    warned = {code for code, entry in catalogue().items() if entry.station in ("check", "common")} - set(OPEN)
    known = {*reviews(), *(entry.code for entry in entries)}
    kinds = {*args.kind, *(choice.kind for choice in chosen if choice.kind)}
    if strange := sorted(kinds - known - warned):
        return _usage(no_kind(strange[0], known, warned).within(language))
    rules = rules_for(args.settings)
    warnings = {date: open_warnings(args.content, date, rules) for date in dates}
    with_warnings = args.warnings or bool(warned & kinds)
    whole = bool(args.all or args.page or args.kind)

    def wanted(entry: OpenEntry) -> bool:
        if not any(choice.holds(entry, whole=whole) for choice in chosen):
            return False
        return (not pages or entry.page in pages) and (not args.kind or entry.code in args.kind)

    every = [entry for of_edition in warnings.values() for entry in of_edition]
    shown_entries = entries + (every if with_warnings else [])
    if not any(map(wanted, shown_entries)) or args.dry_run:
        if not args.quiet:
            _show(shown_entries, wanted, Tally(open=len(entries), warnings=len(every)), language)
        return 0
    done, problems = [], []
    try:
        for date in dates:
            accepted, refused = accept(args.content, date, wanted)
            done += accepted
            problems += refused
            stand = [entry for entry in warnings[date] if with_warnings and wanted(entry)]
            refused = accept_warnings(args.content, date, stand)
            done += [] if refused else stand
            problems += refused
    except OSError as error:
        return _usage(say(language, "accept-not-written", path=error.filename or args.content))
    sys.stderr.write(as_text(problems, language))
    if not args.quiet:
        left = _left(entries, every, done)
        said = "accept-done-left" if left.total else "accept-done"
        print(say(language, said, done=len(done), left=left.in_words(language)))
    return 1 if problems else 0


def _left(entries: Sequence[OpenEntry], warnings: Sequence[OpenEntry], done: Sequence[OpenEntry]) -> Tally:
    """What is still open of an edition's entries and warnings."""
    gone = Counter(done)
    return Tally(
        open=len(entries) - sum(gone[entry] for entry in set(entries)),
        warnings=len(warnings) - sum(gone[entry] for entry in set(warnings)),
    )


def _usage(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _show(entries: Sequence[OpenEntry], wanted: Callable[[OpenEntry], bool], every: Tally, language: Language) -> None:
    """What is open, by page and by kind with the words that accept it; nothing is changed."""
    chosen = [entry for entry in entries if wanted(entry)]
    if not entries:
        print(say(language, "accept-none"))
    for entry in entries:
        mark = "*" if wanted(entry) else " "
        said = entry.why.within(language) or what_to_look_at(entry.code).within(language)
        where = f"  [{entry.raw}:{entry.line}]" if entry.line else ""
        code = f"  [{entry.code}]" if entry.warning else ""
        print(f"{mark} {shown(entry.path)}  {said}{where}{code}")
    if entries:
        print()
        options = {
            "--page": [entry.page for entry in entries if entry.page],
            "--kind": [entry.code for entry in entries],
        }
        for option, names in options.items():
            for name, count in _counted(names):
                print(f"{count:5}  {option} {name}")
        print(f"{len(entries):5}  --all\n")
    if every.total:
        print(every.in_words(language))
    if every.warnings and every.total > len(entries):
        print(say(language, "accept-warnings"))
    if chosen:
        left = every + Tally(
            open=-sum(not entry.warning for entry in chosen), warnings=-sum(entry.warning for entry in chosen)
        )
        print(say(language, "accept-would", done=len(chosen), left=left.in_words(language, "open")))
    elif entries:
        print(say(language, "accept-how"))


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def _newest(content: Path) -> str:
    dates = list(edition_dates(content))
    return dates[-1].isoformat() if dates else str(content)


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
        help="an edition (2025-04-20, content/2025/04/20), an item (2025-04-20/01-03, content/…/01-03.md), items of "
        "the date before them (2025-04-20 01-03 02-05:short, with a kind after the colon); default: the newest edition",
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
