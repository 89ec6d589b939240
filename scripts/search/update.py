"""The search of a site brought up to date: what to index, what to write, in an order that never shows half of it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from scripts.edition.files import write_atomic, write_if_changed
from scripts.edition.model import Edition
from scripts.search import partial as partials
from scripts.search.bundle import Bundle, BundlePeriod, bundle, engine, engine_version, periods
from scripts.search.document import Document, TextConverter, documents
from scripts.search.fold import Fold, fold
from scripts.search.pack import digest, packed
from scripts.search.partial import Partial
from scripts.search.shelf import BundleShelf, Shelved, read_json
from scripts.search.textfile import text_file
from scripts.search.tokens import KEPT, PATTERNS, Tokenizer

MANIFEST = "bundles.json"
FORMAT = 4


@dataclass(frozen=True, slots=True)
class SearchStats:
    """What an update did: editions indexed anew, bundles built and kept, items searched, files, seconds.

    `bytes` are those of all files that search publishes, whether or not they were written now.
    """

    editions: int = 0
    bundles_built: int = 0
    bundles_kept: int = 0
    items: int = 0
    files_written: int = 0
    files_unchanged: int = 0
    files_deleted: int = 0
    seconds: float = 0.0
    bytes: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For the build's stats."""
        return asdict(self)


@dataclass
class _State:
    """What is remembered between updates, in state/search.json: of each edition digest, items and bytes of texts."""

    stamp: str
    editions: dict[str, tuple[str, int, int]] = field(default_factory=dict)


def update(
    changed: Iterable[Edition],
    removed: Iterable[dt.date] = (),
    *,
    state: Path,
    output: Path,
    own: str = "zh-Hans",
    converters: Mapping[str, TextConverter] | None = None,
    since: Mapping[str, dt.date | None] | None = None,
    dates: Collection[dt.date] = (),
    load: Callable[[dt.date], Edition] | None = None,
) -> SearchStats:
    """Bring the search of a site up to date with editions that changed or are gone.

    `state` is a folder of our own between builds, `output` the site's `search/` folder; both are made where missing.
    `own` is the paper's variant. `converters` turn texts into each variant that is built; the one for `own` resolves
    its marks. A paper in traditional script is indexed by its `zh-Hans` converter, or by the fold table if it has none.
    `since` names variants that have only newer editions, and the oldest of them (None where they have none): hits
    before that lead to the paper's own variant. `dates` are all that the search is to have; those whose token documents
    are lost, or were made by another version of this code or of OpenCC, are indexed anew with `load`.

    Writes below `output`, and nothing else there (`owns` tells these files from others):

    - `text/YYYY/MM/DD/PP-NN.bin`: the text of each item of the changed editions; an edition's folder is replaced whole;
    - `YYYY/NAME/*.bin` (or `YYYY-qN/`, `YYYY-MM/`): the bundle of each period that has a changed edition;
    - `years/NAME/*.bin`: each segment of the years' index that has a changed bundle;
    - `fold.NAME.bin`, `pagefind.NAME.js`, `wasm.NAME.bin`: shared by all bundles;
    - `bundles.json`: names all the others, and is replaced last, so a reader sees the old state or the new one.

    NAME is a digest of bytes, or of what they are made of, so what it names never changes; those that nothing names are
    deleted at the end. The same editions give the same bytes whatever the order and number of updates. An update that
    was broken off is made good by the next one.
    """
    begun = time.perf_counter()
    work = Update(state, output, own, converters or {}, since or {})
    for edition in changed:
        work.index(edition)
    for date in sorted(set(removed)):
        work.remove(date)
    for date in sorted(dates) if load else ():
        if not work.has(date):
            work.index(load(date))  # type: ignore[misc]
    work.checkpoint()
    work.publish()
    return SearchStats(
        work.editions,
        work.built,
        work.kept,
        sum(items for _, items, _ in work.known.editions.values()),
        work.written,
        work.unchanged,
        work.deleted,
        round(time.perf_counter() - begun, 3),
        work.bytes + sum(size for _, _, size in work.known.editions.values()),
    )


def owns(path: str) -> bool:
    """Whether a path below the site's root is one of the files that `update` writes."""
    folder, _, rest = path.partition("/")
    return folder == "search" and (rest == MANIFEST or rest.endswith(".bin") or _is_script(rest))


def _is_script(name: str) -> bool:
    return name.startswith("pagefind.") and name.endswith(".js") and "/" not in name


class Update:
    """One update under way; `make` makes a bundle of its editions."""

    def __init__(
        self,
        state: Path,
        output: Path,
        own: str,
        converters: Mapping[str, TextConverter],
        since: Mapping[str, dt.date | None],
        make: Callable[[Iterable[tuple[dt.date, Partial]]], Bundle] = bundle,
    ) -> None:
        self.make = make
        self.state, self.output, self.own, self.converters, self.since = state, output, own, converters, since
        self.fold: Fold = fold()
        self.fold_file = packed(_tables(self.fold))
        self.tokenizer = Tokenizer(self.fold.single)
        self.written = self.unchanged = self.deleted = self.editions = self.built = self.kept = self.bytes = 0
        self.known = self._read_state()

    def index(self, edition: Edition) -> None:
        """Read one edition into its token document, and write its items' texts."""
        if not edition.items:
            self.remove(edition.date)
            return
        items, names = documents(edition, self.converters, self.own)
        part = partials.partial(items, names, self.tokenizer, self._simplifier(), edition.label_digits)
        data = part.dump()
        self._put(self._part_path(edition.date), data)
        folder = self._text_folder(edition.date)
        texts = {f"{item.page.file}-{item.order:02d}.bin": text_file(item, self.fold, self.own) for item in items}
        for name, text in texts.items():
            self._put(folder / name, text)
        self._sweep(folder, texts)
        size = sum(map(len, texts.values()))
        self.known.editions[edition.date.isoformat()] = (blake2b(data, digest_size=8).hexdigest(), len(items), size)
        self.editions += 1

    def has(self, date: dt.date) -> bool:
        """Whether an edition's token document is there."""
        return date.isoformat() in self.known.editions and self._part_path(date).exists()

    def remove(self, date: dt.date) -> None:
        """Forget an edition."""
        self.known.editions.pop(date.isoformat(), None)
        self._part_path(date).unlink(missing_ok=True)
        shutil.rmtree(self._text_folder(date), ignore_errors=True)

    def checkpoint(self) -> None:
        """Remember what is indexed, so that an update broken off after this is finished by the next."""
        editions = {date: list(entry) for date, entry in sorted(self.known.editions.items())}
        value = {"stamp": self.known.stamp, "editions": editions}
        write_atomic(self.state / "search.json", json.dumps(value, separators=(",", ":")).encode())

    def publish(self) -> None:
        """Build the bundles that changed, then the years, then the manifest; then clear away what nothing names."""
        dates = {dt.date.fromisoformat(date): entry for date, entry in sorted(self.known.editions.items())}
        days = list(dates)
        shelf = BundleShelf(self.state, self.output)
        bundles = periods({date: items for date, (_, items, _) in dates.items()})
        shelved: list[Shelved] = []
        for period in bundles:
            held = days[bisect_left(days, period.start) : bisect_right(days, period.end)]
            shelved.append(self._bundle(shelf, period, held, [dates[date][0] for date in held]))
        years = shelf.years(bundles, self._put)
        self.bytes = sum(one.bytes for one in shelved) + sum(one.pop("bytes") for one in years)
        shelf.close()
        shared = {"fold": f"fold.{digest(self.fold_file)}.bin"} | self._engine()
        self._put(self.output / shared["fold"], self.fold_file)
        manifest = {
            "format": FORMAT,
            "own": self.own,
            **shared,
            "since": {variant: str(date or dt.date.max) for variant, date in sorted(self.since.items())},
            "bundles": [one.entry for one in shelved],
            "years": years,
        }
        listed = json.dumps(manifest, separators=(",", ":")).encode() + b"\n"
        self._put(self.output / MANIFEST, listed)
        self.bytes += len(listed) + sum(
            (self.output / shared[name]).stat().st_size for name in ("fold", "script", "wasm")
        )
        named = {one.folder for one in shelved} | {f"years/{segment['folder']}" for segment in years}
        self._clear(named, shared)

    def _bundle(self, shelf: BundleShelf, period: BundlePeriod, held: list[dt.date], digests: list[str]) -> Shelved:
        key = blake2b(repr((self.known.stamp, held, digests)).encode(), digest_size=8).hexdigest()
        kept = shelf.keep(period, key)
        if kept:
            self.kept += 1
            return kept
        built = self.make((date, self._part(date)) for date in held)
        entry = {"name": period.name, "from": str(held[0]), "to": str(held[-1]), "items": built.items}
        entry |= {"folder": built.folder}
        for name, data in built.files.items():
            self._put(self.output / period.name / built.folder / name, data)
        self.built += 1
        return shelf.add(period, key, entry, built)

    def _engine(self) -> dict[str, str]:
        """Pagefind's own files in the output: its version, script and WebAssembly, remembered until another comes."""
        remembered = self.state / "engine.json"
        old = read_json(remembered)
        if old.get("pagefind") == engine_version() and all((self.output / old[n]).exists() for n in ("script", "wasm")):
            return {name: str(value) for name, value in old.items()}
        files = engine()
        names = {"script": f"pagefind.{digest(files.script)}.js", "wasm": f"wasm.{digest(files.wasm)}.bin"}
        self._put(self.output / names["script"], files.script)
        self._put(self.output / names["wasm"], files.wasm)
        names = {"pagefind": files.version, **names}
        write_atomic(remembered, json.dumps(names))
        return names

    def _clear(self, named: Collection[str], shared: Mapping[str, str]) -> None:
        """Delete what nothing names: of bundles and of the years' index whole folders."""
        for folder in sorted(self.output.iterdir()):
            if not folder.is_dir() or folder.name == "text":
                continue
            for version in sorted(folder.iterdir()):
                place = f"{folder.name}/{version.name}"
                if version.is_dir() and place not in named:
                    self._sweep(version, set())
                elif version.suffix == ".bin":  # as an older version of this code laid them out
                    version.unlink()
            if not any(folder.iterdir()):
                folder.rmdir()
        for pattern in ("fold.*.bin", "wasm.*.bin", "pagefind.*.js"):
            for path in self.output.glob(pattern):
                if path.name not in shared.values():
                    path.unlink()

    def _part(self, date: dt.date) -> Partial:
        part = Partial.load(self._part_path(date).read_bytes())
        if part is None:
            raise ValueError(f"broken token document: {self._part_path(date)}")
        return part

    def _part_path(self, date: dt.date) -> Path:
        return self.state / "tokens" / f"{date:%Y/%m/%d}.bin"

    def _text_folder(self, date: dt.date) -> Path:
        return self.output / "text" / f"{date:%Y/%m/%d}"

    def _put(self, path: Path, data: bytes) -> None:
        if write_if_changed(path, data):
            self.written += 1
        else:
            self.unchanged += 1

    def _sweep(self, folder: Path, kept: Collection[str]) -> None:
        """Delete our files in a folder but those named, and the folder with the last of them."""
        if not folder.is_dir():
            return
        for path in sorted(folder.glob("*.bin")):
            if path.name not in kept:
                path.unlink()
                self.deleted += 1
        if not any(folder.iterdir()):
            folder.rmdir()

    def _read_state(self) -> _State:
        """What is remembered; nothing where another version of this code wrote it, so that all is indexed anew."""
        maker = repr((FORMAT, partials.FORMAT, engine_version(), self.own)).encode()
        stamp = blake2b(maker + self.fold_file, digest_size=8).hexdigest()
        value = read_json(self.state / "search.json")
        if value.get("stamp") != stamp:
            return _State(stamp)
        return _State(stamp, {date: (key, items, size) for date, (key, items, size) in value["editions"].items()})

    def _simplifier(self) -> Callable[[Document], Sequence[str]]:
        if self.own == "zh-Hans":
            return lambda document: document.texts
        if "zh-Hans" in self.converters:
            return lambda document: document.variants["zh-Hans"][1:]
        return lambda document: [self.fold.predict(text, self.own, "zh-Hans") for text in document.texts]


def _tables(table: Fold) -> bytes:
    """What the browser must know to make tokens as this code does."""
    value = table.compact() | {"patterns": dict(PATTERNS), "kept": dict(KEPT)}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
