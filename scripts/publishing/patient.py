"""What `doctor` looks at, and what it answers: a paper's folder, and the result of one check of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

CheckState = Literal["good", "wrong", "click"]
_REMOTE = re.compile(
    r"(?:git@|ssh://git@|https://(?:[^@/]+@)?)(?P<host>[\w.-]+)[:/](?P<repo>[\w.-]+/[\w.-]+?)(?:\.git)?/?"
)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was seen: `what` and `remedy` in English and Chinese, `where` an address to open."""

    state: CheckState
    what: tuple[str, str]
    remedy: tuple[str, str] = ("", "")
    where: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """The folder, the settings that publication uses (None: they cannot be read, and why), and how to run a program."""

    root: Path
    settings: Mapping[str, Any] | None
    why: str
    run: Callable[[Sequence[str]], str | None]

    def git(self, *words: str) -> str | None:
        """What git says in the folder, or None where it fails."""
        said = self.run(["git", "-C", str(self.root), *words])
        return None if said is None else said.strip()

    @property
    def remote(self) -> re.Match[str] | None:
        """The host and repository of the remote `origin`, as it is written or as git's shorthands make it."""
        written = _REMOTE.fullmatch(self.git("config", "--get", "remote.origin.url") or "")
        return written or _REMOTE.fullmatch(self.git("remote", "get-url", "origin") or "")

    @property
    def online(self) -> str:
        """The repository's page on GitHub, or ""."""
        remote = self.remote
        return f"https://{remote['host']}/{remote['repo']}" if remote and remote["host"] == "github.com" else ""


def run(words: Sequence[str]) -> str | None:
    """A program's output, or None where there is no such program or it fails."""
    if shutil.which(words[0]) is None:
        return None
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=20)
    return done.stdout if done.returncode == 0 else None
