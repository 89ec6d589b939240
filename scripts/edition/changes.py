"""What a push or a branch changes: its findings count in full, those of what was there before do not stop a paper.

An old slip in an edition of years ago, found by a newer check, must not hold up today's: it is reported as a warning.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.edition.content import edition_dates
from scripts.edition.finding import Finding
from scripts.edition.urls import date_of


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that changed, by their paths as findings show them, and the editions whose findings count as a whole."""

    files: frozenset[str]
    editions: frozenset[dt.date]

    def concern(self, finding: Finding) -> bool:
        """Whether a finding is about something that changed."""
        return finding.path in self.files or _edition_of(finding.path) in self.editions


def softened(findings: Iterable[Finding], changes: Changes) -> Iterator[Finding]:
    """The findings, errors about what did not change as warnings."""
    for finding in findings:
        old = finding.severity == "error" and not changes.concern(finding)
        yield replace(finding, severity="warning") if old else finding


def since(ref: str, content: Path) -> Changes:
    """What differs from a commit (where the histories part), work tree included.

    Where a file is new, gone or renamed, or is edition.yml, its edition counts as a whole: other files may refer to it.
    Without a commit to compare with, or without git, the newest edition counts.
    """
    base = _git(content, "merge-base", ref, "HEAD") if ref else None
    listed = (
        _git(content, "diff", "--name-status", "--no-renames", "-z", (base or ref).strip(), "--", ".") if ref else None
    )
    if listed is None:
        return Changes(frozenset(), frozenset(list(edition_dates(content))[-1:]))
    words = listed.split("\0")[:-1]
    states = dict(zip(words[1::2], words[::2], strict=True))
    new = _git(content, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ".") or ""
    states |= dict.fromkeys(new.split("\0")[:-1], "A")
    top = (_git(content, "rev-parse", "--show-prefix") or "").strip()
    files = {f"{content.name}/{path.removeprefix(top)}": state for path, state in states.items()}
    whole = {_edition_of(path) for path, state in files.items() if state != "M" or path.endswith(".yml")}
    return Changes(frozenset(files), frozenset(date for date in whole if date))


def _edition_of(path: str) -> dt.date | None:
    return date_of(Path(*path.split("/")[-4:-1])) if path.count("/") >= 3 else None


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
