"""Running a command and what it cost: wall and CPU seconds, and peak memory of all its processes together."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.press.server import EVENTS


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of CPU (children included), and MiB at the peak (proportional set size).

    `site`: MiB that then lie in output/, where that was looked at.
    """

    wall: float
    cpu: float
    peak: float
    site: float = 0


def run(command: Sequence[str], cwd: Path, ok: Sequence[int] = (0,)) -> Cost:
    """Run to the end. Raises RuntimeError with what the command said if it failed."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    ) as process:
        peak, stop = [0.0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, stop))
        watcher.start()
        assert process.stdout
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        stop.set()
        watcher.join()
    if process.returncode not in ok:
        raise RuntimeError(f"{command}: {told.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(peak[0], usage.ru_maxrss / 1024))


def saved_to_shown(command: Sequence[str], cwd: Path, path: Path, times: int) -> float:
    """Median seconds from a save of a file until a running `serve` tells the browser to reload."""
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.search(r"http://[^ ]+/", process.stdout.readline())
            assert found
            time.sleep(2)  # its watcher has begun
            seconds = []
            with urllib.request.urlopen(found[0].rstrip("/") + EVENTS, timeout=60) as events:
                for number in range(times):
                    text = path.read_text("utf-8")
                    begun = time.perf_counter()
                    path.write_text(re.sub("^title: .*$", f"title: 改题{number}", text, count=1, flags=re.M), "utf-8")
                    while b"reload" not in events.readline():
                        pass
                    seconds.append(time.perf_counter() - begun)
                    time.sleep(1)
            return statistics.median(seconds)
        finally:
            process.terminate()


def _watch(pid: int, peak: list[float], stop: threading.Event) -> None:
    while not stop.wait(0.05):
        peak[0] = max(peak[0], sum(map(_memory, _tree(pid))) / 1024)


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _memory(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
