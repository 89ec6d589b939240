"""Makes the networks that read a printed page: `python -m benchmarks.printed pages|fit …` (see README.md)."""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path

from benchmarks.printed import browsed
from benchmarks.printed.fit import write
from benchmarks.printed.looks import SCHOOLS
from benchmarks.printed.pages import Example, examples
from benchmarks.printed.together import fit_both
from benchmarks.typeset.houses import HOUSES

PART = 40
"""Pages of a file."""


def main(argv: Sequence[str] | None = None) -> None:
    """Make pages, or fit the networks on pages that were made."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.printed", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    pages = commands.add_parser("pages", help="draw pages and read them back")
    pages.add_argument("out", type=Path, help="folder for the pages, as pickled examples")
    pages.add_argument("--count", type=int, default=1000)
    pages.add_argument("--first", type=int, default=0, help="number of the first page: other numbers, other pages")
    pages.add_argument("--seed", default="t")
    pages.add_argument("--only", default="", help="mix papers of these houses only (with commas)")
    pages.add_argument("--without", default="", help="mix papers of all houses but these (with commas)")
    pages.add_argument("--articles", type=Path, help="JSON lines of articles to print; without, only our own stories")
    pages.add_argument("--fonts", type=Path, help="folder to keep cut fonts in")
    pages.add_argument("--web", choices=("fit", "held"), help="set by a browser, of schools to fit on or to judge by")
    pages.add_argument("--keep", type=Path, help="with --web: folder to keep PDFs and truths in, as scorers take them")
    learn = commands.add_parser("fit", help="fit the networks")
    learn.add_argument("pages", type=Path, nargs="+")
    learn.add_argument("--out", type=Path, required=True, help="folder for roles.npz and ties.npz")
    learn.add_argument("--held", type=Path, help="pages to judge by while fitting")
    learn.add_argument("--rounds", type=int, default=9, help="of the roles")
    learn.add_argument("--tie-rounds", type=int, default=26)
    args = parser.parse_args(argv)
    if args.command == "fit":
        made = [one for folder in args.pages for one in _read(folder)]
        told, ties = fit_both(made, _read(args.held) if args.held else (), args.rounds, args.tie_rounds)
        write(told, args.out / "roles.npz")
        write(ties, args.out / "ties.npz")
        return
    only, without = ({key for key in text.split(",") if key} for text in (args.only, args.without))
    houses = [house for house in HOUSES if (not only or house.key in only) and house.key not in without]
    args.out.mkdir(parents=True, exist_ok=True)
    for first in range(args.first, args.first + args.count, PART):
        numbers = range(first, min(first + PART, args.first + args.count))
        if args.web:
            schools = [school for school in SCHOOLS if school.held == (args.web == "held")]
            found = list(browsed.examples(numbers, args.seed, schools, args.articles, args.keep))
        else:
            found = list(examples(numbers, args.seed, houses, args.articles, args.fonts))
        (args.out / f"{args.seed}-{first:05d}.pkl").write_bytes(pickle.dumps(found))
        print(f"{first}: {len(found)} pages", flush=True)


def _read(folder: Path) -> list[Example]:
    return [example for file in sorted(folder.glob("*.pkl")) for example in pickle.loads(file.read_bytes())]


if __name__ == "__main__":
    main()
