"""Calls of rclone, which knows S3, R2, B2, SFTP, WebDAV, folders and many more."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.edition.catalogue import UserError, words

NOTHING_THERE = (3, 4)
"""rclone's exit codes for a folder or file that is not found."""


class RcloneError(UserError):
    """rclone failed; what it said has been shown."""

    def __init__(self, doing: str, code: int) -> None:
        super().__init__(words("rclone-failed", step=doing, code=code))


@dataclass(frozen=True, slots=True)
class Host:
    """A place as rclone writes it (`r2:paper`, `/srv/www`), and how it is spoken to."""

    rclone: str
    place: str
    transfers: int = 16
    quiet: bool = False

    def at(self, path: str) -> str:
        """A file at the host."""
        return self.place + ("" if self.place.endswith((":", "/")) else "/") + path

    def read(self, path: str) -> str:
        """The text of a small file, or "" if it does not exist."""
        return self._ask(["cat", "--head", "1000", self.at(path)], path, fine=NOTHING_THERE)

    def write(self, path: str, text: str) -> None:
        """A small file."""
        self._ask(["rcat", self.at(path)], path, text)

    def make(self) -> None:
        """The folder or bucket, where there is none yet."""
        self._ask(["mkdir", self.place], "mkdir")

    def names(self) -> list[str]:
        """Every file at the host."""
        words = ["lsf", "--recursive", "--files-only", "--fast-list", self.place]
        return self._ask(words, "list", fine=NOTHING_THERE).splitlines()

    def knows_checksums(self) -> bool:
        """Whether the host can report a file's digest."""
        return bool(json.loads(self._ask(["backend", "features", self.place], "features")).get("Hashes"))

    def send(self, doing: str, folder: Path, paths: Sequence[str], headers: Sequence[str], how: Sequence[str]) -> None:
        """Copy files from a folder, with the headers that a host is to keep with them."""
        kept = [word for header in headers for word in ("--header-upload", header)]
        with _listed(paths) as names:
            words = ["copy", str(folder), self.place, *kept, "--files-from-raw", names, *how]
            self._do(words, doing)

    def delete(self, doing: str, paths: Sequence[str]) -> None:
        """Delete files."""
        with _listed(paths) as names:
            self._do(["delete", self.place, "--files-from-raw", names, "--no-traverse"], doing)

    def _how(self) -> list[str]:
        words = ["--transfers", str(self.transfers), "--checkers", str(self.transfers)]
        return words + (["--quiet"] if self.quiet else [])

    def _ask(self, words: list[str], doing: str, stdin: str = "", fine: Sequence[int] = ()) -> str:
        """The output of a short call, or "" if it ends with an exit code of `fine`. Errors are shown if it fails."""
        done = subprocess.run([self.rclone, *words], input=stdin, capture_output=True, encoding="utf-8", check=False)
        if done.returncode not in (0, *fine):
            sys.stderr.write(done.stderr)
            raise RcloneError(doing, done.returncode)
        return done.stdout if done.returncode == 0 else ""

    def _do(self, words: list[str], doing: str) -> None:
        """A long call, whose own words are shown."""
        code = subprocess.run([self.rclone, *words, *self._how()], check=False).returncode
        if code:
            raise RcloneError(doing, code)


@contextmanager
def _listed(paths: Iterable[str]) -> Iterator[str]:
    """A file with one path a line."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "files"
        file.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8", errors="surrogateescape")
        yield str(file)
