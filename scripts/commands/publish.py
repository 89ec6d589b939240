"""Put the site on a host: `python -m scripts publish --to REMOTE`, any that rclone knows (S3, R2, SFTP, a folder).

Only what changed is sent, in an order in which readers find every link: assets and search bundles, whose names are
digests of their contents, to be cached for ever; new files; what leads to them; the front page; deletions last.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

from scripts.commands import command_line, complain, say
from scripts.edition.finding import Language
from scripts.press.options import default_state
from scripts.press.store.lock import locked
from scripts.press.store.schema import FILE
from scripts.press.store.stage import NotOursError, read_stamp
from scripts.press.store.state import State
from scripts.publishing.plan import UploadStep, changed, gone, steps
from scripts.publishing.rclone import Host, RcloneError
from scripts.publishing.record import MARK, Record

SHOWN = 20
"""Files named by --dry-run for each step."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: the host has the site; 1: rclone failed, what was sent is whole; 2: it could not begin."""
    args = parser().parse_args(argv)
    output = args.output.resolve()
    rclone = shutil.which("rclone")
    if rclone is None:
        complain(args.lang, say(args.lang, "rclone-missing"))
        return 2
    folder = args.state or default_state(args.settings.resolve().parent, output)
    try:
        built = bool(read_stamp(output))
    except NotOursError:
        built = False
    if not built or not (folder / FILE).exists():
        complain(args.lang, say(args.lang, "publish-no-site", output=output))
        return 2
    host = Host(rclone, args.to, args.jobs, args.quiet)
    with locked(folder / "lock", args.lang), State(folder / FILE) as state, Record(folder, args.to) as record:
        if state.pending():
            complain(args.lang, say(args.lang, "publish-broken-off"))
            return 2
        try:
            publish(host, output, record, args)
        except RcloneError as error:
            complain(args.lang, error)
            complain(args.lang, say(args.lang, "publish-again"))
            return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    options = command_line("publish", __doc__ or "", "output", "settings", "state", "dry-run")
    options.add_argument(
        "--to", required=True, metavar="REMOTE", help="where to, as rclone writes it: r2:paper, /srv/www"
    )
    options.add_argument(
        "--all", action="store_true", help="compare every file with the host, whatever was sent before"
    )
    options.add_argument("--jobs", type=int, default=16, help="files sent at once (16)")
    return options


def publish(host: Host, output: Path, record: Record, args: argparse.Namespace) -> None:
    """Send what the host does not have, then delete what the site no longer has. Raises RcloneError."""
    site = record.site(output)
    mark = host.read(MARK).strip()
    known = mark == record.mark() and not args.all
    names = record.host() if known else dict.fromkeys(host.names(), "")
    if not known and not mark:  # it may hold what is not ours: only what was put there by a publication is deleted
        if strange := gone(site, names):
            not_ours = {"host": args.to, "count": len(strange), "example": strange[0]}
            complain(args.lang, say(args.lang, "publish-not-ours", **not_ours))
        names = {}
    todo, lost = changed(site, names), gone(site, names)
    if args.dry_run:
        _tell(steps(todo, names), lost, len(site) - len(todo), args.lang)
        return
    how = ["--no-traverse", "--ignore-times"] if known and record.is_complete() else _comparing(host)
    if not mark:
        host.make()
    if known:
        record.keep_mark(mark, complete=not todo and not lost)
    else:
        record.begin(mark, names)
    for step in steps(todo, names):
        if not args.quiet:
            print(f"{step.name}: {len(step.paths)}", flush=True)
        host.send(step.name, output, step.paths, step.headers, how)
        record.sent({path: site[path] for path in step.paths})
    if lost:
        if not args.quiet:
            print(f"deletions: {len(lost)}", flush=True)
        host.delete("deletions", lost)
        record.deleted(lost)
    fresh = record.new_mark()
    if fresh != mark:
        host.write(MARK, fresh + "\n")
    record.keep_mark(fresh)
    if not args.quiet:
        done = {"sent": len(todo), "deleted": len(lost), "unchanged": len(site) - len(todo)}
        print(say(args.lang, "published", **done), flush=True)


def _comparing(host: Host) -> list[str]:
    """How rclone compares a host of which nothing is known: by digests, or by sending all where it knows none."""
    return ["--fast-list", "--checksum"] if host.knows_checksums() else ["--ignore-times"]


def _tell(todo: list[UploadStep], lost: list[str], unchanged: int, language: Language) -> None:
    for step in todo:
        print(f"{step.name}: {len(step.paths)}")
        for path in step.paths[:SHOWN]:
            print(f"  {path}")
    for path in lost[:SHOWN]:
        print(f"  delete {path}")
    count = sum(len(step.paths) for step in todo)
    print(say(language, "publish-preview", sent=count, deleted=len(lost), unchanged=unchanged))
