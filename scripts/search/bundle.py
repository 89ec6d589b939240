"""Bundles: a period's editions in one Pagefind index, small enough to open and large enough to need few.

Pagefind reads pages that nobody else sees: each item's tokens (`partial.laid_out`), with its address for a name. Of
what it writes, the index is published. Its fragments are not: texts of items are files of their own (`textfile`), which
hold each variant and stay the same when a bundle is made anew. Nor are its filters, whose bytes differ from run to run
(it goes through them in the order of a hash table) and whose counts are of one phrase, where an answer here may come of
several: `_Facts` has for each item what filters need.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from scripts.search.grams import Grams
from scripts.search.pack import digest, packed, pieces
from scripts.search.partial import STOP, Partial

LIMIT = 2500
"""Items above which a year is split into halves, a half into quarters, a quarter into months. A rare phrase opens each
bundle that may have it, a frequent one reads long lists in the newest; Pagefind's memory grows with the items."""

RECENT = 400
"""Items from which the newest month leaves the bundle that it belongs to, and from which a month is split into weeks.
Each edition makes its bundle anew, which takes Pagefind and us some 4 ms of a processor for each item in it: so today's
edition costs the same at the end of a year as at its beginning. When the next month begins, the bundles of the last one
become one with those before them; that costs once a month what it otherwise would each day."""


class SearchIndexError(RuntimeError):
    """Pagefind could not index; the message says what it printed."""


@dataclass(frozen=True, slots=True)
class BundlePeriod:
    """The days of one bundle, both ends included."""

    name: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's files by name, a name for them all, and what the years' index must know of it.

    `index.bin` has where its items stand and what is in which of the other files, `people.bin` who wrote them, which a
    bundle without hits does not need. `folder` is a digest of the files, below which they are published, so that none
    of them ever changes. `grams` is as `Grams.dump` gives them, `words` as in `Partial`.
    """

    files: Mapping[str, bytes]
    folder: str
    items: int
    grams: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Engine:
    """What the browser needs of Pagefind, the same for all bundles."""

    version: str
    script: bytes
    wasm: bytes


def periods(counts: Mapping[dt.date, int]) -> list[BundlePeriod]:
    """Which days go into one bundle, oldest first, from the number of items of each edition and nothing else."""
    split: list[BundlePeriod] = []
    of_year: dict[int, dict[dt.date, int]] = {}
    for date, count in sorted(counts.items()):
        of_year.setdefault(date.year, {})[date] = count
    for year, held in of_year.items():
        whole = BundlePeriod(f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31))
        split += _split(whole, held, (6, 3, 1))
    return [*split[:-1], *_recent(split[-1], of_year[max(of_year)])] if split else []


def _recent(last: BundlePeriod, counts: Mapping[dt.date, int]) -> list[BundlePeriod]:
    """The last period, its newest month by itself and by weeks where they are large."""
    month = max(counts).replace(day=1)
    if _held(last, counts) <= RECENT:
        return [last]
    before = BundlePeriod(last.name, last.start, month - dt.timedelta(days=1))
    newest = BundlePeriod(f"{month:%Y-%m}", month, min(last.end, _end(month)))
    weeks = [
        BundlePeriod(f"{month:%Y-%m}-w{number}", month.replace(day=first), end)
        for number, first in enumerate((1, 8, 15, 22), 1)
        for end in [month.replace(day=first + 6) if number < 4 else newest.end]
    ]
    parts = [before, *(weeks if _held(newest, counts) > RECENT else [newest])]
    return [part for part in parts if any(part.start <= date <= part.end for date in counts)]


def _end(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _held(period: BundlePeriod, counts: Mapping[dt.date, int]) -> int:
    return sum(count for date, count in counts.items() if period.start <= date <= period.end)


def _split(period: BundlePeriod, counts: Mapping[dt.date, int], months: Sequence[int]) -> list[BundlePeriod]:
    if _held(period, counts) <= LIMIT or not months:
        return [period] if any(period.start <= date <= period.end for date in counts) else []
    size, *smaller = months
    parts: list[BundlePeriod] = []
    for month in range(period.start.month, period.end.month + 1, size):
        start = dt.date(period.start.year, month, 1)
        after = dt.date(start.year + (month + size > 12), (month + size - 1) % 12 + 1, 1)
        letter = {6: "h", 3: "q"}.get(size)
        name = f"{start.year:04d}-{letter}{(month - 1) // size + 1}" if letter else f"{start:%Y-%m}"
        parts += _split(BundlePeriod(name, start, after - dt.timedelta(days=1)), counts, smaller)
    return parts


def bundle(editions: Iterable[tuple[dt.date, Partial]]) -> Bundle:
    """One bundle of editions, which come oldest first. Raises SearchIndexError."""
    days: list[Sequence[str]] = []
    words: set[str] = set()
    facts = _Facts()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        site.mkdir()
        names: list[str] = []
        for date, part in editions:
            for fact, page in zip(part.facts, part.pages, strict=True):
                name = f"{date.isoformat()}-{fact.page.file}-{fact.order:02d}.html"
                (site / name).write_text(f"<html><body data-pagefind-body><p>{page or STOP}</p></body></html>", "utf-8")
                names.append(name)
            days.append(part.pages)
            words.update(part.words.split())
            facts.add(date, part)
        written = _pagefind(site, Path(folder) / "made")
        places = {name: number for number, name in enumerate(names)}
        numbers: dict[str, int] = {}
        for path in (written / "fragment").iterdir():
            fragment = gzip.decompress(path.read_bytes())
            url = json.loads(fragment[fragment.index(b"{") :])["url"]
            numbers[path.name.partition(".")[0]] = places[url.lstrip("/")]
        chunks = {path.name.partition(".")[0]: path.read_bytes() for path in sorted((written / "index").iterdir())}
        meta = next(written.glob("*.pf_meta"))
        lists, files = _lists(meta, chunks, numbers)
    for name, value in (("index", facts.places() | lists), ("people", facts.people())):
        files[f"{name}.bin"] = packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    folder = digest(*(name.encode() + files[name] for name in sorted(files)))
    return Bundle(files, folder, facts.items, Grams.of(days).dump(), " ".join(sorted(words)))


def _lists(
    meta: Path, chunks: Mapping[str, bytes], numbers: Mapping[str, int]
) -> tuple[dict[str, object], dict[str, bytes]]:
    """What the browser must know of the files of words, and these files: packed, or else as Pagefind made them."""
    try:
        packed_words = pieces(meta.read_bytes(), chunks, numbers)
    except ValueError:
        name = meta.name.split(".")[1]
        files = {f"{key}.bin": data for key, data in {**chunks, name: meta.read_bytes()}.items()}
        return {"plain": {"meta": name, "items": dict(sorted(numbers.items()))}}, files
    files = {f"{number}.bin": data for number, data in enumerate(packed_words.files)}
    sizes = "".join(chr(48 + min(78, len(data) // 128)) for data in packed_words.files)
    return {"first": _steps(packed_words.first), "last": packed_words.last, "sizes": sizes}, files


def _steps(words: Sequence[str]) -> list[int | str]:
    """Words in order; those of one character as the distance of its code point from the last such."""
    before = 0
    steps: list[int | str] = []
    for word in words:
        steps.append(ord(word) - before if len(word) == 1 else word)
        before = ord(word) if len(word) == 1 else before
    return steps


@cache
def engine() -> Engine:
    """Pagefind's own script and WebAssembly, as it writes them beside any index."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        site.mkdir()
        (site / "a.html").write_text("<html><body data-pagefind-body><p>a</p></body></html>", "utf-8")
        written = _pagefind(site, Path(folder) / "made")
        version = json.loads((written / "pagefind-entry.json").read_bytes())["version"]
        return Engine(version, (written / "pagefind.js").read_bytes(), (written / "wasm.unknown.pagefind").read_bytes())


def engine_version() -> str:
    """The version of the installed Pagefind."""
    return metadata.version("pagefind-bin")


def _pagefind(site: Path, output: Path) -> Path:
    """Where Pagefind wrote the index of the pages in `site`."""
    import pagefind_bin  # type: ignore[import-untyped]

    command = [str(pagefind_bin.get_executable()), "--site", str(site), "--output-path", str(output), "--silent"]
    done = subprocess.run([*command, "--force-language", "unknown"], capture_output=True, text=True, check=False)
    if done.returncode or not (output / "pagefind-entry.json").exists():
        raise SearchIndexError(f"Pagefind could not make the search index:\n{done.stderr or done.stdout}")
    return output


class _Facts:
    """Columns of what is known of each item, by its number in the bundle."""

    def __init__(self) -> None:
        self.items = 0
        self._days: list[str] = []
        self._short: list[int] = []
        self._runs: list[list[int]] = []
        self._kinds: list[str] = []
        self._names: dict[str, int] = {}
        self._authors: dict[str, int] = {}
        self._by: list[list[int]] = []
        self._forms: dict[str, dict[str, str]] = {}

    def add(self, date: dt.date, part: Partial) -> None:
        runs: list[int] = []
        if part.label_digits == 1 and any(fact.page.letters for fact in part.facts):
            self._short.append(len(self._days))
        page, order = 0, -1  # a page's code
        for fact in part.facts:
            name = self._names.setdefault(fact.page_name, len(self._names))
            if fact.page.code == page and fact.order == order + 1:
                runs[-1] += 1
            else:
                runs += [fact.page.code, name, fact.order, 1]
            page, order = fact.page.code, fact.order
            self._kinds.append(fact.kind[:1])
            self._by.append([self._authors.setdefault(author, len(self._authors)) for author in fact.authors])
        self.items += len(part.facts)
        self._days.append(date.isoformat())
        self._runs.append(runs)
        for variant, forms in part.names.items():
            self._forms.setdefault(variant, {}).update(forms)

    def places(self) -> dict[str, object]:
        """Where items stand, and their kinds."""
        short = {"short": self._short} if self._short else {}  # days whose paper prints A1, not A01
        return short | {
            "days": self._days,
            "runs": self._runs,
            "kinds": "".join(self._kinds),
            "names": list(self._names),
        }

    def people(self) -> dict[str, object]:
        """Who wrote the items, and how their names and those of pages are written in other variants."""
        named = {*self._names, *self._authors}
        return {
            "authors": list(self._authors),
            "by": [by[0] if len(by) == 1 else by for by in self._by],
            "forms": {
                variant: {name: form for name, form in sorted(forms.items()) if name in named}
                for variant, forms in sorted(self._forms.items())
            },
        }
