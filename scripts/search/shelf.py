"""What is remembered of the bundles that stand in the output, and the years' index made of it, segment by segment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from scripts.edition.files import write_atomic
from scripts.search import years
from scripts.search.bundle import Bundle, BundlePeriod

WriteFile = Callable[[Path, bytes], None]
"""Writes one file below the output."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A bundle in the output: what it was made of (`key`), its line in the manifest, its number of files and bytes."""

    key: str
    entry: Mapping[str, Any]
    files: int
    bytes: int

    @property
    def folder(self) -> str:
        """Where its files are, below the output."""
        return f"{self.entry['name']}/{self.entry['folder']}"


class BundleShelf:
    """Bundles by name, in `state/bundles.json`; the grams and words of each, in `state/bundles/`."""

    def __init__(self, state: Path, output: Path) -> None:
        self._state, self._output = state, output
        try:
            known = read_json(state / "bundles.json")
            self._known = {name: Shelved(**value) for name, value in known.items()}
        except TypeError:
            self._known = {}
        self._shelved: dict[str, Shelved] = {}

    def keep(self, period: BundlePeriod, key: str) -> Shelved | None:
        """The bundle of a period, if what stands in the output is whole and was made of the same."""
        known = self._known.get(period.name)
        if known is None or known.key != key or not is_whole(self._output / known.folder, known.files):
            return None
        if not all(self._kept(period.name, kind).exists() for kind in ("grams", "words")):
            return None
        self._shelved[period.name] = known
        return known

    def add(self, period: BundlePeriod, key: str, entry: Mapping[str, Any], built: Bundle) -> Shelved:
        """Remember a bundle that was made anew and is in the output."""
        write_atomic(self._kept(period.name, "grams"), built.grams)
        write_atomic(self._kept(period.name, "words"), built.words)
        self._shelved[period.name] = shelved = Shelved(
            key, entry, len(built.files), sum(map(len, built.files.values()))
        )
        self._known[period.name] = shelved
        self._write(self._known)
        return shelved

    def close(self) -> None:
        """Forget bundles that are no more."""
        self._write(self._shelved)
        names = {self._kept(name, kind).name for name in self._shelved for kind in ("grams", "words")}
        folder = self._state / "bundles"
        for path in folder.iterdir() if folder.exists() else ():
            if path.name not in names:
                path.unlink()

    def years(self, periods: Sequence[BundlePeriod], put: WriteFile) -> list[dict[str, Any]]:
        """What the manifest says of the years' index, whose segments are made anew where a bundle of theirs was."""
        remembered = self._state / "years.json"
        known = read_json(remembered)
        made: dict[str, dict[str, Any]] = {}
        for segment in years.segments(periods):
            names = [period.name for period in periods[segment.start : segment.end]]
            key = _digest([years.LAYOUT, *(self._shelved[name].key for name in names)])
            old = known.get(segment.name, {})
            if old.get("folder") != key or not is_whole(self._output / "years" / key, old["shards"] + old["words"]):
                old = {"folder": key} | self._segment(names, self._output / "years" / key, put)
            made[segment.name] = old | {"start": segment.start, "end": segment.end}
        text = json.dumps(made)
        if text != json.dumps(known):
            write_atomic(remembered, text)
        return list(made.values())

    def _segment(self, names: Sequence[str], folder: Path, put: WriteFile) -> dict[str, int]:
        grams = [self._kept(name, "grams") for name in names]
        count = years.shard_count(grams)
        size = 0
        for number, data in enumerate(years.shards(grams, count)):
            put(folder / f"{number}.bin", data)
            size += len(data)
        words = sorted({word for name in names for word in self._kept(name, "words").read_text("utf-8").split()})
        lists = years.word_shards(words, years.word_count(words))
        for number, data in enumerate(lists):
            put(folder / f"w{number}.bin", data)
            size += len(data)
        return {"shards": count, "words": len(lists), "bytes": size}

    def _kept(self, name: str, kind: str) -> Path:
        return self._state / "bundles" / f"{name}.{kind}"

    def _write(self, shelved: Mapping[str, Shelved]) -> None:
        text = json.dumps({name: asdict(one) for name, one in sorted(shelved.items())}, separators=(",", ":"))
        path = self._state / "bundles.json"
        if not path.exists() or path.read_text("utf-8") != text:
            write_atomic(path, text)


def is_whole(folder: Path, files: int) -> bool:
    """Whether a folder whose name is a digest has as many files as were written there."""
    try:
        return sum(1 for _ in folder.iterdir()) == files
    except OSError:
        return False


def read_json(path: Path) -> dict[str, Any]:
    """An object from a file of ours; empty where there is none or it is broken."""
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _digest(values: Iterable[object]) -> str:
    return blake2b(repr(list(values)).encode(), digest_size=5).hexdigest()
