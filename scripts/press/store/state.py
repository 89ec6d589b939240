"""What is in output/, in one SQLite file: manifests, the index over them, units, and what is still to be moved.

It is all that a build remembers. Lists, calendars and neighbours are answered from its indices, so a build's cost does
not follow the archive's size. Everything that a build changes is one transaction: with it the new state and the
renames that it asks for (`pending`) are committed together, and the next build completes those that are left. If
the file is lost, the next build builds everything.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple
from pathlib import Path

from scripts.edition.finding import Finding
from scripts.edition.manifest import Manifest
from scripts.press.store.scan import FolderState
from scripts.press.store.schema import open_database
from scripts.press.store.siterows import SiteRows


class State(SiteRows):
    """The open file. One writer at a time holds it, under the build's lock; `commit` makes a build's changes true."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(open_database(path))

    def begin(self) -> None:
        """Start a build's changes; without `commit` none of them ever happened."""
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make all changes since `begin` true at once."""
        self._db.execute("COMMIT")

    def __enter__(self) -> State:
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file; what was not committed is forgotten."""
        self._db.close()

    def clear(self) -> None:
        """Forget everything: the output is not what this state describes."""
        for table in ("base", "edition", "item", "listing", "period", "unit", "meta", "indexed"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above

    # What is known of editions

    def seen(self) -> dict[dt.date, FolderState]:
        """Each edition's digest and signature as last built."""
        rows = self._db.execute("SELECT date, digest, signature FROM edition")
        return {dt.date.fromisoformat(date): FolderState(digest, signature) for date, digest, signature in rows}

    def remember_signatures(self, seen: Mapping[dt.date, FolderState]) -> None:
        """Keep the signatures of folders whose contents did not change."""
        rows = [(folder.signature, date.isoformat()) for date, folder in seen.items()]
        self._db.executemany("UPDATE edition SET signature = ? WHERE date = ?", rows)

    def manifest(self, date: dt.date) -> Manifest | None:
        """One edition's manifest."""
        row = self._db.execute("SELECT manifest FROM edition WHERE date = ?", (date.isoformat(),)).fetchone()
        return Manifest.from_json(zlib.decompress(row[0]).decode()) if row else None

    def manifests(self, first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> Iterator[Manifest]:
        """The manifests of a range of dates, oldest first."""
        query = "SELECT manifest FROM edition WHERE date BETWEEN ? AND ? ORDER BY date"
        for (blob,) in self._db.execute(query, (first.isoformat(), last.isoformat())):
            yield Manifest.from_json(zlib.decompress(blob).decode())

    def put_edition(self, manifest: Manifest, signature: str, findings: Iterable[Finding]) -> None:
        """Write an edition's manifest over the one before, with its place in every index."""
        self.remove_edition(manifest.date)
        date = manifest.date.isoformat()
        names = {page.number: page.name for page in manifest.pages}
        self._db.execute(
            "INSERT INTO edition VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                date, manifest.digest, signature, date[5:], manifest.issue, len(manifest.pages), len(manifest.items),
                manifest.lead, zlib.compress(manifest.to_json().encode(), 3),
                json.dumps([asdict(finding) for finding in findings], ensure_ascii=False),
                json.dumps(astuple(manifest.cover) if manifest.cover else None),
            ),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO item VALUES (?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    date,
                    i.page.code,
                    i.page.printed(manifest.label_digits),
                    i.order,
                    i.kind,
                    i.title,
                    i.summary,
                    names.get(i.page, ""),
                    i.corrected,
                    i.picture,
                )
                for i in manifest.items
            ],
        )
        listed = [("page_name", names[i.page], date, i.page.code, i.order) for i in manifest.items if names.get(i.page)]
        listed += [("author", a, date, i.page.code, i.order) for i in manifest.items for a in dict.fromkeys(i.authors)]
        self._db.executemany("INSERT INTO listing VALUES (?,?,?,?,?)", listed)

    def remove_edition(self, date: dt.date) -> None:
        """Forget an edition and every mention of it."""
        old = self.manifest(date)
        if old is None:
            return
        key = date.isoformat()
        names = {page.name for page in old.pages if page.name}
        authors = {author for item in old.items for author in item.authors}
        rows = [("page_name", name, key) for name in names] + [("author", name, key) for name in authors]
        self._db.executemany("DELETE FROM listing WHERE kind = ? AND name = ? AND date = ?", rows)
        self._db.execute("DELETE FROM item WHERE date = ?", (key,))
        self._db.execute("DELETE FROM edition WHERE date = ?", (key,))

    def findings(self) -> list[Finding]:
        """What is wrong in the editions as last built, by date."""
        rows = self._db.execute("SELECT findings FROM edition WHERE findings != '[]' ORDER BY date")
        return [Finding(**value) for (text,) in rows for value in json.loads(text)]

    # Units: what was made, under which key

    def bases(self) -> dict[str, str]:
        """The key that each kind of unit was last built under."""
        return dict(self._db.execute("SELECT kind, key FROM base"))

    def put_bases(self, keys: Mapping[str, str]) -> None:
        """Replace all keys."""
        self._db.execute("DELETE FROM base")
        self._db.executemany("INSERT INTO base VALUES (?,?)", sorted(keys.items()))

    def unit_reads(self, name: str) -> str | None:
        """What a unit of the site was made from, as a digest; None where it never was made."""
        row = self._db.execute("SELECT reads FROM unit WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def unit_files(self, name: str) -> list[str]:
        """The files of a unit, below output/."""
        row = self._db.execute("SELECT files FROM unit WHERE name = ?", (name,)).fetchone()
        return zlib.decompress(row[0]).decode().splitlines() if row else []

    def put_unit(self, name: str, files: Iterable[tuple[str, int]], reads: str = "") -> None:
        """Set the files of a unit: paths below output/ with their sizes."""
        pairs = list(files)
        blob = zlib.compress("\n".join(path for path, _ in pairs).encode(), 3)
        self._db.execute(
            "INSERT OR REPLACE INTO unit VALUES (?,?,?,?,?)",
            (name, reads, blob, len(pairs), sum(size for _, size in pairs)),
        )

    def remove_unit(self, name: str) -> None:
        """Forget a unit."""
        self._db.execute("DELETE FROM unit WHERE name = ?", (name,))

    def unit_names(self, prefix: str) -> list[str]:
        """The units whose names begin so."""
        query = "SELECT name FROM unit WHERE name >= ? AND name < ? ORDER BY name"
        return [name for (name,) in self._db.execute(query, (prefix, prefix + "\U0010ffff"))]

    def files(self) -> Iterator[str]:
        """Every file of every unit."""
        for (blob,) in self._db.execute("SELECT files FROM unit"):
            yield from zlib.decompress(blob).decode().splitlines()

    def unknown(self, paths: Iterable[str]) -> set[str]:
        """Those of many paths that no unit has made; compared on disk, so that memory does not follow their number."""
        self._db.execute("CREATE TEMP TABLE known (path TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.executemany("INSERT OR IGNORE INTO known VALUES (?)", ((path,) for path in self.files()))
        query = "SELECT 1 FROM known WHERE path = ?"
        unmade = {path for path in paths if self._db.execute(query, (path,)).fetchone() is None}
        self._db.execute("DROP TABLE known")
        return unmade

    def size(self) -> tuple[int, int, int]:
        """Number of files and bytes of all units, and how many of these bytes months, years and lists take."""
        query = """
            SELECT sum(count), sum(bytes), sum(bytes) FILTER (
              WHERE name GLOB '*/month/*' OR name GLOB '*/year/*' OR name GLOB '*/list/*') FROM unit"""
        count, size, crossing = self._db.execute(query).fetchone()
        return count or 0, size or 0, crossing or 0

    def bytes_of(self, names: Iterable[str]) -> int:
        """What some units take."""
        query = "SELECT bytes FROM unit WHERE name = ?"
        return sum(row[0] for name in names for row in self._db.execute(query, (name,)))

    # What search has indexed

    def indexed(self) -> dict[dt.date, str]:
        """Each edition that search has, under the mark it was indexed with."""
        rows = self._db.execute("SELECT date, mark FROM indexed")
        return {dt.date.fromisoformat(date): mark for date, mark in rows}

    def put_indexed(self, marks: Mapping[dt.date, str], removed: Iterable[dt.date]) -> None:
        """What search has indexed now, and what it has forgotten: in one transaction."""
        self.begin()
        self._db.executemany(
            "INSERT OR REPLACE INTO indexed VALUES (?,?)", [(date.isoformat(), mark) for date, mark in marks.items()]
        )
        self._db.executemany("DELETE FROM indexed WHERE date = ?", [(date.isoformat(),) for date in removed])
        self.commit()

    # What a killed build left to be done

    def meta(self, key: str) -> str:
        """A remembered value, or "" if there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def put_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))

    def pending(self) -> list[tuple[str, str]]:
        """Moves still to be made, in order: from, to; a deletion has "" for from."""
        return list(self._db.execute("SELECT source, target FROM pending ORDER BY step"))

    def put_pending(self, moves: Iterable[tuple[str, str]]) -> None:
        """The moves that the next commit asks for."""
        self._db.executemany("INSERT INTO pending (source, target) VALUES (?,?)", moves)

    def settle(self) -> None:
        """All moves are made."""
        self._db.execute("DELETE FROM pending")
