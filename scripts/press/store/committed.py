"""What git's commit says of content/: one digest for each edition's folder, without a look at its files.

Git names the contents of each folder by a digest of its own (a tree). Reading the names of 7,500 folders takes it some
hundredths of a second, where the times of their 600,000 files take seconds, and a fresh checkout, where every time is
new, minutes of reading. Assumed is what a clean checkout gives: a folder that the commit has as it was when it was last
read has not been changed beside git either. Folders that are read are compared with the commit.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.edition.catalogue import words
from scripts.edition.urls import edition_folder
from scripts.press.settings import SettingsError

FEW = 100
"""Up to so many folders are compared by name; more of them all at once."""


@dataclass(frozen=True, slots=True)
class Committed:
    """Editions' folders in git's last commit by date, each with its tree."""

    content: Path
    trees: dict[dt.date, str]

    def differing(self, dates: Collection[dt.date]) -> set[dt.date]:
        """Of these editions, those whose folder is not as the commit has it: changed, added to, or not there."""
        folders = [edition_folder(date).as_posix() for date in dates]
        about = folders if len(folders) <= FEW else ["."]
        told = _git(self.content, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *about)
        _, prefix = _git(self.content, "rev-parse", "--show-prefix", "HEAD").split(b"\n")[1::-1]
        paths = {entry[3:].removeprefix(prefix).decode(errors="surrogateescape") for entry in told.split(b"\0")}
        changed = {path[: len("2024/01/29")] for path in paths}
        return {date for date, folder in zip(dates, folders, strict=True) if folder in changed}


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
    told = _git(content, "cat-file", "--batch", asked="".join(f"{tree}\n" for tree in folders.values()).encode())
    found, at = {}, 0
    for folder, tree in folders.items():
        head, _, _ = told[at : at + 200].partition(b"\n")
        at += len(head) + 1
        end = at + int(head.split()[2])
        while at < end:
            middle = told.index(b"\0", at)
            mode, _, name = told[at:middle].partition(b" ")
            at = middle + 1 + len(tree) // 2
            if mode == b"40000" and len(name) == digits and name.isdigit():
                found[*folder, int(name)] = told[middle + 1 : at].hex()
        at += 1
    return found


def _git(content: Path, *args: str, asked: bytes = b"") -> bytes:
    command = ["git", "--no-optional-locks", "-c", "core.quotePath=false", *args]
    try:
        return subprocess.run(command, cwd=content, input=asked, capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise SettingsError(words("no-git")) from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip()
        raise SettingsError(words("not-committed", path=content, reason=reason)) from None
