"""Staging and moving: everything is written aside first, then renamed into output/ in an order safe for readers.

New files and whole new folders come first: nothing leads to them yet. Then files that are replaced, each by one rename:
what is pointed to before what points to it, the front page last. Deletions end it. So at every moment a reader who
starts from any page finds every link of it. The list of moves is kept until all are made; a build that was
killed is finished by the next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scripts.edition.catalogue import UserError, words

STAMP = ".banmian"
"""The file in output/ that says which state it is in. A folder without it that is not empty is not ours to write to."""

Move = tuple[str, str]
"""From a path below staging, to one below output. "" for from: delete."""


class NotOursError(UserError):
    """The output folder holds something that no build wrote."""


class Stage:
    """Writes what differs from output/ into a staging folder."""

    def __init__(self, output: Path, staging: Path) -> None:
        self.output, self.staging = str(output), str(staging)
        self._folders: set[str] = set()

    def put(self, path: str, data: bytes) -> bool:
        """Stage a file (a path below output/) unless output/ has the same bytes; True if it was staged."""
        if _same(f"{self.output}/{path}", data):
            return False
        target = f"{self.staging}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - a hot path: Path costs more than the write
            self._folders.add(folder)
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(data)
        return True


def _same(path: str, data: bytes) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            if os.fstat(file.fileno()).st_size != len(data):
                return False
            return file.read() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def moves(output: Path, staging: Path, rank: Callable[[str], int], deleted: Iterable[str]) -> list[Move]:
    """The moves that bring staging into output, in order. `rank` orders files that are replaced, lowest first."""
    new: list[Move] = []
    replaced: list[tuple[int, str, Move]] = []

    def walk(folder: str) -> None:
        for entry in sorted(os.scandir(staging / folder), key=lambda e: (e.is_file(), e.name)):
            path = f"{folder}{entry.name}"
            target = output / path
            move = (path, path)
            if entry.is_dir():
                if target.exists():
                    walk(path + "/")
                else:
                    new.append(move)
            elif target.exists():
                replaced.append((rank(path), path, move))
            else:
                new.append(move)

    if staging.exists():
        walk("")
    gone = [("", path) for path in sorted(deleted)]
    return [*new, *(move for _, _, move in sorted(replaced)), *gone]


def carry_out(todo: Iterable[Move], output: Path, staging: Path) -> None:
    """Make the moves, skipping those already made, so that an interrupted run can simply be repeated."""
    output.mkdir(parents=True, exist_ok=True)
    for source, target in todo:
        if not source:
            _delete(output / target, output)
        elif (staging / source).exists():
            (output / target).parent.mkdir(parents=True, exist_ok=True)
            (staging / source).replace(output / target)


def _delete(path: Path, output: Path) -> None:
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == output:
            break
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            break


def empty(staging: Path) -> None:
    """Remove the staging folder and all in it."""
    shutil.rmtree(staging, ignore_errors=True)


def read_stamp(output: Path) -> str:
    """The stamp of an output folder, "" where it has none. Raises NotOursError where it is no output of ours."""
    try:
        return (output / STAMP).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        pass
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise NotOursError(words("not-ours", output=output))
    return ""


def files(output: Path) -> Iterator[str]:
    """The files below output/ that builds write: not the stamp, nor what search keeps there."""
    root = str(output)
    for folder, _, names in os.walk(root):
        for name in names:
            path = f"{folder[len(root) + 1 :]}/{name}".lstrip("/").replace(os.sep, "/")
            if path != STAMP and not is_searchs(path):
                yield path


def is_searchs(path: str) -> bool:
    """Whether search wrote a file and clears it away itself."""
    return path.startswith("search/") and not path.endswith(".html")


def staging_folder(state: Path, output: Path) -> Path:
    """Where to stage: below the state's folder, or beside output on its own file system."""
    parent = next(folder for folder in (output, *output.parents) if folder.exists())
    if parent.stat().st_dev == state.stat().st_dev:
        return state / "staging"
    return output.with_name(f".{output.name}.staging")
