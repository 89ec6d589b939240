"""What a built site takes, by kind of file: `python -m benchmarks.outputs.weight OUTPUT`.

For each kind and script its files, its MiB, what 1,000 items have of it, and what a year of so many items would. Of
items' pages it is told what they take beyond their text: headline and body without markup, as UTF-8.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path

_VARIANT = re.compile(r"^zh-hans?t?(?:-tw|-hk)?/")
_DAY = r"\d{4}/\d\d/\d\d"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("items' pages", rf"{_DAY}/[^/]+/\d+/index\.html"),
        ("editions whole", rf"{_DAY}/all/index\.html"),
        ("printed pages", rf"{_DAY}/[^/]+/index\.html"),
        ("editions", rf"{_DAY}/index\.html"),
        ("markdown", rf"{_DAY}/[^/]+/\d+/index\.md"),
        ("edition-json", rf"{_DAY}/edition\.json"),
        ("epub", rf"{_DAY}/.*\.epub"),
        ("page pictures", rf"{_DAY}/.*\.page\..*"),
        ("photos", rf"{_DAY}/.*\.(?:jpg|jpeg|png|webp|svg|gif)"),
        ("month-lines", r".*/items\.jsonl(?:\.sha256)?"),
        ("search, texts", r"search/text/.*"),
        ("search, the rest", r"search/.*"),
        ("list-feeds", r"(?:authors|page-names)/.*feed\..*"),
        ("lists", r"(?:authors|page-names)/.*"),
        ("theme", r"theme/.*"),
        ("feeds, sitemaps, catalogues", r".*(?:feed\.(?:xml|json)|sitemap.*\.xml|opds\.(?:xml|json))"),
        ("calendars", r"\d{4}/(?:\d\d/)?index\.html"),
        ("all else", r".*"),
    )
)
"""The first that fits. Names are those of PRODUCERS_OFF where there is one."""

_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_TEXT = re.compile(r'<div class="text">(.*?)</div>|<figcaption>(.*?)</figcaption>', re.S)
_TAG = re.compile(r"<[^>]*>")


def files(output: Path) -> Iterator[tuple[str, str, Path]]:
    """Each file's kind, its script (a variant's folder, "" for what is the paper's own) and path."""
    for path in output.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            name = path.relative_to(output).as_posix()
            found = _VARIANT.match(name)
            variant = found[0].rstrip("/") if found else ""
            rest = name[found.end() :] if found else name
            yield next(kind for kind, pattern in KINDS if pattern.fullmatch(rest)), variant, path


def beyond_text(html: str) -> int | None:
    """What an item's page takes beyond its headline and text, in bytes; None of a page that only leads on."""
    title = _TITLE.search(html)
    if title is None:
        return None
    texts = ["".join(filter(None, groups)) for groups in _TEXT.findall(html)]
    plain = unescape(_TAG.sub("", "".join((title[1], *texts))))
    return len(html.encode()) - len(plain.encode())


def main() -> int:
    """Print the tables."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.outputs.weight", description=__doc__)
    made.add_argument("output", type=Path, help="a built site")
    made.add_argument("--year", type=int, default=25_000, help="items of a year (25000)")
    args = made.parse_args()
    sizes: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    beyond: dict[str, list[int]] = defaultdict(list)
    for kind, variant, path in files(args.output):
        sizes[kind][variant].append(path.stat().st_size)
        if kind == KINDS[0][0] and (weight := beyond_text(path.read_text("utf-8"))) is not None:
            beyond[variant].append(weight)
    items = len(sizes[KINDS[0][0]][""])
    if not items:
        print(f"{args.output}: no items' pages there", file=sys.stderr)
        return 1
    variants = sorted(beyond)
    print(f"{items} items; KB (1,000 bytes) for 1,000 items in the paper's own script, and in all {len(variants)}")
    print(f"{'kind':<30}{'files':>9}{'own':>10}{'all':>10}{f'MB of {args.year}':>14}{'in all':>9}")
    total: dict[str, list[int]] = defaultdict(list)
    for kind, _ in KINDS:
        if kind in sizes:
            _row(kind, sizes[kind], items, args.year)
            for variant, found in sizes[kind].items():
                total[variant] += found
    _row("all", total, items, args.year)
    print("\nAn item's page beyond its text, bytes: median, least, most")
    for variant in variants:
        one = beyond[variant]
        print(f"{variant or 'own script':<30}{statistics.median(one):>9.0f}{min(one):>10}{max(one):>10}")
    return 0


def _row(kind: str, by_variant: Mapping[str, Sequence[int]], items: int, year: int) -> None:
    every = [size for sizes in by_variant.values() for size in sizes]
    own, both = sum(by_variant.get("", ())) / items, sum(every) / items  # bytes an item are KB for 1,000
    print(f"{kind:<30}{len(every):>9}{own:>10.0f}{both:>10.0f}{own * year / 1e6:>14.0f}{both * year / 1e6:>9.0f}")


if __name__ == "__main__":
    sys.exit(main())
