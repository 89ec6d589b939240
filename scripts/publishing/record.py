"""What a host has, as far as this machine has sent it: one SQLite file for each host, beside the build's own.

It spares comparing the whole archive with the host for one edition. It is believed only while the host carries the
mark that the last complete publication left there; where somebody else has published since, or the file is lost,
everything is compared once. A digest of contents decides what has changed; size and time only spare reading a file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from scripts.press.store.stage import STAMP

MARK = ".banmian-published"
"""The file at the host that names the record which describes it."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (path TEXT PRIMARY KEY, signature TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Record:
    """The open file."""

    def __init__(self, folder: Path, host: str) -> None:
        name = blake2b(host.encode(), digest_size=6).hexdigest()
        path = folder / f"published-{name}.sqlite3"
        try:
            self._db = self._open(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._db = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path, isolation_level=None)
        try:
            db.executescript(_SCHEMA)
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def mark(self) -> str | None:
        """The mark at the host that this record goes with, "" for a host without one; None where nothing is known."""
        return self._meta("mark")

    def is_complete(self) -> bool:
        """Whether the last publication came to its end."""
        return self._meta("complete") == "yes"

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def keep_mark(self, mark: str, complete: bool = True) -> None:
        """Tie the record to the host's mark; `complete` says that everything has been sent."""
        rows = [("mark", mark), ("complete", "yes" if complete else "no")]
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def new_mark(self) -> str:
        """A mark for what the record says now: the same for the same files."""
        total = blake2b(digest_size=16)
        for path, digest in self._db.execute("SELECT path, digest FROM file ORDER BY path"):
            total.update(f"{path}\0{digest}\0".encode(errors="surrogateescape"))
        return total.hexdigest()

    def host(self) -> dict[str, str]:
        """What the host has: digests by path."""
        return dict(self._db.execute("SELECT path, digest FROM file"))

    def begin(self, mark: str, names: Iterable[str]) -> None:
        """Start over with a host of which only the mark and the names of its files are known."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM file")
            self._db.executemany("INSERT INTO file VALUES (?, '')", ((name,) for name in names))
            self.keep_mark(mark, complete=False)

    def sent(self, files: Mapping[str, str]) -> None:
        """The host has these now."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO file VALUES (?,?)", files.items())

    def deleted(self, paths: Iterable[str]) -> None:
        """The host does not have these any more."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in paths))

    def site(self, output: Path) -> dict[str, str]:
        """The digest of every file of the site by path. Only files whose size or time has changed are read."""
        seen = {
            path: (signature, digest)
            for path, signature, digest in self._db.execute("SELECT path, signature, digest FROM seen")
        }
        digests: dict[str, str] = {}
        fresh: list[tuple[str, str, str]] = []
        for path, entry in _files(str(output)):
            stat = entry.stat()
            signature = f"{stat.st_size} {stat.st_mtime_ns}"
            known = seen.pop(path, ("", ""))
            if known[0] == signature:
                digests[path] = known[1]
            else:
                digests[path] = blake2b(Path(entry.path).read_bytes(), digest_size=16).hexdigest()
                fresh.append((path, signature, digests[path]))
        with self._db:
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO seen VALUES (?,?,?)", fresh)
            self._db.executemany("DELETE FROM seen WHERE path = ?", ((path,) for path in seen))
        return digests


def _files(folder: str, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            elif prefix or entry.name != STAMP:
                yield prefix + entry.name, entry
