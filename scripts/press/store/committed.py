"""What git's commit says of content/: one digest for each edition's folder, without a look at its files.

Git names the contents of each folder by a digest of its own (a tree). Reading the names of 7,500 folders takes it some
hundredths of a second, where the times of their 600,000 files take seconds, and a fresh checkout, where every time is
new, minutes of reading. Assumed is what a clean checkout gives: a folder that the commit has as it was when it was last
read has not been changed beside git either. Folders that are read are compared with the commit.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.edition.catalogue import words
from scripts.edition.urls import edition_folder
from scripts.press.settingshape import SettingsError

FEW = 100
"""Of up to so many folders git is asked by name; of more, of all at once."""
_DAY = "2024/01/29"


@dataclass(frozen=True, slots=True)
class Committed:
    """Editions' folders in git's last commit by date, each with its tree."""

    content: Path
    trees: dict[dt.date, str]

    def differing(self, dates: Collection[dt.date]) -> set[dt.date]:
        """Of these editions, those whose folder is not as the commit has it: changed, added to, or something missing.

        Files are compared by git's own digests and not by its index, which of 600,000 files takes half a second to
        read. Where git changes files on their way (line ends), they differ, and are read again each time.
        """
        if not dates:
            return set()
        folders = {edition_folder(date).as_posix(): date for date in dates}
        about = list(folders) if len(folders) <= FEW else []
        committed: dict[dt.date, dict[str, str]] = {date: {} for date in dates}
        for line in _git(self.content, "ls-tree", "-rz", "HEAD", "--", *about).split(b"\0")[:-1]:
            about_it, _, path = line.decode(errors="surrogateescape").partition("\t")
            folder, name = path[: len(_DAY)], path[len(_DAY) + 1 :]
            if folder in folders and is_counted(name):
                committed[folders[folder]][name] = about_it.split()[2]
        return {date for folder, date in folders.items() if committed[date] != self._digests(folder, committed[date])}

    def _digests(self, folder: str, committed: Collection[str]) -> dict[str, str]:
        """Git's digests of the files that lie in a folder, as long as they are as many as the commit has."""
        root = self.content / folder
        names = {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}
        names = {name for name in names if is_counted(name)}
        if names != set(committed):
            return {}
        make = hashlib.sha1 if len(next(iter(self.trees.values()))) == 40 else hashlib.sha256
        digests = {}
        for name in names:
            try:
                data = (root / name).read_bytes()
            except OSError:
                return {}
            digests[name] = make(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        return digests


def is_counted(name: str) -> bool:
    """Whether a file of an edition's folder is part of it: hidden ones and editors' backups are not."""
    return not any(part.startswith(".") or part.endswith("~") for part in name.split("/"))


def committed(content: Path) -> Committed:
    """What the last commit has. Raises SettingsError where content is in no repository, or git is not there."""
    years = _listed(content, {(): _git(content, "rev-parse", "--verify", "HEAD:./").decode().strip()}, 4)
    days = _listed(content, _listed(content, years, 2), 2)
    trees = {}
    for day, tree in days.items():
        try:
            year, month, number = day
            trees[dt.date(year, month, number)] = tree
        except ValueError:  # as in a folder named 2024/02/30
            continue
    return Committed(content, trees)


def _listed(content: Path, folders: Mapping[tuple[int, ...], str], digits: int) -> dict[tuple[int, ...], str]:
    """The folders in some trees whose names are numbers of so many digits, as numbers, each with its tree.

    Git's own list of all folders would open every edition's; and what it says of a tree is easily read: of each entry
    its mode, a space, its name, a NUL and its digest.
    """
    objects = _git(content, "cat-file", "--batch", asked="".join(f"{tree}\n" for tree in folders.values()).encode())
    digests, at = {}, 0
    for folder, tree in folders.items():
        head, _, _ = objects[at : at + 200].partition(b"\n")
        at += len(head) + 1
        end = at + int(head.split()[2])
        while at < end:
            middle = objects.index(b"\0", at)
            mode, _, name = objects[at:middle].partition(b" ")
            at = middle + 1 + len(tree) // 2
            if mode == b"40000" and len(name) == digits and name.isdigit():
                digests[*folder, int(name)] = objects[middle + 1 : at].hex()
        at += 1
    return digests


def _git(content: Path, *args: str, asked: bytes = b"") -> bytes:
    command = ["git", "--no-optional-locks", "-c", "core.quotePath=false", *args]
    try:
        return subprocess.run(command, cwd=content, input=asked, capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise SettingsError(words("no-git")) from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip()
        raise SettingsError(words("not-committed", path=content, reason=reason)) from None
