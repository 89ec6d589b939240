"""Take a newer version of the tool into a paper: `python -m scripts upgrade REF`, where REF is a tag or branch of it.

Merges REF as git does, but leaves every file that the paper owns (scripts/edition/ownership.py) exactly as it is.
Nothing is committed when a file of the tool that the paper changed cannot be merged: those files are named, and all
is as before.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, complain, say
from scripts.edition.ownership import PAPER_PATHS, is_papers


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: merged and committed, or nothing to do. 1: it cannot be merged; all is as before."""
    args = parser().parse_args(argv)
    root = Path(_git("rev-parse", "--show-toplevel").stdout.strip())
    if _git("status", "--porcelain", at=root).stdout:
        complain(args.lang, say(args.lang, "upgrade-uncommitted"))
        return 1
    if _git("rev-parse", "--verify", "--quiet", f"{args.ref}^{{commit}}", at=root).returncode:
        complain(args.lang, say(args.lang, "upgrade-no-version", ref=args.ref))
        return 1
    if _git("merge-base", "HEAD", args.ref, at=root).returncode:
        complain(args.lang, say(args.lang, "upgrade-no-history", ref=args.ref))
        return 1
    before = _git("rev-parse", "HEAD", at=root).stdout.strip()
    _git("merge", "--no-commit", "--no-ff", args.ref, at=root)
    _keep_the_papers_files(root)
    left = [path for path in _git("diff", "--name-only", "--diff-filter=U", "-z", at=root).stdout.split("\0") if path]
    if left:
        _git("merge", "--abort", at=root)
        _git("reset", "--hard", "--quiet", before, at=root)
        files = "\n".join(f"  {path}" for path in left)
        complain(args.lang, say(args.lang, "upgrade-conflict", files=files))
        return 1
    if not (root / _git("rev-parse", "--git-path", "MERGE_HEAD", at=root).stdout.strip()).exists():
        print(say(args.lang, "upgrade-in-already", ref=args.ref))
        return 0
    _git("commit", "--quiet", "--no-verify", "--message", f"Upgrade to {args.ref}", at=root)
    print(say(args.lang, "upgraded", ref=args.ref))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("upgrade", __doc__ or "")
    options.add_argument("ref", help="the version to take, as v1.2.0 or upstream/main (git fetch it first)")
    return options


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
