"""Convert and build an archive with two Dask workers, one of them killed midway: `python -m benchmarks.press.cluster`.

The same raw pages are converted and the same editions printed twice, by one process and by a scheduler with two workers
of one thread each, on this machine. The first worker is killed (SIGKILL) once half of the work lies there; the second
does the rest, and what the first had in hand. Told are the seconds of CPU of each process, and whether the bytes are
those of one process. It needs requirements-cluster.txt. The archive stays in --work to be looked at.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from benchmarks.press import corpus
from benchmarks.press.measure import run
from scripts.edition.urls import edition_folder
from scripts.press.store.stage import STAMP

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES, PER_PAGE = 8, 10
SETTINGS = 'SITENAME = "岚汀日报"\nTIMEZONE = "Asia/Shanghai"\nSITE_BUDGET = 0\nSITEURL = "https://paper.example"\n'
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""What a worker's nanny sets for it.

There is none here, so that a killed worker stays dead; without this, numpy's threads wait for each other in a loop, and
reading takes nine times the CPU.
"""

TICK = 1 / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print a table. Exit code 1: the cluster's bytes are others."""
    args = parser().parse_args()
    folder = Path(tempfile.mkdtemp(dir=args.work, prefix="cluster-"))
    editions = max(args.items // (PAGES * PER_PAGE), 4)
    write_raw(folder / "raw", editions)
    (folder / "settings.py").write_text(SETTINGS, encoding="utf-8")
    same = True
    print(f"{editions * PAGES * PER_PAGE} items, {editions} editions, in {folder}", flush=True)
    for name, written, size in (("convert", "content", editions), ("build", "output", editions)):
        alone = run(words(name, folder, "alone"), ROOT, ok=(0, 1))
        print(f"{name:<8} one process            {alone.cpu:8.1f} CPU s {alone.wall:8.1f} s", flush=True)
        told = on_cluster(name, folder, size)
        print(f"{name:<8} two workers, one killed {sum(told.values()):7.1f} CPU s: {shares(told)}", flush=True)
        alike = digest(folder / "alone" / written) == digest(folder / "cluster" / written)
        same = same and alike
        print(f"{name:<8} bytes {'the same' if alike else 'DIFFER'}", flush=True)
    return 0 if same else 1


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.press.cluster", description=__doc__)
    made.add_argument("--items", type=int, default=20_000, help="items (20000)")
    made.add_argument(
        "--work", type=Path, help="where the archives lie, afterwards too (the system's temporary folder)"
    )
    return made


def write_raw(raw: Path, editions: int) -> None:
    """Pages as an extractor gives them: headlines and wrapped paragraphs."""
    for number in range(editions):
        chance = random.Random(number)
        folder = raw / edition_folder(corpus.LAST - dt.timedelta(number))
        folder.mkdir(parents=True)
        for page in range(1, PAGES + 1):
            stories = (f"{_text(chance, 13)}\n\n    {_text(chance, 260)}。\n" for _ in range(PER_PAGE))
            (folder / f"{page:02d}.txt").write_text("\n".join(stories), encoding="utf-8")


def _text(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(corpus.WORDS, k=length))[:length]


def words(name: str, folder: Path, which: str, *more: str) -> list[str]:
    """The command that converts or builds below `folder`/`which`; both archives are built of one content."""
    place = folder / which
    content = place / "content" if name == "convert" else folder / "alone" / "content"
    called = [sys.executable, "-m", "scripts", name, "--quiet", "--content", str(content)]
    if name == "convert":
        called += [str(folder / "raw")]
    else:
        called += ["--output", str(place / "output"), "--state", str(place / "state"), "--no-search"]
        called += ["--settings", str(folder / "settings.py"), "--theme", str(ROOT / "tests/press/theme")]
    return called + (list(more) or ["--jobs", "1"])


def on_cluster(name: str, folder: Path, editions: int) -> dict[str, float]:
    """Run it with two workers, kill the first when half is done; seconds of CPU by process."""
    where = folder / f"scheduler-{name}.json"
    with contextlib.ExitStack() as stack:
        begun = {"scheduler": stack.enter_context(dask("scheduler", where, "--host", "127.0.0.1", "--port", "0"))}
        for number in (1, 2):
            how = ("--nthreads", "1", "--no-nanny")
            begun[f"worker {number}"] = stack.enter_context(dask("worker", where, *how))
        while not where.exists():
            time.sleep(0.1)
        address = json.loads(where.read_text())["address"]
        time.sleep(5)  # both workers have joined
        spent: dict[str, float] = {}
        with subprocess.Popen(words(name, folder, "cluster", "--scheduler", address), cwd=ROOT) as process:
            begun["command"] = process
            done = folder / "cluster" / ("content" if name == "convert" else "state/staging")
            lost = False
            while process.poll() is None:
                spent |= {who: seconds for who, one in begun.items() if (seconds := cpu_of(one.pid)) > 0}
                if not lost and units(done) >= editions // 2:
                    begun["worker 1"].kill()
                    lost = True
                time.sleep(0.2)
        if not lost or process.returncode not in (0, 1):
            raise RuntimeError(f"{name}: exit code {process.returncode}, worker killed: {lost}")
        return spent


@contextlib.contextmanager
def dask(name: str, where: Path, *how: str) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler or a worker, ended afterwards."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--scheduler-file", str(where), "--no-dashboard"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **ONE_THREAD}
    with where.with_suffix(f".{name}.log").open("ab") as log:
        process = subprocess.Popen([*command, *how], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def units(folder: Path) -> int:
    """Editions that lie in a folder, finished or in hand."""
    return sum(1 for _ in folder.glob("**/20[0-9][0-9]/[01][0-9]/[0-3][0-9]"))


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has used, 0 where there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(field) for field in fields[11:15]) * TICK


def shares(spent: dict[str, float]) -> str:
    """Who used how much."""
    return ", ".join(f"{who} {seconds:.1f}" for who, seconds in spent.items())


def digest(folder: Path) -> str:
    """Of all names and bytes below a folder, but the stamp, which names the state that printed it."""
    total = blake2b(digest_size=16)
    paths: Sequence[Path] = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != STAMP)
    for path in paths:
        total.update(f"{path.relative_to(folder)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest() if paths else ""


if __name__ == "__main__":
    sys.exit(main())
