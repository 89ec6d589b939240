"""Take a newer version of the tool into a paper: `python -m scripts upgrade REF`, where REF is a tag or branch of it.

Merges REF as git does, but leaves every file that the paper owns (scripts/edition/ownership.py) exactly as it is.
Nothing is committed when a file of the tool that the paper changed cannot be merged: those files are named, and all
is as before.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line
from scripts.edition.ownership import PAPER_PATHS, is_papers


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: merged and committed, or nothing to do. 1: it cannot be merged; all is as before."""
    args = parser().parse_args(argv)
    root = Path(_git("rev-parse", "--show-toplevel").stdout.strip())
    if _git("status", "--porcelain", at=root).stdout:
        print("There are uncommitted changes: commit or stash them first.", file=sys.stderr)
        return 1
    if _git("rev-parse", "--verify", "--quiet", f"{args.ref}^{{commit}}", at=root).returncode:
        print(f"{args.ref}: no such version. `git fetch --tags` the tool's repository first.", file=sys.stderr)
        return 1
    if _git("merge-base", "HEAD", args.ref, at=root).returncode:
        print(f"{args.ref} shares no history with this repository: see docs/upgrade.md.", file=sys.stderr)
        return 1
    before = _git("rev-parse", "HEAD", at=root).stdout.strip()
    _git("merge", "--no-commit", "--no-ff", args.ref, at=root)
    _keep_the_papers_files(root)
    left = [path for path in _git("diff", "--name-only", "--diff-filter=U", "-z", at=root).stdout.split("\0") if path]
    if left:
        _git("merge", "--abort", at=root)
        _git("reset", "--hard", "--quiet", before, at=root)
        print("These files of the tool were changed here and there, and cannot be merged:", file=sys.stderr)
        print("\n".join(f"  {path}" for path in left), file=sys.stderr)
        print(
            "Take your change to them out (a paper's own files are in content/, raw/, paper/), then try again.",
            file=sys.stderr,
        )
        return 1
    if not (root / _git("rev-parse", "--git-path", "MERGE_HEAD", at=root).stdout.strip()).exists():
        print(f"{args.ref} is in already.")
        return 0
    _git("commit", "--quiet", "--no-verify", "--message", f"Upgrade to {args.ref}", at=root)
    print(f"Upgraded to {args.ref}. Now `make test`, `make`, look, and push.")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = command_line("upgrade", __doc__ or "")
    made.add_argument("ref", help="the version to take, as v1.2.0 or upstream/main (git fetch it first)")
    return made


def _keep_the_papers_files(root: Path) -> None:
    """Put every path of the paper back to what HEAD has, in the index and on disk."""
    _git("reset", "--quiet", "HEAD", "--", *PAPER_PATHS, at=root)
    ours = [
        path
        for path in _git("ls-tree", "-r", "-z", "--name-only", "HEAD", at=root).stdout.split("\0")
        if is_papers(path)
    ]
    for start in range(0, len(ours), 500):
        _git("checkout", "--quiet", "HEAD", "--", *ours[start : start + 500], at=root)
    # What is untracked there now came with the merge: the tree was clean before it.
    _git("clean", "-fdq", "--", *(path for path in PAPER_PATHS if (root / path).exists()), at=root)


def _git(*args: str, at: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *args], cwd=at, capture_output=True, text=True, check=False)
