"""Learns the weights by which pages are read: makes training pages, fits, and judges on papers held back.

python -m benchmarks.learn pages OUT --count N --seed S [--stories DIR]… [--without PAPER]…
python -m benchmarks.learn fit DIR… [--out FILE] [--without PAPER]…
python -m benchmarks.learn judge DIR… --without PAPER [--without PAPER]…
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import gate
from benchmarks.learn.documents import Source, documents, sources, without
from benchmarks.learn.fit import Fitted, fit
from scripts.edition.files import write_atomic
from scripts.pagetext.tags import parse


def main(argv: Sequence[str] | None = None) -> int:
    """Run one of the three commands; 0 done, 1 nothing to do it with."""
    args = _parser().parse_args(argv)
    try:
        done: int = args.run(args)
    except ModuleNotFoundError as error:
        need = "typeset" if args.run is _pages else "learn"
        print(f"{error.name} is missing: install benchmarks/{need}/requirements.txt", file=sys.stderr)
        return 1
    return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learn", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    some = commands.add_parser("pages", help="make training pages of papers mixed at random")
    some.set_defaults(run=_pages)
    some.add_argument("out", type=Path, metavar="OUT", help="folder for raw/ and truth/")
    some.add_argument("--count", type=int, default=100, help="pages, each read by three extractors (100)")
    some.add_argument("--seed", type=int, default=1, help="other seeds make other pages (1)")
    some.add_argument(
        "--stories", type=Path, action="append", default=[], metavar="DIR", help="print the stories of DIR/truth anew"
    )
    _holds(some, "nothing of this paper: neither its style nor its stories")
    other = commands.add_parser("fit", help="learn weights from pages with their truth")
    other.set_defaults(run=_fit)
    _reads(other)
    other.add_argument("--out", type=Path, default=Path("weights.txt"), help="the file of weights (weights.txt)")
    _holds(other, "leave out the pages that anything of this paper is in")
    last = commands.add_parser("judge", help="learn without a paper, and score the converter on its pages")
    last.set_defaults(run=_judge)
    _reads(last)
    _holds(last, "the paper that is held back and then scored", required=True)
    return parser


def _reads(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR", help="folder with raw/ and truth/")


def _holds(parser: argparse.ArgumentParser, text: str, *, required: bool = False) -> None:
    parser.add_argument(
        "--without", action="append", default=[], required=required, metavar="PAPER", help=f"{text} (may be repeated)"
    )


def _pages(args: argparse.Namespace) -> int:
    from benchmarks.learn.sheets import make  # needs packages that fitting does not
    from benchmarks.learn.stock import stock_of

    stock = stock_of(args.stories, args.without)
    if args.stories:
        print(f"stories: {len(stock.articles)} articles, {len(stock.photos)} captions")
    started = time.process_time()
    made = make(args.out, args.count, args.seed, args.without, stock)
    print(f"{made} pages in {args.out}, {time.process_time() - started:.0f} CPU s")
    return 0 if made else 1


def _learn(found: Sequence[Source], papers: Sequence[str]) -> Fitted | None:
    """Fit to the pages that nothing of the papers is in, and say of how many; None where there are none."""
    started = time.process_time()
    used = without(found, papers)
    if not used:
        print("no pages to learn from: DIR needs raw/ and truth/, and pages without the papers held back")
        return None
    examples = list(documents(used))
    fitted = fit(examples)
    left = f", {len(found) - len(used)} files held back" if papers else ""
    print(
        f"documents {len(examples)}{left}; features {fitted.features}, weights {fitted.weights}; "
        f"CPU s {time.process_time() - started:.0f}"
    )
    return fitted


def _fit(args: argparse.Namespace) -> int:
    fitted = _learn(list(sources(args.folders)), args.without)
    if fitted is None:
        return 1
    write_atomic(args.out, fitted.text())
    return 0


def _judge(args: argparse.Namespace) -> int:
    found = list(sources(args.folders))
    theirs = [source for source in found if source.paper in args.without]
    if not theirs:
        papers = ", ".join(sorted({source.paper for source in found if not source.truth.get("mixed_of")}))
        print(f"no pages of {', '.join(args.without)}; there are {papers or 'none'}", file=sys.stderr)
        return 1
    fitted = _learn(found, args.without)
    if fitted is None:
        return 1
    weights = parse(fitted.text())
    scored = [gate.score_page(source.folder, source.file, weights) for source in theirs]
    print(gate.show(gate.table_of(gate.sums_of(scored))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
