"""The editions in content/: a digest of each folder, which is read again only where something can have changed.

A digest of contents alone decides what is stale. Reading 30,000 files to learn that none changed would take longer
than building an edition, so each digest comes with a signature of the folder: names, sizes, modification and
change times and inodes, as git's index keeps them. It only ever spares a re-reading. As with git, a file that
was touched in the moments before the scan is not trusted next time, because a second change in the same tick of the
clock would not show; and a fresh checkout, where every time is new, simply reads everything once.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from scripts.edition import editionfile
from scripts.edition.catalogue import words
from scripts.edition.urls import edition_folder, place_of
from scripts.press.settingshape import SettingsError
from scripts.press.store.committed import Committed

RACY_NS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT: two seconds)."""

GIT = "git "
"""Before a tree in a signature."""

FileStat = tuple[str, os.stat_result]


@dataclass(frozen=True, slots=True)
class FolderState:
    """An edition's folder as it was scanned; `signature` is "" where it must be read again next time.

    `digest` is of its contents and, after a `+`, of its corrections from git's history.
    """

    digest: str
    signature: str

    @property
    def content(self) -> str:
        """The digest of the contents alone."""
        return self.digest.partition("+")[0]

    def marked(self, corrections: str) -> FolderState:
        """The same with a digest of corrections, "" for none."""
        return FolderState(self.content + (f"+{corrections}" if corrections else ""), self.signature)


def scan(
    content: Path,
    known: Mapping[dt.date, FolderState],
    only: Collection[dt.date] | None = None,
    commit: Committed | None = None,
) -> dict[dt.date, FolderState]:
    """Every edition below content/, or of `only` those that are there. `known` is trusted where signatures agree.

    With a `commit` its trees are the signatures of folders that it has, and their files' times are not looked at.
    Raises SettingsError where not all of it is checked out.
    """
    if commit is None:
        return _scan(content, known, only)
    dates = sorted(_dates(content) if only is None else only)
    if missing := sorted(commit.trees.keys() - set(dates)) if only is None else []:
        raise SettingsError(words("not-checked-out", count=len(missing), date=missing[0]))
    marks = {date: GIT + commit.trees[date] for date in dates if date in commit.trees}
    kept = {date: known[date] for date, mark in marks.items() if date in known and known[date].signature == mark}
    read = _scan(content, known, [date for date in dates if date not in kept])
    differing = commit.differing([date for date in read if date in marks])
    for date in read.keys() & marks.keys():
        read[date] = FolderState(read[date].digest, "" if date in differing else marks[date])
    return dict(sorted({**kept, **read}.items()))


def _scan(
    content: Path, known: Mapping[dt.date, FolderState], only: Collection[dt.date] | None
) -> dict[dt.date, FolderState]:
    now = time.time_ns()
    dates = _dates(content) if only is None else iter(sorted(only))
    folders = {}
    for date in dates:
        folder = str(content / edition_folder(date))
        files = sorted(_files(folder))
        if not any(name == editionfile.NAME or place_of(name) for name, _ in files):
            continue
        before = known.get(date)
        signature = _signature(files)
        if before and before.signature == signature:
            folders[date] = before
        else:
            trusted = max(max(stat.st_mtime_ns, stat.st_ctime_ns) for _, stat in files) < now - RACY_NS
            folders[date] = FolderState(_digest(folder, files), signature if trusted else "")
    return folders


def _dates(content: Path) -> Iterator[dt.date]:
    for year, year_path in _numbered(str(content), 4):
        for month, month_path in _numbered(year_path, 2):
            for day, _ in _numbered(month_path, 2):
                try:
                    yield dt.date(year, month, day)
                except ValueError:
                    continue


def _numbered(folder: str, digits: int) -> list[tuple[int, str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                (int(e.name), e.path)
                for e in entries
                if len(e.name) == digits and e.name.isascii() and e.name.isdigit() and e.is_dir()
            )
    except FileNotFoundError:
        return []


def _files(folder: str, prefix: str = "") -> list[FileStat]:
    """Name relative to the edition's folder and stat of each file; hidden ones and editors' backups left out."""
    files: list[FileStat] = []
    try:
        with _entries(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(".") or name.endswith("~"):
                    continue
                if entry.is_dir():
                    files += _files(f"{folder}/{name}", f"{prefix}{name}/")
                else:
                    try:
                        files.append((prefix + name, entry.stat()))
                    except OSError:
                        continue  # gone since, or a link to nowhere
    except (FileNotFoundError, NotADirectoryError):
        pass
    return files


@contextmanager
def _entries(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """A folder's entries, opened once where the system can: the path is not walked again for each file's stat."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:
            yield entries
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with os.scandir(opened) as entries:
            yield entries
    finally:
        os.close(opened)


def _signature(files: list[FileStat]) -> str:
    parts = [f"{name}\0{s.st_size} {s.st_mtime_ns} {s.st_ctime_ns} {s.st_ino}" for name, s in files]
    return blake2b("\0".join(parts).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def _digest(folder: str, files: list[FileStat]) -> str:
    total = blake2b(digest_size=16)
    for name, _ in files:
        try:
            data = Path(folder, name).read_bytes()
        except OSError:
            data = b"\0unreadable"
        total.update(f"{name}\0{len(data)}\0".encode(errors="surrogateescape"))
        total.update(data)
    return total.hexdigest()
