"""An edition of the built site as one HTML file: `python -m scripts onefile 2025-04-20 --to preview.html`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, day
from scripts.edition.content import edition_dates
from scripts.edition.files import write_atomic
from scripts.edition.finding import Language
from scripts.publishing.onefile import NotBuiltError, one_file

_WORDS: dict[str, dict[Language, str]] = {
    "not-built": {
        "en": "{0} is not there: build the site first; PRODUCERS_OFF must not name `whole`.",
        "zh": "没有 {0}：请先构建网站，且 PRODUCERS_OFF 中没有 whole。",
    },
    "no-edition": {"en": "no edition: convert raw text first", "zh": "还没有任何一期：请先转换原文"},
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: written. 2: the edition is not built, or nothing can be written."""
    args = parser().parse_args(argv)
    language: Language = args.lang
    dates = args.date or list(edition_dates(args.content))[-1:]
    if not dates:
        print(_WORDS["no-edition"][language], file=sys.stderr)
        return 2
    try:
        write_atomic(args.to, one_file(args.output, dates, args.base.rstrip("/")))
    except NotBuiltError as error:
        print(_WORDS["not-built"][language].format(error), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{args.to}: {error.strerror or error}", file=sys.stderr)
        return 2
    if not args.quiet:
        print(args.to)
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("onefile", __doc__ or "", "content", "output")
    options.add_argument("date", nargs="*", type=day, help="editions, as 2025-04-20 (the newest)")
    options.add_argument(
        "--to", type=Path, default=Path("preview.html"), metavar="FILE", help="the file (preview.html)"
    )
    options.add_argument("--base", default="", metavar="PATH", help="the path that the site's links begin with")
    return options
