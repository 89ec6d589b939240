"""How fast check is: `python -m benchmarks.check_speed [--items 30000] [--jobs 2]`, over an archive with real faults.

Two cases: one edition by its path, as an editor and a pre-commit hook ask for it, and the whole archive, as CI does.
One item in 20 has something for the check to tell, so that telling is measured too. CPU seconds are told beside the
wall's, because they hold on a busy machine too.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.press import corpus

ITEMS_AN_EDITION = 80
FAULTS = ("　\u2f08民", "会 议 听 取 了", "“没有配对", "<b>", "4 月 8 日 ，")


def archive(content: Path, editions: int) -> Path:
    """Write it; the folder of its last edition."""
    number = 0
    folder = content
    for one in corpus.editions(editions):
        corpus.write(content, one)
        folder = content / f"{one.date:%Y/%m/%d}"
        for path in sorted(folder.glob("*.md")):
            number += 1
            if number % 20 == 0:
                with path.open("a", encoding="utf-8") as file:
                    file.write(f"\n{FAULTS[number // 20 % len(FAULTS)]}\n")
    return folder


def main() -> None:
    """Measure and print a line a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=30_000)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    root = Path(__file__).parent.parent
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        last = archive(content, -(-args.items // ITEMS_AN_EDITION))
        command = [sys.executable, "-m", "scripts", "check", "--content", str(content), "--jobs", str(args.jobs)]
        for name, more in (("one edition", [str(last)]), (f"{args.items:,} items", [])):
            begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run([*command, *more], cwd=root, capture_output=True, text=True, check=False)
            wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
            if done.returncode != 1 or done.stderr:  # there are errors to be told, and nothing else to be said
                raise SystemExit(done.stderr or "no error was found")
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{name}: {wall:.2f} s, {cpu:.2f} CPU s: {done.stdout.splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    main()
