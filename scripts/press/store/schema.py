"""The tables of the file that says what is in output/, and how it is opened. docs/press.md tells what they are for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

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


def open_database(path: Path) -> sqlite3.Connection:
    """The file at `path`, made anew where it is none, damaged, or of another version."""
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
