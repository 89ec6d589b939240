"""What is in output/, in one SQLite file: manifests, the index over them, units, and what is still to be moved.

It is all that a build remembers. Lists, calendars and neighbours are answered from its indices, so a build's cost does
not follow the archive's size. Everything that a build changes is one transaction: with it the new state and the
renames that it asks for (`pending`) are committed together, and the next build completes those that are left. If
the file is lost, the next build builds everything.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, astuple
from functools import cache
from pathlib import Path

from scripts.edition.finding import Finding
from scripts.edition.label import Label
from scripts.edition.manifest import Cover, Manifest
from scripts.edition.urls import ListKind
from scripts.press.store.scan import FolderState
from scripts.press.store.siteindex import EditionRow, ItemRow, Month, Period, is_short

FILE = "state.sqlite3"
VERSION = 7
TIMEOUT = 600
"""Seconds to wait for another connection: indexing waits for a build's transaction."""

# A page is its label's `code`, whose order is the labels'; `label` is as the paper prints it.
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE base (kind TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edition (
  date TEXT PRIMARY KEY, digest TEXT NOT NULL, signature TEXT NOT NULL, month_day TEXT NOT NULL, issue TEXT NOT NULL,
  page_count INTEGER NOT NULL, item_count INTEGER NOT NULL, lead TEXT NOT NULL, manifest BLOB NOT NULL,
  findings TEXT NOT NULL, cover TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX edition_month_day ON edition (month_day, date);
CREATE TABLE item (
  date TEXT, page INTEGER, label TEXT NOT NULL, ord INTEGER, kind TEXT NOT NULL, title TEXT NOT NULL,
  summary TEXT NOT NULL, page_name TEXT NOT NULL, corrected TEXT NOT NULL, picture TEXT NOT NULL,
  PRIMARY KEY (date, page, ord)) WITHOUT ROWID;
CREATE INDEX item_lettered ON item (page) WHERE page >= 1000;
CREATE INDEX item_corrected ON item (corrected) WHERE corrected != '';
CREATE TABLE listing (
  kind TEXT, name TEXT, date TEXT, page INTEGER, ord INTEGER,
  PRIMARY KEY (kind, name, date, page, ord)) WITHOUT ROWID;
CREATE TABLE period (
  kind TEXT, name TEXT, period TEXT, items INTEGER NOT NULL, PRIMARY KEY (kind, name, period)) WITHOUT ROWID;
CREATE TRIGGER listed AFTER INSERT ON listing BEGIN
  INSERT INTO period VALUES (new.kind, new.name, substr(new.date, 1, iif(new.kind = 'author', 4, 7)), 1)
  ON CONFLICT DO UPDATE SET items = items + 1;
END;
CREATE TRIGGER unlisted AFTER DELETE ON listing BEGIN
  UPDATE period SET items = items - 1
  WHERE kind = old.kind AND name = old.name AND period = substr(old.date, 1, iif(old.kind = 'author', 4, 7));
  DELETE FROM period
  WHERE kind = old.kind AND name = old.name AND period = substr(old.date, 1, iif(old.kind = 'author', 4, 7))
    AND items = 0;
END;
CREATE TABLE unit (
  name TEXT PRIMARY KEY, reads TEXT NOT NULL, files BLOB NOT NULL, count INTEGER NOT NULL, bytes INTEGER NOT NULL
  ) WITHOUT ROWID;
CREATE TABLE indexed (date TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pending (step INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL);
"""


class State:
    """The open file. One writer at a time holds it, under the build's lock; `commit` makes a build's changes true."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            version = -1
        if version != VERSION:
            db.close()
            for name in (path, path.with_name(path.name + "-journal")):
                name.unlink(missing_ok=True)
            db = sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        return db

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

    # What producers of the whole site ask (SiteIndex)

    def latest(self, count: int) -> list[EditionRow]:
        """The newest editions, newest first."""
        return self._editions("ORDER BY date DESC LIMIT ?", count)

    def this_day(self, month: int, day: int, count: int) -> list[EditionRow]:
        """Editions of one day of the year, newest first."""
        return self._editions("WHERE month_day = ? ORDER BY date DESC LIMIT ?", f"{month:02d}-{day:02d}", count)

    def editions_between(self, first: dt.date, last: dt.date) -> list[EditionRow]:
        """Editions of a range of dates, oldest first."""
        return self._editions("WHERE date BETWEEN ? AND ? ORDER BY date", first.isoformat(), last.isoformat())

    def _editions(self, where: str, *values: object) -> list[EditionRow]:
        query = f"SELECT date, issue, page_count, item_count, lead, cover FROM edition {where}"  # noqa: S608 - our own clauses
        return [
            EditionRow(dt.date.fromisoformat(date), issue, pages, items, lead, _cover(cover))
            for date, issue, pages, items, lead, cover in self._db.execute(query, values)
        ]

    def corrected(self, since: dt.date, before: dt.date, count: int) -> list[tuple[ItemRow, str]]:
        """Items corrected on a date or later, of editions older than another: last corrected first, with the date."""
        query = """
            SELECT date, page, label, ord, kind, title, summary, page_name, corrected FROM item
            WHERE corrected != '' AND corrected >= ? AND date < ?
            ORDER BY corrected DESC, date DESC, page, ord LIMIT ?"""
        rows = self._db.execute(query, (since.isoformat(), before.isoformat(), count))
        return [
            (ItemRow(dt.date.fromisoformat(date), Label.from_code(page), *rest), last)
            for date, page, *rest, last in rows
        ]

    def months(self) -> dict[Month, tuple[int, int]]:
        """Every month that has editions, with the number of editions and of items."""
        query = "SELECT substr(date, 1, 7), count(*), sum(item_count) FROM edition GROUP BY 1 ORDER BY 1"
        return {(int(m[:4]), int(m[5:])): (editions, items) for m, editions, items in self._db.execute(query)}

    def lettered(self) -> list[Label]:
        """The labels with letters that any edition has, in order; a step in the index for each."""
        query = """
            WITH RECURSIVE label (page) AS (
              SELECT min(page) FROM item WHERE page >= 1000
              UNION ALL SELECT (SELECT min(page) FROM item WHERE page >= 1000 AND page > label.page)
              FROM label WHERE label.page IS NOT NULL)
            SELECT page FROM label WHERE page IS NOT NULL"""
        return [Label.from_code(page) for (page,) in self._db.execute(query)]

    def list_totals(self, kind: ListKind) -> list[tuple[str, int]]:
        """Every list of a kind by name with the number of its items, largest first."""
        query = "SELECT name, sum(items) FROM period WHERE kind = ? GROUP BY name ORDER BY 2 DESC, 1"
        return [(name, total) for name, total in self._db.execute(query, (kind,))]

    def periods(self, kind: ListKind, name: str) -> dict[Period, int]:
        """The pages of a list, oldest first, with the number of items on each."""
        query = "SELECT period, items FROM period WHERE kind = ? AND name = ? ORDER BY period"
        return {tuple(map(int, p.split("-"))): items for p, items in self._db.execute(query, (kind, name))}

    def published_periods(self, kind: ListKind, name: str) -> dict[Period, int]:
        """The same of those that are published: a short list has none."""
        periods = self.periods(kind, name)
        return {} if is_short(kind, sum(periods.values())) else periods

    def listed(self, kind: ListKind, name: str, period: Period, limit: int) -> list[ItemRow]:
        """The items of one page of a list, by newest edition and printed order; of () the newest `limit`.

        A period's page is a register of hundreds of headlines: its items come without summaries and pictures.
        """
        prefix = "-".join(f"{part:02d}" for part in period)
        summary, picture = ("''", "''") if period else ("summary", "picture")
        query = f"""
            SELECT item.date, item.page, item.label, item.ord, item.kind, title, {summary}, page_name, {picture}
            FROM listing
            JOIN item USING (date, page, ord)
            WHERE listing.kind = ? AND name = ? AND listing.date >= ? AND listing.date < ?
            ORDER BY listing.date DESC, listing.page, listing.ord LIMIT ?"""  # noqa: S608 - our own words
        rows = self._db.execute(query, (kind, name, prefix, prefix + "~", -1 if period else limit))
        date_of = cache(dt.date.fromisoformat)
        page_of = cache(Label.from_code)
        return [ItemRow(date_of(date), page_of(page), *rest) for date, page, *rest in rows]

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


def _cover(text: str) -> Cover | None:
    fields = json.loads(text)
    return Cover(*fields) if fields else None
