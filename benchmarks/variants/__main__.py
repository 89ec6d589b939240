"""Score the converter beside plain OpenCC: `python -m benchmarks.variants [--show] [TEXT...]`.

names.tsv holds sentences with a name and its right form, phrases.tsv phrases and sentences with what papers in Taipei
and Hong Kong print. TEXT files are running text: characters where the two differ are counted and, with --show, listed
for a person to judge. Time is processor time for that text, or for the phrases many times over.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import opencc

from scripts.variants import chain
from scripts.variants.convert import Converter, converter
from scripts.variants.lang import Variant

HERE = Path(__file__).parent
VARIANTS: tuple[Variant, ...] = ("zh-Hant-TW", "zh-Hant-HK")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.variants", description=__doc__)
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXT", help="running text in simplified script")
    parser.add_argument("--show", action="store_true", help="list what is wrong, and what differs in the texts")
    options = parser.parse_args()
    running = "\n".join(path.read_text(encoding="utf-8") for path in options.texts)
    print(f"{'':12} {'set':10} {'of':>6} {'plain':>7} {'ours':>7}")
    for variant in VARIANTS:
        plain = chain.plain("zh-Hans", variant)
        ours = converter(variant, content="/nonexistent")
        for name, score in (("names", names), ("phrases", phrases)):
            total, right = 0, []
            for convert in (plain.convert, ours.text):
                total, good, wrong = score(convert, variant)
                right.append(good)
            print(f"{variant:12} {name:10} {total:6} {right[0]:7} {right[1]:7}")
            if options.show:
                print("".join(f"    {line}\n" for line in wrong), end="")
        cost(plain, ours, running or "\n".join(row["source"] for row in rows("phrases.tsv")))
        if running:
            differing(running, str(plain.convert(running)), ours, options.show)


def names(convert: Callable[[str], str], _variant: Variant) -> tuple[int, int, list[str]]:
    """How many names of how many come out right, and the sentences where one does not."""
    wrong, total = [], 0
    for row in rows("names.tsv"):
        total += 1
        at = row["sentence"].index(row["name"])
        converted = convert(row["sentence"])
        if converted[at : at + len(row["name"])] != row["printed"]:
            wrong.append(f"{row['sentence']}  {converted}")
    return total, total - len(wrong), wrong


def phrases(convert: Callable[[str], str], variant: Variant) -> tuple[int, int, list[str]]:
    """How many phrases come out as papers print them."""
    wrong, total = [], 0
    for row in rows("phrases.tsv"):
        total += 1
        expected = (row.get("HK") if variant == "zh-Hant-HK" else "") or row["TW"]
        if (converted := convert(row["source"])) != expected:
            wrong.append(f"{row['source']}  {converted}  {expected}")
    return total, total - len(wrong), wrong


def rows(name: str) -> list[dict[str, str]]:
    """A tab-separated file of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(file, delimiter="\t", quoting=3)]


def cost(plain: opencc.OpenCC, ours: Converter, text: str) -> None:
    """Print the least processor time of 25 runs, turn about, for an edition of 80 items of 800 characters."""
    lines = [line for line in text.split("\n") if line] * 200
    items: list[str] = []
    while len(items) < 80:
        item = ""
        while len(item) < 800:
            item += f"<p>{lines.pop()}</p>\n"
        items.append(item)
    spent: dict[str, list[float]] = {"plain": [], "ours": []}
    for _ in range(25):
        for name, convert in (("plain", plain.convert), ("ours", ours.html)):
            start = time.process_time()
            if name == "ours":
                ours.prepare(items)
            for item in items:
                convert(item)
            spent[name].append(time.process_time() - start)
    base, mine = (min(spent[name]) * 1000 for name in ("plain", "ours"))
    size = sum(map(len, items))
    print(f"{ours.variant:12} {'80 items':10} {size:6} {base:5.1f}ms {mine:5.1f}ms   {mine / base:.2f} times")


def differing(text: str, plain: str, ours: Converter, show: bool) -> None:
    """Count, and show, where ours prints another character than plain OpenCC (quotation marks apart)."""
    converted = "".join(ours.texts(text.split("\n"))) if len(plain) != len(text) else ours.text(text)
    pairs: Counter[str] = Counter()
    samples: dict[str, list[str]] = {}
    for at, (old, new) in enumerate(zip(plain, converted, strict=True)):
        if old != new and new not in "「」『』":
            pairs[old + new] += 1
            samples.setdefault(old + new, []).append(converted[max(0, at - 4) : at + 5].replace("\n", "|"))
    print(f"{ours.variant:12} {'differing':10} {len(text):6} {sum(pairs.values()):7} characters")
    if show:
        for pair, count in pairs.most_common():
            print(f"    {pair[0]} -> {pair[1]} {count:5}  {'  '.join(dict.fromkeys(samples[pair]))[:160]}")


if __name__ == "__main__":
    main()
