"""How well review entries tell an editor where to look: measured on typeset pages with their truth.

python -m benchmarks.reviews                 the project's own pages
python -m benchmarks.reviews --pages DIR     others, with raw/ and truth/

An item is wrong where its headline, body, kind or any field differs from the truth (as `benchmarks.scoring` compares
them). Shown are the share of wrong items that carry an entry, the entries an item, and for each code how many of the
items that carry it are wrong.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.gate import PAGES
from benchmarks.scoring import Thing, agree, match, predicted_thing, true_thing
from scripts.edition.label import Label
from scripts.pagetext import convert

FIELDS = ("kicker", "headline", "deck", "authors", "credit", "jump_to", "jump_from")


def is_wrong(true: Thing | None, found: Thing) -> bool:
    """Whether an editor has anything to correct in an item."""
    if true is None or true.kind != found.kind or not agree(true.core, found.core):
        return True
    return any(true.value(name) != found.value(name) for name in FIELDS)


def measure(pages: Path) -> tuple[dict[str, Counter[str]], dict[str, Counter[bool]]]:
    """Totals (items, wrong, covered, entries, asked: items with an entry) of all and by paper and extractor, and by
    code how many of its items are wrong and how many are not.
    """
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    codes: dict[str, Counter[bool]] = {}
    for file in sorted((pages / "truth").glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        numbers = truth.get("pages") or [1]
        data = (pages / truth["raw"]).read_bytes()
        items = [i for page in convert(data, date=dt.date(2001, 1, 1), page=Label.of(numbers[0])) for i in page.items]
        true = [true_thing(item) for item in truth["items"] if item["kind"] != "furniture"]
        found = [predicted_thing(item) for item in items]
        places = {at: k for k, at in match(true, found).items()}
        for at, item in enumerate(items):
            wrong = is_wrong(true[places[at]] if at in places else None, found[at])
            asked = bool(item.review)
            for group in ("all", f"{truth['style']} {truth['extractor']}"):
                totals[group].update(
                    items=1, wrong=wrong, covered=wrong and asked, entries=len(item.review), asked=asked
                )
            for code in item.review:
                codes.setdefault(code, Counter())[wrong] += 1
    return totals, codes


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reviews", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES, help="folder with raw/ and truth/")
    groups, codes = measure(parser.parse_args(argv).pages)
    totals = groups["all"]
    if not totals["items"]:
        print("no pages")
        return 1
    covered = totals["covered"] / max(1, totals["wrong"])
    print(
        f"{totals['items']} items, {totals['wrong']} wrong; {covered:.1%} of the wrong ones carry an entry, "
        f"{totals['entries'] / totals['items']:.2f} entries an item"
    )
    for code, count in sorted(codes.items(), key=lambda entry: -entry[1].total()):
        print(f"{code:20}{count.total():6} items, {count[True] / count.total():.0%} of them wrong")
    print(f"\n{'':24} items  wrong  untold  with an entry, right")
    for group, sums in sorted(groups.items()):
        untold, vain = sums["wrong"] - sums["covered"], sums["asked"] - sums["covered"]
        print(f"{group:24}{sums['items']:6}{sums['wrong']:7}{untold:8}{vain:22}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
