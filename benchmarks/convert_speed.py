"""How fast and how large conversion is: `python -m benchmarks.convert_speed [--pages 1000] [--raw raw]`.

An archive is made of copies of the raw pages, each with a line of its own, and converted with one process, with two,
again, and again with --all. CPU seconds are told beside the wall's, because they hold on a busy machine too; what the
converter alone takes is measured in the same way, so that the rest is what files, the record and the report cost.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from scripts.pagetext.decode import decode

PAGES_A_DAY = 8


def archive(source: Path, folder: Path, pages: int) -> int:
    """Lay out an archive; the number of its bytes."""
    texts = [decode(path.read_bytes()).text for path in sorted(source.rglob("*.txt"))]
    size = 0
    for number, text in zip(range(pages), itertools.cycle(texts), strict=False):
        date = dt.date(2001, 1, 1) + dt.timedelta(number // PAGES_A_DAY)
        path = folder / f"{date:%Y/%m/%d}" / f"{number % PAGES_A_DAY + 1:02d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.replace("\f", "").encode() + f"\n第{number}号\n".encode()
        path.write_bytes(data)
        size += len(data)
    return size


def measured(command: list[str]) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and peak MiB of a command and its children."""
    started = time.perf_counter()
    pid = os.posix_spawn(command[0], command, {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)})
    _, status, use = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, use.ru_utime + use.ru_stime, use.ru_maxrss // 1024


ALONE = """
import datetime, pathlib, sys
from scripts import pagetext
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.txt")):
    pagetext.convert(path.read_bytes(), date=datetime.date(2001, 1, 1), page=Label(1))
"""


def main() -> None:
    """Measure and print a line a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--raw", type=Path, default=Path("raw"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        root = Path(name)
        size = archive(args.raw, root / "raw", args.pages)
        print(f"{args.pages} pages, {size / 1e6:.1f} MB")
        convert = [sys.executable, "-m", "scripts", "convert", str(root / "raw"), "--content", str(root / "content")]
        convert += ["--report", str(root / "report.json"), "--quiet", "--jobs"]
        cases = {
            "pagetext alone": [sys.executable, "-c", ALONE, str(root / "raw")],
            "--jobs 1": [*convert, "1"],
            "--jobs 2": [*convert, "2"],
            "again": [*convert, "1"],
            "again, --all": [*convert, "1", "--all"],
        }
        for case, command in cases.items():
            if case.startswith("--jobs"):
                shutil.rmtree(root / "content", ignore_errors=True)
                shutil.rmtree(root / ".banmian", ignore_errors=True)
            wall, cpu, peak = measured(command)
            print(
                f"{case:<16} {wall:7.2f} s  {cpu:7.2f} CPU s  {1000 * cpu / args.pages:6.2f} CPU ms a page  {peak} MiB"
            )


if __name__ == "__main__":
    main()
