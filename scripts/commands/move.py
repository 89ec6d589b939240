"""Move raw lines to the item that they belong to: `python -m scripts move 2025-04-20 04:273 04-03`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, complain, day, say
from scripts.commands import convert as command
from scripts.conversion.moved import PARTS
from scripts.conversion.moving import MoveError, move_typed, moved, write
from scripts.conversion.sources import shown


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: moved and converted. 1: moved, but the page failed. 2: it cannot be moved as asked."""
    args = parser().parse_args(argv)
    try:
        move = move_typed(args.lines, args.to, args.part)
        file, place, text = moved(args.raw, args.content, args.date, move)
    except MoveError as error:
        complain(args.lang, error)
        return 2
    if args.dry_run:
        sys.stdout.write(text)
        return 0
    try:
        write(place, text)
    except OSError as error:
        complain(args.lang, say(args.lang, "accept-not-written", path=error.filename or place))
        return 2
    if not args.quiet:
        print(say(args.lang, "move-done", place=shown(place)))
    options = ["--content", str(args.content), "--settings", str(args.settings), "--lang", args.lang, "--jobs", "1"]
    options += ["--review", str(args.review)] if args.review else []
    what = file.path.parent if args.review else file.path  # a report of one page would take the place of the edition's
    return command.main([str(what), *options, *(["--quiet"] if args.quiet else [])])


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line(
        "move",
        "Put raw lines into the item that they belong to, and convert their page anew. The page's reading is written "
        "beside the raw file and holds from then on; delete that file to have the page read by the program again.",
        "raw",
        "content",
        "settings",
        "dry-run",
        epilog="Exit code 0: moved. 1: moved, but the page failed. 2: it cannot be moved as asked.",
    )
    options.add_argument("date", type=day, help="the edition (2025-04-20)")
    options.add_argument("lines", metavar="PAGE:LINES", help="the page, and lines of its raw file: 04:273, 04:273-275")
    options.add_argument("to", metavar="TO", help="an item (04-03), `new` for an item of their own, or `furniture`")
    options.add_argument("--part", choices=PARTS, default="text", help="the part that they are (text)")
    options.add_argument("--review", type=Path, metavar="DIR", help="renew the page's review report there")
    return options
