"""Put the site on a host: `python -m scripts.publish --to REMOTE`, any that rclone knows (S3, R2, SFTP, a folder).

Only what changed is sent, in an order in which readers find every link: assets and search bundles, whose names are
digests of their contents, to be cached for ever; editions; what leads to them; the front page; deletions last.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.build import default_state
from scripts.press.lock import locked
from scripts.press.stage import STAMP, NotOursError, read_stamp
from scripts.press.state import FILE, State

FOREVER = "Cache-Control: public, max-age=31536000, immutable"
SHORTLY = "Cache-Control: public, max-age=300, stale-while-revalidate=86400"
MISSING = """rclone is needed and is not installed: see https://rclone.org/install/ (Debian: apt-get install rclone).
发布需要 rclone，本机尚未安装：见 https://rclone.org/install/ （Debian：apt-get install rclone）。"""


@dataclass(frozen=True, slots=True)
class Step:
    """One call of rclone: which files (its filter rules, first match wins), and how long browsers may keep them."""

    name: str
    verb: str
    rules: tuple[str, ...]
    cache: str


_YEAR = "[0-9][0-9][0-9][0-9]"
STEPS: tuple[Step, ...] = (
    Step("assets", "copy", ("+ /theme/**", "- *"), FOREVER),
    Step("search bundles", "copy", ("- /search/text/**", "+ /search/**.bin", "- *"), FOREVER),
    Step("editions", "copy", ("+ /search/text/**", f"+ /{_YEAR}/**", f"+ /zh-*/{_YEAR}/**", "- *"), SHORTLY),
    Step("lists", "copy", ("- /index.html", "- /search/**.bin", "- /search/bundles.json", "- /theme/**"), SHORTLY),
    Step("front page", "copy", ("+ /index.html", "+ /search/bundles.json", "- *"), SHORTLY),
    Step("deletions", "sync", (), SHORTLY),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: the host has the site; 1: rclone failed, what was sent is whole; 2: it could not begin."""
    args = parser().parse_args(argv)
    output = args.output.resolve()
    rclone = shutil.which("rclone")
    if rclone is None:
        print(MISSING, file=sys.stderr)
        return 2
    state_folder = args.state or default_state(args.settings.resolve().parent, output)
    try:
        built = bool(read_stamp(output))
    except NotOursError:
        built = False
    if not built or not (state_folder / FILE).exists():
        print(f"{output} holds no site: build it first.\n{output} 中没有网站：请先构建。", file=sys.stderr)
        return 2
    with locked(state_folder / "lock"), State(state_folder / FILE) as state:
        if state.pending():
            print("The last build was broken off: build again first.\n上次构建中断：请先重新构建。", file=sys.stderr)
            return 2
        for step in STEPS:
            if not args.quiet:
                print(step.name, flush=True)
            code = subprocess.run(command(rclone, step, output, args), check=False).returncode
            if code:
                print(f"rclone failed at the step '{step.name}' (code {code}).", file=sys.stderr)
                return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m scripts.publish", description=__doc__)
    made.add_argument("--to", required=True, metavar="REMOTE", help="where to, as rclone writes it: r2:paper, /srv/www")
    made.add_argument("--output", type=Path, default=Path("output"), help="the site (output)")
    made.add_argument("--settings", type=Path, default=Path("pelicanconf.py"), help="the settings (pelicanconf.py)")
    made.add_argument("--state", type=Path, help="what the build remembers (.banmian/ beside the settings)")
    made.add_argument("--times", action="store_true", help="compare by size and time: for hosts that know no checksums")
    made.add_argument("--jobs", type=int, default=16, help="files sent at once (16)")
    made.add_argument("--dry-run", action="store_true", help="only tell what would be sent and deleted")
    made.add_argument("--quiet", action="store_true", help="say only what is wrong")
    return made


def command(rclone: str, step: Step, output: Path, args: argparse.Namespace) -> list[str]:
    """The words of one call."""
    words = [rclone, step.verb, str(output), args.to, "--transfers", str(args.jobs), "--checkers", str(args.jobs)]
    words += ["--fast-list", "--header-upload", step.cache]
    for rule in (f"- /{STAMP}", *step.rules):
        words += ["--filter", rule]
    if step.verb == "sync":
        words.append("--delete-after")
    if not args.times:
        words.append("--checksum")
    if args.dry_run:
        words.append("--dry-run")
    if args.quiet:
        words.append("--quiet")
    return words


if __name__ == "__main__":
    sys.exit(main())
