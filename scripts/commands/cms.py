"""Where a branch is edited in the browser: `python -m scripts cms BRANCH [DATE]`, in Markdown for a pull request.

Says nothing where the paper has no form editor, or no address yet.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from scripts.commands import command_line, complain
from scripts.edition import urls

NO_ADDRESS = "https://example.org"
"""What publishconf.py says before anybody has filled it in."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: said, or nothing to say. 2: the settings cannot be read."""
    args = parser().parse_args(argv)
    from scripts.press.settings import paper_of, read_settings
    from scripts.press.settingshape import SettingsError

    try:
        paper = paper_of(read_settings(args.settings))
    except (SettingsError, OSError) as error:
        complain(args.lang, error)
        return 2
    if paper.cms and paper.address and paper.address != NO_ADDRESS:
        query = urlencode({"branch": args.branch} | ({"date": args.date} if args.date else {}))
        print(f"[在浏览器里编辑]({paper.address}{urls.ADMIN}?{query})")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("cms", __doc__ or "", "settings")
    options.set_defaults(settings=Path("publishconf.py"))
    options.add_argument("branch", help="a branch that waits for its pull request")
    options.add_argument("date", nargs="?", default="", help="an edition, as 2025-04-20")
    return options
