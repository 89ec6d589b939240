"""Start an item or an edition from a template: `python -m scripts new 2025-04-20 --page 2 --title 标题`."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, day, label
from scripts.conversion.manuscripts import manuscripts
from scripts.edition import editionfile, frontmatter
from scripts.edition.catalogue import words
from scripts.edition.content import load_edition, read_text
from scripts.edition.files import write_atomic
from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.model import KINDS, UNWRITTEN, Item, Page
from scripts.edition.show_findings import as_text, system_language
from scripts.edition.urls import edition_folder, item_file, place_of

_BETWEEN = re.compile(r"[,，、;；]")
"""Between names that were typed as one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: written. 1: edition.yml, or a manuscript, cannot be read. 2: the command line is wrong."""
    args = parser().parse_args(argv)
    folder = args.content / edition_folder(args.date)
    if args.issue:
        return _issue(args, folder)
    if not add_page(folder, args.date, Page(args.page, args.page_name)):
        return 1
    order = next_order(folder, args.page)
    item = Item(
        args.date,
        args.page,
        order,
        args.kind,
        args.title or "待拟题",
        authors=tuple(name.strip() for given in args.authors for name in _BETWEEN.split(given) if name.strip()),
        review=() if args.title else ("title-missing",),
        body=UNWRITTEN,
    )
    path = folder / item_file(args.page, order)
    write_atomic(path, frontmatter.dump(item))
    print(path)
    return 0


def _issue(args: argparse.Namespace, folder: Path) -> int:
    """A whole issue's manuscripts; a text that is an item already stays as it is."""
    findings: list[Finding] = []
    written = known = 0
    there = {_bare(item.body) for item in load_edition(args.content, args.date)[0].items}
    for manuscript in manuscripts(args.issue):
        if isinstance(manuscript, Finding):
            findings.append(manuscript)
            continue
        page = manuscript.page or args.page
        item = manuscript.item(Item(args.date, page, next_order(folder, page), args.kind))
        if _bare(item.body) in there:
            known += 1
            continue
        if not add_page(folder, args.date, Page(page, manuscript.page_name or args.page_name)):
            return 1
        there.add(_bare(item.body))
        path = folder / item_file(page, item.order)
        write_atomic(path, frontmatter.dump(item))
        written += 1
        if not args.quiet:
            print(f"{path}  {item.title}")
    sys.stderr.write(as_text(findings, args.lang))
    if not args.quiet:
        print(words("new-done", written=written, known=known).within(args.lang))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _bare(text: str) -> str:
    return "".join(text.split())


def folder_there(text: str) -> Path:
    """A folder, as an option's type."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(words("no-folder", path=text).within(system_language()))
    return Path(text)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line(
        "new",
        "Start an item at the next free place of a page; edition.yml and the page are made if need be.",
        "content",
    )
    options.add_argument("date", type=day, help="the edition, as 2025-04-20")
    options.add_argument("--page", type=label, default=Label(1), metavar="LABEL", help="page, as 1 or A1 (default: 1)")
    options.add_argument("--page-name", default="", metavar="NAME", help="name of a page that is new")
    options.add_argument("--kind", choices=KINDS, default="article", help="what the item is (article)")
    options.add_argument("--title", default="", help="the headline (default: a stand-in that awaits one)")
    options.add_argument(
        "--authors", nargs="*", default=[], metavar="NAME", help="who wrote it, names apart or with commas"
    )
    options.add_argument(
        "--issue",
        type=folder_there,
        metavar="DIR",
        help="a folder of manuscripts (.txt, .md), one an item, with a folder a page: 1-要闻/01-….txt",
    )
    return options


def next_order(folder: Path, page: Label) -> int:
    """The number after the last item of a page: places that are taken, or were, are never given again."""
    places = (place_of(path.name) for path in folder.glob("*.md"))
    return max((order for number, order in filter(None, places) if number == page), default=0) + 1


def add_page(folder: Path, date: dt.date, page: Page) -> bool:
    """Make sure that edition.yml lists the page; False (with a message) where it cannot be read."""
    path = folder / editionfile.NAME
    if not path.exists():
        write_atomic(path, editionfile.dump(date, "", [page]))
        return True
    text, unreadable = read_text(path, str(path))
    about = editionfile.parse(text, str(path))
    for finding in (*unreadable, *about.findings):
        print(f"{path}:{finding.line or 1}: {finding.message}", file=sys.stderr)
    if unreadable or about.findings:
        return False
    if all(known.number != page.number for known in about.pages):
        write_atomic(
            path,
            editionfile.dump(
                date, about.issue, [*about.pages, page], about.sections, about.label_digits, about.lead, about.accepted
            ),
        )
    return True
