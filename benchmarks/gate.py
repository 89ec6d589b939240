"""The quality gate: converts the project's own pages and fails where a score is below its floor.

python -m benchmarks.gate                 compare with benchmarks/floors.json; exit 1 below a floor
python -m benchmarks.gate --update        raise floors to what was measured; refuses to lower any
python -m benchmarks.gate --worst 10      the pages that score least
python -m benchmarks.gate --weights FILE  read pages by other weights (`benchmarks.learn` makes them); judges nothing
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import COLUMNS, Score, predicted_thing, score, true_thing
from scripts.edition.files import write_atomic
from scripts.edition.label import Label
from scripts.pagetext import convert
from scripts.pagetext.tags import Weights, parse

HERE = Path(__file__).parent
PAGES = HERE / "pages"
FLOORS = HERE / "floors.json"
CEILINGS = ("invented",)  # columns where less is better
SHORT = {
    "segmentation": "seg",
    "paragraphs": "para",
    "crossheads": "cross",
    "headline_null": "nohead",
    "order_raw": "ordraw",
}

PROMISES = ("conservation", "invented")  # columns that are promised and not only hoped for
SLACK = {"promise": 0.001, "all": 0.005, "group": 0.02}
"""How far below what was measured a floor is set. A better rule costs some page something: two of a hundred things in a
group, which is a paper or an extractor, half of one over all."""
FEWEST = 30  # of a group's things that a floor needs: below, one thing more or less is more than the slack

CHANGED = "the pages have changed since the floors were set: run with --update --new-corpus, and look at what changes"

Table = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Scored:
    """One page's score, and the groups that it counts in."""

    page: str
    groups: tuple[str, ...]
    score: Score


def corpus_hash(pages: Path) -> str:
    """A digest of all raw texts and truths, so that floors and pages belong together."""
    digest = hashlib.sha256()
    for file in sorted([*pages.glob("raw/*.txt"), *pages.glob("truth/*.json")]):
        digest.update(f"{file.parent.name}/{file.name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def score_page(pages: Path, truth_file: Path, weights: Weights | None = None) -> Scored:
    """Convert and score one page, by the converter's own weights or by others."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    data = (pages / truth["raw"]).read_bytes()
    numbers = truth.get("pages") or [1]
    date = dt.date.fromisoformat(truth.get("date") or "2001-01-01")
    converted = convert(data, date=date, page=Label.of(numbers[0]), weights=weights)
    things = [predicted_thing(item) for page in converted for item in page.items]
    furniture = [line for page in converted for line in (*page.page.furniture, *page.unplaced)]
    raw = data.decode(truth.get("encoding") or "utf-8")
    result = score([true_thing(item) for item in truth["items"]], things, furniture, raw)
    groups = ("all", f"paper {truth.get('style')}", f"extractor {truth.get('extractor')}")
    return Scored(truth["page"], groups, result)


def measure(pages: Path, only: str = "", weights: Weights | None = None) -> list[Scored]:
    """Every page whose name matches `only`, in order."""
    files = sorted((pages / "truth").glob("*.json"))
    return [score_page(pages, file, weights) for file in files if re.search(only, file.stem)]


def sums_of(scored: list[Scored]) -> dict[str, Score]:
    """Scores added up by group, `all` first."""
    sums: dict[str, Score] = defaultdict(Score)
    for page in scored:
        for group in page.groups:
            sums[group].update(page.score)
    return {group: sums[group] for group in sorted(sums, key=lambda name: (name != "all", name))}


def table_of(sums: Mapping[str, Score]) -> Table:
    """{group: {column: share}}."""
    shares = {group: {column: total.share(column) for column in COLUMNS} for group, total in sums.items()}
    return {group: {name: share for name, share in row.items() if share is not None} for group, row in shares.items()}


def floors_of(sums: Mapping[str, Score]) -> Table:
    """What may be asked for from now on: the shares less their slack, to three digits; few things make no floor."""
    out: Table = {}
    for group, row in table_of(sums).items():
        out[group] = {}
        for column, share in row.items():
            if group != "all" and sums[group].den[column] < FEWEST:
                continue
            slack = SLACK["promise" if column in PROMISES else "all" if group == "all" else "group"]
            ceiling = column in CEILINGS
            limit = share + slack if ceiling else share - slack
            out[group][column] = (math.ceil if ceiling else math.floor)(limit * 1000) / 1000
    return out


def losses(floors: Mapping[str, Mapping[str, float]], table: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What is worse than its floor, a line each."""
    out = []
    for group, columns in floors.items():
        for column, floor in columns.items():
            got = table.get(group, {}).get(column)
            worse = got is None or (got > floor if column in CEILINGS else got < floor)
            if worse:
                out.append(f"{group}: {column} {'missing' if got is None else format(got, '.3f')}, floor {floor:.3f}")
    return out


def show(table: Table) -> str:
    """The table for people."""
    head = " " * 24 + "".join(f"{SHORT.get(column, column)[:7]:>8}" for column in COLUMNS)
    rows = [head]
    for group, columns in table.items():
        cells = "".join(f"{columns[c]:8.3f}" if c in columns else "       -" for c in COLUMNS)
        rows.append(f"{group:24}{cells}")
    return "\n".join(rows)


def worst(scored: list[Scored], count: int) -> str:
    """The pages with the fewest items right."""
    ranked = sorted(scored, key=lambda page: (page.score.share("segmentation") or 0.0, page.page))[:count]
    return "\n".join(
        f"{page.score.share('segmentation') or 0.0:.3f} {page.page}: "
        f"headline {page.score.share('headline') or 0.0:.2f}, paragraphs {page.score.share('paragraphs') or 0.0:.2f}, "
        f"text {page.score.share('text') or 0.0:.2f}"
        for page in ranked
    )


def update(floors_file: Path, sums: Mapping[str, Score], corpus: str, *, new_corpus: bool) -> list[str]:
    """Raise the floors to what was measured. Where a score is below its floor nothing is written, and these are told.

    `new_corpus` starts anew, and is for pages that have changed: floors of other pages say nothing about these.
    """
    floors = floors_of(sums)
    if floors_file.exists() and not new_corpus:
        known: Table = json.loads(floors_file.read_text(encoding="utf-8"))["floors"]
        if lower := losses(known, table_of(sums)):
            return lower
        for group, columns in known.items():
            for column, floor in columns.items():
                better = min if column in CEILINGS else max
                floors[group][column] = better(floor, floors[group].get(column, floor))
    write_atomic(floors_file, json.dumps({"corpus": corpus, "floors": floors}, ensure_ascii=False, indent=1) + "\n")
    return []


def check(floors_file: Path, table: Table, corpus: str) -> list[str]:
    """What keeps the gate shut, a line each; nothing where it is open."""
    if not floors_file.exists():
        return [f"{floors_file.name} is missing: run with --update"]
    known = json.loads(floors_file.read_text(encoding="utf-8"))
    if known["corpus"] != corpus:
        return [CHANGED]
    return losses(known["floors"], table)


def main(argv: list[str] | None = None) -> int:
    """Run the gate; 0 open, 1 shut."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--pages", type=Path, default=PAGES, help="folder with raw/ and truth/ ; others are shown, not judged"
    )
    parser.add_argument("--only", default="", help="regular expression: only these pages (shown, not judged)")
    parser.add_argument("--weights", type=Path, help="read pages by the weights in this file (shown, not judged)")
    parser.add_argument("--update", action="store_true", help="raise the floors; never lowers one")
    parser.add_argument(
        "--new-corpus", action="store_true", help="with --update: the pages are others, set all floors anew"
    )
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N pages that score least")
    parser.add_argument("--quiet", action="store_true", help="show what fails only")
    args = parser.parse_args(argv)
    weights = parse(args.weights.read_text(encoding="utf-8")) if args.weights else None
    scored = measure(args.pages, args.only, weights)
    if not scored:
        print(f"no pages in {args.pages}", file=sys.stderr)
        return 1
    sums = sums_of(scored)
    table = table_of(sums)
    if not args.quiet:
        print(show(table))
    if args.worst:
        print(worst(scored, args.worst))
    if args.only or args.weights or args.pages != PAGES:
        return 0
    corpus = corpus_hash(args.pages)
    if args.update:
        known = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"corpus": ""}
        changed = known["corpus"] not in ("", corpus)
        if changed != args.new_corpus and known["corpus"]:
            print(CHANGED if changed else "--new-corpus is for changed pages; these are the same", file=sys.stderr)
            return 1
        failed = update(FLOORS, sums, corpus, new_corpus=args.new_corpus)
        verdict = "not updated, these are below their floors, and no floor is lowered:"
    else:
        failed = check(FLOORS, table, corpus)
        verdict = "below the floor:"
    if failed:
        print("\n".join([verdict, *failed]), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
