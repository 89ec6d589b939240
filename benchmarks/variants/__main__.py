"""Score the converter beside plain OpenCC: `python -m benchmarks.variants [--show] [--traditional] [TEXT...]`.

names.tsv holds sentences with a name and its right form, phrases.tsv phrases and sentences with what papers in Taipei
and Hong Kong print; `probes` are some thousand sentences put together from surnames, given names and sentences. TEXT
files are running text: characters where the two differ are counted and, with --show, listed for a person to judge. With
--traditional the TEXT is of writers in traditional script: it is turned into simplified script and back, and where the
two differ, whose character is the writer's is counted. Time is processor time for an edition of the sample paper's
text: plain OpenCC item by item, plain OpenCC in one call, ours, and ours by the quicker of those.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import opencc

from benchmarks.variants import probes
from scripts.edition.frontmatter import normalised
from scripts.variants import chain
from scripts.variants import names as naming
from scripts.variants.convert import Converter, converter
from scripts.variants.lang import Variant

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content"
VARIANTS: tuple[Variant, ...] = ("zh-Hant-TW", "zh-Hant-HK")

Score = tuple[int, int, list[str]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.variants", description=__doc__)
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXT", help="running text, in simplified script")
    parser.add_argument("--traditional", action="store_true", help="the TEXT is in traditional script")
    parser.add_argument("--show", action="store_true", help="list what is wrong, and what differs in the texts")
    options = parser.parse_args()
    lines = [line for path in options.texts for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    print(f"{'':12} {'set':10} {'of':>6} {'plain':>7} {'ours':>7}")
    for variant in VARIANTS:
        plain = chain.plain("zh-Hans", variant)
        ours = converter(variant, content="/nonexistent")
        for name, score in (("names", names), ("probes", many_names), ("phrases", phrases)):
            total, plainly, _ = score(plain.convert, variant)
            _, right, wrong = score(ours.text, variant)
            print(f"{variant:12} {name:10} {total:6} {plainly:7} {right:7}")
            if options.show:
                print("".join(f"    {line}\n" for line in wrong), end="")
        cost(plain, ours)
        if lines:
            (against_writers if options.traditional else differing)(lines, plain, variant, options.show)


def names(convert: Callable[[str], str], _variant: Variant) -> Score:
    """How many names of how many come out right, and the sentences where one does not."""
    found = [(row["sentence"], row["name"], row["printed"]) for row in rows("names.tsv")]
    return _named(convert, found)


def many_names(convert: Callable[[str], str], variant: Variant) -> Score:
    """The same for sentences put together."""
    usual = chain.plain("zh-Hans", variant).convert
    return _named(convert, [(sentence, name, naming.printed(name, usual)) for sentence, name in probes.probes()])


def _named(convert: Callable[[str], str], sentences: list[tuple[str, str, str]]) -> Score:
    wrong: list[str] = []
    for sentence, name, printed in sentences:
        at = sentence.index(name)
        converted = convert(sentence)
        if converted[at : at + len(name)] != printed:
            wrong.append(f"{sentence}  {converted}")
    return len(sentences), len(sentences) - len(wrong), wrong


def phrases(convert: Callable[[str], str], variant: Variant) -> Score:
    """How many phrases come out as papers print them."""
    wrong: list[str] = []
    total = 0
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


def edition() -> list[str]:
    """80 items of some 800 characters, from the sample paper's bodies over and over."""
    bodies = (normalised(path.read_text(encoding="utf-8")) for path in sorted(CONTENT.rglob("*-*.md")))
    lines = [line for body in bodies for line in body.split("---\n")[-1].split("\n") if len(line) > 20]
    items: list[str] = []
    at = 0
    while len(items) < 80:
        item = ""
        while len(item) < 800:
            item += f"<p>{lines[at % len(lines)]}</p>\n"
            at += 1
        items.append(item)
    return items


def cost(plain: opencc.OpenCC, ours: Converter) -> None:
    """Print the least processor time of 25 runs, turn about, for an edition."""
    items = edition()
    whole = "\n".join(items)

    def one_by_one() -> None:
        for item in items:
            plain.convert(item)

    def as_the_press_does() -> None:
        ours.prepare(items)
        for item in items:
            ours.html(item)

    ways: tuple[Callable[[], object], ...] = (one_by_one, lambda: plain.convert(whole), as_the_press_does)
    spent: list[list[float]] = [[], [], []]
    for _ in range(25):
        naming.find.cache_clear()  # the second variant of an edition finds its names there; this is the first
        for way, taken in zip(ways, spent, strict=True):
            start = time.process_time()
            way()
            taken.append(time.process_time() - start)
    single, once, mine = (min(taken) * 1000 for taken in spent)
    times = f"{single:5.1f}ms {once:5.1f}ms {mine:5.1f}ms {mine / min(single, once):.2f} times"
    print(f"{ours.variant:12} {'80 items':10} {len(whole):6} {times}")


def differing(lines: list[str], plain: opencc.OpenCC, variant: Variant, show: bool) -> None:
    """Count, and show, where ours prints another character than plain OpenCC."""
    ours = converter(variant, content="/nonexistent", turn_quotes=False)
    pairs: Counter[str] = Counter()
    samples: dict[str, list[str]] = {}
    for line in lines:
        old_line, new_line = str(plain.convert(line)), ours.text(line)
        for at, (old, new) in enumerate(zip(old_line, new_line, strict=False)):
            if old != new:
                pairs[old + new] += 1
                samples.setdefault(old + new, []).append(new_line[max(0, at - 4) : at + 5])
    print(f"{variant:12} {'differing':10} {sum(map(len, lines)):6} {sum(pairs.values()):7} characters")
    _show(pairs, samples, show)


def against_writers(lines: list[str], plain: opencc.OpenCC, variant: Variant, show: bool) -> None:
    """Count whose characters are the writers', where ours and plain OpenCC differ; show where ours are not."""
    ours = converter(variant, content="/nonexistent", turn_quotes=False)
    simplified = chain.plain(variant, "zh-Hans")
    wins: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    samples: dict[str, list[str]] = {}
    for line in lines:
        source = str(simplified.convert(line))
        old_line, new_line = str(plain.convert(source)), ours.text(source)
        if not len(line) == len(source) == len(old_line) == len(new_line):
            continue
        for at, (old, new, true) in enumerate(zip(old_line, new_line, line, strict=True)):
            wins["right in plain"] += old == true
            wins["right in ours"] += new == true
            if old != new:
                wins["ours" if new == true else "plain" if old == true else "neither"] += 1
                if new != true:
                    pairs[old + new] += 1
                    samples.setdefault(old + new, []).append(line[max(0, at - 4) : at + 5])
    print(f"{variant:12} {'writers':10} {sum(map(len, lines)):6} {wins['right in plain']:7} {wins['right in ours']:7}")
    print(f"    where they differ: ours {wins['ours']}, plain {wins['plain']}, neither {wins['neither']}")
    _show(pairs, samples, show)


def _show(pairs: Counter[str], samples: dict[str, list[str]], show: bool) -> None:
    for pair, count in pairs.most_common() if show else ():
        print(f"    {pair[0]} -> {pair[1]} {count:5}  {'  '.join(dict.fromkeys(samples[pair]))[:160]}")


if __name__ == "__main__":
    main()
