"""What happens to a file when its conversion changes: replaced, kept, merged three ways, or both laid side by side.

The three are the file as convert wrote it last (the base), as it stands now (perhaps an editor's work), and as it is
converted now. Nothing here writes: `decide` looks at values and says what is to be done, so each case can be tested.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from scripts.conversion.record import ItemRecord, text_id
from scripts.edition.frontmatter import normalised

Outcome = Literal["new", "same", "replaced", "kept", "merged", "conflict", "pending", "deleted"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one file: the text to write (None: leave it), the text to lay beside it, the new record."""

    outcome: Outcome
    record: ItemRecord
    text: str | None = None
    beside: str | None = None


def decide(
    new: str,
    current: str | None,
    known: ItemRecord | None,
    base_of: Callable[[str], str | None],
    beside: bool = False,
    reads: Callable[[str], bool] = lambda _: True,
) -> Decision:
    """Settle one file.

    `current` is the file's text (None: there is none), `known` what the record says of it (None: nothing), `base_of`
    gives the text of a blob id if it can be had, `beside` says whether an earlier offer still lies beside the file,
    `reads` whether a merged text is a sound file (two people may each have added the same key).
    """
    fresh = ItemRecord(text_id(new))
    if current is None:
        if known is None or known.state == "gone":
            return Decision("new", fresh, new)
        return Decision("deleted", ItemRecord(known.written, "deleted"))
    if known is not None and known.offered and not beside:
        known = ItemRecord(known.offered)  # the editor has taken from the offer what was wanted, and removed it
    if text_id(current) == fresh.written:
        return Decision("same", fresh)
    if known is None or known.state == "gone":  # a file that convert did not write, or whose record was lost
        return Decision("conflict", ItemRecord("", offered=fresh.written), None, new)
    if known.written == text_id(current):
        return Decision("replaced", fresh, new)
    if known.written == fresh.written:
        return Decision("kept", fresh)
    if known.offered == fresh.written:
        return Decision("pending", known)
    base = base_of(known.written) if known.written else None
    merged = merged_text(normalised(current), base, new) if base is not None else None
    if merged is None or not reads(merged):
        return Decision("conflict", ItemRecord(known.written, offered=fresh.written), None, new)
    if merged == normalised(current):  # the person had done already what the conversion does now
        return Decision("kept", fresh)
    return Decision("merged", fresh, merged)


def merged_text(current: str, base: str, new: str) -> str | None:
    """The result of git-merge-file(1) on three texts, or None if there is a conflict or no git."""
    with tempfile.TemporaryDirectory(prefix="merge-") as folder:
        paths = [Path(folder) / name for name in ("current", "base", "new")]
        for path, text in zip(paths, (current, base, new), strict=True):
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        try:
            done = subprocess.run(
                ["git", "merge-file", "-p", "-q", *map(str, paths)], capture_output=True, check=False, cwd=folder
            )
        except OSError:
            return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None


def text_from_git(folder: Path, blob: str) -> str | None:
    """The text that git has under this blob id in the repository that holds `folder`, or None."""
    root = _repository(folder)
    if root is None:
        return None
    done = subprocess.run(
        ["git", "cat-file", "blob", blob],
        capture_output=True,
        check=False,
        cwd=root,
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
    )
    try:
        return done.stdout.decode("utf-8") if done.returncode == 0 else None
    except UnicodeDecodeError:
        return None


@cache
def _repository(folder: Path) -> Path | None:
    """The top of the working tree that holds a folder, or None where there is no git or no repository."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--show-toplevel"], capture_output=True, check=False, cwd=folder, text=True
        )
    except OSError:
        return None
    return Path(done.stdout.strip()) if done.returncode == 0 else None
